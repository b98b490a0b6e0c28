# Cases of functions, from cases/*.dcf, one for each way that a function is called in the tests.

# Those of a family, its parts included.
read_cases <- function(kind, family, folder) {
  pattern <- sprintf("^%s-%s(-.*)?[.]dcf$", kind, family)
  files <- list.files(folder, pattern, full.names = TRUE)
  tables <- lapply(files, read.dcf)
  unlist(lapply(tables, function(table) apply(table, 1L, as_case, simplify = FALSE)), FALSE)
}

# All but names and Python's code is R code, which is run where it is needed.
as_case <- function(fields) {
  case <- as.list(fields[!is.na(fields)])
  case$r <- str2lang(sprintf("list(%s)", case$r))
  if (!is.null(case$data)) case$data <- str2lang(case$data)
  plain <- intersect(names(case), c(
    "input", "backends", "model", "repeats", "spread", "operands", "symbolic", "compiled"
  ))
  case[plain] <- lapply(case[plain], function(text) eval(str2lang(text)))
  case
}

runs_here <- function(case) is.null(case$backends) || keras$backend$backend() %in% case$backends

# What is expected of each case of a kind, as tools/generate/kinds.py says.
kind_tests <- function(kind, folder) {
  table <- utils::read.csv(file.path(folder, "kinds.csv"))
  names <- table$test[table$kind == kind]
  if (!length(names)) stop("Nothing tests a case of the kind ", kind, ".")
  lapply(names, function(name) get(name, mode = "function"))
}

# A test for each function of a family, of what is expected of each of its cases.
test_cases <- function(kind, family, folder = test_path("cases")) {
  tests <- kind_tests(kind, folder)
  cases <- Filter(runs_here, read_cases(kind, family, folder))
  for (fun in unique(vapply(cases, function(case) case$fun, ""))) {
    test_that(sprintf("%s() is what Keras has in Python", fun), {
      for (case in Filter(function(case) case$fun == fun, cases)) {
        for (expect_case in tests) expect_case(case)
      }
    })
  }
}

# What the function makes or computes is what Keras does of Python's arguments, but for rounding:
# R's numbers have twice as many digits as those of Python's lists.
expect_of_keras <- function(case) {
  ours <- do.call(case$fun, eval(case$r))
  expect_equal(seen(ours), seen(in_python(case)), tolerance = 1e-6, label = case_label(case))
}

# What Keras would be called with is what Python calls it with. Nothing is downloaded or built.
expect_arguments_of_keras <- function(case) {
  double <- python_double(keras_module(case$module)[[case$keras]], case$keras)
  key <- paste(case$module, case$keras)
  before <- registry[[key]]
  assign(key, double[[1L]], envir = registry)
  on.exit(if (is.null(before)) rm(list = key, envir = registry) else assign(key, before, registry))
  do.call(case$fun, eval(case$r))
  wanted <- reticulate::py_eval(sprintf("lambda keras, f: f(%s)", case$python))(keras, double[[2L]])
  expect_identical(unlist(double[[3L]]()), wanted, label = case_label(case))
}

# What stands for a function of Keras that creates a model or loads data, what says all arguments
# that the function would have, and what says those that the double has had.
python_double <- function(f, name) {
  reticulate::py_run_string("
def double_of(f, name):
    import inspect
    import keras, numpy as np
    calls = []
    def bound(*args, **kwargs):
        all = inspect.signature(f).bind(*args, **kwargs)
        all.apply_defaults()
        return repr(dict(all.arguments))
    def double(*args, **kwargs):
        calls.append(bound(*args, **kwargs))
        if name == 'load_data':
            part = np.array([[1], [2]], dtype='object'), np.array([1, 2])
            return part, part
        return {} if name.startswith('get') else keras.Sequential()
    return double, bound, lambda: calls
", local = TRUE)$double_of(f, name)
}

case_label <- function(case) {
  sprintf("%s(%s)", case$fun, paste(deparse(as.list(case$r)[-1L]), collapse = ""))
}

in_python <- function(case, ...) {
  code <- sprintf(
    "(lambda keras, np, **more: keras.%s.%s(%s))", case$module, case$keras,
    paste(c(case$python[nzchar(case$python)], "**more"), collapse = ", ")
  )
  reticulate::py_eval(code)(keras, reticulate::import("numpy", convert = FALSE), ...)
}

# A model by what it gives, another object by its settings, all else by its values.
seen <- function(x) {
  if (reticulate::is_py_object(x) && is_callback(x)) return(seen_callback(x))
  if (!reticulate::is_py_object(x) || !reticulate::py_has_attr(x, "get_config")) {
    return(unname(as_arrays(x)))
  }
  if (is_model(x)) return(list(class(x), x$output_shape, x$count_params()))
  list(class = class(x), settings = if (is_layer(x)) settings(x) else core$whole_config(x))
}

# Callbacks have no configuration: what they keep, but for functions and what is Python's own.
seen_callback <- function(x) {
  kept <- reticulate::py_to_r(reticulate::py_get_attr(x, "__dict__"))
  is_plain <- function(value) !is.function(value) && !reticulate::is_py_object(value)
  list(class = class(x), kept = Filter(is_plain, kept[order(names(kept))]))
}

# The outputs as a flat list of R arrays; dictionaries keep their names.
as_arrays <- function(x) {
  if (is.list(x) && !reticulate::is_py_object(x)) return(unlist(lapply(x, as_arrays), FALSE))
  list(if (reticulate::is_py_object(x)) as_array(x) else x)
}

as_array <- function(x) {
  values <- tryCatch(as.array(x), error = function(cnd) NULL)
  if (is.null(values)) reticulate::py_to_r(keras$ops$convert_to_numpy(x)) else values
}
