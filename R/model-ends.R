# What a model takes and gives, by name or in the order in which it was declared, and which of the
# user's data is meant for which of them.

# What goes into a model and what comes out of it, in the order in which it was declared.
model_ends <- function(model) {
  check_session(model)
  ends <- core$ends(model)
  inputs <- as_side(ends$inputs, "input")
  list(
    model = model, inputs = inputs, outputs = as_side(ends$outputs, "output"),
    batch = fixed_batch(inputs), has_loss = ends$has_loss
  )
}

# `slots`: what is known of each array. NULL where the model does not say.
as_side <- function(side, what) {
  if (is.null(side)) return(NULL)
  n <- length(side$names)
  slots <- lapply(seq_len(n), function(i) {
    shape <- as.integer(unlist(side$shapes[[i]]))
    shape[shape < 0L] <- NA
    list(
      shape = shape, dtype = side$dtypes[[i]], sparse = side$sparse[[i]],
      optional = isTRUE(side$optional[[i]])
    )
  })
  list(
    what = what, slots = slots, keys = side$keys, names = side$keys %||% side$names,
    layers = side$names
  )
}

fixed_batch <- function(inputs) {
  batches <- vapply(inputs$slots, function(slot) slot$shape[1L], 1L)
  if (length(batches) && !is.na(batches[[1L]])) batches[[1L]]
}

# ---- What belongs where --------------------------------------------------------

# A list with an element for each input or output, in the order in which they were declared;
# how each is called in an error goes with it. `all`: none may be left out.
spread <- function(x, side, arg, call, all = TRUE) {
  check_numbers_class(x, arg, call)
  n <- length(side$slots)
  if (is.data.frame(x)) {
    if (n == 1L && !any(side$keys %in% names(x))) return(structure(list(x), args = arg))
    return(by_column(x, side, arg, call, all))
  }
  if (!is_tensor_list(x)) {
    if (n > 1L) abort_several(x, side, arg, call)
    return(structure(list(x), args = arg))
  }
  if (n == 1L && length(x) != 1L) abort_several(x, side, arg, call)
  if (any(nzchar(rlang::names2(x)))) return(by_name(x, side, arg, call, all))
  x <- unclass(x)
  needed <- !optional_slots(side)
  # Targets come for the outputs that have a loss.
  if (all && length(x) == sum(needed) && length(x) < n) {
    x <- replace(vector("list", n), needed, x)
  }
  if (length(x) != n) abort_several(x, side, arg, call)
  structure(unname(x), args = if (n == 1L) arg else element_args(x, arg))
}

abort_several <- function(x, side, arg, call) {
  n <- length(side$slots)
  what <- side$what
  if (n == 1L) {
    abort_argument(arg, sprintf("one array, for the one %s of the model", what), x, call)
  }
  came <- describe(x)
  abort_lamina(
    c(
      "{.arg {arg}} must be a list of {n}, one for each {what} of the model, not {came}.",
      i = if (is_named(side)) "The {what}s are {.val {side$names}}, in this order or by name."
    ),
    class = "argument", call = call
  )
}

optional_slots <- function(side) vapply(side$slots, function(slot) slot$optional, NA)

# Columns that the model has no place for stay behind, as that of the target in a table.
by_column <- function(x, side, arg, call, all = TRUE) {
  known <- known_names(names(x), side, exact = FALSE)
  found <- match(known, names(x))
  missing <- known[is.na(found)]
  needed <- if (all) known[!optional_slots(side)] else known
  if (length(intersect(missing, needed)) && (all || length(missing) == length(known))) {
    what <- side$what
    abort_lamina(
      c(
        "{.arg {arg}} must have a column for each {what} of the model; {.val {missing}}
         {?is/are} missing.",
        i = "Its columns are {.val {names(x)}}."
      ),
      class = "argument", call = call
    )
  }
  values <- lapply(found, function(i) if (!is.na(i)) x[[i]])
  structure(values, args = sprintf("%s$%s", arg, known))
}

by_name <- function(x, side, arg, call, all = TRUE) {
  known <- known_names(names(x), side)
  check_side_names(names(x), known, side, arg, call)
  missing <- setdiff(known, names(x))
  absent <- intersect(missing, known[!optional_slots(side)])
  if (all && length(absent)) {
    what <- side$what
    abort_lamina(
      c(
        "{.arg {arg}} must have an array for each {what} of the model; {.val {absent}}
         {?is/are} missing.",
        i = "It has {.val {names(x)}}."
      ),
      class = "argument", call = call
    )
  }
  args <- if (length(known) == 1L && length(x) == 1L) arg else sprintf("%s$%s", arg, known)
  structure(lapply(known, function(name) x[[name]]), args = args)
}

# A dictionary's keys, or the names of the layers behind it.
known_names <- function(names, side, exact = TRUE) {
  fits <- if (exact) base::all(names %in% side$layers) else base::all(side$layers %in% names)
  keys_fit <- if (exact) base::all(names %in% side$names) else base::all(side$names %in% names)
  if (fits && !keys_fit) side$layers else side$names
}

check_side_names <- function(names, known, side, arg, call) {
  what <- side$what
  if (!all(nzchar(names)) || anyDuplicated(names)) {
    abort_lamina(
      c(
        "{.arg {arg}} must have a different name for each element, or no names.",
        i = side_hint(side, known)
      ),
      class = "argument", call = call
    )
  }
  unknown <- setdiff(names, known)
  if (!length(unknown)) return()
  meant <- nearest(unknown[[1L]], setdiff(known, names))
  abort_lamina(
    c(
      "{.arg {arg}} must be named after {what}s of the model: there is no {what}
       {.val {unknown[[1L]]}}.",
      i = if (is.null(meant)) side_hint(side, known) else "Did you mean {.val {meant}}?"
    ),
    class = "argument", call = call
  )
}

# Names that Keras has made up tell nobody anything.
is_named <- function(side) {
  !any(grepl(python_texts[["made_up_name"]], side$names))
}

side_hint <- function(side, known) {
  if (!is_named(side)) return("Give them in order, without names.")
  sides <- if (length(known) == 1L) c(side$what, "is") else c(paste0(side$what, "s"), "are")
  cli::format_inline("The {sides[[1L]]} of the model {sides[[2L]]} {.val {known}}.")
}

# As the model was declared: a dictionary, a list or one array. A list of R becomes a list.
pack <- function(parts, side) {
  if (!is.null(side$keys)) return(stats::setNames(parts, side$keys))
  if (length(parts) == 1L) parts[[1L]] else unname(parts)
}
