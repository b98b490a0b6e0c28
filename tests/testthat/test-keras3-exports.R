# Needs no backend.

keras3_exports <- function() {
  utils::read.csv(
    file.path(source_folder("reference"), "keras3-1.5.csv"), na.strings = character()
  )
}

# What differs on purpose: as "function argument", and why.
meant <- c(
  "install_keras python_version" = "lamina needs Python 3.11, where keras3's bounds end"
)

# A tuple is Python's, and the same default as a list.
default_text <- function(code) {
  gsub("\\btuple\\(", "list(", paste(deparse(code), collapse = " "))
}

default_texts <- function(formals) {
  texts <- vapply(formals, default_text, "")
  texts[!nzchar(texts)] <- "<required>"
  texts
}

# How the arguments of a function differ from a table of them: what is by position, and what is by
# name alone, each begins with what keras3 has, in its order.
differences <- function(fun, table) {
  ours <- formals(args(getExportedValue("lamina", fun)))
  table <- table[nzchar(table$arg), ]
  apart <- function(names) {
    dots <- match("...", names, nomatch = length(names) + 1L)
    list(names[seq_len(dots - 1L)], names[-seq_len(min(dots, length(names)))])
  }
  table$default <- vapply(table$default, FUN.VALUE = "", function(default) {
    if (default == "<required>") default else default_text(str2lang(default))
  })
  named <- table[table$arg != "...", ]
  texts <- default_texts(ours)[named$arg]
  differs <- is.na(texts) | texts != named$default
  in_order <- all(mapply(
    function(ours, theirs) identical(utils::head(ours, length(theirs)), theirs),
    apart(names(ours)), apart(table$arg)
  ))
  c(
    paste(rep(fun, sum(differs)), named$arg[differs]),
    if (!in_order) paste(fun, "order"),
    if ("..." %in% table$arg && !"..." %in% names(ours)) paste(fun, "...")
  )
}

test_that("lamina has all that R's keras3 exports, by reference/keras3-1.5.csv", {
  table <- keras3_exports()
  expect_gt(nrow(table), 1000)
  expect_identical(setdiff(table$fun, getNamespaceExports("lamina")), character())
})

test_that("arguments have keras3's names, order and defaults, and what is newer comes behind", {
  table <- keras3_exports()
  table <- table[table$arg != "<not a plain function>", ]
  funs <- split(table, table$fun)
  expect_gt(length(funs), 700)
  found <- unlist(Map(differences, names(funs), funs), use.names = FALSE)
  expect_identical(sort(found), sort(names(meant)))
})

test_that("a place, a name and a default that differ are found", {
  table <- data.frame(
    arg = c("object", "units", "rank", "...", "name"),
    default = c("<required>", "NULL", "<required>", "<required>", "NULL")
  )
  expect_identical(
    differences("layer_dense", table),
    c("layer_dense units", "layer_dense rank", "layer_dense name", "layer_dense order")
  )
  table <- data.frame(arg = c("fn", "..."), default = "<required>")
  expect_identical(differences("active_property", table), character())
})
