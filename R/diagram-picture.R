# The picture of a diagram: it is laid out and scaled for the room it is drawn in, in
# millimetres. `size`: of a letter, in points.

new_diagram <- function(nodes, rankdir, size = 10) {
  layout <- diagram_layout(lapply(nodes, function(node) node$from))
  grid::gTree(nodes = nodes, layout = layout, rankdir = rankdir, size = size, cl = "lamina_diagram")
}

#' @exportS3Method grid::makeContent
makeContent.lamina_diagram <- function(x) {
  room <- c(
    grid::convertWidth(grid::unit(1, "npc"), "mm", valueOnly = TRUE),
    grid::convertHeight(grid::unit(1, "npc"), "mm", valueOnly = TRUE)
  )
  placed <- best_placement(x, room)
  scale <- min(1, room / placed$size)
  grid::setChildren(x, diagram_children(x, placed, scale))
}

# As many columns as make it largest.
best_placement <- function(x, room) {
  box <- box_size(x)
  best <- NULL
  for (columns in seq_len(min(12L, max(x$layout$rank)))) {
    placed <- place_boxes(x, box, columns)
    placed$scale <- min(1, room / placed$size)
    if (is.null(best) || placed$scale > 1.05 * best$scale) best <- placed
    if (best$scale == 1) break
  }
  best
}

points_to_mm <- 25.4 / 72.27

# All boxes are as large as the largest text.
box_size <- function(x) {
  width <- function(text, face, size) {
    text <- text[nzchar(text)]
    if (!length(text)) return(0)
    gp <- grid::gpar(fontsize = size, fontface = face)
    widths <- vapply(text, function(each) {
      grid::convertWidth(grid::grobWidth(grid::textGrob(each, gp = gp)), "mm", valueOnly = TRUE)
    }, 0)
    max(widths)
  }
  of <- function(what) unlist(lapply(x$nodes, function(node) node[[what]]))
  heads <- vapply(x$nodes, function(node) {
    gap <- if (nzchar(node$beside)) 4 else 0
    width(node$title, "bold", x$size) + gap + width(node$beside, "plain", 0.85 * x$size)
  }, 0)
  lines <- max(lengths(lapply(x$nodes, function(node) node$lines)))
  line <- x$size * points_to_mm * 1.25
  c(
    max(heads, width(of("lines"), "plain", 0.8 * x$size)) + 5,
    line * (1 + 0.85 * lines) + 2.5
  )
}

# The middles of all boxes and of the places for lines, and the size of it all.
place_boxes <- function(x, box, columns) {
  layout <- x$layout
  down <- x$rankdir == "TB"
  along <- if (down) box[[2L]] else box[[1L]]
  across <- if (down) box[[1L]] else box[[2L]]
  depth <- max(c(0, lengths(lapply(x$nodes, function(node) node$within))))
  gap <- c(along = (if (down) 7 else 10) + 4 * depth, across = 5 + 3 * depth)
  ends <- column_ends(layout, columns)
  column <- findInterval(layout$rank, ends, left.open = TRUE) + 1L
  starts <- c(0L, ends)[column]
  step <- along + gap[["along"]]
  a <- (layout$rank - starts - 1) * step + along / 2
  b <- layout$slot * (across + gap[["across"]])
  gutter <- 8 + 3 * depth
  offset <- 0
  for (i in seq_along(ends)) {
    here <- column == i
    half <- ifelse(layout$is_line[here], 1, across / 2)
    b[here] <- b[here] - min(b[here] - half) + offset
    offset <- max(b[here] + half) + gutter
  }
  margin <- 3 + 4 * depth
  turn <- if (length(ends) > 1L) 5 else 0
  a <- a + margin + turn
  b <- b + margin
  length <- max(a + along / 2) + margin + turn
  breadth <- offset - gutter + 2 * margin
  list(
    a = a, b = b, column = column, along = along, across = across, gutter = gutter,
    ends = c(margin, length - margin), down = down, box = box,
    size = if (down) c(breadth, length) else c(length, breadth)
  )
}

