"""Proper names: where they begin and end, and what the knowledge tables say they may be.

A run of capitalised words is cut into titles, names of the gazetteer and other names:
`[UK] [Foreign Secretary] [Johnson]`. The model's entity labels are only a hint, for they are
often wrong on names from abroad.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc

from kg.facts import EntityKind
from kg.knowledge import Gazetteer, Holders, gazetteer, holders
from kg.knowledge.records import Named, Sense
from kg.language import state
from kg.language.office_words import OfficeWords, office_words
from kg.language.state import BlockKind, Name
from kg.language.words import NameWords, name_words, office_grammar

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_OPEN = frozenset({"PROPN", "NOUN", "ADJ"})
_PARTICIPLES = frozenset({"VBN", "VBD", "VBG"})
_SYLLABLE = 5
"""Letters of the second part of a given name at most: `Jae-in`, `Chul-soo`."""
_SILENT = frozenset({BlockKind.BOILERPLATE})
_TITLED = frozenset({BlockKind.HEADLINE, BlockKind.HEADING})


@dataclass(frozen=True, slots=True)
class _Page:
    """The columns of a Doc that the finder reads, and the tables it asks."""

    text: str
    words: list[str]
    lower: list[str]
    pos: list[str]
    tag: list[str]
    ent: list[str]
    begin: list[int]
    close: list[bool]
    starts: list[bool]
    stop: list[bool]
    words_of: NameWords
    gazetteer: Gazetteer
    offices: OfficeWords
    holders: Holders
    ranks: frozenset[str]
    datelines: frozenset[int]
    speakers: frozenset[int]  # the tokens of turns' speakers, names whatever the tagger says

    def slice(self, start: int, end: int) -> str:
        return self.text[self.begin[start] : self.begin[end - 1] + len(self.words[end - 1])]


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
    page = _page(doc)
    silent = [b.span for b in state.blocks(doc) if b.kind in _SILENT]
    out: list[Name] = []
    i, n = 0, len(page.words)
    while i < n:
        if not _opens(page, i):
            i += 1
            continue
        end = _run_end(page, i)
        if not any(s.start <= page.begin[i] < s.end for s in silent):
            out.extend(_cut(page, i, end))
        i = max(end, out[-1].end) if out else end
    return _with_homonyms(page, _voted(page, _acronyms(page, _trusted(page, doc, out))))


def _trusted(page: _Page, doc: Doc, found: list[Name]) -> list[Name]:
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


def _page(doc: Doc) -> _Page:
    columns = state.columns(doc)
    return _Page(
        text=doc.text,
        words=columns.words,
        lower=columns.lower,
        pos=columns.pos,
        tag=columns.tag,
        ent=columns.ent,
        begin=columns.begin,
        close=columns.close,
        starts=columns.starts,
        stop=[stop and pos not in _OPEN for stop, pos in zip(columns.stop, columns.pos, strict=True)],
        words_of=name_words(),
        gazetteer=gazetteer(),
        offices=office_words(),
        holders=holders(),
        ranks=office_grammar().ranks,
        datelines=frozenset(_datelines(doc, columns.begin)),
        speakers=frozenset(_speakers(doc, columns.begin)),
    )


def _datelines(doc: Doc, begin: list[int]) -> Iterator[int]:
    for span in state.datelines(doc):
        yield from range(bisect_left(begin, span.start), bisect_left(begin, span.end))


def _speakers(doc: Doc, begin: list[int]) -> Iterator[int]:
    for block in state.blocks(doc):
        if block.speaker is not None:
            yield from range(bisect_left(begin, block.speaker.start), bisect_left(begin, block.speaker.end))


def _opens(page: _Page, i: int) -> bool:
    """Whether a run of name words may begin at the token."""
    word = page.words[i]
    if not word[0].isalpha() or page.lower[i] == "the":
        return False
    if not word[0].isupper():
        return _prefixed(page, i)
    if i in page.speakers:
        return True
    if page.lower[i] in page.words_of.not_names and not _known(page, i):
        return page.pos[i] == "PROPN" and page.ent[i] == "PERSON"
    if not (page.starts[i] or _after_mark(page, i)):
        return True
    # at the start of a sentence every word has a capital
    if page.pos[i] in ("VERB", "ADV", "ADP", "SCONJ", "DET", "PRON", "AUX"):
        followed = i + 1 < len(page.words) and page.words[i + 1][0].isupper() and not page.starts[i + 1]
        return _known(page, i) and (followed or page.lower[i] not in page.holders.given_names)
    return page.pos[i] in ("PROPN", "ADJ", "X") or bool(page.ent[i]) or _known(page, i) or _before_name(page, i)


def _after_mark(page: _Page, i: int) -> bool:
    return i > 0 and page.words[i - 1] in ('"', "“", "‘", "'", ":", "•", "–", "—", "-")


def _before_name(page: _Page, i: int) -> bool:
    if i + 1 >= len(page.words) or not page.words[i + 1][0].isupper() or page.pos[i] not in ("NOUN", "VERB", "INTJ"):
        return False
    return page.offices.is_head(page.lower[i]) or page.pos[i + 1] == "PROPN" and page.pos[i] == "NOUN"


def _known(page: _Page, i: int) -> bool:
    low = page.lower[i]
    return (
        low in page.gazetteer.longest
        and bool(_match(page, i, i + 8))
        or page.offices.is_head(low)
        or (low in page.holders.given_names and page.pos[i] == "PROPN")
    )


def _prefixed(page: _Page, i: int) -> bool:
    """`al-Assad`, `el-Sisi`: a small article bound to a capital."""
    return (
        page.lower[i] in page.words_of.particles
        and i + 2 < len(page.words)
        and page.words[i + 1] == "-"
        and page.close[i]
        and page.words[i + 2][0].isupper()
    )


def _run_end(page: _Page, i: int) -> int:
    """The end of the run of name words that begins at the token."""
    n = len(page.words)
    j = i + 1
    while j < n and not page.starts[j]:
        word = page.words[j]
        if word == "-" and page.close[j - 1] and page.close[j] and j + 1 < n and page.words[j + 1][0].isalpha():
            if not _hyphened(page, i, j):
                break
            j += 2
            continue
        if word[0].isupper() and word[0].isalpha():
            if page.lower[j] in page.words_of.not_names and page.pos[j] != "PROPN":
                break
            if page.stop[j] and not (page.ent[j] == "PERSON" and page.ent[j - 1] == "PERSON") and not _known(page, j):
                break  # "Roe And Kenyan Minister": a title has capitals throughout
            j += 1
            continue
        step = _particles(page, j) or _coordinated(page, i, j) or _office_tail(page, j)
        if not step:
            break
        j += step
    return j


def _hyphened(page: _Page, i: int, j: int) -> bool:
    """Whether the word after the hyphen belongs to the name or title: `al-Assad`, `Jae-in`, `President-elect`."""
    word = page.words[j + 1]
    if word[0].isupper() or page.offices.is_modifier(word.lower()):
        return True
    if not page.words[j - 1][0].isupper() or len(word) < 2:
        return False
    syllable = j - i > 1 and len(word) <= _SYLLABLE and page.tag[j + 1] not in _PARTICIPLES
    return page.pos[j + 1] == "PROPN" or syllable


def _coordinated(page: _Page, i: int, j: int) -> int:
    """`the Health and Labour Committee`: two nouns that share an organisation's last word; 2 or 0."""
    if page.lower[j] not in ("and", "&") or i == 0:
        return 0
    alone = j - i == 1 and page.lower[i - 1] == "the"
    after_adjective = j - i == 2 and _match(page, i, j) is not None
    if not (alone or after_adjective) or _known(page, j - 1):
        return 0
    k = j + 1
    while k < len(page.words) and page.words[k][0].isupper() and k - j < 4:
        if page.lower[k] in page.words_of.organisation_words:
            return 2 if k > j + 1 else 0
        k += 1
    return 0


