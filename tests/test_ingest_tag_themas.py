"""Sentences get the adviezen, bouwstenen and knelpunten that they are about, each with evidence that lies
in the passage; what is denied, named or of another world gets none.
"""

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.learned import THEMES_BY
from corpus import taxonomy
from corpus.document import Block, BlockKind, Document, Kind, Passage
from corpus.label import Ground, LabelKind, Stance
from corpus.span import Span
from corpus.taxonomy.patterns import pattern
from corpus.taxonomy.reader import Line
from ingest.tag.matching import NEAR, Matcher
from ingest.tag.themas import ThemeTagger
from models import load
from models.analysis import Analysis
from models.dutch import DutchSentences

ANALYSIS = Analysis()
OWN = {LabelKind.ADVIES, LabelKind.BOUWSTEEN, LabelKind.KNELPUNT}


@pytest.fixture(scope="module")
def tagger():
    setup = load.Setup(Path(__file__).parents[1] / "models")
    embedder = load.embedder(load.default(THEMES_BY, setup), setup)
    return ThemeTagger(taxonomy.load(), ANALYSIS, embedder, DutchSentences())


def document(text, *headings):
    blocks = tuple(
        Block(Span(text.index(heading), text.index(heading) + len(heading)), BlockKind.HEADING)
        for heading in headings
    )
    return Document("d", "", "a.txt", "text/plain", "A", Kind.OVERIG, "", None, "nl", text, blocks=blocks)


def passage(text, start=0):
    return Passage("p", "d", 0, Span(start, start + len(text)), text, (), None, "nl")


def labels(tagger, text, *headings):
    return tagger(document(text, *headings), [passage(text)])[0]


def names(tagger, text, *headings):
    return {f"{one.kind}:{one.id}" for one in labels(tagger, text, *headings)}


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("De leraar en de jeugdhulpverlener vormen samen één team op school.", "advies:1"),
        ("Interprofessioneel werken is in elke wijk de gewone manier van doen.", "advies:1"),
        ("Het aantal vrijstellingen op grond van artikel 5 onder a Leerplichtwet moet omlaag.", "advies:2"),
        ("De regio wil het thuiszitten van leerlingen met een vrijstelling terugdringen.", "advies:2"),
        ("Jongeren en ouders denken en beslissen mee over het jeugdbeleid.", "advies:3"),
        ("Wij luisteren naar de ervaringen van kinderen en hun ouders.", "advies:3"),
        ("In het OOGO leggen gemeente en schoolbesturen bindende afspraken vast.", "advies:4"),
        ("De lokale educatieve agenda staat onder regie van de gemeente.", "advies:4"),
        ("Met outcome-indicatoren monitoren de partners of de afspraken effect hebben.", "advies:5"),
        ("Het dashboard toont per regio cijfers over onderwijs en jeugdhulp.", "advies:5"),
        ("Budgetten van onderwijs en jeugdhulp worden ontschot en gebundeld.", "advies:6"),
        ("Gemeente en samenwerkingsverband betalen de zorg op school samen, uit één pot.", "advies:6"),
        ("De landelijke coalitie gaat van denken naar doen.", "advies:7"),
        ("Coalitieverbinders helpen de regio om knelpunten te agenderen.", "advies:7"),
        ("Ouders hebben de hoofdrol en bepalen zelf het plan.", "bouwsteen:dialoog-6:1"),
        ("Begin bij de inhoud, geld komt het laatst.", "bouwsteen:dialoog-6:2"),
        ("Door vroeg te signaleren in de klas wordt zwaardere hulp voorkomen.", "bouwsteen:dialoog-6:3"),
        ("De samenwerking vindt plaats waar kinderen zijn: in het kindcentrum.", "bouwsteen:dialoog-6:4"),
        ("Thuiszitters krijgen onderwijs op maat met een aangepast rooster.", "bouwsteen:dialoog-6:5"),
        ("Op school maken leraar en gezinswerker de afspraken over wie wat doet.", "bouwsteen:dialoog-6:6"),
        ("Ambulante jeugdhulp op school heeft een onafhankelijke positie.", "bouwsteen:dialoog-6:7"),
        ("De wet- en regelgeving belemmert maatwerk voor deze kinderen.", "knelpunt:wetgeving"),
        ("Wij pleiten voor aanpassing van de Leerplichtwet, want die knelt.", "knelpunt:wetgeving"),
        ("De tijdelijke subsidie stopt en er is geen geld voor de begeleiding.", "knelpunt:financiering"),
        ("De inspecties stellen tegenstrijdige eisen en dat belemmert ons.", "knelpunt:toezicht"),
        ("De grenzen van gemeenten en jeugdhulpregio's vallen niet samen.", "knelpunt:indeling"),
        ("Door het tekort aan leraren en het verloop loopt de hulp vast.", "knelpunt:personeel"),
        ("Vanwege de AVG mogen wij geen gegevens van leerlingen delen.", "knelpunt:privacy"),
        ("De samenwerking is vrijblijvend en men spreekt elkaars taal niet.", "knelpunt:samenwerking"),
    ],
)
def test_a_sentence_gets_the_label_that_it_is_about(tagger, text, label):
    assert label in names(tagger, text)


