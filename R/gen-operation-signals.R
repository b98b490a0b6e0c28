# Written by tools/generate from tools/generate/operation/signals.toml, by `make generate`.

#' Arguments in common: signal processing
#'
#' @param x Complex numbers: a complex vector or array of R, a complex
#'   tensor, or a list of two tensors or arrays of the same shape, the real and
#'   the imaginary part, as these functions give them. The imaginary part of
#'   real numbers is 0.
#' @param sequence_length Number of values of a piece: a whole number of at
#'   least 1.
#' @param sequence_stride Number of values from the beginning of a piece to
#'   that of the next: a whole number of at least 1.
#'
#' @name operation-signals-arguments
#' @keywords internal
NULL

#' Fourier transforms
#'
#' `op_rfft()` says of which frequencies real signals are made, `op_irfft()`
#' makes signals of them again. `op_fft()` does it with complex signals. All go
#' along the last axis; `op_fft2()` and `op_ifft2()` go along the last two,
#' those of images.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `op_fft(x)` | frequencies of complex signals |
#' | `op_fft2(x)` | frequencies of complex images |
#' | `op_ifft2(x)` | complex images of their frequencies |
#' | `op_rfft(x)` | frequencies of real signals, from 0 to the highest |
#' | `op_irfft(x)` | real signals of their frequencies |
#'
#' Nothing is divided but what `op_irfft()` and `op_ifft2()` give, so that they
#' take back what the others do: `op_fft()` computes what R's [stats::fft()]
#' does with a vector, `op_fft2()` what that does with a matrix. There is no
#' inverse of `op_fft()` in Keras: `op_ifft2()` of a matrix with one row is
#' one.
#'
#' Of n real values `op_rfft()` gives n %/% 2 + 1 frequencies: the first is 0,
#' the sum; the second goes round once while the n values pass, and so on up to
#' n %/% 2 times. The others follow from these: they are their conjugates. As
#' an odd n and an even one have the same number of frequencies, `op_irfft()`
#' takes an even one where `fft_length` is `NULL`. The imaginary part of the
#' first frequency, and of the last where the length is even, is not looked at.
#'
#' Results have the dtype of `x`: whole numbers become Keras' default float,
#' and floats of 16 bits are computed in 32.
#'
#' @param x Of `op_rfft()` real numbers: a tensor, a vector or an array. Of
#'   the others complex ones: a complex vector or array of R, a complex tensor,
#'   or a list of two tensors or arrays of the same shape, the real and the
#'   imaginary part, as these functions give them. The imaginary part of real
#'   numbers is 0.
#' @param fft_length Number of values of a signal, a whole number of at
#'   least 1. `op_rfft()` cuts off what is more, and puts zeros behind what is
#'   less; `op_irfft()` does so with frequencies. `NULL` stands for all values,
#'   and of `op_irfft()` for twice the number of frequencies less 2.
#' @inheritParams operation-arguments
#'
#' @returns A list of two tensors of the same shape, `real` and `imaginary`;
#'   of `op_irfft()` a tensor. `complex(real = as.array(s$real), imaginary =
#'   as.array(s$imaginary))` makes complex numbers of R of them. Errors have
#'   class `lamina_error`.
#' @references
#' J. W. Cooley, J. W. Tukey (1965). An algorithm for the machine calculation
#' of complex Fourier series. Mathematics of Computation 19.
#' <https://doi.org/10.1090/S0025-5718-1965-0178586-1>
#' @family signal processing
#' @seealso [op_stft()], whose frequencies change with time; [op_hanning()];
#'   [op_view_as_complex()]
#' @examplesIf is_keras_available()
#' # A second of two tones, of 5 and of 12 Hz, measured 64 times.
#' time <- (0:63) / 64
#' signal <- sin(2 * pi * 5 * time) + 0.5 * sin(2 * pi * 12 * time)
#' spectrum <- op_rfft(signal)
#' strength <- as.array(sqrt(spectrum$real^2 + spectrum$imaginary^2)) / 32
#' plot(0:32, strength, type = "h", xlab = "frequency in Hz", ylab = "strength")
#'
#' # Without the higher one.
#' low <- as.numeric(0:32 < 10)
#' kept <- op_irfft(list(spectrum$real * low, spectrum$imaginary * low))
#' max(abs(as.array(kept) - sin(2 * pi * 5 * time)))
#'
#' op_fft(c(1+1i, 2, 0, -1i))
#' @name op-fourier
NULL

