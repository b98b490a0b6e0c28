"""The functions of the installed lamina take what keras3's and Keras' take."""

from pathlib import Path

import pytest

from tools.generate import reference
from tools.generate.descriptions import read_by_hand, standing_for_keras
from tools.generate.files import functions
from tools.generate.kinds import LAYER

SCRIPT = Path(__file__).with_name("signatures.R")


@pytest.fixture(scope="module")
def differing(known, run_r, tmp_path_factory):
    table = tmp_path_factory.mktemp("signatures") / "layers.csv"
    stands_for = {
        f.name: f.keras
        for family in functions(LAYER, LAYER.folder, known).values()
        for f in family
    } | standing_for_keras(read_by_hand(LAYER.folder))
    rows = [f"{fun},{keras}" for fun, keras in stands_for.items()]
    table.write_text("\n".join(["fun,keras", *rows]) + "\n")
    return run_r(SCRIPT, reference.keras_file(), table)


def test_arguments_order_and_defaults_are_those_of_keras3(differing):
    assert differing == []
