# Written by tools/generate from tools/generate/operation/elementwise.toml, by `make generate`.

#' Sines, cosines and their inverses
#'
#' Trigonometric and hyperbolic functions of each element. Angles are in
#' radians.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `op_sin(x)` | sine |
#' | `op_cos(x)` | cosine |
#' | `op_tan(x)` | tangent |
#' | `op_arcsin(x)` | inverse sine, of numbers from -1 to 1 |
#' | `op_arccos(x)` | inverse cosine, of numbers from -1 to 1 |
#' | `op_arctan(x)` | inverse tangent |
#' | `op_arctan2(x1, x2)` | angle of the point with the coordinates `x2` and `x1`, from -pi to pi |
#' | `op_sinh(x)` | hyperbolic sine |
#' | `op_cosh(x)` | hyperbolic cosine |
#' | `op_tanh(x)` | hyperbolic tangent |
#' | `op_arcsinh(x)` | inverse hyperbolic sine |
#' | `op_arccosh(x)` | inverse hyperbolic cosine, of numbers from 1 on |
#' | `op_arctanh(x)` | inverse hyperbolic tangent, of numbers from -1 to 1 |
#' | `op_hypot(x1, x2)` | length of the hypotenuse, `sqrt(x1^2 + x2^2)` |
#' | `op_deg2rad(x)` | degrees as radians |
#' | `op_rad2deg(x)` | radians as degrees |
#'
#' @inheritParams operation-arguments
#'
#' @returns A tensor. Errors have class `lamina_error`.
#' @family operations on numbers
#' @examplesIf is_keras_available()
#' op_sin(c(0, pi / 2))
#' op_arctan2(c(1, -1), c(1, 1))
#' op_tanh(keras_input(3))
#' @name op-trigonometric
NULL

#' @rdname op-trigonometric
#' @export
op_sin <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("sin", args)
}

#' @rdname op-trigonometric
#' @export
op_cos <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("cos", args)
}

#' @rdname op-trigonometric
#' @export
op_tan <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("tan", args)
}

#' @rdname op-trigonometric
#' @export
op_arcsin <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("arcsin", args)
}

#' @rdname op-trigonometric
#' @export
op_arccos <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("arccos", args)
}

#' @rdname op-trigonometric
#' @export
op_arctan <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("arctan", args)
}

#' @rdname op-trigonometric
#' @export
op_arctan2 <- function(x1, x2, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x1 = as_operand(x1, beside = x2),
    x2 = as_operand(x2, beside = x1)
  )
  call_operation("arctan2", args, fit = "broadcast")
}

#' @rdname op-trigonometric
#' @export
op_sinh <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("sinh", args)
}

#' @rdname op-trigonometric
#' @export
op_cosh <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("cosh", args)
}

#' @rdname op-trigonometric
#' @export
op_tanh <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("tanh", args)
}

#' @rdname op-trigonometric
#' @export
op_arcsinh <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("arcsinh", args)
}

#' @rdname op-trigonometric
#' @export
op_arccosh <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("arccosh", args)
}

#' @rdname op-trigonometric
#' @export
op_arctanh <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("arctanh", args)
}

#' @rdname op-trigonometric
#' @export
op_hypot <- function(x1, x2, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x1 = as_operand(x1, beside = x2),
    x2 = as_operand(x2, beside = x1)
  )
  call_operation("hypot", args, fit = "broadcast", mended = TRUE)
}

#' @rdname op-trigonometric
#' @export
op_deg2rad <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("deg2rad", args)
}

#' @rdname op-trigonometric
#' @export
op_rad2deg <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("rad2deg", args)
}

