"""Say what a JAX model learns and drops on 1 to 8 devices, as JSON.

Run by a test in a process of its own: JAX takes the number of its devices when it
starts. One line for each run, each with what it is.
"""

import json
import os

# What is compiled runs but once or twice.
os.environ["XLA_FLAGS"] = (
    "--xla_force_host_platform_device_count=8 --xla_backend_optimization_level=0"
)

import jax
import keras
import numpy as np

import lamina

jax.config.update("jax_platforms", "cpu")

values = np.random.default_rng(1)
X = values.normal(size=(16, 4, 4, 2)).astype("float32")
Y = values.normal(size=(16, 1)).astype("float32")


def trained(layer):
    keras.utils.set_random_seed(1)
    model = keras.Sequential(
        [
            keras.Input((4, 4, 2)),
            keras.layers.Conv2D(8, 3),
            layer,
            keras.layers.GlobalAveragePooling2D(),
            keras.layers.Dense(1),
        ]
    )
    model.compile(keras.optimizers.SGD(0.1), "mse")
    history = model.fit(X, Y, batch_size=8, epochs=2, shuffle=False, verbose=0)
    kernel = model.get_weights()[0]
    return [*history.history["loss"], *kernel.ravel().tolist()]


class Always(keras.layers.Layer):
    """Drops at inference too."""

    def __init__(self, layer):
        super().__init__()
        self.layer = layer

    def call(self, inputs):
        return self.layer(inputs, training=True)


def dropped(layer):
    """In two batches; a layer that has drawn already begins again."""
    model = keras.Sequential([keras.Input((4, 4, 8)), Always(layer)])
    model.predict(np.ones((8, 4, 4, 8)), batch_size=8, verbose=0)
    lamina.reset_seeds(model)
    outputs = model.predict(np.ones((16, 4, 4, 8)), batch_size=8, verbose=0)
    return outputs.reshape(16, 16, 8).tolist()


OURS, THEIRS = lamina.SpatialDropout2D, keras.layers.SpatialDropout2D

for cls, devices in ((THEIRS, 1), (OURS, 1), (OURS, 2), (OURS, 4), (OURS, 8)):
    keras.distribution.set_distribution(
        keras.distribution.DataParallel(
            devices=keras.distribution.list_devices()[:devices]
        )
    )
    print(
        json.dumps(
            {
                "module": cls.__module__,
                "devices": len(keras.distribution.distribution().device_mesh.devices),
                "learnt": trained(cls(0.5, seed=3)) if cls is OURS else None,
                "dropped": dropped(cls(0.5, seed=3)),
            }
        )
    )
