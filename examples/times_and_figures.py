"""The times and figures of a text, without reading the rest of it."""

from datetime import date

import musnad

TEXT = "استمرت الجلسة قرابة ثلاث ساعات أمس الأحد، وحضرها 1400 عامل طالبوا بزيادة نسبتها 12 في المئة قبل نهاية 2025."


def main() -> None:
    """Print each time with its ISO 8601 value, each figure with its unit; «أمس» counts from 13 October 2025."""
    for time in musnad.find_times(TEXT, date(2025, 10, 13)):
        print(TEXT[time.span.start : time.span.stop], time.type, time.value, time.mod, sep="\t")
    for figure in musnad.find_figures(TEXT):
        print(TEXT[figure.span.start : figure.span.stop], figure.kind, figure.value, figure.unit, sep="\t")


if __name__ == "__main__":
    main()
