"""Ordinals: «المرحلة الثالثة», «مرة ثانية», «أول زيارة», «للمرة الأولى», «الدقيقة 45»."""

from __future__ import annotations

from musnad.find.counted import indefinite_form
from musnad.find.figure_sheet import ARTICLE, Found, Sheet
from musnad.text.fold import fold_key
from musnad.text.nouns import singular_of
from musnad.text.numbers import Number
from musnad.text.words import without_enclitic

#: Letters of a verb that looks like its noun («جرح», «قتل»).
_VERB = 3


def read_ordinal(sheet: Sheet, number: Number) -> Found | None:
    """The ordinal that a number makes with the noun beside it; None where it makes none."""
    if not number.ordinal:
        return _minute(sheet, number) or _rank(sheet, number)
    if sheet.ends_phrase(number.last + 1, "not_ordinal") or sheet.phrase(number.first, "not_ordinal"):
        return None
    if number.preposition == "ب" and number.value == 1 and not _is_hamzated(sheet, number):
        return None  # «باول» is a name
    if number.value == 1 and not number.definite and (found := _before_noun(sheet, number)):
        return found  # «قدم أول حفل»
    return _after_noun(sheet, number) or _after_owned(sheet, number) or _before_noun(sheet, number)


def _is_hamzated(sheet: Sheet, number: Number) -> bool:
    """Whether the first letter of the ordinal is written with its hamza."""
    start = sheet.start(number.first, number.skip)
    return sheet.view.text[start : start + 1] != "\N{ARABIC LETTER ALEF}"


def _after_owned(sheet: Sheet, number: Number) -> Found | None:
    """«فوزه السابع», «زوجته الأولى»: a noun that a pronoun makes definite."""
    index = number.first - 1
    norm, forms = sheet.norm(index), sheet.table.nouns.forms
    if not number.definite or number.skip or index < 0 or sheet.words[index].kind != "arabic" or index in sheet.covered:
        return None
    if ARTICLE in norm[:4] or norm in sheet.table.stops:
        return None
    feminine = _is_feminine(sheet, number)
    for letters in range(2 if norm[:1] in "وفبل" else 1):
        for base, _ in without_enclitic(norm[letters:])[1:]:
            form = forms.get(base) or forms.get(base[:-1] + "ء" if base.endswith(("ي", "و")) else base)
            if form and form.number == "singular" and (form.noun.gender == "f") == feminine:
                return Found("ordinal", index, number.last, number.value, letters, unit=form.noun.singular)
            if form is None and not feminine and len(base) > 2 and _is_plain_noun(sheet, base):
                plain = sheet.plain(index)[letters : letters + len(base)]
                return Found("ordinal", index, number.last, number.value, letters, unit=plain)
    return None


#: Last letters of words that may be feminine, or adjectives.
_FEMININE = frozenset(["ه", "ت", "ي"])


def _is_plain_noun(sheet: Sheet, base: str) -> bool:
    """Whether a word is seen as a noun and not as a verb, and is no feminine of its own."""
    return base in sheet.table.nounlike and base not in sheet.table.verbs and base[-1] not in _FEMININE


def _after_noun(sheet: Sheet, number: Number) -> Found | None:
    """Noun and ordinal agree in gender and article."""
    index = number.first - 1
    norm = sheet.norm(index)
    if number.skip or not norm or sheet.words[index].kind != "arabic" or index in sheet.covered or len(norm) < 3:
        return None
    if len(norm) <= _VERB and norm in sheet.table.stops:
        return None  # «تراجع إلى الرابع»: a particle with letters of the article
    if not number.definite and norm.endswith(("ي", "يه")) and indefinite_form(sheet, index) is None:
        return _after_indefinite(sheet, number, index)
    skip = _letters(sheet, norm)
    bare = norm[skip:]
    definite = bare.startswith(ARTICLE) or norm.startswith(("لل", "ولل"))
    if definite != number.definite:
        return None
    noun = bare[len(ARTICLE) :] if bare.startswith(ARTICLE) else bare
    if definite and not bare.startswith(ARTICLE):
        noun = bare[1:] if bare.startswith("ل") else bare
    feminine = _is_feminine(sheet, number)
    if not definite and (noun not in sheet.table.nouns.forms or sheet.table.nouns.forms[noun].number != "singular"):
        return None
    form = sheet.table.nouns.forms.get(noun)
    if not definite and len(noun) == _VERB and sheet.table.events.get(noun):
        return None  # «وجرح ثالث»: a third person
    if (noun.endswith("ه") != feminine and form is None) or (definite and form and form.number == "plural"):
        return None
    if definite and noun.endswith(("ي", "يه")) and noun not in sheet.table.nouns.forms:
        return _after_adjective(sheet, number, index)
    plain = sheet.plain(index)[skip:]
    plain = plain.removeprefix("ال") if bare.startswith(ARTICLE) else plain[len(bare) - len(noun) :]
    return Found("ordinal", index, number.last, number.value, skip, unit=_single(sheet, plain))


