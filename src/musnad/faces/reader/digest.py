"""A story as people read it: what each party said in order, copies folded, where accounts differ."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from rapidfuzz import fuzz

from musnad.compare.wordings import differences
from musnad.link.same_name import same_name
from musnad.records import FOREIGN_BLOCKS, CopyGroup, Disagreement, Passage, Saying, Statement, Story
from musnad.store.answers import Acted, ArticleRef, Said, StoryPage, StoryRef
from musnad.text.fold import fold

#: Two statements of one party with this likeness (0–100) of their folded words are shown as one.
_SAME_WORDS = 85.0
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_LAST = "9"  # sorts after every year
SameName = Callable[[str, str], bool]


@dataclass(slots=True)
class Told:
    """A statement in its article, and the other articles that have it in the same words."""

    said: Said
    content: str
    folded: str
    repeats: list[ArticleRef] = field(default_factory=list)


@dataclass(slots=True)
class Party:
    """A speaker over the articles of a story; `name` is None for words that nobody is named for."""

    name: str | None
    roles: list[str] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording of a saying: the first statement that has it, and how it differs from the saying's first wording."""

    said: Said
    text: str
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Alike:
    """A statement that several articles report in different words, side by side."""

    saying: Saying
    wordings: tuple[Wording, ...]


@dataclass(slots=True)
class Done:
    """An act as an outlet tells it, and the other articles that tell it too."""

    acted: Acted
    repeats: list[ArticleRef] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Digest:
    """One story ready to be shown."""

    story: Story
    articles: Sequence[ArticleRef]
    parties: Sequence[Party]
    disagreements: Sequence[Disagreement] = ()
    alike: Sequence[Alike] = ()
    related: Sequence[StoryRef] = ()
    acts: Sequence[Done] = ()
    passages: Sequence[Passage] = ()


def digest(page: StoryPage, same: SameName = same_name) -> Digest:
    """Gather a story: articles in order, parties by who spoke first, each with what it is reported to have said."""
    articles = sorted(page.articles, key=order_of)
    parties = _parties(_in_order(page.statements, articles), roots_of(page.story.copies), same)
    return Digest(page.story, articles, parties, page.disagreements, _alike(page), page.related, _acts(page.acts), page.passages)


def _acts(acts: Sequence[Acted]) -> list[Done]:
    """The acts, each once: what has the same actor, kind and object is told by the first article that has it."""
    found: dict[tuple[str, str, str], Done] = {}
    for one in acts:
        done = found.setdefault((fold(one.actor).text, one.act.act, fold(one.object or "").text), Done(one))
        if one.article.id not in {done.acted.article.id, *(article.id for article in done.repeats)}:
            done.repeats.append(one.article)
    return list(found.values())


def _alike(page: StoryPage) -> list[Alike]:
    """The sayings that are told in more than one wording; of copies the first wording only."""
    said = {one.statement.id: one for one in page.statements}
    roots = roots_of([group for group in page.story.copies if group.kind != "part"])
    found = []
    for saying in page.sayings:
        told = [(said[key], text) for key, text in saying.wordings if key in said]
        by_text = {roots.get(one.article.id, one.article.id): (one, text) for one, text in reversed(told)}
        wordings = [pair for pair in told if pair in by_text.values()]
        if len({text for _, text in wordings}) > 1:
            first = wordings[0][1]
            found.append(Alike(saying, tuple(Wording(one, text, wording_parts(first, text)) for one, text in wordings)))
    return found


def wording_parts(first: str, text: str) -> tuple[tuple[str, str], ...]:
    """A wording in pieces, each with its fate beside the first one: "same", "other", "added"; "left-out" pieces are the
    first one's. The pieces that are not left out give the wording again.

    >>> wording_parts("لن نغادر الآن", "لن نغادر غدا")
    (('same', 'لن نغادر'), ('same', ' '), ('other', 'غدا'))
    """
    pieces: list[tuple[str, str]] = []
    at = 0
    for one in differences(first, text):
        if one.fate == "left-out":
            pieces.append(("left-out", first[one.one.start : one.one.stop]))
            continue
        pieces.append((one.fate, text[at : one.other.stop]))
        at = one.other.stop
    if at < len(text):
        pieces.append(("same", text[at:]))
    return tuple(_between_in_same(pieces))


