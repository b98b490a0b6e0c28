# Needs no backend.

# The expectations of helper-quick.R pass nothing that testthat's own do not.

test_that("what is the same passes, and what differs fails in testthat's words", {
  expect_success(expect_identical(c(a = 1, b = NA), c(a = 1, b = NA)))
  expect_failure(expect_identical(1L + 0L, 1), "`1L \\+ 0L` .*not identical to 1 ")
  expect_failure(expect_identical(1, 2, label = "it"), "^it .*not identical")
  expect_failure(expect_equal(1 + 1, 2.1), "`1 \\+ 1` .*not equal to 2.1 ")
})

test_that("numbers are equal within the tolerance, wherever they are", {
  expect_success(expect_equal(list(1, list(c(2, 3))), list(1, list(c(2, 3 + 1e-9)))))
  expect_success(expect_equal(c(1, 100), c(1, 101), tolerance = 0.1))
  different <- list(
    list(1, 1.1), list(c(1, NA), c(1, 2)), list(list(1, list(2)), list(1, list(3))),
    list(list(1), list(1, 2)), list(c(a = 1), c(b = 1)), list(matrix(1:4 + 0, 2), 1:4 + 0),
    list(0, 1e-3), list("1", 1), list(c(1, 2), c(1, 2, 3))
  )
  for (pair in different) {
    expect_failure(expect_equal(pair[[1L]], pair[[2L]]))
    expect_failure(testthat::expect_equal(pair[[1L]], pair[[2L]]))
  }
  expect_failure(expect_equal(1, 1 + 1e-9, tolerance = NULL))
})

test_that("TRUE and FALSE are told from all else", {
  expect_success(expect_true(c(a = TRUE)))
  expect_success(expect_false(1 > 2))
  expect_failure(expect_true(1 > 2), "`1 > 2` is not TRUE")
  expect_failure(expect_false(NA, label = "it"), "^it is not FALSE")
  for (value in list(1, NA, NULL, "TRUE", c(TRUE, TRUE), list(TRUE))) {
    expect_failure(expect_true(value), "`value` is not TRUE")
    expect_failure(testthat::expect_true(value), "`value` is not TRUE")
  }
})

test_that("the texts of errors are cli's, to the letter", {
  texts <- function() {
    value <- c("a", "b")
    errors <- list(
      quote(check_number("a", min = 0, arg = "rate")),
      quote(check_flag(2, arg = "seed", call = quote(layer_dropout(seed = 2)))),
      quote(cli::cli_abort(c("{.arg x} is {.val {value}} of {.cls {value}}",
        i = "See {.fn stats::sd}, {.code a {.strong b}} in {.file c.R}: {.emph it}.",
        "*" = "{.pkg cli} has {.field {value}} and {.var x} {.envvar Y} {.url z}",
        x = "{qty(2)}There {?is/are} {.or {.arg {value}}} in a line that is {.key long} enough"
      ))),
      quote(rlang::abort("{it}", body = c(" " = "<a>"), parent = catch_cnd(stop("{b}")))),
      quote(cli::cli_abort("over", parent = catch_cnd(cli::cli_abort("{.arg under}"))))
    )
    show <- function(error) {
      cnd <- rlang::catch_cnd(eval(error), "error")
      c(conditionMessage(cnd), conditionMessage(cnd), cli::format_error(c("{.arg y}", i = "b")))
    }
    screens <- list(list(), list(cli.num_colors = 256L), list(cli.width = 30, cli.unicode = TRUE))
    of_theme <- function(before) {
      cli::cli_fmt({
        cli::cli_div(theme = list(span.emph = list(before = before)))
        cli::cli_text("{.emph it} and {.arg y}")
      })
    }
    seen <- function() c(lapply(errors, show), lapply(c("<", ">"), of_theme))
    lapply(screens, \(screen) withr::with_options(screen, seen()))
  }
  quick <- texts()
  # Each screen has texts of its own.
  expect_length(unique(quick), 3L)
  again <- texts()
  withr::defer(quick_cli())
  skip_if_not(quick_cli(is_quick = FALSE), "a cli that is not known")
  plain <- texts()
  expect_identical(quick, plain)
  expect_identical(again, plain)
})
