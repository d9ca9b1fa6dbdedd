"""The rules of figures: what a number and the words around it say together, tried in the order of `_RULES`."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

from musnad.find.figure_words import FigureWords
from musnad.records import FigureKind
from musnad.text.fold import fold_key
from musnad.text.nouns import singular_of
from musnad.text.numbers import ATTACHED, Number, numbers_of
from musnad.text.view import View
from musnad.text.words import Word, without_enclitic

ARTICLE = fold_key("ال")
#: Digits that stand for a year more likely than for a count of something unknown.
YEARS = range(1900, 2101)
Value = int | float | None


class Found(NamedTuple):
    """A figure from word `first` (after `skip` attached letters) to word `last`, before its modifier and event are known."""

    kind: FigureKind
    first: int
    last: int
    value: Value
    skip: int = 0
    low: Value = None
    high: Value = None
    unit: str | None = None
    counted: str | None = None
    person: bool = False
    reason: str | None = None

    def places(self) -> range:
        """Indices of its words."""
        return range(self.first, self.last + 1)


class Sheet:
    """A text under the figure rules."""

    def __init__(self, view: View, table: FigureWords, covered: frozenset[int]) -> None:
        self.view = view
        self.table = table
        self.words: tuple[Word, ...] = view.words
        self.norms = [norm for _, _, norm, _ in self.words]
        self.size = len(self.norms)
        self.covered = covered
        self.numbers: dict[int, Number] = {}
        for number in numbers_of(self.words, table.numbers):
            self.numbers[number.first] = number
        self.candidates = self._candidates()
        self.latest: Found | None = None

    def _candidates(self) -> list[int]:
        singles = self.table.singles
        found = [index for index, norm in enumerate(self.norms) if norm in singles]
        return sorted({*found, *self.numbers})

    @cached_property
    def country_codes(self) -> dict[str, int]:
        """How often each country that has an own currency is named."""
        counts: dict[str, int] = {}
        places = self.table.places
        for word in self.words:
            if code := places.get(word.norm):
                counts[code] = counts.get(code, 0) + 1
        return counts

    def event(self, index: int) -> str | None:
        """The event that a word tells."""
        return self.table.events.get(self.norm(index))

    def norm(self, index: int) -> str:
        return self.norms[index] if 0 <= index < self.size else ""

    def phrase(self, index: int, *kinds: str) -> tuple[str, int] | None:
        """The value of a phrase of some kinds at a word, and the index after it."""
        if not 0 <= index < self.size or (phrases := self.table.phrases.get(self.norms[index])) is None:
            return None
        for phrase in phrases:
            if phrase.kind in kinds:
                after = index + 1 + len(phrase.rest)
                if not phrase.rest or tuple(self.norms[index + 1 : after]) == phrase.rest:
                    return phrase.value, after
        return None

    def ends_phrase(self, index: int, *kinds: str) -> bool:
        """Whether a phrase of some kinds ends right before a word."""
        for back in (1, 2, 3):
            found = self.phrase(index - back, *kinds)
            if found and found[1] == index:
                return True
        return False

    def start(self, index: int, skip: int) -> int:
        word = self.words[index]
        if not skip or word.stop - word.start == len(word.norm):
            return word.start + skip
        place, seen = word.start, 0
        while place < word.stop and seen < skip + 1:
            seen += bool(fold_key(self.view.text[place]))
            place += 1
        return place - 1

    def plain(self, index: int) -> str:
        """A word as written, without vowel marks and tatweel."""
        word = self.words[index]
        return "".join(char for char in self.view.text[word.start : word.stop] if fold_key(char))

    def glued(self, index: int) -> bool:
        return 0 < index < len(self.words) and self.words[index - 1].stop == self.words[index].start


# --- nouns ------------------------------------------------------------------------------------------------------------


def counted_noun(sheet: Sheet, index: int, number: Number) -> tuple[str, bool] | None:
    """Singular of the noun that a number before it counts, and whether it names people; None where it counts none."""
    norm = sheet.norm(index)
    if not norm or sheet.words[index].kind != "arabic" or index in sheet.covered:
        return None
    known = sheet.table.nouns.forms.get(norm)
    if known is None and not _may_be_counted(sheet, index, number):
        return None
    last_two = int(number.value) % 100 if isinstance(number.value, int) else None
    if (number.definite and number.form == "vague") or (number.value in (1, 2) and number.form == "words"):
        return None
    definite = norm.startswith(ARTICLE) and known is None
    if definite:
        known = sheet.table.nouns.forms.get(norm[len(ARTICLE) :])
        if number.form != "vague" and number.scale == 1:
            return None
    plain = sheet.plain(index).removeprefix("ال") if definite else sheet.plain(index)
    singular = singular_of(fold_key(plain), plain, sheet.table.nouns, last_two)
    return singular, bool(known and known.noun.person) or _looks_personal(plain, last_two)


def _looks_personal(plain: str, last_two: int | None) -> bool:
    return plain.endswith(("ين", "ون")) and last_two is not None and 3 <= last_two <= 10


def _may_be_counted(sheet: Sheet, index: int, number: Number) -> bool:
    """Whether an unknown word looks like a noun after this number."""
    norm = sheet.norm(index)
    table = sheet.table
    if len(norm) < 3 or norm in table.stops or norm in table.verbs or sheet.phrase(index, "percent", "versus", "nil"):
        return False
    if norm[0] in "وف" and (norm[1:] in table.stops or norm[1:] in table.verbs or norm[1:].startswith(ARTICLE)):
        return False
    if norm[0] in "وفبلك" and norm[1:] in table.nouns.forms:
        return False
    if norm.startswith("لل") or norm[:3] in ("وال", "بال", "فال", "كال"):
        return False
    if norm.startswith(ARTICLE) and number.form == "digits" and number.scale == 1:
        return False
    return _agrees(sheet, index, number)


def _agrees(sheet: Sheet, index: int, number: Number) -> bool:
    """Whether the word's ending fits the number: 3–10 a plural, 11–99 an accusative singular."""
    norm, value = sheet.norm(index), number.value
    if number.form == "vague":
        norm = norm.removeprefix(ARTICLE)
    nounlike = norm in sheet.table.nounlike or (norm.endswith("ا") and norm[:-1] in sheet.table.nounlike)
    if norm[0] in "وف" and not nounlike:
        return False
    if number.form == "digits" and isinstance(value, int) and value in YEARS:
        return False
    if not isinstance(value, int) or number.scale > 1:
        return nounlike and norm[0] not in "بلك"
    last_two = value % 100
    if 3 <= last_two <= 10:
        return norm.endswith(("ات", "ين", "ون")) or nounlike
    if 11 <= last_two <= 99:
        return norm.endswith(("ا", "ه")) and (nounlike or norm[0] not in "وفبلك")
    return nounlike


