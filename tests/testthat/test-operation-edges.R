skip_without_keras()

# What backends compute differently, or another number of, in silence.

test_that("a number that the whole numbers beside it do not hold is compared rightly", {
  x <- op_convert_to_tensor(c(1, 44, 255), "uint8")
  expect_identical(as.vector(x > 300), c(FALSE, FALSE, FALSE))
  expect_identical(as.vector(300L > x), c(TRUE, TRUE, TRUE))
  expect_identical(as.vector(x == -1), c(FALSE, FALSE, FALSE))
  expect_identical(as.vector(op_less(x, 300)), c(TRUE, TRUE, TRUE))
  expect_identical(as.vector(op_logical_and(x, 256)), c(TRUE, TRUE, TRUE))
})

test_that("the largest whole numbers are not those beyond them", {
  x <- op_convert_to_tensor(c(.Machine$integer.max, 1L))
  expect_identical(as.vector(x == 2147483648), c(FALSE, FALSE))
  expect_identical(as.vector(2147483648 > x), c(TRUE, TRUE))
  expect_identical(as.vector(x >= -1e10), c(TRUE, TRUE))
  expect_identical(as.vector(op_less(x, 2147483648)), c(TRUE, TRUE))
  expect_identical(as.vector(op_equal(x, c(2147483648, 1))), c(FALSE, TRUE))
  expect_identical(as.vector(x == 2147483647), c(TRUE, FALSE))
  expect_equal(as.vector(op_clip(x, -3, 2147483647)), c(2147483647, 1))
  expect_equal(as.vector(x / 1e10), c(2147483647, 1) / 1e10, tolerance = 1e-6)
  expect_snapshot(error = TRUE, {
    op_clip(x, 0, 3e9)
    op_clip(x, -3e9, 0)
    op_full_like(x, 2147483648)
  })
})

test_that("a number that the whole numbers beside it do not hold is not computed with", {
  x <- op_convert_to_tensor(c(1, 44, 127), "int8")
  expect_snapshot(error = TRUE, {
    x + 300
    x * -129L
    op_maximum(x, 128)
    op_clip(x, 0, 300)
    op_where(x > 1L, x, 300)
    op_full_like(x, 300)
    op_bitwise_and(x, 300L)
  })
  expect_equal(as.vector(x - 127), c(-126, -83, 0))
  expect_equal(as.vector(x + c(300L, 1L, 2L)), c(301, 45, 129))
  expect_equal(as.vector(op_convert_to_tensor(c(2, 4), "uint8")^-1), c(0.5, 0.25))
  expect_equal(as.vector(op_convert_to_tensor(c(1.5, 2)) * -1000), c(-1500, -2000))
})

test_that("whole numbers have no negative powers, and are not divided by 0", {
  x <- op_convert_to_tensor(c(-1L, 0L, 3L))
  expect_snapshot(error = TRUE, {
    op_power(x, -1)
    x^op_convert_to_tensor(c(1L, -1L, 0L))
    x %/% 0L
    x %% op_convert_to_tensor(c(1L, 0L, 2L))
    op_fmod(x, 0)
    -op_convert_to_tensor(1L, "uint8")
  })
  expect_equal(as.vector(x^op_convert_to_tensor(c(3L, 2L, 2L))), c(-1, 0, 9))
  y <- op_convert_to_tensor(c(1, -1, 0, Inf, -Inf, NaN, 6))
  expect_equal(as.vector(y %/% 2), c(0, -1, 0, NaN, NaN, NaN, 3))
  expect_equal(as.vector(y %/% Inf), c(0, -1, 0, NaN, NaN, NaN, 0))
  expect_equal(as.vector(y %/% 0), c(Inf, -Inf, NaN, Inf, -Inf, NaN, Inf))
})

test_that("truth values are counted", {
  x <- op_convert_to_tensor(c(TRUE, FALSE))
  expect_equal(as.vector(op_add(x, TRUE)), c(2, 1))
  expect_equal(as.vector(op_subtract(x, TRUE)), c(0, -1))
  expect_equal(as.vector(op_multiply(x, x)), c(1, 0))
  expect_equal(as.vector(op_negative(x)), c(-1, 0))
})

