"""What is told of a description that may stand alone for somebody: of its noun, of what stands beside it, of each of its ends.

Features are told in groups, each a pure function of a few words and looks of words: what a group adds to a score is summed
once for all places that look alike.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from musnad.find.name_features import NameFeatures, Token
from musnad.find.named import Named
from musnad.find.scene import Scene
from musnad.text.memo import Memo

#: No description has more words than this.  # of 1,922 marked ones 7 have more
LONGEST = 13
_HARD = frozenset(".؟?!؛;…:،,")
_MARKS = frozenset("()«»“”[]\"'‘’")
_CLOSING = frozenset(")»”]\"'’")
_NO_LAST = ("prep", "that", "relative", "between", "audience", "double", "cut")
#: Words are asked about so many places beyond the ends of a text.
_AROUND = 4
#: A group of features by its name, and what they are told from behind it.
Key: TypeAlias = tuple[Hashable, ...]


class Option(NamedTuple):
    """A description may end before word `stop`; `features` speak for or against it. None at all ends at its beginning."""

    stop: int
    features: tuple[str, ...]


@dataclass(slots=True)
class Sight:
    """What is asked of the words of a scene; `heads` are their nouns without article or possessive."""

    scene: Scene
    features: NameFeatures
    tokens: Sequence[Token]
    names: dict[int, Named] = field(init=False)
    heads: list[str] = field(init=False)
    #: What a word looks like from outside, by its index: a name, a verb, a noun with or without the article, a function word.
    kinds: Memo[int, str] = field(init=False)
    #: The words without the letters before them, and "edge" at the places beyond both ends.
    bases: list[str] = field(init=False)
    _roles: frozenset[int] = field(init=False)
    _first: dict[str, int] = field(init=False)
    _called: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Note which words stand in names and in their roles, where each noun is met first, and which nouns names have."""
        names, heads = self.scene.names, self.features.heads
        self.kinds = Memo(self._kind, len(self.tokens) + _AROUND)
        self.bases = [*(base for _, base, _ in self.tokens), *["edge"] * _AROUND]
        self.names = {at: one for one in names for at in range(*one.name)}
        self._roles = frozenset([at for one in names if one.role for at in range(*one.role)])
        self.heads = [heads[base] if arabic else base for _, base, arabic in self.tokens]
        self._first = dict(zip(reversed(self.heads), range(len(self.heads) - 1, -1, -1)))
        self._called = frozenset([self.heads[at] for one in names for at in (one.name[0], one.name[0] - 1) if at >= 0])

    def told(self, index: int) -> str:
        """Whether the noun of a word was met before, and whether a name of the text has it."""
        head = self.heads[index]
        return f"{'again' if self._first[head] < index else 'new'}{' called' if head in self._called else ''}"

    def _kind(self, index: int) -> str:
        scene = self.scene
        if not 0 <= index < len(self.tokens):
            return "edge"
        token = self.tokens[index]
        if index in self.names:
            named = self.names[index]
            return f"{token.letters}{named.kind}" if index == named.name[0] else "in name"
        if not token.arabic:
            return token.base
        kinds = scene.news.kinds[scene.norm(index)]
        if kinds:
            return kinds[0]
        return token.letters + self.features.looks[token.base, scene.is_finite(index)]

    def is_in_role(self, index: int) -> bool:
        """Whether a word stands in the role beside a name."""
        return index in self._roles


def may_begin(sight: Sight, index: int) -> bool:
    """Whether a description may begin at a word: no name, mark, verb or function word."""
    scene = sight.scene
    if index in sight.names or scene.words[index].kind == "mark":
        return False
    return not scene.has_any(_NO_LAST, index) and (sight.tokens[index].arabic or scene.words[index].kind == "number")


def stops(sight: Sight, first: int) -> Iterator[int]:
    """The words before which a description may end."""
    scene, kinds = sight.scene, sight.kinds
    loose, marks = not kinds[first].startswith("the"), 0
    definite = sight.features.news.is_definite(sight.bases[first])
    for at in range(first, min(first + LONGEST, len(scene.words))):
        norm, mark = scene.norm(at), scene.words[at].kind == "mark"
        if mark:
            if norm in _HARD:
                return
            marks += norm in _MARKS
            if norm not in _CLOSING or at == first + 1:
                continue
        elif at > first:
            kind = kinds[at]
            if scene.has("that", at) or (kind.endswith("verb") and not loose) or _is_line(scene, at):
                return
            if definite and kind == "person":  # «الرئيس الروسي فلاديمير بوتين»: the role beside a name
                return
            loose = loose or scene.has("relative", at)
        if marks % 2 == 0 and not scene.has_any(_NO_LAST, at) and kinds[at + 1] != "in name":
            yield at + 1


