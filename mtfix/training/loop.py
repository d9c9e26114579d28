"""The training loop: one code path for CPU and GPU, resumable at any moment."""

from __future__ import annotations

import json
import logging
import random
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from mtfix.signals import handled_by
from mtfix.training.config import Optimization
from mtfix.training.examples import Example, collate
from mtfix.training.modeling import EditModel, EditModelConfig

_LOG = logging.getLogger(__name__)
_LOG_EVERY = 50
_FINAL_RATE = 0.05


@dataclass(slots=True)
class Progress:
    """How far a run has come; saved with each checkpoint."""

    step: int = 0
    pieces: int = 0
    seconds: float = 0.0


class Trainer:
    """Trains a model on a stream of batches and keeps an average of its weights.

    The folder of a run holds ``state.pt`` (weights, averaged weights, optimizer, progress; replaced
    atomically) and ``log.jsonl``. A trainer made on a folder with a state goes on from it.
    """

    def __init__(
        self, model: EditModel, settings: Optimization, folder: Path, *, resume: bool = True
    ) -> None:
        if settings.threads:
            torch.set_num_threads(settings.threads)
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.model: EditModel = model.to(self.device)  # type: ignore[arg-type]
        self.average = {n: p.detach().clone() for n, p in self.model.named_parameters()}
        self.settings = settings
        self.folder = folder
        self.progress = Progress()
        decayed = [p for p in self.model.parameters() if p.dim() > 1]
        plain = [p for p in self.model.parameters() if p.dim() <= 1]
        self.optimizer = torch.optim.AdamW(
            [
                {"params": decayed, "weight_decay": settings.weight_decay},
                {"params": plain, "weight_decay": 0.0},
            ],
            lr=settings.learning_rate,
            betas=(0.9, 0.98),
            fused=True,
        )
        folder.mkdir(parents=True, exist_ok=True)
        if resume and self._state_file.is_file():
            self._restore()

    @property
    def _state_file(self) -> Path:
        return self.folder / "state.pt"

    def run(
        self, stream: Iterator[list[Example]], development: Sequence[list[Example]] = ()
    ) -> Progress:
        """Train until the budget is spent; checkpoint, evaluate and log on the way.

        Raises:
            KeyboardInterrupt: SIGINT or SIGTERM came; the step was finished and the state written.
        """
        stopped = threading.Event()
        with handled_by(lambda *_: stopped.set()):
            return self._run(stream, development, stopped)

    def _run(
        self,
        stream: Iterator[list[Example]],
        development: Sequence[list[Example]],
        stopped: threading.Event,
    ) -> Progress:
        settings = self.settings
        last_saved = time.monotonic()
        window: dict[str, float] = {}
        self.model.train()
        while (fraction := self._fraction()) < 1.0:
            began = time.monotonic()
            batch = next(stream)
            rate = self._learning_rate(fraction)
            losses = self._step(batch, rate, cooling=fraction > 1 - settings.cooldown)
            self.progress.step += 1
            self.progress.pieces += sum(len(e.pieces) for e in batch)
            self.progress.seconds += time.monotonic() - began
            for name, value in losses.items():
                window[name] = window.get(name, 0.0) + value / _LOG_EVERY
            if self.progress.step % _LOG_EVERY == 0:
                self._log({"kind": "train", "rate": rate, **window})
                window = {}
            if time.monotonic() - last_saved > 60 * settings.checkpoint_minutes:
                self.checkpoint()
                if development:
                    self._log({"kind": "development", **self.evaluate(development)})
                last_saved = time.monotonic()
            if stopped.is_set():
                self.checkpoint()
                raise KeyboardInterrupt
        self.checkpoint()
        if development:
            self._log({"kind": "development", **self.evaluate(development)})
        return self.progress

    def evaluate(self, batches: Sequence[list[Example]]) -> dict[str, float]:
        """Return mean losses of the averaged weights, and F0.5 of deletions and insertions."""
        with self.averaged():
            self.model.eval()
            totals: dict[str, float] = {}
            counts = {"delete": [0, 0, 0], "insert": [0, 0, 0]}
            with torch.no_grad():
                for batch in batches:
                    tensors = self._tensors(batch)
                    losses = self.model(**tensors)
                    for name in ("delete", "insert", "fill"):
                        value = float(getattr(losses, name))
                        totals[name] = totals.get(name, 0.0) + value / len(batches)
                    logits = self.model.locate(self.model.encode(tensors["pieces"]))
                    masks = (tensors["unit_mask"], tensors["gap_mask"])
                    for name, logit, mask in zip(counts, logits, masks, strict=True):
                        predicted = (logit > 0)[mask]
                        actual = (tensors[f"{name}_labels"] > 0.5)[mask]
                        counts[name][0] += int((predicted & actual).sum())
                        counts[name][1] += int(predicted.sum())
                        counts[name][2] += int(actual.sum())
            self.model.train()
        for name, (hits, said, true) in counts.items():
            precision = hits / max(said, 1)
            recall = hits / max(true, 1)
            totals[f"{name}_f05"] = 1.25 * precision * recall / max(0.25 * precision + recall, 1e-9)
        return totals

    def averaged(self) -> AbstractContextManager[None]:
        """Swap the averaged weights in for the length of a ``with`` block."""
        return _Swapped(self)

    def checkpoint(self) -> None:
        """Write the state to a temporary name and move it into place."""
        temporary = self._state_file.with_suffix(".tmp")
        torch.save(
            {
                "model": self.model.state_dict(),
                "average": self.average,
                "optimizer": self.optimizer.state_dict(),
                "step": self.progress.step,
                "pieces": self.progress.pieces,
                "seconds": self.progress.seconds,
            },
            temporary,
        )
        temporary.replace(self._state_file)

    def save_model(self, folder: Path) -> None:
        """Write the averaged weights as a transformers model (config and fp16 safetensors)."""
        with self.averaged():
            copy = EditModel(EditModelConfig(**self.model.config.to_dict()))
            copy.load_state_dict(self.model.state_dict())
            copy.half().save_pretrained(folder)

    def _restore(self) -> None:
        state = torch.load(self._state_file, map_location=self.device, weights_only=True)
        self.model.load_state_dict(state["model"])
        self.average = state["average"]
        self.optimizer.load_state_dict(state["optimizer"])
        self.progress = Progress(state["step"], state["pieces"], state["seconds"])
        _LOG.info("resumed %s at step %d", self.folder, self.progress.step)

    def _step(self, batch: list[Example], rate: float, *, cooling: bool) -> dict[str, float]:
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        tensors = self._tensors(batch)
        if self.settings.shortlist and not cooling:
            tensors["shortlist"] = self._shortlist(tensors)
        with self._autocast():
            losses = self.model(**tensors)
            total = losses.total
        self.optimizer.zero_grad(set_to_none=True)
        total.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), self.settings.clip)
        self.optimizer.step()
        # A short run has no use for a long memory: the average starts with what it has seen.
        decay = min(self.settings.ema, (1 + self.progress.step) / (10 + self.progress.step))
        with torch.no_grad():
            averages = list(self.average.values())
            torch._foreach_lerp_(averages, list(self.model.parameters()), 1 - decay)
        return {
            "delete": losses.delete.item(),
            "insert": losses.insert.item(),
            "fill": losses.fill.item(),
        }

    def _shortlist(self, tensors: dict[str, Tensor]) -> Tensor:
        """The pieces of the batch and some random ones: what the fills choose among."""
        size = (self.settings.shortlist,)
        others = torch.randint(0, self.model.config.vocab_size, size, device=self.device)
        target = tensors["fill_target"]
        joined = torch.cat([tensors["pieces"].flatten(), target[target != -100], others])
        unique: Tensor = torch.unique(joined, sorted=True)
        return unique

    def _fraction(self) -> float:
        spent = [0.0]
        if self.settings.minutes:
            spent.append(self.progress.seconds / (60 * self.settings.minutes))
        if self.settings.steps:
            spent.append(self.progress.step / self.settings.steps)
        if len(spent) == 1:
            raise ValueError("a training run needs a budget: minutes or steps")
        return max(spent)

    def _learning_rate(self, fraction: float) -> float:
        settings = self.settings
        factor = min(1.0, (self.progress.step + 1) / max(1, settings.warmup_steps))
        if settings.cooldown and fraction > 1 - settings.cooldown:
            left = (1 - fraction) / settings.cooldown
            factor *= _FINAL_RATE + (1 - _FINAL_RATE) * left
        return settings.learning_rate * factor

    def _tensors(self, batch: list[Example]) -> dict[str, Tensor]:
        return {name: tensor.to(self.device) for name, tensor in collate(batch).items()}

    def _autocast(self) -> AbstractContextManager[object]:
        if self.device.type == "cuda":
            return torch.autocast("cuda", dtype=torch.bfloat16)
        return nullcontext()

    def _log(self, row: dict[str, object]) -> None:
        row = {
            **row,
            "step": self.progress.step,
            "pieces": self.progress.pieces,
            "minutes": round(self.progress.seconds / 60, 2),
        }
        with (self.folder / "log.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps(row) + "\n")
        _LOG.info("%s", {k: round(v, 4) if isinstance(v, float) else v for k, v in row.items()})


class _Swapped(AbstractContextManager[None]):
    def __init__(self, trainer: Trainer) -> None:
        self._trainer = trainer

    def __enter__(self) -> None:
        self._swap()

    def __exit__(self, *_: object) -> None:
        self._swap()

    def _swap(self) -> None:
        average = self._trainer.average
        with torch.no_grad():
            for name, parameter in self._trainer.model.named_parameters():
                current = parameter.detach().clone()
                parameter.copy_(average[name])
                average[name] = current


def seed_everything(seed: int) -> random.Random:
    """Seed torch and return a generator for the data."""
    torch.manual_seed(seed)
    return random.Random(seed)
