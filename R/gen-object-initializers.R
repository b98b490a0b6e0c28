# Written by tools/generate from tools/generate/object/initializers.toml, by `make generate`.

#' Arguments in common: initializers
#'
#' @param seed Seed of the random numbers: a whole number from 0 to
#'   2147483647, with which every call draws the same numbers; a
#'   [random_seed_generator()], with which each call draws new ones; `NULL`
#'   draws a seed once, which follows from [set_random_seed()] if that was
#'   called.
#' @param gain Factor for all values: a number.
#' @param stddev Standard deviation: a number of at least 0.
#' @param input_axes Axes of the weights that count as inputs, for an unusual
#'   layout: whole numbers counted from 1, negative ones from the end. Give
#'   `output_axes` as well. `NULL` uses the last axis but one, together with
#'   the axes before it, which are the window of a convolution.
#' @param output_axes Axes of the weights that count as outputs: whole
#'   numbers counted from 1, negative ones from the end. Give `input_axes` as
#'   well. `NULL` uses the last axis.
#'
#' @section Use:
#' Give an initializer to a layer as `kernel_initializer` and the like: the
#' object, the function without parentheses for the defaults, or its name in
#' Keras as a string. An initializer is also a function of a shape:
#' `initializer(shape = c(2, 3), dtype = NULL)` returns a tensor of that shape.
#' `dtype` is a string such as `"float32"`; `NULL` uses Keras' default float
#' type.
#'
#' @name object-initializers-arguments
#' @keywords internal
NULL

#' Zeros initializer
#'
#' All values are 0: the usual start for biases. A kernel of zeros is no good
#' start, because all units stay alike.
#'
#' @inheritParams object-arguments
#'
#' @inheritSection object-initializers-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @family initializers
#' @examplesIf is_keras_available()
#' as.array(initializer_zeros()(shape = c(2, 3)))
#' layer_dense(units = 2, bias_initializer = initializer_zeros)
#' @export
initializer_zeros <- function(...) {
  check_no_dots(..., what = "this function")
  args <- list()
  call_keras("initializers", "Zeros", args)
}

#' Ones initializer
#'
#' All values are 1: the start for the scale of [layer_batch_normalization()].
#' For another value use [initializer_constant()].
#'
#' @inheritParams object-arguments
#'
#' @inheritSection object-initializers-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @family initializers
#' @examplesIf is_keras_available()
#' as.array(initializer_ones()(shape = c(2, 3)))
#' model <- keras_model_sequential(input_shape = 2) |>
#'   layer_dense(1, kernel_initializer = initializer_ones)
#' predict(model, matrix(c(1, 2), 1), verbose = 0)
#' @export
initializer_ones <- function(...) {
  check_no_dots(..., what = "this function")
  args <- list()
  call_keras("initializers", "Ones", args)
}

#' Constant initializer
#'
#' All values are the same number: for example a bias that starts at the mean
#' of the targets, or at the log odds of a rare class, so that training need
#' not find it first.
#'
#' @param value The value: a number.
#' @inheritParams object-arguments
#'
#' @inheritSection object-initializers-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @family initializers
#' @examplesIf is_keras_available()
#' log_odds <- log(0.01 / 0.99)
#' layer_dense(units = 1, activation = "sigmoid", bias_initializer = initializer_constant(log_odds))
#' @export
initializer_constant <- function(value = 0, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    value = check_number(value)
  )
  call_keras("initializers", "Constant", args)
}

#' Identity initializer
#'
#' A matrix with 1 on its diagonal and 0 elsewhere, so that a layer with as
#' many units as inputs passes its input on. Only for weights with two axes,
#' such as the recurrent kernel of [layer_simple_rnn()], which then remembers
#' well from the start.
#'
#' @param gain Value on the diagonal: a number.
#' @inheritParams object-arguments
#'
#' @inheritSection object-initializers-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @references
#' Q. V. Le, N. Jaitly, G. E. Hinton (2015). A simple way to initialize
#' recurrent networks of rectified linear units.
#' <https://arxiv.org/abs/1504.00941>
#' @family initializers
#' @examplesIf is_keras_available()
#' as.array(initializer_identity(gain = 2)(shape = c(2, 3)))
#' layer_simple_rnn(units = 8, activation = "relu", recurrent_initializer = initializer_identity())
#' @export
initializer_identity <- function(gain = 1, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    gain = check_number(gain)
  )
  call_keras("initializers", "Identity", args)
}

