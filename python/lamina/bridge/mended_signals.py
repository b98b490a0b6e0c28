"""Operations on signals that Keras computes wrongly, or not alike on all backends.

`mended_operations` has them beside the others.
"""

import math
from collections.abc import Callable, Sequence
from typing import Any

import keras
import numpy as np
from keras import ops

# ---- Windows ------------------------------------------------------------------

# Keras has them in floats of 32 bits on some backends whatever the default is, and on
# JAX no number where `beta` is large.


def bartlett(x: int) -> Any:
    """Make a window that rises and falls along straight lines.

    Args:
        x: Its length.

    Example:
    >>> [float(value) for value in bartlett(3)]
    [0.0, 1.0, 0.0]
    """
    return _as_floats(np.bartlett(x))


def blackman(x: int) -> Any:
    """Make a window of three cosines.

    Args:
        x: Its length.

    Example:
    >>> [round(abs(float(value)), 2) for value in blackman(5)]
    [0.0, 0.34, 1.0, 0.34, 0.0]
    """
    return _as_floats(np.blackman(x))


def hamming(x: int) -> Any:
    """Make a window of a cosine that does not come down to 0.

    Args:
        x: Its length.

    Example:
    >>> [round(float(value), 2) for value in hamming(3)]
    [0.08, 1.0, 0.08]
    """
    return _as_floats(np.hamming(x))


def hanning(x: int) -> Any:
    """Make a window of a cosine that comes down to 0.

    Args:
        x: Its length.

    Example:
    >>> [float(value) for value in hanning(5)]
    [0.0, 0.5, 1.0, 0.5, 0.0]
    """
    return _as_floats(np.hanning(x))


def kaiser(x: int, beta: float) -> Any:
    """Make a window of a Bessel function.

    Args:
        x: Its length.
        beta: How narrow it is.

    Example:
    >>> [float(value) for value in kaiser(3, 0.0)]
    [1.0, 1.0, 1.0]
    """
    return _as_floats(np.kaiser(x, beta))


def _as_floats(values: Any) -> Any:
    return ops.convert_to_tensor(values, dtype=keras.config.floatx())


# ---- Pieces -------------------------------------------------------------------


def correlate(x1: Any, x2: Any, mode: str = "valid") -> Any:
    """Slide one sequence along another.

    Where the first is the shorter one, Keras fails on TensorFlow or gives zeros, and on
    PyTorch gives another part with `mode="same"`; one value alone loses its axis there.
    On both, complex numbers lose their imaginary part.

    Args:
        x1: A sequence.
        x2: Another, of which the conjugate is taken.
        mode: Which part of the result.

    Example:
    >>> correlated = correlate([1.0, 2.0], [3.0, 4.0, 5.0], "full")
    >>> ops.convert_to_numpy(correlated).tolist()
    [5.0, 14.0, 11.0, 6.0]
    """
    x1, x2 = ops.convert_to_tensor(x1), ops.convert_to_tensor(x2)
    if any(_dtype(x) in _REAL for x in (x1, x2)):
        real1, imag1 = _parts(x1)
        real2, imag2 = _parts(x2)
        real = correlate(real1, real2, mode) + correlate(imag1, imag2, mode)
        imag = correlate(imag1, real2, mode) - correlate(real1, imag2, mode)
        return _complex(real, imag)
    lengths = (x1.shape[0], x2.shape[0])
    if None in lengths:
        raise ValueError(f"The lengths must be known, and are {lengths}.")
    if lengths[0] < lengths[1]:
        return ops.flip(correlate(x2, x1, mode), 0)
    return ops.reshape(ops.correlate(x1, x2, mode), (-1,))


