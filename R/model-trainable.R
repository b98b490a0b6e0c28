# What Python has found of layers that were frozen or unfrozen since compile(): for `diagnose` of
# with_python().
abort_trainable <- function(cnd, call) {
  if (!inherits(cnd, "lamina.TrainableError")) return()
  error <- attr(cnd, "py_object")
  frozen <- as.character(error$frozen)
  unfrozen <- as.character(error$unfrozen)
  abort_lamina(
    c(
      if (error$is_training) {
        "A callback has changed what is trainable while the model trains."
      } else if (error$is_compiled) {
        "The optimizer was built for other weights than those that are trainable now."
      } else {
        "Which layers of the model are trainable has changed since {.fn compile}."
      },
      x = if (length(frozen)) "No longer trained: {.val {frozen}}.",
      x = if (length(unfrozen)) "Not trained before: {.val {unfrozen}}.",
      i = if (error$is_training) {
        "End {.fn fit} first; then change it, call {.fn compile}, and go on with {.fn fit}."
      } else if (error$is_compiled) {
        "Give {.fn compile} a new optimizer."
      } else {
        "Call {.fn compile} again: this resets the optimizer."
      }
    ),
    class = "compile", call = call
  )
}

# Of a model that was never compiled.
abort_uncompiled <- function(cnd, call) {
  if (!grepl(python_texts[["not_compiled"]], conditionMessage(cnd))) return()
  abort_lamina(
    c(
      "The model must be compiled first.",
      i = "{.code model |> compile(\"adam\", loss = \"mse\")}, with the loss for your targets."
    ),
    class = "compile", call = call
  )
}
