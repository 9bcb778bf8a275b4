"""What the parts of a page are, and the text as the parser reads it.

`readable` rewrites the text without moving a character: wrapped lines joined, wire typography and
capitals put right. `find_blocks` tells prose from headlines, bylines, captions, bullets, turns of
an exchange and boilerplate. The component `kg_layout` keeps the blocks on the Doc and begins a
sentence wherever a block or its body begins.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from kg.facts import Span
from kg.knowledge import Sense, gazetteer
from kg.knowledge.tables import read_toml
from kg.language import state
from kg.language.casing import NOTHING_SEEN, english, is_capitals, recased, seen_in
from kg.language.state import Block, BlockKind

# -- the word lists -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Words:
    """The tables of `layout.toml`, one field per `[table]` and list."""

    boilerplate_exact: frozenset[str]
    boilerplate_starts: tuple[str, ...]
    boilerplate_contains: tuple[str, ...]
    boilerplate_networks: tuple[str, ...]
    boilerplate_follow: tuple[str, ...]
    byline_starts: tuple[str, ...]
    byline_dated: tuple[str, ...]
    byline_contains: tuple[str, ...]
    byline_time_words: frozenset[str]
    caption_starts: tuple[str, ...]
    caption_contains: tuple[str, ...]
    caption_ends: tuple[str, ...]
    caption_words: int
    turn_not_speakers: frozenset[str]
    turn_roles: frozenset[str]
    turn_small: frozenset[str]
    dateline_agencies: frozenset[str]
    dateline_months: frozenset[str]
    dateline_weekdays: frozenset[str]


_SETS = frozenset(
    {"exact", "time_words", "not_speakers", "roles", "small", "agencies", "months", "weekdays"},
)


@cache
def _words() -> Words:
    table = read_toml("layout.toml", folder=Path(__file__).parent / "data")
    values: dict[str, object] = {}
    for field in Words.__slots__:
        section, _, name = field.partition("_")
        value = table[section][name]
        values[field] = frozenset(value) if name in _SETS else tuple(value) if isinstance(value, list) else value
    return Words(**values)  # type: ignore[arg-type]


_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def _simple(text: str) -> str:
    """The text in lower case with straight apostrophes and single spaces, for comparison with the lists."""
    return " ".join(_CONTROL.sub(" ", text.lower().replace("’", "'").replace("‘", "'")).split())


# -- paragraphs ---------------------------------------------------------------------------------

_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
_BULLET = re.compile(r"(?:[•·●▪◦‣∙○■□►▸✓]|[-*–—](?=\s|[A-Z]))\s*")
_FINAL = re.compile(r"[.!?…:;][\"'”’)\]]*$")
_WIDEST_WRAP = 110
_NARROWEST_WRAP = 40


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str

    @property
    def body(self) -> str:
        return self.text.strip()

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip())


def paragraphs(text: str) -> list[Span]:
    """The paragraphs, without surrounding white space, in text order.

    Blank lines part them. Where lines follow each other without one, they are a paragraph if they
    were wrapped at a width (each break stands where the next word did not fit), else one each.
    """
    spans: list[Span] = []
    start = 0
    for gap in [*_BLANK.finditer(text), None]:
        end = gap.start() if gap else len(text)
        spans.extend(_group(text, start, end))
        start = gap.end() if gap else end
    return spans


def _group(text: str, start: int, end: int) -> Iterator[Span]:
    """The paragraphs of a stretch without blank lines."""
    lines: list[_Line] = []
    for line in text[start:end].split("\n"):
        if line.strip():
            lines.append(_Line(start, line))
        start += len(line) + 1
    breaks = _breaks(lines)
    first = 0
    for i in range(1, len(lines) + 1):
        if i == len(lines) or breaks[i - 1]:
            if first < len(lines):
                yield _between(lines[first], lines[i - 1])
            first = i


def _between(first: _Line, last: _Line) -> Span:
    return Span(first.start + first.indent, last.start + len(last.text.rstrip()))


def _breaks(lines: Sequence[_Line]) -> list[bool]:
    """For each line but the last: does a paragraph end there?"""
    if len(lines) < 2:
        return [True] * len(lines)
    width = max(len(line.text.rstrip()) for line in lines)
    full = [_is_full(a, b, width) for a, b in pairwise(lines)]
    wrapped = _NARROWEST_WRAP <= width <= _WIDEST_WRAP and sum(full) * 4 >= len(full) * 3
    indent = min(line.indent for line in lines)
    return [_parts(a, b, f, wrapped, indent) for (a, b), f in zip(pairwise(lines), full, strict=True)]


def _is_full(line: _Line, following: _Line, width: int) -> bool:
    """Would the next line's first word not have fitted?"""
    return len(line.text.rstrip()) + 1 + len(following.body.split()[0]) >= width - 4


