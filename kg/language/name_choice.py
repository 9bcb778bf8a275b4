"""What each name of an article is: a row of the tables, a place chosen among several, or a kind; None stays open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.facts import EntityKind
from kg.knowledge import gazetteer
from kg.knowledge.records import Named, Sense
from kg.language import state
from kg.language.home import home_country
from kg.language.link_page import Work
from kg.language.metonyms import is_place
from kg.language.office_hints import holds_office
from kg.language.office_words import office_words
from kg.language.people import families, name_parts
from kg.language.place_choice import Choice, cities, explained, in_region, rivalled, settled
from kg.language.place_links import Company, Where, beside, company, homonym
from kg.language.state import Name
from kg.language.words import name_words, office_grammar

What = Named | Choice | EntityKind | None
_ALONE = (Sense.NAME, Sense.CAPITAL, Sense.CITY)
_PLURAL = ("s", "ish", "ese", "ch", "men", "women", "people")
"""How words end that mean several of a people: `Russians`, `the British`, `the Swiss`."""
_INSIDE = frozenset({"in", "near", "outside", "around"})


def choose(work: Work, names: tuple[Name, ...]) -> list[tuple[Name, What]]:
    """The names with what they are, and the surnames among the words that no name was seen in, in text order."""
    around = company(work, names, home=home_country(work.doc))
    where = _wheres(work, names)
    people = _surnames(names, [EntityKind.PERSON if n.kind is EntityKind.PERSON else None for n in names])
    chosen = [_one(work, around, names, i, where[i], people) for i in range(len(names))]
    surnames, parts = _surnames(names, chosen), _parts(names, chosen)
    towns = {n.text: what for n, what in zip(names, chosen, strict=True) if isinstance(what, Choice)}
    out = [(n, _surname_of(work, n, _agreed(n, what, towns), parts)) for n, what in zip(names, chosen, strict=True)]
    return sorted([*out, *_overlooked(work, names, surnames)], key=lambda pair: pair[0].start)


def _wheres(work: Work, names: tuple[Name, ...]) -> list[Where | None]:
    """What stands beside each name, also for those listed with it (`Córdoba and Rosario in Argentina`)."""
    lower = work.columns.lower
    out: list[Where | None] = [None] * len(names)
    for i in range(len(names) - 1, -1, -1):
        out[i] = beside(work, names, i) if _might_be_place(names[i]) else None
        listed = i + 1 < len(names) and lower[names[i].end : names[i + 1].start] in (["and"], [","], ["or"])
        if out[i] is None and listed and _might_be_place(names[i]):
            following = out[i + 1]
            fits = following is not None and any(n.country == following.country for n in cities(names[i].text))
            out[i] = following if fits else None
    return _once_for_all(names, out)


def _once_for_all(names: tuple[Name, ...], found: list[Where | None]) -> list[Where | None]:
    """A place explained once (`Tripoli, Lebanon`) is the same wherever the article names it again without a word."""
    said: dict[str, dict[str, Where]] = {}
    for name, where in zip(names, found, strict=True):
        if where is not None:
            said.setdefault(name.text.lower(), {}).setdefault(where.country, where)
    out = []
    for name, where in zip(names, found, strict=True):
        same = said.get(name.text.lower(), {}) if where is None and _might_be_place(name) else {}
        out.append(next(iter(same.values())) if len(same) == 1 else where)
    return out


def _of_publisher(work: Work, name: Name) -> bool:
    """`told The Ledger` in the Gulf Ledger."""
    if name.readings or name.sure or not name.start or work.columns.lower[name.start - 1] != "the":
        return False
    article = state.article(work.doc)
    publisher = (article.publisher or "").lower().split() if article is not None else []
    return bool(publisher) and name.text.lower() == publisher[-1]


def _might_be_place(name: Name) -> bool:
    if name.title is not None or name.sure and not name.readings and name.kind is not EntityKind.PLACE:
        return False
    return all(r.sense in _ALONE for r in name.readings)


def _one(
    work: Work, around: Company, names: tuple[Name, ...], i: int, where: Where | None, people: frozenset[str]
) -> What:
    name = names[i]
    if _of_publisher(work, name):
        return EntityKind.ORGANISATION
    if name.readings:
        region = homonym(work, names, i, around)
        return in_region(region) if region is not None else _read(work, around, name, where, people)
    if name.sure and name.kind is not EntityKind.PLACE:
        return name.kind
    if name.kind is EntityKind.PERSON and not (where and cities(name.text)) and not _in_a_town(work, around, name):
        return name.kind
    if name.kind is not EntityKind.PERSON and (found := by_syntax(work, name)):
        return found
    if where is None and _only_begins(work, names, name):
        return None
    stays = name.kind is EntityKind.PLACE or where is not None and cities(name.text)
    if stays or _in_a_town(work, around, name) or _unknown_place(work, name):
        return explained(name, where) if where is not None and cities(name.text) else settled(name, around)
    return name.kind


def _unknown_place(work: Work, name: Name) -> bool:
    """`in Choluteca`, `flew on to Iqaluit`: a word that English doesn't know, where grammar wants a place."""
    low = name.text.lower()
    if name.end - name.start > 1 or name.text.isupper() or work.english is None or work.english.common(low):
        return False
    return low not in work.holders.name_words and _placed(work, name)


