"""Numbers as Arabic writes them, in digits, words or both, read to their values.

The grammar: a small number (1–999) is hundreds, units and tens joined by the conjunction; a group is a small number or
digits with a scale (thousand, million …); a number is groups of falling scale joined by the conjunction, and perhaps
"and a half" of the last scale. Words carry case, gender, article and attached letters; all of it is folded away.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import compress
from operator import itemgetter
from typing import NamedTuple

from musnad.text.fold import fold
from musnad.text.number_words import (
    ATTACHED,
    FORMS,
    Attached,
    Number,
    NumberWord,
    NumberWords,
    Value,
    digits_value,
    forms_of,
    grouped_value,
    plain_value,
)
from musnad.text.words import Word, split_words

_NORM, _KIND = itemgetter(2), itemgetter(3)
#: Tatweel and blanks that may stand between the article and digits («الـ20»).
TATWEEL = 2
#: Digits in brackets of their own that are a year more likely than a count.
_YEAR_LIKE = frozenset(str(year) for year in range(1400, 2100))
_BEFORE_DIGITS = {one.letters: one for one in ATTACHED if one.letters}
#: Marks that may enclose digits, the opening one to its closing one.
_ENCLOSING = {"(": ")", "«": "»", "“": "”", '"': '"'}
_AROUND_DIGITS = frozenset({*_BEFORE_DIGITS, *_ENCLOSING, *_ENCLOSING.values(), "،"})


#: Roles of words that are a number by themselves, and of words that begin no cardinal.
_WHOLE = frozenset({"unit", "ten_unit", "ten", "hundred", "hundreds"})
_NO_CARDINALS = frozenset({"ordinal", "ordinal_part", "vague", "few", "scale_pl"})


class _Part(NamedTuple):
    """A read part of a number: value, the index after it, its scale, and how it was written."""

    value: Value
    after: int
    scale: int = 1
    form: str = "words"


def _is_group(norm: str) -> bool:
    """Whether a word is three digits, as the groups of a large number are."""
    return len(norm) == 3 and norm.isdigit()


class _Reader:
    """Reads numbers from the words of a text; indices past the end are no number."""

    __slots__ = ("inner", "joined", "norms", "nouns", "size", "table", "units", "words")

    def __init__(self, words: Sequence[Word], norms: Sequence[str], numbers: NumberWords) -> None:
        self.words = words
        self.norms = norms
        self.table = numbers.surfaces
        self.joined = numbers.joined
        self.units = numbers.units
        self.inner = numbers.inner
        self.nouns = numbers.nouns
        self.size = len(words)

    def word(self, index: int) -> NumberWord | None:
        return self.table.get(self.norms[index]) if index < self.size else None

    def role(self, index: int) -> str:
        found = self.word(index)
        return found.role if found else ""

    def conjoined(self, index: int) -> int | None:
        """Where a part joined by the conjunction begins: at `index`, after a free conjunction, or nowhere."""
        if index >= self.size:
            return None
        if self.words[index].norm == "و":
            return index + 1
        found = self.word(index)
        if found and found.conjoined and not found.preposition:
            return index
        second = self.joined.get(self.words[index].norm)
        return index if second and second.role == "part" and self.role(index + 1) == "ten_unit" else None

    # small numbers in words

    def unit(self, index: int) -> _Part | None:
        """1–19 and, after a conjunction, the tens that belong to the unit."""
        word = self.word(index)
        if word is None or word.role not in ("unit", "part", "ten_unit", "ten"):
            return None
        value = int(word.value)
        if word.role == "ten" or word.role == "ten_unit":
            return _Part(value, index + 1)
        follower = self.word(index + 1)
        if follower and follower.role == "ten_unit" and not follower.conjoined and value:
            return _Part(value + 10, index + 2)
        if value and (joined := self.conjoined(index + 1)) is not None and self.role(joined) == "ten":
            return _Part(value + int(self.table[self.words[joined].norm].value), joined + 1)
        return None if word.role == "part" else _Part(value, index + 1)

    def hundreds(self, index: int) -> _Part | None:
        word = self.word(index)
        if word is None:
            return None
        if word.role in ("hundred", "hundreds"):
            return _Part(int(word.value), index + 1)
        if word.role == "unit" and 3 <= word.value <= 9:
            follower = self.word(index + 1)
            if follower and follower.value == 100 and follower.role in ("hundred", "vague") and follower.is_bare():
                return _Part(int(word.value) * 100, index + 2)
        return None

    def small(self, index: int) -> _Part | None:
        """1–999 in words."""
        hundreds = self.hundreds(index)
        if hundreds is None:
            return self.unit(index)
        joined = self.conjoined(hundreds.after)
        rest = self.unit(joined) if joined is not None and self.hundreds(joined) is None else None
        if rest and not self._scaled_by_itself(rest):
            return _Part(int(hundreds.value) + int(rest.value), rest.after)
        return hundreds

    def _scaled_by_itself(self, part: _Part) -> bool:
        """Whether a part after hundreds belongs to its own plural scale: a hundred, and three thousand."""
        return self.role(part.after) == "scale_pl" and 3 <= part.value <= 10 and not self._definite(part.after)

    def _definite(self, index: int) -> bool:
        word = self.word(index)
        return bool(word and word.definite)

    # groups

    def digits(self, index: int) -> _Part | None:
        if index >= self.size or self.words[index].kind != "number":
            return None
        norm, after = self.words[index].norm, index + 1
        if self._is_split(index):  # «4،8»: an Arabic comma as the decimal one
            norm, after = f"{norm}.{self.words[index + 2].norm}", index + 3
        norm, after = self._spaced(index, norm, after)
        value = digits_value(norm)
        if value is None:
            return None
        return _Part(value, after + self._closes(index, after), form="digits")

    def _spaced(self, index: int, norm: str, after: int) -> tuple[str, int]:
        """«12 500 دينار», «1 234 567»: groups of three digits with a blank between, where something is counted by them."""
        digits, last, words = norm, after, self.words
        if len(norm) > 3 or not norm.isdigit() or norm[0] == "0":
            return norm, after
        while last < self.size and _is_group(words[last].norm) and words[last].start - words[last - 1].stop == 1:
            digits, last = digits + words[last].norm, last + 1
        follower = words[last].norm if last < self.size else ""
        counted = follower in self.units or follower in self.nouns or self.role(last).startswith("scale")
        whole = index == 0 and last == self.size
        return (digits, last) if last > after and (counted or whole) else (norm, after)

    def _is_split(self, index: int) -> bool:
        words = self.words
        if index + 2 >= self.size or words[index + 1].norm != "،" or words[index + 2].kind != "number":
            return False
        glued = words[index].stop == words[index + 1].start and words[index + 1].stop == words[index + 2].start
        return glued and words[index].norm.isdigit() and words[index + 2].norm.isdigit() and len(words[index + 2].norm) < 3

    def _closes(self, index: int, after: int) -> bool:
        """Whether digits stand in brackets or quotation marks of their own before what they count («(23) مشروعا»)."""
        words = self.words
        if not index or after + 1 >= self.size or _ENCLOSING.get(words[index - 1].norm) != words[after].norm:
            return False
        follower = words[after + 1]
        if follower.norm in self.units:
            return True
        if follower.kind != "arabic" or len(follower.norm) < 2 or words[index].norm in _YEAR_LIKE:
            return False
        conjoined = follower.norm[0] in "وف" and follower.norm not in self.nouns
        return (not conjoined and follower.norm not in self.table) or self.role(after + 1).startswith("scale")

    def fraction(self, index: int) -> _Part | None:
        """A fraction of a scale: half a million, three quarters of a million."""
        word = self.word(index)
        if word is None:
            return None
        if word.role == "fraction":
            return _Part(Fraction(word.value), index + 1)
        follower = self.word(index + 1)
        if word.role == "unit" and follower and follower.role == "fraction_pl" and not follower.conjoined:
            return _Part(word.value * Fraction(follower.value), index + 2)
        return None

    def _of_hundred(self, index: int) -> bool:
        """Whether percent follows («نصف في المئة», «ربع بالمئة»)."""
        word = self.word(index + 1) if index < self.size and self.words[index].norm == "في" else self.word(index)
        return bool(word and word.value == 100 and word.definite)

    def group(self, index: int) -> _Part | None:
        """A number below a thousand or digits, with the scales that multiply it; or a scale alone, or two of it."""
        if fraction := self.fraction(index):
            scaled = self.scaled(fraction)
            if scaled.scale > 1 or self.role(index) == "fraction":
                return scaled if scaled.scale > 1 or self._of_hundred(fraction.after) else None
        if part := self.digits(index) or self.small(index):
            return self.scaled(self._pointed(self._and_one(part)))
        word = self.word(index)
        if word is None or not word.role.startswith("scale") or word.role == "scale_pl":
            return None
        scale, twice = int(word.value), word.role == "scale_du"
        if word.role == "scale_acc":
            twice = self.conjoined(index + 1) is None
        return self.scaled(_Part(scale * (2 if twice else 1), index + 1, scale))

    def _and_one(self, part: _Part) -> _Part:
        """A hundred and one thousand, written by some programs as «مئة وألف ألف»: the hundreds take the one."""
        joined = self.conjoined(part.after)
        if joined is None or part.form == "digits" or part.value % 100 or self.role(joined) != "scale":
            return part
        twice = self.word(joined + 1)
        same = twice and twice.role.startswith("scale") and twice.value == self.table[self.words[joined].norm].value
        return _Part(part.value + 1, joined + 1) if same and twice and not twice.conjoined else part

    def _pointed(self, part: _Part) -> _Part:
        """Decimals told in words: «ثلاثة فاصلة خمسة», «صفر فاصلة صفر خمسة», «ثلاثة فاصلة واحد أربعة»."""
        point = self.word(part.after)
        if point is None or point.role != "point" or not point.is_bare() or not isinstance(part.value, int):
            return part
        digits, after = "", part.after + 1
        while (rest := self._decimals(after, digits)) is not None:
            digits, after = digits + str(rest.value), rest.after
        return _Part(part.value + Fraction(int(digits), 10 ** len(digits)), after, form=part.form) if digits else part

    def _decimals(self, index: int, before: str) -> _Part | None:
        """A number behind the point, or its next digit where they are told one by one."""
        word = self.word(index)
        rest = self.digits(index) or self.small(index)
        if rest is None or not isinstance(rest.value, int) or (word and not word.is_bare()):
            return None
        return None if before and (rest.form == "digits" or (rest.value > 9 and int(before))) else rest

    def scaled(self, part: _Part) -> _Part:
        """The part times the scales written after it."""
        value, after, scale = part.value, part.after, part.scale
        while (word := self.word(after)) and word.role in ("scale", "scale_acc", "scale_pl"):
            if word.conjoined or word.preposition or int(word.value) < scale:
                break
            if word.role == "scale_pl" and word.definite and part.form == "words" and scale > 1:
                break
            value, scale, after = value * int(word.value), scale * int(word.value), after + 1
        if part.form == "digits" and scale > 1:
            return _Part(value, after, scale, "mixed")
        return _Part(value, after, scale, part.form)

    def cardinal(self, index: int) -> _Part | None:
        """Groups of falling scale, and a half of the last one."""
        whole = self.group(index)
        while whole and whole.scale > 1 and (joined := self.conjoined(whole.after)) is not None:
            group = self.group(joined)
            if group is None or group.scale >= whole.scale or group.value >= whole.scale or whole.value % whole.scale:
                break  # after a fraction of a scale («3.2 مليار») another number begins
            if group.scale == 1 and self._is_other_thing(group):
                break
            whole = _Part(whole.value + group.value, group.after, group.scale, whole.form)
        return self._halved(whole) if whole else None

    def _is_other_thing(self, group: _Part) -> bool:
        """Whether digits after a scale count something else: a million, and 3 …; in words they belong together."""
        return group.form == "digits" and not (100 <= group.value < 1000 and isinstance(group.value, int))

    def _halved(self, whole: _Part) -> _Part:
        joined = self.conjoined(whole.after)
        if joined is None or self.role(joined) not in ("fraction",):
            return whole
        word = self.table[self.words[joined].norm]
        if word.definite:
            return whole
        share, after = Fraction(word.value) * whole.scale, joined + 1
        follower = self.word(after)
        if follower and follower.role.startswith("scale") and not follower.conjoined:
            if int(follower.value) != whole.scale and not (follower.value < whole.scale and not follower.definite):
                return whole
            share = Fraction(word.value) * int(follower.value)
            after += 1
        return _Part(whole.value + share, after, whole.scale, whole.form)

    # vague numbers and ordinals

    def vague(self, index: int) -> Number | None:
        """Tens, hundreds, thousands of …: bounds without a value."""
        word = self.word(index)
        if word is None or word.role not in ("vague", "few", "scale_pl"):
            return None
        scale, after, role = int(word.value), index + 1, word.role
        while (follower := self.word(after)) and follower.role in ("vague", "scale_pl", "scale", "hundred"):
            if follower.conjoined or follower.preposition:
                break
            scale, after = scale * int(follower.value), after + 1
        low = (3 if role == "few" else 2) * scale
        return Number(index, after - 1, None, low=low, high=10 * scale - 1, scale=scale, form="vague")

    def ordinal(self, index: int) -> Number | None:
        word = self.word(index)
        if word is None or word.role not in ("ordinal", "ordinal_part"):
            return None
        value, after = int(word.value), index + 1
        follower = self.word(after)
        if follower and follower.role == "ten_unit" and not follower.conjoined and value < 10:
            return Number(index, after, value + 10, ordinal=True)
        joined = self.conjoined(after)
        if joined is not None and self.role(joined) == "ten" and self._definite(joined) == word.definite:
            return Number(index, joined, value + int(self.table[self.words[joined].norm].value), ordinal=True)
        return None if word.role == "ordinal_part" else Number(index, index, value, ordinal=True)

    def plain_digits(self, index: int) -> Number | None:
        """Digits that stand by themselves: nothing of the number grammar before or after them. The common case, made short."""
        norms = self.norms
        norm, after = norms[index], index + 1
        if len(norm) > 9 or not norm.isdigit() or (index and norms[index - 1] in _AROUND_DIGITS):
            return None
        if after < self.size:
            follower = norms[after]
            if follower in self.table or follower in _AROUND_DIGITS or _is_group(follower):
                return None
        return Number(index, index, int(norm), form="digits")

    def plain_word(self, index: int) -> Number | None:
        """A small number in one word with no word of numbers behind it: nearly all of them, made short."""
        word, after = self.table.get(self.norms[index]), index + 1
        if word is None or word.role not in _WHOLE or (index and self.norms[index - 1] in _AROUND_DIGITS):
            return None
        if after < self.size and ((follower := self.norms[after]) in self.table or follower in _AROUND_DIGITS):
            return None
        return Number(
            index, index, int(word.value), word.skip, conjoined=word.conjoined, preposition=word.preposition,
            definite=word.definite,
        )  # fmt: skip

    def number(self, index: int) -> Number | None:
        """The number that begins at a word, if one does."""
        word = self.words[index]
        if word.kind == "number" and digits_value(word.norm) is None:
            return Number(index, index, None, form="digits", reason="too many digits")
        if word.norm in self.inner:
            return None
        if plain := self.plain_word(index):
            return plain
        role = self.role(index)
        part = None if role in _NO_CARDINALS else self.cardinal(index)
        if part:
            found = Number(
                index, part.after - 1, plain_value(part.value), scale=part.scale, form=part.form,
                grouped=grouped_value(word.norm) if part.form == "digits" else None,
            )  # fmt: skip
        else:
            vague = self.vague(index) or self.ordinal(index)
            if vague is None:
                return None
            found = vague
        return self._with_attached(found)

    def _with_attached(self, found: Number) -> Number:
        """Add what is written onto the first word, or onto the digits in a word of their own («الـ20»)."""
        index = found.first
        word = self.word(index)
        if word:
            return found._replace(skip=word.skip, conjoined=word.conjoined, preposition=word.preposition, definite=word.definite
            )
        before = self.words[index - 1] if index else None
        if before and before.norm in _ENCLOSING and self._closes(index, index + 1):
            return found._replace(first=index - 1)
        attached = _BEFORE_DIGITS.get(before.norm) if before and before.kind == "arabic" else None
        if before is None or attached is None or self.words[index].start - before.stop > TATWEEL:
            return found
        first, skip = (index - 1, attached.skip) if attached.definite else (index, 0)
        return found._replace(first=first, skip=skip, conjoined=attached.conjoined, preposition=attached.preposition,
            definite=attached.definite,
        )  # fmt: skip


def find_numbers(words: Sequence[Word], numbers: NumberWords) -> Iterator[Number]:
    """All numbers of a text, from left to right, the longest at each place.

    >>> table = NumberWords.load()
    >>> text = fold("وصل ثلاثة وعشرون ألفا و3.2 مليار ومليون ونصف المليون")
    >>> [n.value for n in find_numbers(split_words(text), table)]
    [23000, 3200000000, 1500000]
    """
    norms, after = list(map(_NORM, words)), 0
    reader, places = _Reader(words, norms, numbers), range(len(norms))
    worded = compress(places, map(numbers.surfaces.__contains__, norms))
    for index in sorted([*worded, *compress(places, map("number".__eq__, map(_KIND, words)))]):
        if index >= after and (found := reader.plain_digits(index) or reader.number(index)):
            after = found.last + 1
            yield found


#: The words read last and their numbers: times and figures of one text ask one after the other.
_latest: list[tuple[Sequence[Word], NumberWords, tuple[Number, ...]]] = []


def numbers_of(words: Sequence[Word], numbers: NumberWords) -> tuple[Number, ...]:
    """All numbers of a text, as `find_numbers` gives them; asked again for the same words, it does not read them again."""
    for seen, asked, known in _latest:
        if seen is words and asked is numbers:
            return known
    found = tuple(find_numbers(words, numbers))
    _latest[:] = [(words, numbers, found)]
    return found


def read_number(text: str) -> int | float | None:
    """Value of a text that is one number and nothing else; None where it is not.

    >>> read_number("ثلاثمائة وخمسة وأربعون ألفًا وستمائة"), read_number("ثلاثة كتب")
    (345600, None)
    """
    words = split_words(fold(text))
    if not words:
        return None
    found = next(find_numbers(words, NumberWords.load()), None)
    return found.value if found and found.first == 0 and found.last == len(words) - 1 else None


__all__ = [
    "ATTACHED",
    "FORMS",
    "Attached",
    "Number",
    "NumberWord",
    "NumberWords",
    "digits_value",
    "find_numbers",
    "forms_of",
    "numbers_of",
    "plain_value",
    "read_number",
]
