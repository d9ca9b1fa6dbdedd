"""Lists of other articles behind the text that have no line of their own: «… مقالات أخرى للكاتبعنوان أولعنوان ثان»."""

from __future__ import annotations

import re

from musnad.page.captions import LAST_LETTERS
from musnad.page.layout import FULL_STOP, Sheet
from musnad.page.phrases import FurnitureWords
from musnad.page.sourcelines import ARTICLE

#: Such a list stands behind this share of the text, and has at most so many characters and full stops.
_BEHIND, _LONGEST, _STOPS = 1 / 3, 600, 3
#: Halves of a word that falls into two have at least so many letters.
_LETTERS = 3
_ENDINGS = ("ات", "ون", "ين")
_WORD = re.compile(r"[^\W\d_]+")
_AFTER_QUESTION = re.compile(r"(?<=[؟?!])(?=[^\W\d_])")
_ENDS = ".!؟?…»\"”)،:"


def label_runs(sheet: Sheet, words: FurnitureWords) -> None:
    """Label headings of lists that run on behind the text's last sentence, glued to what they head, and the lists."""
    for phrase in words.within:
        if phrase.where != "run" or phrase.key not in sheet.text:
            continue
        for match in phrase.pattern.finditer(sheet.text, int(len(sheet.text) * _BEHIND)):
            rest = sheet.text[match.end() :]
            if _stands_apart(sheet.text[: match.start()]) and _is_run(rest):
                sheet.put("heading", match.start(), match.end())
                starts = [match.end(), *_cuts(sheet, match.end(), words)] if rest.strip() else []
                for start, stop in zip(starts, [*starts[1:], len(sheet.text)]):
                    sheet.put("related_title", start, stop)
                return


def _cuts(sheet: Sheet, start: int, words: FurnitureWords) -> list[int]:
    """Where the headlines of a run begin behind the first: in words that fall into two, and behind a glued end of a question."""
    cuts = [match.start() for match in _AFTER_QUESTION.finditer(sheet.text, start)]
    for match in _WORD.finditer(sheet.text, start):
        if not words.knows(match.group()) and (cut := _cut(sheet, match.start(), match.end(), words)) is not None:
            cuts.append(cut)
    return sorted(cuts)


def _cut(sheet: Sheet, start: int, stop: int, words: FurnitureWords) -> int | None:
    """Where an unknown word falls into two known ones, or behind a letter that ends words."""
    inside = range(start + 2, stop - 1)
    for cut in inside:
        if sheet.folded.source[sheet.folded.at(cut - 1)] in LAST_LETTERS:
            return cut
    articles = [cut for cut in inside if sheet.text.startswith(ARTICLE, cut)]
    for cut in (*articles, *reversed(inside)):
        if _is_end(sheet.text[start:cut], words) and _is_beginning(sheet.text[cut:stop], words):
            return cut
    return None


def _is_end(word: str, words: FurnitureWords) -> bool:
    """Whether the first half of a word that falls into two can be a word."""
    return len(word) >= (_LETTERS + word.startswith(ARTICLE)) and words.knows(word)


def _is_beginning(word: str, words: FurnitureWords) -> bool:
    """Whether the second half can be one: what inflection leaves behind a stem is shorter, and neither noun nor opener."""
    if len(word) > _LETTERS:
        return word.startswith(ARTICLE) or words.knows(word)
    if len(word) < _LETTERS or word.endswith(_ENDINGS) or not words.knows(word):
        return False
    return word in words.lead_words or word in words.never_names or word in words.nouns


def _is_run(rest: str) -> bool:
    """Whether what follows is the rest of one line, and short: lists in lines of their own are found as such."""
    return len(rest) <= _LONGEST and "\n" not in rest.strip() and len(FULL_STOP.findall(rest)) <= _STOPS


def _stands_apart(before: str) -> bool:
    """Whether a sentence, or a line, has ended before the heading."""
    bare = before.rstrip()
    return not bare or bare[-1] in _ENDS or "\n" in before[len(bare) :]


__all__ = ["label_runs"]
