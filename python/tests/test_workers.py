"""Loaders whose workers would call R: most is tested from R."""

from types import SimpleNamespace

import pytest

from lamina.bridge.r_functions import function
from lamina.bridge.workers import check_workers


def loader(**parts):
    return SimpleNamespace(
        **{"num_workers": 2, "dataset": [], "collate_fn": None, **parts}
    )


def test_workers_may_not_call_functions_of_r():
    of_r = function(lambda rows: rows, "bind", [{"name": "rows"}])
    check_workers(loader(collate_fn=len))
    check_workers(loader(collate_fn=of_r, num_workers=0))
    for part in ("dataset", "collate_fn", "worker_init_fn"):
        with pytest.raises(RuntimeError, match=f"The `{part}` .* its 2 workers cannot"):
            check_workers(loader(**{part: of_r}))
