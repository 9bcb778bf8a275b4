"""Dates counted from the day of publication, or from the date that the text named last."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from spacy.tokens import Token

from kg.language import edtf
from kg.language.date_context import DAY, Context, Not, Reading, make_day
from kg.language.date_periods import a_year_before, compares
from kg.language.date_steps import shifted, within
from kg.language.date_words import count, plain, weekday_number, words
from kg.language.tense import Tense, is_set


def on_weekday(match: re.Match[str], context: Context) -> Reading:
    """`on Friday`, `last Wednesday`, `next Tuesday`, `the following Monday`: one day."""
    table, name = words().lists, match["weekday"].lower().rstrip(".")
    before = context.before(match.start("weekday"))
    if name in table["short"] and not match["weekday"].endswith("."):
        return Not.A_DATE
    after = context.after(match.end() - 1)
    if after is not None and after.text[:1].isupper() and after.lower_ in table["named_by_weekday"]:
        return Not.A_DATE
    if before is not None and (before.lower_ in table["again"] or before.lower_ in table["named_with"]):
        return Not.A_DATE
    found = _weekday_day(match, context)
    return edtf.day(found) if found else None


def _weekday_day(match: re.Match[str], context: Context) -> dt.date | None:
    number, which = weekday_number(match["weekday"]), (match.groupdict().get("which") or "").lower()
    if which in words().lists["beside"] and which != "next":
        return _weekday_beside(number, which, context, match.start())
    now, step = context.published, words().step(which)
    if now is None:
        return None
    ago, ahead = (now.weekday() - number) % 7, (number - now.weekday()) % 7
    if step < 0:
        return now - (ago or 7) * DAY
    if step > 0:  # nobody calls tomorrow `next Thursday`
        return now + (ahead if ahead > 1 else ahead + 7) * DAY
    return now + ahead * DAY if context.looks_ahead(match.start("weekday")) else now - ago * DAY


def _weekday_beside(number: int, which: str, context: Context, position: int) -> dt.date | None:
    """`the following Monday`: from the day named last."""
    base = within(context.named_before(position), "week")
    if base is None:
        return None
    if which in words().lists["same"]:
        return base - base.weekday() * DAY + number * DAY
    if which in words().lists["after"]:
        return base + ((number - base.weekday()) % 7 or 7) * DAY
    return base - ((base.weekday() - number) % 7 or 7) * DAY


def weekday_range(match: re.Match[str], context: Context) -> Reading:
    """`from Monday to Thursday`."""
    first = _weekday_day(match, context)
    if first is None:
        return None
    number = weekday_number(match["weekday2"])
    length = (number - first.weekday()) % 7
    now = context.published
    if now and first <= now < first + length * DAY and context.tense(match.start("weekday")) is Tense.PAST:
        first -= 7 * DAY
    return edtf.between(edtf.day(first), edtf.day(first + length * DAY))


def day_word(match: re.Match[str], context: Context) -> Reading:
    """`today`, `yesterday morning`, `the day after tomorrow`."""
    now = context.published
    if _is_title(match, context):
        return Not.A_DATE
    if _of_no_day(match, context):
        return Not.A_DAY
    return edtf.day(now + words().day_words[plain(match["word"])] * DAY) if now else None


def _is_title(match: re.Match[str], context: Context) -> bool:
    """`USA Today`, `the Today Show`."""
    before, after = context.before(match.start()), context.after(match.end() - 1)
    if not match["word"][:1].isupper() or before is None or before.is_punct or before.is_space:
        return False
    return before.pos_ == "PROPN" or (after is not None and after.pos_ == "PROPN" and after.text[:1].isupper())


def _of_no_day(match: re.Match[str], context: Context) -> bool:
    """`today's world`, `the leaders of tomorrow`: the present or the future at large."""
    before, mark = context.before(match.start("word")), context.after(match.end("word") - 1)
    general = words().lists["of_no_day"]
    if before is not None and before.lower_ in words().lists["genitive"]:
        return before.head.lemma_.lower() in general
    if mark is None or mark.tag_ != "POS":
        return False
    owned = next((t for t in context.doc[mark.i + 1 : mark.i + 4] if t.pos_ in ("NOUN", "PROPN")), mark)
    return owned.lemma_.lower() in general


def day_part(match: re.Match[str], context: Context) -> Reading:
    """`this morning`, `last night`; `next morning` is that of the day named last."""
    now = context.published
    if words().step(match["rel"]) > 0:
        return shifted("day", 1, within(context.named_before(match.start()), "day"))
    return edtf.day(now + words().step(match["rel"]) * DAY) if now else None


def part_beside(match: re.Match[str], context: Context) -> Reading:
    """`that night`, `the following morning`: from the day named last."""
    which, table = (match.groupdict().get("beside") or "").lower(), words().lists
    step = 1 if which in table["after"] else -1 if which in table["before"] else 0
    return shifted("day", step, within(context.named_before(match.start()), "day"))


def relative_unit(match: re.Match[str], context: Context) -> Reading:
    """`last week`, `this year`, `next month`."""
    unit, which = match["unit"].lower(), match["which"]
    if match["unit"][:1].isupper() and not context.text.isupper():
        return Not.A_DATE  # the name of a programme
    step = words().step(which)
    if unit == "day":
        return _from_named(match, context, step=step) if step > 0 else Not.A_DATE
    return shifted(unit, step, context.published)


def weekend(match: re.Match[str], context: Context) -> Reading:
    """`over the weekend`: the one just gone, or the next if the verb says so."""
    now = context.published
    future = context.looks_ahead(match.end() - 1)
    return shifted("weekend", 0 if future or (now and now.weekday() > 4) else -1, now)


def ago(match: re.Match[str], context: Context) -> Reading:
    """`five years ago`, `about a month ago`, `two days earlier`, `a few weeks ago`."""
    number = count(match["number"]) if match["number"] else None
    table, which, unit = words().lists, plain(match["from_now"]), match["unit"].lower()
    from_now = which in table["ago"] or which in ("from now", "hence")
    sign = 1 if which in table["later"] or which in ("from now", "hence") else -1
    if unit == "year" and sign == -1 and number == 1 and compares(match, context):
        return a_year_before(context)
    if not from_now and _counts_from_what_follows(which, match, context):
        return None
    if not from_now:
        return _from_named(match, context, step=sign * number) if number is not None else None
    base = context.published
    if match["on"] or match["weekday"]:
        return _on_the_day(match, context, years=number * sign if number and unit.startswith("year") else 0)
    if _is_less(match, context):
        return None
    if match["vague"] and base is not None:
        few = words().few.get(match["vague"].lower())
        return _between(unit, [sign * n for n in few], base) if few else None
    if number is None:
        return None
    return shifted(unit, sign * number, base, about="~" if match["about"] or match["so"] else "")


def _is_less(match: re.Match[str], context: Context) -> bool:
    """`less than a year ago`, `half a century ago`: not in that year or century for sure."""
    before = context.before(match.start())
    halved = before is not None and before.lower_ in words().lists["halves"]
    return halved or plain(match["about"] or "") in words().lists["less"]


def _on_the_day(match: re.Match[str], context: Context, *, years: int) -> str | None:
    """`ten years ago today`, `two years ago Friday`: the day of that year; of other units it isn't sure."""
    now = context.published
    if now is None or not years:
        return None
    if match["on"] and plain(match["on"]) != "today":
        return shifted(
            "month" if "month" in plain(match["on"]) else "week", 0, make_day(now.year + years, now.month, now.day)
        )
    day = _weekday_day(match, context) if match["weekday"] else now
    found = make_day(day.year + years, day.month, day.day) if day else None
    return edtf.day(found) if found else None


