"""From sources to a graph, in Python: what `build` and `read` take, and what one bad article costs."""

from __future__ import annotations

import datetime as dt
import logging
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc

import kg
from kg.errors import DateError, IriError, ModelError
from kg.facts import Facts
from kg.front_matter import NOTHING
from kg.pipeline import Failure, gather, new_store, read_all, write_graph

TEXT = "Swedish Foreign Minister Karin Oxenvad visited Norway on Friday. “We are neighbours,” Oxenvad told reporters."
PUBLISHED = "PREFIX schema: <https://schema.org/> SELECT ?d WHERE { ?a schema:datePublished ?d }"

pytestmark = pytest.mark.model


def days(graph: kg.Store) -> set[str | None]:
    return {row["d"] for row in graph.query(PUBLISHED)}


def test_an_article_a_path_and_several_of_them(tmp_path: Path) -> None:
    path = tmp_path / "visit.txt"
    path.write_text(TEXT)
    article = kg.Article(text=TEXT + " It rained.")
    assert kg.build(path).articles() == kg.build(str(path)).articles() == kg.build(tmp_path).articles()
    assert len(kg.build([path, article]).articles()) == 2


def test_a_string_is_never_text() -> None:
    with pytest.raises(kg.IntakeError, match="no such file"):
        kg.build(TEXT)


def test_what_the_caller_says_wins(tmp_path: Path) -> None:
    path = tmp_path / "visit.txt"
    path.write_text(f"published: 2019-01-01\n\n{TEXT}")
    assert days(kg.build(path)) == {"2019-01-01"}
    assert days(kg.build(path, published="2017-12-22")) == {"2017-12-22"}
    article = kg.Article(text=TEXT, published=dt.date(2018, 1, 1), title="Own")
    assert days(kg.build(article, published=dt.date(2017, 12, 22))) == {"2017-12-22"}
    assert kg.build(article, title="Other").articles() == kg.build(article).articles()
    assert kg.build(article, url="https://a.example/x").articles() != kg.build(article).articles()


def test_the_whole_text_is_stored_only_when_asked() -> None:
    article = kg.Article(text=TEXT)
    assert TEXT.encode() not in kg.build(article).serialise("nt")
    assert TEXT.encode() in kg.build(article, keep_text=True).serialise("nt").replace(b"\\u201C", "“".encode())


def test_what_cannot_be_used_is_refused_by_its_own_error() -> None:
    article = kg.Article(text=TEXT)
    with pytest.raises(DateError):
        kg.build(article, published="2017-02-30")
    with pytest.raises(ModelError):
        kg.build(article, model="no_such_model")
    with pytest.raises(IriError):
        kg.build(article, base="nonsense")


def test_read_gives_records() -> None:
    facts = kg.read(kg.Article(text=TEXT), published="2023-03-17")
    assert isinstance(facts, Facts) and facts.article.published == dt.date(2023, 3, 17)
    assert [r.person for r in facts.roles] == ["person/se-karin-oxenvad"]


def test_gather_goes_on_after_what_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_bytes(b"")
    found = list(gather([tmp_path / "gone", tmp_path, tmp_path / "a.txt"], given=NOTHING))
    assert [type(f).__name__ for f in found] == ["Failure", "Failure", "Article"]


@pytest.fixture
def fragile(nlp: Language) -> Language:
    """A pipeline that fails on one title."""

    def fail(doc: Doc) -> Doc:
        if doc._.kg_article.title == "Unlucky":
            raise RuntimeError("no luck")
        return doc

    class Fragile:
        """The model, with a last step that fails."""

        max_length = 1_000
        pipe_names = (*nlp.pipe_names, "fail")

        def get_pipe(self, name: str) -> Callable[[Doc], Doc]:
            return fail if name == "fail" else nlp.get_pipe(name)

        def pipe(self, docs: list[Doc]) -> list[Doc]:
            return [fail(doc) for doc in nlp.pipe(docs)]

        def make_doc(self, text: str) -> Doc:
            if len(text) > self.max_length:
                raise ValueError("too long")
            return nlp.make_doc(text)

        def __call__(self, doc: Doc) -> Doc:
            return fail(nlp(doc))

    return Fragile()  # type: ignore[return-value]


def test_one_bad_article_costs_no_other(fragile: Language) -> None:
    articles = [kg.Article(text=f"{TEXT} Day {n}.", title="Unlucky" if n == 3 else None) for n in range(12)]
    found = list(read_all(articles, nlp=fragile))
    failed = [n for n, facts in enumerate(found) if isinstance(facts, Failure)]
    assert failed == [3] and "“Unlucky” can't be analysed (RuntimeError: no luck)" in str(found[3])
    alone = list(read_all([articles[4]], nlp=fragile))
    assert alone == [found[4]]


def test_a_text_that_is_too_long_costs_no_other(fragile: Language) -> None:
    articles = [kg.Article(text=TEXT), kg.Article(text=TEXT * 20)]
    fragile.max_length = len(TEXT)
    kept, failed = read_all(articles, nlp=fragile)
    assert isinstance(kept, Facts)
    assert isinstance(failed, Failure) and "divide it" in failed.reason and "please report" not in failed.reason


