"""The text of a model's table, with nothing cut off."""

import os

import keras
import pytest

from lamina import summary_text


@pytest.fixture
def model() -> keras.Model:
    name = "a_name_that_is_much_longer_than_a_column_of_the_table"
    return keras.Sequential([keras.Input((3,)), keras.layers.Dense(2, name=name)])


def test_no_cell_is_cut(model: keras.Model) -> None:
    text = summary_text(model, 300, expand_nested=False, show_trainable=True)
    assert "a_name_that_is_much_longer_than_a_column_of_the_table" in text
    assert "Param #" in text
    assert "Trainable" in text


@pytest.mark.parametrize("columns", [None, "40"])
def test_the_environment_stays(
    model: keras.Model, monkeypatch: pytest.MonkeyPatch, columns: str | None
) -> None:
    if columns is None:
        monkeypatch.delenv("COLUMNS", raising=False)
    else:
        monkeypatch.setenv("COLUMNS", columns)
    summary_text(model, 200, expand_nested=False, show_trainable=False)
    assert os.environ.get("COLUMNS") == columns
    monkeypatch.setattr(model, "summary", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError, match="division"):
        summary_text(model, 200, expand_nested=False, show_trainable=False)
    assert os.environ.get("COLUMNS") == columns
