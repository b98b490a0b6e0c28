# Written by tools/generate from tools/generate/operation/nn-sequences.toml, by `make generate`.

#' Scaled dot product attention
#'
#' Each query looks at all keys: the more alike they are, the more of the value
#' of the key it gets. `softmax(query key^T * scale + bias) value`, for each
#' head by itself. [layer_multi_head_attention()] does it with weights that it
#' learns.
#'
#' @param query Queries: a tensor or an array with four axes.
#' @param key Keys, of the same shape but for their number.
#' @param value Values, one for each key: a tensor or an array of numbers.
#' @param bias What is added to the scores: a tensor or an array that can be
#'   broadcast to (examples, heads, queries, keys), or `NULL`.
#' @param mask Which keys each query may see: `TRUE` and `FALSE`, in a tensor
#'   or an array that can be broadcast to (examples, heads, queries, keys), or
#'   `NULL` for all. PyTorch takes `mask` or `bias`, not both.
#' @param scale What the scores are multiplied by: a number, or `NULL` for
#'   one over the square root of the number of features.
#' @param is_causal Whether each query sees only keys up to its own place:
#'   `TRUE` or `FALSE`.
#' @param flash_attention Whether to use a way to compute it that needs less
#'   memory, on a GPU with 16 bits: `TRUE`, which is an error where that cannot
#'   be, `FALSE`, or `NULL` for where it can.
#' @param attn_logits_soft_cap A limit that scores approach, a number greater
#'   than 0, or `NULL` for none. Keras has it on TPUs alone, with JAX, and
#'   would pass it over elsewhere, which is an error here.
#' @inheritParams operation-arguments
#'
#' @section Shapes:
#' `query` (examples, queries, heads, features), `key` and `value` (examples,
#' keys, heads, features); the result has the shape of `query`. Where `key` has
#' fewer heads, each serves several of `query`.
#'
#' @returns A tensor. Errors have class `lamina_error`.
#' @references
#' A. Vaswani, N. Shazeer, N. Parmar, J. Uszkoreit, L. Jones, A. N. Gomez, L.
#' Kaiser, I. Polosukhin (2017). Attention is all you need.
#' <https://arxiv.org/abs/1706.03762>
#' @family neural network operations
#' @seealso [layer_multi_head_attention()]
#' @examplesIf is_keras_available()
#' query <- array(rnorm(12), c(1, 3, 1, 4))
#' seen <- op_dot_product_attention(query, query, query, is_causal = TRUE)
#' dim(seen)
#' @export
op_dot_product_attention <- function(query, key, value, bias = NULL, mask = NULL, scale = NULL,
                                     is_causal = FALSE, flash_attention = NULL,
                                     attn_logits_soft_cap = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    query = as_float_operand(query),
    key = as_float_operand(key, beside = query),
    value = check_attention(as_float_operand(value, beside = query), query, key),
    bias = if (!is.null(bias)) as_float_operand(bias, beside = query),
    mask = if (!is.null(mask)) as_operand(mask),
    scale = check_number(scale, null = TRUE),
    is_causal = check_flag(is_causal),
    flash_attention = check_flag(flash_attention, null = TRUE),
    attn_logits_soft_cap = check_soft_cap(attn_logits_soft_cap)
  )
  call_operation("dot_product_attention", args, fit = "attention")
}