test_that("NaN and infinite numbers have their place on each backend", {
  x <- c(3, NaN, -Inf, Inf, 1)
  expect_equal(as.vector(op_sort(x)), c(-Inf, 1, 3, Inf, NaN))
  expect_equal(as.vector(sort(op_convert_to_tensor(x), decreasing = TRUE)), c(NaN, Inf, 3, 1, -Inf))
  expect_equal(as.vector(op_argsort(x)), c(3, 5, 1, 4, 2))
  expect_equal(as.vector(op_argmax(x)), 2)
  expect_equal(as.vector(op_argmin(x)), 2)
  expect_equal(as.vector(op_nanmedian(c(Inf, NaN, Inf, 1))), Inf)
  expect_equal(as.vector(op_nanmedian(c(-Inf, Inf, 3, NaN))), 3)
  expect_equal(as.vector(op_median(c(Inf, Inf))), Inf)
  expect_equal(as.vector(op_quantile(c(1, Inf, Inf), c(0, 0.75))), c(1, Inf))
  expect_equal(as.vector(op_segment_max(c(4, -1, 3), c(1L, 2L, 1L), 3)), c(4, -1, -Inf))
  expect_equal(as.vector(op_segment_min(c(4, -1, 3), c(1L, 2L, 1L), 3)), c(3, -1, Inf))
  whole <- op_saturate_cast(c(3e9, NaN, -5), "int32")
  expect_equal(as.vector(whole), c(.Machine$integer.max, 0, -5))
})

test_that("windows at the edges have the mean of what is there", {
  image <- array(as.double(1:16), c(1, 4, 4, 1))
  expect_equal(as.vector(op_average_pool(image, 3, 2, "same")), c(6, 7.5, 12, 13.5))
  turned <- aperm(image, c(1, 4, 2, 3))
  first <- op_average_pool(turned, 3, 2, "same", data_format = "channels_first")
  expect_equal(as.vector(first), c(6, 7.5, 12, 13.5))
  expect_snapshot(error = TRUE, op_max_pool(image, 6))
})

test_that("adaptive windows begin and end at their share of the axes", {
  image <- array(rnorm(336), c(2, 7, 6, 4))
  whole <- function(reduce) array(apply(image, c(1, 4), reduce), c(2, 1, 1, 4))
  turned <- aperm(image, c(1, 4, 2, 3))
  ours <- list(op_adaptive_average_pool, op_adaptive_max_pool)
  layers <- list(layer_adaptive_average_pooling_2d, layer_adaptive_max_pooling_2d)
  reduces <- list(mean, max)
  for (i in 1:2) {
    pool <- ours[[i]]
    expect_equal(as.array(pool(image, 1)), whole(reduces[[i]]), tolerance = 1e-6)
    expect_equal(as.array(pool(image, c(7, 6))), image, tolerance = 1e-6)
    first <- pool(turned, c(7, 6), data_format = "channels_first")
    expect_equal(as.array(first), turned, tolerance = 1e-6)
    pooled <- as.array(pool(image, c(3, 6)))
    expected <- vapply(
      list(1:3, 3:5, 5:7), function(rows) reduces[[i]](image[2, rows, 4, 3]), 0
    )
    expect_equal(pooled[2, , 4, 3], expected, tolerance = 1e-6)
    expect_equal(as.array(layers[[i]](image, c(3, 6))), pooled)
    expect_equal(as.array(layers[[i]](image, c(7, 6))), image, tolerance = 1e-6)
    expect_error(pool(array(0, c(1, 0, 1)), 1), "length (0,)", fixed = TRUE, class = "lamina_error")
  }
})

test_that("a single number of R is one everywhere", {
  expect_equal(as.vector(op_saturate_cast(300, "uint8")), 255)
  expect_equal(as.vector(op_round(2.345, 2)), 2.34, tolerance = 1e-6)
  expect_equal(as.vector(op_full_like(1, 3)), 3)
  expect_equal(as.vector(op_imag(1)), 0)
  expect_equal(as.vector(op_searchsorted(c(1, 2, 3), 2)), 2)
  expect_equal(as.vector(op_corrcoef(c(1, 2, 4))), 1)
  expect_equal(as.vector(op_cross(1:3, c(1.5, 2, 3))), c(0, 1.5, -1))
})

