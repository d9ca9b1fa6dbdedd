"""Make data/models/story_edges.tsv: the weights that tell how likely two articles are of one story.

Logistic regression with a quadratic penalty, by Newton's method (Bishop 2006, 4.3.3), on the pairs of the development
set of stories: an article of a marked story with every article of the corpus that the join proposes for it. Each story
was searched for to completeness, so all others are negative. Prints cross-validated figures. Needs ``../shared``.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from math import exp, log

from musnad.compare.edges import MEASURES, likeness, propose
from musnad.compare.keys import in_order
from musnad.compare.terms import Rareness, topic_key
from musnad.settings import Settings
from story_corpus import FOLDS, ROOT, Example, corpus, stories_marked

TABLE = ROOT / "src" / "musnad" / "data" / "models" / "story_edges.tsv"
#: Weight of the penalty. # 0.03–3 gave the same within .005 of average precision, 2026-11
PENALTY = 0.3
ROUNDS = 30


def examples() -> list[Example]:
    """The pairs to learn from."""
    home = stories_marked()
    articles = in_order(corpus())
    keys = [topic_key(article) for article in articles]
    names = [article.given_id or "" for article in articles]
    found = []
    for first, second, one, other in propose(keys, Rareness(keys), Settings().story_hours):
        stories = home.get(names[first]), home.get(names[second])
        story = stories[0] or stories[1]
        if story:
            found.append(Example(story, (1.0, *likeness(one, other)), stories[0] == stories[1]))
    return found


def learn(pairs: Sequence[Example]) -> list[float]:
    """Weights, the constant first."""
    size = len(MEASURES) + 1
    weights = [0.0] * size
    for _ in range(ROUNDS):
        gradient = [0.0 if k == 0 else PENALTY * w for k, w in enumerate(weights)]
        hessian = [[PENALTY if i == j and i else 0.0 for j in range(size)] for i in range(size)]
        for pair in pairs:
            chance = predict(weights, pair.measures)
            miss, slope = chance - pair.same, max(chance * (1 - chance), 1e-9)
            for i, value in enumerate(pair.measures):
                gradient[i] += miss * value
                for j, other in enumerate(pair.measures):
                    hessian[i][j] += slope * value * other
        step = solve(hessian, gradient)
        weights = [weight - change for weight, change in zip(weights, step)]
    return weights


def predict(weights: Sequence[float], measures: Sequence[float]) -> float:
    """Chance that a pair is of one story."""
    score = sum(weight * value for weight, value in zip(weights, measures))
    return 1 / (1 + exp(-max(min(score, 40.0), -40.0)))


def solve(matrix: list[list[float]], right: Sequence[float]) -> list[float]:
    """Solve a small system by elimination with pivots."""
    rows = [[*row, value] for row, value in zip(matrix, right)]
    for at in range(len(rows)):
        pivot = max(range(at, len(rows)), key=lambda row: abs(rows[row][at]))
        rows[at], rows[pivot] = rows[pivot], rows[at]
        for row in range(len(rows)):
            if row != at:
                share = rows[row][at] / rows[at][at]
                rows[row] = [value - share * lead for value, lead in zip(rows[row], rows[at])]
    return [row[-1] / row[at] for at, row in enumerate(rows)]


def crossed(pairs: Sequence[Example]) -> tuple[float, float]:
    """Best F1 and logarithmic loss of pairs whose stories were left out of the learning."""
    stories = sorted({pair.story for pair in pairs})
    random.Random(0).shuffle(stories)
    scored: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        out = set(stories[fold::FOLDS])
        weights = learn([pair for pair in pairs if pair.story not in out])
        scored += [(predict(weights, pair.measures), pair.same) for pair in pairs if pair.story in out]
    right = sum(same for _, same in scored)
    best = 0.0
    for number in range(5, 100, 5):
        kept = [same for chance, same in scored if chance >= number / 100]
        best = max(best, 2 * sum(kept) / (len(kept) + right))
    loss = -sum(log(max(chance if same else 1 - chance, 1e-9)) for chance, same in scored) / len(scored)
    return best, loss


def main() -> None:
    """Learn from all pairs and write the table."""
    pairs = examples()
    best, loss = crossed(pairs)
    same = sum(pair.same for pair in pairs)
    print(f"{len(pairs)} pairs, {same} of one story; left-out stories: best F1 {best:.3f}, loss {loss:.3f}")
    weights = learn(pairs)
    lines = [
        f"# Logistic regression by tools/train_story_edges.py on {len(pairs)} pairs ({same} of one story),",
        f"# 2 April - 10 May 2018, ANT corpus v2.1; stories left out in turn: best F1 {best:.3f}. Card: story_edges.md",
        "measure\tweight",
        *(f"{name}\t{weight:.4f}" for name, weight in zip(("constant", *MEASURES), weights)),
    ]
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
