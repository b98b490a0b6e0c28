"""One backend a process: KERAS_BACKEND says which, and it has to be there."""

import os
import signal

import hypothesis
import keras
import numpy as np
import pytest
import quick  # noqa: F401

from lamina.uncertainty import plan
from lamina.uncertainty.split_model import SplitModel

BACKEND = keras.backend.backend()

if os.environ.get("KERAS_BACKEND", BACKEND) != BACKEND:
    raise RuntimeError(
        f"KERAS_BACKEND asks for {os.environ['KERAS_BACKEND']}, Keras runs on {BACKEND}"
    )


def _keep_all_digits():
    """Let no graphics card leave out digits of what it multiplies, its default."""
    if BACKEND == "jax":
        import jax

        jax.config.update("jax_default_matmul_precision", "highest")
    elif BACKEND == "tensorflow":
        import tensorflow as tf

        tf.config.experimental.enable_tensor_float_32_execution(False)
    elif BACKEND == "torch":
        import torch

        torch.backends.cuda.matmul.allow_tf32 = False
        torch.backends.cudnn.allow_tf32 = False


_keep_all_digits()

# A job in the background is started with Ctrl-C switched off.
signal.signal(signal.SIGINT, signal.default_int_handler)

hypothesis.settings.register_profile(
    "lamina", deadline=None, derandomize=True, max_examples=25, database=None
)
hypothesis.settings.load_profile("lamina")


@pytest.fixture(autouse=True)
def _same_start(monkeypatch):
    # As many rows go through a call as without a card.
    monkeypatch.setattr(plan, "card_memory", lambda: None)
    keras.utils.set_random_seed(20141118)
    yield
    keras.config.set_dtype_policy("float32")
    keras.config.set_image_data_format("channels_last")


@pytest.fixture
def values():
    return np.random.default_rng(7)


@pytest.fixture
def x(values):
    return values.normal(size=(7, 4)).astype("float32")


@pytest.fixture
def at_once(monkeypatch):
    """How many draws went through each call."""
    counts = []

    def count(name):
        real = getattr(SplitModel, name)

        def counted(self, *arguments):
            counts.append(arguments[-1].shape[1])
            return real(self, *arguments)

        monkeypatch.setattr(SplitModel, name, counted)

    count("draw")
    count("_run_probe")
    return counts


def pytest_report_header():
    device = getattr(keras.ops.ones(()), "device", "cpu")
    return f"Keras {keras.version()} on {BACKEND}, device {device}"
