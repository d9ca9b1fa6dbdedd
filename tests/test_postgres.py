"""A library in PostgreSQL beside one in a file: the same answers, several writers, and a server that goes away."""

from __future__ import annotations

import json
import os
import random
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from musnad.faces.cli import main
from musnad.faces.rest.app import make_app
from musnad.library import Library, LibraryError, open_library
from musnad.page.sources import open_sources
from musnad.records import Article, Reading, SetAside
from musnad.store import schema
from musnad.store.errors import TooSlow
from musnad.store.postgres import parse_address
from musnad.store.postgres_index import vectors
from musnad.store.postgres_sql import tables, translate
from musnad.store.search import Search, matching_ids
from postgres_server import Server, running
from small_news import article, many, read_small
from test_crash import ARTICLES, kill_once
from test_library import dump

ONE = "قال سامي الراشد إن السد سيفتح في الربيع.\nوأكد وزير المياه أن العمل مستمر."


@pytest.fixture
def library(postgres: Server) -> Iterator[Library]:
    with open_library(postgres.library()) as made:
        yield made


def trouble(address: str, mode: str = "create", **more: Any) -> tuple[str, str]:
    with pytest.raises(LibraryError) as caught:
        open_library(address, mode=mode, **more)  # type: ignore[arg-type]
    assert "\n" not in str(caught.value)
    return caught.value.trouble, str(caught.value)


# ---- the same answers ------------------------------------------------------------------------------------------------


def nothing_read(one: Article) -> Reading:
    return Reading(id=one.id, version=one.version, made_by="nothing/1", blocks=one.blocks)


def test_searches_find_the_same_in_both_stores(postgres: Server, shared: Path, tmp_path: Path) -> None:
    assert differing_searches(postgres, shared, tmp_path, articles=300) == []


@pytest.mark.soak
def test_searches_find_the_same_over_thousands_of_articles(postgres: Server, shared: Path, tmp_path: Path) -> None:
    articles = round(max(600, 4_000 * float(os.environ.get("MUSNAD_SOAK", "1"))))
    assert differing_searches(postgres, shared, tmp_path, articles) == []


def differing_searches(server: Server, shared: Path, folder: Path, articles: int) -> list[str]:
    """The queries of the search set, as words, phrases, beginnings and with words left out, of which the stores do not find
    the same articles in the same order."""
    queries = [json.loads(line) for line in (Path(__file__).parents[1] / "eval" / "search.queries.jsonl").open(encoding="utf-8")]
    asked = list(dict.fromkeys(one["query"] for one in queries))
    asked += [f'"{one}"' for one in asked if " " in one] + [f"{one[:4]}*" for one in asked[:30]]
    asked += [f"{one} -{other}" for one, other in zip(asked[:20], asked[20:40])]
    corpus = sorted((shared / "corpus").glob("ant-*.jsonl.xz"))
    items = (item for item in open_sources([str(path) for path in corpus]) if isinstance(item, Article))
    with open_library(folder / "one.db") as one, open_library(server.library()) as other:
        assert one.add(islice(items, articles), read=nothing_read).added > articles * 0.9
        one.copy_into(other)
        found = [(query, *(_ids(library, query) for library in (one, other))) for query in asked]
    assert sum(bool(here) for _, here, _ in found) > len(asked) / 3
    return [query for query, here, there in found if here != there]


def _ids(library: Library, query: str) -> list[str]:
    with library.database.reading() as connection:
        return matching_ids(connection, Search(query=query, unit="article"))


def test_reader_and_interface_show_the_same(postgres: Server, tmp_path: Path) -> None:
    with open_library(tmp_path / "one.db") as one, open_library(postgres.library()) as other:
        one.add(many(40), read=read_small)
        one.stories()
        one.copy_into(other)
        story = one.stories()[0].id
        key = one.said("الراشد")[0].statement.id
        paths = [
            "/", "/search?q=السد", '/search?q="السد الجديد"&unit=statement', "/who/سامي الراشد", f"/story/{story}",
            "/outlet/النخيل", "/disagreements", f"/explain?of={key}", "/stories", "/said?who=الراشد&about=السد",
        ]  # fmt: skip
        shown = []
        for library in (one, other):
            app = make_app(library, token=None)
            with TestClient(app, base_url="http://localhost", headers={"Accept-Language": "ar"}) as client:
                kinds = ("text/html", "application/json")
                answers = [client.get(path, headers={"Accept": kind}) for path in paths for kind in kinds]
                assert {one.status_code for one in answers} <= {200, 404, 406}
                assert sum(one.status_code == 200 for one in answers) > len(paths)
                shown.append([_plain(one.text) for one in answers])
            app.state.desk.close()
    for here, there in zip(*shown):
        assert here == there


