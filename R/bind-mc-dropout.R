# Results of Monte Carlo dropout for parts of some data, as one.

#' Join what was drawn for parts of some data
#'
#' Each part was drawn for by [predict_mc_dropout()] with `ids`, by another process or on another
#' machine perhaps. What comes out is the result for all of the data, in the order of `ids`: bit for
#' bit that of one process.
#'
#' @param ... Results of [predict_mc_dropout()], or one list of them: drawn with `ids` and with the
#'   same `seed`, `samples`, `layers`, `masks`, `quantiles`, `keep_samples` and `batch_size`;
#'   whether the last was the same cannot be seen in results, and is not checked. Of a model with
#'   several outputs, the lists that it returned.
#' @returns As [predict_mc_dropout()] returns. Errors have class `lamina_error`: there are no `ids`,
#'   two parts have an example in common, or they were not drawn alike.
#' @family predictions with uncertainty
#' @examplesIf is_keras_available()
#' x <- as.matrix(iris[1:4])
#' model <- keras_model_sequential(input_shape = 4) |>
#'   layer_dropout(0.3) |>
#'   layer_dense(3, activation = "softmax")
#' parts <- split(seq_len(150), rep(1:3, 50))
#' results <- lapply(parts, function(ids) {
#'   predict_mc_dropout(model, x[ids, ], samples = 20, seed = 1, ids = ids, verbose = 0)
#' })
#' whole <- bind_mc_dropout(results)
#' whole
#'
#' # With workers, each of which opens the model from a file:
#' \dontrun{
#' save_model(model, path <- tempfile(fileext = ".keras"))
#' workers <- parallel::makePSOCKcluster(2)
#' results <- parallel::parLapply(workers, parts, function(ids, x, path) {
#'   library(lamina)
#'   predict_mc_dropout(
#'     load_model(path), x[ids, ], samples = 20, seed = 1, ids = ids, verbose = 0
#'   )
#' }, x, path)
#' parallel::stopCluster(workers)
#' identical(bind_mc_dropout(results), whole)
#' }
#' @export
bind_mc_dropout <- function(...) {
  call <- rlang::current_env()
  results <- rlang::list2(...)
  if (length(results) == 1L && is_list_of_parts(results[[1L]])) results <- results[[1L]]
  if (!length(results)) abort_missing("...", "results of `predict_mc_dropout()`", call)
  first <- results[[1L]]
  if (is_mc_dropout(first)) return(bind_parts(unname(results), call))
  # Of several outputs, each by itself.
  outputs <- lapply(results, function(result) if (is_plain_list(result)) names(result))
  alike <- length(names(first)) && all(vapply(outputs, identical, NA, names(first)))
  if (!alike) {
    wrong <- if (is_plain_list(first)) results[[length(results)]] else first
    abort_argument("...", "results of `predict_mc_dropout()` for one model", wrong, call)
  }
  bind_named <- function(name) bind_parts(lapply(unname(results), `[[`, name), call)
  bound <- lapply(names(first), bind_named)
  stats::setNames(bound, names(first))
}

is_mc_dropout <- function(x) inherits(x, "mc_dropout")

is_plain_list <- function(x) is.list(x) && !is.object(x)

# The outputs of one model are a list, too: they have the same examples.
is_list_of_parts <- function(x) {
  if (!is_plain_list(x)) return(FALSE)
  is_one <- length(x) > 1L && all(vapply(x, is_mc_dropout, NA)) &&
    all(vapply(x, function(part) identical(part$ids, x[[1L]]$ids), NA)) && !is.null(x[[1L]]$ids)
  !is_one || is.null(names(x))
}

bind_parts <- function(parts, call) {
  for (i in seq_along(parts)) check_bound_part(parts[[i]], i, call)
  check_drawn_alike(parts, call)
  ids <- unlist(lapply(parts, `[[`, "ids"))
  check_distinct_ids(ids, call = call)
  order <- order(ids)
  bound <- parts[[1L]]
  by_example <- c("mean", "sd", measure_names)
  bound[by_example] <- lapply(by_example, function(name) bind_along(parts, name, 1L, order))
  by_draw <- c("quantiles", "samples")
  bound[by_draw] <- lapply(by_draw, function(name) bind_along(parts, name, 2L, order))
  bound$ids <- ids[order]
  bound
}

check_bound_part <- function(part, i, call) {
  arg <- sprintf("..%d", i)
  if (!is_mc_dropout(part)) {
    abort_argument(arg, "a result of `predict_mc_dropout()`", part, call)
  }
  if (!is.null(part$ids)) return()
  abort_lamina(
    c(
      "{.arg {arg}} was drawn without {.arg ids}.",
      i = "Without them the first examples of all parts share their draws: draw anew, with the
           numbers that the examples have in the whole data."
    ),
    class = "argument", call = call
  )
}

check_drawn_alike <- function(parts, call) {
  ways <- lapply(parts, function(part) {
    list(
      `the task` = part$task, `the number of draws` = part$draws, `the seed` = part$seed,
      `the kind of masks` = part$masks, `the list of layers` = part$layers,
      `the list of quantiles` = dimnames(part$quantiles)[[1L]],
      keep_samples = !is.null(part$samples), `the shape of an example` = dim(part$mean)[-1L],
      `the shape of its entropy` = dim(part$entropy)[-1L]
    )
  })
  for (i in seq_along(ways)[-1L]) {
    same <- mapply(identical, ways[[1L]], ways[[i]])
    if (all(same)) next
    what <- names(ways[[1L]])[[which(!same)[[1L]]]]
    told <- vapply(ways[c(1L, i)], function(way) toString(way[[what]] %||% "none"), "")
    abort_lamina(
      c(
        "All parts must be drawn alike, but {what} is {told[[1L]]} in {.arg ..1} and {told[[2L]]} in
         {.arg ..{i}}.",
        i = "Without a {.arg seed} each worker draws one of its own."
      )[c(TRUE, what == "the seed")],
      class = "argument", call = call
    )
  }
}

# Joins arrays of which one axis, the first or the second, is that of the examples.
bind_along <- function(parts, name, axis, order) {
  arrays <- lapply(parts, `[[`, name)
  if (is.null(arrays[[1L]])) return(NULL)
  shape <- dim(arrays[[1L]])
  if (is.null(shape)) return(unlist(arrays)[order])
  # Put last, the axis can be joined by joining the numbers.
  turn <- c(seq_along(shape)[-axis], axis)
  joined <- unlist(lapply(arrays, aperm, turn))
  whole <- aperm(array(joined, c(shape[-axis], length(order))), order(turn))
  places <- rep(list(TRUE), length(shape))
  places[[axis]] <- order
  names <- dimnames(arrays[[1L]])
  whole <- do.call(`[`, c(list(whole), places, drop = FALSE))
  if (!is.null(names)) dimnames(whole) <- names
  whole
}
