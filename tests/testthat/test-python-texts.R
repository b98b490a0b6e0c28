skip_without_keras()

# What Python says, without what lamina makes of it.
said_by <- function(expr) {
  cnd <- rlang::catch_cnd(expr, "python.builtin.Exception")
  reticulate::py_str(attr(cnd, "py_object"))
}

ones <- keras$ops$ones(reticulate::tuple(2L, 3L))

# Of names that Keras makes up, the first and a later one; of a stack, all lines.
provoked <- function() {
  call <- said_by(keras$layers$Reshape(list(7L))$`__call__`(ones))
  numpy <- reticulate::import("numpy")
  input <- keras$Input(list(3L))
  lapply(c(
    list(
      before_reason = said_by(keras$layers$Dense$from_config(list(units = -1L))),
      before_call = call, after_call = call, colour = call,
      last_error = conditionMessage(rlang::catch_cnd(reticulate::py_eval("1/0"))),
      other_session = conditionMessage(
        rlang::catch_cnd(reticulate::py_get_attr(unserialize(serialize(ones, NULL)), "shape"))
      ),
      not_compiled = said_by(keras$Model(input, input)$evaluate(numpy$ones(list(1L, 3L)))),
      not_adapted = c(
        said_by(keras$layers$Discretization(num_bins = 2L)$`__call__`(ones)),
        said_by(keras$utils$FeatureSpace(list(a = "string_categorical"))$`__call__`(list(a = "b")))
      ),
      no_texts = c(said_of_texts("imdb"), said_of_texts("reuters")),
      made_up_name = c(
        input$name, keras$Model(input, keras$ops$exp(input))$outputs[[1L]]$name,
        keras$layers$InputLayer(list(3L))$name
      )
    ),
    if (keras$backend$backend() == "tensorflow") said_by_tensorflow(numpy)
  ), as.character)
}

# Of a data set whose texts are all too long.
said_of_texts <- function(name) {
  load <- reticulate::py_run_string("
def load(name, path):
    import importlib
    from unittest import mock
    import numpy as np
    parts = ['x', 'y', 'x_train', 'y_train', 'x_test', 'y_test']
    np.savez(path, **dict.fromkeys(parts, np.ones((1, 2), int)))
    module = importlib.import_module('keras.src.datasets.' + name)
    with mock.patch.object(module, 'get_file', return_value=path):
        module.load_data(maxlen=1)
", local = TRUE)$load
  said_by(load(name, withr::local_tempfile(fileext = ".npz")))
}

said_by_tensorflow <- function(numpy) {
  product <- said_by(keras$ops$matmul(ones, ones))
  model <- keras$Sequential(list(keras$layers$Embedding(3L, 2L)))
  model$compile(jit_compile = FALSE)
  step <- strsplit(said_by(model$predict(numpy$full(2L, 9L), verbose = 0L)), "\n")[[1L]]
  look_up <- keras$layers$StringLookup()
  list(
    function_node = product, operation = product, stack = step, stack_file = step,
    stack_node = step,
    no_table = said_by(look_up$`__call__`(numpy$array(list("b"))))
  )
}

test_that("Keras, TensorFlow and reticulate say what is looked for", {
  said <- provoked()
  of_tensorflow <- grep("^stack|^function|^operation|^no_table", names(python_texts), value = TRUE)
  # It stands for the stack where TensorFlow has lost it.
  of_tensorflow <- setdiff(of_tensorflow, "stack_missing")
  others <- setdiff(names(python_texts), c(of_tensorflow, "stack_missing"))
  here <- if (keras$backend$backend() == "tensorflow") of_tensorflow
  expect_setequal(names(said), c(others, here))
  for (name in names(said)) {
    found <- grepl(python_texts[[name]], said[[name]])
    # Of a stack there are many lines, of all else each is looked for.
    as_wanted <- if (startsWith(name, "stack")) any(found) else all(found)
    expect_true(as_wanted, label = paste(c(name, said[[name]]), collapse = "\n"))
  }
})