def _parts(line: _Line, following: _Line, full: bool, wrapped: bool, indent: int) -> bool:
    """Does a paragraph end between the two lines?"""
    if _BULLET.match(following.body) and not full:
        return True
    done = bool(_FINAL.search(line.body))
    if wrapped:
        return done and (not full or (following.indent > indent and following.indent > line.indent))
    return done or not following.body[0].islower()


# -- the text as the parser reads it ------------------------------------------------------------

_WIRE_OPEN = re.compile(r"``(?=\S)|``(?=\s)")
_WIRE_CLOSE = re.compile(r"(?<=\S)''|''(?=\s|$)")
_WIRE_DASH = re.compile(r"(?<=\s)_(?=\s)")
_STRAY_MARKUP = re.compile(r"(?<=\w)[<>](?=\s)")
_ODD_SPACE = re.compile(r"[^\S\n ]|[\x01-\x09\x0b-\x1f\x7f-\x9f]")
_ZERO_WIDTH = re.compile(r"[\u200b\u200c\u200d\u2060\ufeff\u00ad](?=\s)|(?<=\s)[\u200b\u2060\ufeff\u00ad]")
_CAPITAL_SPEAKER = re.compile(r"[A-Z][A-Z .'’-]{3,58}(?=:\s)")


def readable(text: str, *, nlp: Language | None = None) -> str:
    """The text as the parser should read it: of the same length, so that offsets hold.

    Args:
        nlp: a pipeline whose lemmatizer tables tell names from words in texts in capitals; without
            it only names that the knowledge tables hold keep their capitals.

    >>> readable("He said ``no''.\\nThen he\\nleft _ alone.")
    'He said  "no" .\\nThen he left – alone.'
    """
    spans = paragraphs(text)
    text = _typography(text)
    out: list[str] = []
    end = 0
    starts = [found.end if (found := _dateline(text, span)) else span.start for span in spans]
    parts = [text[start : span.end] for start, span in zip(starts, spans, strict=True)]
    for span, start, part in zip(spans, starts, _recased(parts, nlp), strict=True):
        out += (text[end : span.start], text[span.start : start].replace("\n", " "), part.replace("\n", " "))
        end = span.end
    out.append(text[end:])
    return "".join(out)


def _typography(text: str) -> str:
    if "``" in text or "''" in text:
        text = _WIRE_CLOSE.sub('" ', _WIRE_OPEN.sub(' "', text))
    if "_" in text:
        text = _WIRE_DASH.sub("–", text)
    if "<" in text or ">" in text:
        text = _STRAY_MARKUP.sub(" ", text)
    if text.isascii() and text.replace("\n", " ").isprintable():
        return text
    return _ZERO_WIDTH.sub(" ", _ODD_SPACE.sub(" ", text))


def _recased(parts: list[str], nlp: Language | None) -> list[str]:
    """The paragraphs with those in capitals recased, and the speakers of turns."""
    shouted = [is_capitals(part) for part in parts]
    if not any(shouted) and not any(_CAPITAL_SPEAKER.match(part) for part in parts):
        return parts
    quiet = [part for part, loud in zip(parts, shouted, strict=True) if not loud]
    seen = seen_in(quiet) if quiet else NOTHING_SEEN
    vocabulary = english(nlp) if nlp is not None else None
    return [
        recased(part, vocabulary=vocabulary, seen=seen) if loud else _speaker_recased(part)
        for part, loud in zip(parts, shouted, strict=True)
    ]


def _speaker_recased(part: str) -> str:
    match = _CAPITAL_SPEAKER.match(part)
    if not match:
        return part
    words = re.split(r"([ -])", match.group())
    return "".join(map(_speaker_word, words)) + part[match.end() :]


def _speaker_word(word: str) -> str:
    """A word of a speaker's name or title with small letters, if it is no abbreviation."""
    if len(word) < 3 or "." in word or any(n.sense is Sense.ABBREVIATION for n in gazetteer().lookup(word)):
        return word
    return word.lower() if word.lower() in _words().turn_small else word.capitalize()


