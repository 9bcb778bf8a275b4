"""What a noun phrase is in its clause: subject, object, possessor, oblique, modifier or other."""

from __future__ import annotations

from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_ROLES = {
    **dict.fromkeys(SUBJECTS, "subject"),
    **dict.fromkeys(("dobj", "iobj", "dative", "attr", "oprd"), "object"),
    **dict.fromkeys(("compound", "amod", "nmod"), "modifier"),
    "poss": "possessor",
    "pobj": "oblique",
}
_LONGEST = 4  # steps up a list


def governed(token: Token) -> Token:
    """The first of what a token is coordinated with or stands in apposition to: its role is theirs."""
    for _ in range(_LONGEST):
        if token.dep_ not in ("conj", "appos"):
            break
        token = token.head
    return token


def role_of(token: Token) -> str:
    """What a noun phrase is in its clause, by its head."""
    return _ROLES.get(governed(token).dep_, "other")


def is_subject(token: Token) -> bool:
    """Whether it is the subject of its clause, or one of several."""
    return governed(token).dep_ in SUBJECTS
