"""BLEU, chrF++ and TER of a set of segments, computed by sacrebleu and signed by it.

Corpus scores are exactly sacrebleu's (Post 2018, "A Call for Clarity in Reporting BLEU
Scores"; Popović 2017 for chrF++; Snover et al. 2006 for TER). What is added here is a memory:
statistics of a segment are computed once per output, so that scoring a second system costs only
its changed segments.

Empty references (the segment should be deleted): TER counts every word kept as an edit against
a reference of length zero; BLEU counts the kept n-grams as unmatched; chrF++ ignores the
segment, so that it cannot reward the deletion.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from mtfix.errors import MissingExtra

if TYPE_CHECKING:
    from sacrebleu.metrics.base import Metric

NAMES = ("BLEU", "chrF2++", "TER")
"""The metrics, under the names sacrebleu gives their scores."""

LOWER_IS_BETTER = frozenset({"TER"})


@dataclass(frozen=True, slots=True)
class Score:
    """A corpus score in points (0 to 100; TER can exceed 100) and sacrebleu's signature."""

    value: float
    signature: str


class Scorer:
    """Scores hypotheses for one fixed list of segments.

    Args:
        references: For every segment its references; their number may vary, but no segment may
            have none.

    Raises:
        MissingExtra: sacrebleu is not installed.
    """

    def __init__(self, references: Sequence[tuple[str, ...]]) -> None:
        if not references or not all(references):
            raise ValueError("every segment to be scored needs at least one reference")
        self.references = tuple(references)
        self.metrics: dict[str, Metric] = _metrics(streams(references))
        self._strict: Metric = _remembering("TER")(
            references=streams(references), case_sensitive=True
        )

    def corpus(self, hypotheses: Sequence[str]) -> dict[str, Score]:
        """BLEU, chrF++ and TER of ``hypotheses``, one for each segment."""
        return self.breakdown(hypotheses, {"": range(len(hypotheses))})[""]

    def breakdown(
        self, hypotheses: Sequence[str], groups: Mapping[str, Sequence[int]]
    ) -> dict[str, dict[str, Score]]:
        """Corpus scores of parts of the segments; ``groups`` maps a name to segment numbers."""
        self._check(hypotheses)
        scores: dict[str, dict[str, Score]] = {group: {} for group in groups}
        for name, metric in self.metrics.items():
            rows = metric._extract_corpus_statistics(hypotheses, None)
            signature = str(metric.get_signature())
            for group, indices in groups.items():
                score = metric._aggregate_and_compute([rows[index] for index in indices])
                scores[group][name] = Score(float(score.score), signature)
        return scores

    def edits(self, hypotheses: Sequence[str]) -> list[float]:
        """TER edits of each segment: the fewest over its references, ignoring case.

        A sum of these, over the sum of the mean reference lengths, is the corpus TER.
        """
        return self._edits(self.metrics["TER"], hypotheses)

    def strict_edits(self, hypotheses: Sequence[str]) -> list[float]:
        """As ``edits``, but a difference in case is an edit too."""
        return self._edits(self._strict, hypotheses)

    def _edits(self, metric: Metric, hypotheses: Sequence[str]) -> list[float]:
        self._check(hypotheses)
        rows = metric._extract_corpus_statistics(hypotheses, None)
        return [float(row[0]) for row in rows]

    def _check(self, hypotheses: Sequence[str]) -> None:
        if len(hypotheses) != len(self.references):
            raise ValueError(
                f"{len(hypotheses)} hypotheses were given for {len(self.references)} segments"
            )


def streams(references: Sequence[tuple[str, ...]]) -> list[list[str | None]]:
    """Turn references per segment into sacrebleu's streams; ``None`` pads a missing one."""
    return [list(stream) for stream in zip_longest(*references)]


def _metrics(references: list[list[str | None]]) -> dict[str, Metric]:
    return {
        "BLEU": _remembering("BLEU")(references=references),
        "chrF2++": _remembering("CHRF")(references=references, word_order=2),
        "TER": _remembering("TER")(references=references),
    }


def _remembering(name: str) -> Any:
    """The sacrebleu metric class ``name``, made to remember the statistics of segments."""
    try:
        from sacrebleu import metrics
    except ImportError as error:
        raise MissingExtra.of("sacrebleu", "eval") from error
    base: Any = getattr(metrics, name)

    class Remembering(base):  # type: ignore[misc]
        def __init__(self, **options: Any) -> None:
            self._memory: dict[tuple[str, int], tuple[Any, list[Any]]] = {}
            super().__init__(**options)

        def _compute_segment_statistics(self, hyp: str, ref: Mapping[str, Any]) -> list[Any]:
            # The references of a segment are one object, extracted once; it is kept here so
            # that its id cannot pass to another.
            key = (hyp, id(ref))
            if key not in self._memory:
                self._memory[key] = (ref, super()._compute_segment_statistics(hyp, ref))
            return list(self._memory[key][1])

    return Remembering
