import pytest

from corpus.errors import StorageFailed
from search.hits import numbers
from search.tokens import FILE, TokenStore
from tests.indexing import arrivals, embed, findable, opened

IDS = [("d1", "ffffffffffffffff"), ("d1", "0000000000000001"), ("d2", "8000000000000000"), ("d2", "0" * 16)]


@pytest.fixture
def store(tmp_path):
    made = TokenStore(tmp_path / "tokens")
    made.add(IDS, [b"a", b"b", b"c", b""])
    yield made
    made.close()


def test_tokens_come_in_the_order_that_is_asked_and_a_passage_may_have_none(store):
    asked = numbers(["0" * 16, IDS[2][1], IDS[0][1], "1234567812345678", IDS[1][1]])
    assert store.of(asked) == [b"", b"c", b"a", b"", b"b"]
    assert store.of(numbers([])) == []
    assert store.counts() == {"d1": 2, "d2": 1}


def test_tokens_of_a_document_go_with_it_and_stay_after_opening_again(store, tmp_path):
    store.remove(["d1", "unknown"])
    store.close()
    again = TokenStore(tmp_path / "tokens")
    assert again.counts() == {"d2": 1}
    assert not again.is_empty()
    again.close()
    with pytest.raises(StorageFailed):
        again.counts()


@pytest.mark.parametrize("content", [b"", b"dit is geen databank" * 100])
def test_an_index_whose_tokens_were_lost_is_made_anew(tmp_path, content):
    batch = arrivals(0, 3)
    with opened(tmp_path) as index:
        index.add(batch)
    for file in (tmp_path / "index/1/tokens").iterdir():
        file.unlink()
    (tmp_path / "index/1/tokens" / FILE).write_bytes(content)
    with opened(tmp_path) as index:
        assert index.heal(embed)
        assert findable(index) == {item.document.id: (3,) * 4 for item in batch}
        assert not index.heal(embed)
