# Written by tools/generate from tools/generate/operation/elementwise-comparison.toml, by `make generate`.

#' Compare elements
#'
#' Compare two tensors element by element, by shapes that are broadcast. The
#' operators `==`, `!=`, `<`, `<=`, `>` and `>=` do the same where one side is
#' a tensor.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `op_equal(x1, x2)` | whether `x1 == x2` |
#' | `op_not_equal(x1, x2)` | whether `x1 != x2` |
#' | `op_less(x1, x2)` | whether `x1 < x2` |
#' | `op_less_equal(x1, x2)` | whether `x1 <= x2` |
#' | `op_greater(x1, x2)` | whether `x1 > x2` |
#' | `op_greater_equal(x1, x2)` | whether `x1 >= x2` |
#' | `op_isclose(x1, x2)` | whether `abs(x1 - x2) <= atol + rtol * abs(x2)` |
#' | `op_allclose(x1, x2)` | whether that holds for all elements: one truth value |
#' | `op_maximum(x1, x2)` | the larger of both |
#' | `op_minimum(x1, x2)` | the smaller of both |
#' | `op_pmax(x1, x2)` | the same as `op_maximum()` |
#' | `op_pmin(x1, x2)` | the same as `op_minimum()` |
#' | `op_fmax(x1, x2)` | the larger of both; where one is `NaN`, the other |
#' | `op_fmin(x1, x2)` | the smaller of both; where one is `NaN`, the other |
#'
#' @param rtol Tolerance relative to `x2`: a number of at least 0.
#' @param atol Absolute tolerance: a number of at least 0.
#' @param equal_nan Whether `NaN` is close to `NaN`: `TRUE` or `FALSE`.
#' @inheritParams operation-arguments
#'
#' @returns A tensor. Errors have class `lamina_error`.
#' @family operations on numbers
#' @examplesIf is_keras_available()
#' op_less(c(1, 2, 3), 2)
#' op_maximum(c(1, 5), c(3, 4))
#' op_isclose(1, 1 + 1e-9)
#' @name op-comparison
NULL

#' @rdname op-comparison
#' @export
op_equal <- function(x1, x2, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x1 = as_operand(x1, beside = x2, compared = TRUE),
    x2 = as_operand(x2, beside = x1, compared = TRUE)
  )
  call_operation("equal", args, fit = "broadcast")
}

#' @rdname op-comparison
#' @export
op_not_equal <- function(x1, x2, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x1 = as_operand(x1, beside = x2, compared = TRUE),
    x2 = as_operand(x2, beside = x1, compared = TRUE)
  )
  call_operation("not_equal", args, fit = "broadcast")
}

#' @rdname op-comparison
#' @export
op_less <- function(x1, x2, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x1 = as_operand(x1, beside = x2, compared = TRUE),
    x2 = as_operand(x2, beside = x1, compared = TRUE)
  )
  call_operation("less", args, fit = "broadcast")
}

#' @rdname op-comparison
#' @export
op_less_equal <- function(x1, x2, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x1 = as_operand(x1, beside = x2, compared = TRUE),
    x2 = as_operand(x2, beside = x1, compared = TRUE)
  )
  call_operation("less_equal", args, fit = "broadcast")
}

#' @rdname op-comparison
#' @export
op_greater <- function(x1, x2, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x1 = as_operand(x1, beside = x2, compared = TRUE),
    x2 = as_operand(x2, beside = x1, compared = TRUE)
  )
  call_operation("greater", args, fit = "broadcast")
}

#' @rdname op-comparison
#' @export
op_greater_equal <- function(x1, x2, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x1 = as_operand(x1, beside = x2, compared = TRUE),
    x2 = as_operand(x2, beside = x1, compared = TRUE)
  )
  call_operation("greater_equal", args, fit = "broadcast")
}

#' @rdname op-comparison
#' @export
op_isclose <- function(x1, x2, rtol = 1e-05, atol = 1e-08, equal_nan = FALSE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x1 = as_operand(x1, beside = x2, compared = TRUE),
    x2 = as_operand(x2, beside = x1, compared = TRUE),
    rtol = check_number(rtol, min = 0),
    atol = check_number(atol, min = 0),
    equal_nan = check_flag(equal_nan)
  )
  call_operation("isclose", args, fit = "broadcast", mended = TRUE)
}

#' @rdname op-comparison
#' @export
op_allclose <- function(x1, x2, rtol = 1e-05, atol = 1e-08, equal_nan = FALSE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x1 = as_operand(x1, beside = x2, compared = TRUE),
    x2 = as_operand(x2, beside = x1, compared = TRUE),
    rtol = check_number(rtol, min = 0),
    atol = check_number(atol, min = 0),
    equal_nan = check_flag(equal_nan)
  )
  call_operation("allclose", args, fit = "broadcast", mended = TRUE)
}

