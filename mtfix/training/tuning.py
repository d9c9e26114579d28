"""Tuning on development data: how far to trust the model, and where to draw the line.

Every proposal that the guard would let through is tried alone, and its gain is the number of TER
edits that it saves against the references. A logistic regression learns from the network's own
probabilities which proposals gain (its output is the confidence that users see); thresholds per
kind and mode are then swept for the most gain within each mode's bar of harm.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mtfix.config import Config
from mtfix.document import Document
from mtfix.edits import apply
from mtfix.evaluation.documents import EvalDocument, EvalSegment, Suite
from mtfix.evaluation.metrics import Scorer
from mtfix.guard import Guard
from mtfix.model.bundle import Settings, load_bundle, verify, write_manifest
from mtfix.model.calibration import Calibration
from mtfix.model.edit_corrector import Decoding, EditCorrector
from mtfix.repairer import Repairer
from mtfix.training import sources

_LOG = logging.getLogger(__name__)
# Below one half an edit is more likely wrong than right, whatever a small sample says.
_GRID = tuple(np.round(np.arange(0.5, 0.96, 0.02), 2).tolist())
_FREELY = Decoding(at_delete=0.65, at_insert=0.55, keep=0.0)
_KEEP = 0.05  # what is surely refused need not be proposed at run time
_KINDS = ("replace", "insert", "delete")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed edit and what it is worth.

    Attributes:
        segment: Number of its segment among all that were collected.
        kind: ``replace``, ``insert`` or ``delete``.
        features: Of its locus, as :data:`mtfix.model.features.FEATURES` names them.
        gain: TER edits saved by this edit alone; negative if it does harm.
        clean: Whether the segment should not have been touched at all.
        suite: Name of the suite that it is of.
    """

    segment: int
    kind: str
    features: tuple[float, ...]
    gain: float
    clean: bool
    suite: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """The harm that a mode may do.

    Attributes:
        ratio: Least number of segments made better for each one made worse.
        alarms: Largest share of the segments of each clean suite that may change.
    """

    ratio: float
    alarms: float


@dataclass(frozen=True, slots=True)
class Choice:
    """Thresholds, and what they give on the data they were chosen on.

    Attributes:
        thresholds: The least confidence per kind of edit; 1.0 lets nothing through.
        saved: TER edits saved.
        better: Segments that need fewer edits.
        worse: Segments that need more.
        alarms: Clean segments changed.
    """

    thresholds: dict[str, float]
    saved: float = 0.0
    better: int = 0
    worse: int = 0
    alarms: int = 0

    def __str__(self) -> str:
        kinds = ", ".join(f"{kind} {value:.2f}" for kind, value in self.thresholds.items())
        return (
            f"{kinds}; {self.saved:.0f} edits saved, {self.better} segments better, "
            f"{self.worse} worse, {self.alarms} clean ones changed"
        )


@dataclass(frozen=True, slots=True)
class Tuned:
    """What tuning found: the settings, as written, and the choice of each mode."""

    settings: Settings
    choices: dict[str, Choice]


# Held-back post-edits have one reference, and a right edit that the editor left undone counts as
# harm: of the model's segments that look worse there, most are none. Where there are two references
# and the rules work beside the model, "balanced" keeps above eight better for each worse. Alarms:
# one of the 416 clean controls; of the 2,250 external segments some have their marks outside their
# quotation marks, where our references, and so the model, put them inside.
BARS = {"safe": Bar(8.0, 0.001), "balanced": Bar(3.5, 0.0045), "bold": Bar(2.0, 0.01)}


def calibration_suite() -> Suite:
    """Build a suite of our own post-edits that training leaves out: what to tune on."""
    pairs = [(p.mt, p.post_edit) for p in sources.overlay_post_edits(calibration=True)]
    pairs += sources.own_passages(calibration=True)
    documents = tuple(
        EvalDocument(
            str(number), "calibration", text, (EvalSegment(str(number), 0, len(text), (light,)),)
        )
        for number, (text, light) in enumerate(pairs)
    )
    return Suite("calibration", "repair", documents, sample="one in ten of our training post-edits")


def collect(
    corrector: EditCorrector, suites: Iterable[Suite]
) -> tuple[list[Proposal], dict[str, int]]:
    """Try every proposal that passes the guard, confidence aside.

    Returns:
        The proposals, and for each clean suite the number of its segments.
    """
    rules = Repairer(Config(model=None))
    guard = Guard()
    texts: list[str] = []
    references: list[tuple[str, ...]] = []
    names: list[str] = []
    for suite in suites:
        for document in suite.documents:
            repair = rules.repair(document.text)
            outputs = repair.project(document.spans)
            for segment, text in zip(document.segments, outputs, strict=True):
                wanted = segment.references if any(segment.references) else ()
                if text.strip() and (wanted or suite.kind == "clean"):
                    texts.append(text)
                    names.append(suite.name)
                    references.append(wanted)
    tries: list[tuple[int, str, tuple[float, ...], str]] = []
    documents = [Document.parse(text) for text in texts]
    # At run time the model reads segment by segment, whatever a suite takes for one.
    places = [(n, part) for n, parsed in enumerate(documents) for part in parsed.segments]
    proposed = corrector.propose([part.text for _, part in places])
    for (number, part), proposals in zip(places, proposed, strict=True):
        for edit, locus in proposals:
            if guard.review(part.text, [edit], documents[number])[0]:
                moved = replace(edit, start=edit.start + part.start, end=edit.end + part.start)
                after = apply(texts[number], [moved])
                tries.append((number, locus.kind, locus.features(), after))
    scored = [t for t in tries if references[t[0]]]
    gains: dict[int, float] = {}
    if scored:
        scorer = Scorer([references[number] for number, *_ in scored])
        before = scorer.edits([texts[number] for number, *_ in scored])
        after_edits = scorer.edits([after for *_, after in scored])
        gains = {id(t): b - a for t, b, a in zip(scored, before, after_edits, strict=True)}
    found = [
        Proposal(
            t[0], t[1], t[2], gains.get(id(t), -1.0), clean=not references[t[0]], suite=names[t[0]]
        )
        for t in tries
    ]
    clean = Counter(name for name, r in zip(names, references, strict=True) if not r)
    return found, dict(clean)


