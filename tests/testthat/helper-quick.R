# What makes comparing quick, and changes nothing that fails: for each comparison testthat sets how
# it would tell a difference, and undoes it, which takes longer than most of them. What is the same
# needs none of it; all else is testthat's to judge, and to tell.
unless <- function(is_same, expectation) {
  function(object, expected, ..., label = NULL) {
    if (is_same(object, expected, ...)) {
      succeed()
      return(invisible(object))
    }
    expectation(
      object, expected, ...,
      label = label %||% rlang::expr_label(substitute(object)),
      expected.label = rlang::expr_label(substitute(expected))
    )
  }
}

expect_identical <- unless(function(x, y, ...) identical(x, y), testthat::expect_identical)

expect_equal <- unless(
  function(x, y, ...) identical(x, y) || is_near(x, y, ...), testthat::expect_equal
)

# What is true is compared with TRUE to tell a difference, too.
unless_it_is <- function(constant, expectation) {
  function(object, info = NULL, label = NULL) {
    if (identical(as.vector(object), constant)) {
      succeed()
      return(invisible(constant))
    }
    expectation(object, info, label %||% rlang::expr_label(substitute(object)))
  }
}

expect_true <- unless_it_is(TRUE, testthat::expect_true)

expect_false <- unless_it_is(FALSE, testthat::expect_false)

# Numbers, or lists of them, of the same attributes, each within the tolerance that testthat has for
# their mean.
is_near <- function(x, y, tolerance = testthat_tolerance(), ...) {
  if (...length() > 0L || is.null(tolerance) || is.object(x) || is.object(y)) return(FALSE)
  if (typeof(x) != typeof(y) || !identical(attributes(x), attributes(y))) return(FALSE)
  if (is.list(x)) {
    return(length(x) == length(y) && all(mapply(is_near, x, y, MoreArgs = list(tolerance))))
  }
  if (!is.double(x)) return(identical(x, y))
  length(x) == length(y) && isTRUE(all(x == y | abs(x - y) < tolerance * abs(y)))
}
