"""Which form an answer takes: JSON, JSON Lines or CSV, by ``?format=`` or the Accept header."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

from starlette.requests import Request

from musnad.faces.rest.problems import Problem, bad_parameter

Form: TypeAlias = Literal["json", "jsonl", "csv"]
#: The media types of each form; the first is the one that answers carry.
MEDIA: dict[Form, tuple[str, ...]] = {
    "json": ("application/json",),
    "jsonl": ("application/x-ndjson", "application/jsonl", "application/x-jsonlines", "application/jsonlines"),
    "csv": ("text/csv",),
}
RECORDS: tuple[Form, ...] = ("json", "jsonl")
LISTS: tuple[Form, ...] = get_args(Form)


def wants(request: Request, forms: tuple[Form, ...] = LISTS) -> Form:
    """The form that a request asks for, among those that the answer has; JSON where it does not mind.

    ``?format=`` decides before the Accept header. Raises Problem: 422 for an unknown format, 406 where nothing fits.
    """
    asked = request.query_params.get("format")
    if asked is None:
        return accepted(request.headers.get("accept") or "*/*", forms)
    if asked not in LISTS:
        raise bad_parameter("format", f"it is one of {', '.join(forms)}")
    form: Form = asked
    if form not in forms:
        raise _nothing_fits(forms)
    return form


def accepted(header: str, forms: tuple[Form, ...]) -> Form:
    """The form that an Accept header likes best; of equals the one that is named more exactly, then JSON first."""
    ranges = [_range(part) for part in header[:2_000].split(",") if part.strip()]
    best: tuple[float, int, int] | None = None
    chosen: Form | None = None
    for place, form in enumerate(forms):
        fits = [(exact, quality) for media in MEDIA[form] for pattern, quality in ranges if (exact := _fits(pattern, media))]
        if not fits:
            continue
        exact, quality = max(fits)
        if quality > 0 and (best is None or (quality, exact, -place) > best):
            best, chosen = (quality, exact, -place), form
    if chosen is None:
        raise _nothing_fits(forms)
    return chosen


def _range(part: str) -> tuple[str, float]:
    """A media range with its quality; one that cannot be read counts as 1, as RFC 9110 lets it."""
    media, *parameters = part.split(";")
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            try:
                return media.strip().lower(), min(max(float(value), 0.0), 1.0)
            except ValueError:
                return media.strip().lower(), 1.0
    return media.strip().lower(), 1.0


def _fits(pattern: str, media: str) -> int:
    """How exactly a media range names a type: 3 the type, 2 its family, 1 anything, 0 not at all."""
    if pattern == media:
        return 3
    if pattern == f"{media.partition('/')[0]}/*":
        return 2
    return 1 if pattern in ("*/*", "*") else 0


def _nothing_fits(forms: tuple[Form, ...]) -> Problem:
    types = ", ".join(MEDIA[form][0] for form in forms)
    return Problem(406, "format", f"this answer comes as {types}")


__all__ = ["LISTS", "MEDIA", "RECORDS", "Form", "accepted", "wants"]
