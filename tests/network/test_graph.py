"""What each network is made of: facts in, edges out."""

from __future__ import annotations

import subprocess
import sys

import networkx as nx
import pytest

from kg.errors import DateError, KgError, NetworkError
from kg.facts import Stance
from kg.network import KINDS, network
from kg.network.links import words
from kg.rdf.reading import FactRow, Reading
from kg.store import Store
from tests import sample
from tests.commands import printed
from tests.network.small import ambassador, event, reading, role, said

ANN_NO, RUI_PT = role("ann", "NO"), role("rui", "PT")


def edges(graph: nx.MultiDiGraph) -> list[str]:
    """`NO -visit> PT`, `NO -meeting- PT`, with the weight where it is not 1."""
    rows = graph.edges(data=True)
    return [
        f"{source} -{edge['label']}{'>' if edge['directed'] else '-'} {target}"
        + (f" x{edge['weight']}" if edge["weight"] > 1 else "")
        for source, target, edge in rows
    ]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        # persons stand for the country of their office
        ((ANN_NO, RUI_PT, event("meeting", "ann", "rui")), ["NO -meeting- PT"]),
        ((ANN_NO, RUI_PT, event("expulsion", by="ann", on="rui")), ["NO -expulsion> PT"]),
        ((ANN_NO, said("ann", to="PT")), ["NO -said to> PT"]),
        ((ANN_NO, said("ann", about="PT", stance="accusing")), ["NO -accused> PT"]),
        ((ANN_NO, RUI_PT, said("ann", to="rui", about="CL")), ["NO -spoke about> CL", "NO -said to> PT"]),
        # ... but not of one they held, nor without an office
        ((role("ann", "NO", manner="former"), event("meeting", "ann", "PT")), []),
        ((event("meeting", "ann", "PT"),), []),
        ((role("ann", ""), event("meeting", "ann", "PT")), []),
        ((role("ann", "NO", manner="acting"), event("meeting", "ann", "PT")), ["NO -meeting- PT"]),
        # an organisation and a place for theirs
        ((event("meeting", "org/army", "PT"),), ["NO -meeting- PT"]),
        ((event("meeting", "org/union", "PT"),), []),
        ((role("ann", "org/army"), event("meeting", "ann", "PT")), ["NO -meeting- PT"]),
        # what has a direction has none for those on one side of it
        ((event("sanctions", by="NO PT", on="CL"),), ["NO -sanctions> CL", "PT -sanctions> CL"]),
        ((event("sanctions", by="NO", on="CL PE"),), ["NO -sanctions> CL", "NO -sanctions> PE"]),
        ((event("talks", "PE", by="NO", on="CL"),), ["CL -talks- PE", "NO -talks> CL", "NO -talks- PE"]),
        ((event("attack", by="NO CL", on="NO CL"),), ["CL -attack> NO", "NO -attack> CL"]),
        ((event("talks", "NO", "PT", by="CL"),), ["CL -talks- NO", "CL -talks- PT", "NO -talks- PT"]),
        # a visit leads to where it is; nothing else does
        ((ANN_NO, event("visit", "ann", where="place/lisbon")), ["NO -visit> PT"]),
        ((ANN_NO, RUI_PT, event("visit", "ann", "rui", where="PT")), ["NO -visit> PT"]),
        ((ANN_NO, event("meeting", "ann", where="PT")), []),
        ((ANN_NO, event("visit", "ann", where="NO")), []),
        # ambassadors, while they are
        ((ambassador("ann", "NO", "PT"),), ["NO -ambassador to> PT"]),
        ((ambassador("ann", "NO", "PT", manner="former"),), []),
        ((ambassador("ann", "org/union", "PT"),), []),
        # what did not happen
        *[((event("meeting", "NO", "PT", manner=m),), []) for m in ("negated", "hypothetical", "claimed")],
        *[((event("meeting", "NO", "PT", manner=m),), ["NO -meeting- PT"]) for m in ("planned", "reported")],
        # nobody is joined to himself, nor two who stand for the same
        ((ANN_NO, role("ola", "NO"), event("meeting", "ann", "ola")), []),
        ((said("NO", about="NO"),), []),
        ((role("ann", "NO"), role("ann", "PT"), said("ann", about="PT")), []),
        ((role("ann", "NO"), role("ann", "PT"), event("speech", "ann")), []),
        (
            (role("ann", "NO"), role("ann", "PT"), said("ann", about="CL")),
            ["NO -spoke about> CL", "PT -spoke about> CL"],
        ),
        ((said("NO", to="nobody-known"),), []),
        ((), []),
    ],
)
def test_countries(facts: tuple[FactRow, ...], expected: list[str]) -> None:
    owners = {"org/army": "NO", "place/lisbon": "PT"}
    assert edges(network(reading(*facts, owners=owners), "countries")) == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((event("meeting", "ann", "rui"),), ["ann -meeting- rui"]),
        ((event("meeting", "ann", "rui", "zoe"),), ["ann -meeting- rui", "ann -meeting- zoe", "rui -meeting- zoe"]),
        ((event("reception", by="rui", on="ann"),), ["rui -reception> ann"]),
        ((said("ann", to="rui"),), ["ann -said to> rui"]),
        ((said("ann", to="rui", about="zoe"),), ["ann -said to> rui", "ann -spoke about> zoe"]),
        ((said("ann rui", about="zoe", stance="praising"),), ["ann -praised> zoe", "rui -praised> zoe"]),
        ((event("meeting", "ann", "NO"),), []),
        ((event("meeting", "ann", "rui", manner="negated"),), []),
        ((event("speech", "ann", where="place/lisbon"),), []),
        ((said("ann", about="NO"), said("NO", about="ann")), []),
        ((said("ann", about="ann"),), []),
        ((role("ann", "NO"), ambassador("rui", "NO", "PT")), []),
    ],
)
def test_persons(facts: tuple[FactRow, ...], expected: list[str]) -> None:
    assert edges(network(reading(*facts), "persons")) == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((said("ann", to="NO"), said("NO", about="ann")), ["NO -spoke about> ann", "ann -said to> NO"]),
        ((said("ann", to="group/reporters"),), ["ann -said to> group/reporters"]),
        ((said("ann", to="rui", about="rui"),), ["ann -spoke about> rui", "ann -said to> rui"]),
        ((said("ann", to="rui", stance="unheard-of"),), ["ann -said to> rui"]),
        ((said("ann", to="rui", stance=""),), ["ann -said to> rui"]),
        ((said("ann"),), []),
        ((role("ann", "NO"), event("meeting", "ann", "rui")), []),
    ],
)
def test_statements(facts: tuple[FactRow, ...], expected: list[str]) -> None:
    assert edges(network(reading(*facts), "statements")) == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((ANN_NO,), ["ann -foreign minister> NO"]),
        ((role("ann", "NO", manner="former", label="former minister"),), ["ann -former minister> NO"]),
        ((role("ann", ""),), []),
        ((ambassador("ann", "NO", "PT"),), ["ann -ambassador> NO", "ann -ambassador to> PT"]),
        (
            (ambassador("ann", "NO", "org/un", label="ambassador to the un"),),
            ["ann -ambassador to the un> NO", "ann -ambassador to the un> org/un"],
        ),
        ((event("visit", "ann", where="PT", iri="e"),), ["ann -took part- e", "e -in> PT"]),
        ((event("attack", by="NO", on="PT", iri="e"),), ["NO -from> e", "e -toward> PT"]),
        ((event("talks", "CL", by="NO", on="PT", iri="e"),), ["CL -took part- e", "NO -from> e", "e -toward> PT"]),
        ((event("talks", "NO", manner="negated", iri="e"),), ["NO -took part- e"]),
        ((event("talks", iri="e"),), []),
        ((said("ann", to="rui", about="NO"),), ["ann -spoke about> NO", "ann -said to> rui"]),
    ],
)
def test_all(facts: tuple[FactRow, ...], expected: list[str]) -> None:
    assert edges(network(reading(*facts), "all")) == expected


