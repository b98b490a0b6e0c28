# Needs no backend.

test_that("TRUE and FALSE pass without names", {
  expect_true(check_flag(TRUE))
  expect_identical(check_flag(c(x = FALSE)), FALSE)
})

test_that("anything but a flag is refused", {
  layer <- function(use_bias) check_flag(use_bias)
  expect_lamina_error(layer(), "`use_bias` is missing: it must be TRUE or FALSE", from = "layer")
  expect_snapshot(error = TRUE, {
    layer(NA)
    layer(NULL)
    layer(1)
    layer("TRUE")
    layer(c(TRUE, FALSE))
    layer(logical())
    layer(list(TRUE))
  })
})

test_that("a flag that Keras may decide is TRUE, FALSE or \"auto\"", {
  expect_true(check_auto_flag(TRUE))
  expect_identical(check_auto_flag(c(a = "auto")), "auto")
  layer <- function(jit_compile) check_auto_flag(jit_compile)
  for (bad in list("no", NA, NULL, 1, c(TRUE, FALSE), c("auto", "auto"))) {
    expect_lamina_error(
      layer(bad), "`jit_compile` must be TRUE, FALSE or \"auto\"", from = "layer"
    )
  }
})

test_that("a number passes as a double, whole or not", {
  expect_identical(check_number(1L), 1)
  expect_identical(check_number(c(a = 0.5)), 0.5)
  expect_identical(check_number(-3.5), -3.5)
})

test_that("both ends of the range are allowed", {
  expect_identical(check_number(0, min = 0, max = 1), 0)
  expect_identical(check_number(1, min = 0, max = 1), 1)
})

test_that("anything but a number is refused with the range and what came", {
  layer <- function(rate) check_number(rate, min = 0, max = 1)
  expect_snapshot(error = TRUE, {
    layer()
    layer(NA)
    layer(NA_real_)
    layer(-Inf)
    layer(numeric())
    layer(1 + 1e-9)
    layer(0.3 + 0i)
    layer(Sys.Date)
  })
})

test_that("a range may be open", {
  number <- function(x, ...) check_number(x, ...)
  expect_snapshot(error = TRUE, {
    number("a")
    number(-1, min = 0)
    number(2, max = 1)
  })
})

test_that("a number above the other passes", {
  layer <- function(low, high = NULL) check_above(high, low, null = TRUE)
  expect_null(layer(20))
  expect_identical(layer(20, 21L), 21)
})

test_that("a number that is not above it is refused", {
  layer <- function(low, high = NULL) check_above(high, low, null = TRUE)
  expect_snapshot(error = TRUE, {
    layer(20, 20)
    layer(9000, 100)
    layer(20, "high")
    layer(20, NA)
  })
})

test_that("the bands of a spectrogram end above their start", {
  expect_lamina_error(
    layer_mel_spectrogram(min_freq = 9000, max_freq = 100), "`max_freq`.*greater than `min_freq`",
    from = "layer_mel_spectrogram"
  )
})

test_that("a text passes without names, and NULL where it may", {
  expect_identical(check_string(c(a = "b")), "b")
  expect_null(check_string(NULL, null = TRUE))
  layer <- function(path) check_string(path)
  for (bad in list("", NA_character_, 1, c("a", "b"), character(), NULL, list("a"))) {
    expect_lamina_error(layer(bad), "`path` must be a non-empty string", from = "layer")
  }
  expect_lamina_error(layer(), "`path` is missing: it must be a non-empty string", from = "layer")
})

test_that("a name passes, and so does NULL", {
  expect_identical(check_name("drop_maps"), "drop_maps")
  expect_identical(check_name(c(a = "b")), "b")
  expect_null(check_name(NULL))
})

test_that("anything but a name is refused", {
  layer <- function(name) check_name(name)
  expect_snapshot(error = TRUE, {
    layer("block/drop")
    layer(character())
    layer(NA)
    layer(NA_character_)
    layer(factor("a"))
    layer(list("a"))
  })
})

test_that("one text or one whole number passes, an empty text too", {
  expect_identical(check_token("[UNK]"), "[UNK]")
  expect_identical(check_token(""), "")
  expect_identical(check_token(-1), -1L)
  expect_null(check_token(NULL))
})

test_that("anything but a text or a whole number is refused", {
  layer <- function(mask_token) check_token(mask_token, "string")
  expect_lamina_error(layer(1), "`mask_token` must be a string or NULL, not 1", from = "layer")
  expect_lamina_error(layer(c("a", "b")), "vector of length 2")
  expect_lamina_error(layer(NA_character_), "NA")
  both <- function(mask_value) check_token(mask_value)
  expect_lamina_error(both(1.5), "a string or a whole number or NULL, not 1.5")
  expect_lamina_error(both(TRUE), "TRUE")
})

test_that("one of the choices passes", {
  expect_identical(check_padding("same"), "same")
  expect_identical(check_data_format("channels_first"), "channels_first")
  expect_identical(check_choice(c(name = "b"), c("a", "b")), "b")
})

test_that("NULL passes only where Keras then decides", {
  expect_null(check_data_format(NULL))
  expect_error(check_padding(NULL), class = "lamina_error_argument")
})

test_that("anything but a choice is refused with the choices and the nearest one", {
  pool <- function(padding) check_padding(padding)
  drop <- function(data_format) check_data_format(data_format)
  expect_snapshot(error = TRUE, {
    pool("Same")
    pool("vald")
    pool("reflect")
    pool(NULL)
    pool(NA)
    pool(character())
    pool(1)
    pool(factor("same"))
    drop("channel_last")
    drop("NHWC")
    drop(3)
  })
})

