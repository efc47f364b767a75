"""What may become of a knelpunt, as plain functions of records; each raises Conflict where it may not."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from corpus.errors import Conflict, NotFound
from search.catalogue.knelpunt import Phase, Quote, Record, Verdict

NEXT = {
    Phase.GESIGNALEERD: {Phase.ONDERZOCHT, Phase.AFGEWEZEN},
    Phase.ONDERZOCHT: {Phase.GEAGENDEERD, Phase.GESIGNALEERD, Phase.AFGEWEZEN},
    Phase.GEAGENDEERD: {Phase.OPGELOST, Phase.ONDERZOCHT, Phase.AFGEWEZEN},
    Phase.OPGELOST: {Phase.GEAGENDEERD},
    Phase.AFGEWEZEN: {Phase.GESIGNALEERD},
}


def accepted(record: Record) -> Record:
    """Counts as evidence from now on; also what was rejected before."""
    if record.verdict not in {Verdict.VOORSTEL, Verdict.AFGEWEZEN}:
        raise _wrong(record, "worden aanvaard")
    return replace(record, verdict=Verdict.AANVAARD, resembles=None)


def rejected(record: Record) -> Record:
    """Keeps its quotes, so that they are not proposed again."""
    if record.verdict is not Verdict.VOORSTEL:
        raise _wrong(record, "worden verworpen; zet een aanvaard knelpunt op status 'afgewezen'")
    return replace(record, verdict=Verdict.AFGEWEZEN)


def staged(record: Record, stage: Phase) -> Record:
    """A step on its way, forth or back."""
    if stage is record.stage:
        return record
    if record.verdict is not Verdict.AANVAARD:
        raise _wrong(record, "een andere status krijgen")
    if stage not in NEXT[record.stage]:
        possible = ", ".join(one.value for one in Phase if one in NEXT[record.stage])
        raise Conflict(
            f"Van '{record.stage}' kan een knelpunt niet naar '{stage}'.", f"Wel naar: {possible}."
        )
    return replace(record, stage=stage)


def merged(target: Record, sources: Iterable[Record]) -> tuple[Record, list[Record]]:
    """The target with all quotes, each once, and the sources, which have none left and lead to it."""
    quotes, visibility = target.quotes, target.visibility
    emptied = []
    for source in sources:
        if source.id == target.id:
            raise Conflict("Een knelpunt kan niet met zichzelf worden samengevoegd.", "Kies een ander.")
        for one in (target, source):
            if one.verdict not in {Verdict.VOORSTEL, Verdict.AANVAARD}:
                raise _wrong(one, "worden samengevoegd")
        quotes = together(quotes, source.quotes)
        visibility = visibility.or_stricter(source.visibility)
        away = {"verdict": Verdict.SAMENGEVOEGD, "merged_into": target.id, "resembles": None}
        emptied.append(replace(source, quotes=(), **away))  # type: ignore[arg-type]
    return replace(target, quotes=quotes, visibility=visibility), emptied


def divided(record: Record, quotes: Collection[str], new_id: str) -> tuple[Record, Record]:
    """The record without these quotes, and a new one with them that is otherwise the same.

    Raises NotFound for a quote that it has not, and Conflict where one of both would have none.
    """
    if record.verdict not in {Verdict.VOORSTEL, Verdict.AANVAARD}:
        raise _wrong(record, "worden gesplitst")
    chosen = tuple(quote for quote in record.quotes if quote.id in quotes)
    left = without(record, quotes)
    if not left.quotes or not chosen:
        raise Conflict("Zo blijft er een knelpunt zonder citaten over.", "Kies een deel van de citaten.")
    new = replace(record, id=new_id, quotes=chosen, title="", asked="", notes="", history=())
    return left, new


def without(record: Record, quotes: Collection[str]) -> Record:
    """Fewer quotes, named by their ids. Raises NotFound for one that it has not."""
    require_quotes({quote.id for quote in record.quotes}, quotes)
    return replace(record, quotes=tuple(quote for quote in record.quotes if quote.id not in quotes))


def require_quotes(there: Collection[str], named: Collection[str]) -> None:
    """Raises NotFound for an id that is not there."""
    for missing in sorted(set(named) - set(there)):
        raise NotFound(f"Dit knelpunt heeft geen citaat '{missing}'.", "Lees het knelpunt opnieuw.")


def together(quotes: tuple[Quote, ...], more: Iterable[Quote]) -> tuple[Quote, ...]:
    """All of them, those of the same words in the same document once."""
    known = {quote.id: quote for quote in quotes}
    for quote in more:
        known.setdefault(quote.id, quote)
    return tuple(known.values())


def _wrong(record: Record, what: str) -> Conflict:
    return Conflict(f"Een knelpunt met oordeel '{record.verdict}' kan niet {what}.", "Lees het opnieuw.")
