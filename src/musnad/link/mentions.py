"""Word ranges turned into mentions of entities, and the speakers that a noun phrase names."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from musnad.find.attached import cut_word
from musnad.find.audiences import attached_for
from musnad.find.joined import parts_of
from musnad.find.named import Named
from musnad.find.names import split_phrase
from musnad.find.objects import is_same
from musnad.find.scene import Scene
from musnad.link.entities import Register
from musnad.records import EntityKind, Mention, Span
from musnad.text.fold import fold_key
from musnad.text.lexicon import forms
from musnad.text.memo import Memo

_AND = fold_key("و")
_FOR_THE, _ALEF, _THE, _LAM = fold_key("لل"), fold_key("ا"), fold_key("ال"), fold_key("ل")

#: Pairs of marks that another name stands in.
_BRACKETS = frozenset(("()", "[]", "«»", "“”", '""'))
#: Nouns of kinds of bodies, which stand before a body's own name.
_BODY_NOUNS = frozenset(forms("name_words", "body-noun"))
#: «المتحدث» for whoever spoke last, «معاليه» and the like.
_SPEAKER, _HONOUR = frozenset(forms("name_words", "speaker-again")), frozenset(forms("name_words", "honour-own"))
_FEMININE, _PLURAL_SELF, _SOURCE = fold_key("ة"), fold_key("هم"), forms("name_words", "source-again")[0]
#: Names, folded, remembered.
_FOLDED: Memo[str, str] = Memo(fold_key, 5_000)
#: A word with the article seen so often is an everyday noun and nobody's last name alone.
COMMON = 100
#: So many mentions back «الأخير» may stand for.
_LATELY = 6


class Mentions:
    """Turns word ranges of a scene into mentions of the entities of a register."""

    def __init__(self, scene: Scene, register: Register) -> None:
        self.scene = scene
        self.register = register
        self._mentions: dict[Span, Mention] = {}
        self._sorted: tuple[Mention, ...] = ()
        self._joined: set[int] = set()
        #: Keys of those who spoke, in the order of the statements.
        self.heard: list[str] = []
        self._groups = frozenset(one.words[0] for one in scene.roles if one.kind == "group")

    def all(self) -> tuple[Mention, ...]:
        """All mentions, in the order of the text."""
        if len(self._sorted) != len(self._mentions):
            self._sorted = tuple(self._mentions[span] for span in sorted(self._mentions))
        return self._sorted

    def enter(self, named: Sequence[Named]) -> None:
        """Persons with full names first, so that a last name finds its bearer wherever it stands."""
        for one, other in pairwise(named):
            if self._is_other_name(one, other):
                self.register.called(self._enter_one(one), self._plain(other.name))
        for one in sorted(named, key=lambda item: (item.kind != "person", item.name[0] - item.name[1])):
            self._enter_one(one)

    def _enter_one(self, one: Named) -> str:
        role = self._plain(one.role) if one.role else self._noun_before(one)
        return self._name(one.name, one.kind, role, one.role)

    def _is_other_name(self, one: Named, other: Named) -> bool:
        """Whether a body's name stands right behind it in brackets or marks («منظمة الصحة العالمية (WHO)»); the town or
        country in such brackets is where it is."""
        first, stop = other.name
        if one.kind != "body" or other.kind != "body" or first != one.name[1] + 1:
            return False
        opens, closes = self.scene.norm(first - 1), self.scene.norm(stop)
        known = self.scene.known.get(first)
        return opens + closes in _BRACKETS and (known is None or known.kind not in ("city", "country"))

    def _noun_before(self, one: Named) -> str | None:
        """The noun of its kind before a body's name («شركة نوكيا»), by which a text takes it up («الشركة»)."""
        before = one.name[0] - 1
        noun = before >= 0 and one.kind == "body" and self.scene.norm(before) in _BODY_NOUNS
        return self._text((before, before + 1)) if noun else None

    def before(self, offset: int) -> Iterator[Mention]:
        """Mentions that begin before an offset of the text, the nearest first."""
        found = self.all()
        for at in range(bisect_left(found, offset, key=lambda one: one.span.start) - 1, -1, -1):
            yield found[at]

    def names(self, key: str) -> frozenset[str]:
        """Folded names of an entity, as far as the text has been read."""
        if not key:
            return frozenset()
        entity = self.register.of(key)
        return frozenset([_FOLDED[name] for name in (entity.name, *entity.aliases)])

    def phrases(self, first: int, stop: int) -> list[tuple[str, str | None]]:
        """Keys and roles of all whom a noun phrase names: «سوريا وروسيا» are two."""
        parts = parts_of(self.scene, first, stop)
        self._joined |= {part[0] for part in parts[1:]}
        return [self.phrase(*part) for part in parts]

    def name_of(self, first: int, stop: int) -> str:
        """The name in a noun phrase, the whole phrase where it has none; enters nothing."""
        return self._plain(split_phrase(self.scene, first, stop).name or (first, stop))

    def phrase(self, first: int, stop: int) -> tuple[str, str | None]:
        """Key of the entity of a noun phrase, and its role phrase."""
        scene = self.scene
        again = self._again(first, stop)
        if again is not None:
            self._note(self._where((first, stop)), again, "role", None)
            entity = self.register.of(again)
            return again, entity.name if entity.name in entity.roles else None
        stop = self._same_from(first, stop)
        split = split_phrase(scene, first, stop)
        role = self._plain(split.role) if split.role else None
        if split.name is not None:
            kind: EntityKind = "person"
            return self._name(split.name, kind, role, split.role), role
        if first in scene.known and scene.known[first].size == stop - first:
            kind = "body"
            return self._name((first, stop), kind, None, None), None
        stop = self._head_end(first, stop)
        inner = self._inner(first, stop)
        if inner is not None:
            return self._body(first, stop, inner), None
        noted = self._mentions.get(self._where((first, stop)))
        if noted is not None and noted.how == "name":
            return noted.entity, None
        if stop == first + 1 and self._is_last_name(scene.norm(first)):
            return self._name((first, stop), "person", None, None), None
        key = self.register.role(self._plain((first, stop)), self._kind(first), scene.words[first].start)
        self._note(self._where((first, stop)), key, "role", None)
        return key, role

    def _again(self, first: int, stop: int) -> str | None:
        """Key of whoever was told of before, where a phrase says that it is the same one («الأخير», «المتحدث ذاته», «معاليه»)."""
        latter = self._latter(first) if stop == first + 1 else None
        if latter is not None:
            return latter
        end = self._same_from(first, stop)
        norm = self.scene.norm(first)
        if end == stop and not (stop == first + 1 and (norm in _SPEAKER or norm in _HONOUR)):
            return None
        known = None if norm in _HONOUR or (end < stop and norm in _SPEAKER) else self.register.by_role(self._plain((first, end)))
        if known is not None or self.scene.norm(end).endswith(_PLURAL_SELF):  # «الخبراء أنفسهم»
            return known
        return self._last_heard(norm, self.scene.words[first].start)

    def _same_from(self, first: int, stop: int) -> int:
        """Where a phrase begins to say that it is the same one («ذاته»); its end where it does not."""
        return next((at for at in range(first + 1, stop) if is_same(self.scene, at)), stop)

    def _last_heard(self, norm: str, at: int) -> str | None:
        """Key of the person who spoke last before an offset, else of the one named last; a feminine noun is no man, and
        «المصدر» is anybody."""
        named = (one.entity for one in islice(self.before(at), _LATELY) if one.how == "name" and one.entity is not None)
        for key in (*reversed(self.heard[-_LATELY:]), *named):
            fits = norm.startswith(_SOURCE) or self.register.of(key).kind in ("person", "unnamed")
            if fits and not (norm.endswith(_FEMININE) and self.register.gender(key) == "m"):
                return key
        return None

    def _latter(self, first: int) -> str | None:
        """Key of whoever was named last, where a word says no more («وقال الأخير»); a person before anything else."""
        if not self.scene.has("latter", first):
            return None
        named = [one.entity for one in islice(self.before(self.scene.words[first].start), _LATELY) if one.how == "name"]
        persons = (key for key in named if self.register.of(key).kind == "person")
        return next(persons, named[0] if named else None)

    def _head_end(self, first: int, stop: int) -> int:
        """Where a phrase ends before what a comma sets off («الجمعية، أكبر هيئة في البلاد»)."""
        return next((at for at in range(first + 1, stop) if self.scene.is_soft(at) and self.scene.norm(at) != "-"), stop)

    def _inner(self, first: int, stop: int) -> tuple[int, int] | None:
        """The name in a body's phrase: in marks, alone or behind a noun of a kind («صحيفة "الأفق"»), or found behind one."""
        scene = self.scene
        start = first + 1 if scene.norm(first) in _BODY_NOUNS else first
        quote = scene.opens.get(start)
        if quote is not None and quote.closed:
            end = scene.index_after(quote.inner_stop)
            return (start + 1, end) if start + 1 < end < stop and self._is_rest(end + 1, stop) else None
        end = scene.named.get(start, 0) if start > first else 0
        return (start, end) if start < end <= stop and start not in scene.persons and self._is_rest(end, stop) else None

    def _is_rest(self, first: int, stop: int) -> bool:
        """Whether nothing but nationalities and adjectives goes on with a body's name."""
        scene = self.scene
        return all(scene.norm(at)[2:] in scene.news.nationalities or scene.has("adjective", at) for at in range(first, stop))

    def _body(self, first: int, stop: int, inner: tuple[int, int]) -> str:
        """Key of a body by its name alone; the noun before it is its role, the whole phrase another name of it."""
        noun = self._plain((first, first + 1)) if inner[0] > first and self.scene.words[first].kind != "mark" else None
        key = self._name(inner, "body", noun, None)
        self.register.also(key, self._plain((first, stop)))
        return key

    def _is_last_name(self, norm: str) -> bool:
        """Whether a word, no everyday noun, is the last name of a person of the text."""
        if self.scene.news.of(norm).article >= COMMON:
            return False
        persons = (one for one in self.register.entities() if one.kind == "person")
        return any(_FOLDED[one.name].split()[1:][-1:] == [norm] for one in persons)

    def _kind(self, first: int) -> EntityKind:
        norm = self.scene.norm(first)
        plain = norm[2:] if self.scene.news.is_definite(norm) else norm
        classes = self.scene.news.classes
        if plain in classes["unnamed"]:
            return "unnamed"
        if plain in classes["document"]:
            return "document"
        if plain in classes["role"]:
            return "person"
        return "group" if first in self._groups else "body"

    def _name(self, span: tuple[int, int], kind: EntityKind, role: str | None, role_span: tuple[int, int] | None) -> str:
        where = self._where(span)
        key = self.register.named(self._plain(span), kind, role, where.start)
        self._note(where, key, "name", self._where(role_span) if role_span else None)
        return key

    def _note(self, span: Span, key: str, how: str, role: Span | None) -> None:
        if span not in self._mentions:
            self._mentions[span] = Mention(span=span, entity=key, how=how, role=role)  # type: ignore[arg-type]

    def _plain(self, span: tuple[int, int]) -> str:
        """The words of a phrase in normal spelling, letters attached to its first word left off («للوزارة», «وروسيا»)."""
        text, attached = self._text(span), self._attached(span[0])
        if attached and self.scene.norm(span[0]).startswith(_FOR_THE, len(attached) - 1):
            return _ALEF + self._lam(span[0], len(attached)) + text[len(attached) :]
        return text[len(attached) :].lstrip("ـ")

    def _lam(self, index: int, attached: int) -> str:
        """The letter that «لل» swallows before a word that begins with it («للاعبين»: «اللاعبين»), if it does."""
        rest, news = self.scene.norm(index)[attached:], self.scene.news
        swallowed = news.of(_LAM + rest[1:]).article + news.of(rest).bare
        return _LAM if swallowed > news.of(rest[1:]).article + news.of(rest[1:]).bare else ""

    def _where(self, span: tuple[int, int]) -> Span:
        """The span of a name without the letters attached to its first word."""
        where = self.scene.span(span[0], span[1] - 1)
        return Span(where.start + len(self._attached(span[0])), where.stop)

    def _attached(self, index: int) -> str:
        """Letters attached before the first word of a name: by the tables, or where the rest is the commoner word."""
        scene, norm = self.scene, self.scene.norm(index)
        if index in self._joined:
            return _AND
        if index in scene.known:
            clitics = scene.known[index].clitics.removesuffix(_THE)
            return clitics[:-1] if clitics.endswith(_FOR_THE) else clitics
        if scene.news.is_given_name(norm):
            return ""
        if attached_for(scene, index):
            return _LAM
        cut = cut_word(scene.news, norm)
        return cut.letters if cut.sure or not scene.news.is_given_name(scene.norm(index - 1)) else ""

    def _text(self, span: tuple[int, int]) -> str:
        return " ".join(self.scene.view.of(self.scene.span(span[0], span[1] - 1)).split())


__all__ = ["Mentions"]