def _office_tail(page: _Page, j: int) -> int:
    """`of State` after `Secretary`, where a name follows: how many tokens; 0 where none."""
    if page.lower[j] not in ("of", "for") or not page.offices.is_head(page.lower[j - 1]):
        return 0
    if not page.words[j + 1 : j + 2] or not page.words[j + 1][0].isupper():
        return 0
    end = page.offices.department_end(page.lower, j + 1)
    return end - j if end > j + 1 else 0


def _particles(page: _Page, j: int) -> int:
    """How many particles (`de la`, `al -`) stand at the token before another capital; 0 where none."""
    k = j
    while (
        k < len(page.words)
        and k - j < 3
        and (page.lower[k] in page.words_of.particles or page.words[k] == "-" and k > j)
    ):
        k += 1
    if k == j or k >= len(page.words) or not page.words[k][0].isupper() or page.starts[k]:
        return 0
    return k - j


def _match(page: _Page, i: int, end: int) -> tuple[int, tuple[Named, ...]] | None:
    """The longest form of the gazetteer that begins at the token: its end and its readings."""
    longest = page.gazetteer.longest.get(page.lower[i], 0)
    if not longest:
        return None
    for j in range(min(len(page.words), i + longest), i, -1):
        if page.words[j - 1] in ("'s", "’s", ",", ".") or page.words[j - 1].isspace() or any(page.starts[i + 1 : j]):
            continue
        surface = page.slice(i, j)
        readings = page.gazetteer.lookup(surface)
        if not readings and surface.isupper() and i in page.datelines:
            readings = page.gazetteer.lookup(surface.title())  # LIMA
        if readings:
            return j, readings
    return None


