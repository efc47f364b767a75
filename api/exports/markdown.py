"""A dossier as Markdown; what people and documents wrote stays text."""

from __future__ import annotations

from collections.abc import Iterator

from api.citations.footnote import told
from api.citations.markdown import escaped
from api.exports import words
from api.exports.legal import legal
from api.exports.report import Chapter, Entry, Line, Report

MEDIA_TYPE = "text/markdown"


def write(report: Report) -> bytes:
    """The whole file, in UTF-8."""
    return legal("\n\n".join(filter(None, _blocks(report))) + "\n").encode()


def _blocks(report: Report) -> Iterator[str]:
    yield f"# {escaped(report.dossier.name)}"
    yield escaped(report.dossier.description)
    yield from map(escaped, words.facts(report))
    for chapter in report.chapters:
        yield from _chapter(chapter)
    yield "## Bijlage: bronnen"
    for place, source in enumerate(report.sources, 1):
        title = source.reference.title if source.reference else "Verwijderd document"
        lines = [f"**{_flat(title)}**", *(escaped(line) for line in words.source(source))]
        yield f"{place}. " + "\\\n   ".join(lines)
    yield "## Verantwoording"
    yield from map(escaped, words.account(report))
    yield "### Wat niet gelezen kon worden"
    yield "\n".join(f"- {_flat(name)}" for name in report.unread) or words.ALL_READ


def _chapter(chapter: Chapter) -> Iterator[str]:
    yield f"## {_flat(chapter.title or 'Citaten')}"
    if not chapter.entries:
        yield words.EMPTY
    for entry in chapter.entries:
        yield from _entry(entry)


def _entry(entry: Entry) -> Iterator[str]:
    yield f"### {entry.number}. {_flat(entry.heading)}"
    if entry.title:
        yield escaped(words.verdict(entry))
    yield escaped(entry.note)
    for line in entry.lines:
        if not line.asks:
            yield from _line(line)
    asking = [line for line in entry.lines if line.asks]
    if entry.asked or asking:
        yield f"**{words.ASKS}** {_flat(entry.asked)}".rstrip()
    for line in asking:
        yield from _line(line)
    yield f"*{_flat(words.about(entry))}*"


def _line(line: Line) -> Iterator[str]:
    if line.context and line.words:
        yield f"\\[{_flat(line.context)}\\]"
    if line.words:
        yield "\n".join(f"> {part}".rstrip() for part in escaped(line.words).splitlines())
    if line.reference:
        yield f"— {_flat(told(line.reference))}. [Na te gaan](<{line.reference.url}>)"
    if line.warning:
        yield f"**Let op:** {line.warning}"


def _flat(text: str) -> str:
    """In one line."""
    return escaped(" ".join(text.split()))
