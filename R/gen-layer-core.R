# Written by tools/generate from tools/generate/layer/core.toml, by `make generate`.

#' Arguments in common: core layers
#'
#' @param embeddings_initializer Initial values of the table: the name of an
#'   initializer, a function or a Keras object.
#' @param embeddings_regularizer Penalty on the table, added to the loss: a
#'   name such as `"l2"`, a function or a Keras object. `NULL` adds none.
#' @param embeddings_constraint Projection of the table after each update: a
#'   name such as `"unit_norm"`, a function or a Keras object. `NULL` leaves it
#'   as it is.
#' @param input_dim Number of rows of the table, one for each index from 0
#'   on: a whole number of at least 1, greater than the largest index.
#' @param output_dim Length of the vectors: a whole number of at least 1.
#' @param mask_zero Whether index 0 is padding that later layers are to skip:
#'   `TRUE` or `FALSE`. With `TRUE`, real indices start at 1 and `input_dim` is
#'   one more than their number.
#'
#' @name layer-core-arguments
#' @keywords internal
NULL

#' Connect every input to every unit
#'
#' The dense (fully connected) layer: `activation(x %*% kernel + bias)` along
#' the last axis. The usual last layer of a classifier, with one unit for each
#' class. An input with more axes is treated position by position with the same
#' weights; [layer_einsum_dense()] sums over other axes.
#'
#' @param lora_alpha Scale of that update: a whole number of at least 1, for
#'   a factor of `lora_alpha / lora_rank`. `NULL` uses `lora_rank`. Keras
#'   3.15.1 goes back to `lora_rank` when the layer is built; set
#'   `layer$lora_alpha` after that.
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input (examples, ..., features), output (examples, ..., units).
#'
#' The weights are the kernel, (features, units), and the bias, (units).
#'
#' @inherit layer_spatial_dropout_2d return
#' @references
#' E. J. Hu et al. (2021). LoRA: low-rank adaptation of large language models.
#' <https://arxiv.org/abs/2106.09685>
#' @family core layers
#' @examplesIf is_keras_available()
#' x <- matrix(rnorm(6), nrow = 2)
#' dim(layer_dense(x, units = 4, activation = "relu"))
#'
#' # 1 + 2 + 3 and a bias of 1, in both units
#' sums <- layer_dense(units = 2, kernel_initializer = "ones", bias_initializer = "ones")
#' as.array(sums(matrix(c(1, 2, 3), 1)))
#' @export
layer_dense <- function(object, units, activation = NULL, use_bias = TRUE,
                        kernel_initializer = "glorot_uniform", bias_initializer = "zeros",
                        kernel_regularizer = NULL, bias_regularizer = NULL,
                        activity_regularizer = NULL, kernel_constraint = NULL,
                        bias_constraint = NULL, lora_rank = NULL, lora_alpha = NULL,
                        quantization_config = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    units = as_whole(units, min = 1),
    activation = check_activation(activation),
    use_bias = check_flag(use_bias),
    kernel_initializer = check_initializer(kernel_initializer),
    bias_initializer = check_initializer(bias_initializer),
    kernel_regularizer = check_regularizer(kernel_regularizer),
    bias_regularizer = check_regularizer(bias_regularizer),
    activity_regularizer = check_regularizer(activity_regularizer),
    kernel_constraint = check_constraint(kernel_constraint),
    bias_constraint = check_constraint(bias_constraint),
    lora_rank = as_whole(lora_rank, min = 1, null = TRUE),
    lora_alpha = as_whole(lora_alpha, min = 1, null = TRUE),
    quantization_config = check_quantization(quantization_config)
  )
  compose(object, outcome, keras_object("layers", "Dense"), c(args, keywords))
}

