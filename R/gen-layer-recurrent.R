# Written by tools/generate from tools/generate/layer/recurrent.toml, by `make generate`.

#' Arguments in common: recurrent layers
#'
#' @param units Number of units: the size of the state and of the output's
#'   last axis, a whole number of at least 1.
#' @param activation Function applied to the new state: a name such as
#'   `"tanh"`, an R function of a tensor, or a Keras object. `NULL` applies
#'   none.
#' @param recurrent_activation Function applied to the gates, which should
#'   give values from 0 to 1: a name such as `"sigmoid"`, an R function of a
#'   tensor, or a Keras object. `NULL` applies none.
#' @param kernel_initializer Initial values of the weights of the input: the
#'   name of an initializer, a function or a Keras object.
#' @param recurrent_initializer Initial values of the weights of the state:
#'   the name of an initializer, a function or a Keras object.
#' @param kernel_regularizer Penalty on the weights of the input, added to
#'   the loss: a name such as `"l2"`, a function or a Keras object. `NULL` adds
#'   none.
#' @param recurrent_regularizer Penalty on the weights of the state, added to
#'   the loss: a name such as `"l2"`, a function or a Keras object. `NULL` adds
#'   none.
#' @param kernel_constraint Projection of the weights of the input after each
#'   update: a name such as `"non_neg"`, a function or a Keras object. `NULL`
#'   leaves them as they are.
#' @param recurrent_constraint Projection of the weights of the state after
#'   each update: a name such as `"non_neg"`, a function or a Keras object.
#'   `NULL` leaves them as they are.
#' @param unit_forget_bias Whether the bias of the forget gate starts at 1,
#'   so that the state is kept at first, and `bias_initializer` sets only the
#'   others: `TRUE` or `FALSE`.
#' @param dropout Fraction of the input's features to drop in training, the
#'   same ones at every step: a number between 0 and 1.
#' @param recurrent_dropout Fraction of the state to drop in training before
#'   it goes into the next step, the same units at every step: a number between
#'   0 and 1. More than 0 rules out the fast kernel for GPUs.
#' @param return_sequences Whether to return the output of every step, as the
#'   next recurrent layer needs it, and not only that of the last one: `TRUE`
#'   or `FALSE`.
#' @param return_state Whether to return the final state too, in a list after
#'   the output: `TRUE` or `FALSE`. A layer in a Sequential model cannot.
#' @param go_backwards Whether to read from the last step to the first:
#'   `TRUE` or `FALSE`. The outputs of the steps then come in the order of
#'   reading.
#' @param stateful Whether each example of a batch starts from the final
#'   state of the example in its place in the batch before: `TRUE` or `FALSE`.
#'   All batches must then have one size, which the input must specify
#'   (`batch_size` of [keras_input()]), and `layer$reset_state()` starts
#'   afresh.
#' @param unroll Whether to unroll the loop over the steps, which is faster
#'   for short sequences and takes more memory: `TRUE` or `FALSE`. The number
#'   of steps must be known.
#' @param use_cudnn Whether to compute with NVIDIA's fast kernel on a GPU:
#'   `"auto"` where possible, `TRUE` always, which is an error where it is
#'   impossible, `FALSE` never.
#' @param seed Seed of the dropout: a whole number from 0 to 2147483647.
#'   `NULL` draws one, which follows from [set_random_seed()] if that was
#'   called.
#'
#' @name layer-recurrent-arguments
#' @keywords internal
NULL

