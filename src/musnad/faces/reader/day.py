"""One day as it is handed on: story by story what each party said for the first time, what differs, what is only copied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from musnad.faces.reader.digest import Party, digest
from musnad.records import CopyGroup, Disagreement, Story
from musnad.store.answers import ArticleRef, DayPage, StoryPage
from musnad.text.fold import fold_key

#: Parties of a story, and statements of a party, that a digest has at most.
_PARTIES, _SAID = 6, 4


@dataclass(frozen=True, slots=True)
class Copied:
    """An article of the day that only carries another's text; `source` is the outlet or agency where that is known."""

    article: ArticleRef
    source: str | None


@dataclass(frozen=True, slots=True)
class DayStory:
    """A story on one day. `began` tells whether it has articles of no earlier day; `left_out` counts statements that are not
    shown."""

    story: Story
    began: bool
    articles: Sequence[ArticleRef]
    parties: Sequence[Party]
    left_out: int
    differences: Sequence[Disagreement]
    copied: Sequence[Copied]


@dataclass(frozen=True, slots=True)
class Day:
    """A day, ready to be written in any form."""

    page: DayPage
    stories: Sequence[DayStory]


def day_of(page: DayPage) -> Day:
    """The day's stories with what is new in each: statements that an earlier day has too are left out."""
    return Day(page, [_day_story(one, page.day) for one in page.stories])


def _day_story(page: StoryPage, day: str) -> DayStory:
    made = digest(page)
    new = [_new_of(party, day) for party in made.parties]
    told = sorted((party for party in new if party.told), key=lambda party: (party.name is None, -len(party.told)))
    shown = [replace(party, told=party.told[:_SAID]) for party in told[:_PARTIES]]
    today = [one for one in made.articles if _day(one) == day]
    return DayStory(
        story=page.story,
        began=all(_day(one) >= day for one in made.articles),
        articles=today,
        parties=shown,
        left_out=sum(len(party.told) for party in told) - sum(len(party.told) for party in shown),
        differences=[one for one in made.disagreements if one.verdict != "compatible"],
        copied=_copied(today, page),
    )


def _new_of(party: Party, day: str) -> Party:
    """What a party is first reported that day to have said."""
    return replace(party, told=[one for one in party.told if min(_day(one.said.article), *map(_day, one.repeats), "9") == day])


def _day(article: ArticleRef) -> str:
    return (article.published or "")[:10]


def _copied(today: Sequence[ArticleRef], page: StoryPage) -> list[Copied]:
    outlets = {one.id: one.outlet for one in page.articles}
    found: dict[str, Copied] = {}
    for article in today:
        for group in page.story.copies:
            if _is_copy(article, group):
                first = outlets.get(group.articles[0]) if group.order != "unknown" else None
                found.setdefault(article.id, Copied(article, group.origin or first))
    return list(found.values())


def _is_copy(article: ArticleRef, group: CopyGroup) -> bool:
    """Whether an article has its whole text from the first of its group or from the group's named origin, which it is not
    itself."""
    if article.id not in group.articles or group.kind == "part":
        return False
    if group.origin is not None:
        return fold_key(group.origin) != fold_key(article.outlet or "")
    return article.id != group.articles[0]


__all__ = ["Copied", "Day", "DayStory", "day_of"]
