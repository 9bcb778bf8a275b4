"""Whatever is thrown at the command: one clear line, the right exit code, nothing lost, nothing half-written."""

from __future__ import annotations

import gzip
import io
import os
import resource
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg import cli
from tests.commands import Command, Told, process

VISIT = "Swedish Foreign Minister Karin Oxenvad visited Norway on Friday. “We are neighbours,” she told reporters.\n"
DATED = f"published: 2023-03-17\n\n{VISIT}"
FRENCH = "Le ministre des affaires étrangères a déclaré vendredi que les négociations se poursuivraient à Genève.\n"
SENTENCE = "<p>The foreign minister of Norway arrived in Lisbon on Friday for talks about fishing in the far north.</p>"
FILES = ["graph.html", "graph.trig", "graph.ttl"]

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX")


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(capsys)


def refused(told: Told, code: int, *words: str) -> None:
    told.one_line(*words)
    assert told.code == code and "please report" not in told.err


# ---------------------------------------------------------------- files that are no article


def _zipped() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", VISIT)
    return made.getvalue()


def _page(body: str) -> bytes:
    return f"<!doctype html><html><body>{body}</body></html>".encode()


BAD = {
    # name, what it holds, words of the message
    "empty": ("a.txt", b"", "is empty"),
    "blank": ("a.txt", b"\n \t\r\n", "is empty"),
    "only a byte order mark": ("a.txt", b"\xef\xbb\xbf", "is empty"),
    "only front matter": ("a.txt", b"---\ntitle: T\n---\n", "no text"),
    "bytes": ("a.txt", bytes(range(256)), "not text"),
    "null bytes": ("a.txt", b"\x00" * 1000, "not text"),
    "cut UTF-16": ("a.txt", b"\xff\xfea", "announce UTF-16"),
    "unknown encoding": ("a.txt", b"a word with \x81 in it", "its encoding can't be told; save it as UTF-8"),
    "gzip": ("a.txt", gzip.compress(VISIT.encode()), "gzip archive; unpack"),
    "zip": ("a.txt", _zipped(), "zip archive or office document; save its text"),
    "docx": ("a.docx", _zipped(), ".docx files are not read; give .txt"),
    "PDF": ("a.txt", b"%PDF-1.7\n" + VISIT.encode(), "a PDF; save its text"),
    "RTF": ("a.txt", b"{\\rtf1 " + VISIT.encode() + b"}", "RTF document; save its text"),
    "image": ("a.html", b"\x89PNG\r\n\x1a\n", "an image"),
    "graph": ("graph.ttl", b"<a:a> <a:b> <a:c> .", ".ttl files are not read"),
    "no article": ("a.html", _page("<nav><a href='/'>Home</a></nav>"), "no article that can be found; save its text"),
    "deep page": ("a.html", _page("<div>" * 10_000 + SENTENCE), "no article that can be found"),
    "deep tables": ("a.html", _page("<table><tr><td>" * 10_000 + SENTENCE), "no article that can be found"),
    "only markup": ("a.html", b"<" * 10_000, "no article that can be found"),
    "impossible day": ("a.txt", b"published: 2023-02-30\n\nWords.", "'2023-02-30' is not a calendar day; write it as"),
    "hostile day": ("a.txt", b"published: \x1b[31m{{x}}\n\nWords.", "is not a calendar day"),
    "huge day": ("a.txt", b"published: " + b"9" * 100_000 + b"\n\nWords.", "is not a calendar day"),
    "French": ("a.txt", FRENCH.encode(), "in French, and kg reads English; --force reads it all the same"),
    "Russian": ("a.txt", ("Министр заявил, что переговоры продолжатся. " * 3).encode(), "in Russian"),
    "French page": ("a.html", _page(f"<article>{f'<p>{FRENCH}</p>' * 9}</article>"), "in French"),
    "said to be French": ("a.txt", b"language: fr\n\nMacron visite Oslo", "in French"),
}


