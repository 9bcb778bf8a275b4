"""Readings made by hand, so that a test of the page needs no language model."""

from __future__ import annotations

from kg.rdf.reading import ArticleRow, EntityRow, FactRow, Reading

BASE = "https://w3id.org/dkg/id/"
ANA, BO, CHAD, OSLO = (f"{BASE}{key}" for key in ("person/ana-lund", "person/bo-berg", "country/TD", "place/oslo"))
FIRST, SECOND = f"{BASE}article/1", f"{BASE}article/2"

ENTITIES = (
    EntityRow(ANA, "person", "Ana Lund", forms=("Lund",)),
    EntityRow(BO, "person", "Bo Bérg"),
    EntityRow(CHAD, "country", "Chad", forms=("N'Djamena",), country=CHAD),
    EntityRow(OSLO, "place", "Oslo"),
)
ARTICLES = (
    ArticleRow(FIRST, "Chad visits Oslo", "The Fjord", "2021-05-04", "https://fjord.example/chad"),
    ArticleRow(SECOND, "No address", None, "2022-01-10", "javascript:alert(1)"),
)


def role() -> FactRow:
    sentence = "Chad’s foreign minister, Ana Lund, spoke."
    return FactRow(
        f"{FIRST}/role/1",
        "role",
        "foreign-minister",
        "public-office",
        "foreign minister",
        FIRST,
        {"person": (ANA,), "heldFor": (CHAD,)},
        words="foreign minister",
        sentence=sentence,
        marks=((0, 33),),
        rule="role/apposition",
    )


def meeting(*, number: int = 1, day: str = "2021-05-03", manner: str = "") -> FactRow:
    sentence = "🇹🇩 Ana Lund met Bo Bérg in Oslo."
    at = sentence.index("met")
    return FactRow(
        f"{FIRST}/event/{number}",
        "event",
        "meeting",
        "consult",
        "meeting",
        FIRST,
        {"participant": (ANA, BO), "where": (OSLO,)},
        manner=manner,
        edtf=day,
        first=day,
        last=day,
        words="met",
        sentence=sentence,
        start=60,
        marks=((at, at + 3),),
        rule="events/meet",
    )


def said(*, stance: str = "neutral", addressee: str | None = None, about: str | None = None) -> FactRow:
    sentence = "“It rained,” Ana Lund told Bo Bérg."
    parts = {"speaker": (ANA,), "addressee": (addressee,) if addressee else (), "about": (about,) if about else ()}
    return FactRow(
        f"{SECOND}/statement/{stance}-{'to' if addressee else ''}-{'about' if about else ''}",
        "statement",
        stance,
        stance,
        stance,
        SECOND,
        {name: found for name, found in parts.items() if found},
        manner="" if stance == "neutral" else stance,
        mode="direct",
        words="It rained,",
        sentence=sentence,
        marks=((1, 11),),
        rule="say/quotation",
    )


def reading(*facts: FactRow) -> Reading:
    """A graph with these facts, by default one of each sort."""
    chosen = facts or (role(), meeting(), said(addressee=BO), said(stance="accusing", about=BO))
    return Reading(chosen, {row.iri: row for row in ENTITIES}, {row.iri: row for row in ARTICLES})