#' @rdname op-comparison
#' @export
op_maximum <- function(x1, x2, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x1 = as_operand(x1, beside = x2),
    x2 = as_operand(x2, beside = x1)
  )
  call_operation("maximum", args, fit = "broadcast", mended = TRUE)
}

#' @rdname op-comparison
#' @export
op_minimum <- function(x1, x2, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x1 = as_operand(x1, beside = x2),
    x2 = as_operand(x2, beside = x1)
  )
  call_operation("minimum", args, fit = "broadcast", mended = TRUE)
}

#' @rdname op-comparison
#' @export
op_pmax <- function(x1, x2, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x1 = as_operand(x1, beside = x2),
    x2 = as_operand(x2, beside = x1)
  )
  call_operation("maximum", args, fit = "broadcast", mended = TRUE)
}

#' @rdname op-comparison
#' @export
op_pmin <- function(x1, x2, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x1 = as_operand(x1, beside = x2),
    x2 = as_operand(x2, beside = x1)
  )
  call_operation("minimum", args, fit = "broadcast", mended = TRUE)
}

#' @rdname op-comparison
#' @export
op_fmax <- function(x1, x2, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x1 = as_operand(x1, beside = x2),
    x2 = as_operand(x2, beside = x1)
  )
  call_operation("fmax", args, fit = "broadcast", mended = TRUE)
}

#' @rdname op-comparison
#' @export
op_fmin <- function(x1, x2, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x1 = as_operand(x1, beside = x2),
    x2 = as_operand(x2, beside = x1)
  )
  call_operation("fmin", args, fit = "broadcast", mended = TRUE)
}

#' Truth values
#'
#' Combine truth values, and ask elements what they are. Numbers other than 0
#' count as true.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `op_logical_and(x1, x2)` | whether both are true |
#' | `op_logical_or(x1, x2)` | whether one of them is true |
#' | `op_logical_xor(x1, x2)` | whether exactly one of them is true |
#' | `op_logical_not(x)` | whether it is not true |
#' | `op_isfinite(x)` | whether it is neither infinite nor `NaN` |
#' | `op_isinf(x)` | whether it is infinite |
#' | `op_isnan(x)` | whether it is `NaN` |
#' | `op_isposinf(x)` | whether it is `Inf` |
#' | `op_isneginf(x)` | whether it is `-Inf` |
#' | `op_isreal(x)` | whether it has no imaginary part |
#'
#' @param x1 Truth values: a tensor, or an R vector or array.
#' @param x2 Truth values, whose shape is broadcast with that of `x1`.
#' @inheritParams operation-arguments
#'
#' @returns A tensor. Errors have class `lamina_error`.
#' @family operations on numbers
#' @examplesIf is_keras_available()
#' op_logical_and(c(TRUE, TRUE), c(TRUE, FALSE))
#' op_isfinite(c(1, NaN, Inf))
#' @name op-logical
NULL

#' @rdname op-logical
#' @export
op_logical_and <- function(x1, x2, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x1 = as_operand(x1, beside = x2, compared = TRUE),
    x2 = as_operand(x2, beside = x1, compared = TRUE)
  )
  call_operation("logical_and", args, fit = "broadcast", mended = TRUE)
}

#' @rdname op-logical
#' @export
op_logical_or <- function(x1, x2, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x1 = as_operand(x1, beside = x2, compared = TRUE),
    x2 = as_operand(x2, beside = x1, compared = TRUE)
  )
  call_operation("logical_or", args, fit = "broadcast", mended = TRUE)
}

#' @rdname op-logical
#' @export
op_logical_xor <- function(x1, x2, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x1 = as_operand(x1, beside = x2, compared = TRUE),
    x2 = as_operand(x2, beside = x1, compared = TRUE)
  )
  call_operation("logical_xor", args, fit = "broadcast", mended = TRUE)
}

#' @rdname op-logical
#' @export
op_logical_not <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("logical_not", args, mended = TRUE)
}

#' @rdname op-logical
#' @export
op_isfinite <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("isfinite", args, mended = TRUE)
}

#' @rdname op-logical
#' @export
op_isinf <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("isinf", args, mended = TRUE)
}

#' @rdname op-logical
#' @export
op_isnan <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("isnan", args, mended = TRUE)
}

#' @rdname op-logical
#' @export
op_isposinf <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("isposinf", args)
}

