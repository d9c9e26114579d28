"""Small pieces of HTML that the generated pages share."""

from __future__ import annotations

from html import escape

from mtfix.edits import align


def shown(text: str) -> str:
    """``text`` as HTML, line ends kept."""
    return escape(text, quote=False).replace("\n", "<br>")


def code(text: str) -> str:
    """``text`` as code."""
    return f"<code>{shown(text)}</code>"


def difference(before: str, after: str) -> str:
    """One line that shows both texts: what goes is struck out, what comes is marked."""
    pieces: list[str] = []
    done = 0
    for edit in align(before, after, layer="rules", rule="docs.difference"):
        pieces.append(shown(before[done : edit.start]))
        pieces.append(f"<del>{shown(edit.before)}</del>" if edit.before else "")
        pieces.append(f"<ins>{shown(edit.after)}</ins>" if edit.after else "")
        done = edit.end
    return "".join([*pieces, shown(before[done:])])


def paragraph(kind: str, content: str) -> str:
    """A paragraph of a class that ``assets/extra.css`` styles."""
    return f'<p class="{kind}">{content}</p>'


def table(header: list[str], rows: list[list[str]]) -> str:
    """A table in Markdown; cells must hold no line ends."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(
        f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |" for line in lines
    )
