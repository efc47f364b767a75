"""Says in Dutch that a store could not write, whichever library found out."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import StorageFailed

SIGNS_OF_A_FULL_DISK = ("disk is full", "disk full", "no space left", "quota exceeded")
SIGN_OF_ANOTHER_WRITER = "database is locked"

# In bytes; an engine that fails with less than this had no room for its next file.
LITTLE_ROOM = 2**20


@contextmanager
def storing(*errors: type[Exception], folder: Path | None = None) -> Iterator[None]:
    """Turns an OSError, or one of ``errors``, into StorageFailed.

    ``folder`` is for a library that does not say why it failed: its disk is then looked at.
    """
    expected: tuple[type[Exception], ...] = (OSError, *errors)
    try:
        yield
    except expected as error:
        raise _failed(error, folder) from error


def _failed(error: Exception, folder: Path | None) -> StorageFailed:
    full = isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}
    full = full or (folder is not None and shutil.disk_usage(folder).free < LITTLE_ROOM)
    if full or any(sign in str(error).lower() for sign in SIGNS_OF_A_FULL_DISK):
        return StorageFailed(
            "De schijf is vol; er is niets half opgeslagen.",
            "Maak ruimte vrij en probeer het opnieuw. Wat al was opgeslagen, is er nog.",
        )
    if SIGN_OF_ANOTHER_WRITER in str(error).lower():
        return StorageFailed(
            "Er wordt al een tijd iets anders opgeslagen; dit is niet opgeslagen.",
            "Probeer het over een paar minuten opnieuw.",
        )
    return StorageFailed(
        f"De gegevensmap kan niet worden gelezen of beschreven ({error}).",
        "Controleer de schijf en de rechten op de map, en voer daarna 'schuurpunt doctor' uit.",
    )
