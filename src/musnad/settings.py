"""One frozen `Settings`: what can be set about a reading and the work across articles; the defaults are the product."""

from __future__ import annotations

import hashlib

import msgspec

from musnad.records import Complement, Record


class Settings(Record, frozen=True):
    """Settings of Musnad. Lengths are in code points, sizes in bytes, times in hours, shares from 0 to 1."""

    #: Files and pages larger than this give no article (reason ``too-large``).
    largest_source: int = 64_000_000
    #: One article's text longer than this gives no article (reason ``too-large``).
    longest_text: int = 2_000_000
    #: Articles whose letters are Arabic to a smaller share than this give no article (reason ``not-arabic``).
    least_arabic: float = 0.3
    #: Two articles are copies where the smaller shares at least this part of its word shingles with the other.
    copy_share: float = 0.5
    #: Articles further apart than this are never of one story.
    story_hours: int = 96
    #: Learned decisions (`data/models`) choose among what the rules propose; without them the rules decide alone.
    learned: bool = True
    #: What is less likely than this to be a statement, with at least half of its words right, is left out.
    #: Swept 0.2–0.7 on ours, cross-validated, 2026-11: overlap F1 .865 at 0.25, .867 at 0.4, .869 at 0.55 (precision .867, .873,
    #: .885); nested statements are lost first (recall .539, .508, .453).
    least_likely: float = 0.4
    #: The same for statements whose content is a noun phrase, each of them chosen by a learned decision before.
    #: Swept 0.1–0.3 likewise: overlap F1 .8666 at 0.1, .8673 at 0.2, .8668 at 0.3; recall of noun phrases .690, .690, .681.
    least_likely_nominal: float = 0.2

    def least(self, complement: Complement) -> float:
        """How likely a statement must be, by its complement."""
        return self.least_likely_nominal if complement == "nominal" else self.least_likely


def settings_key(settings: Settings) -> str:
    """A short name of the settings for `made_by`: ``default``, or eight hexadecimal digits of their hash."""
    if settings == Settings():
        return "default"
    return hashlib.sha256(msgspec.json.encode(settings)).hexdigest()[:8]


__all__ = ["Settings", "settings_key"]
