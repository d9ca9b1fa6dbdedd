"""Acts that a verb of speech only names: who condemned, welcomed, thanked, praised, ordered, met or called whom or what.

A verb whose content is told makes a statement and no act; passive, negated and quoted verbs make neither.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple, cast

from musnad.find.names import is_name_word
from musnad.find.objects import cut_object, is_attached, is_led
from musnad.find.phrases import noun_phrase_end, starts_phrase, subject_behind
from musnad.find.scene import Scene
from musnad.find.subjects import subject_before
from musnad.find.words import ARTICLE
from musnad.records import ActKind
from musnad.text.fold import fold_key
from musnad.text.lexicon import forms, table

_AND, _FA, _WITH, _FOR = (fold_key(letter) for letter in ("و", "ف", "ب", "ل"))
_POSSESSIVES = ("", *forms("clitics", "possessive"))
#: Acts between people.
_AMONG_PEOPLE = ("meet", "call")
_GUESTS = frozenset(forms("circumstances", "guest"))
_NOT = frozenset(forms("function_words", "negation"))
OBJECT = "obj"
#: Who acts in news: not the writer, and no two whose form is another word («شكرا»).
_PERSONS = ("3ms", "3fs", "3mp", "3fp")
_TEH = "\N{ARABIC LETTER TEH}"
#: Words behind a verb in which its object, or the noun that it needs, is looked for; words of an object.
REACH, LONGEST = 14, 12


class ActForm(NamedTuple):
    """A word read as the verb of an act, with what it takes."""

    act: ActKind
    object: tuple[str, ...]
    needs: frozenset[str]
    not_by: frozenset[str]
    tense: str
    person: str


class FoundAct(NamedTuple):
    """An act by word indices: its verb, the subject's range (None where the sentence's speaker goes on), the object's."""

    act: ActKind
    verb: int
    subject: tuple[int, int] | None
    object: tuple[int, int]
    unit: int


@dataclass(frozen=True, slots=True)
class ActWords:
    """Forms of the verbs of acts in folded spelling."""

    forms: Mapping[str, tuple[ActForm, ...]]

    @staticmethod
    @cache
    def load() -> ActWords:
        """The shipped table."""
        rows = {row["id"]: row for row in table("acts")}
        found: dict[str, list[ActForm]] = defaultdict(list)
        for made in table("generated/act_forms"):
            if made["tense"] in ("past", "present", "participle") and made["person"] in _PERSONS:
                found[made["form"]].append(_form(rows[made["id"]], made["tense"], made["person"]))
        return ActWords({form: tuple(readings) for form, readings in found.items()})

    def read(self, norm: str) -> tuple[ActForm, ...]:
        """Readings of a folded word, its conjunction looked through."""
        found = self.forms.get(norm, ())
        return found or (self.forms.get(norm[1:], ()) if norm[:1] in (_AND, _FA) else ())


def _form(row: Mapping[str, str], tense: str, person: str) -> ActForm:
    def cell(name: str) -> tuple[str, ...]:
        return () if row[name] == "-" else tuple(fold_key(row[name]).split())

    return ActForm(
        cast(ActKind, row["act"]), cell("object"), frozenset(cell("needs")), frozenset(cell("not_by")), tense, person
    )


def find_acts(scene: Scene, words: ActWords, cues: Collection[int] = ()) -> Iterator[FoundAct]:
    """The acts of a text in its order; `cues` are the words that make statements, which make no acts."""
    for unit, (first, stop) in enumerate(scene.units):
        for index in range(first, stop):
            readings = words.read(scene.words[index].norm)
            if not readings or index in cues or scene.within[index] >= 0 or _is_barred(scene, index):
                continue
            found = next((one for form in readings if (one := _act(scene, form, index, unit)) is not None), None)
            if found is not None:
                yield found


def _is_barred(scene: Scene, index: int) -> bool:
    """Whether a word stands where no act is told: negated, behind «أن» or a preposition, or the name of a person."""
    before = scene.norm(index - 1)
    if before in _NOT or scene.has_any(("that", "prep", "relative"), index - 1):
        return True
    return scene.news.is_given_name(scene.norm(index)) or index in scene.known


def _act(scene: Scene, form: ActForm, index: int, unit: int) -> FoundAct | None:
    first, stop = scene.units[unit]
    limit = min(stop, index + 1 + REACH)
    goes_on = form.tense == "participle" or scene.norm(index).startswith(_AND)
    if form.tense == "participle" and not scene.is_soft(index - 1):
        return None
    subject = None if form.tense == "participle" else _subject(scene, form, index, first, limit)
    if subject is None and not goes_on:
        return None
    if subject is not None and scene.norm(subject[0]).removeprefix(ARTICLE) in form.not_by:
        return None
    behind = subject[1] if subject is not None and subject[0] > index else index + 1
    start = _needed(scene, form, behind, limit) if form.needs else behind
    target = None if start is None else _object(scene, form, start, limit)
    if target is None or (form.act in _AMONG_PEOPLE and not _is_guest(scene, target[0], behind)):
        return None
    return FoundAct(form.act, index, subject, target, unit)


def _subject(scene: Scene, form: ActForm, index: int, first: int, limit: int) -> tuple[int, int] | None:
    """The noun phrase before a verb at the end of it («مصر تدين …»), else the one behind it, cut before the object."""
    joined = scene.norm(index).startswith((_AND, _FA)) and scene.norm(index)[1:] in ActWords.load().forms
    before = None if joined or index == first else subject_before(scene, first, index)
    if before is None and not joined:
        before = _known_before(scene, first, index)
    if before is not None and before[1] == index and scene.news.can_speak(scene.norm(before[0])):
        return before
    found = subject_behind(scene, index + 1, limit)
    if found is None or found[0] > index + 3 or is_attached(scene, found[0]) or not scene.news.can_speak(scene.norm(found[0])):
        return None
    end = _before_lead(scene, form, *found)
    end = cut_object(scene, found[0], end) if OBJECT in form.object else end
    return found[0], _before_guest(scene, found[0], end) if form.act in _AMONG_PEOPLE else end


