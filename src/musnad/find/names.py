"""Names in a text: persons by what stands beside them, places and bodies by tables, and phrases cut into role and name."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from musnad.find.scene import Scene
from musnad.find.words import ARTICLE, REMEMBERED, NewsWords
from musnad.text.fold import fold_key
from musnad.text.lexicon import forms
from musnad.text.words import bases, without_enclitic

_PARTICLES = frozenset(forms("function_words", "name-particle"))
_AND = fold_key("و")
_PLURAL_VERB = forms("clitics", "plural-verb")
_JOINED = forms("clitics", "joined")
#: What a rank may have behind it: «العميد الركن», «اللواء أركان حرب»; in so many words at most.
_RANK_MORE = frozenset(forms("name_words", "rank-more"))
_RANK_WORDS = 3
_HONORIFIC = frozenset(forms("name_words", "honorific"))
_OFFICES = frozenset(forms("name_words", "office-of"))
_YEH, _FOR_THE = fold_key("ي"), fold_key("لل")
#: A word seen less often than this in the corpus may be a family name though it takes the article.
RARE = 300
_FUTURE = forms("clitics", "future-verb")
_ACCUSATIVE = fold_key("ا")
_LETTERS = tuple(fold_key("ب ل ك").split())
_TANWIN = "\N{ARABIC FATHATAN}"
#: Marks that close a noun phrase, and classes of words that are no part of a name even so.
_CLOSING = frozenset("،,:.\"”»)")
_NEVER_NAMES = ("prep", "cut", "that", "opener", "relative", "between", "pronoun", "audience", "double", "by", "title")
#: Longest name in words («محمد بن سلمان بن عبد العزيز آل سعود» has eight).
LONGEST = 9


class NamePhrase(NamedTuple):
    """A phrase cut into role and name, as word ranges (first, after last); None where it has none."""

    role: tuple[int, int] | None
    name: tuple[int, int] | None


def is_name_word(news: NewsWords, norm: str) -> bool:
    """Whether a word can be a part of a person's name: no function word, verb, role or everyday noun.

    >>> news = NewsWords.load()
    >>> [is_name_word(news, word) for word in ("فلاديمير", "وزاره", "يمكن", "محمد")]
    [True, False, False, True]
    """
    return _name_word(id(news), norm) if _LOADED.setdefault(id(news), news) else False


_LOADED: dict[int, NewsWords] = {}


@lru_cache(REMEMBERED)
def _name_word(key: int, norm: str) -> bool:
    news = _LOADED[key]
    if len(norm) < 2:
        return False
    if norm in _PARTICLES:
        return True
    if news.is_function(norm):
        return False
    if news.is_given_name(norm):
        return True
    if norm in news.verbs or norm in news.verbal_nouns or news.is_everyday(norm):
        return False
    if norm.startswith(_FUTURE) and (norm[1:] in news.verbs or norm[1:] in news.counts):
        return False
    if norm.startswith(_FOR_THE):
        return False
    if (norm.endswith(_PLURAL_VERB) and len(norm) > 4) or news.is_construct_plural(norm):
        return False
    if news.is_definite(norm):
        found = news.of(norm)
        rare = norm.endswith(_YEH) and found.bare + found.article < RARE
        return norm[2:] not in news.nationalities and (rare or found.bare <= 0.5 * found.article)
    if norm.startswith(_JOINED) and news.of(norm).bare < 20:
        return False
    if not news.is_name(norm) or norm in news.proposition_nouns:
        return False
    return not _is_inflected(news, norm)


def _is_inflected(news: NewsWords, norm: str) -> bool:
    """Whether a word is an everyday noun with something attached («بلاده», «وبالسلام»), which hides its article."""
    seen = news.of(norm).bare
    for letter in _LETTERS:
        if norm.startswith(letter) and len(norm) > 3:
            found = news.of(norm[1:])
            if norm[1:] in news.verbal_nouns or norm[1:] in news.proposition_nouns:
                return True
            if found.article > 0 and found.bare + found.article > seen:
                return True
    if norm.endswith(_ACCUSATIVE) and news.of(norm[:-1]).article > 0 and news.of(norm[:-1]).bare > seen:
        return True
    for base, enclitic in without_enclitic(norm)[1:]:
        if enclitic and len(base) > 2 and news.of(base).article > max(3, seen // 20):
            return True
    for clitics, base in bases(norm)[1:]:
        if clitics and len(base) > 2 and (news.of(base).bare + news.of(base).article) > 3 * seen + 20:
            return True
    return False


def split_phrase(scene: Scene, first: int, stop: int) -> NamePhrase:
    """Cut a noun phrase into role and name.

    The name is a run of name words at its head («براد تاكر، عالم …»), or the one after a definite word, a title or a
    comma («وزير الطاقة خالد الفالح»); one that an indefinite noun governs belongs to the role («رئيس مصر»).
    """
    tagged = _tagged(scene, first, stop)
    if tagged is not None:
        return tagged
    runs = [run for run in _runs(scene, first, stop) if run[0] != first or not _is_described(scene, first, stop)]
    if runs and runs[0][0] == first and runs[0][1] - first > 1:
        runs = runs[:1]
    for run in reversed(runs):
        if run[0] == first:
            role = (run[1], stop) if run[1] < stop else None
            return NamePhrase(without_marks(scene, role), run)
        if is_free(scene, run[0]):
            return NamePhrase(without_marks(scene, (first, run[0])), run)
    return NamePhrase(without_marks(scene, (first, stop)), None)


def _tagged(scene: Scene, first: int, stop: int) -> NamePhrase | None:
    """The same with the person whom the tagger found in the phrase: at its head, else the last one that nothing governs."""
    found = [at for at in range(first, stop) if at in scene.persons]
    if found[:1] == [first] and _is_described(scene, first, stop):
        return NamePhrase(without_marks(scene, (first, stop)), None)
    if found[:1] == [first]:
        end = _name_end(scene, first, stop)
        return NamePhrase(without_marks(scene, (end, stop)) if end < stop else None, (first, end))
    if found and is_office(scene, first, found[0]):
        return NamePhrase(without_marks(scene, (first, stop)), None)
    for at in reversed(found):
        if is_free(scene, at):
            return NamePhrase(without_marks(scene, (first, at)), (at, _name_end(scene, at, stop)))
    return None


def _name_end(scene: Scene, first: int, stop: int) -> int:
    """Where the name of a person that was found ends: further names right behind it are a part of it, if none begins there."""
    end = min(scene.persons[first], stop)
    while end < stop and end not in scene.persons and not scene.has("role", end) and is_sure_name(scene, scene.norm(end)):
        end += 1
    return end


def _is_described(scene: Scene, first: int, stop: int) -> bool:
    """Whether a word is an everyday noun by the adjective of nationality without the article behind it («سائحة روسية»)."""
    at = first + 1
    return at < stop and scene.norm(at) in scene.news.nationalities and not scene.news.is_given_name(scene.norm(first))


def is_office(scene: Scene, first: int, name: int) -> bool:
    """Whether a phrase is somebody's office, government or family, so that the name in it is not the one who speaks
    («مكتب رئيس الوزراء سامي النجار», «إدارة الرئيس ترامب»)."""
    if scene.norm(first).removeprefix(_AND) not in _OFFICES or any(scene.is_soft(at) for at in range(first, name)):
        return False
    between = range(first + 1, name)
    roles = scene.news.any_of[("role", "title")]
    return not between or any(not roles.isdisjoint((scene.norm(at), scene.norm(at).removeprefix(ARTICLE))) for at in between)


def is_sure_name(scene: Scene, norm: str) -> bool:
    """Whether a word is hardly anything but a name: a given name, or a rare one that ends like a family name."""
    if scene.news.is_given_name(norm):
        return scene.news.of(norm).article <= scene.news.of(norm).bare and not norm.endswith(_ACCUSATIVE)
    return _is_family_name(scene, norm) or _is_strange(scene.news, norm)


def _is_strange(news: NewsWords, norm: str) -> bool:
    """Whether a word of some length is in no table, with letters joined to it or without them («رومنيغيه»)."""
    if len(norm) < 4 or norm in news.counts or norm in news.verbs or news.is_function(norm) or news.is_definite(norm):
        return False
    if norm.endswith((_ACCUSATIVE, *_PLURAL_VERB)) or norm in news.verbal_nouns:
        return False
    parts = (base for clitics, base in bases(norm)[1:] if clitics)
    ends = (base for base, enclitic in without_enclitic(norm)[1:] if enclitic)
    return not any(base in news.counts or base in news.verbs for base in (*parts, *ends))


def _runs(scene: Scene, first: int, stop: int) -> list[tuple[int, int]]:
    """Runs of name words; a word with the article counts only behind another of the run."""
    runs: list[tuple[int, int]] = []
    index = first
    while index < stop:
        if index in scene.known:
            index += scene.known[index].size
            continue
        end = index
        while end < stop and end - index < LONGEST and end not in scene.known and _goes_on(scene, end, index):
            end += 1
        while end > index and scene.norm(end - 1) in ("_", "-", "#", "–"):
            end -= 1
        if end > index and not (end - index == 1 and scene.norm(index) in _PARTICLES):
            runs.append((index, end))
        index = max(end, index + 1)
    return runs


def _goes_on(scene: Scene, index: int, first: int) -> bool:
    word = scene.words[index]
    if word.norm in ("_", "-", "#", "–") and word.kind == "mark":
        return (index == first and word.norm == "#") or (index > first and word.norm != "#")
    if word.kind == "latin":
        return True
    if word.kind != "arabic":
        return False
    if _is_bound(scene, index, first) or (index == first and (_is_titled(scene, index) or is_honoured(scene, index))):
        return True
    if not is_name_word(scene.news, word.norm):
        return index > first and (
            _is_family_name(scene, word.norm) or _is_between_names(scene, index) or closes_name(scene, index)
        )
    if _TANWIN in scene.view.text[word.start : word.stop]:
        return False
    if scene.news.is_definite(word.norm):
        return index > first and scene.norm(index - 1) != "#"
    if index > first and scene.news.is_family_name(scene.norm(index - 1)) and scene.news.is_family_name(word.norm):
        return False
    return not (index > first and word.norm.startswith(_AND) and _is_joined(scene, word.norm, index - first))


def _is_joined(scene: Scene, norm: str, before: int) -> bool:
    """Whether «و» is the conjunction here, `before` words of a name before it: the rest of the word is the commoner
    word, or a role, or the word is unknown and the name could be over («بيلوسوف وأنطون», but «ستيف ويتكوف»)."""
    rest = norm[1:]
    if scene.news.is_given_name(norm):
        return False
    if norm not in scene.news.counts and rest not in scene.news.counts and before > 1:
        return True
    return rest in scene.news.classes["role"] or scene.news.of(rest).bare >= max(1, scene.news.of(norm).bare)


def _is_titled(scene: Scene, index: int) -> bool:
    """Whether an everyday word is a given name by the rank before it and the family name behind it («العميد فائز الأحمري»)."""
    norm, behind, news = scene.norm(index), scene.norm(index + 1), scene.news
    if not scene.has("title", index - 1) or news.is_definite(norm) or news.is_function(norm) or scene.verbs(index):
        return False
    if norm.startswith(_JOINED) or news.is_proposition(norm) or behind[2:] in news.nationalities:
        return False
    return news.is_definite(behind) and behind.endswith(_YEH) and not news.is_definite(scene.norm(index - 2))


def is_honoured(scene: Scene, index: int) -> bool:
    """Whether a word is a name, whatever else it may be, by what honours nobody but who is named: «السيد لوح أن»."""
    word, news = scene.words[index], scene.news
    if word.kind != "arabic" or scene.norm(index - 1) not in _HONORIFIC or not _is_over(scene, index + 1):
        return False
    norm = word.norm
    plain = news.is_definite(norm) or news.is_function(norm) or norm.endswith(_ACCUSATIVE) or norm.startswith(_FOR_THE)
    return len(norm) > 2 and not plain and norm not in news.nationalities


def _is_bound(scene: Scene, index: int, first: int) -> bool:
    """Whether a word is bound to its neighbour in a name: behind «بن», «أبو», «عبد», or before and with «الله»."""
    if scene.has("prep", index) or scene.has("that", index):
        return False
    if index > first and scene.has("name-link", index - 1):
        return True
    bound = scene.has("god", index + 1) and not scene.news.is_definite(scene.norm(index)) and not scene.verbs(index)
    return bound or (index > first and scene.has("god", index))


def _is_between_names(scene: Scene, index: int) -> bool:
    """Whether an everyday word stands between two words of a name («رجب طيب أردوغان»)."""
    if scene.has("name-middle", index):
        return is_name_word(scene.news, scene.norm(index - 1)) and is_name_word(scene.news, scene.norm(index + 1))
    if scene.news.is_function(scene.norm(index)) or scene.is_finite(index):
        return False
    if scene.norm(index).startswith(_AND) or scene.news.is_definite(scene.norm(index)):
        return False
    before, after = scene.norm(index - 1), scene.norm(index + 1)
    return (scene.news.is_given_name(before) and scene.news.is_given_name(after)) or (
        scene.news.is_given_name(before) and scene.news.is_family_name(after)
    )


def closes_name(scene: Scene, index: int) -> bool:
    """Whether an everyday word ends a name: right behind a given name, and the phrase is over behind it («محمد حمية،»).

    A nationality does so only behind a title and one given name («اللواء منصور التركي»).
    """
    norm, news = scene.norm(index), scene.news
    if scene.words[index].kind != "arabic" or len(norm) < 3:
        return False
    if not news.is_given_name(scene.norm(index - 1)) and index not in scene.behind_person:
        return False
    if not _is_over(scene, index + 1) or norm.startswith(_JOINED) or index in scene.known or news.is_proposition(norm):
        return False
    if scene.has_any(_NEVER_NAMES, index) or _is_clitic(scene, index) or scene.verbs(index):
        return False
    return not news.is_definite(norm) or (scene.has("title", index - 2) and norm[2:] in news.nationalities)


def _is_clitic(scene: Scene, index: int) -> bool:
    """Whether a word is an everyday noun with something attached; a closing teh marbuta is no pronoun."""
    word = scene.words[index]
    if scene.news.is_definite(word.norm):
        return False
    return scene.view.text[word.stop - 1] != "\N{ARABIC LETTER TEH MARBUTA}" and _is_inflected(scene.news, word.norm)


def _is_over(scene: Scene, index: int) -> bool:
    """Whether a noun phrase is over before this word: a particle, a mark or the end of the text."""
    if index >= len(scene.words) or scene.norm(index) in _CLOSING:
        return True
    return scene.has_any(("that", "prep", "between", "role"), index)


def _is_family_name(scene: Scene, norm: str) -> bool:
    """Whether a word behind a name goes on with it though it looks like an everyday word («وزيري», «رباني»)."""
    news = scene.news
    if news.is_function(norm) or norm in news.verbs or norm.startswith((*_FUTURE, *_JOINED)):
        return False
    seen = news.of(norm)
    return (
        seen.bare + seen.article < RARE // 5
        and norm.endswith(_YEH)
        and not news.is_definite(norm)
        and norm not in news.nationalities
    )


def name_goes_on(scene: Scene, index: int) -> bool:
    """Whether a word behind a name word can be a further part of the name."""
    return _goes_on(scene, index, index - 1)


def is_free(scene: Scene, index: int) -> bool:
    """Whether no indefinite noun governs the word: what stands before is definite, a title, a mark or a nisba name."""
    before = scene.norm(index - 1)
    if before.startswith(_AND + ARTICLE):
        before = before[1:]
    if scene.words[index - 1].kind == "mark" or scene.news.is_definite(before) or scene.has("title", index - 1):
        return True
    return index in scene.after_known or goes_on_rank(scene, index - 1) or _is_behind_place(scene, index)


def _is_behind_place(scene: Scene, index: int) -> bool:
    """Whether a full name stands right behind a word that is no noun and no part of a name («أمانة جدة محمد بن سالم»)."""
    before, news = scene.norm(index - 1), scene.news
    if scene.persons.get(index, 0) < index + 2 or not (news.is_given_name(scene.norm(index)) or scene.has("name-link", index)):
        return False
    if scene.words[index - 1].kind != "arabic" or news.is_function(before) or news.is_given_name(before):
        return False
    return news.is_name(before) and not scene.is_finite(index - 1)


def goes_on_rank(scene: Scene, index: int) -> bool:
    """Whether a word goes on with the rank of somebody who is named behind it («اللواء أركان حرب سالم», but «الوزير أول أمس»)."""
    if scene.norm(index) not in _RANK_MORE:
        return False
    first, stop = index, index + 1
    while scene.norm(first - 1) in _RANK_MORE and index - first < _RANK_WORDS:
        first -= 1
    while scene.norm(stop) in _RANK_MORE and stop - first < _RANK_WORDS:
        stop += 1
    return scene.has("title", first - 1) and (stop in scene.persons or is_sure_name(scene, scene.norm(stop)))


def without_marks(scene: Scene, span: tuple[int, int] | None) -> tuple[int, int] | None:
    """A word range without the marks at its edges; None where nothing is left."""
    if span is None:
        return None
    first, stop = span
    while first < stop and scene.words[first].kind == "mark" and first not in scene.opens:
        first += 1
    while stop > first and scene.words[stop - 1].kind == "mark" and (scene.norm(stop - 1) in "،,-–:" or stop - 1 in scene.opens):
        stop -= 1
    return (first, stop) if stop > first else None


__all__ = [
    "NamePhrase", "closes_name", "goes_on_rank", "is_free", "is_honoured", "is_name_word", "is_sure_name", "name_goes_on",
    "split_phrase", "without_marks",
]  # fmt: skip
