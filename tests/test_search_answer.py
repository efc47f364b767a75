"""Tests search/answer/: what a question asks, how sentences are grouped, and that every quote is literal."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Kind, Page
from corpus.label import Evidence, Ground, Label, LabelKind
from corpus.span import Span
from models.analysis import Analysis
from models.dutch import DutchSentences
from models.hashed import HashedNgrams
from search.answer.answer import GroupKind
from search.answer.ask import Ask, asked
from search.answer.candidates import SIGNALS, Candidate, Reader
from search.answer.grouping import gathered
from search.answer.literal import Check, is_literal
from search.answer.rereading import REREAD, WHOLE, reread
from search.answer.units import Unit
from search.answer.verdict import Verdict
from search.query import Citation, Ranked
from search.question import Named, Question

ANALYSIS = Analysis()
WORDS = "Ouders in Twente wachten lang. Wat Almere anders doet, werkt. Dat scheelt de school tijd en geld."


def question(text):
    words = tuple(word for word in ANALYSIS.words(text) if not word.is_stop)
    return Question(text, text, words, "nl")


def citation(text, labels=(), document="d1", id="0" * 16, start=0):  # noqa: A002
    return Citation(
        id=id,
        text=text,
        context="",
        span=Span(start, start + len(text)),
        section=("Regio's",),
        pages=None,
        language="nl",
        document_id=document,
        title=f"Titel van {document}",
        name=f"{document}.txt",
        kind=Kind.OVERIG,
        date=None,
        sha256="0" * 64,
        labels=labels,
    )


def candidate(words, score, source):
    start = source.text.index(words)
    stems = frozenset(word.stem for word in ANALYSIS.words(words) if not word.is_stop)
    unit = Unit(Span(start, start + len(words)), words, stems, len(words.split()))
    return Candidate(source, unit, np.zeros(len(SIGNALS)), score)


def region(name, *spans, ground=Ground.WORDS):
    return Label(LabelKind.REGIO, name, 0.9, (Evidence(ground, tuple(Span(*span) for span in spans)),), "1")


def named(kind, label):
    return f"{kind} {label}"


def per(by, *themes):
    return Ask("?", (), frozenset(themes), frozenset(), by)


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("Waar liepen regio's aan tegen schurende wetten?", GroupKind.REGIO),
        ("Wie betaalt de zorg in onderwijstijd?", GroupKind.REGIO),
        ("In welke gemeenten is er een loket?", GroupKind.REGIO),
        ("Welke wetten staan een maatwerkplek in de weg?", GroupKind.WET),
        ("Welk advies gaat over monitoring?", GroupKind.ADVIES),
        ("Hoeveel thuiszitters telt de regio?", GroupKind.DOCUMENT),
        ("Hoe staat het met de plek waar kinderen leren?", GroupKind.DOCUMENT),
        ("Wat is het hoogste bedrag per kind?", GroupKind.DOCUMENT),
    ],
)
def test_a_question_tells_what_its_answer_is_grouped_by(text, by):
    ask = asked(question(text), lambda words: [1.0] * len(words))
    assert ask.by == by


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Wat regelt de Wet verplichte ggz?", {"verplicht"}),
        ("Wat zegt de Wet op het primair onderwijs?", {"primair"}),
        ("Wat vraagt Twente over de Variawet?", {"twent", "variawet"}),
        ("Twente wacht op antwoord", set()),
    ],
)
def test_an_act_is_named_by_what_it_is_about_and_not_by_being_an_act(text, names):
    found = asked(question(text), lambda words: [1.0] * len(words)).names
    assert found == {frozenset({name}) for name in names}


def test_an_act_of_the_register_is_there_by_its_label_and_not_by_its_words():
    text = "Wat regelt de Wet verplichte ggz in Twente?"
    act, span = (LabelKind.WET, "BWBR0040635"), Span(text.index("Wet"), text.index(" in"))
    called = replace(question(text), named=(Named(*act, (span,)),))
    ask = asked(called, lambda words: [1.0] * len(words))
    assert ask.names == {frozenset({act}), frozenset({"twent"})}
    assert ask.nameless(frozenset({"verplicht", "ggz"}), frozenset()) == 1.0
    assert ask.nameless(frozenset({"twent"}), frozenset({act})) == 0.0


@pytest.mark.parametrize(("itself", "lacking"), [(True, 0.0), (False, 1.0)])
def test_a_region_that_is_named_itself_is_there_by_its_label_too_and_a_place_in_it_is_not(itself, lacking):
    text = "Hoeveel Twentse scholen doen mee?"
    region, span = (LabelKind.REGIO, "twente"), Span(8, 15)
    named = replace(question(text), named=(Named(*region, (span,), itself=itself),))
    ask = asked(named, lambda words: [1.0] * len(words))
    assert ask.nameless(frozenset({"twent"}), frozenset({region})) == lacking
    assert ask.nameless(frozenset({"twents"}), frozenset()) == 0.0
    assert ask.nameless(frozenset({"utrecht"}), frozenset({(LabelKind.REGIO, "utrecht")})) == 1.0


@given(st.frozensets(st.sampled_from(["ouder", "twent", "wacht", "tafel"])))
def test_what_a_text_leaves_open_of_a_question_is_a_share_of_it(stems):
    ask = asked(question("Hoe lang wachten ouders in Twente?"), lambda words: [1.0] * len(words))
    assert 0.0 <= ask.gap(stems) <= ask.absent(stems) <= 1.0
    own = frozenset(term.stem for term in ask.terms)
    assert ask.gap(own) == ask.absent(own) == 0.0


def test_a_heading_in_capitals_is_no_answer():
    source = citation("HET LOKET VOOR OUDERS IN TWENTE\n\nOuders in Twente wachten lang op het loket.")
    reader = Reader(ANALYSIS, DutchSentences(), HashedNgrams())
    ask = asked(question("Waar is een loket voor ouders?"), lambda words: [1.0] * len(words))
    found = reader.candidates(ask, [Ranked(source, 1.0, {})])
    assert [one.unit.text for one in found] == ["Ouders in Twente wachten lang op het loket."]


def test_the_section_tells_of_which_region_a_sentence_is_and_else_its_own_words_do():
    first, second, third = WORDS.replace(". ", ".|").split("|")
    labels = (region("twente", (10, 16)), region("almere", (35, 41)))
    own = citation(WORDS, labels)
    groups = gathered([candidate(first, 0.9, own), candidate(third, 0.8, own)], per(GroupKind.REGIO), named)
    assert [(group.kind, group.id, group.name) for group in groups] == [
        (GroupKind.REGIO, "twente", "regio twente"),
        (GroupKind.REGIO, "almere", "regio almere"),
    ]
    whole = citation(WORDS, (*labels, region("utrecht", ground=Ground.SECTION)))
    groups = gathered(
        [candidate(first, 0.9, whole), candidate(second, 0.8, whole)], per(GroupKind.REGIO), named
    )
    assert [(group.id, len(group.candidates)) for group in groups] == [("utrecht", 2)]
    bare = citation(WORDS)
    (group,) = gathered([candidate(first, 0.9, bare)], per(GroupKind.REGIO), named)
    assert (group.kind, group.id, group.name) == (GroupKind.DOCUMENT, "d1", "Titel van d1")


def test_nothing_is_said_twice_and_a_weak_sentence_opens_no_group():
    first, _, third = WORDS.replace(". ", ".|").split("|")
    one, other = citation(WORDS), citation(WORDS, document="d2", id="1" * 16)
    weak = citation(WORDS.upper(), document="d3", id="2" * 16)
    scored = [candidate(first, 0.9, one), candidate(first, 0.8, other), candidate(third.upper(), 0.1, weak)]
    groups = gathered(scored, per(GroupKind.DOCUMENT), named)
    assert [(group.id, len(group.candidates)) for group in groups] == [("d1", 1)]


def test_where_a_theme_is_asked_for_naming_it_in_passing_opens_no_group_and_showing_it_does():
    first, second, third = WORDS.replace(". ", ".|").split("|")
    wet = Label(LabelKind.KNELPUNT, "wetgeving", 0.9, (Evidence(Ground.WORDS, (Span(0, 10),)),), "1")
    shows, passing = citation(WORDS, (wet,)), citation(WORDS, document="d2", id="1" * 16)
    other = citation(WORDS, (wet,), document="d3", id="2" * 16)
    scored = [candidate(third, 0.9, shows), candidate(second, 0.5, passing), candidate(first, 0.1, other)]
    theme = (LabelKind.KNELPUNT, "wetgeving")
    found = {
        group.id: [one.unit.text for one in group.candidates]
        for group in gathered(scored, per(GroupKind.REGIO, theme), named)
    }
    assert found == {"d1": [third], "d3": [first]}
    without = {group.id for group in gathered(scored, per(GroupKind.REGIO), named)}
    assert "d2" in without


@given(st.text(max_size=40), st.text(min_size=1, max_size=20), st.text(max_size=40), st.text(max_size=80))
def test_only_what_the_stored_text_and_its_pages_have_to_the_letter_becomes_a_quote(
    before, words, after, now
):
    text = before + words + after
    span = Span(len(before), len(before) + len(words))
    border = span.start + len(words) // 2
    pages = (Page(1, Span(0, border)), Page(2, Span(border, len(text))))
    assert is_literal(words, span, text, pages)
    assert is_literal(words, span, now, ()) == (now[span.start : span.end] == words)
    source = citation(words, start=len(before))
    whole = [candidate(words, 0.9, source)]
    kept, gone = Check({"d1": (text, pages)}), Check({"d1": (now, ())})
    assert [(one.text, one.source) for one in kept.quotes(whole)] == [(words, 1)]
    assert all(one.text == one.span.cut(now) for one in gone.quotes(whole))
    assert not list(Check({}).quotes(whole))


class Liking:
    """A reranker that likes what has a word in it, and remembers what it was given."""

    def __init__(self, word):
        self.word, self.given = word, []

    def scores(self, question, texts):
        self.given += texts
        return np.array([0.9 if self.word in text else 0.1 for text in texts], dtype=np.float32)


def test_the_likeliest_sentences_are_read_again_and_change_places_and_the_first_passages_are_read_whole():
    sources = [
        citation(f"Sentence {number} is here.\nIt has  more.", id=f"{number:016d}") for number in range(12)
    ]
    found = [
        candidate(one.text.partition("\n")[0], 0.9 - number / 20, one) for number, one in enumerate(sources)
    ]
    liking = Liking(" 5 ")
    read = reread(per(GroupKind.DOCUMENT), found, liking)
    passages = [f"Regio's: Sentence {number} is here. It has more." for number in range(WHOLE)]
    assert liking.given == [*passages, *(f"Regio's: {one.unit.text}" for one in found[:REREAD])]
    assert [one.whole is None for one in read] == [False] * WHOLE + [True] * (12 - WHOLE)
    assert [one.reread is None for one in read] == [False] * REREAD + [True] * (12 - REREAD)
    after = Verdict.read(with_tokens=True, reread=True).rescored(read)
    assert after.index(next(one for one in after if " 5 " in one.unit.text)) < 5
    assert [one.score for one in after] == sorted((one.score for one in after), reverse=True)
    assert {one.score for one in after if one.reread is None} == {one.score for one in found[REREAD:]}


def test_without_a_reranker_sentences_stay_as_they_are():
    found = [candidate("Ouders", 0.5, citation(WORDS))]
    verdict = Verdict.read(with_tokens=True, reread=False)
    assert verdict.rescored(reread(per(GroupKind.DOCUMENT), found, None)) == found
