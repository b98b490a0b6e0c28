"""What layers have in common that Keras has no twin of.

A model with one opens where lamina was imported before, in plain Keras too: the class
is registered by its name. Where it was not, Keras shows the configuration in its error,
and so the configuration says what is missing.
"""

from typing import Any, Self

import keras

_KEY = "made_by"
_TEXT = "the package lamina: install it, and `import lamina` before opening the model"


class OwnLayer(keras.layers.Layer):
    """A layer of lamina's own, which tells where it comes from.

    Example:
    >>> class Same(OwnLayer):
    ...     def call(self, inputs):
    ...         return inputs
    >>> config = Same(name="same").get_config()
    >>> config["made_by"].split(":")[0], Same.from_config(config).name
    ('the package lamina', 'same')
    """

    def get_config(self) -> dict[str, Any]:
        """Return what is needed to make this layer again."""
        return {**super().get_config(), _KEY: _TEXT}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        """Make a layer from what `get_config()` gave."""
        config = {key: value for key, value in config.items() if key != _KEY}
        return super().from_config(config)  # type: ignore[no-any-return]