def _between_in_same(pieces: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Give the marks and blanks before a piece that differs to the piece before it."""
    for fate, text in pieces:
        bare = text.lstrip() if fate in ("other", "added") else text
        if bare != text:
            yield "same", text[: len(text) - len(bare)]
        yield fate, bare


def order_of(article: ArticleRef) -> tuple[str, str]:
    """Sort key by publication: day, then the moment in UTC; after them what has no time of day, then no day at all."""
    if not article.published:
        return (_LAST, _LAST)
    if "T" not in article.published:
        return (article.published, _LAST)
    moment = datetime.fromisoformat(article.published)
    if moment.tzinfo is not None:
        moment = moment.astimezone(UTC)
    return (article.published[:10], moment.strftime("%Y-%m-%dT%H:%M"))


def roots_of(copies: Sequence[CopyGroup]) -> dict[str, str]:
    """For each article of a copy group the one that the group names first."""
    return {article: group.articles[0] for group in copies for article in group.articles}


def _in_order(statements: Sequence[Said], articles: Sequence[ArticleRef]) -> list[Said]:
    """The statements of the articles' own text, by the day said, then by publication, then by place in the text."""
    place = {article.id: number for number, article in enumerate(articles)}
    own = [said for said in statements if said.statement.block not in FOREIGN_BLOCKS and not said.statement.shortens]
    return sorted(own, key=lambda said: (_day_of(said), place[said.article.id], said.statement.content))


def _day_of(said: Said) -> str:
    exact, published = said.statement.said or "", (said.article.published or _LAST)[:10]
    return exact if _DAY.fullmatch(exact) and exact < published else published  # nobody quotes tomorrow's words


def _parties(statements: Sequence[Said], roots: Mapping[str, str], same: SameName) -> list[Party]:
    parties: list[Party] = []
    fullest = _fullest_names(statements)
    for said in statements:
        party = _party_of(parties, said, roots, same, fullest)
        _add_roles(party, said.statement)
        _fold_in(party, said)
    return sorted(parties, key=lambda party: party.name is None)


def _fullest_names(statements: Sequence[Said]) -> dict[str, str]:
    """For a person's name that ends only one fuller name of the story («الحارثي» of «سالم الحارثي») that name."""
    people = {name for said in statements if _kind(said) == "person" and (name := _name(said))}
    words = {name: tuple(fold(name).text.split()) for name in people}
    fullest = {}
    for name in people:
        ends = [other for other in people if len(words[other]) > len(words[name]) and _ends(words[other], words[name])]
        longest = max(ends, key=lambda other: (len(words[other]), other), default=name)
        if all(_ends(words[longest], words[other]) for other in ends):
            fullest[name] = longest
    return fullest


def _ends(whole: Sequence[str], end: Sequence[str]) -> bool:
    return tuple(whole[-len(end) :]) == tuple(end)


def _name(said: Said) -> str | None:
    return said.statement.speakers[0].name if said.statement.speakers else None


def _kind(said: Said) -> str:
    return said.statement.chain[-1].kind if said.statement.chain else ""


def _party_of(parties: list[Party], said: Said, roots: Mapping[str, str], same: SameName, fullest: Mapping[str, str]) -> Party:
    """The party that speaks; an unnamed source is the same only within one text and its copies."""
    name = _name(said)
    name = fullest.get(name, name) if name else None
    scope = roots.get(said.article.id, said.article.id) if _kind(said) == "unnamed" else ""
    for party in parties:
        if party.scope == scope and (name == party.name or bool(name and party.name and same(name, party.name))):
            return party
    parties.append(Party(name, scope=scope))
    return parties[-1]


def _add_roles(party: Party, statement: Statement) -> None:
    for speaker in statement.speakers[:1]:
        if speaker.role and speaker.role != party.name and speaker.role not in party.roles:
            party.roles.append(speaker.role)


def _fold_in(party: Party, said: Said) -> None:
    """Add a statement to its party, or to the earlier one that has its words and stance."""
    content = " … ".join(said.texts)
    folded = fold(content).text
    for earlier in party.told:
        if _does(earlier.said) == _does(said) and fuzz.ratio(folded, earlier.folded, score_cutoff=_SAME_WORDS):
            if said.article.id not in {earlier.said.article.id, *(article.id for article in earlier.repeats)}:
                earlier.repeats.append(said.article)
            return
    party.told.append(Told(said, content, folded))


def _does(said: Said) -> tuple[str, bool]:
    return said.statement.cue.stance, said.statement.negated


__all__ = [
    "Alike", "Digest", "Party", "SameName", "Told", "Wording", "digest", "order_of", "roots_of", "wording_parts",
]  # fmt: skip