#' Read a sequence with long short-term memory
#'
#' Goes through a sequence step by step and carries along what it has read: an
#' output and, beside it, a cell state that three gates write to, clear and
#' read from, so that something seen long ago can still count. [layer_gru()]
#' has fewer weights and is often as good; [layer_simple_rnn()] forgets after a
#' few steps.
#'
#' @details
#' On a GPU the layer is much faster with `activation = "tanh"`,
#' `recurrent_activation = "sigmoid"`, `use_bias = TRUE`, `recurrent_dropout =
#' 0` and `unroll = FALSE`, the defaults: NVIDIA's fast kernel then computes
#' the whole sequence.
#'
#' Steps that a mask leaves out, such as that of [layer_embedding()] with
#' `mask_zero = TRUE`, leave the state as it is. A state to start from is given
#' in the call of the layer: `layer(x, initial_state = list(output, cell))`.
#'
#' @inheritParams layer-recurrent-arguments
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input (examples, steps, features), output (examples, units), with
#' `return_sequences = TRUE` (examples, steps, units); the final output and
#' cell state, which `return_state = TRUE` adds, (examples, units) each.
#'
#' @returns What [layer_spatial_dropout_2d()] returns; in place of the output
#'   tensor, with `return_state = TRUE`, a list of three: the output, the final
#'   output and the final cell state. Errors have class `lamina_error`.
#' @references
#' S. Hochreiter, J. Schmidhuber (1997). Long short-term memory. Neural
#' Computation 9(8). <https://doi.org/10.1162/neco.1997.9.8.1735>
#'
#' R. Jozefowicz, W. Zaremba, I. Sutskever (2015). An empirical exploration of
#' recurrent network architectures. ICML; on the bias of the forget gate.
#' <https://proceedings.mlr.press/v37/jozefowicz15.html>
#'
#' Y. Gal, Z. Ghahramani (2016). A theoretically grounded application of
#' dropout in recurrent neural networks. <https://arxiv.org/abs/1512.05287>
#' @family recurrent layers
#' @examplesIf is_keras_available()
#' sequences <- array(seq(0, 1, length.out = 24), c(2, 4, 3))
#' dim(layer_lstm(sequences, units = 5))
#' dim(layer_lstm(sequences, units = 5, return_sequences = TRUE))
#' @export
layer_lstm <- function(object, units, activation = "tanh", recurrent_activation = "sigmoid",
                       use_bias = TRUE, kernel_initializer = "glorot_uniform",
                       recurrent_initializer = "orthogonal", bias_initializer = "zeros",
                       unit_forget_bias = TRUE, kernel_regularizer = NULL,
                       recurrent_regularizer = NULL, bias_regularizer = NULL,
                       activity_regularizer = NULL, kernel_constraint = NULL,
                       recurrent_constraint = NULL, bias_constraint = NULL, dropout = 0,
                       recurrent_dropout = 0, seed = NULL, return_sequences = FALSE,
                       return_state = FALSE, go_backwards = FALSE, stateful = FALSE, unroll = FALSE,
                       use_cudnn = "auto", ...) {
  outcome <- check_object(object)
  keywords <- check_dots(..., also = "implementation")
  args <- list(
    units = as_whole(units, min = 1),
    activation = check_activation(activation),
    recurrent_activation = check_activation(recurrent_activation),
    use_bias = check_flag(use_bias),
    kernel_initializer = check_initializer(kernel_initializer),
    recurrent_initializer = check_initializer(recurrent_initializer),
    bias_initializer = check_initializer(bias_initializer),
    unit_forget_bias = check_flag(unit_forget_bias),
    kernel_regularizer = check_regularizer(kernel_regularizer),
    recurrent_regularizer = check_regularizer(recurrent_regularizer),
    bias_regularizer = check_regularizer(bias_regularizer),
    activity_regularizer = check_regularizer(activity_regularizer),
    kernel_constraint = check_constraint(kernel_constraint),
    recurrent_constraint = check_constraint(recurrent_constraint),
    bias_constraint = check_constraint(bias_constraint),
    dropout = check_number(dropout, min = 0, max = 1),
    recurrent_dropout = check_number(recurrent_dropout, min = 0, max = 1),
    seed = as_seed(seed),
    return_sequences = check_flag(return_sequences),
    return_state = check_flag(return_state),
    go_backwards = check_flag(go_backwards),
    stateful = check_flag(stateful),
    unroll = check_flag(unroll),
    use_cudnn = check_auto_flag(use_cudnn)
  )
  compose(object, outcome, keras_object("layers", "LSTM"), c(args, keywords))
}

