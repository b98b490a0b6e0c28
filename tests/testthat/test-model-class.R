skip_without_keras()

# Two networks that learn against each other, with an optimizer each, one of them private.
model_gan <- Model(
  "SmallGan",
  initialize = function(discriminator, generator, latent = 2) {
    super$initialize()
    self$discriminator <- discriminator
    self$generator <- generator
    self$latent <- latent
    self$seeds <- keras$random$SeedGenerator(1L)
    self$d_tracker <- keras$metrics$Mean(name = "d_loss")
    self$g_tracker <- keras$metrics$Mean(name = "g_loss")
  },
  compile = function(d_optimizer, g_optimizer) {
    super$compile()
    self$d_optimizer <- d_optimizer
    private$g_optimizer <- g_optimizer
    private$loss <- keras$losses$BinaryCrossentropy(from_logits = TRUE)
  },
  private = list(
    draw = function(like) {
      noise <- keras$random$normal(keras$ops$shape(like), seed = self$seeds)
      self$generator(noise)
    }
  ),
  train_step = function(data) {
    made <- private$draw(data)
    variables <- self$discriminator$trainable_variables
    d <- value_and_gradients(function() {
      of_data <- self$discriminator(data)
      of_made <- self$discriminator(made)
      private$loss(keras$ops$ones_like(of_data), of_data) +
        private$loss(keras$ops$zeros_like(of_made), of_made)
    }, variables)
    self$d_optimizer$apply(d$gradients, variables)
    variables <- self$generator$trainable_variables
    g <- value_and_gradients(function() {
      of_made <- self$discriminator(private$draw(data))
      private$loss(keras$ops$ones_like(of_made), of_made)
    }, variables)
    private$g_optimizer$apply(g$gradients, variables)
    self$d_tracker$update_state(d$value)
    self$g_tracker$update_state(g$value)
    list(d_loss = self$d_tracker$result(), g_loss = self$g_tracker$result())
  },
  metrics = active_property(function() list(self$d_tracker, self$g_tracker)),
  steps = function() {
    c(as.array(self$d_optimizer$iterations), as.array(private$g_optimizer$iterations))
  }
)

test_that("a network with two optimizers trains both", {
  set_random_seed(1)
  generator <- keras_model_sequential(input_shape = 2) |> layer_dense(2)
  discriminator <- keras_model_sequential(input_shape = 2) |> layer_dense(1)
  gan <- model_gan(discriminator, generator)
  compile(gan, d_optimizer = keras$optimizers$SGD(0.1), g_optimizer = keras$optimizers$Adam(0.01))
  before <- list(get_weights(generator), get_weights(discriminator))
  x <- matrix(seq(1, 4, length.out = 32), 16)
  history <- fit(gan, x, epochs = 2, batch_size = 8, verbose = 0)
  expect_named(history$metrics, c("d_loss", "g_loss"), ignore.order = TRUE)
  expect_true(all(is.finite(unlist(history$metrics))))
  after <- list(get_weights(generator), get_weights(discriminator))
  for (i in 1:2) expect_true(all(before[[i]][[1]] != after[[i]][[1]]))
  # Adam's first steps are as long as its rate.
  expect_lt(max(abs(before[[1]][[1]] - after[[1]][[1]])), 0.0401)
  expect_identical(as.integer(gan$steps()), c(4L, 4L))
  fit(gan, x, batch_size = 8, verbose = 0)
  expect_identical(as.integer(gan$steps()), c(6L, 6L))
})

test_that("a step of one's own gives the numbers of Keras' own", {
  x <- matrix(c(1, 2, 3, 4, -1, -2, -3, -4), 4)
  y <- c(1, 0, 2, 1)
  own <- Model(
    "OwnStep",
    train_step = function(data) {
      loss <- value_and_gradients(function() {
        self$compute_loss(data[[1]], data[[2]], self(data[[1]], training = TRUE))
      }, self$trainable_variables)
      self$optimizer$apply(loss$gradients, self$trainable_variables)
      list(loss = loss$value)
    }
  )
  weights_of <- function(make) {
    input <- keras_input(2)
    model <- make(input, layer_dense(input, 1, kernel_initializer = "ones"))
    compile(model, "sgd", "mse")
    fit(model, x, y, epochs = 2, verbose = 0)
    get_weights(model)
  }
  expect_equal(weights_of(own), weights_of(keras_model), tolerance = 1e-6)
  by_super <- Model("BySuper", train_step = function(data) super$train_step(data))
  expect_equal(weights_of(by_super), weights_of(keras_model), tolerance = 1e-6)
})

test_that("a model with a step of its own for tests alone is trained by Keras' own", {
  asked <- 0
  tested <- Model("OwnTest", test_step = function(data) {
    asked <<- asked + 1
    super$test_step(data)
  })
  input <- keras_input(2)
  model <- tested(input, layer_dense(input, 1, kernel_initializer = "ones"))
  compile(model, optimizer_adam(0.1), "mse")
  x <- matrix(c(1, 2, 3, 4), 2)
  history <- fit(model, x, c(0, 1), validation_data = list(x, c(4, 6)), epochs = 2, verbose = 0)
  expect_lt(history$metrics$loss[[2L]], history$metrics$loss[[1L]])
  expect_gt(asked, 0)
  expect_equal(
    history$metrics$val_loss[[2L]], evaluate(model, x, c(4, 6), verbose = 0)[[1L]],
    tolerance = 1e-5
  )
})

