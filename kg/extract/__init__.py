"""From an annotated Doc to the facts of its article."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from kg.facts import Event, Facts, RoleHeld, Statement
from kg.language import state

if TYPE_CHECKING:
    from spacy.tokens import Doc

_log = logging.getLogger(__name__)
_T = TypeVar("_T", RoleHeld, Statement, Event)


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

    article = state.article(doc)
    if article is None:
        raise ValueError("the Doc has no article; make it with kg.language.make_doc")
    actors = Actors(doc)
    said = tuple(_safely(article.id, statements(doc, actors=actors)))
    held = tuple(_safely(article.id, roles(doc)))
    happened = tuple(_safely(article.id, events(doc, actors=actors, statements=said)))
    return Facts(
        article=article,
        entities=state.entities(doc),
        mentions=state.mentions(doc),
        roles=held,
        events=happened,
        statements=said,
    )


def _safely(article: str, facts: Iterable[_T]) -> Iterator[_T]:
    """The facts, until their extractor fails: one bad sentence never costs the article what was read before."""
    iterator = iter(facts)
    while True:
        try:
            fact = next(iterator)
        except StopIteration:
            return
        except (LookupError, ValueError, AttributeError, RecursionError):
            _log.exception("article %s: an extractor stopped early", article)
            return
        yield fact