test_that("a data frame of numbers is a matrix, another is refused", {
  x <- op_convert_to_tensor(data.frame(a = 1:2, b = c(3.5, 4)))
  expect_equal(as.array(x), cbind(c(1, 2), c(3.5, 4)))
  expect_snapshot(error = TRUE, {
    op_convert_to_tensor(data.frame(a = 1:2, b = c("x", "y")))
    op_convert_to_tensor(data.frame(a = c(1L, NA)))
  })
})

test_that("activations compute with fractions, of whole numbers in a tensor, too", {
  x <- op_convert_to_tensor(c(0, 1, 200, 255), "uint8")
  as_fractions <- op_cast(x, "float32")
  for (f in list(
    op_softsign, op_hard_tanh, op_sparse_plus, op_sparse_sigmoid, op_sparsemax, op_elu, op_gelu,
    activation_softsign, activation_sparsemax, activation_sparse_plus
  )) {
    expect_equal(as.vector(f(x)), as.vector(f(as_fractions)))
  }
})

test_that("the next number is another one, and parts of a partition are there once", {
  x <- c(1, -1, 2, 0)
  after <- as.vector(op_nextafter(x, c(2, -2, 2, 1)))
  expect_equal(after[1:3], c(1 + 2^-23, -1 - 2^-23, 2), tolerance = 1e-12)
  expect_gt(after[[4]], 0)
  expect_equal(
    as.vector(op_nextafter(op_ones(1, "float16"), op_zeros(1, "float16"))), 1 - 2^-11
  )
  values <- c(0.4, 0.3, 7, -0.5, 2)
  expect_equal(as.vector(op_argpartition(values, 3)), order(values))
  expect_identical(as.vector(op_view(op_convert_to_tensor(c(3L, -1L)))), c(3L, -1L))
})

test_that("axes, counts and positions that are not there are refused where backends pass them", {
  x <- matrix(c(1, 2, 3, 4), 2)
  refused <- function(expr, says) expect_error(expr, says, class = "lamina_error")
  refused(op_layer_normalization(x, axis = 99), "`axis` must be an axis of `x`, not 99")
  refused(op_layer_normalization(x, axis = -7), "not -7")
  refused(op_unstack(x, num = 99), "`num` must be 2, the length of axis 1")
  refused(op_argpartition(x, c(1, 2)), "`kth` must be a whole number")
  refused(op_argpartition(x, -7), "`kth` must be a position along the last axis")
  refused(op_argpartition(x, 3), "whose length is 2")
  expect_length(op_unstack(x, 2, axis = 2), 2L)
  expect_identical(as.vector(op_argpartition(c(2, 1), -1)), c(2L, 1L))
})

test_that("what is put into a tensor has to fit its type", {
  x <- op_convert_to_tensor(c(1, 2, 4))
  whole <- op_convert_to_tensor(c(1L, 2L, 4L), "uint8")
  place <- matrix(1, 1, 1)
  expect_snapshot(error = TRUE, {
    op_slice_update(x, 1, 1 + 2i)
    op_scatter_update(x, place, 1 + 2i)
    x[1] <- op_convert_to_tensor(1 + 2i)
    op_slice_update(whole, 1, 2.5)
    op_slice_update(whole, 1, op_convert_to_tensor(c(300L)))
    op_scatter_update(whole, place, -1)
    op_slice_update(x, 1, op_convert_to_tensor(5))
  })
  expect_equal(as.vector(op_slice_update(whole, 2, op_convert_to_tensor(c(7, 9)))), c(1, 7, 9))
  expect_equal(as.vector(op_slice_update(x, 1, 3L)), c(3, 2, 4))
  expect_equal(as.vector(op_scatter_update(x, place, 3L, "add")), c(4, 2, 4))
  expect_equal(as.vector(op_slice_update(op_cast(x, "complex64"), 1, 5)), c(5, 2, 4) + 0i)
})

