"""Public machine output of the WMT news tasks, against independent references."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from itertools import groupby
from types import MappingProxyType
from typing import Any

from mtfix.evaluation import data
from mtfix.evaluation.documents import EvalDocument, Line, Suite, assemble
from mtfix.evaluation.suites import runs

OLD_ENGINES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "wmt13": (
            "rbmt-1",
            "rbmt-3",
            "rbmt-4",
            "commercial-3",
            "PROMT.2754",
            "online-A",
            "online-B",
            "online-G",
            "CMU-primary.2908",
            "balagur.2606",
            "umd.2892",
        ),
        "wmt16": (
            "PROMT-Rule-based.4277",
            "online-F.0",
            "online-A.0",
            "online-G.0",
            "AFRL-MITLL-Phrase.4383",
        ),
        "wmt17": ("online-F.0", "jhu-pbmt.4978"),
        "wmt18": ("online-F.0",),
    }
)
"""Rule-based and statistical engines of each set."""

NEW_ENGINES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "wmt21": ("Online-Y", "Online-A", "Facebook-AI"),
        "wmt22": ("ALMAnaCH-Inria", "Online-A", "Online-G"),
    }
)
"""Neural systems of each set: the weakest, a middling and a strong one."""

_DOCUMENT_STRIDE = 5


def is_dev_line(number: int) -> bool:
    """Whether a line of newstest2013–2018 is set aside for development: 1–99 and 1000–1099."""
    return number < 100 or 1000 <= number < 1100


def is_dev_document(id: str) -> bool:
    """Whether a document of 2021–2022 is set aside for development: a fifth, by its id's CRC-32.

    Args:
        id: The id of one of its rows without the row's number: ``wmt21.lenta.ru.1``.
    """
    return zlib.crc32(id.encode()) % _DOCUMENT_STRIDE == 0


def load_old() -> Suite:
    """Load ``wmt-old``: rule-based and statistical engines of 2013–2018."""
    documents: list[EvalDocument] = []
    for name, engines in OLD_ENGINES.items():
        documents.extend(runs.documents(_old_lines(name, engines)))
    return Suite(
        name="wmt-old",
        kind="repair",
        documents=tuple(documents),
        sample="lines 1-99 and 1000-1099 of newstest2013, 2016, 2017 and 2018; "
        f"{sum(map(len, OLD_ENGINES.values()))} engines",
        notes=(
            "independent references: far from the output, so TER moves little even for a good "
            "repair",
            "the case of wmt17 output was restored by script, partly from the references",
        ),
    )


def load_new() -> Suite:
    """Load ``wmt-new``: neural systems of 2021–2022, which must not get worse."""
    documents: list[EvalDocument] = []
    for name, engines in NEW_ENGINES.items():
        documents.extend(_new_documents(name, engines))
    return Suite(
        name="wmt-new",
        kind="repair",
        documents=tuple(documents),
        sample="documents of newstest2021 and generaltest2022 whose id's CRC-32 is divisible by "
        f"{_DOCUMENT_STRIDE}; "
        f"{sum(map(len, NEW_ENGINES.values()))} systems",
        notes=("independent references; two for newstest2021, one for generaltest2022",),
    )


def _old_lines(name: str, engines: tuple[str, ...]) -> Iterator[tuple[runs.Place, Line]]:
    for row in data.read_jsonl(data.external(f"{name}.ru-en.jsonl.gz")):
        number = runs.line_number(row["id"])
        if row["system"] in engines and is_dev_line(number):
            yield runs.Place(name, row["system"], number), _line(row)


def _new_documents(name: str, engines: tuple[str, ...]) -> Iterator[EvalDocument]:
    rows = [
        row
        for row in data.read_jsonl(data.external(f"{name}.ru-en.jsonl.gz"))
        if row["system"] in engines and is_dev_document(row["id"].rpartition(".")[0])
    ]
    rows.sort(key=lambda row: (row["system"], row["doc"], runs.line_number(row["id"])))
    for (system, doc), lines in groupby(rows, key=lambda row: (row["system"], row["doc"])):
        group = f"{name} {system}"
        yield assemble(f"{group} {doc}", group, [[_line(row)] for row in lines])


def _line(row: dict[str, Any]) -> Line:
    references = [row["reference"]]
    if row.get("reference2"):
        references.append(row["reference2"])
    id = f"{row['id']}.{row['system']}"
    return Line(id, row["mt"], tuple(references), source=row.get("source", ""))
