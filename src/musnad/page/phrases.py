"""The words that tell furniture from text: cue phrases, agencies and outlets, places, and what opens a report."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Literal, NamedTuple, TypeAlias, cast

from musnad.records import BlockKind
from musnad.text.fold import fold_key
from musnad.text.lexicon import table
from musnad.text.vocabulary import vocabulary

PhraseKind: TypeAlias = BlockKind | Literal["stamp_word", "name_word"]
SourceKind: TypeAlias = Literal["place", "agency", "outlet", "general"]


class Phrase(NamedTuple):
    """A cue phrase in folded spelling, where it may stand (see data/furniture.tsv), and its pattern with any blanks."""

    id: str
    kind: PhraseKind
    text: str
    where: str
    pattern: re.Pattern[str]
    #: Its longest word, without which it stands nowhere.
    key: str


class Source(NamedTuple):
    """A name as datelines and credits write it: what it stands for and its full name."""

    kind: SourceKind
    name: str


@dataclass(frozen=True, slots=True)
class FurnitureWords:
    """The language data of furniture. Keys are folded words or phrases; `longest` is the most words a source has."""

    openers: Mapping[str, tuple[Phrase, ...]]
    within: tuple[Phrase, ...]
    stamp_words: frozenset[str]
    sources: Mapping[str, tuple[Source, ...]]
    longest: int
    months: Mapping[str, int]
    month_words: frozenset[str]
    relative: frozenset[str]
    weekdays: frozenset[str]
    lead_words: frozenset[str]
    end_mark: re.Pattern[str]
    verbs: frozenset[str]
    never_names: frozenset[str]
    #: Verbs of saying and the like.
    said: frozenset[str]
    nouns: frozenset[str]
    outlet_nouns: frozenset[str]
    byline_words: frozenset[str]
    #: Single words that are a notice alone in their line: a line of several of them is a share bar.
    bar_words: frozenset[str]
    #: Every word of the vocabulary, without the article.
    vocabulary: frozenset[str]
    #: Sources that only the texts of one outlet have: its own names, agencies under names of its own.
    own: Mapping[str, tuple[Source, ...]] = field(default_factory=dict)

    @staticmethod
    def load() -> FurnitureWords:
        """The tables of musnad/data, read once."""
        return _load()

    def opening(self, line: str) -> Iterator[Phrase]:
        """Phrases whose first word is the first word of a folded line (longest first)."""
        match = _FIRST.match(line)
        if match:
            yield from self.openers.get(match.group(), ())

    def sources_of(self, form: str) -> tuple[Source, ...]:
        """What a folded form may stand for as the source of a report."""
        known = self.sources.get(form, ())
        return (*known, *self.own[form]) if form in self.own else known

    def knows(self, word: str) -> bool:
        """Whether a folded word is in the vocabulary, maybe with the article."""
        return word in self.vocabulary or _ARTICLE.sub("", word) in self.vocabulary

    def is_verb(self, word: str) -> bool:
        """Whether a folded word is a form of a verb and not a function word that looks like one."""
        return word in self.verbs and (word in self.said or word not in self.never_names)

    def extended(self, phrases: Sequence[Phrase], own: Mapping[str, tuple[Source, ...]]) -> FurnitureWords:
        """These words with phrases and sources of one outlet."""
        openers = dict(self.openers)
        for word, group in _openers(phrases).items():
            openers[word] = tuple(sorted((*openers.get(word, ()), *group), key=lambda one: -len(one.text)))
        return replace(
            self,
            openers=openers,
            within=(*self.within, *(one for one in phrases if one.where in _INSIDE)),
            longest=max([self.longest, *(len(form.split()) for form in own)]),
            byline_words=self.byline_words | {one.text for one in phrases if one.kind == "byline"},
            own=own,
        )


_ARTICLE = re.compile("^[\u0648\u0641\u0628\u0643]?\u0627\u0644|^\u0644\u0644?")
_FIRST = re.compile(r"[^\W_]+|©")
#: Words with the article so often, and in such a share of their uses, are common nouns (swept on 125 bylines).
_OFTEN = 20
_ARTICLE_SHARE = 0.3
_INSIDE = frozenset({"inside", "tail", "sentence", "within", "run"})


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(r"[ \t]+".join(re.escape(word) for word in text.split()))


def make_phrase(name: str, kind: str, phrase: str, where: str) -> Phrase:
    """A phrase as the table of furniture, or the file of an outlet, gives it in normal spelling."""
    text = fold_key(phrase)
    return Phrase(name, cast(PhraseKind, kind), text, where, _pattern(text), max(text.split(), key=len, default=""))


def _phrases() -> list[Phrase]:
    found = []
    for row in table("furniture"):
        found.append(make_phrase(row["id"], row["kind"], row["phrase"], row["where"]))
    return sorted(found, key=lambda phrase: -len(phrase.text))


def _openers(phrases: Iterable[Phrase]) -> dict[str, tuple[Phrase, ...]]:
    openers: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in phrases:
        if phrase.where in ("sentence", "within", "run") or phrase.kind in ("name_word", "stamp_word"):
            continue
        if first := _FIRST.match(phrase.text):
            openers[first.group()].append(phrase)
    return {word: tuple(group) for word, group in openers.items()}


def _sources() -> dict[str, tuple[Source, ...]]:
    sources: dict[str, list[Source]] = defaultdict(list)
    for row in table("agencies"):
        sources[fold_key(row["form"])].append(Source(cast(SourceKind, row["kind"]), row["name"]))
    for row in table("dateline_places"):
        sources[fold_key(row["form"])].append(Source("place", row["form"]))
    for name in ("generated/places", "generated/dateline_cities"):
        for row in table(name):
            if not any(source.kind == "place" for source in sources.get(row["form"], ())):
                sources[row["form"]].append(Source("place", row["name"]))
    return {form: tuple(known) for form, known in sources.items()}


def _months() -> dict[str, int]:
    months = {fold_key(row["form"]): int(row["number"]) for row in table("generated/months")}
    for row in table("months"):
        months.update(dict.fromkeys(_forms(row["forms"]), int(row["number"])))
    return months


def _forms(cell: str) -> list[str]:
    return [fold_key(form) for form in cell.split("\N{ARABIC COMMA}") if form.strip()]


def _nouns() -> frozenset[str]:
    """Words that often take the article: common nouns and adjectives, which names hardly are."""
    return frozenset(
        word for word, seen in vocabulary().items()
        if seen.article >= max(_OFTEN, _ARTICLE_SHARE * (seen.bare + seen.article))
    )  # fmt: skip


def _end_mark(phrases: Iterable[Phrase]) -> re.Pattern[str]:
    """An agency's mark of the end, between strokes or brackets («// انتهى //»), to the end of its line."""
    words = "|".join(phrase.pattern.pattern for phrase in phrases if phrase.where == "slashed")
    return re.compile(rf"[(/\-–*\[]{{1,3}}\s*(?:{words})\s*[)/\-–*\]]{{1,3}}[^\n]{{0,60}}$")


