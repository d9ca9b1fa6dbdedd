"""The scene of a statement: a text cut into units that no quotation crosses, with its words and where quotations open."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from typing import TypeVar

from musnad.find.cues import CueForm, CueWords
from musnad.find.gazetteer import Gazetteer, KnownName
from musnad.find.named import Described, Named
from musnad.find.words import ARTICLE, REMEMBERED, NewsWords
from musnad.records import Span
from musnad.text.fold import fold_key
from musnad.text.lexicon import forms
from musnad.text.linear import Models, load_models
from musnad.text.memo import Memo
from musnad.text.quotes import LONGEST, Quote
from musnad.text.sentences import ends_sentence
from musnad.text.view import View
from musnad.text.words import Word

#: Quotations of this many words or more are somebody's words rather than a label.
LONG_QUOTE = 3
#: A line of so many words at the most, a reporting verb at its head, may be a sentence cut in two by a line break.
SHORT_LINE = 5
#: A point that ends nothing: behind a title, between letters.
INNER_POINT = "\N{MIDDLE DOT}"
_SOFT = frozenset(fold_key("، , -").split())
_PLURAL = forms("clitics", "plural-verb")
#: The slot of a verb that looks like a noun or a name.
BARE = "past 3ms"
#: The name as it is written; with a mark that folding drops it is like no other word.
_HAMZAS = "\N{ARABIC LETTER ALEF WITH HAMZA ABOVE}\N{ARABIC LETTER ALEF WITH HAMZA BELOW}"
(_ALI,), _SHADDA, _YEH = forms("function_words", "ali"), "\N{ARABIC SHADDA}", "\N{ARABIC LETTER YEH}"
#: A governor, written like «وإلى» without its hamza, and a word for one that is like nothing else.
(_KI, _MOON) = forms("name_words", "like-so-that")
_WALI, _GOVERNOR = forms("name_words", "governor")
#: «إن» with its pronoun has so many letters at the most («إنهما»).
LONGEST_INNA = 5
_ENDS, _BY_THAT = frozenset("،,.؛:"), fold_key("ب") + fold_key("أن")
_BEFORE_VERBS = tuple(fold_key("و ف س").split())
_NO_VERBS = ("prep", "cut", "that", "opener")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Scene:
    """A view with what the statement finder asks of it; word indices throughout.

    `units` are (first, after-last) word indices; `opens` maps the word index of an opening mark to its quotation;
    `within` tells for each word the quotation that holds it (the innermost long one), -1 outside; `known` maps the first
    word of a name from the tables to its length and kind, `after_known` holds the words right behind such names;
    `closes` maps the offset after a quotation to it; `members` are the words of each class of function words, as written;
    `names` are those that were found, `roles` the descriptions that stand alone for somebody; `named` maps the first word
    of each name to where it ends, `persons` those of persons alone; `behind_name` and `behind_person` hold the words
    right behind them.

    What is asked of words most often is looked up without a call of Python, any index allowed: `norm`, the folded form of a
    word, empty beyond the text; `verbs`, its readings as a reporting verb; `is_soft`, whether it is a comma or dash;
    `is_finite`, whether it is a finite verb, a conjunction or future particle before it looked through.
    """

    view: View
    words: tuple[Word, ...]
    news: NewsWords
    cues: CueWords
    units: tuple[tuple[int, int], ...]
    opens: Mapping[int, Quote]
    within: tuple[int, ...]
    known: Mapping[int, KnownName]
    after_known: frozenset[int]
    closes: Mapping[int, Quote]
    members: Mapping[str, AbstractSet[int]]
    norm: Callable[[int], str]
    verbs: Callable[[int], tuple[CueForm, ...]]
    is_soft: Callable[[int], bool]
    is_finite: Callable[[int], bool]
    models: Models = field(default_factory=dict)
    names: tuple[Named, ...] = ()
    roles: tuple[Described, ...] = ()
    persons: Mapping[int, int] = field(default_factory=dict)
    named: Mapping[int, int] = field(default_factory=dict)
    behind_name: frozenset[int] = frozenset()
    behind_person: frozenset[int] = frozenset()

    def has(self, name: str, index: int) -> bool:
        """Whether the word is of a class, as written."""
        return index in self.members[name]

    def has_any(self, names: tuple[str, ...], index: int) -> bool:
        """Whether the word is of one of some classes, as written."""
        return self.norm(index) in self.news.any_of[names]

    def is_plain_verb(self, index: int) -> bool:
        """Whether a word is a verb by its letters: feminine, plural or present, never the bare third person."""
        slots = self.news.verbs.get(self.norm(index), "")
        if not slots or BARE in slots or self.news.is_given_name(self.norm(index)):
            return False
        return not self.has_any(("prep", "cut", "that", "opener", "role"), index)

    def index_after(self, offset: int) -> int:
        """Index of the first word that begins at or after a text offset."""
        return bisect_left(self.view.starts, offset)

    def index_at(self, offset: int) -> int:
        """Index of the word that an offset lies in, letters attached before it included (0 before all words)."""
        return max(bisect_right(self.view.starts, offset) - 1, 0)

    def quote_words(self, quote: Quote) -> int:
        """Number of words, marks left out, inside a quotation."""
        first, last = self.index_after(quote.inner_start), self.index_after(quote.inner_stop)
        return sum(1 for word in self.words[first:last] if word.kind != "mark")

    def span(self, first: int, last: int) -> Span:
        """Span of the words first to last, both included."""
        return self.view.cover(first, last)


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables that the statement finder reads."""

    news: NewsWords
    cues: CueWords
    names: Gazetteer
    models: Models = field(default_factory=dict)
    #: Whether a folded word is a finite verb, remembered.
    finite: Memo[str, bool] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Remember which words are verbs."""
        object.__setattr__(self, "finite", Memo(partial(is_finite_verb, self.news, self.cues), REMEMBERED))

    @staticmethod
    def load(models: Models | None = None) -> Tables:
        """The shipped tables, with other models than the shipped ones where they are given."""
        learned = load_models() if models is None else models
        return Tables(NewsWords.load(), CueWords.load(), Gazetteer.load(), learned)


def set_scene(view: View, tables: Tables, breaks: tuple[int, ...] = ()) -> Scene:
    """Prepare a view for the statement finder.

    `breaks` are text offsets at which a unit always ends (the edges of furniture).
    """
    opens = {bisect_left(view.starts, quote.start): quote for quote in view.quotes}
    within = [-1] * len(view.words)
    for number, quote in enumerate(view.quotes):
        first, last = bisect_left(view.starts, quote.inner_start), bisect_left(view.starts, quote.inner_stop)
        if sum(1 for word in view.words[first:last] if word.kind != "mark") >= LONG_QUOTE:
            within[first:last] = [number] * (last - first)
    words = told_apart(view, tables.cues)
    known = tables.names.find(words)
    behind = frozenset(index + name.size for index, name in known.items())
    norms = [word.norm for word in words]
    return Scene(
        view, words, tables.news, tables.cues, _joined(view, words, tables.cues, _units(view, breaks), breaks), opens,
        tuple(within), known, behind, {quote.stop: quote for quote in view.quotes}, _members(tables.news, norms),
        norm=_Beyond(norms, "").__getitem__,
        verbs=_Beyond([tables.cues.verbs(word.norm) if word.kind == "arabic" else () for word in words], ()).__getitem__,
        is_soft=frozenset([index for index, norm in enumerate(norms) if norm in _SOFT]).__contains__,
        is_finite=frozenset([index for index, norm in enumerate(norms) if tables.finite[norm]]).__contains__,
        models=tables.models,
    )  # fmt: skip


class _Beyond(dict[int, Value]):
    """What there is for each word by its index, and something for all places beyond the text."""

    __slots__ = ("_beyond",)

    def __init__(self, values: Sequence[Value], beyond: Value) -> None:
        super().__init__(enumerate(values))
        self._beyond = beyond

    def __missing__(self, index: int) -> Value:
        return self._beyond


def _members(news: NewsWords, norms: Sequence[str]) -> Mapping[str, AbstractSet[int]]:
    """The words of each class of function words."""
    found: dict[str, AbstractSet[int]] = dict.fromkeys(news.classes, frozenset())
    for index, norm in enumerate(norms):
        for kind in news.kinds[norm]:
            here = found[kind]
            if isinstance(here, set):
                here.add(index)
            else:
                found[kind] = {index}
    return found


def is_finite_verb(news: NewsWords, cues: CueWords, norm: str) -> bool:
    """Whether a folded word is a finite verb, a conjunction or future particle before it looked through."""
    if any(form.tense in ("past", "present") for form in cues.verbs(norm)):
        return True
    if norm in news.any_of[_NO_VERBS] or news.is_given_name(norm):
        return False
    verbs, counts = news.verbs, news.counts
    if norm in verbs or (norm.endswith(_PLURAL) and len(norm) > 4):
        return True
    return any(norm.startswith(p) and norm[1:] in verbs and norm not in counts for p in _BEFORE_VERBS) or (
        norm[:1] in _BEFORE_VERBS and norm[1:] in verbs and news.of(norm[1:]).bare > news.of(norm).bare
    )


def told_apart(view: View, cues: CueWords) -> tuple[Word, ...]:
    """Words in which what folding makes alike is told apart: the name «علي» from «على», where the text writes both; a name
    that begins with «أل» («ألكسندر», no verb as «ألمح» is) from a word with the article; the article by itself («الـ23») from
    the letter «إل»; a governor behind a reporting verb («قال والي الولاية») from «وإلى»; «بان كي» before «مون» from «بأن» and
    «كي»; a point behind a title or between letters («د. أحمد», «آر.بي.سي») from a full stop."""
    text, words = view.text, view.words
    both = _ALI[:-1] + "\N{ARABIC LETTER ALEF MAKSURA}" in text
    changed = {}
    for index, word in enumerate(words):
        if word.norm == _ALI and text[word.stop - 1] == _YEH and (both or _is_left(text, words, index)):
            changed[index] = word._replace(norm=_ALI + _SHADDA)
        elif word.norm.startswith(ARTICLE) and text[word.start] in _HAMZAS and len(word.norm) > 4:
            if not cues.verbs(word.norm):
                changed[index] = word._replace(norm=text[word.start] + word.norm[1:])
        elif word.norm == _KI and index + 1 < len(words) and words[index + 1].norm == _MOON:
            changed[index] = word._replace(norm=_KI + _SHADDA)
            if index and words[index - 1].norm == _BY_THAT:
                changed[index - 1] = words[index - 1]._replace(norm=_BY_THAT + _SHADDA)
        elif word.norm == _WALI and text[word.stop - 1] == _YEH and index and cues.verbs(words[index - 1].norm):
            changed[index] = word._replace(norm=_GOVERNOR)
        elif word.norm == "." and not ends_sentence(text, word.start, word.stop):
            changed[index] = word._replace(norm=INNER_POINT)
        elif word.norm == ARTICLE and text[word.start] not in _HAMZAS:
            changed[index] = word._replace(norm=ARTICLE + "\N{ARABIC TATWEEL}")
    return tuple(changed.get(index, word) for index, word in enumerate(words)) if changed else words


def _is_left(text: str, words: tuple[Word, ...], index: int) -> bool:
    """Whether «علي» is no preposition for what stands behind it: a comma, a full stop or «إن» («قال سامر علي إن»)."""
    if index + 1 >= len(words):
        return True
    after = words[index + 1]
    if after.norm == _BY_THAT:  # «أفاد سامر علي بأن»
        return True
    below = text[after.start] == _HAMZAS[1] and after.stop - after.start <= LONGEST_INNA
    return below or (after.kind == "mark" and after.norm in _ENDS)


def _units(view: View, breaks: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    """Sentences, joined where a closed quotation runs over their end."""
    units: list[tuple[int, int]] = []
    pending: int | None = None
    quotes = [quote for quote in view.quotes if quote.closed]
    opened = [quote.start for quote in quotes]
    for sentence in view.sentences:
        first, last = bisect_left(view.starts, sentence.start), bisect_left(view.starts, sentence.stop)
        if pending is not None:
            first, pending = pending, None
        end = sentence.stop
        near = quotes[bisect_left(opened, end - LONGEST) : bisect_left(opened, end)]
        if any(end < quote.inner_stop for quote in near):
            pending = first
        elif last > first:
            units.extend(_cut(view, first, last, breaks))
    if pending is not None:
        units.extend(_cut(view, pending, len(view.words), breaks))
    return tuple(units)


def _joined(
    view: View, words: tuple[Word, ...], cues: CueWords, units: tuple[tuple[int, int], ...], breaks: tuple[int, ...]
) -> tuple[tuple[int, int], ...]:
    """Join a line that is nothing but a cue and its subject with the next one: a line break inside a sentence."""
    found: list[tuple[int, int]] = []
    for first, stop in units:
        if found and _is_cut_short(view, words, cues, found[-1], first) and words[first].start not in breaks:
            found[-1] = (found[-1][0], stop)
        else:
            found.append((first, stop))
    return tuple(found)


def _is_cut_short(view: View, words: tuple[Word, ...], cues: CueWords, unit: tuple[int, int], after: int) -> bool:
    first, stop = unit
    if stop - first > SHORT_LINE or any(word.kind == "mark" for word in words[first:stop]):
        return False
    between = view.text[words[stop - 1].stop : words[after].start]
    return between.strip(" ") == "\n" and any(
        form.tense in ("past", "present") for form in cues.verbs(words[first].norm)
    )


def _cut(view: View, first: int, last: int, breaks: tuple[int, ...]) -> list[tuple[int, int]]:
    """Cut a unit at the breaks that fall inside it."""
    edges = [bisect_left(view.starts, offset) for offset in breaks]
    points = [first, *sorted({edge for edge in edges if first < edge < last}), last]
    return list(pairwise(points))


__all__ = ["BARE", "LONG_QUOTE", "Scene", "Tables", "set_scene", "told_apart"]
