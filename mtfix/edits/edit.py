"""The one currency of all layers: an edit with a span, a reason and a confidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Layer = Literal["rules", "model", "glossary"]


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace ``text[start:end]``, which reads ``before``, by ``after``.

    Attributes:
        start: First code point of the span, counted in the text the edit applies to.
        end: One past the last code point; ``start == end`` is an insertion.
        before: The text of the span, so that a replay can be verified.
        after: The text that takes its place; empty for a deletion.
        layer: The layer that proposed the edit.
        rule: Dotted id of the rule (``spinner.homeland``) or of the model's edit kind
            (``model.replace``). Edits merged by composition join their ids with ``+``.
        reason: One short English sentence for the reader of an explanation.
        russian: The Russian that shines through, where there is one.
        confidence: Probability in [0, 1] that an editor would make this edit; rules give 1.0.
    """

    start: int
    end: int
    before: str
    after: str
    layer: Layer
    rule: str
    reason: str = ""
    russian: str | None = None
    confidence: float = 1.0
