"""`The Finn told deputies …`: a person whom the text has named, by the people that he is of."""

from __future__ import annotations

from kg.facts import EntityKind, Form
from kg.knowledge import gazetteer
from kg.knowledge.records import Sense
from kg.language.discourse import Walk, Why, country_of, link

_NEAR = 2  # sentences back that the person is looked for
_WHY = Why("one of a people", reason="the only person there who may be of that people")


def link_national(walk: Walk, i: int) -> None:
    """Link a singular demonym after `the` to the one person of that people named just before."""
    page = walk.page
    keys = {r.key for r in gazetteer().lookup(page.words[i]) if r.sense is Sense.PEOPLE}
    if len(keys) != 1 or page.tokens[i].dep_ in ("compound", "amod", "nmod") or _other(walk, i):
        return
    seen = [s for s in walk.recent(_NEAR) if walk.kind(s.key) is EntityKind.PERSON]
    persons = dict.fromkeys(s.key for s in seen)
    of = {key: walk.page.registry.drafts[key].country or country_of(walk, key) for key in persons}
    found = [key for key in persons if of[key] in keys]
    if not found and len(persons) == 1:
        found = [key for key in persons if of[key] is None and any(s.subject for s in seen)]
    if len(found) == 1:
        link(walk, i - 1, i + 1, (found[0],), Form.NOMINAL, head=i, why=_WHY)


def _other(walk: Walk, i: int) -> bool:
    """Whether the article speaks of one of that people without a name (`a Finn and a Swede`)."""
    low = walk.page.lower
    return any(low[j - 1] in walk.words.indefinite for j in range(1, i) if low[j] == low[i])
