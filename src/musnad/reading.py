"""The one pass: everything that one article alone tells, step by step, as a pure function of the article and the tables."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import TypeAlias, TypeVar

import msgspec

import musnad
from musnad.find.acts import ActWords
from musnad.find.circumstances import with_circumstances
from musnad.find.drafts import Draft
from musnad.find.figure_words import FigureWords
from musnad.find.figures import find_figures
from musnad.find.intervals import anchor_of
from musnad.find.name_tagger import NameTagger, tagger_key
from musnad.find.naming import named_scene
from musnad.find.scene import Scene, Tables
from musnad.find.statements import find_drafts
from musnad.find.time_words import TimeWords
from musnad.find.times import find_times
from musnad.find.titles import find_title_drafts, with_title_drafts
from musnad.link.acting import acts_of
from musnad.link.addressed import with_addressee
from musnad.link.chains import KIND_OF, ChainWords, make_chain
from musnad.link.confidence import Confidence
from musnad.link.described import Descriptions
from musnad.link.entities import Register
from musnad.link.heads import chain_head, chain_words
from musnad.link.mentions import Mentions
from musnad.link.named_within import Within, with_principals
from musnad.link.relays import goes_on, with_relays
from musnad.link.speakers import Cast, Spoken, resolve
from musnad.link.titles import shortened
from musnad.link.why import decisions
from musnad.page.article import make_article, profile_of
from musnad.records import (
    FOREIGN_BLOCKS,
    Act,
    Article,
    Block,
    BlockKind,
    Cue,
    EntityKind,
    Figure,
    Link,
    Mention,
    Of,
    Reading,
    Span,
    Statement,
    Time,
)  # fmt: skip
from musnad.settings import Settings, settings_key
from musnad.text.lexicon import data_version
from musnad.text.linear import NO_MODELS, Models, load_models
from musnad.text.view import View, look

Relay: TypeAlias = Link
Placed = TypeVar("Placed", Time, Figure, Mention, Act)
#: A date so many code points from the cue tells when it was said.
NEAR = 120
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Language:
    """All tables that a reading needs."""

    tables: Tables
    times: TimeWords
    figures: FigureWords
    chains: ChainWords
    confidence: Confidence
    #: The tagger of names where it is not the shipped one.
    tagger: NameTagger | None = None

    @staticmethod
    @cache
    def load(learned: bool = True) -> Language:
        """The shipped tables, with the learned decisions or without."""
        return Language.of(Tables.load(None if learned else NO_MODELS))

    @staticmethod
    def of(tables: Tables, tagger: NameTagger | None = None) -> Language:
        """The shipped tables, but these for statements, and this tagger of names if one is given."""
        return Language(tables, TimeWords.load(), FigureWords.load(), chain_words(tables), Confidence.load(), tagger)


def made_by(settings: Settings, models: Models | None = None, profile: str = "none") -> str:
    """Names what made a reading: version, language data, models (the shipped ones unless given), settings, outlet profile
    (``none`` where it is the shipped data)."""
    used = models if models is not None else load_models() if settings.learned else NO_MODELS
    told = ",".join([tagger_key(), *(one.key for one in used.values())])
    version = f"musnad/{musnad.__version__} data/{data_version()}"
    return f"{version} models/{told} settings/{settings_key(settings)} outlet/{profile}"


def read(article: Article, language: Language | None = None, settings: Settings = Settings()) -> Reading:  # noqa: B008
    """Read an article.

    Steps: look at the text and its blocks; times and figures; statements and their speakers, of the title too; chains.
    Pure: opens nothing, and odd text gives fewer results, never an error.
    """
    words = language or Language.load(settings.learned)
    blocks = _Blocks(article.blocks, len(article.text))
    view = look(article.text, blocks.edges)
    anchor = anchor_of(article.published)
    times = _times(view, words, blocks, anchor)
    figures = tuple(_in_block(one, blocks) for one in find_figures(view, words.figures, times))
    register = Register()
    scene = named_scene(view, words.tables, blocks.edges, words.tagger)
    cast = resolve(scene, with_title_drafts(scene, with_circumstances(scene, find_drafts(scene)), blocks.titles(scene)), register)
    title_scene, title_cast = _title(article, words, register)
    acts, cast = _acts(scene, cast, register, "text")
    title_acts, title_cast = _acts(title_scene, title_cast, register, "title")
    head, kinds = chain_head(article, words.chains), {one.key: one.kind for one in register.entities()}
    scope = _Scope(article, "text", scene, head, words, kinds, Within(cast.mentions), settings, blocks, times)
    titles = _Scope(article, "title", title_scene, head, words, kinds, Within(title_cast.mentions), settings)
    statements, titled = _statements(scope, cast), _statements(titles, title_cast)
    return Reading(
        id=article.id, version=article.version, outlet=article.outlet, url=article.url, published=article.published,
        title=article.title, made_by=made_by(settings, words.tables.models, profile_of(article)), blocks=article.blocks,
        entities=register.entities(),
        mentions=_sorted(_in_block(one, blocks) for one in cast.mentions) + _of_title(title_cast.mentions),
        times=times, figures=figures, statements=statements + shortened(titled, statements, article),
        acts=tuple(_in_block(one, blocks) for one in acts) + title_acts,
    )  # fmt: skip


def why(article: Article, language: Language | None = None, settings: Settings = Settings()) -> dict[str, tuple[str, ...]]:  # noqa: B008
    """How the speaker of each statement of the text was chosen, and what its confidence comes from, by the statement's id.

    Decides anew with the models at hand, which may be others than those of a reading made before.
    """
    words = language or Language.load(settings.learned)
    blocks = _Blocks(article.blocks, len(article.text))
    scene = named_scene(look(article.text, blocks.edges), words.tables, blocks.edges, words.tagger)
    drafts = with_title_drafts(scene, with_circumstances(scene, find_drafts(scene)), blocks.titles(scene))
    return {statement_id(article, "text", one.content): one.lines for one in decisions(scene, drafts)}


def read_text(
    text: str, *, published: str | None = None, outlet: str | None = None, title: str | None = None
) -> Reading:
    """Read a text as an article of its own; opens and fetches nothing.

    >>> reading = read_text("قال الوزير إن المدارس ستفتح الأحد.")
    >>> reading.statements[0].speakers[0].name
    'الوزير'
    """
    return read(make_article(text, published=published, outlet=outlet, title=title))


class _Blocks:
    """Which block a place of the text lies in, and where blocks meet."""

    def __init__(self, blocks: Sequence[Block], length: int) -> None:
        self._blocks = blocks or (Block(kind="body", span=Span(0, length)),)
        self._starts = [block.span.start for block in self._blocks]
        self.edges = tuple(self._starts[1:])

    def kind(self, offset: int) -> BlockKind:
        """Kind of the block that holds an offset."""
        return self._blocks[max(bisect_right(self._starts, offset) - 1, 0)].kind

    def titles(self, scene: Scene) -> list[int]:
        """Units of a scene that lie in a title standing in the text."""
        heads = ((number, scene.words[first].start) for number, (first, _) in enumerate(scene.units))
        return [number for number, start in heads if self.kind(start) == "title"]

    def is_dated(self, offset: int) -> bool:
        """Whether the page's date holds here: not in another article's text."""
        return self.kind(offset) not in FOREIGN_BLOCKS or self.kind(offset) == "repeat"


def _times(view: View, words: Language, blocks: _Blocks, anchor: date | None) -> tuple[Time, ...]:
    """Times, those of other articles' texts without the page's date."""
    found = find_times(view, anchor, words.times)
    if anchor is None or all(blocks.is_dated(one.span.start) for one in found):
        return tuple(_in_block(one, blocks) for one in found)
    undated = {one.span.stop: one for one in find_times(view, None, words.times)}
    kept = (one if blocks.is_dated(one.span.start) else undated.get(one.span.stop, one) for one in found)
    return tuple(_in_block(one, blocks) for one in kept)


def _in_block(record: Placed, blocks: _Blocks) -> Placed:
    return msgspec.structs.replace(record, block=blocks.kind(record.span.start))


def _of_title(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    return tuple(msgspec.structs.replace(one, of="title") for one in mentions)


def _sorted(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    return tuple(sorted(mentions, key=lambda one: one.span))


@dataclass(frozen=True, slots=True)
class _Scope:
    """What statements of one text share: the article, which text, its scene, the chain's head, blocks and times.

    `settings` say how likely they must be.
    """

    article: Article
    of: Of
    scene: Scene
    head: tuple[Link, ...]
    words: Language
    kinds: Mapping[str, EntityKind]
    within: Within
    settings: Settings
    blocks: _Blocks | None = None
    times: tuple[Time, ...] = ()
    told: Mapping[int, tuple[Span, ...]] = field(default_factory=dict)

    def times_near(self, offset: int) -> tuple[Time, ...]:
        """Times that begin at most NEAR code points from an offset (times are in the order of the text)."""
        first = bisect_left(self.times, offset - NEAR, key=lambda one: one.span.start)
        last = bisect_right(self.times, offset + NEAR, key=lambda one: one.span.start)
        return self.times[first:last]


def _title(article: Article, words: Language, register: Register) -> tuple[Scene, Cast]:
    """The title's statements: read like text, and a name before a colon besides."""
    scene = named_scene(look(article.title or ""), words.tables, (), words.tagger)
    return scene, resolve(scene, find_title_drafts(scene), register)