#' Connectionist temporal classification (CTC) loss
#'
#' Compares a short sequence of labels, such as letters, with scores at many
#' steps, such as those of a recording, without being told which step belongs
#' to which label. [loss_ctc()] is for the `loss` of a model.
#'
#' @details
#' Labels count from 0, as in keras3: they are the places of classes in the
#' last axis of `output`, the first being 0. `mask_index` counts from 1.
#'
#' @param target Labels, counted from 0: a matrix of whole numbers, a row for
#'   each example; what is behind `target_length` is not looked at.
#' @param output Logits, numbers of any size: a tensor or an array with three
#'   axes.
#' @param target_length Number of labels of each example: whole numbers.
#' @param output_length Number of steps of each example: whole numbers.
#' @param mask_index The class that stands for no label, by its place among
#'   the classes, counted from 1: a whole number.
#' @inheritParams operation-arguments
#'
#' @section Shapes:
#' `target` (examples, labels), `output` (examples, steps, classes); the result
#' (examples).
#'
#' @returns A tensor. Errors have class `lamina_error`.
#' @references
#' A. Graves, S. Fernandez, F. Gomez, J. Schmidhuber (2006). Connectionist
#' temporal classification: labelling unsegmented sequence data with recurrent
#' neural networks. <https://www.cs.toronto.edu/~graves/icml_2006.pdf>
#' @family neural network operations
#' @seealso [op_ctc_decode()], [loss_ctc()]
#' @examplesIf is_keras_available()
#' output <- array(rnorm(30), c(2, 5, 3))
#' target <- matrix(c(1, 2, 2, 1), 2)
#' op_ctc_loss(target, output, target_length = c(2, 2), output_length = c(5, 5))
#' @export
op_ctc_loss <- function(target, output, target_length, output_length, mask_index = 1L, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    target = as_class_operand(target, classes_in(output)),
    output = as_float_operand(output),
    target_length = as_whole_operand(target_length, vector = TRUE),
    output_length = as_whole_operand(output_length, vector = TRUE),
    mask_index = as_whole(mask_index, min = 1) - 1L
  )
  call_operation("ctc_loss", args, fit = "sequences", mended = TRUE)
}

#' Decode the output of a CTC model
#'
#' Finds the most probable sequence of labels in scores at many steps, as a
#' model that was trained by [op_ctc_loss()] gives them.
#'
#' @details
#' Labels count from 0, as in keras3; `mask_index` counts from 1.
#'
#' @param inputs Logits, numbers of any size: a tensor or an array (examples,
#'   steps, classes).
#' @param sequence_lengths Number of steps of each example: whole numbers.
#' @param strategy `"greedy"` takes the best class of each step,
#'   `"beam_search"` follows several sequences.
#' @param beam_width How many sequences a beam search follows: a whole number
#'   of at least 1.
#' @param top_paths How many sequences a beam search gives: a whole number of
#'   at least 1.
#' @param merge_repeated Whether a greedy search takes a label that is
#'   repeated without a pause for one: `TRUE` or `FALSE`.
#' @param mask_index The class that stands for no label, by its place among
#'   the classes, counted from 1: a whole number.
#' @inheritParams operation-arguments
#'
#' @returns A list of two: `sequences`, labels (sequences, examples, steps),
#'   with -1 behind the last; and `scores`, (examples, sequences), of a beam
#'   search the logarithm of the probability, of a greedy search the negative
#'   sum of the logits. Errors have class `lamina_error`.
#' @references
#' A. Graves, S. Fernandez, F. Gomez, J. Schmidhuber (2006). Connectionist
#' temporal classification: labelling unsegmented sequence data with recurrent
#' neural networks. <https://www.cs.toronto.edu/~graves/icml_2006.pdf>
#' @family neural network operations
#' @seealso [op_ctc_loss()]
#' @examplesIf is_keras_available()
#' logits <- array(0, c(1, 5, 3))
#' for (step in 1:5) logits[1, step, c(2, 2, 1, 3, 3)[step]] <- 10
#' op_ctc_decode(logits, 5)$sequences
#' @export
op_ctc_decode <- function(inputs, sequence_lengths, strategy = "greedy", beam_width = 100L,
                          top_paths = 1L, merge_repeated = TRUE, mask_index = 1L, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    inputs = as_float_operand(inputs),
    sequence_lengths = as_whole_operand(sequence_lengths, vector = TRUE),
    strategy = check_choice(strategy, c("greedy", "beam_search")),
    beam_width = as_whole(beam_width, min = 1),
    top_paths = as_whole(top_paths, min = 1),
    merge_repeated = check_flag(merge_repeated),
    mask_index = as_whole(mask_index, min = 1) - 1L
  )
  call_operation_parts("ctc_decode", args, names = c("sequences", "scores"), mended = TRUE)
}
