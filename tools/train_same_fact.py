"""Make data/models/same_fact.tsv: the weights that tell how likely two values are of one fact.

Nothing is marked by hand. Of two articles of one story that do not copy each other, a telling value that each of them has
once is of one fact; two values of which each has its like in the other article are of two facts. The stories of the
development set of disagreements are left out. Prints figures with stories left out in turn. Needs ``../shared`` and
scikit-learn; takes four minutes, most of it for reading the articles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from musnad.compare.claims import Claim, find_claims
from musnad.compare.copies import find_copies
from musnad.compare.same_fact import MEASURES, NUMBERS, TIMES, Family, measures, pairs_of
from musnad.compare.stories import find_stories
from musnad.compare.values import agree, equal
from musnad.reading import read
from musnad.records import Article, Story
from story_corpus import FOLDS, ROOT, Example, corpus, stories_marked

TABLE = ROOT / "src" / "musnad" / "data" / "models" / "same_fact.tsv"
FAMILIES: Mapping[Family, frozenset[str]] = {"numbers": NUMBERS, "times": TIMES}
#: A value of so many figures is hardly of two things; stories of more articles are left out, they are running matters.
TELLING, LARGEST = 2, 40


def examples(articles: Sequence[Article]) -> Iterator[tuple[str, Example]]:
    """The pairs to learn from, each with the kind of its values."""
    copies = find_copies(articles)
    groups: dict[str, set[str]] = defaultdict(set)
    for group in copies:
        for one in group.articles:
            groups[one].add(group.id)
    by_id = {article.id: article for article in articles}
    for story in find_stories(articles, {}, copies):
        if len(story.articles) <= LARGEST:
            yield from of_story(story, by_id, groups)


def of_story(story: Story, articles: Mapping[str, Article], groups: Mapping[str, set[str]]) -> Iterator[tuple[str, Example]]:
    """The pairs of one story."""
    claims = {one: find_claims(articles[one], read(articles[one])) for one in story.articles}
    for first, second in combinations(story.articles, 2):
        if not groups[first] & groups[second]:
            yield from of_pair(story.id, claims[first], claims[second])


def of_pair(story: str, first: Sequence[Claim], second: Sequence[Claim]) -> Iterator[tuple[str, Example]]:
    """The pairs of two articles' claims of which it can be told whether they are of one fact."""
    for _, _, pair in pairs_of(first, second):
        one, other = pair.one, pair.other
        mine, theirs = like(one, second), like(other, first)
        if equal(one.value, other.value):
            telling = one.kind in TIMES or len("".join(one.value.figures).rstrip("0")) >= TELLING
            if telling and len(mine) == len(theirs) == 1:
                yield one.kind, Example(story, measures(pair), True)
        elif bool(mine) != bool(theirs) and not agree(one.value, other.value):
            yield one.kind, Example(story, measures(pair), False)


def like(claim: Claim, others: Sequence[Claim]) -> list[Claim]:
    """Those that give the same value."""
    return [other for other in others if other.kind == claim.kind and equal(claim.value, other.value)]


def learn(found: Sequence[Example]) -> list[float]:
    """The constant and the weights, after the figures with stories left out in turn."""
    values, same = [one.measures for one in found], [one.same for one in found]
    model = LogisticRegression(class_weight="balanced", max_iter=2000)
    told = cross_val_predict(
        model, values, same, groups=[one.story for one in found], cv=GroupKFold(FOLDS), method="predict_proba"
    )[:, 1]  # fmt: skip
    print(f"{len(same)} pairs, {sum(same)} of one fact")
    for least in (0.5, 0.8, 0.9, 0.95, 0.98):
        right = sum(p >= least and s for p, s in zip(told, same)) / sum(same)
        wrong = sum(p >= least and not s for p, s in zip(told, same)) / (len(same) - sum(same))
        print(f"from {least}: {right:.3f} of the same, {wrong:.4f} of the others")
    model.fit(values, same)
    return [float(model.intercept_[0]), *map(float, model.coef_[0])]


def main() -> None:
    marked = stories_marked()
    found = list(examples([one for one in corpus() if one.given_id not in marked]))
    weights = [learn([example for kind, example in found if kind in kinds]) for kinds in FAMILIES.values()]
    head = (
        f"# Logistic regressions by tools/train_same_fact.py on {len(found)} pairs ({sum(one.same for _, one in found)} of one\n"
        "# fact), 2 April - 10 May 2018, ANT corpus v2.1, nothing marked by hand. Card: same_fact.md\n"
        "measure\t" + "\t".join(FAMILIES) + "\n"
    )
    rows = zip(("constant", *MEASURES), *weights)
    TABLE.write_text(head + "".join(f"{name}\t{one:.4f}\t{other:.4f}\n" for name, one, other in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