# --- rules ------------------------------------------------------------------------------------------------------------


def read_figure(sheet: Sheet, index: int) -> Found | None:
    """The figure that a number begins, or None where it is a label, a telephone number, a bare number."""
    number = sheet.numbers[index]
    for rule in _RULES:
        found = rule(sheet, number)
        if found is not None:
            return found
    return None


def _too_long(sheet: Sheet, number: Number) -> Found | None:
    if number.reason is None:
        return None
    return Found("count", number.first, number.last, None, number.skip, reason=number.reason)


def _percent(sheet: Sheet, number: Number) -> Found | None:
    """«5 في المئة», «5%», «%5», «نصف في المئة»."""
    if number.ordinal:
        return None
    if after := sheet.phrase(number.last + 1, "percent"):
        return _of_number(number, "percent", after[1] - 1, unit="%")
    if points := sheet.phrase(number.last + 1, "percent_points"):
        return _of_number(number, "percent", points[1] - 1, unit="pp")
    if sheet.norm(number.first - 1) == "%" and sheet.glued(number.first):
        return _of_number(number, "percent", number.last, unit="%")._replace(first=number.first - 1, skip=0)
    return None


def _of_number(number: Number, kind: FigureKind, last: int, **more: object) -> Found:
    found = Found(kind, number.first, last, number.value, number.skip, number.low, number.high)
    return found._replace(**more)  # type: ignore[arg-type]


