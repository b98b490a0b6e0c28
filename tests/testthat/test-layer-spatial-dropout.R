skip_without_keras()

drop_layers <- list(
  layer_spatial_dropout_1d, layer_spatial_dropout_2d, layer_spatial_dropout_3d
)
keras_layers <- list(
  function(...) keras$layers$SpatialDropout1D(...),
  function(...) keras$layers$SpatialDropout2D(...),
  function(...) keras$layers$SpatialDropout3D(...)
)

for (rank in 1:3) for (data_format in c("channels_last", "channels_first")) {
  input <- feature_maps(maps_shape(rank, data_format))

  test_that(sprintf("whole maps are dropped in training: %dD, %s", rank, data_format), {
    for (rate in c(0.2, 0.6)) {
      layer <- drop_layers[[rank]](rate = rate, data_format = data_format, seed = 4)
      dropped <- expect_whole_maps(
        as.array(layer(input, training = TRUE)), input, rate, data_format
      )
      expect_drawn_at_rate(dropped, rate)
    }
  })

  test_that(sprintf("survivors are scaled exactly: %dD, %s", rank, data_format), {
    layer <- drop_layers[[rank]](rate = 0.75, data_format = data_format, seed = 5)
    output <- as.array(layer(input, training = TRUE))
    kept <- output != 0
    expect_identical(output[kept], input[kept] * 4)
  })

  test_that(sprintf("inference gives the very same object: %dD, %s", rank, data_format), {
    layer <- drop_layers[[rank]](rate = 0.5, data_format = data_format)
    tensor <- backend_tensor(input)
    expect_true(is_same_object(layer(tensor, training = FALSE), tensor))
    expect_true(is_same_object(layer(tensor), tensor))
    expect_identical(as.array(layer(input, training = FALSE)), input)
  })

  test_that(sprintf("rate 0 is the identity, rate 1 gives zeros: %dD, %s", rank, data_format), {
    none <- drop_layers[[rank]](rate = 0, data_format = data_format)
    all <- drop_layers[[rank]](rate = 1, data_format = data_format)
    tensor <- backend_tensor(input)
    expect_true(is_same_object(none(tensor, training = TRUE), tensor))
    expect_identical(as.array(all(tensor, training = TRUE)), input * 0)
    expect_identical(as.array(all(tensor, training = FALSE)), input)
  })
}

test_that("each call draws anew", {
  drop <- layer_spatial_dropout_2d(rate = 0.5, seed = 1)
  input <- feature_maps(c(4, 2, 2, 16))
  first <- as.array(drop(input, training = TRUE))
  expect_false(identical(as.array(drop(input, training = TRUE)), first))
})

test_that("layers with one seed draw the same masks, with another seed others", {
  input <- feature_maps(c(4, 2, 2, 16))
  draw <- function(seed) {
    as.array(layer_spatial_dropout_2d(rate = 0.5, seed = seed)(input, training = TRUE))
  }
  expect_identical(draw(7), draw(7L))
  expect_false(identical(draw(7), draw(8)))
  expect_no_error(draw(0))
  expect_no_error(draw(2^31 - 1))
})

test_that("the masks are those of Keras' layer of the same name, call after call", {
  for (rank in 1:3) for (data_format in c("channels_last", "channels_first")) {
    # Keras' layer for sequences knows one layout.
    if (rank == 1 && data_format == "channels_first") next
    input <- feature_maps(maps_shape(rank, data_format))
    layout <- if (rank > 1) list(data_format = data_format)
    ours <- do.call(drop_layers[[rank]], c(list(rate = 0.3, seed = 11), layout))
    keras_own <- do.call(keras_layers[[rank]], c(list(rate = 0.3, seed = 11L), layout))
    for (call in 1:3) {
      own <- as.array(ours(input, training = TRUE))
      expected <- as.array(keras_own(input, training = TRUE))
      expect_identical(own == 0, expected == 0)
      # One unit in the last place of a float32.
      expect_lte(max(abs(own / expected - 1), na.rm = TRUE), 2^-23)
    }
  }
})

test_that("sequences with the channels first are those with the channels last, turned", {
  input <- feature_maps(c(8, 5, 16))
  turned <- aperm(input, c(1, 3, 2))
  last <- layer_spatial_dropout_1d(rate = 0.5, seed = 3)
  first <- layer_spatial_dropout_1d(rate = 0.5, seed = 3, data_format = "channels_first")
  expect_identical(
    aperm(as.array(first(turned, training = TRUE)), c(1, 3, 2)),
    as.array(last(input, training = TRUE))
  )
})

