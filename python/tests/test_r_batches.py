"""Batches that R makes come on the thread that asks, or an error says why not."""

import sys
import types

import pytest

from lamina.bridge.r_batches import OTHER_THREAD, RDataset, refusing_other_threads


def test_a_data_set_without_an_end_has_no_length():
    assert len(RDataset(lambda batch: (batch,), lambda: 2)) == 2
    for count in (None, lambda: None):
        with pytest.raises(TypeError, match="The data set has no end"):
            len(RDataset(lambda batch: (batch,), count))


def as_in_a_graph(call, function):
    """Call as TensorFlow calls the Python code in its graphs, by what tells them."""
    names = {"__name__": "tensorflow.python.ops.script_ops"}
    exec("def run(call, function):\n    return call(function)", names)
    return names["run"](call, function)


@pytest.fixture
def thread(monkeypatch):
    thread = types.ModuleType("rpytools.thread")
    thread.safe_call_r_function_on_main_thread = lambda f: (f(), None)
    monkeypatch.setitem(sys.modules, "rpytools", types.ModuleType("rpytools"))
    monkeypatch.setitem(sys.modules, "rpytools.thread", thread)
    return thread


def test_r_is_not_called_by_a_graph(thread):
    called = []

    def train():
        call = thread.safe_call_r_function_on_main_thread
        assert call(lambda: 3) == (3, None)
        _, error = as_in_a_graph(call, lambda: called.append(1))
        # TensorFlow makes one of its own of it.
        raise ValueError("UNKNOWN") from error

    before = thread.safe_call_r_function_on_main_thread
    with pytest.raises(RuntimeError) as caught, refusing_other_threads():
        train()
    assert str(caught.value) == OTHER_THREAD
    assert called == []
    assert thread.safe_call_r_function_on_main_thread is before


def test_another_error_stays_what_it_is(thread):
    with pytest.raises(ValueError, match="UNKNOWN"), refusing_other_threads():
        raise ValueError("UNKNOWN")