@pytest.mark.parametrize(
    "text",
    [
        "Er zijn weinig financiële uitdagingen.",
        "Regels belemmeren ons niet.",
        "De wet staat ons niet in de weg.",
        "Wij hebben geen last van personeelstekort.",
        "Het toezicht is voor ons geen probleem.",
        "De wet is op 1 augustus in werking getreden.",
        "De regio telt zeven gemeenten en twee samenwerkingsverbanden.",
        "De inspectie bezocht vorige maand twee scholen.",
        "Het team bestaat uit twaalf leraren en een conciërge.",
        "De samenwerking verloopt soepel.",
        "Wij zien een afname van de administratieve lasten.",
        "In de leerkring leren zij elkaars taal en elkaars werkwijze kennen.",
        "Wij hebben onze eigen belangen aan de kant gezet.",
        "De gemeenten steunen de grootschalige inzet van jeugdhulp op school.",
    ],
)
def test_what_is_denied_or_only_named_is_no_knelpunt(tagger, text):
    assert not {name for name in names(tagger, text) if name.startswith("knelpunt")}


@pytest.mark.parametrize(
    "text",
    [
        "De keuken is dinsdag gesloten vanwege een lekkage.",
        "Het volleybalteam speelt zaterdag uit tegen de buren.",
        "De monitor op het bureau is vervangen door een groter beeldscherm.",
        "De coalitie in de gemeenteraad presenteerde haar akkoord over de nieuwe brug.",
        "Aanwezig: mevrouw Bos, de heer Van Dijk en een notulist.",
        "De volgende bijeenkomst is op 4 juni om tien uur.",
    ],
)
def test_what_is_of_another_world_gets_no_label(tagger, text):
    assert not names(tagger, text)


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("De regels staan maatwerk in de weg.", Stance.FACT),
        ("Wij zouden graag zien dat de knellende wetgeving wordt verruimd.", Stance.WISH),
        ("De knellende regels waren er, maar het is toch gelukt om de plaats te regelen.", Stance.SOLUTION),
        ("De knellende wet staat ons in de weg, maar een oplossing is er niet.", Stance.FACT),
        ("De knellende wet staat ons in de weg: het lukte niet om de plaats te regelen.", Stance.FACT),
        ("De knellende wet staat ons in de weg; dat moet worden opgelost.", Stance.FACT),
        ("De knellende wet staat ons in de weg; we zoeken nog naar een oplossing.", Stance.FACT),
    ],
)
def test_a_knelpunt_tells_what_is_asked_or_what_works_all_the_same(tagger, text, stance):
    (found,) = [one for one in labels(tagger, text) if one.id == "wetgeving"]
    assert found.stance is stance


def test_what_rubs_is_kept_beside_what_works_all_the_same(tagger):
    rubs = "De wet- en regelgeving belemmert maatwerk voor deze leerling."
    works = "Ondanks de knellende wetgeving is het toch gelukt om de plaats te regelen."
    wished = "Wij pleiten voor aanpassing van de Leerplichtwet, want die knelt."
    text = f"{works}\n{rubs}\n{wished}"
    (found,) = [one for one in labels(tagger, text) if one.id == "wetgeving"]
    told = {one.span.cut(text): one.stance for one in found.sayings}
    assert told == {works: Stance.SOLUTION, rubs: Stance.FACT, wished: Stance.WISH}
    assert found.sayings[-1].stance is Stance.SOLUTION
    assert found.score == max(one.score for one in found.sayings)


