# One value: a flag, a number, a string or one of a few.

check_flag <- function(x, null = FALSE, arg = caller_arg(x), call = caller_env()) {
  expected <- paste0("TRUE or FALSE", if (null) ", or NULL")
  if (missing(x)) abort_missing(arg, expected, call)
  if (null && is.null(x)) return(NULL)
  if (!(is.logical(x) && length(x) == 1L && !is.na(x))) abort_argument(arg, expected, x, call)
  as.vector(x)
}

# A flag that Keras may also decide by itself.
check_auto_flag <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (identical(as.vector(x), "auto")) return("auto")
  valid <- is.logical(x) && length(x) == 1L && !is.na(x)
  if (!valid) abort_argument(arg, "TRUE, FALSE or \"auto\"", x, call)
  as.vector(x)
}

# A number within a range, both ends allowed.
check_number <- function(x, min = -Inf, max = Inf, null = FALSE, arg = caller_arg(x),
                         call = caller_env()) {
  delayedAssign("expected", number_range("a number", min, max))
  if (missing(x)) abort_missing(arg, expected, call)
  if (null && is.null(x)) return(NULL)
  valid <- is.numeric(x) && !is.factor(x) && length(x) == 1L && is.finite(x) &&
    x >= min && x <= max
  if (!valid) abort_argument(arg, expected, x, call)
  as.double(x)
}

# A number above 0.
check_positive <- function(x, max = Inf, null = FALSE, arg = caller_arg(x), call = caller_env()) {
  delayedAssign("expected", paste0(
    "a number greater than 0", if (is.finite(max)) paste(" and at most", format(max)),
    if (null) ", or NULL"
  ))
  if (missing(x)) abort_missing(arg, expected, call)
  if (null && is.null(x)) return(NULL)
  valid <- is.numeric(x) && !is.factor(x) && length(x) == 1L && is.finite(x) && x > 0 && x <= max
  if (!valid) abort_argument(arg, expected, x, call)
  as.double(x)
}

# A number above that of another argument, which has been checked before.
check_above <- function(x, other, null = FALSE, arg = caller_arg(x), call = caller_env()) {
  force(arg)
  than <- caller_arg(other)
  x <- check_number(x, null = null, arg = arg, call = call)
  if (!is.null(x) && x <= other) {
    abort_argument(
      arg, sprintf("a number greater than `%s`, which is %s", than, format(other)), x, call
    )
  }
  x
}

# Likewise, where the two may be the same.
check_at_least <- function(x, other, arg = caller_arg(x), call = caller_env()) {
  force(arg)
  than <- caller_arg(other)
  x <- check_number(x, arg = arg, call = call)
  if (x < other) {
    abort_argument(
      arg, sprintf("a number of at least `%s`, which is %s", than, format(other)), x, call
    )
  }
  x
}

# A factor that makes smaller, and a share of what was there, which leaves room for what comes.
check_fraction <- function(x, arg = caller_arg(x), call = caller_env()) {
  expected <- "a number from 0 to less than 1"
  if (missing(x)) abort_missing(arg, expected, call)
  valid <- is.numeric(x) && !is.factor(x) && length(x) == 1L && isTRUE(x >= 0 && x < 1)
  if (!valid) abort_argument(arg, expected, x, call)
  as.double(x)
}

# One string that is not empty.
check_string <- function(x, null = FALSE, arg = caller_arg(x), call = caller_env()) {
  expected <- paste0("a non-empty string", if (null) ", or NULL")
  if (missing(x)) abort_missing(arg, expected, call)
  if (null && is.null(x)) return(NULL)
  if (!(rlang::is_string(x) && nzchar(x))) abort_argument(arg, expected, x, call)
  as.vector(x)
}

check_path <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (missing(x)) abort_missing(arg, "a path", call)
  if (!(rlang::is_string(x) && nzchar(x))) abort_argument(arg, "the path of a file", x, call)
}

# The name of a layer or model. That it is not used twice in a model is for
# compose() to see.
check_name <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x)) return(NULL)
  valid <- rlang::is_string(x) && nzchar(x) && !grepl("/", x, fixed = TRUE)
  if (!valid) {
    hint <- if (rlang::is_string(x) && grepl("/", x, fixed = TRUE)) {
      "Keras uses `/` to separate the names of nested layers."
    }
    abort_argument(arg, "a non-empty string without `/`, or NULL", x, call, hint = hint)
  }
  as.vector(x)
}

# A value that stands for others, such as for missing ones: one string, which may be
# empty, or a whole number; NULL for none.
check_token <- function(x, kinds = c("string", "whole"), arg = caller_arg(x), call = caller_env()) {
  if (is.null(x)) return(NULL)
  if ("string" %in% kinds && rlang::is_string(x)) return(as.vector(x))
  if ("whole" %in% kinds && length(x) == 1L && is_whole(x)) return(as.integer(x))
  names <- c(string = "a string", whole = "a whole number")[kinds]
  abort_argument(arg, paste(c(names, "NULL"), collapse = " or "), x, call)
}

# One of a few strings; NULL where Keras then decides.
check_choice <- function(x, choices, null = FALSE, arg = caller_arg(x), call = caller_env()) {
  if (missing(x)) abort_missing(arg, either_of(choices), call)
  if (null && is.null(x)) return(NULL)
  known <- is.character(x) && length(x) == 1L && x %in% choices
  if (known) return(as.vector(x))
  abort_argument(arg, either_of(choices), x, call, hint = hint_nearest(x, choices))
}

