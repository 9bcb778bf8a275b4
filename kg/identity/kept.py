"""The decisions that a graph file holds, for a build that is to keep them."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import Quad, parse

from kg.errors import StoreError
from kg.identity.graphs import read_decisions
from kg.identity.records import Decision
from kg.rdf import terms as t
from kg.rdf.files import QUADS

_CHUNK = 1 << 20


def kept_decisions(path: Path, *, asked: bool) -> list[Decision]:
    """The decisions in a TriG or N-Quads file.

    Args:
        asked: the user named the file, so it must be there.

    Raises:
        StoreError: it can't be read, though it may hold decisions.
    """
    form = QUADS.get(path.suffix.lower().removeprefix("."))
    if form is None:
        raise StoreError(f"{path}: can't hold decisions; give a .trig or .nq file")
    try:
        if not _speaks_of(path, t.DECISIONS.value.encode("utf-8")):
            return []
        found: list[Quad] = [quad for quad in parse(path=path, format=form) if quad.graph_name == t.DECISIONS]
    except FileNotFoundError:
        if asked:
            raise StoreError(f"{path}: no such file; give a graph that kg wrote, such as out/graph.trig") from None
        return []
    except (OSError, SyntaxError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise StoreError(
            f"{path}: its decisions about who is one can't be read ({reason}); repair it, move it away,"
            " or choose another folder with -o"
        ) from None
    return read_decisions(found)


def _speaks_of(path: Path, words: bytes) -> bool:
    """Whether a file has these words in it: most have no decisions, and needn't be parsed."""
    with path.open("rb") as file:
        tail = b""
        while chunk := file.read(_CHUNK):
            if words in tail + chunk:
                return True
            tail = chunk[-len(words) :]
    return False