def _score(sheet: Sheet, number: Number) -> Found | None:
    """«3-1» where the sentence speaks of a match."""
    second = sheet.numbers.get(number.last + 2)
    if second is None or sheet.norm(number.last + 1) not in ("-", "–", "—", "/", ":"):
        return None
    one, other = number.value, second.value
    if not isinstance(one, int) or not isinstance(other, int) or not (_is_goals(number) and _is_goals(second)):
        return None
    if max(one, other) > 199 or (max(one, other) > 30 and min(one, other) < 30) or not _is_sport(sheet, number.first):
        return None
    if sheet.norm(second.last + 1) in ("-", "/") or counted_noun(sheet, second.last + 1, second):
        return None
    return Found("score", number.first, second.last, None, number.skip, one, other)


def _is_goals(number: Number) -> bool:
    return number.form == "digits" or number.value == 0


def _is_sport(sheet: Sheet, index: int) -> bool:
    begin = max(index - 25, 0)
    return any(sheet.phrase(place, "score_place") for place in range(begin, min(index + 12, len(sheet.words))))


def _goals(sheet: Sheet, number: Number) -> Found | None:
    """«ثلاثة أهداف مقابل هدف», «هدفين دون رد»."""
    goal = sheet.phrase(number.last + 1, "goal")
    if goal is None or not isinstance(number.value, int) or number.ordinal:
        return None
    return goals_after(sheet, number.first, number.skip, number.value, goal[1])


def goals_after(sheet: Sheet, first: int, skip: int, value: int, after: int) -> Found | None:
    """The score that goals for one side begin, where the other side's follow."""
    if nil := sheet.phrase(after, "nil"):
        return Found("score", first, nil[1] - 1, None, skip, value, 0)
    versus = sheet.phrase(after, "versus")
    at = versus[1] if versus else after
    attached = sheet.norm(at)[:1] == "ل" and not versus
    if not versus and not attached:
        return None
    other = sheet.numbers.get(at)
    if other and isinstance(other.value, int):
        goal = sheet.phrase(other.last + 1, "goal")
        return Found("score", first, goal[1] - 1 if goal else other.last, None, skip, value, other.value)
    norm = sheet.norm(at)[1:] if attached else sheet.norm(at)
    form = sheet.table.nouns.forms.get(norm)
    if form is None or not any(phrase.kind == "goal" for phrase in sheet.table.phrases.get(norm, ())):
        return None
    last = at + (sheet.numbers.get(at + 1) is not None and sheet.numbers[at + 1].value == 1)
    return Found("score", first, last, None, skip, value, 2 if form.number == "dual" else 1)


def _range(sheet: Sheet, number: Number) -> Found | None:
    """«بين 20 و30 ألف شخص», «من 20 إلى 30 دولارا», «20-30 شخصا», «ثلاثة أو أربعة أيام»."""
    if number.ordinal or number.value is None:
        return None
    opener, second = _second_of_range(sheet, number)
    if second is None or second.value is None or second.ordinal:
        return None
    low: int | float = number.value
    if second.scale > 1 and number.scale == 1 and low < 1000:
        low = low * second.scale
    if low >= second.value:
        return None
    whole = _measured(sheet, second) or Found("count", second.first, second.last, second.value)
    if whole.last == second.last and opener is None and sheet.norm(number.last + 1) in ("-", "–"):
        return None
    first = number.first if opener is None else opener
    skip = number.skip if opener is None else 0
    return whole._replace(kind="range", first=first, skip=skip, value=None, low=low, high=second.value)


def _from_to(sheet: Sheet, number: Number) -> Found | None:
    """«ارتفع من 100 ألف إلى 300 ألف ريال»: the first of two values has the unit of the second."""
    to = sheet.phrase(number.last + 1, "to")
    second = sheet.numbers.get(to[1]) if to else None
    if second is None or number.ordinal or number.value is None or not sheet.phrase(number.first - 1, "from"):
        return None
    whole = _measured(sheet, second)
    if whole is None or (second.scale > 1 and number.scale == 1) or second.first in sheet.covered:
        return None
    return whole._replace(first=number.first, last=number.last, skip=number.skip, value=number.value)


