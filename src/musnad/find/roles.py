"""Descriptions that stand alone for somebody («الرئيس الروسي», «السلطات», «مصادر طبية», «بيان»): which noun begins one, how far
it goes and what kind of thing it tells of.

Every noun outside of names is a choice: it begins no description, or one that ends behind one of the words that follow. The
learned decision `roles` chooses, `role_kinds` tells the kind of what was chosen; without them nothing is found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import exp, log
from typing import NamedTuple, get_args

from musnad.find.name_features import NameFeatures, Token
from musnad.find.named import Described, Named
from musnad.find.scene import Scene
from musnad.records import EntityKind
from musnad.text.fold import fold_key
from musnad.text.linear import Linear
from musnad.text.memo import Memo

#: The names of the models.
MODEL, KINDS_MODEL = "roles", "role_kinds"
KINDS: tuple[EntityKind, ...] = get_args(EntityKind)
#: No description has more words than this.  # of 1,922 marked ones 7 have more
LONGEST = 9
#: So much must be told by the word itself, and with what stands beside it, for its ends to be weighed; and by all of them
#: together for one to be taken.  # on mentions.ours left out, 2026-11: the first two lose 3 in 100 and spare 9 in 10 words
ALONE, BESIDE, LEAST = -2.7, -4.2, -0.9
#: So many words are remembered.
REMEMBERED = 50_000
_HARD = frozenset(".؟?!؛;…:،,\n")
_OPENING = frozenset("(«“[\"'‘")
_CLOSING = frozenset(")»”]\"'’")
_NO_LAST = ("prep", "that", "relative", "between", "audience", "double", "cut")
_YEH, _HEH = fold_key("ي"), fold_key("ه")


class Option(NamedTuple):
    """A description may end before word `stop`; `features` speak for or against it. None at all ends at its beginning."""

    stop: int
    features: tuple[str, ...]


@dataclass(slots=True)
class Sight:
    """What is asked of the words of a scene, each asked for once."""

    scene: Scene
    features: NameFeatures
    tokens: Sequence[Token]
    names: dict[int, Named] = field(init=False)
    kinds: dict[int, str] = field(init=False, default_factory=dict)
    roles: frozenset[int] = field(init=False)
    heads: list[str] = field(init=False)
    first: dict[str, int] = field(init=False)
    called: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Note which words stand in names and in their roles, where each noun is met first, and which nouns names have."""
        names = self.scene.names
        self.names = {at: one for one in names for at in range(*one.name)}
        self.roles = frozenset(at for one in names if one.role for at in range(*one.role))
        self.heads = [self.features.heads[one.base] if one.arabic else one.base for one in self.tokens]
        self.first = {head: at for at, head in reversed(list(enumerate(self.heads)))}
        self.called = frozenset(self.heads[at] for one in names for at in (one.name[0], one.name[0] - 1) if at >= 0)

    def told(self, index: int) -> str:
        """Whether the noun of a word was met before, and whether a name of the text has it."""
        head = self.heads[index]
        return f"{'again' if self.first[head] < index else 'new'}{' called' if head in self.called else ''}"

    def kind(self, index: int) -> str:
        """What a word looks like from outside: a name, a verb, a noun with or without the article, a function word."""
        if index not in self.kinds:
            self.kinds[index] = self._kind(index)
        return self.kinds[index]

    def _kind(self, index: int) -> str:
        scene = self.scene
        if not 0 <= index < len(scene.words):
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
        return token.letters + noun_kind(self.features, token.base, scene.is_finite(index))

    def base(self, index: int) -> str:
        """The word without the letters before it."""
        return self.tokens[index].base if 0 <= index < len(self.tokens) else "edge"

    def cluster(self, index: int) -> str:
        """The coarse cluster of a word."""
        return self.features.clusters.get(self.base(index), ("-", "-", 0))[0]


def noun_kind(features: NameFeatures, base: str, finite: bool) -> str:
    """What a word is by its letters: definite or not, a nationality, an adjective, one with a possessive, a verb."""
    news = features.news
    definite = news.is_definite(base)
    plain = base[2:] if definite else base
    if plain in news.nationalities:
        told = "nat"
    elif plain.endswith((_YEH, _YEH + _HEH)):
        told = "adj"
    else:
        told = "verb" if finite and not definite else "noun"
    if not definite and told == "noun" and features.heads[base] != base:
        told = "own"
    return f"the {told}" if definite else told


