"""Claims: what one article says of countable facts, each with the words around it, so that articles can be compared.

A pure function of article and reading; only the article's own running text counts.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Literal, NamedTuple, TypeAlias

import msgspec

from musnad.compare.keys import When, own_spans, when
from musnad.compare.terms import LEAST_IDF, plain_rareness
from musnad.compare.values import Value, of_figure, of_time
from musnad.find.figures import in_base_units
from musnad.records import FOREIGN_BLOCKS, Article, Figure, Reading, Span, Statement, Time
from musnad.text.fold import fold_key
from musnad.text.lexicon import table
from musnad.text.view import View, look

ClaimKind: TypeAlias = Literal["count", "money", "percent", "measure", "age", "duration", "date", "time"]
#: How many words around a claim are near to it.
NEAR = 6
#: So many words right behind a value belong to what is counted, so many before it lead up to it, and places so many
#: characters from it belong to the value.
BEHIND, BEFORE, BESIDE = 2, 3, 40
#: How many words before and after a length of time its event may stand.
BACK, AHEAD = 16, 4
#: Parts of a date that is told to the day; days of a year as `values` counts them.
DAY, YEAR = 3, 372
#: «An hour ago» is as rough as the moment at which it was printed: no time of day to hold another against.
_COUNTED_BACK = re.compile(r"(?:minute|hour|second)[+-]")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
#: A time that repeats another for another zone stands so many characters behind it.
CLOSE_BY = 30
#: What stands so many characters behind a time of day may belong to it.
RIGHT_BEHIND = 12
#: Stems are compared by so many first letters: endings of verbs and nouns differ from report to report.
STUB = 5
#: The day on which something is said stands so many words behind the word that reports it.
SAID = 7
#: The second end of «between … and …» stands so many words behind the word at most.
SECOND, AND = 6, "\N{ARABIC LETTER WAW}"
#: What shows that a number was read in part only: digits with a point, a comma or the letter of «decimal» before it.
_JOINED_DIGITS = re.compile("\\d[.,/\u060c\u066b\u066c\u0631]\\Z")
#: Digits, maybe in brackets, right before a number that has none of its own.
_DIGITS_BEFORE = re.compile(r"\d[)\]\s]*\Z")
LEFT_BESIDE = 12
_FULL_DAY, _HOUR = re.compile(r"^\d{4}-\d\d-\d\d"), re.compile(r"T\d\d:\d\d")
_DAY_PART, DAY_LONG = re.compile(r"^\d{4}-\d\d-\d\dT[A-Z]{2}$"), len("2018-05-01")
#: A mark of direction inside a number turns its halves round on the page: nobody knows which was meant.
_TURNED = re.compile("[\u200e\u200f\u202a-\u202e]")
_PEOPLE = "people"


class Claim(NamedTuple):
    """A value that an article gives, with what it is the value of.

    `what` holds kind, unit or event and counted noun: only claims with the same are compared. `near` and `whole` are the
    telling words around it and in its sentence, stubs with their weights, `spelt` how the text writes them; `others` are the
    other figures of the sentence; `rising` and `postponed` tell that the sentence says that
    something rose, or was put off. `told` are its own words, folded;
    `days`, `clocks` and `places` are those that the sentence names, `here` the places named right beside the value, `behind` and
    `before` the stubs of the telling words right behind and before it; `end` tells that a date begins or ends something;
    `around` are the telling words of its sentence and the two beside it, `at` how far down the article it stands, 0 to 1;
    `relative` tells that a time hangs on the day of publication, `today` that it is that day; `besides` that others are counted.
    """

    article: str
    when: When | None
    kind: ClaimKind
    what: tuple[str, ...]
    value: Value
    span: Span
    near: Mapping[str, float]
    whole: Mapping[str, float]
    spelt: Mapping[str, str]
    others: frozenset[str]
    lead: bool
    part: bool
    moving: bool
    rising: bool
    postponed: bool
    lasting: bool
    said_by: str
    told: str
    days: frozenset[str]
    clocks: frozenset[str]
    places: frozenset[str]
    here: frozenset[str]
    behind: tuple[str, ...]
    before: tuple[str, ...]
    end: Literal["from", "until", ""]
    around: Mapping[str, float]
    at: float
    relative: bool
    today: bool
    besides: bool


def find_claims(article: Article, reading: Reading) -> list[Claim]:
    """The claims of an article, in order of their places."""
    return Scene(article, reading, look(article.text)).all_claims()


class Scene:
    """An article's words and sentences, ready to tell what stands around a value."""

    def __init__(self, article: Article, reading: Reading, view: View) -> None:
        """`view` is a look at the article's text."""
        self.article = article
        self.reading = reading
        self.when = when(article)
        self.view = view
        self.statements = [one for one in reading.statements if one.of == "text"]
        found: list[Figure | Time] = [*reading.figures, *reading.times]
        self.values = [one for one in found if one.of == "text" and one.block not in FOREIGN_BLOCKS]
        named = {one.key: fold_key(one.name).split() for one in reading.entities if one.kind == "place"}
        self.places = [(one.span, named[one.entity]) for one in reading.mentions if one.entity in named and one.of == "text"]
        rareness = plain_rareness()
        self.weights = [rareness.idf(rareness.stem(word.norm)) if word.kind == "arabic" else 0.0 for word in self.view.words]
        self.stubs = [rareness.stem(word.norm)[:STUB] for word in self.view.words]
        self._contexts: dict[int, Mapping[str, float]] = {}
        own = own_spans(article)
        self.leads = [at for at in self.view.sentences if any(at[0] < span[1] and span[0] < at[1] for span in own)][:2]

    def all_claims(self) -> list[Claim]:
        """What its values claim, in order of their places."""
        return sorted((claim for one in self.values for claim in self.claims(one)), key=lambda claim: claim.span)

    def claims(self, one: Figure | Time) -> Iterator[Claim]:
        """The claim that a figure or time makes, if any."""
        words = self.view.words_in(one.span)
        sentence = self.sentence(one.span)
        if not words or sentence is None or self._is_partial(one.span):
            return
        around = self.view.words_in(sentence)
        read = self._figure(one, sentence) if isinstance(one, Figure) else self._time(one, words, around)
        if read is None or self._is_half_a_range(words):
            return
        kind, what, value = read
        norms = {self.view.words[at].norm for at in around}
        yield Claim(
            self.article.id, self.when, kind, what, value, one.span,
            near=self.near(words, around),
            whole=self.weighed(around, words),
            spelt=self.spelt(around),
            others=self._others(one, sentence),
            lead=sentence in self.leads,
            part=isinstance(one, Figure) and (one.part_of is not None or self._is_rest(words[-1])),
            moving=_has(self._beside(sentence, 0 if kind == "date" else 1), "moving"),
            postponed=bool(norms & fact_words("postponed")),
            rising=bool(norms & fact_words("rising")),
            lasting=bool(norms & fact_words("lasting")) or not norms & fact_words("elapsed"),
            said_by=self.said_by(one.span),
            told=fold_key(self.article.text[one.span[0] : one.span[1]]),
            days=self._moments(one, sentence, _FULL_DAY),
            clocks=self._moments(one, sentence, _HOUR),
            places=self._places(sentence),
            here=self._here(one.span, sentence),
            behind=self._telling(range(words[-1] + 1, min(words[-1] + 1 + BEHIND, around[-1] + 1))),
            before=self._telling(range(max(words[0] - BEFORE, around[0]), words[0])),
            end=self._end(words),
            around=self._around(sentence),
            at=one.span.start / max(len(self.article.text), 1),
            relative=isinstance(one, Time) and self.is_relative(one),
            besides=self._has_others(range(words[0], min(words[-1] + 1 + BEHIND, around[-1] + 1))),
            today=isinstance(one, Time) and (one.value or "")[:DAY_LONG] == (self.article.published or "-")[:DAY_LONG],
        )  # fmt: skip

    def _is_rest(self, last: int) -> bool:
        """Whether a count is of others than those told before («five other cities»)."""
        return any(word.norm in fact_words("others") for word in self.view.words[last + 1 : last + 2])

    def _places(self, within: Span) -> frozenset[str]:
        """Words of the places that are named in a stretch of the text."""
        return frozenset(word for span, name in self.places if within[0] <= span[0] < within[1] for word in name)

    def _has_others(self, places: range) -> bool:
        """Whether «others» stands among some words."""
        return any(self.view.words[at].norm in fact_words("besides") for at in places)

    def _telling(self, places: range) -> tuple[str, ...]:
        """Stubs of the telling words at some places."""
        return tuple(self.stubs[at] for at in places if self.weights[at] >= LEAST_IDF)

    def _around(self, sentence: Span) -> Mapping[str, float]:
        """The telling words of a sentence and the two beside it."""
        at = self.view.sentences.index(sentence)
        beside = self.view.sentences[max(at - 1, 0) : at + 2]
        if at not in self._contexts:
            self._contexts[at] = self.weighed(self.view.words_in(Span(beside[0][0], beside[-1][1])), range(0))
        return self._contexts[at]

    def _here(self, span: Span, sentence: Span) -> frozenset[str]:
        """Places named right beside a value, no other value between."""
        stops = (one.span.stop for one in self.values if one.span.stop <= span.start)
        starts = (one.span.start for one in self.values if one.span.start >= span.stop)
        before = max(sentence.start, span.start - BESIDE, *stops, 0)
        behind = min(sentence.stop, span.stop + BESIDE, *starts, len(self.article.text))
        return self._places(Span(span.stop, behind)) or self._places(Span(before, span.start))

    def _moments(self, one: Figure | Time, sentence: Span, pattern: re.Pattern[str]) -> frozenset[str]:
        """Parts of the other times of a sentence: their days, or their hours."""
        times = (other for other in self.values if isinstance(other, Time) and other is not one)
        inside = (
            other.value or "" for other in times
            if other.type in ("date", "time") and sentence[0] <= other.span[0] < sentence[1]
        )  # fmt: skip
        return frozenset(match.group() for value in inside if (match := pattern.search(value)))

    def _end(self, words: range) -> Literal["from", "until", ""]:
        """Whether the words before a date say that something begins or ends then."""
        before = [word.norm for word in self.view.words[max(words[0] - 2, 0) : words[0]]]
        if any(norm in fact_words("between") for norm in before):
            return "from"
        if self._follows(words[0]):
            return "until"
        if any(norm in fact_words("until") for norm in before):
            return "until"
        return "from" if any(norm in fact_words("from") for norm in before) else ""

    def _follows(self, first: int) -> bool:
        """Whether a value is the second after «between»: joined by «and» to the first."""
        norms = [word.norm for word in self.view.words[max(first - SECOND, 0) : first]]
        opens = next((at for at, norm in enumerate(norms) if norm in fact_words("between")), None)
        joined = AND in norms[-1:] or self.view.words[first].norm[:1] == AND
        return opens is not None and joined and not any(norm[:1] == AND for norm in norms[opens:-1])

    def _is_partial(self, span: Span) -> bool:
        """Whether the text shows that the value is not what it seems."""
        text = self.article.text
        behind = text[span[1] : span[1] + 2]
        partly = _JOINED_DIGITS.search(text[max(span[0] - 2, 0) : span[0]]) or (behind[:1] == "/" and behind[1:].isdigit())
        before = text[max(span[0] - LEFT_BESIDE, 0) : span[0]]
        own = text[span[0] : span[1]]
        alone = not any(char.isdigit() for char in own) and _DIGITS_BEFORE.search(before)  # only «million» was read
        in_words = before.split()[-1:] and fold_key(before.split()[-1]) in fact_words("decimal")
        return bool(partly or alone or in_words or _TURNED.search(own))

    def sentence(self, span: Span) -> Span | None:
        """The sentence that a span begins in."""
        at = bisect_right(self.view.sentences, (span.start, len(self.article.text) + 1)) - 1
        return self.view.sentences[at] if at >= 0 else None

    def _beside(self, sentence: Span, reach: int) -> tuple[str, ...]:
        """Words of the sentence and of so many beside it: a list of prices names the market once."""
        at = self.view.sentences.index(sentence)
        beside = self.view.sentences[max(at - reach, 0) : at + reach + 1]
        words = self.view.words_in(Span(beside[0][0], beside[-1][1]))
        return tuple(self.view.words[word].norm for word in words)

    def _is_half_a_range(self, words: range) -> bool:
        """«three or four weeks», «from 10 to 20»: an end of a range is no value of its own."""
        tokens = self.view.words
        before, after = tokens[max(words[0] - 2, 0) : words[0]], tokens[words[-1] + 1 : words[-1] + 3]
        return any(word.norm in fact_words("or") for word in (*before[-1:], *after[:1]))

    def _figure(self, figure: Figure, sentence: Span) -> tuple[ClaimKind, tuple[str, ...], Value] | None:
        """What a figure tells; a count without an event is listed with the one before it in its sentence."""
        read = _figure(figure)
        if read is None or read[0] != "count" or read[1][1] or read[1][2] != _PEOPLE:
            return read
        before = [one for one in self.values if isinstance(one, Figure) and sentence[0] <= one.span[0] < figure.span[0]]
        event = next((one.event for one in reversed(before) if one.event and one.kind != "score"), None)
        return (read[0], ("count", event or "", _PEOPLE), read[2])

    def _time(self, time: Time, words: range, around: range) -> tuple[ClaimKind, tuple[str, ...], Value] | None:
        if (told_day := self._day(time)) is not None:
            return "date", ("date", "no year"), told_day
        value = of_time(msgspec.structs.replace(time, mod="APPROX") if self._again(time) else time)
        if value is None or time.type == "set" or _COUNTED_BACK.match(time.relative or ""):
            return None
        if time.type == "duration":
            return "duration", ("duration", self._event(words, around)), value
        told = self.article.text[time.span[0] : time.span[1]]
        if time.type == "date":
            return self._date(time, told, value)
        if any(isinstance(other, Time) and 0 < other.span[0] - time.span[1] < RIGHT_BEHIND for other in self.values):
            return None  # minutes may follow that were read apart
        day, zone = (time.value or "").split("T")[0], "Z" if (time.value or "").endswith("Z") else ""
        return "time", ("time", day, zone), value

    def _date(self, time: Time, told: str, value: Value) -> tuple[ClaimKind, tuple[str, ...], Value] | None:
        """A date that the text tells by itself: with its year, or day and month, whose year is only inferred."""
        digits = any(char.isdigit() for char in told)
        if not digits and len(value.figures) == DAY and len(told.split()) < DAY:
            return None
        if time.relative is not None and len(value.figures) < DAY:
            return "date", ("date", ""), value
        if _YEAR.search(fold_key(told)) or (time.relative is None and len(value.figures) < DAY):
            return ("date", ("date", ""), value) if len(value.figures) > 1 or digits else None
        if len(value.figures) == DAY:
            return "date", ("date", "no year"), _in_no_year(value)
        return ("date", ("date", ""), value) if " " in told and len(value.figures) > 1 else None

    def _day(self, time: Time) -> Value | None:
        """The day that a weekday, «yesterday» or a part of a day means, told from when the article was published."""
        day = _FULL_DAY.match(time.value or "") if time.type == "date" else _DAY_PART.match(time.value or "")
        if day is None or not self.is_relative(time) or self._is_said_then(time.span):
            return None
        value = of_time(msgspec.structs.replace(time, type="date", value=day.group()[:DAY_LONG], mod=""))
        return _in_no_year(value) if value else None

    def _is_said_then(self, span: Span) -> bool:
        """Whether a time tells when something was said: it stands near behind a word that reports, outside what is reported."""
        at = self.view.words_in(span)
        cues = (one.cue.span for one in self.statements if one.cue.span and not _holds(one, span))
        places = (words[0] for cue in cues if cue.start < span.start and (words := self.view.words_in(cue)))
        return any(at[0] - place <= SAID for place in places) if at else False

    def is_relative(self, time: Time) -> bool:
        """Whether the text leaves it to the day of publication which day or year is meant."""
        told = self.article.text[time.span[0] : time.span[1]]
        return time.relative is not None and not _YEAR.search(fold_key(told)) and not any(char.isdigit() for char in told)

    def _again(self, time: Time) -> bool:
        """Whether a time of day only repeats, for another zone, one that is told roughly just before it."""
        return time.type == "time" and not time.mod and any(
            isinstance(other, Time) and other.mod == "APPROX" and 0 <= time.span[0] - other.span[1] < CLOSE_BY
            for other in self.values
        )  # fmt: skip

    def _event(self, words: range, around: range) -> str:
        """The kind of event whose length a duration tells: the nearest that is named before it, else right after it."""
        events = _events()
        tokens = self.view.words
        for at in range(words[0] - 1, max(around[0], words[0] - BACK) - 1, -1):
            for phrase in (f"{tokens[at].norm} {tokens[at + 1].norm}", tokens[at].norm):
                if event := events.get(phrase):
                    return event
        for at in range(words[-1] + 1, min(around[-1] + 1, words[-1] + 1 + AHEAD)):
            if event := events.get(tokens[at].norm):
                return event
        return ""

    def weighed(self, places: range, without: range) -> dict[str, float]:
        """The telling words at some places, as stubs with their weights."""
        found: dict[str, float] = {}
        for at in places:
            if at not in without and self.weights[at] >= LEAST_IDF:
                found[self.stubs[at]] = max(found.get(self.stubs[at], 0.0), self.weights[at])
        return found

    def near(self, words: range, around: range) -> dict[str, float]:
        """The telling words near some words of a sentence."""
        return self.weighed(range(max(words[0] - NEAR, around[0]), min(words[-1] + NEAR + 1, around[-1] + 1)), words)

    def spelt(self, around: range) -> dict[str, str]:
        """Stubs of a sentence's words, with how they are written."""
        return {self.stubs[at]: self.article.text[self.view.words[at][0] : self.view.words[at][1]] for at in around}

    def _others(self, one: Figure | Time, sentence: Span) -> frozenset[str]:
        """The other values of the sentence, as they are shown; single figures tell nothing."""
        found = set()
        for other in self.values:
            if other is not one and sentence.start <= other.span.start < sentence.stop:
                value = of_figure(other) if isinstance(other, Figure) else of_time(other)
                told = any(char.isdigit() for char in self.article.text[other.span[0] : other.span[1]])
                year = isinstance(other, Time) and other.type == "date" and value is not None and len(value.figures) < DAY
                if value is None or year or len("".join(value.figures)) < 2:
                    continue
                if told or isinstance(other, Figure):
                    found.add(value.shown.lstrip("~>≥<≤"))
        return frozenset(found)

    def said_by(self, span: Span) -> str:
        """The innermost statement whose content holds the span, else the outlet itself."""
        holders = [one for one in self.statements if _holds(one, span)]
        if not holders:
            return "outlet"
        return min(holders, key=lambda one: sum(piece[1] - piece[0] for piece in one.content)).id


