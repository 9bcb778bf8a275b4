"""Names of persons to persons: full names, surnames, first names; namesakes told apart by what stands with them.

`Mr Tarrant` and `Mrs Tarrant` are two; a form that fits two persons is linked to neither.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kg.facts import EntityKind, Identification
from kg.knowledge.records import Holder
from kg.language import state
from kg.language.link_page import FULL_NAME, Work, mention, tidy
from kg.language.office_words import office_words
from kg.language.people import Person, candidates, known_person, name_parts, suffix_of
from kg.language.registry import Draft, slug
from kg.language.state import Name
from kg.language.words import name_words, office_grammar

_STATE_HEADS = ("head-of-state", "head-of-government", "foreign-minister")
_OF_TABLE = "office holder"


@dataclass(frozen=True, slots=True)
class _Title:
    """What stands before a name: its words in lower case, and the gender that they tell."""

    words: tuple[str, ...] = ()
    gender: str | None = None

    @property
    def last(self) -> str:
        return self.words[-1] if self.words else ""


def link_person(work: Work, name: Name) -> None:
    """Link the name, if one person alone comes into question."""
    title = _title(work, name)
    fits = _agreeing(work, title)
    found = candidates(name.text, work.people, at=name.start, fits=fits)
    if len(found) > 1 and title.gender:
        known = [person for person in found if _gender(work, person) == title.gender]
        found = known if len(known) == 1 else found
    parts = name_parts(name.text)
    if len(found) == 1:
        _link(work, name, found[0], title)
    elif not found and len(parts) == 1 and not _modifies(work, name, title) and not _family(work, name, parts[0]):
        _link_alone(work, name, parts[0], title)


def _title(work: Work, name: Name) -> _Title:
    if name.title is None:
        return _Title()
    words = tuple(w for w in work.columns.lower[slice(*name.title)] if w != ".")
    table = office_words()
    genders = [g for w in words if (g := table.honorifics.get(w) or table.gender(w))]
    return _Title(words, genders[0] if genders else None)


def _agreeing(work: Work, title: _Title) -> Callable[[Person], bool]:
    return lambda person: title.gender is None or _gender(work, person) in (None, title.gender)


def _gender(work: Work, person: Person) -> str | None:
    key = work.person_keys.get(person.name)
    if key is not None and work.registry.drafts[key].gender is not None:
        return work.registry.drafts[key].gender
    return None if person.parts[0] in name_words().family_first else work.holders.given_names.get(person.parts[0])


def _modifies(work: Work, name: Name, title: _Title) -> bool:
    """`Hutu extremists`: what they are, and nobody's name."""
    root = work.doc[name.end - 1]
    return not title.words and root.dep_ in ("compound", "amod") and root.head.tag_ == "NNS"


def _family(work: Work, name: Name, part: str) -> bool:
    """`the Brandts`: several of a name that one or more bear."""
    before = work.columns.lower[name.start - 1 : name.start] if name.start else []
    return before == ["the"] and part.endswith("s") and bool(work.people.with_part(part[:-1]))


def _link(work: Work, name: Name, person: Person, title: _Title) -> None:
    key = work.person_keys.get(person.name)
    if key is None:
        key = work.person_keys[person.name] = _new_person(work, person)
    _tell_gender(work, key, title if title.gender else _kin(work, name))
    mention(work, name, key, rule=_rule(name, person))


def _kin(work: Work, name: Name) -> _Title:
    """`his wife, Ngozi Eze`: what the noun before a name says of its bearer."""
    before = [w for w in work.columns.lower[max(0, name.start - 2) : name.start] if w != ","]
    word = before[-1] if before else ""
    gender = "f" if word in work.words.female_kin else "m" if word in work.words.male_kin else None
    return _Title(gender=gender)


def _rule(name: Name, person: Person) -> str:
    parts = name_parts(name.text)
    if len(parts) > 1:
        if set(parts) < set(person.parts):
            return "part of a name"
        return "name" if parts == person.parts else "spelling"
    if parts[0] in person.families:
        return "surname"
    return "first name" if any(parts[0] in full for full in person.full) else "spelling"


def _tell_gender(work: Work, key: str, title: _Title) -> None:
    draft = work.registry.drafts[key]
    draft.gender = draft.gender or title.gender


def _new_person(work: Work, person: Person) -> str:
    holder = known_person(person, table=work.holders, on=work.published)
    if holder is not None:
        return _holder(
            work, holder, label=tidy(person.name), reason="the full name stands in the table of office holders"
        )
    gender = work.holders.given_names.get(person.name.split()[0].casefold())
    draft = Draft(
        f"person/{slug(person.name)}", tidy(person.name), EntityKind.PERSON, gender=gender, identified=FULL_NAME
    )
    return work.registry.add(draft)


def _holder(work: Work, holder: Holder, *, reason: str, label: str | None = None) -> str:
    draft = Draft(
        f"person/{slug(holder.name)}",
        label or holder.name,
        EntityKind.PERSON,
        same_as=holder.qid,
        gender=holder.gender or work.holders.given_names.get(holder.name.split()[0].casefold()),
        identified=Identification(_OF_TABLE, reason=reason),
    )
    return work.registry.add(draft)


def _link_alone(work: Work, name: Name, surname: str, title: _Title) -> None:
    """A surname without a full name in the article: the office holder of the day, else a person of that name."""
    sentence = work.doc[name.start].sent.start
    held = [k for k in work.lone.get(surname, []) if _may_be(work, k, title, sentence)]
    if len(held) > 1:
        return
    key = held[0] if held else _new_alone(work, name, surname, title)
    _tell_gender(work, key, title)
    if title.words:
        work.titled[key] = (sentence, title.last)
    mention(work, name, key, rule="surname")


def _may_be(work: Work, key: str, title: _Title, sentence: int) -> bool:
    """Whether the person named so before may be meant: of no other gender, and of no other title in one sentence."""
    gender = work.registry.drafts[key].gender
    if title.gender is not None and gender not in (None, title.gender):
        return False
    before = work.titled.get(key)
    return before is None or not title.words or before[0] != sentence or before[1] == title.last


def _new_alone(work: Work, name: Name, surname: str, title: _Title) -> str:
    taken = bool(work.lone.get(surname)) or bool(work.people.with_part(surname))
    holder = None if taken and title.gender else _of_the_day(work, name, title)
    if holder is not None:
        key = _holder(work, holder, reason="the only holder of that name in office on the day")
    else:
        # a bare surname is nobody's identity beyond this article
        article = state.article(work.doc)
        own = f"{slug(title.last)}-{surname}" if taken and title.last else surname
        key = f"person/{article.id}-{own}" if article else f"person/{own}"
        label = tidy(work.doc[name.title[0] : name.end].text) if taken and name.title else tidy(name.text)
        work.registry.add(Draft(key, label, EntityKind.PERSON))
    if key not in work.lone.setdefault(surname, []):
        work.lone[surname].append(key)
    return key


def _of_the_day(work: Work, name: Name, title: _Title) -> Holder | None:
    if work.published is None or office_grammar().by_first_name.intersection(title.words):
        return None  # King Hussein is no other Hussein
    if suffix_of(name.text):
        return None
    concept = office_words().concept(" ".join(title.words), country=None) if title.words else None
    found: dict[str, Holder] = {}
    for one in (concept,) if concept else _STATE_HEADS:
        for holder in work.holders.find(name.text.split()[-1], concept=one, on=work.published):
            if title.gender is None or holder.gender in (None, title.gender):
                found.setdefault(holder.qid or holder.name, holder)
    return next(iter(found.values())) if len(found) == 1 else None
