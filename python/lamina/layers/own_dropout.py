"""What the layers have in common that drop at a rate and have no twin in Keras."""

from typing import Any, Self

import keras

from lamina.layers.own_layer import OwnLayer
from lamina.layers.rates import ChangingRate


class OwnDropout(ChangingRate, OwnLayer):
    """A layer of lamina's own that drops at a rate, which may change.

    Args:
        rate: A number from 0 to 1, or a schedule, that was checked.
        seed: Of what it draws, checked too.
        **kwargs: What every Keras layer takes.

    Example:
    >>> from lamina.layers.rates import LinearRate
    >>> layer = OwnDropout(LinearRate(0.5, 0.0, steps=2), seed=1)
    >>> OwnDropout.from_config(layer.get_config()).rate
    0.5
    """

    def __init__(self, rate: Any, seed: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.rate, self.seed = rate, seed
        self.seed_generator = keras.random.SeedGenerator(seed)
        self.supports_masking = True

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Return the shape of the output: that of the input."""
        return input_shape

    def get_config(self) -> dict[str, Any]:
        """Return what is needed to make this layer again."""
        rate = self._rate if self.schedule is None else self.schedule
        return {
            **super().get_config(),
            "rate": keras.saving.serialize_keras_object(rate),
            "seed": self.seed,
        }

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        """Make a layer from what `get_config()` gave."""
        rate = config["rate"]
        if isinstance(rate, dict):
            rate = keras.saving.deserialize_keras_object(rate)
        return super().from_config({**config, "rate": rate})
