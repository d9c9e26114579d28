"""What a repair gives back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from mtfix.edits import Edit, apply, project
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
            EditError: A key is missing, or the edits do not turn the original into the text.
        """
        try:
            edits = tuple(Edit(**edit) for edit in data["edits"])
            rejected = tuple(
                Rejection(**{**item, "edit": Edit(**item["edit"])})
                for item in data.get("rejected", ())
            )
            original, text = data["original"], data["text"]
        except (KeyError, TypeError) as error:
            raise EditError(f"not a repair as Repair.to_dict writes it: {error!r}") from error
        if apply(original, edits) != text:
            raise EditError("the edits do not turn 'original' into 'text'")
        return cls(original, text, edits, rejected, data.get("signature", ""))
