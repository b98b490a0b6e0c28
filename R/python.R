oldest_keras <- "3.15"
oldest_python <- "3.11"
backends <- c("tensorflow", "jax", "torch")

# What lamina asks of Python, for the environment that reticulate makes where
# the user has chosen none. torch's own packages for Linux bring CUDA.
python_packages <- function(backend, gpu = wants_gpu()) {
  keras_packages <- c(paste0("keras>=", oldest_keras, ",<4"), "numpy")
  backend_packages <- switch(backend,
    tensorflow = if (is_linux() && !gpu) "tensorflow-cpu" else "tensorflow",
    jax = if (is_linux() && gpu) "jax[cuda12]" else "jax",
    torch = "torch"
  )
  c(keras_packages, backend_packages)
}

require_python_packages <- function(backend, action = "add") {
  reticulate::py_require(
    python_packages(backend), python_version = paste0(">=", oldest_python), action = action
  )
}

# As use_backend() said, or where there is one.
wants_gpu <- function() {
  if (is.null(session$gpu) || is.na(session$gpu)) has_nvidia_gpu() else session$gpu
}

is_linux <- function() identical(Sys.info()[["sysname"]], "Linux")

has_nvidia_gpu <- function() nzchar(Sys.which("nvidia-smi")) || file.exists("/dev/nvidia0")

# The backend that Keras will take: the environment variable, then Keras' own
# configuration file, then TensorFlow.
configured_backend <- function() {
  named <- Sys.getenv("KERAS_BACKEND")
  if (nzchar(named)) return(named)
  if (!file.exists(keras_config_file())) return("tensorflow")
  line <- grep("\"backend\"", readLines(keras_config_file(), warn = FALSE), value = TRUE)
  named <- sub(".*\"backend\"\\s*:\\s*\"([^\"]*)\".*", "\\1", line)
  if (length(named)) named[[1L]] else "tensorflow"
}

keras_home <- function() Sys.getenv("KERAS_HOME", "~/.keras")

keras_config_file <- function() file.path(keras_home(), "keras.json")

keras_is_loaded <- function() isTRUE(session$keras_loaded)

load_keras <- function() {
  if (!nzchar(Sys.getenv("TF_CPP_MIN_LOG_LEVEL"))) Sys.setenv(TF_CPP_MIN_LOG_LEVEL = "2")
  check_configured_backend()
  module <- tryCatch(import_quietly("keras"), error = keras_failed)
  check_keras_version(module$`__version__`)
  session$keras_loaded <- TRUE
  session$process <- Sys.getpid()
  module
}

# Without the lines that TensorFlow writes at its start, now or later, and that tell nothing.
import_quietly <- function(module) {
  folder <- system.file(package = "lamina")
  reticulate::import_from_path("lamina_start", folder, convert = FALSE)$start()
  reticulate::import(module)
}

# Keras would look for a package of that name, and stay half loaded.
check_configured_backend <- function() {
  backend <- configured_backend()
  if (backend %in% c(backends, "numpy", "openvino")) return()
  meant <- nearest(backend, backends) %||% "tensorflow"
  from_file <- !nzchar(Sys.getenv("KERAS_BACKEND"))
  abort_lamina(
    c(
      "There is no backend {.val {backend}}.",
      x = if (from_file) "{.file {keras_config_file()}} asks for it."
      else "The environment variable {.envvar KERAS_BACKEND} asks for it.",
      i = "Choose {.or {.val {backends}}}: {.code use_backend(\"{meant}\")}."
    ),
    class = "setup"
  )
}

check_keras_version <- function(version) {
  if (!is_too_old(version)) return()
  abort_lamina(
    c(
      "lamina needs Keras {oldest_keras} or newer; this is Keras {version}.",
      i = "Run {.code {upgrade_command()}}, then restart R."
    ),
    class = "setup"
  )
}

# Python has versions such as 3.15.0rc1 and 4.0.0.dev2.
is_too_old <- function(version) {
  numeric_version(sub("^([0-9]+([.][0-9]+)*).*", "\\1", version)) < oldest_keras
}

keras_failed <- function(cnd) {
  abort_lamina(
    c(
      "Keras could not be loaded from Python.",
      x = "{python_message(conditionMessage(cnd))}",
      i = "Run {.code {upgrade_command()}}, then restart R.",
      i = "{.run lamina::lamina_sitrep()} shows what is there and what is missing."
    ),
    class = "setup"
  )
}

# The Python package stands in the folder of the R package.
load_core <- function() {
  python_module(keras)
  folder <- system.file("python", package = "lamina", mustWork = TRUE)
  path <- reticulate::import("sys", convert = FALSE)$path
  path$insert(0L, folder)
  on.exit(path$remove(folder))
  reticulate::import("lamina")
}

# After Keras, whose loading says what is wrong with a Python.
load_python_random <- function() {
  python_module(keras)
  reticulate::import("random", convert = FALSE)
}

# In the Python that is in use; without one, R has the command. The system's own
# Python takes no packages from pip: an environment that reticulate finds by its
# name does.
upgrade_command <- function(python = current_python()) {
  packages <- python_packages(configured_backend())
  if (is.null(python)) return(paste0("reticulate::install_python(); ", create_command(packages)))
  if (!is_system_python(python)) {
    return(sprintf(
      "%s -m pip install --upgrade %s", python, paste(shQuote(packages), collapse = " ")
    ))
  }
  sprintf(
    "%s%s",
    if (nzchar(Sys.getenv("RETICULATE_PYTHON"))) "Sys.unsetenv(\"RETICULATE_PYTHON\"); " else "",
    create_command(packages)
  )
}