def calibrate(proposals: Sequence[Proposal], *, penalty: float = 1.0) -> Calibration:
    """Fit a ridge logistic regression by Newton's method: does the proposal gain?

    A proposal without effect on TER counts as a failure of half weight: it costs the reader.
    """
    x = np.asarray([[1.0, *p.features] for p in proposals])
    y = np.asarray([float(p.gain > 0) for p in proposals])
    weight = np.asarray([0.5 if p.gain == 0 else 1.0 for p in proposals])
    ridge = penalty * np.eye(x.shape[1])
    ridge[0, 0] = 0.0
    beta = np.zeros(x.shape[1])
    for _ in range(25):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        gradient = x.T @ (weight * (p - y)) + ridge @ beta
        hessian = (x * (weight * p * (1 - p))[:, None]).T @ x + ridge
        step = np.linalg.solve(hessian + 1e-6 * np.eye(len(beta)), gradient)
        beta -= step
        if np.abs(step).max() < 1e-6:
            break
    return Calibration(tuple(float(b) for b in beta[1:]), float(beta[0]))


def sweep(
    proposals: Sequence[Proposal],
    confidences: NDArray[np.float64],
    clean: Mapping[str, int],
    bar: Bar,
) -> Choice:
    """Choose thresholds per kind for the most gain within ``bar``.

    Gains of a segment's accepted proposals are added up; a segment is better or worse by the sign
    of the sum. Where no thresholds meet the bar, nothing is let through.

    Args:
        proposals: What the model proposed.
        confidences: Confidence of each.
        clean: For each clean suite, the number of segments that were read.
        bar: The harm that is allowed.
    """
    gain = np.asarray([p.gain for p in proposals])
    segment = np.asarray([p.segment for p in proposals])
    is_clean = np.asarray([p.clean for p in proposals])
    of_suite = {
        name: np.asarray([p.clean and p.suite == name for p in proposals]) for name in clean
    }
    kind = np.asarray([_KINDS.index(p.kind) for p in proposals])
    best = Choice(dict.fromkeys(_KINDS, 1.0))
    for thresholds in product(_GRID, repeat=len(_KINDS)):
        accepted = confidences >= np.asarray(thresholds)[kind]
        if not accepted.any():
            continue
        total = np.bincount(segment[accepted & ~is_clean], gain[accepted & ~is_clean])
        better, worse = int((total > 0).sum()), int((total < 0).sum())
        if better < bar.ratio * worse or total.sum() <= best.saved:
            continue
        alarms = {n: len(set(segment[accepted & of].tolist())) for n, of in of_suite.items()}
        if all(count <= bar.alarms * clean[name] for name, count in alarms.items()):
            kinds = dict(zip(_KINDS, thresholds, strict=True))
            best = Choice(kinds, float(total.sum()), better, worse, sum(alarms.values()))
    return best


def tune_bundle(folder: Path, suites: Sequence[Suite], *, threads: int | None = None) -> Tuned:
    """Tune a bundle on ``suites`` and write its settings and manifest anew.

    The bundle is opened with decoding thresholds so low that there is much to weigh.

    Raises:
        ModelNotFound: ``folder`` is not a bundle.
        ModelDamaged: One of its files is not what its manifest says.
    """
    name, _ = verify(folder)
    settings = replace(Settings.load(folder), decoding=_FREELY)
    corrector = load_bundle(folder, replace(settings, calibration=Calibration()), threads=threads)
    proposals, clean = collect(corrector, suites)
    calibration = calibrate(proposals)
    confidences = np.asarray(
        [_confidence(calibration, p.features) for p in proposals], dtype=np.float64
    )
    choices = {mode: sweep(proposals, confidences, clean, bar) for mode, bar in BARS.items()}
    _LOG.info(
        "%d proposals, of which %d gain; %d of them on %d clean segments",
        len(proposals),
        sum(p.gain > 0 for p in proposals),
        sum(p.clean for p in proposals),
        sum(clean.values()),
    )
    tuned = replace(
        settings,
        decoding=replace(_FREELY, keep=_KEEP),
        calibration=calibration,
        thresholds={mode: choice.thresholds for mode, choice in choices.items()},
    )
    tuned.save(folder)
    write_manifest(folder, name=name)
    return Tuned(tuned, choices)


def _confidence(calibration: Calibration, features: Sequence[float]) -> float:
    score = calibration.bias + float(np.dot(calibration.weights, features))
    return float(1 / (1 + np.exp(-score)))