def _in_no_year(value: Value) -> Value:
    """A day without the year that is only inferred."""
    return value._replace(
        low=value.low % YEAR, high=value.high % YEAR, shown=f"-{value.shown[4:]}", figures=value.figures[1:],  # type: ignore[operator]
    )  # fmt: skip


def _holds(statement: Statement, span: Span) -> bool:
    return any(piece[0] <= span[0] and span[1] <= piece[1] for piece in statement.content)


def _figure(figure: Figure) -> tuple[ClaimKind, tuple[str, ...], Value] | None:
    """Kind, what is counted, and value of a figure."""
    value = of_figure(figure)
    if value is None or figure.kind in ("ordinal", "score"):
        return None
    if figure.value is None and figure.kind != "range":  # «dozens» contradicts nothing
        return None
    if figure.kind == "measure":
        return _measure(figure, value)
    if figure.kind in ("money", "percent", "age"):
        return figure.kind, (figure.kind, figure.unit or ""), value
    noun = fold_key(figure.unit or figure.counted or "")
    if not noun and figure.event is None:
        return None
    return "count", ("count", figure.event or "", _PEOPLE if noun in fact_words("people") or not noun else noun), value


def _measure(figure: Figure, value: Value) -> tuple[ClaimKind, tuple[str, ...], Value]:
    base = in_base_units(figure)
    if base is None or not figure.value:
        return "measure", ("measure", figure.unit or ""), value
    factor = base[0] / figure.value
    low, high = (None if bound is None else bound * factor for bound in (value.low, value.high))
    return "measure", ("measure", base[1]), value._replace(low=low, high=high, shown=f"{value.shown} {figure.unit}")


@cache
def fact_words(name: str) -> frozenset[str]:
    """Folded words and phrases of a class of ``fact_words.tsv``."""
    return frozenset(
        fold_key(form)
        for row in table("fact_words")
        if row["class"] == name
        for form in row["forms"].split("\N{ARABIC COMMA}")
    )


def _has(words: Sequence[str], name: str) -> bool:
    """Whether some words hold a word or a phrase of a class."""
    norms, phrase = set(words), f" {' '.join(words)} "
    return any(form in norms if " " not in form else f" {form} " in phrase for form in fact_words(name))


@cache
def _events() -> Mapping[str, str]:
    """Kinds of events by folded word or pair of words."""
    return {
        fold_key(form): row["id"] for row in table("duration_events") for form in row["forms"].split("\N{ARABIC COMMA}")
    }


__all__ = ["Claim", "ClaimKind", "Scene", "fact_words", "find_claims"]
