"""A run of capitalised words cut into titles, names of the gazetteer and other names, with their kinds."""

from __future__ import annotations

from kg.facts import EntityKind
from kg.knowledge.records import Named, Sense
from kg.language.name_runs import Page, match, office_tail
from kg.language.state import Name

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_ALONE = frozenset({Sense.NAME, Sense.CITY, Sense.CAPITAL})


def cut(page: Page, start: int, end: int) -> list[Name]:
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
        found = match(page, i, end)
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
            longer = _longer(page, i, j, end, readings)
            if longer:
                out.append(longer)
                title, i = None, longer.end
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


def _longer(page: Page, i: int, j: int, end: int, readings: tuple[Named, ...]) -> Name | None:
    """`African Union` + `Commission`: a body's fuller name; `Jordan` + `River`: a place's."""
    water = page.lower[i] in page.words_of.waters and j == i + 1
    if water and j == end and (tail := _of_tail(page, j)) > j:
        return Name(i, tail, page.slice(i, tail), EntityKind.PLACE, sure=True)  # the Gulf of Fonseca
    if j >= end or page.stop[j]:
        return None
    low, last = page.lower[j], j + 1 == end or not page.words[j + 1][0].isupper()
    if readings[0].kind is EntityKind.ORGANISATION and low in page.words_of.organisation_words:
        return Name(i, j + 1, page.slice(i, j + 1), EntityKind.ORGANISATION, sure=True)
    if last and low in page.words_of.place_words and all(r.sense in _ALONE for r in readings):
        return Name(i, j + 1, page.slice(i, j + 1), EntityKind.PLACE, sure=True)
    return None


def _title_end(page: Page, i: int, end: int, open_at: int | None) -> int:
    """The end of the title (`Foreign Secretary`, `Mr`) that begins at the token; 0 where none does."""
    table = page.offices
    low = page.lower[i]
    styled = low in table.honorifics or low in table.short_titles or low.rstrip(".") in page.ranks
    if styled and open_at is None:  # "Hun Sen" is no senator
        return i + 2 if i + 1 < end and page.words[i + 1] == "." else i + 1
    j = i
    while j < end and (table.is_modifier(page.lower[j]) or page.words[j] in ("-", "and") and j > i):
        if j > i and page.words[j].isupper() and len(page.words[j]) > 1 and match(page, j, end):
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
        j += office_tail(page, j)
    if j + 1 < end and page.words[j] == "-" and table.is_modifier(page.lower[j + 1]):
        j += 2  # President-elect
    if j + 1 < end and page.words[j] == "-" and table.is_head(page.lower[j + 1]):
        j += 2  # Secretary-General
    return j


def _only_kind(readings: tuple[Named, ...]) -> EntityKind | None:
    kinds = {r.kind for r in readings}
    return readings[0].kind if len(kinds) == 1 else None


def _part_of_person(
    page: Page,
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
    alone = all(r.sense in _ALONE for r in readings)
    if open_at is not None and page.lower[open_at] in page.holders.given_names and alone:
        return True
    if j - i > 1:
        return False
    if open_at is not None:
        # "Kemal Aydin"
        return readings[0].sense is Sense.CITY and all(page.ent[k] == "PERSON" for k in range(open_at, j))
    if title and title[1] == i and alone:
        return _titled(page, i, j, end, title, city=readings[0].sense is Sense.CITY)
    if not _goes_on(page, j, end):
        return False
    if page.lower[i] in page.holders.given_names:
        return page.lower[j] not in page.words_of.organisation_words
    # "Washington Irving": two capitals that the model takes for a person, of which the first is a place
    return readings[0].sense in _ALONE and page.ent[i] == page.ent[j] == "PERSON"


def _titled(page: Page, i: int, j: int, end: int, title: tuple[int, int], *, city: bool) -> bool:
    """`Mr Jordan`, `Colonel Israel Mbeya`, `Ambassador Florence`; not `President France`."""
    words = [w for w in page.lower[slice(*title)] if w != "."]
    styled = all(w in page.offices.honorifics or w in page.offices.short_titles for w in words)
    following = match(page, j, end) if j < end else None
    surname = following is not None and all(r.sense is Sense.CITY for r in following[1])  # Israel Mbeya
    return city or styled or surname or _goes_on(page, j, end)


def _goes_on(page: Page, j: int, end: int) -> bool:
    """Whether another word of the same name may stand there: a capital that is no office and no name known."""
    following = j < end and page.words[j][0].isupper() and not page.offices.is_head(page.lower[j])
    return following and not page.offices.is_modifier(page.lower[j]) and not match(page, j, end)


def _other(page: Page, start: int, end: int, title: tuple[int, int] | None) -> list[Name]:
    """The name that the gazetteer doesn't know, with its kind as far as its words tell."""
    while start < end and page.words[end - 1] in ("-", "."):
        end -= 1
    while start < end and not page.words[start][0].isalnum():
        start += 1
    low = page.lower[start:end]
    lists = page.words_of
    if start >= end or all(w.rstrip(".") in lists.not_names for w in low):
        return []
    if len(low) == 1 and low[0] in lists.no_bodies and page.words[start].isupper():
        return []
    if len(low) == 1 and "-" in low[0] and all(map(page.gazetteer.lookup, page.words[start].split("-"))):
        return []  # "U.S.-Canadian" is one token and no name
    personal = title is not None or low[0] in page.holders.given_names
    body = low[-1] in lists.organisation_words and len(low) > 1
    if low[-1] in lists.thing_words or not personal and not body and any(w in lists.thing_words for w in low):
        return []
    text = page.slice(start, end)
    unlike = low[-1] in lists.place_words | lists.organisation_words  # "Ambassador Road"
    if title is not None and (not unlike or len(low) > 1 and low[0] in page.holders.given_names):
        return [Name(start, end, text, EntityKind.PERSON, sure=True, title=title)]
    if not personal and end < len(page.lower) and page.lower[end] in lists.after_names:
        return [Name(start, end + 1, page.slice(start, end + 1), EntityKind.ORGANISATION, sure=True)]
    return _by_words(page, start, end)


def _by_words(page: Page, start: int, end: int) -> list[Name]:
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
    if len(low) == 1 and low[0] in lists.waters and (tail := _of_tail(page, end)) > end:
        return [Name(start, tail, page.slice(start, tail), EntityKind.PLACE, sure=True)]
    if len(low) == 1 and low[0] in lists.place_words:
        return [Name(start, end, text)]
    if given and len(low) > 1:
        return [Name(start, end, text, EntityKind.PERSON, sure=True)]
    return [Name(start, end, text, _hinted(page, start, end, given=given))]


def _of_tail(page: Page, end: int) -> int:
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


def _hinted(page: Page, start: int, end: int, *, given: bool) -> EntityKind | None:
    inside = [i for i in range(start, end) if page.lower[i] not in page.words_of.particles]
    labels = [page.ent[i] for i in inside or range(start, end)]
    top = max(sorted(set(labels), reverse=True), key=labels.count)
    personal = len(inside) > 1 and page.words_of.person_particles.intersection(page.lower[start:end])
    if top == "PERSON" or given or personal and top not in _PLACES:
        return EntityKind.PERSON
    if top in _PLACES:
        return EntityKind.PLACE
    if top == "ORG":
        return EntityKind.ORGANISATION
    return None
