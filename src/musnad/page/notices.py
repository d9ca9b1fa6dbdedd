"""Credits, keywords and notices: lines, ends of lines and sentences that phrases, addresses or code give away."""

from __future__ import annotations

import re

from musnad.page.layout import FULL_STOP, Line, Sheet
from musnad.page.phrases import FurnitureWords, Phrase
from musnad.page.sourcelines import read_pieces, tokenize
from musnad.text.sentences import split_sentences

#: What may stand in front of a phrase: bullets, brackets, strokes, stars, pictures.
DECORATION = re.compile(r"[^\w#@©]{0,8}")
_COLON = re.compile(r"[\s)]*(?::|\.\.+|…|\||[-–—])|\s*$")
_EMPTY = re.compile(r"\W*$")
_ADDRESS = r"(?:(?a:[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,24})+|@\w+)|(?:https?://|www\.|t\.co/)[!-~]+)"
_ADDRESSES = re.compile(rf"(?:[^\w@]{{0,8}}{_ADDRESS})+\W{{0,8}}$")
_LINK = re.compile(r"\W{0,4}https?://[!-~]+")
#: Addresses in front of a notice that stands in the middle of a line, maybe glued to it.
_BEFORE = re.compile(rf"(?:^|(?<=\s))(?:[^\w@]{{0,8}}{_ADDRESS})+\W{{0,8}}$")
_TAIL_ADDRESS = re.compile(rf"(?:(?:^|\s){_ADDRESS}\s*)+$")
_TWEET = re.compile(r"[—–-]\s?[^—–@]{2,80}\(@\w+\)\s+\w+ \d{1,2}, \d{4}")
_CODE = re.compile(
    r"(?<![\w-])[#.]?[a-z][\w-]{0,60}(?:[ ,>][\w.#:-]{1,60}){0,4}\s?\{[^{}]{0,400}[:;]|<(?:script|style|iframe|div|img)\b|"
    r"\$\(\s?(?:document|window|['\"#.])|function\s?\w{0,40}\(|\bvar \w{1,40}\s?=|window\.\w{1,40}|jquery",
    re.ASCII,
)
_CODE_MARKS = "{};="
#: An agency's mark, the editors' initials and a clock behind the last sentence: «--(بترا) س ر/ 04/05/2025».
_SIGNED = re.compile(r"--\s?\([^()\n]{2,30}\)[^()\n]{0,60}$")
_BRACKETED = re.compile(r"[-–—\s]{0,8}[(«\"“]([^()«»\"“”\n]{2,40})[)»\"”]\s*\.?$")
_HASHTAGS = re.compile(r"(?:#\s?\w+[\s،,|]*)+$")
#: Notices of the kind `sentence` take a whole line up to this many words, else only their sentence.
_LINE_WORDS = 45
_KEYWORD_WORDS = 60
_COUNTED = re.compile(r"\d{1,3} ([^\W\d]+)$")
_BAR_WORD = re.compile(r"[^\W\d_]+")
_BAR_LENGTH = 120
_NOTICE_WORDS = 35
#: How far from the end of the text, in code points, keywords without a colon are looked for.
_TAIL = 400
_SHORT = 8
#: Lines of tags have at most so many words, an agency's clock at most so many characters.
_TAG_WORDS, _CLOCK = 6, 12


def label_notices(sheet: Sheet, words: FurnitureWords) -> None:
    """Label program code, credits, keywords and notices wherever they stand."""
    for line in list(sheet.lines()) if any(char in sheet.text for char in _CODE_MARKS) else ():
        _label_code(sheet, line)
    for line in list(sheet.lines()):
        label_line(sheet, line, words)
    there = [phrase for phrase in words.within if phrase.key in sheet.text]
    for line in list(sheet.lines()) if there else ():
        _label_inside(sheet, line, there, words)
    _label_runs(sheet, words)
    _label_ends(sheet, words)
    _label_runs(sheet, words)


def _label_code(sheet: Sheet, line: Line) -> None:
    """From the first program code of a line to its end: style sheets and scripts that a crawler took for text."""
    match = _CODE.search(sheet.text, line.start, line.stop)
    if match and sum(char in _CODE_MARKS for char in sheet.of(line)) >= 2:
        sheet.put("notice", match.start(), line.stop)


def label_line(sheet: Sheet, line: Line, words: FurnitureWords) -> bool:
    """Label a line that a phrase opens, or that holds nothing but addresses or hashtags; whether it was one."""
    text = sheet.of(line)
    if _ADDRESSES.match(text):
        sheet.put("notice", line.start, line.stop)
        return True
    if link := _LINK.match(text):
        sheet.put("notice", line.start, line.start + link.end())
    for tweet in _TWEET.finditer(text):
        sheet.put("notice", line.start + tweet.start(), line.start + tweet.end())
    if _HASHTAGS.match(text):
        sheet.put("keywords", line.start, line.stop)
        return True
    if len(text) <= _BAR_LENGTH and (_is_bar(text, words) or _is_counted(text, words)):
        sheet.put("notice", line.start, line.stop)
        return True
    lead = DECORATION.match(text)
    core = text[lead.end() :] if lead else text
    for phrase in words.opening(core):
        match = phrase.pattern.match(core)
        if match and phrase.kind in ("credit", "keywords", "notice") and _stands(phrase, text, core[match.end() :]):
            stop = line.stop if phrase.where != "glued" else line.stop - len(core) + match.end()
            sheet.put(phrase.kind, line.start, stop)
            return True
    return False


