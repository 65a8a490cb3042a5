"""Evidence on disk: a JSON file and a safetensors file, read without trust in who wrote them."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any

import numpy as np
import safetensors
import safetensors.numpy

from autograder.evidence import EvidenceError

LARGEST_TEXT = 64 * 2**20
"""Bytes of JSON that are read: parsed, they take many times as much memory. Arrays are apart."""


def write(stem: Path, bundle: dict[str, Any], arrays: dict[str, np.ndarray]) -> None:
    """Write a bundle to `stem`.json and its arrays to `stem`.safetensors."""
    if arrays:
        safetensors.numpy.save_file(arrays, stem.with_suffix(".safetensors"))
    stem.with_suffix(".json").write_text(json.dumps(bundle), encoding="ascii")


def read(stem: Path, most_bytes: int) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """Read what `write` wrote. Raises EvidenceError.

    Files are read whole before they are looked at, so that nobody can change them meanwhile.
    """
    text = _read_file(stem.with_suffix(".json"), min(most_bytes, LARGEST_TEXT))
    raw = _read_file(stem.with_suffix(".safetensors"), most_bytes, missing=b"")
    try:
        bundle = json.loads(text.decode("ascii"))
        arrays = safetensors.numpy.load(raw) if raw else {}
    except (ValueError, RecursionError, safetensors.SafetensorError, KeyError) as error:
        raise EvidenceError(f"the values arrived damaged ({type(error).__name__})") from error
    if not isinstance(bundle, dict):
        raise EvidenceError("the values arrived damaged")
    return bundle, arrays


def _read_file(path: Path, most_bytes: int, missing: bytes | None = None) -> bytes:
    try:
        # The folder is the student room's to write: never follow a link, never wait on a pipe.
        file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError as error:
        if missing is not None:
            return missing
        raise EvidenceError("the values did not arrive") from error
    except OSError as error:
        raise EvidenceError(f"the values cannot be read ({error.strerror})") from error
    status = os.fstat(file)
    if not stat.S_ISREG(status.st_mode):
        os.close(file)
        raise EvidenceError("the values did not arrive as a file")
    with os.fdopen(file, "rb") as stream:
        if status.st_size > most_bytes:
            raise EvidenceError(
                f"the values take {status.st_size / 2**20:.0f} MiB, "
                f"at most {most_bytes / 2**20:.0f} MiB can be looked at"
            )
        content = stream.read(status.st_size)
    return content


def remove(stem: Path) -> None:
    """Remove what `write` wrote."""
    for suffix in (".json", ".safetensors"):
        stem.with_suffix(suffix).unlink(missing_ok=True)
