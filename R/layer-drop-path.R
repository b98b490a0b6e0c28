#' Drop the branches of a residual network
#'
#' A block of a residual network adds a branch to what came in. This layer stands at the end of
#' the branch, before [layer_add()], and drops it in training: for some examples the branch counts
#' nothing, and they go on as they came. Over many steps this trains networks of many depths at
#' once, which regularises deep ones (stochastic depth). Ordinary dropout switches off single
#' numbers, [layer_spatial_dropout_2d()] feature maps, this layer all that an example has.
#'
#' In training all numbers of an example are set to zero together with probability `rate`, and
#' those of the others are multiplied by `1 / (1 - rate)`, which keeps the expected value. What is
#' dropped is exactly zero, even where the input is infinite or not a number. At inference, or with
#' `rate = 0`, the input comes back unchanged; `rate = 1` gives zeros.
#'
#' With `mode = "batch"` one draw counts for all examples of a batch, as in Huang et al.
#' [layer_stochastic_depth()] then does not even compute the branch. [predict_mc_dropout()] draws
#' for each example and draw with `mode = "example"`; with `mode = "batch"` all examples share the
#' draw of a sample, whatever `batch_size` is.
#'
#' A saved model opens in Python where `import lamina` came before; [without_dropout()] makes a
#' copy that opens without lamina.
#'
#' @inheritParams layer_spatial_dropout_2d
#' @param rate Probability with which a branch is dropped: a number between 0 and 1, both allowed.
#'   [drop_path_rates()] gives one for each block. Or a rate that changes in training: a schedule
#'   or an R function of the step, see [dropout_schedule_linear()].
#' @param mode For whom a draw counts: `"example"` or `"batch"`.
#' @section Shapes:
#' Input (examples, ...) with any number of axes, output the same.
#'
#' @returns What [layer_spatial_dropout_2d()] returns. Errors have class `lamina_error`.
#' @references
#' G. Huang, Y. Sun, Z. Liu, D. Sedra, K. Weinberger (2016). Deep networks with stochastic depth.
#' ECCV. <https://arxiv.org/abs/1603.09382>
#'
#' G. Larsson, M. Maire, G. Shakhnarovich (2017). FractalNet: Ultra-deep neural networks without
#' residuals. ICLR. <https://arxiv.org/abs/1605.07648>
#' @family regularisation layers
#' @examplesIf is_keras_available()
#' input <- keras_input(c(8, 8, 4))
#' branch <- input |>
#'   layer_conv_2d(4, 3, padding = "same", activation = "relu") |>
#'   layer_drop_path(0.2)
#' model <- keras_model(input, layer_add(input, branch))
#'
#' # Examples are dropped whole.
#' drop <- layer_drop_path(rate = 0.5, seed = 1)
#' as.array(drop(matrix(1, 4, 3), training = TRUE))
#' @export
layer_drop_path <- function(object, rate, mode = "example", seed = NULL, name = NULL, dtype = NULL,
                            ...) {
  check_no_dots(..., what = "this layer")
  outcome <- check_object(object)
  args <- drop_path_args(rate, mode, seed, name, dtype)
  compose(object, outcome, keras_object("lamina", "DropPath"), args)
}

drop_path_args <- function(rate, mode, seed, name, dtype, call = caller_env()) {
  list(
    rate = as_rate(rate, call = call),
    mode = check_choice(mode, c("example", "batch"), call = call),
    seed = as_seed(seed, call = call),
    name = check_name(name, call = call),
    dtype = check_dtype(dtype, floats = TRUE, call = call)
  )
}

#' Rates for the blocks of a residual network
#'
#' The usual rule for [layer_drop_path()] and [layer_stochastic_depth()]: the first block is never
#' dropped, the last one with `rate`, and the rates between grow in equal steps, since later blocks
#' build on what the first ones find.
#'
#' @param rate Rate of the last block: a number between 0 and 1.
#' @param depths Number of blocks, a whole number; or numbers of blocks, one for each stage of the
#'   network.
#' @param ... Not used.
#' @returns A vector with a rate for each block. Where `depths` has several numbers, or is a list, a
#'   list of such vectors, one for each stage; the rates grow on from stage to stage. A single block
#'   has rate 0. Errors have class `lamina_error`.
#' @references
#' G. Huang, Y. Sun, Z. Liu, D. Sedra, K. Weinberger (2016). Deep networks with stochastic depth.
#' ECCV, section 3. <https://arxiv.org/abs/1603.09382>
#' @family regularisation layers
#' @examples
#' drop_path_rates(0.2, 5)
#' drop_path_rates(0.2, c(2, 2, 3))
#' @export
drop_path_rates <- function(rate, depths, ...) {
  check_no_dots(..., what = "this function")
  rate <- check_number(rate, min = 0, max = 1)
  counts <- unlist(as_whole_list(depths, min = 1))
  total <- sum(counts)
  rates <- rate * ((seq_len(total) - 1) / max(total - 1, 1))
  if (length(counts) == 1L && !is.list(depths)) return(rates)
  unname(split(rates, rep(seq_along(counts), counts)))
}
