"""Characters that a reader would not see, or that would mislead, made visible."""

from __future__ import annotations

import re

# Controls but for tab and line ends; no-break and zero-width spaces; line and paragraph separators;
# marks that turn the direction of writing (CVE-2021-42574); lone surrogates, which no UTF-8 file
# can hold; noncharacters.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    r"\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_ENDS = re.compile(r"\r\n?|\n")
_DELETE = 0x7F


def visible(text: str) -> str:
    """``text`` with its unseen characters as pictures or as ``⟨U+XXXX⟩``; it fits in UTF-8.

    >>> visible("a\\x00b\\u202ec")
    'a␀b⟨U+202E⟩c'
    """
    return _UNSEEN.sub(_picture, text)


def one_line(text: str) -> str:
    """As ``visible``, with tabs and line ends shown as well.

    >>> one_line("a\\tb\\n")
    'a␉b␊'
    """
    return visible(_ENDS.sub("␊", text).replace("\t", "␉"))


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == _DELETE else f"⟨U+{code:04X}⟩"
