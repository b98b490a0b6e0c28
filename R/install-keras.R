#' Install Keras
#'
#' Creates a Python virtual environment and installs Keras, NumPy and one or more backends in
#' it, in the versions that lamina needs. In a new session reticulate finds the environment
#' `"r-keras"` automatically. If you have not chosen a Python, you need not call this: reticulate
#' then creates an environment when Python starts.
#'
#' @details
#' An existing environment named `"r-keras"` is removed and created again; in any other existing
#' environment the packages are added to what it has. Python must not be running from the
#' environment: call `install_keras()` first thing in a new session.
#'
#' GPU packages are those on Python's package index for Linux: `"jax"` with CUDA, and
#' `"tensorflow"` in place of `"tensorflow-cpu"`. PyTorch for Linux always includes CUDA, several
#' gigabytes.
#'
#' @param envname Name of the environment, or the path of its folder: a string. With a name other
#'   than `"r-keras"`, call `reticulate::use_virtualenv(envname)` in each session.
#' @param ... Not used.
#' @param extra_packages Additional Python packages to install, strings as for pip, such as
#'   `"scipy"` or `"pandas>=2"`; `NULL` for none.
#' @param python_version Python version of the environment: a version such as `"3.12"`, or bounds
#'   such as `">=3.11,<=3.13"`. lamina needs 3.11 or newer. This Python must be installed already;
#'   `reticulate::install_python()` installs one.
#' @param backend Which backends to install: one or more of `"tensorflow"`, `"jax"` and
#'   `"torch"`, which may also be written `"pytorch"`.
#' @param gpu Whether to install the packages for an NVIDIA GPU: `TRUE` or `FALSE`; `NA` installs
#'   them if there is one.
#' @param restart_session Whether to restart R afterwards, which works in RStudio only: `TRUE` or
#'   `FALSE`.
#' @returns `NULL`, invisibly. An error of class `lamina_error_setup` if Python runs from the
#'   environment, or if a step of the installation fails.
#' @seealso [lamina_sitrep()] tells whether it is needed, [use_backend()] chooses the backend of a
#'   session.
#' @family configuration
#' @examplesIf interactive()
#' install_keras(backend = "jax", extra_packages = NULL)
#' @export
install_keras <- function(envname = "r-keras", ...,
                          extra_packages = c(
                            "scipy", "pandas", "Pillow", "pydot", "ipython", "tensorflow_datasets"
                          ),
                          python_version = ">=3.11", backend = c("tensorflow", "jax"), gpu = NA,
                          restart_session = TRUE) {
  check_no_dots(..., what = "this function")
  envname <- check_string(envname)
  packages <- packages_to_install(
    check_backends(backend), check_gpu(gpu), check_packages(extra_packages)
  )
  steps <- installation_steps(envname, packages, check_python_version(python_version))
  restart_session <- check_flag(restart_session)
  check_not_running_from(envname)
  run_installation(steps)
  cli::cli_inform(c(
    v = "Keras is installed in the environment {.val {envname}}.",
    i = use_environment_hint(envname)
  ))
  if (restart_session) restart_r()
  invisible()
}

# What is to be done, in order: the name of an installer, and what it is called with.
installation_steps <- function(envname, packages, python_version) {
  list(
    create = list(
      envname = envname, version = python_version, force = identical(envname, "r-keras")
    ),
    install = list(packages = packages, envname = envname, method = "virtualenv")
  )
}

installers <- list(
  create = function(envname, version, force) {
    python <- reticulate::virtualenv_starter(version)
    # Before anything is removed.
    if (is.null(python)) stop("There is no Python ", version, " to make it from.", call. = FALSE)
    reticulate::virtualenv_create(envname, python, packages = NULL, force = force)
  },
  install = function(...) reticulate::py_install(...)
)

run_installation <- function(steps, run = installers, call = caller_env()) {
  for (step in names(steps)) {
    tryCatch(
      do.call(run[[step]], steps[[step]]),
      error = function(cnd) installation_failed(step, cnd, call)
    )
  }
}