def _only_begins(work: Work, names: tuple[Name, ...], name: Name) -> bool:
    """`Crown jewels`: an English word that has its capital from the start of the sentence only."""
    columns = work.columns
    if name.end - name.start > 1 or not columns.starts[name.start] or name.text.isupper() or work.english is None:
        return False
    if not work.english.common(columns.lower[name.start]):
        return False
    return not any(n.text == name.text and not columns.starts[n.start] for n in names)


def _in_a_town(work: Work, around: Company, name: Name) -> bool:
    """`in Split`, `the town of Reading`: words that only a place follows."""
    lower = work.columns.lower
    before = lower[max(0, name.start - 2) : name.start]
    if name.end - name.start > 3 or name.title is not None or not before:
        return False
    if len(before) == 2 and before[1] == "of" and before[0] in work.words.settlements:
        return True
    if before[-1] not in _INSIDE and (name.text.lower() in work.holders.name_words or not _placed(work, name)):
        return False
    found = cities(name.text)
    return any(around.names_country(n.country) for n in found) or bool(found) and _happens_in(work, name)


def _happens_in(work: Work, name: Name) -> bool:
    """`met in Gali`; not `faith in Roe`, `believes in Roe`."""
    columns, at = work.columns, name.start
    if columns.lower[at - 1] not in _INSIDE or name.end - at > 1:
        return False
    governor = columns.tokens[at - 1].head
    return governor.pos_ == "VERB" and governor.lemma_ not in work.words.trusting


def _read(work: Work, around: Company, name: Name, where: Where | None, people: frozenset[str]) -> What:
    """What a name that the tables know is here."""
    if _is_person(work, around, name, people):
        return EntityKind.PERSON
    if _one_of_a_people(work, name):
        return None
    if where is not None and (other := _elsewhere(name, where)) is not None:
        return other
    reading = _one_reading(work, name, around) or _one_place(work, name)
    if reading is None:
        return None
    rival = rivalled(name, reading, around)
    if rival is not None and _placed(work, name):
        return rival
    return reading


def _one_of_a_people(work: Work, name: Name) -> bool:
    """`the Finn`, `an American`: one person, and no country."""
    if not any(r.sense is Sense.PEOPLE for r in name.readings) or name.end - name.start > 1:
        return False
    columns, at = work.columns, name.start
    low = columns.lower[at]
    if columns.lower[at - 1 : at] not in (["the"], ["a"], ["an"], ["another"], ["one"]) or low.endswith(_PLURAL):
        return False
    if any(r.sense is Sense.NAME for r in name.readings):
        return False
    after = columns.pos[at + 1 : at + 2]
    return after not in (["NOUN"], ["PROPN"], ["ADJ"], ["NUM"]) and columns.words[at + 1 : at + 2] not in (
        ["-"],
        ["and"],
        [","],
    )