class RoleModel:
    """The two learned decisions, with what single words tell of themselves summed once."""

    def __init__(self, model: Linear, kinds: Linear, features: NameFeatures) -> None:
        """`model` chooses descriptions, `kinds` their kind."""
        self.model, self.kinds, self.features = model, kinds, features
        self.alone: Memo[str, float] = Memo(lambda base: model.score(alone(features, base)), REMEMBERED)

    def stop(self, sight: Sight, first: int) -> int | None:
        """Where the description that begins at a word ends; None where none begins."""
        own = self.alone[sight.tokens[first].base]
        if own < ALONE:
            return None
        own += self.model.score(around(sight, first))
        if own < BESIDE:
            return None
        scored = [(own + self.model.score(extent(sight, first, stop)), stop) for stop in stops(sight, first)]
        if not scored:
            return None
        best, stop = max(scored)
        return stop if best + log(sum(exp(score - best) for score, _ in scored)) > LEAST else None

    def kind(self, sight: Sight, first: int, stop: int) -> EntityKind:
        """What kind of thing a description tells of."""
        scores = [self.kinds.score(option) for option in kind_options(kind_features(sight, first, stop))]
        return KINDS[scores.index(max(scores))]


#: Models by the identity of their first table, which they hold: made once.
_MADE: dict[int, RoleModel] = {}


def find_roles(scene: Scene, features: NameFeatures, tokens: Sequence[Token]) -> tuple[Described, ...]:
    """All descriptions that stand alone in a scene whose names are known, in the order of the text."""
    model, kinds = scene.models.get(MODEL), scene.models.get(KINDS_MODEL)
    if model is None or kinds is None or not tokens:
        return ()
    made = _MADE.get(id(model)) or _MADE.setdefault(id(model), RoleModel(model, kinds, features))
    sight, found = Sight(scene, features, tokens), list[Described]()
    for first in range(len(tokens)):
        stop = made.stop(sight, first) if may_begin(sight, first) else None
        if stop is not None:
            letters, base, _ = tokens[first]
            kind, definite = made.kind(sight, first, stop), features.news.is_definite(base)
            found.append(Described((first, stop), kind, len(letters), definite))
    return tuple(found)


def may_begin(sight: Sight, index: int) -> bool:
    """Whether a description may begin at a word: no name, mark, verb or function word."""
    scene, token = sight.scene, sight.tokens[index]
    if index in sight.names or scene.words[index].kind == "mark":
        return False
    return not scene.has_any(_NO_LAST, index) and (token.arabic or scene.words[index].kind == "number")


def alone(features: NameFeatures, base: str) -> tuple[str, ...]:
    """What a word tells of itself as the head of a description, wherever it stands."""
    head = features.heads[base]
    told = [f"h {one}" for one in features.of_word(base)]
    return (*told, f"h w={base}", f"h head={head}", f"h c={features.clusters.get(head, ('-',))[0]} {base == head}")


def options(sight: Sight, first: int) -> list[Option]:
    """None, and a description that begins here with each end that it may have."""
    here = (*alone(sight.features, sight.base(first)), *around(sight, first))
    found = [Option(first, ())]
    found += [Option(stop, (*here, *extent(sight, first, stop))) for stop in stops(sight, first)]
    return found


def stops(sight: Sight, first: int) -> Iterator[int]:
    """The words before which a description may end."""
    scene = sight.scene
    words, last = scene.words, min(first + LONGEST + 4, len(scene.words))
    for at in range(first, last):
        mark = words[at].kind == "mark"
        if (mark and scene.norm(at) in _HARD) or (at > first and (scene.has("that", at) or "\n" in _between(scene, at))):
            return
        if at > first and sight.kind(at).endswith("verb") and not _is_relative(sight, first, at):
            return
        if mark and (scene.norm(at) not in _CLOSING or at == first + 1):
            continue
        if scene.has_any(_NO_LAST, at) or (at + 1 < len(words) and sight.kind(at + 1) == "in name"):
            continue
        if not _is_open(scene, first, at):
            yield at + 1


def _between(scene: Scene, at: int) -> str:
    return scene.view.text[scene.words[at - 1].stop : scene.words[at].start]


def _is_relative(sight: Sight, first: int, at: int) -> bool:
    """Whether a verb may stand in a relative clause of the description."""
    return any(sight.scene.has("relative", one) for one in range(first + 1, at)) or not sight.kind(first).startswith("the")


def _is_open(scene: Scene, first: int, last: int) -> bool:
    """Whether a mark that opens stands within, with none that closes behind it."""
    norms = [scene.norm(at) for at in range(first, last + 1) if scene.words[at].kind == "mark"]
    return len([one for one in norms if one in _OPENING or one in _CLOSING]) % 2 == 1


