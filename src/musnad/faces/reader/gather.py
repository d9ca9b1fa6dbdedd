"""From articles to what is shown: read each, find copies, stories and disagreements, and digest each story."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from musnad.compare.copies import find_copies
from musnad.compare.disagreements import find_disagreements
from musnad.compare.stories import find_stories
from musnad.faces.reader.digest import Digest, digest, order_of
from musnad.faces.reader.page import Shelf
from musnad.reading import read
from musnad.records import Article, Disagreement, Reading, Statement, Story
from musnad.store.answers import ArticleRef, Said, StoryPage


def gather(articles: Iterable[Article]) -> tuple[list[Digest], Shelf]:
    """Read articles and bring them together: the stories, larger ones first, then the articles of no story."""
    kept: dict[str, Article] = {}
    readings: dict[str, Reading] = {}
    for article in articles:
        kept[article.id], readings[article.id] = article, read(article)
    shelf = Shelf(kept, readings)
    whole = list(kept.values())
    stories = find_stories(whole, readings, find_copies(whole))
    told = [(story, find_disagreements(story, kept, readings)) for story in stories]
    told.sort(key=lambda entry: -len(entry[0].articles))
    in_story = {article for story in stories for article in story.articles}
    told += [(_alone(article), []) for article in whole if article.id not in in_story]
    return [digest(_page(story, shelf, differ)) for story, differ in told], shelf


def said_in(article: Article, statement: Statement) -> Said:
    """A statement with its article's name and its words."""
    text = (article.title or "") if statement.of == "title" else article.text
    return Said(
        article=ref_of(article), statement=statement, texts=tuple(text[span[0] : span[1]] for span in statement.content)
    )


def ref_of(article: Article) -> ArticleRef:
    """Enough of an article to name it."""
    return ArticleRef(
        id=article.id, version=article.version, outlet=article.outlet, url=article.url,
        published=article.published, title=article.title,
    )  # fmt: skip


def _page(story: Story, shelf: Shelf, differ: Sequence[Disagreement]) -> StoryPage:
    articles = [shelf.articles[article] for article in story.articles]
    said = [said_in(article, s) for article in articles for s in shelf.readings[article.id].statements]
    refs = sorted(map(ref_of, articles), key=order_of)
    return StoryPage(story=story, articles=tuple(refs), statements=tuple(said), disagreements=tuple(differ))


def _alone(article: Article) -> Story:
    outlets = (article.outlet,) if article.outlet else ()
    title = article.title or article.text.strip().partition("\n")[0][:100]
    return Story(
        id=article.id, title=title, articles=(article.id,), first=article.published, last=article.published,
        outlets=outlets, texts=1,
    )  # fmt: skip


__all__ = ["gather", "ref_of", "said_in"]
