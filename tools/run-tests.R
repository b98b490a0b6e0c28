# Runs the R tests on one backend, against the lamina installed in .rlib.
#
#   KERAS_BACKEND=jax Rscript tools/run-tests.R            all
#   KERAS_BACKEND=jax Rscript tools/run-tests.R compose    the files whose name has "compose" in it
#   KERAS_BACKEND=none Rscript tools/run-tests.R           the files that need no backend
#
# Files say in their first line that they need not run on each backend: "# Needs no backend." is
# for the suite `none` alone. "# Needs a backend, whichever." is run on the first of
# LAMINA_BACKENDS, the backends that the tests run on, and "# Needs a backend, torch for example."
# on that one where it is among them, else on the first. Within a file test_once() stands for
# test_that() where the test needs a backend, whichever.
#
# A test that warns has failed, and so has a run without tests, one that was not on the backend
# asked for, or one that wrote a snapshot. Ends with a line "LAMINA passed failed skipped".
#
# All in local(): what stands in the global environment is seen by the tests.
local({
  filter <- commandArgs(trailingOnly = TRUE)
  filter <- if (length(filter) > 0) filter[[1]]

  # NOT_CRAN: snapshots are compared. One process: there is one Python in each. Some tests look at
  # the sources.
  Sys.setenv(NOT_CRAN = "true", TESTTHAT_PARALLEL = "false", LAMINA_SOURCES = getwd())

  # Run on a copy: testthat writes the files of snapshots anew, and the suite of another backend may
  # be reading them.
  tests_folder <- file.path(tempfile("tests-"), "testthat")
  dir.create(tests_folder, recursive = TRUE)
  invisible(file.copy("tests/testthat", dirname(tests_folder), recursive = TRUE))

  # What is for another suite leaves the copy, with its snapshots; a filter takes from all.
  backend <- Sys.getenv("KERAS_BACKEND")
  if (backend == "none") Sys.unsetenv("KERAS_BACKEND")
  backends <- strsplit(Sys.getenv("LAMINA_BACKENDS", backend), " ", fixed = TRUE)[[1L]]
  one_backend <- "^# Needs a backend, (whichever|([a-z]+) for example)[.]$"
  is_for_another <- function(file) {
    says <- readLines(file, 1L)
    if (backend == "none") return(says != "# Needs no backend.")
    if (!grepl(one_backend, says)) return(says == "# Needs no backend.")
    wanted <- sub(one_backend, "\\2", says)
    backend != if (wanted %in% backends) wanted else backends[[1L]]
  }
  if (is.null(filter) && nzchar(backend)) {
    files <- list.files(tests_folder, "^test.*[.][rR]$", full.names = TRUE)
    others <- Filter(is_for_another, files)
    names <- sub("^test-(.*)[.][rR]$", "\\1", basename(others))
    unlink(c(others, file.path(tests_folder, "_snaps", paste0(names, ".md"))))
  }

  snapshots <- function() {
    folder <- file.path(tests_folder, "_snaps")
    files <- list.files(folder, recursive = TRUE)
    stats::setNames(tools::md5sum(file.path(folder, files)), files)
  }
  snapshots_before <- snapshots()

  if (backend != "none" && lamina::is_keras_available()) {
    reticulate::import_from_path("quick", "python/tests")
  }

  # Seconds of the processor that each file takes, with the processes that it starts.
  file_times <- R6::R6Class("FileTimes", inherit = testthat::Reporter, public = list(
    file = NULL,
    started = NULL,
    seconds = numeric(),
    now = function() sum(proc.time()[-3L], na.rm = TRUE),
    start_file = function(filename) {
      self$file <- filename
      self$started <- self$now()
    },
    end_file = function() self$seconds[[self$file]] <- self$now() - self$started
  ))$new()

  progress <- testthat::ProgressReporter$new(
    show_praise = FALSE, max_failures = Inf, update_interval = Inf
  )

  results <- testthat::test_dir(
    tests_folder,
    filter = filter,
    package = "lamina",
    load_package = "installed",
    reporter = testthat::MultiReporter$new(list(progress, file_times)),
    stop_on_failure = FALSE
  )

  tests <- as.data.frame(results)
  is_failed <- tests$failed > 0 | tests$error | tests$warning > 0
  is_skipped <- !is_failed & tests$skipped
  passed <- sum(!is_failed & !is_skipped)
  failed <- sum(is_failed)
  # Those of test_once() are counted where they ran.
  is_elsewhere <- function(test) {
    texts <- vapply(test$results, conditionMessage, "")
    any(grepl("needs no more than one backend", texts, fixed = TRUE))
  }
  skipped <- sum(is_skipped & !vapply(results, is_elsewhere, NA))

  # What is wrong with the run as a whole counts as one failure each.
  complain <- function(...) {
    cat("\nFAILED:", ..., "\n")
    failed <<- failed + 1L
  }

  if (passed + failed == 0) {
    complain("no test was run.")
  }

  # A skip outside test_that() ends a file without a trace in the results.
  if (is.null(filter)) {
    without_tests <- setdiff(list.files(tests_folder, "^test.*[.][rR]$"), tests$file)
    for (file in without_tests) {
      complain(file, "has no test, or ended before its first.")
    }
  }

  snapshots_after <- snapshots()
  differs <- function(name) !identical(snapshots_before[name], snapshots_after[name])
  changed <- Filter(differs, union(names(snapshots_before), names(snapshots_after)))
  for (name in changed) {
    file <- file.path("tests/testthat/_snaps", name)
    dir.create(dirname(file), showWarnings = FALSE)
    if (name %in% names(snapshots_after)) {
      file.copy(file.path(tests_folder, "_snaps", name), file, overwrite = TRUE)
    } else {
      unlink(file)
    }
  }
  changed <- grep("[.]new[.][^.]+$", changed, invert = TRUE, value = TRUE)
  if (length(changed) > 0) {
    complain(
      "this run wrote or removed snapshots; look at them with git diff, and commit them if they",
      "are meant:", paste(changed, collapse = ", ")
    )
  }

  if (is.null(filter) && nzchar(backend)) {
    used <- if (reticulate::py_available()) reticulate::import("keras")$config$backend() else "none"
    if (used != backend) {
      complain("the tests were to run on", backend, "and ran on", used)
    }
  }

  slowest <- utils::head(sort(file_times$seconds, decreasing = TRUE), 10L)
  cat("\nSlowest, in seconds of the processor:\n")
  cat(sprintf("  %6.1f %s\n", slowest, names(slowest)), sep = "")

  if (failed > 0) {
    cat("\nFailed, or warned:\n")
    failing <- tests[is_failed, ]
    cat(sprintf("  %s: %s\n", failing$file, failing$test), sep = "")
  }
  counts_file <- Sys.getenv("LAMINA_COUNTS")
  if (nzchar(counts_file)) {
    cat(passed, failed, skipped, "\n", file = counts_file)
  }
  cat("\nLAMINA", passed, failed, skipped, "\n")
  quit(status = as.integer(failed > 0))
})
