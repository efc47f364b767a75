"""The pipeline reads Dutch policy prose: sentences, word classes, lemmas, relations."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.dutch import DutchSentences
from models.pipeline import WEIGHTS, DutchPipeline

TRICKY = (Path(__file__).parent / "data/tricky_sentences.txt").read_text("utf8").strip()
MEGABYTES = 15


@pytest.fixture(scope="module")
def pipeline():
    return DutchPipeline()


def read(pipeline, text):
    (reading,) = pipeline.read([text])
    return reading


def lemmas(pipeline, text):
    return {word.span.cut(text): word.lemma for word in read(pipeline, text).words}


def classes(pipeline, text):
    return [word.upos for word in read(pipeline, text).words]


def test_at_least_98_of_100_tricky_sentences_are_found_whole():
    """A blank line in the file is a line end in the text; the other lines are joined with a space."""
    blocks = [block.splitlines() for block in TRICKY.split("\n\n")]
    text = "\n".join(" ".join(block) for block in blocks)
    wanted = [sentence for block in blocks for sentence in block]
    found = [span.cut(text) for span in DutchSentences()(text)]
    right = len(set(wanted) & set(found))
    assert len(wanted) == 200
    assert 2 * right / (len(wanted) + len(found)) >= 0.98, set(found) - set(wanted)


def test_the_pipeline_finds_the_tricky_sentences_too(pipeline):
    text = TRICKY.replace("\n\n", "¶").replace("\n", " ").replace("¶", "\n")
    by_rule, found = set(DutchSentences()(text)), set(read(pipeline, text).sentences)
    assert len(by_rule & found) >= 0.98 * len(by_rule | found)


def test_sentences_asked_for_alone_are_those_of_a_full_reading(pipeline):
    assert tuple(pipeline(TRICKY)) == read(pipeline, TRICKY).sentences


@pytest.mark.parametrize(
    ("text", "form", "lemma"),
    [
        ("De regio’s liepen vast op twee wetten.", "wetten", "wet"),
        ("De regio’s liepen vast op twee wetten.", "regio’s", "regio"),
        ("Zij hebben samenwerkingsafspraken gemaakt.", "samenwerkingsafspraken", "samenwerkingsafspraak"),
        ("Het gesprek vindt morgen plaats.", "vindt", "plaatsvinden"),
        ("Zij hebben samenwerkingsafspraken gemaakt.", "gemaakt", "maken"),
        ("Deze kinderen gingen niet naar school.", "kinderen", "kind"),
        ("De gemeenten betaalden de begeleiding.", "gemeenten", "gemeente"),
        ("Kleine scholen werken samen.", "Kleine", "klein"),
    ],
)
def test_words_are_brought_back_to_their_lemma(pipeline, text, form, lemma):
    assert lemmas(pipeline, text)[form] == lemma


def test_word_classes_of_a_plain_sentence(pipeline):
    text = "De wethouder wil in Utrecht twee nieuwe scholen openen."
    assert classes(pipeline, text) == "DET NOUN VERB ADP PROPN NUM ADJ NOUN VERB PUNCT".split()


def test_every_sentence_has_one_root_and_its_subject_below_it(pipeline):
    text = "De gemeente betaalt de hulp. Scholen geven les."
    words = read(pipeline, text).words
    roots = [number for number, word in enumerate(words) if word.head == number]
    assert [words[root].span.cut(text) for root in roots] == ["betaalt", "geven"]
    subjects = [word.span.cut(text) for word in words if word.relation == "nsubj"]
    assert subjects == ["gemeente", "Scholen"]


@settings(max_examples=30)
@given(st.text(alphabet=st.sampled_from("aB1 .?!:”“'(),-\n\t€é"), max_size=60) | st.text(max_size=40))
def test_words_and_sentences_hold_all_text_but_white_space(pipeline, text):
    reading = read(pipeline, text)
    covered = "".join(word.span.cut(text) for word in reading.words)
    assert "".join(covered.split()) == "".join(text.split())
    assert "".join("".join(span.cut(text) for span in reading.sentences).split()) == "".join(text.split())
    assert all(0 <= word.head < len(reading.words) for word in reading.words)


def test_the_weights_are_small(pipeline):
    size = sum(path.stat().st_size for path in WEIGHTS.rglob("*") if path.is_file())
    assert size <= MEGABYTES * 1e6
