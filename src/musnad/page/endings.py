"""What stands behind the text and between its parts: credits, names of writers, datelines of further reports."""

from __future__ import annotations

import re

from musnad.page.heads import Part, byline_parts, own_line_parts, stamp_line
from musnad.page.layout import FULL_STOP, Line, Sheet
from musnad.page.notices import label_line
from musnad.page.openings import put_parts
from musnad.page.phrases import FurnitureWords
from musnad.page.sourcelines import ARTICLE, has_clitic, is_bare_name, looks_like_name, read_pieces, tokenize

#: Where a sentence ends inside a line, and how far from the end of a line the last one may begin.
_STOP_INSIDE = re.compile(r"[.!؟?»\"”)][.\s]*\s")
_REACH = 120
_MARKED = re.compile(r"[()«»\"“”:،]")
_NAMES_APART = re.compile(r"\s*[/،,|]\s*|\s+[-–]\s+")
#: Credits and writers' trades have at most so many words.
_SHORT = 12
_DASH = re.compile(r"\s[-–—]|[-–—]\s")
_TRADE_WORDS = 9
#: Initials of writer and editors, between points and strokes: «ح.ز/ ع.ج».
_INITIALS = re.compile("[(\\[]?\\s?[\u0621-\u064a](?:\\s?[./]\\s?[\u0621-\u064a]){1,6}\\s?\\.?\\s?[)\\]]?(?!\\w)")
_GROUPS = re.compile("[\u0621-\u064a]{1,3}(?:/[\u0621-\u064a]{1,3}){1,4}$")
_LAST_LINES = 3
_DASHED = re.compile(r"(?<![^\s.!؟»\"])(?P<mark>[-–—*])\s?(?P<who>[^\W\d][^\n]*?)\s*$")
_MARKED_END = re.compile(r"[.!؟?…؛]$|[\"(]|\d")
#: A name behind a dash, and what may stand behind it: a place, or who its bearer is.
_SIGNATURE = re.compile(
    r"(?:(?<=\s)|(?<=[.!؟»]))(?P<dash>[-–—]\s?)?(?:[^\W\d]+\s?/\s?)?(?P<name>[^\W\d]+\.?(?: [^\W\d]+){1,4})"
    r"(?P<more>\s?\([^()\n]{2,30}\)|\s?[-–—_]{1,2}\s?[^\W\d][^\n.:]{1,60})?\s*$"
)


def label_stamps(sheet: Sheet, words: FurnitureWords) -> None:
    """Label stamps that stand in lines of their own behind the text."""
    for line in list(sheet.lines()):
        if stamp_line(sheet, line, words):
            sheet.put("published", line.start, line.stop)


def label_tail_credits(sheet: Sheet, words: FurnitureWords) -> None:
    """Label lines of the second half that only name agencies and outlets: «فرانس24/ أ ف ب»."""
    for line in list(sheet.lines()):
        if line.start < len(sheet.text) / 2 or len(sheet.words(line)) > _SHORT:
            continue
        pieces = read_pieces(tokenize(sheet.text, line.start, line.stop), words, after_place="/" in sheet.of(line))
        if pieces and all(piece.kind in ("agency", "outlet", "general") for piece in pieces):
            sheet.put("credit", line.start, line.stop)


def label_source_lines(sheet: Sheet, words: FurnitureWords) -> None:
    """Label bylines and datelines that fill a line inside the text: another report, or a copy, begins there."""
    lines = list(sheet.lines())
    dashes = [_count_dashes(sheet, line) for line in lines]
    for number, line in enumerate(lines):
        beside = dashes[max(number - 1, 0) : number] + dashes[number + 1 : number + 2]
        if dashes[number] and dashes[number] in beside:
            continue  # lines of one shape are a list: films and their countries, teams
        if parts := _source_parts(sheet, line, words):
            put_parts(sheet, parts)


def _count_dashes(sheet: Sheet, line: Line) -> int:
    """How many dashes part the words of a short line."""
    return len(_DASH.findall(sheet.of(line))) if line.stop - line.start <= _REACH else 0


def _source_parts(sheet: Sheet, line: Line, words: FurnitureWords) -> list[Part]:
    """Byline and dateline that a line, or what stands behind its last full stop, consists of."""
    tail = _last_sentence(sheet, line)
    if tail.stop - tail.start > _REACH or _MARKED.search(sheet.of(tail)):
        return []
    parts = byline_parts(sheet, tail, words) or own_line_parts(sheet, tail, words)
    pieces = read_pieces(tokenize(sheet.text, *tail), words) if tail == line else []
    return parts if len(parts) > 1 or len(pieces) > 1 else []


def _last_sentence(sheet: Sheet, line: Line) -> Line:
    """What stands behind the last full stop of a line that goes on after it, else the line."""
    text = sheet.of(line)
    start = max((match.end() for match in _STOP_INSIDE.finditer(text, max(0, len(text) - _REACH))), default=0)
    return Line(line.start + start, line.stop)


def label_tail_byline(sheet: Sheet, words: FurnitureWords) -> None:
    """Label a name or a description of the writer in the last line."""
    lines = [Line(0, 0), *sheet.lines()]
    if len(lines) < 2:
        return
    line = lines[-1] if _is_trade(sheet.of(lines[-1]), words) else _last_sentence(sheet, lines[-1])
    text = sheet.of(line)
    apart = line != lines[-1] or sheet.text[lines[-2].stop : line.start].count("\n") > 1
    if FULL_STOP.search(text) or not (apart or FULL_STOP.search(sheet.of(lines[-2]))):
        return
    names = _NAMES_APART.split(text)
    if all(is_bare_name(name, words) for name in names) or _is_trade(text, words) or _may_be_name(text, words):
        sheet.put("byline", line.start, line.stop)


