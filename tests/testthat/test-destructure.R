# Needs no backend.

test_that("parts go to variables, in both ways of writing it", {
  expect_identical(withVisible(c(a, b) %<-% list(1, "b"))$visible, FALSE)
  expect_identical(list(a, b), list(1, "b"))
  .[a, b] <- 3:4
  expect_identical(c(a, b), 3:4)
  c(a, c(b, .), d) %<-% list(1, list(2, 3), NULL)
  expect_identical(list(a, b, d), list(1, 2, NULL))
  .[a, .[b, .[d]]] <- list(1, list(2, list(3)))
  expect_identical(c(a, b, d), c(1, 2, 3))
  x <- list()
  c(x$a, x[["b"]], attr(x, "c")) %<-% 1:3
  expect_identical(x, structure(list(a = 1L, b = 2L), c = 3L))
  whole %<-% 1:3
  expect_identical(whole, 1:3)
  # Code is a value, too.
  c(a, b) %<-% list(quote(x + y), as.name("z"))
  expect_identical(list(a, b), list(quote(x + y), as.name("z")))
})

test_that("the rest is taken or dropped, and parts may be missing", {
  c(first, ...rest) %<-% list(1, 2, 3)
  expect_identical(rest, list(2, 3))
  c(...start, last) %<-% 1:3
  expect_identical(list(start, last), list(list(1L, 2L), 3L))
  c(first, ...rest) %<-% list(1)
  expect_identical(rest, list())
  .[first, .., last] <- 1:5
  expect_identical(c(first, last), c(1L, 5L))
  c(first, ...) %<-% 7:9
  expect_identical(first, 7L)
  n <- 10
  .[x, y = NULL, weights = n + 1] <- list(1, 2)
  expect_identical(list(x, y, weights), list(1, 2, 11))
  .[x, y = NULL, weights = n] <- 5
  expect_identical(list(x, y, weights), list(5, NULL, 10))
  .[beta = beta, other = gone] <- list(alpha = 1, beta = 2, gone = 3)
  expect_identical(c(beta, other), c(2, 3))
})

test_that("many things have parts", {
  c(rows, columns) %<-% shape(28, NA)
  expect_identical(list(rows, columns), list(28L, NULL))
  c(a, b) %<-% data.frame(u = 1:2, v = 3:4)
  expect_identical(b, 3:4)
  c(a, b) %<-% "hi"
  expect_identical(c(a, b), c("h", "i"))
  c(major, minor, patch) %<-% unlist(package_version("1.2.3"))
  expect_identical(patch, 3L)
})

test_that("what does not fit is an error, and nothing is assigned", {
  a <- b <- "before"
  expect_snapshot(error = TRUE, {
    c(a, b) %<-% 1:3
    c(a, b) %<-% list(1)
    .[a, b] <- 1:3
    c(a, c(b, d)) %<-% list(1, 2)
    c(...a, ...b) %<-% 1:3
    c(a, b) %<-% mean
    c(a, b) %<-% NULL
  })
  expect_identical(c(a, b), c("before", "before"))
  expect_snapshot(print(.))
})
