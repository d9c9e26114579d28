"""Names as the Russian original has them.

What it does:
    Takes the Russian case ending off a name that engines only spelled out (Lambom, Videljskogo),
    gives such a name its capital, a Russian its Russian name (Michael Khodorkovsky), and people of
    the world the spelling that English knows (Menning).
The Russian behind it:
    Engines that lack a name spell its case form letter by letter: с Ламбом, у Видельского.
Example:
    she met Lambom (встретилась с Ламбом)  →  she met Lamb
Safety:
    Source. The name must be the spelling, in any scheme, of a capitalized word of the source, and
    its nominative stand in source or text; forms that may be a woman's surname stay.
Known problems:
    Foreign names that are not on the list (mtfix/source/names.toml) keep their Russian sound.
"""

from __future__ import annotations

from collections.abc import Iterable

from mtfix.document import Document
from mtfix.rules.procedural.rule import Change, ProceduralRule, Proposal
from mtfix.rules.rule import Fires, Silent


def _of_names(kind: str) -> Proposal:
    """A proposal of ``mtfix.rules.originals.names``, imported when the first source comes."""

    def changes(document: Document) -> Iterable[Change]:
        if document.source is None:
            return ()
        from mtfix.rules.originals import names

        proposal: Proposal = getattr(names, kind)
        return proposal(document)

    return changes


RULES = (
    ProceduralRule(
        id="source.known_name",
        description="Menning → Manning, where the source has Мэннинг",
        reason="English has a spelling of its own for this name.",
        russian="Мэннинг",
        safety="source",
        changes=_of_names("known"),
        fires=(
            Fires(
                "He spoke of Khaftarom and Menning there.",
                "He spoke of Haftar and Manning there.",
                source="Там он говорил с Хафтаром и Мэннинг.",
            ),
        ),
        silent=(
            Silent("He spoke of Menning there.", source="Там он говорил о Меннике."),
            Silent("He spoke of Menning there."),
        ),
    ),
    ProceduralRule(
        id="source.name_ending",
        description="Lambom → Lamb, Videljskogo → Videlsky, where the source has the name",
        reason="The name has kept its Russian case ending.",
        russian="Ламбом",
        safety="source",
        changes=_of_names("endings"),
        fires=(
            Fires(
                "Lamb was there. She met Lambom in May.",
                "Lamb was there. She met Lamb in May.",
                source="Ламб был там. Она встретила Ламба с Ламбом в мае.",
            ),
            Fires(
                "The firm belongs to Videljskogo.",
                "The firm belongs to Videlsky.",
                source="Фирма принадлежит брату Видельского.",
            ),
        ),
        silent=(
            Silent("She met Lambom in May.", source="Она встретилась с ним в мае."),
            Silent(
                "Mr. Ivanov and Mrs. Ivanova left.",
                source="Господин Иванов и госпожа Иванова ушли.",
            ),
            Silent("Alexander saw Alexandra.", source="Там Александр увидел Александру."),
            Silent("Here is Yorkshire.", source="Это Йоркшир. Жил он в Йоркшире."),
        ),
    ),
    ProceduralRule(
        id="source.name_capital",
        description="nurgaliev → Nurgaliev, where the source has the name",
        reason="The word is a name in the Russian original.",
        russian="Нургалиев",
        safety="source",
        changes=_of_names("capitals"),
        fires=(
            Fires(
                "He said that nurgaliev agreed.",
                "He said that Nurgaliev agreed.",
                source="Он сказал, что Нургалиев согласен.",
            ),
        ),
        silent=(Silent("He met the captain there.", source="Там он встретил Капитана."),),
    ),
    ProceduralRule(
        id="source.given_name",
        description="Michael Khodorkovsky → Mikhail Khodorkovsky, where the source has Михаил",
        reason="A Russian keeps the Russian form of a given name.",
        russian="Михаил",
        safety="source",
        changes=_of_names("cousins"),
        fires=(
            Fires(
                "They freed Michael Khodorkovsky in May.",
                "They freed Mikhail Khodorkovsky in May.",
                source="Они освободили Михаила Ходорковского в мае.",
            ),
        ),
        silent=(
            Silent(
                "They freed Michael Robertson in May.", source="Они освободили Майкла Робертсона."
            ),
            Silent("Paul Robertson left.", source="Ушел Павел Робертсон."),
        ),
    ),
)
