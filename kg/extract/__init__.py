"""From an annotated Doc to the facts of its article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.facts import Facts
from kg.language import state

if TYPE_CHECKING:
    from spacy.tokens import Doc


def extract(doc: Doc) -> Facts:
    """All facts of the article that the Doc was made from.

    Args:
        doc: made by `kg.language.make_doc` and run through the pipeline of `kg.language.load`.

    Raises:
        ValueError: the Doc has no article.
    """
    from kg.extract.events import events
    from kg.extract.roles import roles
    from kg.extract.statements import statements
    from kg.language.actors import Actors
    from kg.language.registry import countries_of

    article = state.article(doc)
    if article is None:
        raise ValueError("the Doc has no article; make it with kg.language.make_doc")
    actors = Actors(doc)
    said = tuple(statements(doc, actors=actors))
    held = tuple(roles(doc))
    happened = tuple(events(doc, actors=actors, statements=said))
    entities = state.entities(doc)
    return Facts(
        article=article,
        entities=(*entities, *countries_of(entities)),
        mentions=state.mentions(doc),
        roles=held,
        events=happened,
        statements=said,
    )