# -- datelines ----------------------------------------------------------------------------------

_DASH = re.compile(r"(?:(?<=\s)|(?<=[)\]]))(?:–|—|--|-|_)(?=\s|$|[\"“A-Z\[])|(?<=\w)—(?=\s?[\"“A-Z])|/\w[\w ]{1,20}/\.")
_TAGS = re.compile(r"\s*(?:\[[A-Z][A-Z ,.'-]*\]\s*)+|\s*\[(?:[Tt]ext|[Rr]eport|[Ee]xcerpts?|[Ii]nterview)\]\s*")
_GROUPED = re.compile(r"\(([^()]{2,40})\)|/([^/]{2,20})/")
_PIECE = re.compile(r"[^\W\d_][\w.'’/-]*|\d+|\S")
_DATED = re.compile(r"\s*([\w ,.]{4,24}?)\s*(?::|–|—|--?)(?=\s)")  # `CAIRO – 3 May 2021: The …`
_DATELINE_LENGTH = 90
_PLACE_WORDS = 6


@dataclass(frozen=True, slots=True)
class _Dateline:
    place: Span | None
    end: int  # where the article's words begin


def _dateline(text: str, span: Span, *, whole: bool = False) -> _Dateline | None:
    """The dateline at the beginning of a paragraph; `whole`: the paragraph may be nothing else."""
    head = text[span.start : min(span.end, span.start + _DATELINE_LENGTH)]
    tags = _TAGS.match(head)
    if tags and tags.end() < span.end - span.start:
        return _Dateline(None, span.start + tags.end())
    for dash in _DASH.finditer(head):
        found = _place_of(head[: dash.start()], named=dash.group()[0] == "/")
        if found is None:
            continue
        end = span.start + dash.end()
        dated = _DATED.match(text, end, span.end)
        if dated and _is_date_line(_simple(dated[1])):
            end = dated.end()
        more = _TAGS.match(text, end, span.end)
        end = more.end() if more else end
        end += len(text[end : span.end]) - len(text[end : span.end].lstrip())
        if end < span.end or whole:
            place = Span(span.start + found[0], span.start + found[1]) if found[0] < found[1] else None
            return _Dateline(place, end)
    return None


def _place_of(head: str, *, named: bool) -> tuple[int, int] | None:
    """Where in the words before the dash the place stands; (0, 0) for an agency alone, None if no dateline."""
    words = _words()
    plain = head
    for group in _GROUPED.finditer(head):
        plain = plain[: group.start()] + " " * len(group.group()) + plain[group.end() :]
        named = named or _simple(group.group(1) or group.group(2)).split("/")[0].split()[-1] in words.dateline_agencies
    grouped = plain != head
    pieces = list(_PIECE.finditer(plain))
    dated = False
    while pieces and (drop := _drops(pieces, words)):
        dated, named = dated or drop == "date", named or drop == "agency"
        pieces.pop()
    if not pieces:
        return (0, 0) if grouped and named and not dated else None
    letters = [p.group() for p in pieces if p.group()[0].isalpha()]
    place = plain[: pieces[-1].end()]
    shaped = len(letters) <= _PLACE_WORDS and all(w[0].isupper() or w in words.turn_small for w in letters)
    if not shaped or any(not p.group()[0].isalpha() and p.group() not in ",.-'’" for p in pieces):
        return None
    loud = letters[0].isupper() and len(letters[0]) > 2
    apart = dated and plain[pieces[-1].end() :].lstrip()[:1] in (",", ".")
    return (0, len(place.rstrip(" ,."))) if loud or named or apart else None


def _drops(pieces: list[re.Match[str]], words: Words) -> str | None:
    """What the last piece is, if it belongs to the date or agency and not to the place."""
    last = pieces[-1].group()
    low = last.lower()
    if low.isdigit() or low in words.dateline_months or low.rstrip(".") in words.dateline_weekdays:
        return "date"
    if (low in words.dateline_agencies and len(pieces) > 1) or low == "correspondent":
        return "agency"
    return "mark" if last in ",.:;/" else None


def dateline_place(text: str, block: Block) -> Span | None:
    """The place that the block's dateline names."""
    found = _dateline(text, block.span, whole=True)
    if found is not None:
        return found.place
    return block.span if block.kind is BlockKind.BYLINE and _is_place_line(block.span.of(text)) else None


# -- kinds of blocks ----------------------------------------------------------------------------

