"""Saved searches: told once, everywhere they are to be told, by real servers; and nothing twice for copies."""

from __future__ import annotations

import hashlib
import json
import socket
import sys
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import feedparser
import pytest
from tests.hostile import TRICKY
from tests.local_server import Handler, serving
from tests.small_news import read_small

from conftest import Place
from musnad.alerts import Alert, BadAlerts, Mail, read_alerts, tell_news
from musnad.faces.reader.examples import find_examples, open_examples
from musnad.library import Library, open_library
from musnad.page.article import make_article

NOW = "2025-05-04T06:00:00+00:00"


def add(library: Library, number: int, what: str, who: str = "سامي الراشد", outlet: str = "النخيل") -> None:
    library.add([make_article(f"قال {who} إن {what}.", outlet=outlet, url=f"https://{number}.example/", published="2025-05-04")],
                read=read_small)  # fmt: skip


@pytest.fixture
def library(place: Place) -> Iterator[Library]:
    with open_library(place("m")) as made:
        add(made, 0, "السد القديم باق كما هو منذ سنين")
        yield made


def rounds(library: Library, alert: Alert) -> list[tuple[str, int, str]]:
    return [(one.sink, one.told, one.trouble) for one in tell_news(library, [alert], lambda: NOW)]


def test_what_was_there_is_not_told_and_what_comes_is_told_once(library: Library, tmp_path: Path) -> None:
    alert = Alert(name="راشد", search="speaker:الراشد", atom=str(tmp_path / "feeds" / "a.atom"))
    assert rounds(library, alert) == [("atom", 0, "")]
    add(library, 1, "السد الجديد سيفتح في الربيع القادم بعد تأخير")
    add(library, 2, "الميناء يغلق غدا", who="ليلى حداد")
    assert rounds(library, alert) == [("atom", 1, "")]
    assert rounds(library, alert) == [("atom", 0, "")]
    feed = feedparser.parse((tmp_path / "feeds" / "a.atom").read_bytes())
    assert not feed.bozo
    (entry,) = feed.entries
    assert "السد الجديد سيفتح في الربيع" in entry.title
    assert entry.link == "https://1.example/"
    add(library, 3, "النفق يحتاج إلى عامين كاملين حتى ينتهي")
    assert rounds(library, alert) == [("atom", 1, "")]
    assert len(feedparser.parse((tmp_path / "feeds" / "a.atom").read_bytes()).entries) == 2


def test_a_copy_of_what_was_told_is_not_told(library: Library, tmp_path: Path) -> None:
    alert = Alert(name="a", search="speaker:الراشد", atom=str(tmp_path / "a.atom"))
    rounds(library, alert)
    add(library, 1, "السد الجديد سيفتح في الربيع القادم بعد تأخير")
    add(library, 2, "السد الجديد سيفتح في الربيع القادم بعد التأخير", outlet="الميناء")
    assert rounds(library, alert) == [("atom", 1, "")]
    add(library, 3, "السد الجديد سيفتح في الربيع القادم، بعد تأخير", outlet="الساحل")
    assert rounds(library, alert) == [("atom", 0, "")]
    add(library, 4, "السد الجديد سيفتح في الربيع القادم بعد تأخير", who="وزير المياه الراشد")
    assert rounds(library, alert) == [("atom", 1, "")]  # the same words of another


def test_a_webhook_and_its_failures(library: Library) -> None:
    got: list[Any] = []
    broken = [True]

    def do_POST(self: Handler) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if broken[0]:
            self.say(500, b"")
        else:
            got.append(json.loads(body))
            self.say(204, b"")

    with serving() as server:
        server.handler.do_POST = do_POST  # type: ignore[attr-defined]
        alert = Alert(name="a", search="speaker:الراشد", webhook=server.at("/hook"))
        rounds(library, alert)
        add(library, 1, "السد الجديد سيفتح في الربيع القادم بعد تأخير")
        ((_, told, trouble),) = rounds(library, alert)
        assert (told, "500" in trouble) == (0, True)
        broken[0] = False
        assert rounds(library, alert) == [("webhook", 1, "")]
        assert rounds(library, alert) == [("webhook", 0, "")]
    assert [one["alert"] for one in got] == ["a"]
    assert got[0]["news"][0]["record"]["article"]["outlet"] == "النخيل"


def test_a_mail(library: Library) -> None:
    controller = pytest.importorskip("aiosmtpd.controller", reason="needs aiosmtpd (pip install -e .[dev])")
    got: list[bytes] = []

    class Keep:
        async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: ARG002
            got.append(envelope.content)
            return "250 OK"

    server = controller.Controller(Keep(), hostname="127.0.0.1", port=free_port())
    server.start()
    try:
        mail = Mail(to="a@b.example", from_="m@b.example", server="127.0.0.1", port=server.port)
        alert = Alert(name="راشد", search="speaker:الراشد", mail=mail)
        rounds(library, alert)
        add(library, 1, "السد الجديد سيفتح في الربيع القادم بعد تأخير")
        assert rounds(library, alert) == [("mail", 1, "")]
    finally:
        server.stop()
    message = message_from_bytes(got[0], policy=default)
    assert "راشد" in message["Subject"]
    assert "السد الجديد سيفتح في الربيع" in message.get_content()


