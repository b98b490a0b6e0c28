"""What lamina must know of the backend that runs, and nobody else of it does.

Keras gives one set of functions for all backends, and lamina is written in those. What
is here has no public function: how a backend traces and compiles, what it takes away
from a model's variables, how it reads data. What is private in the part of Keras that
is written for one backend is asked for here, what all backends have in `_keras.py`. All
of it does nothing, or what is right in general, on a backend that is not known.

Beside `layers/channel_mask.py`, which draws masks in a quicker way where there is one,
this is the only place with the name of a backend in it; a test says so.
"""

from lamina._backend.cards import card_memory
from lamina._backend.classes import is_of_backend, is_of_other_backend
from lamina._backend.data import (
    CheckedBatches,
    EpochOrders,
    OwnBatches,
    WatchedBatches,
    batches_in_new_orders,
    batches_pass_in_another_thread,
    has_all_values,
    is_called_by_a_graph,
    is_dense,
    loads_in_workers,
)
from lamina._backend.drawing import draws_beyond, parameter_dtype
from lamina._backend.images import resizes_as_others
from lamina._backend.joining import join_processes
from lamina._backend.keyed_bits import int32, keyed_uniform, mixed
from lamina._backend.marks import count_marks, zero_marked
from lamina._backend.numbers import (
    forgets_dtype_of_scalars,
    has_dtype,
    keep_wide_numbers,
    kept_dtype,
    orders_nan_last,
    widest_fraction,
)
from lamina._backend.placing import (
    check_distribution,
    check_layout,
    check_strategy,
    data_parallel,
    distribution,
    is_each_alone,
    is_one_of_replicas,
    is_spread,
    left_distribution,
    mirrored,
    model_parallel,
    place_variables,
    placed_batches,
    replica_count,
    set_distribution,
    whole_value,
)
from lamina._backend.processes import (
    ClusterError,
    begin_step,
    devices,
    done_by_first,
    end_after_step,
    fail_together,
    gathered,
    leave_processes,
    meet,
    needing_others,
    process_count,
    process_index,
    told_by_all,
)
from lamina._backend.random_states import put_random_states, random_states
from lamina._backend.rows import mend_dropout, rows_of_batch, uniform_of_batch
from lamina._backend.segments import mend_segments
from lamina._backend.shapes import (
    device_of,
    has_lengths_when_compiled,
    known_shape,
    known_values,
    noise_sizes,
)
from lamina._backend.steps import (
    build_optimizer,
    copied_states,
    forget_other_ranks,
)
from lamina._backend.tracing import (
    call_traced_anew,
    compiled,
    convolves_slowly_in_conditions,
    functions_traced_once,
    jitted,
    loop_depth,
    outside_tracing,
    trace,
    trace_next_anew,
    traced_once,
    untraced,
    without_retracing_warnings,
    without_width_warnings,
)
from lamina._backend.values import (
    StepValues,
    ValuesError,
    all_variables,
    is_variable,
    present_value,
    sync,
    with_values,
)
from lamina._backend.windows import mend_windows, windows_beyond

# Attributes of models that come and go as they are used on some backend.
STATES = {"_get_jax_state", "_jax_state", "_tracked"}

# Attributes under which a backend looks for weights.
WEIGHTS = {"_buffers", "_modules", "_parameters"}

__all__ = [
    "STATES",
    "WEIGHTS",
    "CheckedBatches",
    "ClusterError",
    "EpochOrders",
    "OwnBatches",
    "StepValues",
    "ValuesError",
    "WatchedBatches",
    "all_variables",
    "batches_in_new_orders",
    "batches_pass_in_another_thread",
    "begin_step",
    "build_optimizer",
    "call_traced_anew",
    "card_memory",
    "check_distribution",
    "check_layout",
    "check_strategy",
    "compiled",
    "convolves_slowly_in_conditions",
    "copied_states",
    "count_marks",
    "data_parallel",
    "device_of",
    "devices",
    "distribution",
    "done_by_first",
    "draws_beyond",
    "end_after_step",
    "fail_together",
    "forget_other_ranks",
    "forgets_dtype_of_scalars",
    "functions_traced_once",
    "gathered",
    "has_all_values",
    "has_dtype",
    "has_lengths_when_compiled",
    "int32",
    "is_called_by_a_graph",
    "is_dense",
    "is_each_alone",
    "is_of_backend",
    "is_of_other_backend",
    "is_one_of_replicas",
    "is_spread",
    "is_variable",
    "jitted",
    "join_processes",
    "keep_wide_numbers",
    "kept_dtype",
    "keyed_uniform",
    "known_shape",
    "known_values",
    "leave_processes",
    "left_distribution",
    "loads_in_workers",
    "loop_depth",
    "meet",
    "mend_dropout",
    "mend_segments",
    "mend_windows",
    "mirrored",
    "mixed",
    "model_parallel",
    "needing_others",
    "noise_sizes",
    "orders_nan_last",
    "outside_tracing",
    "parameter_dtype",
    "place_variables",
    "placed_batches",
    "present_value",
    "process_count",
    "process_index",
    "put_random_states",
    "random_states",
    "replica_count",
    "resizes_as_others",
    "rows_of_batch",
    "set_distribution",
    "sync",
    "told_by_all",
    "trace",
    "trace_next_anew",
    "traced_once",
    "uniform_of_batch",
    "untraced",
    "whole_value",
    "widest_fraction",
    "windows_beyond",
    "with_values",
    "without_retracing_warnings",
    "without_width_warnings",
    "zero_marked",
]
