"""Who is reported to have condemned, welcomed, thanked … whom: the acts of the library's readings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from musnad.records import FOREIGN_BLOCKS, Act, ActKind, Article, Reading, Record
from musnad.store.answers import Acted
from musnad.store.connection import Connection
from musnad.store.entities import name_words
from musnad.store.finding import find_entities
from musnad.store.loading import all_numbers, article_ref, load_pair
from musnad.text.fold import fold_key


class ActsWanted(Record, frozen=True):
    """What is wanted of the acts. Days are ISO 8601, both ends included; None is everything."""

    who: str | None = None
    act: ActKind | None = None
    about: str | None = None
    since: str | None = None
    until: str | None = None
    outlet: str | None = None


def acts_wanted(connection: Connection, wanted: ActsWanted) -> list[Acted]:
    """The acts that are wanted, by time of publication; what stands in other articles' texts is left out."""
    actors = _actors(connection, wanted.who) if wanted.who else None
    found: list[Acted] = []
    for number in all_numbers(connection):
        if actors is not None and number not in actors:
            continue
        article, reading = load_pair(connection, number)
        if reading.acts and _is_in_time(article, wanted):
            found += _of(article, reading, wanted, None if actors is None else actors[number])
    return found


def acts_of_pairs(pairs: Iterable[tuple[Article, Reading]]) -> list[Acted]:
    """The acts that some articles report, in the order of these; what stands in other articles' texts is left out."""
    return [one for article, reading in pairs for one in _of(article, reading, ActsWanted(), None)]


def _actors(connection: Connection, who: str) -> dict[int, set[str]]:
    """The keys of everybody whose name has the words of `who`, by article."""
    entities = find_entities(connection, who)
    marks = ",".join("?" * len(entities))
    query = f"SELECT a.n, e.key FROM entity_of e JOIN article a ON a.current = e.version WHERE e.entity IN ({marks})"
    found: dict[int, set[str]] = defaultdict(set)
    for number, key in connection.execute(query, entities):
        found[number].add(key)
    return found


def _is_in_time(article: Article, wanted: ActsWanted) -> bool:
    day = (article.published or "")[:10]
    if wanted.since and day < wanted.since[:10]:
        return False
    if wanted.until and (not day or day > wanted.until[:10]):
        return False
    return not wanted.outlet or fold_key(wanted.outlet) in fold_key(article.outlet or "")


def _of(article: Article, reading: Reading, wanted: ActsWanted, keys: set[str] | None) -> Iterator[Acted]:
    names = {one.key: one.name for one in reading.entities}
    about = set(name_words(wanted.about)) if wanted.about else set()
    for act in reading.acts:
        if act.block in FOREIGN_BLOCKS or (wanted.act and act.act != wanted.act):
            continue
        if act.actor not in names or (keys is not None and act.actor not in keys):
            continue
        one = _acted(article, act, names[act.actor])
        if about <= _words(one.object or ""):
            yield one


def _words(text: str) -> set[str]:
    """Words of an object, with and without a preposition of one letter."""
    words = {word for piece in text.split() for word in name_words(piece)}
    return words | {bare for word in words for bare in name_words(word[1:]) if len(word) > 3}


def _acted(article: Article, act: Act, actor: str) -> Acted:
    text = article.source(act.of)
    target = text[act.object.start : act.object.stop] if act.object is not None else None
    return Acted(
        article=article_ref(article), act=act, actor=actor, words=text[act.span.start : act.span.stop], object=target
    )


__all__ = ["ActsWanted", "acts_of_pairs", "acts_wanted"]
