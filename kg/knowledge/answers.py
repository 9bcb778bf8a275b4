"""What Wikidata answers, as rows of kg's tables. What doesn't fit, or may mislead, is left out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from kg.knowledge.endpoint import Binding
from kg.knowledge.fetching import Fetched, qid
from kg.knowledge.forms import forms_of
from kg.knowledge.posts import Offices
from kg.knowledge.schema import LONGEST_ITEM, cleaned
from kg.knowledge.tables import fold

Cells = dict[str, str]
_NAME = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff'‘’.\- ]+")
_PRECISION = {"9": 4, "10": 7, "11": 10}  # wikibase:timePrecision -> how much of YYYY-MM-DD is known
_ALIKE = 75  # of 100: how like the surname of a label an alias's must be
_LONGEST_NAME = 60
_ROMAN = re.compile(r"[ivxlc]+\.?")


@dataclass(frozen=True, slots=True)
class Ours:
    """What kg's own tables say.

    `countries`: Wikidata id -> key. `organisations`: Wikidata id -> id; `bodies`: the other way, "" where none is.
    `names`: folded name -> key.
    """

    countries: Mapping[str, str]
    codes: frozenset[str]
    organisations: Mapping[str, str]
    bodies: Mapping[str, str]
    names: Mapping[str, str]
    offices: Offices


@dataclass(frozen=True, slots=True)
class Held:
    """A term of office: dates as far as they are known."""

    concept: str
    of: str
    start: str
    end: str


def tables(fetched: Fetched, *, ours: Ours, read: Mapping[str, Any]) -> dict[str, list[Cells]]:
    """The rows of each table. `read`: how answers are read (`wikidata.toml`)."""
    countries, territories = _countries(fetched.countries, ours)
    known = {**ours.countries, **{row["qid"]: f"country/{row['code']}" for row in territories}}
    return {
        "countries.tsv": countries,
        "territories.tsv": territories,
        "organisations.tsv": list(_organisations(fetched.organisations, ours)),
        "office_holders.tsv": list(_holders(fetched, known, ours, read)),
    }


# ---------------------------------------------------------------- names of countries and organisations


def _said(rows: Iterable[Binding]) -> defaultdict[str, defaultdict[str, list[str]]]:
    """By item what is said of it; English before what holds for many languages."""
    said: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in sorted(rows, key=lambda row: row.get("language", "") == "mul"):
        item, value = qid(row.get("item", "")), cleaned(row.get("value", "")[: 2 * LONGEST_ITEM])
        if item and value and value not in said[item][row.get("what", "")]:
            said[item][row.get("what", "")].append(value)
            if row.get("code") and row["code"] not in said[item]["code"]:
                said[item]["code"].append(row["code"])
    return said


def _countries(rows: Iterable[Binding], ours: Ours) -> tuple[list[Cells], list[Cells]]:
    """Names of the countries that ours have, and the countries that they haven't."""
    found, new = [], []
    for item, said in sorted(_said(rows).items()):
        key = ours.countries.get(item, "")
        code = key.partition("/")[2] or next((c for c in said["code"] if re.fullmatch("[A-Z]{2}", c)), "")
        names = [name for name in (*said["label"][:1], *said["name"]) if _free(name, f"country/{code}", ours)]
        if not code or not names or (not key and code in ours.codes):
            continue
        cells = {"code": code, "label": names[0], "names": "|".join(dict.fromkeys(names[1:]))}
        if not key:
            demonyms = "|".join(said["demonym"])
            cells |= {"adjectives": "|".join(said["demonym"][:1]), "people": demonyms, "capitals": said["capital"][0]}
            new.append({"code": code, "qid": item})
        found.append(cells)
    return found, new


def _free(name: str, key: str, ours: Ours) -> bool:
    """Is it a name that nothing else of ours has?"""
    return bool(_fit(name)) and ours.names.get(fold(name), key) == key