diagram_children <- function(x, placed, scale) {
  # From the top left of the room, in whose middle it stands.
  half <- placed$size / 2
  across <- function(v) grid::unit(0.5, "npc") + grid::unit((v - half[[1L]]) * scale, "mm")
  upward <- function(v) grid::unit(0.5, "npc") - grid::unit((v - half[[2L]]) * scale, "mm")
  at <- list(
    x = if (placed$down) placed$b else placed$a, y = if (placed$down) placed$a else placed$b
  )
  frames <- nested_frames(x, placed, at, across, upward, scale)
  lines <- lapply(x$layout$lines, draw_line, placed, across, upward, scale)
  boxes <- lapply(seq_along(x$nodes), function(i) {
    draw_box(x$nodes[[i]], at$x[[i]], at$y[[i]], placed$box, x$size, across, upward, scale)
  })
  do.call(grid::gList, c(frames, lines, unlist(boxes, recursive = FALSE)))
}

fill_of <- function(node) {
  if (node$is_input) return("#E6E6E6")
  if (node$is_model) return("#D9EFE6")
  if (node$params > 0) "#D6E8F5" else "white"
}

draw_box <- function(node, x, y, box, size, across, upward, scale) {
  left <- x - box[[1L]] / 2 + 2.5
  top <- y - box[[2L]] / 2
  line <- size * points_to_mm * 1.25
  rows <- length(node$lines)
  start <- top + (box[[2L]] - line * (1 + 0.85 * rows)) / 2
  text <- function(label, y, size, face = "plain", colour = "black", x = left, hjust = 0) {
    grid::textGrob(
      label, across(x), upward(y), hjust = hjust, vjust = 0.5,
      gp = grid::gpar(fontsize = size * scale, fontface = face, col = colour)
    )
  }
  c(
    list(
      grid::roundrectGrob(
        across(x), upward(y), grid::unit(box[[1L]] * scale, "mm"),
        grid::unit(box[[2L]] * scale, "mm"), r = grid::unit(1 * scale, "mm"),
        gp = grid::gpar(
          fill = fill_of(node), col = "grey30", lwd = 1.2 * sqrt(scale),
          lty = if (node$frozen) "33" else "solid"
        )
      ),
      text(node$title, start + line / 2, size, "bold")
    ),
    if (nzchar(node$beside)) {
      list(text(
        node$beside, start + line / 2, 0.85 * size, colour = "grey25",
        x = x + box[[1L]] / 2 - 2.5, hjust = 1
      ))
    },
    lapply(seq_len(rows), function(i) {
      text(node$lines[[i]], start + line * (1 + 0.85 * (i - 0.5)), 0.8 * size, colour = "grey15")
    })
  )
}

# From the middle of one side to that of the other, past the boxes between.
draw_line <- function(line, placed, across, upward, scale) {
  half <- placed$along / 2
  a <- b <- numeric()
  for (k in seq_along(line)[-1L]) {
    i <- line[[k - 1L]]
    j <- line[[k]]
    from <- c(placed$a[[i]] + half, placed$b[[i]])
    to <- c(placed$a[[j]] - half, placed$b[[j]])
    if (placed$column[[i]] == placed$column[[j]]) {
      t <- if (abs(from[[2L]] - to[[2L]]) < 0.01) c(0, 1) else seq(0, 1, length.out = 24L)
      # The head of the arrow stands upright.
      a <- c(a, from[[1L]] + t * (to[[1L]] - from[[1L]] - 2.2), to[[1L]])
      b <- c(b, from[[2L]] + (3 * t^2 - 2 * t^3) * (to[[2L]] - from[[2L]]), to[[2L]])
    } else {
      lane <- min(placed$b[placed$column == placed$column[[j]]]) - placed$across / 2 -
        placed$gutter / 2
      # Those of different boxes side by side.
      shift <- 1.1 * (line[[1L]] %% 3L - 1)
      lane <- lane + shift
      ends <- placed$ends + c(-shift, shift)
      a <- c(a, from[[1L]], ends[[2L]], ends[[2L]], ends[[1L]], ends[[1L]], to[[1L]])
      b <- c(b, from[[2L]], from[[2L]], lane, lane, to[[2L]], to[[2L]])
    }
  }
  grid::polylineGrob(
    if (placed$down) across(b) else across(a), if (placed$down) upward(a) else upward(b),
    arrow = grid::arrow(25, grid::unit(2 * scale, "mm"), type = "closed"),
    gp = grid::gpar(col = "grey35", fill = "grey35", lwd = 1.2 * sqrt(scale))
  )
}