def test_an_article_is_read_alike_alone_and_among_others(nlp: Language, examples: list[Path]) -> None:
    articles = [kg.read_source(path) for path in examples]
    together = list(read_all([*articles, *reversed(articles)], nlp=nlp))
    apart = [next(read_all([article], nlp=nlp)) for article in articles]
    assert together == [*apart, *reversed(apart)]


def test_write_graph_makes_its_folder_and_leaves_nothing_else(nlp: Language, tmp_path: Path) -> None:
    store = new_store(nlp)
    written = write_graph(store, tmp_path / "a/b")
    assert [p.name for p in written] == ["graph.ttl", "graph.trig", "graph.html"]
    assert sorted((tmp_path / "a/b").iterdir()) == sorted(written)


def test_the_library_logs_and_prints_nothing(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        kg.build(kg.Article(text=TEXT)).query("roles")
    assert capfd.readouterr() == ("", "") and caplog.records == []


@pytest.mark.stress
def test_many_articles_give_the_same_bytes_under_three_hash_seeds(tmp_path: Path) -> None:
    names = ("Norway", "Peru", "Kenya", "Japan", "Chile", "Estonia", "Portugal", "Fiji")
    for n in range(200):
        here, there = names[n % 8], names[(n * 3 + 1) % 8]
        text = f"The president of {here}, Ada Number{n}ova, arrived in {there} on Monday.\n\n“Day {n},” she said.\n"
        (tmp_path / f"{n:03}.txt").write_text(f"published: 2020-01-{n % 28 + 1:02}\n\n{text}")
    made = set()
    for seed in ("0", "1", "2"):
        command = [
            sys.executable,
            "-c",
            "from kg.__main__ import main; main()",
            "build",
            str(tmp_path),
            "-o",
            str(tmp_path / seed),
        ]
        subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, check=True, capture_output=True)
        made.add((tmp_path / seed / "graph.trig").read_bytes())
    assert len(made) == 1


# ---------------------------------------------------------------- what is refused, and what is read once

FRENCH = "Le ministre des affaires étrangères a déclaré vendredi que les négociations se poursuivraient à Genève."


def test_another_language_is_refused_unless_forced(tmp_path: Path) -> None:
    path = tmp_path / "visite.txt"
    path.write_text(FRENCH, "utf-8")
    for source, name in ((path, str(path)), (kg.Article(text=FRENCH, title="Visite"), "the article “Visite”")):
        for ask in (kg.build, kg.read):
            with pytest.raises(kg.IntakeError, match="in French, and kg reads English") as caught:
                ask(source)
            assert str(caught.value).startswith(name)
        assert kg.read(source, force=True).article.language == "fr"
        assert len(kg.build(source, force=True).articles()) == 1
    assert kg.read_source(path).text == FRENCH


def test_an_article_that_is_too_long_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "visit.txt"
    path.write_text(TEXT, "utf-8")
    for source in (path, kg.Article(text=TEXT)):
        for ask in (kg.build, kg.read):
            with pytest.raises(kg.IntakeError, match=f"{len(TEXT)} characters, more than the 20 .* --max-chars"):
                ask(source, max_chars=20)
        assert kg.read(source, max_chars=len(TEXT)).roles
    with pytest.raises(kg.IntakeError, match="20 characters"):
        kg.read_source(path, max_chars=20)


def test_a_higher_limit_is_the_models_too(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nlp, "max_length", 50)
    article = kg.Article(text=TEXT)
    (failed,) = read_all([article], nlp=nlp)
    assert isinstance(failed, Failure)
    (facts,) = read_all([article], nlp=nlp, max_chars=len(TEXT))
    assert isinstance(facts, Facts) and nlp.max_length == len(TEXT)


def test_no_text_is_lost_and_none_counted_twice(caplog: pytest.LogCaptureFixture) -> None:
    same = [kg.Article(text=TEXT), kg.Article(text=TEXT, title="A visit")]
    other = [
        kg.Article(text=TEXT + " It rained.", url="https://a.example/x"),
        kg.Article(text=TEXT + " No.", url="https://a.example/x"),
    ]
    with caplog.at_level(logging.WARNING):
        graph = kg.build([*same, *other])
    assert len(graph.articles()) == 3 and len(caplog.messages) == 2
    assert b"A visit" in graph.serialise("nt")


@pytest.mark.model
def test_without_a_day_of_publication_relative_dates_stay_words() -> None:
    text = "Norwegian Foreign Minister Ana Lund visited Chad on Friday. She met President Obi Sarr in Oslo in May 2019."
    facts = kg.read(kg.Article(text=text))
    assert [(e.when.span.of(text), e.when.edtf) for e in facts.events if e.when] == [
        ("Friday", None),
        ("May 2019", "2019-05"),
    ]
    assert [(f.said, f.edtf) for f in kg.build(kg.Article(text=text)).reading().facts if f.sort == "event"] == [
        ("Friday", None),
        ("May 2019", "2019-05"),
    ]
