"""Counts: «17 حالة», «عشرات الآلاف من الأشخاص», «الدول الـ27», «شخص واحد»; and numbers that only name something."""

from __future__ import annotations

from collections.abc import Iterator

from musnad.find.counted import counted_noun, indefinite_form
from musnad.find.figure_sheet import ARTICLE, Found, Sheet, grouped, of_number
from musnad.text.fold import fold_key
from musnad.text.nouns import singular_of
from musnad.text.numbers import Number
from musnad.text.words import without_enclitic

_NISBA = "ي"


def read_count(sheet: Sheet, number: Number) -> Found | None:
    """A number and what it counts: «17 حالة», «عشرات الآلاف من الأشخاص», «عشرة منهم»."""
    if number.ordinal or is_label(sheet, number):
        return None
    after = number.last + 1
    if sheet.norm(after) == "من" and not sheet.phrase(after, "among"):
        return _partitive(sheet, number, after + 1)
    at, number = after, grouped(number)
    noun = counted_noun(sheet, at, number)
    if noun is None and number.form == "vague" and sheet.norm(at).endswith(_NISBA) and (members := _members(sheet, at)):
        return of_number(number, "count", at, unit=members, counted=members, person=True)
    if noun is None or (number.definite and number.form == "words" and sheet.norm(number.first - 1).startswith(ARTICLE)):
        return None
    return of_number(number, "count", at, unit=noun[0], counted=noun[0], person=noun[1])


def _partitive(sheet: Sheet, number: Number, at: int) -> Found | None:
    """«عشرات الآلاف من الأشخاص», «ستة من عناصر التنظيم», «اثنين من قادتها», «176 من أصل 328 نائبا»."""
    if whole := sheet.phrase(at, "out_of"):
        second = sheet.numbers.get(whole[1])
        second = None if second and second.preposition else second
        noun = counted_noun(sheet, second.last + 1, second) if second else None
        return of_number(number, "count", number.last, unit=noun[0], counted=noun[0], person=noun[1]) if noun else None
    norm = sheet.norm(at)
    if number.value == 1 and number.form == "words":
        return None  # «واحدة من المناطق»
    forms = sheet.table.nouns.forms
    for base in (norm.removeprefix(ARTICLE), *_without_pronoun(norm)):
        form = forms.get(base)
        if form and form.number == "plural" and at not in sheet.covered:
            name = form.noun.singular
            return of_number(number, "count", at, unit=name, counted=name, person=form.noun.person)
    if norm.endswith(_NISBA) and (members := _members(sheet, at)):
        return of_number(number, "count", at, unit=members, counted=members, person=True)
    if norm.startswith(ARTICLE) and norm.endswith(("ات", "ين")) and norm not in sheet.table.stops:
        plain = sheet.plain(at).removeprefix("ال")
        name = singular_of(fold_key(plain), plain, sheet.table.nouns, None if plain.endswith("ات") else 3)
        return of_number(number, "count", at, unit=name, counted=name, person=plain.endswith("ين"))
    if _is_group(sheet, at) and not (number.form == "digits" and number.conjoined):
        name = sheet.plain(at).removeprefix("ال")
        return of_number(number, "count", at, unit=name, counted=name, person=True)
    return None


def _is_group(sheet: Sheet, at: int) -> bool:
    """Whether a definite word is the name of a people («56 من الروهينغا»): no known noun or adjective, and no known form."""
    norm = sheet.norm(at)
    base = norm.removeprefix(ARTICLE)
    known = base in sheet.table.nouns.forms or norm in sheet.table.stops or sheet.ends_phrase(at, "among")
    return base != norm and len(base) > 3 and not known and at not in sheet.covered and base not in sheet.table.numbers.surfaces


def _without_pronoun(norm: str) -> Iterator[str]:
    """A noun without the pronoun written onto it; a final hamza is another letter before it («زملائه»)."""
    for base, _ in without_enclitic(norm)[1:]:
        yield base
        if base.endswith(("اي", "او")):
            yield base[:-1] + "ء"
        elif base.endswith("ا"):
            yield base[:-1] + "ي"  # «قتلاها»


def _members(sheet: Sheet, at: int) -> str | None:
    """Singular of a sound plural in construct («13 من منسوبي القوات»), by its other forms in the language."""
    stem = sheet.norm(at)[:-1]
    known = sheet.table.nouns.forms.get(stem + "ين")
    if known and known.noun.person and sheet.norm(at + 1):
        return known.noun.singular
    in_construct = sheet.norm(at + 1).startswith(ARTICLE) or sheet.norm(at + 1) in sheet.table.nounlike
    participle = stem.startswith("م") or stem + "ين" in sheet.table.nounlike
    return sheet.plain(at)[:-1] if in_construct and participle and len(stem) > 3 else None


