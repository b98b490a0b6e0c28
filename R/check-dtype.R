float_dtypes <- c("float32", "float16", "bfloat16", "float64")
mixed_policies <- c("mixed_float16", "mixed_bfloat16")
whole_dtypes <- c("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "bool")

# The name of a dtype or of a dtype policy, or a policy object. `floats`: the
# layer computes with fractions. Keras builds the names of quantised policies
# from two parts.
check_dtype <- function(x, floats = FALSE, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x) || is_dtype_policy(x)) return(x)
  known <- c(float_dtypes, mixed_policies, if (!floats) c(whole_dtypes, "string"))
  quantised <- "^(int8|int4|float8|gptq|awq).*_from_(float32|float16|bfloat16|mixed_b?float16)$"
  valid <- rlang::is_string(x) && (x %in% known || (!floats && grepl(quantised, x)))
  if (valid) return(as.vector(x))
  shown <- encodeString(c(float_dtypes, mixed_policies), quote = "\"")
  meant <- if (rlang::is_string(x)) nearest(x, known)
  abort_argument(
    arg, sprintf("a dtype or dtype policy (%s)", paste(shown, collapse = ", ")), x, call,
    hint = if (!is.null(meant)) sprintf("Did you mean \"%s\"?", meant)
  )
}

is_dtype_policy <- function(x) {
  reticulate::is_py_object(x) && inherits(x, "keras.src.dtype_policies.dtype_policy.DTypePolicy")
}
