skip_without_keras()

sequence <- function() keras_input(c(4, 3))

# Layers of an axis that inputs of 3 dimensions lack.
beyond <- list(
  layer_activation_parametric_relu = list(shared_axes = 9),
  layer_activation_softmax = list(axis = 4),
  layer_batch_normalization = list(axis = 4),
  layer_group_normalization = list(groups = 1, axis = -4),
  layer_layer_normalization = list(axis = c(2, 4)),
  layer_normalization = list(axis = 4),
  layer_rms_normalization = list(axis = 4),
  layer_unit_normalization = list(axis = 4)
)

test_that("an axis that the input lacks is refused as R counts it", {
  for (fun in names(beyond)) {
    arguments <- beyond[[fun]]
    setting <- utils::tail(arguments, 1L)
    wanted <- sprintf("`%s` must be.*not %s\\.", names(setting), utils::tail(setting[[1L]], 1L))
    expect_lamina_error(do.call(fun, c(list(sequence()), arguments)), wanted)
    layer <- do.call(fun, arguments)
    expect_lamina_error(layer(sequence()), wanted)
    expect_lamina_error(layer(array(1, c(2, 4, 3))), wanted)
    model <- keras_model_sequential(input_shape = c(4, 3))
    expect_model_unchanged(model, expect_lamina_error(layer(model), wanted))
  }
  expect_lamina_error(layer_concatenate(sequence(), sequence(), axis = 4), "`axis`.*not 4")
  expect_lamina_error(layer_dot(sequence(), sequence(), axes = 4), "`axes`.*not 4")
  expect_lamina_error(layer_dot(sequence(), keras_input(4), axes = c(2, 3)), "`axes`.*not 3")
})

test_that("statistics and weights are not kept for each example", {
  for (fun in list(
    layer_batch_normalization, layer_group_normalization, layer_layer_normalization,
    layer_normalization, layer_rms_normalization
  )) {
    expect_lamina_error(fun(axis = 1), "`axis` must be a whole number other than 0 and 1")
  }
})

test_that("the error says how many dimensions there are", {
  expect_snapshot(error = TRUE, {
    layer_activation_softmax(sequence(), axis = 4, name = "share")
    layer_dot(sequence(), keras_input(4), axes = c(2, 3), name = "product")
  })
})

test_that("axes that the input has pass, and what is not known", {
  expect_identical(dim(layer_activation_softmax(sequence(), axis = 3)), c(NA, 4L, 3L))
  expect_identical(dim(layer_dot(sequence(), keras_input(c(3, 2)), axes = c(3, 2))), c(NA, 4L, 2L))
  expect_identical(dim(layer_dot(keras_input(4), sequence(), axes = c(-1, 2))), c(NA, 3L))
  expect_identical(dim(layer_concatenate(sequence(), sequence(), axis = -3)), c(NA, 4L, 3L))
  expect_no_error(layer_batch_normalization(keras_model_sequential(), axis = 4))
  expect_no_error(layer_normalization(sequence(), axis = NULL, mean = 0, variance = 1))
})

test_that("a class written in R counts its axes itself", {
  layer_along <- Layer(
    "Along",
    initialize = function(axis = 1) {
      super$initialize()
      self$axis <- axis
    },
    call = function(inputs) inputs
  )
  expect_identical(dim(layer_along(sequence(), axis = 9)), c(NA, 4L, 3L))
  expect_match(format(layer_along(axis = 3)), "axis = 3", all = FALSE)
})

test_that("layers show their axes as R counts them", {
  shown <- function(layer) format(layer)[[2L]]
  expect_identical(shown(layer_concatenate(axis = 2)), "  axis = 2")
  expect_identical(shown(layer_concatenate()), "  axis = -1")
  expect_identical(shown(layer_dot(axes = c(2, -1))), "  axes = (2, -1), normalize = FALSE")
  expect_identical(
    shown(layer_activation_parametric_relu(shared_axes = c(2, 3))), "  shared_axes = (2, 3)"
  )
  for (layer in list(
    layer_activation_softmax(axis = 3), layer_batch_normalization(axis = 3),
    layer_group_normalization(axis = 3), layer_layer_normalization(axis = 3),
    layer_rms_normalization(axis = 3), layer_unit_normalization(axis = 3)
  )) {
    expect_match(shown(layer), "\\baxis = 3\\b")
    expect_identical(settings(layer)$axis, 2L)
  }
  expect_match(shown(layer_normalization(axis = c(2, 3))), "axis = \\(2, 3\\)")
})

test_that("an axis is the one that it is in keras3", {
  skip_without_keras()
  # There too axes count from 1, the batch axis, and negative ones from the end; these are what
  # Keras then gets. Axes of attention and permutations begin behind the batch axis in Keras itself.
  facts <- utils::read.csv(test_path("keras3-layers.csv"))
  counted <- facts[facts$convert == "axis", ]
  expect_setequal(counted$arg, c("axis", "axes", "shared_axes"))
  more <- list(layer_dot = list(), layer_group_normalization = list(groups = 1))
  for (i in seq_len(nrow(counted))) {
    layer <- function(axis) {
      given <- c(stats::setNames(list(axis), counted$arg[[i]]), more[[counted$fun[[i]]]])
      unlist(get_config(do.call(counted$fun[[i]], given))[[counted$arg[[i]]]])
    }
    expect_identical(layer(3), 2L, label = counted$fun[[i]])
    # Weights cannot be shared along an axis that is counted from the end.
    if (counted$arg[[i]] != "shared_axes") {
      expect_identical(layer(-2), -2L, label = counted$fun[[i]])
    }
  }
  expect_identical(unlist(layer_permute(dims = c(2, 1))$dims), 2:1)
  layer <- layer_multi_head_attention(num_heads = 1, key_dim = 1, attention_axes = 2)
  expect_identical(unlist(get_config(layer)$attention_axes), 2L)
})