def _fit(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME * 2 and not re.search(r"[|=@\t]", name) else ""


def _organisations(rows: Iterable[Binding], ours: Ours) -> Iterator[Cells]:
    for item, said in sorted(_said(rows).items()):
        label = next(iter(said["label"]), "")
        ident = ours.organisations.get(item, "") or "-".join(re.findall(r"[a-z0-9]+", fold(label)))
        key = f"organisation/{ident}"
        # a name of one word is too often another thing's
        if (
            ours.bodies.get(ident, item) not in (item, "")
            or not _free(label, key, ours)
            or (" " not in label and ident not in ours.bodies)
        ):
            continue
        short = [form for form in said["short"] if re.fullmatch(r"[A-Z][A-Z.&-]{2,9}", form) and _free(form, key, ours)]
        kind = {} if ident in ours.bodies else {"type": "intergovernmental"}
        yield {"id": ident, "label": label, **kind, "qid": item, "abbreviations": "|".join(short)}


# ---------------------------------------------------------------- persons


def wanted(
    rows: Iterable[Binding], *, ours: Ours, countries: Mapping[str, str], read: Mapping[str, Any]
) -> dict[str, Held]:
    """By id the positions that are one of the offices that are read: whose each is, without dates."""
    found: dict[str, Held] = {}
    for row in rows:
        position, of = qid(row.get("position", "")), countries.get(qid(row.get("item", "")), "")
        concept = _concept(row, of, ours.offices, read) if position and of else ""
        if concept and (position not in found or row.get("foreign")):
            found[position] = Held(concept, of, "", "")
    return found


def _concept(row: Binding, of: str, offices: Offices, read: Mapping[str, Any]) -> str:
    label = fold(cleaned(row.get("label", "")[:LONGEST_ITEM]))
    if any(f" {word} " in f" {label} " for word in read["not_ministers"]):
        return ""
    if row.get("foreign"):
        return "foreign-minister"
    concept = offices.concept(label, country=of)
    return concept if concept and concept in read["offices"] else ""


def _holders(fetched: Fetched, countries: Mapping[str, str], ours: Ours, read: Mapping[str, Any]) -> Iterator[Cells]:
    posts = wanted(fetched.positions, ours=ours, countries=countries, read=read)
    held: dict[str, list[Held]] = defaultdict(list)
    for row in (*fetched.leaders, *fetched.secretaries, *fetched.terms):
        person, term = qid(row.get("person", "")), _term(row, posts, countries, ours)
        if person and term:
            held[person].append(term)
    said = _said(fetched.persons)
    spans = {person: list(_distinct(_ended(terms, said[person]["died"]))) for person, terms in sorted(held.items())}
    last = _last_starts(spans.values())
    for person, terms in spans.items():
        name = _name(next(iter(said[person]["label"]), ""))
        if name:
            yield _person(person, name, terms, said[person], last, fetched.day, read)


def _term(row: Binding, posts: Mapping[str, Held], countries: Mapping[str, str], ours: Ours) -> Held | None:
    item = qid(row.get("item", ""))
    start = _date(row.get("start", ""), row.get("startPrecision", ""))
    end = _date(row.get("end", ""), row.get("endPrecision", ""))
    if not start or (end and end[:4] < start[:4]):
        return None
    if item in posts:
        return replace(posts[item], start=start, end=end)
    ident = ours.organisations.get(item)
    of = countries.get(item) or (f"organisation/{ident}" if ident else "")
    concept = row.get("concept", "")
    known = concept in ours.offices.broader
    return Held(concept, of, start, end) if of and known else None


def _date(time: str, precision: str) -> str:
    """So much of a time as is known: `2014-05-03T00:00:00Z` to the month is `2014-05`."""
    known = _PRECISION.get(precision, 0)
    fit = re.fullmatch(r"\+?(\d{4}-\d{2}-\d{2})T[\d:.]+Z", time)
    return fit[1][:known] if fit and known else ""


def _ended(terms: Iterable[Held], died: Iterable[str]) -> Iterator[Held]:
    """Terms, the open ones ended by death."""
    day = _date(next(iter(died), ""), "11")
    for term in terms:
        yield replace(term, end=day) if day and not term.end else term


def _distinct(terms: Iterable[Held]) -> Iterator[Held]:
    """Each term once: of two that begin on days that may be one, the more exact start and the end that is known."""
    last: Held | None = None
    for term in sorted(terms, key=lambda t: (t.concept, t.of, t.start, t.end)):
        if last is None or (last.concept, last.of) != (term.concept, term.of) or not term.start.startswith(last.start):
            if last is not None:
                yield last
            last = term
        else:
            last = replace(term, end=term.end or last.end)
    if last is not None:
        yield last


def _last_starts(spans: Iterable[Iterable[Held]]) -> dict[tuple[str, str], str]:
    """Of each office when its last holder began."""
    last: dict[tuple[str, str], str] = {}
    for term in (term for terms in spans for term in terms):
        last[term.concept, term.of] = max(last.get((term.concept, term.of), ""), term.start)
    return last


def _person(
    person: str,
    name: str,
    terms: Iterable[Held],
    said: defaultdict[str, list[str]],
    last: Mapping[tuple[str, str], str],
    day: str,
    read: Mapping[str, Any],
) -> Cells:
    homes = {term.of.partition("/")[2] for term in terms}
    aliases = [alias for alias in map(_name, said["alias"]) if alias and _alike(alias, name)]
    forms = [form for each in (name, *aliases) for form in _forms(each, homes, read)]
    genders = [read["genders"][ident] for ident in map(qid, said["gender"]) if ident in read["genders"]]
    return {
        "forms": "|".join(dict.fromkeys(forms)),
        "name": name,
        "gender": genders[0] if genders else "",
        "qid": person,
        "terms": "|".join(dict.fromkeys(_written(term, last, day) for term in sorted(terms, key=lambda t: t.start))),
    }


def _written(term: Held, last: Mapping[tuple[str, str], str], day: str) -> str:
    """A term as the table has it. One without an end whom another followed was last seen when he began."""
    current = term.start >= last[term.concept, term.of]
    seen = "" if term.end else day if current and day >= term.start[: len(day)] else term.start
    return "@".join((term.concept, term.of, "", term.start, term.end, seen))


def _name(label: str) -> str:
    """A label without what isn't the person's name, "" where it is no name in Latin letters."""
    name = re.sub(r"\([^)]*\)", " ", label).partition(",")[0].partition(" of ")[0]
    name = " ".join(name.replace("’", "'").split())
    return name if _NAME.fullmatch(name) and len(name) <= _LONGEST_NAME and len(name.split()) <= 6 else ""


def _alike(alias: str, name: str) -> bool:
    """Is an alias the same name, longer, shorter or spelt otherwise, rather than a nickname?"""
    from rapidfuzz import fuzz

    some, other = fold(alias).split(), fold(name).split()
    return len(some) > 1 and (fuzz.ratio(some[-1], other[-1]) >= _ALIKE or set(other) <= set(some))


def _forms(name: str, homes: set[str], read: Mapping[str, Any]) -> Iterator[str]:
    words = fold(name).split()
    forms = list(forms_of(name, surname_first=bool(homes & set(read["surname_first"]))))
    if homes & set(read["two_surnames"]) and len(words) > 2:
        forms += [f"{words[0]} {words[-2]}", words[-2]]
    yield from (form for form in forms if len(form) > 1 and not _ROMAN.fullmatch(form))
