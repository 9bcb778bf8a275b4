"""Named queries: their answers over three small articles, the same in Oxigraph and rdflib; parameters and errors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph

from kg.errors import QueryError
from kg.rdf import queries
from kg.rdf.parameters import declared, question
from kg.resources import ontology
from kg.store import Store
from tests import sample

NAMES = queries.names()
CONTRACT = {
    "roles": ("person", "role", "country"),
    "events": ("event", "type", "trigger", "participant", "date", "location", "sentence"),
    "statements": ("statement", "speaker", "target", "content", "direct"),
}
Row = tuple[str | None, ...]


@pytest.fixture(scope="module")
def store() -> Store:
    made = Store()
    for facts in sample.every():
        made.add(facts)
    return made


@pytest.fixture(scope="module")
def turtle(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The Turtle file alone, as rdflib reads it."""
    path = tmp_path_factory.mktemp("graph") / "graph.ttl"
    store.export(path)
    return Graph().parse(path)


def some(store: Store, name: str, columns: str, **params: str) -> set[Row]:
    """The different values of some columns."""
    answer = store.query(name, params=params)
    return {tuple(row[column] for column in columns.split()) for row in answer}


# -- all of them --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_a_query_says_what_it_answers(name: str) -> None:
    text = queries.named(name)
    assert text.startswith("# question: ")
    assert question(text).endswith("?")
    for parameter in declared(text):
        assert text.count(f"VALUES ?{parameter.name} {{") == 1, parameter
        assert parameter.kind in {"article", "concept", "date", "entity", "text"}
    assert text.count("# parameter:") == len(declared(text))


@pytest.mark.parametrize("name", NAMES)
def test_rdflib_gives_the_same_rows_from_turtle_alone(name: str, store: Store, turtle: Graph) -> None:
    answer = store.query(name)
    result = turtle.query(queries.named(name))
    assert tuple(map(str, result.vars or ())) == answer.columns
    rows = [tuple(None if value is None else str(value) for value in row) for row in result]  # type: ignore[union-attr]
    assert sorted(rows, key=_order) == sorted(answer.rows, key=_order)
    assert rows, "the sample has an answer to every query"


def _order(row: Row) -> tuple[str, ...]:
    return tuple(value or "" for value in row)


def test_no_query_names_a_graph() -> None:
    for name in NAMES:
        assert "GRAPH" not in queries.named(name).upper().split()


def test_there_are_enough() -> None:
    assert set(CONTRACT) < set(NAMES)
    assert len(NAMES) >= 12


@pytest.mark.parametrize(("name", "columns"), CONTRACT.items())
def test_the_columns_of_the_contract(name: str, columns: tuple[str, ...], store: Store) -> None:
    assert store.query(name).columns == columns


@pytest.mark.parametrize("name", NAMES)
def test_every_query_answers_nothing_of_nothing(name: str) -> None:
    assert store_rows(Store(), name) == ()


def store_rows(store: Store, name: str) -> tuple[Row, ...]:
    return store.query(name).rows


# -- the three of the contract ------------------------------------------------------------------


def test_roles(store: Store) -> None:
    assert set(store.query("roles").rows) == {
        ("Anna Leclerc", "foreign minister", "France"),
        ("Bo Ek", "acting interior secretary", "Nordic Council"),
        ("Jean Morel", "former president", "France"),
        ("Kari Lie", "ambassador", "Norway"),
        ("Per Dahl", "foreign minister", "Norway"),
    }


def test_events_have_all_their_values_and_no_cross_product(store: Store) -> None:
    events: dict[str, list[dict[str, str | None]]] = {}
    for row in store.query("events"):
        events.setdefault(str(row["event"]), []).append(row)
    assert len(events) == 4
    (meeting,) = [rows for rows in events.values() if any(row["trigger"] == "met" for row in rows)]
    values = {name: {row[name] for row in meeting} - {None} for name in CONTRACT["events"][1:]}
    assert {name: found for name, found in values.items() if name != "sentence"} == {
        "type": {"meeting", "consult"},
        "trigger": {"met"},
        "participant": {"Anna Leclerc", "Per Dahl"},
        "date": {"2021-05-03"},
        "location": {"Oslo"},
    }
    assert len(meeting) == 6


