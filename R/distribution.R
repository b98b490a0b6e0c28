# How a model and its batches are shared among devices.

#' Share a model's training among devices
#'
#' `data_parallel()` has each device compute some rows of each batch; `model_parallel()` shares the
#' weights, too, for a model that is too large for one. With TensorFlow, `mirrored()` is its
#' `MirroredStrategy`. `set_distribution()` puts one into force until another is set, and
#' `with_distribution()` for some code.
#'
#' @details
#' `data_parallel()` and `model_parallel()` need the backend JAX. The devices are those of this
#' process and, after [use_cluster()], of all processes. [fit()] and [evaluate()] then share each
#' batch among the devices, with the same result as one device, up to the rounding of sums: see
#' [use_cluster()]. A model may have been made before; its weights are moved to the devices, and
#' back where no distribution is in force any more.
#'
#' The processor counts as one device; the environment variable `XLA_FLAGS` with
#' `--xla_force_host_platform_device_count=4`, set before Keras starts, makes four of it, to try
#' something out.
#'
#' With `mirrored()`, make and compile the model in `with_distribution()`; training one that was
#' made elsewhere is an error. For the same devices it returns the same strategy each time; training
#' in another one for them is an error, for TensorFlow mixes up what two of them send. Batch
#' normalisation then computes its statistics for each device by itself, unless it is
#' `layer_batch_normalization(synchronized = TRUE)`; dropout draws what one device would draw for
#' the whole batch, in recurrent and attention layers, too. [layer_gaussian_dropout()],
#' [layer_alpha_dropout()] and [layer_gaussian_noise()] do not: each device draws the same for its
#' rows. `shuffle = TRUE` orders arrays as on one device. Arrays whose last batch the devices cannot
#' share equally are an error in [fit()]: Keras would let its examples count unequally. A data set
#' that gives such a batch is not noticed; drop its remainder. TensorFlow's
#' `MultiWorkerMirroredStrategy` and `ParameterServerStrategy` do not work with Keras 3, and are an
#' error.
#'
#' @param devices Names of devices, such as `c("gpu:0", "gpu:1")`, see [cluster_info()], in a
#'   cluster some of each process; `NULL` for all.
#' @param mesh How the devices stand: a named vector such as `c(batch = 2, model = 4)`. Along the
#'   first axis the rows of a batch are shared.
#' @param layout Which weights are shared along which axis of `mesh`: a named list, by regular
#'   expressions that fit the end of the paths of weights (`model$weights[[1]]$path`), of vectors
#'   with a name or `NA` for each axis of the weight, such as
#'   `list("dense.*kernel" = c(NA, "model"))`.
#'   [fit()] refuses a layout that fits no weight of the model.
#' @param distribution What `data_parallel()`, `model_parallel()` or `mirrored()` returned, or
#'   another distribution of Keras or strategy of TensorFlow; `NULL` in `set_distribution()` ends
#'   it.
#' @param code What is run under it.
#' @param ... Not used.
#' @returns `data_parallel()`, `model_parallel()`, `mirrored()`: an object of Keras or TensorFlow.
#'   `set_distribution()`: `NULL`, invisibly. `with_distribution()`: the value of `code`. Errors
#'   have class `lamina_error`.
#' @family distributions
#' @examplesIf is_keras_available() && config_backend() == "jax"
#' with_distribution(data_parallel(), {
#'   model <- keras_model_sequential(input_shape = 4) |> layer_dense(1)
#'   model |> compile("sgd", loss = "mse")
#'   model |> fit(matrix(rnorm(400), ncol = 4), rnorm(100), verbose = 0)
#' })
#' @export
set_distribution <- function(distribution, ...) {
  check_no_dots(..., what = "this function")
  check_distribution(distribution, null = TRUE)
  with_python(
    core$set_distribution(distribution), "The distribution could not be set.",
    call = rlang::current_env()
  )
  invisible()
}

#' @rdname set_distribution
#' @export
with_distribution <- function(distribution, code, ...) {
  check_no_dots(..., what = "this function")
  check_distribution(distribution)
  with_python(
    {
      core$check_distribution(distribution)
      scope <- distribution$scope()
      scope$`__enter__`()
    },
    "The distribution could not be set.",
    call = rlang::current_env()
  )
  on.exit(scope$`__exit__`(NULL, NULL, NULL))
  code
}

check_distribution <- function(x, null = FALSE, arg = caller_arg(x), call = caller_env()) {
  expected <- paste0(
    "a distribution, such as data_parallel() makes", if (null) ", or NULL"
  )
  if (missing(x)) abort_missing(arg, expected, call)
  if (null && is.null(x)) return()
  if (!is_distribution(x)) abort_argument(arg, expected, x, call)
  check_session(x)
}

#' @rdname set_distribution
#' @export
data_parallel <- function(devices = NULL, ...) {
  check_no_dots(..., what = "this function")
  devices <- as_devices(devices)
  with_python(
    core$data_parallel(devices), "The distribution could not be made.",
    call = rlang::current_env()
  )
}

#' @rdname set_distribution
#' @export
model_parallel <- function(mesh, layout, devices = NULL, ...) {
  check_no_dots(..., what = "this function")
  mesh <- as_mesh(mesh)
  layout <- as_layout(layout, names(mesh))
  devices <- as_devices(devices)
  with_python(
    core$model_parallel(mesh, layout, devices), "The distribution could not be made.",
    call = rlang::current_env()
  )
}

#' @rdname set_distribution
#' @export
mirrored <- function(devices = NULL, ...) {
  check_no_dots(..., what = "this function")
  devices <- as_devices(devices)
  with_python(
    core$mirrored(devices), "The distribution could not be made.", call = rlang::current_env()
  )
}

as_devices <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x)) return(NULL)
  if (!is.character(x) || !length(x) || anyNA(x) || anyDuplicated(x)) {
    abort_argument(arg, "different names of devices, such as \"gpu:0\", or NULL", x, call)
  }
  as.list(x)
}

as_mesh <- function(x, arg = caller_arg(x), call = caller_env()) {
  expected <- "named whole numbers of at least 1, such as c(batch = 2, model = 4)"
  if (missing(x)) abort_missing(arg, expected, call)
  names <- rlang::names2(x)
  sizes <- suppressWarnings(as.numeric(unlist(x)))
  if (!length(x) || length(sizes) != length(x) || !is_whole(sizes, min = 1) ||
        !all(nzchar(names)) || anyDuplicated(names)) {
    abort_argument(arg, expected, x, call)
  }
  stats::setNames(as.list(as.integer(sizes)), names)
}

as_layout <- function(x, axes, arg = caller_arg(x), call = caller_env()) {
  expected <- "a named list, such as list(\"dense.*kernel\" = c(NA, \"model\"))"
  if (missing(x)) abort_missing(arg, expected, call)
  if (!is.list(x) || !length(x) || !all(nzchar(rlang::names2(x)))) {
    abort_argument(arg, expected, x, call)
  }
  for (path in names(x)) {
    unknown <- setdiff(x[[path]], c(axes, NA))
    if (length(unknown)) {
      abort_lamina(
        c(
          "{.arg {arg}} must name axes of {.arg mesh}, {.val {axes}}, or have NA, not
           {.val {unknown}}.",
          x = "It does so for {.val {path}}."
        ),
        class = "argument", call = call
      )
    }
  }
  lapply(x, function(axes) lapply(axes, function(axis) if (is.na(axis)) NULL else axis))
}
