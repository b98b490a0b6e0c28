# Written by tools/generate from tools/generate/layer/attention.toml, by `make generate`.

#' Arguments in common: attention layers
#'
#' @param seed Seed of the dropout: a whole number from 0 to 2147483647.
#'   `NULL` draws one, which follows from [set_random_seed()] if that was
#'   called.
#' @param dropout Fraction of the attention weights to drop in training: a
#'   number between 0 and 1.
#' @param kernel_initializer Initial values of the weights of the
#'   projections: the name of an initializer, a function or a Keras object.
#' @param bias_initializer Initial values of the biases of the projections:
#'   the name of an initializer, a function or a Keras object.
#' @param kernel_regularizer Penalty on the weights of the projections, added
#'   to the loss: a name such as `"l2"`, a function or a Keras object. `NULL`
#'   adds none.
#' @param bias_regularizer Penalty on the biases of the projections, added to
#'   the loss: a name such as `"l2"`, a function or a Keras object. `NULL` adds
#'   none.
#' @param activity_regularizer Penalty on the output of the projections,
#'   added to the loss: a name such as `"l2"`, a function or a Keras object.
#'   `NULL` adds none.
#' @param kernel_constraint Projection of the weights of the projections
#'   after each update: a name such as `"non_neg"`, a function or a Keras
#'   object. `NULL` leaves them as they are.
#' @param bias_constraint Projection of the biases of the projections after
#'   each update: a name such as `"non_neg"`, a function or a Keras object.
#'   `NULL` leaves them as they are.
#' @param use_bias Whether the projections add a trainable bias: `TRUE` or
#'   `FALSE`.
#' @param flash_attention Whether to compute in blocks that need less memory
#'   (flash attention), for which there must be a suitable GPU and a `dropout`
#'   of 0. `TRUE` is an error where that is impossible; `NULL` and `FALSE`
#'   follow the setting of Keras ([config_enable_flash_attention()]), and
#'   without one use it where possible.
#' @param sliding_window How far each step of the query looks: at steps of
#'   the value less than this many steps away, on both sides. A whole number of
#'   at least 1; `NULL` looks at all.
#' @param use_gate Whether to multiply the output of each head by a gate
#'   between 0 and 1 that is computed from the query, with weights of its own:
#'   `TRUE` or `FALSE`.
#'
#' @name layer-attention-arguments
#' @keywords internal
NULL

#' Look up values by the similarity of keys
#'
#' Compares each step of a query with the steps of a key and returns a mean of
#' the value's steps, in which those with the best matching key weigh most.
#' This is how a decoder looks back at the words that matter now. It has hardly
#' any weights; [layer_multi_head_attention()] first projects its inputs by
#' weights that it learns, several times side by side.
#'
#' @details
#' The call of the layer takes further arguments: `return_attention_scores =
#' TRUE` also returns the weights that the values got; `use_causal_mask = TRUE`
#' hides steps of the value that come later than the step of the query.
#'
#' @param object What the layer is composed with: a list of query, value and,
#'   where it differs from the value, key, all tensors or arrays; `NULL` or
#'   missing returns the layer itself.
#' @param use_scale Whether a trainable number, 1 at first, scales the
#'   similarity: `TRUE` or `FALSE`.
#' @param score_mode How similarity is measured: `"dot"` by the dot product
#'   of query and key, `"concat"` by the sum of the elements of `tanh(query +
#'   key)`, times a trainable number.
#' @inheritParams layer-attention-arguments
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Query (examples, query steps, features), value (examples, value steps, value
#' features), key (examples, value steps, features); output (examples, query
#' steps, value features).
#'
#' @inherit layer_spatial_dropout_2d return
#' @references
#' M.-T. Luong, H. Pham, C. D. Manning (2015). Effective approaches to
#' attention-based neural machine translation.
#' <https://arxiv.org/abs/1508.04025>
#' @family attention layers
#' @examplesIf is_keras_available()
#' query <- array(c(10, 0), c(1, 1, 2))
#' value <- array(c(1, 0, 0, 1), c(1, 2, 2))
#' round(as.array(layer_attention(list(query, value))), 3)
#' @export
layer_attention <- function(object, use_scale = FALSE, score_mode = "dot", dropout = 0, seed = NULL,
                            ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    use_scale = check_flag(use_scale),
    score_mode = check_choice(score_mode, c("dot", "concat")),
    dropout = check_number(dropout, min = 0, max = 1),
    seed = as_seed(seed)
  )
  compose(object, outcome, keras_object("layers", "Attention"), c(args, keywords))
}

