# The setting of a layer of Keras that holds axes, which count from 0 there and from 1
# in R, with the batch axis.
axis_settings <- c(
  keras.src.layers.activations.prelu.PReLU = "shared_axes",
  keras.src.layers.activations.softmax.Softmax = "axis",
  keras.src.layers.merging.concatenate.Concatenate = "axis",
  keras.src.layers.merging.dot.Dot = "axes",
  keras.src.layers.normalization.batch_normalization.BatchNormalization = "axis",
  keras.src.layers.normalization.group_normalization.GroupNormalization = "axis",
  keras.src.layers.normalization.layer_normalization.LayerNormalization = "axis",
  keras.src.layers.normalization.rms_normalization.RMSNormalization = "axis",
  keras.src.layers.normalization.unit_normalization.UnitNormalization = "axis",
  keras.src.layers.preprocessing.normalization.Normalization = "axis"
)

axis_setting <- function(layer) {
  setting <- axis_settings[intersect(class(layer), names(axis_settings))]
  if (length(setting)) unname(setting)
}

as_r_axes <- function(axes) {
  one <- function(axis) axis + (axis >= 0L)
  if (is.list(axes)) lapply(axes, one) else one(axes)
}

# Keras finds out late or never that its input lacks an axis, and counts it from 0.
check_axes <- function(layer, object, call) {
  setting <- axis_setting(layer)
  if (is.null(setting)) return()
  axes <- unlist(layer[[setting]])
  # What every input has needs no look at it.
  if (all(axes %in% c(0L, -1L))) return()
  ranks <- input_ranks(object)
  # A dot product has an axis for each of its two inputs.
  if (setting != "axes" || length(ranks) != 2L) ranks <- ranks[seq_along(ranks) == 1L]
  beyond <- which(axes >= ranks | axes < -ranks)
  if (!length(beyond)) return()
  axis <- as_r_axes(rep_len(axes, max(beyond))[[beyond[[1L]]]])
  rank <- rep_len(ranks, max(beyond))[[beyond[[1L]]]]
  abort_lamina(
    c(
      "{.arg {setting}} must be {cli::qty(length(axes))}{?an axis/axes} that the input of
       {.val {layer$name}} has, not {axis}.",
      i = "The input has {rank} dimension{?s}; axes count from 1, the batch axis."
    ),
    class = "argument", call = call
  )
}

# Of each input; none where one of them is not known.
input_ranks <- function(object) {
  shapes <- if (is_sequential(object)) {
    list(model_output_shape(object))
  } else {
    lapply(if (is_tensor_list(object)) object else list(object), tensor_shape)
  }
  if (any(vapply(shapes, is.null, NA))) integer() else lengths(shapes)
}
