"""Common nouns that stand for a country, a body, people, or two of a kind."""

from __future__ import annotations

from spacy.tokens import Token

from kg.facts import EntityKind, Form
from kg.language import state
from kg.language.clause_roles import SUBJECTS
from kg.language.discourse import Walk, Why, keys_of, left_edge, link, no_article, owner_of
from kg.language.one_of_a_people import link_national
from kg.language.pairs import pair_of, paired
from kg.language.registry import Draft, slug
from kg.language.settlements import is_settlement, link_settlement

_PAIR = Why("pair", reason="the only two of the kind, or the two named most")
_COUNTRY = Why("country noun", reason="the only country of this sentence and the one before")
_DESCRIBED = Why("described", reason="the only one of whom that was said")
_AGED = Why("aged", reason="the only person there, and the subject")
_OWNER = Why("owner", reason="officials are whom they act for")
_BODY = Why("body", reason="the body of that name")
_HOME = Why("body at home", reason="a report leaves out the country that it comes from")
_GROUP = Why("group", reason="people known by what they are")


def link_nominal(walk: Walk, i: int) -> None:
    """A common noun that stands for a country, a body or people."""
    page, words = walk.page, walk.words
    low = page.lower[i]
    if low in words.pair_persons or low in words.pair_countries:
        start = left_edge(walk, i)
        if paired(walk, start, i):
            kind = (
                EntityKind.PERSON
                if low in words.pair_persons and low not in words.pair_countries
                else EntityKind.COUNTRY
            )
            keys = pair_of(walk, kind) or (pair_of(walk, EntityKind.PERSON) if low == "sides" else ())
            if keys:
                link(walk, start, i + 1, keys, Form.NOMINAL, head=i, why=_PAIR)
                return
    if low in words.pair_words and low == "both" and walk.page.doc[i].dep_ in SUBJECTS:
        keys = pair_of(walk, EntityKind.PERSON)
        if keys:
            link(walk, i, i + 1, keys, Form.NOMINAL, head=i, why=_PAIR)
        return
    if _described(walk, i):
        return
    if low in words.country_nouns:
        _the_country(walk, i)
    elif is_settlement(low):
        link_settlement(walk, i)
    elif low in words.government or low in words.bodies or low in words.members:
        _body(walk, i)
    elif low in words.groups or low in words.documents:
        _named_group(walk, i)
    elif page.lower[i - 1] == "the" and i not in page.cover and page.words[i][0].isupper():
        link_national(walk, i)


def nominalised(walk: Walk, i: int) -> bool:
    """An adjective that stands as a noun (`the 62-year-old`), or is taken for one."""
    page = walk.page
    if page.pos[i] != "ADJ" or page.words[i - 1] != "-" and page.lower[i] not in walk.described:
        return False
    return page.tokens[i].dep_ in (*SUBJECTS, "dobj", "pobj")


def _described(walk: Walk, i: int) -> bool:
    """`Roe, a lawyer` … `the lawyer`; `the 62-year-old`: a person by what has been said of him."""
    page, token = walk.page, walk.page.doc[i]
    low = page.lower[i]
    if token.dep_ in ("appos", "attr") and page.tag[i] == "NN":
        keys = keys_of(walk, _said_of(token))
        if len(keys) == 1 and walk.kind(keys[0]) is EntityKind.PERSON:
            walk.described.setdefault(low, {})[keys[0]] = None
        return False
    start = left_edge(walk, i)
    if page.lower[start] != "the" or token.dep_ in ("compound", "amod", "nmod"):
        return False
    if low == "old" and page.lower[i - 1] == "-" or low.endswith("-old"):
        return _aged(walk, start, i)
    found = list(walk.described.get(low) or (_ranked(walk, i) if low in page.grammar.ranks else ()))
    if len(found) != 1 or any(j in page.cover for j in range(start, i)) or any(c.dep_ == "prep" for c in token.rights):
        return False
    link(walk, start, i + 1, (found[0],), Form.NOMINAL, head=i, why=_DESCRIBED)
    return True


def _ranked(walk: Walk, i: int) -> dict[str, None]:
    """The persons with that rank before their names, up to there (`General Roe` … `the general`)."""
    page = walk.page
    titles = ((n.start, n.title) for n in state.names(page.doc) if n.end <= i)
    bearers = [at for at, title in titles if title is not None and page.lower[i] in page.lower[title[0] : title[1]]]
    return {key: None for at in bearers for key in keys_of(walk, at)}


def _said_of(token: Token) -> int:
    """The head of whom an apposition or a predicate is said."""
    if token.dep_ == "appos":
        return int(token.head.i)
    return next((int(c.i) for c in token.head.children if c.dep_ in SUBJECTS), -1)