test_that("bits are shifted by no less than none, and leave where there are more places", {
  x <- op_convert_to_tensor(c(1L, 2L, 4L))
  expect_snapshot(error = TRUE, {
    op_bitwise_left_shift(x, -1L)
    op_right_shift(x, c(1L, -1L, 0L))
    op_bitwise_right_shift(x, op_convert_to_tensor(c(1L, -1L, 0L)))
  })
  expect_equal(as.vector(op_bitwise_left_shift(x, 32L)), c(0, 0, 0))
  expect_equal(as.vector(op_left_shift(x, c(1L, 31L, 40L))), c(2, 0, 0))
  expect_equal(as.vector(op_bitwise_left_shift(op_cast(x, "uint8"), 7L)), c(128, 0, 0))
  expect_equal(as.vector(op_bitwise_right_shift(c(-8L, 8L), 40L)), c(-1, 0))
})

test_that("a number beside a tensor does not change its type", {
  for (type in c("uint8", "int8", "int16")) {
    x <- op_cast(op_convert_to_tensor(c(6L, 3L)), type)
    for (f in list(
      op_mod, op_fmod, op_bitwise_and, op_bitwise_or, op_bitwise_xor, op_gcd, op_lcm, op_outer,
      op_bitwise_left_shift, op_right_shift, op_add, op_maximum, op_power, op_floor_divide
    )) {
      expect_identical(f(x, 2L)$dtype, type)
    }
    one <- x[1]
    expect_identical((one + 1)$dtype, type)
    expect_identical((2 - one)$dtype, type)
    expect_identical(op_multiply(one, 2L)$dtype, type)
    expect_equal(as.vector(op_gcd(x, 4L)), c(2, 1))
    expect_equal(as.vector(4L %% x), c(4, 1))
  }
  half <- op_cast(op_convert_to_tensor(1), "float16")
  expect_identical((half * 1.5)$dtype, "float16")
})

test_that("segments of what has no axes, or of other lengths, are refused", {
  x <- op_convert_to_tensor(c(1, 2, 4))
  expect_equal(as.vector(op_segment_sum(3, 1L)), 3)
  expect_snapshot(error = TRUE, {
    op_segment_sum(op_convert_to_tensor(3), 1L)
    op_segment_max(x, op_convert_to_tensor(1L))
    op_segment_sum(x, matrix(1:3, 3))
    op_segment_sum(x, op_convert_to_tensor(c(1L, 2L)))
    op_segment_sum(x, op_convert_to_tensor(c(1L, 2L, 9L)), num_segments = 2)
    op_segment_sum(x, op_convert_to_tensor(c(1.5, 2, 3)))
    op_unravel_index(NA, c(2, 3))
  })
})

test_that("NaN stays NaN, and the sign of 0 has an angle", {
  x <- c(NaN, -Inf, Inf, 0.2, -3)
  expect_equal(as.vector(op_hard_shrink(x)), c(NaN, -Inf, Inf, 0, -3))
  expect_equal(as.vector(op_soft_shrink(x)), c(NaN, -Inf, Inf, 0, -2.5))
  expect_equal(as.vector(op_threshold(x, 1, 0)), c(NaN, 0, Inf, 0, 0))
  expect_equal(as.vector(op_angle(c(-1, 1, 0, -0, NaN))), c(pi, 0, 0, pi, NaN), tolerance = 1e-6)
  expect_equal(as.vector(op_angle(c(-2L, 3L))), c(pi, 0), tolerance = 1e-6)
})

test_that("windows that fit nowhere are refused, in layers and convolutions too", {
  image <- array(as.double(1:16), c(1, 4, 4, 1))
  for (layer in list(layer_max_pooling_2d, layer_average_pooling_2d)) {
    expect_error(layer(image, pool_size = 6), "do not fit", class = "lamina_error")
    any_size <- layer(keras_model_sequential(input_shape = c(NA, NA, 1)), pool_size = 6)
    expect_error(predict(any_size, image, verbose = 0), class = "lamina_error")
    expect_equal(dim(layer(image, pool_size = 4)), c(1, 1, 1, 1))
  }
  expect_error(layer_average_pooling_1d(array(1, c(1, 4, 1)), 5), class = "lamina_error")
  kernel <- array(1, c(5, 3, 1, 1))
  expect_snapshot(error = TRUE, {
    op_conv(image, kernel)
    op_depthwise_conv(image, kernel)
    op_depthwise_conv(image, array(1, c(3, 3, 1, 1)), dilation_rate = 2)
    op_separable_conv(image, kernel, array(1, c(1, 1, 1, 1)))
  })
  expect_equal(dim(op_depthwise_conv(image, kernel, padding = "same")), c(1, 4, 4, 1))
})