#' Random normal initializer
#'
#' Draws each value from a normal distribution, whatever the size of the layer.
#' With many inputs a fixed standard deviation makes outputs grow from layer to
#' layer; [initializer_he_normal()] and [initializer_glorot_normal()] choose it
#' by the size.
#'
#' @param mean Mean of the distribution: a number.
#' @inheritParams object-initializers-arguments
#' @inheritParams object-arguments
#'
#' @inheritSection object-initializers-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @family initializers
#' @examplesIf is_keras_available()
#' weights <- initializer_random_normal(stddev = 0.01, seed = 1)
#' as.array(weights(shape = c(2, 3)))
#' @export
initializer_random_normal <- function(mean = 0, stddev = 0.05, seed = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    mean = check_number(mean),
    stddev = check_number(stddev, min = 0),
    seed = check_seed(seed)
  )
  call_keras("initializers", "RandomNormal", args)
}

#' Random uniform initializer
#'
#' Draws each value from a uniform distribution between two numbers, whatever
#' the size of the layer: the default of [layer_embedding()].
#' [initializer_glorot_uniform()] chooses the range by the size.
#'
#' @param minval Smallest value: a number.
#' @param maxval Upper limit, which all values are below: a number greater
#'   than `minval`.
#' @inheritParams object-initializers-arguments
#' @inheritParams object-arguments
#'
#' @inheritSection object-initializers-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @family initializers
#' @examplesIf is_keras_available()
#' as.array(initializer_random_uniform(minval = 0, maxval = 1, seed = 1)(shape = c(2, 3)))
#' @export
initializer_random_uniform <- function(minval = -0.05, maxval = 0.05, seed = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    minval = check_number(minval),
    maxval = check_above(maxval, minval),
    seed = check_seed(seed)
  )
  call_keras("initializers", "RandomUniform", args)
}

#' Truncated normal initializer
#'
#' Like [initializer_random_normal()], but values more than two standard
#' deviations from the mean are drawn again, so that no weight starts far from
#' the others.
#'
#' @param mean Mean of the distribution: a number.
#' @param stddev Standard deviation of the distribution before truncation: a
#'   number of at least 0.
#' @inheritParams object-initializers-arguments
#' @inheritParams object-arguments
#'
#' @inheritSection object-initializers-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @family initializers
#' @examplesIf is_keras_available()
#' values <- as.array(initializer_truncated_normal(stddev = 1, seed = 1)(shape = 1000))
#' range(values)
#' @export
initializer_truncated_normal <- function(mean = 0, stddev = 0.05, seed = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    mean = check_number(mean),
    stddev = check_number(stddev, min = 0),
    seed = check_seed(seed)
  )
  call_keras("initializers", "TruncatedNormal", args)
}

#' Variance scaling initializer
#'
#' Draws values with variance `scale / n`, where `n` is the number of inputs of
#' a unit, the number of its outputs, or the mean of both, so that values keep
#' their size as they pass through the layer. [initializer_glorot_uniform()],
#' [initializer_he_normal()] and the like are special cases with a `scale`,
#' `mode` and `distribution` of their own.
#'
#' @details
#' A kernel of shape `(inputs, outputs)` has `inputs` inputs and `outputs`
#' outputs. The kernel of a 2D convolution, of shape `(rows, columns, inputs,
#' outputs)`, has `rows * columns * inputs` inputs and `rows * columns *
#' outputs` outputs.
#'
#' @param scale Factor for the variance: a number greater than 0.
#' @param mode What `n` is: `"fan_in"`, the number of inputs; `"fan_out"`,
#'   the number of outputs; `"fan_avg"`, their mean.
#' @param distribution The distribution to draw from: `"truncated_normal"`, a
#'   normal distribution truncated at two standard deviations and corrected to
#'   have the given variance, which `"normal"` is another name for;
#'   `"untruncated_normal"`; or `"uniform"`.
#' @inheritParams object-initializers-arguments
#' @inheritParams object-arguments
#'
#' @inheritSection object-initializers-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @references
#' X. Glorot, Y. Bengio (2010). Understanding the difficulty of training deep
#' feedforward neural networks. AISTATS.
#' <https://proceedings.mlr.press/v9/glorot10a.html>
#'
#' K. He, X. Zhang, S. Ren, J. Sun (2015). Delving deep into rectifiers:
#' surpassing human-level performance on ImageNet classification.
#' <https://arxiv.org/abs/1502.01852>
#' @family initializers
#' @examplesIf is_keras_available()
#' weights <- initializer_variance_scaling(scale = 2, mode = "fan_out", seed = 1)
#' var(as.vector(as.array(weights(shape = c(100, 50)))))
#' 2 / 50
#' @export
initializer_variance_scaling <- function(scale = 1, mode = "fan_in",
                                         distribution = "truncated_normal", seed = NULL,
                                         input_axes = NULL, output_axes = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    scale = check_positive(scale),
    mode = check_choice(mode, c("fan_in", "fan_out", "fan_avg")),
    distribution = check_choice(
      distribution, c("truncated_normal", "untruncated_normal", "uniform", "normal")
    ),
    seed = check_seed(seed),
    input_axes = as_fan_axes(input_axes, output_axes),
    output_axes = as_fan_axes(output_axes, input_axes)
  )
  call_keras("initializers", "VarianceScaling", args)
}

