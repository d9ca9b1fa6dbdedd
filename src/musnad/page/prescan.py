"""A look at a page's tags before any parser sees it: pages that would keep one busy for minutes are refused."""

from __future__ import annotations

import re

#: A tag, or the beginning of a part whose inside is no markup.
_TAG = re.compile(r"<(?:(!--)|(/?)([a-zA-Z][a-zA-Z0-9:-]*))")
_RAW = frozenset({"script", "style", "textarea", "title", "noscript", "template", "svg"})
#: Elements that have no end tag, or whose end tag may be left out: they do not nest.
_FLAT = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
    | {"p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup", "colgroup", "html"}
    | {"head", "body", "rp", "rt", "path", "circle", "rect", "line", "use", "polygon"}
)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
#: Deeper pages and tags with more attributes keep parsers busy for minutes (tried: 100,000 divs, 50,000 attributes).
DEEPEST = 512
MOST_ATTRIBUTES = 256


def prescan(html: str) -> tuple[str, str] | None:
    """Reason code and detail where a page is nested too deeply or has a tag with too many attributes, else None."""
    at, depth = 0, 0
    while match := _TAG.search(html, at):
        comment, closing, name = match.groups()
        if comment:
            end = html.find("-->", match.end())
            at = len(html) if end < 0 else end + 3
            continue
        name = name.lower()
        stop = html.find(">", match.end())
        stop = len(html) if stop < 0 else stop
        if not closing and stop - match.end() > 2 * MOST_ATTRIBUTES and _attributes(html[match.end() : stop]):
            return "too-many-attributes", f"a <{name}> tag has over {MOST_ATTRIBUTES} attributes; no article has such"
        depth = _deeper(depth, name, bool(closing), html[stop - 1 : stop] == "/")
        if depth > DEEPEST:
            return "too-deep", f"its tags are nested over {DEEPEST} deep; no article is"
        at = _behind(html, name, bool(closing), stop)
    return None


def _deeper(depth: int, name: str, closing: bool, empty: bool) -> int:
    if name in _FLAT or name in _RAW or empty:
        return depth
    return max(depth - 1, 0) if closing else depth + 1


def _behind(html: str, name: str, closing: bool, stop: int) -> int:
    """Where to go on: behind the tag, or behind the end tag of a part whose inside is no markup."""
    if name in ("script", "style") and not closing:
        end = html.lower().find(f"</{name}", stop) if len(html) < 1_000_000 else _find_end(html, name, stop)
        return len(html) if end < 0 else end
    return stop


def _find_end(html: str, name: str, start: int) -> int:
    match = re.compile(f"</{name}", re.IGNORECASE).search(html, start)
    return match.start() if match else -1


def _attributes(inside: str) -> bool:
    """Whether the inside of a tag has too many attributes: words outside quotation marks."""
    return len(_QUOTED.sub("", inside).split()) > MOST_ATTRIBUTES


__all__ = ["DEEPEST", "MOST_ATTRIBUTES", "prescan"]
