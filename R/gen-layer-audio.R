# Written by tools/generate from tools/generate/layer/audio.toml, by `make generate`.

#' Turn sound into a mel spectrogram
#'
#' Cuts a recording into overlapping frames and gives, for each frame, the
#' power in bands of frequency that are narrow at low pitches, which the ear
#' tells apart best, and wide above: an image of the sound for a convolutional
#' model of speech or music. [layer_stft_spectrogram()] keeps evenly spaced
#' frequencies, and phases too, and can be trained.
#'
#' @details
#' Each frame is weighted by the window and Fourier transformed, the magnitudes
#' are raised to `mag_exp` and added up in `num_mel_bins` triangles that are
#' evenly spaced on the mel scale, 2595 * log10(1 + f / 700). The recording is
#' padded by half a window at both ends, so that frames are centred. The layer
#' computes in 32 or 64 bits, whatever the dtype. Nothing is trained. The limit
#' `top_db` is measured from the largest value of the whole batch.
#'
#' @param fft_length Length of the Fourier transform, in samples: a whole
#'   number of at least 1 and not below `sequence_length`. A longer one tells
#'   frequencies apart better.
#' @param sequence_stride Samples from one frame to the next: a whole number
#'   of at least 1.
#' @param sequence_length Length of a frame, in samples: a whole number of at
#'   least 1, at most `fft_length`. `NULL` uses `fft_length`.
#' @param window What a frame is multiplied by: `"hann"`, `"hamming"`, or a
#'   vector of `sequence_length` numbers; `NULL` leaves it as it is.
#' @param sampling_rate Samples in a second (Hz): a whole number of at least
#'   1.
#' @param num_mel_bins Number of bands: a whole number of at least 1.
#' @param min_freq Lower end of the lowest band, in Hz: a number of at least
#'   0.
#' @param max_freq Upper end of the highest band, in Hz: a number above
#'   `min_freq`. `NULL` uses half of `sampling_rate`, the highest frequency
#'   that a recording can hold.
#' @param power_to_db Whether to give decibels, `10 * log10(power /
#'   ref_power)`: `TRUE` or `FALSE`.
#' @param top_db How far below the largest value the smallest one may lie, in
#'   decibels: a number of at least 0; what is lower is raised to that.
#' @param mag_exp Power that the magnitudes are raised to: a number; 1 gives
#'   magnitudes, 2 power.
#' @param min_power What counts as silence: a number above 0; smaller powers
#'   are raised to it before the logarithm.
#' @param ref_power Power that is 0 decibels: a number, whose sign is
#'   ignored.
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input (examples, samples) or (samples); output (examples, `num_mel_bins`,
#' frames) or (`num_mel_bins`, frames), with `1 + samples %/% sequence_stride`
#' frames.
#'
#' @inherit layer_spatial_dropout_2d return
#' @references
#' S. S. Stevens, J. Volkmann, E. B. Newman (1937). A scale for the measurement
#' of the psychological magnitude pitch. <https://doi.org/10.1121/1.1915893>
#' @family audio preprocessing layers
#' @examplesIf is_keras_available()
#' # One second of the note A, 440 Hz.
#' tone <- matrix(sin(2 * pi * 440 * seq(0, 1, length.out = 8000)), 1)
#' bands <- layer_mel_spectrogram(tone, fft_length = 512, sequence_stride = 200,
#'                                sampling_rate = 8000, num_mel_bins = 20)
#' dim(bands)
#' which.max(rowMeans(as.array(bands)[1, , ]))
#' @export
layer_mel_spectrogram <- function(object, fft_length = 2048L, sequence_stride = 512L,
                                  sequence_length = NULL, window = "hann", sampling_rate = 16000L,
                                  num_mel_bins = 128L, min_freq = 20, max_freq = NULL,
                                  power_to_db = TRUE, top_db = 80, mag_exp = 2, min_power = 1e-10,
                                  ref_power = 1, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    fft_length = as_whole(fft_length, min = 1),
    sequence_stride = as_whole(sequence_stride, min = 1),
    sequence_length = as_whole(sequence_length, min = 1, null = TRUE),
    window = check_window(window, c("hann", "hamming")),
    sampling_rate = as_whole(sampling_rate, min = 1),
    num_mel_bins = as_whole(num_mel_bins, min = 1),
    min_freq = check_number(min_freq, min = 0),
    max_freq = check_above(max_freq, min_freq, null = TRUE),
    power_to_db = check_flag(power_to_db),
    top_db = check_number(top_db, min = 0),
    mag_exp = check_number(mag_exp),
    min_power = check_number(min_power, min = 0),
    ref_power = check_number(ref_power)
  )
  compose(object, outcome, keras_object("layers", "MelSpectrogram"), c(args, keywords))
}

