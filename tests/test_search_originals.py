from __future__ import annotations

import hashlib
import stat

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import NotFound, StorageFailed
from search.originals import Originals


def hashed(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@given(files=st.lists(st.binary(), max_size=4))
@settings(max_examples=20, deadline=None)
def test_bytes_come_back_as_they_went_in_also_when_put_twice(tmp_path_factory, files):
    originals = Originals(tmp_path_factory.mktemp("originals"))
    kept = {hashed(data): data for data in files}
    originals.put(kept)
    originals.put(kept)
    assert set(originals.hashes()) == kept.keys()
    assert all(originals.get(sha256) == data and originals.is_intact(sha256) for sha256, data in kept.items())


def test_removal_takes_the_file_and_what_an_interrupted_write_left(tmp_path):
    originals = Originals(tmp_path)
    sha256 = hashed(b"bytes")
    originals.put({sha256: b"bytes"})
    originals.path(sha256).with_suffix(".deel").write_bytes(b"by")
    assert list(originals.hashes()) == [sha256]
    originals.remove(sha256)
    originals.remove(sha256)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    with pytest.raises(NotFound):
        originals.get(sha256)


def test_changed_bytes_are_noticed(tmp_path):
    originals = Originals(tmp_path)
    sha256 = hashed(b"bytes")
    originals.put({sha256: b"bytes"})
    originals.path(sha256).write_bytes(b"byte5")
    assert not originals.is_intact(sha256)


def test_a_place_that_cannot_be_written_is_said_in_dutch(tmp_path):
    (tmp_path / "bezet").write_bytes(b"")
    with pytest.raises(StorageFailed, match="gegevensmap"):
        Originals(tmp_path / "bezet" / "originals")
    assert stat.S_ISREG((tmp_path / "bezet").stat().st_mode)
