"""Spatial dropout for Keras 3, on every backend that Keras runs on.

The backend is the one that Keras uses; set `KERAS_BACKEND` before the first import.
"""

from lamina import from_r, origin
from lamina.codes import CodesError, check_codes, check_layer_codes
from lamina.declared import as_declared, ends, open_batch
from lamina.monte_carlo import (
    MonteCarloDropout,
    MonteCarloResult,
    monte_carlo_of,
)
from lamina.saving import (
    clone_model,
    deserialize,
    from_config,
    load_model,
    model_from_json,
    save_model,
)
from lamina.seeds import reset_seeds
from lamina.sequential import add_layer
from lamina.spatial_dropout import (
    MAX_SEED,
    SpatialDropout1D,
    SpatialDropout2D,
    SpatialDropout3D,
)
from lamina.summary import kept_arguments, summary_text
from lamina.trainable import TrainableError
from lamina.training import compile_model, run_method

__version__ = "0.1.0"

__all__ = [
    "MAX_SEED",
    "CodesError",
    "MonteCarloDropout",
    "MonteCarloResult",
    "SpatialDropout1D",
    "SpatialDropout2D",
    "SpatialDropout3D",
    "TrainableError",
    "add_layer",
    "as_declared",
    "check_codes",
    "check_layer_codes",
    "clone_model",
    "compile_model",
    "deserialize",
    "ends",
    "from_config",
    "from_r",
    "kept_arguments",
    "load_model",
    "model_from_json",
    "monte_carlo_of",
    "open_batch",
    "origin",
    "reset_seeds",
    "run_method",
    "save_model",
    "summary_text",
]
