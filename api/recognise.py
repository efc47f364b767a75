"""What a question names: the taggers of documents read it as a document of one passage."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from corpus.document import Document, Kind, Passage
from corpus.label import LabelKind
from corpus.laws import Register
from corpus.span import Span
from corpus.taxonomy import Concept, Taxonomy
from ingest.tag.places import ORDINALS
from ingest.tag.regios import SURE, RegionTagger
from ingest.tag.rules import Role, Rules
from ingest.tag.tagger import Tagger
from ingest.tag.wetten import ActTagger
from models.analysis import Analysis, dictionary_lemma, fold
from search.question import Named

_WORD = re.compile(r"\w+")
# who is asked, and no division into regions that hinders
_ASKED = re.compile(r"\bregio(?:['’]?s)?\b", re.IGNORECASE)
_NUMBER = rf"(?:(?:nr\.?|nummer)\s+)?(?P<number>\d)\b|\b(?P<ordinal>{'|'.join(ORDINALS)})\s+{{0}}\b"
SHORTEST_ABBREVIATION = 3


class Recogniser:
    """Safe to share between threads; reads the rules of knelpunten with the first question."""

    def __init__(self, taxonomy: Taxonomy, analysis: Analysis) -> None:
        self._taxonomy = taxonomy
        self._analysis = analysis
        self._taggers: tuple[Tagger, ...] = (RegionTagger(taxonomy), ActTagger(taxonomy))
        self._abbreviations = _abbreviations(taxonomy)
        bouwstenen = tuple(concept for group in taxonomy.groups for concept in group.concepts)
        self._numbered = (
            _Numbered(LabelKind.ADVIES, "advies", taxonomy.advices),
            _Numbered(LabelKind.BOUWSTEEN, "bouwsteen", bouwstenen),
        )

    def __call__(self, text: str) -> Iterator[Named]:
        """Regions, acts, adviezen, bouwstenen and kinds of knelpunten, with the words that name them."""
        capitals = _WORD.sub(lambda word: self._abbreviations.get(word.group(), word.group()), text)
        document = Document("", "", "", "", "", Kind.OVERIG, "", None, "nl", capitals)
        passage = Passage("", "", 0, Span(0, len(capitals)), capitals, (), None, "nl")
        for tagger in self._taggers:
            for label in tagger(document, [passage])[0]:
                spans = {span for one in label.evidence for span in one.spans}
                itself = label.kind is not LabelKind.REGIO or label.score >= SURE
                yield Named(label.kind.value, label.id, tuple(sorted(spans)), itself=itself)
        for numbered in self._numbered:
            yield from numbered(text)
        yield from self._obstacles(text)

    def _obstacles(self, text: str) -> Iterator[Named]:
        """The kinds of knelpunten that the rules see in the question as in a sentence of a document."""
        said = self._rules(_ASKED.sub(lambda word: " " * len(word.group()), text), Span(0, len(text)))
        for kind in self._taxonomy.obstacles.kinds:
            label = f"{LabelKind.KNELPUNT}:{kind.concept.id}"
            near = said.near(label, Role.TOPIC, Role.HINDRANCE)
            if said.has(label, Role.STRONG) or near:
                spans = said.spans(label, Role.STRONG, *([Role.TOPIC] if near else []))
                yield Named(LabelKind.KNELPUNT, kind.concept.id, spans)

    @cached_property
    def _rules(self) -> Rules:
        return Rules(replace(self._taxonomy, advices=(), groups=()), self._analysis)


class _Numbered:
    """Finds concepts by their number ("advies 6", "het zesde advies") or by a name of more than a word."""

    def __init__(self, kind: LabelKind, word: str, concepts: Sequence[Concept]) -> None:
        self._kind = kind
        self._number = re.compile(rf"\b{word}\s+{_NUMBER.format(word)}", re.IGNORECASE)
        self._names = {concept.id: _either(concept.name, concept.short) for concept in concepts}

    def __call__(self, text: str) -> Iterator[Named]:
        numbers = [(_number(match), Span(*match.span())) for match in self._number.finditer(text)]
        for concept, name in self._names.items():
            spans = [span for number, span in numbers if concept.split(":")[-1] == number]
            spans += [Span(*match.span()) for match in name.finditer(text)]
            if spans:
                yield Named(self._kind, concept, tuple(sorted(spans)))


def _either(*names: str) -> re.Pattern[str]:
    """Matches these names, the longest first, where they are more than a word; one word says too little."""
    long = sorted({re.escape(name) for name in names if " " in name}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(long) or '(?!)'})(?!\w)", re.IGNORECASE)


def _number(match: re.Match[str]) -> str:
    return match["number"] or ORDINALS[match["ordinal"].lower()]


def _abbreviations(taxonomy: Taxonomy) -> dict[str, str]:
    """As they are written, by their small letters, which a question often has; no ordinary words."""
    return {
        written.lower(): written
        for written in sorted(Register(taxonomy.acts).abbreviations(), reverse=True)
        if len(written) >= SHORTEST_ABBREVIATION and dictionary_lemma(written.lower()) is None
    }


def names(taxonomy: Taxonomy) -> frozenset[str]:
    """The folded words of all names of regions, towns and acts, and of the terms of the thesaurus."""
    regions = (name for region in taxonomy.regions for name in (*region.spellings, *region.places))
    towns = (town.name for town in taxonomy.municipalities)
    acts = (name for act in taxonomy.acts for name in (act.name, *act.names, *act.abbreviations))
    # the hidden ones may be written wrongly
    terms = (term for concept in taxonomy.thesaurus.concepts for term in concept.shown)
    return frozenset(word for name in (*regions, *towns, *acts, *terms) for word in _WORD.findall(fold(name)))
