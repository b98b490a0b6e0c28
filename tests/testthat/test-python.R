skip_without_keras()

test_that("the packages asked of Python fit the backend and the machine", {
  expect_match(python_packages("jax"), "^(keras>=3.15,<4|numpy|jax.*)$")
  expect_true("torch" %in% python_packages("torch"))
  expect_match(python_packages("tensorflow")[[3]], "^tensorflow")
})

test_once("that Keras could not be loaded is told with what Python says", {
  expect_lamina_error(keras_failed(simpleCondition("No module named keras")), "No module", "setup")
  expect_lamina_error(use_backend(), "`backend` is missing", from = "use_backend")
})

test_once("the backend comes from the environment, then Keras' file, then is TensorFlow", {
  home <- withr::local_tempdir()
  withr::local_envvar(KERAS_BACKEND = "torch", KERAS_HOME = home)
  expect_identical(configured_backend(), "torch")
  withr::local_envvar(KERAS_BACKEND = NA)
  expect_identical(configured_backend(), "tensorflow")
  writeLines(
    "{\n  \"floatx\": \"float32\",\n  \"backend\": \"jax\"\n}", file.path(home, "keras.json")
  )
  expect_identical(configured_backend(), "jax")
  writeLines("{\"floatx\": \"float32\"}", file.path(home, "keras.json"))
  expect_identical(configured_backend(), "tensorflow")
  writeLines("{\"backend\":\"torch\", \"floatx\": \"float32\"}", file.path(home, "keras.json"))
  expect_identical(configured_backend(), "torch")
})

test_once("versions are compared as versions", {
  expect_null(check_keras_version("3.15.0"))
  expect_null(check_keras_version("3.100.1"))
  expect_null(check_keras_version("4.0.0.dev1"))
  expect_error(check_keras_version("3.9.2"), "3.9.2", class = "lamina_error_setup")
  expect_error(check_keras_version("2.15.0rc1"), class = "lamina_error_setup")
})

test_that("a backend that there is not is named before Keras is loaded", {
  withr::local_envvar(KERAS_BACKEND = "theano", KERAS_HOME = withr::local_tempdir())
  expect_snapshot(error = TRUE, check_configured_backend())
  withr::local_envvar(KERAS_BACKEND = "numpy")
  expect_null(check_configured_backend())
  withr::local_envvar(KERAS_BACKEND = NA)
  writeLines("{\"backend\": \"Torch\"}", file.path(Sys.getenv("KERAS_HOME"), "keras.json"))
  cnd <- expect_lamina_error(check_configured_backend(), "There is no backend \"Torch\"", "setup")
  expect_match(conditionMessage(cnd), "keras.json.*use_backend\\(\"torch\"\\)")
})

test_that("a GPU is left alone where that is asked for", {
  before <- session$gpu
  withr::defer(session$gpu <- before)
  withr::local_envvar(CUDA_VISIBLE_DEVICES = NA, JAX_PLATFORMS = NA)
  show_gpu(FALSE)
  hidden <- Sys.getenv(names(without_gpu), names = FALSE)
  expect_identical(hidden, c("-1", "cpu"))
  expect_true("jax" %in% python_packages("jax"))
  if (is_linux()) expect_true("tensorflow-cpu" %in% python_packages("tensorflow"))
  running <- keras$backend$backend()
  expect_identical(use_backend(running, gpu = FALSE), running)
  expect_lamina_error(use_backend(running, gpu = TRUE), "GPU", class = "backend")
  show_gpu(TRUE)
  expect_identical(Sys.getenv("JAX_PLATFORMS"), "")
  expect_false("tensorflow-cpu" %in% python_packages("tensorflow"))
  expect_identical(use_backend(running, gpu = TRUE), running)
  expect_lamina_error(use_backend(running, gpu = "no"), "`gpu` must be TRUE, FALSE or NA")
})

test_that("the running backend may be asked for again, another not", {
  running <- keras$backend$backend()
  expect_identical(use_backend(running), running)
  expect_invisible(use_backend(running))
  other <- setdiff(backends, running)[[1]]
  before <- Sys.getenv("KERAS_BACKEND")
  cnd <- expect_lamina_error(use_backend(other), class = "backend", from = "use_backend")
  expect_match(conditionMessage(cnd), running, fixed = TRUE)
  expect_match(conditionMessage(cnd), sprintf("use_backend(\"%s\")", other), fixed = TRUE)
  expect_identical(Sys.getenv("KERAS_BACKEND"), before)
  expect_identical(keras$backend$backend(), running)
})

