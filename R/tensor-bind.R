# `cbind()` and `rbind()` of tensors, as of R's matrices: vectors are columns or rows, and single
# numbers are repeated.

register_binding <- function() {
  register_method("cbind", tensor_classes, bind_tensors("cbind", along = 1L))
  register_method("rbind", tensor_classes, bind_tensors("rbind", along = 0L))
}

# `along`: the axis, counted from 0 as Keras does.
bind_tensors <- function(generic, along) {
  force(generic)
  function(..., deparse.level = 1) { # nolint: object_name_linter.
    call <- as_call_of(generic, sys.call())
    values <- list(...)
    names(values) <- sprintf("..%d", seq_along(values))
    values <- drop_nulls(values)
    for (x in values) check_session(x)
    beside <- first_tensor(values)
    operands <- Map(function(x, arg) {
      as_operand(x, beside, scalar = FALSE, arg = arg, call = call)
    }, values, names(values))
    shapes <- lapply(operands, operand_shape)
    check_bindable(shapes, generic, along, call)
    matrices <- lapply(operands[lengths(shapes) > 0L], as_strip, along, call)
    operands[lengths(shapes) > 0L] <- matrices
    like <- if (length(matrices)) one_strip(matrices[[1L]], along)
    numbers <- lengths(shapes) == 0L
    operands[numbers] <- lapply(operands[numbers], as_number_strip, like, call)
    run_operation("concatenate", list(xs = unname(operands), axis = along), "ops", NULL, NULL, call)
  }
}

check_bindable <- function(shapes, generic, along, call) {
  big <- which(lengths(shapes) > 2L)
  if (length(big)) {
    abort_lamina(
      c(
        "{.fn {generic}} takes tensors with two axes at most.",
        describe_shapes(shapes[big[[1L]]]),
        i = "Say along which axis: {.code op_concatenate(list(x, y), axis = )}."
      ),
      class = "shape", call = call
    )
  }
  across <- vapply(shapes[lengths(shapes) > 0L], function(shape) {
    shape[[if (length(shape) == 2L) 2L - along else 1L]]
  }, 1L)
  if (length(unique(across[!is.na(across)])) < 2L) return()
  what <- if (generic == "cbind") "rows" else "columns"
  abort_lamina(
    c(
      "What {.fn {generic}} takes must have as many {what}.",
      describe_shapes(shapes[names(across)])
    ),
    class = "shape", call = call
  )
}

# A vector as a column, or as a row.
as_strip <- function(x, along, call) {
  if (length(operand_shape(x)) == 2L) return(x)
  run_operation("expand_dims", list(x = x, axis = along), "ops", NULL, NULL, call)
}

one_strip <- function(x, along) {
  x <- if (reticulate::is_py_object(x)) x else keras$ops$convert_to_tensor(x)
  if (along == 1L) x[, 1:1] else x[1:1, ]
}

as_number_strip <- function(x, like, call) {
  if (is.null(like)) {
    return(run_operation("reshape", list(x = x, newshape = list(1L, 1L)), "ops", NULL, NULL, call))
  }
  run_operation("full_like", list(x = like, fill_value = x), "ops", NULL, NULL, call)
}