def _acts(scene: Scene, cast: Cast, register: Register, of: Of) -> tuple[tuple[Act, ...], Cast]:
    """The acts of a text, and its cast with those whom spokesmen speak for, whom they tell, and all their mentions."""
    mentions = Mentions(scene, register)
    spoken = with_principals(scene, cast.spoken, mentions, Within(cast.mentions))
    spoken = with_relays(scene, [with_addressee(scene, one) for one in spoken])
    acts = tuple(acts_of(scene, ActWords.load(), cast.spoken, mentions, of))
    known = {one.span for one in cast.mentions}
    seen = (*cast.mentions, *(one for one in mentions.all() if one.span not in known))
    return acts, replace(cast, spoken=spoken, mentions=Descriptions(scene, register, seen).all())


def _statements(scope: _Scope, cast: Cast) -> tuple[Statement, ...]:
    """The records of all drafts that are likely enough; a nested one names the statement that holds it."""
    ids = [statement_id(scope.article, scope.of, spoken.draft.content) for spoken in cast.spoken]
    scope = replace(scope, told=_told_by_unit(cast))
    made: list[Statement] = []
    carried: tuple[Relay, ...] = ()
    before: Spoken | None = None
    for one in cast.spoken:
        spoken = _within_sentence(one, before)
        relays = _relays(scope, spoken)
        own = bool(relays) or not goes_on(spoken, before)
        if own and spoken.draft.inside is None:  # what is told inside a quotation breaks no chain
            carried = relays
        going = () if own else carried
        told = relays or tuple(msgspec.structs.replace(one, from_="carried") for one in going)
        sure = scope.words.confidence.of(scope.scene, spoken)
        if sure.likely >= scope.settings.least(spoken.draft.complement):
            made.append(_statement(scope, spoken, ids, told, sure.whole))
        before = spoken if spoken.draft.inside is None else before
    return _by_themselves(made)


