"""The shapes: what kg writes conforms, and each of them can fail."""

from __future__ import annotations

import pytest
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import SH
from rdflib.term import Node

from kg.rdf.terms import PREFIXES
from kg.rdf.validate import Problem, Report, check, shapes
from kg.store import Store
from tests import sample

HEAD = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
WRONG = [Literal(text, datatype=URIRef("urn:wrong:type")) for text in ("", "wrong")]


def graph() -> Graph:
    made = Store()
    for facts in sample.every():
        made.add(facts)
    return made.to_rdflib()


def changed(update: str) -> Report:
    """What the shapes say of the sample after a change."""
    spoilt = graph()
    before = set(spoilt)
    spoilt.update(HEAD + update)
    assert set(spoilt) != before, "the change changes nothing"
    return check(spoilt)


def properties() -> list[tuple[Node, Node, str]]:
    """Of each property shape: a node that its shape targets, its path, its message."""
    sample_graph, found = graph(), []
    for shape in shapes().subjects(RDF.type, SH.NodeShape):
        targets = [
            node for kind in shapes().objects(shape, SH.targetClass) for node in sample_graph.subjects(RDF.type, kind)
        ]
        targets += [
            node for path in shapes().objects(shape, SH.targetSubjectsOf) for node in sample_graph.subjects(path)
        ]
        for each in shapes().objects(shape, SH.property) if targets else ():
            path = shapes().value(each, SH.path)
            assert path is not None
            found.append((min(targets, key=str), path, str(shapes().value(each, SH.message))))
    return found


def test_what_is_written_conforms() -> None:
    report = check(graph())
    assert report.conforms, str(report)
    assert str(report).startswith("conforms")


def test_what_is_materialised_conforms() -> None:
    made = Store()
    made.add(sample.paris())
    assert check(Graph().parse(made.serialise("ttl", materialise=True))).conforms


def test_every_property_shape_says_what_it_wants() -> None:
    messages = [message for *_, message in properties()]
    assert "None" not in messages
    assert len(set(messages)) == len(messages)


def test_every_property_shape_can_fail() -> None:
    """Once with all values gone, once with two that are wrong."""
    empty, wrong = graph(), graph()
    for node, path, _ in properties():
        for value in WRONG:
            wrong.add((node, path, value))
        empty.remove((node, path, None))
    found = {problem.message for spoilt in (empty, wrong) for problem in check(spoilt).problems}
    chains = {"The kind of an event has a label in the graph."}
    assert {message for *_, message in properties()} - chains <= found


@pytest.mark.parametrize(
    ("update", "message"),
    [
        (
            "DELETE { ?c skos:prefLabel ?l } WHERE { ?e dkg:eventType ?c . ?c skos:prefLabel ?l }",
            "has a label in the graph",
        ),
        ("DELETE { ?s oa:end ?e } INSERT { ?s oa:end 0 } WHERE { ?s oa:end ?e }", "ends after its start"),
        ("DELETE { ?s oa:start ?e } INSERT { ?s oa:start -1 } WHERE { ?s oa:start ?e }", "starts at 0 or later"),
        ("INSERT { ?x skos:prefLabel 'other' } WHERE { ?x a dkg:Person }", "one preferred label"),
        ("INSERT { ?x skos:prefLabel 'other' } WHERE { ?x a dkg:Post }", "one preferred label"),
        (
            "DELETE { ?e dkg:confidence ?c } INSERT { ?e dkg:confidence 1.5 } WHERE { ?e dkg:confidence ?c }",
            "from 0 to 1",
        ),
        ("INSERT { ?d dkg:earliest '2099-01-01'^^xsd:date } WHERE { ?d a dkg:Date }", "not before its first"),
        (
            "DELETE { ?d dkg:earliest ?x } INSERT { ?d dkg:earliest '2021'^^xsd:gYear } WHERE { ?d dkg:earliest ?x }",
            "first day",
        ),
        ("DELETE { ?d dkg:edtf ?x } INSERT { ?d dkg:edtf 'on Monday' } WHERE { ?d dkg:edtf ?x }", "EDTF"),
        (
            "DELETE { ?e dkg:modality ?m } INSERT { ?e dkg:modality dkg:Speech } WHERE { ?e dkg:modality ?m }",
            "six modalities",
        ),
        (
            "DELETE { ?e dkg:participant ?p } WHERE { ?e dkg:initiator ?p ; dkg:participant ?p }",
            "initiates or receives",
        ),
        (
            "DELETE { ?e dkg:participant ?p } WHERE { ?e dkg:recipient ?p ; dkg:participant ?p }",
            "initiates or receives",
        ),
        ("INSERT { ?s dkg:speaker ?e } WHERE { ?s a dkg:Statement . ?e a dkg:Event }", "Speakers are entities"),
        ("INSERT { ?e dkg:where ?p } WHERE { ?e a dkg:Event . ?p a dkg:Person }", "places or countries"),
        (
            "DELETE { ?c dkg:isoCode ?x } INSERT { ?c dkg:isoCode 'France' } WHERE { ?c dkg:isoCode ?x }",
            "two to four capitals",
        ),
        ("INSERT { ?f dkg:article ?a } WHERE { ?f a dkg:Event . ?a a dkg:Article }", "stands in one article"),
    ],
)
def test_what_the_shapes_refuse(update: str, message: str) -> None:
    report = changed(update)
    assert not report.conforms
    assert any(message in problem.message for problem in report.problems), str(report)
    assert str(report).startswith("does not conform")


def test_a_problem_reads_well() -> None:
    problem = Problem("https://e.org/x", "A fact names its rule.", "dkg:rule", '"x"')
    assert str(problem) == 'https://e.org/x: A fact names its rule. (dkg:rule: "x")'
    assert str(Problem("https://e.org/x", "Wrong.")) == "https://e.org/x: Wrong."


def test_a_store_is_checked() -> None:
    made = Store()
    made.add(sample.undated())
    assert made.check()