#' Glorot normal initializer
#'
#' Draws from a truncated normal distribution with variance `2 / (inputs +
#' outputs)`: for layers with `"tanh"`, `"sigmoid"` or no activation, whose
#' outputs and gradients then keep their size. It is also known as Xavier
#' initialisation. For `"relu"` use [initializer_he_normal()].
#'
#' @inheritParams object-initializers-arguments
#' @inheritParams object-arguments
#'
#' @inheritSection object-initializers-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @references
#' X. Glorot, Y. Bengio (2010). Understanding the difficulty of training deep
#' feedforward neural networks. AISTATS.
#' <https://proceedings.mlr.press/v9/glorot10a.html>
#' @family initializers
#' @examplesIf is_keras_available()
#' var(as.vector(as.array(initializer_glorot_normal(seed = 1)(shape = c(100, 50)))))
#' 2 / 150
#' @export
initializer_glorot_normal <- function(seed = NULL, input_axes = NULL, output_axes = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    seed = check_seed(seed),
    input_axes = as_fan_axes(input_axes, output_axes),
    output_axes = as_fan_axes(output_axes, input_axes)
  )
  call_keras("initializers", "GlorotNormal", args)
}

#' Glorot uniform initializer
#'
#' Draws from a uniform distribution between `-limit` and `limit` with `limit =
#' sqrt(6 / (inputs + outputs))`, which has the variance of
#' [initializer_glorot_normal()]: the default for the kernels of most layers.
#'
#' @inheritParams object-initializers-arguments
#' @inheritParams object-arguments
#'
#' @inheritSection object-initializers-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @references
#' X. Glorot, Y. Bengio (2010). Understanding the difficulty of training deep
#' feedforward neural networks. AISTATS.
#' <https://proceedings.mlr.press/v9/glorot10a.html>
#' @family initializers
#' @examplesIf is_keras_available()
#' range(as.array(initializer_glorot_uniform(seed = 1)(shape = c(100, 50))))
#' sqrt(6 / 150)
#' @export
initializer_glorot_uniform <- function(seed = NULL, input_axes = NULL, output_axes = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    seed = check_seed(seed),
    input_axes = as_fan_axes(input_axes, output_axes),
    output_axes = as_fan_axes(output_axes, input_axes)
  )
  call_keras("initializers", "GlorotUniform", args)
}

#' He normal initializer
#'
#' Draws from a truncated normal distribution with variance `2 / inputs`: for
#' layers with `"relu"` and the like, which set about half of their values to
#' 0.
#'
#' @inheritParams object-initializers-arguments
#' @inheritParams object-arguments
#'
#' @inheritSection object-initializers-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @references
#' K. He, X. Zhang, S. Ren, J. Sun (2015). Delving deep into rectifiers:
#' surpassing human-level performance on ImageNet classification.
#' <https://arxiv.org/abs/1502.01852>
#' @family initializers
#' @examplesIf is_keras_available()
#' layer_dense(units = 32, activation = "relu", kernel_initializer = initializer_he_normal())
#' @export
initializer_he_normal <- function(seed = NULL, input_axes = NULL, output_axes = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    seed = check_seed(seed),
    input_axes = as_fan_axes(input_axes, output_axes),
    output_axes = as_fan_axes(output_axes, input_axes)
  )
  call_keras("initializers", "HeNormal", args)
}

#' He uniform initializer
#'
#' Draws from a uniform distribution between `-limit` and `limit` with `limit =
#' sqrt(6 / inputs)`, which has the variance of [initializer_he_normal()].
#'
#' @inheritParams object-initializers-arguments
#' @inheritParams object-arguments
#'
#' @inheritSection object-initializers-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @references
#' K. He, X. Zhang, S. Ren, J. Sun (2015). Delving deep into rectifiers:
#' surpassing human-level performance on ImageNet classification.
#' <https://arxiv.org/abs/1502.01852>
#' @family initializers
#' @examplesIf is_keras_available()
#' range(as.array(initializer_he_uniform(seed = 1)(shape = c(100, 50))))
#' sqrt(6 / 100)
#' @export
initializer_he_uniform <- function(seed = NULL, input_axes = NULL, output_axes = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    seed = check_seed(seed),
    input_axes = as_fan_axes(input_axes, output_axes),
    output_axes = as_fan_axes(output_axes, input_axes)
  )
  call_keras("initializers", "HeUniform", args)
}

