skip_without_keras()

problem <- easy_problem(8)

test_that("a class of R6 that inherits from a callback of Keras is one", {
  Recorder <- R6::R6Class( # nolint: object_name_linter.
    "Recorder",
    inherit = keras$callbacks$Callback,
    public = list(
      seen = NULL,
      limit = 2,
      initialize = function(limit = 2) self$limit <- limit,
      on_epoch_end = function(epoch, logs = NULL) {
        super$on_epoch_end(epoch, logs)
        private$note(epoch)
        if (epoch == self$limit) self$model$stop_training <- TRUE
      }
    ),
    private = list(
      epochs = numeric(),
      note = function(epoch) {
        private$epochs <- c(private$epochs, epoch)
        self$seen <- private$epochs
      }
    ),
    active = list(n_seen = function() length(self$seen))
  )
  class <- reticulate::r_to_py(Recorder)
  first <- class(limit = 2)
  second <- class(limit = 1)
  for (callback in list(first, second)) {
    fit(
      small_classifier(), problem$x, problem$y, epochs = 3, verbose = 0, callbacks = list(callback)
    )
  }
  expect_equal(as.numeric(unlist(first$seen)), c(1, 2))
  expect_equal(as.numeric(unlist(second$seen)), 1)
  expect_equal(first$n_seen, 2)

  Louder <- R6::R6Class( # nolint: object_name_linter.
    "Louder", inherit = Recorder,
    public = list(on_epoch_begin = function(epoch, logs = NULL) self$began <- epoch)
  )
  louder <- reticulate::r_to_py(Louder)(limit = 2)
  fit(small_classifier(), problem$x, problem$y, epochs = 3, verbose = 0, callbacks = louder)
  expect_equal(louder$began, 2)
  expect_equal(as.numeric(unlist(louder$seen)), c(1, 2))
})

test_that("a class of R6 that is R's alone stays so", {
  Counter <- R6::R6Class("Counter", public = list(n = 1)) # nolint: object_name_linter.
  expect_false(inherits(reticulate::r_to_py(Counter), "python.builtin.type"))
})
