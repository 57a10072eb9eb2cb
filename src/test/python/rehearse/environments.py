"""Finds the environments that environments.sh makes."""

import hashlib
import os
from pathlib import Path

HERE = Path(__file__).resolve().parent
REQUIREMENTS = HERE.parent / "requirements"


SHARED = {"sentence-transformers": "hf-trainer", "transformers": "hf-trainer"}


def folder(name):
    """The environment of one requirements file or of a trainer, whether it exists or not."""
    name = SHARED.get(name, name)
    digest = hashlib.sha256((REQUIREMENTS / f"{name}.txt").read_bytes()).hexdigest()[:16]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "tunewise" / "rehearsal" / digest


def packages(name):
    """Its site-packages."""
    return next((folder(name) / "lib").glob("python3*/site-packages"))


def python(name):
    return folder(name) / "bin" / "python"
