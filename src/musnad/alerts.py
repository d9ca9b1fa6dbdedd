"""Saved searches that tell what is new: by an Atom feed, a webhook, a mail or a command of the user's own.

A file in TOML names them::

    [[alert]]
    name = "kremlin"
    search = "speaker:بيسكوف"          # or: differences = true
    atom = "alerts/kremlin.atom"       # any of the four
    webhook = "http://127.0.0.1:9000/musnad"
    command = ["notify-send", "Musnad"]
    mail = {to = "desk@example.org", from = "musnad@example.org", server = "smtp.example.org", port = 25}

What an alert finds when it first runs is not told: it is what was there. Where telling fails, it is tried again in the
next round; where it succeeds, it is never told again, nor is a copy of it.
"""

from __future__ import annotations

import re
import smtplib
import subprocess
import tomllib
from collections.abc import Callable, Sequence
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import msgspec

from musnad.library import Library
from musnad.records import Of, Record
from musnad.store import tellings
from musnad.store.answers import Said
from musnad.text.fold import fold

#: Results of a search that are looked at in one round, entries of an Atom feed, seconds that telling may take.
_MOST, _ENTRIES, _SECONDS = 500, 100, 30.0
_ATOM = "http://www.w3.org/2005/Atom"
#: What XML 1.0 cannot hold, in whatever way it is written.
_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class BadAlerts(ValueError):
    """A file of alerts that cannot be read: the message says what is wrong and where."""


class Mail(Record, frozen=True, rename={"from_": "from"}, forbid_unknown_fields=True):
    """To whom a mail goes, from whom, and through which server (SMTP)."""

    to: str
    from_: str
    server: str = "localhost"
    port: int = 25


class Alert(Record, frozen=True, forbid_unknown_fields=True):
    """A saved search, or the differences, and where it tells."""

    name: str
    search: str = ""
    differences: bool = False
    atom: str = ""
    webhook: str = ""
    command: tuple[str, ...] = ()
    mail: Mail | None = None

    @property
    def sinks(self) -> tuple[str, ...]:
        """The names of where it tells."""
        return tuple(name for name in ("atom", "webhook", "command", "mail") if getattr(self, name))


class News(Record, frozen=True):
    """One thing that is told: a line, where it was reported, and the record it stands on."""

    id: str
    alert: str
    line: str
    outlet: str | None
    url: str | None
    published: str | None
    record: Any


class Telling(Record, frozen=True):
    """What one round of one alert did at one place: how many things were told, or what went wrong."""

    alert: str
    sink: str
    told: int = 0
    trouble: str = ""


class _File(msgspec.Struct, forbid_unknown_fields=True):
    alert: list[Alert]


def read_alerts(path: str | Path) -> list[Alert]:
    """The alerts of a file. Raises BadAlerts, and OSError where it cannot be opened."""
    try:
        found = msgspec.convert(tomllib.loads(Path(path).read_text(encoding="utf-8")), _File).alert
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
        raise BadAlerts(f"{path}: {error}") from error
    names = [one.name for one in found]
    for one in found:
        if names.count(one.name) > 1:
            raise BadAlerts(f"{path}: two alerts are called {one.name!r}")
        if bool(one.search) == one.differences:
            raise BadAlerts(f"{path}: alert {one.name!r} needs either search = \"…\" or differences = true")
        if not one.sinks:
            raise BadAlerts(f"{path}: alert {one.name!r} tells nobody: give it atom, webhook, command or mail")
    return found


def tell_news(library: Library, alerts: Sequence[Alert], now: Callable[[], str]) -> list[Telling]:
    """One round of all alerts: what is new since the last one is told, at each place by itself."""
    done = []
    for alert in alerts:
        found = _differences(library, alert) if alert.differences else _statements(library, alert)
        done += [_tell(library, alert, sink, found, now()) for sink in alert.sinks]
    return done


def _tell(library: Library, alert: Alert, sink: str, found: Sequence[tuple[News, str]], now: str) -> Telling:
    key = f"{alert.name}/{sink}"
    words = {news.id: folded for news, folded in found}
    with library.database.reading() as connection:
        begun = tellings.is_begun(connection, key)
        new = set(tellings.untold(connection, key, words.items()))
    if not begun:
        with library.database.write() as connection:
            rows = [(news.id, folded, "") for news, folded in found] or [("-", "", "")]
            tellings.note_told(connection, key, rows, now)
        return Telling(alert=alert.name, sink=sink)
    fresh = [news for news, _ in found if news.id in new]
    rest = [(news.id, folded, "") for news, folded in found if news.id not in new]
    try:
        if fresh:
            _SINKS[sink](library, alert, key, fresh, now)
    except (OSError, ValueError, smtplib.SMTPException, subprocess.SubprocessError) as error:
        return Telling(alert=alert.name, sink=sink, trouble=f"{type(error).__name__}: {error}")
    with library.database.write() as connection:
        rows = [(one.id, words[one.id], msgspec.json.encode(one).decode()) for one in fresh]
        tellings.note_told(connection, key, [*rows, *rest], now)
    return Telling(alert=alert.name, sink=sink, told=len(fresh))


# ---- what is new -----------------------------------------------------------------------------------------------------


