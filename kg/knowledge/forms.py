"""The forms by which a person is found in a text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from kg.knowledge.tables import fold

PARTICLES = frozenset(
    "al bin da das de del della den der di do dos du el ibn la le los ten van von y zu".split()  # noqa: SIM905
)


def forms_of(name: str, *, surname_first: bool = False, surnames: Collection[str] = ()) -> Iterator[str]:
    """Full name, first and last name, last two words, last word (with its particles; Arabic ones without article too).

    >>> list(dict.fromkeys(forms_of("Ursula von der Leyen")))
    ['ursula von der leyen', 'ursula leyen', 'der leyen', 'leyen', 'von der leyen']

    Args:
        surname_first: the first word is a surname too.
        surnames: those known in countries where many bear two, of which the first is used (`Chaves` of
            `Rodrigo Chaves Robles`, never `Robles`).
    """
    words = fold(name).split()
    last = words[-2] if len(words) > 2 and words[-2] in surnames else words[-1]
    forms = [" ".join(words), " ".join(dict.fromkeys((words[0], last))), " ".join(words[-2:]), last]
    start = next(i for i in range(len(words) - 1, -1, -1) if i == 0 or words[i - 1] not in PARTICLES)
    if start < len(words) - 1:
        forms += [" ".join(words[start:]), " ".join(words[max(start - 1, 0) :])]
    forms += [form[3:] for form in forms[2:] if re.match("[ae]l[- ]", form)]
    if surname_first:
        forms.append(words[0])
    for form in forms:
        yield " ".join(form.replace("-", " ").split())
