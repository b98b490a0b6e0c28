"""What has been saved is put in its place at once, or not at all."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from lamina.models.put_in_place import put_in_place


@pytest.mark.parametrize("name", ["net.keras", "net"])
def test_one_of_several_that_save_at_a_time_succeeds(name, tmp_path):
    def put(i):
        part = parts / f"{i}-{name}"
        if name == "net":
            part.mkdir()
        file = part / "config.json" if name == "net" else part
        file.write_text(str(i))
        start.wait()
        try:
            put_in_place(part, target)
        except FileExistsError:
            return False
        return True

    for turn in range(20):
        folder = tmp_path / str(turn)
        parts = folder / "parts"
        parts.mkdir(parents=True)
        target = folder / name
        start = threading.Barrier(4)
        with ThreadPoolExecutor(4) as pool:
            successes = list(pool.map(put, range(4)))
        assert sum(successes) == 1
        file = target / "config.json" if name == "net" else target
        assert file.read_text() == str(successes.index(True))


def test_a_file_is_put_in_place_without_links(tmp_path, monkeypatch):
    def link(*args):
        raise PermissionError("Operation not permitted")

    monkeypatch.setattr(os, "link", link)
    for i in range(2):
        (tmp_path / f"part{i}").write_text(str(i))
    put_in_place(tmp_path / "part0", tmp_path / "net.keras")
    with pytest.raises(FileExistsError, match="overwrite=True"):
        put_in_place(tmp_path / "part1", tmp_path / "net.keras")
    assert (tmp_path / "net.keras").read_text() == "0"
    put_in_place(tmp_path / "part1", tmp_path / "net.keras", True)
    assert (tmp_path / "net.keras").read_text() == "1"


def test_no_folder_is_replaced_by_a_file(tmp_path):
    part, target = tmp_path / "part", tmp_path / "net.keras"
    part.write_text("new")
    target.mkdir()
    # Others may have made it since it was looked at.
    with pytest.raises(FileExistsError, match="is a folder"):
        put_in_place(part, target, overwrite=True)
    assert target.is_dir()
    assert part.read_text() == "new"