installation_failed <- function(step, cnd, call) {
  failure <- switch(step,
    create = c(
      "The environment could not be created.",
      x = "{conditionMessage(cnd)}",
      i = "{.run reticulate::install_python()} installs a Python that can be used."
    ),
    install = c(
      "The packages could not be installed.",
      x = "{conditionMessage(cnd)}",
      i = "The messages of pip above name the package."
    )
  )
  abort_lamina(failure, class = "setup", call = call)
}

# RStudio has the function in a place of its own.
restart_r <- function() {
  restart <- get0(".rs.api.restartSession", mode = "function")
  if (!is.null(restart)) restart()
}

# One call of pip for all, which then finds versions that go together.
packages_to_install <- function(backend, gpu, extra) {
  gpu <- if (is.na(gpu)) has_nvidia_gpu() else gpu
  unique(c(unlist(lapply(backend, python_packages, gpu = gpu)), extra))
}

check_backends <- function(x, arg = caller_arg(x), call = caller_env()) {
  force(arg)
  expected <- "one or more of \"tensorflow\", \"jax\" and \"torch\""
  if (!is.character(x) || !length(x) || anyNA(x)) abort_argument(arg, expected, x, call)
  x <- unique(sub("^pytorch$", "torch", x))
  unknown <- setdiff(x, backends)
  if (length(unknown)) {
    abort_argument(arg, expected, x, call, hint = hint_nearest(unknown[[1L]], backends))
  }
  x
}

# Without what pip would take for an option.
check_packages <- function(x, arg = caller_arg(x), call = caller_env()) {
  expected <- "the names of Python packages, or NULL"
  if (is.null(x)) return(NULL)
  valid <- is.character(x) && !anyNA(x) && all(grepl("^[A-Za-z0-9]", x))
  if (!valid) abort_argument(arg, expected, x, call)
  as.vector(x)
}

# A version, or bounds with commas between, to which our own is added.
check_python_version <- function(x, arg = caller_arg(x), call = caller_env()) {
  expected <- "a version such as \"3.12\", or bounds such as \">=3.11,<=3.13\""
  bound <- "^ *(>=|<=|==|!=|>|<)? *([0-9]+([.][0-9]+)*)([.][*])? *$"
  parts <- if (rlang::is_string(x) && nzchar(x)) strsplit(x, ",")[[1L]]
  if (!length(parts) || !all(grepl(bound, parts))) abort_argument(arg, expected, x, call)
  signs <- sub(bound, "\\1", parts)
  versions <- numeric_version(sub(bound, "\\2", parts))
  if (any(versions < oldest_python & signs %in% c("", "==", "<=", "<"))) {
    hint <- sprintf("lamina needs Python %s or newer.", oldest_python)
    abort_argument(arg, expected, x, call, hint = hint)
  }
  if (all(nzchar(signs))) paste0(x, ",>=", oldest_python) else as.vector(x)
}

check_not_running_from <- function(envname, python = current_python(), call = caller_env()) {
  if (is.null(python)) return()
  folder <- environment_folder(envname)
  inside <- startsWith(
    normalizePath(dirname(python), "/", mustWork = FALSE),
    paste0(normalizePath(folder, "/", mustWork = FALSE), "/")
  )
  if (!inside) return()
  abort_lamina(
    c(
      "Python runs from the environment {.val {envname}}, which is to be changed.",
      i = "Restart R, then call {.code install_keras()} before anything else."
    ),
    class = "setup", call = call
  )
}

environment_folder <- function(envname) {
  if (grepl("[/\\\\]", envname)) path.expand(envname)
  else file.path(reticulate::virtualenv_root(), envname)
}

# The variable says which Python is taken, whatever environments there are.
use_environment_hint <- function(envname, chosen = Sys.getenv("RETICULATE_PYTHON")) {
  if (nzchar(chosen)) {
    paste(
      "The environment variable {.envvar RETICULATE_PYTHON} names another Python: use",
      "{.code Sys.unsetenv(\"RETICULATE_PYTHON\")} in a new session."
    )
  } else if (envname != "r-keras") {
    "Use it in a new session with {.code reticulate::use_virtualenv(\"{envname}\")}."
  }
}
