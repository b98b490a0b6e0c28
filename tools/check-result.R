# Reads the log of R CMD check and fails where it has an ERROR, a WARNING, or a NOTE that is not
# listed here.

# Each a pattern for the whole entry in the log, with the reason beside it.
allowed <- c(
  # The help of nine hundred functions (2.5), their code (2.0), the Python core (1.3) and the
  # vignettes with their pictures (1.1).
  "^checking installed package size [.]{3} NOTE\n.*installed size is +[5-7][.][0-9]Mb"
)

log <- readLines(commandArgs(trailingOnly = TRUE)[[1]])
entries <- split(log, cumsum(startsWith(log, "* ")))
entries <- trimws(sub("^[*] ", "", vapply(entries, paste, "", collapse = "\n")))
is_found <- grepl("[.]{3}.*(ERROR|WARNING|NOTE)", entries)
is_allowed <- Reduce(`|`, lapply(allowed, grepl, entries), logical(length(entries)))
status <- grep("^Status: ", log, value = TRUE)

unexpected <- entries[is_found & !is_allowed]
cat("\n==>", if (length(status) > 0) status else "R CMD check did not finish", "\n")
if (any(is_found & is_allowed)) {
  cat("allowed:", sub("\n.*", "", entries[is_found & is_allowed]), "", sep = "\n")
}
if (length(unexpected) > 0) {
  cat("not allowed:", unexpected, "", sep = "\n")
}
quit(status = as.integer(length(unexpected) > 0 || length(status) == 0))
