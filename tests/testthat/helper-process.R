# Calls `f` in a new R process, where nothing has been loaded yet. `env` are
# environment variables on top of this process' own. The function sees neither
# the tests nor lamina: it loads what it needs.
in_fresh_r <- function(f, ..., env = character()) {
  callr::r(f, list(...), env = fresh_environment(env))
}

fresh_environment <- function(env = character()) {
  env <- c(callr::rcmd_safe_env(), RETICULATE_PYTHON = python_in_use(), env)
  env[!duplicated(names(env), fromLast = TRUE)]
}

python_in_use <- function() reticulate::py_config()$python

# Started once for all tests that look at it: each takes seconds.
remembered <- new.env()

remember <- function(name, value) {
  if (is.null(remembered[[name]])) assign(name, value, remembered)
  remembered[[name]]
}

# Another R process with Keras, for all tests that need one. `run(f, args)` calls a
# function there, with nothing of testthat's around it; `start` is what was seen when
# it chose its backend and started, `said` what stood on the screen then beside it.
other_session <- function() {
  remember("other_session", {
    backend <- keras$backend$backend()
    other <- setdiff(backends, backend)[[1]]
    env <- fresh_environment(c(KERAS_BACKEND = other))
    session <- callr::r_session$new(callr::r_session_options(env = env))
    start <- session$run_with_output(start_keras, list(backend, other))
    if (!is.null(start$error)) stop(start$error)
    # Killed, it would leave what TensorFlow has written into the folder of temporary files.
    withr::defer(session$close(grace = 60000), testthat::teardown_env())
    list(start = start$result, run = session$run, said = start$stderr)
  })
}

start_keras <- function(backend, other) {
  # Before R 4.3 it is said that `%*%` is lamina's.
  library(lamina, warn.conflicts = FALSE)
  use_backend(other)
  use_backend(backend)
  use_backend(other)
  no_python <- !reticulate::py_available()
  reticulate::py_run_string("started = True")
  use_backend(backend)
  running <- keras$backend$backend()
  drop <- layer_spatial_dropout_2d(rate = 1)
  list(
    no_python = no_python, started = reticulate::py_eval("started"), running = running,
    value = as.array(drop(array(1, c(1, 2, 2, 1)), training = TRUE)),
    class = class(tryCatch(use_backend(other), error = identity)),
    environment = Sys.getenv("KERAS_BACKEND")
  )
}

# What a user sees whose setup is broken: the report, the error of the first call
# that needs Keras, and whether Keras is there.
broken_setup <- function(env) {
  in_fresh_r(
    function() {
      loadNamespace("reticulate")
      library(lamina)
      required <- reticulate::py_require()$packages
      report <- lamina_sitrep()
      python <- reticulate::py_available()
      cnd <- tryCatch(layer_spatial_dropout_2d(rate = 0.3), error = identity)
      again <- tryCatch(layer_dense(units = 1, input_shape = 3), error = identity)
      list(
        again = class(again),
        required = required, report = report, text = format(report), report_starts_python = python,
        message = gsub("\\s+", " ", conditionMessage(cnd)), class = class(cnd),
        available = is_keras_available()
      )
    },
    env = env
  )
}

without_python <- function() {
  remember("without_python", {
    nowhere <- file.path(withr::local_tempdir(), "python")
    broken_setup(c(RETICULATE_PYTHON = nowhere))
  })
}

# A virtual environment of the running Python without any package.
without_keras <- function() {
  remember("without_keras", {
    folder <- withr::local_tempdir()
    base <- reticulate::py_eval("__import__('sys')._base_executable")
    system2(base, c("-m", "venv", "--without-pip", shQuote(folder)))
    bin <- if (.Platform$OS.type == "windows") "Scripts/python.exe" else "bin/python"
    python <- file.path(folder, bin)
    c(broken_setup(c(RETICULATE_PYTHON = python)), list(python = python))
  })
}

# A `keras` before all others that is no more than its version.
with_old_keras <- function() {
  remember("with_old_keras", {
    folder <- withr::local_tempdir()
    metadata <- file.path(folder, "keras-3.4.1.dist-info")
    dir.create(metadata)
    writeLines(c("Name: keras", "Version: 3.4.1"), file.path(metadata, "METADATA"))
    writeLines("__version__ = '3.4.1'", file.path(folder, "keras.py"))
    broken_setup(c(PYTHONPATH = folder))
  })
}

without_backend <- function() {
  remember("without_backend", broken_setup(c(KERAS_BACKEND = "no_such_backend")))
}
