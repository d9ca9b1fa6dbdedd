"""The noun phrase that names a speaker, and what stands beside it: the audience, the occasion, the document."""

from __future__ import annotations

from musnad.find.asides import is_own_wording
from musnad.find.audiences import audience_end, is_audience, is_kind
from musnad.find.names import closes_name, goes_on_rank, is_honoured, is_name_word, is_sure_name, name_goes_on
from musnad.find.objects import has_tanwin, is_accusative, is_led, is_oblique, is_owned_object, is_same
from musnad.find.scene import INNER_POINT, Scene
from musnad.text.fold import fold_key
from musnad.text.lexicon import forms

_FOR, _WITH, _AND, _IN, _OF = fold_key("ل"), fold_key("ب"), fold_key("و"), fold_key("في"), fold_key("من")
_ACCREDITED = frozenset(forms("name_words", "accredited"))
_FOR_THE, _FIRST = fold_key("لل"), forms("name_words", "first")[0]
_VERB = forms("clitics", "plural-verb")
_ALEF = fold_key("ا")
_LATEST = frozenset(forms("circumstances", "latest"))
_OWN, _PRESENT = forms("clitics", "own"), tuple(fold_key("ي ت").split())
_PRONOUN, _TEH = forms("clitics", "own"), fold_key("ت")
_ADJECTIVE = forms("clitics", "nisba")
_FEMININE_ENDS = (fold_key("ة"), fold_key("ى"))
_NISBA = tuple(fold_key("ي ية").split())
_FEMININE, _PLURAL, _OBLIQUE = ("\N{ARABIC LETTER TEH MARBUTA}", fold_key("ات")), fold_key("ون"), fold_key("ين")
_OPEN_BRACKETS, _CLOSE_BRACKETS = frozenset("(["), frozenset(")]")


#: Marks that may stand inside a name.
NAME_MARKS = "#_-–'’." + INNER_POINT
#: So many words stand at the most between a role's preposition and the name of its bearer.
TO_BEARER = 8
#: Longest name in marks behind an indefinite noun, in words.
QUOTED_NAME = 6


def subject_behind(scene: Scene, first: int, stop: int) -> tuple[int, int] | None:
    """Word range of the noun phrase behind a verb that is its subject, None where the verb has none of its own."""
    index = _skip_before_subject(scene, first, stop)
    if index is None or is_led(scene, index) or not starts_phrase(scene, index):
        return None
    end = _described_end(scene, index, noun_phrase_end(scene, index, stop), stop)
    return (index, end) if end > index else None


def _described_end(scene: Scene, first: int, end: int, stop: int) -> int:
    """Where a description that was found at the head of a phrase ends, if it goes on over a preposition behind the phrase
    («مصدر مقرب من المتمردين»)."""
    if end >= stop or not scene.has("prep", end) or any(at in scene.persons for at in range(first, end)):
        return end
    return next((one.words[1] for one in scene.roles if one.words[0] == first and end < one.words[1] <= stop), end)


def _skip_before_subject(scene: Scene, index: int, stop: int) -> int | None:
    """Step over what may stand between a verb and its subject: pronouns with prepositions, days, audiences."""
    steps = 0
    while index < stop and steps < 6:
        norm = scene.norm(index)
        if scene.is_soft(index) or norm in _OPEN_BRACKETS or norm in _CLOSE_BRACKETS:
            index += 1
        elif is_audience(scene, index):
            index = audience_end(scene, index, stop)
        elif norm in scene.news.classes["between"] or scene.has("latter", index + 1):  # «هذا الأخير»
            index += 1
        else:
            return index
        steps += 1
    return index if index < stop else None

#: Classes of words that begin no noun phrase.
_NO_START = (
    "time-adjective", "cut", "prep", "that", "relative", "opener", "double", "by", "negation", "pronoun", "between",
)  # fmt: skip


