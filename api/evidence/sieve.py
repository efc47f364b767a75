"""Which knelpunten are wanted."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from api.evidence.seen import Cited, Seen
from search.catalogue.knelpunt import Phase, Verdict

# what people said no to, is not shown unless it is asked for
STANDING = (Verdict.VOORSTEL, Verdict.AANVAARD)


@dataclass(frozen=True, slots=True)
class Sieve:
    """Ids and years to stay within; what is empty leaves all."""

    verdicts: Collection[Verdict] = STANDING
    stages: Collection[Phase] = ()
    kinds: Collection[str] = ()
    acts: Collection[str] = ()
    regions: Collection[str] = ()
    years: Collection[str] = ()

    def kept(self, found: Sequence[Seen]) -> list[Seen]:
        """Those that are wanted, whole."""
        return [one for one in found if self._holds(one)]

    def narrowed(self, found: Sequence[Seen]) -> list[Seen]:
        """Those that are wanted, with only the quotes that are."""
        kept = self.kept(found)
        return [replace(one, quotes=tuple(filter(self._is_wanted, one.quotes))) for one in kept]

    def _holds(self, one: Seen) -> bool:
        record = one.record
        wanted = (
            (self.verdicts, record.verdict),
            (self.stages, record.stage),
            (self.kinds, record.kind),
            (self.acts, record.act),
        )
        if any(names and name not in names for names, name in wanted):
            return False
        return not (self.regions or self.years) or any(map(self._is_wanted, one.quotes))

    def _is_wanted(self, quote: Cited) -> bool:
        in_region = not self.regions or any(region in self.regions for region in quote.regions)
        return in_region and (not self.years or quote.year in self.years)
