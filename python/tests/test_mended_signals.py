"""Operations on signals beside NumPy, where Keras' own differ among backends."""

import numpy as np
import pytest
from keras import KerasTensor, ops

from lamina.bridge import mended_operations as mended

LENGTHS = [(4, 2), (2, 5), (3, 3)]
CUTS = [(5, 2, 5), (7, 2, 9), (8, 8, 8)]


def values(*shape, seed=0):
    return np.random.default_rng(seed).normal(size=shape).astype("float32")


@pytest.mark.parametrize("mode", ["valid", "same", "full"])
def test_sequences_of_any_lengths_are_correlated_as_numpy_does(mode):
    for a, b in LENGTHS:
        x1, x2 = values(a, seed=1), values(b, seed=2)
        for first, second in ((x1, x2), (x1 + 1j * x1[::-1], x2 * 1j + 2)):
            one, two = (
                ops.convert_to_tensor(x.astype(np.result_type(x, "float32")))
                for x in (first, second)
            )
            found = mended.correlate(one, two, mode)
            np.testing.assert_allclose(
                ops.convert_to_numpy(found),
                np.correlate(first, second, mode),
                atol=1e-5,
            )
            said = mended.correlate(
                KerasTensor((a,), first.dtype.name),
                KerasTensor((b,), second.dtype.name),
                mode,
            )
            assert tuple(said.shape) == tuple(found.shape)


def by_hand(x, length, stride, fft_length, window, center):
    if center:
        x = np.pad(x, [(0, 0), (fft_length // 2,) * 2], mode="reflect")
    before = (fft_length - length) // 2
    window = np.pad(window, (before, fft_length - length - before))
    frames = np.lib.stride_tricks.sliding_window_view(x, fft_length, axis=-1)
    return np.fft.rfft(frames[:, ::stride] * window)


@pytest.mark.parametrize("center", [True, False])
@pytest.mark.parametrize("cut", CUTS)
def test_pieces_are_those_of_numpy_and_become_the_signal_again(cut, center):
    x = values(2, 40)
    length, _, fft_length = cut
    window = 0.1 + np.abs(values(length, seed=3))
    expected = by_hand(x, *cut, window, center)
    parts = mended.stft(x, *cut, window, center)
    found = [ops.convert_to_numpy(part) for part in parts]
    np.testing.assert_allclose(found[0], expected.real, atol=1e-5)
    np.testing.assert_allclose(found[1], expected.imag, atol=1e-5)
    again = mended.istft(parts, *cut, None, window, center)
    symbolic = mended.stft(KerasTensor((2, 40)), *cut, window, center)
    said = mended.istft(symbolic, *cut, None, window, center)
    assert tuple(said.shape) == tuple(again.shape)
    # Without `center`, nothing is known of what is beside the windows at the ends.
    outside = 0 if center else (fft_length - length + 1) // 2
    known = slice(outside, min(again.shape[-1], 40) - outside)
    np.testing.assert_allclose(
        ops.convert_to_numpy(again)[:, known], x[:, known], atol=1e-4
    )


def test_half_a_float_stays_one_and_two_dtypes_become_the_wider():
    half = ops.cast(values(4), "float16")
    assert "float16" in str(mended.rfft(half)[0].dtype)
    assert "float32" in str(mended.fft((half, values(4)))[1].dtype)
    assert "float32" in str(mended.irfft(ops.cast(half, "int32")).dtype)
