"""Which mentions of one article are one person, place or body: a register filled in the order of the text."""

from __future__ import annotations

from dataclasses import dataclass, field

from rapidfuzz.distance import Levenshtein

from musnad.link.bodies import listed
from musnad.records import Entity, EntityKind
from musnad.text.fold import fold_key
from musnad.text.lexicon import table

_ARTICLE = fold_key("ال")
#: Heads of roles that say the same, and words that tell no role apart: a table, since they are words.
_SAME = table("same_roles")
_HEADS = {fold_key(word): fold_key(row["head"]) for row in _SAME for word in row["words"].split(" ") if row["head"] != "-"}
_EMPTY = {fold_key(word) for row in _SAME for word in row["words"].split(" ") if row["head"] == "-"}
#: Two foreign name words of five letters or more are one where so many letters differ at the most.
_SLIPS = 1
_TEH = "\N{ARABIC LETTER TEH MARBUTA}"
_VOWELS = frozenset(fold_key("ا و ي ه").split())


@dataclass(slots=True)
class _Known:
    """An entity while its article is being read."""

    key: str
    kind: EntityKind
    name: str
    parts: tuple[str, ...]
    aliases: dict[str, None] = field(default_factory=dict)
    roles: dict[str, None] = field(default_factory=dict)
    gender: str | None = None
    last_seen: int = 0
    #: What a body or place is also called: the name that the table of bodies lists first, what stands in brackets behind it.
    called: set[str] = field(default_factory=set)
    members: tuple[str, ...] = ()

    def entity(self) -> Entity:
        aliases = tuple(alias for alias in self.aliases if alias != self.name)
        gender = self.gender if self.gender in ("m", "f") else None
        return Entity(
            key=self.key, kind=self.kind, name=self.name, aliases=aliases, roles=tuple(self.roles),
            gender=gender, members=self.members,  # type: ignore[arg-type]
        )  # fmt: skip


class Register:
    """Entities of one article. `named` and `role` find the entity of a mention, or enter a new one."""

    def __init__(self) -> None:
        self._known: list[_Known] = []

    def entities(self) -> tuple[Entity, ...]:
        """All entities, in the order of their first mention."""
        return tuple(one.entity() for one in self._known)

    def of(self, key: str) -> Entity:
        """The entity of a key."""
        return self._by_key(key).entity()

    def named(self, name: str, kind: EntityKind, role: str | None = None, at: int = 0) -> str:
        """Key of the entity with this name; a part of a fuller name, or one letter off it, is the same person."""
        parts = tuple(fold_key(name.replace("_", " ").replace("#", " ")).split())
        known = self._match(parts, kind, role) or self._enter(name, kind, parts)
        if len(parts) > len(known.parts):
            known.name, known.parts = name, parts
        known.aliases[name] = None
        if known.kind != "person":
            known.called |= _names_of(parts, role) - {" ".join(parts)}
        if role:
            known.roles[role] = None
        known.last_seen = at
        return known.key

    def role(self, phrase: str, kind: EntityKind, at: int = 0) -> str:
        """Key of the entity that a role phrase stands for: one with that role, one that begins so, else a new one."""
        parts = _plain(phrase)
        known = self._by_role(parts) or self._by_head(parts, kind)
        if known is None:
            known = self._enter(phrase, kind, tuple(fold_key(phrase).split()))
            known.roles[phrase] = None
        known.aliases[phrase] = None
        known.last_seen = at
        return known.key

    def by_role(self, phrase: str) -> str | None:
        """Key of the entity seen last that has a role or name of this noun («المصدر» of «مصدر أمني»); None where none has."""
        parts = _plain(phrase)
        found = [one for one in self._known if len(parts) == 1 and one.parts and _plain(one.name)[0] == parts[0]]
        known = self._by_role(parts) or max(found, key=lambda one: one.last_seen, default=None)
        return known.key if known is not None else None

    def described(self, phrase: str, kind: EntityKind) -> str:
        """Key of somebody new who is known by a description alone."""
        known = self._enter(phrase, kind, tuple(fold_key(phrase).split()))
        known.aliases[phrase] = known.roles[phrase] = None
        return known.key

    def called(self, key: str, name: str) -> None:
        """Note what a body is also called, by which it is known from here on («منظمة الصحة العالمية (WHO)»)."""
        self._by_key(key).called.add(fold_key(name))

    def also(self, key: str, name: str) -> None:
        """Note another name of an entity."""
        self._by_key(key).aliases[name] = None

    def _bearer(self, word: str) -> _Known | None:
        """The one person whose last name is this folded word with other long vowels («ترامب», «ترمب»)."""
        bones = skeleton(word)
        found = [one for one in self._known if one.kind == "person" and _ends_with(one.parts, bones)] if len(word) > 3 else []
        return found[0] if len(found) == 1 else None

    def gender(self, key: str) -> str | None:
        """``m`` or ``f`` where a verb told it, or a woman's role («المستشارة أنغيلا ميركل»)."""
        known = self._by_key(key)
        if known.gender is None and known.kind == "person" and any(role.split(" ", 1)[0].endswith(_TEH) for role in known.roles):
            return "f"
        return known.gender

    def tell_gender(self, key: str, gender: str | None) -> None:
        """Note the gender that a verb showed; the first one stays."""
        known = self._by_key(key)
        known.gender = known.gender or gender

    def tell_members(self, key: str, members: tuple[str, ...]) -> None:
        """Note who those are that somebody stands for together; the first ones stay."""
        known = self._by_key(key)
        known.members = known.members or members

    def _by_key(self, key: str) -> _Known:
        return self._known[int(key[1:]) - 1]

    def _enter(self, name: str, kind: EntityKind, parts: tuple[str, ...]) -> _Known:
        known = _Known(f"e{len(self._known) + 1}", kind, name, parts)
        self._known.append(known)
        return known

    def _match(self, parts: tuple[str, ...], kind: EntityKind, role: str | None) -> _Known | None:
        told = _names_of(parts, role)
        for known in reversed(self._known):
            if known.parts == parts or not told.isdisjoint(known.called):
                return known
        if kind != "person":
            return None
        for known in reversed(self._known):
            if known.kind == "person" and known.parts and _same_person(known.parts, parts):
                return known
        return self._bearer(parts[0]) if len(parts) == 1 else None

    def _by_role(self, parts: tuple[str, ...]) -> _Known | None:
        """The entity seen last that has this role: one that begins with these words, else one of the same head word
        that shares another word with it («المتحدث باسم الكرملين», «الناطق باسم الرئاسة الروسية الكرملين»)."""
        found = [one for one in self._known if any(_plain(role)[: len(parts)] == parts for role in one.roles)]
        if not found and len(parts) > 1:
            found = [one for one in self._known if any(_shares(_plain(role), parts) for role in one.roles)]
            found = found if len(found) == 1 else []
        if found and len(parts) == 1:
            return max(found, key=lambda one: one.last_seen)
        return found[-1] if found else None

    def _by_head(self, parts: tuple[str, ...], kind: EntityKind) -> _Known | None:
        """For a phrase of one definite word («المصدر»), the entity seen last whose name begins with that noun."""
        if len(parts) != 1:
            return None
        found = [one for one in self._known if one.parts and _bare(one.parts[0]) == parts[0] and one.kind == kind]
        return max(found, key=lambda one: one.last_seen) if found else None


