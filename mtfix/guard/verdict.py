"""What the guard says about an edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from mtfix.edits.edit import Edit


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgment of one check, or of the guard as a whole.

    Attributes:
        accepted: Whether the change may be made.
        check: Name of the check that refused; empty when all accepted.
        detail: What it objects to, one short English clause; empty when all accepted.
    """

    accepted: bool
    check: str = ""
    detail: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Verdict:
        """The inverse of ``to_dict``."""
        return cls(**data)


@dataclass(frozen=True, slots=True)
class Rejection:
    """A proposed edit that the guard dropped.

    Attributes:
        edit: The edit as it was proposed.
        check: Name of the check that refused it.
        detail: What the check objects to, one short English clause.
    """

    edit: Edit
    check: str
    detail: str

    def to_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON."""
        return {"edit": asdict(self.edit), "check": self.check, "detail": self.detail}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Rejection:
        """The inverse of ``to_dict``."""
        return cls(Edit(**data["edit"]), data["check"], data["detail"])
