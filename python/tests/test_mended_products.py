"""Products: whole numbers stay exact, and complex ones complex."""

import keras
import numpy as np
import pytest
from keras import ops

from lamina.bridge import mended_operations as mended

# A fraction of 32 bits has no 2^24 + 1.
WHOLE = np.array([2**24 + 1, 1], "int32"), np.array([1, 1], "int32")


def numpy_of(x):
    return ops.convert_to_numpy(x)


@pytest.mark.parametrize(
    "product",
    [
        *(mended.dot, mended.inner, mended.matmul, mended.vdot),
        lambda a, b: mended.tensordot(a, b, 1),
        lambda a, b: mended.einsum("i,i->", a, b),
    ],
)
def test_products_of_whole_numbers_are_exact(product):
    found = product(*map(ops.convert_to_tensor, WHOLE))
    assert keras.backend.standardize_dtype(found.dtype) == "int32"
    assert int(found) == 2**24 + 2


def test_products_of_bytes_have_the_dtype_that_keras_says():
    a, b = (ops.convert_to_tensor(np.array([100, 100], "int8")) for _ in range(2))
    assert int(mended.matmul(a, b)) == 20000
    assert int(mended.einsum("i,i->", a, b)) == 20000
    assert keras.backend.standardize_dtype(mended.matmul(a, b).dtype) == "int32"
    assert keras.backend.standardize_dtype(mended.dot(a, b).dtype) == "int8"


def parts(*shape, seed):
    rng = np.random.default_rng(seed)
    values = rng.normal(size=shape) + 1j * rng.normal(size=shape)
    return values.astype("complex64")


ONE, OTHER = parts(2, 3, 4, seed=1), parts(5, 4, 3, seed=2)


@pytest.mark.parametrize(
    ("ours", "numpys", "operands"),
    [
        (mended.dot, np.dot, (ONE, OTHER)),
        (mended.dot, np.dot, (ONE, OTHER[0, :, 0])),
        (mended.dot, np.dot, (ONE[0, 0], OTHER[0, :, 0])),
        (mended.dot, np.dot, (ONE, np.complex64(2j))),
        (mended.inner, np.inner, (ONE, OTHER.transpose(0, 2, 1))),
        (mended.inner, np.inner, (ONE[0, 0], OTHER[0, :, 0])),
        (mended.inner, np.inner, (np.complex64(2j), ONE)),
        # The first is conjugated.
        (mended.vdot, np.vdot, (ONE, 1j * ONE)),
        *(
            (
                lambda a, b, axes=axes: mended.tensordot(a, b, axes),
                lambda a, b, axes=axes: np.tensordot(a, b, axes),
                operands,
            )
            for axes, operands in (
                ([[2, 1], [1, 2]], (ONE, OTHER)),
                ([2, 1], (ONE, OTHER)),
                ([[-1], [-2]], (ONE, OTHER)),
                (1, (ONE, OTHER[0])),
                (0, (ONE[0, 0], OTHER[0, 0])),
            )
        ),
    ],
)
def test_complex_products_are_those_of_numpy(ours, numpys, operands):
    found = ours(*map(ops.convert_to_tensor, operands))
    np.testing.assert_allclose(numpy_of(found), numpys(*operands), rtol=1e-4, atol=1e-4)
