"""Numbers as the Russian original has them.

What it does:
    Writes a number of the source in English form where its digits stand in the text otherwise,
    mends the word behind it (million for billion), and puts a wrong number right.
The Russian behind it:
    35 000, 1,5 and 9,7 млрд are copied, half converted, or lost on the way.
Example:
    $ 35000 (35 000 долларов)  →  $ 35,000
Safety:
    Source. Digits must be the same, or a single number on either side lack its partner while
    another one agrees.
Known problems:
    Dates, times and numbers in words are left alone.
"""

from __future__ import annotations

from collections.abc import Iterable

from mtfix.document import Document
from mtfix.rules.procedural.rule import Change, ProceduralRule
from mtfix.rules.rule import Fires, Silent


def _changes(document: Document) -> Iterable[Change]:
    if document.source is None:
        return ()
    # What only documents with a source need is imported when the first one comes.
    from mtfix.rules.originals import numbers

    return numbers.changes(document)


RULES = (
    ProceduralRule(
        id="source.number",
        description="$ 35000 → $ 35,000, 130 → 131, where the source has it",
        reason="The Russian original has this number.",
        russian="35 000",
        safety="source",
        changes=_changes,
        fires=(
            Fires(
                "They earn less than $ 35000 and are over 65.",
                "They earn less than $ 35,000 and are over 65.",
                source="Они зарабатывают менее 35 000 долларов и старше 65 лет.",
            ),
            Fires(
                "The road is open between 80 and 130 kilometers.",
                "The road is open between 80 and 131 kilometers.",
                source="Дорога открыта между 80 и 131 километром.",
            ),
            Fires(
                "The factor is 1,5 and the sum is 9.7 million rubles.",
                "The factor is 1.5 and the sum is 9.7 billion rubles.",
                source="Коэффициент равен 1,5, а сумма — 9,7 млрд рублей.",
            ),
        ),
        silent=(
            Silent(
                "They earn less than 35000 and are over 65.",
                source="Они зарабатывают мало и старше 65 лет.",
            ),
            Silent("The road is open for 130 kilometers.", source="Дорога открыта на 131 км."),
            Silent("In 2010 two men of 25 left.", source="В 2010 году ушли двое 25-летних мужчин."),
            Silent("Lines 1,5 and 7 were paid 9.7 million."),
            Silent("Call +7 905 989 91 72.", source="Звоните +7 905 989 91 72."),
        ),
    ),
)