def extract_sequences(x: Any, sequence_length: int, sequence_stride: int) -> Any:
    """Cut the last axis into pieces, which may overlap.

    On JAX Keras multiplies values with 0 and 1, which spoils those around what is not a
    number or infinite, and fails for truth values.

    Args:
        x: Signals.
        sequence_length: Length of a piece.
        sequence_stride: Steps from one to the next.

    Example:
    >>> ops.convert_to_numpy(extract_sequences([1, 2, 3, 4, 5], 3, 2)).tolist()
    [[1, 2, 3], [3, 4, 5]]
    """
    x = ops.convert_to_tensor(x)
    *batch, length = ops.shape(x)
    if not isinstance(length, int) or batch.count(None) > 1:
        return ops.extract_sequences(x, sequence_length, sequence_stride)
    number = (length - sequence_length) // sequence_stride + 1
    # All begin and end between blocks of this length: fewer numbers are needed, and
    # saved in a model.
    block = math.gcd(sequence_length, sequence_stride)
    used = (number - 1) * sequence_stride + sequence_length
    sizes = _sizes(batch)
    blocks = ops.reshape(x[..., :used], (*sizes, used // block, block))
    starts = np.arange(number) * (sequence_stride // block)
    places = starts[:, None] + np.arange(sequence_length // block)
    pieces = ops.take(blocks, places, axis=-2)
    return ops.reshape(pieces, (*sizes, number, sequence_length))


# To reshape to, where one may not be known.
def _sizes(batch: Sequence[Any]) -> list[Any]:
    return [-1 if size is None else size for size in batch]


# ---- Fourier transforms -------------------------------------------------------

# Keras computes in floats of 32 and 64 bits alone, and does not take complex numbers.

Pair = tuple[Any, Any]


def fft(x: Any) -> Pair:
    """Compute the frequencies of complex signals.

    Args:
        x: Complex numbers, or real and imaginary parts.

    Example:
    >>> [ops.convert_to_numpy(part).tolist() for part in fft([[1.0, 2.0], [0.0, 1.0]])]
    [[3.0, -1.0], [1.0, -1.0]]
    """
    return _transform(ops.fft, x)


def fft2(x: Any) -> Pair:
    """Compute the frequencies of complex images.

    Args:
        x: Complex numbers, or real and imaginary parts.

    Example:
    >>> real, imag = fft2([ops.ones((2, 2)), ops.zeros((2, 2))])
    >>> ops.convert_to_numpy(real).tolist()
    [[4.0, 0.0], [0.0, 0.0]]
    """
    return _transform(ops.fft2, x)


def ifft2(x: Any) -> Pair:
    """Compute complex images of their frequencies.

    Args:
        x: Complex numbers, or real and imaginary parts.

    Example:
    >>> real, imag = ifft2([ops.ones((2, 2)), ops.zeros((2, 2))])
    >>> ops.convert_to_numpy(real).tolist()
    [[1.0, 0.0], [0.0, 0.0]]
    """
    return _transform(ops.ifft2, x)


def rfft(x: Any, fft_length: int | None = None) -> Pair:
    """Compute the frequencies of real signals.

    Args:
        x: Real numbers.
        fft_length: What they are cut off or filled up to.

    Example:
    >>> [ops.convert_to_numpy(part).tolist() for part in rfft([1, 2])]
    [[3.0, -1.0], [0.0, 0.0]]
    """
    x, dtype = _floats(x)
    return _cast(ops.rfft(x, fft_length), dtype)


def irfft(x: Any, fft_length: int | None = None) -> Any:
    """Compute real signals of their frequencies.

    Args:
        x: Complex numbers, or real and imaginary parts.
        fft_length: The length of the signals.

    Example:
    >>> ops.convert_to_numpy(irfft([[3.0, -1.0], [0.0, 0.0]])).tolist()
    [1.0, 2.0]
    """
    pair, dtype = _float_parts(x)
    return ops.cast(ops.irfft(pair, fft_length), dtype)


def _transform(transform: Callable[[Pair], Pair], x: Any) -> Pair:
    pair, dtype = _float_parts(x)
    return _cast(transform(pair), dtype)


# ---- Short-time Fourier transforms --------------------------------------------


def stft(
    x: Any,
    sequence_length: int,
    sequence_stride: int,
    fft_length: int,
    window: Any = "hann",
    center: bool = True,
) -> Pair:
    """Compute the frequencies of pieces of real signals.

    Where their length is odd, Keras' windows are others on TensorFlow; without a
    window, pieces are longer on JAX and TensorFlow than they should be; and on JAX
    windows whose sum is 0 give no numbers.

    Args:
        x: Real numbers.
        sequence_length: Length of a piece.
        sequence_stride: Steps from one to the next.
        fft_length: What pieces are filled up to.
        window: What they are multiplied by.
        center: Whether pieces stand around their place.

    Example:
    >>> real, imag = stft([1, 2, 3, 4], 2, 2, 2, None, False)
    >>> ops.convert_to_numpy(real).tolist()
    [[3.0, -1.0], [7.0, -1.0]]
    """
    x, dtype = _floats(x)
    win = _padded_window(window, sequence_length, fft_length, x.dtype)
    if center:
        ends = [[0, 0]] * (len(x.shape) - 1) + [[fft_length // 2] * 2]
        x = ops.pad(x, ends, mode="reflect")
    return _cast(
        ops.rfft(extract_sequences(x, fft_length, sequence_stride) * win), dtype
    )


def istft(
    x: Any,
    sequence_length: int,
    sequence_stride: int,
    fft_length: int,
    length: int | None = None,
    window: Any = "hann",
    center: bool = True,
) -> Any:
    """Put real signals together of the frequencies of their pieces.

    Keras' ends are wrong on TensorFlow, and on PyTorch often; so is all on JAX where
    pieces do not overlap. Without a window, values are too large by the number of
    pieces that overlap. A signal shorter than `length` is filled up on PyTorch alone.

    Args:
        x: Complex numbers, or real and imaginary parts.
        sequence_length: Length of a piece.
        sequence_stride: Steps from one to the next.
        fft_length: What pieces were filled up to.
        length: Length of the signals.
        window: What pieces were multiplied by.
        center: Whether pieces stand around their place.

    Example:
    >>> parts = stft([1, 2, 3, 4], 2, 1, 2)
    >>> [round(float(value), 3) for value in istft(parts, 2, 1, 2)]
    [1.0, 2.0, 3.0, 4.0]
    """
    pair, dtype = _float_parts(x)
    frames = ops.irfft(pair, fft_length)
    win = _padded_window(window, sequence_length, fft_length, frames.dtype)
    of_all = keras.backend.is_keras_tensor(frames) or None in frames.shape[-2:]
    ones = ops.ones_like(frames if of_all else frames[(0,) * (len(frames.shape) - 2)])
    # What is left of each place when pieces that were multiplied twice are added.
    left = _overlap_add(ones * ops.square(win), sequence_stride)
    # Where windows are next to nothing, rounding is all that is left.
    known = left > 1e-10 * ops.max(ops.square(win))
    signal = _overlap_add(frames * win, sequence_stride)
    signal = ops.where(known, signal / ops.where(known, left, 1), 0)
    first = fft_length // 2 if center else 0
    if length is None:
        signal = signal[..., first : -first or None]
    else:
        rank = len(signal.shape)
        signal = ops.pad(signal, [[0, 0]] * (rank - 1) + [[0, first + length]])
        signal = signal[..., first : first + length]
    return ops.cast(signal, dtype)


# Around the middle of `fft_length` values. Those with a name begin anew where they end.
def _padded_window(window: Any, length: int, fft_length: int, dtype: Any) -> Any:
    if window is None or (length == 1 and isinstance(window, str)):
        window = np.ones(length)
    elif isinstance(window, str):
        lowest = {"hann": 0.5, "hamming": 0.54}[window]
        turn = 2 * np.pi * np.arange(length) / length
        window = lowest - (1 - lowest) * np.cos(turn)
    before = (fft_length - length) // 2
    win = ops.convert_to_tensor(window, dtype=keras.backend.standardize_dtype(dtype))
    return ops.pad(win, [[before, fft_length - length - before]])


# Pieces along the last axis, one after the other along the axis before it.
def _overlap_add(x: Any, stride: int) -> Any:
    *batch, number, length = ops.shape(x)
    if number is None:
        raise ValueError("The number of pieces must be known.")
    rows = -(-length // stride)
    x = ops.reshape(x, (-1, number, length))
    x = ops.pad(x, [[0, 0], [0, 0], [0, rows * stride - length]])
    # Each row has one part of all pieces, which belongs a stride behind the row before.
    # So it comes there when rows are read as if they were shorter by a stride.
    x = ops.transpose(ops.reshape(x, (-1, number, rows, stride)), (0, 2, 1, 3))
    x = ops.pad(x, [[0, 0], [0, 0], [0, rows], [0, 0]])
    width = (number + rows - 1) * stride
    x = ops.reshape(x, (-1, rows * (width + stride)))[:, : rows * width]
    x = ops.sum(ops.reshape(x, (-1, rows, width)), axis=1)
    total = (number - 1) * stride + length
    return ops.reshape(x[:, :total], (*_sizes(batch), total))


# ---- Complex numbers ----------------------------------------------------------

# Of their parts.
_REAL = {"complex64": "float32", "complex128": "float64"}


def _dtype(x: Any) -> str:
    return str(keras.backend.standardize_dtype(x.dtype))


# Those of real numbers, too.
def _parts(x: Any) -> Pair:
    x = ops.convert_to_tensor(x)
    dtype = _REAL.get(_dtype(x))
    if dtype is None:
        return x, ops.zeros_like(x)
    # Keras says the wrong dtype of symbolic ones.
    return ops.cast(ops.real(x), dtype), ops.cast(ops.imag(x), dtype)


def _complex(real: Any, imag: Any) -> Any:
    if _dtype(real) != "float64":
        return ops.view_as_complex(ops.stack([real, imag], axis=-1))
    return ops.cast(real, "complex128") + 1j * ops.cast(imag, "complex128")


# What all backends compute with, and the dtype of the result.
def _floats(*xs: Any) -> Any:
    tensors = [ops.convert_to_tensor(x) for x in xs]
    given = {dtype for dtype in map(_dtype, tensors) if "float" in dtype}
    if len(given) > 1:
        given = {"float64"} if "float64" in given else {"float32"}
    dtype = given.pop() if given else keras.config.floatx()
    wide = dtype if dtype in ("float32", "float64") else "float32"
    return *(ops.cast(x, wide) for x in tensors), dtype


def _float_parts(x: Any) -> tuple[Pair, str]:
    real, imag, dtype = _floats(*(x if isinstance(x, list | tuple) else _parts(x)))
    return (real, imag), dtype


def _cast(parts: Sequence[Any], dtype: str) -> Pair:
    real, imag = parts
    return ops.cast(real, dtype), ops.cast(imag, dtype)