def _statements(library: Library, alert: Alert) -> list[tuple[News, str]]:
    """The newest statements that the search finds, the oldest first, each with its speaker and its words, folded."""
    hits = library.search(alert.search, unit="statement", limit=_MOST).hits
    return [_statement(alert, hit.statement) for hit in reversed(hits) if hit.statement is not None]


def _statement(alert: Alert, said: Said) -> tuple[News, str]:
    who = "\N{ARABIC COMMA} ".join(speaker.name for speaker in said.statement.speakers)
    what, article = " … ".join(said.texts), said.article
    line = f"{who}: «{what}»" if who else f"«{what}»"
    news = News(id=said.statement.id, alert=alert.name, line=line, outlet=article.outlet, url=article.url,
                published=article.published, record=said)  # fmt: skip
    return news, f"{fold(who).text}\t{fold(what).text}"


def _differences(library: Library, alert: Alert) -> list[tuple[News, str]]:
    """Where outlets differ, without what is compatible."""
    found = []
    for one in library.disagreements():
        if one.verdict != "compatible":
            article, _ = library.article(one.sides[0].article)
            values = " / ".join(dict.fromkeys(_words_of(library, side.article, side.of, side.span) for side in one.sides))
            news = News(id=one.id, alert=alert.name, line=f"{one.verdict}: {values} ({one.fact})", outlet=article.outlet,
                        url=article.url, published=article.published, record=one)  # fmt: skip
            found.append((news, ""))
    return found


def _words_of(library: Library, key: str, of: Of, span: Sequence[int]) -> str:
    article, _ = library.article(key)
    return article.source(of)[span[0] : span[1]]


# ---- where it is told ------------------------------------------------------------------------------------------------


def _atom(library: Library, alert: Alert, key: str, fresh: Sequence[News], now: str) -> None:
    """Write the Atom feed (RFC 4287) anew, with what was told before; in one step, so that no reader sees half of it."""
    with library.database.reading() as connection:
        old = tellings.last_told(connection, key, _ENTRIES)
    rows = [(news, now) for news in fresh] + [(msgspec.json.decode(record, type=News), at) for _, record, at in old]
    ElementTree.register_namespace("", _ATOM)
    root = ElementTree.Element(f"{{{_ATOM}}}feed")
    _sub(root, "id", f"urn:musnad:alert:{alert.name}")
    _sub(root, "title", alert.name)
    _sub(root, "updated", now)
    for news, at in rows[:_ENTRIES]:
        _atom_entry(root, news, at)
    path = Path(alert.atom)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))
    part.replace(path)


def _atom_entry(root: ElementTree.Element, news: News, at: str) -> None:
    entry = _sub(root, "entry", None)
    _sub(entry, "id", f"urn:musnad:{news.id}")
    _sub(entry, "title", news.line)
    _sub(entry, "updated", at)
    _sub(_sub(entry, "author", None), "name", news.outlet or "Musnad")
    _sub(entry, "content", news.line)
    if news.url:
        _sub(entry, "link", None).set("href", news.url)


def _sub(parent: ElementTree.Element, name: str, text: str | None) -> ElementTree.Element:
    made = ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}")
    made.text = None if text is None else _NO_XML.sub("", text)
    return made


def _webhook(library: Library, alert: Alert, key: str, fresh: Sequence[News], now: str) -> None:  # noqa: ARG001
    """Post what is new as JSON. The address is the user's own choice, so it may be one of this computer."""
    import httpx

    body = msgspec.json.encode({"alert": alert.name, "at": now, "news": fresh})
    try:
        answer = httpx.post(alert.webhook, content=body, headers={"Content-Type": "application/json"}, timeout=_SECONDS)
        answer.raise_for_status()
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise OSError(f"{alert.webhook}: {error}") from error


def _command(library: Library, alert: Alert, key: str, fresh: Sequence[News], now: str) -> None:  # noqa: ARG001
    """Run a command with what is new on its standard input, a line of JSON each. No shell sees any of it."""
    lines = b"".join(msgspec.json.encode(one) + b"\n" for one in fresh)
    subprocess.run(alert.command, input=lines, check=True, timeout=_SECONDS)


def _mail(library: Library, alert: Alert, key: str, fresh: Sequence[News], now: str) -> None:  # noqa: ARG001
    """Send one mail with everything that is new."""
    assert alert.mail is not None
    message = EmailMessage()
    message["Subject"] = f"Musnad: {' '.join(alert.name.split())} ({len(fresh)})"
    message["From"], message["To"] = alert.mail.from_, alert.mail.to
    message["Message-ID"] = f"<{fresh[0].id}.{len(fresh)}@musnad.invalid>"
    message.set_content("\n\n".join(f"{one.line}\n{one.outlet or ''} {one.published or ''}\n{one.url or ''}" for one in fresh))
    with smtplib.SMTP(alert.mail.server, alert.mail.port, timeout=_SECONDS) as server:
        server.send_message(message)


_SINKS: dict[str, Callable[[Library, Alert, str, Sequence[News], str], None]] = {
    "atom": _atom, "webhook": _webhook, "command": _command, "mail": _mail,
}  # fmt: skip

__all__ = ["Alert", "BadAlerts", "Mail", "News", "Telling", "read_alerts", "tell_news"]