def _cut(page: _Page, start: int, end: int) -> list[Name]:
    """The names of one run of capitalised words."""
    out: list[Name] = []
    # "leader Jane Roe": an office in small letters before the run is its title
    small = start > 0 and page.words[start - 1].islower() and page.offices.is_head(page.lower[start - 1])
    title: tuple[int, int] | None = (start - 1, start) if small and not page.starts[start] else None
    open_at: int | None = None
    i = start

    def flush(until: int) -> None:
        nonlocal open_at, title
        if open_at is not None:
            out.extend(_other(page, open_at, until, title))
            open_at, title = None, None

    while i < end:
        step = _title_end(page, i, end, open_at)
        found = _match(page, i, end)
        if found and step and (found[0] > step or not page.offices.is_head(page.lower[i])):
            step = 0  # General Assembly, Foreign Office; NATO Secretary-General
        if step:
            flush(i)
            title = (title[0], step) if title and title[1] == i else (i, step)
            i = step
            continue
        if found and not _part_of_person(page, i, found, end, open_at, title):
            flush(i)
            j, readings = found
            body = _with_body(page, j, end, readings)
            if body:
                out.append(Name(i, body, page.slice(i, body), EntityKind.ORGANISATION, sure=True))
                title, i = None, body
                continue
            out.append(Name(i, j, page.slice(i, j), _only_kind(readings), readings, sure=len(readings) == 1))
            title = None
            i = max(j, i + 1)
            continue
        if open_at is not None and i - open_at == 1 and page.lower[i] in page.words_of.governments:
            flush(i)  # the Clinton Administration: the name is the person's
            i += 1
            continue
        if open_at is None and page.lower[i] in page.words_of.department_ends and out and out[-1].end == i:
            i += 1  # "for African Affairs Jane Roe"
            continue
        if open_at is None:
            open_at = i
        i += 1
    flush(min(i, max(end, i)))
    return out


def _with_body(page: _Page, j: int, end: int, readings: tuple[Named, ...]) -> int:
    """`African Union` + `Commission`: the end of the body's fuller name; 0 where it has none."""
    if (
        readings[0].kind is not EntityKind.ORGANISATION
        or j >= end
        or page.lower[j] not in page.words_of.organisation_words
    ):
        return 0
    return j + 1


def _title_end(page: _Page, i: int, end: int, open_at: int | None) -> int:
    """The end of the title (`Foreign Secretary`, `Mr`) that begins at the token; 0 where none does."""
    table = page.offices
    low = page.lower[i]
    styled = low in table.honorifics or low in table.short_titles or low.rstrip(".") in page.ranks
    if styled and open_at is None:  # "Hun Sen" is no senator
        return i + 2 if i + 1 < end and page.words[i + 1] == "." else i + 1
    j = i
    while j < end and (table.is_modifier(page.lower[j]) or page.words[j] in ("-", "and") and j > i):
        if j > i and page.words[j].isupper() and len(page.words[j]) > 1 and _match(page, j, end):
            return j  # "Former NIS Director": the abbreviation is a name
        j += 1
    if j >= end or not table.is_head(page.lower[j]):
        return 0
    if open_at is not None and j + 1 == end and page.lower[open_at] in page.holders.given_names:
        return 0  # Stephen King
    j += 1
    while j < end and table.is_head(page.lower[j]):
        j += 1
    if j < end:
        j += _office_tail(page, j)
    if j + 1 < end and page.words[j] == "-" and table.is_modifier(page.lower[j + 1]):
        j += 2  # President-elect
    if j + 1 < end and page.words[j] == "-" and table.is_head(page.lower[j + 1]):
        j += 2  # Secretary-General
    return j


def _only_kind(readings: tuple[Named, ...]) -> EntityKind | None:
    kinds = {r.kind for r in readings}
    return readings[0].kind if len(kinds) == 1 else None