def _rank(sheet: Sheet, number: Number) -> Found | None:
    """«المرتبة 155», «الذكرى الـ50», «المباراة الـ100»: a definite singular and digits."""
    index = number.first - 1
    norm = sheet.norm(index)
    if not (number.form == "digits" or _is_round(number)) or not isinstance(number.value, int) or index < 0:
        return None
    if sheet.words[index].kind != "arabic":
        return None
    skip = _letters(sheet, norm)
    bare = norm[skip:]
    if (not number.definite and not sheet.phrase(index, "rank")) or number.skip or index in sheet.covered:
        return None
    if not bare.startswith(ARTICLE) and not norm.startswith(("لل", "ولل")):
        return None
    noun = bare.removeprefix(ARTICLE) if bare.startswith(ARTICLE) else bare[1:]
    form = sheet.table.nouns.forms.get(noun)
    if (form and form.number != "singular") or noun.endswith(("ات", "ين", "ون")) or noun not in sheet.table.nounlike:
        return None
    if sheet.phrase(number.last + 1, "percent") or number.last + 1 in sheet.covered:
        return None
    if noun.endswith(("ي", "يه")) and form is None and sheet.norm(index - 1).startswith(ARTICLE):
        return _after_adjective(sheet, number, index)
    plain = sheet.plain(index)[skip:]
    plain = plain.removeprefix("ال") if bare.startswith(ARTICLE) else plain[1:]
    return Found("ordinal", index, number.last, number.value, skip, unit=_single(sheet, plain))


def _is_round(number: Number) -> bool:
    """Whether a word of tens with its article can be an ordinal too («الذكرى الخمسون»)."""
    tens = number.first == number.last and isinstance(number.value, int) and number.value % 10 == 0
    tens = tens and int(number.value or 0) > 10  # the tenth has an ordinal of its own
    return tens and number.form == "words" and number.definite and number.scale == 1 and not number.ordinal


def _after_adjective(sheet: Sheet, number: Number, index: int) -> Found | None:
    """«الاكتشاف الأثري الثاني»: the noun stands before its adjective."""
    head = index - 1
    norm = sheet.norm(head)
    skip = _letters(sheet, norm)
    if not norm[skip:].startswith(ARTICLE) or head in sheet.covered or norm.endswith(("ي", "يه")):
        return None
    plain = sheet.plain(head)[skip:].removeprefix("ال")
    return Found("ordinal", head, number.last, number.value, skip, unit=_single(sheet, plain))


def _after_indefinite(sheet: Sheet, number: Number, index: int) -> Found | None:
    """«فترة رئاسية ثالثة»: the noun stands before its adjective, both without the article."""
    head = index - 1
    read = indefinite_form(sheet, head)
    if read is None or read[0].number != "singular" or head in sheet.covered:
        return None
    feminine = _is_feminine(sheet, number)
    if (read[0].noun.gender == "f") != feminine or sheet.norm(index).endswith("ه") != feminine:
        return None
    return Found("ordinal", head, number.last, number.value, read[1], unit=read[0].noun.singular)


def _is_feminine(sheet: Sheet, number: Number) -> bool:
    """Whether the ordinal has its feminine form: teh marbuta, and of the first alone a final yeh."""
    norm = sheet.words[number.first].norm
    return norm.endswith("ه") or (number.value == 1 and norm.endswith("ي"))


