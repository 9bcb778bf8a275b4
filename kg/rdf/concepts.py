"""The SKOS concepts that facts point at: their labels and what is broader, read from `ontology/`.

A store copies what it uses of them into its default graph, so that a Turtle file explains itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from kg.errors import KnowledgeError
from kg.rdf import terms as t
from kg.resources import ontology

COPIED = (t.PREF_LABEL, t.BROADER, t.IN_SCHEME)
"""What a store says of a concept."""
_SCHEMES = ("events.ttl", "offices.ttl", "diplomacy.ttl")


@dataclass(frozen=True, slots=True)
class Concepts:
    """`about`: what a store copies of each concept. `broader` and `narrower`: one step up and down."""

    about: Mapping[str, tuple[Triple, ...]]
    broader: Mapping[str, tuple[str, ...]]
    narrower: Mapping[str, tuple[str, ...]]

    def is_concept(self, iri: str) -> bool:
        return iri in self.about or iri.startswith((t.EVENTS, t.OFFICES))

    def above(self, iri: str) -> tuple[str, ...]:
        """The concept and all that are broader."""
        return _reach(iri, self.broader)

    def below(self, iri: str) -> tuple[str, ...]:
        """The concept and all that are narrower."""
        return _reach(iri, self.narrower)

    def triples(self, iri: str) -> tuple[Triple, ...]:
        """What a store says about one concept; a label from its name where the scheme has none."""
        return self.about.get(iri) or (Triple(NamedNode(iri), t.PREF_LABEL, Literal(_name(iri), language="en")),)


def _name(iri: str) -> str:
    return iri.rpartition("#")[2].replace("-", " ")


def _reach(start: str, steps: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """`start` and what the steps lead to, each once, nearest first."""
    found = {start: None}
    queue = [start]
    for iri in queue:
        new = [step for step in steps.get(iri, ()) if step not in found]
        found.update(dict.fromkeys(new))
        queue.extend(new)
    return tuple(found)


def _read(path: Path) -> Iterator[Triple]:
    if not path.exists():
        return
    try:
        for quad in parse(path=path, format=RdfFormat.TURTLE):
            yield quad.triple
    except (SyntaxError, OSError) as error:
        raise KnowledgeError(f"{path}: {error}") from error


def _wanted(triple: Triple) -> bool:
    if not isinstance(triple.subject, NamedNode) or triple.predicate not in COPIED:
        return False
    return not isinstance(triple.object, Literal) or triple.object.language in (None, "en")


def collect(triples: Iterable[Triple]) -> Concepts:
    """The concepts that `triples` describe: whatever has a `skos:inScheme`."""
    about: dict[str, list[Triple]] = {}
    for triple in triples:
        if _wanted(triple):
            about.setdefault(triple.subject.value, []).append(triple)  # type: ignore[union-attr]
    concepts = {
        iri: tuple(sorted(found, key=str))
        for iri, found in about.items()
        if any(triple.predicate == t.IN_SCHEME for triple in found)
    }
    broader: dict[str, list[str]] = {}
    narrower: dict[str, list[str]] = {}
    for iri, found in concepts.items():
        for triple in found:
            if triple.predicate == t.BROADER and isinstance(triple.object, NamedNode):
                broader.setdefault(iri, []).append(triple.object.value)
                narrower.setdefault(triple.object.value, []).append(iri)
    return Concepts(concepts, _frozen(broader), _frozen(narrower))


def _frozen(lists: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {iri: tuple(others) for iri, others in lists.items()}


@cache
def concepts() -> Concepts:
    """The concepts of `ontology/`.

    Raises:
        KnowledgeError: a scheme is malformed.
    """
    return collect(triple for name in _SCHEMES for triple in _read(ontology(name)))
