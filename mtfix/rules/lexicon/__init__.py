"""Declarative rules: TOML entries, their pattern language and one matcher for all."""

from mtfix.rules.lexicon.loader import load_files, load_lexicon
from mtfix.rules.lexicon.matcher import LexiconMatcher
from mtfix.rules.lexicon.rule import LexiconRule
from mtfix.rules.lexicon.schema import Entry, When, load_file

__all__ = [
    "Entry",
    "LexiconMatcher",
    "LexiconRule",
    "When",
    "load_file",
    "load_files",
    "load_lexicon",
]