def _letters(sheet: Sheet, norm: str) -> int:
    """How many attached letters stand before the noun: of «للمرة», «وبالمرحلة», «والجولة»."""
    if norm.startswith("لل"):
        return 1
    for letters in ("وال", "فال", "بال", "كال"):
        if norm.startswith(letters):
            return 1
    if norm.startswith(("ولل", "وبال", "فبال")):
        return 2
    if norm[:1] in "وفبل" and norm not in sheet.table.nouns.forms and norm[1:] in sheet.table.nouns.forms:
        return 1
    return 0


def _before_noun(sheet: Sheet, number: Number) -> Found | None:
    """«أول زيارة», «ثاني أكبر اقتصاد» (the noun after an elative is not told)."""
    if number.definite or number.first != number.last or not isinstance(number.value, int):
        return None
    index = number.last + 1
    if elative := sheet.phrase(index, "elative"):
        return _after_elative(sheet, number, elative[1])
    norm = sheet.norm(index)
    masculine = not _is_feminine(sheet, number)
    if not masculine and number.value == 1:
        return _first_of(sheet, number, index)
    if not norm or sheet.words[index].kind != "arabic" or norm.startswith(ARTICLE) or not masculine:
        return None
    if norm in sheet.table.stops or norm in sheet.table.verbs or index in sheet.covered or len(norm) < 3:
        return None
    if norm not in sheet.table.nouns.forms and norm[0] in "وفبلك":
        return None
    form = sheet.table.nouns.forms.get(norm)
    if form and form.number != "singular":
        return None
    return Found("ordinal", number.first, index, number.value, number.skip, unit=_single(sheet, sheet.plain(index)))


def _after_elative(sheet: Sheet, number: Number, index: int) -> Found | None:
    """«ثاني أكبر اقتصاد», «ثالث أعلى الأبراج»."""
    norm = sheet.norm(index)
    base = norm.removeprefix(ARTICLE)
    sound = base.endswith("ات") and len(base) > 4
    noun = sound or base in sheet.table.nounlike or base in sheet.table.nouns.forms
    if not noun or norm in sheet.table.stops or sheet.words[index].kind != "arabic" or index in sheet.covered:
        return None
    plain = sheet.plain(index)
    plain = plain.removeprefix("ال") if norm.startswith(ARTICLE) else plain
    form = sheet.table.nouns.forms.get(base)
    unit = form.noun.singular if form else _single(sheet, plain)
    return Found("ordinal", number.first, index, number.value, number.skip, unit=unit)


def _first_of(sheet: Sheet, number: Number, index: int) -> Found | None:
    """«أولى مبارياته», «أولى جلسات الحوار»: the feminine before a plural."""
    norm, forms = sheet.norm(index), sheet.table.nouns.forms
    if number.value != 1 or index in sheet.covered:
        return None
    for base, _ in without_enclitic(norm):
        form = forms.get(base)
        if form and form.number == "plural":
            return Found("ordinal", number.first, index, 1, number.skip, unit=form.noun.singular)
        if base.endswith("ات") and len(base) > 4 and base in sheet.table.nounlike:
            plain = sheet.plain(index)[: len(base)]
            return Found("ordinal", number.first, index, 1, number.skip, unit=_single(sheet, plain))
    return None


def _single(sheet: Sheet, plain: str) -> str:
    """Singular of a noun as written; a pronoun written onto it is left out («أول جلساته»)."""
    norm = fold_key(plain)
    if unit := sheet.table.time_units.get(norm):
        return unit
    if norm not in sheet.table.nouns.forms:
        for base, pronoun in without_enclitic(norm)[1:]:
            if pronoun and (form := sheet.table.nouns.forms.get(base)) and form.number == "plural":
                return form.noun.singular
    return singular_of(fold_key(plain), plain, sheet.table.nouns, 1)


def _minute(sheet: Sheet, number: Number) -> Found | None:
    """«في الدقيقة 45»: the minute of a match."""
    index = number.first - 1
    found = sheet.phrase(index, "half_time")
    if found is None or number.form != "digits" or not isinstance(number.value, int) or number.value > 130:
        return None
    norm = sheet.norm(index)
    if len(norm) < 3 or not norm.endswith("ه") or not norm.lstrip("وفب").startswith(ARTICLE):
        return None
    skip = len(norm) - len(norm.lstrip("وفب"))
    plain = sheet.plain(index)[skip:].removeprefix("ال")
    return Found("ordinal", index, number.last, number.value, skip, unit=_single(sheet, plain))


__all__ = ["read_ordinal"]