@pytest.mark.parametrize("kind", BAD)
@pytest.mark.parametrize("verb", ["build", "facts"])
def test_a_file_that_is_no_article(command: Command, tmp_path: Path, verb: str, kind: str) -> None:
    name, data, words = BAD[kind]
    (tmp_path / name).write_bytes(data)
    told = command(verb, tmp_path / name, *(("-o", tmp_path / "out") if verb == "build" else ()))
    refused(told, 1, str(tmp_path / name), words)
    assert len(told.err) < 2_200
    assert not (tmp_path / "out").exists()


def _fifo(place: Path) -> Path:
    os.mkfifo(place / "pipe.txt")
    return place / "pipe.txt"


def _loop(place: Path) -> Path:
    (place / "loop.txt").symlink_to(place / "loop.txt")
    return place / "loop.txt"


def _dangling(place: Path) -> Path:
    (place / "link.txt").symlink_to(place / "gone.txt")
    return place / "link.txt"


def _empty_folder(place: Path) -> Path:
    (place / "sub" / ".hidden").mkdir(parents=True)
    (place / "sub" / ".hidden" / "a.txt").write_text(VISIT)
    return place / "sub"


def _folder_of_odd_things(place: Path) -> Path:
    _fifo(place)
    (place / "up").symlink_to(place)
    return place


PLACES: dict[str, tuple[Callable[[Path], Path | str], str]] = {
    "nothing there": (lambda place: place / "gone.txt", "no such file or directory"),
    "below a file": (lambda place: Path(__file__) / "gone.txt", "Not a directory"),
    "name of two lines": (lambda place: place / "a\nb.txt", "a b.txt: no such file"),
    "escape codes": (lambda place: place / "\x1b[31m\x07.txt", "no such file"),
    "not UTF-8": (lambda place: os.fsdecode(os.fsencode(place) + b"/caf\xe9.txt"), "no such file"),
    "right to left": (lambda place: place / "\u202etxt.a", "no such file"),
    "very long": (lambda place: "x" * 5_000, "File name too long"),
    "a pipe": (_fifo, "neither a file nor a directory; to read from a pipe, give - instead"),
    "a device": (lambda place: "/dev/zero", "neither a file nor a directory"),
    "a link to itself": (_loop, "symbolic links"),
    "a link to nothing": (_dangling, "a link to nothing"),
    "an empty folder": (_empty_folder, "no article in this directory; kg reads .txt, .md and .html files"),
    "a folder with a pipe": (_folder_of_odd_things, "pipe.txt: not a file"),
}


@posix
@pytest.mark.parametrize("kind", PLACES)
def test_a_path_that_leads_to_no_article(command: Command, tmp_path: Path, kind: str) -> None:
    make, words = PLACES[kind]
    refused(command("facts", make(tmp_path)), 1, words)


@posix
def test_a_file_of_any_name_is_read(command: Command, tmp_path: Path) -> None:
    names = (b"a\nb.txt", b"\x1b[31m.txt", b"caf\xe9.txt", "\u202e’.txt".encode(), b"-.txt", b"a'\"$(x);.txt")
    for number, name in enumerate(names):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text(f"{DATED}Day {number} began.\n", "utf-8")
    told = command("build", tmp_path, "-o", tmp_path / "out", "--no-html")
    told.one_line("6 articles")
    assert told.code == 0


# ---------------------------------------------------------------- too much


@posix
@pytest.mark.parametrize("suffix", [".txt", ".html", ""])
def test_a_file_of_50_megabytes_is_refused_unread(command: Command, tmp_path: Path, suffix: str) -> None:
    big = tmp_path / f"big{suffix}"
    with big.open("wb") as file:
        file.truncate(50_000_000)  # reading it would find no text
    refused(command("facts", big), 1, "50,000,000 bytes", "1,000,000 characters", "divide it, or raise --max-chars")


