# What classes of R are of, by the words of `KINDS` in class_kinds.py, and such a class in the place
# of an object.

# `base`: Keras' own class; `parent`: what a class may be that it builds on; `keywords`: what
# every object of the kind takes; `formals`: the arguments where there is no `initialize`; `python`:
# methods that have another name in Python.
class_kinds <- list(
  layer = list(
    maker = "Layer", base = function() keras$Layer,
    parent = "a layer class such as `keras$layers$Dense`", keywords = NULL
  ),
  model = list(
    maker = "Model", base = function() keras$Model,
    parent = "a model class such as `keras$Model`", keywords = c("name", "dtype", "trainable")
  ),
  loss = list(
    maker = "Loss", base = function() keras$Loss,
    parent = "a loss class such as `keras$losses$Huber`",
    keywords = c("name", "reduction", "dtype"),
    formals = list(name = NULL, reduction = "sum_over_batch_size", dtype = NULL)
  ),
  metric = list(
    maker = "Metric", base = function() keras$Metric,
    parent = "a metric class such as `keras$metrics$Mean`", keywords = c("name", "dtype"),
    formals = list(dtype = NULL, name = NULL)
  ),
  callback = list(
    maker = "Callback", base = function() keras$callbacks$Callback,
    parent = "a callback class such as `keras$callbacks$EarlyStopping`"
  ),
  constraint = list(
    maker = "Constraint", base = function() keras$constraints$Constraint,
    parent = "a constraint class such as `keras$constraints$MaxNorm`",
    python = c(call = "__call__")
  ),
  schedule = list(
    maker = "LearningRateSchedule",
    base = function() keras$optimizers$schedules$LearningRateSchedule,
    parent = "a schedule class such as `keras$optimizers$schedules$CosineDecay`",
    python = c(call = "__call__")
  ),
  # What is none of Keras'.
  object = list(base = function() builtins$object, parent = "a class")
)

is_r_class <- function(x, kind = NULL) {
  inherits(x, "lamina_r_class") && (is.null(kind) || attr(x, "definition")$kind == kind)
}

# A class of R in the place of an object: one that is made without arguments.
as_object_of_class <- function(x, kinds, arg, call) {
  kind <- attr(x, "definition")$kind
  if (kind %in% kinds) return(x())
  name <- attr(x, "definition")$name
  abort_lamina(
    "{.arg {arg}} must be a {kinds[[1L]]}, not the {kind} class {.val {name}}.",
    class = "argument", call = call
  )
}

# keras3's functions for classes become classes in Python.
as_own_class <- function(x) {
  if (inherits(x, "keras_layer_wrapper")) reticulate::py_to_r(reticulate::r_to_py(x)) else x
}
