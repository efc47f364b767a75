"""An answer is judged by the characters that it shows, not by how it looks."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import DocumentDate, Kind, Page
from corpus.label import Label, LabelKind
from corpus.span import Span
from search.answer.answer import Answer, Coverage, Group, GroupKind
from search.answer.answer import Quote as Shown
from search.evaluate.answers import judge, measure, places
from search.evaluate.gold import GoldQuestion, Quote, plain
from search.query import Citation

TEXT = "De regio's wachten\nzeven weken op een besluit. Dat duurt te lang. Niemand weet wie er belt."
PAGES = (Page(1, Span(0, 45)), Page(2, Span(45, len(TEXT))))
STORED = {"d": (TEXT, PAGES)}
WAITING = Quote("map/verslag.pdf", "regio’s wachten zeven weken op een besluit", 2)
CALLING = Quote("verslag.pdf", "Niemand weet wie er belt", 1)
ELSEWHERE = Quote("ander.pdf", "Niemand weet wie er belt", 1)


def citation():
    return Citation(
        id="p",
        text=TEXT,
        context="",
        span=Span(0, len(TEXT)),
        section=(),
        pages=(1, 2),
        language="nl",
        document_id="d",
        title="Verslag",
        name="verslag.pdf",
        kind=Kind.OVERIG,
        date=DocumentDate(date(2021, 1, 1), "jaar", "2021"),
        sha256="",
        labels=(Label(LabelKind.REGIO, "twente", 1.0, (), "1"),),
    )


def answer(*shown, kind=GroupKind.REGIO, group="twente"):
    groups = (Group(kind, group, "", shown),) if shown else ()
    return Answer(None, None, groups, (citation(),), (), Coverage(1, 1), 0.9)


def sentence(words, page):
    start = TEXT.index(words)
    return Shown(words, Span(start, start + len(words)), (page, page), "", 1, 0.9)


def judged(answer, *quotes):
    return judge(answer, quotes, lambda ids: STORED, [("verslag.pdf", plain(TEXT), citation())])


def test_a_sentence_is_right_where_it_shares_characters_with_a_quote_of_that_file():
    found = judged(
        answer(sentence("wachten\nzeven weken", 1), sentence("Dat duurt te lang.", 2)),
        WAITING,
        CALLING,
        ELSEWHERE,
    )
    assert (found.shown, found.right, found.literal) == (2, 1, 2)
    assert found.quotes == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    "wrong",
    [
        replace(sentence("Dat duurt te lang.", 2), text="Dat duurt te kort."),
        replace(sentence("Dat duurt te lang.", 2), span=Span(0, 18)),
        sentence("Dat duurt te lang.", 1),
        replace(sentence("Dat duurt te lang.", 2), pages=None),
    ],
)
def test_words_that_do_not_stand_there_are_not_literal(wrong):
    assert judged(answer(wrong), WAITING).literal == 0


@pytest.mark.parametrize(
    ("kind", "group", "share"),
    [(GroupKind.REGIO, "twente", 1), (GroupKind.REGIO, "utrecht", 0), (GroupKind.DOCUMENT, "d", 1)],
)
def test_a_group_is_found_by_the_label_that_a_quote_stands_under(kind, group, share):
    assert judged(answer(sentence("Dat duurt te lang.", 2), kind=kind, group=group), WAITING).groups == share


def test_a_refusal_is_wrong_for_one_question_and_right_for_another():
    found = measure(
        lambda text: answer(sentence("Niemand weet wie er belt.", 2)) if "wie" in text else answer(),
        lambda ids: STORED,
        [citation()],
        [
            GoldQuestion("1", "vraag", "wie belt er?", (CALLING,)),
            GoldQuestion("2", "vraag", "hoe?", (WAITING,)),
        ],
        [GoldQuestion("3", "regio", "wie?", ()), GoldQuestion("4", "regio", "waarom?", ())],
    )
    questions, (answered, right, quotes, _, literal) = found.answered("vraag")
    assert (questions, answered.value, right.value, quotes.value, literal.value) == (2, 0.5, 1, 0.5, 1)
    assert (found.refusals()[0], found.refusals()[1].value) == (2, 0.5)


@given(st.integers(0, len(TEXT) - 1), st.integers(1, len(TEXT)), st.sampled_from([" ", "\n", "  \t"]))
def test_a_quote_is_found_at_its_own_place_whatever_the_white_space(start, length, space):
    cut = TEXT[start : start + length].strip()
    if cut:
        first = TEXT.index(cut, start)
        assert (first, first + len(cut)) in list(places(space.join(cut.split()).upper(), TEXT))
