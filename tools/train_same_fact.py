"""Make data/models/same_fact.tsv: the weights that tell how likely two counts, sums or shares are of one fact.

Nothing is marked by hand. Of two articles of one story that do not copy each other, a telling value that each of them has
once is of one fact; two values of which each has its like in the other article are of two facts. The stories of the
development set of disagreements are left out. Prints figures with stories left out in turn. Needs ``../shared`` and
scikit-learn; takes four minutes, most of it for reading the articles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from musnad.compare.claims import Claim, find_claims
from musnad.compare.copies import find_copies
from musnad.compare.same_fact import MEASURES, measures
from musnad.compare.stories import find_stories
from musnad.compare.values import agree, equal
from musnad.reading import read
from musnad.records import Article, Reading, Story
from story_corpus import FOLDS, ROOT, Example, corpus, stories_marked

TABLE = ROOT / "src" / "musnad" / "data" / "models" / "same_fact.tsv"
KINDS = ("count", "percent", "money", "measure")
#: A value of so many figures is hardly of two things; stories of more articles are left out, they are running matters.
TELLING, LARGEST = 2, 40


def examples(articles: Sequence[Article]) -> Iterator[Example]:
    """The pairs to learn from."""
    copies = find_copies(articles)
    groups: dict[str, set[str]] = defaultdict(set)
    for group in copies:
        for one in group.articles:
            groups[one].add(group.id)
    by_id = {article.id: article for article in articles}
    for story in find_stories(articles, {}, copies):
        if len(story.articles) <= LARGEST:
            yield from of_story(story, by_id, groups)


def of_story(story: Story, articles: dict[str, Article], groups: dict[str, set[str]]) -> Iterator[Example]:
    """The pairs of one story."""
    claims = {one: claims_of(articles[one], read(articles[one])) for one in story.articles}
    for first, second in combinations(story.articles, 2):
        if not groups[first] & groups[second]:
            yield from of_pair(story.id, claims[first], claims[second])


def claims_of(article: Article, reading: Reading) -> list[Claim]:
    """The claims of an article of the kinds that are learned."""
    return [one for one in find_claims(article, reading) if one.kind in KINDS]


def of_pair(story: str, first: Sequence[Claim], second: Sequence[Claim]) -> Iterator[Example]:
    """The pairs of two articles' claims of which it can be told whether they are of one fact."""
    for one in first:
        for other in second:
            if one.kind != other.kind or (one.kind != "count" and one.what != other.what):
                continue
            mine, theirs = like(one, second), like(other, first)
            once = len(mine) == len(theirs) == 1
            alone = one.what == other.what and all(
                sum(claim.what == one.what for claim in claims) == 1 for claims in (first, second)
            )  # fmt: skip
            if equal(one.value, other.value):
                if once and len("".join(one.value.figures).rstrip("0")) >= TELLING:
                    yield Example(story, measures(one, other, alone), True)
            elif bool(mine) != bool(theirs) and not agree(one.value, other.value):
                yield Example(story, measures(one, other, alone), False)


def like(claim: Claim, others: Sequence[Claim]) -> list[Claim]:
    """Those that give the same value."""
    return [other for other in others if other.kind == claim.kind and equal(claim.value, other.value)]


def main() -> None:
    marked = stories_marked()
    found = list(examples([one for one in corpus() if one.given_id not in marked]))
    values, same = [one.measures for one in found], [one.same for one in found]
    model = LogisticRegression(class_weight="balanced", max_iter=1000)
    told = cross_val_predict(
        model, values, same, groups=[one.story for one in found], cv=GroupKFold(FOLDS), method="predict_proba"
    )[:, 1]  # fmt: skip
    model.fit(values, same)
    for least in (0.5, 0.8, 0.9, 0.95, 0.98):
        right = sum(p >= least and s for p, s in zip(told, same)) / sum(same)
        wrong = sum(p >= least and not s for p, s in zip(told, same)) / (len(same) - sum(same))
        print(f"from {least}: {right:.3f} of the same, {wrong:.4f} of the others")
    rows = [("constant", model.intercept_[0]), *zip(MEASURES, model.coef_[0])]
    head = (
        f"# Logistic regression by tools/train_same_fact.py on {len(found)} pairs ({sum(same)} of one fact),\n"
        "# 2 April - 10 May 2018, ANT corpus v2.1, nothing marked by hand. Card: same_fact.md\nmeasure\tweight\n"
    )
    TABLE.write_text(head + "".join(f"{name}\t{weight:.4f}\n" for name, weight in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