def test_whatever_a_fact_names_is_in_the_network_of_all_and_what_none_names_is_not() -> None:
    graph = network(reading(role("ann", ""), event("talks", "NO", iri="e"), said("rui")))
    assert list(graph) == ["NO", "ann", "e", "rui"]


def test_what_the_graph_does_not_describe_is_left_out() -> None:
    whole = reading(role("ann", "NO"), event("talks", "ann", "rui", where="PT"), said("ann", to="rui", about="PT"))
    for gone in whole.entities:
        rest = Reading(whole.facts, {iri: row for iri, row in whole.entities.items() if iri != gone}, {})
        for of in KINDS:
            assert gone not in network(rest, of)


def test_nodes_say_what_they_are() -> None:
    facts = (
        ANN_NO,
        event("visit", "ann", "org/army", where="PT", day="2023-03", edtf="2023-03", manner="planned", iri="e"),
    )
    graph = network(reading(*facts, owners={"org/army": "PT"}))
    assert graph.nodes["NO"] == {"label": "Norway", "kind": "country", "country": "Norway", "facts": (ANN_NO.iri,)}
    assert graph.nodes["ann"] == {
        "label": "Ann",
        "kind": "person",
        "country": "Norway",
        "facts": tuple(sorted(("e", ANN_NO.iri))),
    }
    assert graph.nodes["org/army"]["country"] == "Portugal"
    assert graph.nodes["e"] == {
        "label": "visit",
        "kind": "event",
        "country": "",
        "facts": ("e",),
        "type": "visit",
        "group": "all visit",
        "manner": "planned",
        "edtf": "2023-03",
        "first": "2023-03",
        "last": "2023-03",
    }


