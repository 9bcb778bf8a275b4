"""Years and longer: alone, in parts and in ranges; decades, centuries, seasons and quarters."""

from __future__ import annotations

import datetime as dt
import re

from spacy.tokens import Token

from kg.language import edtf
from kg.language.date_context import Context, Not, Reading
from kg.language.date_words import count, plain, words, year_of
from kg.language.tense import Tense

_NOT_BEFORE_A_YEAR = "$£€#¥"


def year(match: re.Match[str], context: Context) -> Reading:
    """Four digits that are a year: after a cue, before a noun that they don't count, or in brackets."""
    token = context.token(match.start("year"))
    if token.text.strip("'’") != match["year"] and not token.text.startswith(match["year"]):
        return Not.A_DATE
    before, after = context.before(token.idx), context.after(token.idx)
    return match["year"] if _is_year(token, before, after) else Not.A_DATE


def _is_year(token: Token, before: Token | None, after: Token | None) -> bool:
    table = words().lists
    cued = before is not None and before.lower_ in table["year_cues"]
    if before is not None and _numbers_something(before):
        return False
    if after is not None and (after.text == "%" or after.lower_ in table["clock"] or after.lower_ in table["measures"]):
        return False
    if (
        after is not None
        and after.tag_ == "NNP"
        and after.nbor(1 if after.i + 1 < len(after.doc) else 0).lower_ in table["streets"]
    ):
        return False
    if (
        after is not None
        and after.tag_ in ("NNS", "CD", "$")
        and (not cued or (before is not None and before.lower_ == "by"))
    ):
        return after.tag_ == "NNS" and _is_of_a_year(token, before)
    if cued or (before is not None and before.text == "(") or token.ent_type_ == "DATE":
        return True
    after_name = before is not None and before.tag_ in ("POS", "PRP$")
    return after_name or (after is not None and after.tag_ in ("NN", "NNP", "JJ"))


def _numbers_something(before: Token) -> bool:
    """Is it a price, a count or a name's number: `$1999`, `No. 1990`, `Resolution 1990`, `Orion 1980`?"""
    if before.text in _NOT_BEFORE_A_YEAR or before.tag_ == "CD" or before.lower_ in ("no.", "than"):
        return True
    return before.text[:1].isupper() and before.lower_ in words().lists["numbered"]


def _is_of_a_year(token: Token, before: Token | None) -> bool:
    """`the 2015 elections`, not `the 2000 soldiers`: a number that isn't round, after an article or possessor."""
    return before is not None and before.tag_ in ("DT", "POS", "PRP$") and int(token.text[:4]) % 100 != 0


def year_short(match: re.Match[str], context: Context) -> Reading:
    """`in '97`."""
    before, after = context.before(match.start()), context.after(match.end() - 1)
    cued = before is not None and before.lower_ in words().lists["year_cues"]
    counts = after is not None and after.tag_ in ("NN", "NNS", "CD")
    return edtf.year(year_of(match["year"])) if cued and not counts else Not.A_DATE


def year_part(match: re.Match[str], _context: Context) -> Reading:
    """`mid-1996`: somewhere in the year."""
    return match["year"]


def year_spelled(match: re.Match[str], _context: Context) -> Reading:
    """`nineteen eighty-nine`, as it is said on air."""
    return edtf.year(year_of(match["year"]))


def year_words(match: re.Match[str], _context: Context) -> Reading:
    """`the year two thousand and nine`."""
    rest = count(match["rest"]) if match["rest"] else 0
    return Not.A_DATE if rest is None else edtf.year(2000 + rest)


def year_range(match: re.Match[str], _context: Context) -> Reading:
    """`1999-2001`, `2014-15`."""
    first, last = edtf.year(year_of(match["year"])), match["year2"]
    last = first[:2] + last if len(last) == 2 else last
    if match.groupdict().get("slash") and int(last) != int(first) + 1:
        return Not.A_DATE
    return edtf.between(first, last) if first < last else Not.A_DATE


def decade(match: re.Match[str], _context: Context) -> Reading:
    """`the 1990s`, `the early '90s`, `the nineties`; `the 1900s` is a century."""
    text = match["decade"].lower().strip("'’ ")
    digits = re.sub(r"\D", "", text)
    if len(digits) == 4:
        return f"{digits[:3]}X" if digits[2:] != "00" else f"{digits[:2]}XX"
    if digits:
        return f"19{digits[0]}X" if int(digits[0]) > 1 else f"20{digits[0]}X"
    return f"19{words().decades[text]}X"


def century(match: re.Match[str], _context: Context) -> Reading:
    """`the 19th century`, `the twentieth century`."""
    text = match["century"].lower()
    number = words().centuries[text] if text in words().centuries else int(text[:2])
    return f"{number - 1:02d}XX"


def quarter(match: re.Match[str], context: Context) -> Reading:
    """`the third quarter`, `the first half of 1989`."""
    number = words().ordinals[match["ordinal"].lower()]
    size = 3 if match["part"].lower() == "quarter" else 6
    return _part_of_year(number, size, match, context)


def quarter_code(match: re.Match[str], context: Context) -> Reading:
    """`Q3 2014`."""
    return _part_of_year(int(match["n"]), 3, match, context)


def _part_of_year(number: int, size: int, match: re.Match[str], context: Context) -> Reading:
    """The quarter or half of the year that is named with it, else the last that has begun."""
    if number * size > 12:
        return Not.A_DATE
    start, rel = (number - 1) * size + 1, match.groupdict().get("rel")
    if match["year"]:
        when = year_of(match["year"])
    elif context.published is None:
        return None
    else:
        now = context.published
        when = now.year + words().step(rel) if rel else now.year - (start > now.month)
    return edtf.between(edtf.month(when, start), edtf.month(when, start + size - 1))


def season(match: re.Match[str], context: Context) -> Reading:
    """`last summer`, `in the spring of 2015`, `autumn 2019`."""
    code, which, now = words().seasons[match["season"].lower()], plain(match["which"] or ""), context.published
    before = context.before(match.start())
    if before is not None and before.lower_ in words().lists["named_with"]:
        return Not.A_DATE
    if match["year"]:
        return _season_of(year_of(match["year"]), code)
    if not which and not match["rel"]:
        return _bare_season(match, context, code)
    if which in words().lists["beside"]:
        base = context.named_before(match.start())
        return (
            _season_of(base.earliest.year, code) if which in words().lists["same"] and base and base.earliest else None
        )
    if now is None:
        return None
    if match["rel"]:
        return _season_of(now.year + words().step(match["rel"]), code)
    return _season_from(now, code, words().step(which))


def _season_of(year: int, code: int) -> str:
    return f"{edtf.year(year)}-{code}"


def _season_from(now: dt.date, code: int, step: int) -> str | None:
    """`last`, `this` or `next` summer."""
    days = edtf.bounds(_season_of(now.year, code))
    if days is None:
        return None
    if step < 0:
        return _season_of(now.year - (days[1] >= now), code)
    return _season_of(now.year + (step > 0 and days[0] <= now), code)


def _bare_season(match: re.Match[str], context: Context, code: int) -> Reading:
    """`met in the spring`: the last that has begun; what is or will be `in the spring` may be so each year."""
    before, now = context.before(match.start()), context.published
    low = match.group().lower()
    if before is None or before.lower_ not in words().lists["within"] or not low.startswith("the"):
        return Not.A_DATE
    if context.tense(match.start("season")) is not Tense.PAST or now is None:
        return Not.A_DAY
    days = edtf.bounds(_season_of(now.year, code))
    return _season_of(now.year - (days[0] > now), code) if days else None