def _is_line(scene: Scene, at: int) -> bool:
    """Whether a word begins a line."""
    return "\n" in scene.view.text[scene.words[at - 1].stop : scene.words[at].start]


def options(sight: Sight, first: int) -> list[Option]:
    """None, and a description that begins here with each end that it may have."""
    beside = told_by(sight.features, [("alone", sight.bases[first]), *around(sight, first)])
    here = (*beside, *around_alone(sight, first))
    return [Option(first, ()), *(Option(stop, (*here, *_of_end(sight, first, stop))) for stop in stops(sight, first))]


def _of_end(sight: Sight, first: int, stop: int) -> tuple[str, ...]:
    return (*told_by(sight.features, extent(sight, first, stop)), *extent_alone(sight, first, stop))


def told_by(features: NameFeatures, keys: Sequence[Key]) -> tuple[str, ...]:
    """The features of some groups."""
    return tuple(one for key in keys for one in group_of(features, key))


def group_of(features: NameFeatures, key: Key) -> tuple[str, ...]:
    """The features of a group."""
    return _GROUPS[key[0]](features, *key[1:])


def around(sight: Sight, first: int) -> list[Key]:
    """What stands beside a noun, told from what few words or looks share."""
    (letters, _, _), kinds, bases, scene = sight.tokens[first], sight.kinds, sight.bases, sight.scene
    kind, before, behind = kinds[first], kinds[first - 1], kinds[first + 1]
    role = "" if not sight.is_in_role(first) else f"in role {sight.is_in_role(first - 1)}"
    return [
        ("letters", letters, kind), ("before", before, kind), ("word before", bases[first - 1]),
        ("before 2", kinds[first - 2], before, kind), ("word before 2", bases[first - 2]),
        ("behind", behind, kind), ("word behind", bases[first + 1]), ("behind 2", behind, kinds[first + 2]),
        ("told", sight.told(first), kind, behind), ("place", role, scene.within[first] >= 0, first in scene.behind_name, kind),
    ]  # fmt: skip


def around_alone(sight: Sight, first: int) -> tuple[str, ...]:
    """The same, told from what is seldom met again."""
    kind, head, word, told = sight.kinds[first], sight.heads[first], sight.bases[first - 1], sight.told(first)
    cluster, before = sight.features.coarse, sight.kinds[first - 1]
    return (
        f"head {head} {kind}", f"before {before} {head}", f"behind {sight.kinds[first + 1]} {head}", f"{told} {head}",
        f"before w={word} {kind}", f"before c={cluster[word]} {kind}", f"{told} {kind} c={cluster[sight.bases[first]]}",
    )  # fmt: skip


def extent(sight: Sight, first: int, stop: int) -> list[Key]:
    """How a description ends, told from what few words or looks share: its length, its last word, the word behind it, what
    is within."""
    kinds, bases, names, cluster = sight.kinds, sight.bases, sight.names, sight.features.coarse
    size, kind, last, after, own = stop - first, kinds[first], kinds[stop - 1], kinds[stop], cluster[bases[first]]
    keys: list[Key] = [
        ("size", size, kind, own), ("after", after, last, kind, size > 1),
        ("cluster after", cluster[bases[stop]], last, size == 1), ("after 2", after, kinds[stop + 1], last),
    ]  # fmt: skip
    if size > 1:
        within = [kinds[at] for at in range(first + 1, stop)]
        keys.append(("last", last, cluster[bases[stop - 1]], own))
        keys.append(("way", kind, " ".join(within[:4]), size > 5, after, within[0]))
        keys.append(("second", cluster[bases[first + 1]], own))
        for at, one in enumerate(within, first + 1):
            if one in ("prep", "relative") or one.endswith("verb"):
                keys.append(("with", one, min(stop - at, 4), bases[at]))
    named = not names.keys().isdisjoint(range(first + 1, stop))
    if named or stop in names:
        keys.append(("names", named, stop in names, last, kind, size))
    return keys


def extent_alone(sight: Sight, first: int, stop: int) -> tuple[str, ...]:
    """The same, told from what is seldom met again."""
    told = f"size {stop - first} head {sight.heads[first]}", f"after w={sight.bases[stop]}"
    return told if stop == first + 1 else (*told, f"last w={sight.bases[stop - 1]}")


