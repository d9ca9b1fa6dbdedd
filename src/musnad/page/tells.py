"""What furniture tells: place, agencies and day of a dateline, origin of a credit, names of a byline, topics."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from musnad.page.phrases import FurnitureWords
from musnad.page.sourcelines import Piece, read_pieces, tokenize
from musnad.page.stamps import read_stamp
from musnad.records import Article, Block, BlockKind, Record, Span
from musnad.text.fold import Folded, fold

TellKind: TypeAlias = Literal["place", "agency", "outlet", "general", "person", "keyword", "date", "unknown"]

_WORD = re.compile(r"[^\W\d]+")
_CREDIT_PARTS = re.compile(r"[^+/|،,;؛()\n]+")
_KEYWORD_PARTS = re.compile(r"[^،,;؛|/\n]+")
_HASHTAG = re.compile(r"#(\w+)")
_AFTER_PHRASE = re.compile(r"[\s:.*|–—-]*")
_EDGES = " \t\n\r\u00a0:.*«»\"“”()[]–—-/"


class Told(Record, frozen=True):
    """One thing that furniture tells: its name (full where it is a known one), where it stands, and in what block.

    `general` stands for sources without naming one («وكالات»); a date's name is ISO 8601.
    """

    kind: TellKind
    name: str
    span: Span
    block: BlockKind


class Tells(Record, frozen=True):
    """What the furniture of one article tells, each in the order of the text.

    `agencies` are the agencies and outlets of datelines, `origins` those of credits (known or not), `published` the day
    of the first stamp.
    """

    places: tuple[Told, ...] = ()
    agencies: tuple[Told, ...] = ()
    dates: tuple[Told, ...] = ()
    bylines: tuple[Told, ...] = ()
    origins: tuple[Told, ...] = ()
    keywords: tuple[Told, ...] = ()
    published: Told | None = None


def what_blocks_tell(article: Article, words: FurnitureWords | None = None) -> Tells:
    """Read the article's datelines, bylines, credits, keywords and stamps. Spans go into the article's text."""
    known = words or FurnitureWords.load()
    told = [one for block in article.blocks for one in _read_block(article.text, block, known)]
    return Tells(
        places=_only(told, "dateline", {"place"}),
        agencies=_only(told, "dateline", {"agency", "outlet", "general"}),
        dates=_only(told, "dateline", {"date"}),
        bylines=_only(told, "byline", {"person", "unknown"}),
        origins=_only(told, "credit", {"agency", "outlet", "general", "unknown"}),
        keywords=_only(told, "keywords", {"keyword"}),
        published=next((one for one in told if one.block == "published"), None),
    )


def _only(told: list[Told], block: BlockKind, kinds: set[TellKind]) -> tuple[Told, ...]:
    return tuple(one for one in told if one.block == block and one.kind in kinds)


def _read_block(text: str, block: Block, words: FurnitureWords) -> list[Told]:
    folded = fold(text[slice(*block.span)])
    match block.kind:
        case "dateline" | "byline":
            return _sources(folded, block, words)
        case "credit":
            return _origins(folded, block, words)
        case "keywords":
            return _keywords(folded, block, words)
        case "published":
            moment = read_stamp(folded.text, words)
            return [_told("date", moment.value, folded, (0, len(folded.text)), block)] if moment else []
    return []


def _told(kind: TellKind, name: str, folded: Folded, span: tuple[int, int], block: Block) -> Told:
    """A thing told, its span brought from the block's folded text to the article's text."""
    start, stop = folded.span(*span)
    shift = block.span.start
    return Told(kind=kind, name=name, span=Span(start + shift, stop + shift), block=block.kind)


def _sources(folded: Folded, block: Block, words: FurnitureWords) -> list[Told]:
    """Places, agencies, dates and persons of a dateline or byline; a name that is the phrase itself is left out."""
    start = _after_phrase(folded.text, words)
    found = []
    for piece in read_pieces(tokenize(folded.text, start, len(folded.text)), words):
        name = _as_written(folded, piece) if piece.kind == "place" else piece.name or _as_written(folded, piece)
        if piece.kind == "date":
            moment = read_stamp(folded.text[piece.start : piece.stop], words)
            if moment is None:
                continue
            name = moment.value
        found.append(_told(piece.kind, name, folded, (piece.start, piece.stop), block))
    return found


def _as_written(folded: Folded, piece: Piece) -> str:
    return folded.source[slice(*folded.span(piece.start, piece.stop))]


def _after_phrase(text: str, words: FurnitureWords) -> int:
    """Where the content of a block begins behind its phrase («المصدر:», «بقلم»), else 0."""
    lead = re.match(r"[^\w#]*", text)
    skip = lead.end() if lead else 0
    for phrase in words.opening(text[skip:]):
        match = phrase.pattern.match(text, skip)
        if match is None or phrase.kind not in ("credit", "byline", "keywords"):
            continue
        if not text[match.end() : match.end() + 1].isalnum() and (phrase.kind != "byline" or phrase.where != "starred"):
            after = _AFTER_PHRASE.match(text, match.end())
            return after.end() if after else match.end()
    return 0


def _origins(folded: Folded, block: Block, words: FurnitureWords) -> list[Told]:
    """The sources that a credit names, parted by plus signs, strokes and commas; end marks and initials in Arabic name none."""
    found = []
    for match in _CREDIT_PARTS.finditer(folded.text, _after_phrase(folded.text, words)):
        start, stop = _trim(folded.text, *match.span())
        if not any(len(word) > 2 or (len(word) == 2 and word.isascii()) for word in _WORD.findall(folded.text, start, stop)):
            continue
        bare = _without_noun(folded.text, start, stop, words)
        pieces = read_pieces(tokenize(folded.text, bare, stop), words, after_place=True)
        if pieces and all(piece.kind in ("agency", "outlet", "general", "date") for piece in pieces):
            named = [piece for piece in pieces if piece.kind != "date"]
            found += [_told(piece.kind, piece.name, folded, (piece.start, piece.stop), block) for piece in named]
        else:
            name = folded.source[slice(*folded.span(start, stop))]
            found.append(_told("unknown", name, folded, (start, stop), block))
    return found


def _without_noun(text: str, start: int, stop: int, words: FurnitureWords) -> int:
    """Where the name begins behind «صحيفة», «وكالة» and the like."""
    match = _WORD.match(text, start, stop)
    if match and match.group() in words.outlet_nouns and text[match.end() : stop].strip():
        return match.end()
    return start


def _keywords(folded: Folded, block: Block, words: FurnitureWords) -> list[Told]:
    """Hashtags, or what stands between commas; words with blanks alone between them are one topic."""
    spans = [match.span(1) for match in _HASHTAG.finditer(folded.text)] or [
        match.span() for match in _KEYWORD_PARTS.finditer(folded.text, _after_phrase(folded.text, words))
    ]
    trimmed = [_trim(folded.text, *span) for span in spans]
    return [
        _told("keyword", folded.source[slice(*folded.span(*span))].replace("_", " "), folded, span, block)
        for span in trimmed
        if span[0] < span[1]
    ]


def _trim(text: str, start: int, stop: int) -> tuple[int, int]:
    while start < stop and text[start] in _EDGES:
        start += 1
    while stop > start and text[stop - 1] in _EDGES:
        stop -= 1
    return start, stop


__all__ = ["TellKind", "Tells", "Told", "what_blocks_tell"]