#' @rdname op-fourier
#' @export
op_fft <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_complex_operand(x)
  )
  call_operation_parts("fft", args, names = c("real", "imaginary"), mended = TRUE)
}

#' @rdname op-fourier
#' @export
op_fft2 <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_complex_operand(x, axes = 2L)
  )
  call_operation_parts("fft2", args, names = c("real", "imaginary"), mended = TRUE)
}

#' @rdname op-fourier
#' @export
op_ifft2 <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_complex_operand(x, axes = 2L)
  )
  call_operation_parts("ifft2", args, names = c("real", "imaginary"), mended = TRUE)
}

#' @rdname op-fourier
#' @export
op_rfft <- function(x, fft_length = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_signal_operand(x),
    fft_length = as_whole(fft_length, min = 1, null = TRUE)
  )
  call_operation_parts("rfft", args, names = c("real", "imaginary"), mended = TRUE)
}

#' @rdname op-fourier
#' @export
op_irfft <- function(x, fft_length = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_complex_operand(x),
    fft_length = as_inverse_length(fft_length, x)
  )
  call_operation("irfft", args, mended = TRUE)
}

#' Short-time Fourier transform
#'
#' Cuts signals into pieces that overlap, and says of which frequencies each is
#' made: how a sound changes with time. [layer_stft_spectrogram()] does it as a
#' layer, and [op_istft()] makes signals of the pieces again.
#'
#' @details
#' A piece is multiplied by the window, stands in the middle of `fft_length`
#' values, with zeros around it, and goes through [op_rfft()]. Windows by name
#' begin anew where they end: that of 4 values is one of 5 by [op_hanning()]
#' without the last.
#'
#' Backends get the same from lamina. Keras computes other windows of an odd
#' length on TensorFlow, takes pieces of `fft_length` values on JAX and
#' TensorFlow where `window` is `NULL`, and gives no numbers on JAX where the
#' sum of the window is 0.
#'
#' @param x Real signals, along the last axis: a tensor, a vector or an
#'   array. `NA` is an error.
#' @param fft_length Number of values that are transformed: a whole number of
#'   at least `sequence_length`.
#' @param window What pieces are multiplied by: `"hann"`, `"hamming"`, a
#'   vector or a tensor of `sequence_length` numbers, or `NULL` for nothing.
#' @param center Whether the middle of a piece is its place: `TRUE`, for
#'   which signals are reflected at both ends and must be longer than half of
#'   `fft_length`, or `FALSE`, where a piece begins at its place.
#' @inheritParams operation-signals-arguments
#' @inheritParams operation-arguments
#'
#' @section Shapes:
#' `x` (..., length); each result (..., pieces, fft_length %/% 2 + 1). There
#' are (length - fft_length) %/% sequence_stride + 1 pieces; with `center =
#' TRUE` the length has 2 * (fft_length %/% 2) more.
#'
#' @returns A list of two tensors, `real` and `imaginary`, of the dtype of
#'   `x`. Errors have class `lamina_error`.
#' @references
#' D. Griffin, J. Lim (1984). Signal estimation from modified short-time
#' Fourier transform. IEEE Transactions on Acoustics, Speech, and Signal
#' Processing 32. <https://doi.org/10.1109/TASSP.1984.1164317>
#' @family signal processing
#' @seealso [op_istft()], [op_rfft()], [layer_stft_spectrogram()]
#' @examplesIf is_keras_available()
#' # A tone that rises from 20 to 100 Hz in a second, measured 512 times.
#' time <- (0:511) / 512
#' signal <- sin(2 * pi * (20 * time + 40 * time^2))
#' pieces <- op_stft(signal, sequence_length = 64, sequence_stride = 16, fft_length = 64)
#' dim(pieces$real)
#' strength <- as.array(sqrt(pieces$real^2 + pieces$imaginary^2))
#' image(
#'   seq(0, 1, length.out = nrow(strength)), 0:32 * 8, strength,
#'   xlab = "time in seconds", ylab = "frequency in Hz"
#' )
#' @export
op_stft <- function(x, sequence_length, sequence_stride, fft_length, window = "hann", center = TRUE,
                    ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_signal_operand(x),
    sequence_length = as_whole(sequence_length, min = 1),
    sequence_stride = as_whole(sequence_stride, min = 1),
    fft_length = as_whole(fft_length, min = sequence_length),
    window = check_piece_window(window, sequence_length),
    center = check_centered(center, x, fft_length)
  )
  call_operation_parts("stft", args, names = c("real", "imaginary"), mended = TRUE)
}

