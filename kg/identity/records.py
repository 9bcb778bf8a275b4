"""The records of identity across articles. Entities and articles are named by their IRIs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

WIKIDATA = "http://www.wikidata.org/entity/"


class Verdict(StrEnum):
    """What a user decides about two entities."""

    SAME = "same"
    NOT_SAME = "not the same"
    UNDECIDED = "undecided"


def ordered(a: str, b: str) -> tuple[str, str]:
    """A pair of entities in code point order, a published identity last."""
    first, second = sorted((a, b), key=lambda iri: (iri.startswith(WIKIDATA), iri))
    return first, second


@dataclass(frozen=True, slots=True)
class Link:
    """Two entities that may be one, `a` before `b` (`ordered`).

    `score`: how likely that is, from 0 to 1, as measured on labelled pairs. `method`: how the names are alike.
    `reason`: what spoke for and against it, in words.
    """

    a: str
    b: str
    score: float
    method: str
    reason: str

    @property
    def guess(self) -> str:
        """The published identity that `b` is, where it is no entity of an article."""
        return self.b if self.b.startswith(WIKIDATA) else ""


@dataclass(frozen=True, slots=True)
class Parting:
    """Articles that name somebody as others do, and can't mean the same. `reason`: why not, in words."""

    entity: str
    articles: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision of the user. The later of two about the same entities holds.

    `number`: counts the commands that recorded decisions; those of one command share it. `entities`: two; or one,
    whose `articles` speak of as many different entities.
    """

    number: int
    verdict: Verdict
    entities: tuple[str, ...]
    articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """What makes one IRI stand for several: its published identities, and how many articles use it.

    `bare`: a surname alone, which may be short for any one of several. `initial`: no first name but its letter.
    """

    same_as: tuple[str, ...] = ()
    articles: int = 0
    bare: bool = False
    initial: bool = False
