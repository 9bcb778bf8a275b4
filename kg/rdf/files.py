"""Graph files: read by Oxigraph, written sorted (so that two builds are the same bytes), whole or not at all."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, Triple, parse, serialize

from kg.errors import OutputError, StoreError
from kg.rdf import jsonld, table
from kg.rdf.materialise import materialised
from kg.rdf.terms import prefixes

TRIPLES = {"ttl": RdfFormat.TURTLE, "nt": RdfFormat.N_TRIPLES}
QUADS = {"trig": RdfFormat.TRIG, "nq": RdfFormat.N_QUADS}
READ = {**TRIPLES, **QUADS, "jsonld": RdfFormat.JSON_LD}
NETWORKS = ("graphml", "gexf")
"""Of a network of the facts: `kg.network.files` writes them."""
_RUST_NUMBER = re.compile(r" \(os error \d+\)$")
WRITTEN = (*TRIPLES, *QUADS, "jsonld", "csv", *NETWORKS)


def read(path: Path, *, into: Store) -> None:
    """Read a graph file.

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
    except FileNotFoundError as error:
        raise StoreError(f"{path}: no such file; give a graph that kg wrote, such as out/graph.ttl") from error
    except OSError as error:
        reason = error.strerror or _RUST_NUMBER.sub("", str(error))
        raise StoreError(f"{path}: can't be read ({reason})") from error


def lines(store: Store, graph: NamedNode | DefaultGraph) -> list[bytes]:
    """A graph as N-Triples, sorted: by subject, predicate, object."""
    data = store.dump(format=RdfFormat.N_TRIPLES, from_graph=graph) or b""
    return sorted(data.split(b"\n")[:-1])


def all_lines(store: Store, *, apart: NamedNode, derived: Iterable[Quad] = ()) -> list[bytes]:
    """A store as N-Quads, sorted: what its default graph alone says, then each named graph but `apart`.

    `derived`: quads of the default graph that follow from the named graphs, and so are left out.
    """
    names = sorted((name for name in store.named_graphs() if isinstance(name, NamedNode) and name != apart), key=str)
    named = [(str(name).encode("utf-8"), lines(store, name)) for name in names]
    following = Store()
    following.extend(derived)
    said = {line for _, graph in named for line in graph}.union(lines(following, DefaultGraph()))
    alone = [line for line in lines(store, DefaultGraph()) if line not in said]
    return [*alone, *(b"%b %b ." % (line[:-2], name) for name, graph in named for line in graph)]


def parsed(quads: Iterable[bytes]) -> Iterator[Quad]:
    """Lines of N-Triples or N-Quads as quads, in their order."""
    return parse(b"\n".join(quads), format=RdfFormat.N_QUADS)


def format_of(suffix: str) -> str:
    """The format that a suffix names.

    Raises:
        OutputError: none is written so.
    """
    kind = suffix.lower().removeprefix(".")
    if kind not in WRITTEN:
        raise OutputError(f"can't write {suffix or 'a file without a suffix'!r}; use one of .{', .'.join(WRITTEN)}")
    return kind


def written(found: Iterable[Quad], kind: str, *, base: str, materialise: bool = False) -> bytes:
    """The bytes of a file that holds quads, which must be sorted."""
    quads = ordered(materialised(found)) if materialise else found
    if kind == "jsonld":
        return jsonld.written((quad.triple for quad in quads), base=base)
    if kind == "csv":
        return table.written(quad.triple for quad in quads)
    return serialised(quads, READ[kind], base=base)


def ordered(quads: Iterable[Quad]) -> list[Quad]:
    """Sorted by graph (the default graph first), subject, predicate, object."""
    return sorted(quads, key=_position)


def _position(quad: Quad) -> tuple[str, str]:
    graph = quad.graph_name
    return "" if isinstance(graph, DefaultGraph) else str(graph), str(quad.triple)


def serialised(data: Iterable[Triple] | Iterable[Quad], form: RdfFormat, *, base: str) -> bytes:
    """`data` in the order given."""
    if form in (RdfFormat.N_TRIPLES, RdfFormat.N_QUADS):
        return serialize(data, format=form) or b""
    return _steady(serialize(data, format=form, prefixes=prefixes(base)) or b"")


def _steady(text: bytes) -> bytes:
    """With its prefixes sorted: Oxigraph writes them in another order each time."""
    end = 0
    while text.startswith(b"@prefix ", end):
        end = text.index(b"\n", end) + 1
    return b"".join(sorted(text[:end].splitlines(keepends=True))) + text[end:]


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
    except BaseException as error:
        if beside:
            Path(beside).unlink(missing_ok=True)
        if not isinstance(error, (OSError, ValueError)):  # Ctrl-C
            raise
        # a name with NUL is a ValueError
        raise OutputError(f"{path}: can't be written: {getattr(error, 'strerror', None) or error}") from error


def _umask() -> int:
    """The process's, which can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