def _plain(page: str) -> str:
    """A page without the keys that each server makes for itself."""
    return re.sub(r"[\w-]{43}", "", page)


def test_likeliest_first_is_a_fixed_order(library: Library) -> None:
    library.add(many(60), read=read_small)
    orders = [[hit.article.id for hit in library.search("السد الجديد", order="rank", limit=None).hits] for _ in range(3)]
    assert orders[0] == orders[1] == orders[2]
    assert set(orders[0]) == {hit.article.id for hit in library.search("السد الجديد", limit=None).hits}


# ---- what PostgreSQL does not take by itself -------------------------------------------------------------------------


def test_odd_characters_and_long_words_come_back_as_they_were(library: Library, tmp_path: Path) -> None:
    words = " ".join(f"كلمة{chr(0x628 + number % 20)}{number}" for number in range(300))
    odd = article("قال سامي الراشد إن \0 السد\ufdd0 مفتوح 'جدا' \\ و" + "ا" * 3000 + "ب. " + words, 1, given_id="x" * 5)
    library.add([odd], read=read_small)
    assert library.article(odd.id)[0] == odd
    queries = ("السد", '"السد مفتوح"', "جدا", "كلمة*", "و" + "ا" * 3000 + "ب", "ا" * 3000, "وا*", "x\0 السد", "السد' \\")
    with open_library(tmp_path / "one.db") as other:
        other.add([odd], read=read_small)
        assert [library.search(query).total for query in queries] == [other.search(query).total for query in queries]
    assert library.search('"السد مفتوح"').total == 1
    assert library.check_file(deep=True) == ()


def test_texts_beyond_what_a_tsvector_counts_are_found(library: Library) -> None:
    long = " ".join(["ضجيج"] * 17_000) + " ثم زار الوفد الكبير المدينة، والمدينة قريبة."
    rng = random.Random(5)
    vast = " ".join("".join(rng.choices("بتثجحخدذرزسشصضطظعغفقكلمنهي", k=9)) for _ in range(60_000)) + " وزار الوفد الكبير القرية."
    library.add([article(long, 1), article(vast, 2), article("زار الوفد الصغير القرية.", 3)], read=read_small)
    assert "¦vast" in vectors(vast, vast)[0]
    numbers = {number: library.article(f"https://nakhil.example/news/{number}")[0].id for number in (1, 2, 3)}

    def found(query: str) -> set[int]:
        ids = {hit.article.id for hit in library.search(query, limit=None).hits}
        return {number for number, key in numbers.items() if key in ids}

    assert found('"الوفد الكبير"') == {1, 2}
    assert found("القرية") == {2, 3}
    assert found("القرية -الكبير") == {3}
    assert found('"الكبير الوفد"') == set()
    assert library.check_file(deep=True) == ()


def test_an_article_that_the_server_refuses_loses_no_other(library: Library) -> None:
    rng = random.Random(7)
    name = "".join(rng.choices("بتثجحخدذرزسشصضطظعغفقكلمنهي", k=9000))  # longer than an index takes, and not to be packed
    report = library.add([*many(5), article("خبر", 99, given_id=name), *many(5, first=10)], read=read_small)
    assert (report.added, report.reasons) == (10, {"fault": 1})
    assert library.check_file(deep=True) == ()


def test_sql_is_said_once() -> None:
    """What only SQLite knows stands in its own modules."""
    only = re.compile(
        r"INSERT OR|PRAGMA|\browid\b|\bMATCH \?|strftime\(|\bGLOB\b|\bdate\(\?|lastrowid|total_changes|json_each|datetime\('"
    )
    store = Path(__file__).parents[1] / "src" / "musnad" / "store"
    own = {"sqlite.py", "sqlite_index.py", "schema.py", "errors.py", "postgres.py"}
    odd = [path.name for path in sorted(store.glob("*.py")) if path.name not in own and only.search(path.read_text("utf-8"))]
    assert odd == []
    assert not [one for script in schema.scripts(0) for one in tables(script) if re.search("STRICT|ROWID|BLOB|TEXT|INTEGER", one)]


