"""Reporting clauses (``he said``, ``says Dmitry Rogozin``), for the rules on quoted speech."""

from __future__ import annotations

import re

# Finite forms of the verbs that introduce speech; ambiguous nouns among them (claims, notes,
# states) are only looked for behind a quotation mark or a dash.
VERB = (
    r"(?:said|says|say|told|tells|stated?|states|noted?|notes|declared?|declares|add(?:ed|s)?|"
    r"explain(?:ed|s)?|report(?:ed|s)?|claim(?:ed|s)?|believed?|believes|thinks?|thought|"
    r"ask(?:ed|s)?|answer(?:ed|s)?|repl(?:ied|ies)|continue[ds]?|recall(?:ed|s)?|remember(?:ed|s)?|"
    r"concluded?|concludes|confirm(?:ed|s)?|emphasi[sz]e[ds]?|stress(?:ed|es)?|argue[ds]?|"
    r"complain(?:ed|s)?|admit(?:ted|s)?|assure[ds]?|warn(?:ed|s)?|threaten(?:ed|s)?|writes?|wrote|"
    r"predict(?:ed|s)?|announce[ds]?|inform(?:ed|s)?|comment(?:ed|s)?|speaks?|spoke|"
    r"consider(?:ed|s)?|mention(?:ed|s)?|joke[ds]?|insist(?:ed|s)?|specif(?:ied|ies)|"
    r"underline[ds]?|answering|saying|speaking|telling|noting|is convinced|is sure|is certain|"
    r"recollect(?:ed|s)?|certif(?:ied|ies)|observe[ds]?|clarif(?:ied|ies)|shouts?|shouted|"
    r"assert(?:ed|s)?|maintains?|maintained|describe[ds]?|reckons?|testif(?:ied|ies)|"
    r"point(?:ed|s) out|promise[ds]?|acknowledge[ds]?|urge[ds]?|summarize[ds]?)"
)
PRONOUN = r"(?:he|she|they|it|I|we)"
_AUXILIARY = r"(?:(?:has|have|had|is|was|also|then|later|immediately|still)[ ]){0,2}"

_WORD = r"(?!(?:that|who|which|whom|where|when|what|if|and|but)\b)[\w'’.-]{1,30}"
# A capitalized word of these begins a sentence, not a name.
_OPENERS = (
    r"(?:You|We|He|She|They|It|This|That|These|Those|There|If|When|But|And|Then|Now|In|On|At|As|So|"
    r"What|Who|How|Why|My|Our|Your|His|Her|Its|Their|No|Not|Yes|I|For|To|With|All|Some|Many|Let)"
)

# A clause that starts with its verb, with a pronoun, or with a short noun phrase.
CLAUSE = (
    rf"(?:{VERB}\b(?!-)"
    rf"|{PRONOUN}[ ]{_AUXILIARY}{VERB}\b"
    rf"|(?:(?:the|a|an|one|our|his|her|their)[ ](?:{_WORD}[ ]){{1,8}}?"
    rf"|(?!{_OPENERS}\b)[A-Z][\w'’.-]{{0,30}}[ ](?:{_WORD}[ ]){{0,6}}?)"
    rf"{_AUXILIARY}{VERB}\b)"
)
CLAUSE_PATTERN = re.compile(CLAUSE)
