# Needs no backend.

test_that("paths end as what is saved, and lie where they can", {
  folder <- withr::local_tempdir()
  withr::local_dir(folder)
  file.create("file.txt")
  dir.create("old.keras")
  expect_snapshot(error = TRUE, {
    callback_model_checkpoint("model")
    callback_model_checkpoint("model.weights.h5")
    callback_model_checkpoint("model.keras", save_weights_only = TRUE)
    callback_model_checkpoint("model-{epoch.keras")
    callback_model_checkpoint("model-{}.keras")
    callback_model_checkpoint("old.keras")
    callback_model_checkpoint()
    callback_model_checkpoint("a.keras", save_freq = "batch")
    callback_model_checkpoint("a.keras", save_freq = 0)
    callback_model_checkpoint("a.keras", save_best_only = "yes")
    callback_csv_logger("none/log.csv")
    callback_csv_logger(".")
    callback_csv_logger("log.csv", separator = "::")
    callback_backup_and_restore("file.txt")
    callback_backup_and_restore("state", save_freq = FALSE)
    callback_tensorboard("file.txt")
  })
})

test_that("braces in a path may hold what Python formats", {
  paths <- c("{epoch}-{val_loss:.2f}.keras", "{{a}}.keras", "a.h5", "{epoch:02d}{x!r:>4}.keras")
  for (path in paths) {
    expect_identical(check_checkpoint_path(path, FALSE), path)
  }
  expect_identical(check_checkpoint_path("~/a.keras", FALSE), path.expand("~/a.keras"))
})

test_that("the folder of Orbax is absolute, and no file", {
  withr::local_dir(withr::local_tempdir())
  file.create("file.txt")
  expect_identical(check_orbax_path("new"), file.path(getwd(), "new"))
  expect_identical(check_orbax_path(file.path(getwd(), "new")), file.path(getwd(), "new"))
  expect_lamina_error(check_orbax_path("file.txt"), "is a file", "argument")
})

test_that("numbers and words are checked", {
  expect_snapshot(error = TRUE, {
    callback_early_stopping(patience = 1.5)
    callback_early_stopping(patience = -1)
    callback_early_stopping(patience = NA)
    callback_early_stopping(monitor = 1)
    callback_early_stopping(mode = "mni")
    callback_early_stopping(min_delta = -1)
    callback_early_stopping(baseline = "low")
    callback_early_stopping(verbose = 3)
    callback_early_stopping(patients = 3)
    callback_reduce_lr_on_plateau(factor = 1)
    callback_reduce_lr_on_plateau(factor = NA)
    callback_reduce_lr_on_plateau(cooldown = 0.5)
    callback_reduce_lr_on_plateau(min_lr = -1)
    callback_reduce_lr_on_plateau(epsilon = 1)
    callback_remote_monitor("localhost")
    callback_remote_monitor(headers = "x")
    callback_tensorboard(update_freq = "often")
    callback_tensorboard(profile_batch = c(3, 2))
    callback_tensorboard(embeddings_metadata = list("a.tsv"))
    callback_swap_ema_weights(NA)
    callback_terminate_on_nan(1)
  })
})

test_that("functions are checked, and hooks by their names", {
  expect_snapshot(error = TRUE, {
    callback_learning_rate_scheduler()
    callback_learning_rate_scheduler(0.1)
    callback_learning_rate_scheduler(function() 0.1)
    callback_learning_rate_scheduler(function(a, b, c) 0.1)
    callback_lambda(on_epoch_end = "print")
    callback_lambda(on_train_begin = 1)
    callback_lambda(on_epoch_stop = function(epoch) NULL)
    callback_lambda(on_predict_batch_end = TRUE)
  })
})
