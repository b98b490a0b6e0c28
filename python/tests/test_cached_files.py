"""What is in Keras' cache stays where it cannot be fetched anew."""

import functools
import hashlib

import keras
import pytest
from keras.src.utils import file_utils

from lamina.bridge import cached_files
from lamina.bridge.cached_files import fetched


@pytest.fixture
def cache(tmp_path):
    folder = tmp_path / "datasets"
    folder.mkdir()
    (folder / "mine.txt").write_text("one")
    return tmp_path


def get(cache, origin, **kwargs):
    return fetched(
        keras.utils.get_file, "mine.txt", origin, cache_dir=str(cache), **kwargs
    )


def names_in(cache):
    return sorted(file.name for file in (cache / "datasets").iterdir())


@pytest.mark.parametrize("wanted", [{"force_download": True}, {"file_hash": "0" * 64}])
def test_a_file_stays_if_another_does_not_come(cache, wanted):
    with pytest.raises(Exception, match="URL fetch failure"):
        get(cache, (cache / "nowhere").as_uri(), **wanted)
    assert (cache / "datasets" / "mine.txt").read_text() == "one"
    assert names_in(cache) == ["mine.txt"]


def test_a_file_stays_if_what_comes_is_not_what_was_wanted(cache):
    (cache / "far.txt").write_text("two")
    with pytest.raises(ValueError, match="Incomplete or corrupted"):
        get(cache, (cache / "far.txt").as_uri(), file_hash="0" * 64)
    assert (cache / "datasets" / "mine.txt").read_text() == "one"
    assert names_in(cache) == ["mine.txt"]


def test_what_has_come_takes_the_place(cache):
    (cache / "far.txt").write_text("two")
    get(cache, (cache / "far.txt").as_uri(), force_download=True)
    assert (cache / "datasets" / "mine.txt").read_text() == "two"
    assert names_in(cache) == ["mine.txt"]


def test_a_file_that_fits_is_not_touched(cache, monkeypatch):
    monkeypatch.delattr(cached_files, "_set_aside")
    fitting = hashlib.sha256(b"one").hexdigest()
    get(cache, (cache / "nowhere").as_uri(), file_hash=fitting)
    with pytest.raises(NameError, match="_set_aside"):
        get(cache, (cache / "nowhere").as_uri(), file_hash="0" * 64)


def test_a_file_stays_if_fetching_ends_in_an_interrupt(cache):
    def interrupted():
        for text in "two", "three":
            (cache / "far.txt").write_text(text)
            get_anew("mine.txt", (cache / "far.txt").as_uri(), cache_dir=str(cache))
        raise KeyboardInterrupt

    get_anew = functools.partial(keras.utils.get_file, force_download=True)
    with pytest.raises(KeyboardInterrupt):
        fetched(interrupted)
    assert (cache / "datasets" / "mine.txt").read_text() == "one"
    assert names_in(cache) == ["mine.txt"]


def test_keras_fetches_by_itself_afterwards():
    before = file_utils.urlretrieve
    assert fetched(lambda: file_utils.urlretrieve) is not before
    assert file_utils.urlretrieve is before
