#' The Keras module
#'
#' Python's `keras` itself, for all that lamina has no function for:
#' `keras$optimizers$Adam(1e-3)`, `keras$callbacks$EarlyStopping()`,
#' `keras$ops$softmax(x)`. Python starts when it is first used.
#'
#' @format A Python module, loaded when it is first used.
#' @examplesIf is_keras_available()
#' keras$optimizers$Adam(learning_rate = 1e-3)
#' @export
keras <- NULL

# The Python half of lamina, its modules for what comes from R and for Ctrl-C, and Python's own
# functions and generator of random numbers.
core <- NULL
from_r <- NULL
interrupts <- NULL
builtins <- NULL
python_random <- NULL

oldest_keras <- "3.15"
oldest_python <- "3.11"
backends <- c("tensorflow", "jax", "torch")

# What lamina asks of Python, for the environment that reticulate makes where
# the user has chosen none. torch's own packages for Linux bring CUDA.
python_packages <- function(backend) {
  keras_packages <- c(paste0("keras>=", oldest_keras, ",<4"), "numpy")
  backend_packages <- switch(backend,
    tensorflow = if (is_linux() && !has_nvidia_gpu()) "tensorflow-cpu" else "tensorflow",
    jax = if (is_linux() && has_nvidia_gpu()) "jax[cuda12]" else "jax",
    torch = "torch"
  )
  c(keras_packages, backend_packages)
}

require_python_packages <- function(backend, action = "add") {
  reticulate::py_require(
    python_packages(backend), python_version = paste0(">=", oldest_python), action = action
  )
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
  named <- sub(".*\"backend\"\\s*:\\s*\"([a-z]+)\".*", "\\1", line)
  if (length(named)) named[[1L]] else "tensorflow"
}

keras_config_file <- function() file.path(Sys.getenv("KERAS_HOME", "~/.keras"), "keras.json")

session <- new.env(parent = emptyenv())

keras_is_loaded <- function() isTRUE(session$keras_loaded)

load_keras <- function() {
  if (!nzchar(Sys.getenv("TF_CPP_MIN_LOG_LEVEL"))) Sys.setenv(TF_CPP_MIN_LOG_LEVEL = "2")
  module <- tryCatch(import_quietly("keras"), error = keras_failed)
  check_keras_version(module$`__version__`)
  session$keras_loaded <- TRUE
  module
}

# Without the lines that TensorFlow writes at its start, now or later, and that tell nothing.
import_quietly <- function(module) {
  folder <- system.file(package = "lamina")
  reticulate::import_from_path("lamina_start", folder, convert = FALSE)$start()
  reticulate::import(module)
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
  if (is.null(python)) return("reticulate::install_python()")
  packages <- python_packages(configured_backend())
  if (!is_system_python(python)) {
    return(sprintf(
      "%s -m pip install --upgrade %s", python, paste(shQuote(packages), collapse = " ")
    ))
  }
  sprintf(
    "%sreticulate::virtualenv_create(\"r-keras\", packages = c(%s))",
    if (nzchar(Sys.getenv("RETICULATE_PYTHON"))) "Sys.unsetenv(\"RETICULATE_PYTHON\"); " else "",
    paste(encodeString(packages, quote = "\""), collapse = ", ")
  )
}

is_system_python <- function(python) dirname(python) %in% c("/usr/bin", "/bin")

current_python <- function() {
  if (reticulate::py_available()) reticulate::py_config()$python
}

#' Is Keras there?
#'
#' Looks whether Python can be started and has Keras and its backend. Starts
#' Python where it is not running yet.
#'
#' @returns `TRUE` or `FALSE`, never an error.
#' @examples
#' \donttest{
#' is_keras_available()
#' }
#' @family configuration
#' @export
is_keras_available <- function() {
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
#' Keras starts, and stands for the session: call `use_backend()` first. Without
#' it the environment variable `KERAS_BACKEND` decides, then the file
#' `~/.keras/keras.json`, then it is TensorFlow.
#'
#' @param backend `"tensorflow"`, `"jax"` or `"torch"`.
#' @returns The backend, invisibly. An error of class `lamina_error_backend`
#'   where Keras runs with another backend already.
#' @examplesIf interactive()
#' use_backend("jax")
#' @family configuration
#' @export
use_backend <- function(backend) {
  if (missing(backend)) {
    abort_missing("backend", "\"tensorflow\", \"jax\" or \"torch\"", rlang::current_env())
  }
  backend <- check_choice(backend, backends)
  if (keras_is_loaded()) {
    check_running_backend(backend)
  } else {
    choose_backend(backend)
  }
  invisible(backend)
}

check_running_backend <- function(backend, call = caller_env()) {
  running <- keras$backend$backend()
  if (running == backend) return()
  abort_lamina(
    c(
      "Keras runs with the backend {.val {running}} already, and cannot change to
       {.val {backend}}.",
      i = "Restart R, then call {.code use_backend(\"{backend}\")} before anything else."
    ),
    class = "backend", call = call
  )
}

choose_backend <- function(backend, call = caller_env()) {
  environment <- if (reticulate::py_available()) {
    reticulate::import("os", convert = FALSE)$environ
  }
  if (!is.null(environment) && "keras" %in% loaded_python_modules()) {
    check_running_backend(backend, call)
  }
  if (is.null(environment)) {
    require_python_packages(configured_backend(), action = "remove")
    require_python_packages(backend)
  } else {
    environment$`__setitem__`("KERAS_BACKEND", backend)
  }
  Sys.setenv(KERAS_BACKEND = backend)
}

loaded_python_modules <- function() {
  builtins$list(reticulate::import("sys", convert = FALSE)$modules)
}
