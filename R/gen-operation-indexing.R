# Written by tools/generate from tools/generate/operation/indexing.toml, by `make generate`.

#' Take elements by their positions
#'
#' Elements or slices of a tensor, by positions that count from 1, as those
#' that [op_argmax()] and [op_argsort()] give, or from 0 where `zero_indexed`
#' is `TRUE`. Negative positions count from the end. `x[rows, ]` takes slices
#' in R's own words.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `op_take(x, indices)` | slices at some positions of an axis; the axes of `indices` take its place |
#' | `op_take_along_axis(x, indices)` | one element for each position, along an axis |
#'
#' A position beyond the axis is an error where R knows both. In a tensor of
#' positions it is not looked for: JAX gives `NaN` for one then, TensorFlow and
#' PyTorch fail.
#'
#' @param indices Positions: whole numbers, a vector or an array of them, or
#'   a tensor. Of `op_take_along_axis()`, one for each element of the result,
#'   with as many axes as `x`.
#' @param axis The axis, counted from 1; negative counts from the end. `NULL`
#'   takes from all elements in the order of rows, which is not R's own.
#' @inheritParams operation-arguments
#'
#' @returns A tensor. Errors have class `lamina_error`.
#' @family parts of tensors
#' @examplesIf is_keras_available()
#' x <- rbind(c(1, 2, 3), c(4, 5, 6))
#' op_take(x, c(3, 1), axis = 2)
#' op_take(x, -1, axis = 1)
#' op_take_along_axis(x, op_argsort(x, axis = 2), axis = 2)
#' @name op-take
NULL

#' @rdname op-take
#' @export
op_take <- function(x, indices, axis = NULL, zero_indexed = FALSE, ...) {
  check_no_dots(..., what = "this function")
  check_flag(zero_indexed)
  args <- list(
    x = as_operand(x, scalar = FALSE),
    indices = as_positions_operand(indices, x, axis, zero_indexed),
    axis = as_axis(axis, n = 1, null = TRUE)
  )
  call_operation("take", args)
}

#' @rdname op-take
#' @export
op_take_along_axis <- function(x, indices, axis = NULL, zero_indexed = FALSE, ...) {
  check_no_dots(..., what = "this function")
  check_flag(zero_indexed)
  args <- list(
    x = as_operand(x, scalar = FALSE),
    indices = as_positions_operand(indices, x, axis, zero_indexed),
    axis = as_axis(axis, n = 1, null = TRUE)
  )
  call_operation("take_along_axis", args, fit = "along")
}

#' Put values at places
#'
#' Puts values at places that are named by their coordinates, counted from 1.
#' `x[rows, columns] <-` does it in R's own words.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `op_scatter(indices, values, shape)` | zeros, with values at some places |
#' | `op_scatter_update(inputs, indices, updates)` | the same elements, but at some places |
#'
#' Where a place is named twice, `op_scatter()` adds, and so does
#' `op_scatter_update()` with `reduction = "add"`; without one it is not said
#' which value stays.
#'
#' @param indices Coordinates: a matrix or a tensor with a row for each place
#'   and a column for each axis, or for the first axes alone, of which whole
#'   slices are set then. Negative ones count from the end.
#' @param values A value, or a slice, for each row of `indices`: a tensor, or
#'   a vector or array of numbers.
#' @param inputs What the values are put into: a tensor, or an array of
#'   numbers.
#' @param updates The values to write: numbers, an array or a tensor, with
#'   the shape of what they replace.
#' @param reduction What becomes of the value that is there: `NULL` replaces
#'   it; `"add"`, `"mul"`, `"max"` and `"min"` combine both.
#' @inheritParams operation-arguments
#'
#' @returns A tensor. Errors have class `lamina_error`.
#' @family parts of tensors
#' @examplesIf is_keras_available()
#' op_scatter(rbind(c(1, 2), c(3, 1)), values = c(10, 20), shape = c(3, 2))
#' x <- matrix(0, 3, 2)
#' op_scatter_update(x, rbind(c(1, 1), c(3, 2)), c(1, 2))
#' op_scatter_update(x, cbind(2), rbind(c(7, 8)), reduction = "add")
#' @name op-scatter
NULL

