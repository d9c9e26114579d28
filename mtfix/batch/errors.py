"""Errors that stop a batch job. Bad rows do not: they become dead letters.

MtfixError
└── BatchError
    ├── FolderLocked     another job is at work in the output folder
    ├── OtherJob         the output folder holds the output of other settings or another model
    ├── DiskFull         nothing more can be written
    └── WorkersFailed    a worker process cannot start, or dies without a row to blame
"""

from __future__ import annotations

from mtfix.errors import MtfixError


class BatchError(MtfixError):
    """A batch job cannot start or go on."""


class FolderLocked(BatchError):
    """Another job is at work in the output folder."""


class OtherJob(BatchError):
    """The output folder holds the output of other settings or another model."""


class DiskFull(BatchError):
    """Nothing more can be written; what is finished stays finished."""


class WorkersFailed(BatchError):
    """A worker process cannot start, or dies without a row to blame."""
