"""The terms that kg writes, as Oxigraph's: made once, without importing rdflib (which costs start-up time)."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Final

from pyoxigraph import NamedNode

from kg.facts import EntityKind

DKG: Final = "https://w3id.org/dkg/ontology#"
EVENTS: Final = "https://w3id.org/dkg/events#"
OFFICES: Final = "https://w3id.org/dkg/offices#"
DEFAULT_BASE: Final = "https://w3id.org/dkg/id/"

GEO: Final = "http://www.w3.org/2003/01/geo/wgs84_pos#"
OA: Final = "http://www.w3.org/ns/oa#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
PROV: Final = "http://www.w3.org/ns/prov#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
SCHEMA: Final = "https://schema.org/"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"

PREFIXES: Final = {
    "dkg": DKG,
    "events": EVENTS,
    "geo": GEO,
    "oa": OA,
    "offices": OFFICES,
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "skos": SKOS,
    "xsd": XSD,
}


def prefixes(base: str = DEFAULT_BASE) -> dict[str, str]:
    """The prefixes of a file whose data IRIs begin with `base`."""
    data = {kind: f"{base}{kind}/" for kind in ("country", "organisation", "person", "place")}
    return {**PREFIXES, **data}


@cache
def dkg(name: str) -> NamedNode:
    """A term of the ontology."""
    return NamedNode(DKG + name)


@cache
def concept(scheme: str, name: str) -> NamedNode:
    """A SKOS concept of `EVENTS` or `OFFICES`."""
    return NamedNode(scheme + name)


ENTITY_CLASSES: Final = {kind: dkg(kind.capitalize()) for kind in EntityKind}
"""The class of each kind of entity, in the order in which they are listed."""

TYPE: Final = NamedNode(RDF + "type")
LABEL: Final = NamedNode(RDFS + "label")
PREF_LABEL: Final = NamedNode(SKOS + "prefLabel")
ALT_LABEL: Final = NamedNode(SKOS + "altLabel")
BROADER: Final = NamedNode(SKOS + "broader")
IN_SCHEME: Final = NamedNode(SKOS + "inScheme")
SAME_AS: Final = NamedNode(OWL + "sameAs")
CLOSE_MATCH: Final = NamedNode(SKOS + "closeMatch")

GENERATED_BY: Final = NamedNode(PROV + "wasGeneratedBy")
ACTIVITY: Final = NamedNode(PROV + "Activity")
USED: Final = NamedNode(PROV + "used")

SPECIFIC: Final = NamedNode(OA + "SpecificResource")
POSITION: Final = NamedNode(OA + "TextPositionSelector")
QUOTE: Final = NamedNode(OA + "TextQuoteSelector")
SOURCE: Final = NamedNode(OA + "hasSource")
SELECTOR: Final = NamedNode(OA + "hasSelector")
START: Final = NamedNode(OA + "start")
END: Final = NamedNode(OA + "end")
EXACT: Final = NamedNode(OA + "exact")
PREFIX: Final = NamedNode(OA + "prefix")
SUFFIX: Final = NamedNode(OA + "suffix")

HEADLINE: Final = NamedNode(SCHEMA + "headline")
PUBLISHER: Final = NamedNode(SCHEMA + "publisher")
PUBLISHED: Final = NamedNode(SCHEMA + "datePublished")
URL: Final = NamedNode(SCHEMA + "url")
LANGUAGE: Final = NamedNode(SCHEMA + "inLanguage")
TEXT: Final = NamedNode(SCHEMA + "text")
SHA256: Final = NamedNode(SCHEMA + "sha256")

LAT: Final = NamedNode(GEO + "lat")
LONG: Final = NamedNode(GEO + "long")

DATE: Final = NamedNode(XSD + "date")
DECIMAL: Final = NamedNode(XSD + "decimal")
INTEGER: Final = NamedNode(XSD + "integer")

LOOSE: Final = NamedNode("urn:kg:loose")
"""The graph that holds what was read from a file without named graphs; written as the default graph."""
LINKS: Final = NamedNode("https://w3id.org/dkg/graph/links")
DECISIONS: Final = NamedNode("https://w3id.org/dkg/graph/decisions")
"""The graphs of what the machine holds to be one, and of what the user decided about it."""


def decimal(number: float) -> str:
    """In Oxigraph's canonical form, so that a graph read back is written alike.

    >>> decimal(0.90), decimal(1.0), decimal(1e-07)
    ('0.9', '1', '0.0000001')
    """
    return format(Decimal(repr(number)).normalize(), "f")
