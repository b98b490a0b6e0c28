skip_without_keras()

block_layers <- list(layer_drop_block_1d, layer_drop_block_2d, layer_drop_block_3d)

# Which elements of maps of (rows, columns) lie in a block of zeros, whole.
in_blocks <- function(dropped, block) {
  found <- dropped & FALSE
  for (i in seq_len(nrow(dropped) - block[[1]] + 1) - 1) {
    for (j in seq_len(ncol(dropped) - block[[2]] + 1) - 1) {
      rows <- i + seq_len(block[[1]])
      columns <- j + seq_len(block[[2]])
      if (all(dropped[rows, columns])) found[rows, columns] <- TRUE
    }
  }
  found
}

# What is zero is made of whole blocks, the rest is divided by the share of it in its example.
expect_blocks <- function(output, input, block) {
  for (example in seq_len(dim(input)[[1]])) {
    dropped <- output[example, , , ] == 0
    for (channel in seq_len(dim(dropped)[[3]])) {
      expect_identical(dropped[, , channel], in_blocks(dropped[, , channel], block))
    }
    scaled <- ifelse(dropped, 0, input[example, , , ] / mean(!dropped))
    expect_equal(output[example, , , ], scaled, tolerance = 1e-6)
  }
  output == 0
}

test_that("blocks are dropped in training, the rest is scaled in each example", {
  input <- feature_maps(c(4, 9, 8, 6))
  for (block in list(2, c(3, 4), c(20, 2))) {
    layer <- layer_drop_block_2d(rate = 0.3, block_size = block, seed = 4)
    size <- pmin(rep_len(block, 2), 9:8)
    dropped <- expect_blocks(as.array(layer(input, training = TRUE)), input, size)
    expect_gt(mean(dropped), 0.1)
    expect_lt(mean(dropped), 0.5)
  }
})

test_that("the share dropped is the rate", {
  input <- array(1, c(400, 8, 8, 2))
  for (block in c(1, 3, 8)) {
    output <- as.array(layer_drop_block_2d(input, 0.25, block, seed = 1)) # not in training
    expect_identical(output, input)
    layer <- layer_drop_block_2d(rate = 0.25, block_size = block, seed = 1)
    share <- apply(as.array(layer(input, training = TRUE)) == 0, 1, mean)
    expect_lt(abs(mean(share) - 0.25), 4 * sd(share) / sqrt(400))
  }
})

test_that("coupled channels have the same blocks", {
  input <- feature_maps(c(3, 9, 8, 6))
  layer <- layer_drop_block_2d(rate = 0.3, block_size = 3, coupled = TRUE, seed = 4)
  dropped <- expect_blocks(as.array(layer(input, training = TRUE)), input, c(3, 3))
  for (channel in 2:6) expect_identical(dropped[, , , channel], dropped[, , , 1])
  expect_true(any(dropped) && !all(dropped))
})

test_that("the limits are dropout and spatial dropout of the same seed", {
  input <- feature_maps(c(4, 5, 5, 16))
  zeros <- function(layer) as.array(layer(input, training = TRUE)) == 0
  expect_identical(
    zeros(layer_drop_block_2d(rate = 0.3, block_size = 1, seed = 7)),
    zeros(layer_dropout(rate = 0.3, seed = 7))
  )
  expect_identical(
    zeros(layer_drop_block_2d(rate = 0.3, block_size = 5, seed = 7)),
    zeros(layer_spatial_dropout_2d(rate = 0.3, seed = 7))
  )
})

test_that("channels that come first, sequences and volumes have blocks too", {
  for (rank in 1:3) for (data_format in c("channels_last", "channels_first")) {
    input <- feature_maps(maps_shape(rank, data_format))
    layer <- block_layers[[rank]](
      rate = 0.4, block_size = 2, data_format = data_format, seed = 3
    )
    output <- as.array(layer(input, training = TRUE))
    expect_identical(dim(output), dim(input))
    channels <- if (data_format == "channels_first") 2 else rank + 2
    whole <- apply(output == 0, c(1, channels), all)
    some <- apply(output == 0, c(1, channels), any)
    expect_true(any(some & !whole))
    expect_identical(as.array(layer(input)), input)
  }
})

test_that("infinite and missing values are dropped, rates of 0 and 1 are what they say", {
  input <- array(rep(c(NaN, Inf), each = 96), c(2, 6, 4, 8))
  output <- as.array(layer_drop_block_2d(rate = 0.4, block_size = 2, seed = 1)(
    input, training = TRUE
  ))
  expect_true(any(output == 0, na.rm = TRUE))
  expect_true(all(is.nan(output) | is.infinite(output) | output == 0))
  tensor <- backend_tensor(feature_maps(c(2, 6, 4, 8)))
  expect_true(is_same_object(layer_drop_block_2d(rate = 0)(tensor, training = TRUE), tensor))
  all <- as.array(layer_drop_block_2d(rate = 1)(tensor, training = TRUE))
  expect_identical(all, array(0, c(2, 6, 4, 8)))
})

test_that("layers with one seed draw the same blocks, and reset_seeds() goes back", {
  input <- feature_maps(c(4, 9, 9, 8))
  draw <- function(layer) as.array(layer(input, training = TRUE))
  one <- layer_drop_block_2d(rate = 0.3, block_size = 3, seed = 7)
  first <- draw(one)
  expect_identical(draw(layer_drop_block_2d(rate = 0.3, block_size = 3, seed = 7L)), first)
  expect_false(identical(draw(one), first))
  reset_seeds(one)
  expect_identical(draw(one), first)
})

