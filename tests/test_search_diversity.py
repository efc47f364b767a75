from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Kind
from corpus.span import Span
from search.diversity import ALIKE, MOST, PAGE, alike, folded, spread, words_of
from search.query import Citation, Ranked


def ranked(text: str, document: str = "d", score: float = 0.5) -> Ranked:
    citation = Citation(
        id=f"{abs(hash((text, document))):016x}"[:16],
        text=text,
        context="",
        span=Span(0, len(text)),
        section=("Kop",),
        pages=(2, 3),
        language="nl",
        document_id=document,
        title=f"Titel van {document}",
        name=f"{document}.txt",
        kind=Kind.OVERIG,
        date=None,
        sha256="0" * 64,
    )
    return Ranked(citation, score, {})


LONG = (
    "De regio vroeg om een vaste afspraak met de inspectie over kinderen die deels op een zorgboerderij leren"
)


def test_a_near_duplicate_folds_into_the_better_one_which_tells_where_it_stands():
    best, other = ranked(LONG + " en spelen.", "a"), ranked("Iets heel anders over vervoer.", "b")
    twin = ranked(LONG + ".", "c")
    kept = folded([best, other, twin])
    assert [one.citation.text for one in kept] == [best.citation.text, other.citation.text]
    (told,) = kept[0].citation.also_in
    assert (told.id, told.document_id, told.title) == (twin.citation.id, "c", "Titel van c")
    assert (told.section, told.pages) == (("Kop",), (2, 3))
    assert not kept[1].citation.also_in


def test_one_document_leaves_room_for_what_is_nearly_as_good_and_for_nothing_else():
    fill = [ranked(f"vol {number}", "vol", 0.9 - number / 1000) for number in range(12)]
    near, far = ranked("bijna", "ander", 0.85), ranked("veel minder", "derde", 0.3)
    order = [one.citation.document_id for one in spread([*fill, near, far])]
    assert order == ["vol"] * MOST + ["ander"] + ["vol"] * 6 + ["derde"]


@given(
    st.lists(
        st.tuples(st.sampled_from("abcd"), st.sampled_from([LONG, LONG + " nu", "x", "", "y z"])), max_size=40
    )
)
def test_nothing_is_lost_or_doubled(drawn):
    given_ = [ranked(f"{text}", document, 1 - place / 100) for place, (document, text) in enumerate(drawn)]
    given_ = [
        replace(one, citation=replace(one.citation, id=f"{place:016x}")) for place, one in enumerate(given_)
    ]
    kept = spread(folded(given_))
    told = [one.citation.id for one in kept] + [twin.id for one in kept for twin in one.citation.also_in]
    assert sorted(told) == [one.citation.id for one in given_]
    for start in range(0, len(kept), PAGE):
        row = kept[start : start + PAGE]
        assert len({one.citation.id for one in row}) == len(row)


@given(
    *[st.lists(st.sampled_from("aan de het kind school ouder gemeente leerplicht".split()), max_size=9)] * 2
)
def test_passages_are_alike_by_the_share_of_their_words_that_both_have(some, others):
    one, other = set(some), set(others)
    shared = len(one & other) / len(one | other) if one | other else 1.0
    assert alike(words_of(" ".join(some)), words_of(" ".join(others))) == (shared >= ALIKE)
