"""Dutch sentences: what ends one, what does not, and that no text is lost between them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.dutch import DutchSentences

SENTENCES = DutchSentences()


def cuts(text: str) -> list[str]:
    return [span.cut(text) for span in SENTENCES(text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Het overleg gaat o.a. over jeugdhulp, d.w.z. over hulp m.b.t. school.",
        "Daarover sprak drs. Bakker met mr. dr. De Wit en prof. Kuipers.",
        "De bijdrage is max. 5 en min. 3 uur, incl. reistijd en excl. pauze, evt. ca. 4 uur.",
        "Zie art. 5, nr. 12, blz. 40 en Stb. 2014, 105.",
        "Op 16 sept. 2021 en op 3 jan. 2022 kwam J.P. Jansen langs bij A. de Boer.",
        "De groep komt van 9.00-11.30uur bijeen en kost 1.250,50 euro.",
        "Meer staat op www.voorbeeld.nl/pagina.html of vraag het a.jansen@voorbeeld.nl even.",
        "Hij zei: dat kan niet; dat moet anders.",
        "“Mag dat wel?” vroeg zij aan i.p.v. over de ouders.",
        "1. Een lijst kan genummerd zijn.",
        "Wij bellen t.z.t. De Vries, i.s.m. Jeugd Noord.",
    ],
)
def test_a_full_stop_that_ends_no_sentence_cuts_nothing(sentence: str) -> None:
    assert cuts(sentence) == [sentence]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Dit werkt.", "Dat niet?!", "Waarom…", "Niemand weet het!"],
        ["Zij zei: “Dat mag.”", "Daarna ging zij weg."],
        ['Zij zei: " Dat mag. "', '" Wie zegt dat? " vroeg hij.'],
        ["Er waren ouders, leraren, etc.", "Daarna sprak de wethouder."],
        ["Dat staat in artikel 5 onder a.", "De wet kent een uitzondering."],
        ["Het budget was 2020.", "In dat jaar begon het."],
        ["Kijk op www.voorbeeld.nl.", "Of bel ons."],
        ["Dat was de afspraak.", "(Zie ook de bijlage.)", "Zo bleef het."],
        ["De vergadering was op 31 maart jl.", "Zij begon laat."],
        ["Een regel", "Nog een regel. met een kleine letter"],
    ],
)
def test_sentences_end_where_a_reader_ends_them(sentences: list[str]) -> None:
    glue = "\n" if sentences[0] == "Een regel" else " "
    assert cuts(glue.join(sentences)) == sentences


@given(st.text(alphabet=st.sampled_from("aB1 .?!…:”“'(),-\n\t€\u00a0é"), max_size=80) | st.text(max_size=60))
def test_sentences_are_ordered_trimmed_and_hold_all_text_but_white_space(text: str) -> None:
    end = 0
    for span in SENTENCES(text):
        assert not text[end : span.start].strip()
        assert span.cut(text) == span.cut(text).strip() != ""
        end = span.end
    assert not text[end:].strip()
