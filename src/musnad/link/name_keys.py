"""Keys by which names of persons are found that may be parts or spellings of one another."""

from __future__ import annotations

from collections.abc import Sequence

from musnad.link.person_names import PersonName
from musnad.link.same_name import is_native, skeleton


def bone(word: str) -> str:
    """The consonants of a word without the article; itself where it has none."""
    return skeleton(word.removeprefix("ال")) or word


def found_by(name: PersonName) -> list[tuple[str, ...]]:
    """Keys by which a name is found as the longer one, or the other spelling, of another."""
    bones = [bone(word) for word in name.words]
    keys = {("last", bones[-1]), ("first", bones[0]), *_like(name, bones)}
    if len(bones) > 2:
        keys |= {("ends", bones[0], bone) for bone in bones[1:]}
        keys.add(("behind", *bones[-2:]))
    return sorted(keys)


def looked_for(name: PersonName) -> list[tuple[str, ...]]:
    """Keys by which longer names, and other spellings, of a name are found."""
    bones = [bone(word) for word in name.words]
    if len(bones) > 1:
        return [("ends", bones[0], bones[-1]), ("behind", *bones[-2:]), *_like(name, bones)]
    return [("last", bones[0])] if is_native(name.words[0]) else [("last", bones[0]), ("first", bones[0])]


def _like(name: PersonName, bones: Sequence[str]) -> list[tuple[str, ...]]:
    """What names with a slip in one word have in common; an Arab given name is no slip of another."""
    if is_native(name.words[0]):
        return []
    within = [("within", str(at), *bones[:at], *bones[at + 1 :]) for at in range(1, len(bones) - 1)]
    return [("like", str(len(bones)), bones[0][:1], *bones[1:]), *within]


def spelling_key(name: PersonName) -> str:
    """What spellings of one name have in common: the consonants of all words; of one word and of native ones, all letters."""
    if name.is_native or len(name.words) == 1:
        return "".join(name.words)
    return "".join(map(bone, name.words))


__all__ = ["bone", "found_by", "looked_for", "spelling_key"]
