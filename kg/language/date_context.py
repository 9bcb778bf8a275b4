"""What a date's words are read against: the text around them, the day of publication, the dates before."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from enum import Enum

from spacy.tokens import Doc, Token

from kg.facts import Date
from kg.language import state
from kg.language.date_words import words
from kg.language.tense import Tense, tense_of

DAY = dt.timedelta(days=1)
_LONG_AGO, _SOON = 270, 95  # days


class Not(Enum):
    """What words that look like a date may be instead."""

    A_DATE = "not a date"
    A_DAY = "a time that names no day"


Reading = str | Not | None
"""What words mean: an EDTF string, none because they can't be resolved here, or no date."""


@dataclass(slots=True)
class Context:
    """Where a match stands: the Doc, the day of publication, and the dates found so far.

    `day_first`: does the publisher write 3/5 for 3 May; None if not known.
    """

    doc: Doc
    published: dt.date | None
    day_first: bool | None = None
    found: list[Date] = field(default_factory=list)
    periods: list[Date] = field(default_factory=list)  # quarters and halves named by themselves, not by comparison
    text: str = ""
    _offsets: list[int] = field(default_factory=list)
    _sentences: list[int] = field(default_factory=list)  # where they begin

    def __post_init__(self) -> None:
        columns = state.columns(self.doc)
        self.text = columns.text
        self._offsets = columns.begin
        self._sentences = [begin for begin, starts in zip(columns.begin, columns.starts, strict=True) if starts]

    def token(self, position: int) -> Token:
        """The token that the character belongs to."""
        return self.doc[max(bisect_right(self._offsets, position) - 1, 0)]

    def top(self, match: re.Match[str]) -> Token:
        """The token of the match that hangs on something outside it."""
        first, last = self.token(match.start()), self.token(match.end() - 1)
        inside = self.doc[first.i : last.i + 1]
        return next((t for t in inside if not first.i <= t.head.i <= last.i or t.head.i == t.i), last)

    def before(self, position: int) -> Token | None:
        """The token before the one that the character belongs to."""
        i = self.token(position).i
        return self.doc[i - 1] if i else None

    def after(self, position: int) -> Token | None:
        """The token after the one that the character belongs to."""
        i = self.token(position).i + 1
        return self.doc[i] if i < len(self.doc) else None

    def tense(self, position: int) -> Tense:
        return tense_of(self.token(position))

    def looks_ahead(self, position: int) -> bool:
        """Is it, by the verb, of a day to come?"""
        return self.tense(position) in (Tense.FUTURE, Tense.PRESENT)

    def named_before(self, position: int) -> Date | None:
        """The date named last in this sentence or the one before, rather one of what happened than of what was said."""
        start = self._sentences[max(bisect_right(self._sentences, position) - 2, 0)] if self._sentences else position
        near = []
        for date in reversed(self.found):
            if date.span.start < start:
                break
            if date.edtf:
                near.append(date)
        return next((date for date in near if not self._of_report(date)), near[0] if near else None)

    def year_before(self, position: int) -> int | None:
        """The year of the date named last: `that year`."""
        date = self.named_before(position)
        return date.earliest.year if date and date.earliest else None

    def _of_report(self, date: Date) -> bool:
        """Is it the day on which something was said?"""
        node = self.token(date.span.start)
        while node.head.i != node.i and node.pos_ != "VERB":
            node = node.head
        return node.lemma_ in words().lists["reporting"]

    def period_before(self, months: frozenset[int]) -> Date | None:
        """The period of so many months that the text named last."""
        return next((date for date in reversed(self.periods) if length_in_months(date) in months), None)


def length_in_months(date: Date) -> int:
    """How many whole months the date is long; 0 if none."""
    first, last = date.earliest, date.latest
    if first is None or last is None or first.day != 1 or (last + DAY).day != 1:
        return 0
    return (last.year - first.year) * 12 + last.month - first.month + 1


def make_day(year: int, month: int, day: int) -> dt.date | None:
    """The day; None where the calendar has none."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def nearest_day(
    around: list[dt.date], context: Context, *, position: int, weekday: int | None = None
) -> dt.date | None:
    """Of the days that a name without a year may mean, in time order, the one that the verb tells."""
    published = context.published
    days = [day for day in around if weekday is None or day.weekday() == weekday]
    if published is None or not days:
        return None
    tense = context.tense(position)
    past = max((day for day in days if day <= published), default=None)
    ahead = min((day for day in days if day >= published), default=None)
    if tense is Tense.FUTURE:
        return ahead or days[-1]
    if tense is Tense.PRESENT and past and ahead:
        soon = (ahead - published).days < _SOON or ahead - published < published - past
        return ahead if soon else past
    surely_past = tense is Tense.PAST and not set_ahead(context, position)
    if past is None or (ahead and not surely_past and _rather(ahead, past, published)):
        return ahead
    return past


def day_without_year(
    month: int, day: int, context: Context, *, position: int, weekday: int | None = None
) -> dt.date | None:
    """The day of that name nearest to publication in the direction that the verb tells."""
    if context.published is None:
        return None
    around = [make_day(context.published.year + k, month, day) for k in (-1, 0, 1)]
    return nearest_day([d for d in around if d], context, position=position, weekday=weekday)


def _rather(ahead: dt.date, past: dt.date, published: dt.date) -> bool:
    """Nobody names a day of the year before without its year: the coming one is meant, if it is near."""
    return (published - past).days > _LONG_AGO and (ahead - published).days < _SOON


def set_ahead(context: Context, position: int) -> bool:
    """`was extended to 3 March`, `has set 3 March as the deadline`: the verb's tense isn't the date's."""
    token = context.token(position)
    if token.dep_ == "pobj":
        return token.head.lower_ in words().lists["ends_at"]
    return token.dep_ == "dobj" or (token.dep_ == "nummod" and token.head.dep_ == "dobj")
