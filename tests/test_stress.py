"""Ten thousand generated texts, run by `make stress`: the seed is printed, so that a finding can be made again.

`STRESS_SEED=1 STRESS_TEXTS=500 make stress` draws other texts, or fewer.
"""

from __future__ import annotations

import datetime as dt
import os
import random
from collections.abc import Callable, Iterable

import pyoxigraph
import pytest
from spacy.language import Language

import kg
from kg.facts import Facts
from kg.pipeline import Failure, new_store, read_all
from tests import grammar
from tests.checks import complaints

SEED = int(os.environ.get("STRESS_SEED") or random.SystemRandom().randrange(2**32))
TEXTS = int(os.environ.get("STRESS_TEXTS") or 10_000)
BATCH = 100
PUBLISHED = dt.date(2020, 5, 5)
_MAKERS: tuple[Callable[[int], str], ...] = (*[grammar.article] * 7, grammar.noise, grammar.noise, grammar.patchwork)

pytestmark = [pytest.mark.model, pytest.mark.stress]


def drawn(number: int) -> str:
    """The text of a number: seven in ten are articles."""
    seed = SEED + number
    return _MAKERS[seed % len(_MAKERS)](seed)


@pytest.mark.parametrize("first", range(0, TEXTS, BATCH), ids=lambda first: f"seed-{SEED}-from-{first}")
def test_generated_texts_give_facts_that_hold(nlp: Language, first: int) -> None:
    articles = made(range(first, min(first + BATCH, TEXTS)))
    found = list(read_all(articles, nlp=nlp))
    wrong = [problem for article, facts in zip(articles, found, strict=True) for problem in problems(article, facts)]
    assert not wrong, "\n".join(wrong)
    sample = random.Random(first).sample(range(len(articles)), 10)
    assert list(read_all([articles[n] for n in sample], nlp=nlp)) == [found[n] for n in sample]
    read = [facts for facts in found if isinstance(facts, Facts)]
    graph_holds(read, nlp=nlp)


def made(numbers: Iterable[int]) -> list[kg.Article]:
    """The articles of these numbers: distinct, none blank."""
    found: dict[str, kg.Article] = {}
    for number in numbers:
        text, day = drawn(number), PUBLISHED if number % 3 else None
        try:
            article = kg.Article(text=text, title=text[:40].strip() or None, published=day)
        except kg.IntakeError:
            assert not text.replace("\x00", "").strip()
            continue
        found[article.id] = article
    return list(found.values())


def problems(article: kg.Article, facts: Facts | Failure) -> list[str]:
    """What is wrong with the facts of an article, each with its text."""
    if isinstance(facts, Failure):
        return [f"{facts.reason}\n    {article.text!a}"]
    skipped = [f"skipped {span}: {span.of(article.text)!a}" for span in facts.skipped]
    return [f"{each}\n    {article.text!a}" for each in (*skipped, *complaints(facts))]


def graph_holds(read: list[Facts], *, nlp: Language) -> None:
    """The graph of the facts is written, read back alike, and conforms to the shapes (checked for some)."""
    graph = new_store(nlp)
    for facts in read:
        graph.add(facts)
    turtle, again = graph.serialise("ttl"), new_store(nlp)
    assert len(set(pyoxigraph.parse(turtle, format=pyoxigraph.RdfFormat.TURTLE))) == len(graph)
    for facts in reversed(read):
        again.add(facts)
    assert again.serialise("ttl") == turtle
    checked = new_store(nlp)
    for facts in read[::20]:
        checked.add(facts)
    report = checked.check()
    assert report.conforms, str(report)
