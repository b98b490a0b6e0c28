# Times library(lamina) in fresh R sessions, beside library(keras3) where that is installed.
#
#   Rscript tools/bench-library.R [results.csv]
#
# The sessions take turns with empty ones, whose time is taken off. Stops where library(lamina)
# starts Python.

source("tools/bench-common.R")

turns <- 11
sessions <- c(empty = "", lamina = "library(lamina)")
if (nzchar(system.file(package = "keras3"))) sessions[["keras3"]] <- "library(keras3)"

rscript <- file.path(R.home("bin"), "Rscript")
in_fresh_session <- function(code) {
  arguments <- c("--no-init-file", "-e", shQuote(paste0("{", code, "}")))
  status <- system2(rscript, arguments, stdout = NULL)
  if (status != 0) stop("This failed in a fresh session: ", code)
}

in_fresh_session("
  library(lamina)
  if (reticulate::py_available()) stop('library(lamina) started Python')
")

seconds <- function(code) system.time(in_fresh_session(code))[["elapsed"]]
times <- matrix(NA_real_, turns, length(sessions), dimnames = list(NULL, names(sessions)))
for (turn in 0:turns) { # turn 0 fills the disk's cache
  for (name in sample(names(sessions))) {
    taken <- seconds(sessions[[name]])
    if (turn > 0) times[turn, name] <- taken
  }
}

spread <- function(measure, values) row_of("library", "library()", measure, values)

loaded <- times[, -1, drop = FALSE] - times[, "empty"]
rows <- spread("lamina seconds", loaded[, "lamina"])
if ("keras3" %in% colnames(loaded)) {
  rows <- rbind(
    rows,
    spread("keras3 seconds", loaded[, "keras3"]),
    spread("lamina/keras3", loaded[, "lamina"] / loaded[, "keras3"])
  )
}
cat("==> library:", R.version.string, "\n")
cat(sprintf("%s %.3f (%.3f-%.3f)\n", rows$measure, rows$median, rows$lower, rows$upper), sep = "")
write_rows(rows)
