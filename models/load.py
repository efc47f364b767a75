"""Makes models by the id of their card; the libraries that run them are imported here, when one is made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from corpus.errors import BadSetting, ModelDamaged, ModelMissing
from models.cards import Backend, Kind, ModelCard, Source, find, registry
from models.embedder import Encoder, SentenceEmbedder
from models.files import differing, folder_of, how_to_get
from models.hashed import HashedNgrams
from models.protocols import Embedder, Reranker, Sentences

Model = TypeVar("Model")

_RUN_BY = {
    Backend.TORCH: "models.transformer",
    Backend.ONNX: "models.onnx",
    Backend.STATIC: "models.static",
}

# where nothing was chosen, the first of these that is on this machine
EMBEDDERS = ("embedder-transformer", "embedder-static", "hashed-ngrams")
PIPELINES = ("pipeline", "dutch-rules")
WEIGHTLESS = ("dutch-rules", "hashed-ngrams")


@dataclass(frozen=True, slots=True)
class Setup:
    """What loading depends on; can be pickled for another process. ``threads`` is for one process."""

    models_dir: Path
    allow_downloads: bool = False
    trust_remote_code: bool = False
    threads: int = 1


def default(ids: Sequence[str], setup: Setup) -> str:
    """The first of these ids that is on this machine."""
    return next(name for name in ids if present(name, setup))


def present(name: str, setup: Setup) -> bool:
    """Whether the model with that id of the registry is on this machine."""
    return folder_of(registry()[name], setup.models_dir) is not None


def embedder(name: str, setup: Setup) -> Embedder:
    """The embedder with that id or in that folder; its weights are loaded with the first text.

    Raises BadSetting, ModelMissing and ModelDamaged.
    """
    card = _card(name, Kind.EMBEDDER)
    if card.source is Source.CODE:
        return HashedNgrams()
    return SentenceEmbedder(card, partial(_encoder, card, _place(card, setup), setup))


def needs(name: str) -> tuple[str, ...]:
    """The modules that an embedder imports with its first text. Raises ModelMissing and ModelDamaged."""
    card = find(name)
    if card.source is Source.CODE:
        return ("sklearn.feature_extraction.text",)
    return (_RUN_BY[card.backend],)


def reranker(name: str, setup: Setup) -> Reranker:
    """The reranker with that id or in that folder. Raises BadSetting, ModelMissing and ModelDamaged."""
    card = _card(name, Kind.RERANKER)
    place = _place(card, setup)
    return _loaded(card, place, lambda: _reread_by(card, place, setup))


def sentences(name: str, setup: Setup) -> Sentences:
    """What finds sentences: a pipeline or rules. Raises BadSetting, ModelMissing and ModelDamaged."""
    card = _card(name, Kind.PIPELINE)
    if card.source is Source.CODE:
        from models.dutch import DutchSentences  # noqa: PLC0415

        return DutchSentences()
    from models.pipeline import DutchPipeline  # noqa: PLC0415

    place = _place(card, setup)

    def read() -> DutchPipeline:
        made = DutchPipeline(place or card.id)
        # loads the weights now, before a process forks itself for every file
        made("Dit is een zin.")
        return made

    return _loaded(card, place, read)


def _card(name: str, kind: Kind) -> ModelCard:
    card = find(name)
    if card.kind is not kind:
        raise BadSetting(
            f"Het model {name} is een {card.kind}, geen {kind}.",
            f"Kies een {kind} uit 'schuurpunt models'.",
        )
    return card


def _place(card: ModelCard, setup: Setup) -> Path | None:
    """The folder of the model; None if it has to come from the hub, and may."""
    if card.remote_code and not setup.trust_remote_code:
        raise BadSetting(
            f"Het model {card.id} voert bij het laden code van zijn maker uit.",
            "Zet SCHUURPUNT_TRUST_REMOTE_CODE=true als u die vertrouwt, of kies een ander model.",
        )
    place = folder_of(card, setup.models_dir)
    if place is None and not (setup.allow_downloads and card.source is Source.HUB):
        raise _missing(card, setup)
    return place


def _missing(card: ModelCard, setup: Setup) -> ModelMissing:
    advice = f"Haal het op met '{how_to_get(card)}'."
    if card.source is Source.HUB:
        advice += (
            " Heeft deze machine geen internet, doe dat dan elders met --local-dir MAP, en zet die map hier "
            f"neer als {setup.models_dir / card.id} (of stel SCHUURPUNT_MODELS_DIR anders in). "
            "Met SCHUURPUNT_ALLOW_DOWNLOADS=true haalt Schuurpunt het model zelf op."
        )
    return ModelMissing(
        f"Het model {card.id} staat niet op deze machine.",
        f"{advice} Met 'schuurpunt rebuild --model ID' gaat u over op een ander model.",
    )


def _encoder(card: ModelCard, place: Path | None, setup: Setup) -> Encoder:
    return _loaded(card, place, lambda: _started(card, place, setup))


def _started(card: ModelCard, place: Path | None, setup: Setup) -> Encoder:
    if card.backend is Backend.STATIC and place:
        from models.static import StaticEncoder  # noqa: PLC0415

        return StaticEncoder(place)
    if card.backend is Backend.ONNX and place:
        from models.onnx import OnnxEncoder  # noqa: PLC0415

        return OnnxEncoder(card, place, setup.threads)
    from models.transformer import TorchEncoder  # noqa: PLC0415

    return TorchEncoder(card, place, setup.trust_remote_code, setup.threads)


def _reread_by(card: ModelCard, place: Path | None, setup: Setup) -> Reranker:
    if card.backend is Backend.ONNX and place:
        from models.onnx import OnnxReranker  # noqa: PLC0415

        return OnnxReranker(card, place, setup.threads)
    from models.reranker import CrossReranker  # noqa: PLC0415

    return CrossReranker(card, place, setup.trust_remote_code, setup.threads)


def _loaded(card: ModelCard, place: Path | None, load: Callable[[], Model]) -> Model:
    """Checks the files that the card names and loads; whatever then goes wrong is ModelDamaged."""
    wrong = differing(card, place) if place else []
    if wrong:
        raise ModelDamaged(
            f"Van het model {card.id} ontbreken bestanden of zijn ze veranderd: {', '.join(wrong)}.",
            "Zet de oorspronkelijke bestanden terug; 'schuurpunt models check' controleert ze.",
        )
    try:
        return load()
    except (ModelDamaged, MemoryError):
        raise
    except Exception as error:
        raise ModelDamaged(
            f"Het model {card.id} kan niet worden geladen ({error}).",
            f"Controleer de bestanden in {place or 'het geheugen van de hub'}, of haal het model opnieuw op.",
        ) from error
