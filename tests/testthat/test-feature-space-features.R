skip_without_keras()

class_of_layer <- function(feature) class_name(feature$preprocessor)

test_that("each kind of feature has its dtype, layer and output", {
  expect_feature <- function(feature, dtype, layer, output_mode = "one_hot") {
    expect_s3_class(feature, "keras.src.layers.preprocessing.feature_space.Feature")
    expect_identical(feature$dtype, dtype)
    expect_identical(class_of_layer(feature), layer)
    expect_identical(feature$output_mode, output_mode)
  }
  expect_feature(feature_float(), "float32", "TFDIdentity", "float")
  expect_feature(feature_float_rescaled(), "float32", "Rescaling", "float")
  expect_feature(feature_float_normalized(), "float32", "Normalization", "float")
  expect_feature(feature_float_discretized(4), "float32", "Discretization")
  expect_feature(feature_integer_categorical(), "int32", "IntegerLookup")
  expect_feature(feature_string_categorical(output_mode = "int"), "string", "StringLookup", "int")
  expect_feature(feature_integer_hashed(4), "int32", "Hashing")
  expect_feature(feature_string_hashed(4), "string", "Hashing")
  custom <- feature_custom("float32", layer_rescaling(scale = 2), "float")
  expect_feature(custom, "float32", "Rescaling", "float")
})

test_that("the arguments reach the layers", {
  scaled <- feature_float_rescaled(0.5, -1L, name = "price")$preprocessor
  expect_equal(settings(scaled)[c("name", "scale", "offset")], list(
    name = "price_preprocessor", scale = 0.5, offset = -1
  ))
  expect_identical(feature_float_discretized(4)$preprocessor$num_bins, 4L)
  bins <- feature_float_discretized(bin_boundaries = c(0, 1), output_mode = "int")$preprocessor
  expect_identical(bins$bin_boundaries, c(0, 1))
  lookup <- feature_integer_categorical(10, 2)$preprocessor
  expect_identical(c(lookup$max_tokens, lookup$num_oov_indices), c(10L, 2L))
  expect_identical(feature_string_hashed(7)$preprocessor$num_bins, 7L)
})

test_that("a cross combines features", {
  cross <- feature_cross(c("city", "month"), 16, output_mode = "int")
  expect_s3_class(cross, "keras.src.layers.preprocessing.feature_space.Cross")
  expect_identical(cross$name, "city_X_month")
  expect_identical(cross$crossing_dim, 16L)
  expect_identical(cross$output_mode, "int")
})

test_that("the arguments stand in the order of keras3", {
  expect_identical(
    names(formals(feature_float_discretized)),
    c("num_bins", "bin_boundaries", "output_mode", "name", "...")
  )
  categorical <- c("max_tokens", "num_oov_indices", "output_mode", "name", "...")
  expect_identical(names(formals(feature_integer_categorical)), categorical)
  expect_identical(names(formals(feature_string_categorical)), categorical)
  names_of <- function(f) names(formals(f))
  expect_identical(names_of(feature_string_hashed), c("num_bins", "output_mode", "name", "..."))
  expect_identical(names_of(feature_custom), c("dtype", "preprocessor", "output_mode", "..."))
  expect_identical(
    names_of(feature_cross), c("feature_names", "crossing_dim", "output_mode", "...")
  )
})

test_once("bad arguments are refused", {
  expect_lamina_error(feature_float(name = ""), "`name`", from = "feature_float")
  expect_lamina_error(feature_float_rescaled(scale = "a"), "`scale` must be a number")
  expect_lamina_error(
    feature_float_discretized(), "`num_bins` is missing", from = "feature_float_discretized"
  )
  expect_lamina_error(feature_float_discretized(NULL), "`num_bins` must be a whole number")
  expect_lamina_error(feature_float_discretized(4, c(1, 2)), "could not describe", "python")
  expect_lamina_error(feature_integer_categorical(max_tokens = 1), "`max_tokens`")
  expect_lamina_error(feature_string_categorical(num_oov_indices = -1), "`num_oov_indices`")
  expect_lamina_error(feature_string_categorical(output_mode = "onehot"), "\"one_hot\" or \"int\"")
  expect_lamina_error(feature_string_hashed(), "`num_bins` is missing")
  expect_lamina_error(feature_integer_hashed(0), "at least 1")
  expect_lamina_error(feature_custom(), "`dtype` is missing", from = "feature_custom")
  expect_lamina_error(feature_custom("float32", 1, "float"), "`preprocessor` must be a layer")
  expect_lamina_error(feature_custom("float32", layer_flatten()), "`output_mode` is missing")
  expect_lamina_error(feature_cross("city", 3), "at least two features", from = "feature_cross")
  expect_lamina_error(feature_cross(c("a", "b")), "`crossing_dim` is missing")
  expect_lamina_error(feature_cross(crossing_dim = 3), "`feature_names` is missing.*at least two")
})
