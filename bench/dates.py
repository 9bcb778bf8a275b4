"""Score kg's dates on TimeML-annotated news.

python bench/dates.py [--gold FILE] [--out FILE] [--errors N]
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
DATA = ROOT.parent / "shared" / "bench" / "timex"


def predictions(data: Path) -> list[str]:
    """One line of JSON per article: the dates found, with their first and last day."""
    import kg.language
    from kg.language import layout
    from kg.language.dates import find_dates

    opener = gzip.open if data.suffix == ".gz" else open
    with opener(data, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    nlp = kg.language._base(kg.language.MODEL)
    texts = (layout.readable(row["text"]) for row in rows)
    out = []
    for row, doc in zip(rows, nlp.pipe(texts), strict=True):
        dates = [
            {
                "start": d.span.start,
                "end": d.span.end,
                "earliest": d.earliest.isoformat() if d.earliest else None,
                "latest": d.latest.isoformat() if d.latest else None,
            }
            for d in find_dates(doc, dt.date.fromisoformat(row["dct"]))
        ]
        out.append(json.dumps({"id": row["id"], "dates": dates}))
    return out


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=DATA / "dev.jsonl.gz", help="articles with their annotated dates")
    parser.add_argument("--out", type=Path, help="keep the predictions, one line of JSON per article")
    parser.add_argument("--errors", type=int, default=0, help="show so many of the wrong values")
    args = parser.parse_args()
    if not args.gold.exists():
        print(f"skipped: no {args.gold}")
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        file = args.out or Path(scratch) / "pred.jsonl"
        file.write_text("\n".join(predictions(args.gold)) + "\n", "utf-8")
        if not (DATA / "score.py").exists():
            print(f"not scored: no {DATA / 'score.py'}")
            return 0
        command = [sys.executable, str(DATA / "score.py"), "--gold", str(args.gold), "--pred", str(file)]
        subprocess.run([*command, "--errors", str(args.errors)], check=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
