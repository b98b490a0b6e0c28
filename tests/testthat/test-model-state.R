skip_without_keras()

test_that("parameters are counted", {
  model <- small_convnet()
  expect_identical(count_params(model), sum(lengths(get_weights(model))))
  expect_identical(count_params(get_layer(model, "conv")), 40L)
  expect_identical(count_params(get_layer(model, "flat")), 0L)
})

test_that("states are forgotten: of recurrent layers, alone and in models, and of metrics", {
  steps <- feature_maps(c(1, 3, 2))
  memory <- layer_gru(units = 2, stateful = TRUE)
  model <- keras_model_sequential(input_batch_shape = shape(1, 3, 2), layers = list(memory))
  first <- as.array(model(steps))
  for (object in list(memory, model)) {
    expect_false(isTRUE(all.equal(as.array(model(steps)), first)))
    reset <- withVisible(reset_state(object))
    expect_true(is_same_object(reset$value, object))
    expect_false(reset$visible)
    expect_equal(as.array(model(steps)), first)
  }
  metric <- keras$metrics$Mean()
  metric$update_state(c(1, 3))
  reset_state(metric)
  expect_equal(as.numeric(as.array(metric$result())), 0)
})

test_that("weights are quantised in place", {
  set_random_seed(1)
  model <- keras_model_sequential(input_shape = 8) |>
    layer_dense(4, name = "one") |>
    layer_dense(2, name = "two")
  x <- feature_maps(c(4, 8))
  before <- predict(model, x, verbose = 0)
  quantized <- withVisible(quantize_weights(model, "int8", filters = "one"))
  expect_true(is_same_object(quantized$value, model))
  expect_false(quantized$visible)
  kinds <- function() vapply(model$layers, function(layer) layer$kernel$dtype, "")
  expect_identical(kinds(), c("int8", "float32"))
  quantize_weights(get_layer(model, "two"), "int8")
  expect_identical(kinds(), c("int8", "int8"))
  expect_equal(predict(model, x, verbose = 0), before, tolerance = 0.05)
})

test_that("only layers whose weights stay as they are are told", {
  skip_if_not(keras_is_before("3.16"), "the Keras quantises convolutions, too")
  model <- keras_model_sequential(input_shape = c(4, 1)) |>
    layer_conv_1d(2, 1, name = "conv") |>
    layer_dropout(0.1) |>
    layer_dense(2, name = "out")
  python <- reticulate::import("warnings")
  caught <- python$catch_warnings(record = TRUE)
  seen <- caught$`__enter__`()
  expect_snapshot(quantize_weights(model, "int8"))
  caught$`__exit__`()
  expect_length(seen, 0)
  expect_identical(get_layer(model, "out")$kernel$dtype, "int8")
})

test_once("what has no weights or no state is refused", {
  unbuilt <- keras_model_sequential(name = "unbuilt", layers = list(layer_dense(units = 2)))
  dense <- layer_dense(units = 2, name = "dense")
  model <- keras_model_sequential(input_shape = 2, name = "net") |> layer_dense(2)
  expect_snapshot(error = TRUE, {
    count_params(unbuilt)
    count_params(dense)
    count_params(1)
    count_params()
    count_params(model, trainable = TRUE)
    reset_state(dense)
    reset_state(model)
    reset_state("model")
    reset_state()
    quantize_weights(model, "int7")
    quantize_weights(model)
    quantize_weights(unbuilt, "int8")
    quantize_weights(model, "int8", filter = "a")
    quantize_weights(dense, "int8", filters = "a")
    quantize_weights(1, "int8")
  })
})
