# What stands for itself: a method that another package of R's calls.
registered_classes <- function() {
  methods <- getNamespaceInfo("lamina", "S3methods")
  unique(grep("^keras[.]src[.]", unlist(methods[, 2L]), value = TRUE))
}

test_that("the installed Keras has every class that is known by its name", {
  skip_without_keras()
  has_class <- function(name) {
    module <- sub("[.][^.]*$", "", name)
    found <- tryCatch(reticulate::import(module, convert = FALSE), error = function(cnd) NULL)
    class <- if (!is.null(found)) reticulate::py_get_attr(found, sub(".*[.]", "", name), TRUE)
    # Elsewhere it may only be handed on.
    inherits(class, "python.builtin.type") &&
      identical(paste0(class$`__module__`, ".", class$`__name__`), name)
  }
  classes <- union(keras_classes, registered_classes())
  expect_gt(length(classes), 40)
  expect_identical(Filter(Negate(has_class), classes), character())
  expect_false(has_class("keras.src.layers.layer.NoLayer"))
  expect_false(has_class("keras.src.no_module.Layer"))
})

test_that("no other file knows a class of Keras' own, but in the name of a method", {
  files <- list.files(source_folder("R"), "[.]R$", full.names = TRUE)
  expect_true(all(c("kinds.R", "compose.R", "model-train.R") %in% basename(files)))
  named <- function(file) {
    lines <- readLines(file)
    if (!any(grepl("keras.+src", lines))) return(NULL)
    tokens <- utils::getParseData(parse(text = lines, keep.source = TRUE))
    # A method begins with its generic.
    is_string <- tokens$token == "STR_CONST" & grepl("keras.+src", tokens$text)
    is_name <- grepl("^[A-Z]+_?[A-Z]*$", tokens$token) & grepl("^`?keras[.]src", tokens$text)
    tokens$text[tokens$token != "COMMENT" & (is_string | is_name)]
  }
  names <- lapply(files, named)
  expect_identical(basename(files)[lengths(names) > 0], "kinds.R")
})

# Names with one underline before them are private in Python; `__init__` and its like are not.
private_in_python <- function(lines) {
  if (!any(grepl("[`\"']_[a-z]", lines))) return(character())
  tokens <- utils::getParseData(parse(text = lines, keep.source = TRUE))
  tokens <- tokens[tokens$terminal & tokens$token != "COMMENT", ]
  behind <- c("", tokens$token)[seq_along(tokens$token)] %in% c("'$'", "'@'")
  asks <- grepl("\\bpy_(get|has|set|del)_attr\\b", lines[tokens$line1])
  is_private <- grepl("^[`\"']_[a-z]", tokens$text)
  tokens$text[is_private & (behind | (asks & tokens$token == "STR_CONST"))]
}

test_that("no file asks an object of Python for what is private", {
  expect_identical(private_in_python("model$`_layers`()"), "`_layers`")
  expect_identical(private_in_python("model$\"_layers\""), "\"_layers\"")
  expect_identical(private_in_python("py_get_attr(model, \"_layers\")"), "\"_layers\"")
  expect_identical(private_in_python("x$`__init__`(\"_a\") # x$`_a`"), character())
  files <- setdiff(list.files(source_folder("R"), "[.]R$", full.names = TRUE), "kinds.R")
  found <- lapply(files, function(file) private_in_python(readLines(file)))
  # What lamina gives a layer itself.
  expect_identical(setdiff(unlist(found), "\"_batch_shape_arg\""), character())
})

test_that("names and words are there for every class, once", {
  expect_identical(anyDuplicated(names(keras_classes)), 0L)
  expect_true(all(c(names(kinds), names(callback_packages)) %in% names(keras_classes)))
  expect_true(all(c(names(axis_settings), names(learn_from)) %in% names(keras_classes)))
  expect_false(anyNA(object_classes))
})