def starts_phrase(scene: Scene, index: int) -> bool:
    """Whether a word can begin the noun phrase of a speaker."""
    word = scene.words[index]
    news = scene.news
    if word.kind == "latin" or word.norm == "#":
        return True
    if word.kind == "mark":
        return index in scene.opens
    if word.kind == "number":
        return scene.has("unnamed", index + 1) or _quantity_end(scene, index) > index + 1
    if scene.has_any(_NO_START, index):
        return False
    if has_tanwin(scene, index) or scene.has("time-adjective", index + 1):
        return False
    if is_own_wording(scene, index):
        return False
    participle = any(form.tense == "participle" and form.person in ("3ms", "3fs", "3mp") for form in scene.verbs(index))
    if participle and not scene.has_any(("role", "document", "unnamed"), index):
        return False
    return not scene.is_finite(index) or news.of(word.norm).after_m + news.of(word.norm).after_f > 1


def noun_phrase_end(scene: Scene, first: int, stop: int) -> int:
    """Where the noun phrase that begins at `first` ends, appositions after a comma included."""
    index = first
    if first in scene.known and _stands_alone(scene, first + scene.known[first].size):
        return min(first + scene.known[first].size, stop)
    index = min(_quantity_end(scene, first), stop)
    while index < stop:
        quote = scene.opens.get(index)
        if quote is not None:
            titled = scene.has("title", scene.index_after(quote.stop))
            name = index > first and (titled or _is_construct(scene, index - 1))
            if scene.quote_words(quote) > (QUOTED_NAME if name else 4):
                break
            index = scene.index_after(quote.stop)
            continue
        if scene.is_soft(index):
            if not _is_apposition(scene, index + 1, stop):
                break
            index += 1
            continue
        if index > first and _ends_phrase(scene, index, first, stop):
            break
        if index > first and index in scene.known:
            index += scene.known[index].size
            continue
        tagged = _named_stop(scene, index)
        if tagged > index + 1:
            index = tagged
            continue
        if scene.words[index].kind == "mark" and scene.norm(index) not in NAME_MARKS:
            break
        index += 1
    return _trim(scene, first, min(index, stop))


def _named_stop(scene: Scene, index: int) -> int:
    """Where the name that was found at a word ends, before whom is told in it («الجيش لوكالة الأنباء») and before an object
    («سالم وفداً»); 0 where none is."""
    stop = scene.named.get(index, 0)
    return next((at for at in range(index + 1, stop) if scene.has("audience", at) or has_tanwin(scene, at)), stop)


def _quantity_end(scene: Scene, first: int) -> int:
    """Where a share or a number of people ends that begins a phrase («34 في المئة من», «أكثر من 150»); `first` if none does."""
    at = first
    if scene.has("quantity", at):
        at += 1 + (scene.norm(at + 1) == _OF)
    if at >= len(scene.words) or scene.words[at].kind != "number":
        return first
    at += 1
    if scene.norm(at) == _IN and scene.has("percent", at + 1):
        at += 2
    elif scene.has("percent", at):
        at += 1
    elif scene.norm(at) != _OF:
        return at if at > first + 1 else first
    return at + (scene.norm(at) == _OF)


def _is_construct(scene: Scene, index: int) -> bool:
    """Whether a word leads to a name in marks: an indefinite noun («قوات "التحالف …"»)."""
    norm = scene.norm(index)
    return scene.words[index].kind == "arabic" and not scene.news.is_definite(norm) and not scene.verbs(index)


def _stands_alone(scene: Scene, index: int) -> bool:
    """Whether a known name ends before this word: one with the article that is no nationality begins something else."""
    norm = scene.norm(index)
    return scene.news.is_definite(norm) and norm[2:] not in scene.news.nationalities and not scene.has("title", index)


def _ends_phrase(scene: Scene, index: int, first: int, stop: int) -> bool:
    """Whether the phrase stops before this word."""
    norm = scene.norm(index)
    if goes_on_rank(scene, index) or is_same(scene, index) or is_honoured(scene, index):
        return False
    if index > first + 1 and is_same(scene, index - 1) and not is_same(scene, index - 2):
        return True
    if norm in _ACCREDITED and _leads_to_bearer(scene, index, first, stop):
        return False
    if norm == _FIRST and scene.has("cut", index + 1):  # «أول أمس»
        return True
    if index in scene.behind_person:
        return _behind_person(scene, index) or _ends_plainly(scene, index, first, stop)
    if closes_name(scene, index) or (scene.has("name-middle", index) and name_goes_on(scene, index)):
        return False
    if index == first + 2 and _is_source_with_adjective(scene, first):
        return scene.news.is_definite(norm) or scene.has("that", index) or _ends_plainly(scene, index, first, stop)
    return _ends_plainly(scene, index, first, stop)


