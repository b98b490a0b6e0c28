# Needs a backend, whichever.

test_that("an image is the array that was written", {
  skip_without_keras()
  pixels <- array(c(0:8, 247:255) * 1, c(2, 3, 3))
  bitmap <- withr::local_tempfile(fileext = ".bmp")
  write_bmp(pixels, bitmap)
  image <- image_load(bitmap)
  expect_identical(image_to_array(image), pixels)
  expect_identical(image_to_array(image, dtype = "uint8"), array(as.integer(pixels), dim(pixels)))
  expect_identical(image_to_array(image, "channels_first"), aperm(pixels, c(3, 1, 2)))
  for (ending in c(".png", ".TIF", ".bmp")) {
    path <- withr::local_tempfile(fileext = ending)
    expect_identical(expect_invisible(image_array_save(pixels, path)), path)
    expect_identical(image_to_array(image_load(path)), pixels)
  }
  image_array_save(aperm(pixels, c(3, 1, 2)), path, "channels_first", file_format = "PNG")
  expect_identical(image_to_array(image_load(path)), pixels)
})

test_that("an image is converted and resized as it is read", {
  skip_without_keras()
  pixels <- array(rep(c(0, 60, 120, 180), each = 2), c(2, 4, 3))
  path <- withr::local_tempfile(fileext = ".png")
  image_array_save(pixels, path, scale = FALSE)
  grey <- image_to_array(image_load(path, color_mode = "grayscale"))
  expect_identical(grey, pixels[, , 1, drop = FALSE])
  expect_identical(dim(image_to_array(image_load(path, "rgba"))), c(2L, 4L, 4L))
  row <- function(...) image_to_array(image_load(path, ...))[1, , 1]
  expect_identical(row(target_size = c(1, 2)), c(60, 180))
  expect_identical(row(target_size = 2, keep_aspect_ratio = TRUE), c(60, 120))
  expect_identical(row(target_size = c(2, 2), interpolation = "box"), c(30, 150))
})

test_that("values are scaled, or kept where they are pixels", {
  skip_without_keras()
  ramp <- array(c(-1, 0, 1), c(1, 3, 1))
  expect_identical(as.vector(image_to_array(image_from_array(ramp))), c(0, 127, 255))
  expect_identical(as.vector(image_to_array(image_from_array(ramp + 1, scale = FALSE))), c(0, 1, 2))
  deep <- array(c(0, 70000), c(1, 2, 1))
  expect_identical(as.vector(image_to_array(image_from_array(deep, scale = FALSE))), c(0, 70000))
  for (dtype in c("float32", "bfloat16")) {
    tensor <- keras$ops$cast(ramp + 1, dtype)
    expect_identical(as.vector(image_to_array(image_from_array(tensor, scale = FALSE))), c(0, 1, 2))
  }
  expect_identical(dim(image_to_array(matrix(0, 2, 3))), c(2L, 3L, 1L))
  expect_identical(image_from_array(array(0, c(4, 2, 2)), "channels_first")$mode, "RGBA")
})

test_that("what a type of whole numbers does not hold is refused", {
  skip_without_keras()
  expect_refused <- function(code, text, from) expect_lamina_error(code, text, "argument", from)
  grey <- array(c(0, 300), c(1, 2, 1))
  expect_refused(image_to_array(grey, dtype = "uint8"), "from 0 to 255.*not 300", "image_to_array")
  expect_refused(image_to_array(-grey, dtype = "uint16"), "not -300", "image_to_array")
  bright <- image_from_array(array(c(0, 200), c(1, 2, 1)), scale = FALSE)
  expect_refused(image_to_array(bright, dtype = "int8"), "not 200", "image_to_array")
  expect_identical(image_to_array(bright, dtype = "uint8"), array(c(0L, 200L), c(1, 2, 1)))
  for (x in list(grey, backend_tensor(grey), reticulate::np_array(grey))) {
    expect_refused(
      image_from_array(x, scale = FALSE, dtype = "uint8"), "not 300", "image_from_array"
    )
  }
})