#' @rdname op-scatter
#' @export
op_scatter <- function(indices, values, shape, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    indices = as_coordinates_operand(indices, shape_integers(check_sizes(shape))),
    values = as_updates_operand(values),
    shape = check_sizes(shape)
  )
  call_operation("scatter", args, fit = "scatter", fit_first = TRUE)
}

#' @rdname op-scatter
#' @export
op_scatter_update <- function(inputs, indices, updates, reduction = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    inputs = as_operand(inputs, scalar = FALSE),
    indices = as_coordinates_operand(indices, shape_of(inputs)),
    updates = as_updates_operand(updates, inputs),
    reduction = check_choice(reduction, c("add", "max", "min", "mul"), null = TRUE)
  )
  call_operation("scatter_update", args, mended = TRUE)
}

#' Slices that begin at a computed place
#'
#' A block of a tensor, and a tensor with another block in its place. Where it
#' begins may be a tensor that is computed while a compiled function runs, and
#' its size is known in advance: so every backend can compile it. Where the
#' beginning is known too, `x[2:3, ]` does the same.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `op_slice(inputs, start_indices, shape)` | a block of a tensor |
#' | `op_slice_update(inputs, start_indices, updates)` | a tensor with another block in its place |
#'
#' A block that does not fit is an error where R knows the numbers; for a
#' tensor, JAX moves the block back into the tensor in silence, and the others
#' fail.
#'
#' @param inputs A tensor, or an array of numbers.
#' @param start_indices Where the block begins: a position for each axis,
#'   counted from 1, or from the end if negative; a vector, a list of numbers
#'   and tensors with one number each, or a tensor.
#' @param shape The shape of the block: whole numbers, one for each axis;
#'   `NA` or -1 for the rest of the axis.
#' @param updates The block that is put there: a tensor, or an array of
#'   numbers, with as many axes as `inputs`.
#' @inheritParams operation-arguments
#'
#' @returns A tensor. Errors have class `lamina_error`.
#' @family parts of tensors
#' @examplesIf is_keras_available()
#' x <- matrix(1:12, 3)
#' op_slice(x, c(2, 3), c(2, 2))
#' op_slice_update(x, c(2, 3), matrix(0L, 2, 2))
#' @name op-slice
NULL

#' @rdname op-slice
#' @export
op_slice <- function(inputs, start_indices, shape, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    inputs = as_operand(inputs, scalar = FALSE),
    start_indices = as_start_positions(start_indices, inputs, shape),
    shape = as_slice_shape(shape, inputs, start_indices)
  )
  call_operation("slice", args)
}

#' @rdname op-slice
#' @export
op_slice_update <- function(inputs, start_indices, updates, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    inputs = as_operand(inputs, scalar = FALSE),
    start_indices = as_start_positions(start_indices, inputs, sizes_of(updates)),
    updates = as_updates_operand(updates, inputs)
  )
  call_operation("slice_update", args, mended = TRUE)
}

#' Sums and the like of segments
#'
#' Sums, products, largest and smallest of the slices along the first axis that
#' belong together: what `rowsum()` does for matrices, and what a graph network
#' needs to add up the messages of neighbours.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `op_segment_sum(data, segment_ids)` | sums |
#' | `op_segment_max(data, segment_ids)` | largest |
#' | `op_segment_min(data, segment_ids)` | smallest |
#' | `op_segment_prod(data, segment_ids)` | products |
#'
#' A segment that nothing belongs to has the sum 0, the product 1, and the
#' lowest or highest number of the type, or an infinite one, as its largest or
#' smallest. With `num_segments = NULL` there are as many as the largest number
#' in `segment_ids` says; JAX cannot compile that.
#'
#' @param data A tensor, or a vector or array of numbers.
#' @param segment_ids The segment of each element along the first axis,
#'   counted from 1: whole numbers, or a tensor of them.
#' @param num_segments How many segments there are: a whole number of at
#'   least 1, or `NULL`.
#' @param sorted Whether `segment_ids` is in ascending order, which makes it
#'   faster on some backends: `TRUE` or `FALSE`.
#' @inheritParams operation-arguments
#'
#' @returns A tensor. Errors have class `lamina_error`.
#' @family parts of tensors
#' @examplesIf is_keras_available()
#' x <- c(1, 2, 10, 20, 100)
#' op_segment_sum(x, c(1, 1, 2, 2, 3))
#' op_segment_max(x, c(1, 2, 1, 2, 1))
#' @name op-segment
NULL

