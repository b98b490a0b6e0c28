# Needs no backend.

# What an expression takes from elsewhere: names that it neither gets nor makes itself, nor takes
# out of an object by `$`.
names_used <- function(expr) {
  if (is.name(expr)) return(setdiff(as.character(expr), "")) # which stands for no default
  if (!is.call(expr)) return(character())
  head <- if (is.name(expr[[1L]])) as.character(expr[[1L]]) else ""
  if (head %in% c("$", "::")) return(names_used(expr[[2L]]))
  if (head == "function") {
    inside <- c(names_used(expr[[3L]]), unlist(lapply(expr[[2L]], names_used)))
    return(setdiff(inside, c(names(expr[[2L]]), names_made(expr[[3L]]))))
  }
  unlist(lapply(as.list(expr), names_used))
}

names_made <- function(expr) {
  if (!is.call(expr)) return(character())
  made <- if (identical(expr[[1L]], as.name("<-")) && is.name(expr[[2L]])) {
    as.character(expr[[2L]])
  }
  c(made, unlist(lapply(as.list(expr), names_made)))
}

is_definition <- function(expr) {
  is.call(expr) && identical(expr[[1L]], as.name("<-")) && is.name(expr[[2L]])
}

# The expressions in each file of R/.
code_of_files <- function() {
  files <- list.files(source_folder("R"), "[.]R$", full.names = TRUE)
  code <- lapply(files, function(file) as.list(parse(file, keep.source = FALSE)))
  stats::setNames(code, basename(files))
}

# Of each file, what it takes of which other.
uses_of_files <- function(code = code_of_files()) {
  made <- lapply(code, function(exprs) {
    vapply(Filter(is_definition, exprs), function(expr) as.character(expr[[2L]]), "")
  })
  owner <- stats::setNames(rep(names(made), lengths(made)), unlist(made))
  Map(code, names(code), f = function(exprs, file) {
    # The right side alone: a function may be named as what it uses.
    used <- lapply(exprs, function(expr) names_used(if (is_definition(expr)) expr[[3L]] else expr))
    used <- intersect(unique(unlist(used)), names(owner))
    used <- used[owner[used] != file]
    split(used, owner[used])
  })
}

test_that("names that are used are told from those that are made", {
  expect_setequal(
    names_used(quote(function(x, y = other(x)) {
      made <- x$field
      stats::away(made) + lapply(y, function(z) z + mine)
    })),
    c("other", "stats", "+", "lapply", "mine", "{", "<-")
  )
})

test_that("no two files need each other", {
  uses <- uses_of_files()
  expect_true(all(c("is_layer", "is_model") %in% uses$compose.R$kinds.R))
  # An error says what came, also of a shape or a tensor, whose functions raise errors themselves; a
  # shape can be taken of a tensor; data of Keras' own are data, too.
  meant <- c(
    "check-dots.R convert-shape.R", "conditions.R convert-array.R", "conditions.R sessions.R",
    "convert-array.R convert-shape.R", "data-generator.R model-data.R", "lazy-module.R python.R"
  )
  found <- unlist(lapply(names(uses), function(file) {
    back <- Filter(function(other) file %in% names(uses[[other]]), names(uses[[file]]))
    paste(file, back[file < back])
  }))
  expect_identical(setdiff(found[!endsWith(found, " ")], meant), character())
})

test_that("a layer function asks once what becomes of its layer", {
  definitions <- Filter(is_definition, unlist(code_of_files(), FALSE))
  asks <- Filter(function(expr) "outcome_of" %in% names_used(expr[[3L]]), definitions)
  functions <- vapply(asks, function(expr) as.character(expr[[2L]]), "")
  expect_setequal(functions, c("check_object", "compose_existing"))
})
