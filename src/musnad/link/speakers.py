"""Who speaks in each statement: the rules propose, a learned choice decides where there is one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from musnad.find.documents import document_noun, with_document
from musnad.find.drafts import Draft
from musnad.find.scene import Scene
from musnad.link.entities import Register
from musnad.link.mentions import Mentions
from musnad.link.options import Asked, Choice, Chosen, Option, Spoken, bare, propose
from musnad.link.recurring import Recurring
from musnad.link.weighing import blocks, names_of, weigh
from musnad.records import Mention, Span, Speaker, SpeakerHow
from musnad.text.linear import Linear

#: The name of the model that chooses.
MODEL = "speaker"
#: Persons of verbs that no noun phrase is the subject of.
_NOT_THIRD = ("1", "2")
#: Given what is asked and the options, the one that speaks.
Chooser: TypeAlias = Callable[[Asked, Sequence[Option]], Chosen]


@dataclass(frozen=True, slots=True)
class Cast:
    """All drafts with their speakers, and the mentions that were seen."""

    spoken: tuple[Spoken, ...]
    mentions: tuple[Mention, ...]


def resolve(scene: Scene, drafts: Sequence[Draft], register: Register, chooser: Chooser | None = None) -> Cast:
    """Resolve the speakers of all drafts of a text; mentions and entities are entered into the register in text order.

    `chooser` takes the place of the scene's model (to learn one); without either the first option speaks.
    """
    mentions = Mentions(scene, register)
    mentions.enter(scene.names)
    choose = chooser or chooser_of(scene.models.get(MODEL))
    drafts = [_without_saying(scene, one) for one in drafts]
    spoken: list[Spoken] = []
    topics: dict[int, tuple[tuple[int, int], ...]] = {}
    issuers: dict[str, Speaker] = {}
    recurring = Recurring(scene)
    for number in range(len(drafts)):
        asked = Asked(scene, mentions, drafts, spoken, number, topics, recurring=recurring)
        options = propose(asked)
        chosen = choose(asked, options)
        one = replace(speakers_of(asked, options[chosen.number]), choice=Choice.of(options, chosen))
        drafts[number] = one.draft
        mentions.heard += [speaker.entity for speaker in one.speakers if speaker.entity is not None]
        spoken.append(_with_issuer(scene, issuers, one))
    return Cast(tuple(spoken), mentions.all())


def _without_saying(scene: Scene, draft: Draft) -> Draft:
    """A draft without the phrase at its cue where that names nobody: a source told by what they say alone («حسب قوله»),
    and what stands behind a verb of the first or second person («قلنا للاعبين»)."""
    form = draft.cue_form
    if form is not None and form.person[:1] in _NOT_THIRD and form.tense != "noun":
        return replace(draft, subject=None, how=None, document=False, issuer=None)
    if draft.subject is None or draft.subject[1] != draft.subject[0] + 1 or not draft.rule.startswith("source"):
        return draft
    noun = scene.cues.noun(scene.norm(draft.subject[0]))
    return draft if noun is None or not noun.enclitic else replace(draft, subject=None, how=None)


def chooser_of(model: Linear | None) -> Chooser:
    """The option of the highest score, the first of equals; the first option where there is no model."""

    def choose(asked: Asked, options: Sequence[Option]) -> Chosen:
        if model is None:
            return Chosen(0)
        told = blocks(asked, options)
        scores = [weigh(model, one) for one in told]
        at = scores.index(max(scores))
        others = [number for number in range(len(options)) if number != at]
        behind = max(others, key=scores.__getitem__, default=None)
        margin = scores[at] - (scores[at] if behind is None else scores[behind])
        return Chosen(at, margin / 1000, behind, names_of(told[at]))

    return choose


def _with_issuer(scene: Scene, issuers: dict[str, Speaker], spoken: Spoken) -> Spoken:
    """Remember who speaks through a document, and name them where the document hands on somebody else's words."""
    draft = spoken.draft
    if draft.document and draft.issuer is not None and draft.subject is not None and spoken.speakers:
        issuers[document_noun(scene, draft.subject[0])] = spoken.speakers[0]
    for span in draft.via:
        known = issuers.get(document_noun(scene, scene.index_after(span.start)))
        if known is not None:
            return replace(spoken, issuer=known)
    return spoken


