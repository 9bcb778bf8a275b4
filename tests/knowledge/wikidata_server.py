"""A small Wikidata on 127.0.0.1: invented persons, a real SPARQL engine, and the faults of a real server."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pyoxigraph as ox

DAY = "2024-05-01"
_PREFIXES = """
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix wdt: <http://www.wikidata.org/prop/direct/> .
@prefix p: <http://www.wikidata.org/prop/> .
@prefix ps: <http://www.wikidata.org/prop/statement/> .
@prefix pqv: <http://www.wikidata.org/prop/qualifier/value/> .
@prefix wikibase: <http://wikiba.se/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

# Sweden and Norway, and a state, organisations and offices that kg doesn't know
WORLD = """
wd:Q34 wdt:P31 wd:Q3624078 ; wdt:P297 "SE" ; rdfs:label "Sweden"@en , "Schweden"@de ;
    wdt:P1448 "Kingdom of Swedes"@en ; wdt:P1549 "Swede"@en .
wd:Q20 wdt:P31 wd:Q3624078 ; wdt:P297 "NO" ; rdfs:label "Norway"@en ; wdt:P1906 wd:Q990301 .
wd:Q990001 wdt:P31 wd:Q3624078 ; wdt:P297 "QZ" ; rdfs:label "Oskovia"@en ; wdt:P1549 "Oskovian"@en ;
    wdt:P36 wd:Q990002 .
wd:Q990002 rdfs:label "Osk City"@en .
wd:Q990101 wdt:P31 wd:Q245065 ; wikibase:sitelinks 40 ; rdfs:label "Northern Lights Council"@en ;
    wdt:P1813 "NLCX"@en , "lights"@en .
wd:Q990102 wdt:P31 wd:Q245065 ; wikibase:sitelinks 3 ; rdfs:label "Unheard of Council"@en .
wd:Q990103 wdt:P31 wd:Q245065 ; wikibase:sitelinks 90 ; rdfs:label "Lights"@en .
wd:Q990201 wdt:P279 wd:Q7330070 ; wdt:P1001 wd:Q34 ; rdfs:label "Minister for Foreign Affairs of Sweden"@en .
wd:Q990202 wdt:P279 wd:Q83307 ; wdt:P1001 wd:Q34 ; rdfs:label "Minister for Defence"@en .
wd:Q990203 wdt:P279 wd:Q83307 ; wdt:P1001 wd:Q34 ; rdfs:label "Minister for Whales"@en .
wd:Q990204 wdt:P279 wd:Q83307 ; wdt:P1001 wd:Q34 ; rdfs:label "Deputy Minister for Defence"@en .
wd:Q7330070 wdt:P279 wd:Q83307 .
"""


@dataclass(frozen=True, slots=True)
class Person:
    """Someone in the small world. `terms`: (subject, property, position or "", start, precision, end)."""

    qid: str
    label: str
    gender: str = "Q6581072"
    aliases: tuple[str, ...] = ()
    died: str = ""
    language: str = "en"
    terms: tuple[tuple[str, str, str, str, int, str], ...] = ()

    def turtle(self) -> str:
        said = [f"wd:{self.qid} wdt:P31 wd:Q5 ; wdt:P21 wd:{self.gender} ."]
        said += [f"wd:{self.qid} rdfs:label {json.dumps(self.label)}@{self.language} ."]
        said += [f"wd:{self.qid} skos:altLabel {json.dumps(alias)}@en ." for alias in self.aliases]
        if self.died:
            said.append(f'wd:{self.qid} wdt:P570 "{self.died}T00:00:00Z"^^xsd:dateTime .')
        for number, (subject, prop, value, start, precision, end) in enumerate(self.terms):
            node = f"<urn:{self.qid}-{prop}-{number}>"
            said.append(f"wd:{subject or self.qid} p:{prop} {node} . {node} ps:{prop} wd:{value or self.qid} ;")
            said.append(f"wikibase:rank wikibase:NormalRank ; pqv:P580 {_value(start, precision)} .")
            if end:
                said.append(f"{node} pqv:P582 {_value(end, 11)} .")
        return "\n".join(said)


def _value(day: str, precision: int) -> str:
    return f'[ wikibase:timeValue "{day}T00:00:00Z"^^xsd:dateTime ; wikibase:timePrecision {precision} ]'