def _by_themselves(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """What stood inside another that is left out stands by itself."""
    kept = {one.id for one in statements}
    return tuple(
        one if one.inside is None or one.inside in kept else msgspec.structs.replace(one, inside=None) for one in statements
    )


def _told_by_unit(cast: Cast) -> Mapping[int, tuple[Span, ...]]:
    """What is said in each unit: the contents of its statements."""
    found: dict[int, tuple[Span, ...]] = {}
    for spoken in cast.spoken:
        found[spoken.draft.unit] = (*found.get(spoken.draft.unit, ()), *spoken.draft.content)
    return found


def _within_sentence(spoken: Spoken, before: Spoken | None) -> Spoken:
    """The relays of a sentence hold for all that its speaker goes on to say in it («قال في بيان إن …، مضيفا أن …»)."""
    draft, form = spoken.draft, spoken.draft.cue_form
    if form is None or not (form.tense == "participle" or form.conjunction):
        return spoken
    if draft.via or before is None or draft.unit != before.draft.unit or not goes_on(spoken, before):
        return spoken
    return replace(spoken, draft=replace(draft, via=before.draft.via))


def _relays(scope: _Scope, spoken: Spoken) -> tuple[Relay, ...]:
    """Links that the sentence names: relays in order, and who issued a document that another quotes from."""
    found = []
    for span in spoken.draft.via:
        name = " ".join(scope.scene.view.of(span).split())
        found.append(Link(kind=scope.words.chains.kind(name), name=name, from_="sentence", span=span))
    if spoken.issuer is not None and spoken.issuer.entity not in {one.entity for one in spoken.speakers}:
        kind = KIND_OF[scope.kinds.get(spoken.issuer.entity or "", "body")]
        found.append(Link(kind=kind, name=spoken.issuer.name, from_="carried", entity=spoken.issuer.entity))
    return tuple(found)


def _head(scope: _Scope, relays: Sequence[Relay]) -> tuple[Link, ...]:
    """The outer links of a statement: where its sentence names one of the article's origins, that says more than the credit."""
    same = scope.words.chains.same_source
    if any(same(one.name, relay.name) for one in scope.head for relay in relays if one.from_ != "article"):
        return tuple(one for one in scope.head if one.from_ == "article")
    return scope.head


def _statement(scope: _Scope, spoken: Spoken, ids: Sequence[str], relays: Sequence[Relay], sure: float) -> Statement:
    draft = spoken.draft
    cue = _cue(scope.scene, spoken)
    speakers = [(one, scope.kinds.get(one.entity or "", "body")) for one in spoken.speakers]
    block = scope.blocks.kind(draft.content[0].start) if scope.blocks else None
    return Statement(
        id=statement_id(scope.article, scope.of, draft.content),
        content=draft.content, form=draft.form, complement=draft.complement, cue=cue, rule=draft.rule,
        confidence=sure, of=scope.of, block=block,
        negated=draft.negated, speakers=spoken.speakers, about=scope.within.about(draft.content),
        chain=make_chain(_head(scope, relays), relays, speakers), via=draft.via, to=draft.to, at=draft.at,
        said=_said(scope, draft), inside=ids[draft.inside] if draft.inside is not None else None,
    )  # fmt: skip


def _cue(scene: Scene, spoken: Spoken) -> Cue:
    draft, form = spoken.draft, spoken.draft.cue_form
    if draft.cue is None or form is None:
        return Cue(span=None, lemma=":", stance="say")
    span = scene.span(draft.cue, draft.cue + draft.cue_words - 1)
    return Cue(span=span, lemma=form.frame.lemma, stance=form.frame.stance)


def _said(scope: _Scope, draft: Draft) -> str | None:
    """The day on which it was said: the nearest date of the same sentence that is in nobody's words, none to come."""
    if draft.cue is None:
        return None
    first, stop = scope.scene.units[draft.unit]
    unit = scope.scene.span(first, stop - 1)
    cue = scope.scene.words[draft.cue].start
    near = [
        one for one in scope.times_near(cue)
        if one.type in ("date", "time") and _DAY.match(one.value or "") and unit.start <= one.span.start < unit.stop
        and not any(piece.start <= one.span.start < piece.stop for piece in scope.told.get(draft.unit, ()))
        and (one.value or "")[:10] <= (scope.article.published or "9")[:10]
    ]  # fmt: skip
    return (min(near, key=lambda one: abs(one.span.start - cue)).value or "")[:10] or None if near else None


def statement_id(article: Article, of: Of, content: Sequence[Span]) -> str:
    """Id of a statement: a hash of article, version and content spans."""
    spans = ";".join(f"{piece.start}-{piece.stop}" for piece in content)
    return "s" + hashlib.sha256(f"{article.id}|{article.version}|{of}|{spans}".encode()).hexdigest()[:16]


__all__ = ["Language", "made_by", "read", "read_text", "statement_id", "why"]
