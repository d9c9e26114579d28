"""Noise that states a fact of Russian, of engines or of spinners: each function is one fact.

Each takes a text and a random generator and returns the text, degraded where the fact applies.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

Degrader = Callable[[str, random.Random], str]

_ARTICLE = re.compile(r"\b(the|a|an|The|A|An) (?=\w)")
_AUXILIARY = re.compile(r" (is|are|was|were|has|have|had|will|would|be|been|do|does|did)(?= \w)")
_TENSES = {
    "is": ("was", "has been"),
    "are": ("were", "have been"),
    "was": ("is", "has been", "had been"),
    "were": ("are", "have been"),
    "has": ("had", "have"),
    "have": ("had", "has"),
    "will": ("would",),
    "would": ("will",),
}
_PREPOSITION = re.compile(
    r" (in|on|at|of|to|for|by|from|with|about|into|under|during|against|between|over)(?= \w)"
)
_CONFUSED = {
    "in": ("on", "at", "into", "of"),
    "on": ("in", "at", "about", "for", "of"),
    "at": ("in", "on", "by"),
    "of": ("from", "in", "on", "for"),
    "to": ("in", "for", "on", "into"),
    "for": ("on", "to", "of", "behind"),
    "by": ("with", "on", "from", "of"),
    "from": ("of", "with", "out of"),
    "with": ("from", "by", "to"),
    "about": ("of", "on"),
    "into": ("in", "to", "on"),
    "under": ("at", "below"),
    "during": ("in", "in the course of"),
    "against": ("on", "from", "to"),
    "between": ("among", "of"),
    "over": ("for", "above", "on"),
}
_REPORTED = re.compile(r'," (he|she|they|[A-Z]\w+|the [\w ]{3,30}?|said|says) ?')
_CLOSING = re.compile(r'([.,!?])"')
_POSSESSIVE = re.compile(r"\b((?:[A-Z][\w.]+ ?){1,3})['’]s (\w+(?: \w+)?)")
_COUNTRIES = {
    "Russian": ("Russia", "the Russian Federation", "RF"),
    "Ukrainian": ("Ukraine",),
    "U.S.": ("USA", "the United States"),
    "American": ("USA", "America"),
    "French": ("France",),
    "German": ("Germany",),
    "British": ("Great Britain", "Britain"),
    "Chinese": ("China",),
    "Turkish": ("Turkey",),
    "Polish": ("Poland",),
    "Israeli": ("Israel",),
    "Iranian": ("Iran",),
    "Belarusian": ("Belarus", "Belorussia"),
    "Georgian": ("Georgia",),
    "Japanese": ("Japan",),
}
_TITLE = re.compile(
    rf"\b({'|'.join(map(re.escape, _COUNTRIES))}) "
    r"((?:[Pp]rime |[Ff]oreign |[Dd]efen[sc]e |[Vv]ice |[Dd]eputy )*"
    r"(?:[Pp]resident|[Mm]inister|[Cc]hancellor|[Aa]mbassador|[Ss]ecretary|[Ss]enator|[Ll]eader))"
    r"(?= [A-Z])"
)
_REPORTING = re.compile(r"\b(said|says|noted|told|stressed|added|explained|announced)\b")
_REPORTING_WORDS = ("said", "noted", "declared", "reported", "told", "marked", "underlined")
_DOUBLED = re.compile(r'," (said|says) ((?:an?|the) [\w ]{4,40})\.')
_MONEY = re.compile(r"\$(\d[\d.,]*)(?: (million|billion|thousand))?")
_THOUSANDS = re.compile(r"\b(\d{1,3}),(\d{3})\b")
_NUMBER_WORD = re.compile(r"\b(the )?(two|three|four|five) (?=[a-z]{4,})")
_DIGIT = {"two": "2", "three": "3", "four": "4", "five": "5"}
_RELATIVE = re.compile(r"(\w), (who|which)\b")
_ADVERBIAL = re.compile(
    r"^(?P<head>[A-Z][^,.;\"]{15,120}?) (?P<tail>(?:in|on|at|after|during|since|by|last|this|for) "
    r"(?:[\w.]+ ?){1,5})(?P<end>[.,;])"
)
_OF_CHAIN = re.compile(r"\b([a-z]{4,}) ([a-z]{4,}) (system|program|policy|plan|agency|market)\b")
_INITIAL = re.compile(r"[.!?] ([A-Z])")


def drop_articles(text: str, rng: random.Random) -> str:
    """Russian has no articles."""
    rate = rng.choice((0.2, 0.5, 0.9))
    dropped = _ARTICLE.sub(lambda m: "" if rng.random() < rate else m.group(), text)
    return _capitalized_like(dropped, text)


def add_articles(text: str, rng: random.Random) -> str:
    """Engines put "the" before whatever looks like a noun."""
    return re.sub(
        r"(?<= )(of|in|for|with|and) (?=[a-z]{5,})",
        lambda m: f"{m.group(1)} the " if rng.random() < 0.3 else m.group(),
        text,
    )


def drop_auxiliary(text: str, rng: random.Random) -> str:
    """Russian has no copula in the present tense."""
    return _AUXILIARY.sub(lambda m: "" if rng.random() < 0.35 else m.group(), text)


def shift_tense(text: str, rng: random.Random) -> str:
    """Russian aspect does not map onto English tense."""

    def shift(match: re.Match[str]) -> str:
        forms = _TENSES.get(match.group(1))
        return f" {rng.choice(forms)}" if forms and rng.random() < 0.4 else match.group()

    return _AUXILIARY.sub(shift, text)


def confuse_prepositions(text: str, rng: random.Random) -> str:
    """One Russian preposition stands for several English ones."""
    return _PREPOSITION.sub(
        lambda m: f" {rng.choice(_CONFUSED[m.group(1)])}" if rng.random() < 0.25 else m.group(),
        text,
    )


def mangle_dialogue(text: str, rng: random.Random) -> str:
    """Russian sets speech off with commas outside the quotes and dashes."""
    style = rng.choice(('", — {0} ', '"- {0} ', ', "- {0} ', '" — {0} ', '", {0} ', '" - {0} '))
    return _REPORTED.sub(lambda m: style.format(m.group(1)), text)


def misplace_quotes(text: str, rng: random.Random) -> str:
    """Flattened Russian quotes lose their place, their space or themselves."""
    kind = rng.randrange(4)
    if kind == 0:
        return _CLOSING.sub(r'\1 "', text)
    if kind == 1:
        return _CLOSING.sub(r'"\1', text)
    if kind == 2:
        return text.replace('"', "", 1)
    return re.sub(r'(^|\s)"(?=\w)', r'\1" ', text)


def postpose_title(text: str, rng: random.Random) -> str:
    """«Президент России Владимир Путин» keeps the country behind the office."""

    def postpose(match: re.Match[str]) -> str:
        country = rng.choice(_COUNTRIES[match.group(1)])
        article = rng.choice(("the ", "", "The " if match.start() == 0 else "the "))
        return f"{article}{match.group(2)} of {country}"

    return _capitalized_like(_TITLE.sub(postpose, text), text)


def double_reporting(text: str, rng: random.Random) -> str:
    """A reporting verb is rendered twice: before the speaker and after."""
    return _DOUBLED.sub(r'," \1 \2 said.', text) if rng.random() < 0.9 else text


def swap_reporting(text: str, rng: random.Random) -> str:
    """Engines know one English verb for each of the many Russian verbs of saying."""
    return _REPORTING.sub(
        lambda m: rng.choice(_REPORTING_WORDS) if rng.random() < 0.5 else m.group(), text
    )


def write_numbers(text: str, rng: random.Random) -> str:
    """Russian writes 2 500, 40 mln dollars and 2-х."""
    text = _THOUSANDS.sub(r"\1 \2", text)
    text = _MONEY.sub(
        lambda m: " ".join(filter(None, (m.group(1), _short(m.group(2), rng), "dollars"))), text
    )
    return _NUMBER_WORD.sub(
        lambda m: f"{_DIGIT[m.group(2)]}-" if rng.random() < 0.5 else m.group(), text
    )


def unfold_possessive(text: str, rng: random.Random) -> str:
    """The Russian genitive follows its noun: X's plan becomes the plan of X."""
    return _POSSESSIVE.sub(
        lambda m: f"{rng.choice(('the ', ''))}{m.group(2)} of {m.group(1).strip()}", text
    )