def _is_bar(text: str, words: FurnitureWords) -> bool:
    """Whether a line strings together what share bars hold: two or more names of networks, «print», «save»."""
    found = _BAR_WORD.findall(text)
    return len(found) >= 2 and all(word in words.bar_words for word in found)


def _is_counted(text: str, words: FurnitureWords) -> bool:
    """Whether a line is a number and a phrase that stands behind one: «3 minutes»."""
    match = _COUNTED.match(text)
    return match is not None and any(one.where == "counted" and one.text == match[1] for one in words.opening(match[1]))


def _stands(phrase: Phrase, line: str, rest: str) -> bool:
    """Whether a phrase that opens a line stands as its row says; `rest` is what follows it in the line."""
    decoration = line[: len(line) - len(rest) - len(phrase.text)] if rest or phrase.text in line else ""
    match phrase.where:
        case "line":
            return bool(_EMPTY.match(rest))
        case "colon":
            return bool(_COLON.match(rest)) and (phrase.kind != "credit" or len(rest.split()) <= 14)
        case "lead":
            return not rest[:1].isalnum() and len(rest.split()) <= _NOTICE_WORDS
        case "short":
            return not rest[:1].isalnum() and len(rest.split()) <= 4
        case "glued":
            return not rest[:1].isalnum()
        case "inside":
            return not rest[:1].isalnum() and len(rest.split()) <= _KEYWORD_WORDS
        case "starred":
            return _starred(phrase, line, rest)
        case "dotted":
            return line.startswith((".", "…", "[", "«", ">")) and bool(_EMPTY.match(rest))
        case "caption":
            return len(rest.split()) <= 20 and not FULL_STOP.search(line) and decoration.strip() == ""
    return False


def _starred(phrase: Phrase, line: str, rest: str) -> bool:
    """Behind a star; some credits also without one, alone in a short line."""
    if len(rest.split()) > (_SHORT if phrase.kind == "credit" else 2 * _SHORT):
        return False
    if line[0] in "*٭•":
        return True
    return phrase.kind == "credit" and len(phrase.text) > 4 and len(rest.split()) <= 5 and not FULL_STOP.search(line)


def _label_inside(sheet: Sheet, line: Line, phrases: list[Phrase], words: FurnitureWords) -> None:
    """Label what phrases give away in the middle of a line: to its end, or the sentence that holds them."""
    text = sheet.of(line)
    for phrase in phrases:
        match = phrase.pattern.search(text)
        if match is None or phrase.kind not in ("credit", "keywords", "notice", "byline"):
            continue
        if phrase.where == "sentence":
            start, stop = _sentence(sheet, line, match.start())
            sheet.put(phrase.kind, start, stop)
        elif phrase.where == "within" and len(text.split()) <= (_SHORT if phrase.kind == "notice" else 2 * _SHORT):
            sheet.put(phrase.kind, line.start, line.stop)
        elif phrase.where in ("inside", "tail") and (begin := _inside(sheet, line, phrase, words)) is not None:
            if phrase.kind == "notice" and (address := _BEFORE.search(text, 0, begin - line.start)):
                begin = line.start + address.start()
            sheet.put(phrase.kind, begin, line.stop)


def _sentence(sheet: Sheet, line: Line, at: int) -> tuple[int, int]:
    """The line, or of a long line the sentence, around an offset of the line."""
    if len(sheet.words(line)) <= _LINE_WORDS:
        return line
    for span in split_sentences(sheet.of(line)):
        if span.start <= at < span.stop:
            return line.start + span.start, line.start + span.stop
    return line


def _inside(sheet: Sheet, line: Line, phrase: Phrase, words: FurnitureWords) -> int | None:
    """Where keywords or a notice begin in the middle of a line: a colon after them, or near the end of the text."""
    text = sheet.of(line)
    for match in reversed(list(phrase.pattern.finditer(text))):
        before, after = text[: match.start()].rstrip(), text[match.end() :]
        if (text[match.start() - 1 : match.start()] or " ").isalpha() and not text[match.start() - 1].isascii():
            continue
        near = len(sheet.text.rstrip()) - line.start - match.start() < _TAIL
        if phrase.kind == "notice" and near:
            return line.start + match.start()
        if phrase.where == "inside" and re.match(r"\s*:", after) and len(after.split()) <= _KEYWORD_WORDS:
            return line.start + match.start()
        if phrase.where == "tail" and near and (not before or before[-1] in ".!؟?…\"»”)") and _is_list(after):
            return line.start + match.start()
        if phrase.where == "tail" and line.stop == len(sheet.text.rstrip()) and _are_tags(after, words):
            return line.start + match.start()
    return None


