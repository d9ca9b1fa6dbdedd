"""Lists of other articles behind the text that have no line of their own: «… مقالات أخرى للكاتبعنوان أولعنوان ثان»."""

from __future__ import annotations

from musnad.page.layout import FULL_STOP, Sheet
from musnad.page.phrases import FurnitureWords

#: Such a list stands behind this share of the text, and has at most so many characters and full stops.
_BEHIND, _LONGEST, _STOPS = 1 / 3, 600, 3
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
                if rest.strip():
                    sheet.put("related_title", match.end(), len(sheet.text))
                return


def _is_run(rest: str) -> bool:
    """Whether what follows is the rest of one line, and short: lists in lines of their own are found as such."""
    return len(rest) <= _LONGEST and "\n" not in rest.strip() and len(FULL_STOP.findall(rest)) <= _STOPS


def _stands_apart(before: str) -> bool:
    """Whether a sentence, or a line, has ended before the heading."""
    bare = before.rstrip()
    return not bare or bare[-1] in _ENDS or "\n" in before[len(bare) :]


__all__ = ["label_runs"]