def test_the_country_of_a_person_is_that_of_most_offices() -> None:
    facts = (role("ann", "NO"), role("ann", "PT"), role("ann", "PT", "president"))
    assert network(reading(*facts)).nodes["ann"]["country"] == "Portugal"


def test_the_facts_of_a_country_are_also_those_of_who_stands_for_it() -> None:
    graph = network(reading(ANN_NO, said("ann", about="PT", iri="s"), said("NO", iri="t")), "countries")
    assert graph.nodes["NO"]["facts"] == (ANN_NO.iri, "s", "t")
    assert graph.nodes["PT"]["facts"] == ("s",)


def test_the_same_again_is_one_edge_with_a_weight_and_dates() -> None:
    facts = (
        event("visit", by="NO", on="PT", day="2023-03-10/2023-03-12", iri="v1"),
        event("visit", by="NO", on="PT", day="2021-01-05", iri="v2", article="a2"),
        event("visit", by="NO", on="PT", iri="v3"),
        event("visit", by="PT", on="NO", day="2022-01-01", iri="v4"),
    )
    graph = network(reading(*facts), "countries")
    assert edges(graph) == ["NO -visit> PT x3", "PT -visit> NO"]
    assert graph.edges["NO", "PT", "event:visit"] == {
        "sort": "event",
        "kind": "visit",
        "way": "",
        "group": "all visit",
        "label": "visit",
        "weight": 3,
        "first": "2021-01-05",
        "last": "2023-03-12",
        "reported_first": "2023-03-17",
        "reported_last": "2024-05-14",
        "facts": ("v1", "v2", "v3"),
        "directed": True,
    }


def test_the_day_of_publication_never_stands_in_for_a_fact_s_own() -> None:
    graph = network(reading(event("visit", "NO", "PT")), "countries")
    (edge,) = (data for _, _, data in graph.edges(data=True))
    assert (edge["first"], edge["last"]) == ("", "")
    assert (edge["reported_first"], edge["reported_last"]) == ("2023-03-17", "2023-03-17")
    undated = network(reading(event("visit", "NO", "PT"), published=None), "countries")
    (edge,) = (data for _, _, data in undated.edges(data=True))
    assert (edge["reported_first"], edge["reported_last"]) == ("", "")


def test_other_kinds_ways_and_offices_are_other_edges() -> None:
    facts = (
        said("ann", to="NO"),
        said("ann", about="NO"),
        said("ann", about="NO", stance="accusing"),
        role("ann", "NO"),
        role("ann", "NO", manner="former"),
        role("ann", "NO", "", label="envoy of sorts"),
        role("ann", "NO", "", label="keeper of seals"),
    )
    keys = [key for _, _, key in network(reading(*facts)).edges(keys=True)]
    assert keys == [
        "role:foreign-minister",
        "role:foreign-minister:former",
        "role:office:envoy of sorts",
        "role:office:keeper of seals",
        "statement:accusing:about",
        "statement:neutral:about",
        "statement:neutral:addressee",
    ]


