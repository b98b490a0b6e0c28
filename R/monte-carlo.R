#' How sure a prediction is: Monte Carlo dropout
#'
#' Predicts many times with dropout on, and sums up how the predictions differ.
#' A network trained with dropout is in this way an ensemble of networks that
#' share their weights: where they agree, the network has seen such data; where they disagree,
#' it has seen too little of the kind.
#'
#' Only the layers that drop are random: dropout, spatial dropout, alpha and
#' Gaussian dropout, and the dropout of recurrent and attention layers.
#' Everything else works as in [predict()][predict.keras.src.models.model.Model]:
#' batch normalisation uses the averages of the training and keeps them,
#' augmentation is off. (`model(x, training = TRUE)`, which is often used for
#' this, normalises each batch by itself and overwrites the averages.) The model,
#' its weights, its seeds and its compiled functions stay as they are, even when the drawing is
#' interrupted. Other Python threads may use it meanwhile. On JAX the drawing waits for a
#' prediction or an epoch of Keras' own that is under way in another thread, which holds the
#' model's weights.
#'
#' What comes before the first layer that draws is the same in each draw, and is
#' computed once. So late dropout is cheap: where it stands only before the last layer, 50 draws
#' cost 1 to 2 predictions of the same examples. That holds from the second call on: the first
#' for data of a size compiles, which on JAX took the time of 6 to 11 predictions of 256 small
#' images. The model keeps what was compiled, until a layer or the settings change. With dropout
#' in each block of a network 50 draws cost 8 to 17 predictions. (A loop over
#' `model(x, training = TRUE)` cost 57 to 158, and 19 to 46 where that call was compiled; see
#' `vignette("how-fast", "lamina")`.) A model with code of its own instead of layers
#' that are connected (a subclassed one) is run as a whole for each draw.
#' Such code must always call its dropout layers, not only `if (training)`: they know themselves
#' when to drop. And it must call them on tensors whose first axis is that of the examples, or
#' of several rows of each that stand together; another first axis is an error. In a loop of
#' Keras, such as `op_scan()`, or a recurrent layer, each step draws
#' for itself; a loop of the backend itself, which is traced once for all steps, is
#' an error. A `predict_step()` of the model's own is followed.
#'
#' A layer that looks at the batch as a whole, because it takes the mean of the
#' examples, say, sees the batch of one draw at a time, as in `predict()`: with
#' such a layer, which is found by what it does, the draws go through one by one.
#' Its answer depends on `batch_size`, as that of `predict()` does.
#'
#' Layers that are random outside training too, such as the sampling of a
#' variational autoencoder, draw anew in each draw, by the `seed`, where they take
#' their numbers from `random_*()` or `keras$random`. Numbers that a layer asks the backend for, or
#' NumPy or R, follow no seed of `predict_mc_dropout()`.
#'
#' A layer of your own takes part if its class builds on a dropout layer, or if you name it in
#' `layers`. Where its `call()` ends in that of the class it builds on
#' (`super().call(inputs, training=True)`), it draws as any other. Where it draws numbers
#' itself, they are the same for the same seed and the same `batch_size`, and
#' `masks = "per_draw"` does not reach them.
#'
#' @section In parts:
#' Data too large for one process are drawn for in parts, by as many workers as there are. Give each
#' part the numbers of its examples as `ids`, and the same `seed`, `samples` and `batch_size`;
#' [bind_mc_dropout()] joins the results. They are then bit for bit those of one process that has
#' all of the data, on the same kind of machine with the same number of threads. (Without `ids` the
#' first examples of all parts would share their masks.) Each batch is filled up to `batch_size` for
#' that, and an example has a fixed place in it, so that parts should be much larger than
#' `batch_size`. `task` must be given where the model does not say what its output is; a layer that
#' draws numbers itself, or looks at the batch as a whole, is an error.
#'
#' @section Measures:
#' For a classifier, with the class probabilities \eqn{p_t} of draw \eqn{t}, their
#' mean \eqn{\bar p}, and the entropy \eqn{H(p) = -\sum_k p_k \ln p_k} in nats:
#'
#' * `entropy` \eqn{H(\bar p)}: how unsure the prediction is, for whatever reason.
#' * `expected_entropy`, the mean of \eqn{H(p_t)}: the part of it that the draws
#'   agree on. More data would not help: the classes overlap here.
#' * `mutual_information`, the difference of the two (BALD): the part on which the
#'   draws disagree, because the network has seen too little.
#' * `variation_ratio`: the share of the draws that vote for another class than
#'   most do.
#'
#' An output with one column is the probability of the second of two classes.
#' Several columns that end in a sigmoid are labels that do not exclude each
#' other: each has measures of its own. For an example with a draw that is not a finite number
#' all of these are `NaN`.
#'
#' @param object A trained model: Sequential, functional or subclassed, with at
#'   least one layer that drops.
#' @param x Data as for `predict()`, without missing values: an array, a tensor, or a
#'   list of them, the first dimension for the examples; a data frame, such as for a
#'   model that starts with [layer_feature_space()]; strings; or a Python data set, which is
#'   never held in memory as a whole; or a generator or an R function that gives batches, which
#'   are.
#' @param samples How many draws: a whole number of at least 2. The error of the
#'   mean falls with its square root; 30 to 100 are common.
#' @param batch_size How many examples are worked on at a time: a whole number of
#'   at least 1. The answer does not depend on it, except for layers that draw numbers
#'   themselves or look at the batch as a whole.
#' @param seed A whole number from 0 to 2147483647. The same seed gives the same answer. `NULL`
#'   uses one that [set_random_seed()] determines; the result says which.
#' @param layers Names of the layers that are to draw, such as `"dropout_1"`; the name of a
#'   model in the model stands for all layers in it that drop. `NULL` uses all.
#' @param masks `"per_example"`: each example gets masks of its own in each draw.
#'   `"per_draw"`: all examples of a draw share them, so that each draw is one
#'   function of `x`: for functions drawn as lines, or differences of predictions.
#' @param from_logits Whether the outputs are logits: they become probabilities, by
#'   softmax, or with one column by the logistic function. A named vector or list
#'   sets it for each of several outputs.
#' @param task `"classification"`, `"regression"`, or `NULL`: classification where
#'   `from_logits` is set, where the output ends in a softmax or sigmoid (a hard one
#'   too), in a weighted mean of them, or in their logarithms (`log_softmax`, which
#'   becomes probabilities), or where its columns are probabilities that sum to 1 in
#'   all draws. A subclassed model that ends in a sigmoid needs `"classification"`. A
#'   named vector or list sets it for each of several outputs. Classes must be along
#'   the last axis.
#' @param quantiles Levels of the quantiles, numbers from 0 to 1; `NULL` for none.
#'   They are exact for up to 256 draws; of more, the first 256 are taken, so that
#'   memory does not grow with `samples`. The level \eqn{p} then has the standard
#'   error \eqn{\sqrt{p (1 - p) / 256}}. Until a batch is done they need 4 bytes
#'   for each number of at most 256 draws of `batch_size` examples: for maps of
#'   256 × 256 × 20 numbers and 100 draws, 0.5 GB for each example of a batch.
#' @param keep_samples Whether to keep all draws. Where they would not fit in memory,
#'   as where the quantiles would not, the error says what they would take.
#' @param verbose `0` shows no progress bar, `1` shows one; `"auto"` shows one in
#'   the console. The option `keras.verbose` sets the default.
#' @param steps How many batches are taken from a data set or generator: a whole
#'   number of at least 1; `NULL` uses all.
#' @param ids A whole number from 0 to 2^53 for each example, all of them different, such as
#'   `seq_len(nrow(x))` of the whole data. What is drawn for an example then depends on the `seed`,
#'   its number and the layers alone: see *In parts*. `NULL` takes the places, 0, 1, ...
#' @param ... Not used.
#' @returns A list of class `mc_dropout`, see [mc_dropout]; for a model with
#'   several outputs a list of them, under the names of the outputs. Errors have
#'   class `lamina_error`.
#' @references Y. Gal, Z. Ghahramani (2016), Dropout as a Bayesian approximation:
#'   representing model uncertainty in deep learning,
#'   [arXiv 1506.02142](https://arxiv.org/abs/1506.02142).
#'
#'   N. Houlsby, F. Huszár, Z. Ghahramani, M. Lengyel (2011), Bayesian active
#'   learning for classification and preference learning,
#'   [arXiv 1112.5745](https://arxiv.org/abs/1112.5745).
#' @family predictions with uncertainty
#' @examplesIf is_keras_available()
#' set_random_seed(1)
#' x <- as.matrix(iris[1:4])
#' species <- as.integer(iris$Species) - 1L
#' model <- keras_model_sequential(input_shape = 4) |>
#'   layer_dense(32, activation = "relu") |>
#'   layer_dropout(0.3) |>
#'   layer_dense(3, activation = "softmax")
#' model |> compile(optimizer_adam(0.02), loss = "sparse_categorical_crossentropy")
#' model |> fit(x, species, epochs = 15, verbose = 0)
#'
#' mc <- predict_mc_dropout(model, x, samples = 50, seed = 1, verbose = 0)
#' mc
#' head(as.data.frame(mc))
#' plot(mc, species)
#' plot(mc, species, type = "examples")
#' @export
predict_mc_dropout <- function(object, x, samples = 100, batch_size = 32, seed = NULL,
                               layers = NULL, masks = "per_example", from_logits = FALSE,
                               task = NULL, quantiles = c(0.025, 0.25, 0.5, 0.75, 0.975),
                               keep_samples = FALSE,
                               verbose = getOption("keras.verbose", "auto"), steps = NULL,
                               ids = NULL, ...) {
  hold_interrupts()
  check_no_dots(..., what = "this function")
  check_mc_model(object)
  check_mc_data(x)
  ends <- model_ends(object)
  data <- as_prediction_data(as_batches(x, ends), ends)
  samples <- as_whole(samples, min = 2)
  batch_size <- if (missing(batch_size)) {
    ends$batch %||% as_whole(batch_size)
  } else {
    as_batch_size(as_whole(batch_size, min = 1), ends, x, arg = "batch_size")
  }
  seed <- as_seed(seed)
  check_choice(masks, c("per_example", "per_draw"))
  from_logits <- check_of_outputs(from_logits, check_flag)
  task <- check_of_outputs(task, function(x, arg, call) {
    check_choice(x, c("classification", "regression"), null = TRUE, arg = arg, call = call)
  })
  check_logits_of_task(from_logits, task)
  quantiles <- check_levels(quantiles)
  keep_samples <- check_flag(keep_samples)
  verbose <- as_verbose(verbose)
  steps <- as_whole(steps, min = 1, null = TRUE)
  ids <- check_ids(ids)
  check_layer_names(layers, object)

  call <- rlang::current_env()
  mc <- with_python(
    core$monte_carlo_of(
      object, if (!is.null(layers)) as.list(layers),
      masks = masks, from_logits = from_logits, task = task
    ),
    "{.arg {if (is.null(layers)) 'object' else 'layers'}} must have dropout that can draw.",
    class = "argument", call = call, diagnose = function(cnd) abort_unrated(cnd, call)
  )
  # NumPy's own, a copy with R's numbers and order of axes, and R's.
  mc$bytes_per_sample <- 4L + 8L + 8L
  # Draws that fail have not drawn a seed.
  ok <- FALSE
  state <- python_random$getstate()
  on.exit(if (!ok) python_random$setstate(state), add = TRUE, after = FALSE)
  seed <- seed %||% reticulate::py_to_r(python_random$randint(0L, max_seed))
  result <- with_python(
    from_r$predict_monte_carlo(
      mc, data, samples, batch_size, seed, keep_samples,
      quantiles = as.list(quantiles), verbose = verbose, steps = steps, ids = ids
    ),
    "The predictions could not be drawn.",
    call = call,
    diagnose = function(cnd) {
      abort_codes(cnd, call)
      abort_unrated(cnd, call)
      abort_where_argument(cnd, call)
    }
  )
  # After Ctrl-C.
  if (is.null(result)) return(invisible())
  ok <- TRUE
  settings <- list(
    draws = samples, seed = seed, masks = masks, layers = as.character(unlist(mc$layers)),
    ids = if (!is.null(ids)) as.double(ids)
  )
  if (reticulate::is_py_object(result)) return(new_mc_dropout(result, settings))
  lapply(result, new_mc_dropout, settings = settings)
}

