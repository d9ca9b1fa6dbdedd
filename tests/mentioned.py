"""What a reading mentions, as the text has it."""

from __future__ import annotations

from musnad.records import MentionHow, Reading


def mentioned(reading: Reading, text: str, how: MentionHow) -> dict[str, str]:
    """Mentions of a sort as they stand in the text, with the kinds of whom they stand for."""
    kinds = {one.key: one.kind for one in reading.entities}
    return {text[one.span.start : one.span.stop]: kinds[one.entity] for one in reading.mentions if one.how == how}
