"""Which names of many articles are one person's: spellings of one name, shorter forms of a longer one, roles alone.

A name is linked wherever it stands where nearly all of its articles tell the same bearer; else in those articles alone
that do. What tells it are the other names of the article, the role beside the name, the outlet and the month, weighed
against those of each bearer (naive Bayes, damped), and somebody else is always among the choices. The result depends on
what is given, not on its order.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, log
from typing import Literal, NamedTuple, TypeAlias

from musnad.link.name_keys import bone, found_by, looked_for, spelling_key
from musnad.link.other_scripts import ScriptBook, is_foreign_name
from musnad.link.person_names import Part, PersonName, is_given, is_slip, part_of, person_name
from musnad.link.same_name import is_native, same_name
from musnad.link.whole_names import whole_names
from musnad.text.fold import fold_key

Why: TypeAlias = Literal["spelling", "part", "alone", "role", "script"]
#: What stands around a name: numbers of other names, words of its role, outlet and month.
Feature: TypeAlias = int | str

_ARTICLE = fold_key("ال")
#: A link everywhere needs a bearer who is told in nearly all of a name's articles, or is likely in most of them while
#: no other is.
_ALONE, _MOSTLY, _RIVALS = 0.95, 0.75, 0.1
#: A bearer is told in an article from this probability on; a pair from this share on is one to ask about.
_SURE, _DOUBT = 0.9, 0.3
#: How likely two spellings of a given name alone are one man's: a question to ask.
_ASKED = 0.3
#: How likely the only Arabic name that a name in other letters fits is that one's: said, not measured.
_OTHER_LETTERS = 0.9
#: A longer name of so many articles is known by its last word alone.
_KNOWN = 2
#: So many names that so small a share of all articles has, beside both names, tell one bearer.
_COMPANY, _RARE = 2, 0.02
#: How much a bearer of each kind of longer name counts, an article.
_WEIGHT: dict[Part, float] = {"first-words": 1.0, "ends": 1.0, "last-words": 0.7, "last": 1.0, "first": 0.1, "slip": 0.5}
#: Other names of an article are no independent witnesses: what each tells counts so much, and within these bounds.
_DAMPED, _LEAST, _MOST = 0.4, -0.4, 3.0
#: So many articles that tell nothing are mixed into what is known of a bearer.
_SMOOTH = 5.0
#: So many bearers of a name are weighed, and no more.
_CHOICES = 6
#: A name with fathers («محمد بن سلمان») in so many articles is seldom two men's.
_OFTEN = 3
#: A name of more words without «بن» is no bearer's.
_LONGEST = 4
#: «سعد دوابشة» is the father of «علي سعد دوابشة»; one of so many times the articles may be called so («منصور هادي»).
_FATHERS = 5
#: An article that has the longer name too speaks for it so many times more.
_BOTH = 3.0
#: Two names stand as two persons in this share of the articles of the rarer: they are two. An article that spells a foreign
#: name in two ways seldom means two.
_BESIDE, _BESIDE_FOREIGN = 0.2, 0.6


class Link(NamedTuple):
    """A name that is another's wherever it stands."""

    entity: int
    fuller: int
    why: Why
    score: float


class Here(NamedTuple):
    """A name that is another's in one article."""

    version: int
    entity: int
    fuller: int
    why: Why
    score: float


@dataclass(frozen=True, slots=True)
class Seen:
    """The names of persons: folded names by number, the articles (versions) of each, and what stands in each article:
    other names, outlet and month; the role words of a name in an article; days as numbers."""

    names: Mapping[int, str]
    articles: Mapping[int, Sequence[int]]
    around: Mapping[int, Sequence[Feature]]
    roles: Mapping[tuple[int, int], Sequence[str]]
    days: Mapping[int, int]


@dataclass(slots=True)
class Linked:
    """Links, links in single articles, and pairs that are to be asked about (names, why, how likely)."""

    links: list[Link] = field(default_factory=list)
    here: list[Here] = field(default_factory=list)
    doubts: list[Link] = field(default_factory=list)


@dataclass(slots=True)
class Bearer:
    """One person as far as names are linked: the head's number and name, all numbers, the articles, and the last words of
    all spellings."""

    head: int
    key: str
    name: PersonName
    members: list[int]
    articles: set[int]
    lasts: set[str]
    context: Counter[Feature] | None = None

    @property
    def rank(self) -> tuple[int, str]:
        """The most frequent first, then by name."""
        return -len(self.articles), self.key