def _stamp_words(phrases: Iterable[Phrase]) -> frozenset[str]:
    kinds = ("stamp_word", "published")
    return frozenset(word for phrase in phrases if phrase.kind in kinds for word in phrase.text.split())


def _stamp_group(phrases: Iterable[Phrase], group: str) -> frozenset[str]:
    """Words of stamps of one meaning, told by the beginning of their ids."""
    return frozenset(phrase.text for phrase in phrases if phrase.id.startswith(f"stamp-{group}"))


@cache
def _load() -> FurnitureWords:
    phrases = _phrases()
    sources = _sources()
    weekdays = {form for row in table("weekdays") for form in _forms(row["forms"])}
    hijri = {word for row in table("hijri_months") for form in _forms(row["forms"]) for word in form.split()}
    verbs = frozenset(row["form"] for row in table("generated/verbs"))
    said = frozenset(row["form"] for row in table("generated/cue_forms"))
    names = {phrase.text for phrase in phrases if phrase.kind == "name_word"}
    rows = [row for row in table("function_words") if row["class"] not in ("role", "title")]
    return FurnitureWords(
        openers=_openers(phrases),
        within=tuple(phrase for phrase in phrases if phrase.where in _INSIDE),
        stamp_words=_stamp_words(phrases) | hijri,
        sources=sources,
        longest=max(len(form.split()) for form in sources),
        months=(months := _months()),
        month_words=frozenset(word for form in months for word in form.split()),
        relative=_stamp_group(phrases, "relative"),
        weekdays=frozenset(weekdays),
        lead_words=frozenset(row["word"] for row in table("generated/openers")) | verbs,
        end_mark=_end_mark(phrases),
        verbs=verbs,
        never_names=(said | {fold_key(form) for row in rows for form in row["forms"].split()}) - names,
        said=said - names,
        nouns=_nouns() - names,
        outlet_nouns=frozenset(
            fold_key(form) for row in rows if row["class"] == "outlet" for form in row["forms"].split()
        ),
        vocabulary=frozenset(vocabulary()),
        byline_words=frozenset(phrase.text for phrase in phrases if phrase.kind == "byline"),
        bar_words=frozenset(
            phrase.text for phrase in phrases if phrase.kind == "notice" and phrase.where == "line" and " " not in phrase.text
        ),
    )


__all__ = ["FurnitureWords", "Phrase", "PhraseKind", "Source", "SourceKind", "make_phrase"]