#' LeCun normal initializer
#'
#' Draws from a truncated normal distribution with variance `1 / inputs`: for
#' layers with `activation = "selu"`, whose outputs then keep mean 0 and
#' variance 1.
#'
#' @inheritParams object-initializers-arguments
#' @inheritParams object-arguments
#'
#' @inheritSection object-initializers-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @references
#' Y. LeCun, L. Bottou, G. B. Orr, K.-R. Müller (1998). Efficient backprop. In:
#' Neural networks: tricks of the trade. Springer.
#'
#' G. Klambauer, T. Unterthiner, A. Mayr, S. Hochreiter (2017).
#' Self-normalizing neural networks. <https://arxiv.org/abs/1706.02515>
#' @family initializers
#' @examplesIf is_keras_available()
#' layer_dense(units = 32, activation = "selu", kernel_initializer = initializer_lecun_normal())
#' @export
initializer_lecun_normal <- function(seed = NULL, input_axes = NULL, output_axes = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    seed = check_seed(seed),
    input_axes = as_fan_axes(input_axes, output_axes),
    output_axes = as_fan_axes(output_axes, input_axes)
  )
  call_keras("initializers", "LecunNormal", args)
}

#' LeCun uniform initializer
#'
#' Draws from a uniform distribution between `-limit` and `limit` with `limit =
#' sqrt(3 / inputs)`, which has the variance of [initializer_lecun_normal()].
#'
#' @inheritParams object-initializers-arguments
#' @inheritParams object-arguments
#'
#' @inheritSection object-initializers-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @references
#' Y. LeCun, L. Bottou, G. B. Orr, K.-R. Müller (1998). Efficient backprop. In:
#' Neural networks: tricks of the trade. Springer.
#' @family initializers
#' @examplesIf is_keras_available()
#' range(as.array(initializer_lecun_uniform(seed = 1)(shape = c(100, 50))))
#' sqrt(3 / 100)
#' @export
initializer_lecun_uniform <- function(seed = NULL, input_axes = NULL, output_axes = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    seed = check_seed(seed),
    input_axes = as_fan_axes(input_axes, output_axes),
    output_axes = as_fan_axes(output_axes, input_axes)
  )
  call_keras("initializers", "LecunUniform", args)
}

#' Orthogonal initializer
#'
#' Draws a matrix whose rows or columns, whichever are fewer, are orthogonal to
#' each other and have length `gain`. With `gain = 1` a square matrix keeps the
#' length of a vector however often they are multiplied: the default for the
#' recurrent kernels of [layer_lstm()] and [layer_gru()]. Weights with more
#' than two axes are drawn as a matrix with the last axis as its columns and
#' all others as its rows.
#'
#' @inheritParams object-initializers-arguments
#' @inheritParams object-arguments
#'
#' @inheritSection object-initializers-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @references
#' A. M. Saxe, J. L. McClelland, S. Ganguli (2014). Exact solutions to the
#' nonlinear dynamics of learning in deep linear neural networks.
#' <https://arxiv.org/abs/1312.6120>
#' @family initializers
#' @examplesIf is_keras_available()
#' weights <- as.array(initializer_orthogonal(seed = 1)(shape = c(3, 3)))
#' round(crossprod(weights), 3)
#' @export
initializer_orthogonal <- function(gain = 1, seed = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    gain = check_number(gain),
    seed = check_seed(seed)
  )
  call_keras("initializers", "Orthogonal", args)
}

#' Short-time Fourier transform initializer
#'
#' The kernel of a convolution over time that splits a signal into frequencies:
#' cosines or sines, each multiplied by a window. [layer_stft_spectrogram()]
#' uses two such kernels; this initializer is for layers of your own, whose
#' training then starts from there.
#'
#' @details
#' The shape is `(window length, 1, frequencies)`. Windows by name need SciPy
#' in Python.
#'
#' @param side Which part of the transform: `"real"`, cosines, or `"imag"`,
#'   sines.
#' @param window Window that each wave is multiplied by: the name of a SciPy
#'   window, such as `"hann"` or `"hamming"`, a vector of numbers, or `NULL`
#'   for none.
#' @param scaling How the window is scaled: `"density"` divides it by the
#'   root of the sum of its squares, `"spectrum"` by the sum of its absolute
#'   values; `NULL` does not scale it.
#' @param periodic Whether the window is periodic, `TRUE`, or symmetric,
#'   `FALSE`.
#' @inheritParams object-arguments
#'
#' @inheritSection object-initializers-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @family initializers
#' @examplesIf is_keras_available()
#' waves <- initializer_stft("real", window = NULL)
#' round(as.array(waves(shape = c(8, 1, 5)))[, 1, ], 2)
#' @export
initializer_stft <- function(side = "real", window = "hann", scaling = "density", periodic = FALSE,
                             ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    side = check_choice(side, c("real", "imag")),
    window = check_window(window),
    scaling = check_choice(scaling, c("density", "spectrum"), null = TRUE),
    periodic = check_flag(periodic)
  )
  call_keras("initializers", "STFT", args)
}