def _may_be_name(text: str, words: FurnitureWords) -> bool:
    """Whether three or four words at the end are a name of which one word is also a noun («سالم جمعة الراوي»)."""
    run = text.split()
    nouns = sum(word in words.nouns for word in run)
    if any(word.startswith(ARTICLE) for word in run[:-1]) or any(has_clitic(word, words) for word in run):
        return False
    return 3 <= len(run) <= 4 and looks_like_name(run, words) and nouns <= 1 and not any(words.is_verb(one) for one in run)


def label_tail_phrases(sheet: Sheet, words: FurnitureWords) -> None:
    """Label a credit, keywords or notice whose phrase opens the few words behind the last full stop of the last lines."""
    for line in list(sheet.lines())[-_LAST_LINES:]:
        tail = _last_sentence(sheet, line)
        if tail != line and len(sheet.words(tail)) <= _SHORT:
            label_line(sheet, tail, words)


def label_letter_signature(sheet: Sheet, words: FurnitureWords) -> None:
    """Label who signs a letter or poem at its end: «- سالم الراوي», «سالم الراوي (جدة)», «سالم الراوي - مدير النادي»."""
    lines = [Line(0, 0), *sheet.lines()]
    last = lines[-1]
    match = _SIGNATURE.search(sheet.text, max(last.start, last.stop - _REACH), last.stop)
    if match is None or len(lines) < 2:
        return
    alone = not sheet.text[last.start : match.start()].strip()
    name = match["name"].split()
    if (not alone and not match["dash"]) or (alone and not (match["dash"] or match["more"])):
        return
    if alone and not FULL_STOP.search(sheet.of(lines[-2])) and not match["dash"]:
        return
    if looks_like_name(name, words) and not any(word in words.verbs or word in words.nouns for word in name):
        sheet.put("byline", match.start(), last.stop)


def label_signatures(sheet: Sheet, words: FurnitureWords) -> None:
    """Label who edited, translated or took the pictures, where the last lines say so: «تحرير: …», «ح.ز/ ع.ج (د ب أ)»."""
    for line in list(sheet.lines())[-_LAST_LINES:]:
        text = sheet.of(line)
        if _GROUPS.match(text):
            sheet.put("byline", line.start, line.stop)
            continue
        if len(text) > _REACH or not (match := _INITIALS.match(text)):
            if _is_signed(sheet, line, words):
                sheet.put("byline", line.start, line.stop)
            continue
        stop = line.start + match.end()
        pieces = read_pieces(tokenize(sheet.text, stop, line.stop), words)
        if all(piece.kind in ("agency", "outlet", "general") for piece in pieces):
            sheet.put("byline", line.start, stop)
            sheet.put("credit", stop, line.stop)


def _is_signed(sheet: Sheet, line: Line, words: FurnitureWords) -> bool:
    """Whether a short line is a byline phrase, a colon, and a name or initials."""
    text = sheet.of(line)
    head, colon, name = text.partition(":")
    if not colon or len(text) > _REACH or FULL_STOP.search(text) or not byline_parts(sheet, line, words):
        return False
    return bool(head.strip()) and (_INITIALS.match(name.strip()) is not None or _is_person(name, words))


def _is_person(text: str, words: FurnitureWords) -> bool:
    return all(looks_like_name(name.strip(" ()[]").split(), words) for name in _NAMES_APART.split(text))


def _is_trade(text: str, words: FurnitureWords) -> bool:
    """Whether a few words at the end say what the writer is: «كاتب وباحث», «أستاذ الاقتصاد في جامعة …»."""
    bare = text.lstrip("*-–—\x1a ")
    return len(bare.split()) <= _TRADE_WORDS and any(
        phrase.where == "starred" and phrase.kind == "byline" and phrase.pattern.match(bare)
        and (" " in bare or bare == phrase.text)
        for phrase in words.opening(bare)
    )  # fmt: skip


def label_dashed(sheet: Sheet, words: FurnitureWords) -> None:
    """Label what stands behind a dash or a star at the end of the text: who signs it, by name, office or place."""
    lines = list(sheet.lines())
    if len(lines) < 1:
        return
    match = _DASHED.search(sheet.text, max(lines[-1].start, lines[-1].stop - _REACH), lines[-1].stop)
    if match is None or len(match["who"].split()) > _SHORT or _MARKED_END.search(match["who"]):
        return
    listed = sum(sheet.of(line)[0] == match["mark"] for line in lines)
    first = match["who"].split()[0]
    before = sheet.text[: match.start()].rstrip()
    if listed > 1 or not before or FULL_STOP.search(before[-8:]) is None:
        return
    if not any(words.is_verb(word) for word in match["who"].split()) and first not in words.never_names:
        sheet.put("byline", match.start(), lines[-1].stop)


def label_starred(sheet: Sheet, words: FurnitureWords) -> None:
    """Label what stands behind a star at the end of the text: who the writer is («* شاعر وناقد»)."""
    told = False
    for line in list(sheet.lines())[-2:]:
        star = sheet.of(line).rfind("*")
        tail = Line(line.start + star, line.stop)
        if star >= 0 and len(sheet.words(tail)) <= _SHORT and (parts := byline_parts(sheet, tail, words)):
            put_parts(sheet, parts)
            told = True
        elif told and len(sheet.words(line)) <= _SHORT and not FULL_STOP.search(sheet.of(line)):
            sheet.put("byline", line.start, line.stop)  # the rest of the writer's trade


__all__ = [
    "label_dashed",
    "label_letter_signature",
    "label_signatures",
    "label_source_lines",
    "label_stamps",
    "label_starred",
    "label_tail_byline",
    "label_tail_credits",
    "label_tail_phrases",
]
