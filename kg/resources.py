"""Where the files that travel with kg lie: `ontology/` inside the wheel, beside the package in the repository."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def ontology_folder() -> Path:
    """The folder of the ontology, its shapes and its queries."""
    package = Path(__file__).resolve().parent
    inside = package / "ontology"
    return inside if inside.is_dir() else package.parent / "ontology"


def ontology(*parts: str) -> Path:
    """A file or folder of `ontology/`.

    >>> ontology("queries", "roles.rq").name
    'roles.rq'
    """
    return ontology_folder().joinpath(*parts)
