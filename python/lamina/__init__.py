"""Spatial dropout for Keras 3, on every backend that Keras runs on.

The backend is the one that Keras uses; set `KERAS_BACKEND` before the first import.

Each wing has a folder: `layers`, `models`, `uncertainty`, and `bridge` for what R alone
calls. What is public is found here, whatever its file is.
"""

import sys

from lamina import failures as failures
from lamina import interrupts as interrupts
from lamina._backend import ClusterError as ClusterError
from lamina._backend import check_distribution as check_distribution
from lamina._backend import data_parallel as data_parallel
from lamina._backend import device_of as device_of
from lamina._backend import devices as devices
from lamina._backend import fail_together as fail_together
from lamina._backend import has_dtype as has_dtype
from lamina._backend import is_each_alone as is_each_alone
from lamina._backend import is_spread as is_spread
from lamina._backend import join_processes as join_processes
from lamina._backend import (
    keep_wide_numbers,
    mend_dropout,
    mend_segments,
    mend_windows,
)
from lamina._backend import kept_dtype as kept_dtype
from lamina._backend import leave_processes as leave_processes
from lamina._backend import mirrored as mirrored
from lamina._backend import model_parallel as model_parallel
from lamina._backend import process_count as process_count
from lamina._backend import process_index as process_index
from lamina._backend import set_distribution as set_distribution
from lamina._backend import whole_value as whole_value
from lamina._keras import layers_in as layers_in
from lamina._keras import random_seed as random_seed
from lamina.bridge import from_r, origin
from lamina.bridge import mended_draws as mended_draws
from lamina.bridge import mended_images as mended_images
from lamina.bridge import mended_operations as mended_operations
from lamina.bridge import schedules as schedules
from lamina.bridge.class_names import class_names as class_names
from lamina.bridge.class_names import find_class as find_class
from lamina.bridge.diagram import diagram as diagram
from lamina.bridge.ends import ends as ends
from lamina.bridge.ends import has_binary_loss as has_binary_loss
from lamina.bridge.operations import RefusalError as RefusalError
from lamina.bridge.operations import attempt as attempt
from lamina.bridge.operations import count_from_one as count_from_one
from lamina.bridge.operations import count_from_zero as count_from_zero
from lamina.bridge.operations import counted as counted
from lamina.bridge.operations import nonzero as nonzero
from lamina.bridge.operations import parts as parts
from lamina.bridge.operations import scanned as scanned
from lamina.bridge.summary import kept_arguments as kept_arguments
from lamina.bridge.summary import summary_text as summary_text
from lamina.layers.arguments import MAX_SEED
from lamina.layers.concrete_dropout import (
    ConcreteDropout,
    SpatialConcreteDropout,
    concrete_dropout_regularizers,
)
from lamina.layers.drop_block import DropBlock1D, DropBlock2D, DropBlock3D
from lamina.layers.drop_path import DropPath, drop_path_rates
from lamina.layers.held_rates import LayersError as LayersError
from lamina.layers.held_rates import may_hold as may_hold
from lamina.layers.rates import CosineRate, LinearRate, PiecewiseRate
from lamina.layers.rates import RateError as RateError
from lamina.layers.seeds import reset_seeds
from lamina.layers.spatial_dropout import (
    SpatialDropout1D,
    SpatialDropout2D,
    SpatialDropout3D,
)
from lamina.layers.stochastic_depth import StochasticDepth
from lamina.models import sequential as sequential
from lamina.models.cloning import clone_model
from lamina.models.custom_objects import custom_object_scope as custom_object_scope
from lamina.models.custom_objects import set_custom_objects as set_custom_objects
from lamina.models.data_checks import check_codes
from lamina.models.data_checks import check_layer_codes as check_layer_codes
from lamina.models.data_errors import CodesError as CodesError
from lamina.models.data_errors import ComparedShapeError as ComparedShapeError
from lamina.models.data_errors import MetricShapeError as MetricShapeError
from lamina.models.data_errors import TargetShapeError as TargetShapeError
from lamina.models.declared import as_declared as as_declared
from lamina.models.declared import open_batch as open_batch
from lamina.models.deserializing import deserialize, from_config, model_from_json
from lamina.models.dropout_rates import DropoutSchedule, set_dropout_rate
from lamina.models.feeding import NoBatchError as NoBatchError
from lamina.models.feeding import NoTargetsError as NoTargetsError
from lamina.models.feeding import ShortageWarning as ShortageWarning
from lamina.models.file_errors import EndingError as EndingError
from lamina.models.file_errors import LostInHdf5Error as LostInHdf5Error
from lamina.models.file_errors import MisfitError as MisfitError
from lamina.models.file_errors import NoFolderError as NoFolderError
from lamina.models.file_errors import OccupiedError as OccupiedError
from lamina.models.freeze_concrete_dropout import (
    concrete_dropout_rates,
    freeze_concrete_dropout,
)
from lamina.models.loading import load_model
from lamina.models.losses_with_data import call_method as call_method
from lamina.models.losses_with_data import compare as compare
from lamina.models.losses_with_data import compare_with as compare_with
from lamina.models.losses_with_data import update_parameters as update_parameters
from lamina.models.monitored import MonitorError as MonitorError
from lamina.models.optimizers import names_without_weights as names_without_weights
from lamina.models.other_backends import save_optimizers_by_name
from lamina.models.quantizing import quantize as quantize
from lamina.models.resuming import BackupError as BackupError
from lamina.models.saving import export_model as export_model
from lamina.models.saving import save_config as save_config
from lamina.models.saving import save_model
from lamina.models.sequential import add_layer
from lamina.models.trainable import TrainableError as TrainableError
from lamina.models.training import compile_model, run_method
from lamina.models.weight_files import load_weights as load_weights
from lamina.models.weight_files import save_weights as save_weights
from lamina.models.whole_config import keep_arguments as keep_arguments
from lamina.models.whole_config import whole_config as whole_config
from lamina.models.without_dropout import without_dropout
from lamina.uncertainty.kept_monte_carlo import monte_carlo_of
from lamina.uncertainty.monte_carlo import MonteCarloDropout
from lamina.uncertainty.result import MonteCarloResult, bind_mc_dropout

