# Needs a backend, whichever.

skip_without_keras()

image <- array(0.5, c(5, 4, 3))

test_that("images must be images", {
  expect_snapshot(error = TRUE, {
    op_image_resize(matrix(0, 5, 4), 2)
    op_image_gaussian_blur(array(0, c(1, 2, 3, 4, 5)))
    op_image_extract_patches_3d(image, 2)
    op_image_rgb_to_grayscale(array(0, c(5, 4, 2)))
    op_image_rgb_to_hsv(array(0, c(3, 5, 4)))
    op_image_hsv_to_rgb(image, data_format = "channels_first")
    op_image_elastic_transform(keras_input(c(5, 4, 3)))
    op_image_ssim(image, image[, -1, ], filter_size = 3)
    op_image_affine_transform(keras_input(c(NA, 4, 3)), c(1, 0, 0, 0, 1, 0, 0, 0))
  })
})

test_that("whole numbers of a tensor become fractions, as R's do", {
  red <- array(c(255L, 0L, 0L), c(1, 1, 3))
  hsv <- op_image_rgb_to_hsv(op_convert_to_tensor(red, "uint8"))
  expect_identical(as.vector(hsv), c(0, 1, 255))
  expect_identical(as.vector(op_image_rgb_to_hsv(red)), c(0, 1, 255))
})

test_that("what is cut off and added must fit", {
  expect_snapshot(error = TRUE, {
    op_image_crop(image, 1, 0)
    op_image_crop(image, 1, 0, 1, 0, 3)
    op_image_crop(image, 3, 0, 2, 0)
    op_image_crop(image, 3, 0, target_height = 3, target_width = 2)
    op_image_crop(image, 0, 2, 0, target_width = 3)
    op_image_crop(keras_input(c(NA, NA, 3)), 1, 1, target_height = 2, right_cropping = 1)
    op_image_pad(image, 1, 1, 1)
    op_image_pad(image, 1, 1, target_height = 5, target_width = 9)
    op_image_pad(image, 1, 1, 1, target_width = 4)
    op_image_resize(image, c(2, 2, 2))
    op_image_resize(image, 2, crop_to_aspect_ratio = TRUE, pad_to_aspect_ratio = TRUE)
  })
})

test_that("what is as large as the image fits", {
  expect_identical(dim(op_image_crop(image, 4, 0, 0, 0)), c(1L, 4L, 3L))
  cropped <- op_image_crop(image, 1, 0, target_height = 4, target_width = 4)
  expect_identical(dim(cropped), c(4L, 4L, 3L))
  padded <- op_image_pad(image, 1, 0, target_height = 6, target_width = 4)
  expect_identical(dim(padded), c(6L, 4L, 3L))
  expect_identical(dim(op_image_extract_patches(image, c(5, 4))), c(1L, 1L, 60L))
  expect_identical(dim(op_image_extract_patches(image, 9, padding = "same")), c(1L, 1L, 243L))
  small <- image[1:3, 1:3, ]
  expect_identical(dim(op_image_ssim(small, small, filter_size = 3)), integer())
  expect_identical(dim(op_image_sobel_edges(image[1:2, 1:2, ])), c(2L, 2L, 3L, 2L))
  # Where nothing is known nothing is refused.
  unknown <- keras_input(c(NA, NA, 3))
  cropped <- op_image_crop(unknown, 9, 9, target_height = 3, target_width = 3)
  expect_identical(dim(cropped), c(NA, 3L, 3L, 3L))
  expect_identical(dim(op_image_extract_patches(unknown, 9)), c(NA, NA, NA, 243L))
})

test_that("windows must fit", {
  expect_snapshot(error = TRUE, {
    op_image_extract_patches(image, c(6, 2))
    op_image_extract_patches(image, 2, dilation_rate = 4)
    op_image_extract_patches(image, c(2, 2), strides = c(1, 1, 1))
    op_image_extract_patches(image, 2.5)
    op_image_extract_patches_3d(array(0, c(1, 5, 4, 3)), 2)
    op_image_extract_patches_3d(array(0, c(1, 5, 4, 3)), c(2, 2))
    op_image_ssim(image, image)
    op_image_ssim(image, image, filter_size = 4)
    op_image_gaussian_blur(image, sigma = 0)
    op_image_gaussian_blur(image, c(3, 0))
    op_image_sobel_edges(array(0, c(5, 1, 3)))
  })
})

test_that("where pixels go must be clear", {
  images <- array(0.5, c(2, 5, 4, 3))
  square <- cbind(c(0, 3, 3, 0), c(0, 0, 4, 4))
  expect_snapshot(error = TRUE, {
    op_image_affine_transform(images, diag(3))
    op_image_affine_transform(images, matrix(0, 3, 8))
    op_image_affine_transform(images, c(1, 0, 0, 0, 1, 0))
    op_image_affine_transform(image, c(1, 0, 0, 0, 1, 0, 0, NA))
    op_image_affine_transform(image, c(1, 0, Inf, 0, 1, 0, 0, NaN))
    op_image_affine_transform(image, c(1, 0, 0, 0, 1, 0, 0, 0), "bicubic")
    op_image_perspective_transform(image, t(square), square)
    op_image_perspective_transform(image, square, cbind(c(0, 1, 2, 3), c(0, 1, 2, 0)))
    op_image_perspective_transform(image, cbind(c(0, 1, 2, 3), c(0, 1, 2, 0)), square)
    op_image_perspective_transform(image, square, replace(square, 8, NaN))
    op_image_map_coordinates(matrix(0, 2, 2), c(1, 1), 1)
    op_image_map_coordinates(matrix(0, 2, 2), matrix(0, 3, 5), 1)
    op_image_map_coordinates(c(1, 2), rbind(c(0, 1)), 3)
    op_image_scale_and_translate(images, c(5, 4), 1, 0, 2, "linear")
    op_image_scale_and_translate(images, c(2, 9, 4, 3), c(1, 2), 0, 2, "linear")
    op_image_scale_and_translate(images, c(2, 9, 8, 3), 2, 0, 2, "linear")
    op_image_scale_and_translate(images, c(2, 9, 4, 3), 0, 0, 2, "linear")
    op_image_scale_and_translate(images, c(2, 9, 4, 3), 2, 0, 5, "linear")
    op_image_scale_and_translate(images, c(2, 9, 4, 3), c(2, 2), c(0, 0), c(2, -3), "linear")
    op_image_scale_and_translate(images > 0, c(2, 9, 8, 3), 2, 0, 2, "linear")
  })
  expect_identical(dim(op_image_affine_transform(images, matrix(0, 1, 8))), dim(images))
  both <- array(rbind(c(square), c(square)), c(2, 4, 2))
  expect_equal(as.array(op_image_perspective_transform(images, both, both)), images)
})