#' @rdname op-segment
#' @export
op_segment_sum <- function(data, segment_ids, num_segments = NULL, sorted = FALSE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    data = with_axis(as_operand(data, scalar = FALSE)),
    segment_ids = as_segment_operand(segment_ids, data, num_segments),
    num_segments = as_segment_count(num_segments, segment_ids),
    sorted = check_segments_sorted(sorted, segment_ids, num_segments)
  )
  call_operation("segment_sum", args)
}

#' @rdname op-segment
#' @export
op_segment_max <- function(data, segment_ids, num_segments = NULL, sorted = FALSE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    data = with_axis(as_operand(data, scalar = FALSE)),
    segment_ids = as_segment_operand(segment_ids, data, num_segments),
    num_segments = as_segment_count(num_segments, segment_ids),
    sorted = check_segments_sorted(sorted, segment_ids, num_segments)
  )
  call_operation("segment_max", args, mended = TRUE)
}

#' @rdname op-segment
#' @export
op_segment_min <- function(data, segment_ids, num_segments = NULL, sorted = FALSE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    data = with_axis(as_operand(data, scalar = FALSE)),
    segment_ids = as_segment_operand(segment_ids, data, num_segments),
    num_segments = as_segment_count(num_segments, segment_ids),
    sorted = check_segments_sorted(sorted, segment_ids, num_segments)
  )
  call_operation("segment_min", args, mended = TRUE)
}

#' @rdname op-segment
#' @export
op_segment_prod <- function(data, segment_ids, num_segments = NULL, sorted = FALSE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    data = with_axis(as_operand(data, scalar = FALSE)),
    segment_ids = as_segment_operand(segment_ids, data, num_segments),
    num_segments = as_segment_count(num_segments, segment_ids),
    sorted = check_segments_sorted(sorted, segment_ids, num_segments)
  )
  call_operation("segment_prod", args)
}

#' Find places, and count
#'
#' Where numbers belong among others that are in order, and how often they
#' occur.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `op_searchsorted(sorted_sequence, values)` | the place before which each number belongs |
#' | `op_digitize(x, bins)` | the bin of each number |
#' | `op_bincount(x)` | how often each whole number occurs |
#' | `op_histogram(x)` | how many numbers are in each of bins of the same width |
#' | `op_in_top_k(targets, predictions, k)` | whether the class is among the `k` with the highest scores |
#'
#' `op_searchsorted()` and `op_digitize()` give positions that count from 1, or
#' from 0 where `zero_indexed` is `TRUE`: a number belongs before the element
#' at its position. `op_digitize()` with `zero_indexed = TRUE` gives what
#' `findInterval()` does. The first element of `op_bincount()` counts 0, the
#' second 1, and so on. Classes of `op_in_top_k()` count from 0, as those of
#' [loss_sparse_categorical_crossentropy()].
#'
#' @param sorted_sequence Numbers in ascending order: a vector, or a tensor
#'   with one axis.
#' @param values Numbers whose places are looked for: a tensor or a vector;
#'   on JAX and PyTorch also an array.
#' @param side Where equal numbers are placed: `"left"` of them, or
#'   `"right"`.
#' @param x A tensor, or a vector or array of numbers; of `op_bincount()`
#'   whole numbers of at least 0.
#' @param bins Of `op_digitize()` the lower ends of the bins, in ascending
#'   order, a vector or a tensor, which TensorFlow has to know while it
#'   compiles; of `op_histogram()` how many bins there are, a whole number of
#'   at least 1.
#' @param weights What each element counts: a tensor or a vector, as long as
#'   `x`, or `NULL` for 1 each.
#' @param minlength The least length of the result: a whole number of at
#'   least 0.
#' @param sparse Whether the result is a sparse tensor, which JAX and
#'   TensorFlow have: `TRUE` or `FALSE`.
#' @param range The ends of the bins: two numbers, the smaller first, or
#'   `NULL` for those of `x`.
#' @param targets The class of each example, counted from 0: whole numbers or
#'   a tensor.
#' @param predictions A score for each class: a matrix or a tensor of the
#'   shape (examples, classes).
#' @param k How many of the best classes are looked at: a whole number of at
#'   least 1.
#' @inheritParams operation-arguments
#'
#' @returns A tensor; of `op_histogram()` a list of two: `counts` and
#'   `edges`. Errors have class `lamina_error`.
#' @family parts of tensors
#' @examplesIf is_keras_available()
#' op_searchsorted(c(1, 3, 5), c(0, 3, 4))
#' op_digitize(c(0, 3, 4), bins = c(1, 3, 5))
#' op_bincount(c(0, 2, 2))
#' op_histogram(c(1, 2, 2, 5), bins = 4)
#' op_in_top_k(c(2, 0), rbind(c(0.1, 0.6, 0.3), c(0.2, 0.7, 0.1)), k = 2)
#' @name op-bins
NULL

