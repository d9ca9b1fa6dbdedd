"""Figures of statements: contents by overlap and to the word, speakers, cues, relays, form and complement."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from musnad.evaluate.gold import GoldStatement, StatementsOf
from musnad.evaluate.judging import Judge, Judgement, by_document
from musnad.evaluate.measures import Ratio, measure, prf, share
from musnad.evaluate.scores import PLAIN, Engine, Fault, Gold, Group, Options, Score
from musnad.evaluate.statement_groups import PROPERTIES, groups_of
from musnad.records import FOREIGN_BLOCKS, Span, Statement

#: How many characters of a content an error shows.
_SHOWN = 160
#: From this confidence on a user may take a statement as it is.
SURE = 0.9
_FORMS = ("direct", "indirect", "mixed")
_COMPLEMENTS = ("quote", "clause", "nominal")
#: What stands beside a statement, once at the most: audience and occasion.
_BESIDE = ("to", "at")
RATIOS: tuple[Ratio, ...] = (
    *prf("overlap", "matched", "found", "gold"),
    *prf("exact", "exact", "found", "gold"),
    *prf("with right speaker", "speaker right", "found", "gold"),
    share("speaker right, of matched", "speaker right", "matched"),
    share("speaker wrong, of matched", "speaker wrong", "matched", better="lower"),
    share("speaker none, of matched", "speaker none", "matched", better="lower", floor=False),
    share("speaker right, of told", "speaker right", "speaker told"),
    share("speaker right at 0.9", "sure right", "sure told", floor=False),
    share("kept at 0.9", "sure", "found", floor=False),
    share("cue right", "cue", "matched"),
    *prf("via", "via", "via found", "via gold"),
    *(ratio for name in _BESIDE for ratio in prf(name, name, f"{name} found", f"{name} gold")),
    share("form right", "form", "matched"),
    share("complement right", "complement", "matched"),
    share("negation right", "negated", "matched"),
    *(share(f"{name} recall", f"matched {name}", f"gold {name}", floor=False) for name in _COMPLEMENTS + _FORMS),
    share("nested recall", "matched nested", "gold nested", floor=False),
)
_GROUP_RATIOS: tuple[Ratio, ...] = (
    *prf("overlap", "matched", "found", "gold"),
    share("exact", "exact", "matched"),
    share("speaker right", "speaker right", "matched"),
    share("speaker none", "speaker none", "matched", better="lower"),
    share("cue right", "cue", "matched"),
)
_CALIBRATION_RATIOS: tuple[Ratio, ...] = (
    share("confidence", "confidence", "found"),
    share("right as a whole", "speaker right", "found"),
    share("content right", "matched", "found"),
    share("speaker right, of told", "speaker right", "speaker told"),
)


def score(gold: Gold, which: str, engine: Engine, options: Options = PLAIN) -> Score:
    """Score statements on a set. Raises NotBuilt where there is no reading yet, GoldError where there is no gold."""
    foreign = _foreign_spans(gold, which)
    judged = [_judged(gold, which, marked, engine, foreign) for marked in gold.statements(which)]
    together = list(chain.from_iterable(judged))
    return Score(
        part="statements", which=which, documents=len(judged),
        measures=measure(RATIOS, [tally(of) for of in judged], intervals=options.intervals),
        groups=_groups(together, options) if options.by else (),
        faults=tuple(fault for one in together for fault in faults_of(one)),
    )  # fmt: skip


def _judged(
    gold: Gold, which: str, marked: StatementsOf, engine: Engine, foreign: dict[str, tuple[Span, ...]]
) -> list[Judgement]:
    document = gold.document(marked.id, which)
    return Judge(document, marked, engine.read(document), foreign.get(document.id)).judge()


def _foreign_spans(gold: Gold, which: str) -> dict[str, tuple[Span, ...]]:
    """Where the gold itself says which stretches are not the article's own, by document."""
    if which != "seeds" or not gold.has("furniture", which):
        return {}
    return {
        of.id: tuple(segment.span for segment in of.segments if segment.kind in FOREIGN_BLOCKS)
        for of in gold.furniture(which)
    }


# -- counting ---------------------------------------------------------------------------------------------------------


def tally(judged: Iterable[Judgement]) -> dict[str, float]:
    """Counts of judgements, by the names that the ratios use."""
    counts: dict[str, float] = {}
    for one in judged:
        for name, value in _counts(one):
            counts[name] = counts.get(name, 0) + value
    return counts


