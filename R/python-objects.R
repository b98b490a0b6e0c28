# What R's own functions do with the objects of Keras. reticulate has methods for all of
# Python's objects; here are those that must know more.

register_object_methods <- function() {
  every <- c(object_classes, tensor_classes)
  register_method("$", tensor_classes, tensor_attribute)
  register_method("[[", tensor_classes, tensor_element)
  register_method("[[<-", tensor_classes, tensor_element_set)
  for (generic in c("$", "[[")) register_method(generic, every, get_attribute)
  for (generic in c("$<-", "[[<-")) register_method(generic, every, set_attribute)
  register_tensor_prints()
  register_tensor_texts()
  register_tensor_names()
  register_method("[", tensor_classes, subset_tensor)
  register_method("[<-", tensor_classes, subset_tensor_set)
  # R asks methods for it from then on.
  if (getRversion() >= "4.3.0") register_method("@", tensor_classes, tensor_slot)
  for (generic in c("[", "[<-", "print", "format", "summary", "as.character", "names")) {
    register_method(generic, every, in_this_session)
  }
  register_method("str", every, in_this_session, asNamespace("utils"))
  register_method("all.equal", object_classes[[1L]], all_equal_objects)
  register_method("all.equal", value_classes, all_equal_tensors)
  register_method("length", tensor_classes, tensor_length)
  register_tensor_methods()
  register_binding()
}

# Losses, metrics and others are functions in R, which reticulate runs at once; those that are
# called with R's numbers have methods of their own.
register_callables <- function() {
  namespace <- asNamespace("reticulate")
  classes <- setdiff(object_classes, called_classes)
  register_method("py_to_r_wrapper", classes, in_this_process, namespace)
}

in_this_process <- function(x) {
  if (!is.function(x)) return(x)
  body(x) <- call("{", as.call(list(check_process)), body(x))
  x
}

# reticulate shows such an object as a pointer to nothing.
in_this_session <- function(...) {
  check_session(..1)
  NextMethod()
}

get_attribute <- function(x, name) {
  check_session(x)
  if (name %in% c("input", "output") && is_sequential(x)) return(sequential_end(x, name))
  if (name %in% metric_methods && is_metric(x)) return(with_metric_data(x, name))
  if (name %in% counted_hooks && is_callback(x)) {
    hook <- from_r$hook_for_r(x, name)
    if (!is.null(hook)) return(hook)
  }
  if (identical(name, "get_config")) keep_arguments(x)
  value <- NextMethod()
  if (identical(name, "exclude_from_weight_decay") && is_optimizer(x)) {
    return(with_excluded_names(x, value))
  }
  if (!is_model(x)) return(value)
  if (identical(name, "get_layer")) return(with_whole_index(x, value))
  # A class of the user's may have methods of its own.
  if (name %in% c(batch_methods, "export") && is_of_keras(value)) {
    return(if (name == "export") with_export_checks(x) else with_r_data(x, name))
  }
  value
}

# Keras has the tensors of the first call, and none before.
sequential_end <- function(model, name) {
  end <- core$sequential$find_end(model, name)
  if (is.null(end)) {
    abort_lamina(
      c(
        "The model {.val {model$name}} has no {name} yet.",
        i = "Specify the shape of its input: {.code keras_model_sequential(input_shape = )}."
      ),
      class = "shape"
    )
  }
  end
}

with_whole_index <- function(model, get_layer) {
  function(name = NULL, index = NULL) {
    # Keras' own numbers of layers: from 0, or from -1 backwards.
    if (!is.null(index)) index <- as_whole(index, min = -length(model$layers))
    get_layer(name = name, index = index)
  }
}

# `model$layers[[1]]$trainable <- FALSE` changes the layer, and then R puts the list of layers
# back, which Keras would not take: where all in it is what was there, nothing is left to do.
set_attribute <- function(x, name, value) {
  check_session(x)
  if (identical(name, "lr") && is_optimizer(x)) {
    abort_lamina(
      c(
        "An optimizer has no {.field lr}.",
        i = "Set its {.field learning_rate}: {.code optimizer$learning_rate <- 0.01}."
      ),
      class = "argument"
    )
  }
  if (identical(name, "learning_rate") && is_optimizer(x)) {
    if (is_put_back(x, name, value)) return(x)
    return(set_learning_rate(x, value))
  }
  if (holds_objects(value) && is_put_back(x, name, value)) return(x)
  if (is_metric(x)) check_state(x, name, value)
  if (is_layer(x)) {
    check_replaceable(x, name)
    if (name == "trainable") hand_on_trainable(x, value)
    if (name == "rate" && core$may_hold(x)) return(set_rate(x, value))
  }
  NextMethod()
}

# TensorFlow leaves an attribute alone that is given the value that it has, and the layers within,
# which may differ by now, would not get it.
hand_on_trainable <- function(layer, value) {
  if (identical(reticulate::py_to_r(reticulate::py_get_attr(layer, "trainable")), value)) {
    reticulate::py_set_attr(layer, "trainable", !value)
  }
}

