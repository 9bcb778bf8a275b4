"""Facts for reading: lines, evidence, JSON; and what an article may not do to a terminal."""

from __future__ import annotations

import datetime as dt
import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.article import Article
from kg.facts import (
    Date,
    Entity,
    EntityKind,
    Event,
    Evidence,
    Facts,
    Modality,
    Mode,
    Office,
    RoleHeld,
    Span,
    Stance,
    Statement,
)
from kg.render import as_json, heading, lines, printable

TEXT = "Ada Vells, minister of Norway, told Peru on Friday: “Wait\n\nfor us.” She visits Lima."


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def facts() -> Facts:
    article = Article(text=TEXT, title="A visit", publisher="The Gazette", published=dt.date(2023, 3, 17), id="0123")
    first, last = Span(0, TEXT.index("” ") + 1), span("She visits Lima.")
    said = Statement(
        speakers=("person/ada",),
        content=(span("Wait\n\nfor us."),),
        mode=Mode.DIRECT,
        cue=span("told"),
        addressees=("country/PE",),
        stance=Stance.DEMANDING,
        evidence=Evidence("0123", (span("told"), span("Wait\n\nfor us.")), first, "say"),
    )
    day = Date(span("Friday"), "2023-03-17", dt.date(2023, 3, 17), dt.date(2023, 3, 17))
    return Facts(
        article=article,
        entities=(
            Entity("person/ada", "Ada Vells", EntityKind.PERSON, forms=("Ada Vells",)),
            Entity(
                "country/PE", "Peru", EntityKind.COUNTRY, known=True, same_as=("http://www.wikidata.org/entity/Q419",)
            ),
            Entity("country/NO", "Norway", EntityKind.COUNTRY, known=True),
        ),
        roles=(
            RoleHeld(
                "person/ada",
                Office("minister"),
                "country/NO",
                Evidence("0123", (span("minister"),), first, "app"),
                since=day,
            ),
        ),
        events=(
            Event(
                kind="state-visit",
                triggers=(span("visits"),),
                evidence=Evidence("0123", (span("visits"),), last, "visit"),
                participants=("person/ada", "country/PE", "country/NO"),
                source=("person/ada",),
                target=("country/PE",),
                when=Date(span("Friday")),
                where=("country/PE",),
                modality=Modality.REPORTED,
                claimed_in=said,
            ),
        ),
        statements=(said,),
    )


def test_each_fact_is_one_line() -> None:
    assert [(line.kind, line.fact) for line in lines(facts())] == [
        ("role", "Ada Vells · minister · Norway · since 2023-03-17"),
        ("event", "state visit · Ada Vells → Peru, Norway · “Friday” · Peru · (reported)"),
        ("statement", "Ada Vells → Peru · “Wait for us.” · (demanding)"),
    ]
    assert heading(facts()) == "A visit · The Gazette · 2023-03-17"


def test_the_evidence_is_marked_in_the_sentence() -> None:
    said = list(lines(facts()))[-1]
    assert said.sentence == "Ada Vells, minister of Norway, told Peru on Friday: “Wait for us.”"
    assert [s.of(said.sentence) for s in said.marked] == ["told", "Wait for us."]


def test_json_keeps_offsets_and_points_from_fact_to_fact() -> None:
    found = json.loads(json.dumps(as_json(facts())))
    assert found["article"] == {
        "id": "0123",
        "title": "A visit",
        "url": None,
        "publisher": "The Gazette",
        "published": "2023-03-17",
        "language": "en",
    }
    assert found["events"][0]["claimed_in"] == 0 and found["statements"][0]["within"] is None
    assert found["roles"][0]["since"] == {
        "words": "Friday",
        "edtf": "2023-03-17",
        "earliest": "2023-03-17",
        "latest": "2023-03-17",
    }
    cue = found["statements"][0]["cue"]
    assert TEXT[cue["start"] : cue["end"]] == cue["text"] == "told"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mb", "a�[31mb"),
        ("a\u202eb\u2066", "a�b�"),
        (" a \n\t b\u00a0c\u2028d ", "a b c d"),
        ("naïve “quote” 🇨🇱 👩\u200d🚀", "naïve “quote” 🇨🇱 👩\u200d🚀"),
        ("[bold]x[/bold]", "[bold]x[/bold]"),
    ],
)
def test_printable(text: str, shown: str) -> None:
    assert printable(text) == shown


@given(st.text())
def test_nothing_printable_steers_a_terminal(text: str) -> None:
    shown = printable(text)
    assert "\n" not in shown and not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in shown)


@given(st.text(min_size=3), st.data())
def test_marks_stay_inside_their_sentence(text: str, data: st.DataObject) -> None:
    article = Article(text=f"A{text}")
    length = len(article.text)
    cut = sorted(data.draw(st.sets(st.integers(0, length), min_size=2, max_size=4)))
    spans = tuple(Span(a, b) for a, b in pairwise(cut))
    role = RoleHeld("p", Office("x"), None, Evidence(article.id, spans, Span(0, length), "r"))
    (line,) = lines(Facts(article=article, roles=(role,)))
    assert all(0 <= s.start < s.end <= len(line.sentence) for s in line.marked)
    assert "  " not in line.sentence