def around(sight: Sight, first: int) -> Iterator[str]:
    """What the head is and what stands beside it."""
    scene = sight.scene
    token, kind, before, behind = sight.tokens[first], sight.kind(first), sight.kind(first - 1), sight.kind(first + 1)
    head = sight.heads[first]
    yield f"letters {token.letters}"
    yield f"kind {kind}"
    yield f"before {before}"
    yield f"before {before} {kind}"
    yield f"before {before} {head}"
    yield f"before w={sight.base(first - 1)}"
    yield f"before w={sight.base(first - 1)} {kind}"
    yield f"before c={sight.cluster(first - 1)}"
    yield f"before c={sight.cluster(first - 1)} {kind}"
    yield f"before 2 {sight.kind(first - 2)} {before} {kind}"
    yield f"before 2 w={sight.base(first - 2)}"
    yield f"behind {behind}"
    yield f"behind {behind} {kind}"
    yield f"behind {behind} {head}"
    yield f"behind w={sight.base(first + 1)}"
    yield f"behind c={sight.cluster(first + 1)}"
    yield f"behind 2 {behind} {sight.kind(first + 2)}"
    yield f"head {head} {kind}"
    told = sight.told(first)
    yield f"{told} {kind}"
    yield f"{told} {kind} {behind}"
    yield f"{told} {head}"
    yield f"{told} {kind} c={sight.cluster(first)}"
    if first in sight.roles:
        yield f"in role {first - 1 in sight.roles}"
    if scene.within[first] >= 0:
        yield "within a quotation"
    if first in scene.behind_name:
        yield f"behind a name {kind}"


def extent(sight: Sight, first: int, stop: int) -> Iterator[str]:
    """How a description ends: its length, its last word, the word behind it, what is within."""
    size, kind, last, after = stop - first, sight.kind(first), sight.kind(stop - 1), sight.kind(stop)
    within = [sight.kind(at) for at in range(first + 1, stop)]
    yield f"size {size}"
    yield f"size {size} {kind}"
    yield f"size {size} head {sight.heads[first]}"
    yield f"size {size} c={sight.cluster(first)}"
    yield f"after {after}"
    yield f"after {last} {after}"
    yield f"after {kind} {last} {after}" if size > 1 else f"after alone {kind} {after}"
    yield f"after w={sight.base(stop)}"
    yield f"after c={sight.cluster(stop)} {size == 1}"
    yield f"after c={sight.cluster(stop)} {last}"
    yield f"after 2 {after} {sight.kind(stop + 1)} {last}"
    if size > 1:
        yield f"last {last}"
        yield f"last w={sight.base(stop - 1)}"
        yield f"last c={sight.cluster(stop - 1)}"
        yield f"last c={sight.cluster(stop - 1)} head c={sight.cluster(first)}"
        yield f"way {kind} {' '.join(within[:4])} {size > 5}"
        yield f"second {kind} {within[0]} {after}"
        yield f"second c={sight.cluster(first + 1)} {sight.cluster(first)}"
    for at in range(first + 1, stop):
        if sight.kind(at) in ("prep", "relative") or sight.kind(at).endswith("verb"):
            yield f"with {sight.kind(at)} {min(stop - at, 4)}"
            yield f"with w={sight.base(at)}"
    if any(one in sight.names for one in range(first + 1, stop)):
        yield f"with a name {last}"
    if stop in sight.names:
        yield f"before a name {last} {kind} {size}"


def kind_features(sight: Sight, first: int, stop: int) -> tuple[str, ...]:
    """What tells the kind of a description: its head and the words behind it."""
    base = sight.base(first)
    head = sight.heads[first]
    found = [*alone(sight.features, base), f"kind {sight.kind(first)}", f"head {head} {sight.kind(first)}"]
    found += [f"size {stop - first}", f"head {head} {stop - first > 1}", f"before {sight.kind(first - 1)}"]
    if stop > first + 1:
        second = sight.base(first + 1)
        found += [f"second {sight.kind(first + 1)}", f"second w={second}", f"second c={sight.cluster(first + 1)}"]
        found += [f"second h={sight.heads[first + 1]}", f"last c={sight.cluster(stop - 1)}"]
    return tuple(found)


def kind_options(features: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The kinds as options, in the order of KINDS."""
    return tuple((kind, *(f"{kind} {one}" for one in features)) for kind in KINDS)


__all__ = ["KINDS", "KINDS_MODEL", "MODEL", "Option", "Sight", "alone", "kind_features", "kind_options", "may_begin", "options"]