#' Read a sequence with gated recurrent units
#'
#' Goes through a sequence step by step and carries along a state: one gate
#' says how much of it is replaced at each step, another how much of it the new
#' state is computed from. [layer_lstm()] keeps a second state and has a third
#' more weights; the two are often equally good.
#'
#' @details
#' On a GPU the layer is much faster with `activation = "tanh"`,
#' `recurrent_activation = "sigmoid"`, `use_bias = TRUE`, `recurrent_dropout =
#' 0`, `unroll = FALSE` and `reset_after = TRUE`, the defaults: NVIDIA's fast
#' kernel then computes the whole sequence.
#'
#' Steps that a mask leaves out, such as that of [layer_embedding()] with
#' `mask_zero = TRUE`, leave the state as it is. A state to start from is given
#' in the call of the layer: `layer(x, initial_state = state)`.
#'
#' @param reset_after Whether the reset gate acts after the multiplication
#'   with the weights of the state, as the fast kernel does, and not before it,
#'   as in the paper: `TRUE` or `FALSE`. `TRUE` has a second bias.
#' @inheritParams layer-recurrent-arguments
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input (examples, steps, features), output (examples, units), with
#' `return_sequences = TRUE` (examples, steps, units); the final state, which
#' `return_state = TRUE` adds, (examples, units).
#'
#' @returns What [layer_spatial_dropout_2d()] returns; in place of the output
#'   tensor, with `return_state = TRUE`, a list of two: the output and the
#'   final state. Errors have class `lamina_error`.
#' @references
#' K. Cho et al. (2014). Learning phrase representations using RNN
#' encoder-decoder for statistical machine translation.
#' <https://arxiv.org/abs/1406.1078>
#'
#' Y. Gal, Z. Ghahramani (2016). A theoretically grounded application of
#' dropout in recurrent neural networks. <https://arxiv.org/abs/1512.05287>
#' @family recurrent layers
#' @examplesIf is_keras_available()
#' sequences <- array(seq(0, 1, length.out = 24), c(2, 4, 3))
#' dim(layer_gru(sequences, units = 5))
#' both <- layer_gru(sequences, units = 5, return_sequences = TRUE, return_state = TRUE)
#' lapply(both, dim)
#' @export
layer_gru <- function(object, units, activation = "tanh", recurrent_activation = "sigmoid",
                      use_bias = TRUE, kernel_initializer = "glorot_uniform",
                      recurrent_initializer = "orthogonal", bias_initializer = "zeros",
                      kernel_regularizer = NULL, recurrent_regularizer = NULL,
                      bias_regularizer = NULL, activity_regularizer = NULL,
                      kernel_constraint = NULL, recurrent_constraint = NULL, bias_constraint = NULL,
                      dropout = 0, recurrent_dropout = 0, seed = NULL, return_sequences = FALSE,
                      return_state = FALSE, go_backwards = FALSE, stateful = FALSE, unroll = FALSE,
                      reset_after = TRUE, use_cudnn = "auto", ...) {
  outcome <- check_object(object)
  keywords <- check_dots(..., also = "implementation")
  args <- list(
    units = as_whole(units, min = 1),
    activation = check_activation(activation),
    recurrent_activation = check_activation(recurrent_activation),
    use_bias = check_flag(use_bias),
    kernel_initializer = check_initializer(kernel_initializer),
    recurrent_initializer = check_initializer(recurrent_initializer),
    bias_initializer = check_initializer(bias_initializer),
    kernel_regularizer = check_regularizer(kernel_regularizer),
    recurrent_regularizer = check_regularizer(recurrent_regularizer),
    bias_regularizer = check_regularizer(bias_regularizer),
    activity_regularizer = check_regularizer(activity_regularizer),
    kernel_constraint = check_constraint(kernel_constraint),
    recurrent_constraint = check_constraint(recurrent_constraint),
    bias_constraint = check_constraint(bias_constraint),
    dropout = check_number(dropout, min = 0, max = 1),
    recurrent_dropout = check_number(recurrent_dropout, min = 0, max = 1),
    seed = as_seed(seed),
    return_sequences = check_flag(return_sequences),
    return_state = check_flag(return_state),
    go_backwards = check_flag(go_backwards),
    stateful = check_flag(stateful),
    unroll = check_flag(unroll),
    reset_after = check_flag(reset_after),
    use_cudnn = check_auto_flag(use_cudnn)
  )
  compose(object, outcome, keras_object("layers", "GRU"), c(args, keywords))
}

