skip_without_keras()

test_cases("operation", "signals")
test_compiled_cases("signals")

as_complex <- function(parts) {
  structure(
    complex(real = as.array(parts$real), imaginary = as.array(parts$imaginary)),
    dim = dim(parts$real)
  )
}

# A piece a row, stft as it is written in books.
stft_by_hand <- function(x, length, stride, fft_length, window, center) {
  half <- if (center) fft_length %/% 2 else 0
  x <- x[c(rev(seq_len(half)) + 1, seq_along(x), length(x) - seq_len(half))]
  before <- (fft_length - length) %/% 2
  window <- c(rep(0, before), window, rep(0, fft_length - length - before))
  starts <- seq(0, length(x) - fft_length, by = stride)
  t(vapply(starts, function(start) {
    fft(x[start + seq_len(fft_length)] * window)[seq_len(fft_length %/% 2 + 1)]
  }, complex(fft_length %/% 2 + 1)))
}

test_that("transforms are those of R", {
  x <- matrix(c(1 + 2i, 0, -1i, 3, 2 - 1i, 1, 4i, 2, -1), 3)
  expect_equal(as_complex(op_fft2(x)), fft(x), tolerance = 1e-6)
  expect_equal(as_complex(op_ifft2(x)), fft(x, inverse = TRUE) / 9, tolerance = 1e-6)
  expect_equal(as_complex(op_fft(x)), t(apply(x, 1, fft)), tolerance = 1e-6)
  expect_equal(as_complex(op_rfft(Re(x))), t(apply(Re(x), 1, fft))[, 1:2], tolerance = 1e-6)
  expect_equal(as.array(op_irfft(op_rfft(Re(x)), 3)), Re(x), tolerance = 1e-6)
})

test_that("complex numbers come in many ways", {
  x <- c(1 + 2i, 3 - 1i, 0.5i)
  pair <- list(Re(x), backend_tensor(array(Im(x))))
  complex_tensor <- op_convert_to_tensor(x)
  tuple <- reticulate::r_to_py(reticulate::tuple(backend_tensor(array(Re(x))), pair[[2]]))
  turned <- list(imaginary = Im(x), real = Re(x))
  for (given in list(pair, complex_tensor, tuple, turned, reticulate::r_to_py(turned))) {
    expect_equal(as_complex(op_fft(given)), array(fft(x)), tolerance = 1e-6)
  }
  expect_equal(as_complex(op_fft(1:3)), array(fft(1:3)), tolerance = 1e-6)
  whole <- keras$ops$cast(backend_tensor(array(1:3)), "int32")
  expect_identical(dtype_of(op_fft(whole)$real), "float32")
  half <- keras$ops$cast(backend_tensor(array(1:3)), "float16")
  expect_identical(vapply(op_rfft(half), dtype_of, ""), c(real = "float16", imaginary = "float16"))
  expect_identical(dtype_of(op_istft(op_stft(half, 2, 1, 2), 2, 1, 2)), "float16")
})

test_that("pieces are those of the definition, with windows of even and odd length", {
  x <- sin(1:40) + cos((1:40)^2 / 50)
  periodic <- function(n) 0.5 - 0.5 * cos(2 * pi * (seq_len(n) - 1) / n)
  ones <- rep(1, 3)
  expect_equal(
    as_complex(op_stft(x, 5, 2, 5)), stft_by_hand(x, 5, 2, 5, periodic(5), TRUE), tolerance = 1e-5
  )
  expect_equal(
    as_complex(op_stft(x, 3, 2, 8, window = NULL)), stft_by_hand(x, 3, 2, 8, ones, TRUE),
    tolerance = 1e-5
  )
  # Its sum is 0.
  window <- c(1, -1, 1, -1)
  expect_equal(
    as_complex(op_stft(x, 4, 3, 5, window = window, center = FALSE)),
    stft_by_hand(x, 4, 3, 5, window, FALSE), tolerance = 1e-5
  )
  expect_equal(
    as_complex(op_stft(x, 4, 3, 5, backend_tensor(array(window)), FALSE)),
    stft_by_hand(x, 4, 3, 5, window, FALSE), tolerance = 1e-5
  )
})

