"""Whether somebody speaks for a country whose language is not Arabic, so that Arabic quotations are translations."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from musnad.text.fold import fold_key
from musnad.text.lexicon import table
from musnad.text.words import bases

#: The members of the Arab League, by ISO 3166.
_ARABIC = frozenset("DZ BH KM DJ EG IQ JO KW LB LY MR MA OM PS QA SA SO SD SY TN AE YE".split())  # noqa: SIM905
#: Letters that a country's name ends in before the ending of its adjective: rusyā → rūsī, faransā → faransī.
_ENDINGS = ("\u064a\u0627", "\u0627", "\u0647")
_YEH, _HEH = "\N{ARABIC LETTER YEH}", "\N{ARABIC LETTER HEH}"
_ARTICLE = "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}"


def speaks_foreign(names: Iterable[str]) -> bool:
    """Whether the first country that any of some roles or names tells is one whose language is not Arabic.

    >>> speaks_foreign(["وزير الخارجية الروسي"]), speaks_foreign(["سفير السعودية لدى روسيا"]), speaks_foreign(["الوزير"])
    (True, False, False)
    """
    for name in names:
        words = fold_key(name).split()
        for word in words:
            code = _country(word)
            if code:
                return code not in _ARABIC
    return False


def _country(word: str) -> str | None:
    known = _countries()
    for _, base in bases(word):
        found = known.get(base.removeprefix(_ARTICLE))
        if found is not None:
            return found
    return None


@cache
def _countries() -> dict[str, str]:
    """Codes of countries by their names of one word, and by the adjectives made of these, folded, without the article."""
    found = {
        fold_key(form): row["code"][:2]  # of a currency, which begin with those of its country
        for row in table("currency_adjectives") for form in re.split(r"[^\w]+", row["forms"])
    }  # fmt: skip
    for row in table("generated/places"):
        name = row["form"].removeprefix(_ARTICLE)
        if row["kind"] != "country" or " " in name:
            continue
        stem = next((name.removesuffix(end) for end in _ENDINGS if name.endswith(end)), name)
        for form in (name, stem + _YEH, stem + _YEH + _HEH):
            if len(form) > 3:
                found.setdefault(form, row["country"])
    return found


__all__ = ["speaks_foreign"]
