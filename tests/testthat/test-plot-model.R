# Needs a backend, whichever.

skip_without_keras()

two_ways <- function() {
  inputs <- keras_input(c(6, 6, 1), name = "image")
  maps <- inputs |> layer_conv_2d(4, 3, activation = "relu", name = "edges")
  inner <- keras_model_sequential(input_shape = c(4, 4, 4), name = "inner") |>
    layer_dense(4, name = "deep") |>
    layer_dropout(0.5, name = "drop")
  outputs <- layer_add(list(maps, inner(maps)), name = "sum") |> layer_flatten(name = "flat")
  keras_model(inputs, outputs)
}

lines_of <- function(...) {
  show <- utils::modifyList(list(
    shapes = FALSE, dtype = FALSE, names = FALSE, activation = FALSE, params = FALSE, trainable = NA
  ), list(...))
  function(nodes) {
    vapply(lapply(nodes, with_lines, show = show), function(node) {
      paste(c(trimws(paste(node$title, node$beside)), node$lines), collapse = " | ")
    }, "")
  }
}

test_that("boxes say what they are asked to say", {
  model <- two_ways()
  freeze_weights(model, which = "edges")
  nodes <- diagram_nodes(model, TRUE, NULL)
  expect_snapshot({
    writeLines(lines_of()(nodes))
    writeLines(lines_of(names = TRUE, shapes = TRUE)(nodes))
    writeLines(lines_of(
      names = TRUE, dtype = TRUE, activation = TRUE, params = TRUE, trainable = TRUE
    )(nodes))
    writeLines(lines_of(trainable = FALSE)(nodes))
    writeLines(lines_of(names = TRUE)(diagram_nodes(model, FALSE, NULL)))
  })
})

test_that("lines lead from what goes in, into models within and out of them", {
  model <- two_ways()
  from <- function(nodes) lapply(nodes, function(node) node$from)
  expect_identical(from(diagram_nodes(model, FALSE, NULL)), list(integer(), 1L, 2L, 2:3, 4L))
  nodes <- diagram_nodes(model, TRUE, NULL)
  expect_identical(from(nodes), list(integer(), 1L, 2L, 3L, c(2L, 4L), 5L))
  within <- lapply(nodes, function(node) node$within)
  expect_identical(within, list(
    character(), character(), "inner", "inner", character(), character()
  ))
  some <- nodes_in_range(nodes, c("deep", "^s"), NULL)
  expect_identical(from(some), list(integer(), 1L, 2L))
})

test_that("models of all kinds are drawn, on a device and into files", {
  folder <- withr::local_tempdir()
  path <- function(name) file.path(folder, name)
  model <- two_ways()
  unbuilt <- keras_model_sequential(layers = list(layer_dense(units = 1), layer_dense(units = 1)))
  long <- keras_model_sequential(input_shape = 2)
  for (i in 1:30) layer_dense(long, 2)
  grDevices::pdf(path("other.pdf")) # which comes first where one is closed
  withr::defer(grDevices::dev.off())
  grDevices::pdf(path("device.pdf"))
  withr::defer(grDevices::dev.off())
  drawn <- withVisible(plot(model, TRUE, TRUE, TRUE, show_layer_activations = TRUE))
  expect_true(is_same_object(drawn$value, model))
  expect_false(drawn$visible)
  for (rankdir in c("TB", "LR")) {
    for (expand in c(TRUE, FALSE)) {
      expect_silent(plot(model, rankdir = rankdir, expand_nested = expand))
    }
  }
  expect_silent(plot(unbuilt))
  expect_silent(plot(long, show_shapes = TRUE))
  before <- grDevices::dev.cur()
  for (ending in c("png", "pdf", "svg")) {
    if (ending != "pdf" && !capabilities("cairo")) next
    file <- path(paste0("model.", ending))
    plot(long, to_file = file, dpi = 50)
    expect_gt(file.size(file), 1000)
  }
  expect_identical(grDevices::dev.cur(), before)
})

test_that("more columns are taken where the room is wide", {
  long <- new_diagram(lapply(1:40, function(i) {
    list(
      title = "Dense", beside = "dense_1", lines = "(NA, 2) -> (NA, 2)", from = if (i > 1) i - 1L,
      within = character()
    )
  }), "TB")
  grDevices::pdf(NULL)
  withr::defer(grDevices::dev.off())
  columns <- function(room) max(best_placement(long, room)$column)
  expect_gt(columns(c(300, 100)), columns(c(100, 300)))
  placed <- best_placement(long, c(300, 100))
  expect_gt(placed$scale, 100 / place_boxes(long, box_size(long), 1)$size[[2]])
})

test_that("what cannot be drawn is refused", {
  model <- two_ways()
  empty <- keras_model_sequential()
  own <- Model("Own", call = function(inputs) inputs)()
  expect_snapshot(error = TRUE, {
    plot(model, show_shapes = NA)
    plot(model, show_dtype = 1)
    plot(model, show_layer_names = "yes")
    plot(model, rankdir = "BT")
    plot(model, expand_nested = NULL)
    plot(model, dpi = 1.5)
    plot(model, layer_range = "edges")
    plot(model, layer_range = c("edges", "flut"))
    plot(model, layer_range = c("flat", "edges"))
    plot(model, show_layer_activations = NA)
    plot(model, show_trainable = "no")
    plot(model, show_params = NA)
    plot(model, to_file = "model.doc")
    plot(model, to_file = "nowhere/model.png")
    plot(model, colour = TRUE)
    plot(empty)
    plot(own)
  })
})
