"""Loaders whose workers would call R: most is tested from R."""

import pytest

from lamina.bridge.r_functions import function
from lamina.bridge.workers import check_workers


def test_workers_may_not_call_functions_of_r():
    # A loader of PyTorch may feed any backend.
    loader = pytest.importorskip("torch").utils.data.DataLoader
    of_r = function(lambda rows: rows, "bind", [{"name": "rows"}])
    check_workers(loader([1, 2], num_workers=2, collate_fn=len))
    check_workers(loader([1, 2], collate_fn=of_r))
    for part in ("dataset", "collate_fn", "worker_init_fn"):
        with pytest.raises(RuntimeError, match=f"The `{part}` .* its 2 workers cannot"):
            check_workers(loader(**{"dataset": [1, 2], "num_workers": 2, part: of_r}))
