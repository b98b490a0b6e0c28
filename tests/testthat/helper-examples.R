# Scanned digits, which several examples learn from, come with scikit-learn.
skip_without_digits <- function() skip_if_not(reticulate::py_module_available("sklearn"))

# Runs a script of examples/ in this process, for few epochs, and returns the objects that it
# left; what it printed is `said`, its results are in `folder`. `...`: what else it is given.
run_example <- function(name, epochs = 1L, ...) {
  env <- new.env(parent = globalenv())
  env$folder <- withr::local_tempdir(.local_envir = parent.frame())
  arguments <- c(env$folder, as.character(epochs), ...)
  env$commandArgs <- function(...) arguments
  script <- source_folder(file.path("examples", paste0(name, ".R")))
  env$said <- capture.output(sys.source(script, env))
  env
}
