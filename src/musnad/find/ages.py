"""Ages of people, which look like durations: «(23 عاما)», «عن عمر 70 عاما», «زينب علي، 39 عاما،»."""

from __future__ import annotations

from musnad.find.time_words import Scan

_YEARS = frozenset({"year", "month"})


def is_age(scan: Scan, first: int, last: int) -> bool:
    """Whether a number of years or months, from word `first` to `last`, is somebody's age."""
    if not _counts_years(scan, last):
        return False
    if scan.sense(first - 1, "under"):
        return True  # «منتخب تحت 20 عاما»
    back = 4 + 3 * any(place in scan.numbers for place in range(first - 3, first))  # «أعمارهم بين 16 و21 عاما»
    if any(scan.sense(index, "age") for index in range(first - 1, max(first - back, -1), -1)):
        return True
    if scan.sense(last + 1, "of") and scan.sense(last + 2, "age"):
        return True
    if scan.norm(first - 1) == _AT and any(scan.sense(index, "death") for index in range(max(first - DEATH, 0), first)):
        return True  # «توفي عن 77 عاما»
    return _stands_apart(scan, first, last) and not _is_lasting(scan, first)


#: How many words before «عن 77 عاما» the death may stand, and before a length between commas the verb that it belongs to.
DEATH, LASTING = 12, 15
_AT = "عن"


def _is_lasting(scan: Scan, first: int) -> bool:
    """Whether a verb of lasting stands before: «استغرقت الدراسة، التي نشرت أمس، 6 أعوام، وعمل فيها …»."""
    for index in range(first - 1, max(first - LASTING, 0) - 1, -1):
        if scan.is_mark(index, ".؛؟!"):
            return False
        if (verb := scan.sense(index, "lasting")) and verb.value == "lasts":
            return True
    return False


def _counts_years(scan: Scan, last: int) -> bool:
    unit = scan.sense(last, "unit_singular", "unit_plural", "unit_dual")
    return unit is not None and unit.key in _YEARS


def _stands_apart(scan: Scan, first: int, last: int) -> bool:
    """«اسم (23 عاما)», «اسم، 39 عاما،»: alone between brackets or commas after a word."""
    if scan.is_mark(first - 1, "("):
        return scan.is_mark(last + 1, ")،,")
    if scan.is_mark(first - 1, "\"«“"):
        return scan.is_mark(last + 1, "\"»”")
    if scan.is_mark(first - 1, "/"):
        return scan.is_mark(last + 1, "/")
    return scan.is_mark(first - 1, "،,") and (scan.is_mark(last + 1, "،,)"))


__all__ = ["is_age"]
