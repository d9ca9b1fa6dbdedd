"""What the library answers with: records, frozen, as all others are."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

import msgspec

from musnad.records import Act, Coverage, Disagreement, Of, Passage, Record, Saying, SetAside, Span, Statement, Story

Unit: TypeAlias = Literal["statement", "article"]
Order: TypeAlias = Literal["newest", "rank"]
StatementFate: TypeAlias = Literal["kept", "changed", "new", "gone"]


class AddReport(Record, frozen=True):
    """What `Library.add` did. `reasons` counts what was set aside by reason code; `reported` tells what was kept but is
    odd (a given id that another article has already), at most a hundred of them."""

    added: int = 0
    same: int = 0
    new_versions: int = 0
    set_aside: int = 0
    statements: int = 0
    reasons: dict[str, int] = msgspec.field(default_factory=dict)
    reported: tuple[SetAside, ...] = ()


class Progress(Record, frozen=True):
    """How far long work is. What `done` counts is kept whatever happens next; `ids` are the articles kept since the
    last call."""

    done: int
    ids: tuple[str, ...] = ()
    total: int | None = None
    message: str = ""


class ArticleRef(Record, frozen=True):
    """Enough of an article to name it."""

    id: str
    version: str
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    title: str | None = None


class Said(Record, frozen=True):
    """One statement with the article that reports it. `texts` are the words of its content, a string for each span.

    `texts`, `cue` and `chain` are cut from the article; `about` names whom it is about; `checked` is a person's verdict where
    there is one, `speaker` the name that a person put in the place of the statement's speakers (empty: nobody).
    """

    article: ArticleRef
    statement: Statement
    texts: tuple[str, ...]
    cue: str | None = None
    day: str | None = None
    checked: str | None = None
    speaker: str | None = None
    about: tuple[str, ...] = ()


class StoryRef(Record, frozen=True):
    """Enough of a story to name it, with the keywords that it shares with the one beside which it is named."""

    id: str
    title: str
    first: str | None = None
    last: str | None = None
    articles: int = 0
    shared: tuple[str, ...] = ()


class Acted(Record, frozen=True):
    """One act with the article that reports it. `actor` is the fullest name that the article has; `words` and `object` are
    the article's."""

    article: ArticleRef
    act: Act
    actor: str
    words: str
    object: str | None = None


class StoryPage(Record, frozen=True):
    """One story: its articles in order of publication, what was said in them, in order, where they differ, which statements
    several of them report, stories that go on with it, what is reported as done, in the outlets' own words, and passages that
    outlets share without all saying from whom."""

    story: Story
    articles: tuple[ArticleRef, ...]
    statements: tuple[Said, ...]
    disagreements: tuple[Disagreement, ...]
    sayings: tuple[Saying, ...] = ()
    related: tuple[StoryRef, ...] = ()
    acts: tuple[Acted, ...] = ()
    passages: tuple[Passage, ...] = ()


class Tally(Record, frozen=True):
    """A name and how often it is there."""

    name: str
    number: int


class NameUse(Record, frozen=True):
    """A name that somebody goes by in the library, how corrections name it (`id`), and in how many articles it stands."""

    id: str
    name: str
    kind: str
    articles: int


class RoleUse(Record, frozen=True):
    """A role under which somebody was quoted: over which days, how often."""

    role: str
    first: str | None
    last: str | None
    statements: int


class AliasUse(Record, frozen=True):
    """A name that is one person's, place's or body's: how corrections name it (`id`), in how many articles and over which days
    it stands, one of these articles, and what linked it (spelling, part, alone, role, script; empty: the main name).
    `everywhere` is false where it stands for others too, and only some articles count."""

    id: str
    name: str
    articles: int
    first: str | None
    last: str | None
    article: str
    why: str = ""
    everywhere: bool = True


class RoleHeld(Record, frozen=True):
    """A role as articles tell it: over which days, in how many articles, the first and the last of them."""

    role: str
    first: str | None
    last: str | None
    articles: int
    first_article: str
    last_article: str


class Known(Record, frozen=True):
    """A person, place or body of the library under all its names, the most used first; roles by the day they are told first;
    the identifiers that users gave it (`musnad names identify`): one, but for names that became one since."""

    id: str
    name: str
    kind: str
    articles: int
    first: str | None
    last: str | None
    names: tuple[AliasUse, ...]
    roles: tuple[RoleHeld, ...] = ()
    identifiers: tuple[str, ...] = ()