test_once("an unknown backend is refused", {
  expect_snapshot(error = TRUE, {
    use_backend()
    use_backend("pytorch")
    use_backend("Tensorflow")
    use_backend(NULL)
    use_backend(NA)
    use_backend(1)
    use_backend(c("jax", "torch"))
  })
})

test_that("Keras is there", {
  expect_true(is_keras_available())
  expect_identical(core$`__name__`, "lamina")
})

test_that("use_backend() before Keras starts decides, also when Python runs", {
  backend <- keras$backend$backend()
  seen <- other_session()$start
  expect_true(seen$no_python)
  expect_true(seen$started)
  expect_identical(seen$running, backend)
  expect_identical(seen$value, array(0, c(1, 2, 2, 1)))
  expect_true("lamina_error_backend" %in% seen$class)
  expect_identical(seen$environment, backend)
})

test_once("a backend is fixed by a Keras that something else has imported", {
  folder <- withr::local_tempdir()
  writeLines(c(
    "__version__ = '3.15.1'",
    "class backend:",
    "    backend = staticmethod(lambda: 'torch')"
  ), file.path(folder, "keras.py"))
  seen <- in_fresh_r(
    function() {
      reticulate::import("keras")
      library(lamina)
      refused <- class(tryCatch(use_backend("jax"), error = identity))
      same <- use_backend("torch")
      list(refused = refused, same = same, environment = Sys.getenv("KERAS_BACKEND"))
    },
    env = c(KERAS_BACKEND = "torch", PYTHONPATH = folder)
  )
  expect_true("lamina_error_backend" %in% seen$refused)
  expect_identical(seen$same, "torch")
  expect_identical(seen$environment, "torch")
})

expect_setup_error <- function(seen, text) {
  expect_true(all(c("lamina_error_setup", "lamina_error") %in% seen$class))
  expect_identical(seen$again, seen$class)
  expect_match(seen$message, text, fixed = TRUE)
  expect_no_match(seen$message, "Traceback|py_last_error")
  expect_false(seen$available)
}

test_once("a Python that is not there is an error that leads to the report", {
  seen <- without_python()
  expect_setup_error(seen, "does not exist")
  expect_match(seen$message, "lamina_sitrep()", fixed = TRUE)
})

test_once("a Python without Keras is an error that says what to run", {
  seen <- without_keras()
  expect_setup_error(seen, "No module named 'keras'")
  expect_match(seen$message, paste(seen$python, "-m pip install --upgrade"), fixed = TRUE)
})

test_once("a Keras that is too old is an error that says what to run", {
  seen <- with_old_keras()
  expect_setup_error(seen, "this is Keras 3.4.1")
  expect_match(seen$message, "-m pip install --upgrade", fixed = TRUE)
})

test_once("a backend that is not there is an error that names it", {
  expect_setup_error(without_backend(), "no_such_backend")
})

start_script <- function() {
  folder <- system.file(package = "lamina")
  reticulate::import_from_path("lamina_start", folder, convert = FALSE)
}

test_that("Keras starts without a word on any backend", {
  expect_identical(other_session()$said, "")
})

test_that("TensorFlow is found as ever, and starts quietly whenever it comes", {
  finders <- reticulate::py_eval(
    "[f for f in __import__('sys').meta_path if type(f).__name__ == 'QuietFinder']",
    convert = FALSE
  )
  expect_length(finders, 1)
  finder <- finders[[0]]
  expect_null(reticulate::py_to_r(finder$find_spec("keras")))
  skip_if_not(reticulate::py_module_available("tensorflow"))
  spec <- finder$find_spec("tensorflow")
  expect_identical(reticulate::py_to_r(spec$name), "tensorflow")
  expect_identical(reticulate::py_to_r(spec$loader$exec_module$`__name__`), "run_quietly")
})

