# Needs no backend.

test_that("lists are put side by side", {
  expect_identical(zip_lists(list(1, 2), c("a", "b")), list(list(1, "a"), list(2, "b")))
  expect_identical(
    zip_lists(x = 1:2, y = list("a", NULL)), list(list(x = 1L, y = "a"), list(x = 2L, y = NULL))
  )
  expect_identical(zip_lists(list(1:2, 3:4)), list(list(1L, 3L), list(2L, 4L)))
  expect_identical(
    zip_lists(list(a = 1, b = 2), c(b = "y", a = "x")), list(a = list(1, "x"), b = list(2, "y"))
  )
  expect_identical(zip_lists(), list())
  expect_identical(zip_lists(list(), list()), list())
})

test_that("lists that do not belong together are refused", {
  expect_snapshot(error = TRUE, {
    zip_lists(1:2, 1:3)
    zip_lists(list(a = 1), list(b = 2))
    zip_lists(list(a = 1), list(2))
    zip_lists(list(a = 1, a = 2), list(a = 1, b = 2))
    zip_lists(1:2, mean)
  })
})
