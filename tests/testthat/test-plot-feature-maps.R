skip_without_keras()

maps <- feature_maps(c(2, 3, 4, 10))

# What the plot draws, from the data of its layers.
drawn <- function(plot) {
  by_geom <- function(name) {
    Filter(function(layer) inherits(layer$geom, name), plot$layers)
  }
  rectangles <- by_geom("GeomRect")
  rectangles <- Filter(function(layer) !inherits(layer$geom, "GeomTile"), rectangles)
  list(
    tiles = by_geom("GeomTile")[[1]]$data,
    frames = rectangles[[1]]$data,
    crosses = rectangles[[2]]$data,
    labels = by_geom("GeomText")[[1]]$data,
    title = plot$labels$title
  )
}

ten_maps <- map_layout(10, c(3, 4), stages = 2)
before_layer <- 1
after_layer <- 2

# The pixels of one drawn map as a matrix, rows from the top.
tile_matrix <- function(tiles, corner, layout = ten_maps) {
  inside <- tiles$x > corner$x & tiles$x < corner$x + layout$width &
    tiles$y < corner$y & tiles$y > corner$y - layout$height
  pixels <- tiles[inside, ]
  pixels <- pixels[order(pixels$x, -pixels$y), ]
  matrix(pixels$value, nrow = length(unique(pixels$y)))
}

dropped_maps <- function(plot, shown) {
  after <- map_corner(seq_len(shown), after_layer, ten_maps)
  crosses <- drawn(plot)$crosses
  which(paste(after$x, after$y) %in% paste(crosses$x, crosses$y))
}

test_that("every map is drawn before and after, as the layer makes it", {
  layer <- layer_spatial_dropout_2d(rate = 0.5, seed = 3)
  expected <- as.array(layer_spatial_dropout_2d(rate = 0.5, seed = 3)(maps, training = TRUE))
  plot <- plot_feature_maps(maps, layer, example = 2)
  expect_s3_class(plot, "ggplot")
  tiles <- drawn(plot)$tiles
  expect_identical(nrow(tiles), 2L * 3L * 4L * 10L)
  for (map in 1:10) {
    expect_equal(tile_matrix(tiles, map_corner(map, before_layer, ten_maps)), maps[2, , , map])
    expect_equal(tile_matrix(tiles, map_corner(map, after_layer, ten_maps)), expected[2, , , map])
  }
})

test_that("the maps that are crossed out are those that the layer drops", {
  for (example in 1:2) {
    plot <- plot_feature_maps(
      maps, layer_spatial_dropout_2d(rate = 0.5, seed = 3), example = example
    )
    output <- as.array(layer_spatial_dropout_2d(rate = 0.5, seed = 3)(maps, training = TRUE))
    dropped <- which(apply(output[example, , , ] == 0, 3, all))
    expect_gt(length(dropped), 0)
    expect_lt(length(dropped), 10)
    expect_identical(dropped_maps(plot, 10), dropped)
    expect_match(drawn(plot)$title, sprintf("10 of 10.* %d of them dropped", length(dropped)))
  }
})

test_once("a map that was empty before is not called dropped", {
  x <- maps
  x[, , , c(1, 4)] <- 0
  kept <- plot_feature_maps(x, layer_spatial_dropout_2d(rate = 0))
  expect_identical(dropped_maps(kept, 10), integer())
  all <- plot_feature_maps(x, layer_spatial_dropout_2d(rate = 1))
  expect_identical(dropped_maps(all, 10), 1:10)
})

test_that("at inference nothing is dropped", {
  plot <- plot_feature_maps(maps, layer_spatial_dropout_2d(rate = 1), training = FALSE)
  expect_identical(dropped_maps(plot, 10), integer())
  tiles <- drawn(plot)$tiles
  expect_equal(tile_matrix(tiles, map_corner(2, after_layer, ten_maps)), maps[1, , , 2])
})

test_that("looking does not move the seed, nor Python's random state", {
  layer <- layer_spatial_dropout_2d(rate = 0.5, seed = 3)
  state <- function() list(as.array(layer$seed_generator$state), python_random_state())
  before <- state()
  plot_feature_maps(maps, layer)
  expect_identical(state(), before)
  expect_lamina_error(plot_feature_maps(array(1, 1:3), layer), class = "shape")
  expect_identical(state(), before)
})

test_once("channels that come first give the same picture", {
  first <- plot_feature_maps(
    aperm(maps, c(1, 4, 2, 3)),
    layer_spatial_dropout_2d(rate = 0.5, seed = 3, data_format = "channels_first")
  )
  last <- plot_feature_maps(maps, layer_spatial_dropout_2d(rate = 0.5, seed = 3))
  expect_equal(drawn(first), drawn(last))
})

test_once("sequences are drawn as images of one row", {
  x <- feature_maps(c(2, 4, 10))
  plot <- plot_feature_maps(x, layer_spatial_dropout_1d(rate = 0.5, seed = 1))
  tiles <- drawn(plot)$tiles
  layout <- map_layout(10, c(1, 4), stages = 2)
  corner <- map_corner(3, before_layer, layout)
  expect_equal(tile_matrix(tiles, corner, layout), matrix(x[1, , 3], nrow = 1))
  first <- plot_feature_maps(
    aperm(x, c(1, 3, 2)),
    layer_spatial_dropout_1d(rate = 0.5, seed = 1, data_format = "channels_first")
  )
  expect_equal(drawn(first), drawn(plot))
})