def test_events_that_did_not_happen_are_left_out(store: Store) -> None:
    found = some(store, "events", "type")
    assert {("summit",), ("visit",), ("resignation",)} < found
    assert not {("reject",), ("recall",)} & found
    assert len(store.query("SELECT ?e { ?e dkg:modality ?m FILTER(?m IN (dkg:Claimed, dkg:Negated)) }")) == 2


def test_a_date_without_resolution_is_no_date(store: Store) -> None:
    dates = {row["date"] for row in store.query("events") if row["participant"] == "Bo Ek"}
    assert dates == {None}


def test_statements(store: Store) -> None:
    assert some(store, "statements", "speaker target content direct") == {
        ("Anna Leclerc", "Per Dahl", "We agree on the fisheries treaty,", "true"),
        ("Per Dahl", None, "Norway had broken the accord", "false"),
        ("Jean Morel", "Norway", "bad faith", "false"),
        ("Jean Morel", None, "Dahl", "false"),
        ("Jean Morel", None, "will never sign", "false"),
        ("Anna Leclerc", None, "Morel had said that the talks were dead", "false"),
        ("Jean Morel", None, "the talks were dead", "false"),
    }


# -- the others, with their parameters ----------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "params", "columns", "expected"),
    [
        ("who-spoke-to-whom", {"who": "Leclerc"}, "way target content", {
            ("to", "Per Dahl", "We agree on the fisheries treaty,"),
        }),
        ("who-spoke-to-whom", {"whom": "NO"}, "speaker way", {("Jean Morel", "about")}),
        ("who-spoke-to-whom", {"who": "Per Dahl"}, "speaker", set()),
        ("relations", {"one": "FR", "other": "NO"}, "date what", {
            ("2021-05", "visit"),
            ("2021-05-03", "meeting"),
            ("2021-05-03", "statement: neutral"),
            ("2021-05-10", "statement: accusing"),
            ("2021-06", "summit"),
        }),
        ("relations", {"one": "Norway", "other": "France"}, "what", {("visit",), ("meeting",), ("summit",)}),
        ("relations", {"one": "FR", "other": "FR"}, "what", set()),
        ("said-about", {"subject": "Norwegian"}, "speaker way stance", {
            ("Per Dahl", "mentions", "denying"),
            ("Jean Morel", "about", "accusing"),
        }),
        ("said-about", {"subject": "Kari Lie"}, "speaker", set()),
        ("events-at", {"place": "Oslo"}, "type participant", {("meeting", "Anna Leclerc"), ("meeting", "Per Dahl")}),
        ("events-at", {"place": "fr"}, "type location", {("summit", "Paris")}),
        ("offices-of", {"person": "Ek"}, "title", None),
        ("offices-of", {"person": "bo ek"}, "title country status since", {
            ("acting interior secretary", "Nordic Council", "acting", "2019"),
        }),
        ("holders", {"country": "FR"}, "name title", {
            ("Anna Leclerc", "foreign minister"),
            ("Jean Morel", "former president"),
        }),
        ("holders", {"country": "NO", "office": "diplomat"}, "name", {("Kari Lie",)}),
        ("holders", {"office": "foreign minister"}, "name", {("Anna Leclerc",), ("Per Dahl",)}),
        ("denials-and-accusations", {"who": "Morel"}, "stance target", {("accusing", "Norway")}),
        ("denials-and-accusations", {"who": "Dahl"}, "stance target", {("denying", None)}),
        ("timeline", {"from": "2021-05-04", "to": "2021-05-31"}, "type", {("visit",)}),
        ("timeline", {"from": "2021-06-30"}, "type date", {("summit", "2021-06")}),
        ("timeline", {"to": "2021-04-30"}, "type", set()),
        ("timeline", {"actor": "Per Dahl"}, "type participant", {("meeting", "Anna Leclerc"), ("meeting", "Per Dahl")}),
        ("article", {"article": "Ministers meet"}, "kind", {("role",), ("event",), ("statement",)}),
        ("speakers", {}, "speaker statements quotations articles", {
            ("Jean Morel", "3", "0", "1"),
            ("Anna Leclerc", "2", "1", "2"),
            ("Per Dahl", "1", "0", "1"),
        }),
        ("pairs", {"actor": "FR"}, "one other events", {("France", "Kari Lie", "1"), ("France", "Norway", "1")}),
        ("event-kinds", {}, "class type events", {
            ("consult", "meeting", "1"),
            ("consult", "summit", "1"),
            ("consult", "visit", "1"),
            ("occurrence", "resignation", "1"),
        }),
        ("search", {"words": "FISHERIES"}, "kind", {("statement",)}),
        ("search", {"words": "no such words"}, "kind", set()),
        ("names", {"entity": "country/FR"}, "form", {("France",), ("French",)}),
    ],
)  # fmt: skip
def test_answers(name: str, params: dict[str, str], columns: str, expected: set[Row] | None, store: Store) -> None:
    if expected is None:
        with pytest.raises(QueryError):
            store.query(name, params=params)
    else:
        assert some(store, name, columns, **params) == expected