#' @rdname op-bins
#' @export
op_searchsorted <- function(sorted_sequence, values, side = "left", zero_indexed = FALSE, ...) {
  check_no_dots(..., what = "this function")
  check_flag(zero_indexed)
  args <- list(
    sorted_sequence = as_sorted_operand(sorted_sequence, values),
    values = as_operand(values, beside = sorted_sequence, scalar = FALSE),
    side = check_choice(side, c("left", "right"))
  )
  call_operation("searchsorted", args, one_based = !zero_indexed, mended = TRUE)
}

#' @rdname op-bins
#' @export
op_digitize <- function(x, bins, zero_indexed = FALSE, ...) {
  check_no_dots(..., what = "this function")
  check_flag(zero_indexed)
  args <- list(
    x = as_operand(x, scalar = FALSE),
    bins = as_bins(bins, x)
  )
  call_operation("digitize", args, one_based = !zero_indexed)
}

#' @rdname op-bins
#' @export
op_bincount <- function(x, weights = NULL, minlength = 0L, sparse = FALSE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_count_operand(x),
    weights = if (!is.null(weights)) as_updates_operand(weights),
    minlength = as_whole(minlength, min = 0),
    sparse = check_flag(sparse)
  )
  call_operation("bincount", args, fit = "counted", fit_first = TRUE)
}

#' @rdname op-bins
#' @export
op_histogram <- function(x, bins = 10L, range = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x),
    bins = as_whole(bins, min = 1),
    range = as_bin_range(range)
  )
  call_operation_parts("histogram", args, names = c("counts", "edges"))
}

#' @rdname op-bins
#' @export
op_in_top_k <- function(targets, predictions, k, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    targets = as_count_operand(targets, below = classes_of(predictions)),
    predictions = as_float_operand(predictions),
    k = as_whole(k, min = 1)
  )
  call_operation("in_top_k", args, fit = "top_k", fit_first = TRUE)
}

#' Choose among several tensors, element by element
#'
#' Each element is that of the first choice whose condition is true there, and
#' `default` where none is. For two choices there is [op_where()].
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `op_select(condlist, choicelist)` | the first choice whose condition is true |
#'
#' @param condlist Conditions: a list of tensors or arrays of truth values.
#' @param choicelist As many tensors or arrays in a list, whose shapes fit.
#' @param default What is taken where no condition is true: a number, a
#'   tensor or an array.
#' @inheritParams operation-arguments
#'
#' @returns A tensor. Errors have class `lamina_error`.
#' @family parts of tensors
#' @examplesIf is_keras_available()
#' x <- c(-2, 0, 3)
#' op_select(list(x < 0, x > 0), list(x * 10, x), default = 1)
#' @name op-select
NULL

#' @rdname op-select
#' @export
op_select <- function(condlist, choicelist, default = 0L, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    condlist = as_operands(condlist),
    choicelist = as_operands(choicelist),
    default = as_operand(default, beside = first_tensor(choicelist))
  )
  call_operation("select", args, fit = "select")
}
