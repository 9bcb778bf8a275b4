"""Terms of office: one row of the source, and those that are one term."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from tools.tables.source import Row

MONTH = dt.timedelta(days=31)
ENVOYS = frozenset({"ambassador", "permanent-representative"})
MINISTERS = frozenset(
    {
        "head-of-state",
        "head-of-government",
        "deputy-head-of-government",
        "foreign-minister",
        "defence-minister",
        "finance-minister",
        "interior-minister",
    }
)


class Term(NamedTuple):
    concept: str
    of: str
    target: str
    start: str
    end: str
    seen: str


def term_of(row: Row, settings: dict[str, Any], *, codes: list[str]) -> Term | None:
    def key(code: str) -> str:
        return f"country/{code}" if code in codes else settings["bodies"].get(code, "")

    concept, of = settings["concepts"].get(row["office"]), key(row["country"])
    if not concept or not of:
        return None
    if concept == "permanent-representative" and not row["target"] and of.startswith("organisation/"):
        return None  # the source knows only with whom they were, not whose
    return Term(concept, of, key(row["target"]), row["start"], row["end"], "" if row["end"] else row["last_seen"])


def recalled(terms: list[Term]) -> list[Term]:
    """The terms, those of an ambassador at most until the same state made the person a minister."""
    calls = [term for term in terms if term.concept in MINISTERS]
    return [_until(term, calls) if term.concept in ENVOYS else term for term in terms]


def _until(envoy: Term, calls: list[Term]) -> Term:
    first, last = bounds(envoy.start)[1], bounds(envoy.end or envoy.seen)[0]
    days = [call.start for call in calls if call.of == envoy.of and first < bounds(call.start)[0] < last]
    return envoy._replace(end=min(days), seen="") if days and envoy.start and (envoy.end or envoy.seen) else envoy


def merged(terms: list[Term]) -> list[Term]:
    """The terms in order, those of one office that overlap or follow each other within a month as one."""
    out: list[Term] = []
    for term in sorted(set(terms), key=lambda t: (t[:3], bounds(t.start)[0], t.end or "9999")):
        last = out[-1] if out else None
        if last and last[:3] == term[:3] and bounds(term.start)[0] <= bounds(last.end or last.seen)[1] + MONTH:
            start = term.start if term.start.startswith(last.start) else last.start
            # an end is better than none, unless someone was seen in office after it
            longer = max((last, term), key=lambda t: (bounds(t.end or t.seen)[1], bool(t.end)))
            out[-1] = last._replace(start=start, end=longer.end, seen="" if longer.end else longer.seen)
        else:
            out.append(term)
    return sorted(out, key=lambda t: (bounds(t.start)[0], t))


def bounds(day: str) -> tuple[dt.date, dt.date]:
    """The first and last day of `2014`, `2014-05` or `2014-05-03`; an empty one is after all others."""
    if not day:
        return dt.date(9998, 1, 1), dt.date(9998, 1, 1)
    return dt.date.fromisoformat(day + "0000-01-01"[len(day) :]), dt.date.fromisoformat(day + "0000-12-28"[len(day) :])