class UnfitRow(Record, frozen=True):
    """A row of a table of identifiers that identified nobody: why, and what it fits. The reason is nobody, several (which of
    these is not told) or taken (it fits one that has another identifier)."""

    line: int
    name: str
    identifier: str
    reason: Literal["nobody", "several", "taken"]
    fits: tuple[str, ...] = ()


class SharedIdentifier(Record, frozen=True):
    """Two names of a library that a table gives one identifier, and which stand apart unless `joined`; by their ids."""

    identifier: str
    one: str
    other: str
    joined: bool = False


class IdentifyReport(Record, frozen=True):
    """What a table of identifiers did: how many of the library's names it identified, how many had their identifier already,
    pairs of names that it gives one identifier, and rows that fit nobody or several."""

    identified: int
    known: int
    pairs: tuple[SharedIdentifier, ...] = ()
    unfit: tuple[UnfitRow, ...] = ()


class Holder(Record, frozen=True):
    """Who has a role, as articles tell it."""

    id: str
    name: str
    held: RoleHeld


class NameLink(Record, frozen=True):
    """A name that is another's, everywhere or in one article: what linked it, how likely it is, and an article of each."""

    one: NameUse
    other: NameUse
    why: str
    score: float
    article: str
    other_article: str


class NameDoubt(Record, frozen=True):
    """Two names that may be one person's, for somebody to say: why, and how likely it is by what stands around them (0 to 1)."""

    one: NameUse
    other: NameUse
    why: str
    score: float


class WhoPage(Record, frozen=True):
    """What the library has of a name: `said` are the newest of `total` statements, `about` of `about_total`; `identifiers`
    are those that users gave."""

    who: str
    names: tuple[NameUse, ...]
    roles: tuple[RoleUse, ...]
    outlets: tuple[Tally, ...]
    topics: tuple[Tally, ...]
    total: int
    said: tuple[Said, ...]
    about_total: int
    about: tuple[Said, ...]
    coverage: Coverage
    identifiers: tuple[str, ...] = ()


class OutletPage(Record, frozen=True):
    """What the library has of an outlet. `named` counts the statements whose speaker is named; `women` and `men` are
    counted in the latest `looked_at` articles, where those tell; `shared` are outlets that carry the same texts."""

    outlet: str
    articles: int
    first: str | None
    last: str | None
    statements: int
    named: int
    speakers: tuple[Tally, ...]
    relays: tuple[Tally, ...]
    shared: tuple[Tally, ...]
    women: int
    men: int
    looked_at: int
    coverage: Coverage


class StoryLine(Record, frozen=True):
    """A story in a list: who is quoted most in it, how many conflicts and doubtful differences it has, and whether anything
    in it is newer than the look before."""

    story: Story
    speakers: tuple[str, ...]
    conflicts: int
    doubts: int
    new: bool


class Latest(Record, frozen=True):
    """The latest stories, whether there are `more`, the newest articles that are in none, and the library's count of
    changes."""

    stories: tuple[StoryLine, ...]
    more: bool
    alone: tuple[ArticleRef, ...]
    changes: int
    coverage: Coverage


class FeedState(Record, frozen=True):
    """A feed that is followed, and how it fares. Times are ISO 8601 in UTC; `next` is when it is looked at again, `failures`
    counts those in a row. `health`: new, ok, silent (nothing new for long), copies (only texts that others have), template
    (its pages give no article any more), or the reason code of what keeps it away."""

    address: str
    added: str
    next: str
    checked: str | None = None
    newest: str | None = None
    health: str = "new"
    detail: str = ""
    failures: int = 0
    entries: int = 0
    articles: int = 0


class DayPage(Record, frozen=True):
    """One day: the stories that have articles of it, the largest first, its articles that are in none, and outlets that had
    articles in the week before and none on it. `left_out` counts stories that are not shown."""

    day: str
    articles: int
    stories: tuple[StoryPage, ...]
    left_out: int
    alone: tuple[ArticleRef, ...]
    silent: tuple[str, ...]
    coverage: Coverage


