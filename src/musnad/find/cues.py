"""Cues: the verbs, participles, nouns and prepositions that show that something was communicated, with their frames."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, NamedTuple, TypeAlias, cast

from musnad.records import Stance
from musnad.text.fold import fold_key
from musnad.text.lexicon import forms, table
from musnad.text.memo import Memo

Tense: TypeAlias = Literal["past", "present", "jussive", "participle", "noun", "passive"]
_CONJUNCTIONS = tuple(fold_key("و ف").split())
_FUTURE, _SO = fold_key("س"), fold_key("ل")
_OBJECTS, _NO_OBJECT = forms("clitics", "object"), ("",)
_POSSESSIVES = forms("clitics", "possessive")
_NOUN_PREFIXES = tuple(one + two for one in ("", *_CONJUNCTIONS) for two in ("", *fold_key("ب ل ك").split()))
_NO_PREFIX = ("",)
#: The letters before a noun by the first of them, the noun without any among them.
_BY_LETTER = {
    letter: tuple(one for one in _NOUN_PREFIXES if one[:1] in ("", letter)) for letter in {one[:1] for one in _NOUN_PREFIXES}
}
#: The article, alone and with a preposition.
_ARTICLES = tuple(one + two for one in ("", *_CONJUNCTIONS) for two in fold_key("ال لل بال").split())
#: The note of a noun that reports with the article too.
DEFINITE = "definite"
#: The note of a verb that reports a finding, and no act («قرر القاضي أن الدعوى باطلة»).
FINDING = "finding"
#: The note of a verb that reports inside a quotation too.
INNER = "inner"
#: The note of a verb whose bare form is written like its noun («رد»).
NOUNLIKE = "nounlike"
#: The note of a verb whose bare form is written like a preposition («عبر», «عقب»); it names the preposition that tells the verb.
PREPOSITION = "preposition"
#: The note of a verb whose clause has a preposition before its particle («رد بأن»).
LED = "led"
#: An object pronoun changes the end of two kinds of verbs: «وصفوا» but «وصفوها», «سمى» but «سماها».
_PLURAL, _ALEF, _YEH = fold_key("و"), "\N{ARABIC LETTER ALEF}", fold_key("ي")
_SEATS, _HAMZA = tuple(fold_key("ي و").split()), "\N{ARABIC LETTER HAMZA}"
#: The note of a verb with two objects, both of which are said («اعتبر القرار خطوة»).
TWO_OBJECTS = "two-objects"
NONE = "0"
#: So many words are remembered.
REMEMBERED = 100_000
#: The note of a verb whose letters are an everyday word («بين»).
EVERYDAY = "everyday"
#: The note of a verb whose content begins with its object.
FROM_OBJECT = "from-object"
#: The note of a verb that is passive where nothing stands between it and its complement.
TRANSITIVE = "transitive"


@dataclass(frozen=True, slots=True)
class Frame:
    """What a verb of reporting takes: prepositions (folded, ``0`` for none) before a clause and before a noun phrase.

    `notes` are those of the table; `reach` bounds in words how far its clause may be, `link` is the preposition that the
    speaker stands behind («نقلت رويترز عن …»), `beside` that which tells a verb from a preposition («عقب على»).
    """

    id: str
    lemma: str
    stance: Stance
    clause: frozenset[str]
    nominal: frozenset[str]
    quote: bool
    addressee: str
    notes: frozenset[str] = frozenset()
    reach: int | None = None
    link: str = ""
    beside: str = ""


class CueForm(NamedTuple):
    """A word read as a cue: its frame, tense and person, and the clitics around it."""

    frame: Frame
    tense: Tense
    person: str
    conjunction: str = ""
    enclitic: str = ""


def _is_spoken(form: CueForm) -> bool:
    """Whether a form is of the first or second person; news tells of the third («أعلنت» is hers before it is mine)."""
    return not form.person.startswith("3") and form.tense in ("past", "present")


@dataclass(frozen=True, slots=True)
class CueWords:
    """Forms of cues in folded spelling; words once read are remembered."""

    forms: Mapping[str, tuple[CueForm, ...]]
    nouns: Mapping[str, Frame]
    _verbs: Memo[str, tuple[CueForm, ...]] = field(init=False, compare=False, repr=False)
    _nouns: Memo[str, CueForm | None] = field(init=False, compare=False, repr=False)
    #: How nouns begin, two letters each.
    _heads: frozenset[str] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Remember how words are read."""
        object.__setattr__(self, "_verbs", Memo(self._read_verb, REMEMBERED))
        object.__setattr__(self, "_nouns", Memo(self._read_noun, REMEMBERED))
        object.__setattr__(self, "_heads", frozenset(noun[:2] for noun in self.nouns))

    @staticmethod
    @cache
    def load() -> CueWords:
        """The shipped tables."""
        frames = {row["id"]: _frame(row) for row in table("cues")}
        found: dict[str, list[CueForm]] = defaultdict(list)
        barred = {(row["cue"], fold_key(form)) for row in table("not_cues") for form in row["forms"].split(" ")}
        for row in table("generated/cue_forms"):
            if row["tense"] != "noun" and (row["id"], row["form"]) not in barred:
                found[row["form"]].append(CueForm(frames[row["id"]], cast(Tense, row["tense"]), row["person"]))
        nouns = {fold_key(row["lemma"]): _noun_frame(row) for row in table("cue_nouns")}
        return CueWords({form: tuple(sorted(readings, key=_is_spoken)) for form, readings in found.items()}, nouns)

    def verbs(self, norm: str) -> tuple[CueForm, ...]:
        """Readings of a folded word as a verb or participle that reports, the plainest first; empty where there is none."""
        return self._verbs[norm]

    def noun(self, norm: str) -> CueForm | None:
        """Reading of a folded word as a noun that reports (قوله, تأكيده), with its possessive; None where there is none."""
        return self._nouns[norm]

    def _read_verb(self, norm: str) -> tuple[CueForm, ...]:
        for conjunction in ("", *_CONJUNCTIONS, _SO):
            if norm.startswith(conjunction):
                found = [form._replace(conjunction=conjunction) for form in self._stems(norm[len(conjunction) :])]
                if conjunction == _SO:
                    found = [form for form in found if form.tense == "present"]
                if found:
                    return tuple(found)
        return ()

    def _stems(self, rest: str) -> Iterator[CueForm]:
        """Readings of a word without its conjunction: with a future particle, with an object pronoun."""
        for future in ("", _FUTURE):
            if not rest.startswith(future):
                continue
            stem = rest[len(future) :]
            for enclitic in ("", *_OBJECTS) if stem.endswith(_OBJECTS) else _NO_OBJECT:
                if enclitic and not (stem.endswith(enclitic) and len(stem) - len(enclitic) >= 3):
                    continue
                for form in self._written(stem.removesuffix(enclitic), bool(enclitic)):
                    if future and form.tense != "present":
                        continue
                    if not enclitic or (form.tense != "participle" and form.person.startswith("3")):
                        yield form._replace(enclitic=enclitic)

    def _written(self, stem: str, attached: bool) -> tuple[CueForm, ...]:
        """Readings of a stem as it is written, or as it is before a pronoun."""
        found = self.forms.get(stem, ())
        if found or not attached:
            return found
        if stem.endswith(_PLURAL):
            return self.forms.get(stem + _ALEF, ())
        return self.forms.get(stem[:-1] + _YEH, ()) if stem.endswith(_ALEF) else ()

    def _read_noun(self, norm: str) -> CueForm | None:
        for prefix in _BY_LETTER.get(norm[:1], _NO_PREFIX):
            if not norm.startswith(prefix):
                continue
            rest = norm[len(prefix) :]
            if rest[:2] not in self._heads:
                continue
            for enclitic in ("", *_POSSESSIVES):
                base = rest.removesuffix(enclitic)
                if enclitic and base[-1:] in _SEATS:  # «ادعائه»: a hamza gets a seat before a pronoun
                    base = base[:-1] + _HAMZA if base[:-1] + _HAMZA in self.nouns else base
                if rest.endswith(enclitic) and base in self.nouns:
                    return CueForm(self.nouns[base], "noun", "-", prefix, enclitic)
        for prefix in _ARTICLES:
            frame = self.nouns.get(norm[len(prefix) :]) if norm.startswith(prefix) else None
            if frame is not None and DEFINITE in frame.notes:
                return CueForm(frame, "noun", "the", prefix)
        return None


