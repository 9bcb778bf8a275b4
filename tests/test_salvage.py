"""One bad sentence never costs the article, whichever layer it breaks."""

from __future__ import annotations

import datetime as dt
import importlib
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

import kg
from kg.cli import run
from kg.facts import Fact, Facts, Span
from kg.identity.keys import keyed
from kg.pipeline import Failure, read_all
from kg.salvage import _Sieve, salvage
from tests.checks import complaints

BEFORE = (
    "Norwegian Foreign Minister Karin Oxenvad visited Oslo on 3 May 2019.",
    "Peru expelled Chad's ambassador, Olav Brandvik, on Friday.",
)
BAD = "Zembla's Prime Minister Ada Zemblasen met Iran's president on 5 June 1999 and said “the talks” had failed."
AFTER = (
    "“Japan will never agree,” President Amina Dorsen of Kenya told reporters in Geneva.",
    "The prime minister of Fiji, Yusuf Marsen, signed an agreement with Georgia.",
)
PARSING: dict[str, Callable[..., bool]] = {
    "language.layout:_first_look": lambda text, i, spans: "Zembla" in spans[i].of(text),
    "language.reading:find_dateline": lambda text, span: "Zembla" in span.of(text),
}
READING: dict[str, Callable[..., bool]] = {
    "language.quotations:_quote": lambda text, opening, closing: text[opening.end : closing.start] == "the talks",
    "language.dates:_at": lambda anchor, *rest: anchor.group() == "1999" or "5 June" in anchor.string,
    "language.names:cut": lambda page, start, end: "Zemblasen" in page.words[start:end],
    "language.linking:_link": lambda work, name, *rest: "Zemblasen" in name.text,
    "language.offices:_read": lambda page, i, last: "Zembla" in page.words[max(i - 3, 0) : i],
    "language.coreference:link_office": lambda walk, phrase: "Zembla" in walk.page.words[: phrase.end][-5:],
    "language.coreference:_walk_sentence": lambda walk, start, end, phrases: "Zembla" in walk.page.words[start:end],
    "extract.roles:_evidence": lambda doc, phrase, article: phrase.person == "person/ada-zemblasen",
    "extract.statements.gather:attributions": lambda text, sentence, lexicon: (
        "Zembla" in text.doc[sentence.start : sentence.end].text
    ),
    "extract.statements:_statement": lambda text, found, *rest: "Zembla" in found.speaker.sent.text,
    "extract.events:_sighted": lambda item: "Zembla" in item[0].sent.text,
    "extract.events:_event": lambda found: "country/IR" in found.participants,
}

pytestmark = pytest.mark.model


def article(*sentences: str, between: str = "\n\n") -> kg.Article:
    return kg.Article(text=between.join(sentences), published=dt.date(2020, 5, 5))


def read(given: kg.Article, nlp: Language) -> Facts:
    (facts,) = read_all([given], nlp=nlp)
    assert isinstance(facts, Facts), facts
    return facts


def broken(layer: str, monkeypatch: pytest.MonkeyPatch, *, fails: Callable[..., bool]) -> None:
    """Make a function raise where what it is given says so."""
    module, name = layer.split(":")
    place = importlib.import_module(f"kg.{module}")
    works = getattr(place, name)

    def function(*given: Any, **named: Any) -> Any:
        if fails(*given):
            raise LookupError("no luck")
        return works(*given, **named)

    monkeypatch.setattr(place, name, function)


def others(facts: Facts) -> list[Fact]:
    """The facts that do not stand in the bad sentence."""
    start = facts.article.text.index(BAD)
    return [fact for fact in facts if not start <= fact.evidence.sentence.start < start + len(BAD)]


@pytest.mark.parametrize("layer", [*PARSING, *READING])
def test_a_sentence_that_fails_costs_its_own_facts(
    nlp: Language, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, layer: str
) -> None:
    given = article(*BEFORE, BAD, *AFTER)
    whole = read(given, nlp)
    assert not whole.skipped and len(others(whole)) < len(list(whole))
    broken(layer, monkeypatch, fails={**PARSING, **READING}[layer])
    with caplog.at_level(logging.WARNING, logger="kg"):
        facts = read(given, nlp)
    assert [span.of(given.text) for span in facts.skipped] == [BAD]
    assert list(facts) == others(facts) == others(whole)
    assert complaints(facts) == []
    (record,) = caplog.records
    start = given.text.index(BAD)
    assert record.name == "kg.salvage" and given.id in record.getMessage()
    assert f"{start} to {start + len(BAD)} (LookupError: 'no luck')" in record.getMessage().replace(
        "no luck", "'no luck'"
    )


@pytest.mark.parametrize("layer", READING)
def test_within_a_paragraph_too(nlp: Language, monkeypatch: pytest.MonkeyPatch, layer: str) -> None:
    given = article(*BEFORE, BAD, *AFTER, between=" ")
    whole = read(given, nlp)
    broken(layer, monkeypatch, fails=READING[layer])
    facts = read(given, nlp)
    assert [span.of(given.text) for span in facts.skipped] == [BAD]
    assert list(facts) == others(whole)


def test_several_that_fail_and_only_together(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    given = article(BAD, *BEFORE, BAD.replace("1999", "2001"), *AFTER, BAD.replace("1999", "2003"))
    broken("extract.events:_sighted", monkeypatch, fails=READING["extract.events:_sighted"])
    assert len(read(given, nlp).skipped) == 3
    monkeypatch.undo()

    def together(doc: Any, **named: Any) -> bool:
        return "Oxenvad" in doc.text and "Zembla" in doc.text

    broken("extract.statements:statements", monkeypatch, fails=together)
    facts = read(article(*BEFORE, BAD), nlp)
    assert [span.of(facts.article.text) for span in facts.skipped] == [BAD]


def test_what_always_fails_costs_the_article_and_no_other(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    broken("extract.statements:statements", monkeypatch, fails=lambda doc, **named: "Zembla" in doc.text)
    lost, kept = read_all([article(BAD), article(*BEFORE)], nlp=nlp)
    assert isinstance(lost, Failure) and "LookupError: no luck" in lost.reason
    assert isinstance(kept, Facts) and not kept.skipped


def test_the_search_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.salvage._TRIES", 30)
    sieve: _Sieve[None] = _Sieve(lambda shown: [][1])
    with pytest.raises(IndexError):
        sieve.run([Span(at, at + 1) for at in range(1000)])
    assert sieve.tries == 31


def test_an_error_of_our_own_is_not_searched_for(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*given: object, **named: object) -> None:
        raise kg.KgError("cues.toml: a row is wrong; mend it")

    monkeypatch.setattr("kg.extract.statements.lexicon", refuse)
    (failure,) = read_all([article(*BEFORE)], nlp=nlp)
    assert isinstance(failure, Failure) and "cues.toml" in failure.reason


def test_where_nothing_fails_the_careful_way_gives_the_same(nlp: Language, examples: list[Path]) -> None:
    for path in examples:
        given = kg.read_source(path)
        assert keyed(salvage(given, nlp=nlp)) == read(given, nlp)


@pytest.mark.parametrize("command", ["build", "facts"])
def test_the_command_line_counts_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("published: 2020-05-05\n\n" + "\n\n".join((*BEFORE, BAD, *AFTER)))
    broken("extract.events:_sighted", monkeypatch, fails=READING["extract.events:_sighted"])
    out = ["-o", str(tmp_path / "out")] if command == "build" else []
    assert run([command, str(path), *out]) == 0
    told = capsys.readouterr()
    assert "1 sentence skipped" in told.err and "Zembla" not in told.out
