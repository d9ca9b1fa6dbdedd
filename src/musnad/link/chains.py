"""The chain of a statement: from the outlet that prints it, over those who handed the words on, to who said them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from musnad.records import EntityKind, Link, LinkFrom, LinkKind, Speaker
from musnad.text.fold import fold_key

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

    def kind(self, name: str) -> LinkKind:
        """The kind of a relay by its words: an agency or channel by name or class noun, a document, an unnamed source."""
        words = [word.removeprefix(_ARTICLE) if len(word) > 4 else word for word in fold_key(name).split()]
        if words and len(words[0]) > 4:
            words[0] = self._bare(words[0])
        folded = fold_key(name.strip("\"«»“”'"))
        if folded in self._known:
            return "agency" if self._known[folded] == "agency" else "channel" if self._known[folded] == "channel" else "body"
        if not words:
            return "body"
        if words[0] in self._classes["agency"]:
            return "agency"
        if words[0] in self._classes["channel"] or words[0] in self._classes["outlet"]:
            return "channel"
        if words[0] in self._classes["document"]:
            return "document"
        return "unnamed" if words[0] in self._classes["unnamed"] else "body"


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
    parent = len(links) - 1 if links else None
    for speaker, kind in speakers:
        told: LinkFrom = "carried" if speaker.how in ("carried", "dropped", "pronoun") else "sentence"
        links.append(
            Link(
                kind=KIND_OF[kind],
                name=speaker.name,
                from_=told,
                span=speaker.span,
                entity=speaker.entity,
                parent=parent if len(speakers) > 1 else None,
            )
        )
    return tuple(links)


__all__ = ["KIND_OF", "ChainWords", "make_chain"]
