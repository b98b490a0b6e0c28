# Needs a backend, whichever.

test_that("axes count from 1 in R and from 0 in Keras", {
  expect_identical(as_axis(1), 0L)
  expect_identical(as_axis(4L), 3L)
})

test_that("negative axes count from the end on both sides", {
  expect_identical(as_axis(-1), -1L)
  expect_identical(as_axis(-2L), -2L)
})

test_that("several axes become a list", {
  expect_identical(as_axis(c(2, -1)), list(1L, -1L))
  expect_identical(as_axis(list(1, 3)), list(0L, 2L))
  expect_null(as_axis(NULL, null = TRUE))
})

test_that("0 and what is no whole number are refused", {
  layer <- function(axis) as_axis(axis)
  expect_snapshot(error = TRUE, {
    layer(0)
    layer(c(1, 0))
    layer(1.5)
    layer(NA)
    layer(NULL)
    layer("channels")
    layer(integer())
    layer(TRUE)
  })
})

test_that("the batch axis is refused where it cannot be one", {
  layer <- function(axis) as_axis(axis, batch = FALSE)
  expect_identical(layer(c(2, -1)), list(1L, -1L))
  expect_snapshot(layer(c(2, 1)), error = TRUE)
})

test_that("an axis that is not given is missing, and as many are needed as are said", {
  layer <- function(axis) as_axis(axis, n = 2)
  expect_lamina_error(layer(), "`axis` is missing: it must be a whole number", from = "layer")
  expect_identical(layer(c(1, -1)), list(0L, -1L))
  expect_lamina_error(layer(1), "`axis` must be a whole number other than 0, not 1", from = "layer")
})

test_that("inner axes pass as they are: neither side counts the batch axis", {
  expect_identical(as_inner_axes(1), 1L)
  expect_identical(as_inner_axes(-1L), -1L)
  expect_identical(as_inner_axes(c(1, 2)), list(1L, 2L))
  expect_identical(as_inner_axes(list(1, -2)), list(1L, -2L))
  expect_identical(as_inner_axes(1:3), list(1L, 2L, 3L))
  expect_null(as_inner_axes(NULL, null = TRUE))
})

test_that("0, fractions and NULL are no inner axes", {
  layer <- function(axes) as_inner_axes(axes)
  expect_lamina_error(layer(0), "axes.*other than 0.*not 0.*after the batch axis", from = "layer")
  expect_lamina_error(layer(c(1, 0)), "axes.*vector of length 2", from = "layer")
  expect_lamina_error(layer(1.5), "axes.*not 1.5", from = "layer")
  expect_lamina_error(layer(integer()), "axes", from = "layer")
  expect_lamina_error(layer(NA), "axes.*not NA", from = "layer")
  expect_lamina_error(layer("1"), "axes.*not the string \"1\"", from = "layer")
  expect_lamina_error(layer(data.frame(a = 1)), "axes.*not a data frame", from = "layer")
  expect_lamina_error(layer(NULL), "axes.*not NULL", from = "layer")
})

test_that("an inner axis that is not given is missing", {
  layer <- function(axes) as_inner_axes(axes)
  expect_lamina_error(layer(), "axes.*is missing.*or a vector of them", from = "layer")
})

test_that("shared axes are counted from 0 for Keras", {
  expect_identical(as_shared_axes(2), list(1L))
  expect_identical(as_shared_axes(2:3), list(1L, 2L))
  expect_identical(as_shared_axes(list(2, 4)), list(1L, 3L))
  expect_null(as_shared_axes(NULL))
})

test_that("the batch axis, negative axes and anything else cannot be shared", {
  layer <- function(shared_axes) as_shared_axes(shared_axes)
  expect_lamina_error(layer(1), "shared_axes.*at least 2.*not 1.*the batch axis", from = "layer")
  expect_lamina_error(layer(0), "shared_axes.*not 0", from = "layer")
  expect_lamina_error(layer(-1), "shared_axes.*not -1", from = "layer")
  expect_lamina_error(layer(c(2, 2.5)), "shared_axes.*vector of length 2", from = "layer")
  expect_lamina_error(layer(integer()), "shared_axes", from = "layer")
  expect_lamina_error(layer("2"), "shared_axes.*not the string \"2\"", from = "layer")
  expect_lamina_error(layer(NA), "shared_axes.*not NA", from = "layer")
})

