# What Keras, TensorFlow and reticulate say, and names that Keras makes up: patterns of what lamina
# looks for in errors and names, here alone. A test provokes each, so that other words are noticed.
python_texts <- c(
  # Keras repeats whole configurations around the reason why one cannot be used.
  before_reason = ".*Exception encountered: ",
  before_call = "Exception encountered when calling [^\n]*\n+",
  after_call = "(^|\n+)Arguments received by [^\n]*:.*$",
  colour = "\033\\[[0-9;]*m",
  # TensorFlow: the function, the operation, and lines on where these were called.
  function_node = "\\{\\{function_node [^}]*\\}\\} ?",
  operation = "\\s*\\[Op:\\w+\\]( name:)?\\s*$",
  stack = "\\(most recent call last\\)",
  stack_file = "^\\s*File \"",
  stack_node = "^\\s*\\[\\[\\{\\{node",
  stack_missing = "^<stack traces unavailable>",
  # reticulate.
  last_error = "\n?Run `reticulate::py_last_error\\(\\)` for details\\.?$",
  other_session = "object is from previous session",
  # A model is to be trained that was not compiled; PyTorch only looks for its optimizer.
  not_compiled = "must call `compile\\(\\)`|has no attribute 'optimizer'",
  # A preprocessing layer has not seen data yet: Keras, and what TensorFlow says of a look-up.
  not_adapted = "call `[.]?adapt\\(",
  no_table = "Table not initialized",
  # `maxlen` leaves no texts: Keras, and Python of the largest number of none.
  no_texts = "no sequence was kept|max\\(\\) .*empty",
  # The name of an input or output that the user has given none.
  made_up_name = "^(keras_tensor|input_layer)(_[0-9]+)?$"
)
