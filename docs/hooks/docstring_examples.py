"""An extension of griffe: shows the doctests that end a docstring as examples."""

from __future__ import annotations

import re
import textwrap
from typing import Any

from griffe import Extension, Object

_DOCTESTS = re.compile(r"^>>> .*\Z", re.MULTILINE | re.DOTALL)


class DocstringExamples(Extension):
    """Puts the doctests, which this project writes without a heading, under ``Examples:``."""

    def on_instance(self, *, obj: Object, **_: Any) -> None:
        """Look at every docstring once it is read."""
        if obj.docstring and (found := _DOCTESTS.search(obj.docstring.value)):
            examples = textwrap.indent(found[0], "    ")
            obj.docstring.value = f"{obj.docstring.value[: found.start()]}Examples:\n{examples}"