def _elsewhere(name: Name, where: Where) -> Choice | None:
    """The namesake that the words beside the name mean, where it is not the one that the tables mean by it."""
    if any((r.country or r.key) == where.country for r in name.readings):
        return None
    if any(r.kind is EntityKind.ORGANISATION for r in name.readings):
        return None
    found = explained(name, where)
    return found if found.named is not None or where.region is not None else None


def _is_person(work: Work, around: Company, name: Name, people: frozenset[str]) -> bool:
    """`Minister Carlos Santiago … Santiago was angry`: the surname of a person, and no place by grammar."""
    parts = name_parts(name.text)
    reading = name.readings[0]
    if len(parts) != 1 or parts[0] not in people or reading.sense not in _ALONE:
        return False
    if reading.sense is Sense.CITY:
        return not _inside(work, name)
    return not around.names_country(reading.country or reading.key, but=name.text) and not _placed(work, name)


def _inside(work: Work, name: Name) -> bool:
    return work.columns.lower[name.start - 1 : name.start] in ([w] for w in _INSIDE) if name.start else False


def _placed(work: Work, name: Name) -> bool:
    return is_place(work.doc, name.start, name.end, words=work.words, datelines=work.datelines, seat=False)


def _agreed(name: Name, what: What, towns: Mapping[str, Choice]) -> What:
    """A place, where the name of one that another sentence shows to be a place is only taken for a body or person."""
    open_ = what is EntityKind.ORGANISATION or what is EntityKind.PERSON and name.title is None
    return towns.get(name.text, what) if open_ and not name.sure else what


def _surnames(names: Sequence[Name], chosen: Sequence[What]) -> frozenset[str]:
    """The parts by which the persons with full names may be called."""
    found: set[str] = set()
    for name, what in zip(names, chosen, strict=True):
        parts = name_parts(name.text) if what is EntityKind.PERSON else ()
        if len(parts) > 1:
            found |= families(parts)
    return frozenset(found)


def _parts(names: Sequence[Name], chosen: Sequence[What]) -> frozenset[str]:
    """All parts of the full names of persons."""
    full = (name_parts(n.text) for n, what in zip(names, chosen, strict=True) if what is EntityKind.PERSON)
    return frozenset(part for parts in full if len(parts) > 1 for part in parts)


def _surname_of(work: Work, name: Name, what: What, known: frozenset[str]) -> What:
    """A person where a single word is a part of the name of one."""
    open_ = not name.readings and not name.sure and name.end - name.start == 1
    if not open_ or what is EntityKind.PERSON or isinstance(what, Named):
        return what
    parts = name_parts(name.text)
    if isinstance(what, Choice) and (what.named is not None or _inside(work, name)):
        return what
    return EntityKind.PERSON if parts and known.issuperset(parts) else what


def _overlooked(work: Work, names: tuple[Name, ...], surnames: frozenset[str]) -> list[tuple[Name, EntityKind]]:
    """Surnames of the article's persons where the tagger saw no name (`Vastrek gave no reason`)."""
    if not surnames:
        return []
    columns = work.columns
    taken = {i for n in names for i in range(n.start, n.end)}
    out: list[tuple[Name, EntityKind]] = []
    for i, low in enumerate(columns.lower):
        if low in surnames and i not in taken and columns.words[i][0].isupper() and _no_word(work, i):
            out.append((Name(i, i + 1, columns.words[i], EntityKind.PERSON), EntityKind.PERSON))
    return out


def _no_word(work: Work, i: int) -> bool:
    """Whether the word with a capital is no English word, or stands where only a name has one."""
    columns = work.columns
    low = columns.lower[i]
    if low in name_words().not_names or columns.words[i].isupper() and len(low) < 5:
        return False
    return not columns.starts[i] and not columns.stop[i] or not (work.english is None or work.english.common(low))


def _one_place(work: Work, name: Name) -> Named | None:
    """A seat of several (`in Brussels`) is one place all the same."""
    places = {r.place_key for r in name.readings}
    if len(places) != 1 or None in places:
        return None
    if not _placed(work, name):
        return None
    return min(name.readings, key=lambda r: r.sense is not Sense.CAPITAL)