def test_endless_standard_input_is_read_no_further(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    class Endless(io.RawIOBase):
        given = 0

        def readable(self) -> bool:
            return True

        def read(self, size: int = -1) -> bytes:
            assert 0 < size < 10_000_000 and self.given < 50_000_000
            self.given += size
            return b"x" * size

    class Stream:
        buffer, closed = Endless(), False

    monkeypatch.setattr(sys, "stdin", Stream())
    refused(command("facts", "-"), 1, "standard input: over", "bytes", "1,000,000 characters")


@pytest.mark.model
def test_the_limit_can_be_moved(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DATED, "utf-8")
    length = len(VISIT)
    told = command("facts", tmp_path / "a.txt", "--max-chars", str(length - 1))
    refused(told, 1, f"its text has {length} characters, more than the {length - 1} characters", "--max-chars")
    for enough in (length, 10**30):
        told = command("facts", tmp_path / "a.txt", "--max-chars", str(enough))
        assert (told.code, told.err) == (0, "")


@pytest.mark.model
def test_a_thousand_tiny_files(command: Command, tmp_path: Path) -> None:
    for number in range(1_000):
        (tmp_path / f"{number:04}.txt").write_text(f"published: 2023-03-17\n\nIt was day {number}.\n")
    told = command("build", tmp_path, "-o", tmp_path / "out", "--no-html")
    told.one_line("1,000 articles: 0 roles")
    assert told.code == 0


# ---------------------------------------------------------------- read in spite of all

_HEAD = "<!doctype html><html><head><meta charset='{}'><title>T</title></head><body><article>{}</article></body></html>"
GOOD = {
    "windows-1252": (
        "a.txt",
        "Zoë said “no” to Norway on Friday.".encode("cp1252"),
        "a.txt: read as windows-1252; it is not UTF-8",
    ),
    "UTF-16 without a mark": ("a.txt", VISIT.encode("utf-16-le"), "read as UTF-16-LE"),
    "a wrong charset declared": ("a.html", _HEAD.format("shift_jis", SENTENCE * 3).encode(), None),
    "an unknown charset": (
        "a.html",
        _HEAD.format("klingon", SENTENCE.replace("far", "“fär”") * 3).encode("cp1252"),
        "1252",
    ),
    "null bytes in a page": (
        "a.html",
        _HEAD.format("utf-8", SENTENCE.replace("Lisbon", "Lis\0bon") * 3).encode(),
        None,
    ),
    "thousands of keys": (
        "a.md",
        ("---\n" + "key: value\n" * 4_000 + f"date: 2023-03-17\n---\n{VISIT}").encode(),
        None,
    ),
    "keys twice": ("a.txt", f"title: A\ntitle: B\ndate: 2023-03-16\n{DATED}".encode(), None),
    "a hostile address": ("a.txt", f"url: http://[::1\n{DATED}".encode(), None),
    "English said to be French": ("a.txt", f"language: fr\n{DATED}".encode(), None),
    "a page without suffix": ("page", _HEAD.format("utf-8", SENTENCE * 3).encode(), None),
}


@pytest.mark.model
@pytest.mark.parametrize("kind", GOOD)
def test_what_can_be_read_is_read(command: Command, tmp_path: Path, kind: str) -> None:
    name, data, words = GOOD[kind]
    (tmp_path / name).write_bytes(data)
    told = command("build", tmp_path / name, "-o", tmp_path / "out", "--no-html", "--published", "2023-03-17")
    *notes, summary = told.err.splitlines()
    assert told.code == 0 and "1 article: " in summary
    assert [words in note for note in notes] == [True] if words else not notes


@pytest.mark.model
def test_force_reads_another_language(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"published: 2023-03-17\n\n{FRENCH}", "utf-8")
    (tmp_path / "b.txt").write_text(DATED, "utf-8")
    told = command("build", tmp_path, "-o", tmp_path / "out")
    first, second = told.err.splitlines()
    assert told.code == 1 and "in French" in first and "1 article: " in second
    told = command("build", tmp_path, "-o", tmp_path / "out", "--force")
    told.one_line("2 articles: ")
    assert told.code == 0
    text = (tmp_path / "out/graph.ttl").read_text("utf-8")
    assert 'inLanguage "fr"' in text and 'inLanguage "en"' in text


@pytest.mark.model
def test_the_same_text_twice_is_one_article(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(VISIT, "utf-8")
    (tmp_path / "b.txt").write_text(f"title: A visit\n{DATED}", "utf-8")
    (tmp_path / "c.txt").write_text(f"title: A trip\n{DATED}", "utf-8")
    told = command("build", tmp_path, "-o", tmp_path / "out", "--no-html")
    one, other, summary = told.err.splitlines()
    assert told.code == 0 and "2 articles: " in summary
    assert "b.txt: the same text as " in one and one.endswith("a.txt; it is read once")
    assert "c.txt: the same text as " in other and other.endswith("a.txt, but another title; both are kept")
    text = (tmp_path / "out/graph.ttl").read_text("utf-8")
    assert "A visit" in text and "A trip" in text


# ---------------------------------------------------------------- streams that are closed or full


@posix
def test_standard_input_that_is_closed() -> None:
    done = process("facts", "-", stdin=None)
    told = Told(done.returncode, done.stdout.decode(), done.stderr.decode())
    refused(told, 1, "standard input: it is closed; pipe an article into it, or give a file")


def test_standard_input_that_is_empty(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    refused(command("build", "-", "-o", "out"), 1, "standard input: the file is empty")


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the graph of an article, and the article."""
    place = tmp_path_factory.mktemp("graph")
    (place / "a.txt").write_text(DATED, "utf-8")
    assert cli.run(["build", str(place / "a.txt"), "-o", str(place)]) == 0
    return place


FULL = [
    ("facts", "a.txt"),
    ("facts", "--json", "a.txt"),
    ("query", "graph.ttl", "--named", "roles"),
    ("query", "graph.ttl", "--named", "roles", "--format", "csv"),
    ("query", "graph.ttl", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"),
    ("query", "--list"),
    ("check", "graph.ttl"),
    ("network", "graph.ttl"),
]


@pytest.mark.model
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("arguments", FULL, ids=lambda arguments: " ".join(arguments)[:30])
def test_standard_output_that_is_full(graph: Path, arguments: tuple[str, ...]) -> None:
    paths = [graph / a if a in ("a.txt", "graph.ttl") else a for a in arguments]
    with open("/dev/full", "wb") as full:
        done = process(*paths, stdout=full.fileno())
    told = Told(done.returncode, "", done.stderr.decode())
    refused(told, 2, "standard output: can't be written (No space left on device)")


@posix
@pytest.mark.model
@pytest.mark.parametrize("closed", ["1", "2", "1 2"])
def test_closed_streams_do_not_stop_a_build(graph: Path, tmp_path: Path, closed: str) -> None:
    before = "import os\n" + "".join(f"os.close({n})\n" for n in closed.split())
    code = f"{before}os.execv({sys.executable!r}, [{sys.executable!r}, '-m', 'kg', *__import__('sys').argv[1:]])"
    command = [sys.executable, "-c", code, "build", str(graph / "a.txt"), "-o", str(tmp_path)]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == FILES


# ---------------------------------------------------------------- a full disk


def _old(out: Path) -> dict[str, str]:
    out.mkdir()
    for name in FILES:
        (out / name).write_text(f"old {name}")
    return contents(out)


def contents(out: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in sorted(out.iterdir())}


def _no_more_than(size: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@posix
@pytest.mark.model
@pytest.mark.parametrize("size", [0, 30_000])
def test_a_full_disk_leaves_what_was_there(graph: Path, tmp_path: Path, size: int) -> None:
    before = _old(tmp_path / "out")
    for out in (tmp_path / "out", tmp_path / "new" / "deeper"):
        done = process("build", graph / "a.txt", "-o", out, prepare=_no_more_than(size))
        told = Told(done.returncode, done.stdout.decode(), done.stderr.decode())
        refused(told, 2, f"{out}: can't be written (File too large)")
    assert contents(tmp_path / "out") == before
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


@posix
@pytest.mark.parametrize("name", ["x.nq", "x.jsonld", "x.csv", "x.graphml"])
def test_a_full_disk_leaves_no_part_of_an_export(graph: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("old")
    done = process("export", graph / "graph.trig", "-o", tmp_path / name, prepare=_no_more_than(100))
    refused(Told(done.returncode, done.stdout.decode(), done.stderr.decode()), 2, name, "can't be written")
    assert contents(tmp_path) == {name: "old"}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, with room for nearly nothing."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=8k", "tmpfs", str(place)]
    try:
        mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except OSError:
        mounted = False
    if not mounted:
        pytest.skip("no small file system can be mounted here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


@pytest.mark.model
def test_a_disk_that_is_really_full(command: Command, graph: Path, small_disk: Path) -> None:
    told = command("build", graph / "a.txt", "-o", small_disk / "out")
    refused(told, 2, "can't be written (No space left on device)")
    assert list(small_disk.iterdir()) == []


# ---------------------------------------------------------------- Ctrl-C

# each stops at a function that the stage calls, as if Ctrl-C came then
STAGES = {
    "while the command is loaded": "import builtins, typer",
    "while an article is read": "kg.pipeline:read_source",
    "while the model is loaded": "kg.language:add_components",
    "while an article is analysed": "kg.extract:extract",
    "while the graph is made": "kg.store:Store.add",
    "while the first file is written": "kg.rdf.files:written",
    "while the picture is written": "kg.view:write_page",
    "while a file is closed": "os:fdopen",
    "before the files are put in place": "os:chmod",
}
_INTERRUPT = """
import importlib, os, signal, sys
module, name = {stage!r}.split(":")
if module == "kg.pipeline":
    import kg.cli
owner = importlib.import_module(module)
*above, name = name.split(".")
for each in above:
    owner = getattr(owner, each)
whole = getattr(owner, name)
def stop(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGINT)
    return whole(*args, **kwargs)
setattr(owner, name, stop)
"""
_LOADING = """
import os, signal, sys
class Stop:
    def find_spec(self, name, path=None, target=None):
        if name == "typer":
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Stop())
"""


@posix
@pytest.mark.model
@pytest.mark.parametrize("stage", STAGES)
def test_ctrl_c_is_one_line_at_any_moment(graph: Path, tmp_path: Path, stage: str) -> None:
    before = _old(tmp_path / "out")
    code = _LOADING if "loaded" in stage and ":" not in STAGES[stage] else _INTERRUPT.format(stage=STAGES[stage])
    for out in ("out", "new") if "picture" in stage else ("out",):
        done = process("build", graph / "a.txt", "-o", tmp_path / out, before=code)
        assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"kg: interrupted\n")
    assert contents(tmp_path / "out") == before
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


_ENDLESS = """
import os, signal
from kg.store import Store
whole = Store.query
def stop(store, *args, **kwargs):
    os.kill(os.getpid(), signal.SIGINT)
    return whole(store, "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a")
Store.query = stop
"""


@posix
@pytest.mark.model
def test_ctrl_c_ends_a_query_that_never_would(graph: Path) -> None:
    done = process("query", graph / "graph.ttl", "ASK {}", before=_ENDLESS)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"kg: interrupted\n")


@posix
@pytest.mark.stress
def test_ctrl_c_after_any_time(graph: Path, tmp_path: Path) -> None:
    for step in range(40):
        running = subprocess.Popen(
            [sys.executable, "-m", "kg", "build", graph / "a.txt", "-o", tmp_path / "out"], stderr=subprocess.PIPE
        )
        time.sleep(0.1 + step * 0.1)
        running.send_signal(signal.SIGINT)
        _, err = running.communicate()
        if running.returncode == 130:
            assert err == b"kg: interrupted\n"
        names = sorted(p.name for p in (tmp_path / "out").iterdir()) if (tmp_path / "out").exists() else []
        assert names in ([], FILES)


# ---------------------------------------------------------------- other machines


@pytest.mark.model
def test_the_same_files_in_any_zone_language_and_encoding(graph: Path, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(
        "published: 2023-03-18\n\nZoë Märklin, the envoy of Peru, met José Ortega today.\n", "utf-8"
    )
    places: tuple[dict[str, str], ...] = (
        {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
        {"TZ": "America/New_York", "LC_ALL": "C.UTF-8"},
        {"TZ": "Pacific/Apia", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONHASHSEED": "7"},
    )
    made, told = [], []
    for number, env in enumerate(places):
        out = tmp_path / f"out{number}"
        done = process("build", graph / "a.txt", tmp_path / "b.txt", "-o", out, env=env)
        assert done.returncode == 0, done.stderr
        made.append({path.name: path.read_bytes() for path in sorted(out.iterdir())})
        told.append(process("facts", tmp_path / "b.txt", env=env).stdout.decode())
    assert list(made[0]) == FILES
    assert made[0] == made[1] == made[2]
    assert "Zoë Märklin" in told[1] and "Zo\\xeb M\\xe4rklin" in told[0]
