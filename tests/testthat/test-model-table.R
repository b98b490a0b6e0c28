# Needs a backend, whichever.

skip_without_keras()

two_branches <- function() {
  input <- keras_input(c(8, 8, 3), name = "image")
  branch <- function(name) {
    input |>
      layer_conv_2d(8, 3, name = name) |>
      layer_global_average_pooling_2d(name = paste0("global_average_pooling2d_of_", name))
  }
  both <- layer_concatenate(branch("left"), branch("right"), name = "both")
  keras_model(input, both, name = "two")
}

test_that("no name is cut where the console is wide enough for the words", {
  model <- two_branches()
  withr::local_options(width = 110, cli.unicode = TRUE)
  expect_snapshot(print(model))
  for (width in c(60, 80, 110, 200)) {
    lines <- format(model, line_length = width)
    expect_lte(max(nchar(lines)), width)
    expect_false(any(grepl("\u2026", lines)))
    # Every character of a name is there, over however many lines.
    first <- paste(gsub(" ", "", sub("^\u2502([^\u2502]*)\u2502.*", "\\1", lines)), collapse = "")
    expect_match(first, "global_average_pooling2d_of_right(GlobalAveragePooling2D)", fixed = TRUE)
  }
})

test_that("the columns are there at any width of the console", {
  model <- small_convnet()
  withr::local_options(cli.unicode = TRUE)
  for (width in c(20, 40, 81, 100, 160)) {
    withr::local_options(width = width)
    text <- paste(format(model), collapse = "\n")
    expect_match(text, "170")
    expect_match(text, if (width > 20) "Param #" else "Par")
    expect_match(text, "130 +\u2502")
  }
  # No wider than what is in it asks for.
  withr::local_options(width = 200)
  expect_lte(max(nchar(format(model))), 80)
  expect_identical(max(nchar(format(model, line_length = 120))), 120L)
})

test_that("a console without box characters has a table too", {
  withr::local_options(cli.unicode = FALSE)
  model <- keras_model_sequential(input_shape = c(6, 6, 1), name = "outer")
  model$add(small_convnet())
  lines <- format(model, expand_nested = TRUE)
  expect_true(all(grepl("^[ -~]+$", lines)))
  row <- "^\\|    \\+ conv \\(Conv2D\\) +\\| \\(None, 4, 4, 4\\) +\\| +40 \\|$"
  expect_match(lines, row, all = FALSE)
})

test_that("words that are too long are broken, and keep what they are indented by", {
  expect_identical(fold("short", 10), "short")
  expect_identical(fold("two words", 5), c("two", "words"))
  expect_identical(fold("abcdefgh ij", 5), c("abcde", "fgh", "ij"))
  expect_identical(fold("   ab cd", 5), c(" ab", " cd"))
})

test_that("the environment is as it was", {
  columns <- function() reticulate::py_eval("__import__('os').environ.get('COLUMNS')")
  before <- columns()
  format(small_convnet())
  expect_identical(columns(), before)
})