check_mc_model <- function(object, call = caller_env()) {
  expected <- "a model, such as `keras_model_sequential()` makes"
  if (missing(object)) abort_missing("object", expected, call)
  if (!is_model(object)) abort_argument("object", expected, object, call)
}

check_mc_data <- function(x, call = caller_env()) {
  if (missing(x)) abort_missing("x", data_expected, call)
  if (is.null(x) || is_symbolic(x)) {
    abort_argument("x", data_expected, x, call)
  }
  check_no_nan(x, "x", call)
}

# Where one prediction is missing, so are all that are summed up with it.
check_no_nan <- function(x, arg, call) {
  if (reticulate::is_py_object(x)) return()
  if (is.list(x)) {
    Map(check_no_nan, unclass(x), element_args(x, arg), list(call))
    return()
  }
  if (!is.numeric(x) && !is.logical(x)) return()
  missing <- which(is.na(x))
  if (length(missing)) {
    abort_lamina(
      c(
        "{.arg {arg}} must have no missing values; {length(missing)} of {length(x)} are NaN.",
        i = "The first is element {missing[[1L]]}."
      ),
      class = "argument", call = call
    )
  }
}

# A setting of all outputs, or one for each under its name.
check_of_outputs <- function(x, check, arg = caller_arg(x), call = caller_env()) {
  if (is.null(names(x))) return(check(x, arg = arg, call = call))
  if (!all(nzchar(names(x))) || anyDuplicated(names(x))) {
    abort_argument(arg, "one value for all outputs, or one for each, under its name", x, call)
  }
  lapply(as.list(x), check, arg = arg, call = call)
}

