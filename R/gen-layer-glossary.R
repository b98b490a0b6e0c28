# Written by tools/generate from tools/generate/layer/glossary.toml, by `make generate`.

#' Arguments shared by layers
#'
#' @param object What the layer is composed with:
#'
#'   * a Sequential model: the layer is added to it in place;
#'   * a tensor or an array with dimensions: the layer is called on it;
#'   * `NULL` or missing: the layer itself is returned.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `activity_regularizer`, `autocast`, `input_shape`,
#'   `batch_input_shape`. Any other name is an error.
#' @param inputs What the layer is composed with: a list of tensors or
#'   arrays, or the first of several; `NULL` or missing returns the layer
#'   itself.
#' @param name Name of the layer: a string without `/`, not used in the model
#'   yet. `NULL` makes one up.
#' @param dtype Dtype of the computation, such as `"float32"`, or a policy,
#'   such as `"mixed_float16"`. `NULL` uses the default of Keras.
#' @param trainable Whether training changes the weights of the layer: `TRUE`
#'   or `FALSE`.
#' @param activity_regularizer Penalty on the output, added to the loss: a
#'   name such as `"l2"`, a function or a Keras object. `NULL` adds none.
#' @param seed A whole number from 0 to 2147483647. Layers with the same seed
#'   draw the same numbers. `NULL` draws a seed, which follows from
#'   [set_random_seed()] if that was called.
#' @param data_format Where the channels are: `"channels_last"` or
#'   `"channels_first"`. `NULL` uses [config_image_data_format()], which is
#'   `"channels_last"` unless you set it.
#' @param units Number of units, the size of the output's last axis: a whole
#'   number of at least 1.
#' @param activation Function applied to the output: a name such as `"relu"`
#'   or `"softmax"`, an R function of a tensor, or a Keras object. `NULL`
#'   applies none.
#' @param use_bias Whether to add a trainable bias: `TRUE` or `FALSE`.
#' @param kernel_initializer Initial values of the kernel: the name of an
#'   initializer, a function or a Keras object.
#' @param bias_initializer Initial values of the bias: the name of an
#'   initializer, a function or a Keras object.
#' @param kernel_regularizer Penalty on the kernel, added to the loss: a name
#'   such as `"l2"`, a function or a Keras object. `NULL` adds none.
#' @param bias_regularizer Penalty on the bias, added to the loss: a name
#'   such as `"l2"`, a function or a Keras object. `NULL` adds none.
#' @param kernel_constraint Projection of the kernel after each update: a
#'   name such as `"non_neg"`, a function or a Keras object. `NULL` leaves it
#'   as it is.
#' @param bias_constraint Projection of the bias after each update: a name
#'   such as `"non_neg"`, a function or a Keras object. `NULL` leaves it as it
#'   is.
#' @param lora_rank Rank of a low-rank update that is trained in place of the
#'   kernel (LoRA): a whole number of at least 1. `NULL` trains the kernel.
#' @param lora_alpha Scale of that update: a whole number of at least 1; the
#'   update is multiplied by `lora_alpha / lora_rank`. `NULL` uses `lora_rank`.
#' @param quantization_config How weights are quantised where `dtype` is a
#'   quantised policy, such as `"int8_from_float32"`: an object of
#'   `keras$quantizers`, such as `keras$quantizers$Int8QuantizationConfig()`.
#'   `NULL` uses Keras' default for the policy. Without such a policy the
#'   argument has no effect.
#' @param filters Number of filters, which is the number of output channels:
#'   a whole number of at least 1.
#' @param kernel_size Size of the window: a whole number of at least 1, or
#'   one for each axis.
#' @param strides Step of the window: a whole number of at least 1, or one
#'   for each axis.
#' @param padding `"valid"` uses full windows only, which shrinks the output;
#'   `"same"` pads the edges with zeros, so that a step of 1 keeps the size.
#' @param dilation_rate Distance between the elements of the window: a whole
#'   number of at least 1, or one for each axis. 1 is an ordinary convolution;
#'   only one of `strides` and `dilation_rate` may be larger.
#' @param groups Number of groups that the channels are split into, each with
#'   filters of its own: a whole number of at least 1 that divides the input
#'   channels and `filters`.
#' @param depth_multiplier Number of output channels for each input channel:
#'   a whole number of at least 1.
#' @param pool_size Size of the window: a whole number of at least 1, or one
#'   for each axis.
#' @param keepdims Whether to keep the pooled axes, with length 1: `TRUE` or
#'   `FALSE`.
#' @param output_size Size of the output: a whole number of at least 1, or
#'   one for each axis.
#' @param axis The axis, counted from 1 with the batch axis included;
#'   negative numbers count from the end.
#' @param epsilon Added to the variance before dividing: a number of at least
#'   0.
#' @param rate Fraction to drop: a number between 0 and 1, both allowed.
#' @param dropout Fraction of the inputs to drop in training: a number
#'   between 0 and 1.
#'
#' @name layer-arguments
#' @keywords internal
NULL
