#' Flags and folders of training runs
#'
#' The functions of the R package tfruns, which tracks runs of a training script: flags are its
#' settings, which a run may set to other values.
#'
#' @param ... Arguments of the function of the same name in tfruns. `flags()`: flags, and where
#'   they are read from. `flag_*()`: `name`, `default` and `description`.
#' @returns `flags()`: a named list of values; `flag_*()`: a flag for it; `run_dir()`: the folder of
#'   the run, a string, or `NULL`. Without tfruns an error of class `lamina_error_setup`.
#' @family values of Python and R
#' @examplesIf nzchar(system.file(package = "tfruns"))
#' settings <- flags(flag_numeric("rate", 0.2), flag_integer("units", 64))
#' settings$units
#' @name flags
NULL

#' @rdname flags
#' @export
flags <- function(...) of_package("tfruns", "flags")(...)

#' @rdname flags
#' @export
flag_numeric <- function(...) of_package("tfruns", "flag_numeric")(...)

#' @rdname flags
#' @export
flag_integer <- function(...) of_package("tfruns", "flag_integer")(...)

#' @rdname flags
#' @export
flag_boolean <- function(...) of_package("tfruns", "flag_boolean")(...)

#' @rdname flags
#' @export
flag_string <- function(...) of_package("tfruns", "flag_string")(...)

#' @rdname flags
#' @export
run_dir <- function(...) of_package("tfruns", "run_dir")(...)

# Of one that need not be installed.
of_package <- function(package, name, call = caller_env()) {
  if (!requireNamespace(package, quietly = TRUE)) {
    abort_lamina(
      c(
        "{.fn {name}} needs the R package {.pkg {package}}.",
        i = "Run {.code install.packages(\"{package}\")}."
      ),
      class = "setup", call = call
    )
  }
  getExportedValue(package, name)
}