_TURN = re.compile(r"(?P<name>[^:\n\"“”?!]{1,70}):(?=\s|$)\s*")
_NAME_WORD = re.compile(r"[^\W\d_][\w.'’&-]*|\([^)]*\)|,")
_HEADING_WORDS = 16
_PREAMBLE = 3  # paragraphs of prose: an article's, not a transcript's
_TOP = 8


def find_blocks(text: str, *, title: str | None = None, publisher: str | None = None) -> tuple[Block, ...]:
    """The blocks of the article, in text order.

    Args:
        text: `Article.text` (offsets of the blocks are its characters, end excluded).
        title: the article's title, if known.
        publisher: its publisher, if known.
    """
    spans = paragraphs(text)
    blocks = [_first_look(text, i, spans, title=title, publisher=publisher) for i in range(len(spans))]
    blocks = _with_turns(text, blocks)
    blocks = _with_lists(text, blocks)
    return tuple(_settled(text, blocks))


def _first_look(text: str, i: int, spans: Sequence[Span], *, title: str | None, publisher: str | None) -> Block:
    """The kind of a paragraph by its own words and place."""
    span = spans[i]
    line = span.of(text)
    low = _simple(line)
    if i < _TOP and title and _same_line(low, _simple(title)):
        return Block(span, BlockKind.HEADLINE, span)
    if _is_boilerplate(low, publisher):
        return Block(span, BlockKind.BOILERPLATE, span)
    dateline = _dateline(text, span)
    if dateline:
        return Block(span, BlockKind.PROSE, Span(dateline.end, span.end))
    if _is_caption(low):
        return Block(span, BlockKind.CAPTION, span)
    if (i < _TOP and _is_byline(line, low, after_first=i > 0)) or _is_address(low):
        return Block(span, BlockKind.BYLINE, span)
    if _dateline(text, span, whole=True):
        return Block(span, BlockKind.BYLINE, span)
    if i == 0 and len(spans) > 1 and _is_heading(line.rstrip("?")):
        return Block(span, BlockKind.HEADLINE, span)
    if _is_heading(line):
        return Block(span, BlockKind.HEADING, span)
    return Block(span, BlockKind.PROSE, span)


def _same_line(line: str, title: str) -> bool:
    a, b = re.sub(r"\W+", " ", line).strip(), re.sub(r"\W+", " ", title).strip()
    return bool(a) and (a == b or (len(a) > 20 and (b.startswith(a) or (a.startswith(b) and len(a) < len(b) + 30))))


def _is_boilerplate(low: str, publisher: str | None) -> bool:
    words, count = _words(), low.count(" ") + 1
    if low.rstrip(".:!") in words.boilerplate_exact or low in words.boilerplate_exact:
        return True
    if not re.search(r"\w", low) or (publisher and low.rstrip(".") == _simple(publisher)):
        return True
    if count > 40:
        return False
    if low.startswith(words.boilerplate_starts) or any(w in low for w in words.boilerplate_contains):
        return True
    return low.startswith(words.boilerplate_follow) and any(n in low for n in words.boilerplate_networks)


def _is_caption(low: str) -> bool:
    words = _words()
    if low.count(" ") >= words.caption_words:
        return False
    credited = low.rstrip(".)] ").endswith(words.caption_ends) or low.endswith(words.caption_ends)
    return credited or low.startswith(words.caption_starts) or any(w in low for w in words.caption_contains)


def _is_byline(line: str, low: str, *, after_first: bool) -> bool:
    words, count = _words(), low.count(" ") + 1
    if count > 20 or _BULLET.match(line):
        return False
    if _is_date_line(low):
        return True
    if low.startswith(words.byline_starts) and count <= 14 and not line.rstrip().endswith((".", "?", "!", ":")):
        return True
    if low.startswith(words.byline_dated) and re.search(r"\d", low) and count <= 12:
        return True
    if any(w in low for w in words.byline_contains) and count <= 12:
        return True
    return after_first and (_is_place_line(line) or _is_name_and_office(line))


def _is_address(low: str) -> bool:
    """`by ada quill [ada@example.com]`: whom to write to."""
    return "@" in low and low.count(" ") < 8 and bool(re.search(r"\w@\w+[\w.-]*\.\w", low))


