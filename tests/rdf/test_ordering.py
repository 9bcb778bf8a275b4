"""ORDER BY over values of several kinds: it must answer, and not take the process with it."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.rdf.ordering import steady


@pytest.mark.parametrize(
    ("query", "rewritten"),
    [
        ("SELECT ?s { ?s ?p ?o } ORDER BY ?o", "SELECT ?s { ?s ?p ?o } ORDER BY isNumeric(?o) ?o"),
        ("{ } order by desc(?o) $p", "{ } order by isNumeric(?o) desc(?o) isNumeric($p) $p"),
        ("{ } ORDER BY ASC( ?o )\nLIMIT 3", "{ } ORDER BY isNumeric(?o) ASC( ?o )\nLIMIT 3"),
        (
            "{ SELECT ?a { } ORDER BY ?a } ORDER BY ?b",
            "{ SELECT ?a { } ORDER BY isNumeric(?a) ?a } ORDER BY isNumeric(?b) ?b",
        ),
        ("{ } ORDER # by\n BY ?o", "{ } ORDER # by\n BY isNumeric(?o) ?o"),
    ],
)
def test_numbers_are_ordered_apart(query: str, rewritten: str) -> None:
    assert steady(query) == rewritten


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?s { ?s ?p ?o } LIMIT 3",
        "SELECT ?s { ?s ?p 'ORDER BY ?o' }",
        'SELECT ?s { ?s ?p """\nORDER BY ?o""" }',
        "SELECT ?s { ?s <http://a.example/#ORDER> ?o } # ORDER BY ?o",
        "SELECT ?s { ?s ?p ?o } ORDER BY STR(?o) LCASE(STR(?s)) (?o + 1) DESC(STR(?o))",
        "SELECT ?s { ?s :ORDER ?BY . ?by ?p ?o }",
        "SELECT ?g { ?s ?p ?o } GROUP BY ?g",
        "",
    ],
)
def test_everything_else_stays(query: str) -> None:
    assert steady(query) == query


@given(st.text())
def test_any_text_only_gains_keys(query: str) -> None:
    assert steady(query).replace("isNumeric(", "").count("?") >= query.count("?")


def test_mixed_values_can_be_ordered() -> None:
    """In a process of its own: where this fails, it aborts."""
    code = """
from pyoxigraph import Literal, NamedNode, Quad, Store
from kg.rdf import queries
store = Store()
for n in range(300):
    value = Literal(n * 7919 % 3001) if n % 2 else Literal(str(n * 7919 % 3001))
    store.add(Quad(NamedNode(f"x:{n}"), NamedNode("x:p"), value))
answer = queries.ask(store, "SELECT ?o { ?s ?p ?o } ORDER BY ?o", params={}, base="https://a.example/")
print(len(answer))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "300\n"), done.stderr[-300:]
