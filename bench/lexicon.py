"""How often each row of the event lexicon fired on the open articles, and how often it was right.

    python bench/lexicon.py [--all]

An event fired by a row (the row of its clearest mention) is `found` where the scorer pairs it with
a gold record, `right` where nothing in it is wrong. `--all` lists the rows that never fired too.
Only the seed and the articles to read are used, so that the others stay unseen.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter

from articles import BENCH, ROOT, TO_READ, Case, Judge, Record, load_scorer
from rdflib import Graph
from rdflib.namespace import SKOS

import kg
from kg.extract.events_lexicon import lexicon
from kg.facts import Event, Facts, Modality

SELECTED = (Modality.ASSERTED, Modality.PLANNED, Modality.REPORTED)
SCHEME = "https://w3id.org/dkg/events#"


def type_labels(scheme: Graph) -> dict[str, set[str]]:
    """The labels of each kind and of the concepts above it."""
    out: dict[str, set[str]] = {}
    for concept, label in scheme.subject_objects(SKOS.prefLabel):
        above = scheme.transitive_objects(concept, SKOS.broader)
        out[str(concept).removeprefix(SCHEME)] = {
            str(label),
            *(str(o) for c in above for o in scheme.objects(c, SKOS.prefLabel)),
        }
    return out


def as_row(event: Event, facts: Facts, labels: dict[str, set[str]]) -> Record:
    """The event as `events.rq` gives it."""
    names = {e.key: e.label for e in facts.entities}
    return {
        "type": labels[event.kind],
        "trigger": {span.of(facts.article.text) for span in event.triggers},
        "participant": {names[key] for key in event.participants},
        "location": {names[key] for key in event.where},
        "date": {event.when.edtf} if event.when and event.when.edtf else set(),
    }


def count(case: Case, labels: dict[str, set[str]], tallies: dict[str, Counter[str]]) -> None:
    """Add one article's events to the tallies `fired`, `found` and `right`."""
    meta = case.meta()
    text = (case.folder / "article.txt").read_text("utf-8")
    article = kg.Article(
        text=text, title=meta.get("title"), publisher=meta.get("publisher"), published=meta["published"]
    )
    facts = kg.read(article)
    events = [e for e in facts.events if e.modality in SELECTED]
    rows = [as_row(e, facts, labels) for e in events]
    gold = json.loads(case.gold.read_text("utf-8"))
    judge = Judge(load_scorer(BENCH / "articles" / "score.py"), gold, {})
    pairs = judge.s.match(gold["events"], rows, judge.event_score)
    rule = [e.evidence.rule.removeprefix("events/") for e in events]
    tallies["fired"].update(rule)
    tallies["found"].update(rule[j] for _, j in pairs)
    tallies["right"].update(rule[j] for i, j in pairs if not judge.event_faults(gold["events"][i], rows[j]))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true", help="list the rows that never fired too")
    options = parser.parse_args()
    labels = type_labels(Graph().parse(ROOT / "ontology" / "events.ttl"))
    tallies: dict[str, Counter[str]] = {name: Counter() for name in ("fired", "found", "right")}
    for case in [Case("seed", BENCH / "seed"), *(Case(name, BENCH / "articles" / name) for name in TO_READ)]:
        if case.gold.exists():
            count(case, labels, tallies)
    print(f"{'row':<28}{'kind':<26}{'fired':>6}{'found':>6}{'right':>6}")
    for row in sorted(lexicon().rows(), key=lambda r: (-tallies["fired"][r.id], r.id)):
        if options.all or tallies["fired"][row.id]:
            print(f"{row.id:<28}{row.kind:<26}" + "".join(f"{tallies[name][row.id]:6d}" for name in tallies))
    print(f"{'all':<54}" + "".join(f"{tally.total():6d}" for tally in tallies.values()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
