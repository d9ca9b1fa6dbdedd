"""What the words around a figure tell: what happened to what it counts, whose part it is, and what a bare number stands for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import msgspec

from musnad.find.figure_sheet import ARTICLE, Found, Sheet
from musnad.find.modifiers import Modifiers
from musnad.records import Figure
from musnad.text.fold import fold_key
from musnad.text.nouns import singular_of
from musnad.text.numbers import Number

#: How many words before and after a figure its event may stand.
BACK, AHEAD = 7, 3
#: How many words before a score the verb of its outcome may stand.
OUTCOME = 15
#: How many words may stand between figures that are listed together.
LISTED = 6
#: How many words before a bare number «عدد القتلى» may stand, and the marks that end its clause.
NUMBERED, _STOPS = 12, frozenset(".؛:،")
#: How many words before a bare number its noun may stand.
FAR = 40
_OF = fold_key("من")
#: How many words further the whole stands of which a count is out («من أصل 11»).
_OUT_OF = 3
_ATTACHED = frozenset(["و", "ب", "ف", "ل"])
#: What the noun itself tells, and a verb before it may tell better («حكم على 12 متهما»).
ACCUSED = "wanted"
CASUALTIES = frozenset({"killed", "injured", "arrested", "missing", "kidnapped", "rescued", "released"})


def sentence_start(sheet: Sheet, index: int) -> int:
    """Index of the first word of the sentence that a word stands in."""
    sentences = sheet.view.sentences
    place = bisect_right(sentences, (sheet.words[index].start, len(sheet.view.text) + 1)) - 1
    return sheet.view.words_in(sentences[place]).start if place >= 0 else 0


def event_before(sheet: Sheet, index: int, stop: int) -> str | None:
    """The nearest event word before a word, not before `stop`."""
    events = sheet.table.events
    for place in range(index - 1, max(stop, index - BACK) - 1, -1):
        if sheet.words[place].norm in (".", "؛", ":"):
            return None
        if event := events.get(sheet.words[place].norm):
            return event
    return None


def event_after(sheet: Sheet, index: int) -> str | None:
    """An event verb that follows the noun at once («طفلا قتل», «1700 شخص قتلوا»)."""
    events = sheet.table.events
    for place in range(index + 1, min(index + 1 + AHEAD, len(sheet.words))):
        norm = sheet.words[place].norm
        if norm[:1] in "و.،,؛" and norm not in events:
            return None
        if (event := events.get(norm)) and norm[:1] != "و" and not norm.startswith(("ال", "لل", "بال")):
            return event
    return None


def events_of(sheet: Sheet, found: Sequence[Found], figures: Sequence[Figure]) -> list[Figure]:
    """Figures with their events: of the noun itself, of the nearest event before, of the figure it is listed with, or after."""
    done: list[Figure] = []
    for place, (one, figure) in enumerate(zip(found, figures)):
        if one.kind not in ("count", "range"):
            outcome = outcome_of(sheet, one) if one.kind == "score" else None
            done.append(figure if outcome is None else msgspec.structs.replace(figure, event=outcome))
            continue
        begin = sentence_start(sheet, one.first)
        before = found[place - 1] if place and found[place - 1].last >= begin else None
        event = _own_event(sheet, one)
        if event is None or event == ACCUSED:
            event = event_before(sheet, one.first, max(begin, before.last + 1 if before else 0)) or event
        event = event or event_after(sheet, one.last)
        if event is None and before is not None and before.kind in ("count", "range") and _is_joined(sheet, before, one):
            event = done[-1].event
        if event in CASUALTIES and not _may_suffer(sheet, one):
            event = None
        done.append(figure if event is None else msgspec.structs.replace(figure, event=event))
    return done


def outcome_of(sheet: Sheet, one: Found) -> str | None:
    """How a score ended for those that the sentence speaks of: «فاز … 3-1» and «خسر … 1-3» are one result."""
    if one.low == one.high:
        return "drawn"
    begin = max(sentence_start(sheet, one.first), one.first - OUTCOME)
    places = (*range(one.first - 1, begin - 1, -1), *range(one.last + 1, one.last + 1 + AHEAD))
    return next((found[0] for place in places if (found := sheet.phrase(place, "outcome"))), None)


def _is_joined(sheet: Sheet, before: Found, one: Found) -> bool:
    """Whether a figure is listed with the one before it: close by, after the conjunction, a comma, or «بينهم»."""
    _, begin = Modifiers.load().on_left(sheet.words, one.first)
    if begin - before.last > LISTED:
        return False
    joined = sheet.norm(begin)[:1] == "و" or sheet.norm(begin - 1) in ("و", "،", "(")
    return joined or sheet.ends_phrase(begin, "among")


def _may_suffer(sheet: Sheet, one: Found) -> bool:
    """Whether what is counted can be killed, injured or seized: people, cases, bodies; an unknown noun if it may name people."""
    if one.person or not one.unit:
        return True
    norm = fold_key(one.unit)
    known = sheet.table.nouns.by_singular.get(norm)
    return norm in sheet.table.sufferers or (known.person if known else norm.endswith("ي"))


def _own_event(sheet: Sheet, one: Found) -> str | None:
    for place in range(one.last, one.first - 1, -1):
        if event := sheet.table.events.get(sheet.words[place].norm):
            return event
    return None


def parts_of(sheet: Sheet, found: Sequence[Found], figures: Sequence[Figure]) -> list[Figure]:
    """Figures with the span of the figure that they are a part of («12 شخصا بينهم 3 أطفال»)."""
    done = list(figures)
    for place in range(1, len(found)):
        one, before = found[place], found[place - 1]
        if before.kind not in ("count", "range") or before.last < sentence_start(sheet, one.first):
            continue
        _, begin = Modifiers.load().on_left(sheet.words, one.first)
        of_them = sheet.phrase(one.last + 1, "of_them") is not None and begin - before.last <= LISTED
        if sheet.ends_phrase(begin, "among") or of_them:
            done[place] = msgspec.structs.replace(done[place], part_of=done[place - 1].span)
        elif done[place - 1].part_of and _goes_on_listing(sheet, before, one):
            done[place] = msgspec.structs.replace(done[place], part_of=done[place - 1].part_of)
    return done


def _goes_on_listing(sheet: Sheet, before: Found, one: Found) -> bool:
    """Whether a part is listed with the part before it: «بينهم طفلان و3 نساء», «18 في مدينة و6 في أخرى»."""
    after = before.last + 1
    if one.first == after or (sheet.norm(after) == "و" and one.first == after + 1):
        return sheet.norm(after)[:1] == "و"
    bare = one.first == one.last and before.first == before.last and one.unit == before.unit
    return bare and sheet.phrase(one.last + 1, "place") is not None and _is_joined(sheet, before, one)


def is_casualty(sheet: Sheet, index: int) -> bool:
    """Whether a single person is told as a casualty: «مقتل طفل», «إن طفلا قتل»."""
    events = sheet.table.events
    before = events.get(sheet.norm(index - 1)) if sheet.norm(index - 1) not in sheet.table.particles else None
    if before in CASUALTIES and not sheet.norm(index - 1).startswith("ال"):
        return before is not None and not _is_named(sheet, index)
    norm = sheet.norm(index)
    latest = sheet.latest
    if norm[:1] == "و" and latest and latest.person and latest.kind == "count" and latest.last == index - 1:
        listed = latest.value != 1 or _is_told_dead(sheet, latest)
        return listed and not _is_named(sheet, index)  # «مقتل ضابط وجندي», «رجلين وامرأتين وطفلا»
    after = None if sheet.norm(index + 1).startswith(("ال", "لل")) else events.get(sheet.norm(index + 1))
    return norm.endswith("ا") and after in CASUALTIES


def _is_told_dead(sheet: Sheet, one: Found) -> bool:
    """Whether a figure of people stands among those killed, injured and the like, or among a part of them."""
    begin = sentence_start(sheet, one.first)
    return event_before(sheet, one.first, begin) in CASUALTIES or sheet.ends_phrase(one.first, "among")


def _is_named(sheet: Sheet, index: int) -> bool:
    """Whether the noun is in construct with a definite one («مقتل قائد التنظيم») or is itself the event."""
    return sheet.norm(index + 1).startswith("ال")


def stands_for(sheet: Sheet, number: Number) -> str | None:
    """The noun that a bare number stands for («وأصيب اثنان», «أكثر من عشرة منهم»).

    "" where the noun is not told; None where the number counts nothing.
    """
    mod, begin = Modifiers.load().on_left(sheet.words, number.first)
    of_them = sheet.phrase(number.last + 1, "of_them") is not None and number.value != 1
    event = sheet.table.events.get(sheet.norm(begin - 1))
    others = sheet.phrase(number.last + 1, "others") is not None
    among = sheet.ends_phrase(begin, "among") and not sheet.norm(number.last + 1).startswith("من")
    vague = number.form == "vague" and number.scale >= 100 and _is_whole(sheet, number)
    listed = _is_listed(sheet, number)
    told = sheet.ends_phrase(begin, "their_number") or (mod and number.scale > 1)
    if (noun := numbered_noun(sheet, number)) is not None:
        return noun
    latest = sheet.latest
    if latest and latest.kind == "count" and number.first - latest.last <= _OUT_OF and sheet.ends_phrase(number.first, "out_of"):
        return latest.unit or ""  # «8 ألقاب من أصل 11»
    if not (of_them or event in CASUALTIES or others or among or vague or listed or told):
        return None
    if (listed or among) and sheet.latest and not (of_them or others):
        return sheet.latest.unit or ""
    if number.value is not None and isinstance(number.value, int) and 1900 <= number.value <= 2100 and not (of_them or mod):
        return None
    if sheet.norm(number.last + 1) == _OF and not of_them:
        return ""  # «اثنان من الطاقم»: what follows tells it
    if others and sheet.latest and sheet.latest.person and sheet.latest.last >= sentence_start(sheet, number.first):
        return "" if sheet.latest.value == 1 else sheet.latest.unit or ""  # «قتل طفل وأصيب خمسة آخرون»: people
    return _antecedent(sheet, number.first, bool(others or of_them or event is not None or told))


def numbered_noun(sheet: Sheet, number: Number) -> str | None:
    """The noun whose number is told: «ارتفع عدد القتلى في الزلزال إلى 257», «ارتفع إلى 257 عدد القتلى»."""
    if number.form == "vague" or not isinstance(number.value, int) or _is_joined_to_more(sheet, number):
        return None
    after = sheet.phrase(number.last + 1, "number_of")
    if after and (noun := plural_at(sheet, after[1])):
        return noun
    for place in range(number.first - 1, max(sentence_start(sheet, number.first), number.first - NUMBERED) - 1, -1):
        if place in sheet.ends or place in sheet.covered or sheet.norm(place) in _STOPS:
            return _goes_on(sheet, place, number)
        if found := sheet.phrase(place, "number_of"):
            return plural_at(sheet, found[1])
    return None


def _goes_on(sheet: Sheet, place: int, number: Number) -> str | None:
    """The noun of the count that changes to a number: «عدد المقاعد من 20 إلى 30»."""
    latest, to = sheet.latest, sheet.phrase(place + 1, "to")
    same = latest is not None and latest.kind == "count" and latest.first == latest.last == place and to
    return latest.unit if latest and same and to and to[1] == number.first else None


def _is_joined_to_more(sheet: Sheet, number: Number) -> bool:
    """Whether a number is not told by itself: a word that it may count follows, or it is joined to what is before it."""
    follower = sheet.norm(number.last + 1)
    plain = not follower or follower in sheet.table.stops or sheet.words[number.last + 1].kind == "mark"
    known = follower[1:] in sheet.table.stops or sheet.phrase(number.last + 1, "number_of", "place") is not None
    return number.conjoined or number.preposition not in ("", "ب") or not (plain or known or follower[:1] in _ATTACHED)


def plural_at(sheet: Sheet, index: int) -> str | None:
    """The singular of a noun of people or things in the plural at a word, its article left out."""
    norm = sheet.norm(index).removeprefix(ARTICLE)
    form = sheet.table.nouns.forms.get(norm)
    if form and form.number == "plural":
        return form.noun.singular
    if norm in sheet.table.nounlike and norm.endswith(("ات", "ين")):
        plain = sheet.plain(index).removeprefix("ال")
        return singular_of(fold_key(plain), plain, sheet.table.nouns, 3)
    return None


def _is_listed(sheet: Sheet, number: Number) -> bool:
    """«46 شخصا في الشمال، و31 في ولاية أخرى»: a count joined to the one before it, the noun left out."""
    latest = sheet.latest
    if latest is None or latest.kind != "count" or not latest.person or not number.conjoined or number.form == "vague":
        return False
    near = number.first - latest.last <= 12 and latest.last >= sentence_start(sheet, number.first)
    return near and sheet.phrase(number.last + 1, "place") is not None


def _is_whole(sheet: Sheet, number: Number) -> bool:
    """Whether a vague number stands as a noun («غادر الآلاف», «عشرات الآلاف»)."""
    definite = number.definite or (number.last > number.first and sheet.norm(number.last).startswith(ARTICLE))
    return definite and number.form == "vague" and not number.preposition


def _antecedent(sheet: Sheet, index: int, wanted: bool) -> str:
    """The nearest noun of people before a number, within its sentence and not far."""
    if not wanted:
        return ""
    forms = sheet.table.nouns.forms
    told = index > 0 and sheet.norm(index - 1) in sheet.table.events  # «أسر 11»: no families
    for place in range(index - 1 - told, max(sentence_start(sheet, index), index - FAR) - 1, -1):
        norm = sheet.words[place].norm
        for letters in ("", "ال", "و", "ب", "ل", "وال", "بال", "لل"):
            form = forms.get(norm[len(letters) :]) if norm.startswith(letters) else None
            if form and form.noun.person and not (form.number == "singular" and norm.endswith(("ي", "يه"))):
                return form.noun.singular  # «السورية» is an adjective
    return ""


__all__ = ["event_after", "event_before", "events_of", "is_casualty", "parts_of", "plural_at", "sentence_start", "stands_for"]