test_that("the arguments reach the layer", {
  for (rank in 1:3) {
    layer <- block_layers[[rank]](
      rate = 0.2, block_size = 3, coupled = TRUE, data_format = "channels_first", seed = 3,
      name = "blocks", dtype = "float16"
    )
    got <- settings(layer)
    expect_identical(got$rate, 0.2)
    expect_identical(unlist(got$block_size), rep(3L, rank))
    expect_true(got$coupled)
    expect_identical(got$data_format, "channels_first")
    expect_identical(got$seed, 3L)
    expect_identical(got$name, "blocks")
    expect_identical(layer$compute_dtype, "float16")
    expect_s3_class(layer, sprintf("lamina.DropBlock%dD", rank))
    expect_config_round_trip(layer)
  }
  got <- settings(layer_drop_block_3d(rate = 0.2, block_size = c(2, 3, 4)))
  expect_identical(unlist(got$block_size), 2:4)
  expect_false(got$coupled)
  expect_identical(unlist(settings(layer_drop_block_2d(rate = 0.2))$block_size), c(7L, 7L))
})

test_that("without a data format, that of the configuration counts, save for sequences", {
  local_image_data_format("channels_first")
  expect_identical(layer_drop_block_2d(rate = 0.1)$data_format, "channels_first")
  expect_identical(layer_drop_block_1d(rate = 0.1)$data_format, "channels_last")
})

test_that("a model with blocks trains, is saved, opened, and draws by Monte Carlo", {
  set_random_seed(1)
  model <- keras_model_sequential(input_shape = c(6, 6, 1)) |>
    layer_conv_2d(4, 3) |>
    layer_drop_block_2d(0.3, block_size = 2, seed = 1) |>
    layer_flatten() |>
    layer_dense(2)
  expect_output(print(model), "DropBlock2D")
  compile(model, "sgd", "mse")
  fit(model, images(8), matrix(0, 8, 2), epochs = 1, verbose = 0)
  path <- withr::local_tempfile(fileext = ".keras")
  save_model(model, path)
  opened <- load_model(path)
  expect_identical(settings(opened$layers[[2]]), settings(model$layers[[2]]))
  draw <- function(model) {
    predict_mc_dropout(
      model, images(5), samples = 20, seed = 1, task = "regression", verbose = 0
    )$sd
  }
  expect_identical(draw(opened), draw(model))
  expect_true(all(draw(model) > 0))
})

test_once("the blocks are in the picture", {
  input <- array(1, c(1, 8, 8, 3))
  plot <- plot_feature_maps(input, layer_drop_block_2d(rate = 0.3, block_size = 3, seed = 2))
  expected <- as.array(
    layer_drop_block_2d(rate = 0.3, block_size = 3, seed = 2)(input, training = TRUE)
  )
  tiles <- Filter(function(layer) inherits(layer$geom, "GeomTile"), plot$layers)[[1]]$data
  # Those before the layer stand first.
  expect_equal(tiles$value[seq_len(192)], rep(1, 192))
  expect_equal(tiles$value[-seq_len(192)], as.vector(expected))
  expect_true(any(expected == 0))
  expect_identical(plot$labels$title, "3 of 3 maps shown")
})

test_once("bad arguments are refused", {
  expect_snapshot(error = TRUE, {
    layer_drop_block_2d()
    layer_drop_block_2d(0.3)
    layer_drop_block_2d(rate = NA)
    layer_drop_block_1d(rate = 1.1)
    layer_drop_block_3d(rate = "0.1")
    layer_drop_block_2d(rate = 0.1, block_size = 0)
    layer_drop_block_2d(rate = 0.1, block_size = 2.5)
    layer_drop_block_2d(rate = 0.1, block_size = NA)
    layer_drop_block_2d(rate = 0.1, block_size = NULL)
    layer_drop_block_2d(rate = 0.1, block_size = c(3, 3, 3))
    layer_drop_block_2d(rate = 0.1, block_size = c(3, -1))
    layer_drop_block_1d(rate = 0.1, block_size = c(3, 3))
    layer_drop_block_1d(rate = 0.1, block_size = "7")
    layer_drop_block_3d(rate = 0.1, block_size = c(3, 3))
    layer_drop_block_2d(rate = 0.1, coupled = NA)
    layer_drop_block_1d(rate = 0.1, coupled = "yes")
    layer_drop_block_2d(rate = 0.1, data_format = "last")
    layer_drop_block_2d(rate = 0.1, seed = 1.5)
    layer_drop_block_2d(rate = 0.1, name = "a/b")
    layer_drop_block_2d(rate = 0.1, dtype = "int32")
    layer_drop_block_2d(rate = 0.1, blocksize = 3)
    layer_drop_block_2d("model", 0.1)
    layer_drop_block_2d(array(1, c(2, 3, 4)), 0.1, name = "blocks")
  })
})

test_that("every error leaves the model as it was", {
  model <- small_convnet()
  refused <- function(code) expect_error(code, class = "lamina_error")
  expect_model_unchanged(model, {
    refused(layer_drop_block_2d(model, 2))
    refused(layer_drop_block_2d(model, 0.1, block_size = 0))
    refused(layer_drop_block_2d(model, 0.1, coupled = 1))
    refused(layer_drop_block_2d(model, 0.1))
  })
})
