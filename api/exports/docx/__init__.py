"""A dossier as a Word document that one can send: title page, contents, quotes with footnotes, sources."""

from __future__ import annotations

import io
from collections.abc import Sequence

from docx.enum.text import WD_BREAK
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from api.citations import footnote
from api.exports import words
from api.exports.docx.fields import bookmark, contents
from api.exports.docx.footnotes import Footnotes
from api.exports.docx.looks import FACT, META, SOURCE, WARN, blank
from api.exports.legal import legal
from api.exports.report import Chapter, Entry, Line, Report, Source

# characters that stay together on a page
SHORT = 600
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def write(report: Report) -> bytes:
    """The whole file."""
    return _Writer(report).written()


class _Writer:
    """One document on its way."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._document = blank(legal(report.dossier.name))
        self._notes = Footnotes()
        self._headings: list[tuple[int, str, str]] = []

    def written(self) -> bytes:
        self._properties()
        self._title_page()
        self._add("Inhoud", "Subtitle")
        after_contents = self._add("")
        after_contents.add_run().add_break(WD_BREAK.PAGE)
        for chapter in self._report.chapters:
            self._chapter(chapter)
        self._sources(self._report.sources)
        self._account()
        contents(after_contents, self._headings)
        self._notes.finish(self._document)
        file = io.BytesIO()
        self._document.save(file)
        return file.getvalue()

    def _properties(self) -> None:
        properties = self._document.core_properties
        properties.title = legal(self._report.dossier.name)[:255]
        properties.author = legal(self._report.dossier.owner)[:255]
        properties.comments = ""
        # a moment without a zone is one in UTC here
        properties.created = properties.modified = self._report.made_at.replace(tzinfo=None)

    def _title_page(self) -> None:
        report = self._report
        self._add(report.dossier.name, "Title").paragraph_format.space_before = Cm(6)
        self._add("Letterlijke citaten uit documenten, met hun bron", "Subtitle")
        for part in report.dossier.description.splitlines():
            self._add(part)
        for line in words.facts(report):
            self._add(line, FACT)
        self._add("").add_run().add_break(WD_BREAK.PAGE)

    def _chapter(self, chapter: Chapter) -> None:
        self._heading(chapter.title or "Citaten", 1)
        if not chapter.entries:
            self._add(words.EMPTY)
        for entry in chapter.entries:
            self._entry(entry)

    def _entry(self, entry: Entry) -> None:
        self._heading(f"{entry.number}. {entry.heading}", 2)
        if entry.title:
            self._add(
                words.verdict(entry), WARN if words.is_proposal(entry) else META
            ).paragraph_format.keep_with_next = True
        for part in entry.note.splitlines():
            self._add(part).paragraph_format.keep_with_next = len(part) <= SHORT
        for line in entry.lines:
            if not line.asks:
                self._line(line)
        self._asked(entry)
        self._add(words.about(entry), META)

    def _asked(self, entry: Entry) -> None:
        asking = [line for line in entry.lines if line.asks]
        if entry.asked or asking:
            told = self._add("")
            told.add_run(words.ASKS).bold = True
            told.add_run(legal(f" {entry.asked}".rstrip()))
            told.paragraph_format.keep_with_next = True
        for line in asking:
            self._line(line)

    def _line(self, line: Line) -> None:
        if line.context and line.words:
            self._add(f"[{line.context}]", META).paragraph_format.keep_with_next = True
        if line.words:
            quote = self._add(line.words, "Quote")
            # a long one may go on over the page, or it would leave half of this one white
            look = quote.paragraph_format
            look.keep_together = look.keep_with_next = len(line.words) <= SHORT
            if line.reference:
                self._notes.add(quote, legal(footnote.write(line.reference).strip()))
        if line.warning:
            self._add(f"Let op: {line.warning}", WARN)

    def _sources(self, sources: Sequence[Source]) -> None:
        self._heading("Bijlage: bronnen", 1).paragraph_format.page_break_before = True
        for place, source in enumerate(sources, 1):
            title = source.reference.title if source.reference else "Verwijderd document"
            line = self._add("", SOURCE)
            line.add_run(legal(f"{place}. {' '.join(title.split())}")).bold = True
            told = [self._add(one, SOURCE) for one in words.source(source)]
            for one in (line, *told[:-1]):
                one.paragraph_format.keep_with_next = True
            told[-1].paragraph_format.space_after = Pt(10)

    def _account(self) -> None:
        self._heading("Verantwoording", 1)
        for line in words.account(self._report):
            self._add(line)
        self._heading("Wat niet gelezen kon worden", 2)
        if not self._report.unread:
            self._add(words.ALL_READ)
            return
        table = self._document.add_table(rows=1, cols=1, style="Table Grid")
        table.rows[0].cells[0].paragraphs[0].add_run("Bestand").bold = True
        for name in self._report.unread:
            table.add_row().cells[0].text = legal(name)

    def _heading(self, title: str, level: int) -> Paragraph:
        told = legal(" ".join(title.split()))
        heading: Paragraph = self._document.add_heading(told, level)
        name = bookmark(heading, len(self._headings) + 1)
        self._headings.append((level, told, name))
        return heading

    def _add(self, text: str, style: str = "Normal") -> Paragraph:
        return self._document.add_paragraph(legal(text), style)
