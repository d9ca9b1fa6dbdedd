"""The public functions: text, files or an address in, records out. Nothing is kept, and only `read_url` fetches."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import date

from musnad.find.figure_words import FigureWords
from musnad.find.figures import find_figures as _figures_of
from musnad.find.time_words import TimeWords
from musnad.find.times import find_times as _times_of
from musnad.page.article import make_article
from musnad.page.sources import Defaults, open_sources
from musnad.reading import read
from musnad.records import Article, Figure, Reading, SetAside, Time
from musnad.settings import Settings
from musnad.text.view import look


def read_text(
    text: str,
    *,
    title: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    published: str | None = None,
    author: str | None = None,
    settings: Settings | None = None,
) -> Reading:
    """Read one article given as a string: statements with speakers and chains, names, times, figures.

    `published` is ISO 8601; without it relative days have no date, unless the text carries a stamp. `url` only names
    the article: it is never opened. Offsets of the result are code points into `text`.

    >>> [s.speakers[0].name for s in read_text("قال الوزير سالم الحارثي إن المدارس ستفتح يوم الأحد.").statements]
    ['سالم الحارثي']
    """
    article = make_article(text, title=title, outlet=outlet, url=url, published=published, author=author)
    return read(article, settings=settings or Settings())


def read_files(
    paths: Iterable[str | os.PathLike[str]] | str | os.PathLike[str], *, settings: Settings | None = None
) -> Iterator[Reading]:
    """Read the articles of files and folders, one after the other; what gives no article is left out.

    To learn what was left out and why, use `musnad.page.sources.open_sources`, which also gives those items.
    """
    chosen = settings or Settings()
    given = [paths] if isinstance(paths, (str, os.PathLike)) else paths
    for item in open_sources([os.fspath(path) for path in given], defaults=Defaults(), settings=chosen):
        if not isinstance(item, SetAside):
            yield read(item, settings=chosen)


class NoArticle(ValueError):
    """An address that gives no article; `reason` is the reason code, the message says more."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason


def read_url(url: str, *, settings: Settings | None = None) -> Reading:
    """Fetch the page at an address and read its article. Raises NoArticle.

    Fetching is guarded: http and https only, no address of a local network, robots.txt, bounds of size and time.
    """
    from musnad.collect.fetch import Fetcher
    from musnad.collect.gather import Gatherer

    chosen = settings or Settings()
    with Fetcher() as fetcher:
        item = next(iter(Gatherer(fetcher, Defaults(), chosen, most=1).gather([url])), None)
    if not isinstance(item, Article):
        raise NoArticle(item.reason if item else "empty", item.detail if item else "nothing there")
    return read(item, settings=chosen)


def find_times(text: str, anchor: date | None = None) -> list[Time]:
    """Times of a text, with values by TIMEX3; relative days count from `anchor`, and without it have none.

    An anchor that is a moment (a `datetime`) also dates «two hours ago».

    >>> [time.value for time in find_times("استمر اللقاء ساعتين و45 دقيقة")]
    ['PT2H45M']
    """
    return list(_times_of(look(text), anchor, TimeWords.load()))


def find_figures(text: str) -> list[Figure]:
    """Figures of a text: counts, money, percentages, measures, with bounds and what is counted.

    >>> [(figure.value, figure.kind) for figure in find_figures("ارتفعت الأجور بنسبة 12 في المئة")]
    [(12, 'percent')]
    """
    view = look(text)
    return list(_figures_of(view, FigureWords.load(), _times_of(view, None, TimeWords.load())))


__all__ = ["NoArticle", "find_figures", "find_times", "read_files", "read_text", "read_url"]
