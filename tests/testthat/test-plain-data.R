# Needs no backend.

test_that("whole numbers of 64 bits are those that they stand for", {
  plain <- function(x) plain_values(x, "x", NULL)
  expect_identical(plain(integer64(c(1, -1, 0))), c(1L, -1L, 0L))
  expect_identical(plain(integer64(matrix(1:6, 2))), matrix(1:6, 2))
  wide <- c(2^53, -2^53, 2^31, -2^31, 2^32, 2^40 + 1, -1, 0, 2^31 + 2^33)
  expect_identical(plain(integer64(wide)), wide)
  expect_identical(plain(integer64(numeric())), integer())
  # The missing value of bit64 is the lowest number.
  expect_identical(plain(structure(c(unclass(integer64(1)), -0), class = "integer64")), c(1L, NA))
  expect_snapshot(plain(integer64(c(1, 2^53 + 2))), error = TRUE)
})

test_that("numbers lose what R has hung on them, and keep their dimensions", {
  plain <- function(x) plain_values(x, "x", NULL)
  expect_identical(plain(as.raw(c(0, 255))), c(0L, 255L))
  expect_identical(plain(structure(as.raw(1:4), dim = c(2, 2), class = "bitmap")), matrix(1:4, 2))
  expect_identical(plain(ts(c(1, 2))), c(1, 2))
  expect_identical(plain(I(matrix(1:4, 2))), matrix(1:4, 2))
  expect_identical(plain(table(c(1, 1, 2))), array(c(2L, 1L)))
  labelled <- structure(c(1, 2), labels = c(no = 1), class = c("haven_labelled", "vctrs_vctr"))
  expect_identical(plain(labelled), c(1, 2))
  expect_identical(plain(structure("a", class = "noquote")), "a")
})

test_that("matrices of the package Matrix are filled with their zeros", {
  skip_if_not_installed("Matrix")
  full <- matrix(c(1, 0, 0, 2, 0, 3), 2, dimnames = list(NULL, letters[1:3]))
  as_class <- function(class) methods::as(methods::as(full, "CsparseMatrix"), class)
  for (x in list(
    as_class("CsparseMatrix"), as_class("RsparseMatrix"), as_class("TsparseMatrix"),
    as_class("denseMatrix")
  )) {
    expect_identical(plain_values(x, "x", NULL), unname(full))
    expect_identical(example_count(x), 2L)
  }
  expect_identical(plain_values(as_class("lMatrix"), "x", NULL), unname(full > 0))
  expect_identical(plain_values(methods::as(full[, 2], "sparseVector"), "x", NULL), c(0, 2))
  large <- Matrix::sparseMatrix(i = 1, j = 1, x = 1, dims = c(50000, 50000))
  expect_lamina_error(plain_values(large, "x", NULL), "`x` must fit in memory as a dense matrix")
})

test_that("what is no number without its class is refused, with a way", {
  values <- not_numbers()
  values <- values[!(names(values) %in% c("text", "factor", "list", "complex"))]
  expect_snapshot(error = TRUE, {
    plain_values(values$Date, "x$day", NULL)
    plain_values(values$POSIXct, "x", NULL)
    plain_values(values$difftime, "x", NULL)
    plain_values(values$numeric_version, "x", NULL)
    plain_values(values$bigz, "x", NULL)
    plain_values(dist(1:3), "x", NULL)
  })
  for (value in values) expect_lamina_error(plain_values(value, "x", NULL), "must be numbers")
})
