"""The chain of a statement: from the outlet that prints it, over those who handed the words on, to who said them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from msgspec.structs import replace

from musnad.records import EntityKind, Link, LinkFrom, LinkKind, Speaker
from musnad.text.fold import fold_key

#: What stands between names of one step of a chain.
BESIDE = " + "
_MARKS = "\"«»“”'"
_ARTICLE = fold_key("ال")
_ONTO = tuple(fold_key("ل ب").split())
#: The kind of link that an entity of a kind makes.
KIND_OF: Mapping[EntityKind, LinkKind] = {
    "person": "person", "body": "body", "place": "body", "group": "body", "unnamed": "unnamed", "document": "document",
}  # fmt: skip


class ChainWords:
    """Which words make a relay an agency, a channel or a document: the classes and known names of the tables."""

    def __init__(self, classes: Mapping[str, frozenset[str]], known: Mapping[str, str]) -> None:
        self._classes = classes
        self._known = known
        self._nouns = classes["agency"] | classes["channel"] | classes["outlet"]

    def kind(self, name: str) -> LinkKind:
        """The kind of a relay by its words: an agency or channel by name or class noun, a document, an unnamed source."""
        words = [word.removeprefix(_ARTICLE) if len(word) > 4 else word for word in fold_key(name).split()]
        if words and len(words[0]) > 4:
            words[0] = self._bare(words[0])
        folded = fold_key(name.strip(_MARKS))
        if folded in self._known and words and words[0] not in self._classes["document"]:
            return "agency" if self._known[folded] == "agency" else "channel" if self._known[folded] == "channel" else "body"
        if not words:
            return "body"
        if words[0] in self._classes["agency"]:
            return "agency"
        if words[0] in self._nouns:
            return "channel"
        if words[0] in self._classes["document"]:
            return "document"
        return "unnamed" if words[0] in self._classes["unnamed"] else "body"

    def same_source(self, name: str, other: str) -> bool:
        """Whether two names of a relay are one, with or without its class noun and marks («وكالة "تاس"», «تاس»)."""
        return self._proper(name) == self._proper(other)

    def _proper(self, name: str) -> tuple[str, ...]:
        words = [word.strip(_MARKS) for word in fold_key(name).split()]
        is_class = len(words) > 1 and words[0] in self._nouns
        return tuple(words[1:] if is_class else words)

    def _bare(self, word: str) -> str:
        """The word without a preposition written onto it («لتقرير», «للبيان», «بالتغريدة»), where what is left is of a class."""
        for rest in (word[1:], word[2:], word[1:].removeprefix(_ARTICLE)):
            if word.startswith(_ONTO) and any(rest in those for those in self._classes.values()):
                return rest
        return word


def make_chain(head: Sequence[Link], relays: Sequence[Link], speakers: Sequence[tuple[Speaker, EntityKind]]) -> tuple[Link, ...]:
    """Links from the reader's end to the speaker.

    `head` is what the article's own blocks tell (outlet, credit, dateline), `relays` what the sentence names, outermost
    first, `speakers` come with the kinds of their entities. Speakers side by side have the same parent.
    """
    links = [*head, *relays]
    return (*links, *side_by_side([_speaks(speaker, kind) for speaker, kind in speakers], len(links) - 1))


def _speaks(speaker: Speaker, kind: EntityKind) -> Link:
    told: LinkFrom = "carried" if speaker.how in ("carried", "dropped", "pronoun") else "sentence"
    return Link(kind=KIND_OF[kind], name=speaker.name, from_=told, span=speaker.span, entity=speaker.entity)


def side_by_side(links: Sequence[Link], parent: int) -> tuple[Link, ...]:
    """Links of which none handed the words on to another: several have the same parent (-1: the reader), one alone follows
    the link before."""
    return tuple(replace(link, parent=parent) for link in links) if len(links) > 1 else tuple(links)


def steps(chain: Sequence[Link]) -> tuple[tuple[Link, ...], ...]:
    """A chain step by step from the reader's end; which of those side by side handed on what is not told."""
    groups = groupby(enumerate(chain), key=lambda one: ("beside", one[1].parent) if one[1].parent is not None else one[0])
    return tuple(tuple(link for _, link in group) for _, group in groups)


def step_names(chain: Sequence[Link]) -> tuple[str, ...]:
    """The names of a chain, one text for each step: ``RT``, ``نوفوستي + تاس``, ``بيسكوف``."""
    return tuple(BESIDE.join(link.name for link in step) for step in steps(chain))


__all__ = ["BESIDE", "KIND_OF", "ChainWords", "make_chain", "side_by_side", "step_names", "steps"]
