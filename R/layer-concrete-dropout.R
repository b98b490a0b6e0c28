#' Dropout at a rate that is learnt
#'
#' Puts dropout before a dense or convolution layer whose rate need not be searched for, since it is
#' a weight: it is learnt with the others (concrete dropout). `layer_concrete_dropout()` drops
#' single elements, as [layer_dropout()], `layer_spatial_concrete_dropout()` whole feature maps
#' before a convolution, as [layer_spatial_dropout_2d()]. The rate is that of the layer, or with
#' `per_channel` there is one for each channel of the input.
#'
#' In training the inputs of `layer` are multiplied by a mask and by `1 / (1 - rate)`. A mask of
#' zeros and ones has no gradient by the rate, so this one has numbers between, most of them near
#' either end; how near, `temperature` says. At inference the inputs go to `layer` as they are.
#' [predict_mc_dropout()] draws masks as in training: an estimate of how unsure the model is,
#' with rates that have been fitted to the data.
#'
#' @section What pulls at the rate:
#' Two losses belong to the layer, with `K` input channels:
#'
#' ```
#' weight_regularizer * sum(kernel^2) / (1 - rate)
#' dropout_regularizer * K * (rate * log(rate) + (1 - rate) * log(1 - rate))
#' ```
#'
#' The first makes large weights costly, the more the higher the rate is. The second is smallest at
#' a rate of 0.5, where the mask has most entropy. Both weigh less the more examples there are, and
#' so the rate falls with more data. Noise does not move it where the precision of the targets is
#' given (`"mse"`): it is the same for every rate. Where the model learns the noise as well
#' (`"nll"`), noisier targets count less, as fewer examples would, and the rate is higher: four
#' times the variance moves it as a fourth of the examples does. With `per_channel` the weights of
#' each channel are divided by 1 less its own rate, and the entropies are summed; a channel that
#' says nothing gets a rate of 0.5.
#'
#' `concrete_dropout_regularizers()` makes the two factors of what they stand for in the paper
#' by Gal et al.: with N examples and a length scale l of the prior of the weights, a loss that is
#' the negative log-likelihood has `l^2 / (2 N)` and `1 / N`. The squared error is `2 / tau` times
#' that of normal noise with precision tau, and has `l^2 / (tau N)` and
#' `2 / (tau N)`. The defaults of the layers are those of the code that Gal et al. have published.
#' No `kernel_regularizer` is needed besides. Where the layer is frozen, the losses are 0.
#'
#' @section After training:
#' [concrete_dropout_rates()] reads the rates, and `plot()` draws them. [freeze_concrete_dropout()]
#' puts them in ordinary dropout, [without_dropout()] leaves the layer inside alone. A saved model
#' opens in Python where `import lamina` came before; what those two make opens without lamina.
#'
#' @inheritParams layer_spatial_dropout_2d
#' @param layer The layer that the dropout stands before: [layer_dense()], [layer_conv_1d()] and
#'   its like, [layer_conv_1d_transpose()] and its like, or [layer_depthwise_conv_1d()] or `_2d()`;
#'   for `layer_spatial_concrete_dropout()` a convolution, whose `data_format` counts.
#' @param weight_regularizer,dropout_regularizer Factors of the two losses: numbers of at least 0.
#' @param per_channel Whether each channel of the input has a rate of its own.
#' @param init_min,init_max Between which the first rates lie: numbers between 0 and 1, both
#'   excluded. They are drawn, such that their logits have the same probability.
#' @param temperature How soft the mask is: a number greater than 0. Near 0 it is one of zeros and
#'   ones, and the gradient of the rate varies more. 0.1 is what Gal et al. use, and 2/3 what
#'   their code uses for convolutions; with 2/3 the mean of the mask is 0.85 for a rate of 0.1, in
#'   place of 0.9, by which it is divided.
#' @param dtype Dtype of the mask, such as `"float32"`, or a policy, such as `"mixed_float16"`.
#'   `NULL` uses that of `layer`. The rate is float32 at least.
#' @section Shapes:
#' Input and output those of `layer`.
#'
#' @returns What [layer_spatial_dropout_2d()] returns. Its `$rate` is the rate that is learnt so
#'   far, `$logit` the weight behind it. `concrete_dropout_regularizers()` returns a list of
#'   `weight_regularizer` and `dropout_regularizer`. Errors have class `lamina_error`.
#' @references
#' Y. Gal, J. Hron, A. Kendall (2017). Concrete dropout. NeurIPS.
#' <https://arxiv.org/abs/1705.07832>
#' @family regularisation layers
#' @examplesIf is_keras_available()
#' # Of three inputs the first says nothing, the last most.
#' x <- matrix(rnorm(600), 200)
#' y <- 0.5 * x[, 2] + 2 * x[, 3] + rnorm(200)
#'
#' factors <- concrete_dropout_regularizers(200, length_scale = 0.1)
#' model <- keras_model_sequential(input_shape = 3) |>
#'   layer_concrete_dropout(
#'     layer_dense(units = 1), factors$weight_regularizer, factors$dropout_regularizer,
#'     per_channel = TRUE, name = "dense"
#'   )
#' model |> compile(optimizer_adam(0.1), "mse")
#' model |> fit(x, y, epochs = 20, verbose = 0)
#' rates <- concrete_dropout_rates(model)
#' rates
#' plot(rates)
#' @export
layer_concrete_dropout <- function(object, layer, weight_regularizer = 1e-6,
                                   dropout_regularizer = 1e-5, per_channel = FALSE,
                                   init_min = 0.1, init_max = 0.1, temperature = 0.1, seed = NULL,
                                   name = NULL, dtype = NULL, ...) {
  check_no_dots(..., what = "this layer")
  outcome <- check_object(object)
  args <- c(
    list(layer = check_layer_behind(layer, spatial = FALSE)),
    concrete_dropout_args(
      weight_regularizer, dropout_regularizer, per_channel, init_min, init_max, temperature, seed,
      name, dtype
    )
  )
  compose(object, outcome, keras_object("lamina", "ConcreteDropout"), args)
}