test_that("each object is of its kind", {
  skip_without_keras()
  model <- keras_model_sequential(input_shape = 2)
  x <- keras_input(2)
  objects <- list(
    model = model, model = keras_model(x, x), layer = layer_dense(units = 1), tensor = x,
    tensor = backend_tensor(1), tensor = keras$Variable(1), tensor = numpy()$ones(1L),
    optimizer = keras$optimizers$Adam(), loss = keras$losses$MeanSquaredError(),
    schedule = keras$optimizers$schedules$CosineDecay(0.1, 1L),
    metric = keras$metrics$AUC(), callback = keras$callbacks$EarlyStopping(),
    initializer = keras$initializers$Zeros(), regularizer = keras$regularizers$L2(),
    constraint = keras$constraints$NonNeg(),
    quantizer = keras$quantizers$AbsMaxQuantizer(axis = 0L),
    "seed generator" = keras$random$SeedGenerator(1L), "Python object" = reticulate::dict()
  )
  expect_identical(vapply(unname(objects), kind_of, ""), names(objects))
  is_kind <- list(
    model = is_model, layer = is_layer, optimizer = is_optimizer, callback = is_callback
  )
  for (kind in names(is_kind)) {
    of_kind <- names(objects)[vapply(objects, is_kind[[kind]], NA)]
    # A model is a layer, too.
    expect_setequal(of_kind, c(kind, if (kind == "layer") "model"))
  }
  expect_identical(
    lapply(unname(Filter(is_symbolic, objects)), reticulate::py_id), list(reticulate::py_id(x))
  )
  expect_identical(unname(which(vapply(objects, is_sequential, NA))), 1L)
  expect_identical(keras_names(model)[1:2], c("Sequential", "Model"))
})

test_that("of Keras' layers those that augment are known, and no others", {
  skip_without_keras()
  image_layers <- reticulate::import(
    "keras.src.layers.preprocessing.image_preprocessing.base_image_preprocessing_layer"
  )
  is_subclass <- reticulate::import_builtins()$issubclass
  classes <- lapply(stats::setNames(nm = names(keras$layers)), function(name) keras$layers[[name]])
  classes <- Filter(function(class) inherits(class, "python.builtin.type"), classes)
  of_images <- vapply(classes, is_subclass, NA, image_layers$BaseImagePreprocessingLayer)
  augments <- vapply(classes, function(class) {
    is_augmentation(structure(list(), class = paste0(class$`__module__`, ".", class$`__name__`)))
  }, NA)
  expect_gt(sum(augments), 10)
  expect_identical(names(which(augments & !of_images)), character())
  # A new one may belong here, or among those that augment.
  fixed <- c(
    "AutoContrast", "CenterCrop", "ContrastLimitedAdaptiveHistogramEqualization", "Equalization",
    "MaxNumBoundingBoxes", "Resizing", "Solarization"
  )
  expect_identical(setdiff(names(which(of_images & !augments)), fixed), character())
  expect_true(is_augmentation(layer_random_flip()))
  expect_false(is_augmentation(layer_resizing(height = 2, width = 2)))
})

test_that("data that come in batches are known, whoever makes them", {
  skip_without_keras()
  in_order <- list(
    reticulate::py_eval("(x for x in [1])", convert = FALSE),
    reticulate::py_iterator(function() NULL),
    from_r$generator(function() NULL)
  )
  made <- switch(keras$backend$backend(),
    tensorflow = reticulate::import("tensorflow")$data$Dataset$range(1L),
    torch = reticulate::import("torch")$utils$data$DataLoader(list(1L))
  )
  in_order <- c(in_order, made)
  for (data in in_order) expect_true(has_own_order(data) && is_stream(data))
  data_set <- keras$utils$PyDataset()
  expect_identical(c(has_own_order(data_set), is_stream(data_set)), c(FALSE, TRUE))
  for (data in list(matrix(1), numpy()$ones(1L), function() NULL)) expect_false(is_stream(data))
})
