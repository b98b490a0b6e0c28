# Written by tools/generate from tools/generate/object/initializers.toml, by `make generate`.

#' What initialisers share
#'
#' @param seed Where the numbers come from: a whole number from 0 to
#'   2147483647, with which every call draws the same ones; an object of
#'   `keras$random$SeedGenerator`, with which each call draws others; `NULL`
#'   takes a seed once, from [set_random_seed()] where that was called.
#' @param gain Factor of all values: a number.
#' @param stddev Standard deviation: a number of at least 0.
#' @param input_axes Axes of the weights that count as inputs, where these
#'   are not as usual: whole numbers counted from 1, negative from the end.
#'   Given together with `output_axes`. `NULL` takes the last axis but one, and
#'   with it those before, which are the window of a convolution.
#' @param output_axes Axes of the weights that count as outputs: whole
#'   numbers counted from 1, negative from the end. Given together with
#'   `input_axes`. `NULL` takes the last axis.
#'
#' @section Use:
#' A layer takes an initialiser as `kernel_initializer` and the like: the
#' object, the function without parentheses, which stands for one with the
#' defaults, or its name in Keras as a string. It is itself a function of a
#' shape: `initializer(shape = c(2, 3), dtype = NULL)` makes a tensor of that
#' shape; `dtype` is a name such as `"float32"`, and `NULL` takes Keras'
#' default for fractions.
#'
#' @name object-initializers-arguments
#' @keywords internal
NULL

#' Start with zeros
#'
#' All values are 0: how biases start as a rule. A kernel of zeros learns
#' nothing, for all units stay alike.
#'
#' @inheritParams object-arguments
#'
#' @inheritSection object-initializers-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @family initialisers
#' @examplesIf is_keras_available()
#' as.array(initializer_zeros()(shape = c(2, 3)))
#' layer_dense(units = 2, bias_initializer = initializer_zeros)
#' @export
initializer_zeros <- function(...) {
  check_no_dots(..., what = "this function")
  args <- list()
  call_keras("initializers", "Zeros", args)
}

#' Start with ones
#'
#' All values are 1: how the scale of [layer_batch_normalization()] starts. For
#' another value take [initializer_constant()].
#'
#' @inheritParams object-arguments
#'
#' @inheritSection object-initializers-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @family initialisers
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

#' Start with one number
#'
#' All values are the same number, such as a bias that starts at the mean of
#' the targets, or at the logarithm of the odds of a rare class, from where
#' training need not find the way.
#'
#' @param value The value: a number.
#' @inheritParams object-arguments
#'
#' @inheritSection object-initializers-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @family initialisers
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

#' Start as the identity
#'
#' A matrix with 1 along its diagonal, so that a layer of as many units as
#' inputs hands on what comes. For weights with two axes alone, such as the
#' recurrent kernel of [layer_simple_rnn()], which then remembers well from the
#' start.
#'
#' @param gain Factor of the diagonal: a number.
#' @inheritParams object-arguments
#'
#' @inheritSection object-initializers-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @references
#' Q. V. Le, N. Jaitly, G. E. Hinton (2015). A simple way to initialize
#' recurrent networks of rectified linear units.
#' <https://arxiv.org/abs/1504.00941>
#' @family initialisers
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

#' Start with numbers of a normal distribution
#'
#' Each value is drawn from a normal distribution, whatever the size of the
#' layer. With many inputs a fixed standard deviation makes outputs grow from
#' layer to layer; [initializer_he_normal()] and [initializer_glorot_normal()]
#' choose it by the size.
#'
#' @param mean Mean of the distribution: a number.
#' @inheritParams object-initializers-arguments
#' @inheritParams object-arguments
#'
#' @inheritSection object-initializers-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @family initialisers
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

#' Start with numbers of a uniform distribution
#'
#' Each value is drawn from between two numbers, all of them equally likely,
#' whatever the size of the layer: how [layer_embedding()] starts.
#' [initializer_glorot_uniform()] chooses the range by the size.
#'
#' @param minval Smallest value: a number.
#' @param maxval Limit of the largest value, which is less: a number above
#'   `minval`.
#' @inheritParams object-initializers-arguments
#' @inheritParams object-arguments
#'
#' @inheritSection object-initializers-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @family initialisers
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

#' Start with numbers of a normal distribution without its ends
#'
#' As [initializer_random_normal()], but a value more than two standard
#' deviations from the mean is drawn again, so that no weight starts far from
#' the others.
#'
#' @param mean Mean of the distribution: a number.
#' @param stddev Standard deviation of the distribution before its ends are
#'   cut off: a number of at least 0.
#' @inheritParams object-initializers-arguments
#' @inheritParams object-arguments
#'
#' @inheritSection object-initializers-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @family initialisers
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

