"""What ``schuurpunt thesaurus`` does; it needs no data folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path

from api import settings, skos
from api.cli import terminal
from corpus.errors import BadSetting, NotFound, StorageFailed
from corpus.taxonomy import Thesaurus, ThesaurusConcept, load
from corpus.taxonomy.thesaurus_files import FOLDER, files, written

HEADINGS = ("id", "naam", "ook", "breder")
FILE = "begrippen.yaml"


def show(term: str | None) -> int:
    """Every concept, or all about the one that a term or an id means. Raises NotFound."""
    found = load(settings.load().taxonomy).thesaurus
    out = terminal.console()
    if term is None:
        rows = [
            (one.id, one.preferred, ", ".join(one.shown[1:]), ", ".join(one.broader))
            for one in found.concepts
        ]
        terminal.table(out, HEADINGS, rows)
    else:
        for line in _told(_meant(term, found), found):
            out.print(line, soft_wrap=True)
    return 0


def export(to: Path | None, overwrite: bool) -> int:
    """The thesaurus as Turtle, in a file or on standard output. Raises BadSetting for a file that exists."""
    taxonomy = load(settings.load().taxonomy)
    text = skos.exported(taxonomy.thesaurus, taxonomy.version)
    if to is None:
        terminal.console().file.write(text)
        return 0
    if to.exists() and not overwrite:
        raise BadSetting(f"{to} bestaat al.", "Kies een andere naam, of vervang het met --overschrijf.")
    _write(to, text)
    _said(f"{len(taxonomy.thesaurus.concepts)} begrippen staan in {to}.")
    return 0


def take(source: Path, to: Path | None, overwrite: bool) -> int:
    """Makes the thesaurus of a folder from Turtle.

    Raises BadTaxonomy for what is wrong in it, BadSetting where no folder is set or it has a thesaurus.
    """
    found = skos.imported(source)
    folder = to or settings.load().taxonomy
    if folder is None:
        raise BadSetting(
            "Er is geen eigen map met een taxonomie.",
            "Noem er een met --naar, of stel SCHUURPUNT_TAXONOMY in.",
        )
    before = files(folder)
    if before and not overwrite:
        raise BadSetting(
            f"In {folder / FOLDER} staat al een thesaurus: {', '.join(path.name for path in before)}.",
            "Kies een andere map met --naar, of vervang deze bestanden met --overschrijf.",
        )
    path = folder / FOLDER / FILE
    _write(path, written(found), instead_of=before)
    _said(f"{len(found.concepts)} begrippen staan in {path}.")
    return 0


def _meant(term: str, found: Thesaurus) -> ThesaurusConcept:
    by_id = {one.id: one for one in found.concepts}
    concept = found.find(term) or by_id.get(term)
    if concept is None:
        known = {name.casefold(): name for one in found.concepts for name in one.shown}
        near = [known[name] for name in get_close_matches(term.casefold(), known, n=3)]
        advice = f"Bedoelt u {' of '.join(near)}?" if near else "Alle begrippen: 'schuurpunt thesaurus show'."
        raise NotFound(f"De thesaurus kent geen '{term}'.", advice)
    return concept


def _told(concept: ThesaurusConcept, found: Thesaurus) -> Iterator[str]:
    yield f"{concept.id}  {concept.preferred}"
    yield from _section("Ook", concept.synonyms)
    yield from _section("Afkortingen", concept.abbreviations)
    yield from _section("Ook te vinden als", concept.hidden)
    yield from _section("Lijkt er alleen op", concept.lookalikes)
    yield from _section("Breder", _names(concept.broader, found))
    yield from _section("Smaller", _names(found.narrower(concept.id), found))
    yield from _section("Verwant", _names(concept.related, found))


def _section(heading: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield f"\n{heading}"
        yield from (f"  {line}" for line in lines)


def _names(ids: Iterable[str], found: Thesaurus) -> list[str]:
    return [f"{found.get(id_).preferred} ({id_})" for id_ in ids]


def _write(path: Path, text: str, instead_of: Sequence[Path] = ()) -> None:
    """All of it or nothing: a reader never meets half a file."""
    part = path.with_name(f"{path.name}.deel")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(text, encoding="utf-8")
        part.replace(path)
        for other in instead_of:
            if other != path:
                other.unlink()
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise StorageFailed(
            f"{path} is niet te schrijven.", "Kijk of de map te schrijven is en ruimte heeft."
        ) from error


def _said(line: str) -> None:
    terminal.console().print(line, soft_wrap=True)
