"""What all values in words share: digits with their marks, the word for one, the endings of the dual."""

from __future__ import annotations

from functools import cache

from musnad.text.lexicon import table
from musnad.text.numbers import FORMS

DUAL_ENDINGS = {"nominative": "ان", "oblique": "ين"}


@cache
def one(feminine: bool) -> str:
    """The word for one, by the gender of what is counted."""
    row = next(row for row in table("numbers") if row["id"] == "one")
    forms = [form.strip() for form in row["forms"].split(FORMS)]
    return forms[-1] if feminine else forms[0]


def digits(number: int | float) -> str:
    """A number in digits, thousands set apart by commas.

    >>> digits(1234567), digits(3.5)
    ('1,234,567', '3.5')
    """
    if isinstance(number, float) and not number.is_integer():
        return f"{number:,.2f}".rstrip("0").rstrip(".")
    return f"{int(number):,}"


__all__ = ["DUAL_ENDINGS", "digits", "one"]