#' @rdname op-logical
#' @export
op_isneginf <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("isneginf", args)
}

#' @rdname op-logical
#' @export
op_isreal <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("isreal", args)
}

#' Round, limit, and take the sign off
#'
#' Change each element to a near number: a rounded one, one within limits, one
#' without its sign.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `op_abs(x)` | absolute value |
#' | `op_fabs(x)` | absolute value, as a fraction |
#' | `op_sign(x)` | -1, 0 or 1 |
#' | `op_signbit(x)` | whether it has a minus sign, as -0 does |
#' | `op_heaviside(x1, x2)` | 0 for `x1 < 0`, 1 for `x1 > 0`, and `x2` for 0 |
#' | `op_ceil(x)` | next whole number above |
#' | `op_floor(x)` | next whole number below |
#' | `op_trunc(x)` | next whole number towards 0 |
#' | `op_round(x)` | rounded to `decimals` digits after the point; halves go to the even digit |
#' | `op_clip(x, x_min, x_max)` | `x_min` where `x` is less, `x_max` where it is more |
#' | `op_nan_to_num(x)` | numbers in place of `NaN`, `Inf` and `-Inf` |
#'
#' @param x2 A tensor or numbers, whose shape is broadcast with that of `x1`.
#' @param decimals Digits to keep after the decimal point: a whole number;
#'   negative rounds to tens, hundreds and so on.
#' @param x_min Lower limit: a number or a tensor.
#' @param x_max Upper limit, not below the lower one: a number or a tensor.
#' @param nan What takes the place of `NaN`: a number.
#' @param posinf What takes the place of `Inf`: a number, or `NULL` for the
#'   largest of the dtype.
#' @param neginf What takes the place of `-Inf`: a number, or `NULL` for the
#'   smallest of the dtype.
#' @inheritParams operation-arguments
#'
#' @returns A tensor. Errors have class `lamina_error`.
#' @family operations on numbers
#' @examplesIf is_keras_available()
#' op_abs(c(-2, 3))
#' op_round(c(0.5, 1.5, 2.26), decimals = 1)
#' op_clip(c(-5, 0.5, 5), -1, 1)
#' @name op-rounding
NULL

#' @rdname op-rounding
#' @export
op_abs <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("absolute", args)
}

#' @rdname op-rounding
#' @export
op_fabs <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("fabs", args)
}

#' @rdname op-rounding
#' @export
op_sign <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("sign", args, mended = TRUE)
}

#' @rdname op-rounding
#' @export
op_signbit <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("signbit", args)
}

#' @rdname op-rounding
#' @export
op_heaviside <- function(x1, x2, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x1 = as_operand(x1, beside = x2),
    x2 = as_operand(x2, beside = x1, scalar = FALSE)
  )
  call_operation("heaviside", args, fit = "broadcast", mended = TRUE)
}

#' @rdname op-rounding
#' @export
op_ceil <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("ceil", args)
}

#' @rdname op-rounding
#' @export
op_floor <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("floor", args)
}

#' @rdname op-rounding
#' @export
op_trunc <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("trunc", args)
}

#' @rdname op-rounding
#' @export
op_round <- function(x, decimals = 0L, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    decimals = as_whole(decimals)
  )
  call_operation("round", args)
}

#' @rdname op-rounding
#' @export
op_clip <- function(x, x_min, x_max, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    x_min = as_operand(x_min, beside = x, kept = TRUE),
    x_max = as_upper_operand(x_max, x_min, x)
  )
  call_operation("clip", args, fit = "broadcast", mended = TRUE)
}

#' @rdname op-rounding
#' @export
op_nan_to_num <- function(x, nan = 0, posinf = NULL, neginf = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    nan = check_number(nan),
    posinf = check_number(posinf, null = TRUE),
    neginf = check_number(neginf, null = TRUE)
  )
  call_operation("nan_to_num", args)
}

#' Bits of whole numbers
#'
#' Combine and shift the bits of whole numbers.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `op_bitwise_and(x, y)` | bits that both have |
#' | `op_bitwise_or(x, y)` | bits that one of them has |
#' | `op_bitwise_xor(x, y)` | bits that exactly one of them has |
#' | `op_bitwise_left_shift(x, y)` | bits shifted to the left by `y` places |
#' | `op_left_shift(x, y)` | the same as `op_bitwise_left_shift()` |
#' | `op_bitwise_right_shift(x, y)` | bits shifted to the right by `y` places |
#' | `op_right_shift(x, y)` | the same as `op_bitwise_right_shift()` |
#' | `op_bitwise_not(x)` | all bits turned |
#' | `op_bitwise_invert(x)` | the same as `op_bitwise_not()` |
#'
#' @param x Whole numbers: a tensor, or an R vector or array.
#' @param y Whole numbers, whose shape is broadcast with that of `x`.
#' @inheritParams operation-arguments
#'
#' @returns A tensor. Errors have class `lamina_error`.
#' @family operations on numbers
#' @examplesIf is_keras_available()
#' op_bitwise_and(12L, 10L)
#' op_bitwise_left_shift(1L, 4L)
#' @name op-bitwise
NULL

