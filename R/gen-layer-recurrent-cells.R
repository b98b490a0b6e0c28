# Written by tools/generate from tools/generate/layer/recurrent-cells.toml, by `make generate`.

#' One step of long short-term memory
#'
#' The cell of [layer_lstm()], which computes one step: for [layer_rnn()],
#' alone or in a list of cells. For whole sequences with this cell alone use
#' [layer_lstm()], which is faster on a GPU.
#'
#' @inheritParams layer-recurrent-arguments
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Step (examples, features); state: output and cell state, a list of two
#' (examples, units); output (examples, units).
#'
#' @returns The cell, a Keras layer: a function of one step and a list of the
#'   output and the cell state before it, which returns the new output and a
#'   list of the new states. Errors have class `lamina_error`.
#' @references
#' S. Hochreiter, J. Schmidhuber (1997). Long short-term memory. Neural
#' Computation 9(8). <https://doi.org/10.1162/neco.1997.9.8.1735>
#' @family recurrent layers
#' @examplesIf is_keras_available()
#' cell <- rnn_cell_lstm(units = 2)
#' sequences <- array(seq(0, 1, length.out = 24), c(2, 4, 3))
#' dim(layer_rnn(sequences, cell))
#' @export
rnn_cell_lstm <- function(units, activation = "tanh", recurrent_activation = "sigmoid",
                          use_bias = TRUE, kernel_initializer = "glorot_uniform",
                          recurrent_initializer = "orthogonal", bias_initializer = "zeros",
                          unit_forget_bias = TRUE, kernel_regularizer = NULL,
                          recurrent_regularizer = NULL, bias_regularizer = NULL,
                          kernel_constraint = NULL, recurrent_constraint = NULL,
                          bias_constraint = NULL, dropout = 0, recurrent_dropout = 0, seed = NULL,
                          ...) {
  keywords <- check_dots(...)
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
    kernel_constraint = check_constraint(kernel_constraint),
    recurrent_constraint = check_constraint(recurrent_constraint),
    bias_constraint = check_constraint(bias_constraint),
    dropout = check_number(dropout, min = 0, max = 1),
    recurrent_dropout = check_number(recurrent_dropout, min = 0, max = 1),
    seed = as_seed(seed)
  )
  compose(NULL, "returned", keras_object("layers", "LSTMCell"), c(args, keywords))
}

#' One step of gated recurrent units
#'
#' The cell of [layer_gru()], which computes one step: for [layer_rnn()], alone
#' or in a list of cells. For whole sequences with this cell alone use
#' [layer_gru()], which is faster on a GPU.
#'
#' @param reset_after Whether the reset gate acts after the multiplication
#'   with the weights of the state, and not before it, as in the paper: `TRUE`
#'   or `FALSE`. `TRUE` has a second bias.
#' @inheritParams layer-recurrent-arguments
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Step (examples, features); state and output (examples, units).
#'
#' @returns The cell, a Keras layer: a function of one step and of the state
#'   before it, which returns the output and the new state. Errors have class
#'   `lamina_error`.
#' @references
#' K. Cho et al. (2014). Learning phrase representations using RNN
#' encoder-decoder for statistical machine translation.
#' <https://arxiv.org/abs/1406.1078>
#' @family recurrent layers
#' @examplesIf is_keras_available()
#' cell <- rnn_cell_gru(units = 2)
#' sequences <- array(seq(0, 1, length.out = 24), c(2, 4, 3))
#' dim(layer_rnn(sequences, cell))
#' @export
rnn_cell_gru <- function(units, activation = "tanh", recurrent_activation = "sigmoid",
                         use_bias = TRUE, kernel_initializer = "glorot_uniform",
                         recurrent_initializer = "orthogonal", bias_initializer = "zeros",
                         kernel_regularizer = NULL, recurrent_regularizer = NULL,
                         bias_regularizer = NULL, kernel_constraint = NULL,
                         recurrent_constraint = NULL, bias_constraint = NULL, dropout = 0,
                         recurrent_dropout = 0, reset_after = TRUE, seed = NULL, ...) {
  keywords <- check_dots(...)
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
    kernel_constraint = check_constraint(kernel_constraint),
    recurrent_constraint = check_constraint(recurrent_constraint),
    bias_constraint = check_constraint(bias_constraint),
    dropout = check_number(dropout, min = 0, max = 1),
    recurrent_dropout = check_number(recurrent_dropout, min = 0, max = 1),
    reset_after = check_flag(reset_after),
    seed = as_seed(seed)
  )
  compose(NULL, "returned", keras_object("layers", "GRUCell"), c(args, keywords))
}