def _one_reading(work: Work, name: Name, around: Company) -> Named | None:
    keys = list(dict.fromkeys(r.key for r in name.readings))
    if len(keys) > 1 and work.published is not None:
        there = [k for k in keys if gazetteer().at(k, work.published) == k]
        keys = there if len(there) == 1 else keys
    if len(keys) > 1:
        known = [k for k in keys if k in around.sure]
        keys = known or [r.key for r in name.readings if (r.country or r.key) in around.countries]
        keys = list(dict.fromkeys(keys))
        if len(keys) != 1:
            return None
    found = [r for r in name.readings if r.key == keys[0]]
    # a name or adjective before a capital of the same name (Singapore, Luxembourg)
    return min(found, key=lambda r: r.sense in (Sense.CAPITAL, Sense.SEAT))


def by_syntax(work: Work, name: Name) -> EntityKind | None:
    """A person where an office stands beside a name that nothing else explains (`X Y, the minister of …`)."""
    table = office_words()
    lower = work.columns.lower
    if lower[name.end - 1] in name_words().place_words:
        return None  # "Ambassador Road"
    governs = lower[name.end : name.end + 1] and lower[name.end] in name_words().governments
    if governs and name.end - name.start == 1 and lower[name.start - 1 : name.start] == ["the"]:
        return EntityKind.PERSON  # the Clinton administration
    if name.start and (table.is_head(lower[name.start - 1]) or lower[name.start - 1] in office_grammar().counterparts):
        return EntityKind.PERSON
    if not 1 < name.end - name.start <= 6:
        return None
    after = lower[name.end : name.end + 1]
    if _like_a_person(work, name, lower):
        return EntityKind.PERSON
    if after == [","] and _office_within(work, range(name.end + 1, name.end + 10)):
        return EntityKind.PERSON
    if _one_of_whom(work, name, lower):
        return EntityKind.PERSON
    before = lower[name.start - 1 : name.start] if name.start else []
    closed = name.end >= len(lower) or lower[name.end] in (",", ".", ")")
    if before in ([","], ["("]) and closed and _office_within(work, range(name.start - 2, name.start - 8, -1)):
        return EntityKind.PERSON
    return None


def _one_of_whom(work: Work, name: Name, lower: list[str]) -> bool:
    """`the Finn X Y`, `the head, the American X Y`: one of a people, by name."""
    at = name.start - 1
    if at < 1 or lower[at - 1] != "the":
        return False
    readings = gazetteer().lookup(work.columns.words[at])
    if not readings or any(r.sense is Sense.NAME for r in readings):
        return False
    if all(r.sense is Sense.PEOPLE for r in readings):
        return not lower[at].endswith(_PLURAL)
    apposed = lower[at - 2 : at - 1] == [","] and any(r.sense is Sense.ADJECTIVE for r in readings)
    return apposed and _office_within(work, range(at - 3, at - 9, -1))


def _like_a_person(work: Work, name: Name, lower: list[str]) -> bool:
    """`X Y, who …`, `X Y, 54,`, `X Y resigned`: what is said of people only."""
    comma = lower[name.end : name.end + 1] == [","]
    at = name.end + comma
    following = lower[at : at + 1]
    if following and following[0] in work.words.of_people:
        return True
    if comma and following and following[0].isdigit() and len(following[0]) == 2:
        return lower[at + 1 : at + 2] == [","]
    root = work.doc[name.start : name.end].root
    return (
        root.dep_ in ("nsubj", "nsubjpass") and root.head.lemma_.lower() in work.words.human_verbs or holds_office(root)
    )


def _office_within(work: Work, tokens: range) -> bool:
    """Whether an office word stands there before any verb or mark."""
    columns = work.columns
    for i in tokens:
        if not 0 <= i < len(columns.lower) or columns.pos[i] in ("VERB", "AUX", "PUNCT", "SPACE"):
            return False
        if office_words().is_head(columns.lower[i]) or columns.lower[i] in office_grammar().counterparts:
            return True
    return False
