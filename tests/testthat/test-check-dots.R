# Needs a backend, whichever.

training_history <- function() {
  new_training_history(list(
    params = list(epochs = 1L), history = list(loss = list(0.5)), epoch = list(0L)
  ), 1L)
}

test_that("a method takes what Keras' own takes, and names the argument that was meant", {
  keras_fit <- function(x, epochs, quick) NULL
  fit <- function(object, x, ..., epochs = 1) check_method_dots(..., method = keras_fit)
  expect_identical(fit(1, 2), list())
  expect_identical(fit(1, 2, quick = TRUE), list(quick = TRUE))
  expect_snapshot(error = TRUE, {
    fit(1, 2, epoch = 3)
    fit(1, 2, quik = TRUE)
    fit(1, 2, 3)
  })
  any <- function(...) check_method_dots(..., method = function(x, ...) NULL)
  expect_identical(any(own = 1), list(own = 1))
})

test_that("tensors and keywords are told apart by their names", {
  expect_identical(split_dots(), list(tensors = list(), keywords = list()))
  expect_identical(split_dots(1, 2)$tensors, list(1, 2))
  split <- split_dots(1, name = "sum", 2)
  expect_identical(split$tensors, list(1, 2))
  expect_identical(split$keywords, list(name = "sum"))
  expect_identical(split_dots(!!!list(1, 2), 3)$tensors, list(1, 2, 3))
})

test_that("what a function takes nothing in is empty, but for what R itself hands on", {
  other <- function(x, width = 1, ...) check_no_dots(..., also = "digits", older = c(old = "Gone."))
  expect_null(other(1))
  expect_null(other(1, digits = 3, ))
  expect_snapshot(error = TRUE, {
    other(1, widht = 2)
    other(1, 2, 3)
    other(1, old = 1)
    other(1, something = 1)
  })
  skip_without_keras()
  layer <- layer_dense(units = 1)
  expect_output(print(list(layer), digits = 3), "Dense")
  expect_identical(data.frame(training_history())$epoch, 1L)
})

# By design these take any: dimensions, indices, lengths by the names of axes, elements, operands,
# results, what another package or Pillow takes. So do those that write classes: members.
takes_any <- c(
  "shape", "op_subset", "op_subset<-", "op_subset_set", "op_rearrange", "named_list", "zip_lists",
  "bind_mc_dropout",
  "flags", "flag_boolean", "flag_integer", "flag_numeric", "flag_string", "run_dir", "tuple",
  "op_switch", "op_einsum", "py_require", "image_array_save", "[<-.lamina_parts",
  # Those of reticulate, with its arguments.
  "array_reshape", "import", "py_help", "use_python", "use_virtualenv"
)

test_that("every function and every method refuses an argument that it does not know", {
  skip_without_keras()
  namespace <- asNamespace("lamina")
  methods <- getNamespaceInfo(namespace, "S3methods")
  exports <- setdiff(getNamespaceExports(namespace), c(methods[, 1], takes_any))
  # An operator takes what stands beside it.
  exports <- exports[!startsWith(exports, "%")]
  # What is exported again has its own package's arguments.
  exports <- exports[vapply(exports, exists, NA, envir = namespace, inherits = FALSE)]
  functions <- c(mget(exports, namespace), mget(methods[, 3], namespace))
  # A method without, such as that of an operator, is called by R alone.
  functions <- Filter(function(f) is.function(f) && length(formals(args(f))), functions)
  functions <- Filter(function(f) !identical(names(formals(f))[1L], "classname"), functions)
  takes_dots <- vapply(functions, function(f) "..." %in% names(formals(f)), NA)
  expect_identical(intersect(names(functions)[!takes_dots], exports), character())
  functions <- functions[takes_dots]
  # Generics of another package, what has such a test of its own or hands all on to a function, and
  # max() of shapes and numbers.
  other <- c("compile", "fit", "save_model", "metric_mean_wrapper", "Summary.keras_shape")
  functions <- functions[setdiff(names(functions), c(other, takes_any))]
  expect_gt(length(functions), 200)

  model <- small_classifier()
  fit(model, matrix(1, 2, 4), c(0, 1), verbose = 0)
  input <- keras_input(2)
  special <- list(
    adapt = list(layer_normalization(), matrix(1, 2, 2)), keras_model = list(input, input),
    quantize_weights = list(model)
  )
  arguments <- function(name) {
    if (name %in% names(special)) return(special[[name]])
    if (grepl("^(compile|predict).*Model$", name)) return(list(model, matrix(1, 2, 4)))
    if (grepl("^(evaluate|fit).*Model$", name)) return(list(model, matrix(1, 2, 4), c(0, 1)))
    if (grepl("History$", name)) return(list(model$history))
    if (name %in% methods[, 3]) {
      class <- sub("^.*? ", "", paste(methods[methods[, 3] == name, 1:2], collapse = " "))
      return(list(structure(list(), class = class)))
    }
    list()
  }
  # Errors in full take most of the time: here, what is refused and of which class.
  refuse <- function(message, class, ..., .envir = parent.frame()) {
    if (!startsWith(message[[1L]], "{.arg {unknown[[1L]]}} is not an argument of")) return(NULL)
    stop(structure(
      class = c(paste0("lamina_error_", class), "error", "condition"),
      list(message = .envir$unknown[[1L]], call = NULL)
    ))
  }
  ours <- abort_lamina
  withr::defer(utils::assignInNamespace("abort_lamina", ours, "lamina"))
  utils::assignInNamespace("abort_lamina", refuse, "lamina")
  for (name in names(functions)) {
    given <- arguments(name)
    names(given) <- sprintf("argument_%d", seq_along(given))
    # With a comma at the end, which is none too many.
    call <- as.call(c(
      as.name(name), lapply(names(given), as.name), no_such_argument = 1, rlang::missing_arg()
    ))
    cnd <- tryCatch(eval(call, given, namespace), error = identity)
    refused <- inherits(cnd, "lamina_error_argument")
    expect_true(refused && conditionMessage(cnd) == "no_such_argument", label = name)
  }
})