test_that("what is not finite is no image", {
  skip_without_keras()
  path <- withr::local_tempfile(fileext = ".png")
  for (value in c(NaN, Inf)) for (scale in c(TRUE, FALSE)) {
    x <- array(c(value, 1), c(1, 2, 1))
    expected <- paste("finite numbers, not", value)
    for (image in c(if (is.infinite(value)) list(x), backend_tensor(x), reticulate::np_array(x))) {
      expect_lamina_error(
        image_from_array(image, scale = scale), expected, "argument", "image_from_array"
      )
    }
    expect_lamina_error(
      image_array_save(reticulate::np_array(x), path, scale = scale), expected, "argument",
      "image_array_save"
    )
  }
  expect_false(file.exists(path))
  expect_lamina_error(image_from_array(array(0, c(0, 2, 1))), "one pixel", "argument")
})

test_that("settings of a format are handed on", {
  skip_without_keras()
  noise <- withr::with_seed(1, array(runif(3000, max = 255), c(50, 20, 3)))
  sizes <- vapply(c(5, 95), function(quality) {
    path <- withr::local_tempfile(fileext = ".jpg")
    image_array_save(noise, path, quality = quality)
    file.size(path)
  }, 0)
  expect_lt(sizes[[1]], sizes[[2]])
})

test_that("what is no image is refused", {
  skip_without_keras()
  withr::local_dir(withr::local_tempdir())
  writeLines("no image", "text.png")
  x <- array(0, c(2, 2, 3))
  expect_snapshot(error = TRUE, {
    image_load()
    image_load(1)
    image_load("nowhere.png")
    image_load("text.png")
    image_load("text.png", color_mode = "grey")
    image_load("text.png", target_size = c(1, 2, 3))
    image_load("text.png", interpolation = "nearst")
    image_load("text.png", keep_aspect_ratio = NA)
    image_to_array()
    image_to_array("text.png")
    image_to_array(1:3)
    image_to_array(x, data_format = "first")
    image_to_array(x, dtype = "uint9")
    image_from_array()
    image_from_array(matrix(0, 2, 2))
    image_from_array(array(0, c(2, 2, 2)))
    image_from_array(x, data_format = "channels_first")
    image_from_array(x + 256, scale = FALSE)
    image_from_array(replace(x, 1, NA))
    image_from_array(x, scale = 1)
    image_from_array(x, dtype = "uint8")
    image_array_save(x)
    image_array_save(x, "nowhere/x.png")
    image_array_save(x, "x.mp3")
    image_array_save(x, "x.png", file_format = "pgn")
    image_array_save(x, "x.png", file_format = 1)
    image_array_save(x, "x.png", NULL, NULL, TRUE, 90)
  })
})

test_that("without Pillow, an error says how to get it", {
  skip_without_keras()
  local_without_package("pillow")
  path <- withr::local_tempfile(fileext = ".png")
  writeLines("", path)
  x <- array(0, c(2, 2, 3))
  expect_lamina_error(image_load(path), "pillow", class = "setup", from = "image_load")
  expect_lamina_error(image_to_array(x), "pillow", class = "setup", from = "image_to_array")
  expect_lamina_error(image_from_array(x), "pillow", class = "setup", from = "image_from_array")
  expect_lamina_error(
    image_array_save(x, path), "pillow", class = "setup", from = "image_array_save"
  )
})

test_that("images are resized without distorting them", {
  skip_without_keras()
  wide <- array(rep(1:6, each = 3), c(3, 6, 1))
  expect_equal(image_smart_resize(wide, c(3, 3))[, , 1], matrix(rep(3:5, each = 3) - 1, 3))
  expect_identical(dim(image_smart_resize(array(wide, c(1, 3, 6, 1)), 2)), c(1L, 2L, 2L, 1L))
  first <- image_smart_resize(aperm(wide, c(3, 1, 2)), 3, "nearest", "channels_first")
  expect_equal(first[1, , ], matrix(rep(3:5, each = 3) - 1, 3))
  expect_equal(image_smart_resize(array(1:4, c(2, 2, 1)), 1), array(2.5, c(1, 1, 1)))
  expect_equal(image_smart_resize(wide, 3, data_format = NULL), image_smart_resize(wide, 3))
  tensor <- image_smart_resize(backend_tensor(wide), 3)
  expect_true(is_tensor(tensor) && reticulate::is_py_object(tensor))
  expect_snapshot(error = TRUE, {
    image_smart_resize()
    image_smart_resize(wide)
    image_smart_resize(matrix(1, 2, 2), 3)
    image_smart_resize(wide, 0)
    image_smart_resize(wide, 3, interpolation = "linear")
    image_smart_resize(wide, 3, data_format = "last")
    image_smart_resize(wide, 3, backend_module = "numpy")
    image_smart_resize(replace(wide, 1, NA), 3)
  })
})
