# Where the boxes of a diagram stand: each in a rank behind all that goes into it, and in a rank
# such that lines cross little. A line over several ranks has a place of its own in each.

# `from`: for each box, the places of those that go into it, all before it. Boxes and places for
# lines by rank and slot, and the steps of each line.
diagram_layout <- function(from) {
  n <- length(from)
  rank <- integer(n)
  for (i in seq_len(n)) rank[[i]] <- 1L + max(0L, rank[from[[i]]])
  # An input stands right before what it goes into.
  for (i in which(lengths(from) == 0L)) {
    into <- which(vapply(from, function(places) i %in% places, NA))
    if (length(into)) rank[[i]] <- min(rank[into]) - 1L
  }
  lines <- list()
  for (i in seq_len(n)) {
    for (j in from[[i]]) {
      between <- seq_len(rank[[i]] - rank[[j]] - 1L)
      added <- length(rank) + between
      rank <- c(rank, rank[[j]] + between)
      lines <- c(lines, list(c(j, added, i)))
    }
  }
  edges <- do.call(rbind, lapply(lines, function(line) cbind(line[-length(line)], line[-1L])))
  if (is.null(edges)) edges <- matrix(0L, 0L, 2L)
  is_line <- seq_along(rank) > n
  slot <- even_slots(ordered_slots(rank, edges), rank, edges, is_line)
  list(rank = rank, slot = slot, lines = lines, edges = edges, is_line = is_line)
}

neighbours <- function(i, edges) {
  c(edges[edges[, 2L] == i, 1L], edges[edges[, 1L] == i, 2L])
}

# The order in each rank: by the middle of what a box is connected with, down and up again.
ordered_slots <- function(rank, edges) {
  slot <- stats::ave(seq_along(rank), rank, FUN = seq_along)
  ranks <- sort(unique(rank))
  best <- list(slot = slot, crossings = crossings(slot, rank, edges))
  for (sweep in seq_len(8L)) {
    if (!best$crossings) break
    side <- if (sweep %% 2L) c(2L, 1L) else c(1L, 2L)
    for (r in if (sweep %% 2L) ranks else rev(ranks)) {
      here <- which(rank == r)
      if (length(here) < 2L) next
      middle <- vapply(here, function(i) {
        others <- edges[edges[, side[[1L]]] == i, side[[2L]]]
        if (length(others)) mean(slot[others]) else slot[[i]]
      }, 0)
      slot[here[order(middle, slot[here])]] <- seq_along(here)
    }
    count <- crossings(slot, rank, edges)
    if (count < best$crossings) best <- list(slot = slot, crossings = count)
  }
  best$slot
}

crossings <- function(slot, rank, edges) {
  sum(vapply(split(seq_len(nrow(edges)), rank[edges[, 1L]]), function(rows) {
    a <- slot[edges[rows, 1L]]
    b <- slot[edges[rows, 2L]]
    sum(outer(a, a, "<") & outer(b, b, ">"))
  }, 0))
}

# Distances that are needed, else as near to the middle of what it is connected with as can be.
even_slots <- function(slot, rank, edges, is_line) {
  x <- as.numeric(slot) - stats::ave(slot, rank, FUN = max) / 2
  width <- ifelse(is_line, 0.3, 1)
  others <- lapply(seq_along(x), neighbours, edges = edges)
  # A chain stays straight, and so does a line past boxes.
  is_chain <- lengths(others) <= 2L
  weights <- lapply(seq_along(x), function(i) {
    ifelse(is_line[[i]] & is_line[others[[i]]], 8, ifelse(is_chain[others[[i]]], 4, 1))
  })
  for (sweep in seq_len(40L)) {
    for (r in sort(unique(rank), decreasing = sweep %% 2L == 0L)) {
      here <- which(rank == r)
      here <- here[order(slot[here])]
      wanted <- vapply(here, function(i) {
        if (length(others[[i]])) stats::weighted.mean(x[others[[i]]], weights[[i]]) else x[[i]]
      }, 0)
      apart <- c(0, cumsum((utils::head(width[here], -1L) + width[here][-1L]) / 2))
      x[here] <- if (length(here) > 1L) stats::isoreg(wanted - apart)$yf + apart else wanted
    }
  }
  x <- straight_blocks(x, rank, edges, is_line, width)
  x - min(x)
}

