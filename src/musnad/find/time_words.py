"""The words of times by folded form, every attachment written out, and the scan of a text that the time rules share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cache
from itertools import compress
from operator import itemgetter
from typing import NamedTuple

from musnad.text.fold import fold, fold_key
from musnad.text.lexicon import Row, table
from musnad.text.memo import Memo
from musnad.text.nouns import Nouns
from musnad.text.numbers import ATTACHED, FORMS, Attached, Number, NumberWords, numbers_of
from musnad.text.view import View
from musnad.text.vocabulary import UNSEEN, Counts, vocabulary
from musnad.text.words import Word, split_words

ARTICLE = fold_key("ال")
#: Kinds whose words take no article and no preposition of their own in the table: written as they stand.
_PLAIN = frozenset({"range", "each", "this", "that", "dir"})
#: Kinds whose words stand for something by themselves only where they carry no preposition.
_BARE = frozenset({
    "before", "since", "after", "during", "of", "in", "until", "between", "except", "event_of", "age", "through", "death",
})  # fmt: skip


class Entry(NamedTuple):
    """What a first word may begin: its kind, the table's id and value, the words that must follow, what is attached."""

    kind: str
    key: str
    value: str
    rest: tuple[str, ...] = ()
    form: str = ""
    skip: int = 0
    conjoined: bool = False
    preposition: str = ""
    definite: bool = False


class Sense(NamedTuple):
    """An entry found in the text, from word `first` to word `last`."""

    entry: Entry
    first: int
    last: int

    @property
    def key(self) -> str:
        return self.entry.key

    @property
    def value(self) -> str:
        return self.entry.value


#: Kinds that begin an expression by themselves, and kinds that only lead on to one.
_STARTS = frozenset({
    "deictic", "night", "part", "ref", "noun_ref", "season", "weekend", "decade_name", "often", "half_year", "quarter_year",
    "season_of", "weekday", "month", "hijri_month", "oclock", "unit_singular", "unit_dual", "unit_pair", "unit_plural", "moment",
    "holiday",
})  # fmt: skip
_LEADS = frozenset({
    "this", "that", "each", "before", "since", "after", "several", "first_day", "fraction", "edge", "other_month",
})  # fmt: skip


class Group(NamedTuple):
    """All entries of one folded form, their kinds, and what lets the word begin an expression.

    `starts` where it can alone, `nexts` the words that make it a phrase that can, `leads` where a word of times or a
    number must follow.
    """

    entries: tuple[Entry, ...]
    kinds: frozenset[str]
    starts: bool
    nexts: frozenset[str]
    leads: bool
    picked: dict[tuple[str, ...], tuple[Entry, ...]]

    def pick(self, kinds: tuple[str, ...]) -> tuple[Entry, ...]:
        """The entries of some kinds; asked again for the same kinds, they are not looked through again."""
        found = self.picked[kinds] = tuple(entry for entry in self.entries if entry.kind in kinds)
        return found


def _group(entries: Iterable[Entry]) -> Group:
    some = tuple(sorted(set(entries), key=_preference))
    starting = [entry for entry in some if entry.kind in _STARTS]
    return Group(
        some,
        frozenset(entry.kind for entry in some),
        any(not entry.rest for entry in starting),
        frozenset(entry.rest[0] for entry in starting if entry.rest),
        any(entry.kind in _LEADS for entry in some),
        {},
    )