#' Turn signals into spectrograms, with kernels that can be trained
#'
#' Cuts a signal into overlapping frames and gives the frequencies in each, by
#' the short-time Fourier transform. It is computed as a convolution whose
#' kernels start as the waves of the transform: with `trainable = FALSE` they
#' stay so, otherwise, which is the default, training changes them.
#' [layer_mel_spectrogram()] groups the frequencies as the ear does.
#'
#' @details
#' A named `window` needs the Python package SciPy, which comes with JAX; with
#' TensorFlow or PyTorch alone it may have to be installed. An `fft_length`
#' that is not a power of 2 works, with a warning.
#'
#' @param mode What comes out: `"magnitude"`, how strong a frequency is;
#'   `"log"`, its logarithm; `"psd"`, the power spectral density; `"real"` and
#'   `"imag"`, the real and imaginary parts of the transform; `"stft"`, one
#'   part after the other; `"angle"`, the phase in radians.
#' @param frame_length Length of a frame, in samples: a whole number of at
#'   least 1.
#' @param frame_step Samples from one frame to the next: a whole number from
#'   1 to `frame_length`. `NULL` uses half of `frame_length`.
#' @param fft_length Length of the Fourier transform: a whole number, not
#'   below `frame_length`, ideally a power of 2. `NULL` uses the smallest power
#'   of 2 that is large enough.
#' @param window What a frame is multiplied by: the name of a window that
#'   SciPy knows, such as `"hann"`, `"hamming"` or `"blackman"`; a vector of
#'   `frame_length` numbers; or `NULL` for nothing.
#' @param periodic Whether a named window is one period of a periodic
#'   function rather than symmetric: `TRUE` or `FALSE`.
#' @param scaling What the window is divided by: `"density"`, the root of the
#'   sum of its squares; `"spectrum"`, its sum; `NULL`, nothing.
#' @param padding `"valid"` uses full frames only; `"same"` pads the ends
#'   with zeros, so that there is a frame for each step.
#' @param expand_dims Whether frequencies and channels keep an axis each,
#'   which makes an image: `TRUE` or `FALSE`.
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input (examples, samples, channels), output (examples, frames, channels *
#' frequencies), where there are `fft_length %/% 2 + 1` frequencies, twice as
#' many with `mode = "stft"`; with `expand_dims = TRUE` (examples, frames,
#' frequencies, channels). With `data_format = "channels_first"` input
#' (examples, channels, samples), output (examples, channels * frequencies,
#' frames), or (examples, channels, frames, frequencies).
#'
#' @inherit layer_spatial_dropout_2d return
#' @references
#' J. B. Allen, L. R. Rabiner (1977). A unified approach to short-time Fourier
#' analysis and synthesis. <https://doi.org/10.1109/PROC.1977.10770>
#' @family audio preprocessing layers
#' @examplesIf is_keras_available()
#' # A tone that makes 8 turns in each frame of 64 samples.
#' tone <- array(sin(2 * pi * 8 / 64 * 0:255), c(1, 256, 1))
#' spectrum <- layer_stft_spectrogram(tone, mode = "magnitude", frame_length = 64)
#' dim(spectrum)
#' which.max(as.array(spectrum)[1, 1, ]) - 1
#' @export
layer_stft_spectrogram <- function(object, mode = "log", frame_length = 256L, frame_step = NULL,
                                   fft_length = NULL, window = "hann", periodic = FALSE,
                                   scaling = "density", padding = "valid", expand_dims = FALSE,
                                   data_format = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    mode = check_choice(mode, c("log", "magnitude", "psd", "real", "imag", "angle", "stft")),
    frame_length = as_whole(frame_length, min = 1),
    frame_step = as_whole(frame_step, min = 1, null = TRUE),
    fft_length = as_whole(fft_length, min = 1, null = TRUE),
    window = check_window(window),
    periodic = check_flag(periodic),
    scaling = check_choice(scaling, c("density", "spectrum"), null = TRUE),
    padding = check_padding(padding),
    expand_dims = check_flag(expand_dims),
    data_format = check_data_format(data_format)
  )
  compose(object, outcome, keras_object("layers", "STFTSpectrogram"), c(args, keywords))
}
