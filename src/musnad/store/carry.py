"""Which statement of one reading is which of another: ids that lead on, and the difference between two versions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from musnad.records import Article, Reading, Span, Statement
from musnad.store.answers import StatementChange
from musnad.store.connection import Connection
from musnad.store.packing import content_texts, unpack_article, unpack_reading
from musnad.text.fold import fold_key

#: Share of characters that two contents must have in common (intersection over union of spans in one text) to be one
#: statement.
_SAME_SPAN = 0.5
#: Likeness of folded wordings (0–100, rapidfuzz ratio) above which a statement of a changed page counts as changed, not
#: as gone: one third of the words may be other words.
_SAME_WORDS = 67.0


class Told(NamedTuple):
    """A statement with its words."""

    statement: Statement
    text: str


def lead_on(connection: Connection, old: int, new: int, how: Literal["changed", "reread"]) -> None:
    """Let the ids of version `old`'s statements lead to those of `new` that took their places.

    ``reread`` where the text is the same and offsets can be compared, ``changed`` where the page changed.
    """
    before = load_told(connection, old)
    after = load_told(connection, new)
    lead_ids_on(connection, before, after, how)


def lead_ids_on(
    connection: Connection, before: Sequence[Told], after: Sequence[Told], how: Literal["changed", "reread"]
) -> None:
    """Let the ids of `before` that are no more lead to the ids of `after`."""
    kept = {told.statement.id for told in after}
    pairs = match_spans(before, after) if how == "reread" else match_words(before, after)
    rows = [(after[j].statement.id, before[i].statement.id) for i, j in pairs if before[i].statement.id not in kept]
    connection.executemany("UPDATE statement_id SET leads_to = ? WHERE id = ?", rows)


def load_told(connection: Connection, version: int) -> list[Told]:
    """The statements of a version, with their words."""
    query = "SELECT v.record, v.title, v.text, r.record FROM version v JOIN reading r ON r.version = v.n WHERE v.n = ?"
    row = connection.execute(query, (version,)).fetchone()
    if row is None:
        return []
    return told(unpack_article(row[0], row[1], row[2]), unpack_reading(row[3]))


def told(article: Article, reading: Reading) -> list[Told]:
    """The statements of a reading, with their words."""
    return [Told(one, " ".join(content_texts(article, one))) for one in reading.statements]


def current_statement_id(connection: Connection, wanted: str) -> str:
    """The id that a former id of a statement leads to (itself where it leads nowhere)."""
    return led_to(connection, "SELECT leads_to FROM statement_id WHERE id = ?", wanted)


def led_to(connection: Connection, query: str, wanted: str) -> str:
    """Where former ids lead in the end; `query` tells the next of one, and nothing or NULL for the last."""
    seen = set()
    while wanted not in seen:
        seen.add(wanted)
        row = connection.execute(query, (wanted,)).fetchone()
        if row is None or row[0] is None:
            break
        wanted = row[0]
    return wanted


def match_spans(before: Sequence[Told], after: Sequence[Told]) -> list[tuple[int, int]]:
    """Pair statements of one text by overlap, the best pairs first, each at most once."""
    scored = []
    for i, one in enumerate(before):
        for j, other in enumerate(after):
            if one.statement.of == other.statement.of and (share := overlap(one.statement.content, other.statement.content)):
                scored.append((-share, i, j))
    return _best([(score, i, j) for score, i, j in scored if -score >= _SAME_SPAN])


def match_words(before: Sequence[Told], after: Sequence[Told]) -> list[tuple[int, int]]:
    """Pair statements of two texts by their words, the best pairs first, each at most once."""
    from rapidfuzz import process
    from rapidfuzz.fuzz import ratio

    keys = [fold_key(one.text) for one in after]
    scored = []
    for i, one in enumerate(before):
        matches = process.extract(fold_key(one.text), keys, scorer=ratio, score_cutoff=_SAME_WORDS, limit=5)
        # of equal wordings the one at the like place first: a title repeats its lead
        scored += [(-score, abs(i - j), i, j) for _, score, j in matches]
    return _best([(score + away / 1e6, i, j) for score, away, i, j in scored])


def _best(scored: list[tuple[float, int, int]]) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    left: set[int] = set()
    right: set[int] = set()
    for _, i, j in sorted(scored):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((i, j))
    return sorted(pairs)


def overlap(one: Sequence[Span], other: Sequence[Span]) -> float:
    """Intersection over union of two contents, in characters."""
    common = sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in one for b in other)
    whole = sum(a[1] - a[0] for a in one) + sum(b[1] - b[0] for b in other) - common
    return common / whole if whole else 0.0


def changes(before: Sequence[Told], after: Sequence[Told]) -> tuple[StatementChange, ...]:
    """The difference between the statements of two versions of a page, in the order of the new one, what is gone
    last."""
    pairs = {j: i for i, j in match_words(before, after)}
    found = []
    for j, new in enumerate(after):
        if j not in pairs:
            found.append(StatementChange(fate="new", old=None, new=new.statement.id, new_text=new.text))
            continue
        old = before[pairs[j]]
        fate: Literal["kept", "changed"] = "kept" if old.text == new.text else "changed"
        found.append(StatementChange(fate=fate, old=old.statement.id, new=new.statement.id, old_text=old.text, new_text=new.text))
    gone = [old for i, old in enumerate(before) if i not in pairs.values()]
    found += [StatementChange(fate="gone", old=old.statement.id, new=None, old_text=old.text) for old in gone]
    return tuple(found)


__all__ = [
    "Told", "changes", "current_statement_id", "lead_ids_on", "lead_on", "led_to", "load_told", "match_spans", "match_words",
    "overlap", "told",
]  # fmt: skip
