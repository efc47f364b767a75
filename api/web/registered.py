"""What is asked of the list of knelpunten, and what it can be narrowed to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from urllib.parse import urlencode

from pydantic import BaseModel, Field, field_validator

from api.evidence.seen import Seen
from api.evidence.sieve import STANDING, Sieve
from corpus.label import LabelKind
from corpus.taxonomy.terms import Terms
from search.catalogue.knelpunt import Phase, Record, Verdict

# what stands in the address, and what is read
Choices = list[tuple[str, str]]


class Shown(StrEnum):
    """What people made of them; a tab of the list."""

    ALLE = "alle"
    VOORSTEL = "voorstel"
    AANVAARD = "aanvaard"
    AFGEWEZEN = "afgewezen"


class Wanted(BaseModel):
    """Which knelpunten are listed; a form sends empty fields as well."""

    oordeel: Shown = Shown.ALLE
    status: Phase | None = None
    soort: str = Field(default="", max_length=100)
    wet: str = Field(default="", max_length=100)
    regio: str = Field(default="", max_length=100)
    bevat: str = Field(default="", max_length=300)
    pagina: int = Field(1, ge=1, le=100_000)
    gedaan: str = ""

    @field_validator("status", mode="before")
    @classmethod
    def _given(cls, value: object) -> object:
        return value or None

    @property
    def narrowed(self) -> bool:
        """Whether more was chosen than a tab."""
        return bool(self.status or self.soort or self.wet or self.regio or self.bevat)

    def kept(self, found: Sequence[Seen], oordeel: Shown | None = None) -> list[Seen]:
        """Those that are wanted, or those under another tab."""
        shown = oordeel or self.oordeel
        sieve = Sieve(
            verdicts=STANDING if shown is Shown.ALLE else (Verdict(shown),),
            stages=(self.status,) if self.status else (),
            kinds=(self.soort,) if self.soort else (),
            acts=(self.wet,) if self.wet else (),
            regions=(self.regio,) if self.regio else (),
        )
        return [one for one in sieve.kept(found) if self._is_said(one)]

    def address(self, page: int = 1, **changes: str) -> str:
        """The same list, another page or tab of it."""
        told = {
            **self.model_dump(mode="json", exclude={"pagina", "gedaan"}, exclude_defaults=True),
            **changes,
        }
        if page > 1:
            told["pagina"] = page
        return f"/knelpunten?{urlencode(told)}" if told else "/knelpunten"

    def _is_said(self, one: Seen) -> bool:
        said = (one.title, one.record.asked, *(cited.text for cited in (*one.quotes, *one.asks)))
        return all(word in " ".join(said).casefold() for word in self.bevat.casefold().split())


def tabs(wanted: Wanted, found: Sequence[Seen]) -> Iterator[tuple[Shown, int]]:
    """Each with how many it holds."""
    for shown in Shown:
        yield shown, len(wanted.kept(found, shown))


def choices(found: Iterable[Seen], terms: Terms) -> dict[str, Choices]:
    """By field of the form what there is to choose, the most frequent first."""
    every = list(found)
    return {
        "soort": _named(LabelKind.KNELPUNT, (one.record.kind for one in every), terms),
        "wet": _named(LabelKind.WET, (one.record.act for one in every), terms),
        "regio": _named(LabelKind.REGIO, (region for one in every for region in one.regions), terms),
    }


def alike(one: Seen, found: Iterable[Seen], limit: int) -> list[Seen]:
    """Others that may be the same as this one, the likeliest first."""
    others = [
        other for other in found if other.record.id != one.record.id and other.record.verdict in STANDING
    ]
    return sorted(others, key=lambda other: -_likeness(one, other))[:limit]


def _likeness(one: Seen, other: Seen) -> int:
    mine, its = one.record, other.record
    return (
        3 * _same(mine, its, "act")
        + 2 * _same(mine, its, "kind")
        + len(set(one.regions) & set(other.regions))
    )


def _same(one: Record, other: Record, field: str) -> bool:
    return bool(getattr(one, field)) and getattr(one, field) == getattr(other, field)


def _named(kind: LabelKind, ids: Iterable[str | None], terms: Terms) -> Choices:
    counted = Counter(one for one in ids if one)
    return [(id_, f"{terms.get(kind, id_).short} ({count})") for id_, count in counted.most_common()]
