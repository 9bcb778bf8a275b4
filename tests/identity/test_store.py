"""Who is one in a store: links found, decisions followed, all of it undone without a trace."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph

from kg.errors import IdentityError, StoreError
from kg.facts import Entity, EntityKind, Facts
from kg.identity.listing import Listed
from kg.identity.records import Verdict
from kg.rdf.validate import check
from kg.store import Store
from tests import sample
from tests.identity.people import NORWAY, article, namesakes, person, spellings, state, store

PERSONS = "SELECT ?label { ?p a dkg:Person ; skos:prefLabel ?label }"
MENTIONED = "SELECT DISTINCT ?article { ?article dkg:mentions ?p . ?p skos:prefLabel '%s' }"


def one(of: Store, key: str) -> Listed:
    return next(each for each in of.entities() if each.key == key)


def keys(of: Store) -> set[str]:
    return {each.key for each in of.entities() if each.kind == "person"}


# -- links --------------------------------------------------------------------------------------


def test_two_spellings_are_one_by_links() -> None:
    made = store(*spellings())
    assert keys(made) == {"person/sergey-lavrov", "person/per-dahl"}
    found = one(made, "person/sergey-lavrov")
    assert found.members == ("person/sergej-lawrow", "person/sergey-lavrov")
    assert (found.articles, found.wikidata) == (3, "Q58217")
    assert "Sergej Lawrow" in found.forms
    assert [(tie.state, tie.method) for tie in found.ties] == [("merged", "spelling")]
    assert len(made.query(MENTIONED % found.label)) == 3


def test_an_articles_graph_keeps_its_own_keys() -> None:
    text = store(*spellings()).serialise("nq").decode()
    assert "person/sergej-lawrow> <http://www.w3.org/2000/01/rdf-schema#label>" in text
    assert "sergej-lawrow" not in store(*spellings()).serialise("ttl").decode()


def test_a_doubtful_link_is_a_close_match_with_its_score() -> None:
    made = store(*spellings())
    made.add(article("four", person("sergei-ivanovich-lavrov", "Sergei Ivanovich Lavrov")))
    pairs = made.query(
        "SELECT ?score { ?a skos:closeMatch ?b . ?i dkg:entity ?a ; dkg:candidate ?b ; dkg:score ?score }"
    )
    found = one(made, "person/sergey-lavrov")
    assert found.doubtful
    assert made.entities()[0].doubtful
    assert (
        [row[0] for row in pairs.rows]
        == ["0.78"]
        == [f"{tie.score:g}" for tie in found.ties if tie.state == "doubtful"]
    )


def test_a_namesake_of_another_country_is_another_person() -> None:
    other = Entity("country/NZ", "New Zealand", EntityKind.COUNTRY, known=True)
    first = article("one", person("no-jane-roe", "Jane Roe"), office="ambassador")
    second = article("two", person("nz-jane-roe", "Jane Roe"), office="ambassador")
    role = second.roles[0]
    elsewhere = Facts(
        second.article,
        (second.entities[0], other),
        roles=(type(role)(role.person, role.office, other.key, role.evidence),),
    )
    assert keys(store(first, elsewhere)) == {"person/no-jane-roe", "person/nz-jane-roe"}


def test_an_article_added_later_is_linked_to_what_is_there(tmp_path: Path) -> None:
    first, second, third = spellings()
    store(first, third).export(tmp_path / "graph.trig")
    made = Store.load(tmp_path / "graph.trig")
    made.add(second)
    assert state(made) == state(store(first, second, third))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 6), st.booleans(), st.booleans()), max_size=10))
def test_any_history_gives_the_same_links(steps: list[tuple[int, bool, bool]]) -> None:
    articles = [*spellings(), *namesakes(), sample.oslo()]
    articles = [
        facts for i, facts in enumerate(articles) if facts.article.id not in {f.article.id for f in articles[:i]}
    ]
    held, made = set[int](), Store()
    for number, add, ask in steps:
        number %= len(articles)
        if add:
            made.add(articles[number])
            held.add(number)
        elif number in held:
            made.remove(articles[number].article.id)
            held.remove(number)
        if ask:
            len(made)
    assert state(made) == state(store(*(articles[number] for number in sorted(held))))


def test_the_order_of_articles_does_not_matter() -> None:
    articles = [*spellings(), sample.oslo(), sample.paris()]
    expected = state(store(*articles))
    for seed in range(6):
        random.Random(seed).shuffle(articles)
        assert state(store(*articles)) == expected


def test_a_namesake_of_another_generation_is_another_person(tmp_path: Path) -> None:
    years = {"old": 1961, "older": 1958, "new": 2019, "newer": 2021, "newest": 2022, "undated": None}
    made = store(*(article(text, person("jane-roe", "Jane Roe"), year=year) for text, year in years.items()))
    first = article("older", NORWAY).article.id
    assert {each.key: each.articles for each in made.entities(kind="person")} == {
        "person/jane-roe": 4,
        f"person/{first}-jane-roe": 2,
    }
    assert [tie.state for each in made.entities(kind="person") for tie in each.ties] == ["not the same"] * 2
    made.export(tmp_path / "graph.trig")
    assert state(Store.load(tmp_path / "graph.trig")) == state(made)
    before = state(made)
    made.merge("person/jane-roe", f"person/{first}-jane-roe")
    assert [each.articles for each in made.entities(kind="person")] == [6]
    made.undo()
    assert state(made) == before
    made.add(article("between", person("jane-roe", "Jane Roe"), year=1996))
    assert len(keys(made)) == 2
    made.add(article("later", person("jane-roe", "Jane Roe"), year=1980))
    assert keys(made) == {"person/jane-roe"}


def test_removing_all_leaves_nothing() -> None:
    made = store(*spellings())
    len(made)
    for facts in spellings():
        made.remove(facts.article.id)
    assert state(made) == (b"", b"")


# -- decisions ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            lambda s: s.merge("person/per-dahl", "person/sergey-lavrov"),
            lambda s: s.split("person/sergey-lavrov", "Per Dahl"),
        ),
        (lambda s: s.merge("Per Dahl", "Sergei Lavrov"), lambda s: s.split("person/per-dahl")),
        (lambda s: s.merge("Per Dahl", "Sergei Lavrov"), lambda s: s.undo()),
        (lambda s: s.split("person/sergey-lavrov"), lambda s: s.merge("person/sergej-lawrow", "person/sergey-lavrov")),
        (lambda s: s.split("person/sergey-lavrov"), lambda s: s.undo()),
        (lambda s: s.leave("person/sergej-lawrow", "person/sergey-lavrov"), lambda s: s.undo()),
    ],
)
@pytest.mark.parametrize("again", [False, True])
def test_what_is_done_is_undone_without_a_trace(
    first: Callable[[Store], object], second: Callable[[Store], object], again: bool, tmp_path: Path
) -> None:
    made = store(*spellings(), sample.oslo(), sample.paris())
    before = state(made)
    first(made)
    assert state(made)[1] != before[1]
    if again:
        made.export(tmp_path / "graph.trig")
        made = Store.load(tmp_path / "graph.trig")
    second(made)
    assert state(made) == before


def test_a_merge_joins_what_both_say() -> None:
    made = store(*spellings(), sample.oslo())
    made.merge("Per Dahl", "Sergei Lavrov")
    assert "person/per-dahl" not in keys(made)
    found = one(made, "person/sergey-lavrov")
    assert {"Per Dahl", "Dahl", "Sergej Lawrow"} <= set(found.forms)
    assert ("person/per-dahl", "same") in {(tie.other, tie.state) for tie in found.ties}
    assert made.query("ASK { ?held dkg:person person:sergey-lavrov ; dkg:title 'foreign minister' }")
    assert len(made.query("SELECT ?l { person:sergey-lavrov skos:prefLabel ?l }")) == 1
    assert made.check().conforms


def test_a_split_keeps_apart_what_links_would_join() -> None:
    made = store(*spellings())
    decision = made.split("Sergei Lavrov")
    assert decision.verdict is Verdict.NOT_SAME
    assert keys(made) == {"person/sergey-lavrov", "person/sergej-lawrow", "person/per-dahl"}
    assert not made.query("ASK { ?a skos:closeMatch ?b }")
    made.add(article("four", person("sergej-lawrow", "Sergej Lawrow")))
    assert "person/sergej-lawrow" in keys(made)


def test_what_is_left_undecided_is_two_with_a_close_match() -> None:
    made = store(*spellings())
    made.leave("person/sergej-lawrow", "person/sergey-lavrov")
    assert {"person/sergey-lavrov", "person/sergej-lawrow"} <= keys(made)
    assert made.query("ASK { person:sergej-lawrow skos:closeMatch person:sergey-lavrov }")


def test_namesakes_of_one_key_are_told_apart_per_article() -> None:
    made = store(*namesakes())
    before = state(made)
    made.split("person/nz-jane-roe", "person/jane-roe")
    made.split("person/jane-roe")
    roes = sorted(each.key for each in made.entities(like="Jane Roe"))
    ids = sorted(facts.article.id for facts in namesakes()[:2])
    assert roes == [*(f"person/{each}-jane-roe" for each in ids), "person/nz-jane-roe"]
    assert all(each.articles == 1 for each in made.entities(like="Jane Roe"))
    assert made.check().conforms
    made.merge(roes[0], roes[1])
    assert len(made.entities(like="Jane Roe")) == 2
    for _ in range(3):
        made.undo()
    assert state(made) == before
    assert made.decisions() == ()


def test_decisions_come_back_with_the_file(tmp_path: Path) -> None:
    made = store(*namesakes(), *spellings()[:1])
    made.merge("Jane Roe", "Sergei Lavrov")
    made.split("person/jane-roe", "person/nz-jane-roe")
    made.undo()
    for suffix in ("trig", "nq"):
        made.export(tmp_path / f"graph.{suffix}")
        again = Store.load(tmp_path / f"graph.{suffix}")
        assert again.decisions() == made.decisions()
        assert again.serialise("nq") == made.serialise("nq")
        assert again.serialise("nt") == made.serialise("nt")


def test_files_of_triples_have_the_merged_view(tmp_path: Path) -> None:
    made = store(*spellings())
    made.merge("Per Dahl", "Sergei Lavrov")
    made.export(tmp_path / "graph.ttl")
    again = Store.load(tmp_path / "graph.ttl")
    assert again.query(PERSONS).rows == made.query(PERSONS).rows == (("Sergei Lavrov",),)
    assert len(again.entities()) == 1
    with pytest.raises(StoreError, match=r"use graph\.trig"):
        again.merge("a", "b")


def test_the_graphs_of_links_and_decisions_conform() -> None:
    made = store(*spellings(), *namesakes())
    made.merge("Per Dahl", "Sergei Lavrov")
    made.split("person/jane-roe")
    graph = Graph()
    for each in made.to_rdflib_dataset().graphs():
        graph += each
    assert not [line for line in check(graph).lines() if "dentification" in line or "ecision" in line]


@pytest.mark.parametrize(
    ("act", "message"),
    [
        (lambda s: s.merge("Jane Roe", "Nobody"), "nothing in the graph is called 'Nobody'"),
        (lambda s: s.merge("Jane", "Per Dahl"), r"did you mean Jane Roe \(person/jane-roe\)"),
        (lambda s: s.merge("person/per-dahl", "country/NO"), "one is a person, the other a country"),
        (lambda s: s.merge("Per Dahl", "person/per-dahl"), "is one entity already"),
        (lambda s: s.split("Per Dahl"), "can't be split: nothing is merged into it"),
        (lambda s: s.split("Per Dahl", "person/per-dahl"), "is given twice"),
        (lambda s: s.leave("Per Dahl", "Per Dahl"), "is given twice"),
        (lambda s: s.undo(), "no decision to take back"),
        (lambda s: s.entities(kind="ship"), "no kind 'ship'; choose one of person"),
    ],
)
def test_what_cannot_be_decided_says_why_and_changes_nothing(act: Callable[[Store], object], message: str) -> None:
    made = store(*spellings(), *namesakes()[:1])
    before = made.serialise("nq")
    with pytest.raises(IdentityError, match=message):
        act(made)
    assert made.serialise("nq") == before


def test_a_name_of_several_is_refused_with_the_candidates() -> None:
    made = store(*namesakes())
    made.split("person/jane-roe", "person/nz-jane-roe")
    with pytest.raises(IdentityError, match=r"several: Jane Roe \(person/jane-roe\), Jane Roe \(person/nz-jane-roe\)"):
        made.merge("Jane Roe", "Norway")


@pytest.mark.parametrize(
    "name",
    ["Q58217", "sergei lavrov", "Lavrov", "person/sergej-lawrow", "<https://w3id.org/dkg/id/person/sergey-lavrov>"],
)
def test_ways_to_name_an_entity(name: str) -> None:
    made = store(*spellings())
    made.merge(name, "Per Dahl")
    assert keys(made) == {"person/sergey-lavrov"}


def test_decisions_about_what_is_gone_wait(tmp_path: Path) -> None:
    made = store(*spellings())
    made.merge("Per Dahl", "Sergei Lavrov")
    other = store(article("five", person("per-dahl", "Per Dahl")))
    other.decide(made.decisions())
    assert keys(other) == {"person/per-dahl"}
    other.add(spellings()[0])
    assert keys(other) == {"person/sergey-lavrov"}


def test_counts_see_each_entity_once() -> None:
    made = store(*spellings())
    assert made.query("SELECT (COUNT(?p) AS ?n) { ?p a dkg:Person }").rows == (("2",),)
    assert NORWAY.key


def test_each_member_is_listed_once_and_a_full_name_stands_for_initials() -> None:
    names = {"no-s-dahl": "S. Dahl", "no-sergei-dahl": "Sergei Dahl", "no-sergey-dahl": "Sergey Dahl"}
    made = store(*(article(label, person(key, label), office="trade-minister") for key, label in names.items()))
    (dahl,) = made.entities(kind="person")
    assert dahl.key == "person/no-sergei-dahl"
    assert [(tie.label, tie.state, tie.method) for tie in dahl.ties] == [
        ("S. Dahl", "merged", "initials"),
        ("Sergey Dahl", "merged", "spelling"),
    ]
    made.split("S. Dahl")
    assert {each.key for each in made.entities(kind="person")} == {"person/no-s-dahl", "person/no-sergei-dahl"}
    made.undo()
    made.merge("person/no-s-dahl", "person/no-sergey-dahl")
    assert [(tie.label, tie.state) for tie in one(made, "person/no-sergei-dahl").ties] == [
        ("S. Dahl", "same"),
        ("Sergey Dahl", "same"),
    ]