def read_noun_before(sheet: Sheet, number: Number) -> Found | None:
    """«الأشخاص الثلاثة», «شخص واحد», «هدف واحد»."""
    index = number.first - 1
    norm = sheet.norm(index)
    if number.ordinal or not norm or number.skip or index in sheet.covered or sheet.words[index].kind != "arabic":
        return None
    if number.form != "words":
        return _definite_noun_before(sheet, number)
    if number.value in (1, 2) and not number.definite:
        if is_nisba(norm) and index - 1 in sheet.covered:
            return None  # «موسم رياضي واحد»
        index = _over_adjective(sheet, index, int(number.value))
        norm = sheet.norm(index)
    if number.value == 1 and not number.definite:
        read = indefinite_form(sheet, index)
        if read is None or read[0].number != "singular":
            return None
        noun = read[0].noun
        return Found("count", index, number.last, 1, read[1], unit=noun.singular, counted=noun.singular, person=noun.person)
    if number.value == 2 and not number.definite and norm.endswith(("ين", "ان")):
        plain = sheet.plain(index)
        read = indefinite_form(sheet, index)
        if read is None and (norm[:-2] not in sheet.table.nounlike or norm in sheet.table.stops):
            return None
        name, skip = (read[0].noun.singular, read[1]) if read else (plain[:-2], 0)
        return Found("count", index, number.last, 2, skip, unit=name, counted=name, person=not read or read[0].noun.person)
    return _definite_noun_before(sheet, number)


def _over_adjective(sheet: Sheet, index: int, value: int) -> int:
    """The noun before an adjective of nationality and the like («جندي أفغاني واحد», «دبلوماسيين روسيين اثنين»)."""
    norm, before = sheet.norm(index), sheet.norm(index - 1)
    if index - 1 in sheet.covered or index - 1 in sheet.ends:
        return index
    if value == 2:
        return index - 1 if norm[-2:] == before[-2:] and norm[-3:-2] == _NISBA and is_dual(sheet, index - 1) else index
    read = indefinite_form(sheet, index - 1)
    return index - 1 if is_nisba(norm) and read and read[0].number == "singular" and read[0].noun.person else index


def is_nisba(norm: str) -> bool:
    """Whether a word ends as an adjective of nationality does, in either gender or the accusative."""
    return norm.endswith((_NISBA, _NISBA + "ه", _NISBA + "ا"))


def is_dual(sheet: Sheet, index: int) -> bool:
    """Whether a word can be an indefinite dual: by its ending and as a known noun."""
    norm = sheet.norm(index)
    if not norm.endswith(("ين", "ان")) or norm in sheet.table.stops:
        return False
    read = indefinite_form(sheet, index)
    return read is not None and (read[0].number == "dual" or not read[0].sure)


def _definite_noun_before(sheet: Sheet, number: Number) -> Found | None:
    """«الأشخاص الثلاثة», «الدول الـ27»."""
    index = number.first - 1
    norm = sheet.norm(index)
    skip = 1 if norm[:1] in "وفبلك" and norm[1:].startswith(ARTICLE) else 0
    if not number.definite or sheet.phrase(index - 1, "group"):
        return None
    if not norm[skip:].startswith(ARTICLE):
        return _owned_before(sheet, number)
    base = norm[skip + len(ARTICLE) :]
    known = sheet.table.nouns.forms.get(base)
    sound = base.endswith(("ات", "ين", "ون")) and base in sheet.table.nounlike and len(base) > 4
    if (known is None or known.number != "plural") and (known is not None or not sound):
        return None
    if sheet.phrase(index, "group"):
        return None
    plain = sheet.plain(index)[skip:].removeprefix("ال")
    name = singular_of(base, plain, sheet.table.nouns, 3)
    person = known.noun.person if known else not plain.endswith("ات")
    return Found("count", index, number.last, number.value, skip, unit=name, counted=name, person=person)


def _owned_before(sheet: Sheet, number: Number) -> Found | None:
    """«أبنائه الخمسة», «حلقاته الثلاثين»: a plural that a pronoun makes definite."""
    index = number.first - 1
    norm = sheet.norm(index)
    forms = sheet.table.nouns.forms
    if number.form != "words" or number.skip or norm in forms or index in sheet.ends:
        return None
    for letters in range(2 if norm[:1] in "وفبلك" else 1):
        for base in _without_pronoun(norm[letters:]):
            form = forms.get(base)
            if form and form.number == "plural":
                name = form.noun.singular
                return Found("count", index, number.last, number.value, letters, unit=name, counted=name, person=form.noun.person)
    return None


def is_label(sheet: Sheet, number: Number) -> bool:
    """Whether a number names something: «القرار 2401», «إس-400», «بوينغ 737», a telephone number."""
    before = number.first - 1
    norm = sheet.words[number.last].norm
    if number.form == "digits" and ((norm.startswith("0") and len(norm) > 1 and norm.isdigit()) or len(norm) > 12):
        return True
    if sheet.norm(before) in ("-", "/", "_", "#", "@", "×", "*") and sheet.glued(number.first) and sheet.glued(before):
        return True
    if sheet.norm(number.last + 1) in ("-", "_") and sheet.glued(number.last + 1) and sheet.glued(number.last + 2):
        return True
    if before >= 0 and sheet.words[before].kind == "latin" and not sheet.table.currencies.get(sheet.norm(before)):
        return number.form == "digits"
    if sheet.ends_phrase(number.first, "label"):
        return number.form == "digits"
    return sheet.ends_phrase(number.first, "group") and number.definite


__all__ = ["is_label", "read_count", "read_noun_before"]