test_once("no more maps are drawn than asked for, and the title counts them", {
  plot <- plot_feature_maps(maps, layer_spatial_dropout_2d(rate = 1), maps = 3)
  expect_identical(nrow(drawn(plot)$labels), 3L)
  expect_identical(drawn(plot)$title, "3 of 10 maps shown, 3 of them dropped")
  many <- plot_feature_maps(feature_maps(c(1, 2, 2, 20)), layer_spatial_dropout_2d(rate = 0))
  expect_identical(nrow(drawn(many)$labels), 16L)
})

test_once("maps are drawn without a layer", {
  plot <- plot_feature_maps(maps, example = 2)
  tiles <- drawn(plot)$tiles
  expect_identical(nrow(tiles), 3L * 4L * 10L)
  layout <- map_layout(10, c(3, 4), stages = 1)
  for (map in 1:10) {
    corner <- map_corner(map, before_layer, layout)
    expect_equal(tile_matrix(tiles, corner, layout), maps[2, , , map])
  }
  expect_identical(drawn(plot)$title, "10 of 10 maps shown")
  expect_equal(drawn(plot_feature_maps(backend_tensor(maps), NULL, 2)), drawn(plot))
  local_image_data_format("channels_first")
  expect_equal(drawn(plot_feature_maps(aperm(maps, c(1, 4, 2, 3)), example = 2)), drawn(plot))
})

test_once("maps fill the page, in their proportions", {
  shown <- function(layout) layout$count / layout$per_band
  for (count in c(2, 3, 4, 6, 8, 12, 16, 32, 64)) {
    for (stages in 1:2) {
      layout <- map_layout(count, c(10, 10), stages)
      width <- layout$per_band * layout$step[[1]] * layout$inches
      height <- ceiling(shown(layout)) * layout$band * layout$inches
      expect_gt(width * height, 10)
      expect_lt(width, 6)
      expect_lt(height, 5)
    }
  }
  expect_identical(map_layout(8, c(10, 10), 2)$per_band, 4L)
  wide <- map_layout(4, c(10, 20), 2)
  expect_equal(wide$height / wide$width, 0.5)
  tall <- map_layout(4, c(20, 10), 2)
  expect_equal(tall$height / tall$width, 2)
  expect_equal(map_layout(4, c(1, 100), 2)$height, 0.25)
})

test_that("tensors and other layers that keep the shape are taken", {
  drop <- function() layer_spatial_dropout_2d(rate = 0.5, seed = 3)
  expect_equal(
    drawn(plot_feature_maps(backend_tensor(maps), drop())), drawn(plot_feature_maps(maps, drop()))
  )
  relu <- plot_feature_maps(maps, layer_activation(activation = "relu"))
  expect_identical(drawn(relu)$title, "10 of 10 maps shown")
  expect_equal(
    tile_matrix(drawn(relu)$tiles, map_corner(1, after_layer, ten_maps)), pmax(maps[1, , , 1], 0)
  )
  expect_identical(dropped_maps(relu, 10), integer())
  elements <- plot_feature_maps(maps, layer_dropout(rate = 0.5, seed = 1))
  expected <- as.array(layer_dropout(rate = 0.5, seed = 1)(maps, training = TRUE))
  tiles <- drawn(elements)$tiles
  for (map in 1:10) {
    expect_equal(tile_matrix(tiles, map_corner(map, after_layer, ten_maps)), expected[1, , , map])
  }
  expect_identical(dropped_maps(elements, 10), integer())
})

test_that("low precision draws the same maps as dropped", {
  plot <- plot_feature_maps(
    maps, layer_spatial_dropout_2d(rate = 0.5, seed = 3, dtype = "mixed_float16")
  )
  output <- as.array(
    layer_spatial_dropout_2d(rate = 0.5, seed = 3, dtype = "mixed_float16")(maps, training = TRUE)
  )
  expect_identical(dropped_maps(plot, 10), which(apply(output[1, , , ] == 0, 3, all)))
})

test_once("the picture can be written to a file", {
  path <- withr::local_tempfile(fileext = ".png")
  plot <- plot_feature_maps(maps, layer_spatial_dropout_2d(rate = 0.5, seed = 3))
  ggplot2::ggsave(path, plot, width = 6, height = 3, dpi = 50)
  expect_gt(file.size(path), 1000)
})

test_once("bad arguments are refused", {
  drop <- layer_spatial_dropout_2d(rate = 0.5, name = "maps")
  pool <- layer_max_pooling_2d(name = "pool")
  expect_snapshot(error = TRUE, {
    plot_feature_maps()
    plot_feature_maps(maps[1, , , 1])
    plot_feature_maps(maps, 0.5)
    plot_feature_maps(layer = drop)
    plot_feature_maps("maps", drop)
    plot_feature_maps(maps[1, , , 1], drop)
    plot_feature_maps(maps[1, , , ], drop)
    plot_feature_maps(keras_input(c(3, 4, 10)), drop)
    plot_feature_maps(maps, drop, example = 3)
    plot_feature_maps(maps, drop, example = 1.5)
    plot_feature_maps(maps, drop, maps = 0)
    plot_feature_maps(maps, drop, training = NA)
    plot_feature_maps(maps, pool)
  })
})

test_that("looking leaves the statistics of a normalisation as they were", {
  layer <- layer_batch_normalization()
  x <- feature_maps(c(2, 3, 3, 4))
  layer(x)
  before <- get_weights(layer)
  plot_feature_maps(x, layer)
  expect_identical(get_weights(layer), before)
})

test_that("what is counted and drawn is as before", {
  layer <- layer_drop_block_2d(rate = dropout_schedule_linear(0, 1, 10), seed = 1)
  before <- lapply(layer$variables, as.array)
  plot_feature_maps(array(1, c(1, 8, 8, 3)), layer)
  expect_identical(lapply(layer$variables, as.array), before)
})
