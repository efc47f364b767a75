from __future__ import annotations

import shutil
import sqlite3

import pytest

from corpus.errors import StorageFailed
from corpus.visibility import Visibility
from search.doctor import check, mend
from tests.indexing import arrivals, embed, findable, opened


def test_a_sound_index_has_nothing_to_mend(tmp_path):
    with opened(tmp_path) as index:
        index.add(arrivals(0, 3))
        report = check(index)
        assert list(report.lines()) == ["3 documenten met 9 passages.", "Alles klopt."]
        assert not report.mendable


def test_what_an_engine_lost_or_should_not_have_is_mended_from_the_catalogue(tmp_path):
    lost, half, strange = arrivals(0, 3)
    with opened(tmp_path) as index:
        index.add([lost, half])
        index.engines.lexical.remove(lost.document.id)
        index.engines.commit()
        index.engines.vectors.remove([half.document.id])
        index.engines.add(
            [(strange.document, strange.passages)],
            strange.encoded,
            {strange.document.id: Visibility.OPENBAAR},
        )
        index.engines.commit()
        report = check(index)
        assert report.words_differ == {lost.document.id, strange.document.id}
        assert report.meaning_differs == {half.document.id, strange.document.id}
        assert any("woordenindex" in line for line in report.lines())
        mend(index, report, embed)
        assert check(index).healthy
        assert findable(index) == {item.document.id: (3,) * 4 for item in (lost, half)}
        assert index.nearest(half.encoded.vectors[1], 1)[0][0] == half.passages[1].id


def test_originals_are_compared_with_the_documents(tmp_path):
    lost, altered = arrivals(0, 2)
    stray = "ab" * 32
    with opened(tmp_path) as index:
        index.add([lost, altered])
        index.originals.remove(lost.document.sha256)
        index.originals.path(altered.document.sha256).write_bytes(b"anders")
        index.originals.put({stray: b"van niemand"})
        report = check(index)
        assert report.lost_originals == {lost.document.id}
        assert report.altered_originals == {altered.document.id}
        assert report.stray_originals == {stray}
        mend(index, report, embed)
        report = check(index)
        assert not report.mendable
        assert not report.healthy
        assert stray not in set(index.originals.hashes())


def test_a_passage_outside_the_text_and_a_passage_too_few_are_noticed(tmp_path):
    outside, fewer, sound = arrivals(0, 3)
    with opened(tmp_path) as index:
        index.add([outside, fewer, sound])
        with sqlite3.connect(tmp_path / "catalogue.sqlite3") as database:
            database.execute("UPDATE passages SET end = 999 WHERE id = ?", (outside.passages[2].id,))
            database.execute("DELETE FROM passages WHERE id = ?", (fewer.passages[0].id,))
        database.close()
        assert check(index).wrong_spans == {outside.document.id, fewer.document.id}


def test_a_damaged_engine_is_made_anew_also_with_a_removal_half_done(tmp_path):
    batch = arrivals(0, 3)
    with opened(tmp_path) as index:
        index.add(batch)
    with sqlite3.connect(tmp_path / "index" / "1" / "vectors" / "chroma.sqlite3") as database:
        database.execute("DROP TABLE embeddings_queue")
        database.execute("DROP TABLE embeddings")
    database.close()
    with opened(tmp_path) as index:
        with pytest.raises(StorageFailed):
            index.remove(batch[0].document.id)
        report = check(index)
        assert report.engines_damaged
        assert any("opnieuw" in line for line in report.lines())
        mend(index, report, embed)
        assert check(index).healthy
        assert findable(index) == {item.document.id: (3,) * 4 for item in batch[1:]}


def test_damage_by_a_sudden_death_is_healed_at_the_start(tmp_path):
    batch = arrivals(0, 3)
    with opened(tmp_path) as index:
        index.add(batch)
    with opened(tmp_path) as index:
        assert not index.heal(embed)
    (tmp_path / "lock.pid").write_text("123")
    with sqlite3.connect(tmp_path / "index" / "1" / "vectors" / "chroma.sqlite3") as database:
        database.execute("DROP TABLE embeddings")
    database.close()
    with opened(tmp_path) as index:
        assert index.heal(embed)
        assert check(index).healthy
        assert findable(index) == {item.document.id: (3,) * 4 for item in batch}


def test_engines_that_were_thrown_away_come_back_from_the_catalogue(tmp_path):
    batch = arrivals(0, 3)
    with opened(tmp_path) as index:
        index.add(batch)
    shutil.rmtree(tmp_path / "index")
    with opened(tmp_path) as index:
        mend(index, check(index), embed)
        assert check(index).healthy
        assert findable(index) == {item.document.id: (3,) * 4 for item in batch}
