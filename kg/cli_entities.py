"""The command `kg entities`: who is who in a graph, and the user's decisions about it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg import terminal

if TYPE_CHECKING:
    from kg.identity.listing import Listed, Tie
    from kg.store import Store

COLUMNS = ("label", "kind", "country", "wikidata", "articles", "forms", "key", "links")
_COUNTS = {"merge": (2, 2), "split": (1, 2), "leave": (2, 2), "undo": (0, 0), "decisions": (0, 0)}
_TAKES = {(2, 2): "two names", (1, 2): "one or two names", (0, 0): "no names"}
_HOW = {
    "merge": "merge A B",
    "split": "split A, or kg entities SOURCE split A B",
    "leave": "leave A B",
    "undo": "undo",
    "decisions": "decisions",
}


def entities(
    source: Annotated[Path, typer.Argument(metavar="SOURCE", help="The folder of a build, or a graph file.")],
    action: Annotated[
        str | None,
        typer.Argument(
            metavar="ACTION", help="merge A B, split A [B], leave A B, decisions or undo.", show_default=False
        ),
    ] = None,
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME", help="Entities by label, key or IRI.", show_default=False),
    ] = None,
    *,
    doubtful: Annotated[bool, typer.Option("--doubtful", help="List those alone that may be one with others.")] = False,
    kind: Annotated[
        str | None, typer.Option(metavar="KIND", help="person, country, organisation, place or group.")
    ] = None,
    like: Annotated[
        str | None, typer.Option(metavar="NAME", help="List those alone whose names are like this.")
    ] = None,
    form: Annotated[str, typer.Option("--format", metavar="FORMAT", help="table, csv, tsv or json.")] = "table",
) -> None:
    """List who is who in a graph, doubtful ones first, or decide who is one.

    merge A B: they are one. split A: it is none of those merged with it; where articles share a name, each has its own.
    split A B: they are not the same. leave A B: undecided. Builds into the same folder respect it; undo takes it back.

    Example: kg entities out merge "Jane Roe" person/gb-j-roe
    """
    from kg.cli import FORMATS, UsageError
    from kg.pipeline import graph_file
    from kg.store import Store

    if form not in FORMATS:
        raise UsageError(f"--format: {form!r} is not one of {', '.join(FORMATS)}")
    given = list(names or [])
    if action is not None:
        _check(action, given)
    file = graph_file(source)
    store = terminal.interruptible(lambda: Store.load(file))
    if action == "decisions":
        _print(("number", "decision"), [(str(n), words) for n, words in _decisions(store)], form=form)
    elif action is not None:
        _act(store, file, action, given)
    else:
        found = [each for each in store.entities(kind=kind, like=like) if each.doubtful or not doubtful]
        if form == "json":
            terminal.say(json.dumps([_as_json(each) for each in found], ensure_ascii=False, indent=1) + "\n")
        else:
            wanted = found if kind == "group" else [each for each in found if each.kind != "group"]
            _print(COLUMNS, [_row(each) for each in wanted], form=form)


def _check(action: str, names: Sequence[str]) -> None:
    from kg.cli import UsageError

    if action not in _COUNTS:
        raise UsageError(f"{action!r} is no action; use one of {', '.join(_COUNTS)}")
    least, most = _COUNTS[action]
    if not least <= len(names) <= most:
        raise UsageError(
            f"{action} takes {_TAKES[least, most]}: kg entities SOURCE {_HOW[action]}"
            + ("; a name of several words stands in quotation marks" if most else "")
        )


def _act(store: Store, file: Path, action: str, names: Sequence[str]) -> None:
    """Record a decision and write the graph again."""
    from kg.identity.deciding import told
    from kg.pipeline import rewrite

    acts: dict[str, Callable[..., object]] = {
        "merge": store.merge,
        "split": store.split,
        "leave": store.leave,
        "undo": store.undo,
    }
    before = store.decisions()
    acts[action](*names)
    after = store.decisions()
    changed = after[len(before) :] if action != "undo" else before[len(after) :]
    words = "; ".join(told(each, store.base) for each in changed)
    paths = rewrite(store, file)
    terminal.note(f"{'taken back: ' if action == 'undo' else ''}{words}; wrote {', '.join(map(str, paths))}")


def _decisions(store: Store) -> Iterator[tuple[int, str]]:
    from kg.identity.deciding import told

    for each in store.decisions():
        yield each.number, told(each, store.base)


def _print(columns: Sequence[str], rows: Sequence[Sequence[str]], *, form: str) -> None:
    if form == "table":
        terminal.show(terminal.rows_table(columns, rows))
    elif form == "json":
        found = [dict(zip(columns, row, strict=True)) for row in rows]
        terminal.say(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    else:
        from kg.rdf.table import safe

        out = io.StringIO()
        writer = csv.writer(out, delimiter="\t" if form == "tsv" else ",", lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([safe(" ".join(cell.split())) for cell in row] for row in rows)
        terminal.say(out.getvalue())


def _row(entity: Listed) -> tuple[str, ...]:
    return (
        entity.label,
        entity.kind,
        entity.country or "",
        entity.wikidata or "",
        str(entity.articles),
        "; ".join(entity.forms),
        entity.key,
        "; ".join(map(_tie, entity.ties)),
    )


def _tie(tie: Tie) -> str:
    """`doubtful: Jane Roe (person/gb-jane-roe) 0.62 by spelling`."""
    score = "" if tie.score is None else f" {tie.score:.2f} by {tie.method}"
    return f"{tie.state}: {tie.label} ({tie.other}){score}"


def _as_json(entity: Listed) -> dict[str, Any]:
    from dataclasses import asdict

    return {**asdict(entity), "doubtful": entity.doubtful}