#' Look up values by keys that are added to the query
#'
#' For each step of a query, returns a mean of a value's steps, in which the
#' steps weigh most whose key gives the largest weighted sum of `tanh(query +
#' key)`. [layer_attention()] compares by a dot product instead, which needs
#' less memory and time.
#'
#' @details
#' The call of the layer takes further arguments: `return_attention_scores =
#' TRUE` also returns the weights that the values got; `use_causal_mask = TRUE`
#' hides steps of the value that come later than the step of the query.
#'
#' @param object What the layer is composed with: a list of query, value and,
#'   where it differs from the value, key, all tensors or arrays; `NULL` or
#'   missing returns the layer itself.
#' @param use_scale Whether the sum has trainable weights, one for each
#'   feature, or weights of 1: `TRUE` or `FALSE`.
#' @inheritParams layer-attention-arguments
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Query (examples, query steps, features), value (examples, value steps, value
#' features), key (examples, value steps, features); output (examples, query
#' steps, value features).
#'
#' @inherit layer_spatial_dropout_2d return
#' @references
#' D. Bahdanau, K. Cho, Y. Bengio (2014). Neural machine translation by jointly
#' learning to align and translate. <https://arxiv.org/abs/1409.0473>
#' @family attention layers
#' @examplesIf is_keras_available()
#' query <- array(c(1, 0), c(1, 1, 2))
#' value <- array(c(1, 0, 0, 1), c(1, 2, 2))
#' dim(layer_additive_attention(list(query, value)))
#' @export
layer_additive_attention <- function(object, use_scale = TRUE, dropout = 0, seed = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    use_scale = check_flag(use_scale),
    dropout = check_number(dropout, min = 0, max = 1),
    seed = as_seed(seed)
  )
  compose(object, outcome, keras_object("layers", "AdditiveAttention"), c(args, keywords))
}

