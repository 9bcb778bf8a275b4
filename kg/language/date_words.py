"""The forms that dates take in news English: word tables and the patterns made of them.

A pattern is a template: `{name}` stands for a part below, a space for white space. One scan finds
the anchors (a month, a weekday, a year, `today`, a unit of time); only around an anchor are the
patterns of its class tried, in the order of `FORMS`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.knowledge.tables import read_toml


@dataclass(frozen=True, slots=True)
class Words:
    """`dates.toml`."""

    months: dict[str, int]
    weekdays: dict[str, int]
    numbers: dict[str, int]
    few: dict[str, list[int]]
    ordinals: dict[str, int]
    seasons: dict[str, int]
    decades: dict[str, int]
    day_words: dict[str, int]
    feasts: dict[str, list[int]]
    lists: dict[str, frozenset[str]]


@cache
def words() -> Words:
    """The word tables, loaded once."""
    table = read_toml("dates.toml", folder=Path(__file__).parent / "data")
    plain = {name: table[name] for name in Words.__slots__ if name != "lists"}
    return Words(**plain, lists={name: frozenset(items) for name, items in table["words"].items()})


def _any(items: Iterable[str], *, capital: bool = False) -> str:
    """An alternation of words, the longest first; with a capital (or all capitals) if asked."""
    ordered = sorted(items, key=lambda w: (-len(w), w))
    if capital:
        ordered = [form for w in ordered for form in (w.capitalize(), w.upper())]
        return "(?:" + "|".join(re.escape(w) for w in ordered) + ")"
    return "(?i:" + "|".join(re.escape(w).replace(r"\ ", " ") for w in ordered) + ")"


def _dotted(items: Iterable[str], short: frozenset[str]) -> str:
    """Names with a capital; the short ones may end in a full stop."""
    names = sorted(items)
    whole = _any((w for w in names if w not in short), capital=True)
    return rf"(?:{whole}|{_any((w for w in names if w in short), capital=True)}\.?)"


# -- the parts of patterns ----------------------------------------------------------------------

_UNITS = r"(?i:days?|weekends?|weeks?|fortnights?|months?|quarters?|years?|decades?|centur(?:y|ies))"
_DAY_NUMBER = r"(?:[12]\d|3[01]|0?[1-9])"
_DECADE = r"(?:1[0-9]|20)\d0['’]?s|['’]\d0s"
_MARK = r"\s*[-–—]\s*"


@cache
def _parts() -> Mapping[str, str]:
    """What `{name}` stands for in a template; most are groups of that name."""
    w, lists = words(), words().lists
    month, weekday = _dotted(w.months, lists["short"]), _dotted(w.weekdays, lists["short"])
    loud = [form for m in w.months for form in ((m.upper(), m.capitalize()) if m in lists["short"] else (m.upper(),))]
    tens = [n for n, v in w.numbers.items() if 20 <= v < 100]
    ones = [n for n, v in w.numbers.items() if v < 10 and len(n) > 2]
    year4 = r"(?:1[5-9]|20)\d\d(?!\d|[.,]\d|-\d\d-)"
    directions = {*lists["past"], *lists["future"], "this"}
    groups = {
        "month": month,
        "month2": month,
        "weekday": weekday,
        "weekday2": weekday,
        "day": rf"{_DAY_NUMBER}(?!\d|[:.,]\d)",
        "day2": rf"{_DAY_NUMBER}(?!\d|[:.,]\d)",
        "year": rf"(?:{year4}|['’]\d\d\b)",
        "number": rf"(?:\d{{1,3}}|{_any(tens)}[-\s]{_any(ones)}|{_any(w.numbers)})",
        "ordinal": _any(w.ordinals),
        "which": _any(directions),
        "part_of": _any({*directions, "early", "late", "mid", "mid-"}),
        "unit": _UNITS,
        "word": _any(w.day_words),
        "feast": _any(w.feasts),
        "season": _any(w.seasons),
        "decade": rf"{_DECADE}|{_any(w.decades)}",
        "about": _any(lists["about"]),
        "from_now": _any({*lists["ago"], *lists["later"], *lists["earlier"]}) + r"|(?i:from\s+now)",
        "beside": _any({*lists["after"], *lists["before"], *lists["same"]}),
        "part": r"(?i:quarter|half)",
        "vague": _any(lists["vague"]),
        "rel": r"(?i:this|last|next)",
        "this_year": r"(?i:this\s+year)",
    }
    plain = {
        "year4": year4,
        "loud": "(?:" + "|".join(loud) + ")",
        "day_part": _any(lists["day_parts"]),
        "th": r"(?:st|nd|rd|th)?",
        "to": rf"(?:{_MARK}| {_any(lists['to'])} )",
        "on_to": rf"(?:{_MARK}| (?i:to|through|until|till) )",
        "from": r"(?:(?i:from|between) )?",
        "of": r"(?: (?:(?i:of) )?|-)",
        "the": r"(?:(?i:the) )?",
        "spelled": r"(?i:ten|eleven|twelve|\w{3,5}teen|\w{3,5}ty)(?:[-\s]" + _any(ones) + ")?",
        "short_unit": r"(?i:day|week|month|year)",
    }
    return {**{name: f"(?P<{name}>{regex})" for name, regex in groups.items()}, **plain}


_TAIL = r"(?:,? (?:of )?{year}|,? {this_year})?"
_BEFORE = r"(?:{weekday},? )?{the}"

FORMS: tuple[tuple[str, str, str], ...] = (
    # id, anchors, template
    ("iso", "numeric", r"(?P<y>\d{{4}})-(?P<m>\d\d)-(?P<d>\d\d)"),
    ("numeric", "numeric", r"(?P<a>\d\d?)(?P<mark>[/.])(?P<b>\d\d?)(?P=mark){year}"),
    ("range-md-md", "month", "{from}{month} {day}{th}{to}{month2} {day2}{th}" + _TAIL),
    ("range-dm-dm", "month", "{from}{day}{th}{of}{month}{to}{day2}{th}{of}{month2}" + _TAIL),
    ("range-md-d", "month", "{from}{month} {day}{th}{to}{day2}{th}" + _TAIL),
    ("range-dd-m", "month", "{from}{day}{th}{to}{day2}{th}{of}{month}" + _TAIL),
    ("dmy-short", "month", r"{day} (?P<month>{loud}) (?P<year>\d\d)"),
    ("dmy", "month weekday", _BEFORE + "{day}{th}{of}{month}" + _TAIL),
    ("mdy", "month weekday", _BEFORE + "{month} {the}{day}{th}" + _TAIL),
    ("month-year-range", "month", "{from}{month}{to}{month2}(?:,? {year})?"),
    ("month-year", "month", "{month},? (?:of )?(?:{year}|{rel} (?i:year))"),
    ("month", "month", r"(?:{part_of}[\s-]*)?{month}"),
    ("weekday-range", "weekday", "(?:{which} )?{from}{weekday}{on_to}{weekday2}"),
    ("weekday", "weekday", "(?:{which} )?{weekday}(?: {day_part})?"),
    ("day-word", "day", "{word}(?: {day_part})?"),
    ("day-part", "part", "{rel} {day_part}"),
    ("feast", "feast", "{feast}(?:,? {year})?"),
    ("year-range", "year", r"(?:(?i:from) )?(?<!etween\s){year}{on_to}(?P<year2>{year4}|\d\d(?!\d))"),
    ("year-span", "year", r"(?<=etween\s){year} and (?P<year2>{year4})"),
    ("decade", "decade", r"{the}(?:(?i:early|mid|late)[-\s]+)?{decade}"),
    ("century", "century", r"(?P<number>\d\d)(?:st|nd|rd|th)[-\s](?i:century)"),
    ("day-of-month", "nth", r"(?i:on|until|since|by|from)\s(?i:the) {day}(?:st|nd|rd|th)(?! (?:of\b|[A-Z]))"),
    ("quarter", "unit", r"{ordinal}[-\s]+{part}(?:(?: of)? (?:{year}|{rel} year))?"),
    ("year-quarter", "unit year", r"(?:{year}|{rel} (?i:year)['’]s) {ordinal}[-\s]+{part}"),
    ("weekend", "unit", "(?i:over|during|at|on|for) (?i:the) (?i:weekend)"),
    ("ago", "unit", r"(?:{about} )?(?:{number}|{vague})[-\s]+{unit} {from_now}"),
    ("anaphoric", "unit", "(?i:the|that) {beside} (?P<unit>{short_unit})"),
    ("that", "unit", "(?i:that) (?P<unit>{short_unit})"),
    ("relative", "unit", r"(?<!the\s)(?<!of\s){which} {unit}"),
    ("season", "season", "(?:{which} )?{the}{season}(?: (?:of )?{year})?"),
    ("year-part", "year", r"(?i:early|mid|late)[-\s]{year}"),
    (
        "year-spelled",
        "spelled",
        r"(?P<first>(?i:nineteen|eighteen|twenty))[-\s](?P<rest>{spelled})",
    ),
    ("year", "year", "(?P<year>{year4})"),
)


@cache
def pattern(form: str) -> re.Pattern[str]:
    """The compiled pattern of a form, made when first needed."""
    template = next(t for name, _, t in FORMS if name == form)
    regex = template.format_map(_parts()).replace(" ", r"\s+")
    return re.compile(rf"(?<!\w)(?:{regex})(?!\w)")


@cache
def forms_at(anchor: str) -> tuple[str, ...]:
    """The forms that an anchor of this class may stand in, the longest first."""
    return tuple(form for form, anchors, _ in FORMS if anchor in anchors.split())


@cache
def anchors() -> re.Pattern[str]:
    """Every word that a date can be built around; the name of the group that matched is its class."""
    w, lists = words(), words().lists
    classes = (
        ("numeric", r"\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{4}"),
        ("feast", _any(w.feasts)),
        ("month", _any(w.months, capital=True)),
        ("weekday", _any(w.weekdays, capital=True)),
        ("decade", rf"{_DECADE}|{_any(w.decades)}"),
        ("century", r"\d\d(?:st|nd|rd|th)[-\s](?i:century)"),
        ("nth", r"[0-3]?\d(?:st|nd|rd|th)"),
        ("year", r"(?:1[5-9]|20)\d\d"),
        ("spelled", r"(?i:nineteen|eighteen|twenty)(?=[-\s]\w+t(?:y|een))"),
        ("day", _any(w.day_words)),
        ("part", _any(lists["day_parts"])),
        ("season", _any(w.seasons)),
        ("unit", rf"{_UNITS}|(?i:half)"),
    )
    regex = "|".join(f"(?P<{name}>{regex})" for name, regex in classes).replace(" ", r"\s+")
    return re.compile(rf"(?<!\w)(?:{regex})(?!\w)")
