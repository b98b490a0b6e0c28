"""What R creates, or cannot."""

import random

import pytest

from lamina.bridge.create import create


def test_what_cannot_be_created_draws_no_seed():
    def make(error=None):
        seed = random.random()
        if error is not None:
            raise error("no")
        return seed

    before = random.getstate()
    for error in (ValueError, KeyboardInterrupt):
        with pytest.raises(error, match="no"):
            create(make, error)
        assert random.getstate() == before
    assert isinstance(create(make, error=None), float)
    assert random.getstate() != before
