#' Report on the setup
#'
#' Shows on one screen what lamina works with: which Python and which rule
#' picked it, the versions of Keras, its backend, NumPy and reticulate, the
#' devices that are used; and for everything that is wrong, the command that
#' fixes it. It also works where Python or Keras is missing. The session stays as
#' it is: Python is asked in a process of its own.
#'
#' @param ... Not used.
#' @returns An object of class `lamina_sitrep` with a `print()` method: a list
#'   of `versions`, `python`, `backend`, `devices`, `config` and `problems`, a
#'   data frame with the columns `problem` and `fix`.
#' @examples
#' \donttest{
#' lamina_sitrep()
#' }
#' @family configuration
#' @export
lamina_sitrep <- function(...) {
  check_no_dots(..., what = "this function")
  check_process()
  python <- find_python()
  probe <- if (!is.null(python$path)) probe_python(python$path)
  backend <- list(
    name = if (keras_is_loaded()) keras$backend$backend() else configured_backend(),
    rule = backend_rule()
  )
  structure(
    list(
      versions = list(
        lamina = format(utils::packageVersion("lamina")),
        R = format(getRversion()),
        reticulate = format(utils::packageVersion("reticulate")),
        python = probe[["python"]],
        keras = probe[["keras"]],
        numpy = probe[["numpy"]],
        backend = backend_version(probe, backend$name)
      ),
      python = python,
      backend = backend,
      devices = probe[["devices"]],
      config = probe[intersect(c("image_data_format", "floatx"), names(probe))],
      problems = find_problems(python, probe, backend$name)
    ),
    class = "lamina_sitrep"
  )
}

# The Python that runs, or the one that reticulate would start.
find_python <- function() {
  if (reticulate::py_available()) {
    config <- reticulate::py_config()
    return(list(path = config$python, rule = python_rule(config), running = TRUE))
  }
  error <- NULL
  config <- tryCatch(
    withCallingHandlers(
      reticulate::py_discover_config("keras"),
      warning = function(cnd) invokeRestart("muffleWarning")
    ),
    error = function(cnd) error <<- conditionMessage(cnd)
  )
  if (!is.null(error)) return(list(path = NULL, error = error, running = FALSE))
  list(
    path = config$python, rule = python_rule(config), running = FALSE,
    shared = is.null(config) || .Platform$OS.type == "windows" || !is.null(config$libpython)
  )
}

python_rule <- function(config) {
  if (isTRUE(config$ephemeral)) return("reticulate's own environment, made by py_require()")
  if (is.null(config$forced)) return("the first one found")
  config$forced
}

backend_rule <- function() {
  if (keras_is_loaded()) return("running")
  if (nzchar(Sys.getenv("KERAS_BACKEND"))) return("KERAS_BACKEND or use_backend()")
  if (file.exists(keras_config_file())) return(keras_config_file())
  "the default"
}

# A named character vector; what the probe could not say is missing from it.
probe_python <- function(path) {
  script <- system.file("python-probe.py", package = "lamina", mustWork = TRUE)
  lines <- suppressWarnings(
    tryCatch(
      system2(path, shQuote(script), stdout = TRUE, stderr = FALSE, env = probe_environment()),
      error = function(cnd) character()
    )
  )
  lines <- grep("^[a-z_-]+: ", lines, value = TRUE)
  values <- sub("^[^:]*: ", "", lines)
  names(values) <- sub(": .*", "", lines)
  as.list(values[nzchar(values)])
}

# R's own library path would give the child another libpython.
probe_environment <- function() {
  c(
    "TF_CPP_MIN_LOG_LEVEL=3",
    if (.Platform$OS.type == "unix") c("LD_LIBRARY_PATH=", "PYTHONHOME=")
  )
}

backend_version <- function(probe, backend) {
  if (backend == "tensorflow" && is.null(probe[["tensorflow"]])) return(probe[["tensorflow-cpu"]])
  probe[[backend]]
}

