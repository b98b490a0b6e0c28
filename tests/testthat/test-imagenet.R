skip_without_keras()

pixels <- array(c(0, 51, 102, 153, 204, 255), c(1, 2, 1, 3))

# A model that says it is an application, and is quick to make.
noted <- function(module) {
  model <- keras_model_sequential()
  from_r$note_application(model, module)
  model
}

test_that("images are prepared as their model was trained", {
  means <- c(103.939, 116.779, 123.68)
  expect_equal(
    application_preprocess_inputs(noted("resnet"), pixels),
    sweep(pixels[, , , 3:1, drop = FALSE], 4, means), tolerance = 1e-6
  )
  expect_equal(
    application_preprocess_inputs(noted("xception"), pixels), pixels / 127.5 - 1, tolerance = 1e-6
  )
  standardised <- sweep(pixels / 255, 4, c(0.485, 0.456, 0.406))
  expect_equal(
    application_preprocess_inputs(noted("densenet"), pixels),
    sweep(standardised, 4, c(0.229, 0.224, 0.225), "/"), tolerance = 1e-6
  )
  expect_equal(application_preprocess_inputs(noted("convnext"), pixels), pixels)
  # On PyTorch Keras computes in place.
  tensor <- backend_tensor(pixels)
  application_preprocess_inputs(noted("xception"), tensor)
  expect_equal(as.array(tensor), pixels)
  # One image, whole numbers, channels first.
  one <- array(as.integer(pixels), c(2, 1, 3))
  expect_equal(application_preprocess_inputs(noted("nasnet"), one), one / 127.5 - 1,
    tolerance = 1e-6
  )
  first <- aperm(pixels, c(1, 4, 2, 3))
  expect_equal(
    imagenet_preprocess_input(first, "channels_first"),
    aperm(imagenet_preprocess_input(pixels), c(1, 4, 2, 3))
  )
})

test_that("tensors become tensors, and what was given stays as it is", {
  for (dtype in c("float32", "uint8")) {
    x <- backend_tensor(pixels, dtype)
    expect_equal(as.array(imagenet_preprocess_input(x, mode = "tf")), pixels / 127.5 - 1,
      tolerance = 1e-6
    )
    expect_equal(as.array(x), pixels)
  }
  array <- numpy()$array(pixels)
  expect_equal(imagenet_preprocess_input(array, mode = "tf"), pixels / 127.5 - 1)
  expect_equal(reticulate::py_to_r(array), pixels)
  symbolic <- imagenet_preprocess_input(keras_input(c(NA, NA, 3)))
  expect_identical(tensor_shape(symbolic), c(NA, NA, NA, 3L))
})

test_that("a model is known by the name that it has by default", {
  named <- c(
    "convnext_tiny", "densenet121", "efficientnetb7", "efficientnetv2-b0", "efficientnetv2-s",
    "inception_resnet_v2", "inception_v3", "mobilenet_1.00_224", "mobilenetv2_0.35_96",
    "MobileNetV3Small", "nasnet_mobile", "resnet152", "resnet50v2", "vgg16", "vgg19", "xception"
  )
  modules <- vapply(named, function(name) inputs_of(keras_model_sequential(name = name)), "")
  expect_identical(unname(modules), c(
    "convnext", "densenet", "efficientnet", "efficientnet_v2", "efficientnet_v2",
    "inception_resnet_v2", "inception_v3", "mobilenet", "mobilenet_v2",
    "mobilenet_v3", "nasnet", "resnet", "resnet_v2", "vgg16", "vgg19", "xception"
  ))
  # How it was made says more than a name.
  model <- keras_model_sequential(name = "vgg16")
  from_r$note_application(model, "densenet")
  expect_identical(inputs_of(model), "densenet")
  for (module in names(default_names)) {
    expect_true("preprocess_input" %in% names(keras$applications[[module]]))
  }
})

# The file of classes, in the place of Keras' own, which would be downloaded.
local_class_index <- function(env = parent.frame()) {
  utils <- reticulate::import("keras.src.applications.imagenet_utils")
  file_utils <- utils$file_utils
  before <- list(utils$CLASS_INDEX, file_utils$get_file)
  withr::defer({
    utils$CLASS_INDEX <- before[[1L]]
    file_utils$get_file <- before[[2L]]
  }, env)
  path <- withr::local_tempfile(fileext = ".json", .local_envir = env)
  entries <- sprintf('"%1$d": ["n%1$04d", "class %1$d"]', 0:999)
  writeLines(sprintf("{%s}", paste(entries, collapse = ", ")), path)
  utils$CLASS_INDEX <- NULL
  file_utils$get_file <- function(...) path
}

test_that("the most probable classes are named", {
  local_class_index()
  preds <- matrix(0, 2, 1000)
  preds[1, c(8, 3)] <- c(0.5, 0.25)
  preds[2, 1000] <- 1
  wanted <- data.frame(
    class_name = c("n0007", "n0002"), class_description = c("class 7", "class 2"),
    score = c(0.5, 0.25)
  )
  found <- application_decode_predictions(noted("vgg16"), preds, top = 2)
  expect_length(found, 2L)
  expect_equal(found[[1L]], wanted)
  expect_identical(found[[2L]]$class_name[[1L]], "n0999")
  expect_equal(imagenet_decode_predictions(backend_tensor(preds), 2)[[1L]], wanted)
  expect_identical(nrow(imagenet_decode_predictions(preds)[[1L]]), 5L)
  expect_identical(nrow(imagenet_decode_predictions(preds, 1)[[1L]]), 1L)
})

test_once("what cannot be prepared or named is refused", {
  model <- noted("vgg16")
  expect_snapshot(error = TRUE, {
    application_preprocess_inputs(keras_model_sequential(name = "mine"), pixels)
    application_preprocess_inputs(pixels, pixels)
    application_preprocess_inputs(model)
    application_preprocess_inputs(model, 1:3)
    application_preprocess_inputs(model, array(1, c(2, 2, 2, 4)))
    application_preprocess_inputs(model, array(1, c(2, 2, 3)), data_format = "channels_first")
    application_preprocess_inputs(model, pixels, mode = "tf")
    application_preprocess_inputs(model, replace(pixels, 1, NA))
    imagenet_preprocess_input(pixels, mode = "torsch")
    application_decode_predictions(model)
    application_decode_predictions(model, keras_input(1000))
    application_decode_predictions(model, matrix(0, 1, 10))
    application_decode_predictions(model, rep(0, 1000))
    application_decode_predictions(model, matrix(0, 1, 1000), top = 0)
    imagenet_decode_predictions(matrix("a", 1, 1000))
  })
})
