"""Proposals of one document: what all documents together would give, for the cost of that one."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.event import listen

from api.evidence.proposals import Proposer
from corpus.label import LabelKind
from corpus.visibility import Visibility
from search.catalogue.knelpunt import Verdict
from search.catalogue.knelpunten import Knelpunten
from tests.indexing import opened
from tests.test_api_evidence_knelpunten import (
    LAW,
    SENTENCES,
    TERMS,
    TWENTE,
    UTRECHT,
    Embedder,
    labelled,
    register,
    registered,
)

KINDS = [term.id for term in TERMS.all if term.kind is LabelKind.KNELPUNT]
ABOUT = ("taxi", "boeken", "sport")
LINES = (TWENTE, UTRECHT, LAW, *(f"In Almere is er geen geld voor {word}." for word in ABOUT))


class Register(Knelpunten):
    """Tells how many records were read."""

    def __init__(self, index):
        super().__init__(index._database)
        self.read = 0
        self._proposer = Proposer(self, index.catalogue, SENTENCES, Embedder())

    def follow(self, *arrivals):
        self.read = 0
        self._proposer.propose({one.document.id for one in arrivals}, KINDS)

    def _read(self, *which):
        found = super()._read(*which)
        self.read += len(found)
        return found


parts = st.lists(
    st.tuples(
        st.lists(st.sampled_from(LINES), min_size=1, max_size=3, unique=True),
        st.sampled_from([None, Visibility.VERTROUWELIJK]),
    ),
    min_size=2,
    max_size=5,
)


@settings(max_examples=5)
@given(parts, st.data())
def test_what_each_document_adds_by_itself_leaves_nothing_for_all_together(tmp_path_factory, given_, data):
    with opened(tmp_path_factory.mktemp("index")) as index:
        kept = register(index)
        for number, (lines, shown) in enumerate(given_):
            arrival = replace(labelled(f"{number}.txt", f"Verslag {number}.", *lines), visibility=shown)
            index.add([arrival])
            kept.follow({arrival.document.id})
            proposals = [one.record.id for one in kept.all() if one.record.verdict is Verdict.VOORSTEL]
            if proposals and data.draw(st.booleans()):
                judge = data.draw(st.sampled_from([kept.accept, kept.reject]))
                judge(data.draw(st.sampled_from(proposals)), "Gezien")
        before = kept.all()
        kept.follow(None)
        assert kept.all() == before


def test_a_document_reads_only_the_records_that_it_is_in(tmp_path):
    money = [labelled(f"{word}.txt", f"Er is geen geld voor {word}.") for word in ABOUT]
    law, more = labelled("wet.txt", LAW), labelled("meer.txt", TWENTE)
    with registered(tmp_path, *money) as (index, kept):
        count = len(kept.all())
        index.add([law])
        store = Register(index)
        store.follow(law)
        assert (store.read, len(store.all())) == (0, count + 1)
        index.add([more])
        store.follow(more)
        assert (store.read, len(store.all())) == (0, count + 2)
        store.follow(more)
        assert store.read == 1


def test_what_an_accepted_knelpunt_says_is_known_as_long_as_one_of_its_documents_says_it(tmp_path):
    first, second = labelled("a.txt", TWENTE), labelled("b.txt", "Café 😀 één.", TWENTE)
    with registered(tmp_path, first, second) as (index, kept):
        (known,) = kept.all()
        kept.accept(known.record.id, "Gezien")
        index.remove(first.document.id)
        index.add([more := labelled("c.txt", TWENTE, "Een slot.")])
        kept.follow({more.document.id})
        assert [one.record.resembles for one in kept.all()] == [None, known.record.id]
        index.remove(second.document.id)
        index.add([last := labelled("d.txt", TWENTE, "Nog een slot.")])
        kept.follow({last.document.id})
        accepted, proposed = kept.all()
        assert (len(accepted.quotes), len(proposed.quotes)) == (2, 2)


def test_of_a_knelpunt_that_grows_only_the_new_quote_is_written(tmp_path):
    with registered(tmp_path, labelled("a.txt", TWENTE), labelled("b.txt", UTRECHT)) as (index, kept):
        (before,) = kept.all()
        written = []

        def look(*told):
            if "knelpunt_quotes" in told[2] and not told[2].startswith("SELECT"):
                written.append(told[3])

        listen(index.knelpunten._engine, "before_cursor_execute", look)
        index.add([more := labelled("c.txt", TWENTE, "Een slot.")])
        kept.follow({more.document.id})
        (after,) = kept.all()
        assert len(written) == 1
        assert [one.quote.number for one in after.quotes] == [
            *(one.quote.number for one in before.quotes),
            before.quotes[-1].quote.number + 1,
        ]


def test_what_was_removed_and_never_looked_at_since_goes_with_the_next_document(tmp_path):
    with registered(tmp_path, gone := labelled("a.txt", TWENTE)) as (index, kept):
        index.remove(gone.document.id)
        index.add([law := labelled("b.txt", LAW)])
        kept.follow({law.document.id})
        (left,) = kept.all()
        assert left.record.act
