"""What speaks for and against an antecedent of a pronoun: statements about English, each with a weight.

The statements are read from the parse and from what has been named so far; their weights, and why each
is there, stand in `data/coreference.toml`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from kg.language.clause_roles import SUBJECTS
from kg.language.coreference_words import NOBODY, coreference_words
from kg.language.discourse import Seen

_VERBS = frozenset({"VERB", "AUX"})
_RELATIVE = frozenset({"WP", "WDT"})
_MANY = 5  # mentions from which more say no more


@dataclass(frozen=True, slots=True)
class Place:
    """Where a pronoun stands: its role, and the head tokens of the subjects around it, clause by clause."""

    token: int
    sentence: int
    role: str
    quoted: bool
    own: tuple[int, ...] = ()  # subjects of its own clause, where it is no part of them
    upper: tuple[int, ...] = ()  # of the clause that this one depends on
    beside: tuple[int, ...] = ()  # of the clause that this one is coordinated with
    above: tuple[int, ...] = ()  # of any farther up
    speaks: bool = False  # it is the subject of a verb of saying
    partner: int = -1  # what the noun of a possessor is coordinated with (`Roe` in `Roe and her husband`)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that a pronoun may stand for: where it was mentioned (the last first), how often and when first."""

    key: str
    mentions: Sequence[Seen]
    count: int
    first: int
    gender: bool = False  # known, and the pronoun's
    doubt: str = ""  # what its name was taken for, where nothing says that it names a person


@dataclass(frozen=True, slots=True)
class Choice:
    """The best candidate with its share of the belief, and what spoke for it."""

    key: str
    score: float
    lead: float  # over the next
    reason: str


def place_of(token: Token, *, role: str, sentence: int, quoted: bool, speaks: bool = False) -> Place:
    """Where a pronoun stands."""
    rings: dict[str, tuple[int, ...]] = {}
    inside = {token.i, *(t.i for t in token.ancestors)}
    ring = "own"
    for verb, coordinated in _clauses(token):
        found = tuple(s for s in _subjects(verb) if s not in inside)
        if ring != "own":
            ring = "above" if rings.keys() & {"upper", "beside", "above"} else "beside" if coordinated else "upper"
        rings[ring] = (*rings.get(ring, ()), *found)
        ring = "next"
    rings.pop("next", None)
    noun = token.head
    partner = noun.head.i if role == "possessor" and noun.dep_ == "conj" else -1
    return Place(token.i, sentence, role, quoted, **rings, speaks=speaks, partner=partner)


def _clauses(token: Token) -> Iterator[tuple[Token, bool]]:
    """The verbs with a subject above a token, and whether the clause below each is coordinated with it."""
    coordinated = False
    for above in (token, *token.ancestors):
        if above.pos_ in _VERBS and any(c.dep_ in SUBJECTS for c in above.children):
            yield above, coordinated
            coordinated = above.dep_ == "conj"


def _subjects(verb: Token) -> Iterator[int]:
    """The heads of a verb's subjects; for `who` of a relative clause the noun that it stands for."""
    for c in verb.children:
        if c.dep_ in SUBJECTS:
            head = verb.head if c.tag_ in _RELATIVE and verb.dep_ in ("relcl", "acl") else c
            yield from _listed(head)


def _listed(head: Token) -> Iterator[int]:
    yield head.i
    for c in head.children:
        if c.dep_ in ("conj", "appos"):
            yield c.i