check_logits_of_task <- function(from_logits, task, call = caller_env()) {
  if (isTRUE(from_logits) && identical(task, "regression")) {
    abort_lamina(
      "{.arg from_logits} is for classification, but {.arg task} is {.val regression}.",
      class = "argument", call = call
    )
  }
}

check_levels <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x)) return(NULL)
  valid <- is_finite_numeric(x) && all(x >= 0 & x <= 1) && !anyDuplicated(x)
  if (!valid) abort_argument(arg, "different numbers from 0 to 1, or NULL", x, call)
  sort(as.double(x))
}

# As NumPy's, since R's own integers end before.
check_ids <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x)) return(NULL)
  expected <- "whole numbers from 0 to 2^53, one for each example, or NULL"
  force(arg)
  valid <- is.numeric(x) && !is.object(x) && length(dim(x)) < 2L && length(x)
  if (!valid) abort_argument(arg, expected, x, call)
  wrong <- which(is.na(x) | x < 0 | x > 2^53 | x != trunc(x))
  if (length(wrong)) abort_argument(arg, expected, x[[wrong[[1L]]]], call)
  check_distinct_ids(x, arg, call)
  reticulate::np_array(as.array(as.double(x)), dtype = "int64")
}

check_distinct_ids <- function(x, arg = "ids", call = caller_env()) {
  if (!anyDuplicated(x)) return()
  twice <- format(x[[anyDuplicated(x)]], scientific = FALSE)
  abort_lamina(
    c(
      "{.arg {arg}} must all be different; {twice} is there more than once.",
      i = "Two examples with one number would get the same draws."
    ),
    class = "argument", call = call
  )
}

check_layer_names <- function(x, model, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x)) return()
  if (!is.character(x) || !length(x) || anyNA(x)) {
    abort_argument(arg, "names of layers, or NULL", x, call)
  }
  inside <- core$layers_in(model, with_itself = FALSE)
  known <- vapply(inside, function(layer) layer$name, "")
  for (name in x) {
    if (name %in% known) next
    meant <- nearest(name, known)
    abort_lamina(
      c(
        "{.arg {arg}} must be names of layers: the model has no layer {.val {name}}.",
        i = if (is.null(meant)) "It has {.val {known}}." else "Did you mean {.val {meant}}?"
      ),
      class = "argument", call = call
    )
  }
}

# What Python says of an argument begins with its name.
abort_where_argument <- function(cnd, call) {
  reason <- reticulate::py_str(attr(cnd, "py_object"))
  if (startsWith(reason, "`")) abort_lamina("{reason}", class = "argument", call = call)
}
