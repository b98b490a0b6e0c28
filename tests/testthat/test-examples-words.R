# Needs no backend.

# The programs of examples/ but for four are in the words of R's keras3, by
# reference/keras3-1.5.csv: with `library(keras3)` in place of `library(lamina)` they run there.
beyond_keras3 <- c("digits.R", "gan.R", "variational-autoencoder.R", "which-dropout.R")

# Arguments of functions that the table has no arguments of: methods of models.
method_arguments <- list(
  compile = c(
    "object", "optimizer", "loss", "metrics", "loss_weights", "weighted_metrics", "run_eagerly",
    "steps_per_execution", "jit_compile", "auto_scale_loss"
  ),
  fit = c(
    "object", "x", "y", "batch_size", "epochs", "callbacks", "validation_split", "validation_data",
    "shuffle", "class_weight", "sample_weight", "initial_epoch", "steps_per_epoch",
    "validation_steps", "validation_batch_size", "validation_freq", "verbose", "view_metrics"
  ),
  evaluate = c("object", "x", "y", "batch_size", "verbose", "sample_weight", "steps", "callbacks"),
  predict = c("object", "x", "batch_size", "verbose", "steps", "callbacks")
)

# What `...` of layers and of keras_model() takes. That of functions which make classes takes any
# method, that of other functions nothing that a program should need.
layer_arguments <- c("name", "dtype", "trainable", "input_shape", "batch_size", "weights")
class_makers <- c(
  "Layer", "Model", "Loss", "Metric", "Callback", "Constraint", "new_layer_class",
  "new_model_class", "new_loss_class", "new_metric_class", "new_callback_class"
)

keras3_table <- function() {
  utils::read.csv(
    file.path(source_folder("reference"), "keras3-1.5.csv"), na.strings = character()
  )
}

keras3_arguments <- function(table = keras3_table()) {
  arguments <- split(table$arg, table$fun)
  arguments[names(method_arguments)] <- method_arguments
  arguments
}

# Whether keras3 has this argument: TRUE where nothing is known of the function's arguments.
takes_argument <- function(fun, arg, arguments) {
  known <- arguments[[fun]]
  if (arg %in% known || "<not a plain function>" %in% known) return(TRUE)
  if (!("..." %in% known)) return(FALSE)
  takes_name <- startsWith(fun, "layer_") || fun == "keras_model"
  fun %in% class_makers || takes_name && arg %in% layer_arguments
}

# Arguments that keras3 hands over to Python as they are, where Keras goes through a list: a number
# is none there.
takes_list <- function(fun, arg, table = keras3_table()) {
  row <- table[table$fun == fun & table$arg == arg, ]
  nrow(row) == 1L && startsWith(row$default, "list(") && row$convert == ""
}

# What a program says that keras3 would not understand: the module `keras`, functions that lamina
# alone exports, arguments that lamina alone takes, or takes as a number.
not_of_keras3 <- function(code, arguments = keras3_arguments()) {
  exports <- getNamespaceExports("lamina")
  found <- character()
  look <- function(expr) {
    if (is.name(expr)) {
      name <- as.character(expr)
      if (name == "keras" || name %in% setdiff(exports, names(arguments))) found <<- c(found, name)
      return()
    }
    if (!is.call(expr) && !is.pairlist(expr)) return()
    if (is.call(expr) && is.name(expr[[1L]])) {
      head <- as.character(expr[[1L]])
      if (head %in% c("::", ":::")) {
        if (identical(expr[[2L]], as.name("lamina"))) found <<- c(found, deparse(expr))
        return()
      }
      # What comes after `$` is the name of a field.
      if (head == "$") return(look(expr[[2L]]))
      if (head %in% names(arguments) && (head %in% exports || head %in% names(method_arguments))) {
        for (arg in setdiff(names(expr), "")) {
          if (!takes_argument(head, arg, arguments)) {
            found <<- c(found, sprintf("%s(%s = )", head, arg))
          }
          if (is.numeric(expr[[arg]]) && takes_list(head, arg)) {
            found <<- c(found, sprintf("%s(%s = %s)", head, arg, expr[[arg]]))
          }
        }
      }
    }
    # Not `for`, in which an empty argument would be an error.
    lapply(as.list(expr), look)
  }
  lapply(as.list(code), look)
  # Operators that lamina exports so that they work on its tensors are R's own.
  setdiff(found, "%*%")
}

test_that("words that keras3 lacks are found", {
  arguments <- keras3_arguments()
  said <- function(expr) not_of_keras3(list(substitute(expr)), arguments)
  expect_identical(said(keras$backend$backend()), "keras")
  expect_identical(said(y <- function(x) predict_mc_dropout(x)), "predict_mc_dropout")
  expect_identical(said(lapply(x, reset_seeds)), "reset_seeds")
  expect_identical(said(lamina::layer_dense(units = 2)), "lamina::layer_dense")
  expect_identical(said(m |> layer_dense(units = 2, size = 3)), "layer_dense(size = )")
  expect_identical(said(f(op_mean(x, axes = 1))), "op_mean(axes = )")
  expect_identical(said(fit(m, x, y, batch = 3)), "fit(batch = )")
  expect_identical(said(function(a = value_and_gradients) 1), "value_and_gradients")
  expect_identical(
    said(list(metric_binary_iou(target_class_ids = 1))), "metric_binary_iou(target_class_ids = 1)"
  )
  expect_identical(said(metric_binary_iou(target_class_ids = list(1L), threshold = 0)), character())
  expect_identical(said({
    m |> layer_dense(2, name = "d") |> compile("adam", metrics = list())
    m |> predict(x, verbose = 0)
    Layer("A", call = function(x) x %*% self$reset_seeds, grow = function() x[, 1])
  }), character())
})

test_that("the programs are in the words of keras3", {
  files <- list.files(source_folder("examples"), "[.]R$")
  expect_identical(setdiff(beyond_keras3, files), character())
  for (file in setdiff(files, beyond_keras3)) {
    code <- parse(file.path(source_folder("examples"), file), keep.source = FALSE)
    expect_identical(not_of_keras3(code), character(), info = file)
    loads <- Filter(function(expr) identical(expr, quote(library(lamina))), as.list(code))
    expect_length(loads, 1L)
  }
})