def kind_keys(sight: Sight, first: int, stop: int) -> list[Key]:
    """What tells the kind of a description: its noun and the words behind it."""
    kinds, bases, heads, size = sight.kinds, sight.bases, sight.heads, stop - first
    kind, head = kinds[first], heads[first]
    found: list[Key] = [("alone", bases[first]), ("kind", kind, head), ("kind size", size, head)]
    found.append(("kind before", kinds[first - 1]))
    if size > 1:
        found.append(("kind second", kinds[first + 1], bases[first + 1], heads[first + 1]))
        found.append(("kind last", bases[stop - 1]))
    return found


def _alone(features: NameFeatures, base: str) -> tuple[str, ...]:
    """What a word tells of itself as the noun of a description, wherever it stands."""
    return (*[f"h {one}" for one in features.words[base]], *_noun(features, base))


def _noun(features: NameFeatures, base: str) -> tuple[str, ...]:
    """The word itself and its noun."""
    head = features.heads[base]
    return f"h w={base}", f"h head={head}", f"h c={features.coarse[head]} {base == head}"


def _beside(side: str) -> Group:
    return lambda _, beside, kind: (f"{side} {beside}", f"{side} {beside} {kind}")


def _word(side: str) -> Group:
    return lambda features, word: (f"{side} w={word}", f"{side} c={features.coarse[word]}")


def _looks(side: str) -> Group:
    return lambda _, *kinds: (f"{side} {' '.join(kinds)}",)


def _place(_: NameFeatures, role: str, quoted: bool, behind_name: bool, kind: str) -> tuple[str, ...]:
    found = (role, "within a quotation" if quoted else "", f"behind a name {kind}" if behind_name else "")
    return tuple(one for one in found if one)


def _after(_: NameFeatures, after: str, last: str, kind: str, long: bool) -> tuple[str, ...]:
    return f"after {after}", f"after {last} {after}", f"after {kind} {last} {after}" if long else f"after alone {kind} {after}"


def _names(_: NameFeatures, within: bool, behind: bool, last: str, kind: str, size: int) -> tuple[str, ...]:
    return (f"with a name {last}",) * within + (f"before a name {last} {kind} {size}",) * behind


def _kind_second(features: NameFeatures, kind: str, word: str, head: str) -> tuple[str, ...]:
    return f"second {kind}", f"second w={word}", f"second c={features.coarse[word]}", f"second h={head}"


#: What a group tells, of the clusters and of what it is told from.
Group: TypeAlias = Callable[..., tuple[str, ...]]
_GROUPS: Mapping[Hashable, Group] = {
    "alone": _alone,
    "noun": _noun,
    "letters": lambda _, letters, kind: (f"letters {letters}", f"kind {kind}"),
    "before": _beside("before"),
    "behind": _beside("behind"),
    "word before": _word("before"),
    "word behind": _word("behind"),
    "before 2": _looks("before 2"),
    "behind 2": _looks("behind 2"),
    "after 2": _looks("after 2"),
    "word before 2": lambda _, word: (f"before 2 w={word}",),
    "told": lambda _, told, kind, behind: (f"{told} {kind}", f"{told} {kind} {behind}"),
    "place": _place,
    "size": lambda _, size, kind, cluster: (f"size {size}", f"size {size} {kind}", f"size {size} c={cluster}"),
    "after": _after,
    "cluster after": lambda _, cluster, last, alone: (f"after c={cluster} {alone}", f"after c={cluster} {last}"),
    "last": lambda _, last, cluster, own: (f"last {last}", f"last c={cluster}", f"last c={cluster} head c={own}"),
    "way": lambda _, kind, within, long, after, second: (f"way {kind} {within} {long}", f"second {kind} {second} {after}"),
    "second": lambda _, second, own: (f"second c={second} {own}",),
    "with": lambda _, kind, far, word: (f"with {kind} {far}", f"with w={word}"),
    "names": _names,
    "kind": lambda _, kind, head: (f"kind {kind}", f"head {head} {kind}"),
    "kind size": lambda _, size, head: (f"size {size}", f"head {head} {size > 1}"),
    "kind before": lambda _, kind: (f"before {kind}",),
    "kind second": _kind_second,
    "kind last": lambda features, word: (f"last c={features.coarse[word]}",),
}

__all__ = [
    "LONGEST", "Key", "Option", "Sight", "around", "around_alone", "extent", "extent_alone", "group_of", "kind_keys",
    "may_begin", "options", "stops", "told_by",
]  # fmt: skip
