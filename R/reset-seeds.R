#' Reset seeds
#'
#' Puts the seeds of a layer, or of a whole model, back to the start: what it draws next is what
#' it drew first when it was new. Use it to train twice with the same dropped maps, to compare
#' two settings on equal terms, or to draw a mask again that you want to look at.
#' [set_random_seed()] does not do that: a layer that exists has its own seed and counts its own
#' draws.
#'
#' All that draws random numbers in `object` is reset, at any depth: models in a
#' model, wrapped layers, the cells of recurrent layers, Keras' layers as well
#' as lamina's. A layer that was made with a seed starts from that seed; one that
#' was made without keeps the seed that was drawn for it. Seeds are not weights: [set_weights()]
#' does not change them. A model from [load_model()] starts from the seeds in the file, and
#' draws new ones for those that were not given, once: after that they are the start.
#'
#' Weights, metrics, the state of optimizers and the seeds of initializers stay
#' as they are. With PyTorch, [layer_dropout()] without a seed draws from
#' PyTorch's own generator, which [set_random_seed()] resets.
#'
#' @param object A model or layer, trained or not, or a [random_seed_generator()] by itself.
#' @param ... Not used.
#' @returns `object`, invisibly. Errors have class `lamina_error`.
#' @family models
#' @seealso [set_random_seed()] for what is made from then on.
#' @examplesIf is_keras_available()
#' drop <- layer_spatial_dropout_2d(rate = 0.5, seed = 1)
#' ones <- array(1, c(1, 1, 1, 8))
#' first <- as.array(drop(ones, training = TRUE))
#' second <- as.array(drop(ones, training = TRUE))
#' reset_seeds(drop)
#' again <- as.array(drop(ones, training = TRUE))
#' identical(first, second)
#' identical(first, again)
#' @export
reset_seeds <- function(object, ...) {
  check_no_dots(..., what = "this function")
  if (missing(object) || !is_seed_generator(object)) check_weighted(object)
  with_python(
    core$reset_seeds(object),
    "The seeds of {.val {object$name}} could not be reset.",
    call = rlang::current_env()
  )
  invisible(object)
}
