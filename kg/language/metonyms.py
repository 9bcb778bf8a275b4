"""A capital, seat or house of government: the place, or by grammar its government.

`in Moscow` and `flights between London and Moscow` name places; `Moscow said`, `talks between London
and Moscow` and `Moscow-backed` name those who govern there.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from kg.facts import Span
from kg.language import state
from kg.language.words import LinkingWords, name_words

_MODIFIER = frozenset({"compound", "amod", "nmod", "poss"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_LOOSE = frozenset({"npadvmod", "ROOT", "dep", "appos", "nsubj", "dobj", "compound"})
_VERBAL = frozenset({"VBP", "VBZ", "VBD", "VB", "NN"})
_DEEP = 4
"""How far a list or apposition is followed to what governs it."""


def is_place(doc: Doc, start: int, end: int, *, words: LinkingWords, datelines: Sequence[Span], seat: bool) -> bool:
    """Whether the name of a capital or seat at these tokens stands for the place, by the words that govern it."""
    at = doc[start].idx
    if any(d.start <= at < d.end for d in datelines):
        return True
    bound = _bound(doc, start, end, words)
    if bound is not None:
        return bound
    following = state.columns(doc).lower[end : end + 1]
    if following and following[0] in words.event_words:
        return True
    root = doc[start:end].root
    if _headlined(doc, start, end, root):
        return False
    if _called_place(root, words):
        return True
    if seat and root.dep_ in _MODIFIER:
        return root.head.lemma_.lower() in words.sites
    return _governed_as_place(root, words, depth=0)


def _bound(doc: Doc, start: int, end: int, words: LinkingWords) -> bool | None:
    """`Moscow-backed`, `pro-Moscow`: the government; `London-based`: the place; None where no hyphen binds the name."""
    lower = state.columns(doc).lower
    if lower[end : end + 1] == ["-"] and end + 1 < len(lower):
        if lower[end + 1] in words.bound_actors:
            return False
        if lower[end + 1] in words.bound_places:
            return True
    if start > 1 and lower[start - 1] == "-" and lower[start - 2] in words.bound_before:
        return False
    return None


def _headlined(doc: Doc, start: int, end: int, root: Token) -> bool:
    """`London, Moscow trade barbs`: a headline's list of two who act, which the parser can't know."""
    columns = state.columns(doc)
    if root.dep_ not in _LOOSE or not _without_stop(columns, start):
        return False
    first, second = (start, end + 1) if columns.words[end : end + 1] == [","] else (start - 2, start)
    if second == start and (start < 2 or columns.words[start - 1] != ","):
        return False
    while first > 0 and not columns.starts[first] and columns.words[first - 1][0].isupper():
        first -= 1
    last = second
    while last < len(columns.words) and columns.words[last][0].isupper() and not columns.starts[last]:
        last += 1
    capital = columns.words[first][0].isupper() and columns.starts[first]
    return (
        capital and second < last < len(columns.tag) and columns.tag[last] in _VERBAL and columns.words[last].islower()
    )


def _without_stop(columns: state.Columns, start: int) -> bool:
    """Whether the sentence ends without a full stop, as headlines do."""
    end = next((i for i in range(start + 1, len(columns.starts)) if columns.starts[i]), len(columns.starts))
    last = next((w for w in reversed(columns.words[start:end]) if not w.isspace()), "")
    return last not in (".", "?", "!", ":", '"', "”")


def _called_place(root: Token, words: LinkingWords) -> bool:
    """`the capital, Lusaka`; `Bangkok, a city of ten million`; `Rome is a city`."""
    if root.dep_ == "appos" and root.head.lemma_.lower() in words.settlements:
        return True
    if any(c.dep_ == "appos" and c.lemma_.lower() in words.settlements for c in root.children):
        return True
    return root.dep_ in _SUBJECTS and any(
        c.dep_ == "attr" and c.lemma_.lower() in words.settlements for c in root.head.children
    )


def _governed_as_place(root: Token, words: LinkingWords, *, depth: int) -> bool:
    head, dep = root.head, root.dep_
    if dep == "pobj" or head.pos_ == "ADP":
        return _after_preposition(head, words)
    if dep in ("conj", "appos") and depth < _DEEP:
        return _governed_as_place(head, words, depth=depth + 1)
    if dep in ("dobj", "nsubjpass"):
        return head.lemma_.lower() in words.place_verbs
    if dep == "nsubj":
        return head.lemma_.lower() in words.place_subjects
    if dep == "xcomp" and root.i > 0 and root.nbor(-1).tag_ == "TO":
        return _moving(head, words)  # "continue to Iqaluit", which the parser takes for a verb
    if dep == "poss":
        # "Baghdad's Green Zone" is a part of the city
        return head.lemma_.lower() in words.sites or head.pos_ == "PROPN" and head.lower_ in name_words().place_words
    if dep in _MODIFIER:
        # "a Moscow court" is in Moscow, "Moscow officials" are of its government
        return head.pos_ != "PROPN" and head.lemma_.lower() not in words.governing_words
    return dep in ("npadvmod", "ROOT")


def _after_preposition(preposition: Token, words: LinkingWords) -> bool:
    low, governor = preposition.lower_, preposition.head
    if low in words.place_prepositions:
        return True
    if low == "from":
        return not _source(governor, words)
    if low == "between":
        return governor.lemma_.lower() in words.travelling_words
    if low == "of":
        return governor.lemma_.lower() in words.sites
    if low in ("on", "upon"):
        return governor.lemma_.lower() in words.assaults
    if low in ("like", "as", "including"):
        return governor.lemma_.lower() in words.settlements or governor.head.lemma_.lower() in words.settlements
    return low in words.moving_prepositions and _moving(governor, words)


def _source(governor: Token, words: LinkingWords) -> bool:
    """`support from Moscow`, `sought a loan from Moscow`: what a government gives."""
    if governor.lemma_.lower() in words.source_words:
        return True
    return governor.pos_ == "VERB" and any(
        c.dep_ in ("dobj", "nsubj", "nsubjpass") and c.lemma_.lower() in words.source_words for c in governor.children
    )


def _moving(governor: Token, words: LinkingWords) -> bool:
    if governor.lemma_.lower() in words.moving_words and governor.lower_ != "according":
        return True
    # "an official visit by X to Moscow": the preposition may hang from the one before it
    return governor.dep_ in ("prep", "pobj") and governor.head.lemma_.lower() in words.moving_words