#' Inverse short-time Fourier transform
#'
#' Makes signals of the frequencies of their pieces, as [op_stft()] gives them,
#' of which some may have been changed or left out in between: a filter.
#'
#' @details
#' Pieces are multiplied by the window once more and added up, and what comes
#' out is divided by the sum of the squares of the windows at each place. So
#' the signal comes back to its ends whatever the window is, as long as nothing
#' was changed; otherwise, the result is the signal whose pieces are nearest.
#' Without `center`, the first value is 0 with `"hann"`, as nothing is known of
#' it.
#'
#' Backends get the same from lamina. Of Keras alone, the ends are wrong on
#' TensorFlow and often on PyTorch, all is on JAX where pieces do not overlap,
#' and with `window = NULL` signals come out larger by the number of pieces
#' that overlap.
#'
#' @param x Frequencies of pieces: a list of two tensors or arrays of the
#'   same shape, the real and the imaginary part, as [op_stft()] gives them; a
#'   complex array of R, or a complex tensor.
#' @param sequence_stride Number of values from the beginning of a piece to
#'   that of the next: a whole number of at least 1, and so small that each
#'   value was in a piece where the window is not 0.
#' @param fft_length Number of values that were transformed: a whole number
#'   of at least `sequence_length`.
#' @param length Length of the signals, which are cut off or get zeros behind
#'   them: a whole number of at least 1, or `NULL` for all that follows from
#'   the pieces.
#' @param window What the pieces were multiplied by: `"hann"`, `"hamming"`, a
#'   vector or a tensor of `sequence_length` numbers, or `NULL` for nothing.
#' @param center Whether the middle of a piece was its place: `TRUE` or
#'   `FALSE`.
#' @inheritParams operation-signals-arguments
#' @inheritParams operation-arguments
#'
#' @section Shapes:
#' `x` (..., pieces, fft_length %/% 2 + 1); the result (..., length), where the
#' length is (pieces - 1) * sequence_stride + fft_length unless it is given;
#' with `center = TRUE` it has 2 * (fft_length %/% 2) less.
#'
#' @returns A tensor of the dtype of the real part. Errors have class
#'   `lamina_error`.
#' @references
#' D. Griffin, J. Lim (1984). Signal estimation from modified short-time
#' Fourier transform. IEEE Transactions on Acoustics, Speech, and Signal
#' Processing 32. <https://doi.org/10.1109/TASSP.1984.1164317>
#' @family signal processing
#' @seealso [op_stft()], [op_irfft()]
#' @examplesIf is_keras_available()
#' signal <- sin(2 * pi * (1:200) / 8)
#' pieces <- op_stft(signal, sequence_length = 32, sequence_stride = 8, fft_length = 32)
#' again <- op_istft(pieces, sequence_length = 32, sequence_stride = 8, fft_length = 32)
#' max(abs(signal - as.array(again)))
#' @export
op_istft <- function(x, sequence_length, sequence_stride, fft_length, length = NULL,
                     window = "hann", center = TRUE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_pieces_operand(x, fft_length),
    sequence_length = as_whole(sequence_length, min = 1),
    sequence_stride = as_whole(sequence_stride, min = 1),
    fft_length = as_whole(fft_length, min = sequence_length),
    length = as_whole(length, min = 1, null = TRUE),
    window = check_overlapping_window(window, sequence_length, sequence_stride),
    center = check_flag(center)
  )
  call_operation("istft", args, mended = TRUE)
}

#' Windows
#'
#' Numbers that rise from the ends to 1 in the middle. A signal is multiplied
#' by them before its frequencies are computed, because it would otherwise seem
#' to jump where it is cut off.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `op_bartlett(x)` | along straight lines, from 0 to 0 |
#' | `op_blackman(x)` | of three cosines, from 0 to 0 |
#' | `op_hamming(x)` | of a cosine, from 0.08 to 0.08 |
#' | `op_hanning(x)` | of a cosine, from 0 to 0 |
#' | `op_kaiser(x, beta)` | of a Bessel function |
#'
#' A window is the same seen from both ends, and computed in 64 bits on every
#' backend. That of length 1 is 1.
#'
#' @param x The length: a whole number of at least 1, or a tensor with one,
#'   whose value must be known.
#' @param beta How narrow the window is: a number from -700 to 700, whose
#'   sign does not matter. 0 makes all 1; 5 is near to `op_hamming()`, 8.6 to
#'   `op_blackman()`.
#' @inheritParams operation-arguments
#'
#' @returns A tensor with one axis, of Keras' default float. Errors have
#'   class `lamina_error`.
#' @references
#' F. J. Harris (1978). On the use of windows for harmonic analysis with the
#' discrete Fourier transform. Proceedings of the IEEE 66.
#' <https://doi.org/10.1109/PROC.1978.10837>
#' @family signal processing
#' @seealso [op_rfft()], [op_stft()]
#' @examplesIf is_keras_available()
#' windows <- cbind(
#'   as.array(op_bartlett(51)), as.array(op_hanning(51)), as.array(op_hamming(51)),
#'   as.array(op_blackman(51)), as.array(op_kaiser(51, beta = 14))
#' )
#' matplot(windows, type = "l", lty = 1, xlab = "place", ylab = "")
#' op_hanning(5)
#' @name op-windows
NULL

