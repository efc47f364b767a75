"""Tells which region a passage is about: from its section, its own words, or the document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePath

from corpus.document import Document, Passage
from corpus.label import Evidence, Ground, Label, LabelKind
from corpus.span import Span
from corpus.taxonomy import Taxonomy
from ingest.tag.placenames import Mention, PlaceNames

SECTION, SURE, NAMED, DOCUMENT = 0.95, 0.85, 0.7, 0.6

Regions = dict[str, Evidence]


class RegionTagger:
    """A section of a region keeps its passages, whatever other region they name in passing.

    Elsewhere every region that is named counts; in a document about a region, a mere place of another
    region does not.
    """

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._names = PlaceNames(taxonomy)
        self._silent = {heading.casefold() for heading in taxonomy.surroundings.headings}
        self._version = taxonomy.version

    def __call__(self, document: Document, passages: Sequence[Passage]) -> list[list[Label]]:
        """A list of labels for each passage."""
        file_name = PurePath(document.name).stem.replace("_", " ")
        of_document = self._named_by((document.title, file_name), Ground.DOCUMENT, DOCUMENT)
        of_sections: dict[tuple[str, ...], Regions] = {}
        for section in {passage.section for passage in passages}:
            headings = [heading for heading in reversed(section) if heading != document.title]
            of_sections[section] = self._named_by(headings, Ground.SECTION, SECTION)
        return [
            []
            if self._silent.intersection(map(str.casefold, passage.section))
            else self._labels(passage.text, of_sections[passage.section], of_document)
            for passage in passages
        ]

    def _labels(self, text: str, of_section: Regions, of_document: Regions) -> list[Label]:
        home = of_section or of_document
        counted = [
            mention
            for mention in self._names.mentions(text)
            if not home or home.keys() & {*mention.regions} or (mention.sure and not of_section)
        ]
        grounds = [of_section, _in_words(counted), {} if of_section else of_document]
        regions = of_section.keys() or {region for ground in grounds for region in ground}
        return [self._label(region, grounds) for region in sorted(regions)]

    def _label(self, region: str, grounds: Iterable[Regions]) -> Label:
        evidence = tuple(found[region] for found in grounds if region in found)
        return Label(LabelKind.REGIO, region, max(one.weight for one in evidence), evidence, self._version)

    def _named_by(self, headings: Iterable[str], ground: Ground, weight: float) -> Regions:
        """The regions of the first heading that surely names one, else of the first that names a place."""
        named = [(heading, self._names.mentions(heading)) for heading in headings]
        for sure in (True, False):
            for heading, mentions in named:
                regions = {region for one in mentions if one.sure or not sure for region in one.regions}
                if regions:
                    return {region: Evidence(ground, source=heading, weight=weight) for region in regions}
        return {}


def _in_words(mentions: Iterable[Mention]) -> Regions:
    spans: dict[str, list[Span]] = {}
    sure: set[str] = set()
    for mention in mentions:
        for region in mention.regions:
            spans.setdefault(region, []).append(mention.span)
            sure.update({region} if mention.sure else ())
    return {
        region: Evidence(Ground.WORDS, tuple(found), weight=SURE if region in sure else NAMED)
        for region, found in spans.items()
    }
