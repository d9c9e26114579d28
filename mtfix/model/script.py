"""Whether a text is in the model's script at all."""

from __future__ import annotations

import re

_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_LETTER = re.compile(r"[^\W\d_]")


def is_english_like(text: str) -> bool:
    """Tell whether most letters of ``text`` are Latin; other scripts pass through unread."""
    letters = len(_LETTER.findall(text))
    return letters > 0 and len(_LATIN.findall(text)) >= 0.8 * letters
