# Needs no backend.

# Every argument of a generated function is checked: what can be none of them is refused in its
# name, before Python is asked for anything, and so is that one is missing which must be given.

# What no argument takes, but those that are named: data may come as a data frame.
wrong_values <- list(
  environment = globalenv(), "missing value" = NA, "data frame" = data.frame(a = 1)
)
# A length that is left to be found is NA.
takes <- list(
  "data frame" = c("y_true", "y_pred", "ref_labels", "ref_embeddings"),
  "missing value" = "newshape"
)

generated <- function() {
  files <- list.files(test_path("cases"), "^(object|operation)-.*[.]dcf$", full.names = TRUE)
  of_file <- function(file) apply(read.dcf(file), 1L, as_case, simplify = FALSE)
  cases <- unlist(lapply(files, of_file), FALSE)
  split(cases, vapply(cases, function(case) case$fun, ""))
}

# The arguments of a case that need no Python, and all that must be given.
arguments <- function(cases, f) {
  is_plain <- function(case) {
    !any(c("keras", "backend_tensor", "numpy", "reticulate") %in% all.names(case$r))
  }
  plain <- Filter(is_plain, cases)
  given <- if (length(plain)) eval(plain[[1L]]$r, new.env(parent = topenv())) else list()
  as.list(match.call(f, as.call(c(as.name("f"), given))))[-1L]
}

required <- function(f) {
  setdiff(names(formals(f))[vapply(formals(f), rlang::is_missing, NA)], "...")
}

# All that must be given: that of the case, and what is a value of many arguments.
filled <- function(f, given) {
  more <- setdiff(required(f), names(given))
  c(given, stats::setNames(rep(list(matrix(1, 2, 2)), length(more)), more))
}

# Whether it is refused in the name of the argument.
is_refused <- function(f, args, arg) {
  cnd <- tryCatch(do.call(f, args), error = identity)
  inherits(cnd, "refusal") && any(grepl(sprintf("^%s($|\\[|[$])", arg), cnd$message))
}

# With and without all that may be missing.
is_wrong <- function(f, given, arg, value) {
  is_refused(f, replace(given, arg, list(value)), arg) ||
    is_refused(f, replace(filled(f, given), arg, list(value)), arg)
}

is_missed <- function(f, given, arg) {
  args <- filled(f, given)
  is_refused(f, args[names(args) != arg], arg)
}

# `start`: what is done when the arguments of the cases are there, some of which are objects.
unchecked <- function(functions, start = function() NULL) {
  of <- function(name) get(name, asNamespace("lamina"))
  givens <- Map(arguments, functions, lapply(names(functions), of))
  start()
  found <- lapply(names(functions), function(name) {
    f <- of(name)
    given <- givens[[name]]
    unlist(lapply(setdiff(names(formals(f)), "..."), function(arg) {
      passes <- vapply(names(wrong_values), function(wrong) {
        !(arg %in% takes[[wrong]]) && !is_wrong(f, given, arg, wrong_values[[wrong]])
      }, NA)
      is_silent <- arg %in% required(f) && !is_missed(f, given, arg)
      found <- c(names(wrong_values)[passes], if (is_silent) "nothing")
      if (length(found)) sprintf("%s(%s = <%s>)", name, arg, found)
    }))
  })
  as.character(unlist(found))
}

# In place of abort_lamina(), which words its errors for people and takes its time: what is named.
refuse <- function(message, class, call = NULL, parent = NULL, .envir = parent.frame()) {
  named <- regmatches(message[[1L]], gregexpr("\\{[.]arg \\{[^}]+\\}\\}", message[[1L]]))[[1L]]
  named <- substring(named, 8L, nchar(named) - 2L)
  args <- vapply(named, function(code) as.character(eval(str2lang(code), .envir))[[1L]], "")
  is_refusal <- identical(class, "argument")
  stop(structure(
    class = c(if (is_refusal) "refusal", "error", "condition"),
    list(message = unname(args), call = call)
  ))
}

# For the time of a test.
replace_in_lamina <- function(name, value, frame = parent.frame()) {
  ours <- get(name, asNamespace("lamina"))
  withr::defer(utils::assignInNamespace(name, ours, "lamina"), envir = frame)
  utils::assignInNamespace(name, value, "lamina")
}

test_that("every argument of every object and operation is checked", {
  started <- reticulate::py_available()
  asked <- character()
  replace_in_lamina("call_keras", function(module, name, ...) {
    asked <<- c(asked, name)
    # What other optimizers are made of.
    structure(list(), class = keras_classes[["BaseOptimizer"]])
  })
  replace_in_lamina("run_operation", function(name, ...) {
    asked <<- c(asked, name)
    matrix(1, 2, 2)
  })
  # Data and functions that have been checked, and packages that are there.
  replace_in_lamina("as_numpy", function(x, ...) x)
  as_it_is <- function(f, ...) f
  replace_in_lamina("from_r", lazy_module(function() list("function" = as_it_is, hook = as_it_is)))
  replace_in_lamina("check_python_package", function(...) NULL)
  replace_in_lamina("check_python_pattern", function(...) NULL)
  replace_in_lamina("abort_lamina", refuse)
  functions <- generated()
  expect_gt(length(functions), 40)
  expect_identical(unchecked(functions, start = function() asked <<- character()), character())
  # It is what a list of optimizers becomes.
  expect_identical(setdiff(asked, "OptimizerMap"), character())
  expect_identical(reticulate::py_available(), started)
})

test_that("an argument without a check is found", {
  replace_in_lamina("call_keras", function(...) "made")
  replace_in_lamina("abort_lamina", refuse)
  replace_in_lamina("initializer_constant", function(value = 0, ...) call_keras(value))
  replace_in_lamina("initializer_he_normal", function(seed = NULL, ...) {
    call_keras(if (!is.null(seed)) check_number(seed, arg = "sed"))
  })
  found <- unchecked(generated()[c("initializer_constant", "initializer_he_normal")])
  expect_setequal(sub("[(].*", "", found), c("initializer_constant", "initializer_he_normal"))
})
