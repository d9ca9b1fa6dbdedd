"""Posts of one person that two articles tell otherwise: the minister here, the minister's deputy there.

Only what excludes the other is held against it: one post is the other's with a word before it that makes its bearer somebody
else's deputy, aide or spokesman, or two posts of one head («minister of …») are of different offices. Each article must give
the person that one post alone: people hold several, and lose them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from musnad.compare.claims import Scene, fact_words
from musnad.compare.facets import Facet, FacetMatch, make_facet
from musnad.compare.likeness import heaviest
from musnad.compare.terms import LEAST_IDF
from musnad.link.same_name import same_name
from musnad.records import FOREIGN_BLOCKS, Mention
from musnad.text.fold import fold_key
from musnad.text.lexicon import table
from musnad.text.words import bases

#: A name of one word is too many people's.
NAME_WORDS = 2
#: A name this many characters before a post may be its bearer's.
BESIDE = 3
#: Names this alike (optimal string alignment, 0 to 1), both of one office, are one.
ALIKE = 0.8
_AND = "\N{ARABIC LETTER WAW}"
_ARTICLE = fold_key("ال")


class Post(NamedTuple):
    """A post as an article gives it to a person: whether it is under somebody, whether it is over, its head, and the offices
    that it names; `of` are the telling words behind the head, which tell whose deputy somebody is."""

    name: str
    under: bool
    past: bool
    head: str
    offices: frozenset[str]
    of: frozenset[str]
    facet: Facet


def find_posts(scene: Scene) -> list[Post]:
    """The posts that stand beside the names of persons in an article's own text."""
    return list(_posts(scene))


def _posts(scene: Scene) -> Iterator[Post]:
    people, heads = {one.key: one.name for one in scene.reading.entities if one.kind == "person"}, _rows_of("post")
    for one in scene.reading.mentions:
        named = one.entity in people and one.how == "name" and one.of == "text" and one.block not in FOREIGN_BLOCKS
        if not named or one.role is None or len(people[one.entity].split()) < NAME_WORDS or _is_anothers(scene, one):
            continue
        words = scene.view.words_in(one.role)
        if not words:
            continue
        norms = [scene.view.words[at].norm for at in words]
        head = next((at for at, norm in enumerate(norms) if norm in heads), None)
        if head is None or _are_two(norms, head):
            continue
        offices = frozenset(office for norm in norms[head:] if (office := _office(norm)))
        before = bases(scene.view.words[words[0] - 1].norm) if words[0] else ()
        under = set(norms[:head]) | {base for _, base in before}
        of = frozenset(scene.stubs[at] for at in words[head + 1 :] if scene.weights[at] >= LEAST_IDF)
        value = frozenset((scene.article.text[one.role[0] : one.role[1]],))
        for facet in make_facet(scene, ("role", f"post of {people[one.entity]}"), value, (words[0], words[-1])):
            yield Post(
                people[one.entity], not under.isdisjoint(fact_words("under")),
                any(norm in fact_words("past") for norm in norms), heads[norms[head]], offices, of, facet,
            )  # fmt: skip


def _are_two(norms: Sequence[str], head: int) -> bool:
    """Whether a role tells two posts that one person holds: behind the first a head with «و», or one behind a noun with the
    article, which ends what it is of («نائب الرئيس ورئيس الوزراء», «نائب الرئيس رئيس الوزراء»)."""
    heads = _rows_of("post")
    behind = zip(norms[head:], norms[head + 1 :])
    return any(norm[1:] in heads if norm.startswith(_AND) else norm in heads and of.startswith(_ARTICLE) for of, norm in behind)


def _is_anothers(scene: Scene, one: Mention) -> bool:
    """Whether a post may be the one of another person, who is listed before it or behind it."""
    role = one.role or one.span
    between = scene.article.text[role[1] : one.span[0]] if role[0] < one.span[0] else scene.article.text[one.span[1] : role[0]]
    if _AND in between.split() or (between.strip() and between.rstrip().endswith(_AND)):
        return True
    names = (other for other in scene.reading.mentions if other.how == "name" and other.of == "text")
    beside = (other for other in names if other.entity != one.entity)
    return role[0] < one.span[0] and any(0 <= role[0] - other.span[1] <= BESIDE for other in beside)


def match_posts(first: Sequence[Post], second: Sequence[Post]) -> list[FacetMatch]:
    """Posts of one person that exclude each other, one of each article."""
    found = []
    for name, mine in _by_name(first).items():
        for other, theirs in _by_name(second).items():
            if name != other and not same_name(name, other) and not _are_alike(name, other, mine, theirs):
                continue
            if _is_one_post(mine) and _is_one_post(theirs) and _exclude(mine[0], theirs[0]):
                one, two = mine[0].facet, theirs[0].facet
                found.append(FacetMatch(one, two, 1.0, tuple(heaviest(one.whole, two.whole)), alone=True))
    return found


def _are_alike(name: str, other: str, mine: Sequence[Post], theirs: Sequence[Post]) -> bool:
    """Whether two names are so alike that, of one office, they are one foreign name in two spellings."""
    shared = any(one.offices & two.offices for one in mine for two in theirs)
    return shared and OSA.normalized_similarity(fold_key(name), fold_key(other)) >= ALIKE


def _by_name(posts: Sequence[Post]) -> Mapping[str, list[Post]]:
    found: dict[str, list[Post]] = {}
    for one in posts:
        found.setdefault(one.name, []).append(one)
    return found


def _is_one_post(posts: Sequence[Post]) -> bool:
    """Whether an article tells one post of a person only, and one that is held now."""
    return not any(one.past for one in posts) and len({(one.under, one.head, one.offices) for one in posts}) == 1


def _exclude(one: Post, other: Post) -> bool:
    """Whether nobody holds both at one time: the post and one under it, or two offices of one head."""
    if one.head != other.head:
        return False
    if one.under != other.under:
        return bool(one.of & other.of)
    return not one.under and bool(one.offices and other.offices) and one.offices.isdisjoint(other.offices)


@cache
def _rows_of(which: str) -> Mapping[str, str]:
    """The row of each folded form of a class: ``post`` are heads of posts, those of one head and of its house («minister»,
    «ministry») together; ``office`` are what they are heads of."""
    rows = (row for row in table("fact_words") if row["class"] == which)
    return {fold_key(form): row["id"] for row in rows for form in row["forms"].split("\N{ARABIC COMMA}")}


def _office(norm: str) -> str:
    """The office that a word names, clitics aside; "" for none."""
    return next((office for _, base in bases(norm) if (office := _rows_of("office").get(base))), "")


__all__ = ["Post", "find_posts", "match_posts"]