def test_words_that_break_formats_arrive_whole_everywhere(library: Library, tmp_path: Path) -> None:
    """By feed, web, mail and command: what an article says is told as it stands, and nothing of it is obeyed."""
    controller = pytest.importorskip("aiosmtpd.controller", reason="needs aiosmtpd (pip install -e .[dev])")
    mails: list[Any] = []
    posts: list[Any] = []

    class Keep:
        async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: ARG002
            mails.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=default)))
            return "250 OK"

    def do_POST(self: Handler) -> None:
        posts.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.say(204, b"")

    smtp = controller.Controller(Keep(), hostname="127.0.0.1", port=free_port())
    smtp.start()
    try:
        with serving() as server:
            server.handler.do_POST = do_POST  # type: ignore[attr-defined]
            out = tmp_path / "out"
            keep = f"import sys; open({str(out)!r}, 'ab').write(sys.stdin.buffer.read())"
            alert = Alert(
                name="تنبيه\r\nBcc: y@bad.example", search="speaker:الراشد", atom=str(tmp_path / "a.atom"),
                webhook=server.at("/"), command=(sys.executable, "-c", keep),
                mail=Mail(to="a@b.example", from_="m@b.example", server="127.0.0.1", port=smtp.port),
            )  # fmt: skip
            rounds(library, alert)
            for number, odd in enumerate(TRICKY, 1):
                add(library, number, f"الخبر {words_of(number)} {' '.join(odd.split())} والسلام", outlet=f"{odd} \ufffe")
            assert {(told, trouble) for _, told, trouble in rounds(library, alert)} == {(len(TRICKY), "")}
    finally:
        smtp.stop()
    said = {one.statement.id: one.texts[0] for one in library.said("الراشد")}
    feed = feedparser.parse((tmp_path / "a.atom").read_bytes(), sanitize_html=False)
    assert not feed.bozo
    assert len(feed.entries) == len(TRICKY)
    for entry in feed.entries:
        assert "".join(said[entry.id.rpartition(":")[2]].split()) in "".join(entry.title.split())
    ((to, message),) = mails
    assert to == ["a@b.example"]
    assert message["Bcc"] is None
    assert all(text in message.get_content() for text in said.values() if "الخبر" in text)
    assert {news["record"]["texts"][0] for news in posts[0]["news"]} == {text for text in said.values() if "الخبر" in text}
    assert len(out.read_text("utf-8").splitlines()) == len(TRICKY)


def test_a_command_gets_lines_of_json_and_no_shell(library: Library, tmp_path: Path) -> None:
    out = tmp_path / "out"
    keep = f"import sys; open({str(out)!r}, 'ab').write(sys.stdin.buffer.read())"
    alert = Alert(name="$(touch x)", search="speaker:الراشد", command=(sys.executable, "-c", keep))
    rounds(library, alert)
    add(library, 1, "السد $(touch y) الجديد سيفتح في الربيع القادم")
    assert rounds(library, alert) == [("command", 1, "")]
    assert [json.loads(line)["alert"] for line in out.read_text("utf-8").splitlines()] == ["$(touch x)"]
    failing = Alert(name="b", search="speaker:الراشد", command=(sys.executable, "-c", "raise SystemExit(3)"))
    rounds(library, failing)
    add(library, 2, "المطار الجديد يفتح أبوابه للمسافرين قريبا جدا")
    assert "3" in rounds(library, failing)[0][2]
    missing = Alert(name="c", search="speaker:الراشد", command=("/no/such/program",))
    rounds(library, missing)
    add(library, 3, "الملعب الكبير يستقبل الجمهور بعد غياب طويل")
    assert "/no/such/program" in rounds(library, missing)[0][2]


def test_denials_and_differences(tmp_path: Path) -> None:
    folder = find_examples()
    assert folder is not None
    alerts = [Alert(name="d", differences=True, atom=str(tmp_path / "d.atom")),
              Alert(name="n", search="is:denied", atom=str(tmp_path / "n.atom"))]  # fmt: skip
    with open_library(tmp_path / "m.db") as library:
        tell_news(library, alerts, lambda: NOW)
        library.add(open_examples(folder), workers=0)
        found = len([one for one in library.disagreements() if one.verdict != "compatible"])
        denied = library.search("is:denied", unit="statement", limit=None).total
        told = {one.alert: one.told for one in tell_news(library, alerts, lambda: NOW)}
    assert found >= 1
    assert told["d"] == found
    assert 1 <= told["n"] <= denied


def words_of(number: int) -> str:
    """Eight words that no other number has, so that nothing is taken for a copy."""
    digits = hashlib.sha256(str(number).encode()).hexdigest()[:48]
    return " ".join("".join("ابتثجحخدرزسشصضطع"[int(digit, 16)] for digit in digits[at : at + 6]) for at in range(0, 48, 6))


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.mark.parametrize(("text", "what"), [
    ("[[alert]]\nname = 'a'\n", "search"),
    ("[[alert]]\nname = 'a'\nsearch = 'x'\n", "tells nobody"),
    ("[[alert]]\nname = 'a'\nsearch = 'x'\natom = 'f'\nsurch = 'x'\n", "surch"),
    ("[[alert]]\nname = 'a'\nsearch = 'x'\natom = 'f'\n[[alert]]\nname = 'a'\ndifferences = true\natom = 'f'\n", "two alerts"),
    ("[[alert]\n", "line 1"),
    ("x = 1\n", "alert"),
])  # fmt: skip
def test_a_file_with_a_fault_says_which(tmp_path: Path, text: str, what: str) -> None:
    path = tmp_path / "alerts.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(BadAlerts, match=what) as error:
        read_alerts(path)
    assert str(path) in str(error.value)


def test_a_file_of_alerts(tmp_path: Path) -> None:
    path = tmp_path / "alerts.toml"
    mail = 'mail = {to = "a@b.c", from = "d@e.f"}'
    path.write_text(f'[[alert]]\nname = "k"\nsearch = "speaker:بيسكوف"\natom = "k.atom"\n{mail}\n', "utf-8")
    (alert,) = read_alerts(path)
    assert alert.sinks == ("atom", "mail")
    assert alert.mail == Mail(to="a@b.c", from_="d@e.f")
