"""What a passage denies, wishes or demands is told apart from what it reports."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.span import Span
from models.cues import CueKind, cues, negated


def span_of(word, text):
    start = text.index(word)
    return Span(start, start + len(word))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("De regels belemmeren ons niet.", "belemmeren"),
        ("Er zijn weinig financiële drempels.", "drempels"),
        ("Wij zien geen knelpunt in de wet.", "knelpunt"),
        ("Het kind kreeg zonder indicatie les.", "indicatie"),
        ("De wachtlijst is nooit een probleem geweest.", "probleem"),
        ("De subsidie is kort, maar de privacywet hindert ons niet.", "hindert"),
        ("Dat hoeft nauwelijks geld te kosten.", "geld"),
    ],
)
def test_what_is_denied_is_seen_as_denied(text, word):
    assert negated(text, span_of(word, text))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("De regels belemmeren ons.", "belemmeren"),
        ("De subsidie is kort, maar de privacywet hindert ons niet.", "subsidie"),
        ("Niet alleen de wet knelt, ook het geld.", "wet"),
        ("De wet knelt; er is geen loket.", "knelt"),
        ("Het lukt niet zonder knelpunten.", "knelpunten"),
        ("De wet knelt, dat staat zonder twijfel vast.", "vast"),
        ("Scholen mogen al dan niet een arrangement kiezen.", "arrangement"),
        ("De termijn is te kort omdat er geen jurist is.", "kort"),
        ("In de wet knellen de termijnen zonder dat iemand het weet.", "knellen"),
    ],
)
def test_what_is_asserted_is_not_seen_as_denied(text, word):
    assert not negated(text, span_of(word, text))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ouders willen één aanspreekpunt.", CueKind.WISH),
        ("De regio heeft behoefte aan een gezamenlijk budget.", CueKind.WISH),
        ("De gemeente moet twee beschikkingen afgeven.", CueKind.DUTY),
        ("Scholen zouden jeugdhulp inkopen.", CueKind.POSSIBILITY),
        ("De regio is van plan het loket te openen.", CueKind.INTENTION),
        ("Zij zullen het plan vaststellen.", CueKind.INTENTION),
    ],
)
def test_wish_duty_possibility_and_intention_are_told_apart(text, kind):
    assert {cue.kind for cue in cues(text)} == {kind}


def test_a_plain_report_has_no_cues():
    assert list(cues("De regio opende in 2021 twee loketten en hielp veertig kinderen.")) == []


@given(
    st.lists(
        st.sampled_from("de wet knelt niet , geen zonder maar . ; wil zou MOET al dan".split()), max_size=20
    )
)
def test_cues_stand_in_order_inside_their_scope(words):
    text = " ".join(words)
    found = list(cues(text))
    assert [cue.span for cue in found] == sorted(cue.span for cue in found)
    for cue in found:
        assert cue.scope.contains(cue.span)
        assert cue.scope.end <= len(text)
