"""A story as lines: its parties with what each said in order, its copies, its disagreements."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from musnad.faces.cli.common import counted
from musnad.faces.cli.show import article_line, chain_words, how_words, marked_words, moment, stance_words
from musnad.faces.cli.terminal import Screen
from musnad.faces.reader.digest import Alike, Digest, Done, Party, Told
from musnad.library import Library
from musnad.records import CopyGroup, Disagreement, Passage, Side, Story
from musnad.store.answers import ArticleRef

#: Quotes the place that a side of a disagreement points at.
Quote = Callable[[Screen, Side], str]
#: How a piece of a wording is shown, by its fate beside the first wording.
_MARKED = {"same": "{}", "other": "[{}]", "added": "[+{}]", "left-out": "[-{}] "}
_VERDICTS = {"conflict": Screen.bad, "unsure": Screen.warn, "compatible": Screen.good}


def quoting(library: Library) -> Quote:
    """A function that quotes a side's place with some words round it."""

    def quote(screen: Screen, side: Side) -> str:
        article, _ = library.article(side.article)
        return marked_words(screen, article.source(side.of), side.span)

    return quote


def print_digest(screen: Screen, digest: Digest, quote: Quote, *, number: int | None = None) -> None:
    """Print one story: head, who said what in order, copies, disagreements."""
    articles = {article.id: article for article in digest.articles}
    screen.line(f"{number}." if number else "", story_line(screen, digest.story, with_id=number is None))
    for reason in digest.story.why:
        screen.line(screen.dim(screen.text(reason)), indent=3)
    for article in digest.articles:
        screen.line("-", article_line(screen, article), indent=3)
    for party in digest.parties:
        print_party(screen, party)
    print_acts(screen, digest.acts)
    for alike in digest.alike:
        print_alike(screen, alike)
    for group in digest.story.copies:
        print_copies(screen, group, articles)
    for passage in digest.passages:
        print_passage(screen, passage, articles)
    for disagreement in digest.disagreements:
        print_disagreement(screen, disagreement, articles, quote)
    for related in digest.related:
        shared = ", ".join(map(screen.text, related.shared))
        screen.line(screen.dim("related:"), screen.text(related.title), "·", (related.first or "")[:10], f"({shared})",
                    screen.dim(f"[{related.id}]"), indent=3)  # fmt: skip
    screen.line()


def story_line(screen: Screen, story: Story, *, with_id: bool = True) -> str:
    """One story on one line: title, days, how many articles, outlets and distinct texts, id."""
    first, last = (value[:10] if value else "" for value in (story.first, story.last))
    days = f"{first} to {last}" if first != last else first or "no date"
    counts = ", ".join(
        (counted(len(story.articles), "article"), counted(len(story.outlets), "outlet"), counted(story.texts, "text"))
    )
    facts = [screen.bold(screen.text(story.title)), days, counts if len(story.articles) > 1 else "single article"]
    return " · ".join(facts) + (" " + screen.dim(f"[{story.id}]") if with_id else "")


def print_party(screen: Screen, party: Party) -> None:
    """One party: name and roles, then its statements in order."""
    roles = f" ({', '.join(map(screen.text, party.roles))})" if party.roles else ""
    screen.line(screen.bold(screen.text(party.name)) + roles if party.name else screen.dim("nobody named"), indent=3)
    for told in party.told:
        _print_told(screen, told)


def _print_told(screen: Screen, told: Told) -> None:
    statement, article = told.said.statement, told.said.article
    how = "".join(how_words(screen, speaker.how) for speaker in statement.speakers[:1])
    title = screen.dim("(title)") if statement.of == "title" else ""
    screen.line(f"• {stance_words(screen, statement)}:", screen.quote(told.content), title + how, indent=5)
    facts = [chain_words(screen, statement.chain) or screen.text(article.outlet), moment(article.published)]
    if told.repeats:
        facts.append("also in " + ", ".join(screen.text(other.outlet or other.id) for other in told.repeats))
    screen.line(" · ".join(fact for fact in facts if fact), indent=7)


