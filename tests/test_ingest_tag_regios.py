"""Which region a passage is about, and on what ground."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import Document, Kind, Passage
from corpus.label import Ground, LabelKind
from corpus.span import Span
from corpus.taxonomy import load
from ingest.tag.regios import RegionTagger
from models.analysis import fold

TAXONOMY = load()
TAGGER = RegionTagger(TAXONOMY)


def labels(text, section=(), title="Verslag", name="verslag.pdf"):
    document = Document("d" * 16, "0" * 64, name, "application/pdf", title, Kind.OVERIG, "", None, "nl", text)
    passage = Passage("p", document.id, 0, Span(0, len(text)), text, section, None, "nl")
    (found,) = TAGGER(document, [passage])
    return found


def regions(text, section=(), title="Verslag"):
    return {label.id for label in labels(text, section, title)}


NAMED = [
    ("In Twente werken dertien scholen aan de pilot.", {"twente"}),
    ("De Twentse wethouders tekenden een akkoord.", {"twente"}),
    ("Regio Foodvalley maakte een matrix.", {"foodvalley"}),
    ("REGIO FOOD VALLEY", {"foodvalley"}),
    ("De gemeente Ede koos voor een eigen toegang.", {"foodvalley"}),
    ("In Barneveld en Veenendaal zit een jeugdarts op school.", {"foodvalley"}),
    ("Den Bosch begon met groepsarrangementen.", {"de-meierij"}),
    ("'s-Hertogenbosch begon met groepsarrangementen.", {"de-meierij"}),
    ("In ’s-Hertogenbosch en Vught delen ze een team.", {"de-meierij"}),
    ("Binnen PO de Meierij werken 123 scholen samen.", {"de-meierij"}),
    ("Holland Rijnland heeft drie subregio's.", {"holland-rijnland"}),
    ("De wethouder van Leiden zette een handtekening.", {"holland-rijnland"}),
    ("Leiden wil een jeugdhulpverlener op elke school.", {"holland-rijnland"}),
    ("Hanneke (gemeente Katwijk) stelde een vraag.", {"holland-rijnland"}),
    ("Kaag en Braassem sluit later aan.", {"holland-rijnland"}),
    ("In Haarlem en Zandvoort gaat het anders.", {"zuid-kennemerland"}),
    ("Noord- en Zuid-Kennemerland trekken samen op.", {"noord-kennemerland", "zuid-kennemerland"}),
    ("Noord-Kennemerland zette een regionaal team op.", {"noord-kennemerland"}),
    ("Scholen in Alkmaar en in Bergen (NH) doen mee.", {"noord-kennemerland"}),
    ("Bij de gemeente Bergen werkt één consulent.", {"noord-kennemerland"}),
    ("Heerhugowaard en Langedijk hebben één loket.", {"noord-kennemerland"}),
    ("Noardeast-Fryslân trekt het overleg.", {"noordoost-friesland"}),
    ("NO Friesland en Leeuwarden delen een verbinder.", {"noordoost-friesland", "leeuwarden"}),
    ("De Friese inspiratieregio's vonden elkaar.", {"noordoost-friesland", "leeuwarden"}),
    ("Op drie kindcentra in Leeuwarden werkt een jeugdondersteuner.", {"leeuwarden"}),
    ("In Dokkum is een school voor beide.", {"noordoost-friesland"}),
    ("De Almeerse scholen tellen mee.", {"almere"}),
    ("Het samenwerkingsverband Almere betaalt de helft.", {"almere"}),
    ("In Utrecht zijn dat de gemeente en de buurtteams.", {"utrecht"}),
    ("De stad Utrecht kent buurtteams.", {"utrecht"}),
    ("Ouders in Overvecht en Leidsche Rijn dachten mee.", {"utrecht"}),
    ("Zuid-Limburg telt zestien gemeenten.", {"zuid-limburg"}),
    ("De Zuid-Limburgse knooppunten draaien door.", {"zuid-limburg"}),
    ("In de Westelijke Mijnstreek, bij Sittard-Geleen en Beek, lukt het.", {"zuid-limburg"}),
    ("De gemeenten Stein en Beek doen mee.", {"zuid-limburg"}),
    ("Almere, Twente en Utrecht leren van elkaar.", {"almere", "twente", "utrecht"}),
    ("Utrecht, Twente en Noordoost-Friesland komen.", {"utrecht", "twente", "noordoost-friesland"}),
    ("Amsterdam, Rotterdam, Den Haag en Utrecht trekken samen op.", {"utrecht"}),
    ("De werksessie over thuiszitters in Utrecht leverde vijf vragen op.", {"utrecht"}),
    ("De GGD van Almere leverde cijfers.", {"almere"}),
    ("- Leeuwarden: er is een expertiseteam", {"leeuwarden"}),
    ("In Hof van Twente is de school klein.", {"twente"}),
]

NOT_NAMED = [
    "De provincie Utrecht betaalt mee.",
    "Provinciale Staten van Utrecht stemden in.",
    "De provincies Gelderland en Utrecht betalen mee.",
    "Flevoland, Utrecht en Zeeland hebben geen convenant.",
    "Utrecht (provincie) doet niet mee.",
    "De landelijke bijeenkomst in Utrecht trok tachtig mensen.",
    "De bijeenkomst vond plaats te Utrecht.",
    "Op 12 mei vond in de Jaarbeurs in Utrecht het congres plaats.",
    "In Utrecht vond op 12 mei het congres plaats.",
    "Wij kwamen bijeen in Utrecht.",
    "Locatie: zaal 3, Stationsplein, Utrecht",
    "Utrecht, 12 maart 2020",
    "Postbus 123, 3500 GA Utrecht",
    "Meer weten? Mail naar jeugd@utrecht.nl of kijk op www.almere.nl.",
    "Onderzoekers van de Universiteit Utrecht en de Hogeschool Utrecht lazen mee.",
    "De Universiteit Twente en de Universiteit van Leiden rekenden het na.",
    "Bij het UMC Utrecht is een wachtlijst.",
    "Wageningen University leverde de cijfers.",
    "Vanaf Utrecht Centraal is het tien minuten lopen.",
    "De werkconferentie van alle regio's werd in Haarlem gehouden: de sessie in Haarlem liep uit.",
    "De regels leiden tot wachttijd en leiden af.",
    "Leiden deze regels tot wachttijd?",
    "Leiden tot minder schotten is het doel.",
    "Kinderen wierden weggestuurd; bergen papier, een losser verband.",
    "Losser verband tussen wet en school helpt.",
    "Bergen formulieren moeten worden ingevuld.",
    "Bart Stein en Eva Beek spraken over het kind.",
    "Mevrouw Beek en de heer Stein zijn ouders van Noa.",
    "Kinderrechter Jan van Haarlem sprak met mevrouw van Almelo.",
    "Vandaag vertelde wethouder Van Heerlen over haar werk.",
    "Gemeenten als Bergen op Zoom en Utrechtse Heuvelrug zijn anders ingedeeld.",
    "De Utrechtseweg in Amersfoort is afgesloten.",
    "In Haarlemmermeer is het anders.",
    "Amsterdam, Groningen en Zwolle zijn geen inspiratieregio.",
    "Zuid-Holland en Noord-Holland vormen geen regio.",
    "De school van het kind ligt op de grens.",
    "almelo",
]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_a_region_is_known_by_its_names_and_places(text, expected):
    found = labels(text)
    assert {label.id for label in found} == expected
    for label in found:
        (evidence,) = label.evidence
        assert evidence.ground is Ground.WORDS
        assert evidence.spans


@pytest.mark.parametrize("text", NOT_NAMED)
def test_a_province_a_meeting_place_an_institution_a_person_and_a_word_are_no_region(text):
    assert regions(text) == set()


IN_SECTIONS = [
    # section, text, what it is about
    (("2 Leren", "Inspiratieregio De Meierij", "Pilot ggz"), "Er is een pilot.", {"de-meierij"}),
    (("Leeuwarden / NO-Friesland",), "Er is een tafel.", {"leeuwarden", "noordoost-friesland"}),
    (("UTRECHT zet door op verbinding",), "De school doet mee.", {"utrecht"}),
    (("Regio Zuid-Kennemerland",), "In regio Twente gaat het anders.", {"zuid-kennemerland"}),
    (("Regio Zuid-Kennemerland",), "In Noord- en Zuid-Kennemerland ook.", {"zuid-kennemerland"}),
    (("Inspiratieregio Utrecht", "Wat wij zagen in Ede"), "Dat werkt.", {"utrecht"}),
    (("Inspiratieregio's", "Gemeente Ede"), "Dat werkt.", {"foodvalley"}),
    (("Bijeenkomst in Utrecht",), "Er waren tachtig mensen.", set()),
    (("Leren", "Bronnenlijst"), "Instituut, Zo kan het. Utrecht: eigen beheer.", set()),
    (("Bijeenkomst in Utrecht",), "Twente en Almere vertelden.", {"twente", "almere"}),
    (("Factsheet collectieve financiering",), "De zorg wordt samen betaald.", set()),
]


@pytest.mark.parametrize(("section", "text", "expected"), IN_SECTIONS)
def test_a_section_of_a_region_keeps_its_passages(section, text, expected):
    assert regions(text, section) == expected


def test_a_section_is_stronger_than_words_and_words_are_stronger_than_the_document():
    (section,) = labels("Er is een pilot.", ("Inspiratieregio Twente",))
    (words,) = labels("In Enschede is een pilot.")
    (document,) = labels("Er is een pilot.", title="Werksessie Twente, 3 maart 2022")
    assert section.score > words.score > document.score >= 0.5
    assert [one.evidence[0].ground for one in (section, words, document)] == [
        Ground.SECTION,
        Ground.WORDS,
        Ground.DOCUMENT,
    ]
    assert section.evidence[0].source == "Inspiratieregio Twente"
    assert {one.version for one in (section, words, document)} == {TAXONOMY.version}


def test_in_a_document_about_a_region_another_region_counts_but_its_mere_towns_do_not():
    title = "Werksessie Twente"
    assert regions("In Leiden doen ze het zonder.", title=title) == {"twente"}
    assert regions("Regio Utrecht vertelde het ook.", title=title) == {"twente", "utrecht"}
    (own,) = labels("In Almelo is een pilot.", title=title)
    assert [one.ground for one in own.evidence] == [Ground.WORDS, Ground.DOCUMENT]


def test_the_name_of_the_file_tells_where_the_title_does_not():
    (label,) = labels("Er is een pilot.", name="werksessie_schurende-wetten-twente.pdf")
    assert (label.id, label.evidence[0].ground) == ("twente", Ground.DOCUMENT)
    assert {one.id for one in labels("Er is een pilot.", title="Almere leert", name="twente.pdf")} == {
        "almere"
    }


def test_the_title_as_first_heading_is_the_document_and_no_section():
    (label,) = labels("Er is een pilot.", ("Werksessie Twente",), "Werksessie Twente")
    assert label.evidence[0].ground is Ground.DOCUMENT


WORDS = [name for region in TAXONOMY.regions for name in (*region.spellings, *region.places)]
PIECES = st.sampled_from(
    [*WORDS, "de bijeenkomst in", "provincie", "mevrouw", "van", "en", ",", ".", "\n", "Ä", "’s", "é", "("]
)
KNOWN = {"".join(filter(str.isalnum, fold(word))) for word in WORDS}


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=25).map(" ".join))
def test_the_evidence_is_a_name_in_the_text(text):
    for label in labels(text):
        assert label.kind is LabelKind.REGIO
        assert 0.5 <= label.score <= 1
        for span in label.evidence[0].spans:
            assert "".join(filter(str.isalnum, fold(span.cut(text)))) in KNOWN
