"""The register of knelpunten: proposed once, judged by people, and never more than one may see."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.event import listen

from api.access.principal import LOCAL, Principal, Role
from api.evidence import moves
from api.evidence.matrix import Axis, matrix
from api.evidence.proposals import Proposer
from api.evidence.register import Chosen, Register
from api.evidence.reporting import reports
from api.evidence.seen import Stand
from api.evidence.sieve import Sieve
from corpus import taxonomy
from corpus.errors import BadInput, Conflict, Forbidden, NotFound
from corpus.label import Evidence, Ground, Label, LabelKind, Saying, Stance
from corpus.span import Span
from corpus.taxonomy.terms import Terms
from corpus.visibility import Visibility
from models.dutch import DutchSentences
from search.catalogue.knelpunt import Phase, Quote, Record, Verdict
from search.catalogue.place import FILE
from tests.indexing import arrival, embed, opened
from tests.labelled import WordTagger

TERMS = Terms(taxonomy.load())
SENTENCES = DutchSentences()
TAGGER = WordTagger()
# the same words about two regions, and others about an act
TWENTE = "In Twente is er geen geld voor begeleiding op school."
UTRECHT = "In Utrecht is er geen geld voor begeleiding op school."
LAW = "Door de leerplicht gaat geld verloren. Dat zou anders moeten."
EDITOR = Principal("Sam", Role.REDACTEUR, Visibility.VERTROUWELIJK)
READER = Principal("Kim", Role.LEZER, Visibility.NETWERK)
LAST = Visibility.VERTROUWELIJK
WHEN = datetime(2026, 3, 4, tzinfo=UTC)


class Embedder:
    """Directions of their own, so that only near-duplicates are alike."""

    def passages(self, texts):
        return embed(texts)


def labelled(name, *lines):
    sure = [tuple(replace(label, score=0.9) for label in TAGGER.labels(line)) for line in lines]
    return arrival(name, lines, labels=sure)


def register(index, who=LOCAL):
    proposer = Proposer(index.knelpunten, index.catalogue, SENTENCES, Embedder())
    return Register(proposer, index.seen_by(who.clearance).catalogue, TERMS, who)


@contextmanager
def registered(folder, *arrivals):
    with opened(folder) as index:
        index.add(list(arrivals))
        kept = register(index)
        kept.propose()
        yield index, kept


def quotes(found):
    return sorted(one.text for seen in found for one in seen.quotes)


def test_labels_become_proposals_once_and_alike_sentences_become_one(tmp_path):
    given_ = [labelled("a.txt", TWENTE), labelled("b.txt", UTRECHT), labelled("c.txt", LAW)]
    with registered(tmp_path, *given_) as (_, kept):
        money, law = sorted(kept.all(), key=lambda one: len(one.quotes), reverse=True)
        assert {one.record.verdict for one in (money, law)} == {Verdict.VOORSTEL}
        assert quotes([money]) == [TWENTE, UTRECHT]
        assert money.regions == ("twente", "utrecht")
        assert (law.record.act, law.record.article) == ("BWBR0002628", "5")
        assert quotes([law]) == ["Door de leerplicht gaat geld verloren."]
        assert [one.text for one in law.asks] == ["Dat zou anders moeten."]
        before = kept.all()
        made = kept.propose()
        assert (made.new, made.grown, made.gone) == (0, 0, 0)
        assert kept.all() == before


def test_what_is_told_of_new_proposals_counts_those_that_one_sees(tmp_path):
    with opened(tmp_path) as index:
        kept, seen = register(index), register(index, replace(EDITOR, clearance=Visibility.NETWERK))
        index.add([labelled("a.txt", TWENTE), closed := replace(labelled("b.txt", LAW), visibility=LAST)])
        made = seen.propose()
        assert (made.new, len(seen.all()), len(kept.all())) == (1, 1, 2)
        index.add([replace(labelled("c.txt", UTRECHT), visibility=LAST)])
        index.remove(closed.document.id)
        made = seen.propose()
        assert (made.new, made.grown, made.gone) == (0, 0, 0)
        assert quotes(kept.all()) == [TWENTE, UTRECHT]


def test_who_changes_a_knelpunt_while_it_is_proposed_stops_nothing_and_loses_nothing(tmp_path, monkeypatch):
    with registered(tmp_path, labelled("a.txt", TWENTE)) as (index, kept):
        (known,) = kept.all()
        save, edits = index.knelpunten.save, iter(["Zo zit het."])

        def later(changes, action, by):
            for notes in edits:
                register(index).edit(known.record.id, {"notes": notes})
            save(changes, action, by)

        index.add([labelled("b.txt", UTRECHT)])
        monkeypatch.setattr(index.knelpunten, "save", later)
        kept.propose()
        (grown,) = kept.all()
        assert (quotes([grown]), grown.record.notes) == ([TWENTE, UTRECHT], "Zo zit het.")


def saying(text, *told):
    """A passage with one label, which these sentences tell, each as surely and in that way."""
    spans = [(Span(text.index(words), text.index(words) + len(words)), *how) for words, *how in told]
    sayings = tuple(Saying(span, score, stance) for span, score, stance in spans)
    evidence = (Evidence(Ground.MEANING, (spans[0][0],)),)
    label = Label(LabelKind.KNELPUNT, "wetgeving", 0.9, evidence, "1", (), sayings[0].stance, sayings)
    return arrival("a.txt", [text], labels=[(label,)])


def test_each_sentence_that_rubs_is_proposed_also_beside_one_that_tells_what_works(tmp_path):
    works, rubs = "Ondanks de wet is het gelukt.", "De regels staan maatwerk in de weg."
    again, unsure = "Ook de urennorm laat geen ruimte.", "De wet is oud."
    told = (works, 0.95, Stance.SOLUTION), (rubs, 0.9, Stance.FACT), (again, 0.85, Stance.FACT)
    given_ = saying(" ".join((works, rubs, again, unsure)), *told, (unsure, 0.6, Stance.FACT))
    with registered(tmp_path, given_) as (_, kept):
        assert quotes(kept.all()) == sorted([rubs, again])


@pytest.mark.parametrize(
    ("text", "reported"),
    [
        ("Op welke punten zien we weeffouten in de wet?", False),
        ("Het overleg leidt tot het agenderen van knelpunten in de regelgeving.", False),
        ("Wij zoeken voorbeelden waar regelgeving belemmerend is.", False),
        ("Daardoor wordt zichtbaar welke regels knellen.", False),
        ("In kaart gebrachte belemmeringen: de bekostiging stopt bij de gemeentegrens.", True),
        ("De regio wil de beperkende wettelijke kaders landelijk agenderen.", True),
        ("Waarom mag een kind niet op de zorgboerderij leren? De wet verbiedt het.", True),
        ("Een knelpunt is dat de school niet wordt bekostigd.", True),
    ],
)
def test_words_that_only_speak_of_knelpunten_report_none(text, reported):
    assert reports(text) is reported


def test_many_knelpunten_are_read_as_one_is(tmp_path):
    lines = [f"In Twente is er geen geld voor {word}." for word in ("taxi", "boeken", "sport", "muziek")]
    with registered(tmp_path, *(labelled(f"{place}.txt", line) for place, line in enumerate(lines))) as both:
        index, kept = both
        every = {one.record.id: one for one in kept.all()}
        assert len(every) == len(lines)
        said = []
        listen(index.knelpunten._engine, "before_cursor_execute", lambda *told: said.append(told[2]))
        assert kept.some(list(every)) == every
        asked = len(said)
        kept.some(list(every)[:1])
        assert len(said) == 2 * asked
        assert kept.some(["0" * 16]) == {}


def test_what_was_rejected_does_not_come_back_with_the_same_words(tmp_path):
    with registered(tmp_path, labelled("a.txt", TWENTE)) as (index, kept):
        (one,) = kept.all()
        kept.reject(one.record.id, "Gaat over één school")
        index.add([labelled("anders.txt", "Een opening.", TWENTE)])
        assert kept.propose().new == 0
        assert Sieve().kept(kept.all()) == []


def test_new_evidence_for_what_was_accepted_is_a_proposal_that_names_it(tmp_path):
    with registered(tmp_path, labelled("a.txt", TWENTE)) as (index, kept):
        (first,) = kept.all()
        kept.accept(first.record.id)
        index.add([labelled("b.txt", UTRECHT)])
        kept.propose()
        accepted, proposed = kept.all()
        assert quotes([accepted]) == [TWENTE]
        assert proposed.record.verdict is Verdict.VOORSTEL
        assert proposed.record.resembles == accepted.record.id
        joined = kept.merge(accepted.record.id, [proposed.record.id])
        assert quotes([joined]) == [TWENTE, UTRECHT]
        gone = kept.get(proposed.record.id).record
        assert (gone.verdict, gone.merged_into) == (Verdict.SAMENGEVOEGD, accepted.record.id)


def test_proposals_follow_the_labels_as_long_as_nobody_looked_after_them(tmp_path):
    with registered(tmp_path, labelled("a.txt", TWENTE), labelled("b.txt", LAW)) as (index, kept):
        (touched,) = (one for one in kept.all() if not one.record.act)
        kept.edit(touched.record.id, {"title": "Geen geld"})
        index.relabel(lambda taken: ((parts, [()] * len(parts)) for _, parts in taken))
        assert kept.propose().gone == 1
        assert [one.title for one in kept.all()] == ["Geen geld"]


def test_a_quote_is_found_again_in_a_newer_version_and_missed_where_it_is_gone(tmp_path):
    with registered(tmp_path, labelled("a.txt", TWENTE)) as (index, kept):
        (one,) = kept.all()
        kept.accept(one.record.id)
        index.add([labelled("a.txt", "Een nieuwe opening.", TWENTE)])
        assert kept.get(one.record.id).quotes[0].stand is Stand.GEWIJZIGD
        kept.propose()
        (found,) = kept.get(one.record.id).quotes
        assert (found.stand, found.text) == (Stand.GELDIG, TWENTE)
        index.add([labelled("a.txt", "Alles is nu anders.")])
        kept.propose()
        assert [quote.stand for quote in kept.get(one.record.id).quotes] == [Stand.GEWIJZIGD]


def test_a_removed_document_leaves_no_word_of_its_quotes(tmp_path):
    with registered(tmp_path, labelled("a.txt", TWENTE), labelled("b.txt", LAW)) as (index, kept):
        (law,) = (one for one in kept.all() if one.record.act)
        (money,) = (one for one in kept.all() if not one.record.act)
        kept.accept(law.record.id, "Gezien")
        for seen in (law, money):
            index.remove(seen.quotes[0].quote.document_id)
        kept.follow(())
        (left,) = kept.all()
        assert [quote.stand for quote in left.quotes] == [Stand.VERWIJDERD]
        assert not matrix([left], Axis.SOORT, Axis.REGIO, TERMS).cells
    stored = (tmp_path / FILE).read_bytes()
    assert b"verloren" not in stored
    assert b"begeleiding" not in stored


def test_who_may_not_see_a_document_knows_of_none_of_its_quotes_regions_or_counts(tmp_path):
    with registered(tmp_path, labelled("a.txt", TWENTE), labelled("b.txt", UTRECHT)) as (index, kept):
        (one,) = kept.all()
        (hidden,) = (quote.quote for quote in one.quotes if "Utrecht" in quote.text)
        index.show(hidden.document_id, Visibility.VERTROUWELIJK)
        theirs = register(index, READER)
        (seen,) = theirs.all()
        assert (quotes([seen]), seen.regions) == ([TWENTE], ("twente",))
        assert "Utrecht" not in seen.title
        columns = matrix(theirs.all(), Axis.SOORT, Axis.REGIO, TERMS).columns
        assert [column.id for column in columns] == ["twente"]
        index.show(next(q.quote.document_id for q in seen.quotes), Visibility.VERTROUWELIJK)
        assert theirs.all() == []
        told = []
        for id_ in (one.record.id, "0" * 16):
            with pytest.raises(NotFound) as caught:
                theirs.get(id_)
            told.append(str(caught.value).replace(id_, "id"))
        assert told[0] == told[1]


def test_only_an_editor_changes_the_register_and_only_a_manager_deletes(tmp_path):
    with registered(tmp_path, labelled("a.txt", TWENTE)) as (index, kept):
        (one,) = kept.all()
        reader = register(index, READER)
        for change in (
            reader.propose,
            lambda: reader.accept(one.record.id),
            lambda: reader.edit(one.record.id, {"title": "x"}),
            lambda: reader.add({"title": "x"}, []),
            lambda: register(index, EDITOR).delete(one.record.id),
        ):
            with pytest.raises(Forbidden):
                change()
        low = Principal("Lou", Role.REDACTEUR, Visibility.NETWERK)
        with pytest.raises(Forbidden, match="vertrouwelijk"):
            register(index, low).edit(one.record.id, {"visibility": Visibility.VERTROUWELIJK})


def test_a_person_writes_a_knelpunt_down_and_takes_it_along_its_way(tmp_path):
    with registered(tmp_path, labelled("a.txt", TWENTE)) as (index, _):
        kept = register(index, EDITOR)
        (passage,) = index.catalogue.passages(index.catalogue.documents()[0].id)
        index.show(passage.document_id, Visibility.VERTROUWELIJK)
        values = {"title": "Geld", "act": "Leerplichtwet 1969", "kind": "financiering"}
        made = kept.add(values, [Chosen(passage.id, "geen geld")])
        record = made.record
        assert (record.verdict, record.visibility) == (Verdict.AANVAARD, Visibility.VERTROUWELIJK)
        assert (record.act, quotes([made])) == ("BWBR0002628", ["geen geld"])
        with pytest.raises(BadInput, match="letterlijk"):
            kept.quote(record.id, Chosen(passage.id, "veel geld"))
        with pytest.raises(Conflict, match="onderzocht"):
            kept.edit(record.id, {}, Phase.OPGELOST)
        kept.edit(record.id, {}, Phase.ONDERZOCHT, "Nagegaan")
        last = kept.get(record.id).record.history[-1]
        assert (last.who, last.stage, last.note) == ("Sam", Phase.ONDERZOCHT, "Nagegaan")
        with pytest.raises(Conflict, match="intussen"):
            kept.accept(record.id, expected=record.changed_at)


def test_the_matrix_counts_exactly_the_quotes_that_its_cells_show(tmp_path):
    given_ = [labelled("a.txt", TWENTE), labelled("b.txt", UTRECHT), labelled("c.txt", LAW)]
    with registered(tmp_path, *given_) as (_, kept):
        (law,) = (one for one in kept.all() if one.record.act)
        kept.accept(law.record.id)
        made = matrix(kept.all(), Axis.WET, Axis.REGIO, TERMS)
        counts = {(cell.row, cell.column): (cell.accepted, cell.proposed) for cell in made.cells}
        assert counts == {("", "twente"): (0, 1), ("", "utrecht"): (0, 1), ("BWBR0002628", ""): (1, 0)}
        shown = sorted(report.quote.text for cell in made.cells for report in cell.reports)
        assert shown == quotes(kept.all())
        narrowed = Sieve(regions=("twente",)).narrowed(kept.all())
        assert quotes(narrowed) == [TWENTE]


@given(st.lists(st.sets(st.integers(0, 9), min_size=1), min_size=2, max_size=4), st.data())
def test_merging_and_splitting_keep_every_quote(groups, data):
    def quote(number):
        return Quote(f"{number:016}", "0" * 64, "1" * 16, Span(0, 3), "2" * 32, number=number)

    records = [
        Record(str(place), Visibility.NETWERK, WHEN, WHEN, None, quotes=tuple(map(quote, sorted(group))))
        for place, group in enumerate(groups)
    ]
    target, emptied = moves.merged(records[0], records[1:])
    assert {one.number for one in target.quotes} == set().union(*groups)
    assert not any(one.quotes for one in emptied)
    chosen = data.draw(st.sets(st.sampled_from([one.id for one in target.quotes])))
    if not chosen or len(chosen) == len(target.quotes):
        with pytest.raises(Conflict):
            moves.divided(target, chosen, "nieuw")
        return
    left, new = moves.divided(target, chosen, "nieuw")
    assert {one.id for one in new.quotes} == chosen
    assert sorted(left.quotes + new.quotes, key=lambda one: one.id) == sorted(
        target.quotes, key=lambda one: one.id
    )