def _aged(walk: Walk, start: int, i: int) -> bool:
    """`the 62-year-old`: the main subject of the sentence before, if no other person stands there."""
    persons = {s.key for s in walk.recent(1) if walk.kind(s.key) is EntityKind.PERSON}
    main = {s.key for s in walk.recent(1) if s.main and walk.kind(s.key) is EntityKind.PERSON}
    if len(persons) != 1 or not main:
        return False
    link(walk, start, i + 1, tuple(persons), Form.NOMINAL, head=i, why=_AGED)
    return True


def _the_country(walk: Walk, i: int) -> None:
    page = walk.page
    start = left_edge(walk, i)
    if page.lower[start] not in ("the", "this", "that") or page.doc[i].dep_ in ("compound", "nmod"):
        return
    if any(page.pos[j] not in ("ADJ", "NOUN", "DET", "PROPN") for j in range(start, i)):
        return
    if any(walk.kind(page.cover[j].mention.entity) is not EntityKind.PLACE for j in range(start, i) if j in page.cover):
        return
    if any(c.dep_ in ("relcl", "prep", "acl") for c in page.doc[i].rights):
        return
    recent = {s.key for s in walk.recent(1) if walk.kind(s.key) is EntityKind.COUNTRY}
    if len(recent) == 1:
        link(walk, start, i + 1, (next(iter(recent)),), Form.NOMINAL, head=i, why=_COUNTRY)


def _body(walk: Walk, i: int) -> None:
    """`the Spanish government`, `UN officials`, `the Chinese embassy`, later `the embassy`."""
    page, words = walk.page, walk.words
    token, low = page.doc[i], page.lower[i]
    if token.dep_ == "compound" and page.pos[i + 1 : i + 2] == ["NOUN"]:
        return
    owner, start = owner_of(walk, i)
    named = _name_of(walk, i) if low in words.bodies else None
    if named is not None:
        link(walk, start, i + 1, (named,), Form.NOMINAL, head=i, why=_BODY)
        return
    if owner is None:
        if low in words.bodies and not _same_body(walk, i, start):
            _body_at_home(walk, i, start)
        if i not in walk.linked and low in words.ministries:
            _ministry(walk, i, start)
        return
    if walk.kind(owner) is EntityKind.PLACE:
        return
    if (
        low in words.government
        and (walk.kind(owner) is EntityKind.COUNTRY or low in words.members)
        or low in words.members
        and walk.kind(owner) is EntityKind.ORGANISATION
    ):
        link(walk, start, i + 1, _owners(walk, owner, i), Form.NOMINAL, head=i, why=_OWNER)
    elif low in words.bodies and start < i:
        label = page.doc[no_article(walk, start) : i + 1].text
        key = f"organisation/{slug(page.registry.drafts[owner].label)}-{slug(_own_words(walk, start, i))}"
        draft = Draft(key, label, EntityKind.ORGANISATION, country=page.registry.drafts[owner].country)
        link(walk, start, i + 1, (page.registry.add(draft, form=label),), Form.NOMINAL, head=i, why=_BODY)


def _name_of(walk: Walk, i: int) -> str | None:
    """`the Soviet news agency Tass`, `the rebel group, the Free Army,`: the body whose name follows what it is."""
    held = walk.page.cover.get(i + 1)
    if held is None:
        apposed = (walk.page.cover.get(c.i) for c in walk.page.tokens[i].children if c.dep_ == "appos")
        held = next((h for h in apposed if h is not None), None)
    return held.mention.entity if held is not None and held.kind is EntityKind.ORGANISATION else None


def _ministry(walk: Walk, i: int, start: int) -> None:
    """`the defence ministry`, of a country that isn't named: a body of this article."""
    page = walk.page
    plain = all(page.pos[j] in ("ADJ", "NOUN", "PROPN") and j not in page.cover for j in range(start + 1, i))
    if i - start < 2 or page.lower[start] != "the" or not plain or page.lower[i - 1] in walk.words.bodies:
        return  # "the council presidency" is held by states
    label = page.doc[start + 1 : i + 1].text
    draft = Draft(f"organisation/{walk.article}-{slug(label)}", label, EntityKind.ORGANISATION)
    link(walk, start, i + 1, (page.registry.add(draft, form=label),), Form.NOMINAL, head=i, why=_BODY)


