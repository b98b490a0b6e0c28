skip_without_keras()

x <- matrix(c(1, 2, 3, 4, -1, -2, -3, -4), 8, 2)
y <- x[, 1] / 4

# Settings that take another value than the default.
loss_uneven <- Loss(
  "Uneven",
  initialize = function(above = 1, below = 3) {
    self$above <- above
    self$below <- below
  },
  call = function(y_true, y_pred) {
    off <- y_pred - y_true
    keras$ops$mean(keras$ops$maximum(self$above * off, -self$below * off), axis = -1L)
  }
)
metric_largest <- Metric(
  "Largest",
  initialize = function(scale = 1, ...) {
    super$initialize(...)
    self$scale <- scale
    self$largest <- self$add_variable(shape = shape(), initializer = "zeros", name = "largest")
  },
  update_state = function(y_true, y_pred, sample_weight = NULL) {
    off <- keras$ops$max(keras$ops$abs(y_true - y_pred))
    self$largest$assign(keras$ops$maximum(self$largest, off))
  },
  result = function() self$largest$value * self$scale
)
constraint_at_most <- Constraint(
  "AtMost",
  initialize = function(limit) self$limit <- limit,
  call = function(w) keras$ops$clip(w, -self$limit, self$limit)
)
schedule_warmup <- LearningRateSchedule(
  "Warmup",
  initialize = function(steps, after) {
    self$steps <- steps
    self$after <- after
  },
  call = function(step) {
    part <- keras$ops$minimum((keras$ops$cast(step, "float32") + 1) / self$steps, 1)
    part * self$after(step)
  }
)

test_that("objects of classes train, are saved with their settings and loaded", {
  set_random_seed(1)
  after <- keras$optimizers$schedules$CosineDecay(0.5, 100L)
  optimizer <- keras$optimizers$SGD(learning_rate = schedule_warmup(4, after))
  model <- keras_model_sequential(input_shape = 2) |>
    layer_dense(1, kernel_initializer = "zeros", kernel_constraint = constraint_at_most(0.02))
  compile(
    model, optimizer,
    loss = loss_uneven(below = 2), metrics = list(metric_largest(10, name = "largest"), "mae")
  )
  fit(model, x, y, epochs = 2, batch_size = 4, verbose = 0)
  expect_equal(as.vector(get_weights(model)[[1]]), c(0.02, 0.02), tolerance = 1e-6)
  seen <- evaluate(model, x, y, verbose = 0)
  off <- as.vector(predict(model, x, verbose = 0)) - y
  expect_equal(seen$largest, 10 * max(abs(off)), tolerance = 1e-5)
  expect_equal(seen$loss, mean(pmax(off, -2 * off)), tolerance = 1e-5)
  path <- withr::local_tempfile(fileext = ".keras")
  save_model(model, path)
  again <- load_model(path)
  expect_equal(evaluate(again, x, y, verbose = 0), seen)
  expect_identical(again$layers[[1]]$kernel_constraint$limit, 0.02)
  rate <- again$optimizer$get_config()$learning_rate
  expect_identical(rate$registered_name, "R.schedule>Warmup")
  expect_identical(rate$config$after$class_name, "CosineDecay")
  expect_equal(as.array(again$optimizer$learning_rate), as.array(optimizer$learning_rate))
  expect_identical(again$loss$below, 2)
})

test_that("a class stands for the object that it makes without arguments", {
  model <- keras_model_sequential(input_shape = 2) |> layer_dense(1, kernel_initializer = "zeros")
  compile(model, "sgd", loss = loss_uneven, metrics = list(metric_largest))
  expect_equal(evaluate(model, x, y, verbose = 0)$largest, 1, tolerance = 1e-5)
  expect_identical(model$loss$below, 3)
})