#' Read a sequence with a plain recurrent layer
#'
#' Goes through a sequence step by step; at each, the output is `activation()`
#' of a weighted sum of the step and of the output before. Without gates it is
#' small and quick, yet learns little from what lies more than a few steps
#' back: there [layer_gru()] or [layer_lstm()] is better.
#'
#' @details
#' Steps that a mask leaves out, such as that of [layer_embedding()] with
#' `mask_zero = TRUE`, leave the state as it is. A state to start from is given
#' in the call of the layer: `layer(x, initial_state = state)`.
#'
#' @param activation Function applied to the output: a name such as `"tanh"`,
#'   an R function of a tensor, or a Keras object. `NULL` applies none.
#' @param dropout Fraction of the input's features to drop in training, the
#'   same ones at every step: a number between 0 and 1.
#' @param recurrent_dropout Fraction of the state to drop in training before
#'   it goes into the next step, the same units at every step: a number between
#'   0 and 1.
#' @inheritParams layer-recurrent-arguments
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input (examples, steps, features), output (examples, units), with
#' `return_sequences = TRUE` (examples, steps, units); the final state, which
#' `return_state = TRUE` adds, (examples, units).
#'
#' @returns What [layer_spatial_dropout_2d()] returns; in place of the output
#'   tensor, with `return_state = TRUE`, a list of two: the output and the
#'   final state. Errors have class `lamina_error`.
#' @references
#' J. L. Elman (1990). Finding structure in time. Cognitive Science 14(2).
#' <https://doi.org/10.1207/s15516709cog1402_1>
#' @family recurrent layers
#' @examplesIf is_keras_available()
#' # Weights of 1 and no activation: a running sum.
#' sequence <- array(1:4, c(1, 4, 1))
#' as.array(layer_simple_rnn(
#'   sequence, units = 1, activation = NULL, kernel_initializer = "ones",
#'   recurrent_initializer = "ones", return_sequences = TRUE
#' ))[1, , 1]
#' @export
layer_simple_rnn <- function(object, units, activation = "tanh", use_bias = TRUE,
                             kernel_initializer = "glorot_uniform",
                             recurrent_initializer = "orthogonal", bias_initializer = "zeros",
                             kernel_regularizer = NULL, recurrent_regularizer = NULL,
                             bias_regularizer = NULL, activity_regularizer = NULL,
                             kernel_constraint = NULL, recurrent_constraint = NULL,
                             bias_constraint = NULL, dropout = 0, recurrent_dropout = 0,
                             return_sequences = FALSE, return_state = FALSE, go_backwards = FALSE,
                             stateful = FALSE, unroll = FALSE, seed = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    units = as_whole(units, min = 1),
    activation = check_activation(activation),
    use_bias = check_flag(use_bias),
    kernel_initializer = check_initializer(kernel_initializer),
    recurrent_initializer = check_initializer(recurrent_initializer),
    bias_initializer = check_initializer(bias_initializer),
    kernel_regularizer = check_regularizer(kernel_regularizer),
    recurrent_regularizer = check_regularizer(recurrent_regularizer),
    bias_regularizer = check_regularizer(bias_regularizer),
    activity_regularizer = check_regularizer(activity_regularizer),
    kernel_constraint = check_constraint(kernel_constraint),
    recurrent_constraint = check_constraint(recurrent_constraint),
    bias_constraint = check_constraint(bias_constraint),
    dropout = check_number(dropout, min = 0, max = 1),
    recurrent_dropout = check_number(recurrent_dropout, min = 0, max = 1),
    return_sequences = check_flag(return_sequences),
    return_state = check_flag(return_state),
    go_backwards = check_flag(go_backwards),
    stateful = check_flag(stateful),
    unroll = check_flag(unroll),
    seed = as_seed(seed)
  )
  compose(object, outcome, keras_object("layers", "SimpleRNN"), c(args, keywords))
}

