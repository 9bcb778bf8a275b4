"""Data files are found in the repository and in the wheel."""

from __future__ import annotations

from kg.resources import ontology, ontology_folder


def test_the_ontology_is_found() -> None:
    assert ontology_folder().name == "ontology"
    assert ontology("diplomacy.ttl").is_file()
    assert ontology("queries", "roles.rq").is_file()
