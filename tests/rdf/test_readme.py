"""`ontology/README.md` shows what is written, and names every file."""

from __future__ import annotations

import re

from rdflib import Graph

from kg.rdf.terms import EVENTS, OFFICES
from kg.rdf.validate import check
from kg.resources import ontology
from kg.store import Store
from tests import sample


def shown() -> Graph:
    blocks = re.findall(r"```turtle\n(.*?)```", ontology("README.md").read_text(encoding="utf-8"), re.S)
    return Graph().parse(data="\n".join(blocks), format="turtle")


def test_the_turtle_is_what_is_written() -> None:
    store = Store()
    store.add(sample.readme())
    schemes = (EVENTS, OFFICES)  # other files, which may change without this one
    made, written = ({x for x in graph if not str(x[0]).startswith(schemes)} for graph in (shown(), store.to_rdflib()))
    assert made == written


def test_the_turtle_conforms() -> None:
    assert check(shown()).conforms


def test_it_names_every_file() -> None:
    text = ontology("README.md").read_text(encoding="utf-8")
    for path in ontology().iterdir():
        assert path.name in text or path.name == "README.md", path.name