#' Start with a variance that the size of the layer sets
#'
#' Draws values whose variance is `scale / n`, where `n` is the number of
#' inputs of a unit, of its outputs, or the mean of both, so that what passes
#' through the layer keeps its size. [initializer_glorot_uniform()],
#' [initializer_he_normal()] and the like are this with their own `scale`,
#' `mode` and `distribution`.
#'
#' @details
#' A kernel of shape `(inputs, outputs)` has `inputs` inputs; that of a
#' convolution, of shape `(rows, columns, inputs, outputs)`, has `rows *
#' columns * inputs`, and as many times `outputs` outputs.
#'
#' @param scale Factor of the variance: a number above 0.
#' @param mode What `n` is: `"fan_in"`, the number of inputs; `"fan_out"`,
#'   that of outputs; `"fan_avg"`, their mean.
#' @param distribution What is drawn from: `"truncated_normal"`, a normal
#'   distribution without values more than two standard deviations from 0, of
#'   the variance that is asked for all the same, which `"normal"` means, too;
#'   `"untruncated_normal"`, a whole one; `"uniform"`.
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
#' @family initialisers
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

#' Start as Glorot and Bengio do, with a normal distribution
#'
#' Draws from a normal distribution without its ends, of variance `2 /
#' (inputs + outputs)`: for layers with `"tanh"`, `"sigmoid"` or no activation,
#' whose outputs and gradients then keep their size. For `"relu"` take
#' [initializer_he_normal()].
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
#' @family initialisers
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

#' Start as Glorot and Bengio do, with a uniform distribution
#'
#' Draws from between `-limit` and `limit` with `limit = sqrt(6 / (inputs +
#' outputs))`, which is the variance of [initializer_glorot_normal()]: how the
#' kernels of most layers start.
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
#' @family initialisers
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

#' Start as He and others do, with a normal distribution
#'
#' Draws from a normal distribution without its ends, of variance `2 / inputs`:
#' for layers with `"relu"` and the like, which set half of what comes to 0.
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
#' @family initialisers
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

#' Start as He and others do, with a uniform distribution
#'
#' Draws from between `-limit` and `limit` with `limit = sqrt(6 / inputs)`,
#' which is the variance of [initializer_he_normal()].
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
#' @family initialisers
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

#' Start as LeCun and others do, with a normal distribution
#'
#' Draws from a normal distribution without its ends, of variance `1 / inputs`:
#' for layers with `activation = "selu"`, whose outputs then keep mean 0 and
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
#' @family initialisers
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

#' Start as LeCun and others do, with a uniform distribution
#'
#' Draws from between `-limit` and `limit` with `limit = sqrt(3 / inputs)`,
#' which is the variance of [initializer_lecun_normal()].
#'
#' @inheritParams object-initializers-arguments
#' @inheritParams object-arguments
#'
#' @inheritSection object-initializers-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @references
#' Y. LeCun, L. Bottou, G. B. Orr, K.-R. Müller (1998). Efficient backprop. In:
#' Neural networks: tricks of the trade. Springer.
#' @family initialisers
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

#' Start with an orthogonal matrix
#'
#' Rows or columns, whichever are fewer, are of length 1 and at right angles to
#' each other, so that a vector keeps its length however often it is
#' multiplied: how the recurrent kernels of [layer_lstm()] and [layer_gru()]
#' start. Weights with more than two axes are made as a matrix of all axes but
#' the last, by the last.
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
#' @family initialisers
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

#' Start with waves, as the short-time Fourier transform has them
#'
#' The kernel of a convolution along time that takes a signal apart into
#' frequencies: cosines or sines, each multiplied by a window.
#' [layer_stft_spectrogram()] is made of two such convolutions; the initialiser
#' is for a layer of one's own, which may learn on from there.
#'
#' @details
#' The shape is `(length of the window, 1, frequencies)`. Needs Python's SciPy.
#'
#' @param side Which part of the transform: `"real"`, cosines, or `"imag"`,
#'   sines.
#' @param window What each wave is multiplied by: the name of a window of
#'   SciPy, such as `"hann"` or `"hamming"`, a vector of numbers, or `NULL` for
#'   nothing.
#' @param scaling What the window is divided by: `"density"`, the root of the
#'   sum of its squares; `"spectrum"`, the sum of its absolute values; `NULL`,
#'   nothing.
#' @param periodic Whether the window is one period of a function that goes
#'   on: `TRUE` or `FALSE`.
#' @inheritParams object-arguments
#'
#' @inheritSection object-initializers-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @family initialisers
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
