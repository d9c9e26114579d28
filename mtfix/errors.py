"""Every error that mtfix raises on purpose.

MtfixError
├── InputError           (also a TypeError or ValueError where that is what it is)
│   ├── TextTypeError    what was given is not a str
│   ├── SourceError      sources that do not pair with the texts
│   └── EditError        an edit list does not fit the text it is applied to
├── ConfigError          a setting is unknown or out of range
│   └── LexiconError     a lexicon file breaks its schema; names file and rule
├── ModelError           a model cannot be used
│   ├── ModelNotFound    no model under that name or path
│   └── ModelDamaged     a model file is missing, altered or malformed; names the file
├── DataError            an external corpus or data file is missing or malformed
└── MissingExtra         an optional dependency is not installed; names the extra
"""

from __future__ import annotations


class MtfixError(Exception):
    """Root of all errors that mtfix raises on purpose."""


class InputError(MtfixError):
    """The caller's input cannot be used."""


class TextTypeError(InputError, TypeError):
    """Something other than a ``str`` was given as text."""

    @classmethod
    def of(cls, value: object) -> TextTypeError:
        """Build the error for ``value``, saying what to pass instead."""
        kind = type(value).__name__
        if isinstance(value, bytes | bytearray | memoryview):
            hint = "decode it first, for example raw.decode('utf-8')"
        elif value is None:
            hint = "pass a str; skip missing values before the call"
        else:
            hint = "pass a str, or repair_batch for several texts"
        return cls(f"mtfix repairs text (str), not {kind}: {hint}")


class SourceError(InputError, ValueError):
    """Russian originals that cannot be paired with the texts."""


class EditError(InputError, ValueError):
    """An edit list does not fit the text: out of range, overlapping, or another 'before'."""


class ConfigError(MtfixError, ValueError):
    """A setting is unknown or out of range."""


class LexiconError(ConfigError):
    """A lexicon file breaks its schema."""


class ModelError(MtfixError):
    """A model cannot be used."""


class ModelNotFound(ModelError):
    """No model under that name or path."""


class ModelDamaged(ModelError):
    """A model file is missing, altered or malformed."""


class DataError(MtfixError):
    """An external corpus or data file is missing or malformed."""


class MissingExtra(MtfixError, ImportError):
    """An optional dependency is not installed."""

    @classmethod
    def of(cls, package: str, extra: str) -> MissingExtra:
        """Build the error that names the extra which brings ``package``."""
        return cls(f"`{package}` is required here; install it with: pip install 'mtfix[{extra}]'")
