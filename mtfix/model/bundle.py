"""A model bundle: a folder with graphs, tokenizer, settings and a manifest of checksums."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from mtfix.errors import ModelDamaged, ModelNotFound
from mtfix.guard.limits import Thresholds
from mtfix.model.backend import Backend
from mtfix.model.calibration import Calibration
from mtfix.model.edit_corrector import Decoding, EditCorrector
from mtfix.model.onnx_backend import ENCODER_FILE, MEMORY_FILE, STEP_FILE, OnnxBackend
from mtfix.model.tokenizer import BOS, EOS, UnitTokenizer

TOKENIZER_FILE = "tokenizer.model"
SETTINGS_FILE = "settings.json"
MANIFEST_FILE = "manifest.json"
FORMAT = 1
RUNTIME_FILES = (ENCODER_FILE, MEMORY_FILE, STEP_FILE, TOKENIZER_FILE, SETTINGS_FILE)
_TRAINING_FILES = ("config.json", "model.safetensors")
_MOST_PIECES = 100_000


@dataclass(frozen=True, slots=True)
class Settings:
    """What is tuned on development data and travels with the weights.

    Attributes:
        decoding: How probabilities become proposals.
        calibration: How proposals get their confidence.
        thresholds: For each mode, the confidence that each kind of edit needs:
            ``{"balanced": {"replace": 0.5, "insert": 0.5, "delete": 0.6}}``.
        max_pieces: Longest segment that the network reads, in pieces.
        max_fill: Longest fill that it writes, in pieces.
    """

    decoding: Decoding = field(default_factory=Decoding)
    calibration: Calibration = field(default_factory=Calibration)
    thresholds: dict[str, dict[str, float]] = field(default_factory=dict)
    max_pieces: int = 160
    max_fill: int = 32

    @classmethod
    def load(cls, folder: Path) -> Settings:
        """Read ``settings.json``.

        Raises:
            ModelDamaged: It is missing or malformed.
        """
        path = folder / SETTINGS_FILE
        raw = _read_json(path)
        try:
            thresholds = {mode: _shares(kinds) for mode, kinds in raw["thresholds"].items()}
            for kinds in thresholds.values():
                Thresholds(**kinds)
            return cls(
                decoding=Decoding(**_shares(raw["decoding"])),
                calibration=Calibration.from_dict(raw["calibration"]),
                thresholds=thresholds,
                max_pieces=_whole(raw["max_pieces"], "max_pieces", least=3),
                max_fill=_whole(raw["max_fill"], "max_fill", least=1),
            )
        except (KeyError, TypeError, ValueError, AttributeError, ModelDamaged) as error:
            raise ModelDamaged(f"{path} is not a settings file of this version: {error}") from error

    def save(self, folder: Path) -> None:
        """Write ``settings.json``."""
        raw = {
            "decoding": asdict(self.decoding),
            "calibration": self.calibration.to_dict(),
            "thresholds": self.thresholds,
            "max_pieces": self.max_pieces,
            "max_fill": self.max_fill,
        }
        _write_json(folder / SETTINGS_FILE, raw)


def write_manifest(folder: Path, *, name: str) -> None:
    """Write ``manifest.json``: name, format, and size and SHA-256 of every file."""
    files = [*RUNTIME_FILES, *(f for f in _TRAINING_FILES if (folder / f).is_file())]
    entries = {
        file: {"bytes": (folder / file).stat().st_size, "sha256": _sha256(folder / file)}
        for file in files
    }
    _write_json(folder / MANIFEST_FILE, {"format": FORMAT, "name": name, "files": entries})


def verify(folder: Path) -> tuple[str, str]:
    """Check the runtime files of a bundle against its manifest.

    Returns:
        The bundle's name, and a hash over the checksums of its runtime files (12 hex digits).

    Raises:
        ModelNotFound: ``folder`` is not a bundle.
        ModelDamaged: A file is missing or is not what the manifest says; names the file. Or the
            manifest itself is malformed, or names files outside of the folder.
    """
    if not (folder / MANIFEST_FILE).is_file():
        raise ModelNotFound(f"{folder} is not an mtfix model: it has no {MANIFEST_FILE}")
    name, files = _manifest(folder)
    digest = hashlib.sha256()
    for file in RUNTIME_FILES:
        digest.update(_checked(folder / file, files.get(file)).encode())
    return name, digest.hexdigest()[:12]


def verify_weights(folder: Path) -> None:
    """Check the files that training starts from, where ``folder`` is a bundle that lists them.

    Raises:
        ModelDamaged: A file is missing or is not what the manifest says; names the file.
    """
    if (folder / MANIFEST_FILE).is_file():
        _, files = _manifest(folder)
        for file in _TRAINING_FILES:
            if file in files:
                _checked(folder / file, files[file])


def _manifest(folder: Path) -> tuple[str, dict[str, Any]]:
    """The name of the model and the entries of its files."""
    path = folder / MANIFEST_FILE
    manifest = _read_json(path)
    files = manifest.get("files")
    if manifest.get("format") != FORMAT or not isinstance(files, dict):
        raise ModelDamaged(
            f"{path}: format {manifest.get('format')!r} is not the format {FORMAT} that this "
            "version of mtfix reads"
        )
    name = manifest.get("name", folder.name)
    if not isinstance(name, str) or not name.isprintable():
        raise ModelDamaged(f"{path}: the name of the model must be text, not {name!r}")
    outside = [file for file in files if file in ("", "..") or Path(file).name != file]
    if outside:
        raise ModelDamaged(f"{path} may list files of its folder only, not {outside[0]!r}")
    return name, files


def _checked(file: Path, entry: object) -> str:
    """The SHA-256 of ``file``, which must be that of its entry in the manifest."""
    if not isinstance(entry, dict):
        raise ModelDamaged(f"{MANIFEST_FILE} does not list {file}")
    if not file.is_file():
        raise ModelDamaged(f"{file} is missing")
    found = _sha256(file)
    if found != entry.get("sha256"):
        raise ModelDamaged(f"{file} is not the file that {MANIFEST_FILE} lists: SHA-256 {found}")
    return found


def load_bundle(
    folder: Path,
    settings: Settings | None = None,
    *,
    threads: int | None = None,
    wrap: Callable[[Backend], Backend] | None = None,
) -> EditCorrector:
    """Verify and open a bundle.

    Args:
        folder: The bundle.
        settings: Settings to use instead of the bundle's own.
        threads: Threads of onnxruntime; None leaves its choice.
        wrap: Gives the backend to use in the place of the one that was opened.

    Raises:
        ModelNotFound: ``folder`` is not a bundle.
        ModelDamaged: A file is missing, altered or malformed; names the file.
    """
    name, digest = verify(folder)
    settings = settings or Settings.load(folder)
    backend = OnnxBackend.load(
        folder, max_pieces=settings.max_pieces, max_fill=settings.max_fill, threads=threads
    )
    tokenizer = UnitTokenizer.load(folder / TOKENIZER_FILE)
    _try(backend, tokenizer, folder)
    return EditCorrector(
        wrap(backend) if wrap else backend,
        tokenizer,
        signature=f"{name}@{digest}",
        decoding=settings.decoding,
        calibration=settings.calibration,
        thresholds=settings.thresholds,
    )


def _try(backend: OnnxBackend, tokenizer: UnitTokenizer, folder: Path) -> None:
    """Let the network read the last piece of the vocabulary, to see that the two are a pair."""
    pieces = np.asarray([[BOS, tokenizer.vocab_size - 1, EOS]], dtype=np.int64)
    try:
        encoded = backend.encode(pieces)
        fits = encoded.delete.shape == encoded.insert.shape == pieces.shape
    except Exception as error:  # onnxruntime's errors share no base class but Exception
        raise ModelDamaged(
            f"{folder / ENCODER_FILE} cannot read what {TOKENIZER_FILE} writes: {error}"
        ) from error
    if not fits:
        raise ModelDamaged(f"{folder / ENCODER_FILE} answers in another shape than it should")


def _shares(values: dict[str, Any]) -> dict[str, float]:
    """``values``, which must be numbers from 0 to 1."""
    for name, value in values.items():
        if type(value) not in (int, float) or not 0 <= value <= 1:
            raise ValueError(f"{name!r} must be a number from 0 to 1, not {value!r}")
    return {name: float(value) for name, value in values.items()}


def _whole(value: object, name: str, *, least: int) -> int:
    if type(value) is not int or not least <= value <= _MOST_PIECES:
        raise ValueError(
            f"{name!r} must be a whole number from {least} to {_MOST_PIECES}, not {value!r}"
        )
    return value


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read_json(path: Path) -> dict[str, Any]:
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise ModelDamaged(f"{path} cannot be read as JSON: {error}") from error
    if not isinstance(raw, dict):
        raise ModelDamaged(f"{path} does not hold a JSON object")
    return raw


def _write_json(path: Path, raw: dict[str, Any]) -> None:
    temporary = path.with_suffix(".tmp")
    temporary.write_text(json.dumps(raw, indent=2) + "\n", encoding="utf-8")
    temporary.replace(path)
