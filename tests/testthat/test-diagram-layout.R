# Needs no backend.

test_that("a chain is straight, one rank after the other", {
  layout <- diagram_layout(list(integer(), 1L, 2L, 3L))
  expect_identical(layout$rank, 1:4)
  expect_equal(layout$slot, rep(0, 4))
  expect_identical(layout$lines, list(1:2, 2:3, 3:4))
})

test_that("boxes of a rank have room, and a line passes beside boxes", {
  # 1 goes into 2 and, past it, into 3.
  layout <- diagram_layout(list(integer(), 1L, c(1L, 2L)))
  expect_identical(layout$rank, c(1L, 2L, 3L, 2L))
  expect_identical(layout$is_line, c(FALSE, FALSE, FALSE, TRUE))
  expect_gte(abs(layout$slot[[2]] - layout$slot[[4]]), 0.65 - 1e-9)
  expect_identical(layout$lines, list(1:2, c(1L, 4L, 3L), 2:3))
  wide <- diagram_layout(list(integer(), 1L, 1L, 1L, 2:4))
  expect_gte(min(diff(sort(wide$slot[2:4]))), 1 - 1e-9)
})

test_that("boxes stay in one column where lines go past them, and these are straight", {
  two_skips <- list(integer(), 1L, 2L, 3L, c(1L, 4L), 5L, 6L, 7L, c(6L, 8L), 9L)
  one_in_another <- list(integer(), 1L, 2L, 3L, 4L, c(5L, 3L), 6L, c(7L, 1L), 8L)
  for (from in list(two_skips, one_in_another)) {
    layout <- diagram_layout(from)
    boxes <- layout$slot[seq_along(from)]
    expect_equal(boxes, rep(boxes[[1L]], length(from)))
    for (line in layout$lines[lengths(layout$lines) > 2L]) {
      places <- layout$slot[line[-c(1L, length(line))]]
      expect_equal(places, rep(places[[1L]], length(places)))
      expect_gte(abs(places[[1L]] - boxes[[1L]]), 0.65 - 1e-9)
    }
  }
  # The second of two inputs stands farther up: its line goes on below it.
  layout <- diagram_layout(list(integer(), 1L, 2L, integer(), 4L, c(3L, 5L)))
  line <- layout$lines[lengths(layout$lines) > 2L][[1L]]
  expect_equal(layout$slot[line[-length(line)]], rep(layout$slot[[line[[1L]]]], length(line) - 1L))
})

test_that("an input stands right before what it goes into", {
  layout <- diagram_layout(list(integer(), integer(), 1L, 3L, c(2L, 4L)))
  expect_identical(layout$rank, c(1L, 3L, 2L, 3L, 4L))
})

test_that("lines do not cross where they need not", {
  # Two chains whose second boxes come in the other order.
  layout <- diagram_layout(list(integer(), integer(), 2L, 1L, 3:4))
  expect_identical(crossings(layout$slot, layout$rank, layout$edges), 0)
})

test_that("columns end where few lines go on", {
  chain <- diagram_layout(c(list(integer()), as.list(1:19)))
  expect_identical(column_ends(chain, 1), 20L)
  expect_identical(column_ends(chain, 2), c(10L, 20L))
  # Blocks with a way round, each of four layers: one ends in the ninth rank, before the tenth.
  blocks <- list(integer())
  for (k in 4L * 0:4) blocks <- c(blocks, list(k + 1L, k + 2L, k + 3L, k + c(1L, 4L)))
  expect_identical(column_ends(diagram_layout(blocks), 2)[[1]], 9L)
})
