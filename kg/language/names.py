"""Proper names: where they begin and end, and what the knowledge tables say they may be.

A run of capitalised words is cut into titles, names of the gazetteer and other names:
`[UK] [Foreign Secretary] [Johnson]`. The model's entity labels are only a hint, for they are
often wrong on names from abroad.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from kg.facts import EntityKind
from kg.knowledge.records import Sense
from kg.language import state
from kg.language.name_cuts import cut
from kg.language.name_runs import Page, opens, page_of, run_end
from kg.language.state import BlockKind, Name

_SILENT = frozenset({BlockKind.BOILERPLATE})
_TITLED = frozenset({BlockKind.HEADLINE, BlockKind.HEADING})


@Language.factory("kg_names", assigns=["doc._.kg_names"], requires=["token.tag", "token.ent_type"])
def create_names(nlp: Language, name: str) -> Names:
    return Names()


class Names:
    """Writes `doc._.kg_names`."""

    def __call__(self, doc: Doc) -> Doc:
        doc._.kg_names = find_names(doc)
        return doc


def find_names(doc: Doc) -> tuple[Name, ...]:
    """The proper names of a Doc, in text order, not overlapping; none inside boilerplate."""
    page = page_of(doc)
    silent = [b.span for b in state.blocks(doc) if b.kind in _SILENT]
    out: list[Name] = []
    i, n = 0, len(page.words)
    while i < n:
        if not opens(page, i):
            i += 1
            continue
        end = run_end(page, i)
        if not any(s.start <= page.begin[i] < s.end for s in silent):
            out.extend(cut(page, i, end))
        i = max(end, out[-1].end) if out else end
    return _with_homonyms(page, _voted(page, _acronyms(page, _rejoined(page, _trusted(page, doc, out)))))


def _trusted(page: Page, doc: Doc, found: list[Name]) -> list[Name]:
    """Without the persons whom only a headline names, unless by a known first name: there every word has a capital."""
    heads = [b.span for b in state.blocks(doc) if b.kind in _TITLED]
    if not heads:
        return found
    titled = [any(s.start <= page.begin[n.start] < s.end for s in heads) for n in found]
    body = {page.lower[n.end - 1] for n, t in zip(found, titled, strict=True) if not t}
    return [
        n
        for n, t in zip(found, titled, strict=True)
        if not t or n.readings or page.lower[n.end - 1] in body or page.lower[n.start] in page.holders.given_names
    ]


def _rejoined(page: Page, found: list[Name]) -> list[Name]:
    """`Paris Velding … Velding smiled`: a place's name right before one that the article goes on to use alone."""
    alone = Counter(page.lower[n.start] for n in found if n.end - n.start == 1 and not n.readings)
    out: list[Name] = []
    for name in found:
        before = out[-1] if out else None
        if before is not None and _forename(page, before, name) and alone[page.lower[name.start]] > 1:
            text = page.slice(before.start, name.end)
            out[-1] = Name(before.start, name.end, text, EntityKind.PERSON, sure=True, title=before.title)
        else:
            out.append(name)
    return out


def _forename(page: Page, before: Name, name: Name) -> bool:
    """Whether the two single words may be a first and a last name."""
    words = page.words_of
    if before.end != name.start or before.end - before.start != 1 or name.end - name.start != 1 or name.readings:
        return False
    low = page.lower[name.start]
    if low in words.organisation_words or low in words.place_words or page.words[name.start].isupper():
        return False
    return bool(before.readings) and all(r.sense in (Sense.NAME, Sense.CAPITAL, Sense.CITY) for r in before.readings)


def _acronyms(page: Page, found: list[Name]) -> list[Name]:
    """A short all-capital name that nothing else explains is an organisation's abbreviation."""
    out = []
    for name in found:
        word = name.text
        if (
            name.kind is None
            and not name.readings
            and name.end - name.start == 1
            and 2 <= len(word) <= 6
            and word.isupper()
            and word.lower() not in page.words_of.no_bodies
        ):
            name = replace(name, kind=EntityKind.ORGANISATION)
        out.append(name)
    return out


def _voted(page: Page, found: list[Name]) -> tuple[Name, ...]:
    """Let the sure mentions of a name decide the doubtful ones (`Frank-Walter Steinmeier … Steinmeier`)."""
    people: set[str] = set()
    for name in found:
        if name.kind is EntityKind.PERSON and (name.sure or name.end - name.start > 1 and not name.readings):
            people.add(page.lower[name.end - 1])
            if name.sure and name.end - name.start > 1 and not name.title:
                people.add(page.lower[name.start])
    out = []
    for name in found:
        single = name.end - name.start == 1
        if (
            name.kind is not EntityKind.PERSON
            and not name.readings
            and not name.sure
            and page.lower[name.end - 1] in people
        ):
            name = replace(name, kind=EntityKind.PERSON)
        elif single and name.readings and name.readings[0].sense is Sense.CITY and page.lower[name.start] in people:
            name = replace(name, kind=EntityKind.PERSON, readings=(), sure=False)
        out.append(name)
    return tuple(out)


def _with_homonyms(page: Page, found: tuple[Name, ...]) -> tuple[Name, ...]:
    """Surnames that are pronouns elsewhere (`You Si-kun … You said`): with a capital inside a sentence, or `You`
    where no one is addressed."""
    parts = {page.lower[n.start] for n in found if n.kind is EntityKind.PERSON and n.end - n.start > 1}
    last = {low: i for i, low in enumerate(page.lower)}
    parts = {p for p in parts if page.pos[last[p]] == "PRON"}
    if not parts:
        return found
    taken = {i for n in found for i in range(n.start, n.end)}
    extra = []
    for i, low in enumerate(page.lower):
        if low in parts and i not in taken and page.words[i][0].isupper() and (not page.starts[i] or low == "you"):
            extra.append(Name(i, i + 1, page.words[i], EntityKind.PERSON))
    return tuple(sorted((*found, *extra), key=lambda n: n.start))
