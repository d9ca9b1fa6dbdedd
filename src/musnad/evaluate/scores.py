"""What a scorer gives, and the engine that it measures, handed in so that another can take its place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from musnad.evaluate.gold import Document, Gold
from musnad.evaluate.learning import fold_of
from musnad.evaluate.measures import Measure
from musnad.records import Article, Reading, Record
from musnad.settings import Settings
from musnad.text.linear import read_models

if TYPE_CHECKING:
    from pathlib import Path

    from musnad.find.name_tagger import NameTagger
    from musnad.reading import Language


class NotBuilt(Exception):
    """The part of the engine that a scorer measures is not there yet; the message names it."""


class Fault(Record, frozen=True):
    """One error of the engine: where, of what kind, in what words, and the rule that made it (None: none fired)."""

    article: str
    kind: str
    text: str
    rule: str | None = None
    detail: str = ""


class Group(Record, frozen=True):
    """Figures of the items that share a property: a form, a cue, an outlet …"""

    name: str
    measures: tuple[Measure, ...]


class Score(Record, frozen=True):
    """The figures of one part on one set. `missing` says what is not built yet; the measures are empty then."""

    part: str
    which: str
    documents: int = 0
    measures: tuple[Measure, ...] = ()
    groups: tuple[Group, ...] = ()
    faults: tuple[Fault, ...] = ()
    missing: str | None = None


class Options(Record, frozen=True):
    """How to score: groups by a property, and whether intervals are wanted (they take most of the time)."""

    by: str | None = None
    intervals: bool = True


PLAIN = Options()


class Engine:
    """The engine under measurement: makes articles of gold documents and reads them, each once."""

    def __init__(self, crossed: Path | None = None, learned: bool = True) -> None:
        """`crossed` holds models learned without one fold each: a document is read with those that have not seen it.

        `learned`: whether learned decisions are used at all.
        """
        self._articles: dict[str, Article] = {}
        self._readings: dict[str, Reading] = {}
        self._crossed, self._settings = crossed, Settings(learned=learned)
        self._languages: dict[int, Language | None] = {}

    def article(self, document: Document) -> Article:
        """The article of a gold document; raises NotBuilt where `musnad.page` cannot make one yet."""
        if document.id not in self._articles:
            with needs("page.article"):
                self._articles[document.id] = document.article()
        return self._articles[document.id]

    def read(self, document: Document) -> Reading:
        """The reading of a gold document; raises NotBuilt where `musnad.reading` is not there yet."""
        if document.id not in self._readings:
            with needs("reading"):
                from musnad.reading import read

                self._readings[document.id] = read(self.article(document), self._language(document), self._settings)
        return self._readings[document.id]

    def _language(self, document: Document) -> Language | None:
        """Tables with the models that were learned without the document; None for the shipped ones."""
        if self._crossed is None or not self._settings.learned or not self._crossed.is_dir():
            return None
        from musnad.find.scene import Tables
        from musnad.reading import Language

        fold = fold_of(document.id)
        if fold not in self._languages:
            models = read_models(self._crossed, f".{fold}")
            self._languages[fold] = Language.of(Tables.load(models), crossed_tagger(self._crossed, fold)) if models else None
        return self._languages[fold]


def crossed_tagger(crossed: Path, fold: int) -> NameTagger | None:
    """The tagger of names that was learned without a fold; None, for the shipped one, where there is none."""
    from musnad.find.name_tagger import NameTagger

    path = crossed / f"names.{fold}.tsv"
    return NameTagger.read(path) if path.is_file() else None


@contextmanager
def needs(what: str) -> Iterator[None]:
    """Turn the absence of a module or name of Musnad into NotBuilt; absent libraries stay what they are."""
    try:
        yield
    except ImportError as error:
        if (error.name or "").split(".")[0] != "musnad":
            raise
        raise NotBuilt(f"musnad.{what}") from error


__all__ = ["PLAIN", "Document", "Engine", "Fault", "Gold", "Group", "NotBuilt", "Options", "Score", "needs"]