#' Read a series of sequences, images or volumes with a convolutional LSTM
#'
#' A [layer_lstm()] whose every step is a sequence, an image or a volume: input
#' and state go through convolutions in place of dense weights, so that what is
#' remembered stays where it was seen.
#'
#' `layer_conv_lstm_1d()` is for signals from several places over time,
#' `layer_conv_lstm_2d()` for video, radar and other maps that change with
#' time, `layer_conv_lstm_3d()` for scans of one volume over time, which needs
#' much memory and computing time. Where the order of images hardly matters,
#' [layer_conv_3d()] is faster.
#'
#' @details
#' The convolution of the state has a step of 1, no dilation, and pads its
#' edges, so that the state keeps its size. The lengths of the axes must be
#' known in advance. A state to start from is given in the call of the layer:
#' `layer(x, initial_state = list(output, cell))`.
#'
#' @param filters Number of filters, which is the number of channels of the
#'   state and of the output: a whole number of at least 1.
#' @param strides Step of the window over the input: a whole number of at
#'   least 1, or one for each axis.
#' @param dilation_rate Distance between the elements of the window over the
#'   input: a whole number of at least 1, or one for each axis. 1 is an
#'   ordinary convolution; only one of `strides` and `dilation_rate` may be
#'   larger.
#' @param dropout Fraction of the input to drop in training, the same
#'   elements at every step: a number between 0 and 1.
#' @param recurrent_dropout Fraction of the state to drop in training before
#'   it goes into the next step, the same elements at every step: a number
#'   between 0 and 1.
#' @param unroll Whether to unroll the loop over the steps, which is faster
#'   for short series and takes more memory: `TRUE` or `FALSE`. The number of
#'   steps must be known. `NULL` is `FALSE`.
#' @inheritParams layer-recurrent-arguments
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input (examples, time steps, axes, channels), output (examples, new axes,
#' filters), with `return_sequences = TRUE` (examples, time steps, new axes,
#' filters). With `data_format = "channels_first"` channels and filters stand
#' before the axes. The final output and cell state, which `return_state =
#' TRUE` adds, have the shape of the output of one step.
#'
#' The axes are, of sequences, steps; of images, rows and columns; of volumes,
#' x, y and z.
#'
#' @returns What [layer_spatial_dropout_2d()] returns; in place of the output
#'   tensor, with `return_state = TRUE`, a list of three: the output, the final
#'   output and the final cell state. Errors have class `lamina_error`.
#' @references
#' X. Shi et al. (2015). Convolutional LSTM network: a machine learning
#' approach for precipitation nowcasting. <https://arxiv.org/abs/1506.04214>.
#' The gates here do not look at the cell state; in the paper they do.
#' @family recurrent layers
#' @examplesIf is_keras_available()
#' series <- array(seq(0, 1, length.out = 24), c(1, 3, 8, 1))
#' dim(layer_conv_lstm_1d(series, filters = 2, kernel_size = 3))
#'
#' video <- array(seq(0, 1, length.out = 108), c(1, 3, 6, 6, 1))
#' dim(layer_conv_lstm_2d(video, filters = 2, kernel_size = 3, padding = "same"))
#'
#' scans <- array(seq(0, 1, length.out = 128), c(1, 2, 4, 4, 4, 1))
#' dim(layer_conv_lstm_3d(scans, filters = 2, kernel_size = 2))
#' @export
layer_conv_lstm_2d <- function(object, filters, kernel_size, strides = 1L, padding = "valid",
                               data_format = NULL, dilation_rate = 1L, activation = "tanh",
                               recurrent_activation = "sigmoid", use_bias = TRUE,
                               kernel_initializer = "glorot_uniform",
                               recurrent_initializer = "orthogonal", bias_initializer = "zeros",
                               unit_forget_bias = TRUE, kernel_regularizer = NULL,
                               recurrent_regularizer = NULL, bias_regularizer = NULL,
                               activity_regularizer = NULL, kernel_constraint = NULL,
                               recurrent_constraint = NULL, bias_constraint = NULL, dropout = 0,
                               recurrent_dropout = 0, seed = NULL, return_sequences = FALSE,
                               return_state = FALSE, go_backwards = FALSE, stateful = FALSE, ...,
                               unroll = NULL) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    filters = as_whole(filters, min = 1),
    kernel_size = as_wholes(kernel_size, n = 2, min = 1),
    strides = as_wholes(strides, n = 2, min = 1),
    padding = check_padding(padding),
    data_format = check_data_format(data_format),
    dilation_rate = as_wholes(dilation_rate, n = 2, min = 1),
    activation = check_activation(activation),
    recurrent_activation = check_activation(recurrent_activation),
    use_bias = check_flag(use_bias),
    kernel_initializer = check_initializer(kernel_initializer),
    recurrent_initializer = check_initializer(recurrent_initializer),
    bias_initializer = check_initializer(bias_initializer),
    unit_forget_bias = check_flag(unit_forget_bias),
    kernel_regularizer = check_regularizer(kernel_regularizer),
    recurrent_regularizer = check_regularizer(recurrent_regularizer),
    bias_regularizer = check_regularizer(bias_regularizer),
    activity_regularizer = check_regularizer(activity_regularizer),
    kernel_constraint = check_constraint(kernel_constraint),
    recurrent_constraint = check_constraint(recurrent_constraint),
    bias_constraint = check_constraint(bias_constraint),
    dropout = check_number(dropout, min = 0, max = 1),
    recurrent_dropout = check_number(recurrent_dropout, min = 0, max = 1),
    seed = as_seed(seed),
    return_sequences = check_flag(return_sequences),
    return_state = check_flag(return_state),
    go_backwards = check_flag(go_backwards),
    stateful = check_flag(stateful)
  )
  if (!is.null(unroll)) args$unroll <- check_flag(unroll)
  compose(object, outcome, keras_object("layers", "ConvLSTM2D"), c(args, keywords))
}

