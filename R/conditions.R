# All errors of lamina are raised here: class `lamina_error` and one of their
# own, in the name of the function that the user called.

abort_lamina <- function(message, class, call = NULL, parent = NULL,
                         .envir = parent.frame()) {
  cli::cli_abort(
    message,
    class = c(paste0("lamina_error_", class), "lamina_error"),
    call = call,
    parent = parent,
    .envir = .envir
  )
}

# What the elements of a list are called in errors.
element_args <- function(x, arg) {
  names <- rlang::names2(x)
  ifelse(nzchar(names), sprintf("%s$%s", arg, names), sprintf("%s[[%d]]", arg, seq_along(x)))
}

# The choice nearest to what was typed, where it is near enough to be meant.
nearest <- function(x, choices) {
  if (nchar(x) >= 3L) {
    for (found in list(startsWith(choices, x), grepl(x, choices, fixed = TRUE))) {
      if (sum(found) == 1L) return(choices[found])
    }
  }
  distance <- utils::adist(x, choices, ignore.case = TRUE)[1L, ]
  # Two letters that changed places are one slip.
  letters <- function(x) lapply(strsplit(tolower(x), ""), sort)
  distance[distance == 2 & letters(choices) %in% letters(x)] <- 0.5
  # Of several that are as near, the one that begins alike.
  begins <- startsWith(tolower(choices), tolower(substr(x, 1L, 1L)))
  best <- utils::head(order(distance, !begins), 1L)
  if (length(best) && distance[[best]] <= max(2, nchar(choices[[best]]) %/% 3)) choices[[best]]
}

# For the hint of an error; NULL where nothing is near.
hint_nearest <- function(x, choices) {
  meant <- if (rlang::is_string(x) && length(choices)) nearest(x, choices)
  if (!is.null(meant)) sprintf("Did you mean \"%s\"?", meant)
}
