# Needs a backend, whichever.

skip_without_keras()

test_cases("application", "images")

# Small enough to be built in a second or two.
small_images <- c(32, 32, 3)

small_mobilenet <- function(weights = NULL) {
  application_mobilenet(
    alpha = 0.25, include_top = FALSE, weights = weights, input_shape = small_images,
    pooling = "avg", name = "mine"
  )
}

# Made once.
base <- small_mobilenet()

test_that("the model is the one that Keras builds", {
  theirs <- keras$applications$MobileNet(
    alpha = 0.25, include_top = FALSE, weights = NULL, input_shape = list(32L, 32L, 3L),
    pooling = "avg"
  )
  expect_identical(seen(base), seen(theirs))
  expect_identical(base$name, "mine")
  expect_identical(model_output_shape(base), c(NA, 256L))
})

test_that("weights come from a file", {
  path <- withr::local_tempfile(fileext = ".weights.h5")
  save_model_weights(base, path)
  expect_identical(get_weights(small_mobilenet(path)), get_weights(base))
})

test_that("an input tensor becomes the input of a network with a top of its own", {
  input <- keras_input(small_images)
  model <- application_vgg16(
    weights = NULL, input_tensor = input, classes = 3, classifier_activation = NULL,
    include_top = FALSE, pooling = "max"
  )
  expect_true(is_same_object(model$inputs[[1L]], input))
  expect_identical(model_output_shape(model), c(NA, 512L))
})

test_that("frozen features serve another task, and stay as they are", {
  freeze_weights(base)
  input <- keras_input(small_images)
  features <- base(application_preprocess_inputs(base, input), training = FALSE)
  model <- keras_model(input, layer_dense(features, 2, activation = "softmax"))
  compile(model, optimizer_sgd(0.1), "sparse_categorical_crossentropy")
  before <- get_weights(model)
  x <- array(seq(0, 255, length.out = 4 * 32 * 32 * 3), c(4, small_images))
  history <- fit(model, x, c(1, 1, 1, 0), epochs = 1, batch_size = 2, verbose = 0)
  after <- get_weights(model)
  changed <- !mapply(identical, before, after)
  # All but the top is frozen.
  expect_identical(length(changed), length(get_weights(base)) + 2L)
  expect_false(any(utils::head(changed, -2L)))
  expect_true(changed[[length(changed)]])
  expect_true(is.finite(history$metrics$loss))
})

test_that("what does not fit the architecture is refused before it is built", {
  expect_snapshot(error = TRUE, {
    application_resnet50(classes = 10)
    application_resnet50(classifier_activation = "relu")
    application_resnet50(input_shape = c(200, 200, 3))
    application_resnet50(input_shape = c(224, 224, 1), include_top = FALSE)
    application_resnet50(input_tensor = keras_input(c(64, 64, 1)), include_top = FALSE)
    application_resnet50(weights = NULL, input_shape = c(31, 64, 3), include_top = FALSE)
    application_inception_v3(weights = NULL, input_shape = c(74, NA, 3), include_top = FALSE)
    application_resnet50(weights = NULL, input_shape = c(NA, NA, 3))
    application_resnet50(input_shape = c(1, 224, 224, 3))
    application_resnet50(weights = "image_net")
    application_resnet50(input_tensor = array(1, c(1, 224, 224, 3)))
    application_resnet50(pooling = "mean")
    application_mobilenet(input_shape = c(100, 100, 3))
    application_mobilenet(alpha = 0.3)
    application_mobilenet(depth_multiplier = 2)
    application_mobilenet(dropout = 1)
    application_mobilenet_v3_small(alpha = 0.75, minimalistic = TRUE)
    application_nasnetmobile(classes = 10)
  })
})

test_that("channels may come first", {
  local_image_data_format("channels_first")
  expect_lamina_error(
    application_resnet50(weights = NULL, input_shape = c(3, 31, 64), include_top = FALSE),
    "at least 32 rows"
  )
  expect_lamina_error(
    application_resnet50(input_shape = c(3, 200, 200)), "must be \\(3, 224, 224\\)"
  )
  expect_lamina_error(
    application_convnext_tiny(weights = NULL), "ConvNeXt does not support", class = "python"
  )
})

test_that("a name of one's own does not choose another network", {
  asked <- list()
  before <- keras_object("applications", "EfficientNetV2B0")
  withr::defer(assign("applications EfficientNetV2B0", before, envir = registry))
  assign("applications EfficientNetV2B0", envir = registry, function(...) {
    asked <<- list(...)
    keras$Sequential()
  })
  model <- application_efficientnet_v2b0(weights = NULL, name = "efficientnetv2-b3")
  expect_null(asked$name)
  expect_identical(model$name, "efficientnetv2-b3")
})
