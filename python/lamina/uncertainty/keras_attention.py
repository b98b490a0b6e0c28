"""How Keras' attention layers draw by keys: they drop among their weights.

Example:
>>> from lamina.layers.draws_with import rate_of
>>> rate_of(layers.Attention(dropout=0.2))
0.2
"""

from collections.abc import Mapping
from typing import Any

from keras import layers, ops

from lamina._keras import APPLY_SCORES
from lamina.layers.draws_with import Method, Numbers, draws_inside, drop

_own: Any = getattr(layers.Attention, APPLY_SCORES)


def _apply_scores(
    layer: Any,
    numbers: Numbers,
    scores: Any,
    value: Any,
    scores_mask: Any = None,
    training: bool = False,
) -> Any:
    _, weights = _own(layer, scores, value, scores_mask)
    dropped = drop(weights, numbers.uniform(weights), layer.dropout)
    return ops.matmul(dropped, value), dropped


def _methods(layer: Any) -> Mapping[str, Method]:
    is_own = getattr(type(layer), APPLY_SCORES) is _own
    return {APPLY_SCORES: _apply_scores} if is_own else {}


draws_inside(_methods, rates=("dropout",))(layers.Attention)