def _behind_person(scene: Scene, index: int) -> bool:
    """Whether a phrase ends with a person's name before this word: an indefinite one that is no role, title or name."""
    word = scene.words[index]
    if word.kind != "arabic" or index in scene.known or index in scene.persons:
        return False
    if scene.news.is_definite(word.norm) or word.norm.startswith((_FOR_THE, _AND)) or scene.has_any(("role", "title"), index):
        return False
    return not is_sure_name(scene, word.norm)


def _is_source_with_adjective(scene: Scene, first: int) -> bool:
    """«تقارير دولية», «مصادر أمنية»: no construct, so a definite word behind it is another phrase."""
    if not (scene.has("unnamed", first) or scene.has("document", first)):
        return False
    norm = scene.norm(first + 1)
    if scene.has("prep", first + 1) or (norm.startswith((_WITH, _FOR)) and norm not in scene.news.nationalities):
        return False
    return norm.endswith(_NISBA) and not scene.news.is_definite(norm) and not is_name_word(scene.news, norm)


def _ends_plainly(scene: Scene, index: int, first: int, stop: int) -> bool:
    norm = scene.norm(index)
    if (
        (scene.has("that", index) and not scene.has("letter", index + 1))
        or scene.has_any(("relative", "cut", "double", "not"), index)
    ):
        return True
    if scene.has("time-adjective", index + 1) or (index in scene.opens and scene.has("occasion", index)):
        return True
    if scene.has("aged", index):
        return True
    if scene.words[index].kind == "number":
        return index != first + 1 or not is_kind(scene, first, "outlet")  # «القناة 12»
    if scene.has("that", index) and scene.has("letter", index + 1):
        return False
    if scene.has("prep", index):
        return _preposition_ends(scene, index, first, stop)
    if is_audience(scene, index):
        return True
    if (
        norm.startswith(_FOR)
        and not norm.startswith(_FOR_THE)
        and norm not in scene.news.counts
        and index not in scene.known
    ):
        names = is_name_word(scene.news, norm[1:]) and is_name_word(scene.news, scene.norm(index - 1))
        return names and norm[1:] in scene.news.counts
    forms = scene.verbs(index)
    if any(form.tense == "participle" and form.person == "3ms" for form in forms):
        return True
    if norm.startswith(_WITH) and scene.norm(index).removeprefix(_WITH) in scene.news.classes["occasion"]:
        return True
    if scene.has("pronoun", index) or is_oblique(scene, index, first):
        return True
    if _behind_name(scene, index, first) or is_accusative(scene, index, first) or is_owned_object(scene, index):
        return True
    if index in scene.known or index in scene.named:
        return False
    if scene.is_plain_verb(index):
        return True
    return scene.is_finite(index) and (
        bool(forms) or norm[0] == _AND or scene.is_soft(index - 1) or norm.endswith(_VERB)
    )


def _behind_name(scene: Scene, index: int, first: int) -> bool:
    """Whether a name is over and something else begins: an indefinite word that is no name, role or title."""
    before, word = scene.norm(index - 1), scene.words[index]
    if word.kind != "arabic" or not is_name_word(scene.news, before) or index in scene.known:
        return False
    if scene.words[index - 1].kind == "number":
        return False
    if not _holds_name(scene, first, index) or _is_led_in_role(scene, index - 1, first):
        return False
    if scene.news.is_definite(word.norm) or word.norm.startswith((_FOR_THE, _AND)) or scene.has("role", index):
        return False
    return not name_goes_on(scene, index)


def _is_led_in_role(scene: Scene, index: int, first: int) -> bool:
    """Whether a word of no table goes on with a role by its «ل» («المحامي العام لنيابات الجنوب»)."""
    norm = scene.norm(index)
    led = norm.startswith(_FOR) and norm not in scene.news.counts and index not in scene.named
    return led and index > first + 1 and is_kind(scene, first, "role")


