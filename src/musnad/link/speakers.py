"""Who speaks in each statement: the noun phrase at the cue, the subject of the sentence, or whoever spoke before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from musnad.find.documents import document_noun, issuer_of
from musnad.find.drafts import Draft
from musnad.find.names import Named, find_names, split_phrase
from musnad.find.scene import Scene
from musnad.link.entities import Register
from musnad.link.governing import governing
from musnad.records import EntityKind, Mention, Span, Speaker, SpeakerHow
from musnad.text.fold import fold_key

_AND = fold_key("و")
_FOR, _FOR_THE, _ALEF, _THE = fold_key("ل"), fold_key("لل"), fold_key("ا"), fold_key("ال")
#: So many statements back a speaker may still be carried over.
MEMORY = 6


@dataclass(frozen=True, slots=True)
class Spoken:
    """A draft with its speakers resolved.

    `issuer` is who issued the document that somebody else is quoted from («وبحسب البيان، ذكر بوتين»).
    """

    draft: Draft
    speakers: tuple[Speaker, ...]
    issuer: Speaker | None = None


@dataclass(frozen=True, slots=True)
class Cast:
    """All drafts with their speakers, and the mentions that were seen."""

    spoken: tuple[Spoken, ...]
    mentions: tuple[Mention, ...]


def resolve(scene: Scene, drafts: Sequence[Draft], register: Register) -> Cast:
    """Resolve the speakers of all drafts of a text; mentions and entities are entered into the register in text order."""
    mentions = _Mentions(scene, register)
    mentions.enter(find_names(scene))
    spoken: list[Spoken] = []
    issuers: dict[str, Speaker] = {}
    for number, draft in enumerate(drafts):
        one = _speak(scene, mentions, drafts, spoken, number, draft)
        spoken.append(_with_issuer(scene, issuers, one))
    return Cast(tuple(spoken), mentions.all())


def _with_issuer(scene: Scene, issuers: dict[str, Speaker], spoken: Spoken) -> Spoken:
    """Remember who speaks through a document, and name them where the document hands on somebody else's words."""
    draft = spoken.draft
    if draft.document and draft.issuer is not None and draft.subject is not None and spoken.speakers:
        issuers[_document_noun(scene.norm(draft.subject[0]))] = spoken.speakers[0]
    for span in draft.via:
        known = issuers.get(_document_noun(scene.norm(scene.index_after(span.start))))
        if known is not None:
            return replace(spoken, issuer=known)
    return spoken


def _document_noun(norm: str) -> str:
    return norm.removeprefix(_THE) if len(norm) > 4 else norm


class _Mentions:
    """Turns word ranges into mentions of entities."""

    def __init__(self, scene: Scene, register: Register) -> None:
        self.scene = scene
        self.register = register
        self._mentions: dict[Span, Mention] = {}

    def all(self) -> tuple[Mention, ...]:
        return tuple(self._mentions[span] for span in sorted(self._mentions))

    def enter(self, named: Sequence[Named]) -> None:
        """Persons with full names first, so that a last name finds its bearer wherever it stands."""
        for one in sorted(named, key=lambda item: (item.kind != "person", item.name[0] - item.name[1])):
            role = self._text(one.role) if one.role else None
            self._name(one.name, one.kind, role, one.role)

    def phrase(self, first: int, stop: int) -> tuple[str, str | None]:
        """Key of the entity of a noun phrase, and its role phrase."""
        scene = self.scene
        split = split_phrase(scene, first, stop)
        role = self._text(split.role) if split.role else None
        if split.name is not None:
            kind: EntityKind = "person"
            return self._name(split.name, kind, role, split.role), role
        if first in scene.known and scene.known[first].size == stop - first:
            kind = "body"
            return self._name((first, stop), kind, None, None), None
        key = self.register.role(self._plain((first, stop)), self._kind(first), scene.words[first].start)
        self._note(self._where((first, stop)), key, "role", None)
        return key, role

    def _kind(self, first: int) -> EntityKind:
        norm = self.scene.norm(first)
        plain = norm[2:] if self.scene.news.is_definite(norm) else norm
        classes = self.scene.news.classes
        if plain in classes["unnamed"]:
            return "unnamed"
        if plain in classes["document"]:
            return "document"
        return "person" if plain in classes["role"] else "body"

    def _name(self, span: tuple[int, int], kind: EntityKind, role: str | None, role_span: tuple[int, int] | None) -> str:
        scene = self.scene
        where = self._where(span)
        key = self.register.named(self._plain(span), kind, role, where.start)
        self._note(where, key, "name", scene.span(role_span[0], role_span[1] - 1) if role_span else None)
        return key

    def _note(self, span: Span, key: str, how: str, role: Span | None) -> None:
        if span not in self._mentions:
            self._mentions[span] = Mention(span=span, entity=key, how=how, role=role)  # type: ignore[arg-type]

    def _plain(self, span: tuple[int, int]) -> str:
        """The words of a phrase in normal spelling, letters attached to its first word left off («للوزارة», «وروسيا»)."""
        text, attached = self._text(span), self._attached(span[0])
        if attached and self.scene.norm(span[0]).startswith(_FOR_THE, len(attached) - 1):
            return _ALEF + text[len(attached) :]
        return text[len(attached) :].lstrip("ـ")

    def _where(self, span: tuple[int, int]) -> Span:
        """The span of a name without the letters attached to its first word."""
        where = self.scene.span(span[0], span[1] - 1)
        return Span(where.start + len(self._attached(span[0])), where.stop)

    def _attached(self, index: int) -> str:
        """Letters attached before the first word of a name: by the tables, or where the rest is the commoner word."""
        scene, norm = self.scene, self.scene.norm(index)
        if index in scene.known:
            clitics = scene.known[index].clitics
            return clitics.removesuffix(_THE) if clitics.endswith(_THE) else clitics
        if norm.startswith(_FOR_THE) and len(norm) > 4:
            return _FOR
        counts = scene.news
        for letter in (_FOR, _AND):
            base = norm[1:]
            if norm.startswith(letter) and len(base) > 2 and counts.of(base).bare > 2 * counts.of(norm).bare:
                return letter
        return ""

    def _text(self, span: tuple[int, int]) -> str:
        return " ".join(self.scene.view.of(self.scene.span(span[0], span[1] - 1)).split())


