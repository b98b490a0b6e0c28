# Needs no backend.

# What would be run, and what it would be called with.
steps_of <- function(envname = "r-keras", backend = c("tensorflow", "jax"), gpu = FALSE,
                     extra = NULL, python_version = ">=3.11") {
  run <- list()
  record <- function(step) {
    function(...) run[[length(run) + 1L]] <<- list(step = step, ...)
  }
  run_installation(
    installation_steps(envname, packages_to_install(backend, gpu, extra), python_version),
    run = list(create = record("create"), install = record("install"))
  )
  run
}

test_that("an environment is made, and the packages are installed in it at once", {
  run <- steps_of(extra = c("scipy", "numpy"))
  expect_length(run, 2L)
  expect_identical(
    run[[1L]], list(step = "create", envname = "r-keras", version = ">=3.11", force = TRUE)
  )
  expect_identical(run[[2L]]$step, "install")
  expect_identical(run[[2L]]$envname, "r-keras")
  expect_identical(
    run[[2L]]$packages,
    unique(c(python_packages("tensorflow", FALSE), python_packages("jax", FALSE), "scipy"))
  )
  expect_false(steps_of("mine")[[1L]]$force)
})

test_that("the packages are those that lamina asks reticulate for", {
  for (backend in backends) for (gpu in c(TRUE, FALSE)) {
    expect_identical(packages_to_install(backend, gpu, NULL), python_packages(backend, gpu))
  }
  expect_identical(
    packages_to_install("jax", NA, NULL), python_packages("jax", has_nvidia_gpu())
  )
  skip_if_not(is_linux())
  expect_true("jax[cuda12]" %in% packages_to_install("jax", TRUE, NULL))
  expect_true("tensorflow-cpu" %in% packages_to_install("tensorflow", FALSE, NULL))
})

test_that("the installers take what they are called with", {
  steps <- installation_steps("mine", "keras", ">=3.11")
  expect_named(installers, names(steps))
  expect_identical(names(formals(installers$create)), names(steps$create))
  expect_true(all(names(steps$install) %in% names(formals(reticulate::py_install))))
})

test_that("a step that fails is an error of ours, and nothing is done after it", {
  run <- list(
    create = function(...) stop("no {venv}"), install = function(...) stop("pip said 1")
  )
  steps <- installation_steps("mine", "keras", ">=3.11")
  expect_snapshot(error = TRUE, {
    run_installation(steps, run, call = NULL)
    run_installation(steps["install"], run, call = NULL)
  })
  expect_lamina_error(run_installation(steps, run), "no \\{venv\\}", class = "setup")
  # No such Python, and an environment that nobody has.
  expect_error(installers$create("lamina-no-such-environment", "99.9", TRUE), "no Python 99.9")
})

test_that("what cannot be installed is refused before anything is done", {
  expect_snapshot(error = TRUE, {
    install_keras(envname = "")
    install_keras(backend = "tensorflw")
    install_keras(backend = character())
    install_keras(extra_packages = "--index-url x")
    install_keras(extra_packages = 3)
    install_keras(python_version = "new")
    install_keras(python_version = "3.10")
    install_keras(gpu = "yes")
    install_keras(restart_session = NA)
    install_keras(method = "conda")
  })
})

test_that("backends and versions are taken as they are usually written", {
  expect_identical(check_backends(c("pytorch", "jax", "torch")), c("torch", "jax"))
  expect_null(check_packages(NULL))
  expect_identical(check_packages(c("pandas>=2", "jax[cpu]")), c("pandas>=2", "jax[cpu]"))
  expect_identical(check_python_version("3.12"), "3.12")
  expect_identical(check_python_version(">=3.9,<=3.11"), ">=3.9,<=3.11,>=3.11")
  expect_lamina_error(check_python_version("<=3.10"), "3.11 or newer")
})

test_that("the environment that Python runs from is left alone", {
  folder <- withr::local_tempdir()
  dir.create(file.path(folder, "bin"))
  python <- file.path(folder, "bin", "python")
  expect_lamina_error(
    check_not_running_from(folder, python), "Restart R, then call", class = "setup"
  )
  expect_null(check_not_running_from(folder, NULL))
  expect_null(check_not_running_from(paste0(folder, "-other"), python))
  expect_null(check_not_running_from("r-keras", python))
})

test_that("it is said what else must be done for the environment to be used", {
  expect_null(use_environment_hint("r-keras", ""))
  expect_match(use_environment_hint("mine", ""), "use_virtualenv")
  expect_match(use_environment_hint("r-keras", "/opt/python"), "Sys.unsetenv")
})
