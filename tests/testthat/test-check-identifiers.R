# Needs a backend, whichever.

test_that("names, functions, configurations and NULL pass as they are", {
  expect_identical(check_activation("relu"), "relu")
  expect_identical(check_activation(sum), sum)
  config <- list(class_name = "L2", config = list(l2 = 0.1))
  expect_identical(check_activation(config), config)
  expect_null(check_activation(NULL))
})

test_that("anything but an identifier is refused", {
  layer <- function(activation) check_activation(activation)
  required <- function(activation) check_activation(activation, null = FALSE)
  expect_snapshot(error = TRUE, {
    layer(1)
    layer(NA)
    layer("")
    layer(c("relu", "tanh"))
    layer(list("relu"))
    layer(data.frame(a = 1))
    required()
    required(NULL)
  })
})

test_that("a function that Keras could not call is refused", {
  layer <- function(kernel_initializer = NULL, activation = NULL) {
    check_initializer(kernel_initializer)
    check_activation(activation)
  }
  expect_snapshot(error = TRUE, {
    layer(function(shape) 1)
    layer(function() 1)
    layer(activation = function() 1)
    layer(activation = function(a, b) 1)
  })
  expect_null(layer(function(shape, dtype = NULL) 1))
  expect_null(layer(function(shape, ...) 1))
  for (f in list(abs, sum, max, identity, function(x, n = 2) x, function(x, n) missing(n))) {
    expect_identical(layer(activation = f), f, ignore_attr = TRUE)
  }
})

skip_without_keras()

test_that("the names that lamina knows are those that Keras has", {
  holders <- c("lossscaleoptimizer", "multioptimizer", "optimizermap")
  for (kind in names(known_identifiers)) {
    module <- if (kind == "loss") "losses" else paste0(kind, "s")
    module <- reticulate::import(paste0("keras.src.", module), convert = FALSE)
    names <- reticulate::py_to_r(reticulate::import_builtins()$list(module$ALL_OBJECTS_DICT))
    # Not those that are only built upon, or hold others.
    names <- grep("^[a-z]", setdiff(names, c(kind, holders)), value = TRUE)
    if (kind == "metric") {
      # Nor those that cannot be made by their name.
      names <- Filter(function(name) !inherits(try(module$get(name), TRUE), "try-error"), names)
    }
    chosen <- list(loss = c("ce", "crossentropy"), metric = "acc")[[kind]]
    # Newer versions may have more.
    if (keras_is_before("3.16")) {
      expect_setequal(known_identifiers[[kind]], c(names, chosen))
    } else {
      expect_identical(setdiff(known_identifiers[[kind]], c(names, chosen)), character())
    }
  }
})

test_that("each name makes what it stands for, and that can be called", {
  square <- keras$ops$ones(shape(4, 4))
  positive <- keras$ops$ones(shape(1, 3))
  use <- list(
    activation = function(x) x(square), regularizer = function(x) x(square),
    constraint = function(x) x(square), optimizer = is_optimizer,
    initializer = function(x) {
      is_stft <- endsWith(class(x)[[1L]], "STFT")
      x(if (is_stft) shape(4, 4, 4) else shape(4, 4))
    },
    loss = function(x) {
      of_labels <- c("sparse_categorical_crossentropy", "circle", "ctc")
      if (x$`__name__` %in% of_labels) is.function(x) else x(positive, positive)
    },
    metric = function(x) if (is_metric(x)) x$name else x(positive, positive)
  )
  for (kind in names(known_identifiers)) {
    module <- keras[[module_of_kind(kind)]]
    for (name in setdiff(known_identifiers[[kind]], incomplete_identifiers[[kind]])) {
      if (name %in% c("acc", "accuracy", "ce", "crossentropy")) next
      if (kind == "metric" && startsWith(name, "sparse")) next
      expect_no_error(made <- use[[kind]](module$get(name)))
      expect_false(is.null(made), label = name)
    }
    expect_true(all(incomplete_identifiers[[kind]] %in% known_identifiers[[kind]]))
  }
})

test_that("a name that makes nothing by itself is refused with what does", {
  model <- keras_model_sequential(input_shape = 1)
  expect_snapshot(error = TRUE, {
    layer_dense(units = 2, kernel_initializer = "constant")
    layer_dense(units = 2, bias_initializer = "Constant")
    layer_activation(activation = "threshold")
    compile(model, metrics = list("mean"))
    compile(model, loss = "mse", metrics = "Sum")
  })
})

test_that("a name that is wrong is refused with the one that was meant", {
  expect_snapshot(error = TRUE, {
    layer_dense(units = 2, activation = "rellu")
    layer_dense(units = 2, kernel_initializer = "glorot_unifrom")
    layer_dense(units = 2, kernel_regularizer = "l3")
    layer_dense(units = 2, bias_constraint = "nonneg")
    layer_dense(units = 2, bias_constraint = "something")
  })
})

test_that("a name passes where Keras knows what it stands for", {
  scope <- keras$saving$custom_object_scope(list(mine = keras$initializers$HeNormal))
  if (keras_is_before("3.16")) {
    with(scope, expect_no_error(layer_dense(units = 2, kernel_initializer = "mine")))
  }
  expect_lamina_error(layer_dense(units = 2, kernel_initializer = "mine"), "kernel_initializer")
  expect_no_error(layer_dense(units = 2, kernel_initializer = "HeNormal"))
})

test_that("an R function is saved, and found again, under the name it came by", {
  double <- function(x) 2 * x
  shift <- function(x) x + 1
  x <- matrix(c(1, 2), 1)
  model <- keras_model_sequential(input_shape = 2) |>
    layer_dense(2, activation = double) |>
    layer_activation(shift)
  path <- withr::local_tempfile(fileext = ".keras")
  save_model(model, path)
  again <- load_model(path, custom_objects = list(double = double, shift = shift))
  expect_equal(predict(again, x, verbose = 0), predict(model, x, verbose = 0))
  expect_identical(layer_dense(units = 1, activation = double)$activation$`__name__`, "double")
  expect_identical(
    layer_dense(units = 1, activation = function(x) x, name = "out")$activation$`__name__`,
    "out_activation"
  )
})

test_that("an object of another kind is refused, though Keras could call it", {
  layer <- function(activation) check_activation(activation)
  model <- keras_model_sequential(input_shape = 2) |> layer_dense(1)
  sgd <- optimizer_sgd(name = "sgd")
  stop_early <- callback_early_stopping()
  for (wrong in list(sgd, stop_early)) {
    expect_lamina_error(layer(wrong), "`activation` must be an activation, not ")
    expect_lamina_error(compile(model, "sgd", loss = wrong), "`loss` must be a loss, not ")
    expect_lamina_error(
      compile(model, "sgd", "mse", metrics = list("mae", wrong)), "`metrics` must be a metric, not "
    )
  }
  expect_lamina_error(
    compile(model, loss_huber(), "mse"), "`optimizer` must be an optimizer, not "
  )
  expect_false(isTRUE(model$compiled))
  relu <- layer_activation_relu()
  expect_identical(layer(relu), relu)
})
