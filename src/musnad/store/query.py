"""The language of searches: words, "phrases", prefix*, -without, and fields with English and Arabic names."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple, TypeAlias

from musnad.store.errors import LibraryError
from musnad.text.fold import fold_key
from musnad.text.lexicon import table

Field: TypeAlias = Literal["speaker", "about", "role", "outlet", "channel", "story", "before", "after", "is"]
TermKind: TypeAlias = Literal["word", "prefix", "phrase"]
#: Fields that only a statement has.
STATEMENT_FIELDS = frozenset({"speaker", "about", "role", "channel", "is"})
_IS = ("direct", "indirect", "denied")
#: A query longer than this is cut: nobody types it.
_LONGEST = 1_000

_PIECE = re.compile(
    r"""(?P<minus>-)?
    (?:(?P<field>[^\W\d_]{2,20})\s{0,2}:\s{0,2})?
    (?:"(?P<plain>[^"]{0,500})"?|«(?P<angle>[^»]{0,500})»?|“(?P<curly>[^”]{0,500})”?|(?P<bare>[^\s"«“]{1,500}))""",
    re.VERBOSE,
)


class Term(NamedTuple):
    """Words to be found in the text, as they were typed."""

    kind: TermKind
    text: str
    without: bool = False


class Filter(NamedTuple):
    """A condition on a field; `value` is as typed, but a full ISO day for `before` and `after`."""

    field: Field
    value: str
    without: bool = False


class Query(NamedTuple):
    """A search, taken apart."""

    text: str
    terms: tuple[Term, ...]
    filters: tuple[Filter, ...]

    @property
    def about_statements(self) -> bool:
        """Whether a field is used that only statements have."""
        return any(one.field in STATEMENT_FIELDS for one in self.filters)


def parse_query(text: str) -> Query:
    """Take a search apart. Raises LibraryError where it asks for nothing, or a field's value makes no sense.

    >>> parse_query('القائل:بيسكوف "وقف إطلاق النار" after:2025-08 -كييف').filters
    (Filter(field='speaker', value='بيسكوف', without=False), Filter(field='after', value='2025-08-01', without=False))
    """
    terms: list[Term] = []
    filters: list[Filter] = []
    for match in _PIECE.finditer(text[:_LONGEST]):
        field = _field(match["field"] or "")
        value, quoted = _value(match)
        if not quoted and value.endswith(":") and (bare := _field(value[:-1])):
            _checked(bare, "")
        without = match["minus"] is not None
        if field is not None:
            filters.append(Filter(field, _checked(field, value), without))
        else:
            whole = f"{match['field']} {value}" if match["field"] else value
            terms += _terms(whole, quoted, without)
    if not filters and not any(not term.without for term in terms):
        raise LibraryError("query", 'the search asks for no word and no field: give a word, a "phrase", or speaker:NAME')
    return Query(text, tuple(terms), tuple(filters))


def unknown_fields(text: str) -> list[str]:
    """What stands in a search as a field stands, and is none."""
    return [name for match in _PIECE.finditer(text[:_LONGEST]) if (name := match["field"]) and _field(name) is None]


def field_names() -> tuple[str, ...]:
    """Every name that a field has, as it is typed."""
    return (*_fields(), *dict.fromkeys(row["name"] for row in table("search_fields") if row["value"] == "-"))


def _field(name: str) -> Field | None:
    """The field of this name; Arabic ones may stand without their article."""
    key = fold_key(name)
    return _field_names().get(key) or _field_names().get(f"ال{key}")


def _value(match: re.Match[str]) -> tuple[str, bool]:
    for name in ("plain", "angle", "curly"):
        if match[name] is not None:
            return match[name].strip(), True
    return match["bare"], False


def _terms(text: str, quoted: bool, without: bool) -> list[Term]:
    if quoted:
        return [Term("phrase", text, without)] if text else []
    if text.endswith("*") and len(text) > 2:
        return [Term("prefix", text[:-1], without)]
    return [Term("word", text, without)] if any(char.isalnum() for char in text) else []


def _checked(field: Field, value: str) -> str:
    if field in ("before", "after"):
        return _first_day(field, value)
    if field == "is":
        return _is_value(value)
    if not any(char.isalnum() for char in value):
        raise LibraryError("query", f'{field}: needs a name behind it, like {field}:NAME or {field}:"TWO NAMES"')
    return value


def _first_day(field: Field, value: str) -> str:
    """The first day of a day, month or year, as ISO 8601."""
    from datetime import date

    match = re.fullmatch(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?", fold_key(value))
    try:
        if match is None:
            raise ValueError
        return date(int(match[1]), int(match[2] or 1), int(match[3] or 1)).isoformat()
    except ValueError:
        raise LibraryError("query", f"{field}: needs a day like 2025-08-17, a month or a year, not {value!r}") from None


def _is_value(value: str) -> str:
    found = _is_names().get(fold_key(value).replace("_", " "))
    if found is None:
        raise LibraryError("query", f"is: takes one of {', '.join(_IS)}, not {value!r}")
    return found


@cache
def _field_names() -> dict[str, Field]:
    names: dict[str, Field] = {name: name for name in _fields()}
    names.update({fold_key(row["name"]): row["field"] for row in table("search_fields") if row["value"] == "-"})  # type: ignore[misc]
    return names


@cache
def _is_names() -> dict[str, str]:
    names = {name: name for name in _IS}
    names.update({fold_key(row["name"]): row["value"] for row in table("search_fields") if row["value"] != "-"})
    return names


def _fields() -> tuple[Field, ...]:
    return ("speaker", "about", "role", "outlet", "channel", "story", "before", "after", "is")


__all__ = ["STATEMENT_FIELDS", "Field", "Filter", "Query", "Term", "field_names", "parse_query", "unknown_fields"]
