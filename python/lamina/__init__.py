"""Spatial dropout for Keras 3, on every backend that Keras runs on.

The backend is the one that Keras uses; set `KERAS_BACKEND` before the first import.
"""

from lamina import from_r, origin
from lamina.codes import CodesError as CodesError
from lamina.codes import check_codes
from lamina.codes import check_layer_codes as check_layer_codes
from lamina.declared import as_declared as as_declared
from lamina.declared import ends as ends
from lamina.declared import open_batch as open_batch
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
from lamina.summary import kept_arguments as kept_arguments
from lamina.summary import summary_text as summary_text
from lamina.trainable import TrainableError as TrainableError
from lamina.training import compile_model, run_method

__version__ = "0.1.0"

# What is imported under its own name besides is for R and for tests.
__all__ = [
    "MAX_SEED",
    "MonteCarloDropout",
    "MonteCarloResult",
    "SpatialDropout1D",
    "SpatialDropout2D",
    "SpatialDropout3D",
    "add_layer",
    "check_codes",
    "clone_model",
    "compile_model",
    "deserialize",
    "from_config",
    "from_r",
    "load_model",
    "model_from_json",
    "monte_carlo_of",
    "origin",
    "reset_seeds",
    "run_method",
    "save_model",
]
