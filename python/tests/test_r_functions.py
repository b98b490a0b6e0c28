"""What R hands over becomes functions that Keras takes for Python's own."""

import keras

from lamina.bridge.r_functions import function, function_of_r, text_of
from lamina.bridge.r_losses import comparison


def _named(name, key, source=None):
    told = {"key": key, "text": key, "source": source}
    return function(lambda x: x, name, [{"name": "x"}], lambda: told)


def test_a_function_of_r_tells_its_text():
    assert text_of(_named("f", "a")) == "a"
    assert text_of(comparison(_named("f", "a"))) == "a"
    assert text_of(len) is None
    assert text_of(keras.Layer) is None


def test_a_method_is_known_for_r_s():
    class Model:
        def compile(self):
            pass

    assert function_of_r(Model().compile) is None
    assert function_of_r(None) is None