create_command <- function(packages) {
  sprintf(
    "reticulate::virtualenv_create(\"r-keras\", packages = c(%s))",
    paste(encodeString(packages, quote = "\""), collapse = ", ")
  )
}

is_system_python <- function(python) dirname(python) %in% c("/usr/bin", "/bin")

current_python <- function() {
  if (reticulate::py_available()) reticulate::py_config()$python
}

#' Is Keras available?
#'
#' Looks whether Python can be started and has Keras and its backend. Starts
#' Python where it is not running yet.
#'
#' @param ... Not used.
#' @returns `TRUE` or `FALSE`, never an error.
#' @examples
#' \donttest{
#' is_keras_available()
#' }
#' @family configuration
#' @export
is_keras_available <- function(...) {
  check_no_dots(..., what = "this function")
  tryCatch(
    {
      core$`__name__`
      TRUE
    },
    error = function(cnd) FALSE
  )
}

#' Choose the backend
#'
#' Keras computes with TensorFlow, JAX or PyTorch. The choice is made once, when
#' Keras starts, and holds for the session: call `use_backend()` first. Without
#' it the environment variable `KERAS_BACKEND` decides, then the file `~/.keras/keras.json`;
#' otherwise it is TensorFlow.
#'
#' @param backend `"tensorflow"`, `"jax"` or `"torch"`.
#' @param gpu `FALSE` leaves a GPU unused, even where there is one: Keras computes on
#'   the processor, and an environment that reticulate makes gets packages without CUDA where
#'   these exist. `TRUE` takes packages with CUDA even where no GPU is found; `NA` looks for one.
#' @param ... Not used.
#' @returns The backend, invisibly. An error of class `lamina_error_backend` if Keras already
#'   runs with another backend.
#' @examplesIf interactive()
#' use_backend("jax")
#' @family configuration
#' @export
use_backend <- function(backend, gpu = NA, ...) {
  check_no_dots(..., what = "this function")
  set_backend(backend, gpu)
}

set_backend <- function(backend, gpu = NA, call = caller_env()) {
  if (missing(backend)) {
    abort_missing("backend", "\"tensorflow\", \"jax\" or \"torch\"", call)
  }
  backend <- check_choice(backend, backends, arg = "backend", call = call)
  gpu <- check_gpu(gpu, call = call)
  if (keras_is_loaded()) {
    check_running_backend(backend, call)
    check_running_gpu(gpu, call)
  } else {
    choose_backend(backend, gpu, call)
  }
  invisible(backend)
}

check_gpu <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (!(is.logical(x) && length(x) == 1L)) abort_argument(arg, "TRUE, FALSE or NA", x, call)
  as.vector(x)
}

check_running_backend <- function(backend, call = caller_env()) {
  running <- keras$backend$backend()
  if (running == backend) return()
  abort_lamina(
    c(
      "Keras runs with the backend {.val {running}} already and cannot change to
       {.val {backend}}.",
      i = "Restart R, then call {.code use_backend(\"{backend}\")} before anything else."
    ),
    class = "backend", call = call
  )
}

# What is asked for again, or is so in any case, is no change.
check_running_gpu <- function(gpu, call = caller_env()) {
  hidden <- isFALSE(session$gpu)
  if (is.na(gpu) || gpu == !hidden || (isFALSE(gpu) && !has_nvidia_gpu())) return()
  abort_lamina(
    c(
      "Keras is already running, and whether it uses a GPU can no longer be changed.",
      i = "Restart R, then call {.code use_backend()} with {.arg gpu} before anything else."
    ),
    class = "backend", call = call
  )
}

choose_backend <- function(backend, gpu = NA, call = caller_env()) {
  environment <- if (reticulate::py_available()) {
    reticulate::import("os", convert = FALSE)$environ
  }
  if (!is.null(environment) && "keras" %in% loaded_python_modules()) {
    check_running_backend(backend, call)
  }
  if (is.null(environment)) {
    require_python_packages(configured_backend(), action = "remove")
  }
  show_gpu(gpu, environment)
  if (is.null(environment)) {
    require_python_packages(backend)
  } else {
    environment$`__setitem__`("KERAS_BACKEND", backend)
  }
  Sys.setenv(KERAS_BACKEND = backend)
}

# For TensorFlow and PyTorch, and for JAX.
without_gpu <- c(CUDA_VISIBLE_DEVICES = "-1", JAX_PLATFORMS = "cpu")

# `environment`: that of Python, where it runs already.
show_gpu <- function(gpu, environment = NULL) {
  was_hidden <- isFALSE(session$gpu)
  session$gpu <- gpu
  if (isFALSE(gpu)) {
    do.call(Sys.setenv, as.list(without_gpu))
  } else if (was_hidden) {
    Sys.unsetenv(names(without_gpu))
  }
  if (is.null(environment)) return(invisible())
  for (name in names(without_gpu)) {
    if (isFALSE(gpu)) {
      environment$`__setitem__`(name, without_gpu[[name]])
    } else if (was_hidden) {
      environment$pop(name, NULL)
    }
  }
}

loaded_python_modules <- function() {
  builtins$list(reticulate::import("sys", convert = FALSE)$modules)
}
