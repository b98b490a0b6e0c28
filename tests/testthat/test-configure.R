skip_without_keras()

test_that("the image data format is read and set for the session", {
  local_image_data_format("channels_first")
  expect_identical(config_image_data_format(), "channels_first")
  expect_identical(keras$config$image_data_format(), "channels_first")
  expect_invisible(config_set_image_data_format("channels_last"))
  expect_identical(config_image_data_format(), "channels_last")
})

test_that("an unknown format is refused and nothing set", {
  before <- config_image_data_format()
  expect_snapshot(error = TRUE, {
    config_set_image_data_format()
    config_set_image_data_format("channel_last")
    config_set_image_data_format(NULL)
    config_set_image_data_format(NA)
    config_set_image_data_format(1)
  })
  expect_identical(config_image_data_format(), before)
})

test_that("a seed makes R, Python, NumPy and Keras repeat themselves", {
  draw <- function() {
    list(
      r = runif(3),
      python = reticulate::py_eval("__import__('random').random()"),
      numpy = reticulate::py_to_r(numpy()$random$uniform(size = 3L)),
      keras = as.array(keras$random$normal(shape(3))),
      weights = get_weights(layer_dense(keras_model_sequential(input_shape = 3), 4)),
      mask = as.array(
        layer_spatial_dropout_2d(rate = 0.5)(array(1, c(2, 1, 1, 16)), training = TRUE)
      )
    )
  }
  withr::local_preserve_seed()
  expect_invisible(set_random_seed(3))
  first <- draw()
  set_random_seed(3L)
  expect_identical(draw(), first)
  set_random_seed(4)
  second <- draw()
  for (name in names(first)) expect_false(identical(second[[name]], first[[name]]))
})

test_once("a bad seed is refused and no state changed", {
  before <- list(.Random.seed, python_random_state())
  expect_snapshot(error = TRUE, {
    set_random_seed()
    set_random_seed(NULL)
    set_random_seed(1.5)
    set_random_seed("1")
    set_random_seed(NA)
    set_random_seed(-1)
    set_random_seed(2^31)
  })
  expect_identical(list(.Random.seed, python_random_state()), before)
})

test_that("a cleared session starts to count names again", {
  clear_session()
  first <- layer_flatten()$name
  expect_false(layer_flatten()$name == first)
  expect_invisible(clear_session(free_memory = FALSE))
  expect_identical(layer_flatten()$name, first)
  expect_lamina_error(clear_session(free_memory = "yes"), "`free_memory`", from = "clear_session")
})

test_that("with a seed each epoch has an order of its own, and the seed gives them again", {
  first_losses <- function() {
    # Nothing is learnt: a batch is known by its loss.
    model <- small_classifier(optimizer = keras$optimizers$SGD(0))
    losses <- NULL
    note <- keras$callbacks$LambdaCallback(
      on_batch_end = function(batch, logs) if (batch == 1) losses <<- c(losses, logs$loss)
    )
    problem <- easy_problem()
    fit(
      model, problem$x, problem$y, epochs = 3, batch_size = 16, verbose = 0, callbacks = note
    )
    losses
  }
  losses <- first_losses()
  expect_identical(anyDuplicated(losses), 0L)
  expect_length(losses, 3)
  expect_identical(first_losses(), losses)
})
