"""Whom of the table of office holders an article may mean under another spelling than the table's.

A name as the table has it is found while the article is read. This looks for the rest, by the same evidence and
scores as between articles; what it finds stays a guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache

from kg.identity.clusters import DOUBTFUL, MARGIN
from kg.identity.profiles import Occurrence, Profile, profile
from kg.identity.records import WIKIDATA, Link
from kg.identity.scoring import link
from kg.identity.spelling import spelt
from kg.knowledge import holders
from kg.knowledge.records import Holder

_IN_OFFICE = 4
"""Years that a term is taken to last where its end is not known."""


def guess(person: Profile, *, base: str) -> Link | None:
    """A link to the Wikidata identity of an office holder; None where nobody, or several, come into question."""
    if person.kind != "person" or person.known or person.same_as or not person.full or not person.offices:
        return None
    found = [
        each
        for other in _candidates(person, base=base)
        if (each := link(person, other)) is not None and each.score >= DOUBTFUL
    ]
    ranked = sorted(found, key=lambda each: (-each.score, each.b))
    if not ranked or (len(ranked) > 1 and ranked[0].score - ranked[1].score < MARGIN):
        return None
    return ranked[0]


def _candidates(person: Profile, *, base: str) -> Iterator[Profile]:
    """Those with a family name of the same spelling, each once."""
    words = sorted({word for each in person.full for word in (each.spelt[0], each.spelt[-1])})
    found = {other.entity: other for word in words for other in _family(word, base)}
    yield from (found[iri] for iri in sorted(found))


@lru_cache(maxsize=1 << 12)
def _family(word: str, base: str) -> tuple[Profile, ...]:
    """The office holders of a family name."""
    terms: dict[str, dict[Holder, None]] = {}
    for form in _surnames().get(word, ()):
        for holder in holders().by_surname(form):
            if holder.qid:
                terms.setdefault(holder.qid, {})[holder] = None
    return tuple(profile(_terms(WIKIDATA + qid, terms[qid], base=base)) for qid in sorted(terms))


def _terms(iri: str, terms: Iterable[Holder], *, base: str) -> Iterator[Occurrence]:
    """What the table says of somebody, as if articles did: one for each year at which a term begins or ends."""
    for term in terms:
        first = term.start or term.end
        last = term.end or (first.replace(year=first.year + _IN_OFFICE, day=1) if first else None)
        for day in (first, last):
            yield Occurrence(
                iri,
                "person",
                (term.name,),
                countries=frozenset([base + term.of] if term.of.startswith("country/") else []),
                offices=frozenset([(term.concept, base + term.of)]),
                year=day.year if day else None,
            )


@cache
def _surnames() -> Mapping[str, tuple[str, ...]]:
    """Family names of the table, by the spelling that stands for all."""
    out: dict[str, list[str]] = {}
    for form in holders().rows:
        if " " not in form:
            out.setdefault(spelt(form.replace("'", "")), []).append(form)
    return {word: tuple(forms) for word, forms in out.items()}