def _second_of_range(sheet: Sheet, number: Number) -> tuple[int | None, Number | None]:
    """Where the range opens with a word of its own, and its second number."""
    after = number.last + 1
    between = sheet.phrase(number.first - 1, "between") is not None
    unit = counted_noun(sheet, after, number) if between or sheet.phrase(number.first - 1, "from") else None
    after += unit is not None
    if between and sheet.norm(after) not in ("-", "–"):
        to = sheet.phrase(after, "to")
        second = sheet.numbers.get(to[1] if to else after + (sheet.norm(after) == "و"))
        joined = second is not None and (second.conjoined or to is not None or sheet.norm(after) == "و")
        return (number.first - 1, second) if joined else (None, None)
    if between and sheet.norm(after) in ("-", "–") and number.form == "digits":
        return number.first - 1, sheet.numbers.get(after + 1)
    if to := sheet.phrase(after, "to", "or"):
        opened = sheet.phrase(number.first - 1, "from") is not None and to[0] == "to"
        if to[0] == "to" and (not opened or _is_change(sheet, number.first)):
            return None, None
        return (number.first - 1 if opened else None), sheet.numbers.get(to[1])
    if sheet.norm(after) in ("-", "–") and number.form == "digits":
        return None, sheet.numbers.get(after + 1)
    return None, None


def _is_change(sheet: Sheet, index: int) -> bool:
    """Whether «من … إلى …» tells a change («ارتفع السعر من 20 إلى 30») and not a range."""
    return any(sheet.phrase(place, "change") for place in range(max(index - 9, 0), index))


def _measured(sheet: Sheet, number: Number) -> Found | None:
    """The figure of a number with what follows it: percent, money, measure or counted noun."""
    for rule in (_percent, _money, _measure, _age, _count):
        if found := rule(sheet, number):
            return found
    return None


def _money(sheet: Sheet, number: Number) -> Found | None:
    """«3.2 مليار دولار», «500 ريال سعودي», «$5»."""
    if number.ordinal:
        return None
    after = number.last + 1
    if sheet.norm(after) == "من" and number.form == "vague":
        after += 1
    noun = sheet.table.currencies.get(sheet.norm(after))
    if noun and noun.key in ("yen",) and number.form == "vague":
        return None
    if noun is None:
        sign = sheet.table.currencies.get(sheet.norm(number.first - 1)) if sheet.glued(number.first) else None
        if sign is None or not sheet.norm(number.first - 1) or sheet.words[number.first - 1].kind == "arabic":
            return None
        return _of_number(number, "money", number.last, unit=sign.value)._replace(first=number.first - 1, skip=0)
    code, reason = currency_of(sheet, noun.key, noun.value, after)
    return _of_number(number, "money", after, unit=code, reason=reason)


def currency_of(sheet: Sheet, noun: str, usual: str, index: int) -> tuple[str | None, str | None]:
    """ISO code of a currency noun at a word: by its adjective, else by the country that the text names most."""
    for after in (index + 1, index + 2):
        code = sheet.table.adjectives.get((noun, sheet.norm(after).removeprefix(ARTICLE)))
        if code:
            return code, None
    own = sheet.table.countries.get(noun, frozenset())
    if noun == "dollar" or len(own) < 2:
        return usual or None, None
    named = {code: count for code, count in sheet.country_codes.items() if code in own}
    if named:
        return max(named, key=lambda code: (named[code], code == usual)), None
    return usual or None, "currency taken for the commonest of its name"


def _measure(sheet: Sheet, number: Number) -> Found | None:
    """«100 كلم», «45 درجة مئوية»; the span ends with the unit's first word."""
    if number.ordinal or (number.value is None and number.form != "vague"):
        return None
    after = number.last + 1
    for unit in sheet.table.units.get(sheet.norm(after), ()):
        last = after + len(unit.rest)
        tail = [sheet.norm(after + 1 + place) for place in range(len(unit.rest) + len(unit.after))]
        if tail == [*unit.rest, *unit.after]:
            return _of_number(number, "measure", last, unit=unit.symbol)
    return None


def _age(sheet: Sheet, number: Number) -> Found | None:
    """A number of years that is no time is somebody's age («(23 عاما)»)."""
    norm = sheet.norm(number.last + 1)
    bare = norm.removesuffix("ا")
    if number.ordinal or number.value is None or not sheet.table.years.get(norm):
        return None
    return _of_number(number, "age", number.last + 1, unit=sheet.table.years[norm] or bare)


def _round_age(sheet: Sheet, number: Number) -> Found | None:
    """«في الثلاثين من عمره»."""
    if not number.definite or (number.ordinal and number.value is None):
        return None
    if sheet.norm(number.last + 1) == "من" and sheet.table.age_words.get(sheet.norm(number.last + 2)):
        return _of_number(number, "age", number.last, unit=sheet.table.year_name)
    return None


