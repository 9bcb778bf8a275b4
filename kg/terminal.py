"""What a terminal is told: data on standard output, all else on standard error.

A file or a pipe has no width, so there no line is broken and nothing is coloured; words that a
terminal highlights stand in square brackets there.
"""

from __future__ import annotations

import logging
import os
import sys
import traceback
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from queue import Empty, Queue
from threading import Thread
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar, cast

from kg.errors import OutputError
from kg.render import Line, escaped, printable

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text

_UNBROKEN = 1_000_000_000
_LONGEST = 2_000
_MARK = "bold yellow"
_A_MOMENT = 0.1  # seconds in which Ctrl-C is noticed
_T = TypeVar("_T")


class _OneLine(logging.Handler):
    """What a module logs, as one line without a traceback."""

    def emit(self, record: logging.LogRecord) -> None:
        note(record.getMessage())


class _Whole(logging.Formatter):
    """All that is logged, with its traceback, without what would steer a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        return escaped(super().format(record))


def prepare(*, debugging: bool = False) -> None:
    """Let no character, warning, logged traceback or closed stream get in the way of an answer."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started kg
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - open until the end
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")
    if debugging:
        everything = logging.StreamHandler()
        everything.setFormatter(_Whole("%(levelname)s:%(name)s:%(message)s"))
        logging.basicConfig(level=logging.DEBUG, handlers=[everything])
        sys.excepthook = _trace
        return
    warnings.simplefilter("ignore")
    logging.getLogger("kg").handlers = [_OneLine(logging.WARNING)]
    logging.lastResort = _OneLine(logging.CRITICAL)  # other libraries log what they find odd about a graph


def _trace(kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
    sys.stderr.write(escaped("".join(traceback.format_exception(kind, error, where))))


def say(text: str) -> None:
    """Data, to standard output: to a file or a pipe exactly, to a terminal without what would steer it."""
    _put(escaped(text) if sys.stdout.isatty() else text)


def flush() -> None:
    """See that all that was said is written.

    Raises:
        OutputError: it can't be, for one because the disk is full.
        BrokenPipeError: nobody reads it any more.
    """
    with _writing():
        sys.stdout.flush()


def note(text: str) -> None:
    """One line to standard error; the middle of an endless one is left out."""
    line = printable(text)
    if len(line) > _LONGEST:
        line = f"{line[: _LONGEST // 2]} … {line[-_LONGEST // 2 :]}"
    with suppress(OSError):  # where even this can't be written, nothing can be told
        sys.stderr.write(f"kg: {line}\n")


def interruptible(work: Callable[[], _T]) -> _T:
    """What some work gives that Ctrl-C could not stop, because it is not Python's: it is left to itself then.

    Raises:
        KeyboardInterrupt: it was interrupted; whatever the work itself raises.
    """
    answers: Queue[tuple[_T | None, BaseException | None]] = Queue()

    def run() -> None:
        try:
            answers.put((work(), None))
        except BaseException as error:
            answers.put((None, error))

    Thread(target=run, daemon=True).start()
    while True:
        with suppress(Empty):
            answer, error = answers.get(timeout=_A_MOMENT)
            break
    if error is not None:
        raise error
    return cast(_T, answer)


def hang_up() -> None:
    """Nobody reads standard output any more: let nothing that is still to be flushed complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _put(text: str) -> None:
    with _writing():
        sys.stdout.write(text)


@contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        hang_up()
        raise OutputError(f"standard output: can't be written ({error.strerror or error})") from None


def show(what: RenderableType) -> None:
    """A table or text, to standard output."""
    from rich.console import Console

    terminal = Console().is_terminal
    console = Console(width=None if terminal else _UNBROKEN, highlight=False, markup=False, emoji=False)
    with _writing(), console.capture() as captured:  # at its end it flushes what was said before
        console.print(what)
    _put("".join(f"{line.rstrip()}\n" for line in captured.get().split("\n")[:-1]))


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar on standard error, silent where that is no terminal: `step(what, done, total)`."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description:<28}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None)

        def step(what: str, done: int, total: int) -> None:
            bar.update(task, description=what, completed=done, total=total or None)

        yield step


def fact_table(heading: str, lines: Iterable[Line]) -> Table:
    """Per fact its kind and one line, and below it the sentence with the words it stands on."""
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(heading, style="bold"), title_justify="left", box=None, show_header=False, pad_edge=False)
    table.add_column(style="cyan", no_wrap=True)
    table.add_column()
    for line in lines:
        table.add_row(line.kind, Text(line.fact))
        table.add_row("", _marked(line))
    return table


def rows_table(columns: Iterable[str], rows: Iterable[Iterable[str | None]]) -> Table:
    """Rows under their columns; nothing where a value is unbound."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in columns:
        table.add_column(printable(name), overflow="fold")
    for row in rows:
        table.add_row(*(Text(printable(value or "")) for value in row))
    return table


def _marked(line: Line) -> Text:
    from rich.console import Console
    from rich.text import Text

    if Console().is_terminal:
        text = Text(line.sentence, style="dim")
        for span in line.marked:
            text.stylize(f"not dim {_MARK}", span.start, span.end)
        return text
    shown, at = "", 0
    for span in line.marked:
        shown += f"{line.sentence[at : span.start]}[{span.of(line.sentence)}]"
        at = span.end
    return Text(shown + line.sentence[at:])
