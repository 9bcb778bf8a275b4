"""Names as words: what counts as one spelling, and what never does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.identity.blocking import keys, wanted
from kg.identity.likeness import Method, like_bodies, likeness
from kg.identity.profiles import Occurrence, Profile, profile
from kg.identity.spelling import name, plain


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("Sergei Lavrov", "Sergey Lavrov", Method.SPELLING),
        ("Sergei Lavrov", "Sergej Lawrow", Method.SPELLING),
        ("Muammar al-Gaddafi", "Moammar Kadhafi", Method.SPELLING),
        ("Muammar Qaddafi", "Muammar Gaddafi", Method.SPELLING),
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy", Method.SPELLING),
        ("Volodymyr Zelenskiy", "Vladimir Zelensky", Method.SPELLING),
        ("Mohammed Karim", "Muhammad Kareem", Method.SPELLING),
        ("Mohamed ElBaradei", "Muhammad ElBaradei", Method.SPELLING),
        ("Yasser Arafat", "Yasir Arafat", Method.SPELLING),
        ("Lech Wałęsa", "Lech Walesa", Method.NAME),
        ("José Núñez", "Jose Nunez", Method.NAME),
        ("Bashar al-Assad", "Bashar Assad", Method.NAME),
        ("Hosni Mubarak", "Mr. Hosni Mubarak", Method.NAME),
        ("Li Keqiang", "Keqiang Li", Method.ORDER),
        ("Kim Jong-un", "Kim Jong Un", Method.NAME),
        ("Kim Jong-un", "Jong Un Kim", Method.ORDER),
        ("Kim Jong-un", "Kim Jongun", Method.ORDER),
        ("Mao Zedong", "Mao Tse-tung", Method.ORDER),
        ("Teng Hsiao-ping", "Deng Xiaoping", Method.ORDER),
        ("Bill Clinton", "William Clinton", Method.SHORT),
        ("Felipe González", "Felipe González Márquez", Method.LONGER),
        ("Andrés Manuel López Obrador", "López Obrador", Method.ENDING),
        ("John Kerry", "John F. Kerry", Method.LONGER),
        ("Sergei Lavrov", "S. Lavrov", Method.INITIALS),
        ("Tomas Bergh", "Tomas Berghe", Method.LIKENESS),
        ("Sergei Lavrov", "Lavrov", Method.SURNAME),
        ("Xi Jinping", "Xi", Method.SURNAME),
        ("Al Gore", "A. Gore", Method.INITIALS),
    ],
)
def test_names_that_may_be_one(one: str, other: str, how: Method) -> None:
    assert likeness(name(one), name(other)) is how
    assert likeness(name(other), name(one)) is how


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mohammed bin Salman", "Mohammed bin Nayef"),
        ("Bashar al-Assad", "Hafez al-Assad"),
        ("Kim Jong-un", "Kim Jong-il"),
        ("Kim Il-sung", "Kim Jong-il"),
        ("Raúl Castro", "Fidel Castro"),
        ("R. Castro", "Fidel Castro"),
        ("Lech Kaczyński", "Jarosław Kaczyński"),
        ("José López Portillo", "Andrés Manuel López Obrador"),
        ("Henrik Aalto Jr.", "Henrik Aalto Sr."),
        ("Benigno Aquino Jr.", "Benigno Aquino III"),
        ("Wang Yi", "Wang Yang"),
        ("Jane", "Jane Roe"),
        ("Juan", "Juan Carlos Varela"),
        ("", "Jane Roe"),
        ("Anna Leclerc", "Anne Leclerc"),
        ("Al Gore", "Tipper Gore"),
    ],
)
def test_names_that_are_not_alike(one: str, other: str) -> None:
    assert likeness(name(one), name(other)) is None
    assert likeness(name(other), name(one)) is None


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("Peking", "Beijing", Method.NAME),
        ("Sharm el-Sheikh", "Sharm al-Sheikh", Method.NAME),
        ("Kandahar", "Qandahar", Method.SPELLING),
        ("Hizbollah", "Hezbollah", Method.SPELLING),
        ("the Institute of Peace", "Institute for Peace", Method.NAME),
        ("Kvalheim Institute", "Kvalheim Institvte", Method.LIKENESS),
        ("North Kordofan", "South Kordofan", None),
        ("First Brigade", "Third Brigade", None),
        ("", "Beijing", None),
        ("=1+1", "'=1+1", None),
        ("<b>Oslo</b>", "<i>Oslo</i>", None),
        ("17", "17", None),
    ],
)
def test_bodies_and_places(one: str, other: str, how: Method | None) -> None:
    assert like_bodies(plain(one), plain(other)) is how


def person(text: str) -> Profile:
    return profile([Occurrence(text, "person", (text,), countries=frozenset({"country/NO"}))])


WORDS = st.sampled_from(
    (
        *("Sergei", "Sergey", "Lavrov", "Lawrow", "Kim", "Jong", "un", "Mohammed", "Muhammad", "bin", "Ali", "J."),
        *("Bill", "William", "López", "al-Sisi"),
    )
)


@given(st.lists(WORDS, min_size=1, max_size=4), st.lists(WORDS, min_size=1, max_size=4))
def test_whatever_is_alike_is_compared(one: list[str], other: list[str]) -> None:
    a, b = person(" ".join(one)), person(" ".join(other))
    if a.bare and b.bare or likeness(a.names[0], b.names[0]) is None:
        return
    assert keys(a) & keys(b) or keys(a) & wanted(b) or keys(b) & wanted(a)


@given(st.text(max_size=30))
def test_any_text_is_a_name(text: str) -> None:
    found = name(text)
    assert len(found.words) == len(found.spelt)
    assert likeness(found, found) is (Method.NAME if found.words else None)
