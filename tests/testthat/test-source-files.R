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

# The files that can be reached from one, itself where it is in a circle.
reached_from <- function(file, graph) {
  seen <- character()
  todo <- graph[[file]]
  while (length(todo)) {
    seen <- c(seen, todo)
    todo <- setdiff(unique(unlist(graph[todo])), seen)
  }
  unique(seen)
}

# Files that need each other, by whatever way round, as one text for each such set.
circles_in <- function(graph) {
  reached <- lapply(stats::setNames(names(graph), names(graph)), reached_from, graph)
  of_file <- lapply(names(graph), function(file) {
    back <- Filter(function(other) file %in% reached[[other]], reached[[file]])
    paste(sort(back, method = "radix"), collapse = " ")
  })
  setdiff(unique(unlist(of_file)), "")
}

test_that("circles are found, however long", {
  graph <- list(a = "b", b = "c", c = c("a", "d"), d = "e", e = character(), f = "g", g = "f")
  expect_identical(circles_in(graph), c("a b c", "f g"))
  expect_identical(circles_in(list(a = "b", b = character())), character())
})

test_that("no files need each other, be it by way of others", {
  uses <- uses_of_files()
  expect_true(all(c("is_layer", "is_model") %in% uses$compose.R$kinds.R))
  expect_identical(circles_in(lapply(uses, names)), character())
})

test_that("a layer function asks once what becomes of its layer", {
  definitions <- Filter(is_definition, unlist(code_of_files(), FALSE))
  asks <- Filter(function(expr) "outcome_of" %in% names_used(expr[[3L]]), definitions)
  functions <- vapply(asks, function(expr) as.character(expr[[2L]]), "")
  expect_setequal(functions, c("check_object", "compose_existing"))
})

# What names a backend: names, and strings that are none of words. What people read may name one.
backends_named <- function(lines) {
  parsed <- utils::getParseData(parse(text = lines, keep.source = TRUE))
  text <- parsed$text[parsed$terminal & parsed$token != "COMMENT"]
  text <- setdiff(text[!grepl("\\s", text)], c("\"tf_idf\"", "\"tf-idf\"")) # weighs words
  short <- paste(c(backends, "jaxlib", "jnp", "tf"), collapse = "|")
  backend <- sprintf("(^|[^a-z])(%s)([^a-z]|$)|tensorflow|torch", short)
  grep(backend, text, ignore.case = TRUE, value = TRUE)
}

test_that("code that names a backend is found, and words for people are not", {
  expect_identical(backends_named("f(x, \"torch\")"), "\"torch\"")
  expect_identical(backends_named("as_tensorflow_tensor(x)"), "as_tensorflow_tensor")
  expect_identical(backends_named("c(jax = 1)"), "jax")
  expect_identical(backends_named("f(x[1, ], \"not on JAX\") # torch"), character())
})

test_that("a backend is named where the map says, and nowhere else", {
  files <- list.files(source_folder("R"), "[.]R$", full.names = TRUE)
  knows <- vapply(files, function(file) length(backends_named(readLines(file))) > 0L, NA)
  expect_setequal(basename(files[knows]), c(
    # Choosing one, and reporting on it; what a package, a layer or an operation needs.
    "op-flow.R", "python.R", "install-keras.R", "sitrep.R", "callbacks.R", "model-export.R",
    "layer-tfsm.R",
    "layer-flax-module-wrapper.R", "layer-jax-model-wrapper.R", "layer-torch-module-wrapper.R",
    # Ways to prepare images are called after the frameworks that they come from.
    "imagenet.R",
    "data-requirements.R",
    # Which data sets they make.
    "datasets-from-directory.R", "timeseries-dataset.R",
    # Its tensors: their classes, shapes and methods, and strings as tensors.
    "kinds.R", "tensor-shape.R", "convert-array.R"
  ))
})

test_that("no two files define the same function", {
  files <- list.files(source_folder("R"), "[.]R$", full.names = TRUE)
  lines <- unlist(lapply(files, readLines))
  defined <- sub(" <- function.*", "", grep("^[a-zA-Z_.]+ <- function", lines, value = TRUE))
  expect_identical(unique(defined[duplicated(defined)]), character())
})