@dataclass(frozen=True, slots=True)
class TimeWords:
    """All words of times: entries by the folded form of their first word, and the tense of finite verbs."""

    entries: Mapping[str, Sequence[Entry]]
    numbers: NumberWords
    tenses: Mapping[str, str]
    leading: frozenset[str]
    doubtful: frozenset[str]
    counted: frozenset[str]
    famous: Mapping[tuple[str, int, int], int]
    plain_months: frozenset[str]
    rare: Mapping[str, Set[str]]
    #: The entries of a form together, made when a text asks for them.
    groups: Memo[str, Group] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Remember the groups that were made."""
        object.__setattr__(self, "groups", Memo(lambda form: _group(self.entries[form]), len(self.entries)))

    @staticmethod
    @cache
    def load() -> TimeWords:
        """The shipped tables."""
        found: dict[str, list[Entry]] = defaultdict(list)
        rare: dict[str, set[str]] = defaultdict(set)
        for entry in _all_entries():
            kind = _rare_kind(entry)
            for one in ATTACHED if entry.kind not in _PLAIN else _CONJUNCTIONS:
                for form, attached in _written(entry, one):
                    found[form].append(attached)
                    if kind:
                        rare[form].add(kind)
        numbers = NumberWords.load()
        for form, word in numbers.surfaces.items():
            if word.role in ("fraction", "fraction_pl"):
                found[form].append(Entry("fraction", "fraction", "", (), form))
        tenses = dict(_verb_tenses())
        leading: set[str] = set()
        for row in table("tense_words"):
            if row["tense"] == "leading":
                leading.update(_forms(row))
            else:
                tenses |= dict.fromkeys(_forms(row), row["tense"])
        doubtful = frozenset(form for row in table("doubtful_times") for form in _forms(row))
        plain = frozenset(_forms(row)[0] for row in table("other_months") if row["plain"])
        return TimeWords(
            found, numbers, tenses, frozenset(leading), doubtful, frozenset(Nouns.load().forms), dict(_famous()), plain,
            rare,
        )  # fmt: skip

    def rare_in(self, norms: Sequence[str]) -> frozenset[str]:
        """The rare kinds that words of a text begin: rules that need one are not tried where it is not there."""
        seen = self.rare.keys() & norms
        return frozenset(kind for form in seen for kind in self.rare[form]) if seen else _NONE

    def famous_year(self, noun: str, month: int, day: int) -> int | None:
        """The year of a day that a noun before it makes known to all («هجمات 11 سبتمبر»)."""
        return self.famous.get((noun, month, day))


def _famous() -> Iterator[tuple[tuple[str, int, int], int]]:
    """Years of days by the noun before them, month and day."""
    for row in table("famous_days"):
        for form in _forms(row):
            for attached in ("", "و", "ب", "ل", "ال", "وال", "بال", "لل"):
                yield (attached + form, int(row["month"]), int(row["day"])), int(row["year"])


_CONJUNCTIONS = tuple(one for one in ATTACHED if not one.preposition and not one.definite)


def _preference(entry: Entry) -> tuple[int, int, str, str]:
    """Longer phrases first, then forms with less attached."""
    return (-len(entry.rest), entry.skip, entry.kind, entry.key)


#: A form is taken for a verb where its partner of the other gender or number is seen so often, of its own occurrences:
#: «قال» has «قالت», «على» and «دبي» have none (read off the vocabulary, 2026-11).
PARTNER_SHARE = 0.02


def _verb_tenses() -> Iterator[tuple[str, str]]:
    """Finite verbs with their tense; ``either`` where one spelling has both."""
    counts = vocabulary()
    for row in table("generated/verbs"):
        form, slots = row["form"], row["slots"].split(", ")
        kinds = {slot.split()[0] for slot in slots}
        seen = counts.get(form, UNSEEN)
        if len(form) > 2 and seen.named * 20 <= seen.bare and _has_partner(form, slots, counts):
            yield form, kinds.pop() if len(kinds) == 1 else "either"


_NONE: frozenset[str] = frozenset()
#: Kinds that few texts have, and eras of other calendars, which make a year one of theirs.
_RARE = frozenset({"each", "hijri_month", "holiday", "other_month"})
_OTHER_ERAS = frozenset({"solar_hijri", "martyrs"})


def _rare_kind(entry: Entry) -> str:
    """The kind of an entry where it is rare, else nothing."""
    if entry.kind == "era" and entry.key in _OTHER_ERAS:
        return "other_era"
    return entry.kind if entry.kind in _RARE else ""


def _has_partner(form: str, slots: list[str], counts: Mapping[str, Counts]) -> bool:
    partners: list[str] = []
    for slot in slots:
        tense, person = slot.split()
        if tense == "present":
            partners += ["ت" + form[1:], "ي" + form[1:], form[:-2]]
        elif person == "3ms":
            partners += [form + "ت", form[:-1] + "ت"]
        else:
            partners += [form[:-1], form[:-1] + "ي", form[:-1] + "ا", form[:-2], form[:-2] + "ي"]
    seen = max((counts.get(partner, UNSEEN).bare for partner in partners if partner != form), default=0)
    return seen >= max(2, PARTNER_SHARE * counts.get(form, UNSEEN).bare)


def _forms(row: Row) -> list[str]:
    return [fold_key(form) for form in row["forms"].split(FORMS) if form.strip()]


def _split(form: str) -> list[str]:
    return [word.norm for word in split_words(fold(form))]


def _all_entries() -> Iterator[Entry]:
    """Entries as the tables have them, nothing attached yet but an article of their own."""
    for row in table("time_words"):
        yield from _entries(row["kind"], row["id"], row["value"], _forms(row))
    for row in table("modifiers"):
        yield from _entries("modifier", row["id"], row["mod"], _forms(row))
    for row in table("weekdays"):
        yield from _entries("weekday", row["id"], row["number"], _forms(row))
    for row in table("months"):
        yield from _entries("month", row["id"], row["number"], _forms(row))
    for row in table("generated/months"):
        yield from _entries("month", row["id"], row["number"], [fold_key(row["form"].rstrip("."))])
    for row in table("hijri_months"):
        yield from _entries("hijri_month", row["id"], row["number"], _forms(row))
    for row in table("other_months"):
        yield from _entries("other_month", row["id"], f"{row['calendar']}:{row['number']}", _forms(row))
    for row in table("holidays"):
        yield from _entries("holiday", row["id"], f"{row['calendar']}:{row['month']}:{row['day']}", _forms(row))
    for row in table("time_units"):
        for number in ("singular", "dual", "pair", "plural"):
            forms = [fold_key(form) for form in row[number].split(FORMS) if form.strip()]
            yield from _entries(f"unit_{number}", row["id"], row["iso"], forms)


_MAY_BE_DEFINITE = frozenset({"deictic", "weekday", "dir", "night", "noun_ref", "hijri_month", "holiday"})


def _entries(kind: str, key: str, value: str, forms: Sequence[str]) -> Iterator[Entry]:
    for form in forms:
        first, *rest = _split(form)
        definite = first.startswith(ARTICLE) and kind in _MAY_BE_DEFINITE
        yield Entry(kind, key, value, tuple(rest), first, definite=definite)


def _written(entry: Entry, one: Attached) -> Iterator[tuple[str, Entry]]:
    """How an entry's first word looks with letters attached; a word with its article takes no second one."""
    if entry.kind in _BARE and (one.preposition or one.definite):
        return
    form, definite = entry.form, entry.definite or one.definite
    if form.startswith(ARTICLE):
        if one.definite:
            return
        if one.preposition == "ل":
            form = "ل" + form[len(ARTICLE) :]
            yield one.letters + form, entry._replace(skip=one.skip, conjoined=one.conjoined, preposition="ل")
            return
    yield one.letters + form, entry._replace(
        skip=one.skip, conjoined=one.conjoined, preposition=one.preposition, definite=definite
    )


