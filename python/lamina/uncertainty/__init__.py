"""Predictions with uncertainty: Monte Carlo dropout, and how layers draw for it."""

# What Keras' layers draw is declared there; lamina's declare it themselves.
from lamina.uncertainty import keras_attention, keras_cells, keras_dropout

__all__ = ["keras_attention", "keras_cells", "keras_dropout"]