def test_empty_lists_and_quotes_are_said_the_other_way() -> None:
    assert translate("n IN () AND m NOT IN () AND x = '?' AND y = ?2 AND z = ?1").sql == (
        "n = ANY (:p1) AND m <> ALL (:p2) AND x = '?' AND y = :p3 AND z = :p4"
    )
    statement = translate("a IN (?,?) AND b = ? AND c NOT IN (?)")
    assert statement.values([1, 2, "x", 'o"n\\e']) == {"p1": '{"1","2"}', "p2": "x", "p3": '{"o\\"n\\\\e"}'}


# ---- copying -----------------------------------------------------------------------------------------------------------


def test_a_library_is_copied_there_and_back(postgres: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second, third = tmp_path / "one.db", postgres.library(), tmp_path / "two.db"
    with open_library(first) as one:
        one.add([*many(70), SetAside(where="x", reason="empty")], read=read_small)
        one.add([article(ONE, 3)], read=read_small)
        made = one.correct("statement-checked", one.said("الراشد")[0].statement.id, "wrong")
        one.undo(made.id)
        one.stories()
        before = dump(one), list(one.export_corrections()), one.stories(), one.info().created
    assert main(["library", "copy", str(first), second]) == 0
    assert "verified: 70 articles" in capsys.readouterr().out
    assert main(["library", "copy", second, str(third), "--json"]) == 0
    with open_library(second) as there, open_library(third) as back:
        for library in (there, back):
            assert (dump(library), list(library.export_corrections()), library.stories(), library.info().created) == before
            assert library.check_file(deep=True) == ()
            assert library.add(many(3, first=500), read=read_small).added == 3  # numbers go on behind those that came
            assert library.check_file(deep=True) == ()
    assert main(["library", "copy", str(first), second]) == 2
    assert "has something in it" in capsys.readouterr().err
    assert main(["library", "copy", str(first)]) == 2


# ---- what cannot be opened -----------------------------------------------------------------------------------------------


def test_what_cannot_be_opened_is_told(postgres: Server) -> None:
    address = postgres.library()
    assert trouble(address, "read")[0] == "missing"
    assert trouble(address.replace("/postgres?", "/no_such?"))[0] == "missing"
    assert trouble(f"postgresql://tester:secret@127.0.0.1:{_free()}/postgres")[0] == "away"
    assert trouble(address.replace("tester@", "nobody:secret@"))[0] == "unreadable"
    assert "secret" not in trouble(address.replace("tester@", "nobody:secret@"))[1]
    assert trouble(address + "&colour=red")[0] == "unreadable"
    assert trouble("postgresql://tester@127.0.0.1:port/x")[0] == "unreadable"
    with open_library(address) as made:
        connection = made.database.connection
        connection.execute("CREATE SCHEMA strange")
        connection.execute("CREATE TABLE strange.t (a bigint)")
        connection.execute("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0 LOCALE 'C'")
        assert trouble(address.split("schema=")[0] + "schema=strange")[0] == "not-a-library"
        assert trouble(address.replace("/postgres?", "/latin?"))[0] == "not-a-library"
        connection.execute("INSERT INTO musnad_schema VALUES (999)")
    assert trouble(address)[0] == "newer"


def _free() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def test_the_password_is_in_no_message_and_no_answer() -> None:
    where = parse_address("postgresql://mona:top%2Fsecret@db.example:6543/news?schema=daily&sslmode=require")
    assert (where.user, where.password, where.port, where.schema, where.ssl) == ("mona", "top/secret", 6543, "daily", "require")
    assert where.path == "postgresql://mona@db.example:6543/news?schema=daily"


def test_an_older_library_is_brought_forward_whole(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    library.add(many(5), read=read_small)
    latest, scripts = schema.latest(), schema.scripts
    monkeypatch.setattr(schema, "latest", lambda: latest + 1)
    monkeypatch.setattr(schema, "scripts", lambda have: [*scripts(have), "CREATE TABLE newer (n INTEGER) STRICT;"])
    address = library.database.address
    assert trouble(address, "read")[0] == "older"
    lines: list[str] = []
    with open_library(address, tell=lines.append) as forward:
        assert (forward.info().schema, forward.coverage().articles) == (latest + 1, 5)
    assert "brought from version" in lines[0]


def test_a_user_who_may_only_read_can_read(library: Library) -> None:
    library.add(many(5), read=read_small)
    connection = library.database.connection
    (name,) = connection.execute("SELECT current_schema()::text").fetchone()
    connection.execute(f"CREATE ROLE reader_{name} LOGIN")
    connection.execute(f"GRANT USAGE ON SCHEMA {name} TO reader_{name}")
    connection.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA {name} TO reader_{name}")
    with open_library(library.database.address.replace("tester@", f"reader_{name}@")) as other:
        assert (other.info().read_only, other.search("السد").total) == (True, 5)
        with pytest.raises(LibraryError, match="reading only"):
            other.add(many(9), read=read_small)


def test_a_question_that_takes_too_long_is_ended(library: Library) -> None:
    started = time.monotonic()
    with pytest.raises(TooSlow), library.database.limited(0.3), library.database.reading() as connection:
        connection.execute("SELECT pg_sleep(20)")
    assert time.monotonic() - started < 10
    assert library.coverage().articles == 0


# ---- many at once ----------------------------------------------------------------------------------------------------------

_WRITER = """
import sys
sys.path.insert(0, sys.argv[1])
from small_news import many, read_small
from musnad.library import open_library
first = int(sys.argv[3])
with open_library(sys.argv[2]) as library:
    library.add(many(96, first), read=read_small, on_progress=lambda one: print(*one.ids, flush=True))
"""


def test_four_writers_and_eight_readers_lose_and_double_nothing(postgres: Server, tmp_path: Path) -> None:
    """Each article is added by two of the writers; readers always see whole articles, and never fewer than before."""
    address = postgres.library()
    open_library(address).close()
    faults: list[object] = []
    done = threading.Event()

    def read() -> None:
        with open_library(address, mode="read") as library:
            seen = 0
            while not done.is_set():
                try:
                    with library.snapshot():
                        info = library.info()
                        found = library.search("قال", unit="article", limit=3)
                    assert info.articles == info.versions == info.statements >= seen
                    assert found.total == min(info.articles, 1001), (found.total, info.articles)
                    seen = info.articles
                    done.wait(0.05)
                except Exception as error:
                    faults.append(error)
                    return

    readers = [threading.Thread(target=read) for _ in range(8)]
    for one in readers:
        one.start()
    here = os.path.dirname(__file__)
    writers = [
        subprocess.Popen([sys.executable, "-c", _WRITER, here, address, str(first)], stdout=subprocess.PIPE, text=True)
        for first in (0, 48, 96, 144)
    ]
    acknowledged = {key for one in writers for key in one.communicate(timeout=120)[0].split()}
    done.set()
    for thread in readers:
        thread.join(30)
    assert faults == []
    with open_library(address) as library, open_library(tmp_path / "alone.db") as alone:
        alone.add(many(240), read=read_small)
        assert [one.returncode for one in writers] == [0, 0, 0, 0]
        assert len(acknowledged) == library.info().articles == 240
        kept, expected = dump(library), dump(alone)
        for table in ("version", "entity", "statement_id"):
            assert kept[table] == expected[table], table
        assert library.check_file(deep=True) == ()


def test_killed_writers_lose_and_double_nothing(postgres: Server, tmp_path: Path) -> None:
    with open_library(tmp_path / "straight.db") as straight:
        straight.add(many(ARTICLES), read=read_small)
        expected = dump(straight)
    address, heard, hits = postgres.library(), set[str](), 0
    open_library(address).close()
    for number in range(3):
        acknowledged, ended = kill_once(address, 0.5 + 0.5 * number)  # type: ignore[arg-type]
        heard |= acknowledged
        hits += not ended
        with open_library(address) as library:
            assert heard <= {row[0] for row in dump(library)["article"]}, "an acknowledged article is lost"
            assert library.check_file(deep=True) == ()
    assert hits
    with open_library(address) as library:
        library.add(many(ARTICLES), read=read_small)
        assert dump(library) == expected


def test_a_server_that_is_restarted_while_articles_are_added() -> None:
    """As by a power cut: what was acknowledged is there, the program says what happened, and goes on when run again."""
    with running(sync=True) as server:
        address = server.library()
        with open_library(address) as library:
            heard: list[str] = []

            def hear(progress: Any) -> None:
                heard.extend(progress.ids)
                if len(heard) == 128:
                    server.stop("immediate")

            with pytest.raises(LibraryError) as caught:
                library.add(many(300), read=read_small, on_progress=hear)
            assert caught.value.trouble == "away"
            assert "acknowledged is kept" in str(caught.value)
            with pytest.raises(LibraryError, match="cannot be reached"):
                library.coverage()
            assert main(["said", "الراشد", "--library", address]) == 3
            server.start()
            assert library.coverage().articles == len(heard) == 128  # the same open library finds the server again
            assert library.add(many(300), read=read_small).added == 172
            assert library.check_file(deep=True) == ()
            server.stop()
            server.start()
            assert library.coverage().articles == 300  # a connection that was hung up meanwhile is made again, and nobody is told


def test_the_driver_is_an_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pg8000", None)
    kind, told = trouble("postgresql://mona:secret@127.0.0.1/news")
    assert (kind, "musnad[postgres]" in told, "secret" in told) == ("unreadable", True, False)



# ---- every command -------------------------------------------------------------------------------------------------------


def test_every_command_says_the_same(postgres: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The example stories go in, twice; then each command that asks a library is asked in both stores."""
    stories = str(Path(__file__).parents[1] / "examples" / "stories")
    shelves = [str(tmp_path / "news.db"), postgres.library()]
    said: list[list[str]] = []
    for shelf in shelves:
        first = (["add", stories], ["add", stories], ["names", "list"])
        answers = [_told(capsys, [*line, "--library", shelf]) for line in first]
        with open_library(shelf) as library:
            story, article = library.stories()[0].id, library.stories()[0].articles[0]
            statement = library.said("الصيرفي")[0].statement.id
            opened = library.database.connection.execute("SELECT count(*) FROM statement").fetchone()[0]
        assert opened > 20
        lines = [
            ["said", "الصيرفي", "--json"], ["acts", "--json"], ["stories", "--json"], ["story", story, "--json"],
            ["disagreements", "--json"], ["digest", "--json"], ["check", "المدارس ستفتح", "--json"], ["trace", article, "--json"],
            ["search", "قال", "--json"], ["search", "speaker:الصيرفي is:direct", "--json"],
            ["search", "about:المدارس after:2020", "--json"], ["dropped"], ["names", "show", "الصيرفي"], ["names", "doubtful"],
            ["names", "holders", "وزير"], ["versions", article, "--json"], ["explain", statement], ["cite", statement],
            ["correct", "checked", statement, "right", "--json"], ["correct", "list"],
            ["names", "rename", "عبد الرحمن الصيرفي", "محمود الصيرفي"], ["said", "الصيرفي"],
            ["export", "csv", "--out", str(tmp_path / "out.csv")], ["watch", "follow", "https://feed.example/rss"],
            ["watch", "status", "--json"], ["library", "check", "--deep"], ["library", "vacuum"], ["library", "refresh"],
            ["remove", article], ["stories", "--json"], ["library", "migrate"],
        ]  # fmt: skip
        said.append(answers + [_told(capsys, [*line, "--library", shelf]) for line in lines])
        (tmp_path / "out.csv").unlink()
    for here, there in zip(*said):
        assert here == there


def _told(capsys: pytest.CaptureFixture[str], line: list[str]) -> str:
    """What a command answers, with its exit code, without what is of one moment, or of one store."""
    code = main(line)
    out = capsys.readouterr()
    told = re.sub(r"postgresql://\S+|/\S*news\.db\S*", "LIBRARY", out.out + out.err)
    told = re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\S*|[0-9a-f]{32}|[\d,.]+ (MB|s|articles a second)\b", "#", told)
    return f"{line[0]} {line[1] if len(line) > 3 else ''} {code}\n{told}"