test_that("a comma at the end is none too many where a function has no `...` of its own use", {
  skip_without_keras()
  model <- small_classifier()
  weights <- get_weights(model, )
  expect_identical(get_weights(set_weights(model, weights, )), weights)
  config <- get_config(model, )
  expect_s3_class(from_config(config, ), model_class)
  expect_identical(reset_seeds(model, ), model)
  set_random_seed(1, )
  expect_identical(config_image_data_format(), "channels_last")
  expect_true(is_keras_available())
  expect_identical(feature_float(name = "a", )$dtype, "float32")
  expect_equal(layer_spatial_dropout_2d(rate = 0.5, seed = 1, )$rate, 0.5)
  expect_identical(layer_discretization(num_bins = 2, name = "bins", )$name, "bins")
  net <- keras_model_sequential(input_shape = 4, ) |> layer_dropout(0.5)
  expect_s3_class(load_model(save_model(net, ), ), model_class)
  mc <- predict_mc_dropout(net, matrix(1, 2, 4), samples = 2, seed = 1, )
  expect_identical(mc$draws, 2L)
  expect_snapshot(error = TRUE, {
    set_random_seed(1, sed = 2)
    get_weights(model, trainabel = TRUE)
    get_config(model, 1)
    is_keras_available(1)
    load_model("a.keras", safe_modes = FALSE)
    predict_mc_dropout(net, matrix(1, 2, 4), sample = 2, size = 3)
    clear_session(free = TRUE, all = TRUE)
    layer_spatial_dropout_2d(rate = 0.5, datta_format = "channels_last")
    keras_input(3, dtyp = "int32", nam = "a", typ = 1)
  })
})

test_that("arguments of older code are taken under their new names, or named with what replaces", {
  skip_without_keras()
  expect_equal(layer_activation_leaky_relu(alpha = 0.1)$negative_slope, 0.1)
  expect_identical(layer_category_encoding(max_tokens = 3)$num_tokens, 3L)
  expect_identical(settings(layer_integer_lookup(mask_value = 0, oov_value = -2))$oov_token, -2L)
  expect_no_error(layer_dense(units = 1, weights = NULL))
  expect_no_error(layer_lstm(units = 1, time_major = FALSE))
  model <- small_classifier()
  expect_no_error(compile(model, "sgd", "mse", target_tensors = NULL))
  expect_snapshot(error = TRUE, {
    layer_activation_leaky_relu(negative_slope = 0.1, alpha = 0.1)
    layer_activation_leaky_relu(alpha = -1)
    layer_dense(units = 1, weights = list(1))
    layer_lstm(units = 1, time_major = TRUE)
    layer_dense(units = 1, batch_size = 3)
    compile(model, "sgd", "mse", sample_weight_mode = "temporal")
    fit(model, matrix(1, 2, 4), c(0, 1), workers = 2)
    adapt(layer_normalization(), 1:3, bach_size = 2)
    adapt(layer_normalization(), 1:3, reset_state = TRUE)
    print(model, expand_nestd = TRUE)
    summary(model, print_fn = cat)
  })
})
