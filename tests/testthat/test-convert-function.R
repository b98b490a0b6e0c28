skip_without_keras()

test_that("an R function is called from Python, under its name where it has one", {
  named <- structure(function(x) x + 1, name = "plus_one")
  for (f in list(as_python_function(named), as_python_function(function(x) x + 1))) {
    expect_identical(reticulate::py_to_r(reticulate::py_call(f, 1)), 2)
  }
  expect_identical(as_python_function(named)$`__name__`, "plus_one")
  expect_identical(as_python_function(identity)$`__name__`, "r_function")
  expect_identical(as_python_function(identity, "loss")$`__name__`, "loss")
})
