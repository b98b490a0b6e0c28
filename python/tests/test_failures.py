"""Errors of another language are known again, whatever Python has done with them."""

import pytest

from lamina import failures
from lamina.failures import CallbackError, Failure, guarded


def broken(*args, **kwargs):
    raise ValueError("no way")


def fails(condition, held=False):
    return guarded(lambda: Failure("no way", condition, held))


def test_an_error_is_told_from_those_of_python():
    function = guarded(broken)
    with pytest.raises(CallbackError, match="no way") as caught:
        function()
    assert isinstance(caught.value.__cause__, ValueError)
    with pytest.raises(CallbackError) as again:
        guarded(lambda: function())()
    assert isinstance(again.value.__cause__, ValueError)


def test_errors_are_noted_that_nobody_hears_of():
    function = guarded(broken)
    with failures.noting_failures() as noted:
        for _ in range(2):
            with pytest.raises(CallbackError) as caught:
                guarded(lambda: function())()
        with failures.noting_failures() as within:
            pass
    assert len(noted) == 2
    assert noted[-1] is caught.value
    assert within == []
    with pytest.raises(CallbackError):
        function()
    assert len(noted) == 2


def test_an_error_is_found_behind_those_that_it_caused():
    def shape():
        try:
            guarded(broken)()
        finally:
            raise NotImplementedError("no shape")

    with pytest.raises(NotImplementedError) as caught:
        shape()
    assert failures.is_from_callback(caught.value)
    assert not failures.is_from_callback(NotImplementedError("no shape"))
    assert not failures.is_from_callback(None)


def test_the_condition_comes_with_the_exception_that_came_of_it():
    with pytest.raises(CallbackError) as first:
        fails("first")()
    with pytest.raises(CallbackError) as second:
        fails("second")()
    assert failures.condition_of(first.value) == "first"
    assert failures.condition_of(second.value) == "second"
    later = ValueError("later")
    later.__cause__ = first.value
    later.__context__ = second.value
    assert failures.condition_of(later) == "first"
    # Keras makes another of the same class.
    again = CallbackError("no way, and more")
    again.__context__ = second.value
    assert failures.condition_of(again) == "second"
    assert failures.condition_of(ValueError("no way")) is None
    circle, other = ValueError(), ValueError()
    circle.__context__, other.__context__ = other, circle
    assert failures.condition_of(circle) is None


def test_the_condition_is_known_in_a_text_until_it_is_let_go():
    def text_of(function):
        with pytest.raises(CallbackError) as caught:
            function()
        return f"{caught.value} {' '.join(getattr(caught.value, '__notes__', []))}"

    try:
        texts = [text_of(fails(i, held=True)) for i in range(12)]
        for i, text in enumerate(texts):
            assert failures.condition_of(RuntimeError(f"Failed: {text}.")) == i
        assert failures.condition_of(RuntimeError(texts[0] + texts[1])) == 1
        assert "[R error" not in text_of(fails("not held"))
    finally:
        failures.let_go()
    assert failures.condition_of(RuntimeError(texts[0])) is None
