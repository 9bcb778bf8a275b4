"""The offices table as the language components ask it: single words, answered from sets."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.knowledge import Offices, offices
from kg.language.words import office_grammar, only_offices, usual_offices

_LINKS = frozenset({"of", "for", "to", "the", "and", "in", "at"})
_LONGEST_DEPARTMENT = 8
_UNKNOWN_BEFORE = 1
_JOINING = frozenset({"and", "&", ",", "-", "the", "of"})
_VAGUE = frozenset({"vague", "media", "business"})


@dataclass(frozen=True, slots=True)
class OfficeWords:
    """`heads`: nouns of offices, singular and plural. `modifiers`: words before them that belong to the office."""

    table: Offices
    heads: frozenset[str]
    modifiers: frozenset[str]
    honorifics: Mapping[str, str | None]
    portfolios: frozenset[str]
    vague: frozenset[str]
    department_words: frozenset[str]
    short_titles: frozenset[str]

    def is_head(self, word: str) -> bool:
        return word in self.heads

    def is_modifier(self, word: str) -> bool:
        return word in self.modifiers

    def is_vague(self, word: str) -> bool:
        """Whether the word names a job or a standing, but no public office (`leader`, `journalist`)."""
        return word in self.vague

    def is_portfolio_exactly(self, words: str) -> bool:
        return words in self.portfolios

    def department_end(self, words: Sequence[str], start: int) -> int:
        """Where a department's name that begins there ends (`water resources and irrigation`); `start` for none."""
        end = j = start
        while j < len(words) and j - start < _LONGEST_DEPARTMENT:
            if words[j] in self.department_words:
                end = j = j + 1
            elif words[j] in _JOINING and j > start or end == start and j - start < _UNKNOWN_BEFORE:
                j += 1  # "higher education": a word of its own may come first
            else:
                break
        return end

    def is_plural(self, word: str) -> bool:
        return word in self.table.plurals and word not in self.table.heads

    def singular(self, word: str) -> str:
        """`minister` for `ministers`; a word that is no plural as it is."""
        head = self.table.plurals.get(word)
        return head.word if head is not None else word

    def status(self, label: str) -> str | None:
        return self.table.split_status(label)[1]

    def concept(self, label: str, *, country: str | None) -> str | None:
        return self.table.concept(label, country=country)

    def related(self, wider: str, concept: str) -> bool:
        """Whether the first concept is the second or stands above it (`minister` over `foreign-minister`)."""
        above: str | None = concept
        while above is not None:
            if above == wider:
                return True
            above = self.table.broader.get(above)
        return False

    def only_country(self, label: str) -> str | None:
        """The country whose office it is where only one has an office of that name."""
        return self._country_in(only_offices(), label)

    def usual_country(self, label: str) -> str | None:
        """The country that an office of that name is mostly of in English, where others have one too."""
        return self._country_in(usual_offices(), label)

    def _country_in(self, offices: Mapping[str, str], label: str) -> str | None:
        bare = self.table.split_status(label)[0]
        return offices.get(bare) or offices.get(bare.partition(" for ")[0])

    def gender(self, label: str) -> str | None:
        head = self.table.head(label.split()[-1]) if label else None
        return head.gender if head else None


@functools.cache
def office_words() -> OfficeWords:
    """The words of `kg.knowledge.offices`, and the departments of the office grammar."""
    table = offices()
    accented = {w for h in table.heads.values() for w in (h.word, h.plural)}
    heads = frozenset(table.heads) | frozenset(table.plurals) | accented | {"d'affaires", "d’affaires"}
    inner = {w for form in (*table.forms, *table.portfolios) for w in form.replace("-", " ").split()}
    modifiers = (inner | set(table.modifiers) | set(table.status)) - heads - _LINKS
    kinds = {**{w: h.kind for w, h in table.heads.items()}, **{w: h.kind for w, h in table.plurals.items()}}
    return OfficeWords(
        table=table,
        heads=heads,
        modifiers=frozenset(modifiers),
        honorifics=table.honorifics,
        portfolios=frozenset(table.portfolios) | office_grammar().departments,
        department_words=frozenset(
            w for form in (*table.portfolios, *office_grammar().departments) for w in form.split() if w not in _JOINING
        ),
        short_titles=frozenset(
            t for t in table.titles if " " not in t and t not in heads and t not in table.honorifics
        ),
        vague=frozenset(w for w, k in kinds.items() if k in _VAGUE),
    )
