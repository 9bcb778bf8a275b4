"""Texts that no editor would pass: a table in which each shows one trouble, in any size."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

PLAIN = (
    "Swedish Foreign Minister Karin Oxenvad visited Norway on Friday. “We are neighbours,” Oxenvad told reporters in "
    "Oslo. Her counterpart, Olav Brandvik, said the talks on 3 May would continue and accused Chad of delay."
)
"""What most of the hostile texts are made from: a role, an event, a statement and dates."""

FLAG, FAMILY, WAVE = "🇳🇴", "👩‍👩‍👧‍👦", "👋🏽"
ODD_CHARACTERS: tuple[str, ...] = (
    *"\x01\x07\x08\x0b\x0c\x1b\x1c\x1f\x7f\x85\x9b\xa0\xad",
    *"\u061c\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2069\ufeff",
    *"\ufffe\uffff\ufdd0\ufffd\ue000\U0010ffff\U000e0001",
    *"“”‘’«»„‚\"'`´…—–-•·§¶%$#@&{}[]()<>|\\/^~_*+=",
    *"ﬁﬀßİıſǅﬃΐŉＡａ１２٣४Ⅷ½²①",
    *"جنيفירושלים北京한국",
    FLAG,
    FAMILY,
    WAVE,
    "e\u0301\u0302\u0303\u0304",
    "\u0e33",
)
LINE_ENDS = ("\r\n", "\r", "\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\n\r", "\n\n\n\n", "\u2028\n")


def hostile(size: int = 1) -> Mapping[str, str]:
    """Named texts; `size` makes those that grow that many times longer (1: some thousand characters each)."""
    return MappingProxyType({name: make(size) for name, make in _HOSTILE.items()})


def _between_words(mark: str) -> Callable[[int], str]:
    return lambda n: mark.join(_sentences(12 * n).split(" "))


def _ended_by(end: str) -> Callable[[int], str]:
    return lambda n: _sentences(12 * n).replace(". ", "." + end)


def _sentences(count: int) -> str:
    """Sentences with names and dates that differ."""
    return " ".join(_sentence(n) for n in range(count))


def _sentence(n: int) -> str:
    who, land = name(n), COUNTRIES[n % len(COUNTRIES)]
    kinds = (
        f"{land}'s foreign minister {who} arrived in Oslo on {n % 28 + 1} May {1990 + n % 30}.",
        f"“We met {name(n + 1)},” {who.split()[1]} told reporters, adding that talks with {land} had failed.",
        f"He said {land} expelled {n % 7 + 2} diplomats and accused {who} of lying.",
    )
    return kinds[n % len(kinds)]


def name(n: int) -> str:
    surname = f"{SYLLABLES[n % 17]}{SYLLABLES[n // 17 % 17]}{SYLLABLES[n // 289 % 17]}sen"
    return f"{GIVEN[n % len(GIVEN)]} {surname.capitalize()}"


COUNTRIES = (
    "Norway",
    "Peru",
    "Chad",
    "Japan",
    "Kenya",
    "Georgia",
    "the United States",
    "Côte d'Ivoire",
    "Turkey",
    "Fiji",
)
GIVEN = ("Karin", "Olav", "Amina", "Jean-Luc", "José", "Mary", "Yusuf", "Li", "Anna", "Tomás", "April", "Ahmed")
SYLLABLES = (
    "bra",
    "dor",
    "fel",
    "gan",
    "hol",
    "ist",
    "jor",
    "kel",
    "lum",
    "mar",
    "nis",
    "ost",
    "pel",
    "ron",
    "sal",
    "tor",
    "vik",
)

_WIDE = {ord(c): ord(c) + 0xFEE0 for c in "ABCDEabcde0123"}
_HOSTILE: dict[str, Callable[[int], str]] = {
    "no punctuation": lambda n: "".join(c for c in _sentences(15 * n) if c.isalnum() or c == " "),
    "one line": lambda n: _sentences(30 * n),
    "one line without capitals": lambda n: _sentences(15 * n).lower(),
    "all capitals": lambda n: _sentences(15 * n).upper(),
    "capitals in paragraphs": lambda n: _sentences(15 * n).upper().replace(". ", ".\n\n"),
    "every word capitalised": lambda n: _sentences(15 * n).title(),
    "only digits": lambda n: "1990 " * 300 * n + "7" * 500 * n,
    "one number": lambda n: "9" * 2000 * n,
    "only punctuation": lambda n: "?!.,;:-—()[]{}…" * 100 * n,
    "only full stops": lambda n: "." * 2000 * n,
    "only dashes in lines": lambda n: "- \n" * 500 * n,
    "one word": lambda n: "Norway",
    "one letter": lambda n: "x",
    "one mark": lambda n: "“",
    "one emoji": lambda n: FAMILY,
    "one combining mark": lambda n: "\u0301",
    "one long word": lambda n: "x" * 10_000 * n,
    "one long name": lambda n: f"Foreign Minister {'Ab' * 5000 * n} said Peru was late.",
    "hyphenated for ever": lambda n: f"Minister {'Anne-' * 1000 * n}Marie said no.",
    "emoji between words": _between_words(f" {FLAG} "),
    "emoji inside names": lambda n: _sentences(12 * n).replace("sen", f"s{WAVE}en").replace("Oslo", f"Os{FAMILY}lo"),
    "emoji in quotes": lambda n: f"“{FAMILY} we go {FLAG},” said Karin {WAVE} Oxenvad. " * 12 * n,
    "only emoji": lambda n: (FLAG + FAMILY + WAVE) * 300 * n,
    "right-to-left marks": _between_words("\u200f \u202e"),
    "bidi overrides round names": lambda n: _sentences(12 * n).replace("Oslo", "\u202eOslo\u202c\u2067"),
    "arabic and hebrew within": lambda n: _sentences(12 * n).replace("Oslo", "جنيف ירושלים").replace("He", "قال"),
    "zero width in words": lambda n: "\u200b".join(_sentences(6 * n)),
    "zero width between words": _between_words("\u200b \ufeff"),
    "soft hyphens": lambda n: "\xad".join(_sentences(6 * n)),
    "null characters": _between_words("\x00 "),
    "control characters": _between_words(" \x1b[31m\x07 "),
    "every odd character": lambda n: " ".join(
        f"Karin{c}Oxenvad {c} said{c}: “{c}Peru{c}” on {c}3{c} May." for c in ODD_CHARACTERS
    ),
    **{f"lines ended by {end!a}": _ended_by(end) for end in LINE_ENDS},
    "a line end after each word": _between_words("\n"),
    "a paragraph after each word": _between_words("\n\n"),
    "a form feed after each word": _between_words("\x0c"),
    "quotes mixed": lambda n: "\"He said ‘we “go” home' and ``left'' ” on «Friday\" ‘Peru’s’ “talks. " * 15 * n,
    "quotes unclosed": lambda n: "“We go, Karin Oxenvad said on Friday.\n\n" * 30 * n,
    "quotes unopened": lambda n: "We go,” Karin Oxenvad said on Friday.\n\n" * 30 * n,
    "quotes nested": lambda n: "“‘" * 100 * n + "Peru expelled us" + "’”" * 100 * n + ", Oxenvad said.",
    "quotes opened only": lambda n: "“ Oxenvad said " * 100 * n,
    "five thousand quotation marks": lambda n: '"' * 5000 * n,
    "five thousand curly marks": lambda n: "“”" * 2500 * n,
    "five thousand opening marks": lambda n: "“" * 5000 * n,
    "five thousand apostrophes": lambda n: "'" * 5000 * n,
    "apostrophes between letters": lambda n: "a'" * 2500 * n,
    "quoted words": lambda n: "“Peru” " * 500 * n,
    "backticks": lambda n: "``" * 1000 * n + "Peru" + "''" * 1000 * n,
    "names in a list": lambda n: ", ".join(name(k) for k in range(300 * n)) + " met in Oslo.",
    "names in a list with and": lambda n: " and ".join(name(k) for k in range(200 * n)) + " met in Oslo.",
    "names without commas": lambda n: " ".join(name(k) for k in range(200 * n)),
    "countries in a list": lambda n: ", ".join(COUNTRIES * 40 * n) + " met.",
    "a list longer than calls can nest": lambda n: ", ".join(COUNTRIES * 120 * n) + " met.",
    "a word of prefixes": lambda n: f"THE {'RE' * 1500 * n} OF PERU SAID THAT NO TALKS WERE HELD IN OSLO.",
    "dashes before words": lambda n: "- - THE MINISTER OF PERU WENT HOME TO LIMA\n" * 20 * n,
    "brackets with nothing in them": lambda n: "(  ) – Peru met Chad.\n\n( / ) – Peru met Chad.\n\n" * 20 * n,
    "turns of marks": lambda n: "(-): We met Chad in Oslo.\n\n\x7f: We met Peru there.\n\n" * 15 * n,
    "counterparts of nobody": lambda n: "His counterpart, Anna Dorfelsen, said Peru had left. " * 20 * n,
    "bullets": lambda n: "".join(f"• {name(k)}, minister of trade\n" for k in range(200 * n)),
    "dashes as bullets": lambda n: "".join(f"- {_sentence(k)}\n" for k in range(60 * n)),
    "numbered list": lambda n: "".join(f"{k}. {name(k)}\n" for k in range(300 * n)),
    "turns": lambda n: "".join(f"{'AB'[k % 2]}: {_sentence(k)}\n" for k in range(60 * n)),
    "turns of question and answer": lambda n: "".join(f"{'QA'[k % 2]}: {_sentence(k)}\n\n" for k in range(60 * n)),
    "turns by name": lambda n: "".join(f"{name(k % 3).upper()}: {_sentence(k)}\n\n" for k in range(60 * n)),
    "turns each by another": lambda n: "".join(f"{name(k).upper()}: I told you so.\n\n" for k in range(60 * n)),
    "colons": lambda n: "Oxenvad: " * 300 * n,
    "one word to a paragraph": lambda n: "\n\n".join(_sentences(40 * n).split()),
    "one name to a paragraph": lambda n: "\n\n".join(name(k).split()[1] for k in range(300 * n)),
    "one mark to a paragraph": lambda n: "\n\n".join("“”•-:?!." * 50 * n),
    "headings only": lambda n: "\n\n".join(f"The Talks Of {name(k)}" for k in range(100 * n)),
    "dates": lambda n: " ".join(f"{k % 28 + 1} May {1900 + k % 120}," for k in range(400 * n)),
    "weekdays": lambda n: "on Monday last week next month in May " * 80 * n,
    "dates with a verb": lambda n: " ".join(
        f"Peru met Chad on {k % 28 + 1} June {1950 + k % 70}." for k in range(100 * n)
    ),
    "impossible dates": lambda n: "99 May 9999, 31 February 2020, 00/00/0000, 2020-13-45, 1500s, 0000-00-00 " * 40 * n,
    "brackets nested": lambda n: "(" * 500 * n + "Peru" + ")" * 500 * n + " met Chad.",
    "brackets of all kinds": lambda n: "([{<" * 300 * n + "Peru",
    "relative clauses nested": lambda n: "Oxenvad, who met " * 150 * n + "Peru.",
    "said that, said that": lambda n: "Oxenvad said that " * 150 * n + "Peru left.",
    "and and and": lambda n: "and " * 1500 * n,
    "of of of": lambda n: "the minister of the envoy of " * 150 * n + "Peru",
    "titles only": lambda n: "Foreign Minister President " * 200 * n,
    "possessives": lambda n: "Peru's Chad's Japan's minister's envoy's " * 80 * n,
    "pronouns": lambda n: "He told her that they met him and she left it to them. " * 60 * n,
    "the same sentence": lambda n: (
        "Peruvian Foreign Minister Amina Dorfelsen met Olav Brandvik in Oslo on Friday. " * 30 * n
    ),
    "the same statement": lambda n: "Amina Dorfelsen said Peru would expel Chad's envoy. " * 40 * n,
    "events only": lambda n: "Peru attacked Chad. Chad met Japan. Japan expelled Kenya's envoy. " * 40 * n,
    "the talks": lambda n: "The talks were held. The visit ended. The agreement was signed. " * 50 * n,
    "combining marks": lambda n: "".join(c + "\u0301\u0316\u0334\u0489" for c in _sentences(6 * n)),
    "one letter with a thousand marks": lambda n: "Oslo e" + "\u0301" * 1000 * n + " said Peru.",
    "ligatures and fullwidth": lambda n: _sentences(12 * n).replace("fi", "ﬁ").translate(_WIDE),
    "letters that grow in capitals": lambda n: "ß ŉ ﬁ ǰ ΐ İ ı STRASSE STRAẞE GROẞ İSTANBUL MCDONALD " * 60 * n,
    "non-characters": _between_words("\ufffe \uffff\ufdd0"),
    "private use": _between_words("\ue000 \U0010ffff"),
    "mojibake": lambda n: _sentences(12 * n).replace("“", "â€œ").replace("”", "â€\x9d").replace("'", "â€™"),
    "lone surrogates": _between_words("\ud800 \udc00"),
    "tabs": _between_words("\t"),
    "many spaces": _between_words(" " * 50),
    "white space after one word": lambda n: "Peru" + " \n\t" * 2000 * n + "left.",
    "underscores and asterisks": lambda n: "_Peru_ **met** ~~Chad~~ `here` # ## > | " * 60 * n,
    "markup": lambda n: "<b>Peru</b> &amp; <script>alert(1)</script> <!-- Chad --> <br/> " * 60 * n,
    "urls": lambda n: "https://example.org/a?b=c#d user@example.org @peru #chad " * 60 * n,
    "abbreviations": lambda n: "U.S. U.N. Mr. Dr. St. Gen. Lt. No. a.m. i.e. e.g. J. R. R. " * 60 * n,
    "turtle and templates": lambda n: '""" \\u0041 \\ ${x} {{x}} <http://x> ; . @en ^^xsd:date ' * 60 * n,
    "datelines": lambda n: "LIMA, May 3 (AFP) – Peru met Chad.\n\n" * 60 * n,
    "bylines": lambda n: "By Karin Oxenvad\n\n3 May 2020\n\nPhoto: AFP\n\n" * 30 * n,
    "cities as names": lambda n: "Washington Moscow Beijing London Paris said told warned Brussels Geneva " * 50 * n,
    "abbreviated names": lambda n: "UN NATO EU AU ASEAN OPEC IMF WTO said. " * 50 * n,
}
