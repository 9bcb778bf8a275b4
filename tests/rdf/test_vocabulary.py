"""The ontology, the vocabulary, the context and what is written name the same terms."""

from __future__ import annotations

import json

import pytest
from rdflib import RDF, RDFS, SKOS, Graph, URIRef
from rdflib.namespace import OWL

from kg.facts import Act, EntityKind, Modality, Mode, Stance
from kg.identity.graphs import decision_quads, link_quads
from kg.identity.records import Decision, Link, Verdict
from kg.rdf.terms import DKG as SPACE
from kg.rdf.terms import PREFIXES
from kg.rdf.vocabulary import DKG
from kg.rdf.write import quads
from kg.resources import ontology
from tests import sample


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph().parse(ontology("diplomacy.ttl"))


def _terms(graph: Graph) -> set[str]:
    """Local names of what the ontology defines."""
    return {str(node).removeprefix(SPACE) for node in set(graph.subjects()) if str(node).startswith(SPACE)}


def _context() -> dict[str, object]:
    return dict(json.loads(ontology("context.jsonld").read_text(encoding="utf-8"))["@context"])


def test_the_vocabulary_is_the_ontology(graph: Graph) -> None:
    assert set(DKG.__annotations__) == _terms(graph)


def test_a_misspelt_term_is_an_error() -> None:
    with pytest.raises(AttributeError):
        _ = DKG.Evnt


def test_the_ontology_is_small(graph: Graph) -> None:
    classes = set(graph.subjects(RDF.type, OWL.Class))
    properties = {
        each for kind in (OWL.ObjectProperty, OWL.DatatypeProperty) for each in graph.subjects(RDF.type, kind)
    }
    assert (len(classes), len(properties)) <= (22, 54)


def test_every_term_is_explained(graph: Graph) -> None:
    for node in set(graph.subjects(RDF.type, OWL.Class)) | set(graph.subjects(RDFS.domain | RDFS.range)):
        assert graph.value(node, RDFS.label), node
        assert graph.value(node, RDFS.comment), node
    for node in graph.subjects(SKOS.inScheme):
        assert graph.value(node, SKOS.prefLabel), node
        assert graph.value(node, SKOS.definition), node


def test_every_class_stands_under_anothers(graph: Graph) -> None:
    for node in graph.subjects(RDF.type, OWL.Class):
        above = set(graph.transitive_objects(node, RDFS.subClassOf)) - {node}
        assert any(not str(each).startswith(SPACE) for each in above), node


def test_what_the_ontology_points_at_exists(graph: Graph) -> None:
    for predicate in (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range):
        for value in graph.objects(None, predicate):
            if str(value).startswith(SPACE):
                assert (value, RDF.type, None) in graph, value


def test_every_value_of_the_records_has_its_individual(graph: Graph) -> None:
    for kind in (Modality, Mode, Act, Stance):
        individuals = {
            str(node).removeprefix(SPACE) for node in graph.subjects(RDF.type, URIRef(SPACE + kind.__name__))
        }
        assert individuals == {value.capitalize() for value in kind}
    for entity in EntityKind:
        assert (URIRef(SPACE + entity.capitalize()), RDF.type, OWL.Class) in graph


def test_the_context_names_what_the_ontology_does(graph: Graph) -> None:
    own = {
        (value["@id"] if isinstance(value, dict) else str(value)).removeprefix("dkg:"): name
        for name, value in _context().items()
        if str(value["@id"] if isinstance(value, dict) else value).startswith("dkg:")
    }
    assert set(own) == _terms(graph) - {"values"}
    assert all(term == name for term, name in own.items())


def test_the_contexts_prefixes_are_those_of_the_files() -> None:
    context = _context()
    assert {name: iri for name, iri in PREFIXES.items() if name != "rdf"} == {
        name: iri for name, iri in context.items() if isinstance(iri, str) and iri.startswith("http")
    }


def test_what_is_written_is_in_the_vocabulary() -> None:
    written = [quad for facts in sample.every() for quad in quads(facts)]
    written += link_quads([Link("urn:x:a", "urn:x:b", 0.9, "spelling", "a reason")], base="urn:x:")
    written += decision_quads([Decision(1, verdict, ("urn:x:a",), ("urn:x:b",)) for verdict in Verdict], base="urn:x:")
    terms = {str(part).strip("<>") for quad in written for part in quad.triple}
    own = {term.removeprefix(SPACE) for term in terms if term.startswith(SPACE)}
    assert own <= set(DKG.__annotations__)
    used = {name for name in DKG.__annotations__ if name[0].islower()} - own
    assert used == {"target", "values", "until", "model", "knowledge"}