#' One step of a plain recurrent layer
#'
#' The cell of [layer_simple_rnn()], which computes one step: for
#' [layer_rnn()], alone or in a list of cells.
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
#' Step (examples, features); state and output (examples, units).
#'
#' @returns The cell, a Keras layer: a function of one step and of the state
#'   before it, which returns the output and the new state. Errors have class
#'   `lamina_error`.
#' @references
#' J. L. Elman (1990). Finding structure in time. Cognitive Science 14(2).
#' <https://doi.org/10.1207/s15516709cog1402_1>
#' @family recurrent layers
#' @examplesIf is_keras_available()
#' cell <- rnn_cell_simple(units = 2)
#' sequences <- array(seq(0, 1, length.out = 24), c(2, 4, 3))
#' dim(layer_rnn(sequences, cell))
#' @export
rnn_cell_simple <- function(units, activation = "tanh", use_bias = TRUE,
                            kernel_initializer = "glorot_uniform",
                            recurrent_initializer = "orthogonal", bias_initializer = "zeros",
                            kernel_regularizer = NULL, recurrent_regularizer = NULL,
                            bias_regularizer = NULL, kernel_constraint = NULL,
                            recurrent_constraint = NULL, bias_constraint = NULL, dropout = 0,
                            recurrent_dropout = 0, seed = NULL, ...) {
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
    kernel_constraint = check_constraint(kernel_constraint),
    recurrent_constraint = check_constraint(recurrent_constraint),
    bias_constraint = check_constraint(bias_constraint),
    dropout = check_number(dropout, min = 0, max = 1),
    recurrent_dropout = check_number(recurrent_dropout, min = 0, max = 1),
    seed = as_seed(seed)
  )
  compose(NULL, "returned", keras_object("layers", "SimpleRNNCell"), c(args, keywords))
}

#' Stack recurrent cells
#'
#' Makes one cell of several, each of which reads the output of the one before
#' at the same step: a [layer_rnn()] of it is a recurrent network of several
#' layers that goes through the sequence once. [layer_rnn()] also takes the
#' list of cells itself.
#'
#' @param cells A list of cells, from the one that reads the input to the one
#'   that gives the output, such as `list(rnn_cell_gru(units = 8),
#'   rnn_cell_gru(units = 4))`.
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Step (examples, features), output (examples, units), where the units are
#' those of the last cell.
#'
#' @returns The cell, a Keras layer: a function of one step and of a list
#'   with the state of each cell before it, which returns the output and the
#'   new states. Errors have class `lamina_error`.
#' @family recurrent layers
#' @examplesIf is_keras_available()
#' stack <- rnn_cells_stack(list(rnn_cell_gru(units = 5), rnn_cell_gru(units = 2)))
#' sequences <- array(seq(0, 1, length.out = 24), c(2, 4, 3))
#' dim(layer_rnn(sequences, stack))
#' @export
rnn_cells_stack <- function(cells, ...) {
  keywords <- check_dots(...)
  args <- list(
    cells = check_cells(cells)
  )
  compose(NULL, "returned", keras_object("layers", "StackedRNNCells"), c(args, keywords))
}