def _are_tags(text: str, words: FurnitureWords) -> bool:
    """Whether words behind the text, with or without a full stop before them, are tags: neither verb nor function word."""
    found = _BAR_WORD.findall(text.replace("..", ""))
    if not 2 <= len(found) <= 30 or text[:1] != " " or re.search(r"(?<!\.)\.(?!\.)|[!؟?؛:«]", text):
        return False
    return not any(word in words.verbs or word in words.never_names for word in found)


def _is_list(text: str) -> bool:
    """Whether words can be a list of tags: some words with no point among them."""
    return 1 <= len(text.split()) <= 30 and text[:1] == " " and not re.search(r"[.!؟?؛:«\"]", text)


def _label_runs(sheet: Sheet, words: FurnitureWords) -> None:
    """Short lines that go on with a credit, keywords or a notice above them."""
    for line in list(sheet.lines()):
        before = line.start - 1
        while before > 0 and sheet.text[before].isspace():
            before -= 1
        kind = sheet.kind_at(before) if before > 0 else None
        if kind == "notice" and _goes_on(sheet, line, before):
            sheet.put("notice", line.start, line.stop)
        elif kind in ("credit", "keywords") and sheet.text[before] == ":" and len(sheet.words(line)) <= 5:
            sheet.put(kind, line.start, line.stop)
        elif kind == "keywords" and _is_tag(sheet, line, before, words):
            sheet.put("keywords", line.start, line.stop)
        elif kind == "credit" and any(char.isdigit() for char in sheet.of(line)) and len(sheet.of(line)) <= _CLOCK:
            sheet.put("credit", line.start, line.stop)  # an agency's clock and number behind its mark of the end


def _is_tag(sheet: Sheet, line: Line, before: int, words: FurnitureWords) -> bool:
    """Whether a short line goes on with tags: below their phrase alone in its line, or below other such lines."""
    above = Line(sheet.text.rfind("\n", 0, before) + 1, before + 1)
    own = sheet.words(line)
    if len(own) > _TAG_WORDS or FULL_STOP.search(sheet.of(line)) or len(sheet.words(above)) > _TAG_WORDS:
        return False
    return not any(words.is_verb(word) for word in own)


def _goes_on(sheet: Sheet, line: Line, before: int) -> bool:
    """Whether a short line of numbers, or the last words, go on with a telephone or message notice above."""
    text = sheet.of(line)
    if len(text.split()) <= 3 and line.stop == len(sheet.text.rstrip()):
        return True
    if len(text.split()) > _SHORT or FULL_STOP.search(text):
        return False
    start = max(before - 60, 0)
    return any(char.isdigit() for char in text) and any(char.isdigit() for char in sheet.text[start:before])


def _label_ends(sheet: Sheet, words: FurnitureWords) -> None:
    """Ends of the last lines of the article: «(رويترز)», «// انتهى //», an address of the writer."""
    for whole in list(sheet.lines())[-3:]:
        line = Line(max(whole.start, whole.stop - _TAIL), whole.stop)
        text = sheet.of(line)
        match = _TAIL_ADDRESS.search(text)
        if match and match.start() and FULL_STOP.search(text[: match.start()].rstrip()):
            sheet.put("notice", line.start + match.start(), line.stop)
        elif (match := words.end_mark.search(text)) and _nothing_after(sheet, line):
            sheet.put("credit", line.start + match.start(), line.stop)
        elif signed := _SIGNED.search(text):
            sheet.put("credit", line.start + signed.start(), line.stop)
        elif (start := _bracketed_credit(sheet, line, words)) is not None:
            sheet.put("credit", start, line.stop)


def _nothing_after(sheet: Sheet, line: Line) -> bool:
    """Whether no paragraph follows a line."""
    return all(len(sheet.words(one)) < _SHORT for one in sheet.lines_of(Line(line.stop, len(sheet.text))))


def _bracketed_credit(sheet: Sheet, line: Line, words: FurnitureWords) -> int | None:
    """Where an agency in brackets behind the last full stop of a line begins."""
    match = _BRACKETED.search(sheet.of(line))
    if match is None:
        return None
    pieces = read_pieces(tokenize(sheet.text, line.start + match.start(1), line.start + match.end(1)), words)
    if not pieces or any(piece.kind not in ("agency", "outlet", "general") for piece in pieces):
        return None
    body = sheet.of(line)[: match.start()].rstrip()
    return line.start + match.start() if FULL_STOP.search(body) else None


__all__ = ["DECORATION", "label_line", "label_notices"]
