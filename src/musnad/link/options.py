"""Who may speak in a statement: all options, the one that the rules take first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal, NamedTuple, TypeAlias

from musnad.find.complements import OBJECT
from musnad.find.documents import document_noun, issuer_of
from musnad.find.drafts import Draft
from musnad.find.scene import Scene
from musnad.link.governing import FAR, acting, governing
from musnad.link.mentions import Mentions
from musnad.link.phrase_options import phrase_spans
from musnad.link.recurring import Recurring
from musnad.records import Mention, Speaker
from musnad.text.fold import fold_key

#: Where an option comes from: the noun phrase at the cue, the same cut shorter or longer, the one before the cue, what a
#: relative pronoun goes back to, who acts in the sentence, who issued the document, the document itself, whoever spoke in
#: an earlier statement, somebody named before, nobody.
OptionKind: TypeAlias = Literal[
    "told", "shorter", "longer", "before", "behind", "head", "relative", "acting", "topic", "issuer", "paper", "earlier",
    "mention", "nobody",
]
#: So many statements back a speaker may still be carried over; so many different ones, who act, and names, are options.
MEMORY, EARLIER, ACTING, NAMES = 6, 4, 2, 4
_FOR = fold_key("ل")
#: So many sentences back somebody named may still be the one who speaks.
NEAR = 2


class Chosen(NamedTuple):
    """An option by its number; by how much its score passes the next one's, the number of that one, and what told for it
    (nothing where the rules alone decided)."""

    number: int
    margin: float | None = None
    next: int | None = None
    told: tuple[str, ...] = ()


class Choice(NamedTuple):
    """What was chosen among how many options: its kind, by how much its score passes the next one's (None where the rules
    alone decided), the kind of that one, whether the rules take it too, and what told for it."""

    kind: OptionKind
    options: int
    margin: float | None = None
    next: OptionKind | None = None
    first: bool = True
    told: tuple[str, ...] = ()

    @staticmethod
    def of(options: Sequence[Option], chosen: Chosen) -> Choice:
        """The choice of an option."""
        behind = options[chosen.next].kind if chosen.next is not None else None
        return Choice(
            options[chosen.number].kind, len(options), chosen.margin, behind, not chosen.number, chosen.told
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spoken:
    """A draft with its speakers resolved.

    `issuer` is who issued the document that somebody else is quoted from («وبحسب البيان، ذكر بوتين»); `choice` is how
    the speakers were chosen.
    """

    draft: Draft
    speakers: tuple[Speaker, ...]
    issuer: Speaker | None = None
    choice: Choice | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """Somebody who may speak: a noun phrase (a word range), the speakers of an earlier statement (its number), or a mention.

    `names` are all folded names by which options are told to be the same one; `also` are the kinds of such others.
    """

    kind: OptionKind
    span: tuple[int, int] | None = None
    number: int | None = None
    mention: Mention | None = None
    names: frozenset[str] = frozenset()
    also: tuple[Option, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: who speaks in a draft, given the mentions so far and the statements before it."""

    scene: Scene
    mentions: Mentions
    drafts: Sequence[Draft]
    spoken: Sequence[Spoken]
    number: int
    #: Who acts first in a sentence from its end on, by the sentence: the same for all that is asked of a text.
    topics: dict[int, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    #: What stands in the text more than once, the same for all that is asked of it.
    recurring: Recurring = field(kw_only=True)

    @property
    def draft(self) -> Draft:
        """The draft whose speaker is asked for."""
        return self.drafts[self.number]

    @property
    def at(self) -> int:
        """Word index of the cue, or of the content's first word where there is no cue."""
        draft = self.draft
        return draft.first if draft.cue is None else draft.cue


def propose(asked: Asked) -> tuple[Option, ...]:
    """All options, that of the rules first; options that name the same one are put together. Nobody is always one."""
    if _is_outer(asked):
        return (_again(asked, asked.draft.inside or 0), Option("nobody"))
    ruled = tuple(_by_rule(asked))
    found: list[Option] = [] if ruled else [Option("nobody")]
    others = () if _is_settled(asked) else (*_earlier(asked), *_acting(asked), *_mentions(asked))
    for option in (*ruled, *_phrases(asked), *others):
        at = next((i for i, one in enumerate(found) if one.names & option.names), None)
        if at is None:
            found.append(option)
        else:
            one = found[at]
            found[at] = Option(one.kind, one.span, one.number, one.mention, one.names | option.names, (*one.also, option))
    return (*found, Option("nobody")) if ruled else tuple(found)


def _is_settled(asked: Asked) -> bool:
    """Whether the noun phrase at the cue can only be the subject, however it is cut: right behind a verb that takes no
    object, or a name and a colon; so that nobody else need be weighed."""
    draft, form = asked.draft, asked.draft.cue_form
    if draft.subject is None or draft.document:
        return False
    if draft.cue is None or form is None:
        return True
    if form.tense not in ("past", "present") or form.frame.addressee == OBJECT or form.enclitic:
        return False
    return draft.subject[0] == draft.cue + 1 and asked.scene.news.can_speak(asked.scene.norm(draft.cue + 1))


def _by_rule(asked: Asked) -> Iterator[Option]:
    """What the rules take: the noun phrase at the cue, the document's issuer, the sentence's speaker or who acts in it,
    or whoever spoke before."""
    draft = asked.draft
    if draft.document and draft.issuer is None:
        issuer = _issuer_before(asked)
        if issuer is not None:
            yield _phrase(asked, "issuer", issuer)
            return
    elif draft.subject is not None:
        yield _phrase(asked, "told", draft.issuer or draft.subject)
        return
    else:
        within = _same_unit(asked)
        if within is not None:
            yield _again(asked, within)
            return
        subject = governing(asked.scene, draft)
        if subject is not None:
            yield _phrase(asked, "acting", subject)
            return
    last = _carried(asked)
    if last is not None:
        yield _again(asked, last)


def _is_outer(asked: Asked) -> bool:
    """Whether who speaks in the first person inside somebody's words is that one («قال المدرب: "قلنا لهم إن …"»)."""
    draft, form = asked.draft, asked.draft.cue_form
    first = form is not None and form.person.startswith("1")
    return first and draft.inside is not None and bool(asked.spoken[draft.inside].speakers)


def _phrase(asked: Asked, kind: OptionKind, span: tuple[int, int]) -> Option:
    return Option(kind, span, names=frozenset((fold_key(asked.mentions.name_of(*bare(asked.scene, span))),)))


def _again(asked: Asked, number: int) -> Option:
    speakers = asked.spoken[number].speakers
    if len(speakers) > 1:
        return Option("earlier", number=number, names=frozenset((" + ".join(fold_key(one.name) for one in speakers),)))
    return Option("earlier", number=number, names=asked.mentions.names(speakers[0].entity or "") | {fold_key(speakers[0].name)})


def bare(scene: Scene, span: tuple[int, int]) -> tuple[int, int]:
    """A phrase without a preposition that stands by itself before it."""
    first, stop = span
    while first < stop - 1 and scene.norm(first) == _FOR:
        first += 1
    return first, stop


def _issuer_before(asked: Asked) -> tuple[int, int] | None:
    """Who is told earlier in the text to have issued the document («التقرير») that speaks."""
    scene, subject = asked.scene, asked.draft.subject
    assert subject is not None
    noun = document_noun(scene, subject[0])
    for at in range(subject[0] - 1, -1, -1):
        if scene.words[at].kind == "arabic" and document_noun(scene, at) == noun:
            issuer = issuer_of(scene, at, len(scene.words))
            if issuer is not None:
                return issuer
    return None


def _same_unit(asked: Asked) -> int | None:
    """The statement before in the sentence, whose speaker a participle or a verb without a subject goes on with."""
    draft = asked.draft
    for other in range(asked.number - 1, -1, -1):
        before = asked.drafts[other]
        if before.unit != draft.unit:
            return None
        if before.inside is not None and draft.inside != before.inside and draft.inside != other:
            continue
        if asked.spoken[other].speakers and before.rule != "source behind":
            return other
    return None


def _carried(asked: Asked) -> int | None:
    """The last statement whose speaker agrees with the verb in gender, else the last one."""
    recent = [
        number for number in range(asked.number - 1, -1, -1)
        if asked.spoken[number].speakers and asked.drafts[number].inside is None
    ][:MEMORY]  # fmt: skip
    recent.sort(key=lambda number: asked.drafts[number].rule == "source behind")
    return next((number for number in recent if agrees(asked, number) is not False), recent[0] if recent else None)


def agrees(asked: Asked, number: int) -> bool | None:
    """Whether the speaker of an earlier statement agrees with the verb in gender; None where it cannot be told."""
    form = asked.draft.cue_form
    wanted = {"3ms": "m", "3fs": "f"}.get(form.person if form is not None else "")
    gender = asked.mentions.register.gender(asked.spoken[number].speakers[0].entity or "e1")
    return None if wanted is None or gender is None else gender == wanted


def _phrases(asked: Asked) -> Iterator[Option]:
    """Noun phrases of the sentence that the rules do not take; of those with the same name the first one."""
    seen: set[frozenset[str]] = set()
    for kind, span in phrase_spans(asked.scene, asked.draft):
        option = _phrase(asked, kind, span)
        if option.names not in seen:
            seen.add(option.names)
            yield option


def _earlier(asked: Asked) -> Iterator[Option]:
    """Those who spoke last, each once."""
    seen: set[str] = set()
    for number in range(asked.number - 1, max(-1, asked.number - 1 - 2 * MEMORY), -1):
        speakers = asked.spoken[number].speakers
        if not speakers or (speakers[0].entity or "") in seen:
            continue
        seen.add(speakers[0].entity or "")
        yield _again(asked, number)
        if len(seen) == EARLIER:
            return


def _acting(asked: Asked) -> Iterator[Option]:
    """Who acts in the sentence before the cue, and in those before it, the nearest first."""
    scene, unit = asked.scene, asked.draft.unit
    for span in islice(acting(scene, scene.units[unit][0], asked.at, True), ACTING):
        yield _phrase(asked, "acting", span)
    for back in range(unit - 1, max(-1, unit - 1 - NEAR), -1):
        if back not in asked.topics:
            first, stop = scene.units[back]
            asked.topics[back] = tuple(islice(acting(scene, first, min(stop, first + FAR)), 1))
        for span in asked.topics[back]:
            yield _phrase(asked, "topic", span)


def _mentions(asked: Asked) -> Iterator[Option]:
    """Persons, bodies and places named before the cue in its sentence or the ones before, the nearest first."""
    scene, unit = asked.scene, asked.draft.unit
    least = scene.words[scene.units[max(0, unit - NEAR)][0]].start
    seen: set[str] = set()
    for one in asked.mentions.before(scene.words[asked.at].start):
        if one.span.start < least or len(seen) == NAMES:
            return
        if one.entity is None or one.entity in seen:
            continue
        seen.add(one.entity)
        yield Option("mention", mention=one, names=asked.mentions.names(one.entity))


__all__ = ["Asked", "Choice", "Chosen", "Option", "OptionKind", "Spoken", "agrees", "bare", "propose"]