# What a metric gathers is in variables: anything else is lost where its steps are compiled.
check_state <- function(metric, name, value) {
  if (is_variable(value)) return()
  current <- reticulate::py_to_r(
    reticulate::py_get_attr(metric, "__dict__", silent = TRUE)
  )[[name]]
  if (is_variable(current) && !is.null(value)) {
    abort_lamina(
      c(
        "{.code {name}} is a variable of the metric {.val {metric$name}}, and cannot be replaced.",
        i = "Change what it holds: {.code self${name}$assign(value)} or
             {.code self${name}$assign_add(value)}."
      ),
      class = "argument"
    )
  }
  if (is_tensor(value) && !has_values(value)) {
    abort_lamina(
      c(
        "{.code {name}} of the metric {.val {metric$name}} cannot hold a tensor that has no value
         before the model runs.",
        i = "Make it a variable in {.code initialize()},
             {.code self${name} <- self$add_weight(shape = shape(), initializer = \"zeros\")},
             and change what that holds: {.code self${name}$assign(value)}."
      ),
      class = "argument"
    )
  }
}

# Keras has no setter for them, and tells it in Python's words.
check_replaceable <- function(x, name) {
  if (name == "layers" && inherits(x, model_class)) {
    abort_lamina(
      c(
        "The layers of a model cannot be replaced by assignment.",
        i = "Make another model of the layers that stay and the new ones:
             {.code keras_model_sequential(layers = list(...))} or {.fn keras_model}.",
        i = if (is_sequential(x)) "{.code pop_layer(model)} removes its last layer."
      ),
      class = "argument"
    )
  }
  if (name %in% c("weights", "trainable_weights", "non_trainable_weights")) {
    abort_lamina(
      c(
        "The {.field {name}} of a model or layer cannot be replaced by assignment.",
        i = "Set the values of all: {.code set_weights(object, weights)}.",
        i = "Set those of one: {.code object${name}[[1]]$assign(value)}."
      ),
      class = "argument"
    )
  }
}

holds_objects <- function(value) {
  if (reticulate::is_py_object(value)) return(TRUE)
  is.list(value) && any(vapply(value, holds_objects, NA))
}

is_put_back <- function(x, name, value) {
  current <- tryCatch(
    reticulate::py_to_r(reticulate::py_get_attr(x, name)),
    error = function(cnd) NULL
  )
  are_same(value, current)
}

are_same <- function(x, y) {
  objects <- reticulate::is_py_object(x) + reticulate::is_py_object(y)
  if (objects == 2L) return(identical(reticulate::py_id(x), reticulate::py_id(y)))
  if (objects == 1L || !is.list(x) || !is.list(y)) return(identical(x, y))
  length(x) == length(y) && identical(names(x), names(y)) && all(mapply(are_same, x, y))
}

# --- Tensors

# Shape and type are R's, the same on each backend: Python's objects of them differ, and count from
# 0.
tensor_attribute <- function(x, name) {
  check_session(x)
  if (name == "shape") return(shape_attribute(x))
  if (name == "dtype") return(tensor_dtype(x))
  if (name %in% assign_methods && is_variable(x)) return(with_fitting_values(x, name))
  NextMethod()
}

# A tensor has no names: what reticulate gives are those of the attributes in Python, which R takes
# for the names of elements.
register_tensor_names <- function() {
  register_method("names", tensor_classes, no_names)
  for (generic in c("names<-", "dimnames<-", "levels<-", "dim<-")) {
    register_method(generic, tensor_classes, refuse_names)
  }
}

no_names <- function(x) {
  check_session(x)
  NULL
}

refuse_names <- function(x, value) {
  generic <- get(".Generic")
  check_session(x)
  if (is.null(value) && generic != "dim<-") return(x)
  abort_lamina(
    c(
      if (generic == "dim<-") {
        "The shape of a tensor cannot be set."
      } else {
        "A tensor has no {sub('<-', '', generic)}."
      },
      i = if (generic == "dim<-") {
        "Make another of that shape: {.code op_reshape(x, newshape)}, the last axis fastest."
      } else {
        "The values in R may have some: {.code as.array(x)}."
      }
    ),
    class = "argument", call = as_call_of(generic, sys.call())
  )
}

# What all.equal() and the methods that hand on to it take.
all_equal_arguments <- function() {
  methods <- list(
    all.equal.numeric, all.equal.character, all.equal.list, all.equal.default, all.equal.function,
    all.equal.environment
  )
  setdiff(unlist(lapply(methods, function(method) names(formals(method)))), "...")
}

all_equal_tensors <- function(target, current, ...) {
  check_no_dots(..., also = all_equal_arguments())
  for (x in list(target, current)) check_session(x)
  if (are_same(target, current)) return(TRUE)
  if (reticulate::is_py_object(current) && !inherits(current, value_classes)) {
    return(sprintf("target is a tensor, current is %s", describe(current)))
  }
  for (x in list(target, current)) if (is_symbolic(x)) abort_symbolic(x, called_function())
  values <- lapply(list(target, current), function(x) {
    values <- if (reticulate::is_py_object(x)) values_of(x) else x
    # R has vectors where tensors have one axis or none.
    if (length(dim(values)) == 1L) as.vector(values) else values
  })
  all.equal(values[[1L]], values[[2L]], ...)
}

values_of <- function(x) {
  if (!is_numpy(x)) return(tensor_to_array(x))
  # Texts and times, too; not the types that only the backend knows.
  values <- reticulate::py_to_r(x)
  if (reticulate::is_py_object(values)) tensor_to_array(values) else values
}

# Two models or layers, or two optimizers and what else has a configuration.
all_equal_objects <- function(target, current, ...) {
  check_no_dots(..., also = all_equal_arguments())
  for (x in list(target, current)) check_session(x)
  if (are_same(target, current)) return(TRUE)
  if (!identical(class(target), class(current))) {
    return(sprintf("target is %s, current is %s", describe(target), describe(current)))
  }
  differences <- all.equal(settings_of(target), settings_of(current), ...)
  if (is_layer(target)) {
    weights <- all.equal(get_weights(target), get_weights(current), ...)
    differences <- c(
      if (!isTRUE(differences)) paste("Configuration:", differences),
      if (!isTRUE(weights)) paste("Weights:", weights)
    )
  }
  if (is.null(differences)) TRUE else differences
}

settings_of <- function(x) {
  config_to_r(reticulate::py_call(reticulate::py_get_attr(x, "get_config")))
}