#' Arithmetic
#'
#' Sums, products, quotients and powers of each element, by shapes that are
#' broadcast: axes are lined up from the last one, and one of length 1, or one
#' that is missing, is repeated. The operators `+`, `-`, `*`, `/`, `^`, `%%`
#' and `%/%` do the same where one side is a tensor.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `op_add(x1, x2)` | `x1 + x2` |
#' | `op_subtract(x1, x2)` | `x1 - x2` |
#' | `op_multiply(x1, x2)` | `x1 * x2` |
#' | `op_divide(x1, x2)` | `x1 / x2`, which is a fraction for whole numbers, too |
#' | `op_true_divide(x1, x2)` | the same as `op_divide()` |
#' | `op_divide_no_nan(x1, x2)` | `x1 / x2`, and 0 where `x2` is 0 |
#' | `op_floor_divide(x1, x2)` | `x1 %/% x2`, rounded down |
#' | `op_mod(x1, x2)` | `x1 %% x2`, with the sign of `x2` |
#' | `op_fmod(x1, x2)` | rest of the division rounded towards 0, with the sign of `x1` |
#' | `op_power(x1, x2)` | `x1^x2` |
#' | `op_negative(x)` | `-x` |
#' | `op_reciprocal(x)` | `1 / x` |
#' | `op_square(x)` | `x^2` |
#' | `op_gcd(x1, x2)` | greatest common divisor of whole numbers |
#' | `op_lcm(x1, x2)` | least common multiple of whole numbers |
#' | `op_ldexp(x1, x2)` | `x1 * 2^x2`, with whole numbers `x2` |
#' | `op_nextafter(x1, x2)` | the next number of the dtype from `x1` towards `x2` |
#'
#' Truth values count as 0 and 1. A number that the whole numbers of the tensor
#' beside it do not hold, such as 300 or -1 beside `uint8`, is an error; what
#' is computed of two that they hold begins again at the other end where it is
#' beyond: [op_cast()] to a wider type first. Division of whole numbers by 0
#' (`%/%`, `%%`, `op_fmod()`), their negative powers, and `-x` of a type
#' without negative numbers are errors; where the values are known only when a
#' compiled function runs, the former is 0 and a power is cut to its whole
#' part.
#'
#' @inheritParams operation-arguments
#'
#' @returns A tensor. Errors have class `lamina_error`.
#' @family operations on numbers
#' @examplesIf is_keras_available()
#' x <- op_convert_to_tensor(matrix(1:6, 2))
#' op_add(x, c(10, 20, 30))
#' op_divide(x, 4)
#' x %% 2
#' @name op-arithmetic
NULL

#' @rdname op-arithmetic
#' @export
op_add <- function(x1, x2, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x1 = as_operand(x1, beside = x2),
    x2 = as_operand(x2, beside = x1)
  )
  call_operation("add", args, fit = "broadcast", mended = TRUE)
}

#' @rdname op-arithmetic
#' @export
op_subtract <- function(x1, x2, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x1 = as_operand(x1, beside = x2),
    x2 = as_operand(x2, beside = x1)
  )
  call_operation("subtract", args, fit = "broadcast", mended = TRUE)
}

#' @rdname op-arithmetic
#' @export
op_multiply <- function(x1, x2, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x1 = as_operand(x1, beside = x2),
    x2 = as_operand(x2, beside = x1)
  )
  call_operation("multiply", args, fit = "broadcast", mended = TRUE)
}

#' @rdname op-arithmetic
#' @export
op_divide <- function(x1, x2, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x1 = as_operand(x1, beside = x2),
    x2 = as_operand(x2, beside = x1)
  )
  call_operation("divide", args, fit = "broadcast")
}

#' @rdname op-arithmetic
#' @export
op_true_divide <- function(x1, x2, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x1 = as_operand(x1, beside = x2),
    x2 = as_operand(x2, beside = x1)
  )
  call_operation("true_divide", args, fit = "broadcast")
}

#' @rdname op-arithmetic
#' @export
op_divide_no_nan <- function(x1, x2, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x1 = as_operand(x1, beside = x2),
    x2 = as_operand(x2, beside = x1)
  )
  call_operation("divide_no_nan", args, fit = "broadcast")
}

#' @rdname op-arithmetic
#' @export
op_floor_divide <- function(x1, x2, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x1 = as_operand(x1, beside = x2),
    x2 = as_operand(x2, beside = x1)
  )
  call_operation("floor_divide", args, fit = "broadcast", mended = TRUE)
}

#' @rdname op-arithmetic
#' @export
op_mod <- function(x1, x2, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x1 = as_operand(x1, beside = x2),
    x2 = as_operand(x2, beside = x1)
  )
  call_operation("mod", args, fit = "broadcast", mended = TRUE)
}

#' @rdname op-arithmetic
#' @export
op_fmod <- function(x1, x2, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x1 = as_operand(x1, beside = x2),
    x2 = as_operand(x2, beside = x1)
  )
  call_operation("fmod", args, fit = "broadcast", mended = TRUE)
}

#' @rdname op-arithmetic
#' @export
op_power <- function(x1, x2, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x1 = as_operand(x1, beside = x2),
    x2 = as_operand(x2, beside = x1)
  )
  call_operation("power", args, fit = "broadcast", mended = TRUE)
}

#' @rdname op-arithmetic
#' @export
op_negative <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("negative", args, mended = TRUE)
}

#' @rdname op-arithmetic
#' @export
op_reciprocal <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("reciprocal", args, mended = TRUE)
}

#' @rdname op-arithmetic
#' @export
op_square <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("square", args)
}

#' @rdname op-arithmetic
#' @export
op_gcd <- function(x1, x2, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x1 = as_operand(x1, beside = x2),
    x2 = as_operand(x2, beside = x1)
  )
  call_operation("gcd", args, fit = "broadcast", mended = TRUE)
}

