skip_without_keras()

test_cases("operation", "image")
test_compiled_cases("image")

test_that("places count from 0, axes from 1", {
  expect_equal(as.vector(op_image_map_coordinates(c(5, 7), rbind(c(0, 1)), 1)), c(5, 7))
  row <- array(c(1, 2, 3), c(1, 3, 1))
  moved <- op_image_affine_transform(row, c(1, 0, 1, 0, 1, 0, 0, 0))
  expect_equal(as.vector(moved), c(2, 3, 0))
  scaled <- op_image_scale_and_translate(matrix(c(3, 5), 1), c(1, 3), 1, 1, 2, "linear")
  expect_equal(as.vector(scaled), c(0, 3, 5))
})

test_that("pixels are bent as the seed says", {
  image <- array(seq(0, 1, length.out = 64), c(8, 8, 1))
  bend <- function(seed) as.array(op_image_elastic_transform(image, 9, 2, seed = seed))
  bent <- bend(1)
  expect_gt(max(abs(bent - image)), 0.1)
  expect_identical(bend(1), bent)
  expect_gt(max(abs(bend(2) - bent)), 0.1)
})

test_that("the format of Keras' configuration says where rows and channels are", {
  format <- keras$config$image_data_format()
  withr::defer(keras$config$set_image_data_format(format))
  keras$config$set_image_data_format("channels_first")
  images <- array(0, c(3, 5, 4))
  expect_identical(dim(op_image_rgb_to_grayscale(images)), c(1L, 5L, 4L))
  expect_identical(dim(op_image_crop(images, 4, 3, 0, 0)), c(3L, 1L, 1L))
  expect_identical(dim(op_image_gaussian_blur(images)), c(3L, 5L, 4L))
  # Its default is keras3's.
  expect_identical(dim(op_image_extract_patches(images, 3)), c(1L, 1L, 36L))
  expect_identical(dim(op_image_extract_patches(images, 4, data_format = NULL)), c(48L, 1L, 1L))
})
