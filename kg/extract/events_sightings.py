"""Sightings: each verb or noun of the text that names an event, with what its sentence says of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from spacy.tokens import Token

from kg.extract import events_conditions as conditions
from kg.extract import events_context as context
from kg.extract import events_grammar as grammar
from kg.extract import events_modality as modality
from kg.extract.events_dates import Clock, within
from kg.extract.events_lexicon import Lexicon, Row
from kg.extract.events_places import Scene
from kg.extract.events_sighting import Sighting, fullness, supported
from kg.extract.spans import span_of
from kg.facts import EntityKind, Modality
from kg.language.actors import Actors

_WITH_VERB = frozenset({"with", "between", "among", "by", "to", "in", "at", "from", "near", "involving"})
# whose the object is counts only where the object itself is nobody
_OF_OBJECT = frozenset({"obj.mod", "obj.poss"})


@dataclass(frozen=True, slots=True)
class Reader:
    """What a sighting is read with, gathered once per Doc.

    `lands`: the country that a person holds office for; `clock` and `scene`: when and where;
    `holders`: who holds the office that a token names; `unheld`: the tokens of offices whose holder has no name.
    """

    lexicon: Lexicon
    actors: Actors
    clock: Clock
    scene: Scene
    lands: Mapping[str, str]
    holders: Mapping[int, str] = field(default_factory=dict)
    unheld: frozenset[int] = frozenset()

    def read(
        self, token: Token, rows: tuple[Row, ...], *, told: bool = False, summary: bool = False
    ) -> Sighting | None:
        """The event that the token names, if it names one; the fullest where several rows fit.

        Args:
            token: a verb or noun.
            rows: what it may stand for.
            told: it stands in a statement's content.
            summary: it stands in a headline or bullet, which may say less than the prose does.
        """
        if token.pos_ == "VERB" and not summary and conditions.titled(token):
            return None
        found = [s for row in rows if (s := self._try(row, token, told=told)) and supported(s, summary=summary)]
        return max(found, key=fullness) if found else None

    def _try(self, row: Row, token: Token, *, told: bool) -> Sighting | None:
        if row.noun:
            return (
                self._noun(row, token, told=told)
                if conditions.noun_fits(row, token, actors=self.actors, lexicon=self.lexicon)
                else None
            )
        return self._verb(row, token, told=told) if conditions.verb_fits(row, token, lexicon=self.lexicon) else None

    # verbs

    def _verb(self, row: Row, verb: Token, *, told: bool) -> Sighting | None:
        if verb.lemma_ in self.lexicon.words["toll"] and any(self.lexicon.rows_of(t) for t in _causes(verb)):
            return None
        if row.strict and not self._leads_on(row, verb):
            alone = row.pair and self._with_office(row, [verb])
            if any(not alone and not self._known(o, row) for o in grammar.objects(verb)):
                return None
        source = self._kept(self._slots(row.source, verb, row=row), self._kinds_of(row, verb))
        if not source and "subj" in row.source and verb.dep_ == "acl" and verb.tag_ == "VBG":
            source = self._by_means_of(verb.head)
        target = self._kept(self._slots(row.target, verb, row=row), row.kinds)
        where = self.scene.named(t for path in row.place for t in grammar.walk(verb, path)) + self.scene.around(verb)
        if not where and row.object:
            where = self.scene.of_things([o for o in grammar.objects(verb) if o.lemma_.lower() in row.object])
        journey = self._journey(row, verb)
        if journey is not None and not where:
            where = self.scene.led_to(journey)
        began = self.clock.since(verb) if row.since else None
        state = modality.of_verb(verb, lexicon=self.lexicon, told=told)
        made = self._made(row, verb, source, target, where, sites=[verb], state=state)
        began = self.clock.resolved(journey) if journey is not None and made.when is None else began
        made = replace(made, when=began) if began is not None else made
        # "is in Oslo" is no habit, "visits Oslo" may be one
        habit = row.kind in self.lexicon.words["habit_kind"] and verb.pos_ != "AUX"
        general = made.when is None and habit and context.simple_present(verb)
        return replace(made, modality=modality.weaker(state, Modality.HYPOTHETICAL)) if general else made

    def _journey(self, row: Row, verb: Token) -> Token | None:
        """`will fly to Oslo on Monday to meet her`: where and when one arrives is where and when one meets."""
        aim = verb.dep_ in ("advcl", "xcomp") and any(c.tag_ == "TO" for c in verb.children)
        travels = verb.head.lemma_ in self.lexicon.words["motion"] and verb.head.i < verb.i
        return verb.head if aim and travels and self.lexicon.akin(row.kind, "meeting") else None

    def _by_means_of(self, noun: Token) -> tuple[str, ...]:
        """`adopted a resolution imposing sanctions`: who adopted it imposed them."""
        return self._parties(grammar.subjects(noun.head)) if noun.dep_ == "dobj" else ()

    def _kinds_of(self, row: Row, verb: Token) -> frozenset[EntityKind]:
        """Peruvian negotiators travel like persons, though Peru stands for them."""
        crew = self.lexicon.words["crew"]
        return frozenset() if any(t.lemma_.lower() in crew for t in grammar.subjects(verb)) else row.kinds_source

    def _leads_on(self, row: Row, verb: Token) -> bool:
        """`visited camps in Kenya`: what is no place itself stands in one."""
        return "obj" in row.place and bool(self.scene.named(self.scene.near(verb)))

    def _known(self, token: Token, row: Row) -> bool:
        if "obj" in row.place and self.scene.named([token]):
            return True
        keys = grammar.parties(token, actors=self.actors, lexicon=self.lexicon)
        return any(not row.kinds or self.actors.kind(k) in row.kinds for k in keys)

    # nouns

    def _noun(self, row: Row, noun: Token, *, told: bool) -> Sighting | None:
        verb, role = context.governor(noun, lexicon=self.lexicon)
        if row.governor and (verb is None or role != "object" or verb.lemma_ not in row.governor):
            return None
        sites = self._sites(row, noun, verb=verb, role=role)
        source = self._noun_source(row, sites, verb=verb, role=role)
        target = self._noun_target(row, sites, verb=verb, role=role)
        if role == "aim" and not (source or target or (verb is not None and self._stages(noun, verb, role))):
            return None
        led = self._kept(self._led(row, verb=verb, role=role, empty=not source), row.kinds_source)
        source = grammar.distinct((*led, *source))
        where = self._noun_places(row, sites, verb=verb, role=role)
        if verb is not None and role == "object" and not where:
            where = self.scene.hosted(verb)
        stage = verb if verb is not None and role in ("control", "aim") and self._stages(noun, verb, role) else None
        if stage is not None:
            where = where or (self.scene.led_to(stage) if role == "aim" else self.scene.around(stage))
        state = modality.of_noun(noun, verb=verb, role=role, lexicon=self.lexicon, told=told)
        made = self._made(row, noun, source, target, where, sites=sites, state=state)
        if stage is None or (made.when and (role != "aim" or within(made.when, noun))):
            return made
        return replace(made, when=self.clock.resolved(stage) or made.when)

    def _stages(self, noun: Token, verb: Token, role: str) -> bool:
        """Is the event where and when the clause is: `was in Oslo in May for talks`, `said on Monday at a summit`?"""
        if role == "aim":
            return verb.lemma_ in self.lexicon.words["motion"]
        below = (c for c in noun.ancestors if c.head.i == verb.i and c.i < noun.i)
        return any(c.lower_ in self.lexicon.words["amid"] for c in below)

    def _sites(self, row: Row, noun: Token, *, verb: Token | None, role: str) -> list[Token]:
        """Where an event noun's arguments may hang: itself, its clauses (`held in Oslo`), the verb that stages it."""
        words = self.lexicon.words
        clauses = (c for c in noun.children if c.dep_ in ("acl", "relcl"))
        sites = [noun, *(c for c in clauses if c.lemma_ in words["actor"] or c.lemma_ in words["toll"])]
        lemma = verb.lemma_.lower() if verb is not None and role in ("object", "subject") else ""
        declared = row.kind in words["state_kind"] and lemma in words["declaring"]
        ended = lemma in words["ending"] and row.kind in words["brief_kind"]
        if verb is not None and (lemma in words["stage"] or declared or ended):
            sites.append(verb)
        return sites

    def _noun_source(self, row: Row, sites: list[Token], *, verb: Token | None, role: str) -> tuple[str, ...]:
        noun = sites[0]
        found = self._from_sites(row, row.source, sites)
        if role == "control" and verb is not None and context.looks_ahead(noun, verb):
            found = ()
        if not found and verb is not None and "by" in row.source and verb not in sites and not grammar.passive(verb):
            found = self._parties(grammar.step(verb, "by"))
        acting = self.lexicon.words["actor"]
        attended = [t for c in noun.children if c.dep_ == "acl" and c.lemma_ in acting for t in grammar.step(c, "by")]
        hosts = [t for c in noun.children if c.dep_ == "relcl" and c.lemma_ in acting for t in grammar.subjects(c)]
        attended += [t for t in hosts if t.i != noun.i]
        return self._kept(grammar.distinct((*found, *self._parties(attended))), row.kinds_source)

    def _noun_target(self, row: Row, sites: list[Token], *, verb: Token | None, role: str) -> tuple[str, ...]:
        found = self._kept(self._from_sites(row, row.target, sites), row.kinds)
        found = grammar.distinct((*found, *self._victims(sites[0], verb=verb, role=role)))
        if role == "thanks" and verb is not None and not found and row.kind in self.lexicon.words["state_kind"]:
            return self._kept(self._parties(grammar.subjects(verb), row=row), row.kinds)
        return found

    def _noun_places(self, row: Row, sites: list[Token], *, verb: Token | None, role: str) -> list[str]:
        noun = sites[0]
        found = self.scene.named(t for s in sites for path in row.place for t in _paths(s, path, own=s is noun))
        if verb is not None and row.place and role == "subject" and verb.lemma_ in self.lexicon.words["itinerary"]:
            found += self.scene.named([*grammar.step(verb, "to"), *grammar.objects(verb)])
        return (
            found
            + [p for s in sites for p in self.scene.around(s)]
            + self.scene.before(noun, adjectives="adj" in row.source)
        )

    def _led(self, row: Row, *, verb: Token | None, role: str, empty: bool) -> tuple[str, ...]:
        """The actor that the clause around an event noun gives it."""
        if verb is None:
            return ()
        who: list[Token] = []
        if role == "object" and verb.lemma_.lower() in self.lexicon.words["actor"]:
            # "postponed that visit": perhaps another's
            stays = row.kinds_source and grammar.phrasal(verb) in self.lexicon.words["putting_off"]
            who = [] if stays else grammar.subjects(verb)
        elif role == "thanks":
            who = grammar.objects(verb)
        elif role == "in" or (row.control and ((role in ("control", "aim") and empty) or self._keeps(verb))):
            found = None if self._undergone(verb, role) else grammar.subject(grammar.matrix(verb))
            who = [found] if found is not None else []
        return self._parties(who, row=row)

    def _undergone(self, verb: Token, role: str) -> bool:
        """`was freed after talks`: not by talks of his own."""
        later = any(c.lower_ in self.lexicon.words["afterwards"] for c in verb.children if c.dep_ == "prep")
        return role == "control" and later and grammar.passive(verb)

    def _victims(self, noun: Token, *, verb: Token | None, role: str) -> tuple[str, ...]:
        """`a blast which killed Tom`, `the blast killed Tom`."""
        counts = [c for c in noun.children if c.dep_ in ("acl", "relcl")]
        if verb is not None and role == "subject":
            counts.append(verb)
        return self._parties([o for v in counts if v.lemma_ in self.lexicon.words["toll"] for o in grammar.objects(v)])

    def _keeps(self, verb: Token) -> bool:
        return verb.lemma_.lower() in self.lexicon.words["keeping"]

    # both

    def _from_sites(self, row: Row, paths: tuple[str, ...], sites: list[Token]) -> tuple[str, ...]:
        tokens = [t for path in paths for s in sites for t in _paths(s, path, own=s is sites[0])]
        # "the arrest on Friday of Okafor": the parser gives Okafor to the day
        days = [c for c in sites[0].children if c.dep_ in ("npadvmod", "prep") and self.clock.at(c.right_edge) is None]
        days = [c for c in days if any(self.clock.at(t) for t in (c, *c.children))]
        tokens += [t for path in paths for c in days for d in (c, *c.children) for t in _paths(d, path, own=True)]
        return self._parties([t for t in tokens if not (t.dep_ == "compound" and self.scene.metonym(t))], row=row)

    def _slots(self, paths: tuple[str, ...], verb: Token, *, row: Row) -> tuple[str, ...]:
        tokens = []
        for path in paths:
            if path.startswith("phrase."):
                tokens += [t for p in conditions.phrases(row, verb) for t in grammar.walk(p, path.partition(".")[2])]
            elif "." not in path or (path.startswith("obj.") and path not in _OF_OBJECT) or not self._parties(tokens):
                tokens += list(grammar.walk(verb, path))
        if row.named and paths is row.target:
            tokens = [t for t in tokens if self.actors.of(t, conjuncts=False)]
        if "obj" in paths and not self._parties(tokens):
            tokens += grammar.right_after(verb)
        return self._parties(tokens, row=row)

    def _parties(self, tokens: list[Token], *, row: Row | None = None) -> tuple[str, ...]:
        state = row is not None and row.kind in self.lexicon.words["state_kind"]
        return grammar.distinct(k for t in tokens for k in self._party(t, state=state))

    def _held(self, token: Token) -> tuple[str, ...]:
        """Who holds the office that the noun names, wherever the parser hung the name."""
        person = self.holders.get(token.i)
        return (person,) if person is not None else ()

    def _party(self, token: Token, *, state: bool = False) -> tuple[str, ...]:
        """The actors of a noun phrase; of the `we` of one who speaks for a country, that country too."""
        if state and token.lower_ in self.lexicon.words["collective"]:
            keys = self.actors.of(token)
            return grammar.distinct((*keys, *(self.lands[k] for k in keys if k in self.lands)))
        found = grammar.parties(token, actors=self.actors, lexicon=self.lexicon)
        held = self._held(token)  # rather than whose office it is
        if held and held[0] not in found:
            found = grammar.distinct((*held, *(k for c in grammar.step(token, "conj") for k in self._party(c))))
        if found or token.dep_ != "pobj":
            return found
        owners = [k for c in grammar.step(token, "poss") for k in self.actors.of(c)]
        return grammar.distinct(owners)

    def _kept(self, keys: tuple[str, ...], kinds: frozenset[EntityKind]) -> tuple[str, ...]:
        return tuple(k for k in keys if self.actors.kind(k) in kinds) if kinds else keys

    def _with_states(self, source: tuple[str, ...]) -> tuple[str, ...]:
        """What a president or ministry does for a state, the state does."""
        kinds = [self.actors.kind(k) for k in source]
        if EntityKind.COUNTRY in kinds:
            return source
        return grammar.distinct((*source, *(land for k in source if (land := self._state_of(k)))))

    def _state_of(self, key: str) -> str | None:
        entity = self.actors.entities[key]
        organ = self.lexicon.words["organ"] & set(entity.label.lower().split())
        land = self.lands.get(key) or (entity.country if organ and entity.kind is EntityKind.ORGANISATION else None)
        return land if land in self.actors.entities else None  # a country that the article never names is no actor

    def _with_office(self, row: Row, sites: list[Token]) -> bool:
        """`met the emir`, `talks with his French counterpart`: with one who is known by his office only."""
        paths = [path for path in row.target if "." not in path]
        others = [t for path in paths for s in sites for t in _paths(s, path, own=s is sites[0])]
        return any(t.i in self.unheld or t.lemma_.lower() in self.lexicon.words["company"] for t in others)

    def _made(
        self,
        row: Row,
        token: Token,
        source: tuple[str, ...],
        target: tuple[str, ...],
        where: list[str],
        *,
        sites: list[Token],
        state: Modality,
    ) -> Sighting:
        if row.kind in self.lexicon.words["state_kind"]:
            source = self._with_states(source)
        target = tuple(k for k in target if k not in source)
        dates = [date for s in sites if (date := self.clock.date(s, sites)) is not None]
        when = next((date for date in dates if date.edtf), None)
        where = where or (self.scene.beside(when, token.doc) if when else []) or self.scene.implied(sites)
        sentence = token.sent
        return Sighting(
            row=row,
            at=token.i,
            span=conditions.trigger(row, token),
            sentence=span_of(sentence.doc, sentence.start, sentence.end),
            source=source,
            target=target,
            where=grammar.distinct(where),
            when=when,
            undated=dates[0] if dates and when is None else None,
            modality=state,
            definite=row.noun and context.definite(token, self.lexicon),
            agentless=not row.noun and not source and grammar.passive(token),
            fresh=row.noun and any(c.dep_ == "det" and c.lower_ in self.lexicon.words["fresh"] for c in token.children),
            given=context.given(token, self.lexicon),
            partner=row.pair and not target and self._with_office(row, sites),
            onward=row.noun and any(c.lower_ in self.lexicon.words["onward"] for c in token.children),
            again=row.noun and any(c.lower_ in self.lexicon.words["another"] for c in token.children),
        )


def _causes(verb: Token) -> list[Token]:
    """What killed: `the blast killed two`, `two were killed when a bomb exploded`."""
    return grammar.subjects(verb) + [c for c in verb.children if c.dep_ == "advcl"]


def _paths(site: Token, path: str, *, own: bool) -> Iterator[Token]:
    """A noun's slots; of its support verb and clauses only the prepositions that may go with the event."""
    if own or path.partition(".")[0] in _WITH_VERB:
        yield from grammar.walk(site, path)
