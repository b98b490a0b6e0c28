# A function of lamina given in place of an object, as in `activation = activation_relu`, stands for
# what Keras has in its place: an object with the defaults, or Keras' own function. Configurations
# and files then hold Keras' name, and no code of R runs.

# Module and name in Keras of what a function stands for, by `counterparts` in gen-counterparts.R,
# and its name in R; NULL for any other function.
counterpart_of <- function(f) {
  namespace <- topenv()
  if (!is.function(f) || !identical(environment(f), namespace)) return(NULL)
  is_f <- function(name) identical(f, get0(name, namespace, mode = "function"))
  for (module in names(counterparts)) {
    name <- Find(is_f, names(counterparts[[module]]))
    if (!is.null(name)) {
      return(list(module = module, keras = counterparts[[module]][[name]], name = name))
    }
  }
}

# `kind`: what may come, as in `known_identifiers`. NULL where `f` stands for nothing, and is
# R's own.
stand_for <- function(f, kind, arg, call) {
  found <- counterpart_of(f)
  if (is.null(found)) return(NULL)
  if (found$module != module_of_kind(kind)) {
    abort_lamina(
      c(
        "{.arg {arg}} must be {with_article(kind)}, not the function {.fn {found$name}}.",
        i = "{.fn {found$name}} corresponds to {.code {keras_name(found$module, found$keras)}}."
      ),
      class = "argument", call = call
    )
  }
  required <- names(formals(f))[vapply(formals(f), rlang::is_missing, NA)]
  # Given these, an activation, a loss or a metric computes at once.
  required <- setdiff(required, c("...", "x", "y_true", "y_pred"))
  if (length(required)) {
    given <- paste(required, "= ", collapse = ", ")
    abort_lamina(
      c(
        "{.arg {arg}} must be {with_article(kind)}; {.fn {found$name}} needs {.arg {required}}.",
        i = if (kind == "activation") {
          "Use {.code function(x) {found$name}(x, {given})}."
        } else {
          "Use {.code {found$name}({given})}."
        }
      ),
      class = "argument", call = call
    )
  }
  # Some metrics have no class in Keras.
  is_function <- kind == "activation" || grepl("^[a-z]", found$keras)
  if (is_function) keras_object(found$module, found$keras) else f()
}

# Where Keras has objects of a kind.
module_of_kind <- function(kind) {
  switch(kind,
    loss = "losses",
    schedule = "optimizers.schedules",
    paste0(kind, "s")
  )
}

with_article <- function(kind) paste(if (grepl("^[aeiou]", kind)) "an" else "a", kind)

# The class of Keras, or of lamina, whose objects a function of lamina makes, such as that of
# layer_dense(); NULL for any other.
class_behind <- function(f) {
  found <- counterpart_of(f)
  if (!is.null(found)) return(keras_object(found$module, found$keras))
  if (!is.function(f) || !identical(environment(f), topenv())) return(NULL)
  named <- object_in_code(body(f))
  if (!is.null(named)) do.call(keras_object, named)
}

# Module and name of the first object that code takes by keras_object().
object_in_code <- function(code) {
  if (!is.call(code)) return(NULL)
  if (identical(code[[1L]], quote(keras_object))) {
    args <- as.list(code)[-1L]
    return(if (all(vapply(args, is.character, NA))) args)
  }
  for (part in as.list(code)) {
    found <- if (!missing(part)) object_in_code(part)
    if (!is.null(found)) return(found)
  }
}