test_that("more than two choices are listed", {
  choose <- function(backend) check_choice(backend, c("tensorflow", "jax", "torch"))
  expect_snapshot(choose("pytorch"), error = TRUE)
})

test_that("a choice, a function and NULL pass", {
  expect_identical(check_choice_or_function("lower", c("lower", "upper")), "lower")
  expect_identical(check_choice_or_function(tolower, "lower"), tolower)
  expect_null(check_choice_or_function(NULL, "lower"))
})

test_that("anything but a choice or a function is refused, and what was meant is guessed", {
  layer <- function(split) check_choice_or_function(split, c("whitespace", "character"))
  cnd <- expect_lamina_error(
    layer("whitespce"), "\"whitespace\", \"character\", a function or NULL"
  )
  expect_match(conditionMessage(cnd), "Did you mean \"whitespace\"?", fixed = TRUE)
  expect_lamina_error(layer(1), "not 1", from = "layer")
  expect_lamina_error(layer(c("whitespace", "character")), "vector of length 2")
})

test_that("Keras' formats of boxes and NULL pass", {
  for (format in box_formats) expect_identical(check_box_format(format), format)
  expect_null(check_box_format(NULL))
})

test_that("another format of boxes is refused, in the name of the layer", {
  layer <- function(bounding_box_format) check_box_format(bounding_box_format)
  expect_lamina_error(
    layer("xyxz"), "`bounding_box_format` must be.*Did you mean \"xyxy\"", from = "layer"
  )
  expect_lamina_error(layer(4), "`bounding_box_format` must be")
  expect_lamina_error(layer(c("xyxy", "xywh")), "`bounding_box_format` must be")
})

test_that("the one value and NULL leave nothing to pass on", {
  expect_null(check_fixed("string", "string"))
  expect_null(check_fixed(NULL, "string"))
})

test_that("another value than the one is refused", {
  layer <- function(vocabulary_dtype) check_fixed(vocabulary_dtype, "string")
  expect_lamina_error(layer("int64"), "`vocabulary_dtype` must be \"string\"", from = "layer")
})

test_that("dtypes, policies and NULL pass", {
  for (dtype in c("float32", "bfloat16", "mixed_float16", "int32", "bool")) {
    expect_identical(check_dtype(dtype), dtype)
  }
  expect_identical(check_dtype("int8_from_mixed_bfloat16"), "int8_from_mixed_bfloat16")
  expect_null(check_dtype(NULL))
})

test_that("a layer that computes with fractions takes no whole numbers", {
  for (dtype in c("int32", "uint8", "bool", "string", "int8_from_float32")) {
    expect_error(check_dtype(dtype, floats = TRUE), class = "lamina_error_argument")
  }
  expect_identical(check_dtype("mixed_bfloat16", floats = TRUE), "mixed_bfloat16")
})

test_that("anything but a dtype is refused with what exists", {
  layer <- function(dtype) check_dtype(dtype)
  expect_snapshot(error = TRUE, {
    layer("mixed_float61")
    layer("double")
    layer("Float32")
    layer(c("float16", "float32"))
    layer(factor("float32"))
  })
})

test_that("equations with and without an ellipsis pass", {
  for (equation in c("ab,bc->ac", "abc,cd->abd", "...x,xy->...y", "ab...,bc->ac...", "aB,Bc->ac")) {
    expect_identical(check_equation(equation), equation)
  }
  expect_identical(check_equation(c(e = "ab,bc->ac")), "ab,bc->ac")
})

test_that("anything but an equation is refused in the name of the caller", {
  einsum <- function(equation) check_equation(equation)
  wrong <- list(
    "", "ab", "ab,bc", "ab->ac", "ab,bc->", "ab,bc,cd->ad", "..ab,bc->..ac", "...b,bc->c",
    "b,bc->...c", "a...,ab->b...", "ab,bc->ac...", "a1,1c->ac", c("ab,bc->ac", "ab,bc->ac"), NA,
    NA_character_, NULL, 1
  )
  for (equation in wrong) {
    expect_lamina_error(einsum(equation), "`equation` must be an equation", from = "einsum")
  }
  expect_lamina_error(einsum("ab, bc -> ac"), "must not contain spaces", from = "einsum")
  expect_lamina_error(einsum(), "`equation` is missing", from = "einsum")
})

test_that("a number of groups is a whole number of at least 1, or -1", {
  expect_identical(as_groups(1), 1L)
  expect_identical(as_groups(32L), 32L)
  expect_identical(as_groups(-1), -1L)
})

test_that("anything but a number of groups is refused", {
  layer <- function(groups) as_groups(groups)
  expect_lamina_error(layer(), "groups.*is missing", from = "layer")
  expect_lamina_error(layer(0), "groups.*at least 1, or -1, not 0", from = "layer")
  expect_lamina_error(layer(-2), "groups.*not -2", from = "layer")
  expect_lamina_error(layer(1.5), "groups.*not 1.5", from = "layer")
  expect_lamina_error(layer(1:2), "groups.*vector of length 2", from = "layer")
  expect_lamina_error(layer(NULL), "groups.*not NULL", from = "layer")
  expect_lamina_error(layer("2"), "groups.*not the string \"2\"", from = "layer")
})