__version__ = "0.1.0"

# What is imported under its own name besides is for R and for tests.
__all__ = [
    "MAX_SEED",
    "ConcreteDropout",
    "CosineRate",
    "DropBlock1D",
    "DropBlock2D",
    "DropBlock3D",
    "DropPath",
    "DropoutSchedule",
    "LinearRate",
    "MonteCarloDropout",
    "MonteCarloResult",
    "PiecewiseRate",
    "SpatialConcreteDropout",
    "SpatialDropout1D",
    "SpatialDropout2D",
    "SpatialDropout3D",
    "StochasticDepth",
    "add_layer",
    "bind_mc_dropout",
    "check_codes",
    "clone_model",
    "compile_model",
    "concrete_dropout_rates",
    "concrete_dropout_regularizers",
    "deserialize",
    "drop_path_rates",
    "freeze_concrete_dropout",
    "from_config",
    "from_r",
    "load_model",
    "model_from_json",
    "monte_carlo_of",
    "origin",
    "reset_seeds",
    "run_method",
    "save_model",
    "set_dropout_rate",
    "without_dropout",
]

keep_wide_numbers()
save_optimizers_by_name()
mend_dropout()
mend_segments()
mend_windows()

# A pickle and a class in R name the module: it stays when a file moves.
for _public in [*vars().values()]:
    if isinstance(_public, type):
        _public.__module__ = __name__

# Where pickles that were made before the folders look for these classes.
for _former in ("monte_carlo", "spatial_dropout"):
    sys.modules[f"{__name__}.{_former}"] = sys.modules[__name__]
