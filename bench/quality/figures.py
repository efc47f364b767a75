"""The sets of questions, what is measured on them, and what is expected of it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from api.assemble import opened
from api.evaluation import OURS
from api.service import Service
from api.settings import Settings
from search.evaluate.answers import ANSWERED, REFUSED
from search.evaluate.intervals import Interval
from search.evaluate.measures import MEASURES

HERE = Path(__file__).parent
EXPECTED = HERE / "expected.toml"
NAMES = (*MEASURES, *ANSWERED, REFUSED)
# a figure that falls further than this is worse, and no chance
LEEWAY = 0.02

Figures = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Documents with the questions about them, those that they answer and those that they do not."""

    documents: Path
    questions: Path
    unanswerable: Path


DEMO = "demo"
SETS = {
    DEMO: QuestionSet(
        HERE.parents[1] / "corpus" / "demo", HERE / "demo.jsonl", HERE / "demo-unanswerable.jsonl"
    ),
    **{
        name: QuestionSet(
            HERE / "documents" / name,
            HERE / f"questions-{name}.jsonl",
            HERE / f"unanswerable-{name}.jsonl",
        )
        for name in "abc"
    },
}


@contextmanager
def taken_in(one: QuestionSet) -> Iterator[Service]:
    """A service that knows the documents of a set and nothing else."""
    with TemporaryDirectory() as folder, opened(Settings(data=Path(folder))) as service:
        service.ingest([one.documents])
        yield service


def measured(service: Service, one: QuestionSet) -> Figures:
    """Each of ``NAMES`` over all questions of a set, 0–1."""
    return {**searched(service, one), **answered(service, one)}


def searched(service: Service, one: QuestionSet) -> Figures:
    """Those of searching."""
    return _named(MEASURES, service.evaluation.ranking(one.questions).row(OURS).figures)


def answered(service: Service, one: QuestionSet) -> Figures:
    """Those of answering."""
    found = service.evaluation.answers(one.questions, one.unanswerable)
    return _named((*ANSWERED, REFUSED), (*found.answered()[1], found.refusals()[1]))


def _named(names: Sequence[str], figures: Sequence[Interval]) -> Figures:
    return {name: round(one.value, 3) for name, one in zip(names, figures, strict=True)}


def expected() -> Mapping[str, Figures]:
    """What was measured before, by set."""
    return tomllib.loads(EXPECTED.read_text(encoding="utf-8"))


def fallen(before: Figures, now: Figures) -> list[str]:
    """The names of the figures that are worse than before."""
    return [name for name, value in now.items() if value < before.get(name, 0) - LEEWAY]


def write(figures: Mapping[str, Figures]) -> None:
    """What is expected from now on."""
    tables = (
        "\n".join([f"[{name}]", *(f'"{key}" = {value:.3f}' for key, value in one.items()), ""])
        for name, one in figures.items()
    )
    EXPECTED.write_text("\n".join(tables), encoding="utf-8")
