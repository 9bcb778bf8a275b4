"""What kg asks Wikidata, in pages. Each is kept once it is there, so that a run that was interrupted goes on."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import OutputError, UpdateError
from kg.knowledge.added import write
from kg.knowledge.endpoint import Binding, Endpoint, TooMuchError
from kg.knowledge.tables import own_toml

QUERIES = Path(__file__).parent / "wikidata"
MOST_PAGES = 500
_ENTITY = "http://www.wikidata.org/entity/"

Step = Callable[[str, int, int], None]
"""Told of progress: what is done, how much of how much (0: not known)."""


def settings() -> dict[str, Any]:
    """What is asked for, and how answers are read."""
    return own_toml("wikidata.toml", folder=QUERIES)


def query(name: str, **values: object) -> str:
    """A query with its values; each is a number or a list of entities."""
    text = (QUERIES / f"{name}.rq").read_text("utf-8")
    for key, value in values.items():
        text = text.replace(f"{{{key}}}", str(value))
    return text


def qid(iri: str) -> str:
    """The id of an entity, "" where the IRI is of none."""
    ident = iri.removeprefix(_ENTITY)
    return ident if ident != iri and re.fullmatch(r"Q[1-9]\d{0,11}", ident) else ""


@dataclass(slots=True)
class Pages:
    """Questions and their answers, kept in a folder. `days`: those on which answers were given."""

    endpoint: Endpoint
    folder: Path
    step: Step
    kept: int = 0
    asked: int = 0
    days: list[str] = field(default_factory=list)

    def ask(self, text: str, *, divisible: bool = False) -> tuple[Binding, ...]:
        """The rows that answer a query, from the folder where they are there.

        Raises:
            UpdateError: there is no answer; `TooMuchError` where less could be asked.
            OutputError: it can't be kept.
        """
        asked = hashlib.sha256("\0".join((self.endpoint.url, text)).encode("utf-8", "replace"))
        path = self.folder / f"{asked.hexdigest()[:32]}.json"
        known = _page(path)
        if known is None:
            answer = self.endpoint.ask(text, divisible=divisible)
            write(path, json.dumps({"day": answer.day, "rows": answer.rows}, ensure_ascii=False).encode())
            known = answer.day, answer.rows
            self.asked += 1
        else:
            self.kept += 1
        self.days.append(known[0])
        return known[1]

    def listed(self, name: str, *, page: int, **values: object) -> list[Binding]:
        """All rows of a list that comes in pages."""
        rows: list[Binding] = []
        before: tuple[Binding, ...] = ()
        for number in range(MOST_PAGES):
            self.step(f"asking for {name}", number, 0)
            found = self.ask(query(name, limit=page, offset=number * page, **values))
            if found and found == before:
                raise UpdateError(f"{self.endpoint.url}: it gives the same page of {name} again and again")
            rows += found
            before = found
            if len(found) < page:
                return rows
        raise UpdateError(f"{self.endpoint.url}: its list of {name} has no end")

    def batched(self, name: str, items: Sequence[str], *, size: int, **values: object) -> list[Binding]:
        """All rows about some entities, so many at a time."""
        rows: list[Binding] = []
        for done, batch in enumerate(_batches(items, size)):
            self.step(f"asking for {name}", done, -(-len(items) // size))
            rows += self._about(name, batch, **values)
        return rows

    def _about(self, name: str, batch: Sequence[str], **values: object) -> tuple[Binding, ...]:
        """The rows about some entities, asked in halves where all at once are too much."""
        text = query(name, items=" ".join(f"wd:{item}" for item in batch), **values)
        try:
            return self.ask(text, divisible=len(batch) > 1)
        except TooMuchError:
            half = len(batch) // 2
            return self._about(name, batch[:half], **values) + self._about(name, batch[half:], **values)


def _batches(items: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (items[at : at + size] for at in range(0, len(items), size))


def _page(path: Path) -> tuple[str, tuple[Binding, ...]] | None:
    """A page that was kept, None where there is none or it is damaged."""
    try:
        found = json.loads(path.read_text("utf-8"))
        rows = tuple({str(name): str(value) for name, value in row.items()} for row in found["rows"])
        return str(found["day"]), rows
    except FileNotFoundError:
        return None
    except PermissionError as error:
        raise OutputError(f"{path}: can't be read ({error.strerror})") from None
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


@dataclass(frozen=True, slots=True)
class Fetched:
    """All that was asked for, as rows. `day`: the first on which something was given, "" where none is known."""

    countries: list[Binding]
    organisations: list[Binding]
    leaders: list[Binding]
    secretaries: list[Binding]
    positions: list[Binding]
    terms: list[Binding]
    persons: list[Binding]
    day: str


def fetch(
    pages: Pages,
    *,
    countries: Iterable[str],
    organisations: Iterable[str],
    wanted: Callable[[list[Binding]], list[str]],
) -> Fetched:
    """Ask for all of it, in order.

    Args:
        countries, organisations: ids of those that are known already.
        wanted: the ids of the positions, of those listed, whose holders are asked for.

    Raises:
        UpdateError: a question has no answer.
    """
    said = settings()
    size, since = said["batch"], said["since"]
    states = pages.listed("countries", page=said["page"])
    bodies = pages.listed("organisations", page=said["page"], links=said["links"])
    ids = _ids(states, "item", *countries)
    leaders = pages.batched("leaders", ids, size=size["leaders"], since=since)
    secretaries = pages.batched("secretaries", sorted(set(organisations)), size=size["secretaries"], since=since)
    positions = pages.batched("positions", ids, size=size["positions"])
    terms = pages.batched("terms", wanted(positions), size=size["terms"], since=since)
    persons = _ids([*leaders, *secretaries, *terms], "person")
    about = pages.batched("persons", persons, size=size["persons"])
    return Fetched(
        states, bodies, leaders, secretaries, positions, terms, about, min(filter(None, pages.days), default="")
    )


def _ids(rows: Iterable[Binding], name: str, *others: str) -> list[str]:
    """The ids in a column and the others, each once, in order."""
    found = {*others, *(qid(row.get(name, "")) for row in rows)}
    return sorted(found - {""}, key=lambda ident: (len(ident), ident))