def test_a_heading_names_themes_but_reports_no_knelpunt(tagger):
    heading = "Schurende wet- en regelgeving belemmert de ouderbetrokkenheid"
    assert any(name.startswith("knelpunt") for name in names(tagger, heading))
    under = names(tagger, f"{heading}\n\nHier volgt de agenda.", heading)
    assert "advies:3" in under
    assert not [name for name in under if name.startswith("knelpunt")]


def test_a_sentence_that_leans_on_the_one_before_is_read_with_it(tagger):
    first, second = "De inspectie komt langs.", "Die stelt eisen die elkaar tegenspreken en ons belemmeren."
    both = labels(tagger, f"{first} {second}")
    assert "toezicht" in {one.id for one in both}
    assert names(tagger, f"{first}\n\n{second}") == names(tagger, first) | names(tagger, second)


WORDS = st.sampled_from(
    "ouders kinderen school gemeente afspraken geld budget wet regels niet geen belemmeren team leraar zorg "
    "jeugdhulp vrijstelling monitor data inspectie de het op van en . ! \n\n privacy delen coalitie".split(
        " "
    )
)


@given(st.lists(st.lists(WORDS, max_size=30).map(" ".join), max_size=3))
def test_every_label_has_evidence_within_its_passage_and_stays_the_same(tagger, texts):
    passages = [passage(text, start) for start, text in enumerate(texts)]
    whole = document("x" * 2000)
    found = tagger(whole, passages)
    assert len(found) == len(texts)
    assert found == tagger(whole, passages)
    for text, some in zip(texts, found, strict=True):
        assert len({(one.kind, one.id) for one in some}) == len(some)
        for one in some:
            assert one.kind in OWN
            assert 0.5 <= one.score <= 1
            assert (one.stance is not None) == bool(one.sayings) == (one.kind is LabelKind.KNELPUNT)
            told = [saying.span for saying in one.sayings]
            assert not any(one_.overlaps(other) for one_, other in combinations(told, 2))
            assert {piece.ground for piece in one.evidence} <= {Ground.WORDS, Ground.MEANING}
            assert all(0 <= piece.weight <= 1 for piece in one.evidence)
            spans = [span for piece in one.evidence for span in piece.spans]
            assert spans
            assert all(span.cut(text).strip() for span in spans)


def matches(rule, text):
    # only a rule that is wrong asks for the block that it stands in
    matcher = Matcher([("label", pattern(Line(None, 0, rule)))], ANALYSIS)
    found = matcher(list(ANALYSIS.words(text)))
    return [tuple(span.cut(text) for span in match.spans) for match in found]


@pytest.mark.parametrize(
    ("rule", "text", "words"),
    [
        ("ouder betrekken", "Wij betrokken de ouders.", ("betrokken", "ouders")),
        ("wet", "De onderwijswetten knellen.", ("onderwijswetten",)),
        ("kindcentrum", "In alle kindcentra.", ("kindcentra",)),
        ("jongere", "De jongeren komen.", ("jongeren",)),
        ('"artikel 5a"', "Op grond van artikel 5a.", ("artikel 5a",)),
        ("(cijfer | data) regio", "Regionale cijfers per regio.", ("cijfers", "regio")),
    ],
)
def test_a_rule_is_met_by_forms_and_compounds_of_its_words(rule, text, words):
    assert words in matches(rule, text)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ('"artikel 5a"', "5a van artikel 7"),
        ("ouder", "Hij is oud."),
        ("geld geld", "Er is geld."),
        ("wet knellen", "De wet " + "en zo " * NEAR + "knelt."),
    ],
)
def test_a_rule_needs_its_words_next_to_or_near_each_other_and_each_once(rule, text):
    assert not matches(rule, text)


@given(st.permutations(["ouder", "afspraak", "gemeente"]), st.lists(WORDS, max_size=8))
def test_the_order_of_a_rule_does_not_matter(words, between):
    text = " ".join(["Ouders", *between, "gemeente", "maakt", "afspraken"])
    assert matches(" ".join(words), text) == matches("ouder afspraak gemeente", text) != []
