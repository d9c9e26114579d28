"""Any seq2seq checkpoint as a corrector: T5, BART, Marian, from a local path or a hub name.

The hypothesis that it writes is aligned with its input and cut into edits; each gets the mean
probability of the written pieces as its confidence, since such a model says nothing finer.
"""

from __future__ import annotations

import hashlib
import math
import threading
from collections.abc import Sequence
from typing import Any

from mtfix.edits import Edit, align
from mtfix.errors import MissingExtra, ModelDamaged, ModelNotFound
from mtfix.model.corrector import SegmentContext
from mtfix.model.script import is_english_like

_MAX_GROWTH = 1.5  # of the hypothesis over the input, in pieces


class TransformersCorrector:
    """Runs a sequence-to-sequence model from transformers behind the ``Corrector`` protocol.

    Args:
        model: A ``PreTrainedModel`` with ``generate``.
        tokenizer: Its tokenizer.
        name: For the signature.
        prefix: Put before each segment, as T5 checkpoints want ("fix: ").
        batch_size: Segments that are decoded together.
    """

    def __init__(
        self, model: Any, tokenizer: Any, *, name: str, prefix: str = "", batch_size: int = 16
    ) -> None:
        self._model = model.eval()
        self._tokenizer = tokenizer
        self._prefix = prefix
        self._batch_size = batch_size
        self._signature = f"{name}@{_fingerprint(model)}"
        # transformers' tokenizers keep padding state, so one batch at a time.
        self._lock = threading.Lock()

    @classmethod
    def load(
        cls, name_or_path: str, *, prefix: str = "", local_files_only: bool = True
    ) -> TransformersCorrector:
        """Load a checkpoint; nothing is downloaded unless ``local_files_only`` is False.

        Raises:
            MissingExtra: transformers or torch is not installed.
            ModelNotFound: There is no seq2seq checkpoint under that name.
            ModelDamaged: Its weights are altered or malformed.
        """
        try:
            from transformers import AutoModelForSeq2SeqLM, AutoTokenizer
        except ImportError as error:
            raise MissingExtra.of("transformers", "train") from error
        try:
            options = {"local_files_only": local_files_only}
            tokenizer = AutoTokenizer.from_pretrained(name_or_path, **options)
            # Weights in pickle can run code; safetensors cannot.
            model = AutoModelForSeq2SeqLM.from_pretrained(
                name_or_path, use_safetensors=True, **options
            )
        except (OSError, ValueError) as error:
            raise ModelNotFound(
                f"no seq2seq checkpoint with safetensors weights at {name_or_path!r}: {error}"
            ) from error
        except Exception as error:  # safetensors' errors share no base class with these
            raise ModelDamaged(f"the checkpoint {name_or_path!r} is damaged: {error}") from error
        return cls(model, tokenizer, name=name_or_path, prefix=prefix)

    @property
    def signature(self) -> str:
        """Name and hash of the weights."""
        return self._signature

    def correct(self, batch: Sequence[SegmentContext]) -> list[tuple[Edit, ...]]:
        """Propose edits for each segment, in offsets of its text, sorted and disjoint."""
        results: list[tuple[Edit, ...]] = [() for _ in batch]
        numbers = [i for i, context in enumerate(batch) if is_english_like(context.text)]
        numbers.sort(key=lambda i: len(batch[i].text))
        for first in range(0, len(numbers), self._batch_size):
            chunk = numbers[first : first + self._batch_size]
            written = self._generate([batch[i].text for i in chunk])
            for i, (hypothesis, confidence) in zip(chunk, written, strict=True):
                if hypothesis.strip():
                    results[i] = align(
                        batch[i].text,
                        hypothesis,
                        layer="model",
                        rule="model.rewrite",
                        confidence=confidence,
                    )
        return results

    def _generate(self, texts: Sequence[str]) -> list[tuple[str, float]]:
        """Return (hypothesis, mean probability of its pieces); ("", 0.0) where it did not end."""
        import torch

        with self._lock, torch.no_grad():
            inputs = self._tokenizer(
                [self._prefix + text for text in texts], return_tensors="pt", padding=True
            )
            longest = int(inputs["input_ids"].shape[1])
            window = getattr(self._tokenizer, "model_max_length", 10**9)
            if longest > window:
                return [("", 0.0) for _ in texts]  # never truncate: what is cut would be lost
            output = self._model.generate(
                **{k: v for k, v in inputs.items() if k in ("input_ids", "attention_mask")},
                max_new_tokens=math.ceil(_MAX_GROWTH * longest) + 8,
                num_beams=1,
                do_sample=False,
                return_dict_in_generate=True,
                output_scores=True,
            )
            steps = torch.stack(output.scores, dim=1).log_softmax(-1)  # batch × steps × vocabulary
            written = output.sequences[:, -steps.shape[1] :]
            chosen = steps.gather(2, written.unsqueeze(-1)).squeeze(-1)
            end = self._model.generation_config.eos_token_id
            ends = set(end) if isinstance(end, list) else {end}
            results = []
            for row, scores in zip(written.tolist(), chosen.tolist(), strict=True):
                stop = next((i for i, piece in enumerate(row) if piece in ends), None)
                if stop is None:
                    results.append(("", 0.0))
                    continue
                text = self._tokenizer.decode(row[:stop], skip_special_tokens=True)
                mean = sum(scores[: stop + 1]) / (stop + 1)
                results.append((text.strip(), round(math.exp(mean), 4)))
            return results


def _fingerprint(model: Any) -> str:
    """Hash the weights, so that results of two checkpoints under one name are told apart."""
    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.detach().cpu().contiguous().float().numpy().tobytes())
    return digest.hexdigest()[:12]
