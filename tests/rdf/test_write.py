"""Facts -> quads: evidence, literals, identity."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from kg.article import Article
from kg.errors import IriError
from kg.facts import Date, Entity, EntityKind, Event, Evidence, Facts, Office, RoleHeld, Span
from kg.rdf import terms as t
from kg.rdf.terms import dkg
from kg.rdf.write import Build, article_iri, entity_iri, quads, write
from tests import sample


def _values(made: list[Quad], subject: object, predicate: NamedNode) -> list[str]:
    return [quad.object.value for quad in made if quad.subject == subject and quad.predicate == predicate]  # type: ignore[union-attr]


def _of(made: list[Quad], name: str) -> list[NamedNode]:
    return [quad.subject for quad in made if quad.object == dkg(name) and quad.predicate == t.TYPE]  # type: ignore[misc]


@pytest.mark.parametrize("facts", sample.every(), ids=["oslo", "paris", "undated"])
def test_every_selector_is_what_it_says(facts: Facts) -> None:
    made, text = quads(facts), facts.article.text
    spans = [quad.subject for quad in made if quad.object == t.SPECIFIC]
    assert spans
    for span in spans:
        position, quote = sorted(_values(made, span, t.SELECTOR))
        start = int(_values(made, NamedNode(position), t.START)[0])
        end = int(_values(made, NamedNode(position), t.END)[0])
        assert text[start:end] == _values(made, NamedNode(quote), t.EXACT)[0]
        before = "".join(_values(made, NamedNode(quote), t.PREFIX))
        after = "".join(_values(made, NamedNode(quote), t.SUFFIX))
        assert text[max(0, start - 32) : end + 32] == before + text[start:end] + after


@pytest.mark.parametrize("facts", sample.every(), ids=["oslo", "paris", "undated"])
def test_every_fact_has_its_evidence(facts: Facts) -> None:
    made = quads(facts)
    nodes = [node for name in ("RoleHeld", "Event", "Statement") for node in _of(made, name)]
    assert len(nodes) == len(list(facts))
    for node in nodes:
        assert _values(made, node, dkg("article")) == [article_iri(facts.article.id).value]
        assert _values(made, node, dkg("evidence"))
        assert len(_values(made, node, dkg("sentence"))) == 1
        assert len(_values(made, node, dkg("rule"))) == 1
        assert len(_values(made, node, t.GENERATED_BY)) == 1


def test_confidence_only_where_it_was_measured() -> None:
    found = [quad for quad in quads(sample.oslo()) if quad.predicate == dkg("confidence")]
    assert [str(quad.object) for quad in found] == ['"0.9"^^<http://www.w3.org/2001/XMLSchema#decimal>']


def test_all_quads_are_in_the_articles_graph_and_none_is_blank_or_twice() -> None:
    for facts in sample.every():
        made = quads(facts)
        assert {quad.graph_name for quad in made} == {article_iri(facts.article.id)}
        assert not any(isinstance(part, BlankNode) for quad in made for part in (quad.subject, quad.object))
        assert len(set(made)) == len(made)


def test_no_node_has_two_types() -> None:
    for facts in sample.every():
        typed = [quad.subject for quad in quads(facts) if quad.predicate == t.TYPE]
        assert len(set(typed)) == len(typed)


def test_equal_facts_give_equal_quads_in_equal_order() -> None:
    assert quads(sample.paris()) == quads(sample.paris())


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "summit"},
        {"participants": ("person/per-dahl",)},
        {"where": ()},
        {"when": None},
        {"triggers": (Span(0, 1),)},
    ],
)
def test_another_content_is_another_fact(change: dict[str, object]) -> None:
    facts = sample.oslo()
    other = replace(facts, events=(replace(facts.events[0], **change),))  # type: ignore[arg-type]
    assert _of(quads(facts), "Event")[0] != _of(quads(other), "Event")[0]


def test_confidence_does_not_change_a_facts_iri() -> None:
    facts = sample.oslo()
    event = facts.events[0]
    sure = replace(event, evidence=replace(event.evidence, confidence=0.5))
    assert _of(quads(facts), "Event")[0] == _of(quads(replace(facts, events=(sure,))), "Event")[0]


def test_the_same_fact_twice_is_one_node() -> None:
    facts = sample.oslo()
    twice = replace(facts, roles=facts.roles * 2, events=facts.events * 2, statements=facts.statements * 2)
    assert quads(twice) == quads(facts)


def test_an_entity_and_a_post_are_the_same_in_every_article() -> None:
    one, other = quads(sample.oslo()), quads(sample.paris())
    assert entity_iri("country/FR").value == "https://w3id.org/dkg/id/country/FR"
    assert {entity_iri("country/FR")} <= {q.subject for q in one} & {q.subject for q in other}
    assert "https://w3id.org/dkg/id/post/country/FR/president" in {node.value for node in _of(other, "Post")}


def test_a_former_office_is_held_of_the_same_post() -> None:
    made = quads(sample.paris())
    titles = {quad.object.value for quad in made if quad.predicate == dkg("title")}  # type: ignore[union-attr]
    assert titles == {"former president", "ambassador"}
    assert {quad.object for quad in made if quad.predicate == dkg("status")} == {dkg("Former")}


@pytest.mark.parametrize("base", ["https://example.org/x/", "http://example.org/g#", "urn:example:kg/"])
def test_the_base_replaces_the_default(base: str) -> None:
    made = quads(sample.oslo(), base=base)
    assert {quad.graph_name.value[: len(base)] for quad in made} == {base}  # type: ignore[union-attr]
    assert not any(t.DEFAULT_BASE in str(quad) for quad in made)
    with pytest.raises(IriError):
        quads(sample.oslo(), base="example.org")


def test_the_text_is_kept_only_when_asked() -> None:
    facts = sample.oslo()
    assert not [quad for quad in quads(facts) if quad.predicate == t.TEXT]
    (kept,) = [quad for quad in quads(facts, keep_text=True) if quad.predicate == t.TEXT]
    assert kept.object == Literal(facts.article.text)


def test_the_build_names_what_ran() -> None:
    made = quads(sample.oslo(), build=Build("kg 9", "model 1", "tables 2"))
    (build,) = [quad.subject for quad in made if quad.object == t.ACTIVITY]
    assert [_values(made, build, dkg(name)) for name in ("software", "model", "knowledge")] == [
        ["kg 9"],
        ["model 1"],
        ["tables 2"],
    ]


def test_a_date_without_resolution_stays_words() -> None:
    made = quads(sample.undated())
    dates = {tuple(_values(made, node, dkg("edtf"))) for node in _of(made, "Date")}
    assert dates == {("2019",), ()}
    assert not any("gYear" in str(quad) for quad in made)


def test_a_fact_about_nobody_known_is_refused() -> None:
    facts = sample.oslo()
    with pytest.raises(ValueError, match="names an entity that article"):
        quads(replace(facts, entities=facts.entities[1:]))


def test_an_article_without_facts_is_still_an_article() -> None:
    made = quads(Facts(Article("Nothing happened.")))
    assert _of(made, "Article")


@given(st.data(), st.text(st.characters(codec="utf-8"), min_size=1).filter(lambda text: text.strip()))
def test_any_text_and_key_can_be_written(data: st.DataObject, text: str) -> None:
    article = Article(text, title=data.draw(st.none() | st.text(st.characters(codec="utf-8"))))
    start = data.draw(st.integers(0, len(article.text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(article.text))))
    evidence = Evidence(article.id, (span,), Span(0, len(article.text)), "rule")
    key = "person/" + data.draw(st.text(st.characters(codec="utf-8")))
    event = Event("visit", (span,), evidence, participants=(key,), when=Date(span, "2021", dt.date(2021, 1, 1)))
    role = RoleHeld(key, Office(data.draw(st.text(st.characters(codec="utf-8"), min_size=1))), None, evidence)
    facts = Facts(article, (Entity(key, key, EntityKind.PERSON),), roles=(role,), events=(event,))
    quote = [quad for quad in quads(facts) if quad.predicate == t.EXACT]
    assert span.of(article.text) in {quad.object.value for quad in quote}  # type: ignore[union-attr]


def test_an_article_mentions_what_it_names_and_not_what_that_implies() -> None:
    spain = Entity("country/ES", "Spain", EntityKind.COUNTRY, known=True)
    madrid = Entity("place/madrid", "Madrid", EntityKind.PLACE, forms=("Madrid",), country=spain.key)
    article = Article("They met in Madrid.")
    made = quads(Facts(article, (madrid, spain)))
    mentioned = _values(made, article_iri(article.id), dkg("mentions"))
    assert mentioned == [entity_iri(madrid.key).value]
    assert _values(made, entity_iri(madrid.key), dkg("country")) == [entity_iri(spain.key).value]


@pytest.mark.parametrize("facts", sample.every(), ids=["oslo", "paris", "undated"])
def test_an_entity_is_one_object_in_all_rows(facts: Facts) -> None:
    written = write(facts, base=t.DEFAULT_BASE)
    named: dict[object, int] = {row[0]: id(row[0]) for row in written.labels}
    nodes = [node for row in written.rows for node in row if node in named]
    assert nodes and all(id(node) == named[node] for node in nodes)
