skip_without_keras()

values <- matrix(c(1, 2, 3, 4, 5, 6), 2)
tensor <- backend_tensor(values)
variable <- keras$Variable(values, dtype = "float32")
symbolic <- keras_input(3, name = "x")
model <- small_classifier()

# What readRDS() and a worker make of an object.
of_another_session <- function(x) unserialize(serialize(x, NULL))

test_once("a fork of the process in which Keras runs is told that it is one", {
  process <- session$process
  withr::defer(session$process <- process)
  expect_no_error(check_process())
  session$process <- process + 1L
  expect_lamina_error(check_process(), "Keras is running in another process", "fork")
  expect_lamina_error(check_session(tensor), "a fork: it would wait forever", "fork")
  expect_no_error(check_session(reticulate::py_eval("object()", convert = FALSE)))
})

told <- function(code) expect_lamina_error(code, "save_model()", class = "session")

test_once("objects of another session are told as such by every function, with the way out", {
  old <- of_another_session(model)
  layer <- of_another_session(layer_dense(units = 2))
  old_tensor <- of_another_session(tensor)
  x <- matrix(1, 2, 4)
  expect_snapshot(error = TRUE, {
    old
    get_weights(old)
    layer
    as.array(old_tensor)
    old$layers
    fit(model, x, c(0, 1), callbacks = of_another_session(keras$callbacks$EarlyStopping()))
  })
  for (f in list(
    print, format, summary, get_weights, get_config, save_model, reset_seeds,
    \(m) set_weights(m, list()), \(m) predict(m, x), \(m) fit(m, x, c(0, 1)),
    \(m) evaluate(m, x, c(0, 1)), \(m) compile(m, "sgd", "mse"), \(m) layer_dense(m, 2),
    \(m) predict_mc_dropout(m, x), \(m) m(x), \(m) m$layers, \(m) m[["layers"]],
    \(m) m$name <- "a", \(m) all.equal(m, m), \(m) keras_model_sequential(layers = m)
  )) told(f(old))
  for (f in list(
    print, format, summary, get_weights, get_config, \(l) l(x), \(l) l(symbolic), \(l) l$units,
    \(l) adapt(l, x), \(l) layer_rnn(cell = l), \(l) layer_bidirectional(layer = l),
    \(l) layer_pipeline(list(l)), \(l) plot_feature_maps(array(1, c(1, 2, 2, 1)), l)
  )) told(f(layer))
  for (value in list(layer, of_another_session(keras$optimizers$Adam()))) {
    for (f in list(print, format, str, summary, names, as.character)) told(f(value))
  }
  told(keras_model(of_another_session(symbolic), symbolic))
  told(set_weights(model, list(old_tensor, old_tensor)))
  told(compile(model, of_another_session(model$optimizer), "mse"))
  told(of_another_session(model$optimizer)$learning_rate)
  told(compile(model, "sgd", of_another_session(keras$losses$MeanSquaredError())))
  told(layer_dense(units = 2, kernel_initializer = of_another_session(keras$initializers$Zeros())))
})

test_once("whichever function gets such a model names the argument and what to do", {
  old <- of_another_session(model)
  told_of <- function(name) {
    cnd <- tryCatch(eval(call(name, quote(old))), error = identity)
    if (inherits(cnd, "lamina_error_session")) return(conditionMessage(cnd))
    # The model is looked at last where other arguments are needed.
    if (grepl("is missing: it must|must be|You need", conditionMessage(cnd))) return(NULL)
    paste(name, conditionMessage(cnd))
  }
  first <- function(name) {
    f <- getExportedValue("lamina", name)
    if (is.function(f)) names(formals(f))[[1]]
  }
  names <- setdiff(getNamespaceExports("lamina"), c(of_reticulate, "%<-active%"))
  count <- 0
  for (name in names) {
    if (!isTRUE(first(name) %in% c("model", "object"))) next
    message <- told_of(name)
    if (is.null(message)) next
    count <- count + 1
    expect_match(message, sprintf("^`%s` is a model that does not exist", first(name)))
    expect_match(message, "saved with `saveRDS()`, or came from another", fixed = TRUE)
    for (way in c("save_model", "marshal_model", "load_model", "unmarshal_model")) {
      expect_match(message, sprintf("`%s()`", way), fixed = TRUE)
    }
  }
  expect_gt(count, 60)
})

test_once("a file of saveRDS() has no model, but the vector of marshal_model() is one", {
  path <- withr::local_tempfile()
  saveRDS(list(model = model, raw = marshal_model(model)), path)
  kept <- readRDS(path)
  told(predict(kept$model, matrix(1, 2, 4)))
  told(marshal_model(kept$model))
  told(kept$model |> layer_dense(2))
  told(unmarshal_model(kept$model))
  again <- unmarshal_model(kept$raw, compile = FALSE)
  expect_identical(get_weights(again), get_weights(model))
})

test_that("so are tensors, in every function and operator", {
  old_tensor <- of_another_session(tensor)
  for (value in list(old_tensor, of_another_session(variable), of_another_session(symbolic))) {
    for (f in list(
      as.array, as.matrix, as.numeric, dim, length, \(x) x$shape, \(x) all.equal(x, x),
      \(x) layer_dense(x, 2), \(x) layer_add(x, x), \(x) predict(model, x), \(x) model(x),
      \(x) x + 1, \(x) x[1, ], print, sum, all
    )) told(f(value))
  }
  for (f in list(
    \(x) 2 * x, \(x) x / x, \(x) -x, \(x) !x, \(x) x == 1, \(x) tensor - x, \(x) x >= tensor,
    \(x) x[1], \(x) x[[1]], \(x) x[1] <- 2, format, str, summary, names, as.character, exp, mean,
    as.logical, is.na
  )) told(f(old_tensor))
})
