#' Connect every input to every unit
#'
#' The dense (fully connected) layer: `activation(x %*% kernel + bias)` along
#' the last axis. The usual last layer of a classifier, with one unit for each
#' class.
#'
#' @inheritParams layer_spatial_dropout_2d
#' @param units Number of units, the size of the output's last axis: a whole
#'   number of at least 1.
#' @param activation Function applied to the output: a name such as `"relu"` or
#'   `"softmax"`, an R function of a tensor, or a Keras object. `NULL` applies
#'   none.
#' @param use_bias Whether to add a trainable bias: `TRUE` or `FALSE`.
#' @param kernel_initializer,bias_initializer How the weights start: the name of
#'   an initialiser, a function or a Keras object.
#' @param kernel_regularizer,bias_regularizer,activity_regularizer Penalty on
#'   the kernel, the bias or the output, added to the loss: a name such as
#'   `"l2"`, a function or a Keras object. `NULL` adds none.
#' @param kernel_constraint,bias_constraint Projection of the weights after each
#'   update: a name such as `"non_neg"`, a function or a Keras object. `NULL`
#'   leaves them as they are.
#' @param lora_rank Rank of a low-rank update that is trained in place of the
#'   kernel (LoRA): a whole number of at least 1. `NULL` trains the kernel.
#' @param lora_alpha Scale of that update: a whole number of at least 1; the
#'   update is multiplied by `lora_alpha / lora_rank`. `NULL` takes `lora_rank`.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `activity_regularizer`, `autocast`, `input_shape`. Another
#'   name is an error.
#'
#' @section Shapes:
#' Input (examples, ..., features), output (examples, ..., units).
#'
#' @inherit layer_spatial_dropout_2d return
#' @references
#' E. J. Hu et al. (2021). LoRA: low-rank adaptation of large language models.
#' <https://arxiv.org/abs/2106.09685>
#' @family core layers
#' @examplesIf is_keras_available()
#' x <- matrix(rnorm(6), nrow = 2)
#' dim(layer_dense(x, units = 4, activation = "relu"))
#' @export
layer_dense <- function(object, units, activation = NULL, use_bias = TRUE,
                        kernel_initializer = "glorot_uniform", bias_initializer = "zeros",
                        kernel_regularizer = NULL, bias_regularizer = NULL,
                        activity_regularizer = NULL, kernel_constraint = NULL,
                        bias_constraint = NULL, lora_rank = NULL, lora_alpha = NULL, ...) {
  check_object(object)
  args <- list(
    units = as_whole(units, min = 1),
    activation = check_identifier(activation),
    use_bias = check_flag(use_bias),
    kernel_initializer = check_identifier(kernel_initializer),
    bias_initializer = check_identifier(bias_initializer),
    kernel_regularizer = check_identifier(kernel_regularizer),
    bias_regularizer = check_identifier(bias_regularizer),
    activity_regularizer = check_identifier(activity_regularizer),
    kernel_constraint = check_identifier(kernel_constraint),
    bias_constraint = check_identifier(bias_constraint),
    lora_rank = as_whole(lora_rank, min = 1, null = TRUE),
    lora_alpha = as_whole(lora_alpha, min = 1, null = TRUE)
  )
  compose(object, layer_class("Dense"), c(args, check_dots(...)))
}

#' Apply an activation function
#'
#' Applies a function to every element. Most layers take the same function as
#' their `activation` argument; a layer of its own is needed where something,
#' such as [layer_batch_normalization()], stands between.
#'
#' @inheritParams layer_dense
#' @param activation Function to apply: a name such as `"relu"`, an R function
#'   of a tensor, or a Keras object.
#'
#' @section Shapes:
#' Input and output have the same shape.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family core layers
#' @examplesIf is_keras_available()
#' as.array(layer_activation(array(-1:1, 3), "relu"))
#' @export
layer_activation <- function(object, activation, ...) {
  check_object(object)
  args <- list(activation = check_identifier(activation, null = FALSE))
  compose(object, layer_class("Activation"), c(args, check_dots(...)))
}
