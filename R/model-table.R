# The table of a model is drawn anew from what is in Keras' own, whose columns have fixed
# shares of the width and cut off what is longer.

uncut_width <- 1000L

draw_table <- function(lines, line_length, fill, positions = NULL, show_trainable = FALSE,
                       call = caller_env()) {
  inside <- grepl("^[\u2502\u2503|]", lines)
  # A model without a table, of a class that sums itself up in another way.
  if (!any(inside)) return(lines)
  first <- which(inside)[[1L]]
  rows <- split(lines[inside], cumsum(!inside)[inside])
  cells <- do.call(rbind, lapply(unname(rows), row_cells))
  if (!cli::is_utf8_output()) cells[] <- gsub("\u2514", "+", cells, fixed = TRUE)
  right <- cells[1L, ] == "Param #"
  centred <- cells[1L, ] == "Trainable"
  widths <- if (is.null(positions)) {
    column_widths(cells, line_length, fill)
  } else {
    widths_of_positions(positions, ncol(cells), line_length, show_trainable, call)
  }
  align <- ifelse(right, "right", ifelse(centred, "centre", "left"))
  frame <- grepl("^[\u250f\u2521\u251c\u2514+]", lines)
  last <- utils::tail(which(inside | frame), 1L)
  c(lines[seq_len(first - 2L)], table_lines(cells, widths, align), lines[-seq_len(last)])
}

# What stands in one row: in Keras' table over several lines where there is much of it.
row_cells <- function(lines) {
  pieces <- strsplit(lines, "[\u2502\u2503|]")
  parts <- do.call(rbind, lapply(pieces, function(piece) substring(piece[-1L], 2L)))
  # Layers of models within the model are indented.
  parts[] <- trimws(parts, "right")
  parts[, -1L] <- trimws(parts[, -1L], "left")
  apply(parts, 2L, function(column) paste(column[nzchar(column)], collapse = " "))
}

# As much as each column needs; where that is too much, no word is broken as long as the
# longest words of all columns have room.
column_widths <- function(cells, line_length, fill) {
  columns <- ncol(cells)
  room <- line_length - 3L * columns - 1L
  needed <- apply(nchar(cells, "width"), 2L, max)
  words <- apply(cells, 2L, function(column) {
    column <- sub("Param #", "Param_#", trimws(column), fixed = TRUE)
    max(nchar(unlist(strsplit(column, " +")), "width"), 1L)
  })
  if (!fill) room <- min(room, max(sum(needed), usual_width - 3L * columns - 1L))
  if (sum(needed) <= room) return(needed + shares(room - sum(needed), needed))
  if (sum(words) <= room) {
    # To those first that lack little.
    for (column in order(needed - words)) {
      words[[column]] <- min(needed[[column]], words[[column]] + room - sum(words))
    }
    return(words)
  }
  # The longest words are broken.
  most <- max(words)
  while (most > 3L && sum(pmin(words, most)) > room) most <- most - 1L
  pmin(words, most)
}

# Where columns end, as fractions of the width or in characters.
check_positions <- function(positions, arg = caller_arg(positions), call = caller_env()) {
  ends <- unlist(check_numbers(positions, null = TRUE, arg = arg, call = call))
  if (is.null(ends) || all(diff(c(0, ends)) > 0)) return(ends)
  abort_argument(arg, "increasing positive numbers", positions, call)
}

widths_of_positions <- function(positions, columns, line_length, show_trainable, call) {
  is_fraction <- max(positions) <= 1
  given <- positions
  if (show_trainable && length(positions) == columns - 1L) {
    last <- if (is_fraction) 1 else line_length
    positions <- c(positions / max(positions) * 0.9 * last, last)
  }
  if (is_fraction) positions <- positions * line_length
  widths <- as.integer(diff(c(1, floor(positions + 1e-6)))) - 3L
  if (length(widths) == columns && all(widths >= 3L)) return(widths)
  abort_argument(
    "positions", sprintf("the ends of %i columns, of at least 6 characters each", columns),
    given, call
  )
}

# Keras' own where nothing is long.
usual_width <- 80L

# A whole number divided in proportion.
shares <- function(total, weights) {
  if (!sum(weights)) weights[] <- 1L
  ends <- round(cumsum(weights) / sum(weights) * total)
  as.integer(diff(c(0, ends)))
}

table_lines <- function(cells, widths, align) {
  box <- if (cli::is_utf8_output()) utf8_box else ascii_box
  rule <- function(ends) {
    paste0(ends[[1L]], paste(strrep(ends[[2L]], widths + 2L), collapse = ends[[3L]]), ends[[4L]])
  }
  row <- function(i, bar) {
    parts <- Map(fold, cells[i, ], widths)
    height <- max(lengths(parts))
    columns <- Map(function(part, width, align) {
      formatted <- cli::ansi_align(c(part, rep("", height - length(part))), width, align)
      as.character(formatted)
    }, parts, widths, sub("centre", "center", align))
    paste0(bar, " ", do.call(paste, c(unname(columns), sep = paste0(" ", bar, " "))), " ", bar)
  }
  body <- lapply(seq_len(nrow(cells))[-1L], row, bar = box$bar)
  between <- rule(box$between)
  c(
    rule(box$top), row(1L, box$head_bar), rule(box$below_head),
    utils::head(unlist(lapply(body, c, between)), -1L),
    rule(box$bottom)
  )
}

utf8_box <- list(
  head_bar = "\u2503", bar = "\u2502",
  top = c("\u250f", "\u2501", "\u2533", "\u2513"),
  below_head = c("\u2521", "\u2501", "\u2547", "\u2529"),
  between = c("\u251c", "\u2500", "\u253c", "\u2524"),
  bottom = c("\u2514", "\u2500", "\u2534", "\u2518")
)
ascii_box <- list(
  head_bar = "|", bar = "|", top = c("+", "-", "+", "+"), below_head = c("+", "=", "+", "+"),
  between = c("+", "-", "+", "+"), bottom = c("+", "-", "+", "+")
)

# A text in lines of a width: at its spaces, a longer word at the width. It keeps what it is
# indented by.
fold <- function(text, width) {
  if (nchar(text, "width") <= width) return(text)
  indent <- min(nchar(sub("[^ ].*", "", text)), max(width - 4L, 0L))
  room <- width - indent
  lines <- ""
  for (word in strsplit(trimws(text), " +")[[1L]]) {
    at <- length(lines)
    joined <- if (nzchar(lines[[at]])) paste(lines[[at]], word) else word
    if (nchar(joined, "width") <= room) {
      lines[[at]] <- joined
      next
    }
    starts <- seq(1L, nchar(word), by = room)
    pieces <- substring(word, starts, starts + room - 1L)
    lines <- c(lines[nzchar(lines)], pieces)
  }
  paste0(strrep(" ", indent), lines)
}
