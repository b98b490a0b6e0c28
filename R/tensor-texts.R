# Tensors as texts: their values as R writes those of an array, the same on each backend; where
# there are none, what the tensor is.

register_tensor_texts <- function() {
  register_method("format", tensor_classes, format_tensor)
  register_method("as.character", tensor_classes, tensor_texts)
  register_method("summary", tensor_classes, summary_of_values)
}

format_tensor <- function(x, ...) {
  values <- values_for_text(x)
  if (is.null(values)) tensor_header(x, has_none = TRUE) else format(values, ...)
}

tensor_texts <- function(x, ...) {
  values <- values_for_text(x)
  if (is.null(values)) return(tensor_header(x, has_none = TRUE))
  check_one_of_sprintf(values)
  as.character(if (is.double(values)) without_noise(values, tensor_dtype(x)) else values)
}

summary_of_values <- function(object, ...) {
  summary(concrete_values(object, as_call_of("summary", sys.call())), ...)
}

# R has vectors where tensors have one axis or none.
values_for_text <- function(x) {
  check_session(x)
  values <- known_values(x)
  if (length(dim(values)) < 2L) as.vector(values) else values
}

# A 0.1 that has become a double of R's is 0.100000001490116.
without_noise <- function(values, dtype) {
  digits <- switch(dtype, float32 = 7L, float16 = 4L, bfloat16 = 3L, 15L)
  fractions <- which(is.finite(values) & values != trunc(values))
  values[fractions] <- signif(values[fractions], digits)
  values
}