def _owners(walk: Walk, owner: str, i: int) -> tuple[str, ...]:
    """`the Greek and Turkish governments`: those of both."""
    page = walk.page
    first = next((j for j in range(i - 1, max(i - 6, 1), -1) if j in page.cover), 0)
    other = page.cover.get(first - 2) if first > 1 and page.lower[first - 1] in ("and", "&") else None
    if page.tag[i] != "NNS" or other is None or other.kind is not EntityKind.COUNTRY:
        return (owner,)
    return tuple(dict.fromkeys((other.mention.entity, owner)))


def _own_words(walk: Walk, start: int, i: int) -> str:
    return " ".join(
        walk.page.words[j]
        for j in range(start, i + 1)
        if j not in walk.page.cover and walk.page.pos[j] not in ("DET", "PART")
    )


def _body_at_home(walk: Walk, i: int, start: int) -> None:
    """`the presidential office` in a report from that country, if no other's was named before."""
    page = walk.page
    plain = all(page.pos[j] in ("ADJ", "NOUN") and j not in page.cover for j in range(start + 1, i))
    if walk.home is None or i - start < 2 or page.lower[start] != "the" or not plain:
        return
    if any(c.dep_ in ("prep", "relcl", "acl") for c in page.doc[i].rights):
        return
    own = " ".join(page.lower[start + 1 : i + 1])
    for seen in reversed(walk.seen):
        draft = page.registry.drafts[seen.key]
        if draft.kind is EntityKind.ORGANISATION and draft.label.lower().endswith(own):
            link(walk, start, i + 1, (seen.key,), Form.NOMINAL, head=i, why=_BODY)
            return
    home = page.registry.ensure(walk.home)
    label = f"{page.registry.drafts[home].label} {own}"
    key = f"organisation/{slug(page.registry.drafts[home].label)}-{slug(own)}"
    draft = Draft(key, label, EntityKind.ORGANISATION, country=home)
    form = page.doc[start + 1 : i + 1].text
    link(walk, start, i + 1, (page.registry.add(draft, form=form),), Form.NOMINAL, head=i, why=_HOME)


def _same_body(walk: Walk, i: int, start: int) -> bool:
    """`the council` after `the Security Council`: the last body of that name."""
    page = walk.page
    if i - start > 1 or start == i or page.lower[start] not in ("the", "this", "that"):
        return False
    low = page.lower[i]
    for seen in reversed(walk.seen):
        if walk.kind(seen.key) is not EntityKind.ORGANISATION:
            continue
        draft = page.registry.drafts[seen.key]
        if (
            any(form.lower().split()[-1] == low for form in (draft.label, *draft.forms))
            or low in draft.label.lower().split()
        ):
            link(walk, start, i + 1, (seen.key,), Form.NOMINAL, head=i, why=_BODY)
            return True
    return False


def _named_group(walk: Walk, i: int) -> None:
    token = walk.page.doc[i]
    if token.dep_ in ("compound", "amod", "nmod"):
        return
    keys = group_of(walk, i)
    if keys:
        start = left_edge(walk, i)
        link(walk, start, i + 1, keys, Form.NOMINAL, head=i, why=_GROUP)


def group_of(walk: Walk, i: int) -> tuple[str, ...]:
    """The people that a plural or collective noun describes (`African leaders`, `Roe's family`), as an entity."""
    page, words = walk.page, walk.words
    low = page.lower[i]
    edge = left_edge(walk, i)
    start = no_article(walk, edge)
    while start < i and (page.pos[start] == "NUM" or page.tag[start] in ("PRP$", "POS")):
        start += 1
    person = _possessor(walk, edge, i)
    if low in words.groups_if_modified and start == i and person is None:
        return ()
    if low in words.documents and page.doc[i].dep_ not in SUBJECTS:
        return ()
    owner, _ = owner_of(walk, i)
    label = page.doc[start : i + 1].text
    if person is not None:
        label = f"{page.registry.drafts[person].label}'s {page.words[i]}"
    country = page.registry.drafts[owner].country if owner else None
    draft = Draft(f"group/{walk.article}-{slug(label)}", " ".join(label.split()), EntityKind.GROUP, country=country)
    return (page.registry.add(draft, form=page.doc[start : i + 1].text),)


def _possessor(walk: Walk, edge: int, i: int) -> str | None:
    """The person whose family, aides or lawyers they are (`his`, `Roe's`)."""
    keys = keys_of(walk, edge) if walk.page.tag[edge] == "PRP$" else ()
    before = walk.page.cover.get(edge)
    if not keys and before is not None and walk.page.tag[before.end : before.end + 1] == ["POS"]:
        keys = (before.mention.entity,)
    return keys[0] if len(keys) == 1 and walk.kind(keys[0]) is EntityKind.PERSON and edge < i else None
