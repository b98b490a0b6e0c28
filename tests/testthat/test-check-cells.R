test_that("anything but cells is refused, without Python", {
  layer <- function(cell) check_cells(cell, one = TRUE)
  stack <- function(cells) check_cells(cells)
  expect_lamina_error(layer(), "cell.*is missing.*or a list of cells", from = "layer")
  expect_lamina_error(layer(3), "cell.*not 3", from = "layer")
  expect_lamina_error(layer(NULL), "cell.*not NULL", from = "layer")
  expect_lamina_error(layer(list()), "cell.*list of length 0", from = "layer")
  expect_lamina_error(layer(list("gru")), "cell.*not the text \"gru\"", from = "layer")
  expect_lamina_error(layer(data.frame(a = 1)), "cell.*not a data frame", from = "layer")
  expect_lamina_error(stack(), "cells.*is missing.*a list of at least one cell", from = "stack")
  expect_lamina_error(stack(rnn_cell_gru), "cells.*not a function", from = "stack")
})

test_that("cells pass, one or several, and lose their names", {
  skip_without_keras()
  cell <- keras$layers$GRUCell(2L)
  expect_identical(check_cells(cell, one = TRUE), cell)
  expect_identical(check_cells(list(cell, cell)), list(cell, cell))
  expect_identical(check_cells(list(a = cell), one = TRUE), list(cell))
})

test_that("a cell of a class of the user's need not be a layer", {
  skip_without_keras()
  own <- reticulate::py_eval("type('Own', (), {'state_size': 1, 'call': lambda *args: args})()")
  expect_identical(check_cells(own, one = TRUE), own)
})

test_that("a layer is not a cell", {
  skip_without_keras()
  layer <- function(cell) check_cells(cell, one = TRUE)
  stack <- function(cells) check_cells(cells)
  expect_lamina_error(layer(keras$layers$Dense(1L)), "cell.*Dense layer", from = "layer")
  expect_lamina_error(layer(keras$layers$GRU(1L)), "cell.*GRU layer.*rnn_cell_gru", from = "layer")
  expect_lamina_error(stack(keras$layers$GRUCell(1L)), "cells.*GRUCell layer", from = "stack")
  both <- list(keras$layers$GRUCell(1L), keras$layers$Dense(1L))
  expect_lamina_error(stack(both), "cells.*Dense layer", from = "stack")
})
