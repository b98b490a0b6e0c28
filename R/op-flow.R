# Operations that are given functions of R: loops, branches, maps and gradients. The functions get
# tensors, and what they return becomes tensors.

#' Choose between functions while a program runs
#'
#' `op_cond()` calls one of two functions, as `if` does, and `op_switch()` one of several, as
#' `switch()` does: by a tensor, whose value need not be known before a compiled function runs.
#'
#' In a compiled function both or all functions are traced, and have to return tensors of the same
#' shapes and dtypes. Use [op_where()] to choose element by element.
#'
#' @param pred `TRUE` or `FALSE`, or a tensor with one truth value.
#' @param true_fn,false_fn Functions without arguments, which return a tensor, a list of them, or
#'   `NULL`.
#' @param index Which function is called, counted from 1: a whole number, or a tensor with one.
#'   A number below 1 calls the first, one beyond the last calls the last.
#' @param branches A list of functions, which all take the same arguments.
#' @param ... Of `op_switch()`, what the function is called with: tensors, R numbers, arrays and
#'   lists of them, without names. Of `op_cond()` not used.
#' @returns What the function returned, as tensors. Errors have class `lamina_error`; one of a
#'   function of yours is its parent.
#' @family control flow
#' @examplesIf is_keras_available()
#' x <- op_sum(c(1, 2, 3))
#' op_cond(x > 5, \() x * 10, \() x)
#' op_switch(2, list(\(x, y) x + y, \(x, y) x - y), 5, 3)
#' @export
op_cond <- function(pred, true_fn, false_fn, ...) {
  check_no_dots(..., what = "this function")
  pred <- as_flag_operand(pred)
  args <- list(
    pred, as_traced(true_fn, n = 0L, of = "without arguments"),
    as_traced(false_fn, n = 0L, of = "without arguments")
  )
  call_with_functions(keras_object("ops", "cond"), args)
}

#' @rdname op_cond
#' @export
op_switch <- function(index, branches, ...) {
  expected <- "a whole number, counted from 1, or a tensor with one"
  if (missing(index)) abort_missing("index", expected, rlang::current_env())
  if (!inherits(index, tensor_classes)) index <- as_whole(index)
  expected <- "a list of functions, at least one"
  if (missing(branches)) abort_missing("branches", expected, rlang::current_env())
  valid <- is.list(branches) && !reticulate::is_py_object(branches) && length(branches) &&
    all(vapply(branches, is.function, NA))
  if (!valid) abort_argument("branches", expected, branches, rlang::current_env())
  given <- rlang::list2(...)
  operands <- as_dots_operands(given, rlang::current_env())
  index <- if (is.numeric(index)) {
    min(max(index, 1L), length(branches)) - 1L
  } else {
    keras_object("ops", "maximum")(index, 1L) - 1L
  }
  branches <- Map(as_traced, unname(branches), element_args(branches, "branches"))
  call_with_functions(keras_object("ops", "switch"), c(list(index, unname(branches)), operands))
}

#' Loop while a program runs
#'
#' `op_while_loop()` repeats a step as long as a condition holds, `op_fori_loop()` for each whole
#' number of a range. They are loops of the backend: a compiled function holds the step once,
#' however often it is taken, and how often may depend on a tensor.
#'
#' The state keeps its structure, its shapes and its dtypes from step to step. JAX has no gradient
#' of a loop whose length is not known; [op_scan()] has. Outside of a compiled function R's own
#' loops do as well.
#'
#' @param cond A function of the state that returns a truth value: whether to go on.
#' @param body A function of the state that returns the next state.
#' @param loop_vars The state: a list, whose elements `cond` and `body` get one by one and of which
#'   `body` returns a new one; a list with names, which they get as a whole; or one tensor or
#'   number.
#' @param maximum_iterations How often the step is taken at most: a whole number, or `NULL`.
#' @param lower,upper The first number, and the one before which the loop ends: whole numbers, or
#'   tensors with one. `op_fori_loop(1, 4, ...)` takes three steps.
#' @param body_fun A function of the number, a tensor, and of the state, which returns the next
#'   state.
#' @param init_val The state: a tensor or an R number or array, or a list of them.
#' @param ... Not used.
#' @returns The last state, as tensors. Errors have class `lamina_error`; one of a function of
#'   yours is its parent.
#' @family control flow
#' @examplesIf is_keras_available()
#' # The first power of 2 above 1000.
#' op_while_loop(\(x) x < 1000, \(x) x * 2, 1)
#' op_while_loop(\(i, sum) i <= 10, \(i, sum) list(i + 1L, sum + i), list(1L, 0L))
#' op_fori_loop(1, 5, \(i, product) product * i, 1L)
#' @export
op_while_loop <- function(cond, body, loop_vars, maximum_iterations = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    as_traced(cond), as_traced(body), as_operand_tree(loop_vars),
    maximum_iterations = as_whole(maximum_iterations, min = 0, null = TRUE)
  )
  call_with_functions(keras_object("ops", "while_loop"), args)
}

