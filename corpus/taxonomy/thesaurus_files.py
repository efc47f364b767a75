"""Reads ``thesaurus/*.yaml``, and writes it; how the concepts are split over files means nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from corpus.errors import BadTaxonomy
from corpus.taxonomy.consistency import Problem, problems
from corpus.taxonomy.reader import Items, Mapping, Text, read
from corpus.taxonomy.thesaurus import Thesaurus, ThesaurusConcept

FOLDER = "thesaurus"
LISTS = {
    "synonyms": "ook",
    "abbreviations": "afkortingen",
    "hidden": "vormen",
    "lookalikes": "niet",
    "broader": "breder",
    "related": "verwant",
}
FIELDS = {"id": "id", "preferred": "naam", **LISTS}
# what YAML takes for a word without quotes, within a list as well
PLAIN = re.compile(r"(?!null$)[^\W\d_][\w/().’'-]*( [\w/().’'-]+)*", re.IGNORECASE)


def files(folder: Path) -> list[Path]:
    """The files of the thesaurus in a folder with a taxonomy; none where it has no thesaurus."""
    return sorted((folder / FOLDER).glob("*.yaml"))


def thesaurus(paths: list[Path]) -> Thesaurus:
    """What stands in the files together. Raises BadTaxonomy."""
    entries: list[tuple[ThesaurusConcept, Mapping]] = []
    for path in paths:
        with read(path) as top:
            entries += [(_concept(entry), entry) for entry in top.required("begrippen", Items).mappings()]
    for problem in problems([concept for concept, _ in entries]):
        raise _wrong(problem, next(entry for concept, entry in entries if concept is problem.concept))
    return Thesaurus(concept for concept, _ in entries)


def written(concepts: Thesaurus) -> str:
    """The text of one file that reads as these concepts."""
    if not concepts.concepts:
        return "begrippen: []\n"
    return "\n".join(["begrippen:", *(line for one in concepts.concepts for line in _lines(one)), ""])


def _concept(entry: Mapping) -> ThesaurusConcept:
    lists = {name: entry.optional(field, Items) for name, field in LISTS.items()}
    return ThesaurusConcept(
        entry.required("id", str),
        entry.required("naam", str),
        **{name: items.values() for name, items in lists.items() if items},
    )


def _wrong(problem: Problem, entry: Mapping) -> BadTaxonomy:
    field = FIELDS[problem.field]
    listed = problem.field in LISTS
    places = entry.required(field, Items).texts() if listed else [entry.required(field, Text)]
    # of a value that stands there twice, the last is the one too many
    return [place for place in places if place.value == problem.value][-1].wrong(problem.told)


def _lines(concept: ThesaurusConcept) -> Iterator[str]:
    yield f"- id: {_scalar(concept.id)}"
    yield f"  naam: {_scalar(concept.preferred)}"
    for name, field in LISTS.items():
        if values := getattr(concept, name):
            yield f"  {field}: [{', '.join(map(_scalar, values))}]"


def _scalar(value: str) -> str:
    return value if PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)