def _counts(one: Judgement) -> Iterable[tuple[str, float]]:
    if one.found is not None:
        yield "found", 1
        yield "confidence", one.found.confidence
        yield "sure", one.found.confidence >= SURE
    if one.gold is not None:
        yield from _gold_counts(one, one.gold)
    if one.found is not None and one.gold is not None:
        yield from _matched_counts(one, one.found, one.gold)


def _gold_counts(one: Judgement, gold: GoldStatement) -> Iterable[tuple[str, float]]:
    for name in ["", f" {gold.form}", f" {gold.complement}"] + [" nested"] * (gold.inside is not None):
        yield f"gold{name}", 1
        if one.matched:
            yield f"matched{name}", 1


def _matched_counts(one: Judgement, found: Statement, gold: GoldStatement) -> Iterable[tuple[str, float]]:
    yield "exact", one.exact
    yield f"speaker {one.speaker}", 1
    yield "speaker told", one.speaker != "none"
    yield "sure right", one.speaker == "right" and found.confidence >= SURE
    yield "sure told", one.speaker != "none" and found.confidence >= SURE
    yield "cue", one.cue
    yield "via", one.via
    yield "via found", len(found.via)
    yield "via gold", len(gold.via)
    for name in _BESIDE:
        yield name, getattr(one, name)
        yield f"{name} found", getattr(found, name) is not None
        yield f"{name} gold", getattr(gold, name) is not None
    yield "form", found.form == gold.form
    yield "complement", found.complement == gold.complement
    yield "negated", found.negated == gold.negated


def _groups(judged: list[Judgement], options: Options) -> tuple[Group, ...]:
    by = options.by or ""
    wanted = _CALIBRATION_RATIOS if by == "confidence" else _GROUP_RATIOS
    return tuple(
        Group(
            name=name,
            measures=measure(wanted, [tally(of) for of in by_document(those).values()], intervals=options.intervals),
        )
        for name, those in groups_of(judged, by).items()
    )


# -- errors ------------------------------------------------------------------------------------------------------------


def faults_of(one: Judgement) -> Iterable[Fault]:
    """What is wrong about a statement: missed, made up, content, speaker, cue, relays, form, complement, negation."""
    if one.found is not None and one.gold is not None:
        yield from _matched_faults(one, one.found, one.gold)
    elif one.found is not None:
        yield _fault(one, "made up", f"who: {_names(speaker.name for speaker in one.found.speakers)}")
    else:
        yield _fault(one, "missed", f"who: {_names(one.gold_who)}")


def _matched_faults(one: Judgement, found: Statement, gold: GoldStatement) -> Iterable[Fault]:
    if not one.exact:
        yield _fault(one, "content", f"found: {_cut(one, found.content)}")
    if one.speaker != "right":
        told = _names(f"{speaker.name} ({speaker.how})" for speaker in found.speakers)
        yield _fault(one, f"speaker {one.speaker}", f"found: {told}; gold: {_names(one.gold_who)}")
    if not one.cue:
        yield _fault(one, "cue", f"found: {_cut(one, [found.cue.span])}; gold: {_cut(one, [gold.cue])}")
    if one.via < max(len(found.via), len(gold.via)):
        yield _fault(one, "via", f"found: {_cut(one, found.via)}; gold: {_cut(one, gold.via)}")
    for name in _BESIDE:
        mine, theirs = getattr(found, name), getattr(gold, name)
        if not getattr(one, name) and (mine or theirs):
            yield _fault(one, name, f"found: {_cut(one, [mine])}; gold: {_cut(one, [theirs])}")
    for name in ("form", "complement", "negated"):
        mine, theirs = getattr(found, name), getattr(gold, name)
        if mine != theirs:
            yield _fault(one, name, f"found: {mine}; gold: {theirs}")


def _fault(one: Judgement, kind: str, detail: str) -> Fault:
    cue = one.gold.cue if one.gold else one.found.cue.span if one.found else None
    content = one.gold.content if one.gold else one.found.content if one.found else ()
    text = f"[{_cut(one, [cue])}] {_cut(one, content)}"
    rule = one.found.rule if one.found else None
    return Fault(article=one.document.id, kind=kind, text=text, rule=rule, detail=detail)


def _cut(one: Judgement, pieces: Iterable[Span | None]) -> str:
    text = " … ".join(one.document.text[piece.start : piece.stop] for piece in pieces if piece) or "–"
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN // 2]} … {text[-_SHOWN // 2 :]}"


def _names(names: Iterable[str]) -> str:
    return ", ".join(names) or "–"


__all__ = ["PROPERTIES", "RATIOS", "faults_of", "score", "tally"]