def _part_of_person(
    page: _Page,
    i: int,
    found: tuple[int, tuple[Named, ...]],
    end: int,
    open_at: int | None,
    title: tuple[int, int] | None,
) -> bool:
    """Whether a form of the gazetteer is only a part of a person's name here (`Jordan Smith`, `Michael Jordan`)."""
    j, readings = found
    if title is not None and open_at is not None and j - i == 1:
        return True  # "leader Jane Roe"
    if any(r.sense is Sense.ADJECTIVE for r in readings):
        return False
    if (
        open_at is not None
        and page.lower[open_at] in page.holders.given_names
        and all(r.sense in (Sense.NAME, Sense.CITY, Sense.CAPITAL) for r in readings)
    ):
        return True
    if j - i > 1:
        return False
    if (
        open_at is not None
        and readings[0].sense is Sense.CITY
        and all(page.ent[k] == "PERSON" for k in range(open_at, j))
    ):
        return True  # Kemal Aydin
    if title and title[1] == i and readings[0].sense is Sense.CITY:
        return True
    following = j < end and page.words[j][0].isupper() and not page.offices.is_head(page.lower[j])
    if not following or page.offices.is_modifier(page.lower[j]) or _match(page, j, end):
        return False
    if page.lower[i] in page.holders.given_names:
        return page.lower[j] not in page.words_of.organisation_words
    # "Washington Irving": two capitals that the model takes for a person, of which the first is a place
    return readings[0].sense in (Sense.CITY, Sense.NAME) and page.ent[i] == page.ent[j] == "PERSON"


def _other(page: _Page, start: int, end: int, title: tuple[int, int] | None) -> list[Name]:
    """The name that the gazetteer doesn't know, with its kind as far as its words tell."""
    while start < end and page.words[end - 1] in ("-", "."):
        end -= 1
    while start < end and not page.words[start][0].isalnum():
        start += 1
    low = page.lower[start:end]
    lists = page.words_of
    if start >= end or all(w in lists.not_names for w in low):
        return []
    personal = title is not None or low[0] in page.holders.given_names
    if low[-1] in lists.thing_words or not personal and any(w in lists.thing_words for w in low):
        return []
    text = page.slice(start, end)
    unlike = low[-1] in lists.place_words | lists.organisation_words  # "Ambassador Road"
    if title is not None and (not unlike or len(low) > 1 and low[0] in page.holders.given_names):
        return [Name(start, end, text, EntityKind.PERSON, sure=True, title=title)]
    if not personal and end < len(page.lower) and page.lower[end] in lists.after_names:
        return [Name(start, end + 1, page.slice(start, end + 1), EntityKind.ORGANISATION, sure=True)]
    return _by_words(page, start, end)


def _by_words(page: _Page, start: int, end: int) -> list[Name]:
    """A body, a place or a person by the words of the name itself, else by the model's hint."""
    low, lists, text = page.lower[start:end], page.words_of, page.slice(start, end)
    if any(w in lists.organisation_words for w in low):
        tail = _of_tail(page, end)
        if len(low) == 1 and tail == end:
            return [Name(start, end, text)]
        return [Name(start, tail, page.slice(start, tail), EntityKind.ORGANISATION, sure=True)]
    given = low[0] in page.holders.given_names
    john_hill = given and len(low) == 2 and page.pos[start - 1 : start] != ["ADP"] and start > 0
    if len(low) > 1 and (low[-1] in lists.place_words and not john_hill or low[0] in lists.place_prefixes):
        return [Name(start, end, text, EntityKind.PLACE, sure=True)]
    if len(low) == 1 and low[0] in lists.place_words:
        return [Name(start, end, text)]
    if given and len(low) > 1:
        return [Name(start, end, text, EntityKind.PERSON, sure=True)]
    return [Name(start, end, text, _hinted(page, start, end, given=given))]


def _of_tail(page: _Page, end: int) -> int:
    """Where `of Foreign Affairs`, `for the Liberation of …` after an organisation's head ends."""
    n = len(page.words)
    j = end
    while j + 1 < n and page.lower[j] in ("of", "for", "on") and not page.starts[j]:
        k = j + 1
        if k < n and page.lower[k] == "the":
            k += 1
        if k >= n or not page.words[k][0].isupper() or page.ent[k] == "DATE":
            break
        while k < n and (
            page.words[k][0].isupper() or (page.lower[k] == "and" and k + 1 < n and page.words[k + 1][0].isupper())
        ):
            k += 1
        j = k
    return j


def _hinted(page: _Page, start: int, end: int, *, given: bool) -> EntityKind | None:
    labels = [page.ent[i] for i in range(start, end)]
    top = max(sorted(set(labels)), key=labels.count)
    if top == "PERSON" or given:
        return EntityKind.PERSON
    if top in _PLACES:
        return EntityKind.PLACE
    if top == "ORG":
        return EntityKind.ORGANISATION
    return None


def _acronyms(page: _Page, found: list[Name]) -> list[Name]:
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
        ):
            name = replace(name, kind=EntityKind.ORGANISATION)
        out.append(name)
    return out


def _voted(page: _Page, found: list[Name]) -> tuple[Name, ...]:
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


def _with_homonyms(page: _Page, found: tuple[Name, ...]) -> tuple[Name, ...]:
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
