"""Where the files of a model are on this machine, and whether they are what its card says.

The home of huggingface_hub: only its cache is looked into, nothing is fetched.
"""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path

from models.cards import OWN, ModelCard, Source

WEIGHTS = Path(__file__).parent / "weights"
# one of these is in the cache as soon as a model was fetched
_FIRST_FILES = ("modules.json", "config.json")


def folder_of(card: ModelCard, models_dir: Path) -> Path | None:
    """The folder with the files, or None where they are not on this machine.

    A folder with the id as its name below ``models_dir`` goes before the cache of the hub.
    """
    match card.source:
        case Source.CODE:
            return Path(__file__).parent
        case Source.SHIPPED:
            places = [WEIGHTS / card.id]
        case Source.FOLDER:
            places = [Path(card.id)]
        case Source.PACKAGE:
            places = [models_dir / card.id, *_installed(card.id)]
        case Source.HUB:
            places = [models_dir / card.id, *_cached(card)]
    return next((place for place in places if place.is_dir()), None)


def how_to_get(card: ModelCard) -> str:
    """What brings the model to this machine: for most a command, where there is a network."""
    match card.source:
        case Source.CODE:
            return "ingebouwd"
        case Source.SHIPPED:
            return "nog niet meegeleverd; zelf trainen: zie models/README.md"
        case Source.FOLDER:
            return f"zet de map terug op {card.id}"
        case Source.PACKAGE:
            return f"python -m spacy download {card.id}"
        case Source.HUB:
            return f"hf download {card.id} --revision {card.revision}"


def differing(card: ModelCard, folder: Path) -> list[str]:
    """Paths of files that the card names and that are not there, or hold other bytes."""
    return [name for name, sha256 in card.files.items() if _sha256_or_none(folder / name) != sha256]


def not_named(card: ModelCard, folder: Path) -> list[str]:
    """Paths of files in the folder of which the card says nothing."""
    return sorted(hashes(folder).keys() - card.files.keys())


def hashes(folder: Path) -> dict[str, str]:
    """SHA-256 of every file of a model by its path in the folder, in order."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file() and file.name != OWN)
    return {file.relative_to(folder).as_posix(): _sha256(file) for file in files}


def _sha256_or_none(file: Path) -> str | None:
    return _sha256(file) if file.is_file() else None


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _installed(package: str) -> list[Path]:
    """A package of spaCy holds the model in a folder with its version as a name."""
    spec = find_spec(package)
    found = Path(spec.origin).parent.glob(f"{package}-*/") if spec and spec.origin else ()
    return [folder for folder in found if (folder / "config.cfg").is_file()]


def _cached(card: ModelCard) -> list[Path]:
    from huggingface_hub import try_to_load_from_cache  # noqa: PLC0415 - slow, and seldom needed

    found = (try_to_load_from_cache(card.id, name, revision=card.revision) for name in _FIRST_FILES)
    return [Path(file).parent for file in found if isinstance(file, str)]
