skip_without_keras()

values <- function(x) as.vector(as.array(x))

# Eagerly, and in a compiled function.
both <- function(f, ...) {
  inputs <- lapply(list(...), function(x) backend_tensor(as.array(x)))
  eager <- do.call(f, inputs)
  in_compiled <- flat_tensors(do.call(compiled(f), inputs))
  expect_equal(lapply(in_compiled, values), lapply(flat_tensors(eager), values))
  eager
}

test_that("one of several functions is called", {
  choose <- function(x) op_cond(op_sum(x) > 5, function() x * 10, function() x)
  expect_equal(values(both(choose, c(1, 5))), c(10, 50))
  expect_equal(values(both(choose, c(1, 2))), c(1, 2))
  expect_equal(values(op_cond(TRUE, function() 1, function() 2)), 1)
  branches <- list(function(x, y) x + y, function(x, y) x - y)
  expect_equal(values(op_switch(1, branches, 5, 3)), 8)
  expect_equal(values(op_switch(2, branches, 5, 3)), 2)
  expect_equal(values(op_switch(0, branches, 5, 3)), 8)
  expect_equal(values(op_switch(3, branches, 5, 3)), 2)
  pick <- function(x) op_switch(op_cast(op_sum(x), "int32"), branches, x, x)
  expect_equal(values(both(pick, c(1, 1))), c(0, 0))
  expect_equal(values(both(pick, c(0, 1))), c(0, 2))
})

test_that("loops end as they should", {
  expect_equal(values(op_while_loop(function(x) x < 1000, function(x) x * 2, 1)), 1024)
  sums <- function(x) {
    op_while_loop(function(i, x) i < 3L, function(i, x) list(i + 1L, x * 2), list(0L, x))
  }
  expect_equal(lapply(both(sums, c(1, 2)), values), list(3, c(8, 16)))
  last <- op_while_loop(function(x) TRUE, function(x) x + 1, 0, maximum_iterations = 4)
  expect_equal(values(last), 4)
  loop <- function(x) op_fori_loop(1, 4, function(i, x) x * op_cast(i, "float32"), x)
  expect_equal(values(both(loop, c(1, 2))), c(6, 12))
  expect_equal(values(op_fori_loop(0L, 5L, function(i, s) s + i, 0L)), 10)
})

test_that("slices are gone along", {
  running <- function(x) op_scan(function(sum, x) list(sum + x, sum), init = 0, xs = x)
  expect_equal(lapply(both(running, c(1, 2, 3)), values), list(6, c(0, 1, 3)))
  backwards <- op_scan(function(s, x) list(s + x, s), 0, c(1, 2, 3), reverse = TRUE)
  expect_equal(values(backwards[[2]]), c(5, 3, 0))
  steps <- op_scan(function(s, x) list(s * 2, s), 1, length = 3)
  expect_equal(lapply(steps, values), list(8, c(1, 2, 4)))
  add <- function(a, b) a + b
  expect_equal(values(both(function(x) op_associative_scan(add, x), 1:4)), cumsum(1:4))
  x <- matrix(as.double(1:6), 3)
  along <- op_associative_scan(add, x, axis = 2)
  expect_equal(as.array(along), t(apply(x, 1, cumsum)))
  expect_equal(values(both(function(x) op_map(x, function(row) op_sum(row)), x)), rowSums(x))
  expect_equal(
    values(both(function(x) op_vectorized_map(x, function(row) op_sum(row)), x)), rowSums(x)
  )
  pairs <- op_vectorized_map(list(c(1, 2), c(3, 4)), function(pair) pair[[1]] * pair[[2]])
  expect_equal(values(pairs), c(3, 8))
  product <- function(a, b) op_sum(a * b)
  # Keras has none on TensorFlow.
  if (keras$backend$backend() == "tensorflow") {
    expect_lamina_error(op_vectorize(product), "op_vectorized_map|jax", class = "backend")
  } else {
    dot <- op_vectorize(product, signature = "(n),(n)->()")
    expect_equal(values(dot(rbind(c(1, 2), c(3, 4)), c(10, 1))), c(12, 34))
  }
})

test_that("gradients are those that are said", {
  double <- op_custom_gradient(function(x) list(x * 1, function(upstream) upstream * 2))
  x <- keras$Variable(3)
  step <- value_and_gradients(function() double(x) * 5, list(x))
  expect_equal(values(step$value), 15)
  expect_equal(values(step$gradients[[1]]), 10)
  named <- op_custom_gradient(function(x, y) {
    list(x * y, function(..., upstream = NULL) list(upstream, upstream * 7))
  })
  y <- keras$Variable(4)
  step <- value_and_gradients(function() named(x, y), list(x, y))
  expect_equal(vapply(step$gradients, values, 0), c(1, 7))
  step <- value_and_gradients(function() x * op_stop_gradient(x), list(x))
  expect_equal(values(step$gradients[[1]]), 3)
  moved <- op_jvp(function(x) x^2, list(c(1, 2, 3)), list(c(1, 0, 1)))
  expect_equal(lapply(moved, values), list(c(1, 4, 9), c(2, 0, 6)))
})

test_that("an error of a function keeps its class and its call", {
  fail <- function(x) rlang::abort("no way", class = "my_error", call = quote(mine()))
  cnd <- expect_lamina_error(op_map(c(1, 2), fail), class = "python", from = "op_map")
  root <- cnd
  while (!is.null(root$parent)) root <- root$parent
  expect_s3_class(root, "my_error")
  expect_identical(conditionCall(root), quote(mine()))
  expect_error(op_while_loop(fail, fail, 1), class = "lamina_error")
  expect_error(op_scan(function(s, x) s, 0, 1:3), "list of two")
  expect_error(op_jvp(function(x) x, list(1), list(1), has_aux = TRUE), "what is handed on")
  expect_error(op_custom_gradient(function(x) list(x, x))(1), "a function for its gradient")
})

test_that("what cannot be called is refused", {
  expect_snapshot(error = TRUE, {
    op_cond()
    op_cond(NA, function() 1, function() 2)
    op_cond(TRUE, 1, function() 2)
    op_switch()
    op_switch(1)
    op_switch(1.5, list(identity), 1)
    op_switch(1, identity, 1)
    op_fori_loop(0, 1.5, function(i, s) s, 0)
    op_while_loop(function(x) TRUE, function(x) x)
    op_scan(function(s, x) list(s, x), 0)
    op_map("a", identity)
    op_stop_gradient("a")
    op_cond(TRUE, function(x) x, function() 2)
    op_fori_loop(0, 2, function(i) i, 0)
    op_scan(function(s) list(s, s), 0, 1:3)
    op_map(1:3, function() 1)
  })
})