test_that("signals come back to their ends, however they were cut", {
  x <- matrix(sin(1:80) + cos((1:80)^2 / 50), 2)
  cuts <- list(c(8, 2, 8), c(7, 2, 9), c(3, 2, 8), c(1, 1, 1), c(8, 8, 8))
  for (cut in cuts) {
    for (window in list("hann", "hamming", NULL)) {
      if (identical(window, "hann") && cut[[1]] == 8 && cut[[2]] == 8) next
      pieces <- op_stft(x, cut[[1]], cut[[2]], cut[[3]], window)
      again <- op_istft(pieces, cut[[1]], cut[[2]], cut[[3]], window = window)
      length <- ncol(again)
      expect_gte(length, 39)
      expect_equal(as.array(again), x[, seq_len(length)], tolerance = 1e-5)
      longer <- op_istft(pieces, cut[[1]], cut[[2]], cut[[3]], length = 60, window = window)
      expect_equal(as.array(longer)[, seq_len(length)], x[, seq_len(length)], tolerance = 1e-5)
      expect_equal(as.array(longer)[, 55:60], matrix(0, 2, 6))
    }
  }
  # Nothing is known of the first value.
  pieces <- op_stft(x[1, ], 8, 8, 8, window = 1:8, center = FALSE)
  expect_equal(as.vector(op_istft(pieces, 8, 8, 8, NULL, 1:8, FALSE)), x[1, ], tolerance = 1e-5)
  pieces <- op_stft(x[1, ], 8, 2, 8, center = FALSE)
  again <- op_istft(pieces, 8, 2, 8, center = FALSE)
  expect_equal(as.vector(again), c(0, x[1, -1]), tolerance = 1e-5)
})

test_that("a model has them, and is saved with them", {
  input <- keras_input(40)
  pieces <- op_stft(input, 8, 3, 8)
  model <- keras_model(input, op_istft(list(pieces$real * 2, pieces$imaginary * 2), 8, 3, 8))
  x <- matrix(sin(1:80), 2)
  expect_equal(as.array(model(x)), 2 * x[, 1:39], tolerance = 1e-5)
  file <- withr::local_tempfile(fileext = ".keras")
  save_model(model, file)
  expect_equal(as.array(load_model(file)(x)), 2 * x[, 1:39], tolerance = 1e-5)
  any_length <- keras_input(shape(NA))
  cut <- op_stft(any_length, 8, 3, 8)
  model <- keras_model(any_length, cut$real)
  expect_equal(as.array(model(x)), as.array(op_stft(x, 8, 3, 8)$real), tolerance = 1e-5)
  expect_snapshot(error = TRUE, op_istft(cut, 8, 3, 8))
})

test_that("windows follow the default dtype, and may be asked for by a tensor", {
  length <- keras$ops$convert_to_tensor(5L)
  expect_equal(as.vector(op_hanning(length)), c(0, 0.5, 1, 0.5, 0))
  expect_equal(as.vector(op_kaiser(3, -100)), as.vector(op_kaiser(3, 100)))
  config_set_floatx("float16")
  withr::defer(config_set_floatx("float32"))
  expect_identical(dtype_of(op_hamming(5)), "float16")
})

test_that("pieces keep what they are cut of", {
  x <- backend_tensor(array(c(1, 2, 3, 4)))
  spoilt <- x / backend_tensor(array(c(1, 0, 1, 1)))
  expect_identical(as.array(op_extract_sequences(spoilt, 2, 1))[, 1], c(1, Inf, 3))
  x <- array(1:24, c(2, 3, 4))
  pieces <- as.array(op_extract_sequences(x, 3, 1))
  expect_identical(pieces[2, 3, , ], rbind(x[2, 3, 1:3], x[2, 3, 2:4]))
})

test_that("what does not fit is said", {
  input <- keras_input(shape(40), batch_size = 2)
  expect_snapshot(error = TRUE, {
    op_fft(list(c(1, 2), c(1, 2, 3)))
    op_fft(list(c(1, 2)))
    op_fft(list(c(1, 2), "a"))
    op_fft(keras$ops$convert_to_tensor(1))
    op_fft("a")
    op_fft2(c(1, 2))
    op_rfft(c(1, 2i))
    op_rfft(op_convert_to_tensor(c(1, 2i)))
    op_rfft(c(1, 2), fft_length = 0)
    op_irfft(1)
    op_stft(c(1, 2, 3), 8, 2, 8)
    op_stft(c(1, 2, 3), 8, 2, 8, center = FALSE)
    op_stft(sin(1:20), 8, 2, 4)
    op_stft(sin(1:20), 8, 2, 8, window = "kaiser")
    op_stft(sin(1:20), 8, 2, 8, window = c(1, 2))
    op_istft(matrix(1i, 2, 5), 4, 2, 4)
    op_istft(matrix(1i, 2, 3), 4, 4, 4)
    op_istft(matrix(1i, 2, 3), 4, 6, 4, window = NULL)
    op_istft(c(1i, 2, 3), 4, 2, 4)
    op_bartlett(0)
    op_hamming(2.5)
    op_hamming(input)
    op_kaiser(5, "a")
    op_extract_sequences(1:3, 4, 1)
    op_extract_sequences(input, 41, 1)
    op_correlate(matrix(1, 2, 2), c(1, 2))
    op_correlate(c(1, 2), c(1, 2), mode = "all")
  })
})