#' @rdname layer_concrete_dropout
#' @export
layer_spatial_concrete_dropout <- function(object, layer, weight_regularizer = 1e-6,
                                           dropout_regularizer = 1e-5, per_channel = FALSE,
                                           init_min = 0.1, init_max = 0.1, temperature = 2 / 3,
                                           seed = NULL, name = NULL, dtype = NULL, ...) {
  check_no_dots(..., what = "this layer")
  outcome <- check_object(object)
  args <- c(
    list(layer = check_layer_behind(layer, spatial = TRUE)),
    concrete_dropout_args(
      weight_regularizer, dropout_regularizer, per_channel, init_min, init_max, temperature, seed,
      name, dtype
    )
  )
  compose(object, outcome, keras_object("lamina", "SpatialConcreteDropout"), args)
}

check_layer_behind <- function(x, spatial, arg = "layer", call = caller_env()) {
  expected <- if (spatial) {
    "a convolution layer, such as `layer_conv_2d(filters = 8, kernel_size = 3)`"
  } else {
    "a dense or convolution layer, such as `layer_dense(units = 1)`"
  }
  if (missing(x)) abort_missing(arg, expected, call)
  check_session(x)
  valid <- is_convolution_layer(x) || (!spatial && is_dense_layer(x))
  if (!valid) abort_argument(arg, expected, x, call)
  x
}

concrete_dropout_args <- function(weight_regularizer, dropout_regularizer, per_channel, init_min,
                                  init_max, temperature, seed, name, dtype, call = caller_env()) {
  args <- list(
    weight_regularizer = check_number(weight_regularizer, min = 0, call = call),
    dropout_regularizer = check_number(dropout_regularizer, min = 0, call = call),
    per_channel = check_flag(per_channel, call = call),
    init_min = check_inner_share(init_min, call = call),
    init_max = check_inner_share(init_max, call = call),
    temperature = check_positive(temperature, call = call),
    seed = as_seed(seed, call = call),
    name = check_name(name, call = call),
    dtype = check_dtype(dtype, floats = TRUE, call = call)
  )
  check_at_least(init_max, init_min, call = call)
  args
}

check_inner_share <- function(x, arg = caller_arg(x), call = caller_env()) {
  valid <- is_finite_numeric(x) && length(x) == 1L && isTRUE(x > 0 && x < 1)
  if (!valid) abort_argument(arg, "a number greater than 0 and less than 1", x, call)
  as.double(x)
}

#' @rdname layer_concrete_dropout
#' @param examples Number of training examples: a whole number of at least 1.
#' @param length_scale Length scale of the prior of the weights: a number greater than 0. The larger
#'   it is, the smaller the weights are to be.
#' @param loss Which loss the model is compiled with: `"mse"`, or `"nll"` for a negative
#'   log-likelihood, such as a crossentropy, or a loss of your own that learns the noise as well.
#' @param precision For `"mse"`: precision of the targets, 1 over the variance of their noise, a
#'   number greater than 0.
#' @param outputs Over how many numbers of an example Keras takes the mean of the loss: columns of
#'   the targets of a regression, or steps or pixels each of which has a class.
#' @export
concrete_dropout_regularizers <- function(examples, length_scale = 0.01, loss = "mse",
                                          precision = 1, outputs = 1, ...) {
  check_no_dots(..., what = "this function")
  examples <- as_whole(examples, min = 1)
  length_scale <- check_positive(length_scale)
  loss <- check_choice(loss, c("mse", "nll"))
  precision <- check_positive(precision)
  number <- examples * as.double(as_whole(outputs, min = 1))
  entropy <- if (loss == "mse") 2 / (precision * number) else 1 / number
  list(weight_regularizer = length_scale^2 * entropy / 2, dropout_regularizer = entropy)
}