def test_every_query_has_an_answer_tested() -> None:
    marks = [mark for mark in test_answers.pytestmark if mark.name == "parametrize"]  # type: ignore[attr-defined]
    assert {case[0] for mark in marks for case in mark.args[1]} | set(CONTRACT) == set(NAMES)


@pytest.mark.parametrize(
    "value", ["NO", "no", "Norway", "norway", "Norwegian", "country/NO", "https://w3id.org/dkg/id/country/NO", " NO "]
)
def test_a_country_by_code_label_form_key_or_iri(value: str, store: Store) -> None:
    assert some(store, "names", "name", entity=value) == {("Norway",)}


@pytest.mark.parametrize("key", ["article/%s", "%s"])
def test_an_article_by_its_identifier(key: str, store: Store) -> None:
    value = key % sample.oslo().article.id
    assert some(store, "article", "title", article=value) == {("Ministers meet",)}


@pytest.mark.parametrize(
    ("name", "params", "message"),
    [
        ("nonsense", {}, "no query is named 'nonsense'; there are: article"),
        ("role", {}, "did you mean 'roles'"),
        ("holders", {"land": "FR"}, "no parameter 'land'; it has: country, office"),
        ("roles", {"country": "FR"}, "no parameter 'country'; it has none"),
        ("holders", {"country": "Frence"}, "did you mean .*France"),
        ("holders", {"office": "forein-minister"}, "did you mean foreign minister"),
        ("timeline", {"from": "2021-02-30"}, "not a calendar day"),
        ("timeline", {"from": "May"}, "not a calendar day"),
        ("SELECT * { ?s ?p ?o }", {"x": "1"}, "no parameter 'x'"),
        ("# parameter: x (colour) which\nSELECT * { VALUES ?x { UNDEF } }", {"x": "red"}, "unknown kind 'colour'"),
        ("# parameter: x (text) which\nSELECT * { ?x ?p ?o }", {"x": "red"}, r"has no `VALUES \?x"),
    ],
)
def test_a_parameter_that_cannot_be_bound_says_why(
    name: str, params: dict[str, str], message: str, store: Store
) -> None:
    with pytest.raises(QueryError, match=message):
        store.query(name, params=params)


@settings(max_examples=50, deadline=None)
@given(st.text(st.characters(codec="utf-8")))
def test_no_value_breaks_out_of_its_place(value: str) -> None:
    text = "# parameter: words (text) them\nSELECT ?words { VALUES ?words { '' } }"
    assert Store().query(text, params={"words": value}).rows == ((value.strip(),),)