#' @rdname op-windows
#' @export
op_bartlett <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_window_length(x)
  )
  call_operation("bartlett", args, mended = TRUE)
}

#' @rdname op-windows
#' @export
op_blackman <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_window_length(x)
  )
  call_operation("blackman", args, mended = TRUE)
}

#' @rdname op-windows
#' @export
op_hamming <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_window_length(x)
  )
  call_operation("hamming", args, mended = TRUE)
}

#' @rdname op-windows
#' @export
op_hanning <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_window_length(x)
  )
  call_operation("hanning", args, mended = TRUE)
}

#' @rdname op-windows
#' @export
op_kaiser <- function(x, beta, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_window_length(x),
    beta = check_number(beta, min = -700, max = 700)
  )
  call_operation("kaiser", args, mended = TRUE)
}

#' Pieces of signals, and how alike two are
#'
#' `op_extract_sequences()` cuts signals into pieces, which may overlap.
#' `op_correlate()` slides one sequence along another, and says how alike they
#' are at each place: the sum of their products.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `op_extract_sequences(x, sequence_length, sequence_stride)` | pieces along an axis before the last |
#' | `op_correlate(x1, x2)` | sums of products at each place |
#'
#' Of complex numbers `op_correlate()` takes the conjugate of those of `x2`.
#' Its result of whole numbers has fractions, as Keras has it. Both are the
#' same on every backend, also where `x2` is the longer one and where values
#' are infinite or not a number.
#'
#' @param x Signals along the last axis: a tensor, a vector or an array.
#' @param sequence_length Number of values of a piece: a whole number from 1
#'   to the length of the last axis.
#' @param x1 A sequence: a vector or a tensor with one axis.
#' @param x2 Another: numbers, an array or a tensor with one axis.
#' @param mode Which places. Where one has m values and the other n, and m is
#'   not less: `"valid"`, the m - n + 1 where the shorter one lies wholly in
#'   the longer one; `"same"`, the m in the middle; `"full"`, all m + n - 1
#'   where they meet, from the one where the first value of `x1` meets the last
#'   of `x2`.
#' @inheritParams operation-signals-arguments
#' @inheritParams operation-arguments
#'
#' @returns A tensor: of `op_extract_sequences()` (..., pieces,
#'   sequence_length), with (length - sequence_length) %/% sequence_stride + 1
#'   pieces; of `op_correlate()` with one axis. Errors have class
#'   `lamina_error`.
#' @family signal processing
#' @seealso [op_stft()]
#' @examplesIf is_keras_available()
#' op_extract_sequences(1:7, sequence_length = 3, sequence_stride = 2)
#'
#' # Where in a noise is a signal?
#' set.seed(1)
#' heard <- rnorm(100, sd = 0.3)
#' signal <- sin(1:20)
#' heard[41:60] <- heard[41:60] + signal
#' op_argmax(op_correlate(heard, signal))
#' @name op-signals
NULL

#' @rdname op-signals
#' @export
op_extract_sequences <- function(x, sequence_length, sequence_stride, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_signal_operand(x, fractions = FALSE),
    sequence_length = as_piece_length(sequence_length, x),
    sequence_stride = as_whole(sequence_stride, min = 1)
  )
  call_operation("extract_sequences", args, mended = TRUE)
}

#' @rdname op-signals
#' @export
op_correlate <- function(x1, x2, mode = "valid", ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x1 = as_vector_operand(x1, beside = x2),
    x2 = as_vector_operand(x2, beside = x1),
    mode = check_choice(mode, c("valid", "same", "full"))
  )
  call_operation("correlate", args, mended = TRUE)
}
