"""What R alone asks Python for, gathered from the modules that hold it.

In R it is `from_r`; what Python has besides, `core` there, is for users of either.

Example:
>>> double = function(lambda x: x * 2, "double", [{"name": "x"}])
>>> double(3)
6
"""

from lamina._backend import known_shape
from lamina.bridge.applications import note_application, noted_application
from lamina.bridge.array_layout import in_rows, values_of
from lamina.bridge.cached_files import fetched
from lamina.bridge.callbacks import hook, hook_for_r, hooks_of_r
from lamina.bridge.class_kinds import of_base
from lamina.bridge.create import create
from lamina.bridge.data_sets import texts_for_r
from lamina.bridge.datasets import elements, iterator, split_dataset, windows
from lamina.bridge.flow import custom_gradient, jvp, scan, vectorize
from lamina.bridge.gradients import value_and_gradients
from lamina.bridge.numbers import deserialize_of_r
from lamina.bridge.operands import dtype_of, operand
from lamina.bridge.operations import dtype_without
from lamina.bridge.r_batches import count_of_batches, dataset, generator
from lamina.bridge.r_class import initialize, r_class
from lamina.bridge.r_functions import function, function_of_r, text_of
from lamina.bridge.r_losses import comparison, named_metric
from lamina.bridge.running import predict_monte_carlo, run_method, shortages
from lamina.bridge.signatures import identifier
from lamina.bridge.subset import subset
from lamina.bridge.subset_set import assign, subset_set
from lamina.bridge.trials import would_do
from lamina.models.functions_in_models import tell_functions_apart, unnamed_functions
from lamina.models.saved_config import is_whole_archive
from lamina.models.saved_functions import saved_functions

__all__ = [
    "assign",
    "comparison",
    "count_of_batches",
    "create",
    "custom_gradient",
    "dataset",
    "deserialize_of_r",
    "dtype_of",
    "dtype_without",
    "elements",
    "fetched",
    "function",
    "function_of_r",
    "generator",
    "hook",
    "hook_for_r",
    "hooks_of_r",
    "identifier",
    "in_rows",
    "initialize",
    "is_whole_archive",
    "iterator",
    "jvp",
    "known_shape",
    "named_metric",
    "note_application",
    "noted_application",
    "of_base",
    "operand",
    "predict_monte_carlo",
    "r_class",
    "run_method",
    "saved_functions",
    "scan",
    "shortages",
    "split_dataset",
    "subset",
    "subset_set",
    "tell_functions_apart",
    "text_of",
    "texts_for_r",
    "unnamed_functions",
    "value_and_gradients",
    "values_of",
    "vectorize",
    "windows",
    "would_do",
]