def _ordinal(sheet: Sheet, number: Number) -> Found | None:
    """«المرحلة الثالثة», «مرة ثانية», «أول زيارة», «الدقيقة 45»."""
    from musnad.find.ordinals import read_ordinal

    return read_ordinal(sheet, number)


def _count(sheet: Sheet, number: Number) -> Found | None:
    """A number and what it counts: «17 حالة», «عشرات الآلاف من الأشخاص», «عشرة منهم»."""
    if number.ordinal or _is_label(sheet, number):
        return None
    after = number.last + 1
    if sheet.norm(after) == "من" and not sheet.phrase(after, "among"):
        return _partitive(sheet, number, after + 1)
    at, number = after, _grouped(number)
    noun = counted_noun(sheet, at, number)
    if noun is None or (number.definite and number.form == "words" and sheet.norm(number.first - 1).startswith(ARTICLE)):
        return None
    return _of_number(number, "count", at, unit=noun[0], counted=noun[0], person=noun[1])


def _partitive(sheet: Sheet, number: Number, at: int) -> Found | None:
    """«عشرات الآلاف من الأشخاص», «ستة من عناصر التنظيم», «اثنين من قادتها», «176 من أصل 328 نائبا»."""
    if whole := sheet.phrase(at, "out_of"):
        second = sheet.numbers.get(whole[1])
        noun = counted_noun(sheet, second.last + 1, second) if second else None
        return _of_number(number, "count", number.last, unit=noun[0], counted=noun[0], person=noun[1]) if noun else None
    norm = sheet.norm(at)
    forms = sheet.table.nouns.forms
    for base in (norm.removeprefix(ARTICLE), *(base for base, _ in without_enclitic(norm)[1:])):
        form = forms.get(base)
        if form and form.number == "plural" and at not in sheet.covered:
            name = form.noun.singular
            return _of_number(number, "count", at, unit=name, counted=name, person=form.noun.person)
    if norm.startswith(ARTICLE) and norm.endswith(("ات", "ين")) and norm not in sheet.table.stops:
        plain = sheet.plain(at).removeprefix("ال")
        name = singular_of(fold_key(plain), plain, sheet.table.nouns, None if plain.endswith("ات") else 3)
        return _of_number(number, "count", at, unit=name, counted=name, person=plain.endswith("ين"))
    return None


def _grouped(number: Number) -> Number:
    """Things are counted in whole numbers: 1.500 of them are fifteen hundred."""
    return number._replace(value=number.grouped) if number.grouped is not None and number.scale == 1 else number


def _noun_before(sheet: Sheet, number: Number) -> Found | None:
    """«الأشخاص الثلاثة», «شخص واحد», «هدف واحد»."""
    index = number.first - 1
    norm = sheet.norm(index)
    if number.ordinal or not norm or number.skip or index in sheet.covered or sheet.words[index].kind != "arabic":
        return None
    if number.form != "words":
        return _definite_noun_before(sheet, number)
    if number.value == 1 and not number.definite:
        form = _form(sheet, index)
        if form is None or form[0].number != "singular":
            return None
        return Found("count", index, number.last, 1, form[1], unit=form[2], counted=form[2], person=form[0].noun.person)
    if number.value == 2 and not number.definite and norm.endswith(("ين", "ان")):
        plain = sheet.plain(index)
        read = _form(sheet, index)
        name, skip = (read[2], read[1]) if read else (plain[:-2], 0)
        return Found("count", index, number.last, 2, skip, unit=name, counted=name, person=not read or read[0].noun.person)
    return _definite_noun_before(sheet, number)


def _definite_noun_before(sheet: Sheet, number: Number) -> Found | None:
    """«الأشخاص الثلاثة», «الدول الـ27»."""
    index = number.first - 1
    norm = sheet.norm(index)
    skip = 1 if norm[:1] in "وفبلك" and norm[1:].startswith(ARTICLE) else 0
    if not number.definite or not norm[skip:].startswith(ARTICLE) or sheet.phrase(index - 1, "group"):
        return None
    base = norm[skip + len(ARTICLE) :]
    known = sheet.table.nouns.forms.get(base)
    sound = base.endswith(("ات", "ين", "ون")) and base in sheet.table.nounlike and len(base) > 4
    if (known is None or known.number != "plural") and (known is not None or not sound):
        return None
    if sheet.phrase(index, "group"):
        return None
    plain = sheet.plain(index)[skip:].removeprefix("ال")
    name = singular_of(base, plain, sheet.table.nouns, 3)
    person = known.noun.person if known else not plain.endswith("ات")
    return Found("count", index, number.last, number.value, skip, unit=name, counted=name, person=person)