either_of <- function(choices) {
  quoted <- encodeString(choices, quote = "\"")
  last <- length(quoted)
  paste(
    c(if (last > 1L) paste(quoted[-last], collapse = ", "), quoted[[last]]), collapse = " or "
  )
}

check_data_format <- function(x, arg = caller_arg(x), call = caller_env()) {
  check_choice(x, c("channels_last", "channels_first"), null = TRUE, arg = arg, call = call)
}

check_padding <- function(x, arg = caller_arg(x), call = caller_env()) {
  check_choice(x, c("valid", "same"), arg = arg, call = call)
}

# One of a few strings, or a function in their place; NULL for neither.
check_choice_or_function <- function(x, choices, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x) || is.function(x)) return(x)
  if (rlang::is_string(x) && x %in% choices) return(as.vector(x))
  quoted <- encodeString(choices, quote = "\"")
  abort_argument(
    arg, paste0(paste(quoted, collapse = ", "), ", a function or NULL"), x, call,
    hint = hint_nearest(x, choices)
  )
}

# How the four numbers of a bounding box are meant.
box_formats <- c(
  "xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw",
  "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"
)

check_box_format <- function(x, arg = caller_arg(x), call = caller_env()) {
  check_choice(x, box_formats, null = TRUE, arg = arg, call = call)
}

# The one value that Keras takes, and takes by itself: checked, then left out.
check_fixed <- function(x, value, arg = caller_arg(x), call = caller_env()) {
  check_choice(x, value, null = TRUE, arg = arg, call = call)
  NULL
}

float_dtypes <- c("float32", "float16", "bfloat16", "float64")
mixed_policies <- c("mixed_float16", "mixed_bfloat16")
whole_dtypes <- c("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "bool")

# The name of a dtype or of a dtype policy, or a policy object. `floats`: the
# layer computes with fractions. Keras builds the names of quantised policies
# from two parts.
check_dtype <- function(x, floats = FALSE, arg = caller_arg(x), call = caller_env()) {
  if (missing(x)) abort_missing(arg, "a dtype such as \"float32\"", call)
  if (is.null(x) || is_dtype_policy(x)) return(x)
  known <- c(float_dtypes, mixed_policies, if (!floats) c(whole_dtypes, "string"))
  quantised <- "^(int8|int4|float8|gptq|awq).*_from_(float32|float16|bfloat16|mixed_b?float16)$"
  valid <- rlang::is_string(x) && (x %in% known || (!floats && grepl(quantised, x)))
  if (valid) return(check_has_dtype(as.vector(x), arg, call))
  shown <- encodeString(c(float_dtypes, mixed_policies), quote = "\"")
  abort_argument(
    arg, sprintf("a dtype or dtype policy (%s)", paste(shown, collapse = ", ")), x, call,
    hint = hint_nearest(x, known)
  )
}

check_whole_dtype <- function(x, arg = caller_arg(x), call = caller_env()) {
  force(arg)
  check_has_dtype(check_choice(x, setdiff(whole_dtypes, "bool"), arg = arg, call = call), arg, call)
}

# PyTorch alone lacks one of them.
check_has_dtype <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (!identical(x, "uint64") || core$has_dtype(x)) return(x)
  shown <- encodeString(setdiff(whole_dtypes, c("uint16", "uint32", "uint64")), quote = "\"")
  abort_argument(
    arg, sprintf("a dtype that PyTorch has (of whole numbers: %s)", paste(shown, collapse = ", ")),
    x, call
  )
}

# What a dense layer multiplies and sums over, in Einstein's notation: the axes of
# the input, of the weights and of the output.
check_equation <- function(x, arg = caller_arg(x), call = caller_env()) {
  expected <- "an equation such as \"ab,bc->ac\", \"...b,bc->...c\" or \"ab...,bc->ac...\""
  if (missing(x)) abort_missing(arg, expected, call)
  forms <- c(
    "^[a-zA-Z]+,[a-zA-Z]+->[a-zA-Z]+$",
    "^[.]{3}[a-zA-Z]+,[a-zA-Z]+->[.]{3}[a-zA-Z]+$",
    "^[a-zA-Z]{2,}[.]{3},[a-zA-Z]+->[a-zA-Z]+[.]{3}$"
  )
  valid <- rlang::is_string(x) && any(vapply(forms, grepl, NA, x = x))
  if (!valid) {
    spaces <- rlang::is_string(x) && grepl("\\s", x)
    abort_argument(arg, expected, x, call, hint = if (spaces) "It must not contain spaces.")
  }
  as.vector(x)
}

# The number of groups that channels are split into; -1 for one each.
as_groups <- function(x, arg = caller_arg(x), call = caller_env()) {
  expected <- "a whole number of at least 1, or -1"
  if (missing(x)) abort_missing(arg, expected, call)
  valid <- length(x) == 1L && is_whole(x, min = -1) && x != 0
  if (!valid) abort_argument(arg, expected, x, call)
  as.integer(x)
}

# A number within a range, both ends excluded.
check_between <- function(x, min, max, arg = caller_arg(x), call = caller_env()) {
  expected <- sprintf("a number greater than %s and less than %s", format(min), format(max))
  valid <- is.numeric(x) && !is.factor(x) && length(x) == 1L && is.finite(x) && x > min && x < max
  if (!valid) abort_argument(arg, expected, x, call)
  as.double(x)
}

# What an object makes of the losses of a batch.
check_reduction <- function(x, arg = caller_arg(x), call = caller_env()) {
  choices <- c("sum_over_batch_size", "sum", "mean", "mean_with_sample_weight", "none")
  check_choice(x, choices, null = TRUE, arg = arg, call = call)
}
