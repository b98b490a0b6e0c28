# Needs a backend, whichever.
skip_without_keras()

# Restores a setting after the test.
local_setting <- function(name, env = parent.frame()) {
  before <- keras$config[[name]]()
  withr::defer(keras$config[[paste0("set_", name)]](before), envir = env)
}

test_that("settings are those of Keras, and are made", {
  expect_identical(config_backend(), keras$backend$backend())
  for (name in c("floatx", "epsilon", "max_epochs", "max_steps_per_epoch")) local_setting(name)
  expect_invisible(config_set_floatx("float64"))
  expect_identical(config_floatx(), "float64")
  expect_identical(keras$config$floatx(), "float64")
  config_set_epsilon(1e-5)
  expect_equal(config_epsilon(), 1e-5)
  expect_equal(keras$config$epsilon(), 1e-5)
  config_set_max_epochs(2)
  expect_identical(config_max_epochs(), 2L)
  config_set_max_steps_per_epoch(1)
  expect_identical(config_max_steps_per_epoch(), 1L)
  config_set_max_epochs(NULL)
  config_set_max_steps_per_epoch(NULL)
  expect_null(config_max_epochs())
  expect_null(config_max_steps_per_epoch())
})

test_that("a limit cuts a training short", {
  local_setting("max_epochs")
  config_set_max_epochs(2)
  problem <- easy_problem(4)
  model <- small_classifier(run_eagerly = TRUE)
  history <- fit(model, problem$x, problem$y, epochs = 5, verbose = 0)
  expect_length(history$metrics$loss, 2)
})

test_that("the policy decides how layers compute", {
  local_setting("dtype_policy")
  config_set_dtype_policy("mixed_bfloat16")
  expect_identical(config_dtype_policy()$name, "mixed_bfloat16")
  expect_identical(layer_dense(units = 1)$compute_dtype, "bfloat16")
  config_set_dtype_policy(keras$dtype_policies$DTypePolicy("float32"))
  expect_identical(config_dtype_policy()$name, "float32")
})

test_that("what is on or off is turned on and off", {
  for (name in c("flash_attention", "interactive_logging", "traceback_filtering")) {
    is_enabled <- get(sprintf("config_is_%s_enabled", name))
    enable <- get(sprintf("config_enable_%s", name))
    disable <- get(sprintf("config_disable_%s", name))
    withr::defer(enable())
    expect_true(is_enabled())
    expect_invisible(disable())
    expect_false(is_enabled())
    expect_invisible(enable())
    expect_true(is_enabled())
  }
  expect_false(config_is_nnx_enabled())
})

test_that("code in files may run once that is allowed", {
  expect_invisible(config_enable_unsafe_deserialization())
  state <- reticulate::import("keras.src.backend.common.global_state")
  expect_false(state$get_global_attribute("safe_mode_saving"))
  state$set_global_attribute("safe_mode_saving", NULL)
})

test_that("the backend is chosen as use_backend() chooses it", {
  expect_identical(withVisible(config_set_backend(config_backend()))$visible, FALSE)
  other <- setdiff(c("jax", "torch"), config_backend())[[1L]]
  expect_lamina_error(config_set_backend(other), "cannot change", "backend", "config_set_backend")
  expect_lamina_error(use_backend(other), "cannot change", "backend", "use_backend")
  expect_lamina_error(use_backend("tensorflw"), "tensorflow", from = "use_backend")
})

test_that("settings that cannot be are refused, and nothing is set", {
  before <- list(config_floatx(), config_epsilon(), config_dtype_policy()$name)
  expect_snapshot(error = TRUE, {
    config_set_floatx("float23")
    config_set_floatx("int32")
    config_set_floatx(32)
    config_set_floatx()
    config_set_epsilon(0)
    config_set_epsilon(-1)
    config_set_epsilon("1e-7")
    config_set_epsilon(NA)
    config_set_epsilon()
    config_set_dtype_policy("mixed_float15")
    config_set_dtype_policy(NULL)
    config_set_dtype_policy(16)
    config_set_dtype_policy()
    config_set_max_epochs(0)
    config_set_max_epochs(1.5)
    config_set_max_epochs("1")
    config_set_max_epochs(NA)
    config_set_max_epochs()
    config_set_max_steps_per_epoch(0)
    config_set_max_steps_per_epoch(2.5)
    config_set_backend("numpy")
    config_set_backend()
    config_floatx("float32")
    config_epsilon(value = 1)
    config_enable_flash_attention(TRUE)
    config_is_nnx_enabled(1)
  })
  expect_identical(list(config_floatx(), config_epsilon(), config_dtype_policy()$name), before)
  expect_null(config_max_epochs())
})