#' @rdname layer_conv_lstm_2d
#' @export
layer_conv_lstm_1d <- function(object, filters, kernel_size, strides = 1L, padding = "valid",
                               data_format = NULL, dilation_rate = 1L, activation = "tanh",
                               recurrent_activation = "sigmoid", use_bias = TRUE,
                               kernel_initializer = "glorot_uniform",
                               recurrent_initializer = "orthogonal", bias_initializer = "zeros",
                               unit_forget_bias = TRUE, kernel_regularizer = NULL,
                               recurrent_regularizer = NULL, bias_regularizer = NULL,
                               activity_regularizer = NULL, kernel_constraint = NULL,
                               recurrent_constraint = NULL, bias_constraint = NULL, dropout = 0,
                               recurrent_dropout = 0, seed = NULL, return_sequences = FALSE,
                               return_state = FALSE, go_backwards = FALSE, stateful = FALSE, ...,
                               unroll = NULL) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    filters = as_whole(filters, min = 1),
    kernel_size = as_wholes(kernel_size, n = 1, min = 1),
    strides = as_wholes(strides, n = 1, min = 1),
    padding = check_padding(padding),
    data_format = check_data_format(data_format),
    dilation_rate = as_wholes(dilation_rate, n = 1, min = 1),
    activation = check_activation(activation),
    recurrent_activation = check_activation(recurrent_activation),
    use_bias = check_flag(use_bias),
    kernel_initializer = check_initializer(kernel_initializer),
    recurrent_initializer = check_initializer(recurrent_initializer),
    bias_initializer = check_initializer(bias_initializer),
    unit_forget_bias = check_flag(unit_forget_bias),
    kernel_regularizer = check_regularizer(kernel_regularizer),
    recurrent_regularizer = check_regularizer(recurrent_regularizer),
    bias_regularizer = check_regularizer(bias_regularizer),
    activity_regularizer = check_regularizer(activity_regularizer),
    kernel_constraint = check_constraint(kernel_constraint),
    recurrent_constraint = check_constraint(recurrent_constraint),
    bias_constraint = check_constraint(bias_constraint),
    dropout = check_number(dropout, min = 0, max = 1),
    recurrent_dropout = check_number(recurrent_dropout, min = 0, max = 1),
    seed = as_seed(seed),
    return_sequences = check_flag(return_sequences),
    return_state = check_flag(return_state),
    go_backwards = check_flag(go_backwards),
    stateful = check_flag(stateful)
  )
  if (!is.null(unroll)) args$unroll <- check_flag(unroll)
  compose(object, outcome, keras_object("layers", "ConvLSTM1D"), c(args, keywords))
}

