"""The ontology's terms for rdflib: a misspelt one is an error. Held equal to `ontology/diplomacy.ttl` by a test."""

from __future__ import annotations

from rdflib import Namespace, URIRef
from rdflib.namespace import DefinedNamespace


class DKG(DefinedNamespace):
    """Diplomatic knowledge graph."""

    _fail = True
    _NS = Namespace("https://w3id.org/dkg/ontology#")

    # Classes
    Article: URIRef
    Actor: URIRef
    Person: URIRef
    Country: URIRef
    Organisation: URIRef
    Place: URIRef
    Group: URIRef
    Fact: URIRef
    RoleHeld: URIRef
    Post: URIRef
    Event: URIRef
    Statement: URIRef
    Date: URIRef
    Identification: URIRef
    Decision: URIRef
    Verdict: URIRef
    Modality: URIRef
    Mode: URIRef
    Act: URIRef
    Stance: URIRef
    Polarity: URIRef
    Status: URIRef

    # Properties
    article: URIRef
    evidence: URIRef
    sentence: URIRef
    rule: URIRef
    confidence: URIRef
    person: URIRef
    title: URIRef
    office: URIRef
    post: URIRef
    heldFor: URIRef
    country: URIRef
    accreditedTo: URIRef
    status: URIRef
    since: URIRef
    until: URIRef
    eventType: URIRef
    trigger: URIRef
    participant: URIRef
    initiator: URIRef
    recipient: URIRef
    when: URIRef
    where: URIRef
    modality: URIRef
    claimedIn: URIRef
    speaker: URIRef
    target: URIRef
    addressee: URIRef
    about: URIRef
    mentions: URIRef
    content: URIRef
    cue: URIRef
    mode: URIRef
    act: URIRef
    stance: URIRef
    polarity: URIRef
    within: URIRef
    words: URIRef
    edtf: URIRef
    earliest: URIRef
    latest: URIRef
    isoCode: URIRef
    software: URIRef
    model: URIRef
    knowledge: URIRef
    entity: URIRef
    candidate: URIRef
    method: URIRef
    score: URIRef
    reason: URIRef
    verdict: URIRef
    number: URIRef
    apartIn: URIRef

    # Values
    values: URIRef
    Asserted: URIRef
    Planned: URIRef
    Reported: URIRef
    Claimed: URIRef
    Hypothetical: URIRef
    Negated: URIRef
    Direct: URIRef
    Indirect: URIRef
    Mixed: URIRef
    Speech: URIRef
    Attitude: URIRef
    Finding: URIRef
    Neutral: URIRef
    Factive: URIRef
    Doubting: URIRef
    Accusing: URIRef
    Praising: URIRef
    Demanding: URIRef
    Promising: URIRef
    Threatening: URIRef
    Denying: URIRef
    Conceding: URIRef
    Positive: URIRef
    Negative: URIRef
    Former: URIRef
    Acting: URIRef
    Elect: URIRef
    Designate: URIRef
    Same: URIRef
    NotSame: URIRef
    Undecided: URIRef
