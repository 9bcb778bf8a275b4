"""An article that can't be read whole, read without the sentences that fail.

No rule needs a guard of its own: whatever raises, and wherever, the sentences with which it does are
searched for and blanked. All others keep the parse that they had, so their facts stay as they were.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Generic, TypeVar

from kg.article import Article
from kg.errors import KgError
from kg.facts import Facts, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens

_log = logging.getLogger(__name__)
_T = TypeVar("_T")
_LINE = re.compile(r"\S[^\n]*")
_READS_ONLY = "kg_quotations"  # the first component that changes nothing of the parse
_TRIES = 400


def salvage(article: Article, *, nlp: Language) -> Facts:
    """The facts of an article in which something fails, without the sentences in which it does.

    Each is logged with its place and kept in `Facts.skipped` (a whole line, where the model itself fails).

    Raises:
        Exception: what failed, where nothing could be read without it.
    """
    from kg.extract import extract

    names = nlp.pipe_names
    first = names.index(_READS_ONLY)
    parsing = _Sieve(lambda shown: _parsed(article, shown, nlp=nlp, components=names[:first]))
    doc = parsing.run([Span(*m.span()) for m in _LINE.finditer(article.text)])
    reading = _Sieve(lambda shown: extract(_through(_only(doc, shown), nlp=nlp, components=names[first:])))
    facts = reading.run([_trimmed(s) for s in doc.sents if s.text.strip()])
    lost = sorted([*parsing.lost, *reading.lost], key=lambda each: each[0])
    for span, error in lost:
        why = f"{type(error).__name__}: {error}"
        _log.warning("article %s: sentence skipped at %d to %d (%s)", article.id, span.start, span.end, why)
    return replace(facts, article=article, skipped=tuple(span for span, _ in lost))


@dataclass(slots=True)
class _Sieve(Generic[_T]):
    """Finds out without which spans of a text an attempt succeeds: the `lost`, each with what it raised."""

    attempt: Callable[[Sequence[Span]], _T]
    lost: list[tuple[Span, Exception]] = field(default_factory=list)
    tries: int = 0

    def run(self, spans: Sequence[Span]) -> _T:
        """What the attempt gives for all spans but those lost."""
        shown = self._kept((), tuple(spans))
        if self.lost and not shown:
            raise self.lost[0][1]
        return self.attempt(shown)

    def _kept(self, good: tuple[Span, ...], doubtful: tuple[Span, ...]) -> tuple[Span, ...]:
        """The good spans, and those of the doubtful with which the attempt still succeeds."""
        error = self._error((*good, *doubtful))
        if error is None or not doubtful:
            return (*good, *doubtful)
        if len(doubtful) == 1:
            self.lost.append((doubtful[0], error))
            return good
        half = len(doubtful) // 2
        return self._kept(self._kept(good, doubtful[:half]), doubtful[half:])

    def _error(self, shown: tuple[Span, ...]) -> Exception | None:
        self.tries += 1
        try:
            self.attempt(shown)
        except KgError:
            raise
        except Exception as error:
            if self.tries > _TRIES:
                raise
            return error
        return None


def _parsed(article: Article, shown: Sequence[Span], *, nlp: Language, components: Sequence[str]) -> Doc:
    """The article with nothing but these lines, as the model reads it."""
    from kg.language import make_doc

    starts = {span.start for span in shown}
    text = _LINE.sub(lambda line: line.group() if line.start() in starts else " " * len(line.group()), article.text)
    return _through(make_doc(nlp, replace(article, text=text)), nlp=nlp, components=components)


def _trimmed(sentence: Tokens) -> Span:
    text = sentence.text
    start = sentence.start_char + len(text) - len(text.lstrip())
    return Span(start, start + len(text.strip()))


def _through(doc: Doc, *, nlp: Language, components: Sequence[str]) -> Doc:
    for name in components:
        doc = nlp.get_pipe(name)(doc)
    return doc


def _only(doc: Doc, shown: Sequence[Span]) -> Doc:
    """A copy of a parsed Doc in which the tokens of all other sentences are white space."""
    from spacy.tokens import Doc

    starts = {span.start for span in shown}
    seen = [here for s in doc.sents for here in [bool(s.text.strip()) and _trimmed(s).start in starts] * len(s)]
    tokens = list(doc)
    rows = [_row(token, shown=here) for token, here in zip(tokens, seen, strict=True)]
    words, tags, pos, lemmas, deps, ents = (list(column) for column in zip(*rows, strict=True))
    heads = [t.head.i if here else t.sent.start for t, here in zip(tokens, seen, strict=True)]
    spaces = [bool(t.whitespace_) for t in tokens]
    copy = Doc(
        doc.vocab, words=words, spaces=spaces, tags=tags, pos=pos, lemmas=lemmas, heads=heads, deps=deps, ents=ents
    )
    copy._.kg_article, copy._.kg_blocks = doc._.kg_article, doc._.kg_blocks
    return copy


def _row(token: Token, *, shown: bool) -> tuple[str, str, str, str, str, str]:
    """Word, tag, part of speech, lemma, dependency and entity of a token, or of the white space put for it."""
    if not shown:
        blank = " " * len(token)
        root = "ROOT" if token.i == token.sent.start else "dep"
        return blank, "_SP", "SPACE", blank, root, "O"
    named = f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "O"
    return token.text, token.tag_, token.pos_, token.lemma_, token.dep_, named