def _counts_from_what_follows(which: str, match: re.Match[str], context: Context) -> bool:
    """`two days after the vote`: the day depends on that of the vote."""
    after = context.after(match.end() - 1)
    return which in words().lists["apart"] and after is not None and not (after.is_punct or after.pos_ == "CCONJ")


def in_units(match: re.Match[str], context: Context) -> Reading:
    """`will meet in two weeks`: from now, if the verb looks ahead; else a length of time."""
    number, unit = count(match["number"]), match["unit"].lower()
    after = context.after(match.end() - 1)
    verb = context.token(match.start()).head
    willed = any(c.dep_ == "aux" and c.lower_ in words().lists["future_modals"] for c in verb.children) or is_set(verb)
    if number is None or unit == "quarter" or not willed:
        return Not.A_DATE
    if after is not None and (after.tag_ in ("IN", "WDT", "NN", "NNS", "POS") or after.pos_ == "NOUN"):
        return Not.A_DATE
    return shifted(unit, number, context.published, about="~" if match["about"] else "")


def _between(unit: str, steps: Sequence[int], base: dt.date) -> str | None:
    """The month or year that something is in, however many of the possible steps it is away."""
    ends = [edtf.bounds(found) for step in steps if (found := shifted(unit, step, base))]
    days = [day for both in ends if both for day in both]
    if len(days) != 2 * len(steps):
        return None
    first, last = min(days), max(days)
    if first.year != last.year:
        return None
    return edtf.month(first.year, first.month) if first.month == last.month else edtf.year(first.year)


# -- from the date named last -------------------------------------------------------------------


def anaphoric(match: re.Match[str], context: Context) -> Reading:
    """`the following day`, `the same year`, `that month`: from the date named last."""
    which, table = match.groupdict().get("beside", "").lower(), words().lists
    step = 1 if which in table["after"] else -1 if which in table["before"] else 0
    return _from_named(match, context, step=step)


def _from_named(match: re.Match[str], context: Context, *, step: int) -> str | None:
    """So many units from the date named last, if that is no longer than the unit."""
    unit, named = match["unit"].lower().rstrip("s"), context.named_before(match.start())
    return shifted(unit, step, within(named, unit))


def beyond(match: re.Match[str], context: Context) -> Reading:
    """`the week before last`, `the year after next`."""
    back = plain(match["beyond"]).endswith("last")
    return shifted(match["unit"].lower(), -2 if back else 2, context.published)


def vague(match: re.Match[str], context: Context) -> Reading:
    """`now`, `in recent years`: a time that names no day."""
    before, after = context.before(match.start()), context.after(match.end() - 1)
    table = words().lists
    if after is not None and (after.lower_ in table["not_vague_before"] or _goes_on(match, after)):
        return Not.A_DATE
    return Not.A_DATE if before is not None and before.lower_ in table["not_vague_after"] else Not.A_DAY


def _goes_on(match: re.Match[str], after: Token) -> bool:
    """`the past three years`, `the future king`."""
    at_large = plain(match.group()).rpartition(" ")[2] in words().lists["at_large"]
    return at_large and after.pos_ in ("NUM", "NOUN", "ADJ", "PROPN")


def vague_adjective(match: re.Match[str], context: Context) -> Reading:
    """`the current talks`, `a once mighty party`."""
    token = context.token(match.start())
    owned = token.head
    noun = token.dep_ == "amod" and owned.pos_ in ("NOUN", "PROPN") and owned.i > token.i
    return (
        Not.A_DAY if noun or (token.dep_ == "advmod" and owned.pos_ == "ADJ" and owned.i == token.i + 1) else Not.A_DATE
    )