# Boxes that follow one another stand in one column, past which lines go straight: each such chain
# moves as a whole, until it keeps its distance from those beside it.
straight_blocks <- function(x, rank, edges, is_line, width) {
  block <- blocks_of(rank, edges, is_line)
  block <- match(block, unique(block))
  size <- tabulate(block)
  at <- as.numeric(rowsum(x, block)) / size
  beside <- do.call(rbind, lapply(split(seq_along(x), rank), function(here) {
    here <- here[order(x[here])]
    cbind(utils::head(here, -1L), here[-1L])
  }))
  left <- block[beside[, 1L]]
  right <- block[beside[, 2L]]
  apart <- (width[beside[, 1L]] + width[beside[, 2L]]) / 2
  for (sweep in seq_len(200L)) {
    missing <- apart - (at[right] - at[left])
    if (all(missing < 1e-9)) return(at[block])
    for (k in which(missing >= 1e-9)) {
      lack <- max(0, apart[[k]] - (at[[right[[k]]]] - at[[left[[k]]]]))
      share <- size[[right[[k]]]] / (size[[left[[k]]]] + size[[right[[k]]]])
      at[[left[[k]]]] <- at[[left[[k]]]] - lack * share
      at[[right[[k]]]] <- at[[right[[k]]]] + lack * (1 - share)
    }
  }
  if (all(missing < 0.02)) return(at[block])
  # There is no room for all of them.
  straight_chains(x, rank, edges, width)
}

# For each box or place of a line the first of its chain: a line past boxes alone, or boxes of which
# each has one before and one behind it, whatever lines go past them.
blocks_of <- function(rank, edges, is_line) {
  # A line that is all that comes out of a box goes past none.
  passes <- is_line
  is_only <- tabulate(edges[, 1L], length(rank)) == 1L
  for (k in order(rank[edges[, 1L]])) {
    from <- edges[k, 1L]
    to <- edges[k, 2L]
    if (is_line[[to]]) passes[[to]] <- passes[[from]] || !is_only[[from]]
  }
  chains(edges[passes[edges[, 1L]] == passes[edges[, 2L]], , drop = FALSE], rank)
}

# Likewise, of all that has one edge in and one out.
chains <- function(edges, rank) {
  goes_on <- tabulate(edges[, 1L], length(rank))[edges[, 1L]] == 1L &
    tabulate(edges[, 2L], length(rank))[edges[, 2L]] == 1L
  chain <- seq_along(rank)
  for (k in which(goes_on)[order(rank[edges[goes_on, 1L]])]) {
    chain[[edges[k, 2L]]] <- chain[[edges[k, 1L]]]
  }
  chain
}

# What has one way in and one out stands right below one another, where there is room.
straight_chains <- function(x, rank, edges, width) {
  for (members in split(seq_along(x), chains(edges, rank))) {
    if (length(members) < 2L) next
    moved <- replace(x, members, mean(x[members]))
    fits <- vapply(members, function(i) {
      beside <- setdiff(which(rank == rank[[i]]), i)
      same_side <- (moved[beside] > moved[[i]]) == (x[beside] > x[[i]])
      apart <- abs(moved[beside] - moved[[i]]) >= (width[beside] + width[[i]]) / 2 - 1e-6
      all(same_side & apart)
    }, NA)
    if (all(fits)) x <- moved
  }
  x
}

# The last rank of each of `n` columns: near to equal parts, where few lines go on. Those that come
# from one box go on as one.
column_ends <- function(layout, n) {
  last <- max(layout$rank)
  if (n < 2L) return(last)
  crossing <- tabulate(layout$rank[unique(layout$edges[, 1L])], last)
  ends <- vapply(seq_len(n - 1L), function(i) {
    ideal <- last * i / n
    near <- which(abs(seq_len(last) - ideal) <= last / n / 4)
    if (!length(near)) return(as.integer(round(ideal)))
    near[order(crossing[near], abs(near - ideal))][[1L]]
  }, 1L)
  unique(c(ends[ends > 0L & ends < last], last))
}