def _frame(row: Mapping[str, str]) -> Frame:
    def cell(name: str) -> frozenset[str]:
        return frozenset(fold_key(row[name]).split()) - {"-"}

    notes = dict(note.partition(":")[::2] for note in row["notes"].split(" "))
    return Frame(
        id=row["id"],
        lemma=row["lemma"].split("-")[0],
        stance=cast(Stance, row["stance"]),
        clause=cell("clause"),
        nominal=cell("nominal"),
        quote=row["quote"] == "y",
        addressee="" if row["addressee"] == "-" else fold_key(row["addressee"]),
        notes=frozenset(notes),
        reach=int(notes["reach"]) if "reach" in notes else None,
        link=fold_key(notes.get("link", "")),
        beside=fold_key(notes.get(PREPOSITION, "")),
    )


def _noun_frame(row: Mapping[str, str]) -> Frame:
    prepositions = frozenset((NONE, fold_key("ب"), *forms("function_words", "full-preposition")))
    nominal = frozenset(fold_key(row["nominal"]).split()) - {"-"}
    notes = frozenset((DEFINITE,) if row["definite"] == "y" else ())
    return Frame(f"noun-{row['id']}", row["lemma"], cast(Stance, row["stance"]), prepositions, nominal, True, "", notes)


__all__ = [
    "DEFINITE", "EVERYDAY", "FINDING", "FROM_OBJECT", "INNER", "LED", "NONE", "NOUNLIKE", "PREPOSITION", "TRANSITIVE",
    "TWO_OBJECTS", "CueForm", "CueWords", "Frame", "Tense",
]  # fmt: skip