#' @rdname op_while_loop
#' @export
op_fori_loop <- function(lower, upper, body_fun, init_val, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    as_drawn_whole(lower), as_drawn_whole(upper),
    as_traced(body_fun, n = 2L, of = "of the number and the state"), as_operand_tree(init_val)
  )
  call_with_functions(keras_object("ops", "fori_loop"), args)
}

#' Go along the first axis
#'
#' `op_scan()` calls a function for each slice along the first axis, one after the other, and hands
#' on a state, as a recurrent network does. `op_associative_scan()` combines all slices so far by a
#' function for which the order of combining makes no difference, which can be done for many at
#' once. `op_map()` and `op_vectorized_map()` call a function for each slice without a state: one
#' after the other, or all at once.
#'
#' @param f The function. Of `op_scan()` a function of the state and of a slice, which returns a
#'   list of two: the next state, and what is collected, or `NULL`. Of `op_associative_scan()` a
#'   function of two tensors like `elems`, which returns one like them. Else a function of a slice.
#' @param init The first state: a tensor, an R number or array, or a list of them.
#' @param xs,elements,elems What is gone along: a tensor, an R array, or a list of them with a first
#'   axis of the same length, of which `f` gets a list of slices. `op_scan()` may do without, if
#'   `length` says how often.
#' @param length How many steps: a whole number, or `NULL` for as many as there are slices.
#' @param reverse Whether to begin with the last slice: `TRUE` or `FALSE`.
#' @param unroll How many steps JAX writes out at once when it compiles: a whole number of at least
#'   1, or `TRUE` for all.
#' @param axis The axis, counted from 1; negative counts from the end.
#' @param ... Not used.
#' @returns Of `op_scan()` a list of two: the last state, and all that was collected, stacked along
#'   a new first axis. Else a tensor, or a list of them as `f` returns them. Errors have class
#'   `lamina_error`; one of a function of yours is its parent.
#' @family control flow
#' @examplesIf is_keras_available()
#' # Sums so far, and the differences from the mean.
#' op_scan(\(sum, x) list(sum + x, sum), init = 0, xs = c(1, 2, 3))
#' op_associative_scan(\(a, b) a + b, c(1, 2, 3))
#' op_map(matrix(1:6, 3), \(row) op_sum(row))
#' op_vectorized_map(list(c(1, 2), c(3, 4)), \(pair) pair[[1]] * pair[[2]])
#' @export
op_scan <- function(f, init, xs = NULL, length = NULL, reverse = FALSE, unroll = 1L, ...) {
  check_no_dots(..., what = "this function")
  f <- as_traced(f, n = 2L, of = "of the state and a slice", check = check_pair)
  args <- list(
    f, init = as_operand_tree(init), xs = if (!is.null(xs)) as_operand_tree(xs),
    length = as_whole(length, min = 0, null = TRUE), reverse = check_flag(reverse),
    unroll = if (is.logical(unroll)) check_flag(unroll) else as_whole(unroll, min = 1)
  )
  if (is.null(xs) && is.null(length)) {
    abort_lamina(
      "{.arg length} must be given where there is no {.arg xs}.", "argument",
      call = rlang::current_env()
    )
  }
  call_with_functions(from_r$scan, args)
}

#' @rdname op_scan
#' @export
op_associative_scan <- function(f, elems, reverse = FALSE, axis = 1L, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    as_traced(f), as_operand_tree(elems), reverse = check_flag(reverse), axis = as_axis(axis, n = 1)
  )
  call_with_functions(keras_object("ops", "associative_scan"), args)
}

#' @rdname op_scan
#' @export
op_map <- function(xs, f, ...) {
  check_no_dots(..., what = "this function")
  xs <- as_operand_tree(xs)
  f <- as_traced(f, n = 1L, of = "of a slice")
  call_with_functions(keras_object("ops", "map"), list(f, xs))
}

