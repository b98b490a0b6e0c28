# Needs no backend.

f <- function(...) 1

test_that("a method that is nearly one of Keras' is refused", {
  expect_snapshot(error = TRUE, {
    Constraint("Mine", cal = f)
    Loss("Mine", Call = f)
    Metric("Mine", update_states = f, result = f)
    LearningRateSchedule("Mine", cal = f)
    Callback("Mine", on_epoch_ends = f)
    Callback("Mine", public = list(on_epoch_start = f))
    Callback("Mine", onTrainEnd = f)
    Layer("Mine", bulid = f, call = f)
    Layer("Mine", call = f, compute_ouput_shape = f)
    Model("Mine", call = f, train_steps = f)
    Model("Mine", call = f, initialise = f)
    Dataset("Mine", get_itm = f)
    Dataset("Mine", get_item = f, lenght = f)
    Dataset("Mine", `__getitem__` = f)
  })
  expect_error(Metric("Mine", update_state = f, result = f, reset_states = f), "`reset_state`")
})

test_that("functions of the user's own have whatever names are left", {
  own <- c(
    "call_it", "calc", "cell", "call2", "call_", "recall", "on_my_event", "on_event", "build_net",
    "on_epoch", "update", "results_of", "get", "states", "compute_losses", "train", "step"
  )
  helpers <- stats::setNames(rep(list(f), length(own)), own)
  expect_s3_class(Layer("MineA", call = f, public = helpers), "lamina_r_class")
  expect_s3_class(Model("MineB", public = helpers), "lamina_r_class")
  expect_s3_class(Callback("MineC", public = helpers), "lamina_r_class")
  expect_s3_class(Metric("MineD", update_state = f, result = f, public = helpers), "lamina_r_class")
  expect_s3_class(Loss("MineE", call = f, public = helpers), "lamina_r_class")
  expect_s3_class(Dataset("MineF", get_item = f, public = helpers), "lamina_dataset_class")
})

test_that("what is near a method that is there, a value, or a property is no slip", {
  expect_s3_class(Loss("MineG", call = f, calls = f), "lamina_r_class")
  expect_s3_class(Layer("MineH", calls = 0), "lamina_r_class")
  expect_s3_class(Layer("MineI", calls = active_property(function() 1)), "lamina_r_class")
})

test_that("a class without the methods that its objects need is refused", {
  expect_snapshot(error = TRUE, {
    Loss("Mine")
    Constraint("Mine", get_config = f)
    LearningRateSchedule("Mine", initialize = f)
    Metric("Mine", result = f)
    Metric("Mine", update_state = f)
    Loss("Mine", initialize = f, inherit = NULL)
  })
})

test_that("what a class builds on may have them, under Python's name too", {
  base <- Metric("MineJ", update_state = f, result = f)
  derived <- Metric("MineK", result = f, inherit = base)
  expect_s3_class(Metric("MineL", initialize = f, inherit = derived), "lamina_r_class")
  expect_s3_class(Constraint("MineM", `__call__` = f), "lamina_r_class")
})