def speakers_of(asked: Asked, option: Option) -> Spoken:
    """The draft with the option as its speaker."""
    if option.kind == "nobody":
        return Spoken(asked.draft, ())
    if option.number is not None:
        return _again(asked, option.number)
    if option.mention is not None:
        return Spoken(asked.draft, (_known(asked, option.mention),))
    assert option.span is not None
    if option.kind == "acting":
        return _by_phrase(asked, asked.draft, option.span, "dropped", option.span)
    if option.kind == "topic":
        return _by_phrase(asked, asked.draft, option.span, "carried", None)
    if option.kind == "issuer":
        return _by_phrase(asked, asked.draft, option.span, "carried", asked.draft.subject)
    return _at_cue(asked, option)


def _at_cue(asked: Asked, option: Option) -> Spoken:
    """A noun phrase at the cue speaks: that of the rules, or another in its place."""
    draft, span = asked.draft, option.span
    assert span is not None
    if option.kind != "told" and span != draft.issuer:
        draft = _instead(asked, option)
    first, stop = draft.issuer or draft.subject or span
    form = draft.cue_form
    spoken = _by_phrase(asked, draft, (first, stop), None, draft.subject)
    if form is not None and form.person in ("3ms", "3fs") and draft.cue is not None:
        key = spoken.speakers[0].entity
        assert key is not None
        if first > draft.cue or (len(spoken.speakers) == 1 and asked.mentions.register.of(key).kind == "person"):
            asked.mentions.register.tell_gender(key, "f" if form.person == "3fs" else "m")
    return spoken


def _instead(asked: Asked, option: Option) -> Draft:
    """The draft with another noun phrase at its cue; what stood behind a verb instead of its subject is whom it tells."""
    draft, scene = asked.draft, asked.scene
    assert option.span is not None
    if draft.issuer is not None and option.kind in ("shorter", "longer"):
        return replace(draft, issuer=option.span)
    if option.kind == "paper":
        return draft
    if option.kind in ("shorter", "longer") or draft.subject is None:
        return replace(draft, subject=option.span)
    old, via = draft.subject, draft.via
    if document_noun(scene, old[0]):
        via = via[1:]
    to = draft.to
    if draft.cue_form is not None and draft.cue_form.frame.addressee and old[0] > asked.at:
        to = to or scene.span(old[0], old[1] - 1)
    draft = replace(draft, subject=option.span, document=False, issuer=None, via=via, to=to)
    return with_document(scene, draft, asked.at)


def _by_phrase(
    asked: Asked, draft: Draft, phrase: tuple[int, int], how: SpeakerHow | None, shown: tuple[int, int] | None
) -> Spoken:
    """All whom a noun phrase names speak; `shown` are the words that tell it."""
    mentions, scene = asked.mentions, asked.scene
    span = scene.span(shown[0], shown[1] - 1) if shown else None
    speakers = []
    for key, role in mentions.phrases(*bare(scene, phrase)):
        entity = mentions.register.of(key)
        told: SpeakerHow = how or ("named" if entity.name != role else "role")
        speakers.append(Speaker(entity=key, name=entity.name, how=told, span=span, role=role))
    return Spoken(draft, tuple(speakers))


def _known(asked: Asked, mention: Mention) -> Speaker:
    """Somebody named before, by that mention alone."""
    scene = asked.scene
    first, _ = scene.units[asked.draft.unit]
    within = mention.span.start >= scene.words[first].start
    entity = asked.mentions.register.of(mention.entity)
    role = scene.view.of(mention.role) if mention.role else None
    return Speaker(entity=entity.key, name=entity.name, how="dropped" if within else "carried", role=role)


def _again(asked: Asked, number: int) -> Spoken:
    """Those who spoke in an earlier statement go on; a document that tells it is shown."""
    draft, scene = asked.draft, asked.scene
    how: SpeakerHow = "dropped" if asked.drafts[number].unit == draft.unit and not draft.document else "carried"
    shown = scene.span(draft.subject[0], draft.subject[1] - 1) if draft.document and draft.subject else None
    return Spoken(draft, tuple(_once_more(one, how, shown) for one in asked.spoken[number].speakers))


def _once_more(one: Speaker, how: SpeakerHow, shown: Span | None) -> Speaker:
    return Speaker(entity=one.entity, name=one.name, how=how, span=shown, role=one.role, on_behalf_of=one.on_behalf_of)


__all__ = ["MODEL", "Cast", "Chooser", "Spoken", "chooser_of", "resolve", "speakers_of"]
