"""Reading a question: what counts in it, what is made of it, and how that is taken back."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.recognise import Recogniser, names
from corpus import taxonomy
from corpus.document import Document, Kind, Passage
from corpus.errors import BadQuestion
from corpus.label import LabelKind
from corpus.span import Span
from corpus.taxonomy.thesaurus import Thesaurus, ThesaurusConcept
from models.analysis import Analysis
from search.lexical import Lexical
from search.query import Query
from search.understand import Knowledge, Understand
from search.understand.language import language_of
from search.understand.periods import periods

ANALYSIS = Analysis()
TAXONOMY = taxonomy.load()
THESAURUS = Thesaurus(
    [
        ThesaurusConcept("schuren", "schuren", ("knellen", "in de weg staan"), related=("wet",)),
        ThesaurusConcept("oza", "onderwijszorgarrangement", abbreviations=("OZA",)),
        ThesaurusConcept("wet", "wet"),
    ]
)
UNDERSTAND = Understand(
    ANALYSIS, Knowledge(Recogniser(TAXONOMY, ANALYSIS), THESAURUS, names(TAXONOMY), longest=100)
)
TEXT = "De regio's melden dat thuiszitters in Kennemerland begeleiding krijgen van het samenwerkingsverband."


@pytest.fixture(scope="module")
def lexical(tmp_path_factory):
    index = Lexical(tmp_path_factory.mktemp("woorden"), ANALYSIS)
    add(index, "a", TEXT)
    yield index
    index.close()


def add(index, key, text):
    document = Document(key, "", "a.txt", "text/plain", "", Kind.OVERIG, "", None, "nl", text)
    index.add(document, [Passage(f"{ord(key):016x}", key, 0, Span(0, len(text)), text, (), None, "nl")])
    index.commit()


@pytest.fixture
def understood(lexical):
    return lambda text, **how: UNDERSTAND(Query(text, **how), lexical)


def test_question_words_and_politeness_do_not_count(understood):
    question = understood("Waar liepen  regio's aan tegen schurende wetten, alstublieft?")
    assert [word.folded for word in question.words] == ["liepen", "regio's", "schurende", "wetten"]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Wat is er bekend over thuiszitters?", ["thuiszitters"]),
        ("Is er informatie over thuiszitters?", ["thuiszitters"]),
        ("Wat staat er in de verslagen over thuiszitters?", ["thuiszitters"]),
        ("Wat zeggen de documenten over thuiszitters?", ["thuiszitters"]),
        ("Wat schrijven scholen over thuiszitters?", ["scholen", "thuiszitters"]),
        ("Wat hebben scholen gemeld over thuiszitters?", ["scholen", "thuiszitters"]),
        ("In welke regio's speelt thuiszitten?", ["regio's", "thuiszitten"]),
        ("Waar worden thuiszitters genoemd?", ["thuiszitters"]),
        ("Komen thuiszitters aan de orde?", ["thuiszitters"]),
        ("Ik zou graag willen weten wat er speelt rond thuiszitters", ["thuiszitters"]),
        ("Kunt u mij vertellen wat er over thuiszitters is gemeld?", ["thuiszitters"]),
        ("In welke documenten staat iets over thuiszitters?", ["thuiszitters"]),
        ("Ik ben op zoek naar informatie over thuiszitters", ["thuiszitters"]),
        ("Hoe denken regio's over het lerarenregister?", ["regio's", "lerarenregister"]),
        ("Hoe pakken scholen thuiszitten aan?", ["scholen", "thuiszitten"]),
        ("Welke documenten heeft de gemeente nodig?", ["documenten", "gemeente", "nodig"]),
        ("Vat samen wat er staat over thuiszitters", ["thuiszitters"]),
        ("Laat mij zien wat er over thuiszitters is gezegd", ["thuiszitters"]),
        ("Geef voorbeelden van samen leren", ["voorbeelden", "samen", "leren"]),
        ("Zijn thuiszitters bekend bij de gemeente?", ["thuiszitters", "bekend", "gemeente"]),
        ("Wat wil de gemeente weten over thuiszitters?", ["gemeente", "weten", "thuiszitters"]),
        ("Wie schrijft het verslag van de thuiszitters?", ["schrijft", "verslag", "thuiszitters"]),
        ("Wat is er bekend over de documenten?", ["documenten"]),
        ("In welk verslag?", ["verslag"]),
    ],
)
def test_asking_what_is_known_or_said_about_something_does_not_count(understood, text, content):
    assert [word.folded for word in understood(text).words] == content


def test_accents_count_the_same_however_they_are_typed(understood):
    typed = unicodedata.normalize("NFD", "coördinatie")
    assert understood(typed).words == understood("coördinatie").words


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "leeg"),
        (" \n\t", "leeg"),
        ("waar is de het?", "zonder eigen inhoud"),
        ("what is the?", "zonder eigen inhoud"),
        ("?!…", "zonder eigen inhoud"),
    ],
)
def test_a_question_without_content_is_refused_with_what_to_do(understood, text, message):
    with pytest.raises(BadQuestion, match=message) as caught:
        understood(text)
    assert caught.value.advice


def test_a_question_of_ten_thousand_characters_is_refused_with_the_limit(understood):
    with pytest.raises(BadQuestion, match="10000 tekens; de grens is 100"):
        understood("w" * 10_000)


@pytest.mark.parametrize(
    ("asked", "searched"),
    [
        ("thuisziters in Kenemerland", "thuiszitters in Kennemerland"),
        ("samenwrikngsverband, begleiding?", "samenwerkingsverband, begeleiding?"),
        # words of the language and of the taxonomy are right, also where no passage has them
        ("zwemmers in Groningen", "zwemmers in Groningen"),
        # abbreviations, numbers and short words have neighbours by accident
        ("REGIOS 2021x ragio", "REGIOS 2021x ragio"),
        ("xqzwrt", "xqzwrt"),
    ],
)
def test_a_word_that_nobody_has_becomes_the_nearest_of_the_index(understood, asked, searched):
    assert understood(asked).searched == searched


def test_spelling_is_told_and_can_be_undone(understood):
    (spelling,) = understood("Thuisziters").spellings
    assert (spelling.asked, spelling.used, spelling.key) == (
        "Thuisziters",
        "Thuiszitters",
        "spelling:thuisziters",
    )
    for how in ({"literal": True}, {"without": frozenset({spelling.key})}):
        question = understood("Thuisziters", **how)
        assert question.searched == "Thuisziters"
        assert not question.spellings


def test_a_word_of_the_thesaurus_is_right_however_few_passages_have_it(tmp_path):
    index = Lexical(tmp_path, ANALYSIS)
    add(index, "a", "De gemeente heeft doorzettingskracht.")
    assert UNDERSTAND(Query("Wat is doorzettingsmacht?"), index).searched == "Wat is doorzettingsmacht?"
    index.close()


def test_the_near_word_is_one_that_is_still_there(tmp_path):
    index = Lexical(tmp_path, ANALYSIS)
    add(index, "a", "De zorgregisseur belt.")
    assert UNDERSTAND(Query("zorgregiseur"), index).searched == "zorgregisseur"
    index.remove("a")
    index.commit()
    assert UNDERSTAND(Query("zorgregiseur"), index).searched == "zorgregiseur"
    index.close()


@pytest.mark.parametrize(
    ("text", "itself"),
    [("Hoeveel Twentse scholen doen mee?", True), ("Wat doet Enschede aan verzuim?", False)],
)
def test_a_region_is_named_itself_or_by_a_place_in_it(understood, text, itself):
    (region,) = understood(text).named
    assert (region.id, region.itself) == ("twente", itself)


def test_regions_acts_kinds_and_periods_are_named_with_their_words(understood):
    text = "Wat zeggen interviews uit 2020 in Noord-Kennemerland over de Leerplichtwet?"
    question = understood(text)
    assert {(one.key, *(span.cut(text) for span in one.spans)) for one in question.named} == {
        ("regio:noord-kennemerland", "Noord-Kennemerland"),
        ("wet:BWBR0002628", "Leerplichtwet"),
        ("documentsoort:interview", "interviews"),
        ("periode:2020", "2020"),
    }
    assert question.labels[LabelKind.REGIO] == {"noord-kennemerland"}
    assert question.kinds == {Kind.INTERVIEW}
    assert [one.narrows for one in question.periods] == [True]
    fewer = understood(text, without=frozenset({"periode:2020", "regio:noord-kennemerland"}))
    assert {one.sort for one in fewer.named} == {"wet", "documentsoort"}


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Wat zegt advies 6?", ["advies:6"]),
        ("het derde advies en bouwsteen nr. 2", ["advies:3", "bouwsteen:dialoog-6:2"]),
        ("geef ouders de hoofdrol", ["bouwsteen:dialoog-6:1"]),
        ("advies 9", []),
        ("waar staat het in de wpo", ["wet:BWBR0003420"]),
        ("Waar liepen regio's aan tegen schurende wetten?", ["knelpunt:wetgeving"]),
        # regions are who is asked here, not a division that hinders
        ("In welke regio's is vervoer een probleem?", []),
    ],
)
def test_labels_are_recognised_by_number_name_and_rule(understood, text, keys):
    assert [one.key for one in understood(text).named] == keys


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("in 2021", date(2021, 1, 1), date(2021, 12, 31)),
        ("sinds 2020", date(2020, 1, 1), None),
        ("na mei 2020", date(2020, 6, 1), None),
        ("tot 2020", None, date(2019, 12, 31)),
        ("tot en met december 2020", None, date(2020, 12, 31)),
        ("vóór 3 maart 2020", None, date(2020, 3, 2)),
        ("voor 2020", date(2020, 1, 1), date(2020, 12, 31)),
        ("schooljaar 2018-2019", date(2018, 8, 1), date(2019, 7, 31)),
        ("schooljaar 2018/19", date(2018, 8, 1), date(2019, 7, 31)),
        ("tussen 2018 en 2020", date(2018, 1, 1), date(2020, 12, 31)),
        ("van maart 2018 tot en met mei 2019", date(2018, 3, 1), date(2019, 5, 31)),
        ("16 september 2021", date(2021, 9, 16), date(2021, 9, 16)),
    ],
)
def test_periods_have_their_first_and_last_day(text, since, until):
    (found,) = periods(f"Wat gebeurde er {text}?")
    assert (found.since, found.until, found.narrows) == (since, until, False)


@pytest.mark.parametrize("text", ["31 februari 2021", "kamer 20211", "A-2021", "1850"])
def test_what_is_no_day_or_year_is_no_period(text):
    assert not list(periods(text))


@pytest.mark.parametrize(
    ("text", "narrows"),
    [
        ("documenten uit 2021", True),
        ("Zoek de sessieverslagen sinds mei 2020", True),
        ("rapporten van het jaar 2019", True),
        ("problemen in 2021", False),
        ("verslagen over 2021", False),
        ("het verslag van 16 september 2021", False),
    ],
)
def test_a_period_narrows_only_where_documents_of_it_are_asked(text, narrows):
    assert [one.narrows for one in periods(text)] == [narrows]


def test_synonyms_are_those_that_the_question_has_not(understood):
    (found,) = understood(
        "schurende OZA's die in de weg staan", without=frozenset({"uitbreiding:oza"})
    ).expansions
    assert (found.name, [phrase.text for phrase in found.synonyms]) == ("schuren", ["knellen"])
    assert [phrase.text for phrase in found.related] == ["wet"]
    assert not understood("schurende OZA", literal=True).expansions


def test_of_terms_that_overlap_the_longest_counts(understood):
    (found,) = understood("regels die kinderen in de weg staan").expansions
    assert found.span == Span(20, 35)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Wat gebeurt er gewoon in de klas?", []),
        ("Wat biedt de school?", []),
        ("Welke eisen stelt de gemeente?", []),
        ("Hoe oud is het kind?", []),
        ("Welke les is nog open?", []),
        ("Hoe wonen jongeren in het gebied?", ["jongere", "wonen", "gebied"]),
        ("Wat vragen ouders van het stelsel?", ["ouder", "stelsel"]),
        ("Wat doet een OOP'er en wat kost de OOP?", ["ondersteuner"]),
    ],
)
def test_a_word_names_a_concept_only_where_it_is_a_form_of_its_term(lexical, text, names):
    terms = ("wonen", "gebied", "stelsel", "ouder", "jongere", "ondersteuner")
    others = {"ondersteuner": ("OOP",)}
    concepts = [ThesaurusConcept(one, one, ("iets anders",), others.get(one, ())) for one in terms]
    understand = Understand(ANALYSIS, Knowledge(thesaurus=Thesaurus(concepts)))
    assert {one.name for one in understand(Query(text), lexical).expansions} == set(names)


@pytest.mark.parametrize(
    ("text", "concept", "names_it"),
    [
        ("Hoe lang duurt een aanvraag?", "kosten", False),
        ("Is een aanvraag duur?", "kosten", True),
        ("Waar zat het probleem?", "ondersteuningsteam", False),
        ("Wat doet het ZAT?", "ondersteuningsteam", True),
        ("Hebben rijke gemeenten meer plekken?", "rijk", False),
        ("Wat kan het rijk doen?", "rijk", True),
        ("Wat is er bekend over taxivervoer?", "communicatie", False),
        ("Welke plekken zijn beschikbaar?", "beschikking", False),
        ("Wat betekent dit voor ouderen?", "ouder", False),
        ("Wie zorgt voor vervoer?", "sociaal-domein", False),
    ],
)
def test_what_only_looks_like_a_form_of_a_term_names_no_concept(lexical, text, concept, names_it):
    understand = Understand(ANALYSIS, Knowledge(thesaurus=TAXONOMY.thesaurus))
    assert (concept in {one.concept for one in understand(Query(text), lexical).expansions}) is names_it


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Waar liepen regio's aan tegen schurende wetten?", "nl"),
        ("thuiszitters Utrecht", "nl"),
        ("Which regions ran into conflicting laws?", "en"),
        ("Welche Regionen hatten Probleme mit den Gesetzen?", "de"),
        ("Quelles régions ont eu des problèmes avec les lois?", "fr"),
        ("was in die wet", "nl"),
        ("so vso doorstroom", "nl"),
        ("advies or fusie", "nl"),
    ],
)
def test_small_words_tell_the_language(text, language):
    assert language_of(text.lower().split()) == language


def test_a_question_in_another_language_is_not_respelled_and_says_whether_it_is_read(understood):
    question = understood("Where are the regias?")
    assert (question.language, question.readable) == ("en", False)
    assert question.searched == "Where are the regias?"
    assert [word.folded for word in question.words] == ["regias"]


@settings(max_examples=150)
@given(
    st.text(max_size=60) | st.lists(st.sampled_from([*TEXT.split(), "2021", "in", "OZA", "é"])).map(" ".join)
)
def test_whatever_is_typed_is_understood_or_refused_and_spans_lie_within(lexical, text):
    try:
        question = UNDERSTAND(Query(text), lexical)
    except BadQuestion:
        return
    spans = [word.span for word in question.words] + [one.span for one in question.expansions]
    spans += [span for one in question.named for span in one.spans]
    assert all(0 <= span.start < span.end <= len(question.searched) for span in spans)
    assert all(word.span.cut(question.searched).strip() for word in question.words)
    literal = UNDERSTAND(Query(text, literal=True), lexical)
    assert literal.searched == literal.text == question.text
