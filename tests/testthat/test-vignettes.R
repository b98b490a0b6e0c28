# Needs no backend.

documents <- function() {
  names <- list.files(source_folder("vignettes"), "[.]Rmd$")
  paths <- c(file.path("vignettes", names), "README.md")
  stats::setNames(lapply(paths, function(path) readLines(source_folder(path))), paths)
}

# What a document calls: in its chunks, and as `name()` in its sentences. What stands after `$` or
# `::` is not lamina's.
called_in_chunks <- function(lines) {
  called <- character()
  look <- function(expr) {
    if (rlang::is_call(expr, "::")) return()
    if (is.call(expr) && is.name(expr[[1L]])) called <<- c(called, as.character(expr[[1L]]))
    if (rlang::is_call(expr, c("$", "@"))) return(look(expr[[2L]]))
    if (!is.call(expr) && !is.pairlist(expr) && !is.expression(expr)) return()
    for (part in as.list(expr)) if (!rlang::is_missing(part)) look(part)
  }
  for (code in code_chunks(lines)) look(parse(text = code))
  unique(called)
}

called_in_text <- function(lines) {
  is_fence <- startsWith(lines, "```")
  text <- paste(lines[cumsum(is_fence) %% 2L == 0L & !is_fence], collapse = " ")
  # Code with backticks in it stands between two.
  text <- gsub("``.+?``", "", text, perl = TRUE)
  quoted <- regmatches(text, gregexpr("`[^`]+`", text))[[1L]]
  name <- "(?<![$:.@\\w])[A-Za-z][\\w.]*[*]?(?=\\()"
  found <- unlist(regmatches(quoted, gregexpr(name, quoted, perl = TRUE)))
  # Methods of Python's, such as `Layer.__call__`, are none.
  grep("__", unique(found), fixed = TRUE, invert = TRUE, value = TRUE)
}

assigned_in <- function(lines) {
  found <- regmatches(lines, regexec("^ *([A-Za-z_.][A-Za-z0-9_.]*) *<-", lines))
  vapply(Filter(length, found), `[[`, "", 2L)
}

# `op_*()` stands for all whose names begin so.
not_there <- function(lines, exports = known_exports()) {
  called <- c(called_in_chunks(lines), called_in_text(lines))
  called <- setdiff(called, c(assigned_in(lines), "model"))
  is_there <- function(name) {
    if (!endsWith(name, "*")) return(name %in% exports)
    any(startsWith(exports, sub("[*]$", "", name)))
  }
  Filter(Negate(is_there), called)
}

known_exports <- function() {
  packages <- c("base", "stats", "utils", "graphics", "methods", "ggplot2", "lamina")
  c(unlist(lapply(packages, getNamespaceExports)), ls(baseenv(), all.names = TRUE))
}

# Where lamina has functions.
modules <- c(
  "activations", "callbacks", "constraints", "initializers", "layers", "losses", "metrics", "ops",
  "optimizers", "random", "regularizers", "saving", "utils"
)

in_pythons_words <- function(lines) {
  code <- unlist(code_chunks(lines), use.names = FALSE)
  pattern <- sprintf("keras[$](%s)[$]|\\b[0-9]+L\\b", paste(modules, collapse = "|"))
  grep(pattern, code, value = TRUE)
}

test_that("what vignettes and README call is there", {
  texts <- documents()
  for (path in names(texts)) {
    expect_gt(length(called_in_text(texts[[path]])), 4)
    expect_identical(not_there(texts[[path]]), character(), info = path)
  }
})

test_that("their code is in the words of lamina, with numbers as in R", {
  texts <- documents()
  for (path in names(texts)) {
    expect_identical(in_pythons_words(texts[[path]]), character(), info = path)
  }
})

test_that("what is not there is found, in chunks and in sentences", {
  lines <- c(
    "`no_such(x)` and `layer_nothing_*()`, `op_*()`, `x$method(1)`, `torch::nn()`, mine()",
    "`` x$`y`() ``, `no_more()`",
    "```{r label, eval = FALSE}", "mine <- function(x) layer_nowhere(x)", "mine(list(1L))",
    "keras$ops$add(1, 2)", "keras$Model", "```"
  )
  expect_setequal(not_there(lines), c("layer_nowhere", "no_such", "no_more", "layer_nothing_*"))
  expect_identical(in_pythons_words(lines), c("mine(list(1L))", "keras$ops$add(1, 2)"))
})
