"""Make ``data/generated/months.tsv``: month names of all Arabic regions, and English and French ones, from CLDR by babel."""

from __future__ import annotations

from pathlib import Path

OUT = Path(__file__).resolve().parents[1] / "src/musnad/data/generated/months.tsv"
IDS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


def month_forms() -> dict[tuple[int, str], set[str]]:
    """Regions by month number and name."""
    from babel import Locale
    from babel.localedata import locale_identifiers

    found: dict[tuple[int, str], set[str]] = {}
    arabic = [name for name in locale_identifiers() if name == "ar" or name.startswith("ar_")]
    for name in [*arabic, "en", "fr"]:
        for context in ("format", "stand-alone"):
            for number, form in Locale.parse(name).months[context]["wide"].items():
                found.setdefault((number, form), set()).add(name.partition("_")[2] or name)
            if name == "en":
                for number, form in Locale.parse(name).months[context]["abbreviated"].items():
                    found.setdefault((number, form), set()).add(name)
    return found


def write(path: Path = OUT) -> str:
    """Write the table; returns its text."""
    import babel

    lines = [
        f"# From Unicode CLDR through babel {babel.__version__} (BSD-3-Clause; data Unicode-3.0) by tools/make_months.py",
        "id\tnumber\tform\tregions",
    ]
    for (number, form), regions in sorted(month_forms().items()):
        lines.append(f"{IDS[number - 1]}\t{number}\t{form}\t{' '.join(sorted(regions))}")
    text = "\n".join(lines) + "\n"
    path.write_text(text, encoding="utf-8")
    return text


if __name__ == "__main__":
    write()