def print_acts(screen: Screen, acts: Sequence[Done]) -> None:
    """What the outlets tell as done in their own words, each with who tells it."""
    if acts:
        screen.line(screen.bold("done, as the outlets tell it"), indent=3)
    for one in acts:
        acted = one.acted
        screen.line("•", screen.text(acted.actor), "·", acted.act.act, "·", screen.text(acted.object), indent=5)
        facts = [screen.text(acted.article.outlet), moment(acted.article.published)]
        if one.repeats:
            facts.append("also in " + ", ".join(screen.text(other.outlet or other.id) for other in one.repeats))
        screen.line(" · ".join(fact for fact in facts if fact), indent=7)


def print_alike(screen: Screen, alike: Alike) -> None:
    """One statement in several wordings; what differs from the first stands in brackets, what is left out with a minus."""
    note = ", a translation" if alike.saying.translation else ""
    head = f"{screen.text(alike.saying.speaker) or 'nobody named'}, in {len(alike.wordings)} wordings{note}:"
    screen.line(screen.bold("alike"), head, indent=3)
    for wording in alike.wordings:
        text = "".join(_MARKED[fate].format(piece) if piece.strip() else " " for fate, piece in wording.parts)
        screen.line("•", screen.text(wording.said.article.outlet or wording.said.article.id) + ":", screen.quote(text), indent=5)


def print_copies(screen: Screen, group: CopyGroup, articles: Mapping[str, ArticleRef]) -> None:
    """One group of copies: kind, share of words, members in order."""
    arrow = " → " if group.order != "unknown" else " = "
    names = arrow.join(screen.text(_outlet(articles, article)) for article in group.articles)
    origin = f"; origin {screen.text(group.origin)}" if group.origin else ""
    facts = f"({group.kind}, {group.share:.0%} of words, {group.order}{origin}):"
    screen.line(screen.bold("copies"), facts, names, indent=3)


def print_passage(screen: Screen, passage: Passage, articles: Mapping[str, ArticleRef]) -> None:
    """One passage that outlets share, with whose it is likely and who has it without saying so."""
    silent = ", ".join(dict.fromkeys(screen.text(_outlet(articles, one)) for one in passage.uncredited))
    whose = f"likely {screen.text(passage.origin)}'s" if passage.origin else "likely an agency's that nobody names"
    head = f"of {passage.words} words in {counted(len(passage.outlets), 'outlet')}, {whose}; uncredited by"
    screen.line(screen.bold("passage"), head, silent, indent=3)


def print_disagreement(screen: Screen, disagreement: Disagreement, articles: Mapping[str, ArticleRef], quote: Quote) -> None:
    """One disagreement: verdict and fact, each side quoted in place, grounds for and against."""
    verdict = _VERDICTS[disagreement.verdict](screen, disagreement.verdict)
    screen.line(screen.bold(verdict), f"({disagreement.kind}):", screen.text(disagreement.fact), indent=3)
    for side in disagreement.sides:
        copies = f", and {len(side.copies)} with its text" if side.copies else ""
        screen.line("•", screen.text(_outlet(articles, side.article)) + copies + ":", quote(screen, side), indent=5)
    for label, grounds in (("for", disagreement.for_), ("against", disagreement.against)):
        for ground in grounds:
            screen.line(screen.dim(f"{label}:"), screen.text(ground), indent=5)
    if disagreement.slip:
        screen.line(screen.dim("likely slip:"), screen.text(disagreement.slip), indent=5)


def _outlet(articles: Mapping[str, ArticleRef], article: str) -> str:
    known = articles.get(article)
    return (known.outlet if known else None) or article


__all__ = ["Quote", "print_copies", "print_digest", "print_disagreement", "print_party", "quoting", "story_line"]
