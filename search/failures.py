"""Says in Dutch that a store could not write, whichever library found out."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from corpus.errors import StorageFailed

SIGNS_OF_A_FULL_DISK = ("disk is full", "disk full", "no space left", "quota exceeded")


@contextmanager
def storing(*errors: type[Exception]) -> Iterator[None]:
    """Turns an OSError, or one of ``errors``, into StorageFailed."""
    expected: tuple[type[Exception], ...] = (OSError, *errors)
    try:
        yield
    except expected as error:
        raise _failed(error) from error


def _failed(error: Exception) -> StorageFailed:
    full = isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}
    if full or any(sign in str(error).lower() for sign in SIGNS_OF_A_FULL_DISK):
        return StorageFailed(
            "De schijf is vol; er is niets half opgeslagen.",
            "Maak ruimte vrij en probeer het opnieuw. Wat al was opgeslagen, is er nog.",
        )
    return StorageFailed(
        f"De gegevensmap kan niet worden gelezen of beschreven ({error}).",
        "Controleer de schijf en de rechten op de map, en voer daarna 'schuurpunt doctor' uit.",
    )