def unfold_compound(text: str, rng: random.Random) -> str:
    """Russian has no noun compounds: a missile defense system is a system of missile defense."""
    return _OF_CHAIN.sub(
        lambda m: f"{m.group(3)} of {rng.choice(('the ', ''))}{m.group(1)} {m.group(2)}", text
    )


def front_adverbial(text: str, rng: random.Random) -> str:
    """Russian puts the known, often a place or a time, first."""

    def front(match: re.Match[str]) -> str:
        head, tail = match["head"], match["tail"].strip()
        comma = rng.choice((",", "", ""))
        return f"{tail[0].upper()}{tail[1:]}{comma} {head[0].lower()}{head[1:]}{match['end']}"

    return _ADVERBIAL.sub(front, text)


def swap_neighbors(text: str, rng: random.Random) -> str:
    """Word order goes astray."""
    words = text.split(" ")
    for _ in range(rng.choice((1, 1, 2))):
        if len(words) > 5:
            size = rng.choice((1, 1, 2))
            at = rng.randrange(1, len(words) - 2 * size)
            left, right = words[at : at + size], words[at + size : at + 2 * size]
            if all(w.isalpha() for w in (*left, *right)):
                words[at : at + 2 * size] = right + left
    return " ".join(words)


def miscase(text: str, rng: random.Random) -> str:
    """Spinners keep the capital of the word they replace, engines that of a sentence seam."""
    words = text.split(" ")
    for at in range(1, len(words)):
        word = words[at]
        if rng.random() < 0.06 and word.isalpha() and len(word) > 2:
            words[at] = word[0].swapcase() + word[1:]
    return " ".join(words)


