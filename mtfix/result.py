"""What a repair gives back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from mtfix.edits import Edit, apply, project
from mtfix.edits.plain import edit_from, edits_from, kind
from mtfix.errors import EditError
from mtfix.guard.verdict import Rejection


@dataclass(frozen=True, slots=True)
class Repair:
    """The repaired text and every change that led to it.

    Attributes:
        original: The text as given.
        text: The repaired text; equal to ``apply(original, edits)``.
        edits: Disjoint and sorted, in code points of ``original``.
        rejected: What the model proposed and the guard refused, in code points of ``original``.
        signature: Version, settings and model that made it.
    """

    original: str
    text: str
    edits: tuple[Edit, ...] = ()
    rejected: tuple[Rejection, ...] = ()
    signature: str = ""

    def __str__(self) -> str:
        return self.text

    @property
    def changed(self) -> bool:
        """Whether the text differs from the original."""
        return self.text != self.original

    def project(self, spans: Sequence[tuple[int, int]]) -> list[str]:
        """The repaired text of each ``(start, end)`` span of the original."""
        return project(spans, self.original, self.edits)

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON."""
        return {
            "original": self.original,
            "text": self.text,
            "edits": [asdict(edit) for edit in self.edits],
            "rejected": [asdict(rejection) for rejection in self.rejected],
            "signature": self.signature,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Repair:
        """Rebuild a repair from ``to_dict`` and check that its edits replay.

        Raises:
            EditError: A key is missing, a value is of another type, or the edits do not turn the
                original into the text.
        """
        if not isinstance(data, Mapping):
            raise EditError(f"not a repair as Repair.to_dict writes it: {kind(data)}")
        for name in ("original", "text", "edits"):
            if name not in data:
                raise EditError(f"not a repair as Repair.to_dict writes it: it lacks {name!r}")
        original, text, signature = (
            _text(data.get(name, ""), name) for name in ("original", "text", "signature")
        )
        edits = edits_from(data["edits"])
        refused = data.get("rejected", ())
        if not isinstance(refused, list | tuple):
            raise EditError(f"'rejected' must be a list, not {kind(refused)}")
        rejected = tuple(_rejection(item, f"rejected[{i}]") for i, item in enumerate(refused))
        if apply(original, edits) != text:
            raise EditError("the edits do not turn 'original' into 'text'")
        return cls(original, text, edits, rejected, signature)


def _rejection(item: object, where: str) -> Rejection:
    if not isinstance(item, Mapping) or item.keys() != {"edit", "check", "detail"}:
        raise EditError(f"{where} must be an object of 'edit', 'check' and 'detail'")
    return Rejection(
        edit_from(item["edit"], f"{where}.edit"),
        _text(item["check"], f"{where}.check"),
        _text(item["detail"], f"{where}.detail"),
    )


def _text(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise EditError(f"{where!r} must be text, not {kind(value)}")
    return value