test_that("without a data format, that of the configuration counts, save for sequences", {
  local_image_data_format("channels_first")
  expect_identical(layer_spatial_dropout_2d(rate = 0.1)$data_format, "channels_first")
  expect_identical(layer_spatial_dropout_3d(rate = 0.1)$data_format, "channels_first")
  expect_identical(layer_spatial_dropout_1d(rate = 0.1)$data_format, "channels_last")
  config_set_image_data_format("channels_last")
  expect_identical(layer_spatial_dropout_2d(rate = 0.1)$data_format, "channels_last")
})

test_that("output and masks have the compute dtype", {
  input <- feature_maps(c(4, 2, 2, 16))
  expected <- c(mixed_float16 = "float16", float16 = "float16", bfloat16 = "bfloat16")
  for (dtype in names(expected)) {
    drop <- layer_spatial_dropout_2d(rate = 0.5, seed = 1, dtype = dtype)
    expect_identical(drop$compute_dtype, expected[[dtype]])
    expect_identical(dtype_of(drop(input, training = FALSE)), expected[[dtype]])
    output <- drop(input, training = TRUE)
    expect_identical(dtype_of(output), expected[[dtype]])
    expect_whole_maps(as.array(output), input, 0.5)
  }
  mixed <- layer_spatial_dropout_2d(rate = 0.5, dtype = "mixed_float16")
  expect_identical(mixed$variable_dtype, "float32")
  policy <- keras$DTypePolicy("mixed_float16")
  expect_identical(layer_spatial_dropout_2d(rate = 0.5, dtype = policy)$compute_dtype, "float16")
})

test_that("dropped maps are zero where the input is infinite or not a number", {
  input <- array(rep(c(NaN, Inf), each = 128), c(4, 2, 2, 16))
  output <- as.array(layer_spatial_dropout_2d(rate = 0.5, seed = 1)(input, training = TRUE))
  expect_true(any(output == 0, na.rm = TRUE))
  expect_true(any(is.nan(output)) && any(is.infinite(output)))
  expect_true(all(is.nan(output) | is.infinite(output) | output == 0))
})

test_that("1 and 1L are the same", {
  expect_same_layer(
    layer_spatial_dropout_2d(rate = 1, seed = 1, name = "a"),
    layer_spatial_dropout_2d(rate = 1L, seed = 1L, name = "a")
  )
})

test_that("what is made has lamina's class, which is one of Keras' too", {
  for (rank in 1:3) {
    layer <- drop_layers[[rank]](rate = 0.2)
    name <- sprintf("SpatialDropout%dD", rank)
    expect_s3_class(layer, paste0("lamina.", name))
    expect_s3_class(layer, paste0("keras.src.layers.regularization.spatial_dropout.", name))
    expect_true(is.function(layer))
  }
})

test_that("the arguments reach the layer", {
  for (rank in 1:3) {
    layer <- drop_layers[[rank]](
      rate = 0.2, data_format = "channels_first", seed = 3, name = "maps", dtype = "float16"
    )
    got <- settings(layer)
    expect_identical(got$rate, 0.2)
    expect_identical(got$data_format, "channels_first")
    expect_identical(got$seed, 3L)
    expect_identical(got$name, "maps")
    expect_identical(layer$compute_dtype, "float16")
  }
})

test_that("the arguments stand in the order of keras3", {
  expect_identical(
    names(formals(layer_spatial_dropout_2d)),
    c("object", "rate", "data_format", "seed", "name", "dtype", "...")
  )
  expect_identical(formals(layer_spatial_dropout_3d), formals(layer_spatial_dropout_2d))
  expect_identical(
    names(formals(layer_spatial_dropout_1d)),
    c("object", "rate", "seed", "name", "dtype", "data_format", "...")
  )
})

test_that("configurations make the layer again", {
  for (layer in drop_layers) {
    expect_config_round_trip(
      layer(rate = 0.2, data_format = "channels_first", seed = 3, dtype = "mixed_float16")
    )
    expect_config_round_trip(layer(rate = 0.2))
  }
})

