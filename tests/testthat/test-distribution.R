# Models that several devices share: in this process there is one.

skip_without_keras()

small_model <- function() {
  set_random_seed(1)
  model <- keras_model_sequential(input_shape = 3) |> layer_dense(2)
  compile(model, optimizer_sgd(0.1), loss = "mse")
}

x <- matrix(1:30 / 30, 10)
y <- matrix(1:20 / 20, 10)

trained <- function(model) {
  fit(model, x, y, batch_size = 4, shuffle = FALSE, verbose = 0)
  get_weights(model)
}

test_that("a model trains under a distribution as without, and is left whole", {
  skip_if(config_backend() != "jax", "Only JAX has distributions of Keras.")
  alone <- trained(small_model())
  for (current in list(
    data_parallel(), data_parallel("cpu:0"),
    model_parallel(c(batch = 1, model = 1), list("dense.*kernel" = c(NA, "model")))
  )) {
    # Made before, and made in it.
    before <- small_model()
    expect_identical(with_distribution(current, trained(before)), alone)
    expect_identical(with_distribution(current, trained(small_model())), alone)
    expect_identical(dim(predict(before, x, verbose = 0)), c(10L, 2L))
    set_distribution(current)
    expect_identical(trained(small_model()), alone)
    set_distribution(NULL)
  }
  expect_identical(with_distribution(data_parallel(), 1 + 1), 2)
  expect_error(with_distribution(data_parallel(), stop("mine")), "mine")
  expect_null(keras$distribution$distribution())
})

# What four devices of JAX learn, a layer being shared by two of them, and one alone.
train_parts <- function() {
  library(lamina, warn.conflicts = FALSE)
  x <- matrix(seq(-1, 1, length.out = 96), 32)
  make <- function() {
    set_random_seed(1)
    model <- keras_model_sequential(input_shape = 3) |>
      layer_dense(4, activation = "relu") |>
      layer_dense(2)
    model |> compile(optimizer_sgd(0.1), loss = "mse")
  }
  learn <- function(model) {
    fit(model, x, x[, 1:2], batch_size = 8, shuffle = FALSE, verbose = 0)
    model
  }
  shares <- function(model) !model$layers[[1]]$kernel$value$sharding$is_fully_replicated
  current <- model_parallel(c(batch = 2, model = 2), list("dense.*kernel" = c(NA, "model")))
  inside <- with_distribution(current, {
    model <- learn(make())
    list(shares = shares(model), weights = get_weights(model), model = model)
  })
  list(
    devices = length(keras$distribution$list_devices()), shares = inside$shares,
    inside = inside$weights, after = get_weights(inside$model),
    alone = get_weights(learn(make()))
  )
}

test_that("weights that devices share are whole in R, also after the distribution has ended", {
  skip_if(config_backend() != "jax", "Only JAX has distributions of Keras.")
  four <- "--xla_force_host_platform_device_count=4"
  seen <- in_fresh_r(train_parts, env = c(XLA_FLAGS = paste(Sys.getenv("XLA_FLAGS"), four)))
  expect_identical(seen$devices, 4L)
  expect_true(seen$shares)
  expect_equal(seen$inside, seen$alone, tolerance = 1e-5)
  expect_identical(seen$after, seen$inside)
})

test_that("mirrored() trains as without on TensorFlow, and others say where it is", {
  if (config_backend() == "tensorflow") {
    alone <- trained(small_model())
    expect_equal(with_distribution(mirrored("CPU:0"), trained(small_model())), alone)
    expect_error(data_parallel(), "needs the backend JAX", class = "lamina_error_cluster")
  } else {
    expect_error(mirrored(), "needs the backend TensorFlow", class = "lamina_error_cluster")
  }
  if (config_backend() == "torch") {
    expect_error(
      model_parallel(c(batch = 1), list(kernel = NA)), "needs the backend JAX",
      class = "lamina_error_cluster"
    )
  }
})