#' Connect inputs to units along any axes
#'
#' A dense layer whose sums are written in Einstein notation: `equation` names
#' the axes of the input, of the kernel and of the output, and what the output
#' does not name is summed over. It does in one layer what would take
#' [layer_permute()], [layer_reshape()] and [layer_dense()]: it gives each head
#' of an attention its own weights, or mixes the steps of a sequence rather
#' than its features. For sums over the last axis alone, [layer_dense()] is
#' simpler.
#'
#' @param equation One letter for each axis, as `"input,kernel->output"`
#'   without spaces, the first letter of input and output for the examples:
#'   `"ab,bc->ac"` is a dense layer. `...` stands for any number of axes in
#'   front, `"...b,bc->...c"`, or at the end, `"ab...,bc->ac..."`.
#' @param output_shape Shape of the output without the batch axis and without
#'   the axes that `...` stands for: a whole number or a vector of them, `NA`
#'   for an axis that is as long as the input's axis of the same letter.
#' @param bias_axes Axes of the output along which the bias has values of its
#'   own: their letters in a string, such as `"c"`. `NULL` adds no bias.
#' @param gptq_unpacked_column_size Number of columns of the kernel before it
#'   was packed by GPTQ: a whole number of at least 1, which Keras sets itself
#'   when it reads a model that was quantised that way. `NULL` everywhere else.
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input (examples, ...) with the axes that `equation` names on the left of the
#' comma, output (examples, output_shape).
#'
#' The weights are the kernel, with the axes that stand between comma and
#' arrow, and, where `bias_axes` is given, the bias.
#'
#' @inherit layer_spatial_dropout_2d return
#' @references
#' E. J. Hu et al. (2021). LoRA: low-rank adaptation of large language models,
#' for `lora_rank`. <https://arxiv.org/abs/2106.09685>
#' @family core layers
#' @examplesIf is_keras_available()
#' # Sums along the steps, for each feature by itself.
#' sequence <- array(c(1, 2, 3, 10, 20, 30), c(1, 3, 2))
#' sums <- layer_einsum_dense(
#'   sequence, "abc,bd->adc", output_shape = c(1, NA), kernel_initializer = "ones"
#' )
#' as.array(sums)[1, , ]
#'
#' # A dense layer with a result for each of 4 heads.
#' x <- matrix(rnorm(6), nrow = 2)
#' dim(layer_einsum_dense(x, "ab,bhc->ahc", output_shape = c(4, 5), bias_axes = "hc"))
#' @export
layer_einsum_dense <- function(object, equation, output_shape, activation = NULL, bias_axes = NULL,
                               kernel_initializer = "glorot_uniform", bias_initializer = "zeros",
                               kernel_regularizer = NULL, bias_regularizer = NULL,
                               kernel_constraint = NULL, bias_constraint = NULL, lora_rank = NULL,
                               lora_alpha = NULL, gptq_unpacked_column_size = NULL,
                               quantization_config = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    equation = check_equation(equation),
    output_shape = as_shape(output_shape),
    activation = check_activation(activation),
    bias_axes = check_string(bias_axes, null = TRUE),
    kernel_initializer = check_initializer(kernel_initializer),
    bias_initializer = check_initializer(bias_initializer),
    kernel_regularizer = check_regularizer(kernel_regularizer),
    bias_regularizer = check_regularizer(bias_regularizer),
    kernel_constraint = check_constraint(kernel_constraint),
    bias_constraint = check_constraint(bias_constraint),
    lora_rank = as_whole(lora_rank, min = 1, null = TRUE),
    lora_alpha = as_whole(lora_alpha, min = 1, null = TRUE),
    quantization_config = check_quantization(quantization_config)
  )
  if (!is.null(gptq_unpacked_column_size)) {
    args$gptq_unpacked_column_size <- as_whole(gptq_unpacked_column_size, min = 1, null = TRUE)
  }
  compose(object, outcome, keras_object("layers", "EinsumDense"), c(args, keywords))
}