#' @rdname layer_conv_lstm_2d
#' @export
layer_conv_lstm_3d <- function(object, filters, kernel_size, strides = 1L, padding = "valid",
                               data_format = NULL, dilation_rate = 1L, activation = "tanh",
                               recurrent_activation = "sigmoid", use_bias = TRUE,
                               kernel_initializer = "glorot_uniform",
                               recurrent_initializer = "orthogonal", bias_initializer = "zeros",
                               unit_forget_bias = TRUE, kernel_regularizer = NULL,
                               recurrent_regularizer = NULL, bias_regularizer = NULL,
                               activity_regularizer = NULL, kernel_constraint = NULL,
                               recurrent_constraint = NULL, bias_constraint = NULL, dropout = 0,
                               recurrent_dropout = 0, seed = NULL, return_sequences = FALSE,
                               return_state = FALSE, go_backwards = FALSE, stateful = FALSE, ...,
                               unroll = NULL) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    filters = as_whole(filters, min = 1),
    kernel_size = as_wholes(kernel_size, n = 3, min = 1),
    strides = as_wholes(strides, n = 3, min = 1),
    padding = check_padding(padding),
    data_format = check_data_format(data_format),
    dilation_rate = as_wholes(dilation_rate, n = 3, min = 1),
    activation = check_activation(activation),
    recurrent_activation = check_activation(recurrent_activation),
    use_bias = check_flag(use_bias),
    kernel_initializer = check_initializer(kernel_initializer),
    recurrent_initializer = check_initializer(recurrent_initializer),
    bias_initializer = check_initializer(bias_initializer),
    unit_forget_bias = check_flag(unit_forget_bias),
    kernel_regularizer = check_regularizer(kernel_regularizer),
    recurrent_regularizer = check_regularizer(recurrent_regularizer),
    bias_regularizer = check_regularizer(bias_regularizer),
    activity_regularizer = check_regularizer(activity_regularizer),
    kernel_constraint = check_constraint(kernel_constraint),
    recurrent_constraint = check_constraint(recurrent_constraint),
    bias_constraint = check_constraint(bias_constraint),
    dropout = check_number(dropout, min = 0, max = 1),
    recurrent_dropout = check_number(recurrent_dropout, min = 0, max = 1),
    seed = as_seed(seed),
    return_sequences = check_flag(return_sequences),
    return_state = check_flag(return_state),
    go_backwards = check_flag(go_backwards),
    stateful = check_flag(stateful)
  )
  if (!is.null(unroll)) args$unroll <- check_flag(unroll)
  compose(object, outcome, keras_object("layers", "ConvLSTM3D"), c(args, keywords))
}

#' Read a sequence in both directions
#'
#' Runs one recurrent layer from the first step to the last and a second one,
#' with weights of its own, from the last to the first, and puts the two
#' outputs together: every step then knows what comes after it as well. It
#' needs the whole sequence, so it cannot forecast step by step.
#'
#' @param layer The recurrent layer that reads forwards, such as
#'   `layer_lstm(units = 8)`. It is copied, so that its own weights do not
#'   change.
#' @param merge_mode How the outputs of the two directions become one:
#'   `"concat"` puts them one after the other, `"sum"`, `"ave"` and `"mul"`
#'   take their sum, mean or product. `NULL` returns both, in a list.
#' @param weights A list of arrays or `NULL`, accepted for the sake of older
#'   code; Keras 3 does not use it. Set weights with [set_weights()].
#' @param backward_layer The recurrent layer that reads backwards, with
#'   `go_backwards = TRUE` and the same `return_sequences`, `return_state` and
#'   `stateful` as `layer`. `NULL` copies `layer` and reverses it.
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input (examples, steps, features), output (examples, units), where the
#' layers return sequences (examples, steps, units); with `merge_mode =
#' "concat"` the last axis is twice as long, with `NULL` there are two such
#' outputs.
#'
#' @returns What [layer_spatial_dropout_2d()] returns; in place of the output
#'   tensor a list of two where `merge_mode` is `NULL`, and, where the layers
#'   return their state, a list with the final states of both directions after
#'   the output. Errors have class `lamina_error`.
#' @references
#' M. Schuster, K. K. Paliwal (1997). Bidirectional recurrent neural networks.
#' IEEE Transactions on Signal Processing 45(11).
#' <https://doi.org/10.1109/78.650093>
#' @family recurrent layers
#' @examplesIf is_keras_available()
#' sequences <- array(seq(0, 1, length.out = 24), c(2, 4, 3))
#' dim(layer_bidirectional(sequences, layer_gru(units = 5)))
#' dim(layer_bidirectional(sequences, layer_gru(units = 5), merge_mode = "sum"))
#' @export
layer_bidirectional <- function(object, layer, merge_mode = "concat", weights = NULL,
                                backward_layer = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    layer = check_layer(layer),
    merge_mode = check_choice(merge_mode, c("concat", "sum", "ave", "mul"), null = TRUE),
    weights = check_arrays(weights),
    backward_layer = check_layer(backward_layer, null = TRUE)
  )
  compose(object, outcome, keras_object("layers", "Bidirectional"), c(args, keywords))
}

