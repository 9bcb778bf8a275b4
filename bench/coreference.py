"""Whom pronouns and descriptions lead to: on GAP, and on short news passages of our own.

    python bench/coreference.py [--limit N] [--errors] [--only gap|own]
    python bench/coreference.py --gold FILE --out FILE

GAP (Wikipedia; one pronoun, two names): a name is right where the entity of the pronoun has a mention that
overlaps it; names are found by kg itself. With `--gold` and `--out` another file of the form is read, and
the predictions are written and not scored.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kg.facts import Mention

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
GAP = ROOT.parent / "shared" / "bench" / "gap"
OWN = ROOT / "bench" / "coreference"
Row = dict[str, Any]


def read_rows(path: Path) -> list[Row]:
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in data.decode("utf-8").splitlines() if line.strip()]


def parsed(texts: Iterable[Row]) -> Iterator[Doc]:
    """Each text as kg's pipeline annotates it."""
    import kg
    from kg.language import make_doc

    nlp = kg.load()
    docs = (make_doc(nlp, kg.Article(text=t["text"], published=t.get("published"))) for t in texts)
    yield from nlp.pipe(docs, batch_size=32)


# -- GAP -----------------------------------------------------------------------------------------


def gap_predictions(rows: Sequence[Row]) -> list[str]:
    """One line of JSON per passage: does the pronoun lead to A, to B?"""
    from kg.language import state

    out = []
    for row, doc in zip(rows, parsed(rows), strict=True):
        mentions = state.mentions(doc)
        pronouns = [m for m in at(mentions, *row["pronoun"]) if m.form.value == "pronoun"]
        who = {m.entity for m in pronouns}
        named = {k: who & {m.entity for m in at(mentions, *row[k]) if m.form.value != "pronoun"} for k in "AB"}
        score = next((m.score for m in pronouns), None)
        out.append(json.dumps({"id": row["id"], **{k: bool(v) for k, v in named.items()}, "score": score}))
    return out


def at(mentions: Sequence[Mention], start: int, end: int) -> list[Mention]:
    """The mentions that overlap a stretch of the text."""
    return [m for m in mentions if m.span.start < end and start < m.span.end]


def score_gap(rows: Sequence[Row]) -> None:
    """Print what GAP's scorer says of all rows, and of each half by turns."""
    with tempfile.TemporaryDirectory() as scratch:
        gold, out = Path(scratch) / "gold.jsonl", Path(scratch) / "pred.jsonl"
        gold.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        predicted = gap_predictions(rows)
        out.write_text("\n".join(predicted) + "\n", "utf-8")
        command = [sys.executable, str(GAP / "score.py"), "--gold", str(gold), "--pred", str(out)]
        print(f"\n== GAP ({len(rows)})", flush=True)
        subprocess.run(command, check=True)
    made = [json.loads(text) for text in predicted]
    print_bands((m["score"], row[f"{k}_coref"]) for m, row in zip(made, rows, strict=True) for k in "AB" if m[k])


def print_bands(links: Iterable[tuple[float | None, bool]]) -> None:
    """How many of the links of each score are right."""
    bands: dict[int, list[bool]] = {}
    for score, right in links:
        if score is not None:
            bands.setdefault(min(int(score * 10), 9), []).append(right)
    for band, rights in sorted(bands.items()):
        print(
            f"score from {band / 10:.1f}: {sum(rights):4d} of {len(rights):4d} right, {sum(rights) / len(rights):.2f}"
        )


# -- passages of our own ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Verdict:
    """One expected link judged: `found`, `right`; a link that should not be is found and not right."""

    kind: str
    wanted: bool
    found: bool
    right: bool
    score: float | None
    text: str


def score_own(*, errors: bool) -> None:
    """Print links found, right and wrong, by class."""
    passages = [p for file in sorted(OWN.glob("*.toml")) for p in tomllib.loads(file.read_text("utf-8"))["passage"]]
    verdicts = [v for p, doc in zip(passages, parsed(passages), strict=True) for v in judged(p, doc)]
    print(f"\n== own passages ({len(passages)}, {len(verdicts)} links)")
    print(f"{'class':<16} gold found right     P     R    F1")
    for kind in [*sorted({v.kind for v in verdicts}), "all"]:
        print(line(kind, [v for v in verdicts if kind in (v.kind, "all")]))
    print_bands((v.score, v.right) for v in verdicts if v.found)
    for verdict in verdicts if errors else ():
        if verdict.found != verdict.right or verdict.wanted != verdict.found:
            print(verdict.kind, "|", verdict.text)


def line(kind: str, verdicts: Sequence[Verdict]) -> str:
    """Precision, recall and F1 of one class."""
    gold, found = sum(v.wanted for v in verdicts), sum(v.found for v in verdicts)
    right = sum(v.right for v in verdicts)
    p, r = right / found if found else 1.0, right / gold if gold else 1.0
    f = 2 * p * r / (p + r) if p + r else 0.0
    return f"{kind:<16} {gold:4d} {found:5d} {right:5d} {p:5.2f} {r:5.2f} {f:5.2f}"


def judged(passage: Row, doc: Doc) -> Iterator[Verdict]:
    """Each link of a passage: words (`him#2` for the second) with whom they stand for, "" for nobody."""
    from kg.language import state

    mentions = state.mentions(doc)
    labels = {e.key: {e.label, *e.forms} for e in state.entities(doc)}
    for words, who in passage["links"]:
        start = nth(passage["text"], words.partition("#")[0], int(words.partition("#")[2] or 1))
        end = start + len(words.partition("#")[0])
        exact = [m for m in mentions if (m.span.start, m.span.end) == (start, end)]
        found = {m.entity for m in exact}
        wanted = {who} if isinstance(who, str) else set(who)
        wanted.discard("")
        right = bool(wanted) and len(found) == len(wanted) and all(any(w in labels[k] for k in found) for w in wanted)
        named = sorted(min(labels[k]) for k in found)
        told = f"{passage['text'][:90]}… {words} -> {', '.join(named) or '-'}, not {', '.join(sorted(wanted)) or '-'}"
        yield Verdict(passage["class"], bool(wanted), bool(found), right, next((m.score for m in exact), None), told)


def nth(text: str, words: str, n: int) -> int:
    """Where words stand in the text as words of their own for the nth time."""
    places = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    if len(places) < n:
        raise SystemExit(f"{words!r} does not stand {n} times in {text!r}; correct the passage")
    return places[n - 1]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=GAP / "dev.jsonl.gz")
    parser.add_argument("--out", type=Path, help="write the predictions for --gold here, and stop")
    parser.add_argument("--limit", type=int, help="the first so many passages of GAP")
    parser.add_argument("--only", choices=("gap", "own"))
    parser.add_argument("--errors", action="store_true", help="list what is wrong in our own passages")
    args = parser.parse_args()
    if args.out:
        args.out.write_text("\n".join(gap_predictions(read_rows(args.gold)[: args.limit])) + "\n", "utf-8")
        return 0
    if args.only != "gap":
        score_own(errors=args.errors)
    if args.only != "own" and not args.gold.exists():
        print(f"skipped: no {args.gold}")
    elif args.only != "own":
        score_gap(read_rows(args.gold)[: args.limit])
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