def choose(place: Place, candidates: Sequence[Candidate]) -> Choice | None:
    """The candidate that most speaks for, with its score between 0 and 1; none where two stand alike."""
    if not candidates:
        return None
    weights = coreference_words().weights
    rows = [features(place, c, candidates) for c in candidates]
    totals = [sum(weights[name] * value for name, value in row.items()) for row in rows]
    best = max(range(len(rows)), key=lambda n: (totals[n], -n))
    if any(_alike(candidates[best], other) for n, other in enumerate(candidates) if n != best):
        return None
    top = max(totals[best], weights[NOBODY])
    shares = [math.exp(total - top) for total in totals]
    whole = sum(shares) + math.exp(weights[NOBODY] - top)
    lead = (shares[best] - max((s for n, s in enumerate(shares) if n != best), default=0.0)) / whole
    return Choice(candidates[best].key, round(shares[best] / whole, 3), lead, _reason(rows[best], weights))


def _alike(best: Candidate, other: Candidate) -> bool:
    """Whether both were named last in one breath (`Roe and Doe met. He …`)."""
    return best.mentions[0].lead == other.mentions[0].lead and best.mentions[0].head != other.mentions[0].head


def _reason(row: Mapping[str, float], weights: Mapping[str, float]) -> str:
    """The three statements that weighed most for it."""
    strong = sorted((-weights[name] * value, name) for name, value in row.items() if weights[name] * value > 0)
    return ", ".join(name for _, name in strong[:3])


def features(place: Place, candidate: Candidate, rivals: Sequence[Candidate]) -> dict[str, float]:
    """What can be said of a candidate, by the names of `coreference.toml`; what is not said is nought."""
    before = [s for s in candidate.mentions if s.token < place.token]
    out = {**_distance(place, before), **_clause(place, candidate), **_standing(candidate)}
    if not before:
        out["named after it"] = 1.0
        return out
    last = before[0]
    out[f"{last.role} last"] = 1.0
    if any(s.head == place.partner for s in before):
        out["beside what it possesses"] = 1.0
    if last.role == place.role != "possessor":
        out["same role"] = 1.0
    if all(s.token <= last.token for r in rivals if r is not candidate for s in r.mentions if s.token < place.token):
        out["nearest"] = 1.0
    if place.speaks and any(s.speaks and place.sentence - s.sentence <= 1 for s in before):
        out["spoke before, for who speaks"] = 1.0
    if all(s.quoted for s in before) and not place.quoted:
        out["only in a quotation"] = 1.0
    return out


def _distance(place: Place, before: Sequence[Seen]) -> dict[str, float]:
    if not before:
        return {}
    back = place.sentence - before[0].sentence
    names = ("this sentence", "the sentence before", "two sentences before")
    out = {names[back] if back < len(names) else "farther back": 1.0}
    opening = [s for s in before if place.sentence - s.sentence == 1 and s.role == "subject"]
    if any(s.main for s in opening):
        out["main subject of the sentence before" + (", and in this" if back == 0 else "")] = 1.0
    elif opening:
        out["subject in the sentence before"] = 1.0
    return out


def _clause(place: Place, candidate: Candidate) -> dict[str, float]:
    """Which of the subjects around the pronoun it is."""
    possessor = place.role == "possessor"
    here = {s.head for s in candidate.mentions if s.sentence == place.sentence}
    out: dict[str, float] = {}
    for name in ("own", "upper", "beside", "above"):
        if here.intersection(getattr(place, name)):
            out[f"subject {name}, for a possessor" if name == "own" and possessor else f"subject {name}"] = 1.0
            if name == "upper" and any(s.speaks for s in candidate.mentions if s.sentence == place.sentence):
                out["subject upper, who speaks"] = 1.0
            return out
    if any(s.sentence == place.sentence and s.role == "subject" and s.token < place.token for s in candidate.mentions):
        out["other subject in this sentence"] = 1.0
    return out


def _standing(candidate: Candidate) -> dict[str, float]:
    """What holds of it wherever the pronoun stands."""
    out = {"times named": math.log(1 + min(candidate.count, _MANY))}
    if candidate.first == 0:
        out["first of them named"] = 1.0
    if candidate.gender:
        out["gender known"] = 1.0
    if candidate.doubt:
        out[f"name of {candidate.doubt}"] = 1.0
    return out