def _names_of(parts: tuple[str, ...], role: str | None) -> set[str]:
    """A name, and the one that the table of bodies lists first for it, with the noun before it or without («تنظيم الدولة
    الإسلامية»: «داعش»)."""
    name = " ".join(parts)
    found = listed().get(name) or (listed().get(f"{fold_key(role)} {name}") if role else None)
    return {name, found} if found else {name}


def _bare(word: str) -> str:
    return word[2:] if word.startswith(_ARTICLE) and len(word) > 4 else word


def _plain(phrase: str) -> tuple[str, ...]:
    """Folded words of a phrase, its first without the article."""
    words = fold_key(phrase.replace("،", " ")).split()
    return (_HEADS.get(_bare(words[0]), _bare(words[0])), *words[1:]) if words else ()


def _shares(role: tuple[str, ...], parts: tuple[str, ...]) -> bool:
    """Whether two role phrases have the same head and share a word that is not «باسم»."""
    return role[:1] == parts[:1] and bool((set(role[1:]) & set(parts[1:])) - _EMPTY)


def _same_person(known: tuple[str, ...], parts: tuple[str, ...]) -> bool:
    """Whether two names of one article name one person: one is a part of the other, small slips allowed."""
    short, long = sorted((known, parts), key=len)
    if len(short) == 1:
        return any(_alike(short[0], part) for part in long) and len(short[0]) > 2
    if len(short) == len(long):
        return all(_alike(a, b) for a, b in zip(short, long)) or (
            _alike(short[0], long[0]) and all(skeleton(a) == skeleton(b) for a, b in zip(short, long))
        )
    return all(any(_alike(a, b) for b in long) for a in short) and _alike(short[0], long[0])


def _ends_with(parts: tuple[str, ...], bones: str) -> bool:
    """Whether a name of several words ends in a word of four letters or more with these consonants."""
    return len(parts) > 1 and len(parts[-1]) > 3 and len(bones) > 2 and skeleton(parts[-1]) == bones


def skeleton(word: str) -> str:
    """Consonants of a folded word, without the long vowels that transliteration varies («دميترييف», «ديمتريف»)."""
    return "".join(letter for letter in word if letter not in _VOWELS)


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    if min(len(one), len(other)) < 5:
        return False
    return Levenshtein.distance(_bare(one), _bare(other), score_cutoff=_SLIPS) <= _SLIPS


__all__ = ["Register"]
