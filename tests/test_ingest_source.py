"""Finding and reading files: each once, nothing hidden, and a clear word about what cannot be read."""

import hashlib
import os

import pytest

from corpus.errors import EmptyFile, FileTooLarge, Unreadable
from ingest.source import find, read, upload


def test_a_folder_stands_for_all_its_files_but_hidden_ones_each_once(tmp_path):
    (tmp_path / "b").mkdir()
    for name in ("z.txt", "b/a.txt", ".verborgen", "~$slot.docx", "b/.DS_Store"):
        (tmp_path / name).write_text("x")
    found = list(find([tmp_path, tmp_path / "z.txt", tmp_path / "b"]))
    assert [path.relative_to(tmp_path).as_posix() for path in found] == ["b/a.txt", "z.txt"]


def test_a_missing_path_is_passed_on_and_reading_it_tells(tmp_path):
    (missing,) = find([tmp_path / "weg.pdf"])
    with pytest.raises(Unreadable, match=r"weg\.pdf bestaat niet"):
        read(missing, 100)


def test_a_folder_that_cannot_be_read_is_told_instead_of_skipped(tmp_path, monkeypatch):
    (tmp_path / "open").mkdir()
    (tmp_path / "open" / "a.txt").write_text("x")
    closed = tmp_path / "dicht"
    closed.mkdir()
    scandir = os.scandir

    def refusing(path):
        if str(path) == str(closed):
            raise PermissionError(13, "Permission denied", str(closed))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    assert list(find([tmp_path])) == [closed, tmp_path / "open" / "a.txt"]
    with pytest.raises(Unreadable, match="dicht kan niet worden gelezen"):
        read(closed, 100)


def test_a_source_has_the_hash_of_its_bytes_and_the_place_as_key(tmp_path):
    path = tmp_path / "Verslag coördinatie.txt"
    path.write_bytes(b"tekst")
    source = read(path, 100)
    assert source.sha256 == hashlib.sha256(b"tekst").hexdigest()
    assert (source.key, source.name) == (str(path.resolve()), "Verslag coördinatie.txt")


@pytest.mark.parametrize(("size", "error"), [(0, EmptyFile), (101, FileTooLarge)])
def test_empty_and_too_large_files_are_refused_by_name(tmp_path, size, error):
    path = tmp_path / "map.txt"
    path.write_bytes(b"x" * size)
    with pytest.raises(error, match=r"map\.txt"):
        read(path, 100)


def test_what_is_no_ordinary_file_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "buis")
    with pytest.raises(Unreadable, match="buis"):
        read(tmp_path / "buis", 100)


@pytest.mark.parametrize("name", ["../../etc/passwd", "C:\\map\\passwd", "/etc/passwd"])
def test_of_an_uploaded_name_only_the_last_part_counts(name):
    assert upload(name, b"x", 10).key == "upload:passwd"