#' @rdname op-arithmetic
#' @export
op_lcm <- function(x1, x2, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x1 = as_operand(x1, beside = x2),
    x2 = as_operand(x2, beside = x1)
  )
  call_operation("lcm", args, fit = "broadcast", mended = TRUE)
}

#' @rdname op-arithmetic
#' @export
op_ldexp <- function(x1, x2, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x1 = as_operand(x1, beside = x2),
    x2 = as_operand(x2, beside = x1)
  )
  call_operation("ldexp", args, fit = "broadcast")
}

#' @rdname op-arithmetic
#' @export
op_nextafter <- function(x1, x2, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x1 = as_operand(x1, beside = x2),
    x2 = as_operand(x2, beside = x1)
  )
  call_operation("nextafter", args, fit = "broadcast", mended = TRUE)
}

#' Exponentials, logarithms and roots
#'
#' Powers of a base, their inverses, and roots, of each element.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `op_exp(x)` | `exp(x)` |
#' | `op_exp2(x)` | `2^x` |
#' | `op_expm1(x)` | `exp(x) - 1`, exact near 0 |
#' | `op_log(x)` | natural logarithm |
#' | `op_log10(x)` | logarithm to base 10 |
#' | `op_log2(x)` | logarithm to base 2 |
#' | `op_log1p(x)` | `log(1 + x)`, exact near 0 |
#' | `op_logaddexp(x1, x2)` | `log(exp(x1) + exp(x2))`, without overflow |
#' | `op_logaddexp2(x1, x2)` | `log2(2^x1 + 2^x2)`, without overflow |
#' | `op_sqrt(x)` | square root |
#' | `op_rsqrt(x)` | `1 / sqrt(x)` |
#' | `op_cbrt(x)` | cube root |
#'
#' @inheritParams operation-arguments
#'
#' @returns A tensor. Errors have class `lamina_error`.
#' @family operations on numbers
#' @examplesIf is_keras_available()
#' op_exp(c(0, 1))
#' op_log(c(1, exp(2)))
#' op_logaddexp(1000, 1000)
#' @name op-exponential
NULL

#' @rdname op-exponential
#' @export
op_exp <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("exp", args)
}

#' @rdname op-exponential
#' @export
op_exp2 <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("exp2", args)
}

#' @rdname op-exponential
#' @export
op_expm1 <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("expm1", args)
}

#' @rdname op-exponential
#' @export
op_log <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("log", args)
}

#' @rdname op-exponential
#' @export
op_log10 <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("log10", args)
}

#' @rdname op-exponential
#' @export
op_log2 <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("log2", args)
}

#' @rdname op-exponential
#' @export
op_log1p <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("log1p", args)
}

#' @rdname op-exponential
#' @export
op_logaddexp <- function(x1, x2, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x1 = as_operand(x1, beside = x2),
    x2 = as_operand(x2, beside = x1)
  )
  call_operation("logaddexp", args, fit = "broadcast")
}

#' @rdname op-exponential
#' @export
op_logaddexp2 <- function(x1, x2, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x1 = as_operand(x1, beside = x2),
    x2 = as_operand(x2, beside = x1)
  )
  call_operation("logaddexp2", args, fit = "broadcast")
}

#' @rdname op-exponential
#' @export
op_sqrt <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("sqrt", args)
}

#' @rdname op-exponential
#' @export
op_rsqrt <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x)
  )
  call_operation("rsqrt", args)
}

#' @rdname op-exponential
#' @export
op_cbrt <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("cbrt", args)
}

#' Special functions
#'
#' Functions of each element that statistics and signal processing know by
#' name.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `op_erf(x)` | error function: the probability that a normal variable with standard deviation `sqrt(1/2)` is between `-x` and `x` |
#' | `op_erfc(x)` | `1 - erf(x)`, exact for large `x` |
#' | `op_erfinv(x)` | inverse of the error function, of numbers from -1 to 1 |
#' | `op_i0(x)` | modified Bessel function of the first kind, of order 0 |
#' | `op_sinc(x)` | `sin(pi * x) / (pi * x)`, and 1 for 0 |
#'
#' @inheritParams operation-arguments
#'
#' @returns A tensor. Errors have class `lamina_error`.
#' @family operations on numbers
#' @examplesIf is_keras_available()
#' op_erf(c(0, 0.5, 1))
#' op_sinc(c(0, 0.5))
#' @name op-special
NULL

#' @rdname op-special
#' @export
op_erf <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x)
  )
  call_operation("erf", args)
}

#' @rdname op-special
#' @export
op_erfc <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("erfc", args)
}

#' @rdname op-special
#' @export
op_erfinv <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x)
  )
  call_operation("erfinv", args)
}

#' @rdname op-special
#' @export
op_i0 <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("i0", args)
}

#' @rdname op-special
#' @export
op_sinc <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("sinc", args)
}
