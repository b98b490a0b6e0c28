# Number of parts along rows and columns: one whole number stands for both, where
# Keras takes two only.
check_grid <- function(x, min = 1, arg = caller_arg(x), call = caller_env()) {
  grid <- as_wholes(x, n = 2, min = min, arg = arg, call = call)
  if (length(grid) == 1L) list(grid, grid) else grid
}
