"""What the commands about saved questions, batches and projects do; each answers its exit status."""

from __future__ import annotations

from pathlib import Path

from api import assemble, settings
from api.cli import terminal
from api.cli.dossiers import put
from api.schemas import Vraag
from corpus.errors import Unreadable
from corpus.visibility import Visibility

HEADINGS = ("id", "naam", "vraag", "nieuw", "zichtbaarheid", "eigenaar")
# a file of questions takes as long as it takes, but not for ever
MOST_QUESTIONS = 10_000


def save(data: Path | None, question: str, name: str, shown: Visibility) -> int:
    """Tells the id, by which its news can be asked for."""
    with assemble.opened(settings.load(data=data)) as service:
        made = service.saved.make(name, Vraag(vraag=question), shown)
    terminal.console().print(f"De vraag is bewaard, met id {made.id}.")
    return 0


def listed(data: Path | None) -> int:
    """By name."""
    with assemble.opened(settings.load(data=data)) as service:
        counts = service.saved.counts()
        rows = [
            (
                one.id,
                one.name,
                str(one.query["vraag"]),
                str(counts.get(one.id, "")),
                one.visibility,
                one.owner,
            )
            for one in service.saved.all()
        ]
    terminal.table(terminal.console(), HEADINGS, rows)
    return 0


def news(data: Path | None, which: str, seen: bool) -> int:
    """Nothing new is an answer, not a failure."""
    out = terminal.console()
    with assemble.opened(settings.load(data=data)) as service:
        question = service.saved.named(which)
        found = service.saved.news(question.id)
        for one in found:
            terminal.passage(out, one.citation, service.terms)
        if seen:
            service.saved.seen(question.id)
    out.print(f"{len(found)} nieuw." if found else "Niets nieuws.")
    return 0


def remove(data: Path | None, which: str) -> int:
    """The question and what it found."""
    with assemble.opened(settings.load(data=data)) as service:
        question = service.saved.named(which)
        service.saved.remove(question.id)
    terminal.console().print(f"De vraag {question.name} is verwijderd.")
    return 0


def batch(data: Path | None, questions: Path, answers: Path) -> int:
    """Links lead to where the service would be by its settings."""
    chosen = settings.load(data=data)
    try:
        asked = questions.read_bytes()
    except OSError as error:
        raise Unreadable(
            f"{questions} is niet te lezen: {error.strerror}.", "Kies een ander bestand."
        ) from error
    with assemble.opened(chosen) as service:
        told = service.exports.answers(asked, MOST_QUESTIONS, f"http://{chosen.host}:{chosen.port}/")
    put(answers, told)
    return 0


def export(data: Path | None, project: Path) -> int:
    """Everything that is labelled."""
    with assemble.opened(settings.load(data=data)) as service:
        content = service.exports.codebook()
    put(project, content)
    return 0