class Citation(Record, frozen=True):
    """A statement as it is cited: its exact words with what stands before and after them (W3C Web Annotation's
    TextQuoteSelector), where they stand, the chain from the reader's end to the speaker, and which text that was.
    `page_kept`: the library has its page too."""

    id: str
    quote: str
    prefix: str
    suffix: str
    spans: tuple[Span, ...]
    of: Of
    speakers: tuple[str, ...]
    chain: tuple[str, ...]
    stance: str
    negated: bool
    form: str
    article: ArticleRef
    said: str | None = None
    author: str | None = None
    fetched: str | None = None
    page_kept: bool = False


class Snippet(Record, frozen=True):
    """A piece of an article around what was found. `span` and `highlights` go into the article's text, or title by
    `of`."""

    span: Span
    text: str
    highlights: tuple[Span, ...]
    of: Of = "text"


class Hit(Record, frozen=True):
    """One result of a search: an article, or a statement in it."""

    article: ArticleRef
    snippets: tuple[Snippet, ...]
    statement: Said | None = None
    score: float | None = None


class SearchAnswer(Record, frozen=True):
    """The results of a search. `total` is how many there are, a lower bound where `exact` is False.

    `suggestions` are queries with words that the library has, where words of this one are not in it.
    """

    query: str
    unit: Unit
    hits: tuple[Hit, ...]
    total: int
    exact: bool
    coverage: Coverage
    suggestions: tuple[str, ...] = ()


class Explanation(Record, frozen=True):
    """Why a statement is one: rule, cue, speakers, chain with the article's words for each link, and who made it."""

    id: str
    said: Said
    rule: str
    made_by: str
    confidence: float
    sentence: Span
    sentence_text: str
    speakers: tuple[str, ...]
    chain: tuple[str, ...]
    former_ids: tuple[str, ...] = ()
    current: bool = True
    corrections: tuple[Correction, ...] = ()
    #: How the speaker was chosen and what weighed, by the models at hand; empty for statements of titles.
    decided: tuple[str, ...] = ()


class Correction(Record, frozen=True):
    """What a person put right. Never deleted: an undone one stays, with the correction that undoes it."""

    id: str
    made: str
    made_by: str
    kind: str
    subject: str
    value: Any = None
    undoes: str | None = None


class RemoveReport(Record, frozen=True):
    """What taking an article out changes."""

    article: ArticleRef
    versions: int
    statements: int
    stories: tuple[str, ...] = ()
    disagreements: tuple[str, ...] = ()


class RefreshReport(Record, frozen=True):
    """What `Library.refresh` did: articles read again, statements that are not what they were, and articles that could not
    be read again, which keep their old reading, with the reason (at most a hundred of them)."""

    read: int = 0
    changed: int = 0
    failed: int = 0
    reported: tuple[SetAside, ...] = ()


class StatementChange(Record, frozen=True):
    """One line of the difference between two versions of an article."""

    fate: StatementFate
    old: str | None
    new: str | None
    old_text: str | None = None
    new_text: str | None = None


class VersionChange(Record, frozen=True):
    """One version of an article that was kept: when it came, and how its statements differ from the version before."""

    version: str
    added: str
    title: str | None
    statements: int
    changes: tuple[StatementChange, ...] = ()


class LibraryInfo(Record, frozen=True):
    """What the library holds and how it stands. `bytes` is the size of its file with its log; `stale` counts the
    readings that older rules, data or settings made: `musnad library refresh` reads those articles again."""

    path: str
    schema: int
    created: str
    articles: int
    versions: int
    statements: int
    entities: int
    stories: int
    dropped: int
    corrections: int
    bytes: int
    makers: dict[str, int]
    coverage: Coverage
    stale: int = 0
    read_only: bool = False


__all__ = [
    "Acted", "AddReport", "ArticleRef", "Citation", "Correction", "DayPage", "Explanation", "FeedState", "Hit",
    "IdentifyReport", "Latest", "LibraryInfo", "NameUse", "Order", "OutletPage", "Progress", "RefreshReport", "RemoveReport",
    "RoleUse", "Said", "SearchAnswer", "SharedIdentifier", "Snippet", "StatementChange", "StoryLine", "StoryPage", "StoryRef",
    "Tally", "UnfitRow", "Unit", "VersionChange", "WhoPage",
]  # fmt: skip
