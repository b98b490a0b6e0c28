skip_without_keras()

test_that("a tensor becomes the same texts as its values in R", {
  values <- matrix(c(0.1, 1 / 3, 2, 1e10, NaN, -4), 2)
  for (x in list(backend_tensor(values), keras$Variable(values, dtype = "float32"))) {
    expect_identical(paste(x), c("0.1", "0.3333333", "2", "1e+10", "NaN", "-4"))
    expect_identical(as.vector(x, "character"), as.character(x))
    expect_identical(format(x, digits = 2), format(as.array(x), digits = 2))
    expect_identical(sprintf("%.2f", x[1, 1]), "0.10")
    expect_identical(sprintf("%s", x[1, 1]), "0.1")
    expect_identical(summary(x[, 1]), summary(as.vector(as.array(x[, 1]))))
  }
  expect_identical(paste("loss:", mean(backend_tensor(c(1, 3)))), "loss: 2")
  expect_identical(as.character(backend_tensor(c(TRUE, FALSE), "bool")), c("TRUE", "FALSE"))
  expect_identical(toString(backend_tensor(1:3, "int32")), "1, 2, 3")
  expect_identical(
    paste(keras_input(c(NA, 3), name = "x")),
    "<symbolic tensor \"x\" (NA, NA, 3), float32>"
  )
})

test_that("sprintf() leaves no elements out", {
  x <- backend_tensor(c(3, 1, 2))
  expect_snapshot(error = TRUE, {
    sprintf("%s", x)
    sprintf("%f", x)
  })
})