find_problems <- function(python, probe, backend) {
  found <- list()
  add <- function(problem, fix) {
    found[[length(found) + 1L]] <<- data.frame(problem = problem, fix = fix)
  }
  if (!isTRUE(python$running) && is_folder_without_python(Sys.getenv("RETICULATE_PYTHON"))) {
    folder <- Sys.getenv("RETICULATE_PYTHON")
    inside <- file.path(folder, c("bin/python", "Scripts/python.exe"))
    inside <- inside[file.exists(inside)]
    add(
      sprintf("RETICULATE_PYTHON is a folder, not a Python: %s", folder),
      if (length(inside)) {
        sprintf("Sys.setenv(RETICULATE_PYTHON = \"%s\")", inside[[1L]])
      } else {
        "Sys.setenv(RETICULATE_PYTHON = \"path/to/python\"), or Sys.unsetenv(\"RETICULATE_PYTHON\")"
      }
    )
  } else if (is.null(python$path)) {
    add(
      if (is.null(python$error)) "No Python was found." else python$error,
      if (nzchar(Sys.getenv("RETICULATE_PYTHON"))) {
        "Sys.setenv(RETICULATE_PYTHON = \"path/to/python\"), or Sys.unsetenv(\"RETICULATE_PYTHON\")"
      } else {
        paste(
          "make a layer: reticulate then makes an environment with all that is needed, where it",
          "can download; or reticulate::install_python();", setup_command(backend)
        )
      }
    )
  } else if (isFALSE(python$shared)) {
    add(
      "This Python has no shared library, which reticulate needs.",
      "On Debian: apt-get install libpython3-dev; with pyenv: install with --enable-shared"
    )
  } else if (is.null(probe[["python"]])) {
    add("This Python does not start.", "Choose another: Sys.setenv(RETICULATE_PYTHON = )")
  } else {
    if (numeric_version(probe[["python"]], strict = FALSE) < oldest_python) {
      add(
        sprintf("Python %s is older than %s.", probe[["python"]], oldest_python),
        sprintf("reticulate::install_python(\"%s\")", oldest_python)
      )
    }
    if (backend %in% backends) {
      fix <- if (is.null(probe[["keras"]])) {
        setup_fix(python$path, backend)
      } else {
        upgrade_command(python$path)
      }
      for (problem in package_problems(probe, backend)) add(problem, fix)
    } else {
      add(
        sprintf("There is no backend %s.", backend),
        "use_backend(\"tensorflow\"), \"jax\" or \"torch\", in place of KERAS_BACKEND"
      )
    }
  }
  if (utils::packageVersion("reticulate") < "1.41") {
    add("reticulate is older than 1.41.", "install.packages(\"reticulate\")")
  }
  none <- data.frame(problem = character(), fix = character())
  do.call(rbind, c(list(none), found))
}

# An environment of its own, which reticulate finds where no other Python is named. The system's
# Python takes no packages.
setup_command <- function(backend) {
  sprintf(
    "%slamina::install_keras(backend = \"%s\")",
    if (nzchar(Sys.getenv("RETICULATE_PYTHON"))) "Sys.unsetenv(\"RETICULATE_PYTHON\"); " else "",
    backend
  )
}

setup_fix <- function(python, backend) {
  if (is_system_python(python)) return(setup_command(backend))
  paste0(setup_command(backend), "; or, for this Python: ", upgrade_command(python))
}

# reticulate finds the Python that is in a folder itself, and else looks elsewhere.
is_folder_without_python <- function(path) {
  nzchar(path) && dir.exists(path) && !any(file.exists(file.path(path, c("python", "python.exe"))))
}

package_problems <- function(probe, backend) {
  keras_version <- probe[["keras"]]
  missing <- c(
    if (is.null(keras_version)) "Keras is not installed.",
    if (is.null(probe[["numpy"]])) "NumPy is not installed.",
    if (is.null(backend_version(probe, backend))) {
      sprintf("The backend %s is not installed.", backend)
    },
    if (!is.null(keras_version) && is_too_old(keras_version)) {
      sprintf("Keras %s is older than %s.", keras_version, oldest_keras)
    }
  )
  if (length(missing)) return(missing)
  if (!is.null(probe[["failure"]])) sprintf("Keras does not start. %s", probe[["failure"]])
}

#' @export
print.lamina_sitrep <- function(x, ...) {
  check_no_dots(..., also = print_arguments)
  cat(format(x), sep = "\n")
  invisible(x)
}

#' @export
format.lamina_sitrep <- function(x, ...) {
  check_no_dots(..., also = format_arguments)
  shown <- function(value) if (is.null(value)) "not found" else value
  v <- x$versions
  rows <- c(
    lamina = sprintf("%s, R %s, reticulate %s", v$lamina, v$R, v$reticulate),
    Python = sprintf("%s, %s", shown(v$python), shown(x$python$path)),
    "chosen by" = x$python$rule,
    Keras = sprintf("%s, NumPy %s", shown(v$keras), shown(v$numpy)),
    backend = sprintf("%s %s (%s)", x$backend$name, shown(v$backend), x$backend$rule),
    devices = shown(x$devices),
    config = if (length(x$config)) paste(names(x$config), x$config, sep = " = ", collapse = ", ")
  )
  problems <- x$problems
  c(
    paste(format(names(rows)), rows, sep = "  "),
    "",
    if (nrow(problems)) {
      unlist(Map(
        function(problem, fix) c(paste(cli::symbol$cross, problem), paste("  fix it:", fix)),
        problems$problem, problems$fix
      ))
    } else {
      paste(cli::symbol$tick, "Everything is in place.")
    }
  )
}
