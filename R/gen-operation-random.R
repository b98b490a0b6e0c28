# Written by tools/generate from tools/generate/operation/random.toml, by `make generate`.

#' Arguments in common: random numbers
#'
#' @param shape Shape of the result: whole numbers, as in `c(2, 3)` or
#'   `shape(2, 3)`; some of them, or the whole shape, may be a tensor.
#' @param dtype The dtype of the result: `"float32"`, `"float16"`,
#'   `"bfloat16"` or `"float64"`, of `random_integer()` the name of one of
#'   whole numbers that holds the range. `NULL` is Keras' default type.
#'
#' @section Seeds:
#' The same whole number as `seed` gives the same numbers at every call, those
#' that Keras gives in Python on the same backend; numbers differ among
#' backends. With `NULL` each call gives others, and [set_random_seed()] makes
#' them come again. In a layer of your own, or wherever a function is compiled,
#' use a [random_seed_generator()]: what is drawn from Keras' own generator
#' while a function is compiled may become a constant in it, or an error on
#' JAX.
#'
#' @name operation-random-arguments
#' @keywords internal
NULL

#' Draw random numbers
#'
#' Tensors of independent random numbers of one distribution. To draw around
#' tensors, as a variational autoencoder does, draw standard numbers and
#' compute with them: `mean + stddev * random_normal(shape, seed = seed)`.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `random_normal(shape)` | normal numbers |
#' | `random_truncated_normal(shape)` | normal numbers within two standard deviations of the mean |
#' | `random_uniform(shape)` | numbers that are equally likely in a range |
#' | `random_integer(shape, minval, maxval)` | whole numbers that are equally likely in a range |
#' | `random_gamma(shape, alpha)` | gamma numbers with scale 1 |
#' | `random_beta(shape, alpha, beta)` | beta numbers, between 0 and 1 |
#' | `random_binomial(shape, counts, probabilities)` | numbers of successes among several tries |
#'
#' @param mean The mean: a number; on JAX and TensorFlow also a tensor that
#'   fits the shape.
#' @param stddev The standard deviation: a number of at least 0, or such a
#'   tensor. Truncated normal numbers lie within two of it: those further away
#'   are drawn again.
#' @param minval The lowest number that can be drawn: a number, a whole one
#'   of `random_integer()`, or a tensor with one.
#' @param maxval The end of the range, greater than `minval`, which is itself
#'   not drawn: `random_integer(10, 1, 7)` gives 1 to 6. Of fractions it can
#'   come by rounding. A number, a whole one of `random_integer()`, or a tensor
#'   with one.
#' @param alpha The shape parameter: a number above 0, or an array or tensor
#'   of them, whose shape is broadcast to `shape`. Where it is below 0.05, beta
#'   numbers are too near to 0.5 on TensorFlow.
#' @param beta The second shape parameter, given in the same way.
#' @param counts How often each is tried: a whole number of at least 0, or an
#'   array or tensor of them, whose shape is broadcast to `shape`.
#' @param probabilities The probability of success: a number from 0 to 1, or
#'   an array or tensor of them.
#' @inheritParams operation-random-arguments
#' @inheritParams operation-arguments
#'
#' @inheritSection operation-random-arguments Seeds
#' @returns A tensor. Errors have class `lamina_error`.
#' @family random numbers
#' @seealso [random_categorical()] draws classes, [random_shuffle()] an
#'   order.
#' @examplesIf is_keras_available()
#' random_normal(c(2, 3), seed = 1)
#' random_uniform(4, minval = -1, maxval = 1, seed = 1)
#' dice <- random_integer(1000, 1, 7, seed = 1)
#' table(as.array(dice))
#' as.array(op_mean(random_beta(1000, alpha = 2, beta = 6, seed = 1)))
#' @name random-numbers
NULL