# -- queries given as text ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT * {", "line 1, column 11, at its end"),
        ("SELECT ?x\nWHERE { ?x nonsense ?y }", "line 2, column"),
        ("SELECT * { ?s nowhere:p ?o }", "Prefix not found"),
        ("", "malformed at line 1"),
        ("DELETE WHERE { ?s ?p ?o }", "only reads"),
        ("PREFIX e: <https://e.org/> INSERT DATA { e:a e:b e:c }", "only reads"),
        ("LOAD <https://e.org/x>", "only reads"),
        ("CLEAR ALL", "only reads"),
        ("SELECT * { SERVICE <https://e.org/sparql> { ?s ?p ?o } }", "another server"),
        ("SELECT * { service silent <https://e.org/sparql> { ?s ?p ?o } }", "another server"),
        ("SELECT * {{SERVICE ?s{ ?s ?p ?o }}}", "another server"),
    ],
)
def test_a_query_that_cannot_be_answered_says_why(query: str, message: str, store: Store) -> None:
    before = store.serialise("nq")
    with pytest.raises(QueryError, match=message):
        store.query(query)
    assert store.serialise("nq") == before


@pytest.mark.parametrize(
    "query",
    [
        'SELECT ?service { BIND("SERVICE" AS ?service) } # SERVICE',
        "PREFIX service: <https://e.org/SERVICE/> ASK { ?s service:x ?o }",
        "SELECT * { ?s ?p ''' SERVICE \n''' , 'it''s' }",
    ],
)
def test_the_word_service_alone_does_no_harm(query: str, store: Store) -> None:
    try:
        store.query(query)
    except QueryError as error:
        assert "another server" not in str(error)


def test_prefixes_need_not_be_declared(store: Store) -> None:
    assert store.query("ASK { country:FR a dkg:Country ; skos:prefLabel 'France' }")


def test_a_query_sees_this_graph_only(store: Store) -> None:
    assert not store.query("SELECT * FROM <https://e.org/x> { ?s ?p ?o }").rows


# -- answers ------------------------------------------------------------------------------------


def test_a_select_has_columns_and_rows(store: Store) -> None:
    answer = store.query("SELECT ?c ?n { ?x dkg:isoCode ?c OPTIONAL { ?x dkg:nothing ?n } } ORDER BY ?c")
    assert answer.columns == ("c", "n")
    assert answer.rows == (("FR", None), ("NO", None))
    assert list(answer) == [{"c": "FR", "n": None}, {"c": "NO", "n": None}]
    assert len(answer) == 2
    assert answer.serialise("csv") == b"c,n\r\nFR,\r\nNO,\r\n"
    assert answer.serialise("tsv") == b'?c\t?n\n"FR"\t\n"NO"\t\n'
    assert json.loads(answer.serialise("json"))["head"] == {"vars": ["c", "n"]}


def test_an_ask_is_true_or_false(store: Store) -> None:
    yes, no = store.query("ASK { ?x a dkg:Event }"), store.query("ASK { ?x a dkg:Nothing }")
    assert (yes.truth, bool(yes), no.truth, bool(no)) == (True, True, False, False)
    assert json.loads(no.serialise("json"))["boolean"] is False


def test_a_construct_gives_turtle(store: Store) -> None:
    answer = store.query("CONSTRUCT { ?x a dkg:Country } WHERE { ?x a dkg:Country }")
    assert answer.serialise("ttl").decode().endswith("country:FR a dkg:Country .\ncountry:NO a dkg:Country .\n")
    assert store.query("DESCRIBE country:FR").triples


@pytest.mark.parametrize(
    ("query", "form", "message"),
    [
        ("ASK {}", "csv", "use json"),
        ("SELECT * { ?s ?p ?o }", "ttl", "use csv, tsv or json"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "json", "use ttl"),
        ("SELECT * { ?s ?p ?o }", "docx", "'docx'"),
    ],
)
def test_an_answer_has_its_own_formats(query: str, form: str, message: str, store: Store) -> None:
    with pytest.raises(QueryError, match=message):
        store.query(query).serialise(form)


def test_the_queries_lie_where_the_package_finds_them() -> None:
    assert {path.stem for path in Path(ontology("queries")).glob("*.rq")} == set(NAMES)
