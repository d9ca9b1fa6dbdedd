"""Statements gained and lost against another revision, on raw articles: what a change of rules really does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, NamedTuple, TypeAlias

from musnad.evaluate.gold import Document
from musnad.evaluate.measures import WordSpans, match
from musnad.evaluate.raw import Said
from musnad.records import Span

ChangeKind: TypeAlias = Literal["gained", "lost", "content", "speaker"]
KINDS: tuple[ChangeKind, ...] = ("gained", "lost", "content", "speaker")
#: How many characters of a content are shown.
_SHOWN = 200


class Change(NamedTuple):
    """A statement that one version has and the other has not, or has otherwise."""

    kind: ChangeKind
    document: Document
    old: Said | None
    new: Said | None

    @property
    def rule(self) -> str:
        """The rule that gained it, or that had found it."""
        of = self.new or self.old
        return of.rule if of else ""


def changes(documents: Sequence[Document], old: Sequence[list[Said]], new: Sequence[list[Said]]) -> Iterator[Change]:
    """What differs between two versions' statements of the same documents, in their order."""
    for document, before, after in zip(documents, old, new, strict=True):
        yield from _changes(document, before, after)


def _changes(document: Document, before: list[Said], after: list[Said]) -> Iterator[Change]:
    title, text = WordSpans(document.title or ""), WordSpans(document.text)

    def words(one: Said) -> frozenset[int]:
        """Words of a content; those of the title are numbered apart."""
        if one.of == "title":
            return frozenset(-1 - index for index in title.touched(one.content))
        return text.touched(one.content)

    old_words, new_words = [words(one) for one in before], [words(one) for one in after]
    pairs = match(new_words, old_words)
    for at in sorted(set(range(len(before))) - {pair.gold for pair in pairs}):
        yield Change("lost", document, before[at], None)
    for at in sorted(set(range(len(after))) - {pair.found for pair in pairs}):
        yield Change("gained", document, None, after[at])
    for pair in pairs:
        mine, theirs = after[pair.found], before[pair.gold]
        if pair.share < 1:
            yield Change("content", document, theirs, mine)
        if mine.speakers != theirs.speakers:
            yield Change("speaker", document, theirs, mine)


def summary(found: Sequence[Change], statements: tuple[int, int]) -> Iterator[str]:
    """Lines: how many statements each version has, how many changed and by which rules."""
    yield f"statements before {statements[0]:,}, now {statements[1]:,}"
    for kind in KINDS:
        rules = Counter(change.rule for change in found if change.kind == kind)
        told = " · ".join(f"{rule or '(none)'} {count:,}" for rule, count in rules.most_common(8))
        yield f"  {kind:<8} {rules.total():>6,}   {told}".rstrip()


def lines(found: Iterable[Change], show: Callable[[str], str] = str) -> Iterator[str]:
    """Lines of the changes themselves; `show` makes a stretch of an article fit for where they go."""
    for change in found:
        yield f"{change.kind} · {change.document.id} · {change.rule}"
        for sign, said in (("−", change.old), ("+", change.new)):
            if said is not None:
                yield f"  {sign} {show(_told(change.document, said))}"


def _told(document: Document, said: Said) -> str:
    text = (document.title or "") if said.of == "title" else document.text
    content = " … ".join(_cut(text, piece) for piece in said.content)
    cue = _cut(text, said.cue) if said.cue else "–"
    return f"{', '.join(said.speakers) or '–'} [{cue}] {content[:_SHOWN]}"


def _cut(text: str, span: Span) -> str:
    return " ".join(text[span.start : span.stop].split())


__all__ = ["KINDS", "Change", "changes", "lines", "summary"]