def _holds_name(scene: Scene, first: int, index: int) -> bool:
    """Whether the words before an index end in a name: behind its words with the article stands one without."""
    at = index - 1
    while at > first and scene.news.is_definite(scene.norm(at)):
        at -= 1
    if scene.has("title", at):
        return at < index - 1
    return not scene.news.is_definite(scene.norm(at)) and (at == index - 1 or is_name_word(scene.news, scene.norm(at)))


def _preposition_ends(scene: Scene, index: int, first: int, stop: int) -> bool:
    """A preposition goes on with a role («مصدر في الوزارة») and ends a name («ترامب في واشنطن»)."""
    if index + 1 >= stop or scene.words[index + 1].kind != "arabic":
        return index + 1 >= stop or index + 1 not in scene.opens
    after = index + 1 + (scene.norm(index + 1) in _LATEST)  # «في أول تصريح»
    if _leads_to_bearer(scene, index, first, stop):
        return False
    if scene.has("object-preposition", index) and not scene.has("unnamed", first) and _is_whole(scene, index - 1):
        return True
    if is_kind(scene, after, "occasion") or is_kind(scene, after, "document"):
        return True
    if scene.has_any(("cut", "side", "that", "relative", "opener", "pronoun"), after):
        return True
    if index in scene.after_known and index - 1 in scene.known:
        return True
    return is_name_word(scene.news, scene.norm(index - 1)) and not scene.news.is_definite(scene.norm(index - 1))


def _leads_to_bearer(scene: Scene, index: int, first: int, stop: int) -> bool:
    """Whether a role goes on with a preposition up to the name of its bearer, led by a comma or a title («رئيس الشركة في
    اليابان، جورج جاردونو،», «مدير المكتب في تعز الدكتور راجح»)."""
    if not is_kind(scene, first, "role") or any(at in scene.persons for at in range(first, index)):
        return False
    for at in range(index + 1, min(stop, index + 1 + TO_BEARER)):
        if at in scene.persons and at > index + 1 and scene.norm(index) in _ACCREDITED:
            return True
        if at in scene.persons and (scene.is_soft(at - 1) or scene.has("title", at - 1)):
            return not scene.is_soft(at - 1) or _is_closed(scene, scene.persons[at])
        if scene.words[at].kind != "arabic" and not scene.is_soft(at):
            return False
        if scene.has_any(("that", "relative", "opener", "double"), at) or (scene.is_finite(at) and at not in scene.named):
            return False
        if scene.is_soft(at - 1) and not scene.has("title", at):
            return False
    return False


def _is_closed(scene: Scene, index: int) -> bool:
    """Whether an apposition is over before a word: a comma, a clause or the end."""
    return index >= len(scene.words) or scene.words[index].kind == "mark" or scene.has_any(("that", "prep"), index)


def _is_whole(scene: Scene, index: int) -> bool:
    """Whether a speaker's phrase is whole with this word: a nationality, a title or people in the plural."""
    norm = scene.norm(index)
    if not scene.news.is_definite(norm):
        return False
    return norm[2:] in scene.news.nationalities or scene.has("title", index) or norm.endswith(_OBLIQUE)


def _is_apposition(scene: Scene, index: int, stop: int) -> bool:
    """Whether what follows a comma says the same person again: a name or a role, closed by a comma or the end."""
    if index >= stop or scene.words[index].kind not in ("arabic", "latin") or not starts_phrase(scene, index):
        return False
    norm = scene.norm(index)
    if norm.startswith(_AND) and not is_name_word(scene.news, norm):
        return False
    if scene.has("role", index) or scene.has("title", index) or scene.has("unnamed", index):
        return True
    if scene.is_finite(index):
        return False
    return is_name_word(scene.news, norm) or scene.news.of(norm).after_m + scene.news.of(norm).after_f > 0


def _trim(scene: Scene, first: int, end: int) -> int:
    """Leave commas, dashes, points and dangling particles off the end."""
    while end > first and (
        (
            scene.words[end - 1].kind == "mark"
            and scene.words[end - 1].stop not in scene.closes
        )
        or scene.has("prep", end - 1)
        or scene.has("opener", end - 1)
    ):
        end -= 1
    return end


__all__ = ["noun_phrase_end", "starts_phrase", "subject_behind"]
