"""What the measuring commands do, and how they show what they measured."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from rich.console import Console

from api import assemble, settings
from api.cli.terminal import console, table
from api.evaluation import OURS
from corpus.taxonomy.terms import Terms
from search.evaluate.answers import ANSWERED, REFUSED, Answering
from search.evaluate.baselines import DUTCH, STEMS
from search.evaluate.intervals import Interval
from search.evaluate.measures import MEASURES
from search.evaluate.ranking import ALL, Comparison, Row
from search.evaluate.tags import Tagging, Tally


def questions(data: Path | None, file: Path, as_json: bool) -> int:
    """Measures searching by questions of which the answers are known."""
    with assemble.opened(settings.load(data=data)) as service:
        found = service.evaluation.ranking(file)
    if as_json:
        _dump(_figures(found))
    else:
        _compared(console(), found)
    return 0


def answers(data: Path | None, file: Path, unanswerable: Path | None, as_json: bool) -> int:
    """Measures answers, and refusals where questions without an answer are given."""
    with assemble.opened(settings.load(data=data)) as service:
        found = service.evaluation.answers(file, unanswerable)
    if as_json:
        _dump(_answer_figures(found))
    else:
        _answered(console(), found)
    return 0


def tags(data: Path | None, file: Path) -> int:
    """Measures the labels of quotes of which the labels are known."""
    with assemble.opened(settings.load(data=data)) as service:
        _tagged(console(), service.evaluation.labels(file), service.terms)
    return 0


def _compared(out: Console, found: Comparison) -> None:
    """Each kind of question, each way of searching, and how much better this is than the usual ones."""
    table(out, ("soort", "vragen", *MEASURES), [_cells(row) for row in found.by_kind(OURS)])
    out.print()
    table(out, ("manier van zoeken", "vragen", *MEASURES), [_cells(found.row(name)) for name in found.scores])
    out.print()
    for usual in (STEMS, DUTCH):
        out.print(f"{OURS} haalt {_bounded(found.ratio(OURS, usual), 2)} keer de nDCG@10 van {usual}.")
    out.print("Tussen haakjes: 95% van wat dezelfde maat geeft bij vragen die opnieuw zijn getrokken.")


def _cells(row: Row) -> tuple[str, ...]:
    return (row.name, str(row.questions), *(_bounded(one, 3) for one in row.figures))


def _bounded(one: Interval, digits: int) -> str:
    return f"{one.value:.{digits}f} ({one.low:.2f}–{one.high:.2f})"


def _figures(found: Comparison) -> dict[str, object]:
    return {
        "soorten": {row.name: _named(row) for row in found.by_kind(OURS)},
        "manieren": {name: _named(found.row(name)) for name in found.scores},
        "verhoudingen": {usual: {"nDCG@10": asdict(found.ratio(OURS, usual))} for usual in (STEMS, DUTCH)},
    }


def _named(row: Row) -> dict[str, object]:
    return {"vragen": row.questions, **_by_name(MEASURES, row.figures)}


def _answered(out: Console, found: Answering) -> None:
    """Each kind of question that has an answer, and each kind that has none."""
    rows = [_answer_cells(kind, *found.answered(kind)) for kind in _kinds(found.judged)]
    table(out, ("soort", "vragen", *ANSWERED), rows)
    if found.refused:
        out.print()
        cells = ((kind, *found.refusals(kind)) for kind in _kinds(found.refused))
        rows = [_answer_cells(kind, questions, (share,)) for kind, questions, share in cells]
        table(out, ("zonder antwoord", "vragen", REFUSED), rows)


def _answer_cells(kind: str | None, questions: int, figures: Iterable[Interval]) -> tuple[str, ...]:
    return (kind or ALL, str(questions), *(_bounded(one, 3) for one in figures))


def _kinds(judged: Iterable[tuple[str, object]]) -> list[str | None]:
    """None stands for all of them together."""
    return [None, *sorted({kind for kind, _ in judged})]


def _answer_figures(found: Answering) -> dict[str, object]:
    answered = {kind or ALL: found.answered(kind) for kind in _kinds(found.judged)}
    refused = {kind or ALL: found.refusals(kind) for kind in _kinds(found.refused) if found.refused}
    return {
        "beantwoordbaar": {
            kind: {"vragen": questions, **_by_name(ANSWERED, figures)}
            for kind, (questions, figures) in answered.items()
        },
        "onbeantwoordbaar": {
            kind: {"vragen": questions, **_by_name((REFUSED,), (share,))}
            for kind, (questions, share) in refused.items()
        },
    }


def _by_name(names: Sequence[str], figures: Sequence[Interval]) -> dict[str, dict[str, float]]:
    return {name: asdict(one) for name, one in zip(names, figures, strict=True)}


def _dump(figures: dict[str, object]) -> None:
    console().file.write(json.dumps(figures, ensure_ascii=False, indent=2) + "\n")


def _tagged(out: Console, found: Tagging, terms: Terms) -> None:
    """How good the labels are: each kind, below it each of its labels, and how knelpunten were told apart."""
    rows = []
    for kind, tally in found.kinds.items():
        rows.append(_tally(kind.value, tally))
        labels = sorted(label for of, label in found.labels if of is kind)
        rows += [
            _tally(f"  {label} {terms.get(kind, label).short}", found.labels[kind, label]) for label in labels
        ]
    table(out, ("label", "goed", "gemist", "te veel", "precisie", "recall", "F1"), rows)
    out.print(f"Soort knelpunt: de zekerste is goed bij {found.surest} van {found.obstacles},")
    out.print(f"de goede is genoemd bij {found.named} van {found.obstacles}.")
    if found.lost:
        out.print(f"Citaten die in geen passage staan: {found.lost}.")


def _tally(name: str, one: Tally) -> tuple[str, ...]:
    counts = (one.right, one.missed, one.wrong)
    return (name, *map(str, counts), *(f"{share:.2f}" for share in (one.precision, one.recall, one.f1)))
