# Cases of operations: what each computes of R's numbers, eagerly, and that it does the same of
# symbolic tensors and while a function is compiled.

expect_operation_of_keras <- function(case) {
  label <- case_label(case)
  ours <- do.call(case$fun, eval(case$r))
  expect_same_tensors(ours, operation_in_python(case), label)
  if (!isFALSE(case$symbolic) && length(case$operands)) expect_symbolic_like(case, ours, label)
}

# A case says Python's arguments, or with `value` the whole of what is computed there.
operation_in_python <- function(case) {
  if (is.null(case$value)) return(in_python(case))
  numpy <- reticulate::import("numpy", convert = FALSE)
  reticulate::py_eval(sprintf("(lambda keras, np: %s)", case$value))(keras, numpy)
}

expect_same_tensors <- function(ours, theirs, label, tolerance = 1e-5) {
  ours <- flat_tensors(ours)
  theirs <- flat_tensors(theirs)
  # What Python hands on as it is has become R's.
  of_python <- vapply(theirs, reticulate::is_py_object, NA)
  expect_identical(
    lapply(ours[of_python], dtype_of), lapply(theirs[of_python], dtype_of), label = label
  )
  expect_equal(
    lapply(ours, case_values), lapply(theirs, case_values), tolerance = tolerance, label = label
  )
}

# Python's tuples and lists, and R's, of any depth.
flat_tensors <- function(x) {
  sequences <- c("python.builtin.tuple", "python.builtin.list")
  if (reticulate::is_py_object(x) && inherits(x, sequences)) {
    x <- reticulate::py_to_r(x)
  }
  if (is.list(x) && !reticulate::is_py_object(x)) {
    return(unlist(lapply(unname(x), flat_tensors), FALSE))
  }
  list(x)
}

# R has no dtypes: what is no tensor has none to compare.
dtype_of <- function(x) {
  if (reticulate::is_py_object(x)) keras$backend$standardize_dtype(x$dtype)
}

case_values <- function(x) {
  if (reticulate::is_py_object(x)) as_array(x) else x
}

# The operands of a case that are arrays in R, as tensors made by `make`.
with_operands <- function(case, make) {
  call <- as.call(c(list(as.name(case$fun)), eval(case$r)))
  args <- as.list(match.call(get(case$fun), call))[-1L]
  for (arg in intersect(case$operands, names(args))) {
    args[[arg]] <- make_arrays(args[[arg]], make)
  }
  args
}

# A list of tensors, too.
is_case_tensor <- function(x) {
  if (is.list(x) && !reticulate::is_py_object(x)) {
    return(length(x) > 0L && all(vapply(x, is_case_tensor, NA)))
  }
  reticulate::is_py_object(x)
}

make_arrays <- function(value, make) {
  if (is.list(value)) return(lapply(value, make_arrays, make))
  if (is.atomic(value) && (length(value) > 1L || !is.null(dim(value)))) make(value) else value
}

as_case_tensor <- function(x) {
  keras$ops$convert_to_tensor(as_operand(x))
}

as_case_input <- function(x) {
  tensor <- as_case_tensor(x)
  keras$KerasTensor(as.list(dim(tensor)), dtype = dtype_of(tensor))
}

expect_symbolic_like <- function(case, eager, label) {
  symbolic <- flat_tensors(do.call(case$fun, with_operands(case, as_case_input)))
  eager <- flat_tensors(eager)
  label <- paste("symbolic", label)
  expect_identical(lapply(symbolic, dim), lapply(eager, dim), label = label)
  expect_identical(lapply(symbolic, dtype_of), lapply(eager, dtype_of), label = label)
}

# All operations of a family while one function is compiled.
test_compiled_cases <- function(family, folder = test_path("cases")) {
  cases <- Filter(runs_here, read_cases("operation", family, folder))
  cases <- Filter(function(case) !isFALSE(case$compiled) && length(case$operands), cases)
  test_that(sprintf("%s compute the same in a compiled function", family), {
    args <- lapply(cases, with_operands, make = as_case_tensor)
    is_given <- lapply(args, vapply, is_case_tensor, NA)
    compute <- function(tensors) {
      results <- Map(function(case, args, is_given, tensors) {
        args[is_given] <- tensors
        flat_tensors(do.call(case$fun, args))
      }, cases, args, is_given, tensors)
      unname(results)
    }
    tensors <- unname(Map(function(args, is_given) unname(args[is_given]), args, is_given))
    compiled <- compiled(compute)(tensors)
    for (i in seq_along(cases)) {
      eager <- do.call(cases[[i]]$fun, eval(cases[[i]]$r))
      expect_same_tensors(compiled[[i]], eager, paste("compiled", case_label(cases[[i]])))
    }
  })
}

# As the backend compiles; PyTorch computes at once.
compiled <- function(f) {
  f <- reticulate::py_func(f)
  switch(
    keras$backend$backend(),
    tensorflow = reticulate::import("tensorflow")$`function`(f),
    jax = reticulate::import("jax")$jit(f),
    f
  )
}