#' Attend with several heads
#'
#' The attention of transformers: query, key and value are projected by trained
#' weights, once for each head; each head looks up its values by the similarity
#' of query and key, and the outputs of the heads are projected to one output.
#' In this way each step collects what it needs from anywhere in the sequence,
#' several things at a time. The layer does not see the order of the steps:
#' encode positions first. [layer_group_query_attention()] lets several heads
#' share keys and values, which saves memory in large models.
#'
#' @details
#' The call of the layer takes further arguments: `return_attention_scores =
#' TRUE` also returns the weights that the values got in each head;
#' `use_causal_mask = TRUE` hides steps of the value that come later than the
#' step of the query; `attention_mask`, a logical array (examples, query steps,
#' value steps), says what each may look at.
#'
#' A Sequential model passes on one tensor, but query and value are needed:
#' start from [keras_input()].
#'
#' @param inputs What the layer is composed with: a list of query, value and,
#'   where it differs from the value, key, all tensors or arrays; or one tensor
#'   that attends to itself, being query and value; `NULL` or missing returns
#'   the layer itself.
#' @param num_heads Number of heads: a whole number of at least 1.
#' @param key_dim Size of the projected query and key in each head: a whole
#'   number of at least 1. Often the number of features divided by `num_heads`.
#' @param value_dim Size of the projected value in each head: a whole number
#'   of at least 1. `NULL` uses `key_dim`.
#' @param output_shape Shape that replaces the last axis of the query in the
#'   output: a whole number of at least 1, or a vector of them. `NULL` keeps
#'   that axis.
#' @param attention_axes The axes of steps to attend along: a whole number,
#'   or a vector of them. 1 is the first axis after the batch axis, so the
#'   numbers are those of Python; negative numbers count from the end, the
#'   features included, and 0 is an error. `NULL` uses all between batch and
#'   features.
#' @inheritParams layer-attention-arguments
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Query (examples, query steps, features), value and key (examples, value
#' steps, features), which may have other numbers of features; output
#' (examples, query steps, features) as the query, or with the last axis
#' replaced by `output_shape`. There may be several axes of steps.
#'
#' @returns The output tensor; without `inputs` the layer, a function of
#'   query, value and key. Errors have class `lamina_error`.
#' @references
#' A. Vaswani et al. (2017). Attention is all you need.
#' <https://arxiv.org/abs/1706.03762>
#'
#' Z. Qiu et al. (2025). Gated attention for large language models:
#' non-linearity, sparsity, and attention-sink-free.
#' <https://arxiv.org/abs/2505.06708>; on `use_gate`.
#'
#' I. Beltagy, M. E. Peters, A. Cohan (2020). Longformer: the long-document
#' transformer. <https://arxiv.org/abs/2004.05150>; on `sliding_window`.
#' @family attention layers
#' @examplesIf is_keras_available()
#' sequences <- array(seq(0, 1, length.out = 24), c(2, 3, 4))
#' dim(layer_multi_head_attention(sequences, num_heads = 2, key_dim = 5))
#' query <- array(seq(0, 1, length.out = 8), c(2, 1, 4))
#' dim(layer_multi_head_attention(list(query, sequences), num_heads = 2, key_dim = 5))
#' @export
layer_multi_head_attention <- function(inputs, num_heads, key_dim, value_dim = NULL, dropout = 0,
                                       use_bias = TRUE, output_shape = NULL, attention_axes = NULL,
                                       flash_attention = NULL,
                                       kernel_initializer = "glorot_uniform",
                                       bias_initializer = "zeros", kernel_regularizer = NULL,
                                       bias_regularizer = NULL, activity_regularizer = NULL,
                                       kernel_constraint = NULL, bias_constraint = NULL,
                                       seed = NULL, sliding_window = NULL, use_gate = FALSE, ...) {
  outcome <- check_object(inputs)
  keywords <- check_dots(...)
  args <- list(
    num_heads = as_whole(num_heads, min = 1),
    key_dim = as_whole(key_dim, min = 1),
    value_dim = as_whole(value_dim, min = 1, null = TRUE),
    dropout = check_number(dropout, min = 0, max = 1),
    use_bias = check_flag(use_bias),
    output_shape = as_shape(output_shape, null = TRUE),
    attention_axes = as_inner_axes(attention_axes, null = TRUE),
    flash_attention = check_flag(flash_attention, null = TRUE),
    kernel_initializer = check_initializer(kernel_initializer),
    bias_initializer = check_initializer(bias_initializer),
    kernel_regularizer = check_regularizer(kernel_regularizer),
    bias_regularizer = check_regularizer(bias_regularizer),
    activity_regularizer = check_regularizer(activity_regularizer),
    kernel_constraint = check_constraint(kernel_constraint),
    bias_constraint = check_constraint(bias_constraint),
    seed = as_seed(seed),
    sliding_window = as_whole(sliding_window, min = 1, null = TRUE),
    use_gate = check_flag(use_gate)
  )
  compose(inputs, outcome, keras_object("layers", "MultiHeadAttention"), c(args, keywords),
          spread = TRUE)
}

#' Attend with heads that share keys and values
#'
#' [layer_multi_head_attention()] whose heads are split into groups, each of
#' which has one key and one value: nearly as good, with fewer weights and much
#' less to keep in memory when text is generated. One group is multi-query
#' attention; as many groups as heads is multi-head attention.
#'
#' @details
#' The call of the layer takes further arguments: `return_attention_scores =
#' TRUE` also returns the weights that the values got in each head;
#' `use_causal_mask = TRUE` hides steps of the value that come later than the
#' step of the query; `attention_mask`, a logical array (examples, query steps,
#' value steps), says what each may look at.
#'
#' A Sequential model passes on one tensor, but query and value are needed:
#' start from [keras_input()].
#'
#' @param object What the layer is composed with: a list of query, value and,
#'   where it differs from the value, key, all tensors or arrays; or one tensor
#'   that attends to itself, being query and value; `NULL` or missing returns
#'   the layer itself.
#' @param head_dim Size of the projected query, key and value in each head: a
#'   whole number of at least 1.
#' @param num_query_heads Number of heads: a whole number of at least 1.
#' @param num_key_value_heads Number of groups, each with a key and a value
#'   of its own: a whole number of at least 1 that divides `num_query_heads`.
#' @inheritParams layer-attention-arguments
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Query (examples, query steps, features), value and key (examples, value
#' steps, features), which may have other numbers of features; output
#' (examples, query steps, features) as the query.
#'
#' @returns The output tensor; without `object` the layer, a function of
#'   query, value and key. Errors have class `lamina_error`.
#' @references
#' J. Ainslie et al. (2023). GQA: training generalized multi-query transformer
#' models from multi-head checkpoints. <https://arxiv.org/abs/2305.13245>
#'
#' Z. Qiu et al. (2025). Gated attention for large language models:
#' non-linearity, sparsity, and attention-sink-free.
#' <https://arxiv.org/abs/2505.06708>; on `use_gate`.
#'
#' I. Beltagy, M. E. Peters, A. Cohan (2020). Longformer: the long-document
#' transformer. <https://arxiv.org/abs/2004.05150>; on `sliding_window`.
#' @family attention layers
#' @examplesIf is_keras_available()
#' sequences <- array(seq(0, 1, length.out = 24), c(2, 3, 4))
#' attended <- layer_group_query_attention(
#'   sequences, head_dim = 5, num_query_heads = 4, num_key_value_heads = 2
#' )
#' dim(attended)
#' @export
layer_group_query_attention <- function(object, head_dim, num_query_heads, num_key_value_heads,
                                        dropout = 0, use_bias = TRUE, flash_attention = NULL,
                                        kernel_initializer = "glorot_uniform",
                                        bias_initializer = "zeros", kernel_regularizer = NULL,
                                        bias_regularizer = NULL, activity_regularizer = NULL,
                                        kernel_constraint = NULL, bias_constraint = NULL,
                                        seed = NULL, sliding_window = NULL, use_gate = FALSE, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    head_dim = as_whole(head_dim, min = 1),
    num_query_heads = as_whole(num_query_heads, min = 1),
    num_key_value_heads = as_whole(num_key_value_heads, min = 1),
    dropout = check_number(dropout, min = 0, max = 1),
    use_bias = check_flag(use_bias),
    flash_attention = check_flag(flash_attention, null = TRUE),
    kernel_initializer = check_initializer(kernel_initializer),
    bias_initializer = check_initializer(bias_initializer),
    kernel_regularizer = check_regularizer(kernel_regularizer),
    bias_regularizer = check_regularizer(bias_regularizer),
    activity_regularizer = check_regularizer(activity_regularizer),
    kernel_constraint = check_constraint(kernel_constraint),
    bias_constraint = check_constraint(bias_constraint),
    seed = as_seed(seed),
    sliding_window = as_whole(sliding_window, min = 1, null = TRUE),
    use_gate = check_flag(use_gate)
  )
  compose(object, outcome, keras_object("layers", "GroupQueryAttention"), c(args, keywords),
          spread = TRUE)
}
