# Needs a backend, whichever.

skip_without_keras()

saving_layer <- function(write, read) {
  Layer(
    "Saving",
    initialize = function(...) {
      super$initialize(...)
      self$seen <- 0
    },
    build = function(input_shape) {
      self$scale <- self$add_weight(shape = shape(2), initializer = "ones", name = "scale")
    },
    call = function(inputs) inputs * self$scale,
    save_own_variables = function(store) {
      super$save_own_variables(store)
      write(store, self)
    },
    load_own_variables = function(store) read(store, self)
  )
}

saved_and_loaded <- function(layer) {
  model <- keras_model_sequential(input_shape = 2) |> layer(name = "saving")
  model$layers[[1]]$seen <- 1 / 3
  set_weights(model, list(array(c(2, 3))))
  load_model(save_model(model))$layers[[1]]
}

test_that("a layer saves values of its own and gets them back", {
  layer <- saving_layer(
    function(store, self) {
      store$seen <- self$seen
      store[["whole"]] <- array(1:4, c(2, 2))
      store["mode"] <- np_array(c(5, 6))
    },
    function(store, self) {
      self$scale$assign(store[["0"]])
      self$found <- list(names(store), store$seen, store$whole, as.vector(store$mode))
    }
  )
  loaded <- saved_and_loaded(layer)
  expect_equal(as.vector(as.array(loaded$scale)), c(2, 3))
  found <- loaded$found
  expect_setequal(unlist(found[[1]]), c("0", "seen", "whole", "mode"))
  expect_identical(as.vector(found[[2]]), 1 / 3)
  expect_equal(found[[3]], array(1:4, c(2, 2)))
  expect_identical(unlist(found[[4]]), c(5, 6))
})

test_that("a copy without dropout gets them, too", {
  layer <- saving_layer(
    function(store, self) store$seen <- self$seen,
    function(store, self) self$seen <- as.numeric(store$seen)
  )
  model <- keras_model_sequential(input_shape = 2) |> layer_dropout(0.5) |> layer()
  model$layers[[2]]$seen <- 3
  expect_identical(without_dropout(model)$layers[[1]]$seen, 3)
})

test_that("what was not saved is named, and the rest; the methods of the store are there", {
  keys <- NULL
  layer <- saving_layer(
    function(store, self) keys <<- as.character(reticulate::iterate(store$keys())),
    function(store, self) store$seen
  )
  expect_error(saved_and_loaded(layer), 'Nothing was saved as "seen".*"0"')
  expect_identical(keys, "0")
})