#' @rdname op_scan
#' @export
op_vectorized_map <- function(elements, f, ...) {
  check_no_dots(..., what = "this function")
  elements <- as_operand_tree(elements)
  f <- as_traced(f, n = 1L, of = "of a slice")
  call_with_functions(keras_object("ops", "vectorized_map"), list(f, elements))
}

#' Make a function work on arrays of what it takes
#'
#' Returns a function that calls `func` for each element of its arguments, whose shapes are
#' broadcast, all at once. Keras has it on JAX and PyTorch alone, elsewhere it is an error of class
#' `lamina_error_backend`; [op_vectorized_map()] does the same for one axis on each backend.
#'
#' @param func A function of tensors that returns a tensor.
#' @param ... Not used.
#' @param excluded Positions of the arguments that are handed on as a whole, counted from 1, or
#'   `NULL` for none.
#' @param signature Which axes `func` takes and returns, in the notation of NumPy, such as
#'   `"(n),(n)->()"` for two vectors and one number; `NULL` for single numbers.
#' @returns A function in R, whose arguments are given without names. Errors have class
#'   `lamina_error`.
#' @family control flow
#' @examplesIf is_keras_available() && config_backend() != "tensorflow"
#' dot <- op_vectorize(\(a, b) op_sum(a * b), signature = "(n),(n)->()")
#' dot(rbind(c(1, 2), c(3, 4)), c(10, 1))
#' @export
op_vectorize <- function(func, ..., excluded = NULL, signature = NULL) {
  check_no_dots(..., what = "this function")
  check_backend("op_vectorize", c("jax", "torch"))
  f <- as_traced(func)
  excluded <- if (!is.null(excluded)) {
    as.list(as_positions(check_sizes(excluded), arg = "excluded"))
  }
  as_r_operation(from_r$vectorize, list(f, excluded, check_string(signature, null = TRUE)))
}

#' Give a function a gradient of its own
#'
#' Returns a function that computes what `f` does, and has the gradient that `f` says: for one that
#' is stable where the usual is not, or that lets gradients through a step that has none.
#'
#' @param f A function of tensors that returns a list of two: the result, and a function. That gets
#'   the gradient of what is computed from the result, as its argument `upstream` or as its first,
#'   and returns the gradients of the arguments of `f`: one, or a list with one for each.
#' @param ... Not used.
#' @returns A function in R, whose arguments are given without names. Errors have class
#'   `lamina_error`.
#' @family control flow
#' @seealso [value_and_gradients()]
#' @examplesIf is_keras_available()
#' # log(1 + exp(x)), whose own gradient is NaN for large numbers.
#' softplus <- op_custom_gradient(function(x) {
#'   e <- op_exp(x)
#'   list(op_log(1 + e), \(upstream) upstream * (1 - 1 / (1 + e)))
#' })
#' x <- keras_variable(100)
#' value_and_gradients(\() softplus(x), list(x))$gradients
#' @export
op_custom_gradient <- function(f, ...) {
  check_no_dots(..., what = "this function")
  f <- as_traced(f, check = check_with_gradient)
  as_r_operation(from_r$custom_gradient, list(f))
}

#' Let no gradient through
#'
#' The same values, which count as constants when gradients are computed: what they were
#' computed from gets none by this way.
#'
#' @param variable A tensor or a variable, or an R vector or array of numbers.
#' @param ... Not used.
#' @returns A tensor. Errors have class `lamina_error`.
#' @family control flow
#' @examplesIf is_keras_available()
#' x <- keras_variable(3)
#' value_and_gradients(\() x * op_stop_gradient(x), list(x))$gradients
#' @export
op_stop_gradient <- function(variable, ...) {
  check_no_dots(..., what = "this function")
  call_operation("stop_gradient", list(variable = as_operand(variable, scalar = FALSE)))
}

#' Differentiate in a direction
#'
#' The result of a function, and how fast it changes when its arguments move in the directions that
#' are given: the product of the Jacobian and a vector, computed forwards with the result.
#'
#' @param fun A function of tensors.
#' @param primals Where: a list of tensors or R arrays of fractions, one for each argument.
#' @param tangents In which direction: a list of tensors or arrays of the same shapes.
#' @param has_aux Whether `fun` returns a list of two, of which the second is handed on as it is:
#'   `TRUE` or `FALSE`.
#' @param ... Not used.
#' @returns A list: the result, its change, and with `has_aux` what was handed on. Errors have class
#'   `lamina_error`; one of `fun` is its parent.
#' @family control flow
#' @examplesIf is_keras_available()
#' op_jvp(\(x) x^2, list(c(1, 2, 3)), list(c(1, 0, 1)))
#' @export
op_jvp <- function(fun, primals, tangents, has_aux = FALSE, ...) {
  check_no_dots(..., what = "this function")
  has_aux <- check_flag(has_aux)
  args <- list(
    as_traced(fun, check = if (has_aux) check_aux else as_returned),
    as_operands(primals), as_operands(tangents), has_aux
  )
  call_with_functions(from_r$jvp, args)
}