def _speak(
    scene: Scene, mentions: _Mentions, drafts: Sequence[Draft], spoken: Sequence[Spoken], number: int, draft: Draft
) -> Spoken:
    if draft.subject is not None and (not draft.document or draft.issuer is not None):
        return _named(scene, mentions, draft)
    if draft.document:
        return _through_document(scene, mentions, spoken, draft)
    within = _same_unit(drafts, spoken, number, draft)
    if within is not None:
        return within
    acting = governing(scene, draft)
    if acting is not None:
        key, role = mentions.phrase(*acting)
        return _one(mentions, draft, key, "dropped", scene.span(acting[0], acting[1] - 1), role)
    return _carried(mentions, spoken, draft)


def _through_document(scene: Scene, mentions: _Mentions, spoken: Sequence[Spoken], draft: Draft) -> Spoken:
    """A document named before («التقرير»): who is told to have issued it earlier in the text, else who spoke last."""
    assert draft.subject is not None
    noun = document_noun(scene, draft.subject[0])
    for at in range(draft.subject[0] - 1, -1, -1):
        if scene.words[at].kind == "arabic" and document_noun(scene, at) == noun:
            issuer = issuer_of(scene, at, len(scene.words))
            if issuer is not None:
                key, role = mentions.phrase(*_bare(scene, issuer))
                return _one(mentions, draft, key, "carried", None, role)
    return _carried(mentions, spoken, draft)


def _bare(scene: Scene, span: tuple[int, int]) -> tuple[int, int]:
    """A phrase without a preposition that stands by itself before it."""
    first, stop = span
    while first < stop and scene.norm(first) == _FOR:
        first += 1
    return first, stop


def _named(scene: Scene, mentions: _Mentions, draft: Draft) -> Spoken:
    """The noun phrase at the cue names who speaks."""
    assert draft.subject is not None
    first, stop = _bare(scene, draft.issuer or draft.subject)
    key, role = mentions.phrase(first, stop)
    form = draft.cue_form
    if form is not None and form.person in ("3ms", "3fs") and draft.cue is not None and draft.subject[0] > draft.cue:
        mentions.register.tell_gender(key, "f" if form.person == "3fs" else "m")
    how: SpeakerHow = "named" if mentions.register.of(key).name != role else "role"
    return _one(mentions, draft, key, how, scene.span(draft.subject[0], draft.subject[1] - 1), role)


def _one(mentions: _Mentions, draft: Draft, key: str, how: SpeakerHow, span: Span | None, role: str | None) -> Spoken:
    entity = mentions.register.of(key)
    speaker = Speaker(entity=key, name=entity.name, how=how, span=span, role=role)
    return Spoken(draft, (speaker,))


def _same_unit(drafts: Sequence[Draft], spoken: Sequence[Spoken], number: int, draft: Draft) -> Spoken | None:
    """A participle or a verb without a subject goes on with the speaker of the statement before it in its sentence."""
    for other in range(number - 1, -1, -1):
        before = drafts[other]
        if before.unit != draft.unit:
            return None
        if before.inside is not None and draft.inside != before.inside and draft.inside != other:
            continue
        if not spoken[other].speakers or before.rule in ("source behind",):
            continue
        return _again(spoken[other], draft, "dropped")
    return None


def _again(before: Spoken, draft: Draft, how: SpeakerHow) -> Spoken:
    speakers = tuple(
        Speaker(entity=one.entity, name=one.name, how=how, role=one.role, on_behalf_of=one.on_behalf_of)
        for one in before.speakers
    )
    return Spoken(draft, speakers)


def _carried(mentions: _Mentions, spoken: Sequence[Spoken], draft: Draft) -> Spoken:
    """Whoever spoke last and agrees with the verb in gender; nobody where nobody spoke."""
    person = draft.cue_form.person if draft.cue_form is not None else ""
    wanted = {"3ms": "m", "3fs": "f"}.get(person)
    recent = [one for one in reversed(spoken) if one.speakers and one.draft.inside is None][:MEMORY]
    recent.sort(key=lambda one: one.draft.rule == "source behind")
    for one in recent:
        key = one.speakers[0].entity
        gender = mentions.register.gender(key) if key else None
        if wanted is None or gender is None or gender == wanted:
            return _again(one, draft, "carried")
    if recent:
        return _again(recent[0], draft, "carried")
    return Spoken(draft, ())


__all__ = ["Cast", "Spoken", "resolve"]
