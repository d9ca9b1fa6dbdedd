"""Exports of Telegram channels and chats (``result.json``): each message with a text is an article of the channel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from musnad.page.article import make_article
from musnad.page.check import check_text
from musnad.page.defaults import Defaults
from musnad.records import Article, SetAside
from musnad.settings import Settings


def is_telegram(data: Any) -> bool:
    """Whether a JSON document is an export of one chat, or of many."""
    if not isinstance(data, dict):
        return False
    chats = data.get("chats")
    return isinstance(data.get("messages"), list) or (isinstance(chats, dict) and isinstance(chats.get("list"), list))


def read_telegram(
    data: Mapping[str, Any], where: str, defaults: Defaults, settings: Settings
) -> Iterator[Article | SetAside]:
    """Articles of an export, in its order. Messages without a text (pictures, notes on who came) are passed over."""
    many = data.get("chats")
    chats = many["list"] if isinstance(many, dict) else [data]
    for chat in chats:
        messages = chat.get("messages") if isinstance(chat, dict) else None
        for message in messages if isinstance(messages, list) else ():
            if isinstance(message, dict) and (text := _text(message.get("text"))):
                yield _article(text, message, chat, where, (defaults, settings))


def _article(
    text: str, message: Mapping[str, Any], chat: Mapping[str, Any], where: str, given: tuple[Defaults, Settings]
) -> Article | SetAside:
    defaults, settings = given
    number = message.get("id")
    place = f"{where}:{number}"
    if fault := check_text(text, place, settings):
        return fault
    name = chat.get("name")
    author, relayed = message.get("author"), message.get("forwarded_from")
    return make_article(
        text,
        title=defaults.title,
        outlet=defaults.outlet or (name if isinstance(name, str) and name.strip() else None),
        url=defaults.url,
        published=_moment(message) or defaults.published,
        author=author if isinstance(author, str) else None,
        profile=defaults.profile,
        given_id=f"{chat.get('id', '')}/{number}" if isinstance(number, int) else None,
        extra={"forwarded_from": relayed} if isinstance(relayed, str) else None,
    )


def _text(value: Any) -> str:
    """A message's text: a string, or pieces of which those with markup are objects."""
    if isinstance(value, str):
        return value if value.strip() else ""
    if not isinstance(value, list):
        return ""
    pieces = (piece if isinstance(piece, str) else piece.get("text") for piece in value if isinstance(piece, str | dict))
    whole = "".join(piece for piece in pieces if isinstance(piece, str))
    return whole if whole.strip() else ""


def _moment(message: Mapping[str, Any]) -> str | None:
    """When it was sent: by its seconds since 1970 in UTC, else as the export writes it, which is the exporter's clock."""
    try:
        return datetime.fromtimestamp(int(message["date_unixtime"]), UTC).isoformat()
    except (KeyError, ValueError, TypeError, OverflowError, OSError):
        date = message.get("date")
        return date if isinstance(date, str) else None


__all__ = ["is_telegram", "read_telegram"]
