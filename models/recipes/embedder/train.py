"""The training loop that both students share: minutes to spend, checkpoints, and the best kept."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.optim import Adam

from models.recipes.embedder import losses
from models.recipes.embedder.batches import Task, batches, flat, padded, tokenised
from models.recipes.embedder.large import PIECE, learn

log = logging.getLogger(__name__)
WARM_UP = 0.05
# The student without layers needs little memory for a text.
EVERYTHING = 10**9

# Draws a batch, leaves gradients behind, and tells the loss.
Step = Callable[[nn.Module], float]


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast to learn. ``body_rate`` is for the layers; 0 leaves them as they are.

    ``dimensions`` are the shorter lengths at which the vectors must be good as well.
    """

    minutes: float
    rate: float
    body_rate: float = 0.0
    check_every: float = 4.0
    longest: int = 256
    dimensions: tuple[int, ...] = ()
    seed: int = 0


@dataclass(slots=True)
class Progress:
    """Seconds spent, the best held-out figure, and the losses since the last check by task."""

    spent: float = 0.0
    best: float = float("-inf")
    losses: dict[str, list[float]] = field(default_factory=dict)

    def told(self) -> str:
        """Mean losses for people to read; they count anew after it."""
        means = [f"{name} {sum(all_) / len(all_):.3f} ({len(all_)})" for name, all_ in self.losses.items()]
        self.losses.clear()
        return ", ".join(means)


@dataclass(frozen=True)
class Training:
    """One student in one stage. ``folder`` gets its checkpoint, and in ``best`` its best model."""

    model: SentenceTransformer
    tokenizer: Tokenizer
    plan: Plan
    folder: Path
    judge: Callable[[SentenceTransformer], float]

    def run(self, tasks: Sequence[Task]) -> SentenceTransformer:
        """The model of the best check; a run that was stopped goes on with the minutes that it had left."""
        torch.manual_seed(self.plan.seed)
        self.folder.mkdir(parents=True, exist_ok=True)
        device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        # without dropout, which would make the two passes of a large batch differ
        self.model.to(device).eval()
        optimizer = self._optimizer()
        progress = self._resume(optimizer)
        total = 60 * self.plan.minutes
        if progress.spent < total:
            steps = {task.name: self._step(task, device) for task in tasks}
            chance = random.Random(self.plan.seed + int(progress.spent))
            while progress.spent < total:
                until = min(progress.spent + 60 * self.plan.check_every, total)
                while progress.spent < until:
                    task = chance.choices(tasks, [task.weight for task in tasks])[0]
                    self._learn(task.name, steps[task.name], optimizer, progress)
                self._check(optimizer, progress)
        return SentenceTransformer(str(self.folder / "best"), device="cpu")

    def _step(self, task: Task, device: torch.device) -> Step:
        """A function that draws the task's next batch and gives its loss."""
        read = flat if isinstance(self.model[0], StaticEmbedding) else padded
        rows = tokenised(self.tokenizer, task, self.plan.longest, special=read is padded)
        piece = PIECE if read is padded else EVERYTHING
        drawn = batches(rows, task.tokens, random.Random(self.plan.seed), task.together)

        def step(model: nn.Module) -> float:
            numbers = next(drawn)
            columns = [[rows[i][k] for i in numbers] for k in range(min(len(rows[i]) for i in numbers))]
            targets = None if task.targets is None else torch.tensor(task.targets[numbers], device=device)

            def loss(vectors: list[Tensor]) -> Tensor:
                sizes = (None, *self.plan.dimensions)
                return torch.stack([_loss(vectors, targets, size) for size in sizes]).sum()

            return learn(lambda texts: model(read(texts, device))["sentence_embedding"], columns, loss, piece)

        return step

    def _optimizer(self) -> Adam:
        """Tables of pieces learn at one rate; layers at another, or not at all."""
        tables = [value for name, value in self.model.named_parameters() if "embedding" in name]
        layers = [value for name, value in self.model.named_parameters() if "embedding" not in name]
        for value in layers:
            value.requires_grad_(self.plan.body_rate > 0)
        groups = [{"params": tables, "highest": self.plan.rate}]
        if self.plan.body_rate and layers:
            groups.append({"params": layers, "highest": self.plan.body_rate})
        return Adam(groups, fused=True)

    def _learn(self, name: str, step: Step, optimizer: Adam, progress: Progress) -> None:
        started = time.monotonic()
        done = progress.spent / (60 * self.plan.minutes)
        for group in optimizer.param_groups:
            group["lr"] = group["highest"] * max(0.02, min(done / WARM_UP, (1 - done) / (1 - WARM_UP)))
        optimizer.zero_grad(set_to_none=True)
        loss = step(self.model)
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        optimizer.step()
        progress.losses.setdefault(name, []).append(loss)
        progress.spent += time.monotonic() - started

    def _check(self, optimizer: Adam, progress: Progress) -> None:
        """Measures on held-out pairs, keeps the model if it is the best yet, and writes the checkpoint."""
        with torch.no_grad():
            figure = self.judge(self.model)
        log.info("%.1f min: held out %.4f; losses: %s", progress.spent / 60, figure, progress.told())
        if figure > progress.best:
            progress.best = figure
            self.model.save(str(self.folder / "best"), create_model_card=False)
        state = {
            "spent": progress.spent,
            "best": progress.best,
            "model": self.model.state_dict(),
            "optimizer": optimizer.state_dict(),
        }
        torch.save(state, self.folder / "state.pt")

    def _resume(self, optimizer: Adam) -> Progress:
        path = self.folder / "state.pt"
        if not path.exists():
            return Progress()
        state = torch.load(path, weights_only=True)
        self.model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        return Progress(state["spent"], state["best"])


def _loss(vectors: list[Tensor], targets: Tensor | None, size: int | None) -> Tensor:
    """The loss that the targets ask for, of whole vectors or of their first ``size`` dimensions."""
    if size is not None:
        vectors = [losses.shortened(vector, size) for vector in vectors]
    if targets is None:
        return losses.contrast(vectors[0], torch.cat(vectors[1:]))
    if targets.ndim == 1:
        return losses.ordered(vectors[0], vectors[1], targets)
    return losses.distil(vectors[0], targets if size is None else losses.shortened(targets, size))