test_that("NaN, truth values and mixed types are computed with on each backend", {
  expect_equal(as.vector(op_searchsorted(c(1, 2), c(NaN, 1.5))), c(3, 2))
  expect_identical(as.vector(op_unique(c(TRUE, FALSE, TRUE))), c(FALSE, TRUE))
  found <- op_unique(c(TRUE, FALSE, TRUE), return_counts = TRUE)
  expect_equal(as.vector(found$counts), c(1, 2))
  whole <- op_convert_to_tensor(1:2)
  expect_equal(as.vector(op_einsum("i,i->", whole, op_convert_to_tensor(c(0.5, 1)))), 2.5)
  expect_snapshot(error = TRUE, {
    op_full(2, NaN, "int32")
    op_full(2, 300, "uint8")
    op_full_like(whole, NaN)
    max(whole, NA)
    sum(whole, NA_real_)
  })
  expect_equal(as.vector(sum(whole, NA, na.rm = TRUE)), 3)
})

test_that("values that cannot be computed with are not taken for a wrong number of axes", {
  refused <- function(expr) conditionMessage(expect_error(expr, class = "lamina_error"))
  expect_no_match(refused(max(op_zeros(0))), "axes here")
  expect_no_match(refused(op_argmax(op_zeros(0))), "axes here")
})

test_that("functions of fractions take whole numbers and truth values in tensors", {
  for (x in list(op_convert_to_tensor(c(1L, 0L, 2L)), op_convert_to_tensor(c(TRUE, FALSE, TRUE)))) {
    as_fractions <- op_cast(x, "float32")
    for (f in list(op_erf, op_erfinv, op_rsqrt, op_logsumexp, op_sigmoid, op_log_softmax)) {
      expect_equal(as.vector(f(x)), as.vector(f(as_fractions)))
    }
    guess <- op_convert_to_tensor(c(0.25, 0.5, 0.75))
    labels <- op_cast(x > 0, x$dtype)
    expect_equal(
      as.vector(op_binary_crossentropy(labels, guess)),
      as.vector(op_binary_crossentropy(op_cast(labels, "float32"), guess))
    )
    found <- op_histogram(x, 4)
    wanted <- op_histogram(as_fractions, 4)
    expect_equal(as.vector(found$counts), as.vector(wanted$counts))
    expect_equal(as.vector(found$edges), as.vector(wanted$edges))
  }
})

test_that("CTC refuses lengths, labels and classes that are not there", {
  scores <- array(seq(-2, 2, length.out = 30), c(2, 5, 3))
  labels <- matrix(c(1L, 2L, 2L, 1L), 2)
  loss <- function(target = labels, target_length = c(2, 1), output_length = c(5, 4), ...) {
    op_ctc_loss(target, op_array(scores), target_length, output_length, ...)
  }
  expect_lamina_error(loss(target_length = c(2, 3)), "`target_length` .* 0 to 2, .*labels, not 3")
  expect_lamina_error(loss(target_length = c(-1, 2)), "`target_length` .*, not -1")
  expect_lamina_error(
    loss(output_length = op_array(c(5L, 6L))), "`output_length` .* 0 to 5, .*steps, not 6"
  )
  expect_lamina_error(loss(mask_index = 4), "`mask_index` .* 1 to 3, .*classes, not 4")
  beyond <- op_array(matrix(c(1L, 2L, 2L, 7L), 2))
  expect_lamina_error(loss(beyond, c(2, 2)), "`target` must be labels from 0 to 2, not 7")
  # What is behind the length is not looked at.
  expect_equal(as.array(loss(beyond)), as.array(loss()))
  expect_lamina_error(op_ctc_decode(scores, c(5, 6)), "`sequence_lengths` .* 0 to 5, .*, not 6")
  expect_lamina_error(op_ctc_decode(scores, c(5, 5), mask_index = 4), "`mask_index` .*, not 4")
  expect_lamina_error(
    op_ctc_decode(scores, c(5, 5), "beam_search", beam_width = 2, top_paths = 3),
    "`top_paths` must be no more than `beam_width`, 2, not 3"
  )
})
