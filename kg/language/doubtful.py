"""Names that nothing explains: taken for persons where a pronoun shows that they are.

`Halvard had left the city. He wrote later that …`: the model may label `Halvard` a place. `he` leads
to nobody else, and so it names a person.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from spacy.tokens import Doc

from kg.facts import EntityKind, Form, Mention, Span
from kg.language import state
from kg.language.clause_roles import role_of
from kg.language.coreference_words import coreference_words
from kg.language.link_page import FULL_NAME
from kg.language.people import name_parts
from kg.language.registry import Draft, Registry, slug
from kg.language.state import Name, OfficePhrase

_LETTERS = 4  # of an abbreviation
_LABELS = frozenset({"compound", "amod", "nmod"})
_LONGEST = 3  # words of a name
_TAKEN_FOR = {EntityKind.ORGANISATION: "an organisation", EntityKind.PLACE: "a place", None: "nothing"}


@dataclass(slots=True)
class Doubt:
    """A name that may be a person's, with the tokens at which it stands."""

    draft: Draft
    taken_for: str
    names: list[Name] = field(default_factory=list)
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Doubtful:
    """The doubts of an article by the key that their person would have, and their keys by first token."""

    doubts: dict[str, Doubt]
    at: dict[int, str]


def find_doubtful(doc: Doc, registry: Registry, phrases: tuple[OfficePhrase, ...], *, article: str) -> Doubtful:
    """The names of a Doc that may be persons', though nothing beside them says so."""
    bodies = {phrase.of for phrase in phrases} | {phrase.target for phrase in phrases}
    lower = state.columns(doc).lower
    doubts: dict[str, Doubt] = {}
    at: dict[int, str] = {}
    for name in state.names(doc):
        if name.sure or name.readings or name.kind not in _TAKEN_FOR or name.end - name.start > _LONGEST:
            continue
        parts = name_parts(name.text)
        if not parts or (name.start and lower[name.start - 1] in ("the", "a", "an")):
            continue
        key = f"person/{slug(name.text)}" if len(parts) > 1 else f"person/{article}-{parts[-1]}"
        old = {f"{kind.value}/{slug(name.text)}" for kind in (EntityKind.ORGANISATION, EntityKind.PLACE)}
        if key in registry.drafts or old & bodies:
            continue
        identified = FULL_NAME if len(parts) > 1 else None
        draft = Draft(key, " ".join(name.text.split()), EntityKind.PERSON, identified=identified)
        doubts.setdefault(key, Doubt(draft, _TAKEN_FOR[name.kind])).names.append(name)
        at[name.start] = key
    persons = {key: doubt for key, doubt in doubts.items() if _may_act(doc, doubt)}
    return Doubtful(persons, {token: key for token, key in at.items() if key in persons})


def _may_act(doc: Doc, doubt: Doubt) -> bool:
    """Whether the name stands somewhere as one who acts or owns, and nowhere as a place, a label or letters."""
    if any(name.text.isupper() and len(name.text) <= _LETTERS for name in doubt.names):
        return False
    roots = [doc[name.start : name.end].root for name in doubt.names]
    if any(
        r.dep_ in _LABELS or r.head.lower_ in coreference_words().place_prepositions and r.dep_ == "pobj" for r in roots
    ):
        return False
    return any(role_of(root) in ("subject", "possessor") for root in roots)


def settle(doubtful: Doubtful, doc: Doc, registry: Registry, mentions: list[Mention]) -> list[Mention]:
    """The mentions with each name that a pronoun showed to be a person's leading to that person."""
    for doubt in doubtful.doubts.values():
        if doubt.settled:
            mentions = _as_person(doubt, doc, registry, mentions)
    return mentions


def _as_person(doubt: Doubt, doc: Doc, registry: Registry, mentions: list[Mention]) -> list[Mention]:
    begin, text = state.columns(doc).begin, state.columns(doc).text
    spans = [Span(begin[n.start], doc[n.end - 1].idx + len(doc[n.end - 1])) for n in doubt.names]
    starts = sorted(span.start for span in spans)
    before = [m for m in mentions if m.form is Form.NAME and _stands(m.span, starts)]
    kept = [m for m in mentions if m not in before]
    used = {m.entity for m in kept}
    for key in {m.entity: None for m in before}:
        if key not in used and not registry.drafts[key].known:
            del registry.drafts[key]
    for span in spans:
        registry.add(doubt.draft, form=span.of(text))
    reason = "he or she leads to it"
    return kept + [Mention(span, doubt.draft.key, Form.NAME, "shown by a pronoun", None, reason) for span in spans]


def _stands(span: Span, starts: list[int]) -> bool:
    return bisect_left(starts, span.start) < bisect_left(starts, span.end)
