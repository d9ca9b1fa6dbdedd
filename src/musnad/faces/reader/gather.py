"""What a page or a listing of a library's articles shows: its stories, larger ones first, then the articles of none."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from musnad.faces.reader.digest import Digest, digest
from musnad.faces.reader.page import Shelf
from musnad.library import Library
from musnad.records import Article, Reading, Story
from musnad.store.answers import StoryPage
from musnad.store.loading import article_ref, said_of


def gather(library: Library, articles: Iterable[str], tell: Callable[[str], None]) -> tuple[list[Digest], Shelf]:
    """Digests of the stories that these articles of a library are in, and of those that are in none."""
    wanted = list(dict.fromkeys(articles))
    kept: dict[str, Article] = {}
    readings: dict[str, Reading] = {}
    stories = [story for story in library.stories(tell=tell) if not {*story.articles}.isdisjoint(wanted)]
    for one in dict.fromkeys([*wanted, *(article for story in stories for article in story.articles)]):
        kept[one], readings[one] = library.article(one)
    pages = [library.story(story.id) for story in sorted(stories, key=lambda story: -len(story.articles))]
    in_story = {article for story in stories for article in story.articles}
    pages += [_alone(kept[one], readings[one]) for one in wanted if one not in in_story]
    return [digest(page) for page in pages], Shelf(kept, readings)


def _alone(article: Article, reading: Reading) -> StoryPage:
    """A single article as a story of its own."""
    story = Story(
        id=article.id,
        title=article.title or article.text.strip().partition("\n")[0][:100],
        articles=(article.id,),
        first=article.published,
        last=article.published,
        outlets=(article.outlet,) if article.outlet else (),
        texts=1,
    )
    said = tuple(said_of(article, reading, statement) for statement in reading.statements)
    return StoryPage(story=story, articles=(article_ref(article),), statements=said, disagreements=())


__all__ = ["gather"]
