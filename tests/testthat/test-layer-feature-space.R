skip_without_keras()
skip_if_not(reticulate::py_module_available("tensorflow"), "TensorFlow is installed")

visits <- list(age = c(20, 30, 40), city = c("Oslo", "Rome", "Oslo"), floor = c(1L, 7L, 7L))

columns <- function(...) lapply(visits[c(...)], array)

test_that("columns are encoded as their features say, in alphabetical order", {
  space <- layer_feature_space(
    features = list(city = "string_categorical", age = "float_normalized")
  )
  space$adapt(visits[c("age", "city")])
  expected <- cbind(c(-1, 0, 1) * sqrt(1.5), 0, c(1, 0, 1), c(0, 1, 0))
  expect_equal(as.array(space(columns("age", "city"))), expected, tolerance = 1e-6)
  unknown <- space(list(age = array(30), city = array("Lima")))
  expect_equal(as.array(unknown), rbind(c(0, 1, 0, 0)), tolerance = 1e-6)
})

test_that("every kind of feature works, by its name or its function", {
  features <- list(
    a = "float", b = feature_float_rescaled(scale = 2), c = feature_float_discretized(3),
    d = "integer_categorical", e = "integer_hashed", f = feature_string_hashed(4)
  )
  data <- list(
    a = visits$age, b = visits$age, c = visits$age, d = visits$floor, e = visits$floor,
    f = visits$city
  )
  space <- layer_feature_space(features = features, hashing_dim = 5)
  space$adapt(data)
  y <- as.array(space(lapply(data, array)))
  expect_identical(dim(y), as.integer(c(3, 1 + 1 + 3 + 3 + 5 + 4)))
  expect_equal(y[, 1:2], cbind(visits$age, 2 * visits$age))
  for (block in list(3:5, 6:8, 9:13, 14:17)) expect_equal(rowSums(y[, block]), c(1, 1, 1))
})

test_that("a list of columns comes out, with numbers for an embedding", {
  space <- layer_feature_space(
    features = list(age = "float", city = feature_string_categorical(output_mode = "int")),
    output_mode = "dict"
  )
  space$adapt(visits[c("age", "city")])
  y <- space(columns("age", "city"))
  expect_setequal(names(y), c("age", "city"))
  expect_equal(as.array(y$age), matrix(visits$age))
  expect_equal(as.array(y$city), matrix(c(1, 2, 1)))
})

test_that("features are crossed", {
  features <- list(city = "string_categorical", floor = "integer_categorical")
  space <- layer_feature_space(
    features = features, crosses = list(c("city", "floor")), crossing_dim = 6
  )
  space$adapt(visits[c("city", "floor")])
  y <- as.array(space(columns("city", "floor")))
  expect_identical(ncol(y), 3L + 3L + 6L)
  expect_equal(rowSums(y[, 7:12]), c(1, 1, 1))
  expect_identical(names(space$crossers), "city_X_floor")
  cross <- feature_cross(names(features), 9)
  other <- layer_feature_space(features = features, crosses = list(cross))
  other$adapt(visits[c("city", "floor")])
  expect_identical(dim(other(columns("city", "floor"))), c(3L, 15L))
})

test_that("what needs no adapt() is called at once", {
  y <- layer_feature_space(columns("age"), features = list(age = "float"))
  expect_equal(as.array(y), matrix(visits$age))
})

test_that("a data frame is taken by its columns", {
  space <- layer_feature_space(features = list(age = "float", city = "string_categorical"))
  table <- as.data.frame(visits)
  space$adapt(as.list(table[c("age", "city")]))
  expect_equal(
    as.array(space(table[c("age", "city")])), as.array(space(columns("age", "city")))
  )
})

test_that("a model takes the columns themselves", {
  space <- layer_feature_space(features = list(age = "float_normalized", floor = "integer_hashed"))
  space$adapt(visits[c("age", "floor")])
  encoded <- space$get_encoded_features()
  expect_identical(tensor_shape(encoded), c(NA, 33L))
  model <- keras$Model(space$get_inputs(), layer_dense(encoded, 1))
  expect_identical(tensor_shape(model$output), c(NA, 1L))
})

test_that("a saved space encodes as before", {
  space <- layer_feature_space(
    features = list(age = "float_normalized", city = "string_categorical")
  )
  space$adapt(visits[c("age", "city")])
  file <- withr::local_tempfile(fileext = ".keras")
  space$save(file)
  again <- keras$models$load_model(file)
  expect_equal(
    as.array(again(columns("age", "city"))), as.array(space(columns("age", "city")))
  )
})

test_that("the settings reach Keras, features or feature_names", {
  space <- layer_feature_space(
    feature_names = c(age = "float"), output_mode = "dict", crossing_dim = 3, hashing_dim = 4,
    num_discretization_bins = 5, name = "visits"
  )
  got <- settings(space)
  expect_identical(
    got[c("output_mode", "crossing_dim", "hashing_dim", "num_discretization_bins")],
    list(output_mode = "dict", crossing_dim = 3L, hashing_dim = 4L, num_discretization_bins = 5L)
  )
  expect_identical(space$name, "visits")
  expect_identical(names(formals(layer_feature_space)), c(
    "object", "features", "output_mode", "crosses", "crossing_dim", "hashing_dim",
    "num_discretization_bins", "name", "feature_names", "..."
  ))
})

test_once("bad arguments are refused", {
  space <- function(...) layer_feature_space(...)
  expect_lamina_error(space(), "`features` is missing", from = "layer_feature_space")
  for (bad in list(list(), list("float"), 1, "float", list(a = "float", a = "float"))) {
    expect_lamina_error(space(features = bad), "`features` must be a named list of features")
  }
  cnd <- expect_lamina_error(
    space(features = list(age = "float_normalised")), "`features.age` must be the name of a feature"
  )
  expect_match(conditionMessage(cnd), "Did you mean \"float_normalized\"?", fixed = TRUE)
  ages <- list(age = "float", floor = "integer_hashed")
  expect_lamina_error(space(features = ages, feature_names = ages), "`feature_names` must be NULL")
  expect_lamina_error(space(features = ages, output_mode = "list"), "\"concat\" or \"dict\"")
  expect_lamina_error(space(features = ages, crosses = "age"), "`crosses` must be a list")
  expect_lamina_error(space(features = ages, crosses = list("age")), "at least two features")
  cnd <- expect_lamina_error(
    space(features = ages, crosses = list(c("age", "city"))), "not \"city\"",
    from = "layer_feature_space"
  )
  expect_match(conditionMessage(cnd), "\"age\" and \"floor\"")
  expect_lamina_error(space(features = ages, crossing_dim = 0), "`crossing_dim`")
  expect_lamina_error(space(features = ages, hashing_dim = 1.5), "`hashing_dim`")
  expect_lamina_error(space(features = ages, num_discretization_bins = "a"), "num_discretization")
})

test_that("a space that has not seen data yet says so", {
  expect_lamina_error(
    layer_feature_space(columns("age"), features = list(age = "float_normalized")),
    "has not been adapted", from = "layer_feature_space"
  )
})