test_once("a bad rate is refused", {
  expect_snapshot(error = TRUE, {
    layer_spatial_dropout_2d()
    layer_spatial_dropout_2d(seed = 1)
    layer_spatial_dropout_2d(rate = NULL)
    layer_spatial_dropout_2d(rate = NA)
    layer_spatial_dropout_2d(rate = NaN)
    layer_spatial_dropout_2d(rate = Inf)
    layer_spatial_dropout_2d(rate = "0.3")
    layer_spatial_dropout_2d(rate = TRUE)
    layer_spatial_dropout_2d(rate = factor(0.3))
    layer_spatial_dropout_2d(rate = list(0.3))
    layer_spatial_dropout_2d(rate = c(0.1, 0.2))
    layer_spatial_dropout_2d(rate = numeric())
    layer_spatial_dropout_2d(rate = -0.1)
    layer_spatial_dropout_2d(rate = 1.1)
    layer_spatial_dropout_1d(rate = 30)
    layer_spatial_dropout_3d(rate = NA)
  })
})

test_that("a number in the place of the object was meant as the rate", {
  expect_snapshot(error = TRUE, {
    layer_spatial_dropout_2d(0.3)
    layer_spatial_dropout_1d(0.3)
    layer_spatial_dropout_3d(0.3, seed = 1)
    layer_spatial_dropout_2d(0.3, 0.5)
  })
})

test_once("a bad data format is refused", {
  expect_snapshot(error = TRUE, {
    layer_spatial_dropout_2d(rate = 0.3, data_format = "channel_first")
    layer_spatial_dropout_2d(rate = 0.3, data_format = "last")
    layer_spatial_dropout_2d(rate = 0.3, data_format = 1)
    layer_spatial_dropout_2d(rate = 0.3, data_format = NA)
    layer_spatial_dropout_1d(rate = 0.3, data_format = "channels_lats")
    layer_spatial_dropout_3d(rate = 0.3, data_format = c("channels_last", "channels_first"))
  })
})

test_once("a bad seed is refused", {
  expect_snapshot(error = TRUE, {
    layer_spatial_dropout_2d(rate = 0.3, seed = 1.5)
    layer_spatial_dropout_2d(rate = 0.3, seed = "1")
    layer_spatial_dropout_2d(rate = 0.3, seed = NA)
    layer_spatial_dropout_2d(rate = 0.3, seed = c(1, 2))
    layer_spatial_dropout_2d(rate = 0.3, seed = 2^31)
    layer_spatial_dropout_1d(rate = 0.3, seed = -1)
    layer_spatial_dropout_3d(rate = 0.3, seed = 1e20)
  })
})

test_once("a bad name is refused", {
  expect_snapshot(error = TRUE, {
    layer_spatial_dropout_2d(rate = 0.3, name = 1)
    layer_spatial_dropout_2d(rate = 0.3, name = "")
    layer_spatial_dropout_2d(rate = 0.3, name = "a/b")
    layer_spatial_dropout_1d(rate = 0.3, name = c("a", "b"))
    layer_spatial_dropout_3d(rate = 0.3, name = NA)
  })
})

test_that("a name that the model has already is refused", {
  model <- keras_model_sequential(input_shape = c(4, 4, 2), name = "net") |>
    layer_spatial_dropout_2d(0.1, name = "first") |>
    layer_spatial_dropout_2d(0.1, name = "second")
  unbuilt <- keras_model_sequential(name = "unbuilt") |>
    layer_spatial_dropout_2d(0.1, name = "first")
  expect_model_unchanged(model, {
    expect_model_unchanged(unbuilt, {
      expect_snapshot(error = TRUE, {
        model |> layer_spatial_dropout_2d(0.2, name = "first")
        unbuilt |> layer_spatial_dropout_2d(0.2, name = "first")
      })
    })
  })
})

test_once("a bad dtype is refused", {
  expect_snapshot(error = TRUE, {
    layer_spatial_dropout_2d(rate = 0.3, dtype = "float33")
    layer_spatial_dropout_2d(rate = 0.3, dtype = "mixed_float")
    layer_spatial_dropout_2d(rate = 0.3, dtype = 16)
    layer_spatial_dropout_1d(rate = 0.3, dtype = NA)
    layer_spatial_dropout_3d(rate = 0.3, dtype = "")
    layer_spatial_dropout_2d(rate = 0.3, dtype = "int32")
    layer_spatial_dropout_2d(rate = 0.3, dtype = keras)
  })
})