test_that("two kinds of classes may have one name", {
  twice <- list(
    Loss("Same", call = function(y_true, y_pred) y_pred), Constraint("Same", call = function(w) w)
  )
  objects <- lapply(twice, function(class) {
    described <- keras$saving$serialize_keras_object(class())
    keras$saving$deserialize_keras_object(described)
  })
  expect_s3_class(objects[[1]], "keras.src.losses.loss.Loss")
  expect_s3_class(objects[[2]], "keras.src.constraints.constraints.Constraint")
})

test_that("an argument that cannot be saved is named in terms of its kind", {
  odd <- Constraint("Odd", initialize = function(what) self$what <- 1, call = function(w) w)
  expect_snapshot(odd(builtins$object())$get_config(), error = TRUE, transform = function(lines) {
    grep("py_last_error", lines, invert = TRUE, value = TRUE)
  })
})

test_that("what is private belongs to one object of each class", {
  base <- Constraint(
    "CountsBase", private = list(n = 0),
    call = function(w) {
      private$n <- private$n + 1
      w
    },
    seen = active_property(function() private$n)
  )
  derived <- Constraint(
    "CountsDerived", inherit = base, private = list(n = 10),
    call = function(w) {
      private$n <- private$n + 1
      super$call(w) * private$n
    }
  )
  one <- derived()
  other <- derived()
  expect_equal(as.vector(one(1)), 11)
  expect_equal(as.vector(one(1)), 12)
  expect_equal(as.vector(other(1)), 11)
  expect_identical(c(one$seen, other$seen), c(2, 1))
})

test_that("keras3's older names make the same classes", {
  loss <- new_loss_class("OlderLoss", call = function(y_true, y_pred) y_pred)
  expect_s3_class(loss(), "keras.src.losses.loss.Loss")
  expect_identical(new_metric_class, Metric)
  expect_identical(new_callback_class, Callback)
  expect_identical(new_layer_class, Layer)
  expect_identical(new_model_class, Model)
  expect_identical(new_learning_rate_schedule_class, LearningRateSchedule)
  expect_identical(mark_active, active_property)
})

test_once("bad arguments are refused, and a class shows what it is", {
  expect_snapshot(error = TRUE, {
    Loss()
    Loss("my loss")
    Metric("Mine", result = 1)
    Callback("Mine", public = list(1))
    Model("Mine", inherit = keras$Layer)
    Loss("Mine", inherit = keras$Metric)
    Metric("Mine", inherit = loss_uneven)
    Callback("Mine", inherit = 3)
    Constraint("Mine", inherit = keras$Layer)
    LearningRateSchedule("Mine", inherit = keras$Layer)
    loss_uneven(abvoe = 2)
    constraint_at_most()
    compile(keras_model_sequential(input_shape = 1), loss = metric_largest)
    fit(small_classifier(), cbind(x, x), 1 * (y > 0), callbacks = loss_uneven)
  })
  expect_snapshot(loss_uneven)
})

test_that("a class of Keras has the methods that its objects need, its base has not", {
  f <- function(...) 1
  expect_s3_class(Loss("OfHuber", inherit = keras$losses$Huber), "lamina_r_class")
  expect_s3_class(Metric("OfMean", result = f, inherit = keras$metrics$Mean), "lamina_r_class")
  expect_s3_class(Constraint("OfNorm", inherit = keras$constraints$MaxNorm), "lamina_r_class")
  decay <- keras$optimizers$schedules$CosineDecay
  expect_s3_class(LearningRateSchedule("OfDecay", inherit = decay), "lamina_r_class")
  expect_error(Loss("OfLoss", inherit = keras$Loss), "`call` is missing")
  expect_error(Metric("OfMetric", result = f, inherit = keras$Metric), "`update_state` is missing")
  constraint <- keras$constraints$Constraint
  expect_error(Constraint("OfNone", inherit = constraint), "`call` is missing")
  Misspelt <- NULL # nolint: object_name_linter.
  expect_error(
    Misspelt(keras$callbacks$Callback) %py_class% {
      on_epoch_ends <- function(epoch, logs) 1
    },
    "`on_epoch_end`", class = "lamina_error"
  )
})
