"""What one article gives to the work across articles, short and as bytes: a thousandth of an archive's memory, not its
texts, is held or sent while copies and stories are found."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple, overload

import msgspec

from musnad.compare.copies import CopyKey, CopyText, copy_text
from musnad.compare.facts import Facts, facts_of
from musnad.compare.keys import moment
from musnad.compare.terms import TopicKey, topic_key
from musnad.records import Article, Reading, Record


class Keys(NamedTuple):
    """The keys and facts of one article. Words of title and body are joined by spaces, which they never hold: as many
    strings they would take ten times the memory."""

    copy: CopyText
    title: str
    body: str
    facts: Facts

    @property
    def topic(self) -> TopicKey:
        """What the search for stories takes, made anew each time."""
        facts = self.facts
        when = moment(facts.published)
        return TopicKey(facts.id, facts.outlet, when, tuple(self.title.split()), tuple(self.body.split()))


class Topics(Sequence[TopicKey]):
    """What the search for stories takes of many articles, each made when it is looked at."""

    def __init__(self, keys: Sequence[Keys]) -> None:
        self._keys = keys

    @overload
    def __getitem__(self, at: int) -> TopicKey: ...
    @overload
    def __getitem__(self, at: slice) -> Topics: ...
    def __getitem__(self, at: int | slice) -> TopicKey | Topics:
        return Topics(self._keys[at]) if isinstance(at, slice) else self._keys[at].topic

    def __len__(self) -> int:
        return len(self._keys)


class _Packed(Record, frozen=True):
    """`Keys` as bytes, strings and numbers."""

    words: int
    exact: str
    bands: bytes
    sample: bytes
    shingles: bytes
    numbers: dict[str, int]
    day: int | None
    title: str
    body: str
    facts: Facts


_DECODER = msgspec.msgpack.Decoder(_Packed)


def pack_keys(article: Article, reading: Reading) -> bytes:
    """The keys of an article as bytes."""
    copy, topic = copy_text(article), topic_key(article)
    packed = _Packed(
        words=copy.key.words, exact=copy.key.exact, bands=copy.key.bands.tobytes(), sample=copy.key.sample.tobytes(),
        shingles=copy.shingles.tobytes(), numbers=dict(copy.numbers), day=copy.day,
        title=" ".join(topic.title), body=" ".join(topic.body), facts=facts_of(article, reading),
    )  # fmt: skip
    return msgspec.msgpack.encode(packed)


def unpack_keys(data: bytes) -> Keys:
    """The keys that `pack_keys` packed."""
    one = _DECODER.decode(data)
    facts = one.facts
    key = CopyKey(facts.id, one.words, one.exact, array("q", one.bands), array("Q", one.sample))
    return Keys(CopyText(key, array("Q", one.shingles), Counter(one.numbers), one.day, facts.outlet), one.title, one.body, facts)


__all__ = ["Keys", "Topics", "pack_keys", "unpack_keys"]
