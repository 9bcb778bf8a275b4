"""`kg knowledge`: what the tables know for a name, the user's own tables, and what is new in Wikidata."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg import terminal

if TYPE_CHECKING:
    from kg.knowledge.show import Answer, Office, Term, Thing

DONE, NO = 0, 1
ENDPOINT = "https://query.wikidata.org/sparql"
CONTACT = "https://w3id.org/dkg/ontology"

app = typer.Typer(
    name="knowledge",
    help="What kg knows before it reads: look a name up, add tables of your own, fetch what is new.",
    rich_markup_mode=None,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def _top(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        terminal.say(f"{context.get_help()}\n")


@app.command()
def show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name, or a word for an office.")],
    *,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="Who was in office on that day, YYYY-MM-DD.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Show all that the tables know for a name; the exit code is 1 where that is nothing.

    Example: kg knowledge show Germany --on 1985-06-01
    """
    import json

    from kg.article import parse_day
    from kg.errors import KnowledgeError
    from kg.knowledge.show import Names

    if not name.strip():
        raise KnowledgeError("give a name, such as kg knowledge show Germany")
    day = parse_day(on, where="--on")
    names = Names()
    answer = names.answer(name, on=day)
    if as_json:
        terminal.say(json.dumps(_document(answer, names.labels), ensure_ascii=False) + "\n")
    elif not answer.empty:
        _print(answer, names.labels)
    if answer.empty:
        near = ", ".join(f"{like} ({what})" for like, what in answer.near)
        when = f" on {day}" if day else ""
        terminal.note(f"{name}: the tables know nothing of that name{when}" + (f"; near: {near}" if near else ""))
        raise typer.Exit(NO)


@app.command()
def check() -> None:
    """Check every table, kg's own and yours, and say where yours lie; the exit code is 1 where one is malformed.

    Example: kg knowledge check
    """
    from kg.knowledge import checking, layers

    states = checking.states()
    rows = [(state.layer, state.file, f"{state.rows:,}", "; ".join(state.wrong) or "in order") for state in states]
    terminal.show(terminal.rows_table(("layer", "table", "rows", "state"), rows))
    terminal.say(f"your tables: {layers.data_folder()}\n")
    raise typer.Exit(NO if any(state.wrong for state in states) else DONE)


@app.command()
def add(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", readable=False, help="A .tsv with the header of a table, or a .toml.")
    ],
) -> None:
    """Put a table of your own over kg's: its rows replace those of the same id, and the others are new.

    Example: kg knowledge add examples/knowledge/staff.tsv
    """
    from kg.knowledge.added import add as put

    done = put(file)
    counts = f"{_number(len(done.new), 'new row')}, {_number(len(done.replaced), 'row')} replaced"
    before = ", in place of the one before" if done.again else ""
    terminal.note(f"{file}: over {done.table}: {counts}; kept in {done.path}{before}")
    if done.replaced:
        terminal.note(f"replaced: {_some(done.replaced)}")
    if done.namesakes:
        terminal.note(
            f"now two persons have one name: {_some(done.namesakes)}; where you mean the known one, give the qid that "
            "kg knowledge show NAME shows"
        )


@app.command()
def remove(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The file's name, as kg knowledge check lists it.")],
) -> None:
    """Take a table away that you added.

    Example: kg knowledge remove staff.tsv
    """
    from kg.knowledge.added import remove as take

    terminal.note(f"removed {take(name)}")


@app.command()
def update(
    *,
    endpoint: Annotated[str, typer.Option(metavar="URL", help="The SPARQL service that is asked.")] = ENDPOINT,
    contact: Annotated[
        str, typer.Option(metavar="ADDRESS", help="How its operators reach who asks: a mail or web address.")
    ] = CONTACT,
    fresh: Annotated[bool, typer.Option("--fresh", help="Don't go on with a run that was interrupted.")] = False,
) -> None:
    """Fetch current office holders, countries and organisations from Wikidata; the only command that uses a network.

    Example: kg knowledge update --contact jane@example.org
    """
    import time

    from kg import __version__
    from kg.knowledge import endpoint as service
    from kg.knowledge import update as updating

    asked = service.Endpoint(endpoint, updating.agent(__version__, contact), sleep=time.sleep)
    with terminal.progress() as step:
        done = updating.update(asked, step=step, fresh=fresh)
    counts = ", ".join(f"{name} {count:,}" for name, count in done.rows.items())
    pages = _number(done.asked, "page") + (f" and {done.kept:,} from a run before" if done.kept else "")
    terminal.note(f"updated{f' as of {done.day}' if done.day else ''} from {pages}: {counts}; kept in {done.folder}")
    if done.left_out:
        terminal.note(f"{_number(done.left_out, 'row')} left out, because the tables' schema doesn't let them through")


