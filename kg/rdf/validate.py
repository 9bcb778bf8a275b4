"""A graph against the SHACL shapes of `ontology/shapes.ttl`, as records that a person can read.

Source: pySHACL (https://github.com/RDFLib/pySHACL). Seconds for a thousand facts, so never part of a build.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pyshacl
from rdflib import Graph
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from kg.resources import ontology


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What is wrong with one node: `message` says it, `path` and `value` show where (None: the node itself)."""

    node: str
    message: str
    path: str | None = None
    value: str | None = None

    def __str__(self) -> str:
        where = f" ({self.path}{f': {self.value}' if self.value else ''})" if self.path else ""
        return f"{self.node}: {self.message}{where}"


@dataclass(frozen=True, slots=True)
class Report:
    """Whether a graph conforms, and its problems, sorted."""

    problems: tuple[Problem, ...] = ()

    @property
    def conforms(self) -> bool:
        return not self.problems

    def __bool__(self) -> bool:
        return self.conforms

    def __str__(self) -> str:
        """For reading: its lines."""
        return "\n".join(self.lines())

    def lines(self) -> Iterator[str]:
        """How many problems, then each; a value of several lines may make one of several."""
        if self.conforms:
            yield "conforms: every fact has its evidence and every record its shape"
            return
        yield f"does not conform: {len(self.problems):,} problem{'' if len(self.problems) == 1 else 's'}"
        yield from map(str, self.problems)


@cache
def shapes() -> Graph:
    """The shapes of `ontology/shapes.ttl`."""
    return Graph().parse(ontology("shapes.ttl"), format="turtle")


def check(graph: Graph) -> Report:
    """What in a graph the shapes refuse."""
    _, found, _ = pyshacl.validate(graph, shacl_graph=shapes(), inference="none", inplace=True)
    results = (_problem(found, node, graph) for node in found.subjects(RDF.type, SH.ValidationResult))
    return Report(tuple(sorted(set(results), key=str)))


def _problem(found: Graph, result: Node, graph: Graph) -> Problem:
    message = found.value(result, SH.resultMessage)
    path = found.value(result, SH.resultPath)
    return Problem(
        node=str(found.value(result, SH.focusNode)),
        message=str(message or found.value(result, SH.sourceConstraintComponent)),
        path=_short(path, graph),
        value=_short(found.value(result, SH.value), graph),
    )


def _short(term: Node | None, graph: Graph) -> str | None:
    """A term as Turtle writes it; a path of several steps has no name."""
    if term is None or not hasattr(term, "n3") or term.n3().startswith("_:"):
        return None
    return str(term.n3(graph.namespace_manager))