# A frame around the layers of each model within, in each column that has some of them.
nested_frames <- function(x, placed, at, across, upward, scale) {
  paths <- lapply(x$nodes, function(node) {
    vapply(seq_along(node$within), function(k) {
      paste(node$within[seq_len(k)], collapse = "/")
    }, "")
  })
  names <- unique(unlist(paths))
  names <- names[order(lengths(strsplit(names, "/", fixed = TRUE)))]
  deepest <- max(c(0, lengths(paths)))
  frames <- list()
  for (name in names) {
    members <- which(vapply(paths, function(path) name %in% path, NA))
    level <- lengths(strsplit(name, "/", fixed = TRUE))
    pad <- 1.8 * (deepest - level + 1)
    for (here in split(members, placed$column[members])) {
      left <- min(at$x[here]) - placed$box[[1L]] / 2 - pad
      right <- max(at$x[here]) + placed$box[[1L]] / 2 + pad
      top <- min(at$y[here]) - placed$box[[2L]] / 2 - pad - 3
      bottom <- max(at$y[here]) + placed$box[[2L]] / 2 + pad
      frames <- c(frames, list(
        grid::roundrectGrob(
          across((left + right) / 2), upward((top + bottom) / 2),
          grid::unit((right - left) * scale, "mm"), grid::unit((bottom - top) * scale, "mm"),
          r = grid::unit(1.5 * scale, "mm"),
          gp = grid::gpar(fill = "#F3FAF6", col = green, lwd = 1 * sqrt(scale))
        ),
        grid::textGrob(
          sub(".*/", "", name), across(left + 1.5), upward(top + 2), hjust = 0, vjust = 0.5,
          gp = grid::gpar(fontsize = 0.75 * x$size * scale, col = "#00664D", fontface = "italic")
        )
      ))
    }
  }
  frames
}

# The file is as large as the diagram, in columns that make it no longer than a page is.
draw_to_file <- function(picture, path, dpi) {
  path <- path.expand(path)
  size <- natural_size(picture) / 25.4
  before <- grDevices::dev.cur()
  switch(
    sub(".*[.]", "", path),
    png = grDevices::png(path, size[[1L]], size[[2L]], units = "in", res = dpi),
    pdf = grDevices::pdf(path, size[[1L]], size[[2L]], onefile = FALSE),
    svg = grDevices::svg(path, size[[1L]], size[[2L]])
  )
  on.exit(close_device(before))
  grid::grid.draw(picture)
}

# Where several are open, R goes on to the one after that which is closed.
close_device <- function(before) {
  grDevices::dev.off()
  if (before > 1L) grDevices::dev.set(before)
}

natural_size <- function(picture) {
  # Letters are measured on a device.
  before <- grDevices::dev.cur()
  grDevices::pdf(NULL)
  on.exit(close_device(before))
  box <- box_size(picture)
  for (columns in seq_len(min(12L, max(picture$layout$rank)))) {
    size <- place_boxes(picture, box, columns)$size
    if (picture$rankdir == "TB" && size[[2L]] <= max(260, 1.5 * size[[1L]])) break
    if (picture$rankdir == "LR" && size[[1L]] <= max(260, 2.5 * size[[2L]])) break
  }
  size
}
