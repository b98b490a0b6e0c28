# What the benchmarks in R share; they run in the folder of the sources.

# Sys.time() is finer than system.time().
seconds_in_r <- function(code) {
  start <- as.numeric(Sys.time())
  force(code)
  as.numeric(Sys.time()) - start
}

# A row of results: the median of some values, and their quartiles.
row_of <- function(part, mode, measure, values, backend = "", size = "") {
  quartiles <- unname(stats::quantile(values, c(0.25, 0.5, 0.75)))
  data.frame(
    part = part, backend = backend, mode = mode, size = size, layout = "", dtype = "",
    measure = measure, median = quartiles[[2]], lower = quartiles[[1]], upper = quartiles[[3]],
    turns = length(values), software = R.version.string, machine = ""
  )
}

say_row <- function(row) {
  cat(sprintf("%s: %s %.2f (%.2f-%.2f)\n", row$mode, row$measure, row$median, row$lower, row$upper))
}

# Into the file that the script was given.
write_rows <- function(rows) {
  file <- commandArgs(trailingOnly = TRUE)
  if (length(file) > 0) utils::write.csv(rows, file[[1]], row.names = FALSE)
}
