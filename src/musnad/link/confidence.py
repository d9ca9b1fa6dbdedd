"""How sure a statement is: the chance that ones like it are statements at all, and right as a whole, content and speaker."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import NamedTuple

from musnad.find.cues import CueForm
from musnad.find.drafts import Draft
from musnad.find.kin import kin_of
from musnad.find.scene import Scene
from musnad.find.unled import TOLD
from musnad.link.options import Spoken
from musnad.link.word_kinds import class_of, head_of
from musnad.records import Speaker
from musnad.text.lexicon import table
from musnad.text.linear import chance

#: How the table spells a statement for which nobody could be told to speak, and the row of all statements.
NOBODY, ALL = "nobody", ("-", "-")
#: Cues of a sentence are counted up to so many.
_CUES = 5
#: The names of the models: whether it is right as a whole, whether it is a statement.
MODEL, STATEMENT = "confidence", "statement"
#: Upper bounds of groups: margins of the choice of a noun phrase and of a speaker, words of contents and sentences.
_STARTS = ("-0.5", "0.0", "0.5", "1.0", "1.5", "2.0", "3.0", "4.0")
_MARGINS, _LENGTHS = ("0.5", "1.0", "2.0", "3.0", "4.0", "6.0", "8.0"), ("2", "4", "8", "15", "30", "60")


class Sure(NamedTuple):
    """The chance that a statement is one at all, with at least half of its words right, and that it is right as a whole."""

    likely: float
    whole: float


@dataclass(frozen=True, slots=True)
class Confidence:
    """Share right as a whole by rule and by how the speaker is told, for readings without learned decisions."""

    shares: Mapping[tuple[str, str], float]

    @staticmethod
    @cache
    def load() -> Confidence:
        """The shipped table."""
        return Confidence({(row["rule"], row["how"]): float(row["share"]) for row in table("generated/confidence")})

    def of(self, scene: Scene, spoken: Spoken) -> Sure:
        """The chances by the scene's models, to two places; without one, the share for the rule and how the speaker is told."""
        known = spoken.choice is not None
        told = features(scene, spoken) if known else ()
        whole, statement = (scene.models.get(name) if known else None for name in (MODEL, STATEMENT))
        share = self.by_rule(spoken.draft.rule, spoken.speakers) if whole is None or statement is None else 0.0
        return Sure(
            likely=round(chance(statement.score(told)), 2) if statement else share,
            whole=round(chance(whole.score(with_choice(spoken, told))), 2) if whole else share,
        )

    def by_rule(self, rule: str, speakers: Sequence[Speaker]) -> float:
        """Share for a rule and its speakers; that of all statements where the gold had none like it."""
        return self.shares.get((rule, _how(speakers)), self.shares[ALL])


def features(scene: Scene, spoken: Spoken) -> tuple[str, ...]:
    """What tells statements from what is none: how the speaker was chosen and is told, the cue, the content's edges."""
    return ("any", *_of_speakers(scene, spoken), *_of_content(scene, spoken.draft))


def with_choice(spoken: Spoken, told: tuple[str, ...]) -> tuple[str, ...]:
    """What tells sure statements from unsure ones: the features of a statement, and what told for its speaker."""
    return told if spoken.choice is None else (*told, *(f"speaker: {one}" for one in spoken.choice.told))


def _how(speakers: Sequence[Speaker]) -> str:
    return speakers[0].how if speakers else NOBODY


def _of_speakers(scene: Scene, spoken: Spoken) -> Iterator[str]:
    how, rule = _how(spoken.speakers), spoken.draft.rule
    yield f"how {how}"
    yield f"rule {rule}"
    yield f"{rule} {how}"
    if spoken.choice is not None:
        yield f"chosen {spoken.choice.kind}"
        if spoken.choice.margin is not None:
            yield f"margin {_below(spoken.choice.margin, _MARGINS)}"
            yield f"margin {_below(spoken.choice.margin, _MARGINS)} {how}"
        yield f"options {min(spoken.choice.options, 8)}"
        yield f"rules too {spoken.choice.first} {spoken.choice.kind}"
        yield f"next {spoken.choice.next} {spoken.choice.kind}"
    yield f"speakers {min(len(spoken.speakers), 2)}"
    for one in spoken.speakers[:1]:
        yield f"name {min(len(one.name.split()), 6)} {how}"
        yield f"role {one.role is not None} {how}"
        if one.span is not None:
            first, stop = scene.index_after(one.span.start), scene.index_after(one.span.stop)
            yield f"head {head_of(scene, min(first, len(scene.words) - 1))}"
            yield f"behind {class_of(scene, stop)}"
            yield f"words {min(stop - first, 9)}"


def _of_content(scene: Scene, draft: Draft) -> Iterator[str]:
    yield f"form {draft.form} {draft.complement}"
    yield f"nested {draft.inside is not None}"
    yield f"negated {draft.negated}"
    yield f"length {_below(draft.stop - draft.first, _LENGTHS)} {draft.complement}"
    first, stop = scene.units[draft.unit]
    yield f"sentence {_below(stop - first, _LENGTHS)}"
    cues = islice((at for at in range(first, stop) if scene.verbs(at)), _CUES)  # no more: a unit may be a whole book
    yield f"cues {sum(1 for _ in cues)}"
    yield f"begins {class_of(scene, draft.first)} {draft.complement}"
    yield f"ends {class_of(scene, draft.stop)} {draft.stop >= stop - 1}"
    yield f"pieces {min(len(draft.content), 2)}"
    yield f"first {head_of(scene, draft.first)} {draft.complement}"
    kin = kin_of()
    wide, narrow = kin[scene.norm(draft.first)]
    yield f"kin {wide} {draft.complement}"
    yield f"kin {narrow}"
    if draft.subject is not None:
        yield f"speaks {kin[scene.norm(draft.subject[0])].wide} {draft.complement}"
    if scene.has("interrogative", draft.first):
        yield f"asks {draft.negated}"
    if draft.margin is not None:
        yield f"start {_below(draft.margin, _STARTS)}"
        yield f"start {_below(draft.margin, _STARTS)} {draft.rule}"
    if draft.cue_form is not None and draft.cue is not None:
        yield from _of_cue(scene, draft, draft.cue, draft.cue_form)


def _of_cue(scene: Scene, draft: Draft, at: int, form: CueForm) -> Iterator[str]:
    """The cue with its frame, what follows it, and the words around it."""
    frame = form.frame.id
    subject = "none" if draft.subject is None else head_of(scene, draft.subject[0])
    yield f"cue {frame}"
    if frame == TOLD:
        yield f"told {kin_of()[scene.norm(at)].wide}"
        yield f"told {scene.norm(at)}"
    yield f"cue {frame} {draft.complement} {form.tense}"
    yield f"cue {frame} subject {subject}"
    yield f"cue {frame} first {head_of(scene, draft.first)}"
    yield f"subject {subject} {draft.complement} {form.tense}"
    yield f"tense {form.tense} {form.person}"
    yield f"far {min(abs(draft.first - at), 12)}"
    before = "negation" if scene.has("negation", at - 1) else class_of(scene, at - 1)
    yield f"before {before} {form.tense} {bool(form.conjunction)}"
    yield f"next {class_of(scene, at + 1)} {form.tense} {bool(form.enclitic)}"
    yield f"marks {scene.within[at] >= 0} {draft.complement}"


def _below(value: float, bounds: Sequence[str]) -> str:
    return next((f"to {bound}" for bound in bounds if value <= float(bound)), "more")


__all__ = ["MODEL", "STATEMENT", "Confidence", "Sure", "features", "with_choice"]