def _form(sheet: Sheet, index: int):  # type: ignore[no-untyped-def]
    """The indefinite form of a known noun at a word, attached letters stripped: (form, letters, singular)."""
    norm = sheet.norm(index)
    forms = sheet.table.nouns.forms
    for attached in _BARE:
        if norm.startswith(attached.letters) and (form := forms.get(norm[len(attached.letters) :])):
            return form, attached.skip, form.noun.singular
    return None


_BARE = (ATTACHED[0], *(one for one in ATTACHED[1:] if not one.definite))


def _bare(sheet: Sheet, number: Number) -> Found | None:
    """A number by itself, where a modifier, an event or a pronoun shows that it counts."""
    from musnad.find.figure_context import stands_for

    if number.ordinal or _is_label(sheet, number) or number.first in sheet.covered:
        return None
    noun = stands_for(sheet, number)
    if noun is None:
        return None
    return _of_number(_grouped(number), "count", number.last, unit=noun or None, counted=noun or None)


def _is_label(sheet: Sheet, number: Number) -> bool:
    """Whether a number names something: «القرار 2401», «إس-400», «بوينغ 737», a telephone number."""
    before = number.first - 1
    norm = sheet.words[number.last].norm
    if number.form == "digits" and ((norm.startswith("0") and len(norm) > 1 and norm.isdigit()) or len(norm) > 12):
        return True
    if sheet.norm(before) in ("-", "/", "_", "#", "@", "×", "*") and sheet.glued(number.first) and sheet.glued(before):
        return True
    if sheet.norm(number.last + 1) in ("-", "_") and sheet.glued(number.last + 1) and sheet.glued(number.last + 2):
        return True
    if before >= 0 and sheet.words[before].kind == "latin" and not sheet.table.currencies.get(sheet.norm(before)):
        return number.form == "digits"
    if sheet.ends_phrase(number.first, "label"):
        return number.form == "digits"
    return sheet.ends_phrase(number.first, "group") and number.definite


_RULES: tuple[Callable[[Sheet, Number], Found | None], ...] = (
    _too_long,
    _score,
    _goals,
    _range,
    _from_to,
    _percent,
    _round_age,
    _money,
    _measure,
    _age,
    _ordinal,
    _count,
    _noun_before,
    _bare,
)


def _is_adjective(sheet: Sheet, index: int) -> bool:
    """Whether a dual only agrees with the dual before it («ميداليتين ذهبيتين»)."""
    latest = sheet.latest
    return latest is not None and latest.last == index - 1 and sheet.norm(index - 1)[-2:] == sheet.norm(index)[-2:]


def read_word(sheet: Sheet, index: int) -> Found | None:
    """An indefinite dual («قتيلين»), or a single casualty («مقتل طفل»)."""
    from musnad.find.figure_context import is_casualty

    read = _form(sheet, index)
    if read is None or index in sheet.covered:
        return None
    form, skip, name = read
    if form.number == "dual" and form.sure and not _is_adjective(sheet, index):
        if goals := goals_after(sheet, index, skip, 2, index + 1) if sheet.phrase(index, "goal") else None:
            return goals
        if code := sheet.table.currencies.get(sheet.norm(index)[skip:]):
            unit, reason = currency_of(sheet, code.key, code.value, index)
            return Found("money", index, index, 2, skip, unit=unit, reason=reason)
        if units := sheet.table.units.get(sheet.norm(index)[skip:]):
            return Found("measure", index, index, 2, skip, unit=units[-1].symbol)
        return Found("count", index, index, 2, skip, unit=name, counted=name, person=form.noun.person)
    if form.number == "singular" and sheet.phrase(index, "goal"):
        return goals_after(sheet, index, skip, 1, index + 1)
    if form.number == "singular" and form.noun.person and is_casualty(sheet, index):
        return Found("count", index, index, 1, skip, unit=name, counted=name, person=True)
    return None


__all__ = ["Found", "Sheet", "counted_noun", "read_figure", "read_word"]
