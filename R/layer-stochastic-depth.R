#' Add a branch, and now and then leave it out
#'
#' A block of a residual network as one layer: it returns its input and what `branch` makes of it,
#' added, and leaves the branch out with probability `rate` in training (stochastic depth). With
#' `mode = "batch"` it does so for all examples of a batch, and then the branch is not computed:
#' with `rate = 0.5` up to half of the time of the branch is saved, forward and backward.
#' What the branch keeps, such as the averages of a batch normalisation or the seeds of dropout,
#' stays as it is then, and its weights get gradients of 0.
#'
#' A branch that stays is multiplied by `1 / (1 - rate)` in training, which keeps the expected
#' value, and by nothing at inference, when it is always added. (Huang et al. multiply by `1 - rate`
#' at inference instead, which comes to the same.) With the same seed [layer_drop_path()] drops the
#' same. The branch is computed and left out with [mirrored()], whose devices meet in it, and where
#' convolutions are compiled for a processor on JAX, where a condition makes them slow.
#'
#' [predict_mc_dropout()] draws for each example and draw with `mode = "example"`; with
#' `mode = "batch"` all examples share the draw of a sample, whatever `batch_size` is.
#'
#' A saved model opens in Python where `import lamina` came before; in the copy that
#' [without_dropout()] makes, a model of the branch and an addition stands in its place.
#'
#' @inheritParams layer_spatial_dropout_2d
#' @param branch A layer or model that takes a tensor and returns one of the same shape, such as
#'   `keras_model_sequential() |> layer_dense(8, "relu") |> layer_dense(4)`. Where a block changes
#'   the shape, use [layer_drop_path()] and [layer_add()].
#' @param rate Probability with which the branch is left out: a number between 0 and 1, both
#'   allowed. [drop_path_rates()] gives one for each block. Or a rate that changes in training: a
#'   schedule or an R function of the step, see [dropout_schedule_linear()].
#' @param mode For whom a draw counts: `"batch"`, or `"example"`, where the branch is computed for
#'   all examples and dropped as by [layer_drop_path()].
#' @param dtype Dtype of the sum, such as `"float32"`, or a policy, such as `"mixed_float16"`.
#'   `NULL` uses the default of Keras. The branch has its own.
#' @section Shapes:
#' Input (examples, ...), as `branch` takes it, output the same.
#'
#' @returns What [layer_spatial_dropout_2d()] returns. Errors have class `lamina_error`.
#' @references
#' G. Huang, Y. Sun, Z. Liu, D. Sedra, K. Weinberger (2016). Deep networks with stochastic depth.
#' ECCV. <https://arxiv.org/abs/1603.09382>
#' @family regularisation layers
#' @examplesIf is_keras_available()
#' model <- keras_model_sequential(input_shape = c(8, 8, 4))
#' for (rate in drop_path_rates(0.5, 3)) {
#'   branch <- keras_model_sequential() |>
#'     layer_conv_2d(4, 3, padding = "same") |>
#'     layer_batch_normalization() |>
#'     layer_activation("relu")
#'   model |> layer_stochastic_depth(branch, rate)
#' }
#' model
#' @export
layer_stochastic_depth <- function(object, branch, rate, mode = "batch", seed = NULL, name = NULL,
                                   dtype = NULL, ...) {
  check_no_dots(..., what = "this layer")
  outcome <- check_object(object)
  args <- c(
    list(branch = check_layer(branch)),
    drop_path_args(rate, mode, seed, name, dtype)
  )
  compose(object, outcome, keras_object("lamina", "StochasticDepth"), args)
}