def russian_commas(text: str, rng: random.Random) -> str:
    """Russian sets a comma before "that" and around participles, and not where English does."""
    text = re.sub(
        r"(\w) (that|which|who|where|if)(?= )",
        lambda m: f"{m.group(1)}, {m.group(2)}" if rng.random() < 0.4 else m.group(),
        text,
    )
    return re.sub(
        r", (?=and |but |he |she |the )", lambda m: " " if rng.random() < 0.3 else m.group(), text
    )


def neuter_pronouns(text: str, rng: random.Random) -> str:
    """Russian pronouns carry the gender of the noun, so "he" and "it" change places."""
    return re.sub(
        r"\b(he|she|it|his|her|its)\b",
        lambda m: rng.choice(_PRONOUNS[m.group()]) if rng.random() < 0.3 else m.group(),
        text,
    )


_PRONOUNS = {
    "he": ("it",),
    "she": ("it", "he"),
    "it": ("he", "she"),
    "his": ("its", "their"),
    "her": ("its", "his"),
    "its": ("his", "her", "their"),
}

DEGRADERS: dict[Degrader, float] = {
    drop_articles: 0.30,
    add_articles: 0.15,
    drop_auxiliary: 0.12,
    shift_tense: 0.15,
    confuse_prepositions: 0.25,
    mangle_dialogue: 0.35,
    misplace_quotes: 0.12,
    postpose_title: 0.45,
    double_reporting: 0.25,
    swap_reporting: 0.12,
    write_numbers: 0.25,
    unfold_possessive: 0.30,
    unfold_compound: 0.30,
    front_adverbial: 0.12,
    swap_neighbors: 0.20,
    miscase: 0.08,
    russian_commas: 0.12,
    neuter_pronouns: 0.08,
}


def degrade(text: str, strength: float, rng: random.Random) -> str:
    """Apply a random choice of degraders; at strength 1.0 each at its own probability."""
    for degrader, probability in DEGRADERS.items():
        if rng.random() < strength * probability:
            text = degrader(text, rng)
    return text


def _capitalized_like(text: str, model: str) -> str:
    if model[:1].isupper() and text[:1].islower():
        return text[0].upper() + text[1:]
    return text


def _short(unit: str | None, rng: random.Random) -> str | None:
    short = {"million": "mln", "billion": "bln", "thousand": "thousand"}
    return rng.choice((unit, short[unit])) if unit else None
