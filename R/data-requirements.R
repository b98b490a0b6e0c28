# What functions for files and data sets need that not every Python has. Starts Python, so it comes
# after the checks that need none.

# Keras reads files and cuts windows by one of these, whichever backend computes.
check_data_pipeline <- function(format, fn, call = caller_env()) {
  check_python_package(c(tf = "tensorflow", grain = "grain")[[format]], fn, call)
}

# Whether data are split into subsets, as PyTorch has them, and that what is needed is there.
splits_into_subsets <- function(dataset, preferred_backend, call = caller_env()) {
  running <- preferred_backend %||% if (is_torch_dataset(dataset)) {
    "torch"
  } else if (reticulate::is_py_object(dataset)) {
    "tensorflow"
  } else {
    keras$backend$backend()
  }
  package <- if (running == "torch") "torch" else "tensorflow"
  check_python_package(package, "split_dataset", call)
  running == "torch"
}

check_pillow <- function(fn, call = caller_env()) check_python_package("pillow", fn, call)

check_resampling <- function(fn, call = caller_env()) {
  check_python_package("tensorflow-io", fn, call)
}