# ---- Functions of R within operations ------------------------------------------------

# `check` is handed what the function returns.
# `n`: how many arguments it gets, `of` in words; NULL where it gets what the user gives.
as_traced <- function(f, arg = caller_arg(f), check = as_returned, call = caller_env(), n = NULL,
                      of = NULL) {
  force(arg)
  f <- check_function(f, arg = arg, call = call)
  if (!is.null(n)) check_takes(f, n, of, arg, call)
  if (inherits(f, "python.builtin.object")) return(f)
  as_python_function(
    f, describe = sprintf("The function `%s` failed.", arg), check = function(value) check(value)
  )
}

# Tensors and numbers in lists of any depth, as tensors.
as_operand_tree <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (missing(x)) abort_missing(arg, "a tensor, an array of numbers, or a list of them", call)
  force(arg)
  if (is.list(x) && !is.data.frame(x) && !reticulate::is_py_object(x)) {
    return(Map(as_operand_tree, x, element_args(x, arg), list(call)))
  }
  x <- as_operand(x, scalar = FALSE, arg = arg, call = call)
  if (is_single(x) && is.numeric(x) && !is.object(x)) structure(x, class = "keras_operand") else x
}

as_dots_operands <- function(given, call) {
  unname(Map(as_operand_tree, given, element_args(given, "..."), list(call)))
}

as_returned <- function(value) {
  if (is.null(value)) return(NULL)
  if (is.list(value) && !is.data.frame(value) && !reticulate::is_py_object(value)) {
    return(lapply(value, as_returned))
  }
  as_operand(value, scalar = FALSE, arg = "the result", call = NULL)
}

check_pair <- function(value) check_two(value, "the next state, and what is collected")

check_aux <- function(value) check_two(value, "the result, and what is handed on")

check_two <- function(value, what) {
  if (!(is.list(value) && length(value) == 2L)) {
    abort_lamina(
      "The function must return a list of two: {what}. It returned {describe(value)}.",
      class = "callback"
    )
  }
  lapply(unname(value), as_returned)
}

check_with_gradient <- function(value) {
  valid <- is.list(value) && length(value) == 2L && is.function(value[[2L]])
  if (!valid) {
    abort_lamina(
      "The function must return a list of two: the result, and a function for its gradient. It
       returned {describe(value)}.",
      class = "callback"
    )
  }
  gradient <- value[[2L]]
  by_name <- "upstream" %in% names(formals(args(gradient)))
  run <- function(upstream) if (by_name) gradient(upstream = upstream) else gradient(upstream)
  list(as_returned(value[[1L]]), as_traced(run, arg = "the gradient"))
}

# A function of Python as one of R, whose arguments become tensors.
as_r_operation <- function(make, args, call = caller_env()) {
  f <- with_python(do.call(make, args), "The function could not be made.", call = call)
  function(...) {
    given <- rlang::list2(...)
    operands <- as_dots_operands(given, rlang::current_env())
    call_with_functions(f, operands)
  }
}

call_with_functions <- function(operation, args, call = caller_env()) {
  result <- with_python(
    do.call(reticulate::py_call, c(list(operation), args)), "The operation failed.", call = call
  )
  of_tree(result)
}

# Python's tuples, lists and dictionaries as lists.
of_tree <- function(x) {
  if (inherits(x, c("python.builtin.tuple", "python.builtin.list", "python.builtin.dict"))) {
    x <- reticulate::py_to_r(x)
  }
  if (is.list(x) && !reticulate::is_py_object(x)) lapply(x, of_tree) else x
}

as_flag_operand <- function(x, arg = caller_arg(x), call = caller_env()) {
  expected <- "TRUE or FALSE, or a tensor with one truth value"
  if (missing(x)) abort_missing(arg, expected, call)
  if (inherits(x, tensor_classes)) return(x)
  flag <- check_flag(x, arg = arg, call = call)
  structure(flag, class = "keras_operand")
}
