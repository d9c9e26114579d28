"""Builds the sources of the mixture from the corpora that a configuration names."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from mtfix.config import Config
from mtfix.errors import ConfigError, DataError
from mtfix.repairer import Repairer
from mtfix.rules.lexicon.loader import load_lexicon
from mtfix.training import sources
from mtfix.training.back_translation import draw_degraded, open_degrader
from mtfix.training.config import Data
from mtfix.training.decontamination import Decontaminator
from mtfix.training.drafts import draw_drafts, open_writer
from mtfix.training.examples import spaced_units
from mtfix.training.glosses import Glosser
from mtfix.training.held_out import held_out_texts
from mtfix.training.mining import Pair, is_old_engine, mine
from mtfix.training.mixture import Draw, Source, nearness
from mtfix.training.noise import structural
from mtfix.training.noise.lexicon import lexicon_noise
from mtfix.training.noise.substitution import SubstitutionNoise, join_units
from mtfix.training.partial import partly_edit

# Sentences taken from each clean source: news first, speeches sampled down.
_CLEAN_SOURCES = {
    "newstest-orig": 12_015,
    "newstest-mixed": 77_677,
    "gmb-voa": 47_006,
    "un-general-debate": 40_000,
    "state-history": 15_282,
    "us-presidents": 10_000,
}
_NEURAL_WEIGHT = 0.3


def build_sources(data: Data, *, seed: int) -> list[Source]:
    """Return the sources with a positive share."""
    rng = random.Random(seed)
    external = (
        data.mined
        or data.post_edits
        or data.own_post_edits
        or data.own_drafts
        or data.glosses
        or ((data.noise or data.clean or data.back_translated) and not data.clean_file)
    )
    guard = Decontaminator(held_out_texts()) if external else Decontaminator(())
    built: list[Source] = []
    pairs: list[Pair] = []
    if data.mined or data.noise:
        pairs = list(mined_pairs(guard)) if external else []
    if data.mined:
        built.append(Source("mined", data.mined, _draw_mined(pairs)))
    if data.post_edits:
        edited = [(p.mt, p.post_edit) for p in sources.post_edits()]
        built.append(Source("post_edits", data.post_edits, _draw_pairs(guard, edited)))
    if data.own_post_edits or data.own_drafts:
        own = [(p.mt, p.post_edit) for p in sources.overlay_post_edits()]
        own = [pair for pair in [*own, *sources.own_passages()] if guard.is_clean(*pair)]
        if data.own_post_edits:
            draw = _draw_partly_edited(_draw_pairs(guard, own), data.partly_edited)
            built.append(Source("own_post_edits", data.own_post_edits, draw))
        if data.own_drafts:
            writer = open_writer(Path(data.drafts_by))
            built.append(Source("own_drafts", data.own_drafts, draw_drafts(writer, own, _rules())))
    if data.glosses:
        glosser = Glosser([(r, e) for r, e in sources.parallel() if guard.is_clean(e)])
        built.append(Source("glosses", data.glosses, lambda rng: (*glosser.draw(rng), 1.0)))
    if data.noise or data.clean or data.back_translated:
        clean = list(_clean(data, guard, rng))
        if data.noise:
            noises = [
                lexicon_noise(load_lexicon(examples=False)),
                SubstitutionNoise.learn(p for p in pairs if is_old_engine(p.system)),
            ]
            built.append(Source("noise", data.noise, _draw_noise(clean, noises)))
        if data.back_translated:
            degrader = open_degrader(Path(data.degraded_by), seed=seed)
            draw = draw_degraded(degrader, clean)
            built.append(Source("back_translated", data.back_translated, draw))
        if data.clean:
            targets = [p.after for p in pairs if p.is_reference]
            built.append(Source("clean", data.clean, _draw_clean([clean, targets])))
    if data.pairs:
        built.append(Source("pairs", data.pairs, _draw_own_pairs(data)))
    if not built:
        raise ConfigError("the configuration gives no data source a positive share")
    if data.rules_first:
        rules = _rules()
        built = [replace(s, draw=_after_rules(s.draw, rules, data.rules_first)) for s in built]
    if data.reverse:
        built = [replace(s, draw=_reversed(s.draw)) for s in built]
    return built


def mined_pairs(guard: Decontaminator) -> Iterator[Pair]:
    """Mine the training lines of the WMT sets; what evaluation holds is left out."""
    for pair in mine(sources.wmt_lines()):
        if guard.is_clean(pair.before, pair.after):
            yield pair


def tokenizer_texts(data: Data, *, seed: int) -> Iterable[str]:
    """Return text to train a vocabulary on: clean English and machine output alike."""
    if data.clean_file or data.pairs_file:
        texts = [*_lines(data.clean_file)] if data.clean_file else []
        if data.pairs_file:
            texts += [text for pair in read_pairs(Path(data.pairs_file)) for text in pair]
        return texts
    guard = Decontaminator(held_out_texts())
    mined = mined_pairs(guard)
    return itertools.chain(
        _clean(data, guard, random.Random(seed)),
        (text for pair in mined for text in (pair.before, pair.after)),
    )


def read_pairs(path: Path) -> list[tuple[str, str]]:
    """Read a TSV of (hypothesis, post-edit) pairs.

    Raises:
        DataError: The file is missing or a line does not have two columns; names the line.
    """
    pairs = []
    for number, line in enumerate(_lines(str(path)), 1):
        columns = line.split("\t")
        if len(columns) != 2:
            raise DataError(
                f"{path}:{number}: expected hypothesis<TAB>post-edit, got {len(columns)} column(s)"
            )
        pairs.append((columns[0], columns[1]))
    if not pairs:
        raise DataError(f"{path} holds no pairs")
    return pairs


def _clean(data: Data, guard: Decontaminator, rng: random.Random) -> Iterator[str]:
    if data.clean_file:
        yield from _lines(data.clean_file)
        return
    for name, count in _CLEAN_SOURCES.items():
        sentences = list(sources.clean_sentences(name))
        chosen = sentences if len(sentences) <= count else rng.sample(sentences, count)
        yield from (s for s in chosen if guard.is_clean(s))


def _rules() -> Callable[[str], str]:
    """The rule layer as a function of a segment, remembering what it has seen."""
    repairer = Repairer(Config(model=None))

    @lru_cache(maxsize=200_000)
    def repair(text: str) -> str:
        return repairer.repair(text).text

    return repair


def _after_rules(draw: Draw, rules: Callable[[str], str], share: float) -> Draw:
    def ruled(rng: random.Random) -> tuple[str, str, float]:
        before, after, weight = draw(rng)
        if before != after and rng.random() < share:
            before = rules(before)
        return before, after, weight

    return ruled


def _reversed(draw: Draw) -> Draw:
    def swapped(rng: random.Random) -> tuple[str, str, float]:
        before, after, weight = draw(rng)
        return after, before, weight

    return swapped


def _draw_mined(pairs: Sequence[Pair]) -> Draw:
    weights = list(
        itertools.accumulate(
            nearness(p.distance) * (1.0 if is_old_engine(p.system) else _NEURAL_WEIGHT)
            for p in pairs
        )
    )

    def draw(rng: random.Random) -> tuple[str, str, float]:
        (pair,) = rng.choices(pairs, cum_weights=weights)
        return pair.before, pair.after, 1.0

    return draw


def _draw_pairs(guard: Decontaminator, pairs: Iterable[tuple[str, str]]) -> Draw:
    kept = [(before, after) for before, after in pairs if guard.is_clean(before, after)]

    def draw(rng: random.Random) -> tuple[str, str, float]:
        before, after = rng.choice(kept)
        return before, after, 1.0

    return draw


def _draw_partly_edited(draw: Draw, share: float) -> Draw:
    """Let an editor have begun: some changes are made already, the rest are still to learn.

    Post-edits are few and come round again; no two of these drafts are alike, so the network
    cannot learn segments by heart, and it sees that what is right already is to be left alone.
    """

    def partly_edited(rng: random.Random) -> tuple[str, str, float]:
        before, after, weight = draw(rng)
        if before != after and rng.random() < share:
            done = rng.random()
            before = partly_edit(before, after, lambda: rng.random() < done)
        return before, after, weight

    return partly_edited


def _draw_noise(clean: Sequence[str], noises: Sequence[SubstitutionNoise]) -> Draw:
    def draw(rng: random.Random) -> tuple[str, str, float]:
        text = rng.choice(clean)
        strength = rng.choice((0.3, 0.7, 1.0, 1.5))
        noised = structural.degrade(text, strength, rng)
        units = spaced_units(noised)
        for noise in noises:
            units = noise.degrade(units, strength, rng)
        return join_units(units), text, 1.0

    return draw


def _draw_clean(pools: Sequence[Sequence[str]]) -> Draw:
    filled = [pool for pool in pools if pool]

    def draw(rng: random.Random) -> tuple[str, str, float]:
        text = rng.choice(rng.choice(filled))
        return text, text, 1.0

    return draw


def _draw_own_pairs(data: Data) -> Draw:
    if not data.pairs_file:
        raise ConfigError("[data] pairs needs pairs_file, a TSV of hypothesis and post-edit")
    pairs = read_pairs(Path(data.pairs_file))

    def draw(rng: random.Random) -> tuple[str, str, float]:
        before, after = rng.choice(pairs)
        if rng.random() < data.pairs_repeat_targets:
            before = after
        return before, after, 1.0

    return draw


def _lines(path: str) -> list[str]:
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path} cannot be read as UTF-8 text: {error}") from error
    return [line for line in text.splitlines() if line.strip()]
