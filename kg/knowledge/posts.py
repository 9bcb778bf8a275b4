"""The words of offices, and the concepts of `ontology/offices.ttl` that they stand for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kg.errors import KnowledgeError
from kg.knowledge.tables import FOLDER, fold, read_toml

TABLE = "offices.toml"
KINDS = frozenset({"public", "party", "business", "media", "vague"})
ORGANISATION = "organisation"
_UNRANKED = 9


@dataclass(frozen=True, slots=True)
class Head:
    """A noun that heads an office.

    `kind`: public, party, business, media or vague. `gender`: "f" or "m" where the word says so.
    `single`: one person holds it at a time in a country or organisation. `concept`: when it
    stands alone, None where it says too little.
    """

    word: str
    plural: str
    kind: str
    gender: str | None
    single: bool
    concept: str | None


@dataclass(frozen=True, slots=True)
class Offices:
    """Offices as data; all words in lower case, without diacritics.

    `titles`: what may stand before a name as a title, of one or several words, honorifics
    included. `honorifics`: titles that are no office -> gender or None. `status`: modifier ->
    "former", "acting", "elect", "designate", or None where it changes nothing (`current`).
    `modifiers`: words before an office that make it another one (`deputy`). `portfolios`: department
    -> concept of its minister. `broader`: concept -> the one above it, None at the top. `ranks`:
    concept -> how high it stands, 1 highest. `by_one`: concepts that one person at a time holds.
    """

    heads: Mapping[str, Head]
    plurals: Mapping[str, Head]
    forms: Mapping[str, str | None]
    readings: Mapping[tuple[str, str], str | None]
    titles: frozenset[str]
    honorifics: Mapping[str, str | None]
    status: Mapping[str, str | None]
    modifiers: frozenset[str]
    portfolios: Mapping[str, str]
    broader: Mapping[str, str | None]
    ranks: Mapping[str, int]
    by_one: frozenset[str]
    rules: _Rules

    def is_head(self, word: str) -> bool:
        """Does the word, singular or plural, head an office?"""
        word = fold(word)
        return word in self.heads or word in self.plurals

    def head(self, word: str) -> Head | None:
        """The head that the word, singular or plural, is."""
        word = fold(word)
        return self.heads.get(word) or self.plurals.get(word)

    def is_title(self, phrase: str) -> bool:
        """May the phrase stand before a name as a title (`Acting Foreign Minister`, `Mr`)?"""
        bare, _ = self.split_status(phrase)
        if bare in self.titles:
            return True
        first, _, rest = bare.partition(" ")
        if first in self.modifiers:
            return self.is_title(rest)
        before, _, last = bare.rpartition(" ")
        return last in self.rules.departmental and before in self.portfolios

    def split_status(self, label: str) -> tuple[str, str | None]:
        """The label, in lower case, without words of status; and the status.

        >>> from kg.knowledge import offices
        >>> offices().split_status("former Foreign Minister")
        ('foreign minister', 'former')
        """
        words, status = _words(label, self.rules.suffixes), None
        for at in (0, -1):
            while len(words) > 1 and words[at] in self.status:
                status = self.status[words.pop(at)] or status
        return " ".join(words), status

    def concept(self, label: str, *, country: str | None = None) -> str | None:
        """The concept of an office as said, None where no class fits or two do.

        `country`: key of the country or organisation that it is held for (`country/US`,
        `organisation/nato`), on which the reading of some depends; None where unknown.
        Words of status (`former`) make no difference, a deputy's office is another one.
        """
        bare, _ = self.split_status(label)
        return self._concept(bare, _scope(country))

    def related(self, concept: str, other: str) -> bool:
        """Are the two the same, or one above the other?"""
        return concept in self._lineage(other) or other in self._lineage(concept)

    def rank(self, concept: str | None) -> int:
        """How high an office of the concept stands: 1 leads a state, 6 works for one, 9 is no such office.

        >>> from kg.knowledge import offices
        >>> offices().rank("foreign-minister") < offices().rank("ambassador")
        True
        """
        return self.ranks.get(concept or "", _UNRANKED)

    def held_by_one(self, concept: str | None) -> bool:
        """Does one person at a time hold it in a country or organisation?"""
        return concept in self.by_one

    def _lineage(self, concept: str) -> Iterator[str]:
        above: str | None = concept
        while above:
            yield above
            above = self.broader.get(above)

    def _exact(self, form: str, scope: str) -> tuple[bool, str | None]:
        for table, key in ((self.readings, (form, scope)), (self.forms, form)):
            if key in table:
                return True, table[key]  # type: ignore[index]
        return False, None

    def _concept(self, form: str, scope: str) -> str | None:
        known, concept = self._exact(form, scope)
        if known:
            return concept
        if form in self.heads:
            return self.heads[form].concept
        prefix = self._prefix(form, scope)
        if prefix and "minister" not in self._lineage(prefix):
            return prefix
        first, _, rest = form.partition(" ")
        if rest and first in self.modifiers:
            return self._modified(first, self._concept(rest, scope))
        return self._department(form) or prefix or self._led(form) or self._shortened(form, scope)

    def _prefix(self, form: str, scope: str) -> str | None:
        """The concept of the longest exact wording before `of`, `for`, `to` …: `first minister` of Scotland."""
        words = form.split()
        for end in range(len(words) - 1, 0, -1):
            if words[end] in self.rules.links:
                known, concept = self._exact(" ".join(words[:end]), scope)
                if known and " " in " ".join(words[:end]):
                    return concept
        return None

    def _led(self, form: str) -> str | None:
        """`president of the senate`, `commission president`: what is led says what the leader is."""
        words = form.split()
        cut = next((i for i, w in enumerate(words) if i and w in self.rules.links), 0)
        if len(words) < 2:
            return None
        head, body = (words[cut - 1], words[-1]) if cut else (words[-1], words[-2])
        return self.rules.led.get(body) if head in self.rules.leaders else None

    def _modified(self, modifier: str, concept: str | None) -> str | None:
        """The concept of a deputy, assistant, shadow …, given that of the office."""
        if concept and modifier in self.rules.deputies:
            return next((self.rules.deputy[c] for c in self._lineage(concept) if c in self.rules.deputy), None)
        if concept and modifier in self.rules.assistants:
            return self.rules.assistant
        return self.rules.shadow if concept and modifier in self.rules.shadows else concept

    def _department(self, form: str) -> str | None:
        """`oil minister`, `minister for defence`, `foreign and trade minister`: the first department named."""
        words = form.split()
        cut = next((i for i, w in enumerate(words) if i and w in self.rules.links), 0)
        if cut and words[cut - 1] in self.rules.departmental:
            return self._portfolio(" ".join(words[cut + 1 :]).removeprefix("the "))
        if not cut and words and words[-1] in self.rules.departmental:
            return self._portfolio(" ".join(words[:-1]))
        return None

    def _portfolio(self, words: str) -> str | None:
        if words in self.portfolios:
            return self.portfolios[words]
        return next((self.portfolios[w] for w in words.replace(",", " ").split() if w in self.portfolios), None)

    def _shortened(self, form: str, scope: str) -> str | None:
        """The concept of the longest known end before any link, else of what stands before the link."""
        words = form.split()
        cut = next((i for i, w in enumerate(words) if i and w in self.rules.links), len(words))
        for start in range(1, cut):
            known, concept = self._exact(" ".join(words[start:]), scope)
            if known and len(words) - start > 1:
                return concept
        if cut < len(words):
            return self._concept(" ".join(words[:cut]), scope)
        head = self.heads.get(words[-1]) if words else None
        # a `choir president` is not the president
        return head.concept if head and (not head.single or head.word in self.rules.departmental) else None


@dataclass(frozen=True, slots=True)
class _Rules:
    """Closed lists that the patterns use."""

    departmental: frozenset[str]
    links: frozenset[str]
    suffixes: tuple[str, ...]
    deputies: frozenset[str]
    assistants: frozenset[str]
    shadows: frozenset[str]
    assistant: str
    shadow: str
    leaders: frozenset[str]
    led: Mapping[str, str]
    deputy: Mapping[str, str]


def _scope(key: str | None) -> str:
    kind, _, name = (key or "").partition("/")
    return name if kind == "country" else kind


def _words(label: str, suffixes: tuple[str, ...]) -> list[str]:
    """The words of a label, those of status cut off at their hyphen (`ex-minister`, `president-elect`)."""
    out: list[str] = []
    for word in fold(label).split():
        after: list[str] = []
        for affix in suffixes:
            if word.startswith(f"{affix}-"):
                out.append(affix)
                word = word[len(affix) + 1 :]
            elif word.endswith(f"-{affix}"):
                after.append(affix)
                word = word[: -len(affix) - 1]
        out += [word, *after]
    return out


def load_offices(*, folder: Path = FOLDER) -> Offices:
    """Read the table.

    Raises:
        KnowledgeError: it is malformed, or names a concept that it does not list.
    """
    data = read_toml(TABLE, folder=folder)
    try:
        return _offices(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise KnowledgeError(f"{TABLE}: {error!r}; see docs/knowledge.md for its sections") from error


def _offices(data: dict[str, Any]) -> Offices:
    broader = {k: v or None for k, v in data["broader"].items()}
    heads = [_head(row) for row in data["heads"]]
    forms = {form: v or None for k, v in data["forms"].items() for form in _spellings(fold(k))}
    readings = {(fold(r["form"]), of): r["concept"] or None for r in data["reading"] for of in r["of"].split()}
    titles = {fold(k): v or None for k, v in data["titles"].items()}
    honorifics = {fold(k): v or None for k, v in data["honorifics"].items()}
    other = data["other"]
    ranks, by_one = _ranks(data["rank"]), data["held"]["by_one"]
    used = [h.concept for h in heads] + [*forms.values(), *readings.values(), *titles.values()]
    used += [*data["portfolios"].values(), *data["deputy"].values(), *data["led"].values(), *broader.values()]
    used += [*ranks, *by_one]
    for concept in used:
        if concept is not None and concept not in broader:
            raise KnowledgeError(f"{TABLE}: concept {concept!r} is not in [broader]")
    return Offices(
        heads=MappingProxyType({fold(h.word): h for h in heads}),
        plurals=MappingProxyType({fold(h.plural): h for h in heads}),
        forms=MappingProxyType({**titles, **forms}),
        readings=MappingProxyType(readings),
        titles=frozenset([*titles, *forms, *honorifics, *(fold(h.word) for h in heads)]),
        honorifics=MappingProxyType(honorifics),
        status=MappingProxyType({k: v or None for k, v in data["status"].items()}),
        modifiers=frozenset(other["words"]),
        portfolios=MappingProxyType(data["portfolios"]),
        broader=MappingProxyType(broader),
        ranks=MappingProxyType(ranks),
        by_one=frozenset(by_one),
        rules=_rules(other, deputy=data["deputy"], led=data["led"]),
    )


def _spellings(form: str) -> tuple[str, ...]:
    """A wording, and the same without its articles, as labels are often given."""
    return tuple(dict.fromkeys((form, form.replace(" the ", " "))))


def _rules(other: dict[str, Any], *, deputy: dict[str, str], led: dict[str, str]) -> _Rules:
    return _Rules(
        departmental=frozenset(other["departmental"]),
        links=frozenset(other["links"]),
        suffixes=tuple(other["affixes"]),
        deputies=frozenset(other["deputies"]),
        assistants=frozenset(other["assistants"]),
        shadows=frozenset(other["shadows"]),
        assistant=other["assistant"],
        shadow=other["shadow"],
        leaders=frozenset(other["leaders"]),
        led=MappingProxyType(led),
        deputy=MappingProxyType(deputy),
    )


def _ranks(rows: dict[str, Any]) -> dict[str, int]:
    for concept, rank in rows.items():
        if not isinstance(rank, int) or not 0 < rank < _UNRANKED:
            raise KnowledgeError(f"{TABLE}: [rank]: {concept!r} = {rank!r}; give a number from 1 to {_UNRANKED - 1}")
    return rows


def _head(row: list[str]) -> Head:
    word, plural, kind, gender, number, concept = row
    if kind not in KINDS or gender not in ("", "f", "m") or number not in ("one", "many"):
        raise KnowledgeError(f"{TABLE}: head {word!r}: kind, gender or number is none of those allowed")
    return Head(word, plural, kind, gender or None, number == "one", concept or None)