def _number(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def _some(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - 10} more" if len(names) > 10 else ""
    return ", ".join(names[:10]) + more


# ---------------------------------------------------------------- show


def _print(answer: Answer, labels: dict[str, str]) -> None:
    for kind in ("countries", "organisations", "places"):
        things = answer.of(kind)
        if things:
            rows = [(t.label, t.key, ", ".join(t.by), _details(t, labels), t.layer) for t in things]
            terminal.show(terminal.rows_table((kind, "key", "named by", "more", "layer"), rows))
    persons = [row for person in answer.of("persons") for row in _person_rows(person, labels)]
    if persons:
        columns = ("persons", "id", "office", "of", "from", "until", "layer")
        terminal.show(terminal.rows_table(columns, persons))
    if answer.offices:
        offices = [(o.word, _words(o.concept), o.of or "all", o.section, o.layer) for o in answer.offices]
        terminal.show(terminal.rows_table(("offices", "means", "in", "as", "layer"), offices))
    if answer.holders:
        held = [(person.label, *_term_cells(term, labels), person.layer) for person, term in answer.holders]
        terminal.show(terminal.rows_table(("in office then", "office", "of", "from", "until", "layer"), held))


def _details(thing: Thing, labels: dict[str, str]) -> str:
    """The cells that aren't shown elsewhere, names apart."""
    apart = {"label", "name", "id", "code", "form"}
    cells = {column: cell.replace("|", ", ") for column, cell in thing.cells.items() if column not in apart}
    if "country" in cells:
        cells["country"] = labels.get(f"country/{cells['country']}", cells["country"])
    return "; ".join(f"{column} {cell}" for column, cell in cells.items())


def _person_rows(person: Thing, labels: dict[str, str]) -> list[tuple[str, ...]]:
    from kg.knowledge.show import terms

    told = (person.label, person.cells.get("qid", ""))
    rows: list[tuple[str, ...]] = []
    for number, term in enumerate(terms(person)):
        rows.append((*(("", "") if number else told), *_term_cells(term, labels), "" if number else person.layer))
    return rows


def _term_cells(term: Term, labels: dict[str, str]) -> tuple[str, str, str, str]:
    target = f" to {labels.get(term.target, term.target)}" if term.target else ""
    until = term.end or (f"unknown; seen {term.seen}" if term.seen else "unknown")
    return _words(term.concept) + target, labels.get(term.of, term.of), term.start or "unknown", until


def _words(concept: str) -> str:
    return concept.replace("-", " ") or "no one office"


def _document(answer: Answer, labels: dict[str, str]) -> dict[str, Any]:
    return {
        "name": answer.name,
        **{kind: [_thing(t) for t in answer.of(kind)] for kind in ("countries", "organisations", "places")},
        "persons": [_person(person, labels) for person in answer.of("persons")],
        "offices": [_office(office) for office in answer.offices],
        "in_office": [{"person": p.label, "qid": p.cells.get("qid"), **_term(t, labels)} for p, t in answer.holders],
        "near": [{"name": name, "kind": kind} for name, kind in answer.near],
    }


def _thing(thing: Thing) -> dict[str, Any]:
    lists = {"names", "abbreviations", "adjectives", "people", "capitals", "members"}
    numbers = {"latitude": float, "longitude": float, "population": int}
    cells: dict[str, Any] = {}
    for column, cell in thing.cells.items():
        if column in lists:
            cells[column] = cell.split("|")
        else:
            cells[column] = numbers[column](cell) if column in numbers else cell
    return {"key": thing.key, "by": list(thing.by), **cells, "layer": thing.layer}


def _person(person: Thing, labels: dict[str, str]) -> dict[str, Any]:
    from kg.knowledge.show import terms

    said = {column: person.cells[column] for column in ("name", "qid", "gender") if column in person.cells}
    return {**said, "terms": [_term(term, labels) for term in terms(person)], "layer": person.layer}


def _term(term: Term, labels: dict[str, str]) -> dict[str, Any]:
    cells = {"office": term.concept, "of": term.of, "of_label": labels.get(term.of, ""), "target": term.target}
    return {**cells, "start": term.start or None, "end": term.end or None, "seen": term.seen or None}


def _office(office: Office) -> dict[str, Any]:
    said = {"word": office.word, "concept": office.concept or None, "as": office.section}
    return {**said, "in": office.of.split(), "layer": office.layer}
