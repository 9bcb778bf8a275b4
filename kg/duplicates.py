"""The same article twice: read once, and nothing of it lost.

An article's identity is its address, else its text. Of two with one text the first is kept, with
what only the second tells of it; where they contradict each other, or one address has two texts,
both are kept. Each case is logged in one line.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg.article import Article

_log = logging.getLogger(__name__)
_TOLD = {"title": "title", "url": "address", "publisher": "publisher", "published": "date"}


@dataclass(slots=True)
class _Kept:
    name: str
    article: Article


def distinct(found: Iterable[tuple[str, Article]]) -> list[Article]:
    """Articles, each once and each with an id of its own, in order.

    Args:
        found: each with the name by which messages call it, such as its file.
    """
    kept: list[_Kept] = []
    by_text: dict[str, list[_Kept]] = {}
    for name, article in found:
        alike = by_text.setdefault(article.text, [])
        first = next((other for other in alike if not _contradictions(other.article, article)), None)
        if first:
            first.article = _completed(first.article, article)
            if name != first.name:  # a path may be given twice, for one with its folder
                _log.warning("%s: the same text as %s; it is read once", name, first.name)
        else:
            alike.append(_Kept(name, article))
            kept.append(alike[-1])
    return _told_apart(kept)


def _contradictions(one: Article, other: Article) -> list[str]:
    """What two articles with one text tell differently."""
    told = [word for name, word in _TOLD.items() if _differ(getattr(one, name), getattr(other, name))]
    given = one.id != other.id and (_is_given(one) or _is_given(other))
    return [*told, "id"] if given else told


def _differ(one: object, other: object) -> bool:
    return bool(one and other and one != other)


def _is_given(article: Article) -> bool:
    """Was its id chosen by the caller?"""
    return replace(article, id="").id != article.id


def _completed(first: Article, second: Article) -> Article:
    """The first, with what only the second tells; an address gives it another identity."""
    more = {name: getattr(first, name) or getattr(second, name) for name in _TOLD}
    return replace(first, **more, id=first.id if first.url or not second.url else second.id)


def _told_apart(kept: Iterable[_Kept]) -> list[Article]:
    """The articles; one whose id another has gets an id of all that is known of it."""
    by_id: dict[str, _Kept] = {}
    for each in kept:
        first = by_id.get(each.article.id)
        if first:
            _log.warning("%s: %s; both are kept", each.name, _likeness(first, each))
            each.article = replace(each.article, id=_full_id(each.article))
        by_id[each.article.id] = each
    return [each.article for each in by_id.values()]


def _likeness(first: _Kept, second: _Kept) -> str:
    if first.article.text != second.article.text:
        return f"another text than {first.name} under the same address"
    return f"the same text as {first.name}, but another {' and '.join(_contradictions(first.article, second.article))}"


def _full_id(article: Article) -> str:
    told = [str(getattr(article, name) or "") for name in _TOLD]
    return hashlib.sha256("\n".join([*told, article.text]).encode("utf-8")).hexdigest()[:16]
