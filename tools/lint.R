# lintr on all R code of the project, with the rules in .lintr.

files <- list.files(
  c("R", "tests", "examples", "tools"),
  pattern = "[.][Rr]$", recursive = TRUE, full.names = TRUE
)
lints <- do.call(c, lapply(files, lintr::lint))

# What lintr cannot know: tests find testthat and the helper files when they run, benchmarks what
# they share, cli's templates use local variables, and a method is named after its class, which may
# be Python's. Generated functions have the names of arguments that Keras has.
registered <- parseNamespaceFile(basename(getwd()), dirname(getwd()))$S3methods
methods <- paste(registered[, 1], registered[, 2], sep = ".")
is_generated <- function(lint) startsWith(basename(lint$filename), "gen-")
is_noise <- function(lint) {
  name <- sub(" *<-.*", "", lint$line)
  switch(lint$linter,
    object_usage_linter = grepl("/tests/|/tools/bench-", lint$filename) ||
      grepl("assigned but may not be used", lint$message, fixed = TRUE),
    object_name_linter = ,
    object_length_linter = name %in% methods || is_generated(lint),
    # A row of a table in help is one line, and so is what names the description of a file.
    line_length_linter = is_generated(lint) && grepl("^(#' \\||# Written by)", lint$line),
    FALSE
  )
}
lints <- Filter(Negate(is_noise), lints)

for (lint in lints) {
  cat(sprintf(
    "%s:%d:%d: %s [%s]\n",
    sub(paste0(getwd(), "/"), "", lint$filename, fixed = TRUE),
    lint$line_number, lint$column_number, lint$message, lint$linter
  ))
}
cat(length(files), "files,", length(lints), "lints\n")
quit(status = as.integer(length(lints) > 0))