# What two devices of TensorFlow learn, by both ways to the strategy, and one alone.
train_mirrored <- function() {
  library(lamina, warn.conflicts = FALSE)
  tf <- reticulate::import("tensorflow")
  cpu <- tf$config$list_physical_devices("CPU")[[1]]
  two <- list(
    tf$config$LogicalDeviceConfiguration(), tf$config$LogicalDeviceConfiguration()
  )
  tf$config$set_logical_device_configuration(cpu, two)
  set_random_seed(1)
  x <- array(rnorm(32 * 36), c(32, 6, 6, 1))
  y <- rep(0:1, length.out = 32)
  make <- function(filters = 4) {
    set_random_seed(2)
    model <- keras_model_sequential(input_shape = c(6, 6, 1)) |>
      layer_conv_2d(filters, 3) |>
      layer_spatial_dropout_2d(0.3, seed = 2) |>
      layer_global_average_pooling_2d() |>
      layer_dense(2, activation = "softmax")
    model |> compile(optimizer_sgd(0.2), loss = "sparse_categorical_crossentropy")
  }
  learn <- function(model, ...) {
    fit(model, x, y, batch_size = 8, epochs = 2, verbose = 0, ...)
    list(get_weights(model), evaluate(model, x, y, verbose = 0), predict(model, x, verbose = 0))
  }
  devices <- c("CPU:0", "CPU:1")
  strategy <- mirrored(devices)
  odd <- with_distribution(strategy, make())
  before <- make()
  compiled_after <- with_distribution(strategy, make())
  compile(compiled_after, "sgd", loss = "sparse_categorical_crossentropy")
  list(
    outside = tryCatch(with_distribution(strategy, learn(before)), error = identity),
    used_inside = with_distribution(strategy, predict(before, x, verbose = 0)),
    compiled_outside = tryCatch(learn(compiled_after), error = identity),
    alone = learn(make()),
    function_of_ours = with_distribution(mirrored(devices), learn(make())),
    scope = learn(with(strategy$scope(), make())),
    # Another model between the same devices.
    larger = with_distribution(mirrored(devices), learn(make(7))), larger_alone = learn(make(7)),
    odd = tryCatch(fit(odd, x[1:29, , , , drop = FALSE], y[1:29], verbose = 0), error = identity)
  )
}

test_that("two devices of TensorFlow learn what one does, or it is said that they cannot", {
  skip_if(config_backend() != "tensorflow", "Strategies are TensorFlow's.")
  seen <- in_fresh_r(train_mirrored)
  expect_equal(seen$function_of_ours, seen$alone, tolerance = 1e-5)
  expect_equal(seen$scope, seen$alone, tolerance = 1e-5)
  expect_equal(seen$larger, seen$larger_alone, tolerance = 1e-5)
  for (name in c("outside", "compiled_outside")) {
    expect_s3_class(seen[[name]], "lamina_error_cluster")
    expect_match(conditionMessage(seen[[name]]), "was not made and compiled in .*with_distribution")
  }
  expect_identical(dim(seen$used_inside), c(32L, 2L))
  expect_s3_class(seen$odd, "lamina_error_cluster")
  expect_match(conditionMessage(seen$odd), "29 of 29 examples.*2 devices.*leave out 1")
})

test_that("strategies with which Keras fails are an error", {
  skip_if(config_backend() != "tensorflow", "Strategies are TensorFlow's.")
  distribute <- reticulate::import("tensorflow")$distribute
  strategy <- distribute$MultiWorkerMirroredStrategy()
  expect_error(with_distribution(strategy, 1), "keras#20585", class = "lamina_error_cluster")
  expect_error(set_distribution(strategy), "keras#20585", class = "lamina_error_cluster")
  scope <- strategy$scope()
  scope$`__enter__`()
  model <- small_model()
  scope$`__exit__`(NULL, NULL, NULL)
  expect_error(trained(model), "MultiWorkerMirroredStrategy", class = "lamina_error_cluster")
  # One that has no servers to ask: it is refused before it would.
  servers <- reticulate::py_run_string("
from tensorflow.python.distribute import parameter_server_strategy_v2 as servers
strategy = object.__new__(servers.ParameterServerStrategyV2)
", local = TRUE)$strategy
  for (use in list(function(x) with_distribution(x, 1), set_distribution)) {
    expect_error(
      use(servers), "ParameterServerStrategy does not work", class = "lamina_error_cluster"
    )
  }
})

test_once("what is no distribution, device, mesh or layout is refused", {
  expect_snapshot(error = TRUE, {
    with_distribution()
    with_distribution("data_parallel", 1)
    with_distribution(NULL, 1)
    set_distribution(2)
    data_parallel(0)
    data_parallel(c("cpu:0", "cpu:0"))
    mirrored(character())
    model_parallel()
    model_parallel(c(2, 2), list())
    model_parallel(c(batch = 1.5), list())
    model_parallel(c(batch = 1, batch = 2), list())
    model_parallel(c(batch = 2))
    model_parallel(c(batch = 2), list("model"))
    model_parallel(c(batch = 2, model = 2), list("dense.*kernel" = c(NA, "modle")))
    data_parallel(device = 1)
  })
})
