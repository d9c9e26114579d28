"""Everything that decides the bytes of the output, besides the input."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from mtfix.batch import settings
from mtfix.batch.errors import OtherJob
from mtfix.batch.options import Layout
from mtfix.config import Config
from mtfix.version import __version__


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Settings, model and lexicon of a job.

    Attributes:
        settings: Each setting as JSON text, by name.
        signature: What a ``RepairWorker`` with these settings calls itself.
        model: Name and hash of the weights, or ``none``.
    """

    settings: Mapping[str, str]
    signature: str
    model: str

    @classmethod
    def of(cls, config: Config, layout: Layout) -> Fingerprint:
        """The fingerprint of a job.

        Raises:
            ModelError: The model cannot be used.
        """
        model = settings.model_identity(config.model)
        found: dict[str, object] = {**settings.to_dict(config), **asdict(layout)}
        found["model"] = model
        found["lexicon"] = settings.lexicon_digest()
        found["mtfix"] = __version__
        return cls(
            settings={name: json.dumps(value, sort_keys=True) for name, value in found.items()},
            signature=f"mtfix {__version__} mode={config.mode} model={model} "
            f"lexicon={found['lexicon']}",
            model=model,
        )

    def check(self, found: Mapping[str, str] | None, folder: Path) -> None:
        """Compare with the settings that the output in ``folder`` was made with.

        Raises:
            OtherJob: They differ; names how.
        """
        if found is None:
            return
        differing = [
            f"{name} was {found.get(name, 'unknown')} and is {value}"
            for name, value in self.settings.items()
            if found.get(name) != value
        ]
        if differing:
            raise OtherJob(
                f"{folder} holds output that was made otherwise ({'; '.join(differing)}): "
                "write to another folder, or pass --force to replace it"
            )
