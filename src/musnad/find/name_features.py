"""What the name tagger sees of a word: its cluster, how it behaves in news, which classes it is of, how it ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from musnad.find.attached import cut_word
from musnad.find.cues import CueWords
from musnad.find.scene import Scene, is_finite_verb
from musnad.find.words import ARTICLE, NewsWords
from musnad.text.fold import fold_key
from musnad.text.lexicon import cells, forms, table
from musnad.text.memo import Memo

_CLASSES = (
    "title", "role", "outlet", "document", "unnamed", "occasion", "name-particle", "prep", "cut", "that", "relative",
    "opener", "pronoun", "god", "adjective", "agency", "name-link", "negation",
)  # fmt: skip
_DEFINITE_CLASSES = ("role", "outlet", "document", "unnamed")
#: What stands for a number and for a word in Latin letters, which the clusters know as one word each.
NUMBER, LATIN = "0", "A"
_OTHER = {"number": NUMBER, "latin": LATIN}
#: So many words are remembered.
REMEMBERED = 50_000
#: What so many words tell is kept, for the next that asks: names and descriptions are sought in the same words.
LATELY = 2_000
#: Lower bounds of the steps in which counts are told.
_STEPS = (1, 3, 10, 50, 400)


class Token(NamedTuple):
    """A word as the tagger sees it: the letters attached before its base, the base, and whether it is a word of Arabic."""

    letters: str
    base: str
    arabic: bool


@dataclass(frozen=True, slots=True)
class NameFeatures:
    """Features of words by their base; `clusters` come from the words' neighbours in a corpus of news."""

    news: NewsWords
    clusters: Mapping[str, tuple[str, str, int]]
    given: frozenset[str]
    cues: CueWords
    #: The noun of a word without its article or possessive, remembered.
    heads: Memo[str, str] = field(init=False, compare=False, repr=False)
    #: What a word is by its letters, and by whether it is a finite verb, remembered.
    looks: Memo[tuple[str, bool], str] = field(init=False, compare=False, repr=False)
    #: The coarse cluster of a word, remembered.
    coarse: Memo[str, str] = field(init=False, compare=False, repr=False)
    #: Features of a word by itself, remembered.
    words: Memo[str, tuple[str, ...]] = field(init=False, compare=False, repr=False)
    _cuts: Memo[str, tuple[Token, bool]] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Remember how words are cut."""
        object.__setattr__(self, "_cuts", Memo(self._cut, REMEMBERED))
        object.__setattr__(self, "looks", Memo(self._look, REMEMBERED))
        object.__setattr__(self, "heads", Memo(self._head, REMEMBERED))
        object.__setattr__(self, "coarse", Memo(lambda base: self.clusters.get(base, ("-",))[0], REMEMBERED))
        object.__setattr__(self, "words", Memo(self.of_word, LATELY))

    @staticmethod
    @cache
    def load() -> NameFeatures:
        """The shipped tables."""
        return NameFeatures(
            news=NewsWords.load(),
            clusters={
                word: (coarse, fine, int(count))
                for word, coarse, fine, count in cells("models/word_clusters", "word", "coarse", "fine", "count")
            },
            given=frozenset(fold_key(name) for row in table("native_names") for name in row["names"].split(" ")),
            cues=CueWords.load(),
        )

    def _head(self, base: str) -> str:
        """A noun without its article or possessive («بلاده», «البلاد»: «بلاد»), as far as the corpus knows the rest."""
        news = self.news
        if news.is_definite(base):
            return base[2:]
        if base in news.counts and news.counts[base].article:
            return base
        for end in _POSSESSIVES:
            stem = base.removesuffix(end)
            if len(base) > len(stem) > 2:
                for one in (stem[:-1] + _HEH, stem) if stem.endswith(_TEH) else (stem,):
                    if news.of(one).article > max(3, news.of(base).bare // 20):
                        return one
        bare = base.removesuffix(_ALEF)
        return bare if news.of(bare).article > news.of(base).bare else base

    def _look(self, of: tuple[str, bool]) -> str:
        """Definite or not, a nationality, an adjective, a noun, one with a possessive, a verb."""
        base, finite = of
        definite = self.news.is_definite(base)
        plain = base[2:] if definite else base
        if plain in self.news.nationalities:
            told = "nat"
        elif plain.endswith((_YEH, _YEH + _HEH)):
            told = "adj"
        else:
            told = "verb" if finite and not definite else "noun"
        if not definite and told == "noun" and self.heads[base] != base:
            told = "own"
        return f"the {told}" if definite else told

    def seen_as(self, token: Token) -> str:
        """What a word looks like to its neighbours: its class, else the letters before it and what `looks` tells; a mark, a
        number or a word in Latin letters is itself."""
        letters, base, arabic = token
        if not arabic:
            return base
        kinds = self.news.kinds[letters + base]
        return kinds[0] if kinds else letters + self.looks[base, is_finite_verb(self.news, self.cues, letters + base)]

    def of_word(self, base: str) -> tuple[str, ...]:
        """Features of a word by itself."""
        cue = bool(self.cues.verbs(base))
        definite = self.news.is_definite(base)
        plain = base[2:] if definite else base
        found = [*self._behaviour(base, definite), *self._classes(base, plain, definite)]
        found += [name for name, holds in (("def", definite), ("cue", cue), ("giv", plain in self.given)) if holds]
        kinds = self.news.kinds[base]
        if kinds:
            found += [f"k={name}" for name in _CLASSES if name in kinds]
        return tuple(found + _shape(base))

    def _behaviour(self, base: str, definite: bool) -> list[str]:
        """Cluster and counts."""
        coarse, fine, seen = self.clusters.get(base, ("-", "-", 0))
        found = [f"c={coarse}", f"f={fine}", f"n{_step(seen)}"] if seen else ["new"]
        counts = self.news.of(base)
        total = counts.bare + counts.article
        if not total:
            return [*found, "v0"]
        found.append(f"{'da' if definite else 'ba'}{int(4.99 * counts.article / total)}")
        if counts.named > 2:
            found.append(f"nm{min(3, 10 * counts.named // (counts.bare + 1))}")
        return [*found, "s"] if counts.after_m + counts.after_f > 2 else found

    def _classes(self, base: str, plain: str, definite: bool) -> list[str]:
        news = self.news
        found = [f"kd={name}" for name in _DEFINITE_CLASSES if definite and plain in news.classes[name]]
        tests = (("nat", plain in news.nationalities), ("v", base in news.verbs), ("vn", plain in news.verbal_nouns))
        return found + [name for name, holds in tests if holds]

    def tokens(self, scene: Scene) -> list[Token]:
        """The words of a scene, letters attached before them cut off."""
        found: list[Token] = []
        cuts, known, base = self._cuts, scene.known, ""
        for index, (_, _, norm, kind) in enumerate(scene.words):
            if kind != "arabic":
                token = Token("", _OTHER.get(kind, norm), False)
            elif index in known:
                token = self._known(norm, known[index].clitics.removesuffix(ARTICLE))
            else:
                token, sure = cuts[norm]
                if not sure and self.news.is_given_name(base):
                    token = Token("", norm, True)
            found.append(token)
            base = token.base
        return found

    def _cut(self, norm: str) -> tuple[Token, bool]:
        """A word of Arabic, its letters cut off, and whether that is sure."""
        cut = cut_word(self.news, norm)
        return Token(cut.letters, cut.base, True), cut.sure

    def _known(self, norm: str, letters: str) -> Token:
        """The first word of a name of the tables; «ل» hides the article of what it is written onto («للبيت», but «للندن»)."""
        letters = letters[:-1] if letters.endswith(_FOR + _FOR) else letters
        rest = norm[len(letters) :]
        whole = ARTICLE + rest[1:]
        if letters.endswith(_FOR) and rest.startswith(_FOR) and self.news.of(whole).article > self.news.of(rest).bare:
            return Token(letters, whole, True)
        return Token(letters, rest, True)


_FOR, _TEH, _HEH, _ALEF, _YEH = fold_key("ل ت ه ا ي").split()
_POSSESSIVES = forms("clitics", "possessive")


def _step(seen: int) -> int:
    return sum(seen >= least for least in _STEPS)


def _shape(base: str) -> list[str]:
    """How a word begins and ends, its length, and where its long vowels stand (foreign names have many)."""
    found = [f"l{min(len(base), 8)}"]
    if len(base) <= 3 or not base.isalpha():
        return found
    plain = base[2:] if base.startswith(ARTICLE) and len(base) > 4 else base
    vowels = "".join("V" if letter in _VOWELS else "C" for letter in plain[:8])
    ends = f"s3={base[-3:]}", f"s2={base[-2:]}", f"s1={base[-1:]}", f"p2={base[:2]}", f"p3={base[:3]}"
    return [*found, *ends, f"pt={vowels}"]


_VOWELS = frozenset((_ALEF, _YEH, fold_key("و")))
#: Features that are told of the word itself only, and those that are told of the words two places off.
_OWN = ("s3=", "s2=", "s1=", "p2=", "p3=", "pt=", "l")
_FAR = ("c=", "k=", "def", "v", "cue", "nat")


def at_distance(features: Sequence[str], word: str, distance: int) -> list[str]:
    """Features of a word as seen from `distance` words away (0: from itself, 1: the word is the next one)."""
    if distance == 0:
        return [f"0{name}" for name in features] + [f"0w={word}"]
    if abs(distance) == 1:
        return [f"{distance:+}{name}" for name in features if not name.startswith(_OWN)] + [f"{distance:+}w={word}"]
    return [f"{distance:+}{name}" for name in features if name.startswith(_FAR)] + [f"{distance:+}w={word}"]


def around(letters: str, behind: str, before_mark: str, mark: str, behind_mark: str) -> list[str]:
    """Features that stand beside the words: letters attached here and to the next word, tables that know a name around."""
    found = [f"a={letters}"]
    if behind:
        found.append(f"+a={behind}")
    return found + [f"{step:+}g={one}" for step, one in ((-1, before_mark), (0, mark), (1, behind_mark)) if one]


def in_row(before: str, here: str, behind: str) -> tuple[str, str, str]:
    """Features of a word by what it and its neighbours look like (see `NameFeatures.seen_as`; empty beyond the text)."""
    return f"r-{before}|{here}", f"r+{here}|{behind}", f"r={before}|{here}|{behind}"


def known_marks(scene: Scene) -> list[tuple[int, str]]:
    """The words that stand in a name of the tables, each with the kind of that name and whether the name begins there."""
    return [
        (index, name.kind + ("B" if index == first else "I"))
        for first, name in scene.known.items() for index in range(first, first + name.size)
    ]  # fmt: skip


__all__ = ["LATIN", "NUMBER", "NameFeatures", "Token", "around", "at_distance", "in_row", "known_marks"]
