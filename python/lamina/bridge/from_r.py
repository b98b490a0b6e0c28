"""What R calls, gathered from the modules that hold it.

Example:
>>> double = function(lambda x: x * 2, "double", [{"name": "x"}])
>>> double(3)
6
"""

from lamina.bridge.callbacks import hook as hook
from lamina.bridge.callbacks import hooks_of_r as hooks_of_r
from lamina.bridge.class_kinds import of_base as of_base
from lamina.bridge.comparison import comparison as comparison
from lamina.bridge.create import create as create
from lamina.bridge.gradients import value_and_gradients as value_and_gradients
from lamina.bridge.r_batches import dataset as dataset
from lamina.bridge.r_batches import generator as generator
from lamina.bridge.r_class import initialize as initialize
from lamina.bridge.r_class import r_class as r_class
from lamina.bridge.r_functions import function as function
from lamina.bridge.r_functions import function_of_r as function_of_r
from lamina.bridge.r_functions import is_unnamed as is_unnamed
from lamina.bridge.r_functions import text_of as text_of
from lamina.bridge.running import predict_monte_carlo as predict_monte_carlo
from lamina.bridge.running import run_method as run_method
from lamina.bridge.signatures import identifier as identifier
from lamina.models.functions_in_models import (
    tell_functions_apart as tell_functions_apart,
)
from lamina.models.saved_functions import save_functions as save_functions
from lamina.models.saved_functions import saved_functions as saved_functions
