# lintr on all R code of the project, with the rules in .lintr.

files <- list.files(
  c("R", "tests", "examples", "tools"),
  pattern = "[.][Rr]$", recursive = TRUE, full.names = TRUE
)
lints <- do.call(c, lapply(files, lintr::lint))
for (lint in lints) {
  cat(sprintf(
    "%s:%d:%d: %s [%s]\n",
    sub(paste0(getwd(), "/"), "", lint$filename, fixed = TRUE),
    lint$line_number, lint$column_number, lint$message, lint$linter
  ))
}
cat(length(files), "files,", length(lints), "lints\n")
quit(status = as.integer(length(lints) > 0))