def test_an_edge_says_what_is_said_most() -> None:
    titles = ("foreign minister", "minister of foreign affairs", "foreign minister")
    facts = (role("ann", "NO", label=title, iri=f"r{n}") for n, title in enumerate(titles))
    assert edges(network(reading(*facts))) == ["ann -foreign minister> NO x3"]


def test_a_list_of_a_thousand_joins_nobody_to_anybody() -> None:
    names = [f"p{n}" for n in range(1000)]
    facts = (
        event("talks", *names, iri="e"),
        said(" ".join(names), about=" ".join(names)),
        said("p1", to=" ".join(names)),
    )
    whole = reading(*facts)
    assert network(whole, "persons").number_of_edges() == 999
    assert network(whole, "all").number_of_edges() == 1999


def test_days_choose_facts_but_not_who_stands_for_what() -> None:
    whole = reading(ANN_NO, said("ann", about="PT", article="a2"), event("visit", "NO", "PT", day="1999-05-01"))
    assert edges(network(whole, "countries", since="2024-01-01")) == ["NO -spoke about> PT"]
    assert edges(network(whole, "countries", until="1999-05-01")) == ["NO -visit- PT"]
    assert edges(network(whole, "countries", since="2030-01-01")) == []
    assert len(edges(network(whole, "countries", since="", until=None))) == 2


@pytest.mark.parametrize("of", ["nonsense", "", "Countries", "person"])
def test_no_other_networks(of: str) -> None:
    with pytest.raises(NetworkError, match="choose one of all, persons, countries, statements") as caught:
        network(reading(), of)
    assert isinstance(caught.value, KgError)


@pytest.mark.parametrize("bounds", [{"since": "yesterday"}, {"until": "2023-02-30"}])
def test_a_day_is_a_day(bounds: dict[str, str]) -> None:
    with pytest.raises(DateError, match=next(iter(bounds))):
        network(reading(), "all", **bounds)


@pytest.mark.parametrize("way", ["addressee", "about"])
def test_there_are_words_for_every_stance(way: str) -> None:
    assert list(words()[way]) == [str(stance) for stance in Stance]


@pytest.mark.parametrize(
    ("modules", "unwanted"),
    [
        ("kg.store, kg.rdf.write", {"networkx", "kg.network"}),
        (
            "kg.network.summary, kg.network.files",
            {"kg.store", "kg.cli", "kg.view", "kg.language", "spacy", "rich", "typer"},
        ),
    ],
)
def test_networks_stand_on_rows_alone_and_cost_nothing_where_none_is_made(modules: str, unwanted: set[str]) -> None:
    code = f"import sys, {modules}; print(*sorted({unwanted!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


# ---------------------------------------------------------------- of a store


def store() -> Store:
    made = Store()
    for facts in (sample.oslo(), sample.paris(), sample.undated()):
        made.add(facts)
    return made


def described() -> str:
    """Every network of the sample with all that it says, in its order."""
    graphs = [store().to_networkx(of) for of in KINDS]
    return repr([(list(graph.nodes(data=True)), list(graph.edges(keys=True, data=True))) for graph in graphs])


def test_a_store_gives_its_networks() -> None:
    made = store()
    assert made.to_networkx().name == "countries"
    assert edges(made.to_networkx("persons"))
    whole = made.to_networkx("all")
    facts = {fact.iri for fact in made.reading().facts}
    assert {iri for _, node in whole.nodes(data=True) for iri in node["facts"]} == facts
    assert {iri for _, _, edge in whole.edges(data=True) for iri in edge["facts"]} <= facts
    assert made.to_networkx("all", until="1900-01-01").number_of_nodes() == 0
    with pytest.raises(NetworkError):
        made.to_networkx("nonsense")


def test_nothing_is_missing_and_nothing_is_a_set() -> None:
    for of in KINDS:
        graph = store().to_networkx(of)
        rows = [data for _, data in graph.nodes(data=True)] + [data for *_, data in graph.edges(data=True)]
        assert {type(value) for row in rows for value in row.values()} <= {str, int, bool, tuple}


def test_the_same_under_any_hash_seed() -> None:
    code = "from tests.network.test_graph import described; print(described())"
    runs = [printed(code, PYTHONHASHSEED=seed) for seed in ("0", "7")]
    assert runs[0] == runs[1] != b""
