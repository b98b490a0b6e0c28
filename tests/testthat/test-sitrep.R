# Needs a backend, whichever.

skip_without_keras()

problems <- function(...) {
  rows <- list(...)
  if (!length(rows)) return(data.frame(problem = character(), fix = character()))
  data.frame(
    problem = vapply(rows, `[[`, "", 1), fix = vapply(rows, `[[`, "", 2)
  )
}

report <- function(versions = list(), ...) {
  all <- list(
    lamina = "0.1.0", R = "4.4.1", reticulate = "1.41.0", python = "3.11.9", keras = "3.15.1",
    numpy = "2.4.6", backend = "0.10.2"
  )
  all[names(versions)] <- versions
  parts <- list(
    versions = all,
    python = list(path = "/opt/venv/bin/python", rule = "RETICULATE_PYTHON", running = FALSE),
    backend = list(name = "jax", rule = "the default"),
    devices = "cpu:0",
    config = list(image_data_format = "channels_last", floatx = "float32"),
    problems = problems()
  )
  changed <- list(...)
  parts[names(changed)] <- changed
  structure(parts, class = "lamina_sitrep")
}

test_that("a setup that works is shown on one screen", {
  expect_snapshot(report())
})

test_that("what is missing and wrong is shown with what fixes it", {
  expect_snapshot({
    report(
      versions = list(keras = NULL, numpy = NULL, backend = NULL), devices = NULL, config = NULL,
      problems = problems(
        c("Keras is not installed.", "python -m pip install keras"),
        c("NumPy is not installed.", "python -m pip install numpy")
      )
    )
    report(
      versions = list(python = NULL, keras = NULL, numpy = NULL, backend = NULL),
      python = list(path = NULL, rule = NULL), devices = NULL, config = NULL,
      problems = problems(c("No Python was found.", "reticulate::install_python()"))
    )
  })
})

test_that("printing gives the report back, invisibly", {
  utils::capture.output(printed <- withVisible(print(report())))
  expect_false(printed$visible)
  expect_identical(printed$value, report())
})

test_that("problems are found one by one", {
  complete <- list(python = "3.11.9", keras = "3.15.1", numpy = "2.4.6", jax = "0.10.2")
  found <- function(probe = complete, python = list(path = "py", shared = TRUE)) {
    find_problems(python, probe, "jax")
  }
  without <- function(name) complete[setdiff(names(complete), name)]
  old <- utils::modifyList(complete, list(keras = "3.9.0"))
  broken <- c(complete, failure = "ImportError: no XLA")
  expect_identical(nrow(found()), 0L)
  expect_snapshot({
    found(without("keras"))$problem
    found(without("numpy"))$problem
    found(without("jax"))$problem
    found(list(python = "3.11.9"))$problem
    found(old)$problem
    found(broken)$problem
    found(list())$problem
    found(python = list(path = NULL))$problem
    found(python = list(path = NULL, error = "Python broke."))$problem
    found(python = list(path = "py", shared = FALSE))$problem
  })
  expect_true(all(nzchar(found(without("keras"))$fix)))
})

test_that("this setup is right, and looking changes nothing", {
  keras$backend$backend() # starts Python, which sets variables of its own
  before <- list(Sys.getenv(), python_random_state(), .Random.seed)
  now <- lamina_sitrep()
  expect_identical(list(Sys.getenv(), python_random_state(), .Random.seed), before)
  expect_s3_class(now, "lamina_sitrep")
  expect_identical(nrow(now$problems), 0L)
  expect_identical(now$backend$name, keras$backend$backend())
  # A Keras that is yet to come may stand beside an older one.
  if (keras_is_before("3.16")) expect_identical(now$versions$keras, keras$`__version__`)
  expect_identical(now$versions$numpy, reticulate::py_to_r(numpy()$`__version__`))
  expect_identical(now$python$path, python_in_use())
  expect_true(nzchar(now$devices))
  expect_match(format(now), "Everything is in place", all = FALSE)
})

test_that("it works when Python is missing", {
  seen <- without_python()
  expect_identical(nrow(seen$report$problems), 1L)
  expect_match(seen$report$problems$problem, "does not exist")
  expect_match(seen$report$problems$fix, "RETICULATE_PYTHON")
  expect_match(seen$text, "^Python +not found, not found", all = FALSE)
  expect_false(seen$report_starts_python)
})

test_that("a folder is no Python, and without any reticulate makes one", {
  folder <- withr::local_tempdir()
  withr::local_envvar(RETICULATE_PYTHON = folder)
  found <- find_problems(list(path = python_in_use(), running = FALSE), list(), "jax")
  expect_identical(found$problem, paste("RETICULATE_PYTHON is a folder, not a Python:", folder))
  expect_match(found$fix, "RETICULATE_PYTHON")
  inside <- file.path(folder, "bin", "python")
  dir.create(dirname(inside))
  file.create(inside)
  found <- find_problems(list(path = NULL, running = FALSE), list(), "jax")
  expect_identical(found$fix, sprintf("Sys.setenv(RETICULATE_PYTHON = \"%s\")", inside))
  # reticulate looks into a folder that holds one.
  expect_false(is_folder_without_python(dirname(inside)))
  withr::local_envvar(RETICULATE_PYTHON = NA)
  found <- find_problems(list(path = NULL, running = FALSE), list(), "jax")
  expect_match(found$fix, "make a layer: reticulate then makes an environment", fixed = TRUE)
  fix <- "install_python(); lamina::install_keras(backend = \"jax\")"
  expect_match(found$fix, fix, fixed = TRUE)
})

test_that("where Keras is missing, install_keras() is named, with what may stand in its way", {
  probe <- list(python = "3.11.9", numpy = "2.4.6", jax = "0.10.2")
  fix <- function(python, probe) {
    find_problems(list(path = python, shared = TRUE), probe, "jax")$fix
  }
  withr::local_envvar(RETICULATE_PYTHON = NA)
  expect_identical(fix("/usr/bin/python3", probe), "lamina::install_keras(backend = \"jax\")")
  expect_match(fix("/opt/py", probe), "install_keras.*; or, for this Python: /opt/py -m pip")
  expect_no_match(fix("/opt/py", c(probe, keras = "3.9.0")), "install_keras")
  withr::local_envvar(RETICULATE_PYTHON = "/usr/bin/python3")
  expect_identical(
    fix("/usr/bin/python3", probe),
    "Sys.unsetenv(\"RETICULATE_PYTHON\"); lamina::install_keras(backend = \"jax\")"
  )
})

test_that("it works when Keras is missing", {
  seen <- without_keras()
  problems <- seen$report$problems
  expect_match(problems$problem, "Keras is not installed", all = FALSE)
  expect_match(problems$problem, "NumPy is not installed", all = FALSE)
  expect_match(
    problems$fix, paste(seen$python, "-m pip install --upgrade"), all = FALSE, fixed = TRUE
  )
  expect_match(problems$fix, "lamina::install_keras(backend = ", all = FALSE, fixed = TRUE)
  expect_match(seen$text, "^Keras +not found, NumPy not found", all = FALSE)
  expect_false(seen$report_starts_python)
})

test_that("it works when Keras is too old or its backend unknown", {
  seen <- with_old_keras()
  expect_match(seen$report$problems$problem, "Keras 3.4.1 is older", all = FALSE)
  expect_identical(seen$report$python$path, python_in_use())
  expect_identical(seen$report$python$rule, "RETICULATE_PYTHON")
  expect_false(seen$report_starts_python)
  expect_match(
    without_backend()$report$problems$problem, "no backend no_such_backend", all = FALSE
  )
})
