"""The facts of a graph as one CSV table, a row for each fact with its evidence.

Columns:
    kind       role, event or statement
    fact       IRI of the fact
    article    IRI of the article; title, publisher and published describe it
    who        the person, the speakers, or the participants but for those in whom
    what       the title of the office, the kind of event, or the content of the statement
    whom       whose office it is, whom the event was done to, or whom the statement is addressed to or directed at
    date       EDTF: when the event is, or since when the office is held
    place      where the event is
    how        status of the office, modality of the event, or mode and stance of the statement
    words      the words that the fact was read from, with start and end of the first of them
    sentence   the sentence that they stand in
    rule       the rule that read them

Several values of a cell are joined by `; `. A cell that a spreadsheet would run as a formula
begins with an apostrophe; so does, lest the two be taken for one another, a cell that itself begins
with apostrophes and then such a sign.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Triple

from kg.rdf import terms as t
from kg.rdf.jsonld import Nodes, grouped
from kg.rdf.reading import FACT_CLASSES
from kg.rdf.terms import dkg

COLUMNS = (
    *("kind", "fact", "article", "title", "publisher", "published", "who", "what", "whom", "date", "place", "how"),
    *("words", "start", "end", "sentence", "rule"),
)
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_DIGITS = 20

_Names = tuple[str, ...]
_LINKS: dict[str, tuple[_Names, _Names, _Names, _Names]] = {
    "role": (("person",), ("heldFor",), ("status",), ("since",)),
    "event": (("participant",), ("recipient",), ("modality",), ("when",)),
    "statement": (("speaker",), ("addressee", "about"), ("mode", "stance"), ()),
}
"""Of each kind of fact, the properties that its columns who, whom, how and date give."""


def written(triples: Iterable[Triple]) -> bytes:
    """The table, in the order of articles, then of the text."""
    graph = _Graph(grouped(triples))
    rows = sorted(graph.rows(), key=lambda row: (row["article"], _number(row["start"]), row["fact"]))
    out = io.StringIO(newline="")
    table = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    table.writeheader()
    table.writerows({name: safe(value) for name, value in row.items()} for row in rows)
    return out.getvalue().encode("utf-8")


def safe(cell: str) -> str:
    """The cell, such that no spreadsheet takes it for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _number(text: str) -> int:
    """An offset; 0 where a graph from elsewhere has none that is a number."""
    return int(text) if text.isdecimal() and len(text) < _DIGITS else 0


class _Graph:
    """Looks up what a row needs."""

    def __init__(self, nodes: Nodes) -> None:
        self.nodes = nodes

    def rows(self) -> Iterator[dict[str, str]]:
        for name, about in self.nodes.items():
            for each in about.get(t.TYPE, ()):
                if isinstance(each, NamedNode) and each in FACT_CLASSES:
                    yield self._row(name, FACT_CLASSES[each])

    def _row(self, fact: str, kind: str) -> dict[str, str]:
        article = self._steps([fact], dkg("article"))
        first = min(self._positions(fact), default=("", ""), key=lambda span: _number(span[0]))
        shared = {
            "kind": kind,
            "fact": fact,
            "article": _joined(article),
            "title": _joined(self._steps(article, t.HEADLINE)),
            "publisher": _joined(self._steps(article, t.PUBLISHER)),
            "published": _joined(self._steps(article, t.PUBLISHED)),
            "words": _joined(self._words(fact, "evidence")),
            "start": first[0],
            "end": first[1],
            "sentence": _joined(self._words(fact, "sentence")),
            "rule": _joined(self._steps([fact], dkg("rule"))),
        }
        return {**shared, **self._special(fact, kind)}

    def _special(self, fact: str, kind: str) -> dict[str, str]:
        """The columns that each kind of fact fills in its own way."""
        who, whom, how, date = _LINKS[kind]
        if kind == "role":
            what = self._steps([fact], dkg("title"))
        else:
            what = self._labels(fact, ("eventType",)) if kind == "event" else self._words(fact, "content")
        dates = [each for name in date for each in self._steps([fact], dkg(name))]
        aims = [each for name in whom for each in self._steps([fact], dkg(name))]
        doers = [each for name in who for each in self._steps([fact], dkg(name)) if kind != "event" or each not in aims]
        return {
            "who": _joined(self._steps(doers, t.PREF_LABEL)),
            "what": _joined(what),
            "whom": _joined(self._steps(aims, t.PREF_LABEL)),
            "date": _joined(self._steps(dates, dkg("edtf"))),
            "place": _joined(self._labels(fact, ("where",))),
            "how": _joined(self._labels(fact, how)),
        }

    def _steps(self, nodes: Iterable[str], predicate: NamedNode) -> list[str]:
        values = (value for node in nodes for value in self.nodes.get(node, {}).get(predicate, ()))
        return [value.value for value in values if isinstance(value, NamedNode | Literal)]

    def _labels(self, fact: str, names: Iterable[str]) -> list[str]:
        return self._steps((each for name in names for each in self._steps([fact], dkg(name))), t.PREF_LABEL)

    def _words(self, fact: str, name: str) -> list[str]:
        """The quotations of spans, in the order of the text."""
        spans = sorted(self._steps([fact], dkg(name)), key=lambda span: _number(self._start(span)))
        return self._steps(self._steps(spans, t.SELECTOR), t.EXACT)

    def _start(self, span: str) -> str:
        return _joined(self._steps(self._steps([span], t.SELECTOR), t.START))

    def _positions(self, fact: str) -> list[tuple[str, str]]:
        selectors = self._steps(self._steps([fact], dkg("evidence")), t.SELECTOR)
        starts = ((self._steps([each], t.START), self._steps([each], t.END)) for each in selectors)
        return [(start[0], end[0]) for start, end in starts if start and end]


def _joined(values: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(values))
