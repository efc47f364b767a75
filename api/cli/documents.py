"""What each command does; answers its exit status."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from api import assemble, cli_show, settings
from api.intake import Tell
from api.outcome import Outcome, Status
from api.schemas import Zoekantwoord
from corpus.errors import BadQuestion
from corpus.label import LabelKind
from corpus.visibility import Visibility
from search.query import Filters, Query, Weighing

# a line to print, how much is done, and of how much
Step = Callable[[str, int, int], None]


def ingest(data: Path | None, paths: list[Path], prune: bool, visible: Visibility | None) -> int:
    """Status 1 if a file failed."""
    out = cli_show.console()
    with assemble.opened(settings.load(data=data)) as service, progress("Opnemen") as step:
        made = service.ingest(paths, prune, _told(step), visible)
    cli_show.outcomes(out, made)
    return _failures(made)


def weighing(words: float, meaning: float) -> Weighing | None:
    """None where both are as they were set. Raises BadQuestion where nothing counts."""
    if (words, meaning) == (1, 1):
        return None
    if not words and not meaning:
        raise BadQuestion(
            "Met --woorden 0 en --betekenis 0 telt er niets.", "Geef een van beide een gewicht boven 0."
        )
    return Weighing(words, meaning)


def search(data: Path | None, query: Query, named: Mapping[LabelKind, list[str]], as_json: bool) -> int:
    """``named`` are labels to stay within. Nothing found is an answer, not a failure."""
    out = cli_show.console()
    with assemble.opened(settings.load(data=data)) as service:
        filters = Filters(labels=service.terms.found(named))
        found = service.search(replace(query, filters=filters))
    if as_json:
        answer = Zoekantwoord.of(found, service.terms)
        out.file.write(answer.model_dump_json(by_alias=True, indent=2) + "\n")
    else:
        cli_show.results(out, found, service.terms)
    return 0


def show_passage(data: Path | None, id: str) -> int:  # noqa: A002 - the name that the user types
    """A passage between what stands before and after it."""
    with assemble.opened(settings.load(data=data)) as service:
        cli_show.surroundings(cli_show.console(), *service.passages.around(id), service.terms)
    return 0


def show_file(path: Path) -> int:
    """What the parser sees in a file; needs no data folder."""
    cli_show.parsed(cli_show.console(), assemble.see(settings.load(), path))
    return 0


def documents(data: Path | None) -> int:
    """All documents, by name."""
    with assemble.opened(settings.load(data=data)) as service:
        cli_show.documents(cli_show.console(), service.documents.all())
    return 0


def visibility(data: Path | None, id: str, visible: Visibility) -> int:  # noqa: A002
    """Changes to whom a document is shown."""
    with assemble.opened(settings.load(data=data)) as service:
        found = service.set_visibility(service.documents.named(id).id, visible)
    cli_show.console().print(f"{found.name} is nu {found.visibility}.")
    return 0


def remove(data: Path | None, id: str) -> int:  # noqa: A002 - the name that the user types
    """Takes a document out of every store."""
    with assemble.opened(settings.load(data=data)) as service:
        found = service.documents.named(id)
        service.remove(found.id)
    cli_show.console().print(f"{found.name} is verwijderd.")
    return 0


def doctor(data: Path | None, mend: bool) -> int:
    """Status 1 while something is wrong that was not mended."""
    with assemble.opened(settings.load(data=data)) as service:
        report = service.upkeep.doctor(mend)
    cli_show.report(cli_show.console(), report)
    return int(not report.healthy)


def rebuild(data: Path | None, parse: bool, model: str | None) -> int:
    """Makes the indexes anew, with ``model`` by that one; with ``parse``, the passages too.

    Status 1 if a file failed.
    """
    out = cli_show.console()
    chosen = settings.load(data=data, embedder=model)
    with assemble.opened(chosen, any_model=True) as service, progress("Opnieuw maken") as step:
        made = service.upkeep.rebuild(parse, _told(step), partial(step, "passages"))
    if made:
        cli_show.outcomes(out, made)
    out.print("De indexen zijn opnieuw gemaakt.")
    return _failures(made)


def serve(data: Path | None, host: str | None, port: int | None, is_open: bool) -> int:
    """Serves until it is told to stop."""
    # FastAPI takes half a second that no other command needs
    from api import app, logs, metrics, serve, tracing  # noqa: PLC0415
    from api.access import gate  # noqa: PLC0415

    # a key in the environment is for commands; who asks the service brings their own
    chosen = settings.load(data=data, host=host, port=port, open=is_open or None, sleutel="")
    logs.configure()
    measured = metrics.Metrics()
    with (
        serve.listen(chosen.host, chosen.port) as listener,
        tracing.tracing(str(chosen.traces_url or "")) as traces,
        assemble.opened(
            chosen, step=tracing.both(measured.step, traces.step) if traces else measured.step
        ) as service,
        service.questions.forgetting(),
    ):
        gate.check(service.keyring, chosen)
        service.worker.start()
        site = app.create(service, measured)
        serve.run(
            traces.around(site) if traces else site,
            listener,
            cli_show.console().print,
            chosen.trusted_proxies,
        )
    return 0


def mcp(data: Path | None, address: str | None) -> int:
    """Serves an assistant until it closes standard input; with ``address``, from the service there."""
    from api.mcp import forward, stdio  # noqa: PLC0415

    if address:
        forward.run(address, settings.load().sleutel.get_secret_value())
        return 0
    with assemble.opened(settings.load(data=data)) as service:
        stdio.run(service)
    return 0


def _failures(made: list[Outcome]) -> int:
    return int(any(one.status is Status.FAILED for one in made))


def _told(step: Step) -> Tell:
    """Each outcome is a step."""
    done = itertools.count(1)
    return lambda one, total: step(f"{one.name}: {one.status}", next(done), total)


@contextmanager
def progress(title: str) -> Iterator[Step]:
    """A bar on a terminal, a line for each step elsewhere; both on standard error."""
    err = cli_show.console(stderr=True)
    if not err.is_terminal:
        yield lambda line, done, total: err.print(f"{line} ({done}/{total})")
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=err, transient=True) as bar:
        task = bar.add_task(title, total=None)
        yield lambda line, done, total: bar.update(task, completed=done, total=total)