#' Apply one layer to every step of a sequence
#'
#' Calls the same layer, with the same weights, on each step by itself: a
#' convolution on every image of a video, say, before a recurrent layer reads
#' the results. [layer_dense()] needs no such wrapper, because it acts along
#' the last axis anyway.
#'
#' @param layer The layer to apply, such as `layer_conv_2d(filters = 8,
#'   kernel_size = 3)`. It takes one tensor and returns one.
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input (examples, steps, ...), where (examples, ...) is what `layer` takes;
#' output (examples, steps, ...), where (examples, ...) is what it returns.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family recurrent layers
#' @examplesIf is_keras_available()
#' video <- array(seq(0, 1, length.out = 72), c(1, 2, 6, 6, 1))
#' dim(layer_time_distributed(video, layer_conv_2d(filters = 3, kernel_size = 3)))
#' @export
layer_time_distributed <- function(object, layer, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    layer = check_layer(layer)
  )
  compose(object, outcome, keras_object("layers", "TimeDistributed"), c(args, keywords))
}

#' Read a sequence with a cell of your choice
#'
#' Runs a cell, which computes one step from the input and the state, along a
#' sequence. With the cells [rnn_cell_lstm()], [rnn_cell_gru()] and
#' [rnn_cell_simple()] it gives what [layer_lstm()], [layer_gru()] and
#' [layer_simple_rnn()] give, which are faster on a GPU; it is there for
#' several cells on top of one another and for cells of your own.
#'
#' @details
#' A cell of your own is a Python object with a method `call(inputs, states)`,
#' which returns the output and the new states, and an attribute `state_size`,
#' a whole number or several of them; a Keras layer is the usual choice.
#'
#' Steps that a mask leaves out leave the state as it is.
#'
#' @param cell The cell, such as `rnn_cell_gru(units = 8)`, or a list of
#'   cells, each of which reads the output of the one before
#'   ([rnn_cells_stack()]).
#' @param zero_output_for_mask Whether the output of a step that a mask
#'   leaves out is 0, rather than that of the step before, where
#'   `return_sequences` is `TRUE`: `TRUE` or `FALSE`.
#' @inheritParams layer-recurrent-arguments
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input (examples, steps, ...), where (examples, ...) is what the cell takes;
#' output (examples, units), with `return_sequences = TRUE` (examples, steps,
#' units), where the units are those of the last cell.
#'
#' @returns What [layer_spatial_dropout_2d()] returns; in place of the output
#'   tensor, with `return_state = TRUE`, a list of the output and the final
#'   states of each cell. Errors have class `lamina_error`.
#' @family recurrent layers
#' @examplesIf is_keras_available()
#' sequences <- array(seq(0, 1, length.out = 24), c(2, 4, 3))
#' dim(layer_rnn(sequences, rnn_cell_gru(units = 5)))
#' two <- list(rnn_cell_lstm(units = 5), rnn_cell_gru(units = 2))
#' dim(layer_rnn(sequences, two, return_sequences = TRUE))
#' @export
layer_rnn <- function(object, cell, return_sequences = FALSE, return_state = FALSE,
                      go_backwards = FALSE, stateful = FALSE, unroll = FALSE,
                      zero_output_for_mask = FALSE, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    cell = check_cells(cell, one = TRUE),
    return_sequences = check_flag(return_sequences),
    return_state = check_flag(return_state),
    go_backwards = check_flag(go_backwards),
    stateful = check_flag(stateful),
    unroll = check_flag(unroll),
    zero_output_for_mask = check_flag(zero_output_for_mask)
  )
  compose(object, outcome, keras_object("layers", "RNN"), c(args, keywords))
}
