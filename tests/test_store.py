"""The store: one graph per article, a default graph in step with them, files that are the same each time."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph

from kg.article import Article
from kg.errors import IriError, OutputError, StoreError
from kg.facts import Entity, EntityKind, Facts
from kg.rdf import terms as t
from kg.rdf.files import WRITTEN
from kg.store import Store
from tests import sample

LABEL = "SELECT ?label { ?x skos:prefLabel ?label FILTER(STRENDS(STR(?x), '%s')) }"


def store(*articles: Facts) -> Store:
    made = Store()
    for facts in articles or sample.every():
        made.add(facts)
    return made


def state(of: Store) -> tuple[bytes, bytes]:
    """All that a store holds."""
    return of.serialise("nq"), of.serialise("nt")


def named(label: str, *, text: str, known: bool = False, key: str = "person/x") -> Facts:
    """An article that names one person."""
    return Facts(Article(text), (Entity(key, label, EntityKind.PERSON, known=known),))


def labels(of: Store, key: str = "person/x") -> list[str | None]:
    return [row[0] for row in of.query(LABEL % key).rows]


# -- one graph per article ----------------------------------------------------------------------


def test_adding_again_changes_nothing() -> None:
    made = store()
    before = state(made)
    for facts in sample.every():
        made.add(facts)
    assert state(made) == before


def test_the_order_of_adding_does_not_matter() -> None:
    assert state(store(*sample.every())) == state(store(*reversed(sample.every())))


@pytest.mark.parametrize("gone", [0, 1, 2])
def test_removing_leaves_no_trace(gone: int) -> None:
    articles = list(sample.every())
    made = store(*articles)
    made.remove(articles.pop(gone).article.id)
    assert state(made) == state(store(*articles))


def test_removing_all_leaves_nothing() -> None:
    made = store()
    for facts in sample.every():
        made.remove(facts.article.id)
    assert state(made) == (b"", b"")
    assert len(made) == 0


def test_adding_an_article_again_replaces_it() -> None:
    facts = sample.oslo()
    other = replace(facts, events=facts.events[:1], statements=(), roles=facts.roles[1:])
    made = store(*sample.every())
    made.add(other)
    assert state(made) == state(store(other, *sample.every()[1:]))


def test_what_two_articles_say_stays_until_both_are_gone() -> None:
    made = store(sample.oslo(), sample.paris())
    made.remove(sample.oslo().article.id)
    assert made.query("ASK { country:FR dkg:isoCode 'FR' }")
    made.remove(sample.paris().article.id)
    assert not made.query("ASK { country:FR ?p ?o }")


def test_removing_what_is_not_there_is_an_error() -> None:
    with pytest.raises(StoreError, match="no article 'nowhere'"):
        store().remove("nowhere")


def test_a_fact_that_cannot_be_written_changes_nothing() -> None:
    made = store(sample.oslo())
    before = state(made)
    with pytest.raises(ValueError, match="names an entity"):
        made.add(replace(sample.paris(), entities=()))
    assert state(made) == before


def test_articles_are_listed() -> None:
    assert len(store().articles()) == 3
    assert Store().articles() == ()


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2), st.booleans()), max_size=8))
def test_any_history_gives_the_same_as_the_articles_it_leaves(steps: list[tuple[int, bool]]) -> None:
    articles, held, made = sample.every(), set[int](), Store()
    for number, add in steps:
        if add:
            made.add(articles[number])
            held.add(number)
        elif number in held:
            made.remove(articles[number].article.id)
            held.remove(number)
    assert state(made) == state(store(*(articles[number] for number in sorted(held))) if held else Store())


# -- labels -------------------------------------------------------------------------------------


def test_the_most_frequent_label_is_preferred_then_the_first_in_code_point_order() -> None:
    made = store(named("Zoe X", text="a"))
    assert labels(made) == ["Zoe X"]
    made.add(named("Adam X", text="b"))
    assert labels(made) == ["Adam X"]
    made.add(named("Zoe X", text="c"))
    assert labels(made) == ["Zoe X"]
    made.add(named("Adam X", text="d"))
    assert labels(made) == ["Adam X"]
    made.remove(named("", text="b").article.id)
    assert labels(made) == ["Zoe X"]


def test_the_knowledge_bases_label_wins() -> None:
    made = store(named("Sam", text="a"), named("Sam", text="b"), named("Samuel X", text="c", known=True))
    assert labels(made) == ["Samuel X"]
    made.remove(named("", text="c").article.id)
    assert labels(made) == ["Sam"]


def test_two_knowledge_bases_still_give_one_label() -> None:
    made = store(
        named("Old", text="a", known=True), named("New", text="b", known=True), named("New", text="c", known=True)
    )
    assert labels(made) == ["New"]


def test_replacing_an_article_may_change_a_label() -> None:
    made = store(named("One", text="a"))
    made.add(named("Two", text="a"))
    assert labels(made) == ["Two"]
    made.add(Facts(Article("a")))
    assert labels(made) == []


def test_every_entity_has_one_label() -> None:
    rows = (
        store()
        .query("SELECT ?x (COUNT(?label) AS ?n) { ?x skos:prefLabel ?label; a ?c } GROUP BY ?x HAVING(?n != 1)")
        .rows
    )
    assert rows == ()


def test_labels_of_concepts_come_with_their_ancestors() -> None:
    found = {row[0] for row in store(sample.oslo()).query("SELECT ?l { ?c skos:inScheme ?s; skos:prefLabel ?l }").rows}
    assert {"meeting", "consult", "foreign minister", "asserted", "direct"} <= found
    assert "summit" not in found


# -- traps --------------------------------------------------------------------------------------


def test_counting_over_articles_that_share_countries_equals_rdflibs() -> None:
    facts = sample.oslo()
    made = Store()
    for number in range(20):
        article = replace(facts.article, id=f"{number:016x}")
        moved = [replace(each, evidence=replace(each.evidence, article=article.id)) for each in facts.roles]
        made.add(replace(facts, article=article, roles=tuple(moved)))
    query = """SELECT ?code (COUNT(?article) AS ?n) (COUNT(DISTINCT ?form) AS ?forms) {
      ?article a dkg:Article ; dkg:mentions ?country .
      ?country dkg:isoCode ?code ; skos:altLabel ?form } GROUP BY ?code"""
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in t.PREFIXES.items())
    expected = sorted(tuple(map(str, row)) for row in made.to_rdflib().query(prefixes + query))  # type: ignore[arg-type]
    assert sorted(made.query(query).rows) == expected == [("FR", "40", "2"), ("NO", "40", "2")]


def test_no_named_graph_is_needed_to_ask() -> None:
    assert made_rows(store()) == made_rows(store(), "SELECT DISTINCT ?s ?p ?o { ?s ?p ?o }")


def made_rows(of: Store, query: str = "SELECT ?s ?p ?o { ?s ?p ?o }") -> int:
    return len(of.query(query))


def test_numbers_are_canonical() -> None:
    made = store()
    again = Store()
    again._store.extend(made._store)
    assert state(again) == state(made)
    assert b'"0.90"' not in made.serialise("nt")


@pytest.mark.parametrize("suffix", WRITTEN)
def test_two_builds_are_the_same_bytes_under_any_hash_seed(suffix: str) -> None:
    script = (
        "import sys; from tests.test_store import store;"
        f"sys.stdout.buffer.write(store().serialise('{suffix}') + store().serialise('{suffix}', materialise=True))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(outputs) == 1
    assert outputs.pop()


# -- files --------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", ["ttl", "nt", "jsonld"])
def test_a_file_of_triples_gives_the_same_answers(suffix: str, tmp_path: Path) -> None:
    made = store()
    made.export(tmp_path / f"graph.{suffix}")
    again = Store.load(tmp_path / f"graph.{suffix}")
    assert again.triples() == made.triples()
    for other in ("ttl", "nt", "jsonld", "csv"):
        assert again.serialise(other) == made.serialise(other)


@pytest.mark.parametrize("suffix", ["trig", "nq"])
def test_a_file_of_quads_gives_an_equal_store(suffix: str, tmp_path: Path) -> None:
    made = store()
    made.export(tmp_path / f"graph.{suffix}")
    again = Store.load(tmp_path / f"graph.{suffix}")
    assert state(again) == state(made)
    again.remove(sample.oslo().article.id)
    again.add(sample.oslo())
    assert state(again) == state(made)
    again.remove(sample.paris().article.id)
    assert state(again) == state(store(sample.oslo(), sample.undated()))


def test_the_default_graph_of_a_quads_file_holds_labels_only() -> None:
    alone = [quad for quad in store().quads() if isinstance(quad.graph_name, DefaultGraph)]
    assert alone
    assert {quad.predicate for quad in alone} == {t.PREF_LABEL, t.BROADER, t.IN_SCHEME}


def test_articles_can_be_added_to_a_turtle_file(tmp_path: Path) -> None:
    store(sample.oslo(), sample.undated()).export(tmp_path / "a.ttl")
    made = Store.load(tmp_path / "a.ttl")
    made.add(sample.paris())
    assert made.triples() == store().triples()
    made.export(tmp_path / "b.trig")
    assert Store.load(tmp_path / "b.trig").serialise("nq") == made.serialise("nq")
    made.remove(sample.paris().article.id)
    assert made.triples() == store(sample.oslo(), sample.undated()).triples()


def test_articles_of_a_turtle_file_cannot_be_told_apart(tmp_path: Path) -> None:
    store(sample.oslo()).export(tmp_path / "a.ttl")
    made = Store.load(tmp_path / "a.ttl")
    with pytest.raises(StoreError, match=r"read graph\.trig instead"):
        made.add(sample.oslo())
    with pytest.raises(StoreError, match=r"read graph\.trig instead"):
        made.remove(sample.oslo().article.id)
    assert made.triples() == store(sample.oslo()).triples()


def test_a_foreign_file_is_kept_as_it_is(tmp_path: Path) -> None:
    text = "<https://e.org/a> <https://e.org/p> 1, 'x'@en, _:b .\n_:b <https://e.org/q> <https://e.org/a> .\n"
    (tmp_path / "a.ttl").write_text(text)
    assert len(Store.load(tmp_path / "a.ttl")) == 4
    graphs = "<https://e.org/a> <https://e.org/p> 1 .\n<https://e.org/g> { <https://e.org/b> <https://e.org/p> 2 }\n"
    (tmp_path / "a.trig").write_text(graphs)
    made = Store.load(tmp_path / "a.trig")
    assert len(made) == 2
    assert len(made.quads()) == 2


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.ttl", "<a", "line 1"),
        ("a.ttl", "@prefix x: <https://e.org/> .\nx:a x:b .\n", "line 2"),
        ("a.nt", "<https://e.org/a> nonsense .\n", "line 1"),
        ("a.jsonld", "{", "line 1"),
        ("a.txt", "", "must end in .ttl"),
        ("noname", "", "must end in .ttl"),
        ("missing.ttl", None, "no such file; give a graph"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(name: str, text: str | None, message: str, tmp_path: Path) -> None:
    if text is not None:
        (tmp_path / name).write_text(text)
    with pytest.raises(StoreError) as error:
        Store.load(tmp_path / name)
    assert message in str(error.value)
    assert name in str(error.value)


def test_bytes_that_are_not_text_and_folders_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "b.ttl").mkdir()
    for name in ("a.ttl", "b.ttl"):
        with pytest.raises(StoreError, match=name) as error:
            Store.load(tmp_path / name)
        assert "os error" not in str(error.value)


def test_a_file_is_written_wholly_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "graph.ttl"
    target.write_text("before")

    def fail(*args: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", fail)
        with pytest.raises(OutputError, match="No space left"):
            store().export(target)
    assert target.read_text() == "before"
    assert os.listdir(tmp_path) == ["graph.ttl"]
    with pytest.raises(OutputError, match="No such file"):
        store().export(tmp_path / "missing" / "graph.ttl")
    with pytest.raises(OutputError, match="use one of"):
        store().export(tmp_path / "graph.docx")


def test_a_written_file_can_be_read_by_others(tmp_path: Path) -> None:
    (tmp_path / "plain").touch()
    store().export(tmp_path / "graph.ttl")
    assert (tmp_path / "graph.ttl").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_bad_base_is_refused() -> None:
    with pytest.raises(IriError):
        Store(base="nowhere")


@pytest.mark.parametrize("base", ["https://example.org/x/", "http://example.org/g#", "urn:example:kg/"])
@pytest.mark.parametrize("suffix", ["ttl", "trig", "nq", "nt", "jsonld"])
def test_every_base_survives_every_format(base: str, suffix: str, tmp_path: Path) -> None:
    made = Store(base=base)
    made.add(sample.oslo())
    made.export(tmp_path / f"graph.{suffix}")
    assert Store.load(tmp_path / f"graph.{suffix}", base=base).triples() == made.triples()


# -- rdflib -------------------------------------------------------------------------------------


def test_rdflib_sees_the_same_triples_and_quads() -> None:
    made = store()
    graph, dataset = made.to_rdflib(), made.to_rdflib_dataset()
    assert len(graph) == len(made)
    assert sum(1 for _ in dataset.quads()) == len(made.quads())
    assert len(list(dataset.graphs())) == 4
    assert {str(name) for name in (each.identifier for each in dataset.graphs())} >= set(made.articles())
    assert not [literal for literal in graph.objects() if getattr(literal, "ill_typed", False)]


def test_the_full_text_is_stored_only_when_asked() -> None:
    made = Store()
    made.add(sample.oslo(), keep_text=True)
    assert made.query("ASK { ?a schema:text ?t }")
    made.add(sample.oslo())
    assert not made.query("ASK { ?a schema:text ?t }")
