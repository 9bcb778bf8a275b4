"""The examples: what a newcomer sees first must be right, and every span must be what it says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

import kg
from kg.facts import Facts, Span
from kg.intake import read_source

pytestmark = pytest.mark.model

INVENTED = "An invented report. Its persons, its publisher and its events do not exist."


@pytest.fixture(scope="module")
def found(examples: list[Path]) -> dict[str, Facts]:
    return {path.stem: kg.read(path) for path in examples}


def test_there_are_three_of_three_kinds_all_labelled_as_invented(examples: list[Path]) -> None:
    assert {path.suffix for path in examples} == {".txt", ".md", ".html"}
    for path in examples:
        assert INVENTED in path.read_text("utf-8")
        article = read_source(path)
        assert INVENTED not in article.text
        assert article.title and article.publisher and article.published


def test_one_has_a_flag_before_a_quotation(examples: list[Path]) -> None:
    texts = [read_source(path).text for path in examples]
    flags = [t for t in texts if "\U0001f1e8\U0001f1f1" in t and "“" in t.split("\U0001f1e8\U0001f1f1")[1]]
    assert len(flags) == 1


def _spans(value: object) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _spans(each)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _spans(getattr(value, field.name))


def test_every_fact_stands_on_words_of_the_article(found: dict[str, Facts]) -> None:
    for facts in found.values():
        text = facts.article.text
        for fact in facts:
            assert fact.evidence.article == facts.article.id and fact.evidence.rule
            for span in _spans(fact):
                words = span.of(text)
                assert len(words) == span.end - span.start
                assert words.strip() == words or span == fact.evidence.sentence, (fact, words)


def test_every_selector_in_the_graph_quotes_the_article(examples: list[Path]) -> None:
    for path in examples:
        article = read_source(path)
        answer = kg.build(article).query(
            "PREFIX oa: <http://www.w3.org/ns/oa#> SELECT ?start ?end ?exact WHERE {"
            " ?s oa:hasSelector ?p, ?q . ?p oa:start ?start ; oa:end ?end . ?q oa:exact ?exact }"
        )
        assert len(answer) > 20
        for start, end, exact in answer.rows:
            assert start is not None and end is not None
            assert article.text[int(start) : int(end)] == exact


@pytest.mark.parametrize(
    ("article", "person", "office", "of"),
    [
        ("cod-dispute", "Ingrid Solbakken", "foreign minister", "country/NO"),
        ("cod-dispute", "Manuel Valadim", "foreign minister", "country/PT"),
        ("islands-treaty", "Octavio Saldarriaga", "prime minister", "country/PE"),
        ("islands-treaty", "Amalia Rencoret", "foreign minister", "country/CL"),
        ("summit-boycott", "Aino Vuorela", "president", "country/FI"),
        ("summit-boycott", "Rein Tammsalu", "prime minister", "country/EE"),
        ("summit-boycott", "Eero Halmesmaa", "prime minister", "country/FI"),
        ("summit-boycott", "Dace Kronberga", "foreign minister", "country/LV"),
    ],
)
def test_roles(found: dict[str, Facts], article: str, person: str, office: str, of: str) -> None:
    facts = found[article]
    labels = {e.key: e.label for e in facts.entities}
    assert (person, office, of) in {(labels[r.person], r.office.label, r.of) for r in facts.roles}


@pytest.mark.parametrize(
    ("article", "kind", "participants", "date"),
    [
        ("cod-dispute", "press-conference", {"Ingrid Solbakken", "Manuel Valadim"}, "2023-03-17"),
        ("islands-treaty", "treaty-signing", {"Chile", "Peru"}, "2022-10-06"),
        ("islands-treaty", "expulsion", {"Peru", "Chile"}, "2018-08"),
        ("summit-boycott", "boycott", {"Finland"}, "2009"),
    ],
)
def test_events(found: dict[str, Facts], article: str, kind: str, participants: set[str], date: str | None) -> None:
    facts = found[article]
    labels = {e.key: e.label for e in facts.entities}
    events = [({labels[p] for p in e.participants}, e.when and e.when.edtf) for e in facts.events if e.kind == kind]
    assert any(participants <= who and when == date for who, when in events), events


@pytest.mark.parametrize(
    ("article", "speaker", "words"),
    [
        ("cod-dispute", "Manuel Valadim", "Norway has promised us an answer since the autumn."),
        ("cod-dispute", "Lars Undheim", "the talks would continue on Monday in Bergen"),
        ("islands-treaty", "Amalia Rencoret", "This is a small treaty with a long shadow,"),
        ("islands-treaty", "Paz Iturra", "That is not the same as paying for one."),
        ("summit-boycott", "Aino Vuorela", "We do not sit at a table from which a neighbour has been sent away,"),
    ],
)
def test_statements(found: dict[str, Facts], article: str, speaker: str, words: str) -> None:
    facts = found[article]
    labels = {e.key: e.label for e in facts.entities}
    said = [
        (labels[s], span.of(facts.article.text)) for st in facts.statements for s in st.speakers for span in st.content
    ]
    assert any(who == speaker and words in what for who, what in said), said
