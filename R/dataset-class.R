# Data sets written in R: batches by number, made on R's own thread.

#' Write a data set class in R
#'
#' Defines a kind of data set whose batches are made by an R function: for example from more files
#' than fit into memory, or of images that are changed as they are read. [fit()], [evaluate()],
#' [predict()] and [predict_mc_dropout()] take its objects, and show their progress, because a data
#' set knows how many batches it has.
#'
#' @param classname Name of the class: a string of letters, digits and `_` that starts with a
#'   letter.
#' @param get_item Function of the number of a batch, counted from 1, that returns the batch:
#'   `list(x, y)`, `list(x, y, sample_weight)`, or `x` alone for predictions.
#' @param length Number of batches, at least 1, or a function without arguments that returns it.
#'   `NULL` for a data set without end, which needs `steps_per_epoch` or `steps`: without these it
#'   is an error.
#' @param initialize Function of the settings of an object, which it keeps in `self`. `NULL` if
#'   there are no settings.
#' @param on_epoch_begin,on_epoch_end Functions without arguments, called before and after each
#'   epoch: for example to shuffle the examples.
#' @param ... Further functions and values by name.
#' @param public Further functions and values, in a list.
#' @param private A named list of functions and values that only the methods can see, as
#'   `private$name`.
#' @param inherit Another class made by `Dataset()` to inherit from; its methods are called as
#'   `super$get_item(batch)`.
#'
#' @details
#' In the methods, `self` is the object, `super` the class it inherits from, and `private` its
#' private members. `fit()` asks for the batches in a new random order in each epoch, unless
#' `shuffle = FALSE`. Without a `length` they come in order, counted from 1 in each epoch.
#'
#' All batches are made on R's only thread, one after the other. If making a batch takes longer
#' than a training step, do less work in it, or make the data set in Python
#' (`tf.data`, PyTorch's `DataLoader`), which prepares batches ahead.
#'
#' Instead of a class, a function that returns one batch per call can be used: see the argument `x`
#' of [fit()].
#'
#' @returns A function that creates data sets, with the arguments of `initialize`.
#' @family training
#' @examplesIf is_keras_available()
#' rows_of <- Dataset(
#'   "Rows",
#'   initialize = function(x, y, batch_size) {
#'     self$x <- x
#'     self$y <- y
#'     self$batch_size <- batch_size
#'   },
#'   get_item = function(batch) {
#'     rows <- seq(1 + (batch - 1) * self$batch_size, min(batch * self$batch_size, nrow(self$x)))
#'     list(self$x[rows, ], self$y[rows])
#'   },
#'   length = function() ceiling(nrow(self$x) / self$batch_size)
#' )
#' x <- matrix(runif(60), ncol = 3)
#' data <- rows_of(x, rowSums(x), batch_size = 8)
#' length(data)
#' model <- keras_model_sequential(input_shape = 3) |> layer_dense(1)
#' model |> compile("sgd", loss = "mse")
#' model |> fit(data, epochs = 2, verbose = 0)
#' model |> evaluate(data, verbose = 0)
#' @export
# nolint start: object_name_linter.
Dataset <- function(classname, get_item = NULL, length = NULL, initialize = NULL,
                    on_epoch_begin = NULL, on_epoch_end = NULL, ..., public = list(),
                    private = list(), inherit = NULL) {
  # nolint end
  check_class_name(classname)
  own <- drop_nulls(list(
    get_item = check_dataset_method(get_item, "batch"),
    length = check_dataset_length(length),
    initialize = check_function(initialize, null = TRUE),
    on_epoch_begin = check_dataset_method(on_epoch_begin),
    on_epoch_end = check_dataset_method(on_epoch_end)
  ))
  for (more in list(check_members(list(...), "..."), check_members(public, "public"))) {
    own[names(more)] <- more
  }
  inherit <- check_dataset_inherit(inherit)
  check_methods(own, class_methods(Dataset), inherited_members(inherit))
  definition <- list2env(
    list(
      name = classname, members = own, private = check_members(private, "private"),
      inherit = inherit
    ),
    parent = emptyenv()
  )
  if (is.null(dataset_member(definition, "get_item"))) {
    abort_missing("get_item", "a function of the number of a batch", rlang::current_env())
  }
  new_dataset_function(definition)
}

# A function that Keras calls with what is in `takes`.
check_dataset_method <- function(x, takes = NULL, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x)) return(NULL)
  expected <- if (is.null(takes)) {
    "a function without arguments, or NULL"
  } else {
    sprintf("a function of `%s`", takes)
  }
  if (!is_r_function(x)) abort_argument(arg, expected, x, call)
  formals <- formals(args(x))
  needed <- setdiff(names(formals)[vapply(formals, rlang::is_missing, NA)], "...")
  too_few <- !is.null(takes) && !length(formals)
  if (too_few || length(needed) > length(takes)) {
    came <- if (length(formals)) "of {.arg {names(formals)}}" else "without arguments"
    abort_lamina(
      paste0("{.arg {arg}} must be {expected}, not one ", came, "."),
      class = "argument", call = call
    )
  }
  x
}

check_dataset_length <- function(x, arg = "length", call = caller_env()) {
  if (is.null(x)) return(NULL)
  if (is_r_function(x)) return(check_dataset_method(x, arg = arg, call = call))
  if (!(length(x) == 1L && is_whole(x, min = 1))) {
    abort_argument(arg, "a function, a whole number of at least 1, or NULL", x, call)
  }
  number <- as.integer(x)
  function() number
}

check_dataset_inherit <- function(x, arg = "inherit", call = caller_env()) {
  if (is.null(x) || is_dataset_class(x)) return(x)
  abort_argument(arg, "a class made by `Dataset()`, or NULL", x, call)
}

