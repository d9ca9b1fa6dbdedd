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
from musnad.text.fold import fold_key

#: No description has more words than this.  # of 1,922 marked ones 7 have more
LONGEST = 13
_HARD = frozenset(".؟?!؛;…:،,")
_MARKS = frozenset("()«»“”[]\"'‘’")
_CLOSING = frozenset(")»”]\"'’")
_NO_LAST = ("prep", "that", "relative", "between", "audience", "double", "cut")
_YEH, _HEH = fold_key("ي"), fold_key("ه")
#: A group of features by its name, and what they are told from.
Key: TypeAlias = tuple[str, tuple[Hashable, ...]]


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
    _kinds: dict[int, str] = field(init=False, default_factory=dict)
    _roles: frozenset[int] = field(init=False)
    _first: dict[str, int] = field(init=False)
    _called: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Note which words stand in names and in their roles, where each noun is met first, and which nouns names have."""
        names, heads = self.scene.names, self.features.heads
        self.names = {at: one for one in names for at in range(*one.name)}
        self._roles = frozenset([at for one in names if one.role for at in range(*one.role)])
        self.heads = [heads[base] if arabic else base for _, base, arabic in self.tokens]
        self._first = dict(zip(reversed(self.heads), range(len(self.heads) - 1, -1, -1)))
        self._called = frozenset([self.heads[at] for one in names for at in (one.name[0], one.name[0] - 1) if at >= 0])

    def told(self, index: int) -> str:
        """Whether the noun of a word was met before, and whether a name of the text has it."""
        head = self.heads[index]
        return f"{'again' if self._first[head] < index else 'new'}{' called' if head in self._called else ''}"

    def kind(self, index: int) -> str:
        """What a word looks like from outside: a name, a verb, a noun with or without the article, a function word."""
        found = self._kinds.get(index)
        if found is None:
            found = self._kinds[index] = self._kind(index)
        return found

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

    def base(self, index: int) -> str:
        """The word without the letters before it."""
        return self.tokens[index].base if 0 <= index < len(self.tokens) else "edge"

    def cluster(self, base: str) -> str:
        """The coarse cluster of a word."""
        return _cluster(self.features, base)

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
    scene = sight.scene
    loose, marks = not sight.kind(first).startswith("the"), 0
    definite = sight.features.news.is_definite(sight.base(first))
    for at in range(first, min(first + LONGEST, len(scene.words))):
        norm, mark = scene.norm(at), scene.words[at].kind == "mark"
        if mark:
            if norm in _HARD:
                return
            marks += norm in _MARKS
            if norm not in _CLOSING or at == first + 1:
                continue
        elif at > first:
            kind = sight.kind(at)
            if scene.has("that", at) or (kind.endswith("verb") and not loose) or _is_line(scene, at):
                return
            if definite and kind == "person":  # «الرئيس الروسي فلاديمير بوتين»: the role beside a name
                return
            loose = loose or scene.has("relative", at)
        if marks % 2 == 0 and not scene.has_any(_NO_LAST, at) and sight.kind(at + 1) != "in name":
            yield at + 1


def _is_line(scene: Scene, at: int) -> bool:
    """Whether a word begins a line."""
    return "\n" in scene.view.text[scene.words[at - 1].stop : scene.words[at].start]


def options(sight: Sight, first: int) -> list[Option]:
    """None, and a description that begins here with each end that it may have."""
    here = _all_of(sight.features, around(sight, first))
    ends = ((stop, _all_of(sight.features, extent(sight, first, stop))) for stop in stops(sight, first))
    return [Option(first, ()), *(Option(stop, (*here, *told)) for stop, told in ends)]


def _all_of(features: NameFeatures, told: Told) -> tuple[str, ...]:
    return (*told_by(features, told.keys), *told.others)


def told_by(features: NameFeatures, keys: Sequence[Key]) -> tuple[str, ...]:
    """The features of some groups."""
    return tuple(one for name, key in keys for one in _GROUPS[name](features, *key))


class Told(NamedTuple):
    """Groups of features, told from what few words or looks share, and others that are seldom met again."""

    keys: list[Key]
    others: list[str]


def around(sight: Sight, first: int) -> Told:
    """What the noun is and what stands beside it."""
    letters, base, _ = sight.tokens[first]
    kind, before, behind, head = sight.kind(first), sight.kind(first - 1), sight.kind(first + 1), sight.heads[first]
    word, told, scene = sight.base(first - 1), sight.told(first), sight.scene
    role = "" if not sight.is_in_role(first) else f"in role {sight.is_in_role(first - 1)}"
    keys: list[Key] = [
        ("alone", (base,)), ("letters", (letters, kind)), ("before", (before, kind)), ("word before", (word,)),
        ("before 2", (sight.kind(first - 2), before, kind)), ("word before 2", (sight.base(first - 2),)),
        ("behind", (behind, kind)), ("word behind", (sight.base(first + 1),)), ("behind 2", (behind, sight.kind(first + 2))),
        ("told", (told, kind, behind)), ("place", (role, scene.within[first] >= 0, first in scene.behind_name, kind)),
    ]  # fmt: skip
    return Told(keys, [
        f"head {head} {kind}", f"before {before} {head}", f"behind {behind} {head}", f"{told} {head}",
        f"before w={word} {kind}", f"before c={sight.cluster(word)} {kind}", f"{told} {kind} c={sight.cluster(base)}",
    ])  # fmt: skip


def extent(sight: Sight, first: int, stop: int) -> Told:
    """How a description ends: its length, its last word, the word behind it, what is within."""
    size, kind, last, after = stop - first, sight.kind(first), sight.kind(stop - 1), sight.kind(stop)
    own, behind = sight.cluster(sight.base(first)), sight.base(stop)
    keys: list[Key] = [
        ("size", (size, kind, own)), ("after", (after, last, kind, size > 1)),
        ("cluster after", (sight.cluster(behind), last, size == 1)), ("after 2", (after, sight.kind(stop + 1), last)),
    ]  # fmt: skip
    others = [f"size {size} head {sight.heads[first]}", f"after w={behind}"]
    if size > 1:
        within, word = tuple([sight.kind(at) for at in range(first + 1, stop)]), sight.base(stop - 1)
        keys += [("last", (last, sight.cluster(word), own)), ("way", (kind, within[:4], size > 5, after))]
        keys.append(("second", (sight.cluster(sight.base(first + 1)), own)))
        others.append(f"last w={word}")
        for at, one in enumerate(within, first + 1):
            if one in ("prep", "relative") or one.endswith("verb"):
                keys.append(("with", (one, min(stop - at, 4), sight.base(at))))
    names = any(one in sight.names for one in range(first + 1, stop))
    if names or stop in sight.names:
        keys.append(("names", (names, stop in sight.names, last, kind, size)))
    return Told(keys, others)


def kind_keys(sight: Sight, first: int, stop: int) -> tuple[Key, ...]:
    """What tells the kind of a description: its noun and the words behind it."""
    base, kind, head, size = sight.base(first), sight.kind(first), sight.heads[first], stop - first
    found: list[Key] = [("alone", (base,)), ("kind", (kind, head)), ("kind size", (size, head))]
    found.append(("kind before", (sight.kind(first - 1),)))
    if size > 1:
        found.append(("kind second", (sight.kind(first + 1), sight.base(first + 1), sight.heads[first + 1])))
        found.append(("kind last", (sight.base(stop - 1),)))
    return tuple(found)


def _cluster(features: NameFeatures, base: str) -> str:
    return features.clusters.get(base, ("-",))[0]


def _alone(features: NameFeatures, base: str) -> tuple[str, ...]:
    """What a word tells of itself as the noun of a description, wherever it stands."""
    head = features.heads[base]
    told = [f"h {one}" for one in features.of_word(base)]
    return (*told, f"h w={base}", f"h head={head}", f"h c={_cluster(features, head)} {base == head}")


def _beside(side: str) -> Group:
    return lambda _, beside, kind: (f"{side} {beside}", f"{side} {beside} {kind}")


def _word(side: str) -> Group:
    return lambda features, word: (f"{side} w={word}", f"{side} c={_cluster(features, word)}")


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
    return f"second {kind}", f"second w={word}", f"second c={_cluster(features, word)}", f"second h={head}"


#: What a group tells, of the clusters and of what it is told from.
Group: TypeAlias = Callable[..., tuple[str, ...]]
_GROUPS: Mapping[str, Group] = {
    "alone": _alone,
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
    "way": lambda _, kind, within, long, after: (f"way {kind} {' '.join(within)} {long}", f"second {kind} {within[0]} {after}"),
    "second": lambda _, second, own: (f"second c={second} {own}",),
    "with": lambda _, kind, far, word: (f"with {kind} {far}", f"with w={word}"),
    "names": _names,
    "kind": lambda _, kind, head: (f"kind {kind}", f"head {head} {kind}"),
    "kind size": lambda _, size, head: (f"size {size}", f"head {head} {size > 1}"),
    "kind before": lambda _, kind: (f"before {kind}",),
    "kind second": _kind_second,
    "kind last": lambda features, word: (f"last c={_cluster(features, word)}",),
}

__all__ = [
    "LONGEST", "Key", "Option", "Sight", "around", "extent", "kind_keys", "may_begin", "options", "stops", "told_by",
]  # fmt: skip