test_that("axes of a product are counted from 0 for Keras, negative ones from the end", {
  expect_identical(as_product_axes(2), 1L)
  expect_identical(as_product_axes(-1L), -1L)
  expect_identical(as_product_axes(c(3, 2)), list(2L, 1L))
  expect_identical(as_product_axes(list(2, -2)), list(1L, -2L))
})

test_that("a product is not along the batch axis, a fraction or more than two axes", {
  layer <- function(axes) as_product_axes(axes)
  expect_lamina_error(layer(1), "axes.*other than 0 and 1.*not 1.*the batch axis", from = "layer")
  expect_lamina_error(layer(0), "axes.*not 0", from = "layer")
  expect_lamina_error(layer(c(2, 1)), "axes.*vector of length 2", from = "layer")
  expect_lamina_error(layer(2.5), "axes.*not 2.5", from = "layer")
  expect_lamina_error(layer(2:4), "axes.*or two of them.*vector of length 3", from = "layer")
  expect_lamina_error(layer(integer()), "axes", from = "layer")
  expect_lamina_error(layer(NA), "axes.*not NA", from = "layer")
  expect_lamina_error(layer("2"), "axes.*not the string \"2\"", from = "layer")
  expect_lamina_error(layer(NULL), "axes.*not NULL", from = "layer")
  expect_lamina_error(layer(), "axes.*is missing.*or two of them", from = "layer")
})

test_that("an order of axes becomes a list of whole numbers", {
  expect_identical(check_permutation(c(2, 1)), list(2L, 1L))
  expect_identical(check_permutation(c(a = 3L, b = 1L, c = 2L)), list(3L, 1L, 2L))
  expect_identical(check_permutation(list(1, 3, 2)), list(1L, 3L, 2L))
  expect_identical(check_permutation(shape(2, 1)), list(2L, 1L))
  expect_identical(check_permutation(1), list(1L))
})

test_that("anything but an order of axes is refused in the name of the caller", {
  permute <- function(dims) check_permutation(dims)
  wrong <- list(
    c(0, 1), c(2, 3), c(1, 1, 2), c(1, 2.5), c(1, NA), -1, "1", TRUE, NULL, integer(), list(1:2),
    factor(1:2)
  )
  for (dims in wrong) {
    expect_lamina_error(permute(dims), "`dims` must be the whole numbers from 1", from = "permute")
  }
  expect_lamina_error(permute(c(2, 3)), "after the batch axis", from = "permute")
  expect_lamina_error(permute(), "`dims` is missing", from = "permute")
})

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

test_that("nor is the axis of the batch one where it is counted from the end", {
  for (f in list(
    function(x) layer_batch_normalization(x, axis = -3),
    function(x) layer_group_normalization(x, groups = 1, axis = -3),
    function(x) layer_layer_normalization(x, axis = c(-3, -1)),
    function(x) layer_normalization(x, axis = -3),
    function(x) layer_rms_normalization(x, axis = -3),
    function(x) layer_dot(x, x, axes = -3),
    function(x) layer_dot(x, keras_input(4), axes = c(2, -2)),
    function(x) layer_dot(keras_input(4), x, axes = c(-2, 2))
  )) {
    expect_lamina_error(f(sequence()), "must be (an axis|axes) after the batch axis, not -[23]")
  }
  model <- keras_model_sequential(input_shape = c(4, 3))
  expect_model_unchanged(
    model, expect_lamina_error(layer_batch_normalization(model, axis = -3), "not -3")
  )
  expect_identical(dim(layer_activation_softmax(sequence(), axis = -3)), c(NA, 4L, 3L))
  expect_identical(dim(layer_dot(sequence(), sequence(), axes = -2)), c(NA, 3L, 3L))
})

test_that("the error says how many dimensions there are", {
  expect_snapshot(error = TRUE, {
    layer_activation_softmax(sequence(), axis = 4, name = "share")
    layer_dot(sequence(), keras_input(4), axes = c(2, 3), name = "product")
    layer_batch_normalization(sequence(), axis = -3, name = "norm")
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
  counted <- utils::read.csv(test_path("cases", "layer-axes.csv"))
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

test_that("the same axis twice is an error, however it is counted", {
  x <- matrix(2, 2, 2)
  expect_snapshot(error = TRUE, {
    op_sum(x, axis = c(1, 1))
    op_sum(x, axis = c(1, -2))
    op_prod(x, axis = c(1, -2))
    op_expand_dims(x, c(1, 1))
  })
})
