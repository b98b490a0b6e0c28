"""Functions get the signatures that were asked for."""

import inspect

from lamina.bridge.r_functions import function


def test_a_function_has_the_signature_that_was_asked_for():
    seen = []

    def run(*args, **kwargs):
        seen.append((args, kwargs))
        return len(seen)

    made = function(
        run,
        "name",
        [
            {"name": "x"},
            {"name": "na.rm", "default": True},
            {"name": "n", "in_r": True},
            {"name": "...", "rest": True},
            {"name": "lambda", "default": 3},
        ],
    )
    assert made.__name__ == "name"
    assert str(inspect.signature(made)) == (
        "(x, na_rm=True, n=None, *args, lambda_=3, **kwargs)"
    )
    assert made(1, n=None, y=2) == 1
    assert seen == [((), {"x": 1, "na.rm": True, "lambda": 3, "y": 2})]


def test_what_has_no_name_reaches_the_rest():
    seen = []
    made = function(
        lambda *args, **kwargs: seen.append((args, kwargs)),
        "name",
        [
            {"name": "args"},
            {"name": "n", "in_r": True},
            {"name": "...", "rest": True},
            {"name": "last"},
        ],
    )
    assert str(inspect.signature(made)) == "(args, n=None, *args_, last, **kwargs)"
    made(1, last=2)
    made(1, None, 3, 4, last=2, more=5)
    assert seen == [
        ((), {"args": 1, "last": 2}),
        ((3, 4), {"args": 1, "n": None, "last": 2, "more": 5}),
    ]
