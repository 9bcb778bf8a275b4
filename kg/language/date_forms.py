"""The forms that dates take in news English, as patterns made of the word tables.

A pattern is a template: `{name}` stands for a part below, a space for white space. One scan finds
the anchors (a month, a weekday, a year, `today`, a unit of time); only around an anchor are the
patterns of its class tried, in the order of `FORMS`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from kg.language.date_words import words


def _any(items: Iterable[str], *, capital: bool = False) -> str:
    """An alternation of words, the longest first; with a capital (or all capitals) if asked.

    Those with the same first letter stand together, behind that letter alone: the scan is twice as fast.
    """
    ordered = sorted(items, key=lambda w: (-len(w), w))
    if capital:
        ordered = [form for w in ordered for form in (w.capitalize(), w.upper())]
    groups: dict[str, list[str]] = {}
    for word in ordered:
        groups.setdefault(word[0], []).append(re.escape(word[1:]).replace(r"\ ", " ").replace("'", "['’]"))
    if capital:
        return "(?:" + "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in groups.items()) + ")"
    return "(?:" + "|".join(f"{_either(first)}(?i:{'|'.join(rest)})" for first, rest in groups.items()) + ")"


def _either(letter: str) -> str:
    """The letter, small or capital."""
    return f"[{letter.lower()}{letter.upper()}]" if letter.isalpha() else re.escape(letter)


def _dotted(items: Iterable[str], short: frozenset[str]) -> str:
    """Names with a capital; the short ones may end in a full stop."""
    names = sorted(items)
    whole = _any((w for w in names if w not in short), capital=True)
    return rf"(?:{whole}|{_any((w for w in names if w in short), capital=True)}\.?)"


# -- the parts of patterns ----------------------------------------------------------------------

_UNITS = r"(?i:days?|weekends?|weeks?|fortnights?|months?|quarters?|years?|decades?|centur(?:y|ies))"
_DAY_NUMBER = r"(?:[12]\d|3[01]|0?[1-9])"
_DECADE = r"(?:1[0-9]|20)\d0['’]?s|['’]\d0s"
_YEAR4 = r"(?:1[5-9]|20)\d\d(?!\d|[.,]\d|-\d\d-)"
_MARK = r"\s*[-–—]\s*"
_NUMERIC = r"\d{4}[-/]\d\d?[-/]\d\d?(?:T[\d:.+-]*[\dZ])?|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}"
_SPELLED = r"(?i:nineteen|eighteen|twenty)[-\s](?i:ten|eleven|twelve|\w{3,5}teen|\w{3,5}ty(?:[-\s](?:{ones}))?)"


@cache
def _parts() -> Mapping[str, str]:
    """What `{name}` stands for in a template; most are groups of that name."""
    groups = {**_calendar(), **_counting()}
    return {**{name: f"(?P<{name}>{regex})" for name, regex in groups.items()}, **_plain()}


def _calendar() -> dict[str, str]:
    """Months, days, years and what is called by a name."""
    w, short = words(), words().lists["short"]
    month, weekday = _dotted(w.months, short), _dotted(w.weekdays, short)
    day = rf"{_DAY_NUMBER}(?!\d|[:.,]\d)"
    ones = "|".join(n for n, v in w.numbers.items() if v < 10 and len(n) > 2)
    return {
        **{f"month{n}": month for n in ("", 2, 3, 4)},
        **{f"day{n}": day for n in ("", 2, 3, 4)},
        **{f"weekday{n}": weekday for n in ("", 2)},
        "year": rf"(?:{_YEAR4}|['’]\d\d\b|{_SPELLED.replace('{ones}', ones)})",
        "feast": _any({*w.feasts, *w.easter, *w.nth_weekday}),
        "called": _any(w.called),
        "season": _any(w.seasons),
        "decade": rf"{_DECADE}|(?<=[Tt]he\s)(?:{_any(w.decades)}|[2-9]0s)",
        "decade_word": _any(w.decades),
        "century": _any(w.centuries) + r"|\d\d(?:st|nd|rd|th)",
        "rel": r"(?i:this|last|next)",
        "that_year": r"(?i:that|the\s+same)\s+(?i:year)",
        "this_year": r"(?i:this\s+year)",
        "part": r"(?i:quarter|half)",
    }


def _counting() -> dict[str, str]:
    """Directions, numbers and units."""
    w, lists = words(), words().lists
    tens = [n for n, v in w.numbers.items() if 20 <= v < 100]
    ones = [n for n, v in w.numbers.items() if v < 10 and len(n) > 2]
    directions = {*lists["past"], *lists["future"], "this"}
    beside = {*lists["after"], *lists["before"], *lists["same"]}
    return {
        "number": rf"(?:\d{{1,3}}|{_any(tens)}[-\s]{_any(ones)}|{_any(w.numbers)})",
        "ordinal": _any(w.ordinals),
        "nth": _any(w.which_of_month),
        "which": _any({*directions, *beside}),
        "part_of": _any({*directions, *beside, "early", "late", "mid", "mid-"}),
        "unit": _UNITS,
        "word": _any(w.day_words),
        "vague_time": _any(lists["vague_times"]),
        "vague_adjective": _any(lists["vague_adjectives"]),
        "about": _any(lists["about"]),
        "from_now": _any({*lists["ago"], *lists["later"], *lists["earlier"]}) + r"|(?i:from\s+now|hence)",
        "beside": _any(beside),
        "vague": _any(lists["vague"]),
        "edge": _any({*lists["edges"], *lists["ends"]}),
        "latest": _any({*lists["latest"], *lists["present"]}),
        "beyond": r"(?i:before\s+last|after\s+next)",
    }


def _plain() -> dict[str, str]:
    """What is no group of its own."""
    lists = words().lists
    weekday = _dotted(words().weekdays, lists["short"])
    return {
        "year4": _YEAR4,
        "week_of": r"(?i:week) (?i:of|beginning|starting|ending)",
        "on": rf"(?: (?:(?P<on>(?i:today|this week|this month))|(?P<weekday>{weekday}))(?!['’]))",
        "directions": _any({*lists["past"], *lists["future"], "this"}),
        "loud": "(?:" + "|".join(_loud_months()) + ")",
        "day_part": _any(lists["day_parts"]),
        "th": r"(?i:st|nd|rd|th)?",
        "nth_day": r"(?i:st|nd|rd|th)",
        "to": rf"(?:{_MARK}| {_any({*lists['to'], 'and'})} )",
        "on_to": rf"(?:{_MARK}| {_any(lists['to'])} )",
        "from": r"(?:(?i:from|between) )?",
        "of": r"(?: (?:(?i:of) )?|-)",
        "the": r"(?:(?i:the) )?",
        "single_unit": r"(?i:day|weekend|week|fortnight|month|quarter|year|decade|century)",
        "short_unit": r"(?i:day|weekend|week|month|year|decade)",
        "period": r"(?i:quarter|period|half|month|week|day)",
        "alike": _any(lists["alike"]),
        "figures": _any(lists["figures"]),
        "reckoned": _any(lists["reckoned"]),
        "whole": _any({*lists["whole"], *lists["present"]}),
        "last": _any({*lists["past"], *lists["before"]}),
        "year_before": r"(?i:year)-(?i:earlier|ago)",
    }


def _loud_months() -> list[str]:
    """Months as a list of dispatches writes them: `19 OCT 89`."""
    short = words().lists["short"]
    return [form for m in words().months for form in ((m.upper(), m.capitalize()) if m in short else (m.upper(),))]


_FROM_DATE = "{from}(?:{month} {day}{th},?|{day3}{th}{of}{month3},?) {year}"
_TO_DATE = "(?:{month2} {day2}{th},?|{day4}{th}{of}{month4},?) (?P<year2>{year4})"
_TAIL = r"(?:(?:,? (?:of )?|-){year}|,? {this_year}|,? (?:of )?{that_year})?"
_BEFORE = r"(?:{weekday},? )?{the}"

FORMS: tuple[tuple[str, str, str], ...] = (
    # id, anchors, template
    ("iso", "numeric", r"(?P<y>\d{{4}})(?P<mark>[-/])(?P<m>\d\d?)(?P=mark)(?P<d>\d\d?)(?:T[\d:.+-]*[\dZ])?"),
    ("numeric", "numeric", r"(?P<a>\d\d?)(?P<mark>[/.-])(?P<b>\d\d?)(?P=mark)(?P<year>{year4})"),
    ("called", "called", r"{called}(?!\s[A-Z]|/)"),
    ("range-dates", "month", _FROM_DATE + "{on_to}" + _TO_DATE),
    ("range-months", "month", "{from}{month},? {year}{on_to}{month2},? (?P<year2>{year4})"),
    ("week-of", "month", "{the}{week_of} (?:{month} {day}{th}|{the}{day2}{th}{of}{month2})(?:,? {year})?"),
    ("range-md-md", "month", "{from}{month} {day}{th}{to}{month2} {day2}{th}" + _TAIL),
    ("range-dm-dm", "month nth", "{from}{day}{th}{of}{month}{to}{day2}{th}{of}{month2}" + _TAIL),
    ("range-md-d", "month", "{from}{month} {day}{th}{to}{day2}{th}" + _TAIL),
    ("range-dd-m", "month nth", "{from}{the}{day}{th}{to}{the}{day2}{th}{of}{month}" + _TAIL),
    ("dmy-short", "month", r"{day} (?P<month>{loud}) (?P<year>\d\d)"),
    ("dmy-two", "month", r"{day} {month} (?P<year>\d\d)(?![\d:.,]\d)"),
    ("dmy", "month weekday called nth", _BEFORE + "{day}{th}{of}{month}" + _TAIL),
    ("mdy", "month weekday called", _BEFORE + "{month} {the}{day}{th}" + _TAIL),
    ("month-year-range", "month", "{from}{month}{to}{month2}(?:,? {year})?"),
    ("month-year", "month", "{month},? (?:of )?(?:{year}|{rel} (?i:year)|{that_year})"),
    ("month-and", "month", "{month}(?=,? (?:and|or|to) {month2},? {year})"),
    ("month", "month", r"(?:{part_of}[\s-]*)?{month}"),
    ("weekday-range", "weekday", "(?:{which} )?{from}{weekday}{on_to}{weekday2}"),
    ("weekday-span", "weekday", "(?i:between) {weekday} (?i:and) {weekday2}"),
    (
        "nth-weekday",
        "weekday",
        "{the}{nth} {weekday} (?i:of|in) (?:{month}(?:,? {year})?|(?i:the|each|every|a) (?i:month))",
    ),
    ("weekday-of-week", "weekday", "{weekday},? (?:(?i:of) )?(?P<which>{directions}) (?i:week)"),
    ("weekday", "weekday", "(?:{which} )?{weekday}(?: {day_part})?"),
    ("day-word", "day", "{word}(?: {day_part})?"),
    ("part-beside", "part", "(?i:the|that) {beside} {day_part}"),
    ("part-that", "part", "(?i:that) {day_part}"),
    ("day-part", "part", "{rel} {day_part}"),
    ("feast", "feast", "{feast}(?:,? {year}|,? {rel} (?i:year))?"),
    ("year-range", "year", r"(?:(?i:from) )?(?<!etween\s){year}(?:{on_to}|(?P<slash>/))(?P<year2>{year4}|\d\d(?!\d))"),
    ("year-span", "year", r"(?<=etween\s){year} and (?P<year2>{year4})"),
    ("decade", "decade", r"{the}(?:(?i:early|mid|late)[-\s]+)?{decade}"),
    ("century", "century", r"{century}[-\s](?i:century)"),
    ("day-of-month", "nth", r"(?i:on|until|since|by|from)\s(?i:the) {day}{nth_day}(?! (?:of\b|and\b|or\b|to\b|[A-Z]))"),
    ("day-of-rel-month", "nth", "{the}{day}{nth_day} (?i:of) (?P<which>{directions}) (?i:month)"),
    (
        "same-period",
        "unit",
        "{the}{alike} (?:{period}|(?i:months)),? (?:(?i:of|in) )?(?:{the}{last} (?i:year)|(?i:a) {year_before})",
    ),
    (
        "year-before",
        "unit",
        r"(?:(?i:the|a) )?(?:{alike} )?{year_before}(?:[-\s]+(?:{ordinal}[-\s]+)?(?P<unit>{period}|{figures}))?",
    ),
    ("quarter", "unit", r"{ordinal}[-\s]+{part}(?:(?: of)? (?:{year}|{rel} year|the year)|(?!\s+of\b))"),
    ("quarter-code", "quarter", r"Q(?P<n>[1-4])(?:,? (?:of )?{year})?"),
    ("year-quarter", "unit year", r"(?:{year}|{rel} (?i:year)['’]s) {ordinal}[-\s]+{part}"),
    ("weekend", "unit", "(?i:the) (?i:weekend)(?! (?i:of))"),
    ("ago", "unit", r"(?:{about} )?(?:{number}|{vague})[-\s]+{unit}(?P<so> (?i:or so))? {from_now}{on}?"),
    ("in-units", "unit", r"(?i:in) (?:{about} )?{number} {unit}(?:['’]s? (?i:time))?"),
    ("anaphoric", "unit", "(?i:the|that) {beside} (?P<unit>{short_unit})"),
    ("beyond", "unit", "(?i:the) (?P<unit>{single_unit}) {beyond}"),
    ("that", "unit", "(?i:that) (?P<unit>{short_unit})"),
    ("year-end", "unit", r"(?i:year(?:['’]s)?)[-\s](?i:end)"),
    ("edge-of", "unit", r"{edge} (?:(?i:of|in) )(?i:the|this) (?P<unit>{short_unit})"),
    ("relative", "unit", r"(?<!the\s)(?P<which>{directions}) (?:{reckoned} )?(?P<unit>{single_unit})"),
    ("latest", "unit", r"{the}{latest} (?:{reckoned} )?(?P<unit>{period}|(?i:year))"),
    ("period", "unit", r"(?i:the|that) (?P<unit>(?i:quarter|half))(?! of)"),
    ("definite", "unit", r"(?i:the) (?:(?:{whole}|{reckoned}) )*(?P<unit>(?i:week|month|year))(?! (?:\d|of\b|two ))"),
    ("year-words", "unit", r"{the}(?i:year) (?P<spelled>(?i:two thousand)(?: (?i:and) (?P<rest>\w+))?)"),
    ("season", "season", r"(?:{which} )?{the}{season}(?: (?:of )?(?:{year}(?:[-–/](?:\d\d)?\d\d)?|{rel} (?i:year)))?"),
    ("year-part", "year", r"(?i:early|mid|late)[-\s](?P<year>{year4})"),
    ("year-spelled", "spelled", "{year}"),
    ("year", "year", "(?P<year>{year4})"),
    ("year-short", "year", r"(?P<year>['’]\d\d)(?!['’])"),
    ("vague", "vague", "{vague_time}"),
    ("vague-adjective", "adjective", "{vague_adjective}"),
)  # fmt: skip


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
        ("numeric", _NUMERIC),
        ("called", _any(w.called)),
        ("vague", _any(lists["vague_times"])),
        ("adjective", _any(lists["vague_adjectives"])),
        ("feast", _any({*w.feasts, *w.easter, *w.nth_weekday})),
        ("month", _any(w.months, capital=True)),
        ("weekday", _any(w.weekdays, capital=True)),
        ("decade", rf"{_DECADE}|{_any(w.decades)}|[2-9]0s"),
        ("century", rf"(?:\d\d(?:st|nd|rd|th)|{_any(w.centuries)})[-\s](?i:century)"),
        ("nth", r"[0-3]?\d(?i:st|nd|rd|th)"),
        ("year", r"(?:1[5-9]|20)\d\d|['’]\d\d"),
        ("spelled", r"(?i:nineteen|eighteen|twenty)(?=[-\s](?:\w+t(?:y|een)|ten|eleven|twelve))"),
        ("day", _any(w.day_words)),
        ("part", _any(lists["day_parts"])),
        ("season", _any(w.seasons)),
        ("quarter", "Q[1-4]"),
        ("unit", rf"{_UNITS}|(?i:half|period)"),
    )
    regex = "|".join(f"(?P<{name}>{regex})" for name, regex in classes).replace(" ", r"\s+")
    return re.compile(rf"(?<!\w)(?:{regex})(?!\w)")