test_that("what is written at the start is shown, but for what tells nothing", {
  said <- c(
    "WARNING: All log messages before absl::InitializeLog() is called are written to STDERR\n",
    "E0000 00:00:1.2 3 cuda.cc:1] failed call to cuInit: no device\n",
    "I0000 00:00:1.2 3 port.cc:153] oneDNN custom operations are on. To turn them off, set it.\n"
  )
  # To a file that stands in for the screen: how much is there while it is held, and then.
  seen <- reticulate::py_run_string("
def seen(quiet, said):
    import os, tempfile
    screen = os.dup(2)
    with tempfile.TemporaryFile() as file:
        os.dup2(file.fileno(), 2)
        state = quiet.hold_stderr()
        for line in said:
            os.write(2, line.encode())
        held = os.fstat(file.fileno()).st_size
        quiet.release_stderr(state)
        os.write(2, b'and on')
        os.dup2(screen, 2)
        os.close(screen)
        file.seek(0)
        return [held, file.read().decode()]
", local = TRUE, convert = TRUE)$seen(start_script(), said)
  expect_equal(seen, list(0, paste0(said[[2]], "and on")))
})

test_that("the warning that Keras' own functions are traced again is not shown", {
  tells <- function(message) {
    logging <- reticulate::import("logging", convert = FALSE)
    record <- logging$LogRecord("tensorflow", 30L, "", 1L, message, reticulate::tuple(), NULL)
    reticulate::py_to_r(start_script()$tells_something(record))
  }
  expect_false(tells(paste(
    "5 out of the last 5 calls to <function TensorFlowTrainer.make_predict_function> triggered",
    "tf.function retracing. Tracing is expensive"
  )))
  expect_true(tells("5 out of the last 5 calls to <function mine> triggered tf.function retracing"))
  expect_true(tells("TensorFlowTrainer: something else"))
  logger <- reticulate::py_eval("__import__('logging').getLogger('tensorflow')", convert = FALSE)
  expect_true(reticulate::py_to_r(logger$filters$`__len__`()) > 0)
})

# In a session of its own: the backend's threads of this one are left alone.
forked_calls <- function() {
  remember("forked_calls", other_session()$run(function() {
    library(lamina)
    model <- keras_model_sequential(input_shape = 2) |> layer_dense(1)
    x <- matrix(1:4, 2)
    predict(model, x, verbose = 0)
    tensor <- keras$ops$ones(3L)
    layer <- model$layers[[1]]
    loss <- keras$losses$MeanSquaredError()
    initializer <- keras$initializers$Zeros()
    numpy <- reticulate::np_array(1:3)
    calls <- list(
      predict = function() predict(model, x, verbose = 0),
      save_model = function() save_model(model, tempfile(fileext = ".keras")),
      get_weights = function() get_weights(model),
      layer_dense = function() layer_dense(units = 2),
      keras = function() keras$ops$ones(2L),
      lamina_sitrep = function() lamina_sitrep(),
      numpy = function() as.array(numpy + 1),
      # One after the other: each is a class of R's own ways to an object.
      objects = function() {
        errors <- lapply(list(
          function() tensor + 1, function() tensor == tensor, function() -tensor,
          function() tensor[1], function() tensor[[1]], function() tensor[1] <- 2,
          function() dim(tensor), function() length(tensor), function() as.array(tensor),
          function() exp(tensor), function() sum(tensor), function() str(tensor),
          function() print(tensor), function() all.equal(tensor, tensor),
          function() all.equal(model, model), function() model$layers,
          function() model[["layers"]], function() model$trainable <- FALSE,
          function() set_weights(model, list()), function() print(layer),
          function() format(loss), function() names(model), function() layer(tensor),
          function() layer(), function() loss(tensor, tensor), function() initializer(2L)
        ), function(f) tryCatch(f(), error = identity))
        vapply(errors, inherits, NA, "lamina_error_fork")
      }
    )
    jobs <- lapply(calls, function(f) parallel::mcparallel(tryCatch(f(), error = identity)))
    seen <- Map(function(job, name) {
      # One that waits for Python would wait for ever.
      until <- Sys.time() + 60
      result <- NULL
      while (is.null(result) && Sys.time() < until) {
        result <- parallel::mccollect(job, wait = FALSE, timeout = 1)
      }
      if (is.null(result)) tools::pskill(job$pid, tools::SIGKILL)
      result[[1]]
    }, jobs, names(jobs))
    c(seen, list(here = predict(model, x, verbose = 0)))
  }))
}

test_that("a forked process stops at once, and is told what to do instead", {
  skip_on_os("windows")
  seen <- forked_calls()
  values <- c("here", "numpy", "objects")
  for (cnd in seen[!(names(seen) %in% values)]) expect_s3_class(cnd, "lamina_error_fork")
  expect_true(all(seen$objects))
  expect_length(seen$objects, 26L)
  # What has no threads works on.
  expect_identical(as.vector(seen$numpy), c(2, 3, 4))
  expect_match(conditionMessage(seen$predict), "callr::r\\(\\).*mirai.*PSOCK")
  expect_identical(dim(seen$here), c(2L, 1L))
})
