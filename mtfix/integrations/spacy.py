"""spaCy: a component that repairs documents, and a pipe that parses repaired text.

The text of a ``Doc`` cannot be changed, and should not be: every offset, entity and sentence border
refers to it. Hence there are two ways in.

- ``nlp.add_pipe("mtfix")`` leaves the document as it is and stores the repair beside it:
  ``doc._.mtfix`` is the ``Repair``, ``doc._.repaired`` its text, ``span._.repaired`` what becomes
  of a span. For pipelines whose offsets are wanted in the original.
- ``pipe_repaired(nlp, texts)`` repairs first and lets the pipeline read the repaired text, which
  taggers and parsers understand better. ``doc._.mtfix`` and ``span._.original`` lead back.

The repair lies in ``doc.user_data`` as plain data, so documents can be saved, and sent between
processes (``n_process``). A saved pipeline holds the settings alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from mtfix.config import Config, Mode
from mtfix.edits import locate, project
from mtfix.errors import MissingExtra
from mtfix.integrations.process import repairer
from mtfix.result import Repair

try:
    from spacy.language import Language
    from spacy.tokens import Doc, Span
except ImportError as error:
    raise MissingExtra.of("spacy", "spacy") from error

_Item = TypeVar("_Item")
_KEY = "mtfix"  # in Doc.user_data


@dataclass(frozen=True, slots=True)
class RepairComponent:
    """The component ``mtfix``: stores the repair of each document beside it.

    Attributes:
        config: How to repair.
        threads: Threads of the model's runtime.
    """

    config: Config
    threads: int | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Repair one document."""
        return next(self.pipe([doc], batch_size=1))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """Repair a stream of documents; the model sees ``batch_size`` of them together."""
        for docs in _batches(stream, batch_size):
            # What pipe_repaired made is repaired already, and knows its original.
            fresh = [doc for doc in docs if not _is_made(doc)]
            repairs = repairer(self.config, self.threads).repair_batch(doc.text for doc in fresh)
            for doc, repair in zip(fresh, repairs, strict=True):
                doc.user_data[_KEY] = repair.to_dict()
            yield from docs


@Language.factory(
    "mtfix",
    assigns=["doc._.mtfix", "doc._.repaired", "span._.repaired", "span._.original"],
    default_config={
        "mode": "balanced",
        "model": "auto",
        "enable": [],
        "disable": [],
        "glossary": {},
        "protect": [],
        "threads": None,
    },
)
def create(
    nlp: Language,  # noqa: ARG001 -- spaCy passes it
    name: str,  # noqa: ARG001
    mode: Mode,
    model: str | None,
    enable: list[str],
    disable: list[str],
    glossary: dict[str, str],
    protect: list[str],
    threads: int | None,
) -> RepairComponent:
    """The factory behind ``nlp.add_pipe("mtfix", config={...})``; settings as in ``Config``.

    Raises:
        ConfigError: A setting is unknown.
    """
    config = Config(
        mode=mode,
        model=model,
        enable=tuple(enable),
        disable=tuple(disable),
        glossary=glossary,
        protect=tuple(protect),
    )
    return RepairComponent(config, threads)


def pipe_repaired(
    nlp: Language,
    texts: Iterable[str],
    *,
    config: Config | None = None,
    threads: int | None = None,
    batch_size: int = 128,
    n_process: int = 1,
) -> Iterator[Doc]:
    """Repair ``texts`` and run ``nlp`` over the repaired text.

    Args:
        nlp: Any pipeline; it needs no component of mtfix.
        texts: Texts, each a document of its own.
        config: How to repair; by default ``Config()``.
        threads: Threads of the model's runtime.
        batch_size: Texts that are repaired, and documents that are parsed, together.
        n_process: Processes that parse; the repair is done in this one.

    Yields:
        Documents of the repaired texts, in order; ``doc._.mtfix`` is the repair.
    """
    repaired = repairer(config or Config(), threads)

    def made() -> Iterator[Doc]:
        for batch in _batches(texts, batch_size):
            for repair in repaired.repair_batch(batch):
                doc = nlp.make_doc(repair.text)
                doc.user_data[_KEY] = repair.to_dict()
                yield doc

    yield from nlp.pipe(made(), batch_size=batch_size, n_process=n_process)


def _batches(items: Iterable[_Item], size: int) -> Iterator[list[_Item]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def _repair(doc: Doc) -> Repair | None:
    """``doc._.mtfix``: the repair; None where there was none."""
    stored = doc.user_data.get(_KEY)
    return Repair.from_dict(stored) if stored else None


def _repaired(doc: Doc) -> str | None:
    """``doc._.repaired``: the repaired text; None where there was no repair."""
    repair = _repair(doc)
    return repair.text if repair else None


def _span_repaired(span: Span) -> str | None:
    """``span._.repaired``: what becomes of a span.

    An edit belongs to the span it starts in; one that starts behind it, in the space before the
    next token, does so too.
    """
    repair = _repair(span.doc)
    if repair is None:
        return None
    if _is_made(span.doc) or not len(span):
        return str(span.text)
    space = span[-1].whitespace_
    start, end = span.start_char, span.end_char + len(space)
    before_and_span = project([(0, start), (start, end)], repair.original, repair.edits)
    return before_and_span[1].removesuffix(space)


def _span_original(span: Span) -> str | None:
    """``span._.original``: the text that a span was before the repair; edits are taken whole."""
    repair = _repair(span.doc)
    if repair is None:
        return None
    if not _is_made(span.doc):
        return str(span.text)
    start, end = locate(repair.edits, span.start_char, span.end_char)
    return repair.original[start:end]


def _is_made(doc: Doc) -> bool:
    """Whether ``doc`` holds the repaired text, made by ``pipe_repaired``."""
    stored = doc.user_data.get(_KEY)
    return stored is not None and stored["original"] != doc.text


def _extend() -> None:
    """Make the attributes known to spaCy, unless another package has taken their names."""
    for name, of_doc in (("mtfix", _repair), ("repaired", _repaired)):
        if not Doc.has_extension(name):
            Doc.set_extension(name, getter=of_doc)
    for name, of_span in (("repaired", _span_repaired), ("original", _span_original)):
        if not Span.has_extension(name):
            Span.set_extension(name, getter=of_span)


_extend()
