"""One key, several persons: a name in articles that lie further apart than a life in office."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.identity.profiles import Occurrence
from kg.identity.records import Parting
from kg.rdf.canon import own_iri

GENERATION = 25
"""Years without a word about somebody after which the name is taken for another's, as the scores have it."""


@dataclass(frozen=True, slots=True)
class Generations:
    """`groups`: of each person the IRI and the articles; `partings`: those that don't keep the key's IRI."""

    groups: Mapping[str, tuple[str, ...]]
    partings: tuple[Parting, ...] = ()


def generations(entity: str, places: Mapping[str, Occurrence]) -> Generations:
    """The persons of one key. The one of most articles keeps the IRI, of several such the earliest.

    Articles without a date are taken for his, and whom the knowledge base knows is one.
    """
    every = tuple(sorted(places))
    if any(one.kind != "person" or one.known or one.same_as for one in places.values()):
        return Generations({entity: every})
    dated = sorted((one.year, article) for article, one in places.items() if one.year is not None)
    groups: list[list[tuple[int, str]]] = []
    for year, article in dated:
        if not groups or year - groups[-1][-1][0] > GENERATION:
            groups.append([])
        groups[-1].append((year, article))
    if len(groups) < 2:
        return Generations({entity: every})
    kept = max(groups, key=lambda group: (len(group), -group[0][0]))
    others = [tuple(article for _, article in group) for group in groups if group is not kept]
    gone = {article for group in others for article in group}
    years = " and ".join(_years(group) for group in groups)
    return Generations(
        {
            entity: tuple(article for article in every if article not in gone),
            **{own_iri(entity, group[0]): group for group in others},
        },
        tuple(Parting(entity, group, f"articles of {years}") for group in others),
    )


def _years(group: list[tuple[int, str]]) -> str:
    first, last = group[0][0], group[-1][0]
    return str(first) if first == last else f"{first} to {last}"