# An error of the user's own class, from a call of the user's own.
of_the_user <- function() {
  stop(structure(
    class = c("of_the_user", "error", "condition"),
    list(message = "not today", call = quote(look_at(data)))
  ))
}

test_that("an error in a step keeps its class and call, and leaves the model as it was", {
  failing <- TRUE
  fail <- function(...) if (failing) of_the_user()
  step <- list(
    train_step = function(data) {
      fail()
      super$train_step(data)
    },
    test_step = function(data) {
      fail()
      super$test_step(data)
    },
    compute_loss = function(x, y, y_pred, sample_weight, training) {
      fail()
      keras$ops$mean((y - y_pred)^2)
    }
  )
  x <- matrix(c(1, 2, 3, 4), 2)
  y <- c(4, 6)
  for (name in names(step)) {
    failing <- TRUE
    input <- keras_input(2)
    model <- do.call(Model, c("Failing", step[name]))(input, layer_dense(input, 1))
    compile(model, optimizer_adam(0.1), "mse")
    before <- get_weights(model)
    run <- if (name == "test_step") evaluate else fit
    cnd <- expect_error(run(model, x, y, verbose = 0), class = "lamina_error")
    expect_identical(conditionCall(cnd)[[1L]], as.name("run"))
    expect_match(conditionMessage(cnd$parent), sprintf("`%s()` of", name), fixed = TRUE)
    expect_s3_class(cnd$parent$parent, "of_the_user")
    expect_identical(conditionCall(cnd$parent$parent), quote(look_at(data)))
    expect_identical(get_weights(model), before)
    expect_identical(as.integer(as.array(model$optimizer$iterations)), 0L)
    failing <- FALSE
    expect_true(is.finite(run(model, x, y, verbose = 0)[[1L]][[1L]][[1L]]))
  }
})

test_that("an error in code that a training calls keeps its class and call", {
  layer_failing <- Layer("FailingInside", call = function(inputs, training = FALSE) {
    if (isTRUE(training)) of_the_user() else inputs
  })
  loss_failing <- Loss("FailingLoss", call = function(y_true, y_pred) of_the_user())
  callback_failing <- Callback("FailingHook", on_train_batch_end = function(batch, logs) {
    if (batch == 2) of_the_user()
  })
  plain <- keras_model_sequential(input_shape = 2) |> layer_dense(1)
  layered <- keras_model_sequential(input_shape = 2) |> layer_failing() |> layer_dense(1)
  x <- matrix(c(1, 2, 3, 4, 5, 6, 7, 8), 4)
  train <- function(model, loss = "mse", callbacks = NULL) {
    compile(model, "sgd", loss)
    before <- get_weights(model)
    cnd <- expect_error(
      fit(model, x, 1:4, batch_size = 1, verbose = 0, callbacks = callbacks),
      class = "lamina_error"
    )
    expect_identical(conditionCall(cnd)[[1L]], as.name("fit"))
    expect_s3_class(cnd$parent, "lamina_error_callback")
    expect_s3_class(cnd$parent$parent, "of_the_user")
    expect_identical(conditionCall(cnd$parent$parent), quote(look_at(data)))
    if (is.null(callbacks)) expect_identical(get_weights(model), before)
    as.integer(as.array(model$optimizer$iterations))
  }
  expect_identical(train(layered), 0L)
  expect_identical(train(plain, loss = loss_failing()), 0L)
  expect_identical(train(plain, loss = function(y_true, y_pred) of_the_user()), 0L)
  # Two whole steps were made.
  expect_identical(train(plain, callbacks = list(callback_failing())), 2L)
})

test_that("a class with settings of its own makes functional models, which are saved", {
  model_shifted <- Model(
    "SmallShifted",
    initialize = function(shift = 1, ...) {
      super$initialize(...)
      self$shift <- shift
    },
    shifted = function(x) self(x) + self$shift
  )
  input <- keras_input(2)
  output <- layer_dense(input, 1)
  x <- matrix(c(1, 2, 3, 4), 2)
  plain <- as.array(keras_model(input, output)(x))
  model <- model_shifted(2, input, output, name = "shifted")
  expect_equal(as.array(model$shifted(x)), plain + 2, tolerance = 1e-6)
  # One of the ends may have its name.
  parts <- model_shifted(input, outputs = list(out = output), shift = 3)(x)
  expect_equal(as.array(parts$out), plain, tolerance = 1e-6)
  path <- withr::local_tempfile(fileext = ".keras")
  save_model(model, path)
  loaded <- load_model(path)
  expect_identical(loaded$name, "shifted")
  expect_equal(as.array(loaded$shifted(x)), plain + 2, tolerance = 1e-6)
})
