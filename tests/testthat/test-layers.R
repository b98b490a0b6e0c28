skip_without_keras()

# Every layer function, with the arguments of tools/layers/*.toml.
backend <- keras$backend$backend()
runs_here <- function(case) is.null(case$backends) || backend %in% unlist(case$backends)
cases <- Filter(runs_here, layer_cases)

test_that("every function has a case", {
  generated <- unique(vapply(layer_cases, function(case) case$fun, ""))
  exported <- grep("^(layer|rnn_cells?)_", getNamespaceExports("lamina"), value = TRUE)
  by_hand <- setdiff(layer_classes_table()$fun, generated)
  expect_setequal(exported, c(generated, by_hand))
})

test_that("the arguments are those of keras3, in its order, with its defaults", {
  keras3 <- utils::read.csv(test_path("keras3-layers.csv"), na.strings = character())
  # An expectation takes milliseconds, and these are thousands: one for each function.
  for (name in unique(keras3$fun)) {
    wanted <- keras3[keras3$fun == name, ]
    ours <- formals(get(name, envir = asNamespace("lamina")))
    arguments <- intersect(names(ours), wanted$arg)
    optional <- wanted[wanted$default != "<required>", ]
    theirs <- lapply(gsub("\\btuple\\(", "list(", optional$default), function(default) {
      eval(parse(text = default))
    })
    required <- setdiff(wanted$arg[wanted$default == "<required>"], c("object", "inputs", "..."))
    expect_equal(
      list(
        arguments = arguments,
        defaults = lapply(ours[optional$arg], eval),
        required = intersect(names(Filter(rlang::is_missing, as.list(ours))), required)
      ),
      list(
        arguments = wanted$arg,
        defaults = rlang::set_names(theirs, optional$arg),
        required = required
      ),
      info = name
    )
  }
})

test_that("axes that keras3 counts from 1 are counted from 1", {
  keras3 <- utils::read.csv(test_path("keras3-layers.csv"))
  axes <- keras3[keras3$convert == "axis", ]
  expect_gt(nrow(axes), 5)
  for (i in seq_len(nrow(axes))) {
    body <- body(get(axes$fun[[i]], envir = asNamespace("lamina")))
    converted <- sprintf("%s = as_(axis|shared_axes|product_axes)\\(", axes$arg[[i]])
    expect_match(paste(deparse(body), collapse = " "), converted, info = axes$fun[[i]])
  }
})

# What is no layer to be composed, or is what others are built on.
not_wrapped <- c("InputLayer", "InputSpec", "Layer", "Wrapper")

test_that("nothing is missing that the installed Keras has", {
  inspect <- reticulate::import("inspect")
  table <- layer_classes_table()
  members <- names(keras$layers)
  classes <- Filter(function(name) inspect$isclass(keras$layers[[name]]), members)
  # Names of one class that Keras also knows it by.
  own_name <- function(name) keras_layer_class(name)$`__name__`
  own_names <- vapply(classes, own_name, "", USE.NAMES = FALSE)
  lacking <- setdiff(own_names, c(vapply(table$class, own_name, ""), not_wrapped))
  expect_identical(lacking, character(), info = "classes of Keras without a function")
  for (i in seq_len(nrow(table))) {
    class <- keras_layer_class(table$class[[i]])
    parameters <- inspect$getfullargspec(class$`__init__`)
    takes <- setdiff(unlist(c(parameters$args, parameters$kwonlyargs)), "self")
    ours <- names(formals(get(table$fun[[i]], envir = asNamespace("lamina"))))
    passed_on <- if ("..." %in% ours) layer_keywords
    lacking <- setdiff(takes, c(ours, passed_on, arguments_of_another_name))
    expect_identical(lacking, character(), info = table$fun[[i]])
  }
})

test_that("a layer made in R has the settings of one made in Python", {
  for (case in cases) {
    layer <- layer_in_r(case)
    expected <- layer_in_python(case)
    seen <- function(layer) list(class = class(layer), settings = settings(layer))
    expect_equal(seen(layer), seen(expected), label = case_label(case))
  }
})

test_that("it computes what that computes, alone and in a model that is saved and loaded", {
  for (case in Filter(function(case) grepl("^layer_", case$fun), cases)) {
    label <- case_label(case)
    x <- case_data(case)
    layer <- layer_in_r(case)
    output <- as_arrays(call_case(case, layer, x))
    twin <- from_config(get_config(layer))
    if (length(layer$weights)) {
      call_case(case, twin, if (isFALSE(case$model)) x else symbolic(x))
      set_weights(twin, get_weights(layer))
      reset_seeds(twin)
    }
    expect_close(as_arrays(call_case(case, twin, x)), output, label, case$repeats)
    # The function itself calls the layer that it makes.
    shapes <- lapply(as_arrays(call_case_function(case, x)), dim)
    expect_identical(shapes, lapply(output, dim), label = label)
    if (!isFALSE(case$model)) expect_saved_and_loaded(case, layer, x, output, label)
  }
})