# A member of the class, or of what it builds on.
dataset_member <- function(definition, name) {
  while (!is.null(definition)) {
    if (!is.null(definition$members[[name]])) return(definition$members[[name]])
    definition <- attr(definition$inherit, "definition")
  }
}

new_dataset_function <- function(definition) {
  initialize <- dataset_member(definition, "initialize")
  own <- if (!is.null(initialize)) as.list(formals(initialize))
  empty <- list(rlang::missing_arg())
  f <- rlang::new_function(
    c(own, if (!("..." %in% names(own))) c(... = empty)),
    quote(make_dataset(definition)),
    env = rlang::env(rlang::ns_env("lamina"), definition = definition)
  )
  structure(f, class = c("lamina_dataset_class", "function"), definition = definition)
}

# What Keras' own data sets take, and do with other threads.
thread_settings <- c("workers", "use_multiprocessing", "max_queue_size")

# `frame` and `fn`: the call of the function that stands for the class.
make_dataset <- function(definition, frame = caller_env(), fn = rlang::caller_fn()) {
  initialize <- dataset_member(definition, "initialize")
  own <- if (!is.null(initialize)) names(formals(initialize))
  dots <- eval(quote(list(...)), frame)
  threads <- setdiff(intersect(names(dots), thread_settings), own)
  check_threads(dots[threads], frame)
  dots <- dots[setdiff(seq_along(dots), match(threads, names(dots)))]
  if (!("..." %in% own)) {
    check_dots_names(dots, character(), own, "this data set", frame)
  }
  is_given <- function(name) !eval(call("missing", as.name(name)), frame)
  given <- Filter(is_given, setdiff(own, "..."))
  self <- structure(
    new_members(definition), class = c(definition$name, "lamina_dataset", "environment")
  )
  if (!is.null(initialize)) do.call(self$initialize, c(mget(given, envir = frame), dots))
  self
}

check_threads <- function(settings, call) {
  for (arg in setdiff(names(settings), "max_queue_size")) {
    value <- settings[[arg]]
    one <- if (arg == "workers") {
      length(value) == 1L && is_whole(value, min = 0, max = 1)
    } else {
      isFALSE(value)
    }
    if (one) next
    abort_argument(
      arg, if (arg == "workers") "1" else "FALSE", value, call,
      hint = "The batches of a data set written in R are made on R's thread, and R has only one."
    )
  }
}

# The object: its methods see it as `self`.
new_members <- function(definition) {
  self <- new.env(parent = emptyenv())
  add_members(definition, self)
  self
}

# The members of a class, on top of those of the class that it builds on. Returns these.
add_members <- function(definition, self) {
  super <- new.env(parent = emptyenv())
  inherited <- attr(definition$inherit, "definition")
  if (!is.null(inherited)) {
    add_members(inherited, self)
    for (name in names(self)) assign(name, self[[name]], envir = super)
  }
  # As in the classes that build on one of Keras.
  if (is.null(super$initialize)) super$initialize <- function(...) invisible()
  private <- new.env(parent = emptyenv())
  bind <- function(member) {
    if (!is_r_function(member)) return(member)
    outer <- environment(member)
    environment(member) <- rlang::env(
      if (is.null(outer)) baseenv() else outer, self = self, super = super, private = private
    )
    member
  }
  for (name in names(definition$private)) {
    assign(name, bind(definition$private[[name]]), envir = private)
  }
  for (name in names(definition$members)) {
    assign(name, bind(definition$members[[name]]), envir = self)
  }
}

# How many batches; NA where there is no end.
dataset_size <- function(x, call = caller_env()) {
  if (is.null(x$length)) return(NA_integer_)
  size <- x$length()
  if (is.null(size) || (length(size) == 1L && is.numeric(size) && is.infinite(size))) {
    return(NA_integer_)
  }
  if (!(length(size) == 1L && is_whole(size, min = 0))) {
    name <- class(x)[[1L]]
    came <- describe(size)
    abort_lamina(
      "{.fn length} of the data set {name} must return a whole number of at least 1, the number of
       batches, or NULL for no end, not {came}.",
      class = "argument", call = call
    )
  }
  as.integer(size)
}

# Before anything runs.
check_dataset_size <- function(x, call) {
  name <- class(x)[[1L]]
  size <- tryCatch(
    dataset_size(x, call),
    error = function(cnd) {
      if (inherits(cnd, "lamina_error_argument")) stop(cnd)
      abort_lamina(
        "{.fn length} of the data set {name} failed.", class = "callback", call = call, parent = cnd
      )
    }
  )
  if (!identical(size, 0L)) return()
  abort_lamina(
    "The data set {name} must have at least one batch: its {.fn length} returned 0.",
    class = "argument", call = call
  )
}

#' @export
length.lamina_dataset <- function(x) dataset_size(x)

#' @export
print.lamina_dataset <- function(x, ...) {
  check_no_dots(..., also = print_arguments)
  size <- dataset_size(x)
  unit <- if (isTRUE(size == 1L)) "batch" else "batches"
  batches <- if (is.na(size)) "batches without end" else paste(size, unit)
  cat(sprintf("<data set %s: %s>\n", class(x)[[1L]], batches))
  invisible(x)
}

#' @export
print.lamina_dataset_class <- function(x, ...) {
  check_no_dots(..., also = print_arguments)
  arguments <- paste(names(formals(x)), collapse = ", ")
  cat(sprintf("<data set class %s: function(%s)>\n", attr(x, "definition")$name, arguments))
  invisible(x)
}
