"""Small made-up news for the library's tests, and a reader of it that is quick and easy to see through."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from musnad.page.article import make_article
from musnad.records import Article, Cue, Entity, Link, Mention, Reading, Span, Speaker, Statement

_TOLD = re.compile(
    r"(?:نقلت (?P<via>\S+) عن .{0,40}? )?(?P<cue>قال|أكد|نفى|أعلن) (?P<who>[^.؛\n]{2,60}?) "
    r"(?P<that>إن|أن) (?P<what>[^.\n]{3,300})"
)
_STANCE = {"قال": "say", "أكد": "affirm", "نفى": "deny", "أعلن": "announce"}


def article(text: str, number: int = 0, **known: str | None) -> Article:
    """An article of an imagined outlet, at an address made of its number."""
    known = {"outlet": "النخيل", "url": f"https://nakhil.example/news/{number}", "published": "2025-08-17", **known}
    return make_article(text, **known)  # type: ignore[arg-type]


def read_small(article: Article, made_by: str = "small/1") -> Reading:
    """Find «قال فلان إن …» and nothing else. Pure, as the true reading is."""
    entities: dict[str, Entity] = {}
    mentions, statements = [], []
    for match in _TOLD.finditer(article.text):
        who = match["who"]
        entity = entities.setdefault(who, Entity(key=f"e{len(entities) + 1}", kind="person", name=who))
        span = Span(*match.span("who"))
        mentions.append(Mention(span=span, entity=entity.key, how="name"))
        statements.append(_statement(article, match, entity.key, span))
    return Reading(
        id=article.id, version=article.version, made_by=made_by, outlet=article.outlet, url=article.url,
        published=article.published, title=article.title, blocks=article.blocks, entities=tuple(entities.values()),
        mentions=tuple(mentions), statements=tuple(statements),
    )  # fmt: skip


def _statement(article: Article, match: re.Match[str], entity: str, who: Span) -> Statement:
    content = Span(*match.span("what"))
    key = hashlib.sha256(f"{article.id} {article.version} {content}".encode()).hexdigest()[:16]
    chain = [Link(kind="outlet", name=article.outlet or "", from_="article")]
    if match["via"]:
        chain.append(Link(kind="agency", name=match["via"], from_="sentence", span=Span(*match.span("via"))))
    return Statement(
        id=key, content=(content,), form="indirect", complement="clause", rule="small-verb", confidence=0.9,
        block="body",
        cue=Cue(span=Span(*match.span("cue")), lemma=match["cue"], stance=_STANCE[match["cue"]]),  # type: ignore[arg-type]
        speakers=(Speaker(entity=entity, name=match["who"], how="named", span=who, role=None),), chain=tuple(chain),
        said=article.published[:10] if article.published else None,
    )  # fmt: skip


_WHO = ("سامي الراشد", "وزير المياه", "ليلى حداد", "الناطق باسم البلدية", "مدير الميناء")
_WHAT = (
    "السد الجديد سيفتح في الربيع", "المياه وصلت إلى القرى كلها", "أعمال الترميم تنتهي بعد شهرين",
    "الميناء استقبل ثلاثين سفينة", "المدارس ستبقى مفتوحة",
)  # fmt: skip


def many(count: int, first: int = 0) -> Iterator[Article]:
    """So many different articles, the same each time, a few a day."""
    for number in range(first, first + count):
        who, what = _WHO[number % 5], _WHAT[number // 5 % 5]
        day = f"2025-{1 + number // 100 % 12:02}-{1 + number // 4 % 25:02}"
        text = f"قال {who} إن {what} وذلك في الخبر رقم {number}.\nوأوضح التقرير أن الحركة عادية والطقس صحو."
        yield article(text, number, title=f"خبر {number} عن {who}", published=day, given_id=f"n{number}")