test_once("a bad object is refused", {
  input <- keras_input(4, name = "a")
  functional <- keras_model(input, layer_dense(input, 1, name = "b"), name = "f")
  layer <- layer_flatten(name = "flat")
  expect_snapshot(error = TRUE, {
    layer_spatial_dropout_2d("model", 0.3)
    layer_spatial_dropout_2d(mean, 0.3)
    layer_spatial_dropout_2d(data.frame(a = 1), 0.3)
    layer_spatial_dropout_2d(NA, 0.3)
    layer_spatial_dropout_2d(1:4, 0.3)
    layer_spatial_dropout_2d(functional, 0.3)
    layer_spatial_dropout_2d(layer, 0.3)
    layer_spatial_dropout_2d(keras, 0.3)
    layer_spatial_dropout_1d(list("a"), 0.3)
    layer_spatial_dropout_3d("model", 0.3)
  })
})

test_that("the wrong number of dimensions is refused, and the sibling named that fits", {
  expect_refused <- function(rank, shape, object) {
    cnd <- expect_lamina_error(
      drop_layers[[rank]](object, 0.3), sprintf("must have %d dimensions", rank + 2), "shape"
    )
    expect_match(conditionMessage(cnd), format_shape(shape), fixed = TRUE)
    sibling <- sprintf("layer_spatial_dropout_%dd", length(shape) - 2)
    expect_identical(
      grepl(sibling, conditionMessage(cnd), fixed = TRUE), length(shape) %in% 3:5
    )
  }
  for (rank in 1:3) for (given in setdiff(2:6, rank + 2)) {
    shape <- seq_len(given) + 1L
    expect_refused(rank, shape, array(1, shape))
  }
  expect_refused(2, 2:4, backend_tensor(array(1, 2:4)))
  expect_refused(2, 2:4, numpy()$ones(reticulate::tuple(2L, 3L, 4L)))
  expect_refused(2, c(NA, 3L, 4L), keras_input(3:4))
  expect_refused(2, c(NA, 3L, 4L), keras_model_sequential(input_shape = 3:4))
  expect_refused(2, c(NA, 6L), keras_model_sequential(input_shape = 2:3) |> layer_flatten())
})

test_that("errors on the number of dimensions blame the function that was called", {
  images <- array(1, c(2, 3, 4, 5))
  model <- keras_model_sequential(input_shape = c(3, 4), name = "net")
  expect_snapshot(error = TRUE, {
    layer_spatial_dropout_1d(images, 0.3, name = "maps")
    layer_spatial_dropout_3d(images, 0.3, name = "maps")
    layer_spatial_dropout_2d(array(1, 3:5), 0.3, name = "maps")
    layer_spatial_dropout_2d(matrix(1), 0.3, name = "maps")
    model |> layer_spatial_dropout_2d(0.3, name = "maps")
    keras_input(c(NA, 4)) |> layer_spatial_dropout_3d(0.3, name = "maps")
  })
})

test_that("every error leaves the model and the seeds as they were", {
  model <- small_convnet()
  unbuilt <- keras_model_sequential(name = "unbuilt") |> layer_flatten()
  refused <- function(code) expect_error(code, class = "lamina_error")
  for (object in list(model, unbuilt)) {
    expect_model_unchanged(object, {
      refused(layer_spatial_dropout_2d(object))
      refused(layer_spatial_dropout_2d(object, NA))
      refused(layer_spatial_dropout_2d(object, 2))
      refused(layer_spatial_dropout_2d(object, 0.3, data_format = "last"))
      refused(layer_spatial_dropout_2d(object, 0.3, seed = 1.5))
      refused(layer_spatial_dropout_2d(object, 0.3, name = "a/b"))
      refused(layer_spatial_dropout_2d(object, 0.3, dtype = "float33"))
    })
  }
  expect_model_unchanged(model, {
    refused(layer_spatial_dropout_2d(model, 0.3))
    refused(layer_spatial_dropout_1d(model, 0.3))
    refused(layer_spatial_dropout_3d(model, 0.3))
    refused(layer_spatial_dropout_2d(array(1, 1:3), 0.3))
  })
  expect_identical(dim(model(images(2))), c(2L, 2L))
})

test_that("R's random numbers are not touched", {
  withr::with_seed(1, {
    before <- .Random.seed
    drop <- layer_spatial_dropout_2d(rate = 0.5)
    drop(feature_maps(c(4, 2, 2, 16)), training = TRUE)
    expect_identical(.Random.seed, before)
  })
})
