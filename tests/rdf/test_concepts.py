"""SKOS concepts: read from the schemes, or named by their IRIs."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from kg.errors import KnowledgeError
from kg.rdf import concepts as module
from kg.rdf import terms as t
from kg.rdf.concepts import collect, concepts

TEXT = """@prefix e: <https://w3id.org/dkg/events#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
e:talk skos:inScheme e: ; skos:prefLabel "talk"@en, "entretien"@fr .
e:call skos:inScheme e: ; skos:broader e:talk ; skos:prefLabel "call"@en ; skos:definition "By wire."@en .
e:loose skos:prefLabel "not in a scheme"@en .
"""


def test_what_is_copied_of_a_concept() -> None:
    found = collect(quad.triple for quad in parse(TEXT, format=RdfFormat.TURTLE))
    call, talk = t.EVENTS + "call", t.EVENTS + "talk"
    assert set(found.about) == {call, talk}
    assert found.above(call) == (call, talk)
    assert found.below(talk) == (talk, call)
    assert {str(triple.object) for triple in found.triples(talk)} == {'"talk"@en', f"<{t.EVENTS}>"}


def test_a_concept_without_a_scheme_is_named_by_its_iri() -> None:
    (label,) = concepts().triples(t.EVENTS + "never-heard-of")
    assert str(label.object) == '"never heard of"@en'
    assert concepts().above(t.EVENTS + "never-heard-of") == (t.EVENTS + "never-heard-of",)


def test_a_circle_of_concepts_ends() -> None:
    circle = TEXT + "e:talk skos:broader e:call ."
    found = collect(quad.triple for quad in parse(circle, format=RdfFormat.TURTLE))
    assert set(found.above(t.EVENTS + "call")) == {t.EVENTS + "call", t.EVENTS + "talk"}


def test_the_values_of_the_ontology_are_concepts() -> None:
    assert concepts().is_concept(t.DKG + "Asserted")
    assert not concepts().is_concept(t.DKG + "Event")


def test_every_concept_has_one_english_label() -> None:
    for iri, triples in concepts().about.items():
        labels = [triple for triple in triples if triple.predicate == t.PREF_LABEL]
        assert len(labels) == 1, iri


def test_a_malformed_scheme_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "events.ttl").write_text("nonsense")
    monkeypatch.setattr(module, "ontology", lambda name: tmp_path / name)
    with pytest.raises(KnowledgeError, match=r"events\.ttl"):
        concepts.__wrapped__()
