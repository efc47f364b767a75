"""What each command does; answers its exit status."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from api import assemble, cli_show, settings
from api.outcome import Outcome, Status
from api.schemas import Zoekantwoord
from search.query import Query

Step = Callable[[str, int], None]


def ingest(data: Path | None, paths: list[Path], prune: bool) -> int:
    """Status 1 if a file failed."""
    out = cli_show.console()
    with assemble.opened(settings.load(data=data)) as service, _progress("Opnemen") as step:
        made = service.ingest(paths, prune, lambda one, total: step(f"{one.name}: {one.status}", total))
    cli_show.outcomes(out, made)
    return int(any(one.status is Status.FAILED for one in made))


def search(data: Path | None, question: str, limit: int, as_json: bool) -> int:
    """Nothing found is an answer, not a failure."""
    out = cli_show.console()
    with assemble.opened(settings.load(data=data)) as service:
        found = service.search(Query(question, limit))
    if as_json:
        out.file.write(Zoekantwoord.of(found).model_dump_json(by_alias=True, indent=2) + "\n")
    else:
        cli_show.results(out, found)
    return 0


def show_passage(data: Path | None, id: str) -> int:  # noqa: A002 - the name that the user types
    """A passage between what stands before and after it."""
    with assemble.opened(settings.load(data=data)) as service:
        cli_show.surroundings(cli_show.console(), *service.surroundings(id))
    return 0


def show_file(path: Path) -> int:
    """What the parser sees in a file; needs no data folder."""
    cli_show.parsed(cli_show.console(), assemble.see(settings.load(), path))
    return 0


def documents(data: Path | None) -> int:
    """All documents, by name."""
    with assemble.opened(settings.load(data=data)) as service:
        cli_show.documents(cli_show.console(), service.documents())
    return 0


def remove(data: Path | None, id: str) -> int:  # noqa: A002 - the name that the user types
    """Takes a document out of every store."""
    with assemble.opened(settings.load(data=data)) as service:
        removed = service.remove(id)
    cli_show.console().print(f"{removed.name} is verwijderd.")
    return 0


def doctor(data: Path | None, mend: bool) -> int:
    """Status 1 while something is wrong that was not mended."""
    with assemble.opened(settings.load(data=data)) as service:
        report = service.doctor(mend)
    cli_show.report(cli_show.console(), report)
    return int(not report.healthy)


def rebuild(data: Path | None, parse: bool) -> int:
    """Makes the indexes anew; with ``parse``, the passages too."""
    with assemble.opened(settings.load(data=data)) as service, _progress("Opnieuw maken") as step:
        made = service.rebuild(parse, step)
    cli_show.outcomes(cli_show.console(), made)
    return int(any(one.status is Status.FAILED for one in made))


def serve(data: Path | None, host: str | None, port: int | None) -> int:
    """Serves until it is told to stop."""
    from api import app, serve  # noqa: PLC0415 - FastAPI takes half a second that no other command needs

    chosen = settings.load(data=data, host=host, port=port)
    with serve.listen(chosen.host, chosen.port) as listener, assemble.opened(chosen) as service:
        serve.run(app.create(service), listener, cli_show.console().print)
    return 0


def evaluate(data: Path | None, file: Path) -> int:
    """Measures the answers to questions of which the answers are known."""
    with assemble.opened(settings.load(data=data)) as service:
        cli_show.measured(cli_show.console(), service.evaluate(file))
    return 0


@contextmanager
def _progress(title: str) -> Iterator[Step]:
    """A bar on a terminal, a line for each step elsewhere; both on standard error."""
    err = cli_show.console(stderr=True)
    if not err.is_terminal:
        yield lambda line, total: err.print(line)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=err, transient=True) as bar:
        task = bar.add_task(title, total=None)
        yield lambda line, total: bar.update(task, advance=1, total=total)
