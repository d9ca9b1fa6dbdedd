"""Tell an article's own text from the furniture around it and inside it: nothing is deleted, all is labelled.

The steps run in order: what one has labelled the next ones leave alone, and what none labels is body. All time is linear
in the length of the text.
"""

from __future__ import annotations

from musnad.page.captions import label_captions, label_tail_captions, label_tail_run
from musnad.page.crossheads import label_crossheads, label_last_links, label_link_lists
from musnad.page.endings import (
    label_dashed,
    label_letter_signature,
    label_signatures,
    label_source_lines,
    label_stamps,
    label_starred,
    label_tail_byline,
    label_tail_credits,
    label_tail_phrases,
)
from musnad.page.layout import lay_out
from musnad.page.notices import label_notices
from musnad.page.openings import label_opening
from musnad.page.phrases import FurnitureWords
from musnad.page.related import label_related
from musnad.page.repeats import label_repeats
from musnad.page.restarts import label_restart
from musnad.page.runs import label_runs
from musnad.records import Block


def find_blocks(text: str, title: str | None, words: FurnitureWords) -> tuple[Block, ...]:
    """Label the stretches of a text: contiguous blocks that cover it, white space with the block before it.

    `title` is the headline if it is known from elsewhere. Offsets are code points of `text`.
    """
    sheet = lay_out(text)
    label_captions(sheet, title, words)
    label_notices(sheet, words)
    label_opening(sheet, title, words)
    label_tail_credits(sheet, words)
    label_tail_phrases(sheet, words)
    label_runs(sheet, words)
    label_related(sheet, words)
    label_stamps(sheet, words)
    label_source_lines(sheet, words)
    label_restart(sheet)
    label_repeats(sheet)
    label_signatures(sheet, words)
    label_tail_byline(sheet, words)
    label_letter_signature(sheet, words)
    label_starred(sheet, words)
    label_dashed(sheet, words)
    label_tail_captions(sheet, words)
    label_tail_run(sheet, words)
    label_last_links(sheet, words)
    label_link_lists(sheet, words)
    label_crossheads(sheet, words)
    return sheet.blocks()


__all__ = ["find_blocks"]
