"""The functions of the installed lamina take what keras3's and Keras' take."""

from pathlib import Path

import pytest

from tools.generate import reference
from tools.generate.descriptions import read_by_hand, standing_for_keras
from tools.generate.files import functions
from tools.generate.function import target
from tools.generate.kinds import KINDS

SCRIPT = Path(__file__).with_name("signatures.R")


@pytest.fixture(scope="module")
def differing(known, run_r, tmp_path_factory):
    table = tmp_path_factory.mktemp("signatures") / "functions.csv"
    stands_for = {
        f.name: f.target(f.keras)
        for kind in KINDS
        for family in functions(kind, kind.folder, known).values()
        for f in family
    }
    for kind in KINDS:
        for name, keras in standing_for_keras(read_by_hand(kind.folder)).items():
            stands_for[name] = target(kind.module or "", keras)
    rows = [f"{fun},{module},{keras}" for fun, (module, keras) in stands_for.items()]
    table.write_text("\n".join(["fun,module,keras", *rows]) + "\n")
    return run_r(SCRIPT, reference.keras_file(), table)


def test_arguments_order_and_defaults_are_those_of_keras3(differing):
    assert differing == []
