"""What was found, on its way from one process to another.

Dataclasses with slots tell pickle of their fields one by one, each time anew, which takes twice as long as
all else; here they are their class and its values.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from multiprocessing.reduction import ForkingPickler
from types import NotImplementedType
from typing import Generic, Self, TypeVar, cast

Sent = TypeVar("Sent")


@dataclass(frozen=True)
class Parcel(Generic[Sent]):
    """``packed`` is only to be opened where it comes from a process of our own."""

    packed: bytes

    @classmethod
    def of(cls, sent: Sent) -> Self:
        """Its values as they are now."""
        return cls(bytes(_Packer.dumps(sent)))

    @property
    def opened(self) -> Sent:
        """Equal to what was sent."""
        return cast(Sent, _Packer.loads(self.packed))


class _Packer(ForkingPickler):
    def reducer_override(self, sent: object) -> tuple[type, tuple[object, ...]] | NotImplementedType:
        """See ``pickle.Pickler``."""
        kind: type = type(sent)
        names = _names(kind)
        return (kind, tuple([getattr(sent, name) for name in names])) if names else NotImplemented


@cache
def _names(kind: type) -> tuple[str, ...]:
    """The fields that make one again; none of what is no dataclass, or has fields that are not given."""
    told = fields(kind) if is_dataclass(kind) else ()
    return tuple(one.name for one in told) if all(one.init and not one.kw_only for one in told) else ()
