"""Settings of a repair."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Any, Literal, get_args

from mtfix.errors import ConfigError

Mode = Literal["safe", "balanced", "bold"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """How to repair; immutable and checked when built.

    Attributes:
        mode: ``safe`` uses the rules that are always right; ``balanced`` also those that the
            document must support; ``bold`` lets the model act on less confidence.
        model: ``auto`` takes the model that ships with mtfix, or the rules alone where there is
            none; None means the rules alone; else the name or path of a model.
        enable: Rule ids or dotted prefixes of them (``spinner``) to switch on.
        disable: The same, to switch off. The more specific of the two wins.
        glossary: Terms to replace wherever they stand, as ``{"union": "alliance"}``.
        protect: Literal terms that nothing may touch.

    Raises:
        ConfigError: A setting is unknown or out of range.
    """

    mode: Mode = "balanced"
    model: str | None = "auto"
    enable: tuple[str, ...] = ()
    disable: tuple[str, ...] = ()
    glossary: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    protect: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.mode not in get_args(Mode):
            raise ConfigError(f"mode must be one of {get_args(Mode)}, not {self.mode!r}")
        if not (self.model is None or (isinstance(self.model, str) and self.model)):
            raise ConfigError(f"model must be a name, a path, 'auto' or None, not {self.model!r}")
        for name in ("enable", "disable", "protect"):
            object.__setattr__(self, name, _strings(name, getattr(self, name)))
        both = set(self.enable) & set(self.disable)
        if both:
            raise ConfigError(f"both enabled and disabled: {sorted(both)}; keep one of them")
        object.__setattr__(self, "glossary", _glossary(self.glossary))

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle what it was built from: a read-only mapping cannot be pickled."""
        values = {item.name: getattr(self, item.name) for item in fields(self)}
        return _rebuilt, ({**values, "glossary": dict(self.glossary)},)

    def __hash__(self) -> int:
        terms = frozenset(self.glossary.items())  # as in __eq__, their order does not matter
        return hash((self.mode, self.model, self.enable, self.disable, terms, self.protect))

    def allows(self, rule: str, default: bool) -> bool:
        """Whether ``rule`` is on: by the longest prefix that names it, else ``default``."""
        best, allowed = -1, default
        for prefixes, value in ((self.enable, True), (self.disable, False)):
            for prefix in prefixes:
                named = rule == prefix or rule.startswith(f"{prefix}.")
                if named and len(prefix) > best:
                    best, allowed = len(prefix), value
        return allowed


def _rebuilt(values: dict[str, Any]) -> Config:
    return Config(**values)


def _strings(name: str, value: object) -> tuple[str, ...]:
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise ConfigError(f"{name} must be a tuple of strings, not {value!r}: write ({value!r},)")
    items = tuple(value)
    for item in items:
        if not isinstance(item, str) or not item:
            raise ConfigError(f"{name} must hold non-empty strings, not {item!r}")
    return items


def _glossary(value: object) -> Mapping[str, str]:
    if not isinstance(value, Mapping):
        raise ConfigError(f"glossary must map terms to replacements, not {value!r}")
    for term, replacement in value.items():
        if not (isinstance(term, str) and isinstance(replacement, str) and term.strip()):
            raise ConfigError(f"glossary must map strings to strings: {term!r} → {replacement!r}")
        if not replacement.strip():
            raise ConfigError(f"glossary term {term!r} has an empty replacement")
    folded = {term.casefold() for term in value}
    for term, replacement in value.items():
        if replacement.casefold() in folded and replacement.casefold() != term.casefold():
            raise ConfigError(
                f"glossary: {term!r} becomes {replacement!r}, which is a term itself; "
                "map both to the final form"
            )
    return MappingProxyType(dict(value))
