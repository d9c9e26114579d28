"""Names of newspapers and agencies in quotation marks.

What it does:
    Takes the marks off the names of well-known Russian outlets.
The Russian behind it:
    Russian puts the names of papers, firms and ships in guillemets: газета «Коммерсантъ».
Example:
    According to "Kommersant", the plan failed.  →  According to Kommersant, the plan failed.
Safety:
    Safe. Only names on the list; English sets none of them in marks.
Known problems:
    The list is short and knows one or two spellings a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtfix.document import Document
from mtfix.rules.procedural.rule import Change, ProceduralRule
from mtfix.rules.rule import Fires, Silent

_OUTLETS = (
    "Kommersant|Izvestia|Izvestiya|Vedomosti|Interfax|ITAR-TASS|TASS|RIA Novosti|"
    "Rossiyskaya Gazeta|Rossiiskaya Gazeta|Novaya Gazeta|Nezavisimaya Gazeta|"
    "Komsomolskaya Pravda|Moskovsky Komsomolets|Literaturnaya Gazeta|Argumenty i Fakty|"
    "Rosbalt|Regnum|Gazeta.ru|Lenta.ru|Vesti|Ekho Moskvy|Echo of Moscow|Krasnaya Zvezda|"
    "Sovetsky Sport|Sport-Express|Fontanka|Meduza|Rossiya 24|NTV|RBC|RBC Daily|RBK|Ogonyok|Trud"
)
_NAME = re.compile(rf"[\"“](?P<name>{_OUTLETS})(?P<stop>[,.]?)[\"”](?!\w)")


def _changes(document: Document) -> Iterator[Change]:
    text = document.text
    if '"' not in text and "“" not in text:
        return
    for match in _NAME.finditer(text):
        yield Change(match.start(), match.end(), f"{match['name']}{match['stop']}")


RULES = (
    ProceduralRule(
        id="press.outlet_name",
        description='"Kommersant" → Kommersant, and other outlets',
        reason="English does not put the names of papers in quotation marks.",
        russian="«Коммерсантъ»",
        changes=_changes,
        fires=(
            Fires('According to "Kommersant", it failed.', "According to Kommersant, it failed."),
            Fires("He told “Izvestia.”", "He told Izvestia."),
        ),
        silent=(
            Silent('The word "vesti" means news.'),
            Silent('"Interfax reported nothing," he said.'),
        ),
    ),
)