#' Look up a vector for each index
#'
#' Keeps a table with a trainable vector for each word, item or other thing
#' that has been numbered, and replaces each number by its vector. It gives
#' what a dense layer on one-hot vectors would give, without making them.
#' Things that are used in similar ways get similar vectors in training.
#' [layer_string_lookup()], [layer_integer_lookup()] and
#' [layer_text_vectorization()] make the numbers.
#'
#' @details
#' Indices are counted from 0, as they come out of those layers; subtract 1
#' from the codes of an R factor. What an index outside the table gives depends
#' on the backend: with JAX `NaN`, with the others usually an error.
#'
#' @param weights Table to start from, such as vectors trained before: a
#'   matrix with `input_dim` rows and `output_dim` columns, a tensor, or a list
#'   with one of these. `NULL` uses `embeddings_initializer`. Not together with
#'   `lora_rank`. With `trainable = FALSE` the table stays as it is.
#' @param lora_rank Rank of a low-rank update that is trained in place of the
#'   table (LoRA): a whole number of at least 1. `NULL` trains the table.
#' @param lora_alpha Scale of that update: a whole number of at least 1, for
#'   a factor of `lora_alpha / lora_rank`. `NULL` uses `lora_rank`. Keras
#'   3.15.1 goes back to `lora_rank` when the layer is built; set
#'   `layer$lora_alpha` after that.
#' @inheritParams layer-core-arguments
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input (examples, ...) with whole numbers, output (examples, ...,
#' output_dim).
#'
#' The weights are the table, (input_dim, output_dim).
#'
#' @inherit layer_spatial_dropout_2d return
#' @references
#' Y. Bengio, R. Ducharme, P. Vincent, C. Jauvin (2003). A neural probabilistic
#' language model. Journal of Machine Learning Research 3.
#' <https://www.jmlr.org/papers/v3/bengio03a.html>
#'
#' E. J. Hu et al. (2021). LoRA: low-rank adaptation of large language models,
#' for `lora_rank`. <https://arxiv.org/abs/2106.09685>
#' @family core layers
#' @examplesIf is_keras_available()
#' words <- matrix(c(0, 2, 1, 2), 2, byrow = TRUE)
#' dim(layer_embedding(words, input_dim = 3, output_dim = 4))
#'
#' table <- matrix(c(0, 10, 20, 0, 1, 2), 3)
#' known <- layer_embedding(input_dim = 3, output_dim = 2, weights = table)
#' as.array(known(words))[1, , ]
#' @export
layer_embedding <- function(object, input_dim, output_dim, embeddings_initializer = "uniform",
                            embeddings_regularizer = NULL, embeddings_constraint = NULL,
                            mask_zero = FALSE, weights = NULL, lora_rank = NULL, lora_alpha = NULL,
                            quantization_config = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(..., also = "input_length")
  args <- list(
    input_dim = as_whole(input_dim, min = 1),
    output_dim = as_whole(output_dim, min = 1),
    embeddings_initializer = check_initializer(embeddings_initializer),
    embeddings_regularizer = check_regularizer(embeddings_regularizer),
    embeddings_constraint = check_constraint(embeddings_constraint),
    mask_zero = check_flag(mask_zero),
    weights = check_embeddings(weights, input_dim, output_dim),
    lora_rank = as_whole(lora_rank, min = 1, null = TRUE),
    lora_alpha = as_whole(lora_alpha, min = 1, null = TRUE),
    quantization_config = check_quantization(quantization_config)
  )
  compose(object, outcome, keras_object("layers", "Embedding"), c(args, keywords))
}

#' Look up a vector for each index, and score indices for a vector
#'
#' An embedding like [layer_embedding()] that also ends a language model:
#' called with `reverse = TRUE`, it gives for each vector a score for every
#' index, the product of the vector with the rows of the same table. That saves
#' the weights of a last [layer_dense()] and often makes the model better. Call
#' the layer twice: at the beginning with indices, at the end with vectors.
#'
#' @details
#' The scores have no bias and no activation: they are logits. In the call,
#' `reverse` is `FALSE` unless you set it.
#'
#' @param tie_weights Whether both directions share one table: `TRUE` or
#'   `FALSE`, which trains a second one for `reverse = TRUE`.
#' @param reverse_dtype Dtype in which the scores are computed: `"float32"`,
#'   `"float16"`, `"bfloat16"` or `"float64"`. `NULL` uses that of the layer;
#'   in a half-precision model `"float32"` keeps the scores accurate.
#' @param logit_soft_cap Bound that the scores approach but do not exceed: a
#'   number greater than 0. A score s becomes `logit_soft_cap * tanh(s /
#'   logit_soft_cap)`. `NULL` sets no bound.
#' @inheritParams layer-core-arguments
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input (examples, ...) with whole numbers smaller than `input_dim`, output
#' (examples, ..., output_dim). With `reverse = TRUE` input (examples, ...,
#' output_dim), output (examples, ..., input_dim).
#'
#' The weights are the table, (input_dim, output_dim), and with `tie_weights =
#' FALSE` a second one, (output_dim, input_dim).
#'
#' @inherit layer_spatial_dropout_2d return
#' @references
#' O. Press, L. Wolf (2016). Using the output embedding to improve language
#' models. <https://arxiv.org/abs/1608.05859>
#' @family core layers
#' @examplesIf is_keras_available()
#' embed <- layer_reversible_embedding(input_dim = 6, output_dim = 4)
#' vectors <- embed(matrix(c(0, 2, 5), 1))
#' dim(vectors)
#'
#' # A score for each of the 6 indices at each of the 3 positions.
#' dim(embed(vectors, reverse = TRUE))
#' @export
layer_reversible_embedding <- function(object, input_dim, output_dim, tie_weights = TRUE,
                                       embeddings_initializer = "uniform",
                                       embeddings_regularizer = NULL, embeddings_constraint = NULL,
                                       mask_zero = FALSE, reverse_dtype = NULL,
                                       logit_soft_cap = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    input_dim = as_whole(input_dim, min = 1),
    output_dim = as_whole(output_dim, min = 1),
    tie_weights = check_flag(tie_weights),
    embeddings_initializer = check_initializer(embeddings_initializer),
    embeddings_regularizer = check_regularizer(embeddings_regularizer),
    embeddings_constraint = check_constraint(embeddings_constraint),
    mask_zero = check_flag(mask_zero),
    reverse_dtype = check_choice(reverse_dtype, float_dtypes, null = TRUE),
    logit_soft_cap = check_number(logit_soft_cap, min = 0, null = TRUE)
  )
  compose(object, outcome, keras_object("layers", "ReversibleEmbedding"), c(args, keywords))
}

