"""What makes the tests quick takes no program for another."""

import keras
import numpy as np
import pytest

pytestmark = pytest.mark.skipif(
    keras.backend.backend() != "jax", reason="Only what JAX compiles is kept"
)


def test_programs_that_differ_in_a_number_are_compiled_each():
    import jax

    one = np.random.default_rng(1).normal(size=3000).astype("float32")
    other = one.copy()
    other[1500] += 1
    for numbers in (one, other, one):
        # A function of its own each time, of which JAX knows nothing.
        added = jax.jit(lambda x, numbers=numbers: x + jax.numpy.asarray(numbers))
        np.testing.assert_array_equal(added(np.zeros(3000, "float32")), numbers)


def test_functions_of_python_are_those_that_were_given():
    import jax

    shape = jax.ShapeDtypeStruct((), "float32")
    for factor in (2, 3, 2):

        def multiply(x, factor=factor):
            return np.float32(factor * x)

        called = jax.jit(lambda x, f=multiply: jax.pure_callback(f, shape, x))
        assert called(np.float32(5)) == 5 * factor


def test_the_same_program_is_compiled_once():
    compiler = pytest.importorskip("jax._src.compiler")
    import jax

    if compiler.backend_compile_and_load.__module__ != "quick":
        pytest.skip("This JAX compiles as ever")
    taken = [jax.jit(lambda x: x * 3 - 1).lower(np.ones(7)).compile() for _ in range(2)]
    first, second = (each.runtime_executable() for each in taken)
    assert first is second