def _known_before(scene: Scene, first: int, index: int) -> tuple[int, int] | None:
    """A name of the tables that stands before the verb at the head of its clause («مصر تدين …»)."""
    for at in range(max(first, index - 4), index):
        if at in scene.known and at + scene.known[at].size == index and (at == first or scene.is_soft(at - 1)):
            return at, index
    return None


def _before_lead(scene: Scene, form: ActForm, first: int, end: int) -> int:
    """Where a subject ends before the preposition or the noun that the verb asks for."""
    for at in range(first + 1, end):
        if _is_needed(scene, form, at):
            return at - (at - 1 > first and scene.has("prep", at - 1))
        if scene.norm(at) in form.object:
            return at
        if any(letter in form.object and _is_led(scene, at, letter) for letter in (_WITH, _FOR)):
            return at
    return end


def _before_guest(scene: Scene, first: int, end: int) -> int:
    """Where a host's name ends before the guest's role («استقبل الملك سالم رئيس الوزراء»)."""
    for at in range(first + 2, end):
        if scene.has("role", at) and not scene.has("role", at - 1) and not scene.is_soft(at - 1):
            return at
    return end


def _is_guest(scene: Scene, index: int, behind: int) -> bool:
    """Whether an object is somebody: a role, a title, «نظيره», a name that goes on with no other name."""
    norm = scene.norm(index)
    bare = norm[1:] if norm[:1] in (_WITH, _FOR) and not scene.has("role", index) else norm
    if any(word in scene.news.classes[name] for word in (norm, bare) for name in ("role", "title")) or bare in _GUESTS:
        return True
    before = scene.norm(behind - 1)
    return is_name_word(scene.news, bare) and scene.news.is_given_name(bare) and not is_name_word(scene.news, before)


def _needed(scene: Scene, form: ActForm, first: int, limit: int) -> int | None:
    """The word behind the noun that the verb needs («أعرب عن إدانته ل…»), and behind its adjective («إدانتها الشديدة ل…»)."""
    at = next((at for at in range(first, min(limit, first + 4)) if _is_needed(scene, form, at)), None)
    if at is None:
        return None
    led = at + 2 < limit and scene.news.is_definite(scene.norm(at + 1)) and not scene.norm(at + 1).startswith(tuple(form.object))
    return at + 1 + led


def _is_needed(scene: Scene, form: ActForm, index: int) -> bool:
    """Whether a word is the noun that the verb needs, with a pronoun or without («إدانته», «الشكر»)."""
    norm = scene.norm(index)
    if any(norm.removesuffix(end) in form.needs for end in _POSSESSIVES if norm.endswith(end)):
        return True
    return any(norm == noun[:-1] + _TEH + end for noun in form.needs for end in _POSSESSIVES[1:])


def _object(scene: Scene, form: ActForm, first: int, limit: int) -> tuple[int, int] | None:
    """The object behind the subject: a noun phrase, or what a preposition of the table leads to."""
    for at in range(first, min(limit, first + (2 if OBJECT in form.object else 5))):
        if scene.norm(at) in form.object and at + 1 < limit:
            return at + 1, _end(scene, at + 1, limit)
        if any(letter in form.object and _is_led(scene, at, letter) for letter in (_WITH, _FOR)):
            return at, _end(scene, at, limit)
        if OBJECT in form.object and starts_phrase(scene, at) and not is_led(scene, at):
            people = form.act in _AMONG_PEOPLE
            return at, max(noun_phrase_end(scene, at, limit), at + 1) if people else _end(scene, at, limit)
        if scene.words[at].kind == "mark" or scene.has("that", at) or scene.is_finite(at):
            return None
    return None


def _is_led(scene: Scene, index: int, letter: str) -> bool:
    """Whether a word is a noun with a preposition of one letter: «بالاتفاق», «بقرار», «للهجوم»."""
    norm, news = scene.norm(index), scene.news
    if norm == letter:
        return True
    if not norm.startswith(letter) or len(norm) < 4 or scene.has("cut", index) or scene.has("audience", index):
        return False
    base = norm[1:]
    if base.startswith(ARTICLE) or (letter == _FOR and base.startswith(_FOR)) or index in scene.known:
        return True
    return base in news.verbal_nouns or news.of(base).bare + news.of(base).article > news.of(norm).bare


def _end(scene: Scene, first: int, limit: int) -> int:
    """Where an object ends: before a mark, a clause, a circumstance, another verb."""
    index = first
    while index < min(limit, first + LONGEST):
        quote = scene.opens.get(index)
        if quote is not None and quote.closed and scene.quote_words(quote) < 5:
            index = min(scene.index_after(quote.stop), limit)
            continue
        if scene.words[index].kind == "mark" and scene.norm(index) not in "#_":
            break
        if index > first and _closes(scene, index):
            break
        index += 1
    return max(index, first + 1)


def _closes(scene: Scene, index: int) -> bool:
    if scene.has_any(("cut", "relative", "that", "opener", "by", "by-ma", "double", "between"), index):
        return True
    norm = scene.norm(index)
    if norm.startswith(_AND) and norm[1:] in ActWords.load().forms and scene.news.of(norm[1:]).article == 0:
        return True
    return scene.is_finite(index) or any(form.tense == "participle" for form in scene.verbs(index))


__all__ = ["ActForm", "ActWords", "FoundAct", "find_acts"]
