"""Bytes -> text: what is decoded, what is guessed, and what is refused instead of being garbled."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.encoding import decode, fits
from kg.errors import IntakeError

ENGLISH = "The “minister” said that Zoë’s talks in Bogotá – about £20m – would go on, and that Joëlle would come. "
FRENCH = "Le ministre des affaires étrangères a déclaré à Genève que les délégués sont arrivés très tôt. "
RUSSIAN = "Министр иностранных дел заявил в пятницу, что переговоры продолжатся в Женеве. "
GREEK = "Ο υπουργός Εξωτερικών δήλωσε την Παρασκευή ότι οι συνομιλίες θα συνεχιστούν στη Γενεύη. "
POLISH = "Minister spraw zagranicznych oświadczył w piątek, że rozmowy będą kontynuowane w Genewie. "
ARABIC = "قال وزير الخارجية يوم الجمعة إن المحادثات ستستمر في جنيف حيث وصل المندوبون. "
JAPANESE = "外務大臣は金曜日に、両国の代表団が到着したジュネーブで交渉が続くと述べた。"
CHINESE = "外交部长星期五表示，谈判将在日内瓦继续进行，两国代表团已经抵达那里。"
KOREAN = "외무장관은 금요일 양국 대표단이 도착한 제네바에서 협상이 계속될 것이라고 말했다. "


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"plain", "plain"),
        ("\ufeffwith a mark".encode(), "with a mark"),
        ("São Tomé – “visit”".encode(), "São Tomé – “visit”"),
        (JAPANESE.encode(), JAPANESE),
        ("Überfall".encode("utf-16"), "Überfall"),
        ("Überfall".encode("utf-32"), "Überfall"),
        (b"a stray \x00 in a long line of words" + b" and more" * 20, None),
    ],
)
def test_what_says_its_encoding_is_no_guess(data: bytes, text: str | None) -> None:
    decoded = decode(data)
    assert (decoded.text, decoded.guess) == (text or data.decode(), None)


@pytest.mark.parametrize("times", [1, 9])
@pytest.mark.parametrize(
    ("text", "encoding", "guess"),
    [
        (ENGLISH, "cp1252", "windows-1252"),
        (ENGLISH, "mac_roman", "Mac"),
        (ENGLISH, "utf-16-le", "UTF-16-LE"),
        (ENGLISH, "utf-16-be", "UTF-16-BE"),
        (FRENCH, "latin-1", "windows-1252"),
        (RUSSIAN, "koi8-r", "KOI8-R"),
        (RUSSIAN, "cp1251", "windows-1251"),
        (RUSSIAN, "iso8859-5", "ISO-8859-5"),
        (RUSSIAN, "utf-16-le", "UTF-16-LE"),
        (GREEK, "cp1253", "windows-1253"),
        (POLISH, "cp1250", "windows-1250"),
        (POLISH, "iso8859-2", "ISO-8859-2"),
        (ARABIC, "cp1256", "windows-1256"),
        (JAPANESE, "shift_jis", "Shift-JIS"),
        (JAPANESE, "euc_jp", "EUC"),
        (CHINESE, "gb18030", "GB18030"),
        (CHINESE, "big5", "BIG5"),
        (KOREAN, "euc_kr", "EUC-KR"),
    ],
)
def test_another_encoding_is_told_by_its_text(text: str, encoding: str, guess: str, times: int) -> None:
    data = (text * times).encode(encoding, "ignore")
    decoded = decode(data)
    assert decoded.text == data.decode(encoding)
    assert decoded.guess is not None and decoded.guess.startswith(guess)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (bytes(range(256)) * 4, "not text"),
        (bytes(range(128, 256)) * 4, "not text"),
        (b"\x00\x01\x02\x03" * 50, "not text"),
        (b"\xff\xfea", "announce UTF-16"),
        (b"\xef\xbb\xbfcaf\xe9", "announce UTF-8"),
        (b"a word with \x81 in it", "can't be told"),
        (b"%PDF-1.7 words", "a PDF"),
        (b"{\\rtf1\\ansi words}", "an RTF document"),
        (b"PK\x03\x04 words", "office document"),
        (b"\x1f\x8b words", "gzip"),
        (b"BZh9 words", "bzip2"),
        (b"\xfd7zXZ words", "xz"),
        (b"Rar!\x1a words", "RAR"),
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(IntakeError, match=message):
        decode(data)


HEAD = "<!doctype html><html><head><meta charset='{}'></head><body><p>{}</p></body></html>"


@pytest.mark.parametrize(
    ("declared", "encoding", "guess"),
    [
        ("iso-8859-2", "iso-8859-2", None),
        ("windows-1250", "cp1250", None),
        ("utf-8", "cp1250", "windows-1250"),
        ("klingon", "cp1250", "windows-1250"),
        ("punycode", "cp1250", "windows-1250"),
        ("utf-16", "utf-8", None),
        ("shift_jis", "utf-8", None),
    ],
)
def test_a_page_may_declare_its_charset(declared: str, encoding: str, guess: str | None) -> None:
    page = HEAD.format(declared, POLISH * 3)
    decoded = decode(page.encode(encoding), html=True)
    assert (decoded.text, decoded.guess) == (page, guess)


def test_latin_1_as_declared_means_windows_1252() -> None:
    page = HEAD.format("iso-8859-1", "“Zoë”")
    assert decode(page.encode("cp1252"), html=True).text == page


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("", True),
        ("plain", True),
        ("Zoë said “no”… ‘yes’ – à Genève, 20 °C, O’Brien, ŁÓDŹ, Ålesund, İzmir", True),
        ("„Nein“, sagte er.", False),
        ("ZoÎ said ÒnoÓ", False),
        ("Zo‰ said “no”", False),
        ("Wa³êsa", False),
        ("Ìèíèñòð said “no”", False),
        ("Lê Đức Thọ, Nguyễn Văn Linh, Đặng Xuân Khu", True),
        ("Ã©tÃ©", False),
        ("a\x85b", False),
    ],
)
def test_what_looks_like_text(text: str, good: bool) -> None:
    assert fits(text) is good


@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_are_text_or_refused(data: bytes, html: bool) -> None:
    try:
        assert isinstance(decode(data, html=html).text, str)
    except IntakeError as error:
        assert "\n" not in str(error)


@given(st.text(max_size=300))
def test_utf_8_is_never_guessed(text: str) -> None:
    data = text.encode("utf-8", "replace")
    try:
        decoded = decode(data)
    except IntakeError:
        return
    if decoded.guess is None and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        assert decoded.text == data.decode()


@pytest.mark.parametrize(
    ("data", "damaged"),
    [
        ("Hernán Núñez visited Łódź.".encode()[:-1].replace("Łó".encode(), "Łó".encode()[:-1]), 1),
        ("Hernán Núñez visited Łódź".encode()[:-1], 1),
        (b"\xff" + "Hernán Núñez visited Łódź.".encode(), 1),
        ("Zoë, José, André, Müller, Björn, Søren".encode() + b" \xe9 \xe8 \xfc", None),
        ("Zoë".encode("cp1252"), None),
        ("Hernán Núñez visited Łódź.".encode(), 0),
    ],
)
def test_a_few_damaged_bytes_make_no_other_encoding_of_utf_8(data: bytes, damaged: int | None) -> None:
    try:
        found = decode(data)
    except IntakeError:
        assert damaged is None
        return
    if damaged is None:
        assert not found.damaged
    else:
        assert (found.guess, found.damaged, found.text.count("\ufffd")) == (None, damaged, damaged)
