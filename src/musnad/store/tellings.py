"""What was told of saved searches, and where: nothing is told twice, and a copy of what was told is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from musnad.store.connection import Connection

#: Two statements of one speaker with this likeness (0–100) of their folded words are one, as in the digest of a story.
_SAME_WORDS = 85.0
#: What was told last is held against what is new: copies come within days.
_LATEST = 1_000


def is_begun(connection: Connection, alert: str) -> bool:
    """Whether anything was ever noted of an alert."""
    return connection.execute("SELECT 1 FROM told WHERE alert = ? LIMIT 1", (alert,)).fetchone() is not None


def untold(connection: Connection, alert: str, found: Iterable[tuple[str, str]]) -> list[str]:
    """Of (id, words) those that were not told yet, in any wording that is nearly theirs; each wording once."""
    known = {row[0] for row in connection.execute("SELECT what FROM told WHERE alert = ?", (alert,))}
    query = "SELECT words FROM told WHERE alert = ? ORDER BY at DESC LIMIT ?"
    told = [row[0] for row in connection.execute(query, (alert, _LATEST)) if row[0]]
    new = []
    for key, words in found:
        if key not in known and not any(_is_same(words, other) for other in told):
            new.append(key)
            told.append(words)
    return new


def _is_same(one: str, other: str) -> bool:
    """Whether two are nearly the same words of one speaker (the part before the tab)."""
    who, _, words = one.partition("\t")
    whose, _, others = other.partition("\t")
    return bool(words) and who == whose and fuzz.ratio(words, others, score_cutoff=_SAME_WORDS) > 0


def note_told(connection: Connection, alert: str, rows: Sequence[tuple[str, str, str]], now: str) -> None:
    """Keep that these (id, words, record as JSON) were told."""
    connection.executemany(
        "INSERT INTO told (alert, what, words, record, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        [(alert, key, words, record, now) for key, words, record in rows],
    )


def last_told(connection: Connection, alert: str, most: int) -> list[tuple[str, str, str]]:
    """What was told last (id, record, moment), the newest first; without what only marks where an alert began."""
    query = "SELECT what, record, at FROM told WHERE alert = ? AND record <> '' ORDER BY at DESC, what LIMIT ?"
    return connection.execute(query, (alert, most)).fetchall()


__all__ = ["is_begun", "last_told", "note_told", "untold"]