#' Apply an activation function
#'
#' Applies a function to every element. Most layers take the same function as
#' their `activation` argument; a separate layer is needed where something,
#' such as [layer_batch_normalization()], comes in between.
#' [layer_activation_relu()], [layer_activation_leaky_relu()] and others have
#' arguments for settings of the function.
#'
#' @param activation Function to apply: a name such as `"relu"` or
#'   `"softmax"`, an R function of a tensor, or a Keras object.
#' @inheritParams layer-arguments
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
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    activation = check_activation(activation, null = FALSE)
  )
  compose(object, outcome, keras_object("layers", "Activation"), c(args, keywords))
}

#' Pass the input on unchanged
#'
#' Returns what it gets. It takes the place of a layer: a function that builds
#' models can put it where a dropout or a normalisation is switched off, and
#' names and numbers of the layers stay the same. It also gives a tensor a name
#' of its own.
#'
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input and output have the same shape.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family core layers
#' @examplesIf is_keras_available()
#' as.array(layer_identity(matrix(c(1, 2, 3), 1)))
#'
#' normalise <- FALSE
#' layer <- if (normalise) layer_batch_normalization() else layer_identity()
#' dim(layer(matrix(0, 2, 3)))
#' @export
layer_identity <- function(object, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list()
  compose(object, outcome, keras_object("layers", "Identity"), c(args, keywords))
}

#' Mark the steps of sequences that are padding
#'
#' Sequences of several lengths get one length by padding; this layer marks the
#' steps at which every feature equals `mask_value`, and later layers that use
#' masks, such as [layer_lstm()] and [layer_gru()], skip them, as losses and
#' metrics do. Choose a value that no real step consists of. For sequences of
#' indices, [layer_embedding()] has `mask_zero`.
#'
#' @details
#' The marked steps are set to 0. The mask travels with the output and is not
#' shown; layers that do not use masks, such as convolutions, lose it.
#'
#' @param mask_value Value of all features of a step that is padding: a
#'   number.
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input (examples, steps, features), output the same shape.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family core layers
#' @examplesIf is_keras_available()
#' # The third step is padding.
#' sequence <- array(c(1, 2, -1, 3, 0, -1), c(1, 3, 2))
#' as.array(layer_masking(sequence, mask_value = -1))[1, , ]
#'
#' # The steps that are not masked.
#' as.array(layer_masking(mask_value = -1)$compute_mask(sequence))
#' @export
layer_masking <- function(object, mask_value = 0, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    mask_value = check_number(mask_value)
  )
  compose(object, outcome, keras_object("layers", "Masking"), c(args, keywords))
}
