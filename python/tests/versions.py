"""Which Keras the tests run with, where versions differ in what they do."""

import keras

# Those that leave what they were given out of configurations, and paths of layers to
# the process, but give each training orders of its own.
IS_BEFORE_3_16 = tuple(map(int, keras.version().split(".")[:2])) < (3, 16)