#' @rdname op-bitwise
#' @export
op_bitwise_and <- function(x, y, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_whole_operand(x, beside = y),
    y = as_whole_operand(y, beside = x)
  )
  call_operation("bitwise_and", args, fit = "broadcast", mended = TRUE)
}

#' @rdname op-bitwise
#' @export
op_bitwise_or <- function(x, y, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_whole_operand(x, beside = y),
    y = as_whole_operand(y, beside = x)
  )
  call_operation("bitwise_or", args, fit = "broadcast", mended = TRUE)
}

#' @rdname op-bitwise
#' @export
op_bitwise_xor <- function(x, y, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_whole_operand(x, beside = y),
    y = as_whole_operand(y, beside = x)
  )
  call_operation("bitwise_xor", args, fit = "broadcast", mended = TRUE)
}

#' @rdname op-bitwise
#' @export
op_bitwise_left_shift <- function(x, y, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_whole_operand(x, beside = y),
    y = as_whole_operand(y, beside = x)
  )
  call_operation("bitwise_left_shift", args, fit = "broadcast", mended = TRUE)
}

#' @rdname op-bitwise
#' @export
op_left_shift <- function(x, y, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_whole_operand(x, beside = y),
    y = as_whole_operand(y, beside = x)
  )
  call_operation("left_shift", args, fit = "broadcast", mended = TRUE)
}

#' @rdname op-bitwise
#' @export
op_bitwise_right_shift <- function(x, y, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_whole_operand(x, beside = y),
    y = as_whole_operand(y, beside = x)
  )
  call_operation("bitwise_right_shift", args, fit = "broadcast", mended = TRUE)
}

#' @rdname op-bitwise
#' @export
op_right_shift <- function(x, y, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_whole_operand(x, beside = y),
    y = as_whole_operand(y, beside = x)
  )
  call_operation("right_shift", args, fit = "broadcast", mended = TRUE)
}

#' @rdname op-bitwise
#' @export
op_bitwise_not <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_whole_operand(x)
  )
  call_operation("bitwise_not", args)
}

#' @rdname op-bitwise
#' @export
op_bitwise_invert <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_whole_operand(x)
  )
  call_operation("bitwise_invert", args)
}

#' Complex numbers
#'
#' Complex numbers and their parts. R's complex vectors become complex tensors.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `op_real(x)` | real part |
#' | `op_imag(x)` | imaginary part |
#' | `op_conj(x)` | complex conjugate |
#' | `op_angle(x)` | angle in the complex plane, in radians |
#' | `op_polar(abs_, angle)` | complex number of an absolute value and an angle |
#' | `op_view_as_complex(x)` | complex numbers of their parts, which are along the last axis, of length 2 |
#' | `op_view_as_real(x)` | real and imaginary part along a new last axis |
#'
#' @param abs_ Absolute values: a tensor or numbers.
#' @param angle Angles in radians: a tensor or numbers of the same shape.
#' @inheritParams operation-arguments
#'
#' @returns A tensor. Errors have class `lamina_error`.
#' @family operations on numbers
#' @examplesIf is_keras_available()
#' x <- c(1+2i, -3i)
#' op_real(x)
#' op_polar(c(1, 2), c(0, pi / 2))
#' op_view_as_real(x)
#' @name op-complex
NULL

#' @rdname op-complex
#' @export
op_real <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("real", args)
}

#' @rdname op-complex
#' @export
op_imag <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("imag", args, mended = TRUE)
}

#' @rdname op-complex
#' @export
op_conj <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("conjugate", args)
}

#' @rdname op-complex
#' @export
op_angle <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("angle", args, mended = TRUE)
}

#' @rdname op-complex
#' @export
op_polar <- function(abs_, angle, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    abs_ = as_operand(abs_, beside = angle),
    angle = as_operand(angle, beside = abs_)
  )
  call_operation("polar", args, fit = "broadcast")
}

#' @rdname op-complex
#' @export
op_view_as_complex <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("view_as_complex", args, fit = "pairs")
}

#' @rdname op-complex
#' @export
op_view_as_real <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("view_as_real", args)
}