class Scan:
    """A text under the time rules: its words, what each may begin, and its numbers by first and last word."""

    __slots__ = ("by_last", "found", "norms", "numbers", "rare", "size", "table", "view", "words")

    def __init__(self, view: View, table: TimeWords) -> None:
        self.view = view
        self.words: tuple[Word, ...] = view.words
        self.table = table
        self.size = len(self.words)
        self.norms = list(map(itemgetter(2), self.words))
        groups = table.groups
        places = compress(range(self.size), map(table.entries.__contains__, self.norms))
        self.found = {index: groups[self.norms[index]] for index in places}
        self.rare = table.rare_in(self.norms)
        self.numbers: dict[int, Number] = {}
        self.by_last: dict[int, Number] = {}
        for number in numbers_of(self.words, table.numbers):
            self.numbers[number.first] = number
            self.by_last[number.last] = number

    def sense(self, index: int, *kinds: str) -> Sense | None:
        """The longest entry of one of these kinds that begins at a word."""
        group = self.found.get(index)
        if group is None:
            return None
        some = group.picked.get(kinds)
        for entry in group.pick(kinds) if some is None else some:
            rest = entry.rest
            if not rest:
                return Sense(entry, index, index)
            if self._follows(index, rest):
                return Sense(entry, index, index + len(rest))
        return None

    def _follows(self, index: int, rest: tuple[str, ...]) -> bool:
        index += 1
        norms = self.norms
        return index < self.size and norms[index] == rest[0] and tuple(norms[index : index + len(rest)]) == rest

    def has(self, kind: str) -> bool:
        """Whether any word of the text can begin an entry of this rare kind."""
        return kind in self.rare

    def norm(self, index: int) -> str:
        """The folded word, or nothing past the ends."""
        return self.norms[index] if 0 <= index < self.size else ""

    def is_mark(self, index: int, marks: str) -> bool:
        """Whether a word is one of some marks (each one character)."""
        return 0 <= index < self.size and self.norms[index] in marks

    def tense_word(self, index: int) -> str:
        """What the table of tenses says of a word."""
        return self.table.tenses.get(self.norm(index), "")

    def number(self, index: int) -> Number | None:
        """The number whose first word this is; a free conjunction before it is not part of it."""
        return self.numbers.get(index)

    def glued(self, index: int) -> bool:
        """Whether a word follows the one before it without a gap."""
        return 0 < index < self.size and self.words[index - 1].stop == self.words[index].start

    def stop(self, index: int) -> int:
        """Source offset after a word and the tatweel that is written onto it («هـ»)."""
        stop, text = self.words[index].stop, self.view.text
        while stop < len(text) and text[stop] == "\N{ARABIC TATWEEL}":
            stop += 1
        return stop

    def skip_at(self, index: int) -> int:
        """How many letters are attached to the number or the word of time at a word."""
        if number := self.number(index):
            return number.skip
        group = self.found.get(index)
        return group.entries[0].skip if group else 0

    def start(self, index: int, skip: int = 0) -> int:
        """Source offset of a word after `skip` of its folded letters."""
        word = self.words[index]
        if not skip:
            return word.start
        if word.stop - word.start == len(word.norm):
            return word.start + skip
        return _after_letters(self.view.text, word, skip)


def _after_letters(text: str, word: Word, skip: int) -> int:
    """Where the letters after the first `skip` begin, in a word with marks or tatweel."""
    place, seen = word.start, 0
    while place < word.stop:
        if fold_key(text[place]):
            if seen == skip:
                break
            seen += 1
        place += 1
    return place


__all__ = ["Entry", "Scan", "Sense", "TimeWords"]
