"""Cards: labelled lines that say what is to be found in a text. `tests/cards/README.md` describes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parent / "cards"
#: Labels of the article; `text` may stand several times, once a line of the text.
ARTICLE = frozenset({"text", "title", "outlet", "author", "published"})
#: Labels of a statement; those of LISTS may stand several times.
STATEMENT = frozenset(
    {"cue", "lemma", "speaker", "who", "how", "content", "stance", "form", "complement", "via", "chain", "to", "at",
     "negated", "said", "of", "nested"}
)  # fmt: skip
LISTS = frozenset({"content", "via", "who", "chain"})
VALUES = frozenset({"time", "figure", "act"})
NOTHING = frozenset({"statements", "times", "figures", "acts"})
#: What stands for "there is none": a cue that is only a colon, a speaker told by the verb alone.
NONE = "-"


class CardError(ValueError):
    """A card is malformed: says where and how."""


@dataclass(slots=True)
class Card:
    """One card: the article, the statements that it must give, and nothing else of the layers that it names."""

    name: str
    where: str
    article: dict[str, str] = field(default_factory=dict)
    statements: list[dict[str, list[str]]] = field(default_factory=list)
    values: list[tuple[str, str, str]] = field(default_factory=list)
    none: set[str] = field(default_factory=set)
    fails: bool = False

    @property
    def tells_statements(self) -> bool:
        """Whether the card says anything about statements."""
        return bool(self.statements) or "statements" in self.none


def read_cards(path: Path) -> list[Card]:
    """The cards of a file; raises CardError with file and line where one is malformed."""
    return [_card(block, path) for block in _blocks(path.read_text(encoding="utf-8"))]


Line = tuple[int, str]


def _blocks(text: str) -> Iterator[list[Line]]:
    """Runs of lines without an empty one between them that hold more than remarks."""
    block: list[Line] = []
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if line.strip():
            block.append((number, line))
            continue
        if any(not line.startswith("#") for _, line in block):
            yield block
        block = []


def _card(block: list[Line], path: Path) -> Card:
    names = [line[1:].strip() for _, line in block if line.startswith("#")]
    where = f"{path.name}:{block[0][0]}"
    card = Card(name=names[0] if names else where, where=where)
    for number, line in block:
        if line.startswith("#"):
            continue
        label, colon, value = line.partition(":")
        if not colon:
            raise CardError(f"{path.name}:{number}: a line needs a label and a colon")
        try:
            _take(card, label.strip(), value.strip())
        except CardError as error:
            raise CardError(f"{path.name}:{number}: {error}") from None
    _sound(card)
    return card


def _take(card: Card, label: str, value: str) -> None:
    if label in ARTICLE:
        _take_article(card, label, value)
    elif label in STATEMENT:
        _take_statement(card, label, value)
    elif label in VALUES:
        span, equals, told = value.rpartition(" = ")
        if not equals:
            raise CardError(f"{label} needs: WORDS = VALUE")
        card.values.append((label, span.strip(), told.strip()))
    elif label == "none" and (value or "statements") in NOTHING:
        card.none.add(value or "statements")
    elif label == "expect" and value.startswith("fail"):
        card.fails = True
    else:
        raise CardError(f"nothing is called {label!r} with {value!r}")


def _take_article(card: Card, label: str, value: str) -> None:
    if label in card.article and label != "text":
        raise CardError(f"{label} stands twice")
    card.article[label] = f"{card.article[label]}\n{value}" if label in card.article else value


def _take_statement(card: Card, label: str, value: str) -> None:
    """A statement begins with its cue."""
    if label == "cue":
        card.statements.append({})
    if not card.statements:
        raise CardError("a statement begins with its cue (cue: - where there is none)")
    if not value:
        raise CardError(f"{label} is empty; - says that there is none")
    given = card.statements[-1]
    if label in given and label not in LISTS:
        raise CardError(f"{label} stands twice in one statement")
    given.setdefault(label, []).append(value)


def _sound(card: Card) -> None:
    """A card must have a text and ask for something, and its words must stand in its text."""
    if not card.article.get("text") and not card.article.get("title"):
        raise CardError(f"{card.where}: there is no text")
    if not (card.statements or card.values or card.none):
        raise CardError(f"{card.where}: nothing is asked for; none: says that nothing is to be found")
    if card.statements and "statements" in card.none:
        raise CardError(f"{card.where}: none: and statements")
    whole = card.article.get("text", "") + "\n" + card.article.get("title", "")
    for given in card.statements:
        if "content" not in given:
            raise CardError(f"{card.where}: a statement without content")
        for label in ("cue", "speaker", "content", "via", "to", "at"):
            for words in given.get(label, []):
                if words != NONE and words not in whole:
                    raise CardError(f"{card.where}: {label}: these words are not in the text: {words}")
    for label, words, _ in card.values:
        if words not in whole:
            raise CardError(f"{card.where}: {label}: these words are not in the text: {words}")
