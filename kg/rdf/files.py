"""Graph files: read by Oxigraph, written sorted (so that two builds are the same bytes), whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Store, Triple, serialize

from kg.errors import OutputError, StoreError
from kg.rdf import jsonld, table
from kg.rdf.materialise import materialised
from kg.rdf.terms import prefixes

if TYPE_CHECKING:
    import kg.store

TRIPLES = {"ttl": RdfFormat.TURTLE, "nt": RdfFormat.N_TRIPLES}
QUADS = {"trig": RdfFormat.TRIG, "nq": RdfFormat.N_QUADS}
READ = {**TRIPLES, **QUADS, "jsonld": RdfFormat.JSON_LD}
WRITTEN = (*TRIPLES, *QUADS, "jsonld", "csv")


def read(path: Path, *, into: Store, loose: NamedNode) -> None:
    """Read a graph file, its default graph into the graph `loose`.

    Raises:
        StoreError: there is no such file, its suffix is unknown, or it is malformed.
    """
    suffix = path.suffix.lower().removeprefix(".")
    if suffix not in READ:
        raise StoreError(f"{path}: not a graph file; its name must end in .{', .'.join(READ)}")
    try:
        into.bulk_load(path=path, format=READ[suffix])
    except (SyntaxError, ValueError) as error:
        raise StoreError(f"{path}: not valid {READ[suffix].name}: {error}") from error
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror or error}") from error
    into.update(f"INSERT {{ GRAPH {loose} {{ ?s ?p ?o }} }} WHERE {{ ?s ?p ?o }} ; CLEAR DEFAULT")


def ordered_triples(triples: Iterable[Triple]) -> list[Triple]:
    """Sorted by subject, predicate, object."""
    return sorted(triples, key=lambda triple: (_text(triple.subject), triple.predicate.value, str(triple.object)))


def ordered_quads(quads: Iterable[Quad]) -> list[Quad]:
    """Sorted by graph (the default graph first), subject, predicate, object."""
    return sorted(quads, key=_position)


def _position(quad: Quad) -> tuple[str, str, str, str]:
    graph = "" if isinstance(quad.graph_name, DefaultGraph) else _text(quad.graph_name)
    return graph, _text(quad.subject), quad.predicate.value, str(quad.object)


def _text(node: NamedNode | BlankNode | Triple) -> str:
    return node.value if isinstance(node, NamedNode) else str(node)


def written(store: kg.store.Store, suffix: str, *, materialise: bool = False) -> bytes:
    """The bytes of a file.

    Raises:
        OutputError: no format has this suffix.
    """
    kind = suffix.lower().removeprefix(".")
    if kind not in WRITTEN:
        raise OutputError(f"can't write {suffix or 'a file without a suffix'!r}; use one of .{', .'.join(WRITTEN)}")
    if kind in QUADS:
        quads = store.quads()
        return _serialised(_more(quads) if materialise else quads, QUADS[kind], store.base)
    triples = store.triples()
    if materialise:
        triples = [quad.triple for quad in _more(Quad(*triple) for triple in triples)]
    if kind == "jsonld":
        return jsonld.written(triples, base=store.base)
    return table.written(triples) if kind == "csv" else _serialised(triples, TRIPLES[kind], store.base)


def _more(quads: Iterable[Quad]) -> list[Quad]:
    return ordered_quads(materialised(quads))


def turtle(triples: Sequence[Triple], *, base: str) -> bytes:
    """Triples as Turtle, in the order given."""
    return _serialised(triples, RdfFormat.TURTLE, base)


def _serialised(data: Sequence[Triple] | Sequence[Quad], form: RdfFormat, base: str) -> bytes:
    """`data` as it is ordered."""
    if form in (RdfFormat.N_TRIPLES, RdfFormat.N_QUADS):
        return serialize(data, format=form) or b""
    return _steady(serialize(data, format=form, prefixes=prefixes(base)) or b"")


def _steady(text: bytes) -> bytes:
    """With its prefixes sorted: Oxigraph writes them in another order each time."""
    lines = text.splitlines(keepends=True)
    count = next((n for n, line in enumerate(lines) if not line.startswith(b"@prefix ")), len(lines))
    return b"".join([*sorted(lines[:count]), *lines[count:]])


def write_beside(path: Path, data: bytes) -> None:
    """Write a file wholly or not at all: beside it first, then renamed.

    Raises:
        OutputError: it can't be written.
    """
    beside: str | None = None
    try:
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        os.chmod(beside, 0o666 & ~_umask())
        os.replace(beside, path)
    except OSError as error:
        if beside:
            Path(beside).unlink(missing_ok=True)
        raise OutputError(f"{path}: can't be written: {error.strerror or error}") from error


def _umask() -> int:
    """The process's, which can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
