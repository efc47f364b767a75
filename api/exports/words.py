"""The sentences of a report that every readable form has."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from api.exports.report import Arrangement, Entry, Report, Source
from api.place import MONTHS, day
from corpus.document import DocumentDate
from search.catalogue.knelpunt import Verdict

ASKS = "Wat wordt gevraagd:"
EMPTY = "In dit dossier staat nog niets."
ALL_READ = "Alle opgenomen bestanden konden worden gelezen."
_BY = {
    Arrangement.VOLGORDE: "in de volgorde van het dossier",
    Arrangement.WET: "per wet",
    Arrangement.REGIO: "per regio",
}
_VERDICTS = {
    Verdict.AANVAARD.value: "aanvaard",
    Verdict.VOORSTEL.value: "voorstel, nog door niemand aanvaard",
}


def moment(at: datetime) -> str:
    """A day and a time in UTC."""
    return f"{at.day} {MONTHS[at.month - 1]} {at.year}, {at:%H:%M} uur UTC"


def iso(date: DocumentDate | None) -> str:
    """As precise as the document gives it: 2022-10."""
    if date is None:
        return ""
    return date.day.isoformat()[: {"dag": 10, "maand": 7, "jaar": 4}[date.precision]]


def facts(report: Report) -> Iterator[str]:
    """For below the title."""
    made = report.made_at
    yield f"{made.day} {MONTHS[made.month - 1]} {made.year}"
    yield from counts(report)
    yield f"Samengesteld door {' '.join(report.dossier.owner.split())}"


def counts(report: Report) -> Iterator[str]:
    """How much of it is evidence; nothing where it is empty."""
    verdicts = [entry.verdict for entry in report.entries]
    told = (
        (verdicts.count(Verdict.AANVAARD.value), "aanvaard knelpunt", "aanvaarde knelpunten"),
        (
            verdicts.count(Verdict.VOORSTEL.value),
            "voorstel dat niemand nog aanvaardde",
            "voorstellen die niemand nog aanvaardde",
        ),
        (verdicts.count(""), "los citaat", "losse citaten"),
    )
    parts = [f"{count} {one if count == 1 else many}" for count, one, many in told if count]
    if parts:
        yield ", ".join(parts)


def is_proposal(entry: Entry) -> bool:
    """Whether it is a knelpunt that no person accepted."""
    return entry.verdict == Verdict.VOORSTEL.value


def verdict(entry: Entry) -> str:
    """What people made of a knelpunt."""
    said = _VERDICTS.get(entry.verdict, entry.verdict)
    return f"Knelpunt – oordeel: {said} – status: {entry.stage}"


def about(entry: Entry) -> str:
    """What stands below an entry: its number, and what its labels name."""
    kind = "Knelpunt" if entry.title else "Citaat"
    return " · ".join((f"{kind} {entry.number}", *entry.regions, *entry.laws))


def source(one: Source) -> Iterator[str]:
    """What is known of a file, in lines."""
    if one.reference:
        known = (one.reference.kind.value, day(one.reference.date), " ".join(one.reference.file.split()))
        yield ", ".join(part for part in known if part)
    numbers = ", ".join(map(str, one.entries))
    places = f" op {', '.join(one.pages)}" if one.pages else ""
    yield f"Aangehaald{places} (nummer {numbers})"
    yield f"SHA-256: {one.sha256}"


def account(report: Report) -> Iterator[str]:
    """How it came about, and what a reader may rely on."""
    quotes = sum(bool(line.words) for _, line in report.lines)
    yield f"Gemaakt op {moment(report.made_at)} door {report.made_by}, {_BY[report.arrangement]}."
    yield (
        f"Aantal citaten: {quotes}, uit {_counted(len(report.sources))}. Elk citaat is letterlijk; wat er "
        "tussen vierkante haken boven staat, hoort er niet bij. De SHA-256 in de bijlage wijst het bestand "
        "aan waar het uit komt."
    )
    if any(entry.verdict for entry in report.entries):
        yield "Een knelpunt met oordeel ‘voorstel’ is door niemand aanvaard en telt niet als bewijs."
    yield "Regio's en wetten onder een citaat zijn labels van Schuurpunt, tenzij een mens ze verbeterde."
    warned = [f"{entry.number}: {line.warning}" for entry, line in report.lines if line.warning]
    if warned:
        yield "Bronnen die sindsdien veranderden. " + " ".join(warned)


def _counted(count: int) -> str:
    return "één document" if count == 1 else f"{count} documenten"