#' @rdname random-numbers
#' @export
random_normal <- function(shape, mean = 0, stddev = 1, dtype = NULL, seed = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    shape = as_drawn_shape(shape),
    mean = check_drawn_number(mean),
    stddev = check_drawn_number(stddev, min = 0),
    dtype = check_choice(dtype, float_dtypes, null = TRUE),
    seed = check_seed(seed)
  )
  call_operation("normal", args, module = "random")
}

#' @rdname random-numbers
#' @export
random_truncated_normal <- function(shape, mean = 0, stddev = 1, dtype = NULL, seed = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    shape = as_drawn_shape(shape),
    mean = check_drawn_number(mean),
    stddev = check_drawn_number(stddev, min = 0),
    dtype = check_choice(dtype, float_dtypes, null = TRUE),
    seed = check_seed(seed)
  )
  call_operation("truncated_normal", args, module = "random", mended = TRUE)
}

#' @rdname random-numbers
#' @export
random_uniform <- function(shape, minval = 0, maxval = 1, dtype = NULL, seed = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    shape = as_drawn_shape(shape),
    minval = check_drawn_number(minval),
    maxval = check_drawn_number(maxval, above = minval),
    dtype = check_choice(dtype, float_dtypes, null = TRUE),
    seed = check_seed(seed)
  )
  call_operation("uniform", args, module = "random")
}

#' @rdname random-numbers
#' @export
random_integer <- function(shape, minval, maxval, dtype = "int32", seed = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    shape = as_drawn_shape(shape),
    minval = as_drawn_whole(minval),
    maxval = as_drawn_whole(maxval, above = minval),
    dtype = check_range_dtype(dtype, minval, maxval),
    seed = check_seed(seed)
  )
  call_operation("randint", args, module = "random")
}

#' @rdname random-numbers
#' @export
random_gamma <- function(shape, alpha, dtype = NULL, seed = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    shape = as_drawn_shape(shape),
    alpha = check_drawn_parameter(alpha, shape, dtype),
    dtype = check_choice(dtype, float_dtypes, null = TRUE),
    seed = check_seed(seed)
  )
  call_operation("gamma", args, module = "random", mended = TRUE)
}

#' @rdname random-numbers
#' @export
random_beta <- function(shape, alpha, beta, dtype = NULL, seed = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    shape = as_drawn_shape(shape),
    alpha = check_drawn_parameter(alpha, shape, dtype),
    beta = check_drawn_parameter(beta, shape, dtype),
    dtype = check_choice(dtype, float_dtypes, null = TRUE),
    seed = check_seed(seed)
  )
  call_operation("beta", args, module = "random", mended = TRUE)
}

#' @rdname random-numbers
#' @export
random_binomial <- function(shape, counts, probabilities, dtype = NULL, seed = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    shape = as_drawn_shape(shape),
    counts = check_drawn_parameter(counts, shape, min = 0, whole = TRUE),
    probabilities = check_drawn_parameter(probabilities, shape, min = 0, max = 1),
    dtype = check_choice(dtype, float_dtypes, null = TRUE),
    seed = check_seed(seed)
  )
  call_operation("binomial", args, module = "random", mended = TRUE)
}