def link_persons(seen: Seen) -> Linked:
    """Link the names of persons over all articles."""
    return _Linker(seen).run()


class _Linker:
    """The work of one linking: bearers found so far, by number and by their words."""

    def __init__(self, seen: Seen) -> None:
        self.seen = seen
        self.found = Linked()
        self.bearers: dict[int, Bearer] = {}
        self.index: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self.sharing: Counter[str] = Counter()
        self.total = max(len(seen.around), 1)
        self.spread = Counter(feature for features in seen.around.values() for feature in set(features))
        self.spread.update(role for roles in seen.roles.values() for role in set(roles))

    def run(self) -> Linked:
        self._join_spellings()
        for bearer in self.bearers.values():
            for key in found_by(bearer.name):
                self.index[key].append(bearer.head)
            for consonants in {bone(word) for word in bearer.name.words}:
                self.sharing[consonants] += len(bearer.articles)
        order = sorted(self.bearers.values(), key=lambda one: (-len(one.name.words), *one.rank))
        for short in order:
            heads = dict.fromkeys(head for key in looked_for(short.name) for head in self.index.get(key, ()))
            self._resolve(short, [self.bearers[head] for head in heads if head in self.bearers and head != short.head])
        self._join_scripts()
        return self.found

    # ---- spellings ---------------------------------------------------------------------------------------------------

    def _join_spellings(self) -> None:
        """Names of several words that are spellings of a more frequent one."""
        every = {number: self._bearer(number, key) for number, key in self.seen.names.items()}
        sizes = {number: len(one.articles) for number, one in every.items()}
        alone = [every[number] for number in whole_names({number: one.name for number, one in every.items()}, sizes)]
        blocks: dict[str, list[Bearer]] = defaultdict(list)
        for one in sorted(alone, key=lambda one: one.rank):
            key = spelling_key(one.name)
            head = self._spelt_otherwise(one, blocks[key])
            if head is not None and not one.name.is_given:
                self._join(one, head, "spelling", 1.0)
                continue
            if head is not None:
                self.found.doubts.append(Link(one.head, head.head, "spelling", _ASKED))
            self.bearers[one.head] = one
            blocks[key].append(one)

    def _bearer(self, number: int, key: str) -> Bearer:
        name = person_name(key)
        return Bearer(number, key, name, [number], set(self.seen.articles.get(number, ())), set(name.words[-1:]))

    def _spelt_otherwise(self, one: Bearer, others: Iterable[Bearer]) -> Bearer | None:
        text = " ".join(one.name.words)
        for other in others:
            same = one.name == other.name or (one.name.sons == other.name.sons and same_name(text, " ".join(other.name.words)))
            if one.name == other.name or (same and not self._are_beside(one, other) and self._are_one_family(one, other)):
                return other
        return None

    def _are_one_family(self, one: Bearer, other: Bearer) -> bool:
        """Whether an Arab's family with the article is the one without («خالد بدوي», «خالد البدوي»): with the same company."""
        last, head = one.name.words[-1], other.name.words[-1]
        if last == head or last.removeprefix(_ARTICLE) != head.removeprefix(_ARTICLE) or not is_given(one.name.words[0]):
            return True
        return any(self._has_company(version, one, other) for version in one.articles)

    def _are_beside(self, one: Bearer, other: Bearer) -> bool:
        """Whether so many articles have both names that they are two persons'."""
        both = len(one.articles & other.articles)
        native = any(map(is_native, one.name.words))
        share = _BESIDE if native else _BESIDE_FOREIGN
        return both > (0 if native else 1) and both >= share * min(len(one.articles), len(other.articles))

    def _join(self, one: Bearer, head: Bearer, why: Why, score: float) -> None:
        self.found.links.append(Link(one.head, head.head, why, round(score, 3)))
        if head.context is not None:
            self._tell(head.context, one.articles - head.articles, one.members)
        head.members += one.members
        head.articles |= one.articles
        head.lasts |= one.lasts if len(one.name.words) > 1 else set()
        self.bearers.pop(one.head, None)

    # ---- other letters -----------------------------------------------------------------------------------------------

    def _join_scripts(self) -> None:
        """Names in Latin or Cyrillic letters that just one Arabic name fits; those that several or common ones fit are asked."""
        if not any(is_foreign_name(one.name) for one in self.bearers.values()):
            return
        heads = {member: one.head for one in self.bearers.values() for member in one.members}
        names = {one.head: one.name for one in self.bearers.values()}
        book = ScriptBook({number: names.get(number) or person_name(self.seen.names[number]) for number in heads})
        for foreign in sorted(book.foreign & self.bearers.keys(), key=lambda head: self.bearers[head].rank):
            fits = book.fits(self.bearers[foreign].name)
            found = sorted({heads[number] for number in fits} - {foreign}, key=lambda head: self.bearers[head].rank)
            if len(found) == 1 and not all(book.names[number].is_native for number in fits):
                self._join(self.bearers[foreign], self.bearers[found[0]], "script", _OTHER_LETTERS)
            else:
                self.found.doubts += [Link(foreign, head, "script", _ASKED) for head in found[:_CHOICES]]

    # ---- shorter names -----------------------------------------------------------------------------------------------

    def _resolve(self, short: Bearer, longer: Sequence[Bearer]) -> None:
        """Find whose shorter name a name is, everywhere or in single articles."""
        choices, others = self._choices(short, longer)
        if not choices:
            return
        told: Counter[int] = Counter()
        chances: dict[int, float] = defaultdict(float)
        unproved: dict[int, float] = defaultdict(float)
        here: list[Here] = []
        why: Why = "part" if len(short.name.words) > 1 else "alone"
        somebody = self._somebody(short, choices, others)
        for version in sorted(short.articles):
            best, chance = self._likeliest(version, short, choices, somebody)
            proved = best is not None and self._is_proved(version, short, self.bearers[best])
            if best is not None:
                (chances if proved else unproved)[best] += chance
            if best is not None and proved and chance >= _SURE:
                told[best] += 1
                here += [Here(version, member, best, why, round(chance, 3)) for member in short.members]
        self._decide(short, told, chances, [one for one in here if one.version in self._versions(one.entity)])
        if short.head in self.bearers:
            self._ask(short, {head: chances[head] + unproved[head] for head in {**chances, **unproved}})

    def _is_proved(self, version: int, short: Bearer, bearer: Bearer) -> bool:
        """Whether more than the likeness of a name of one word tells its bearer in an article: the longer name there (but
        for a given name: within an article a man's last name is his already), the same role or company, or that it is just
        the last word of a name that several articles have."""
        word = short.name.words[0]
        if len(short.name.words) > 1 or (version in bearer.articles and not is_native(word)):
            return True
        roles = {role for member in short.members for role in self.seen.roles.get((version, member), ())}
        if len(roles) > 1 and roles <= self._context(bearer).keys():
            return True
        if version in bearer.articles:
            return False
        return (word in bearer.lasts and len(bearer.articles) >= _KNOWN) or self._has_company(version, short, bearer)

    def _has_company(self, version: int, short: Bearer, bearer: Bearer) -> bool:
        """Whether other names of an article that few articles have stand beside the bearer elsewhere."""
        context, rare = self._context(bearer), _RARE * self.total
        others = {one for one in self.seen.around.get(version, ()) if isinstance(one, int)} - {*short.members, *bearer.members}
        return sum(one in context and self.spread[one] <= rare for one in others) >= _COMPANY

    def _versions(self, number: int) -> set[int]:
        return set(self.seen.articles.get(number, ()))

    def _decide(self, short: Bearer, told: Counter[int], chances: dict[int, float], here: list[Here]) -> None:
        several = len(short.name.words) > 1
        size = len(short.articles)
        if told:
            best = min(chances, key=lambda head: (-chances[head], self.bearers[head].key))
            rivals = (sum(chances.values()) - chances[best]) / size
            mean, share = chances[best] / size, told[best] / size
            sure = not _is_house(short.name) and (
                share >= _ALONE or ((several or not is_native(short.name.words[0])) and mean >= _MOSTLY and rivals <= _RIVALS)
            )
            if sure and share >= 0.5:
                self._join(short, self.bearers[best], "part" if several else "alone", mean)
                return
            self.found.here += [one for one in here if not several or 5 * len(self.bearers[one.fuller].articles) >= size]

    def _ask(self, short: Bearer, chances: Mapping[int, float]) -> None:
        """Note the pairs of a name that was not joined everywhere and its likely bearers."""
        why: Why = "part" if len(short.name.words) > 1 else "alone"
        for head, chance in chances.items():
            if chance / len(short.articles) >= _DOUBT:
                self.found.doubts.append(Link(short.head, head, why, round(chance / len(short.articles), 3)))

    def _choices(self, short: Bearer, longer: Sequence[Bearer]) -> tuple[list[tuple[Bearer, float]], int]:
        """The bearers of longer names that may be meant, each with its weight, and how many articles other bearers of
        the last word have."""
        found: list[tuple[Bearer, float]] = []
        for bearer in longer:
            part = _part(short, bearer)
            if part is not None and bearer.articles:  # a changed page may have been the only one to have a name
                found.append((bearer, len(bearer.articles) * _WEIGHT[part]))
        known = sum(len(bearer.articles) for bearer, _ in found) + len(short.articles)
        found.sort(key=lambda pair: (-pair[1], pair[0].key))
        return found[:_CHOICES], max(0, self.sharing[bone(short.name.words[-1])] - known)

    def _somebody(self, short: Bearer, choices: Sequence[tuple[Bearer, float]], others: int) -> float:
        """The weight of somebody else, whom no longer name names: more for names that many have, or much more frequent
        than the longer one."""
        known, own = sum(weight for _, weight in choices), len(short.articles)
        excess = max(0.0, own - 5 * known)
        if len(short.name.words) == 1:
            native = is_native(short.name.words[0])
            return 0.2 + 0.2 * others + (2 + 0.3 * own if native else 0.1 * excess)
        if short.name.is_native:  # the more words of a father's line a name has, the fewer men have it
            fathers = 2 * len(short.name.sons) if own >= _OFTEN else 1 in short.name.sons
            return (2 + 0.3 * own) / 3.0 ** (len(short.name.words) - 2 + fathers)
        return 0.3 + 0.1 * excess

    def _likeliest(
        self, version: int, short: Bearer, choices: Sequence[tuple[Bearer, float]], somebody: float
    ) -> tuple[int | None, float]:
        """The likeliest bearer in an article, and how likely."""
        weights: dict[int | None, float] = {None: log(somebody)}
        features = [one for one in self.seen.around.get(version, ()) if one not in short.members]
        roles = [role for member in short.members for role in self.seen.roles.get((version, member), ())]
        for bearer, weight in choices:
            both = version in bearer.articles
            if not both or len(short.name.words) == 1:
                told = self._tells(bearer, features, _DAMPED) + self._tells(bearer, roles, 1.0)
                weights[bearer.head] = log(weight * (_BOTH if both else 1.0)) + told
        top = max(weights.values())
        shares = {head: exp(weight - top) for head, weight in weights.items()}
        best = min(shares, key=lambda head: (-shares[head], "" if head is None else self.bearers[head].key))
        return best, shares[best] / sum(shares.values())

    def _tells(self, bearer: Bearer, features: Iterable[Feature], factor: float) -> float:
        """How much more likely features are beside a bearer than anywhere: a logarithm."""
        context = self._context(bearer)
        size = len(bearer.articles) + _SMOOTH
        told = 0.0
        for feature in features:
            if feature not in bearer.members:
                common = self.spread[feature] / self.total
                more: float = log((context[feature] / max(common, 1e-9) + _SMOOTH) / size)
                told += float(min(max(more, _LEAST), _MOST))
        return factor * told

    def _context(self, bearer: Bearer) -> Counter[Feature]:
        if bearer.context is None:
            bearer.context = Counter()
            self._tell(bearer.context, bearer.articles, bearer.members)
        return bearer.context

    def _tell(self, context: Counter[Feature], articles: Iterable[int], members: Iterable[int]) -> None:
        """Add what stands in articles, and the roles of names, to a bearer's context."""
        for version in articles:
            context.update(self.seen.around.get(version, ()))
        for member in members:
            for version in self.seen.articles.get(member, ()):
                context.update(self.seen.roles.get((version, member), ()))


def _is_house(name: PersonName) -> bool:
    """Whether a name is that of a house alone («آل الشيخ»), which many bear."""
    return len(name.words) == 1 and "-" in name.words[0]


def _part(short: Bearer, bearer: Bearer) -> Part | None:
    """How a name may be another's: a shorter form of it, or the same with a letter that is not only written otherwise."""
    one, other = short.name, bearer.name
    if len(other.words) > _LONGEST and not other.sons:  # a list of names, or a name with more behind it
        return None
    if len(one.words) != len(other.words):
        part = part_of(one, other)
        if part == "last-words" and len(bearer.articles) < len(short.articles) * (_FATHERS if one.is_native else 1):
            return None
        return part
    more = bearer.rank < short.rank and len(one.words) > 1 and one.sons == other.sons
    return "slip" if more and (same_name(" ".join(one.words), " ".join(other.words)) or is_slip(one, other)) else None


__all__ = ["Bearer", "Here", "Link", "Linked", "Seen", "Why", "link_persons"]