PERSONS = (
    Person(
        "Q990401",
        "Karin Oxenvad",
        aliases=("Karin Maria Oxenvad", "Karin Oksenvad", "The Ox", "Oxie"),
        terms=(("", "P39", "Q990201", "2021-03-02", 11, ""),),
    ),
    Person("Q990402", "Lars Tveitnes", "Q6581097", terms=(("", "P39", "Q990201", "2018-01-01", 9, "2021-03-02"),)),
    Person("Q990403", "Britt Almefall", terms=(("", "P39", "Q990202", "2019-06-01", 10, ""),)),
    Person("Q990404", "Ann Sköldby", terms=(("", "P39", "Q990203", "2019-06-01", 10, ""),)),
    Person("Q990405", "Odd Fjellmark", "Q6581097", terms=(("Q20", "P6", "", "2022-02-03", 11, ""),)),
    Person("Q990406", "Old Grimvik", "Q6581097", terms=(("Q20", "P6", "", "2003-02-03", 11, "2005-01-01"),)),
    Person("Q990407", "Marit Solhaug", language="mul", terms=(("", "P39", "Q990301", "2015-01-01", 11, ""),)),
    Person(
        "Q990408",
        "Aksel of Oskovia",
        "Q6581097",
        died="2020-02-02",
        terms=(("Q990001", "P35", "", "2011-01-01", 9, ""),),
    ),
    Person("Q990409", "Ольга Петрова", terms=(("Q990001", "P6", "", "2016-01-01", 11, ""),)),
)


def world(persons: tuple[Person, ...] = PERSONS, more: str = "") -> ox.Store:
    """The data as Wikidata holds it."""
    store = ox.Store()
    text = "\n".join((_PREFIXES, WORLD, *(person.turtle() for person in persons), more))
    store.load(text.encode("utf-8", "surrogatepass"), format=ox.RdfFormat.TURTLE)
    return store


@dataclass(slots=True)
class Served:
    """The server as a test sees it. `faults`: what it does wrong, in turn, before it answers (None: nothing)."""

    url: str = ""
    queries: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    faults: list[str | None] = field(default_factory=list)
    always: str | None = None
    most: int = 1000  # entities that it can answer about in its time
    retry_after: str = "7"
    too_much: str = "500"


@contextmanager
def serving(store: ox.Store) -> Iterator[Served]:
    """Serve a world until the end of the block."""
    served = Served()
    released = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            query = parse_qs(body.decode())["query"][0]
            served.queries.append(query)
            served.headers.append(dict(self.headers))
            fault = served.faults.pop(0) if served.faults else served.always
            if query.partition("VALUES ?item {")[2].partition("}")[0].count("wd:") > served.most:
                fault = served.too_much
            with suppress(BrokenPipeError, ConnectionResetError):
                if fault in _FAULTS:
                    _FAULTS[fault](self, store, query)
                else:
                    self._fail(fault, store, query)

        def _fail(self, fault: str | None, store: ox.Store, query: str) -> None:
            if fault == "silent":
                released.wait(20)
            elif fault and fault.isdigit():
                self.status(int(fault), {"Retry-After": served.retry_after} if fault in ("429", "503") else {})
            else:
                self.answer(_json(store, query))

        def answer(self, body: bytes, *, length: int | None = None) -> None:
            self.status(200, {"Content-Length": str(len(body) if length is None else length)})
            self.wfile.write(body)

        def status(self, code: int, headers: dict[str, str]) -> None:
            self.send_response(code)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()

        def date_time_string(self, timestamp: float | None = None) -> str:
            return "Wed, 01 May 2024 10:00:00 GMT"

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    served.url = f"http://127.0.0.1:{server.server_address[1]}/sparql"
    try:
        yield served
    finally:
        released.set()
        server.shutdown()
        server.server_close()
        thread.join()


def _json(store: ox.Store, query: str) -> bytes:
    found = store.query(query)
    assert isinstance(found, ox.QuerySolutions)
    return bytes(found.serialize(format=ox.QueryResultsFormat.JSON) or b"")


def _dripping(handler: object, store: ox.Store, query: str) -> None:
    """An answer that never ends, a byte at a time."""
    handler.status(200, {})  # type: ignore[attr-defined]
    for _ in range(200):
        handler.wfile.write(b" ")  # type: ignore[attr-defined]
        handler.wfile.flush()  # type: ignore[attr-defined]
        time.sleep(0.02)


_FAULTS = {
    # out of time: the answer ends in the middle, and the server's complaint follows
    "cut": lambda h, s, q: h.answer(_json(s, q)[:-30] + b"\njava.util.concurrent.TimeoutException: at x.y.Z(Z.java:1)"),
    "short": lambda h, s, q: h.answer(_json(s, q)[:20], length=10_000),
    "html": lambda h, s, q: h.answer(b"<html><body>Our servers are busy</body></html>"),
    "latin": lambda h, s, q: h.answer(b'{"head": {"vars": []}, "results": {"bindings": ["\xe9"]}}'),
    "list": lambda h, s, q: h.answer(b"[1, 2, 3]"),
    "numbers": lambda h, s, q: h.answer(
        b'{"head": {"vars": ["item"]}, "results": {"bindings": [{"item": {"type": "uri", "value": 7}}]}}'
    ),
    "unasked": lambda h, s, q: h.answer(
        b'{"head": {"vars": ["item"]}, "results": {"bindings": [{"x": {"type": "uri", "value": "y"}}]}}'
    ),
    "deep": lambda h, s, q: h.answer(b"[" * 200_000),
    "empty": lambda h, s, q: h.answer(b'{"head": {"vars": ["item"]}, "results": {"bindings": []}}'),
    "drip": _dripping,
}