#' Draw classes
#'
#' Draws classes from rows of log-probabilities, as a language model does to
#' find the next token. Classes are positions among the columns of `logits`,
#' and count from 1 unless `zero_indexed` is `TRUE`: `probabilities[class]` in
#' R takes what belongs to them, and vocabularies of Keras count from 0.
#'
#' @param logits Log-probabilities, which need not be normalised: a matrix or
#'   a tensor of the shape (rows, classes).
#' @param num_samples How many are drawn for each row: a whole number of at
#'   least 1.
#' @param dtype The dtype of the result: the name of one of whole numbers
#'   that holds the last class.
#' @inheritParams operation-arguments
#'
#' @section Shapes:
#' `logits`: (rows, classes). The result: (rows, `num_samples`).
#'
#' @inheritSection operation-random-arguments Seeds
#' @returns A tensor. Errors have class `lamina_error`.
#' @family random numbers
#' @examplesIf is_keras_available()
#' probabilities <- rbind(c(0.1, 0.9), c(0.5, 0.5))
#' random_categorical(log(probabilities), 10, seed = 1)
#' @export
random_categorical <- function(logits, num_samples, dtype = "int32", seed = NULL,
                               zero_indexed = FALSE, ...) {
  check_no_dots(..., what = "this function")
  check_flag(zero_indexed)
  args <- list(
    logits = as_logits_operand(logits),
    num_samples = as_whole(num_samples, min = 1),
    dtype = check_class_dtype(dtype, logits, zero_indexed),
    seed = check_seed(seed)
  )
  call_operation("categorical", args, module = "random", one_based = !zero_indexed)
}

#' Set elements to 0 at random
#'
#' Sets each element to 0 with the probability `rate`, and multiplies the
#' others by `1 / (1 - rate)`, so that sums stay as they are on average.
#' [layer_dropout()] does it in training only; to drop whole feature maps, use
#' a `noise_shape` of 1 along the positions, or [layer_spatial_dropout_1d()].
#'
#' @param inputs A tensor, or an R vector or array of numbers, which becomes
#'   one.
#' @param rate The probability that an element becomes 0: a number from 0 to
#'   1.
#' @param noise_shape The shape of what is drawn, which is broadcast to that
#'   of `inputs`: 1 where an axis shares what is drawn, `NA` for as many as
#'   `inputs` has. `NULL` draws for each element.
#' @inheritParams operation-arguments
#'
#' @inheritSection operation-random-arguments Seeds
#' @returns A tensor. Errors have class `lamina_error`.
#' @references
#' Srivastava, N., Hinton, G., Krizhevsky, A., Sutskever, I. and Salakhutdinov,
#' R. (2014) Dropout: a simple way to prevent neural networks from overfitting.
#' *Journal of Machine Learning Research* 15, 1929--1958.
#' <https://jmlr.org/papers/v15/srivastava14a.html>
#' @family random numbers
#' @examplesIf is_keras_available()
#' x <- matrix(1, 3, 4)
#' random_dropout(x, 0.5, seed = 1)
#' random_dropout(x, 0.5, noise_shape = c(1, 4), seed = 1)
#' @export
random_dropout <- function(inputs, rate, noise_shape = NULL, seed = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    inputs = as_dropped_operand(inputs),
    rate = check_number(rate, min = 0, max = 1),
    noise_shape = as_noise_shape(noise_shape, inputs),
    seed = check_seed(seed)
  )
  call_operation("dropout", args, module = "random")
}

#' Shuffle along an axis
#'
#' Puts what lies along an axis in a random order, each order as likely as any
#' other: rows of a matrix, say.
#'
#' @details
#' A vector is shuffled alike on all backends. What stays together of a tensor
#' with more axes differs among them, as Keras has it: TensorFlow moves whole
#' slices, PyTorch whole slices of the axes behind `axis`, and JAX shuffles
#' each column by itself. To move whole rows on any backend, shuffle their
#' positions: `op_take(x, random_shuffle(seq_len(nrow(x))), axis = 1)`.
#'
#' @param axis A whole number: the axis, counted from 1; negative counts from
#'   the end.
#' @inheritParams operation-arguments
#'
#' @inheritSection operation-random-arguments Seeds
#' @returns A tensor. Errors have class `lamina_error`.
#' @family random numbers
#' @examplesIf is_keras_available()
#' x <- matrix(1:8, 4)
#' random_shuffle(x, seed = 1)
#' @export
random_shuffle <- function(x, axis = 1L, seed = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_shuffled_operand(x),
    axis = as_axis_from_start(axis, x),
    seed = check_seed(seed)
  )
  call_operation("shuffle", args, module = "random")
}
