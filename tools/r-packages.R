# Which R packages lamina is built and tested with, and which of them are missing.
#
#   Rscript tools/r-packages.R missing             those missing or too old
#   Rscript tools/r-packages.R minimum PACKAGE     the oldest version that will do
#   Rscript tools/r-packages.R install PACKAGE...  from CRAN into .rlib; status 1 if CRAN is silent

# Beside what DESCRIPTION names: what writes, checks and shows the package ...
tools <- c("lintr", "pkgdown", "roxygen2")
# ... and what reticulate imports, as its source alone does not bring that along.
reticulate_imports <- c(
  "Matrix", "Rcpp", "RcppTOML", "here", "jsonlite", "png", "rappdirs", "rlang", "withr"
)

# A named character vector: the oldest version that will do, "0" for any.
wanted <- function() {
  fields <- read.dcf("DESCRIPTION", c("Depends", "Imports", "Suggests"))
  entries <- unlist(strsplit(fields[!is.na(fields)], ","))
  entries <- gsub("[[:space:]]", "", entries)
  minimum <- ifelse(grepl(">=", entries), gsub(".*>=|\\)", "", entries), "0")
  names(minimum) <- sub("\\(.*", "", entries)
  extra <- setdiff(c(tools, reticulate_imports), names(minimum))
  minimum <- c(minimum, setNames(rep("0", length(extra)), extra))
  base <- rownames(installed.packages(.Library, priority = "base"))
  minimum[!names(minimum) %in% c("R", base)]
}

is_missing <- function(package, minimum) {
  tryCatch(packageVersion(package) < minimum, error = function(e) TRUE)
}

install_from_cran <- function(packages) {
  repository <- getOption("repos")[["CRAN"]]
  if (repository == "@CRAN@") {
    repository <- getCRANmirrors(local.only = TRUE)$URL[[1]]
  }
  index <- paste0(sub("/$", "", repository), "/src/contrib/PACKAGES.gz")
  status <- tryCatch(attr(curlGetHeaders(index, timeout = 10), "status"), error = function(e) 0)
  if (status != 200) {
    message("CRAN does not answer.")
    quit(status = 1)
  }
  options(timeout = 600)
  install.packages(packages, lib = ".rlib", repos = repository, quiet = TRUE)
}

arguments <- commandArgs(trailingOnly = TRUE)
switch(arguments[[1]],
  missing = {
    minimum <- wanted()
    cat(names(minimum)[mapply(is_missing, names(minimum), minimum)])
  },
  minimum = writeLines(wanted()[[arguments[[2]]]]),
  install = install_from_cran(arguments[-1]),
  stop("unknown command: ", arguments[[1]])
)