def _is_date_line(low: str) -> bool:
    """Nothing but a date, a time and the words around them."""
    words = _words()
    pieces = re.findall(r"[a-z.]+|\d+", low)
    known = words.byline_time_words | words.dateline_months | words.dateline_weekdays
    return any(p.isdigit() for p in pieces) and all(p.isdigit() or p in known or p.rstrip(".") in known for p in pieces)


def _is_place_line(line: str) -> bool:
    """`Washington, D.C.`: two names of places and nothing else."""
    return bool(
        re.fullmatch(r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)?, (?:[A-Z]\.)+|[A-Z][\w'’-]+, [A-Z][a-z]+", line.strip())
    )


def _is_name_and_office(line: str) -> bool:
    """`Maria K. Voss, Minister of Trade`: capitalised words around a comma, no sentence."""
    words = line.split()
    if not 3 <= len(words) <= 14 or "," not in line or line.rstrip()[-1:] in ".?!:":
        return False
    small = _words().turn_small
    return all(w[:1].isupper() or w.lower() in small or not w[:1].isalpha() for w in words)


def _is_heading(line: str) -> bool:
    line = " ".join(line.split())
    if line.count(" ") >= _HEADING_WORDS or _BULLET.match(line) or line[:1].islower():
        return False
    return not re.search(r"[.!?:;,…][\"'”’)\]]*$", line) and not line.startswith(('"', "“", "``"))


# -- turns --------------------------------------------------------------------------------------


def _with_turns(text: str, blocks: list[Block]) -> list[Block]:
    """Mark the turns of an exchange, if there is one, and the paragraphs that continue them."""
    found = {i: s for i, b in enumerate(blocks) if _may_speak(b) and (s := _speaker(text, b))}
    found = _real_speakers(text, blocks, found)
    if not found:
        return blocks
    on = _goes_on(text, blocks, found)
    out: list[Block] = []
    speaker: Span | None = None
    for i, block in enumerate(blocks):
        if i in found:
            speaker = found[i]
            out.append(_turn(text, block, speaker))
        elif i in on and speaker and _may_speak(block) and text[block.span.end - 1] != ":":
            out.append(Block(block.span, BlockKind.TURN, block.span, speaker))
        else:
            out.append(block)
    return out


def _goes_on(text: str, blocks: Sequence[Block], found: dict[int, Span]) -> range:
    """Where paragraphs without a name go on with the turn before.

    In a transcript they do to its end; in an interview with `Q:` and `A:` up to its last turn; in an
    article that quotes an exchange, prose resumes.
    """
    first, last = min(found), max(found)
    before = sum(1 for b in blocks[:first] if b.kind is BlockKind.PROSE)
    spoken = sum(1 for b in blocks[first:] if _may_speak(b))
    between = sum(1 for i in range(first, last) if _may_speak(blocks[i]) and i not in found)
    roles = any(_simple(s.of(text)) in _words().turn_roles for s in found.values())
    loud = roles or any(s.of(text).isupper() for s in found.values())
    if before < _PREAMBLE and (len(found) * 4 >= spoken if loud else len(found) * 2 >= spoken and between > 0):
        return range(first, len(blocks))
    return range(first, last) if roles else range(0)


def _may_speak(block: Block) -> bool:
    return block.kind in (BlockKind.PROSE, BlockKind.HEADING, BlockKind.BYLINE)


def _turn(text: str, block: Block, speaker: Span) -> Block:
    """A turn with words of its own, or a speaker alone on a line."""
    match = _TURN.match(text, block.span.start, block.span.end)
    if match is None or match.end() >= block.span.end:
        return Block(block.span, BlockKind.BYLINE, block.span, speaker)
    return Block(block.span, BlockKind.TURN, Span(match.end(), block.span.end), speaker)


def _speaker(text: str, block: Block) -> Span | None:
    """The name-like words before a colon at the beginning of the block."""
    match = _TURN.match(text, block.span.start, block.span.end)
    if match is None:
        return None
    name = match["name"].rstrip()
    words = name.split()
    low = _simple(name)
    table = _words()
    if not words or len(words) > 8 or low in table.turn_not_speakers or low.split()[-1] in table.turn_not_speakers:
        return None
    loud = name.isupper() or low in table.turn_roles
    if not loud and (len(words) > 5 or not all(_like_name(w, table) for w in words)):
        return None
    said = text[match.end() : block.span.end]
    if not _NAME_WORD.match(name) or (said and not re.search(r"[^\W\d_]{2}", said)):
        return None
    return Span(block.span.start, block.span.start + len(name))


def _like_name(word: str, table: Words) -> bool:
    return word[0].isupper() or word[0] == "(" or word in table.turn_small


def _real_speakers(text: str, blocks: Sequence[Block], found: dict[int, Span]) -> dict[int, Span]:
    """Keep speakers that an exchange makes likely: several turns, and names that come back."""
    if len(found) < 2:
        return {}
    names = {i: s.of(text) for i, s in found.items()}
    turns = Counter(_surname(n) for n in names.values())
    first = min(found)
    announced = first > 0 and blocks[first - 1].span.of(text).endswith(":")
    loud = {i for i, n in names.items() if _simple(n) in _words().turn_roles or (n.isupper() and len(n) > 3)}
    if not loud and not announced and max(turns.values()) < 2:
        return {}  # a list: each name once
    kept = {
        i: s
        for i, s in found.items()
        if i in loud or turns[_surname(names[i])] > 1 or re.search(rf"\b{re.escape(_last_word(names[i]))}\b(?!:)", text)
    }
    return kept if len(kept) > 1 else {}


def _last_word(name: str) -> str:
    return str(re.findall(r"\w+", name)[-1])


def _surname(name: str) -> str:
    return _last_word(name).lower()


# -- lists and what remains ---------------------------------------------------------------------


def _with_lists(text: str, blocks: list[Block]) -> list[Block]:
    """Mark bullets; a single dash or asterisk is none."""
    marks = {i: m for i, b in enumerate(blocks) if (m := _BULLET.match(text, b.span.start, b.span.end))}
    many = Counter(m.group()[0] for m in marks.values())
    for i, mark in marks.items():
        block = blocks[i]
        sure = mark.group()[0] not in "-*–—" or many[mark.group()[0]] > 1
        if sure and mark.end() < block.span.end and block.kind in (BlockKind.PROSE, BlockKind.HEADING):
            blocks[i] = Block(block.span, BlockKind.BULLET, Span(mark.end(), block.span.end))
    return blocks


_WORDS_OF_ARTICLE = frozenset({BlockKind.PROSE, BlockKind.TURN, BlockKind.BULLET})


def _settled(text: str, blocks: list[Block]) -> Iterator[Block]:
    """Headings with nothing under them are boilerplate; a line above a bare credit is its caption."""
    following = BlockKind.BOILERPLATE
    out: list[Block] = []
    for i in range(len(blocks) - 1, -1, -1):
        block = blocks[i]
        if block.kind is BlockKind.HEADING:
            if following is BlockKind.BOILERPLATE:
                block = replace(block, kind=BlockKind.BOILERPLATE)
            elif following is BlockKind.CAPTION and blocks[i + 1].span.of(text).count(" ") < 5:
                block = replace(block, kind=BlockKind.CAPTION)
        following = block.kind
        out.append(block)
    if not any(b.kind in _WORDS_OF_ARTICLE for b in out):
        out = [replace(b, kind=BlockKind.PROSE) if _unsure(b) else b for b in out]
    yield from reversed(out)


def _unsure(block: Block) -> bool:
    """A short text may be nothing but one line without a full stop: then that line is its prose."""
    return block.kind in (BlockKind.HEADING, BlockKind.HEADLINE, BlockKind.BOILERPLATE)


# -- the component ------------------------------------------------------------------------------


@Language.factory("kg_layout", assigns=["doc._.kg_blocks", "token.is_sent_start"])
def make_layout(nlp: Language, name: str) -> Layout:
    """The component, for `nlp.add_pipe("kg_layout", first=True)`."""
    return Layout()


class Layout:
    """Writes the blocks, and begins a sentence at each block and body."""

    def __call__(self, doc: Doc) -> Doc:
        article = state.article(doc)
        text = article.text if article else doc.text
        title, publisher = (article.title, article.publisher) if article else (None, None)
        blocks = find_blocks(text, title=title, publisher=publisher)
        doc._.kg_blocks = blocks
        for i in sentence_starts(doc, blocks):
            doc[i].is_sent_start = True
        return doc


def sentence_starts(doc: Doc, blocks: Sequence[Block]) -> list[int]:
    """The first token of each block and of each body."""
    offsets = [t.idx for t in doc]
    wanted = sorted({p for b in blocks for p in (b.span.start, b.body.start)})
    found = (bisect_left(offsets, p) for p in wanted)
    return [i for i in dict.fromkeys(found) if i < len(offsets)]
