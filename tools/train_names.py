"""Learn the tagger of names: data/models/word_clusters.tsv (words that stand in like company) and data/models/names.tsv.

    python tools/train_names.py clusters     # from the pan-Arab corpus, some minutes
    python tools/train_names.py              # the tagger, from the marked names

The tagger is learned once more without each fold of the documents, into `eval/crossed`, so that `musnad eval` reads no document
with a tagger that saw it. Needs the corpus and the gold beside the project, and the packages of the extra ``train``. What is
learned from are the names of `mentions.dev` and `mentions.ours` (``ant-*`` documents only), of `mentions.written` (articles
written for the project) and of `eval/names.train.jsonl`: excerpts of the pan-Arab corpus by offsets.
"""

from __future__ import annotations

import json
import lzma
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from musnad.evaluate.gold import HELD_SETS
from musnad.evaluate.learning import FOLDS, fold_of
from musnad.evaluate.lessons import FREE
from musnad.evaluate.project import this_project
from musnad.evaluate.released import OpenGold
from musnad.find.cues import CueWords
from musnad.find.name_features import NameFeatures, Token, around, at_distance, in_row, known_marks
from musnad.find.name_tagger import LABELS
from musnad.find.scene import Scene, Tables, set_scene
from musnad.find.words import NewsWords
from musnad.text.view import look

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
CORPUS = SHARED / "corpus" / "ant-2018.jsonl.xz"
MARKED = ROOT / "eval" / "names.train.jsonl"
MODELS = ROOT / "src" / "musnad" / "data" / "models"
CITE = "ANT corpus v2.1 (cite Chouigui, Ben Khiroun, Elayeb 2017)"
#: Words seen so often get a cluster; so many of the most frequent words are what company is told by.
LEAST, COMPANY, DIMENSIONS, COARSE, FINE = 5, 3000, 100, 200, 600
#: Weights of the tagger's penalties on size; scores below this are left out.  # tried 0.02–0.1, 0.1–0.6 on mentions.dev, 2026-11
L1, L2, SMALLEST = 0.02, 0.6, 0.02
KINDS = {"person": "P", "body": "B", "place": "L", "known": "G"}

Marked = tuple[str, list[tuple[int, int, str]]]
Lesson = tuple[list[list[str]], list[str]]


def articles() -> Iterator[dict[str, Any]]:
    """The articles of the pan-Arab corpus."""
    with lzma.open(CORPUS, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def marked_excerpts() -> list[tuple[str, Marked]]:
    """The excerpts that were marked for training: of which document, text and (start, stop, kind). Of a document of the gold
    sets none is taken: it is marked whole, or held back."""
    gold = OpenGold(SHARED / "gold", this_project().released)
    marked_whole = {row.id for which in ("dev", "ours", *HELD_SETS) for row in gold.mentions(which)}
    rows: list[dict[str, Any]] = [json.loads(line) for line in MARKED.open(encoding="utf-8")]
    wanted = {row["id"]: row for row in rows if row["id"] not in marked_whole}
    found = []
    for article in articles():
        row = wanted.get(article["id"])
        if row:
            first = row["start"]
            names = [(start - first, stop - first, KINDS[kind]) for start, stop, kind in row["names"]]
            found.append((article["id"], (article["text"][first : row["stop"]], names)))
    return found


def marked_gold() -> list[tuple[str, Marked]]:
    """The names of the gold documents by document, those of the corpus that may be shipped."""
    gold, found = OpenGold(SHARED / "gold", this_project().released), []
    for which in ("dev", "ours", "written"):
        for row in gold.mentions(which):
            names = [
                (one.span.start, one.span.stop, KINDS[entity.kind])
                for entity in row.entities if entity.kind in KINDS
                for one in entity.mentions if one.how == "name"
            ]  # fmt: skip
            if row.id.startswith(FREE):
                found.append((row.id, (gold.document(row.id, which).text, names)))
    return found


def labelled(features: NameFeatures, marked: Marked) -> tuple[Scene, list[Token], list[str]]:
    """A text as the tagger sees it, with the label of each word."""
    text, names = marked
    scene = set_scene(look(text), Tables.load())
    tokens = features.tokens(scene)
    starts = [word.start + len(token.letters) for word, token in zip(scene.words, tokens)]
    labels = ["O"] * len(tokens)
    known = dict(known_marks(scene))
    for start, stop, kind in sorted(names, key=lambda one: one[0] - one[1]):
        inside = [at for at, word in enumerate(scene.words) if starts[at] < stop and word.stop > start]
        if inside and all(labels[at] == "O" for at in inside):
            in_tables = all(known.get(at, "")[:-1] in ("city", "country") for at in inside)
            kind = ("G" if in_tables else "B" if kind == "G" else kind) if kind != "P" else kind
            for at in inside:
                labels[at] = ("B-" if at == inside[0] else "I-") + kind
    return scene, tokens, labels


def feature_rows(features: NameFeatures, scene: Scene, tokens: Sequence[Token]) -> list[list[str]]:
    """All features of each word, as the tagger sums them."""
    known = dict(known_marks(scene))
    letters = [*(one.letters for one in tokens), ""]
    own = [features.of_word(one.base) if one.arabic else () for one in tokens]
    seen_as = ["", *map(features.seen_as, tokens), ""]
    rows = []
    for at in range(len(tokens)):
        row = list(in_row(*seen_as[at : at + 3]))
        row += around(letters[at], letters[at + 1], *(known.get(one, "") for one in (at - 1, at, at + 1)))
        for step in (-2, -1, 0, 1, 2):
            if 0 <= at + step < len(tokens):
                row += at_distance(own[at + step], tokens[at + step].base, step)
            elif abs(step) == 1:
                row.append(f"{step:+}END")
        rows.append(row)
    return rows


def lesson(features: NameFeatures, marked: Marked) -> Lesson:
    """A text as features and label of each word."""
    scene, tokens, labels = labelled(features, marked)
    return feature_rows(features, scene, tokens), labels


def learn(lessons: Iterable[Lesson]) -> dict[str, tuple[float, ...]]:
    """Scores by feature, and of the moves from label to label."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(verbose=False)
    for rows, labels in lessons:
        trainer.append(rows, labels)
    trainer.set_params({"c1": L1, "c2": L2, "max_iterations": 100, "feature.possible_transitions": True})
    with NamedTemporaryFile() as file:
        trainer.train(file.name)
        tagger = pycrfsuite.Tagger()
        tagger.open(file.name)
        info = tagger.info()
    scores: dict[str, list[float]] = {}
    for (name, label), score in info.state_features.items():
        if abs(score) >= SMALLEST:
            scores.setdefault(name, [0.0] * len(LABELS))[LABELS.index(label)] = round(score, 2)
    for one in LABELS:
        scores[f"move {one}"] = [round(info.transitions.get((one, other), 0.0), 2) for other in LABELS]
    return {name: tuple(row) for name, row in scores.items()}


def write_tagger(scores: dict[str, tuple[float, ...]], path: Path) -> None:
    """Write the model as a table."""
    title = f"# Scores of the tagger of names by label ({' '.join(LABELS)}); made by tools/train_names.py."
    lines = [title, "feature\tscores"]
    lines += [f"{name}\t{' '.join(f'{score:g}' for score in scores[name])}" for name in sorted(scores)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_taggers() -> None:
    """Learn and write the tagger, and one without each fold."""
    features = NameFeatures.load()
    lessons = [(given_id, lesson(features, marked)) for given_id, marked in (*marked_gold(), *marked_excerpts())]
    for fold in range(FOLDS):
        held = [one for given_id, one in lessons if fold_of(given_id) != fold]
        write_tagger(learn(held), this_project().crossed / f"names.{fold}.tsv")
    write_tagger(learn([one for _, one in lessons]), MODELS / "names.tsv")


def write_clusters() -> None:
    """Cluster words by the company they keep: positive pointwise mutual information, cut to its main directions."""
    import numpy as np
    from scipy.sparse import coo_matrix, csr_matrix
    from sklearn.cluster import MiniBatchKMeans
    from sklearn.utils.extmath import randomized_svd

    bare = NameFeatures(NewsWords.load(), {}, frozenset(), CueWords.load())
    scenes = (set_scene(look(row["text"]), Tables.load()) for row in articles())
    texts = [[(one.letters, one.base) for one in bare.tokens(scene)] for scene in scenes]
    counts = Counter(base for text in texts for _, base in text)
    words = [word for word, count in counts.most_common() if count >= LEAST]
    near_rows, columns = _company(texts, {word: at for at, word in enumerate(words)})
    shape = (len(words), 4 * COMPANY + 20)
    matrix = coo_matrix((np.ones(len(columns), np.float32), (near_rows, columns)), shape=shape).tocsr()
    matrix.sum_duplicates()
    seen, near = np.asarray(matrix.sum(1)).ravel(), np.asarray(matrix.sum(0)).ravel() ** 0.75
    cells = matrix.tocoo()
    value = np.log(cells.data * near.sum() / (seen[cells.row] * near[cells.col]) + 1e-9)
    kept = value > 0
    positive = csr_matrix((value[kept], (cells.row[kept], cells.col[kept])), shape=shape)
    left, sizes, _ = randomized_svd(positive, DIMENSIONS, n_iter=4, random_state=0)
    places = left * np.sqrt(sizes)
    places /= np.linalg.norm(places, axis=1, keepdims=True) + 1e-9
    labels = [
        MiniBatchKMeans(size, random_state=0, batch_size=4096, n_init=3, max_iter=60).fit(places).labels_
        for size in (COARSE, FINE)
    ]
    title = f"# Clusters of words by the words around them, {CITE}; made by tools/train_names.py."
    lines = [title, "word\tcoarse\tfine\tcount"]
    rows = (f"{word}\t{labels[0][at]}\t{labels[1][at]}\t{counts[word]}" for at, word in enumerate(words) if word.strip())
    lines += sorted(rows)
    (MODELS / "word_clusters.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _company(texts: Sequence[Sequence[tuple[str, str]]], places: dict[str, int]) -> tuple[list[int], list[int]]:
    """For each word, the frequent words one and two places before and behind it, and letters attached here and behind."""
    rows: list[int] = []
    columns: list[int] = []
    for text in texts:
        numbers = [places.get(base, -1) for _, base in text]
        for at, number in enumerate(numbers):
            if number < 0:
                continue
            for block, step in enumerate((-1, 1, -2, 2)):
                other = numbers[at + step] if 0 <= at + step < len(numbers) else -1
                if 0 <= other < COMPANY:
                    rows.append(number)
                    columns.append(block * COMPANY + other)
            for block, step in enumerate((0, 1)):
                letters = text[at + step][0] if at + step < len(text) else ""
                if letters:
                    rows.append(number)
                    columns.append(4 * COMPANY + 10 * block + ord(letters[-1]) % 10)
    return rows, columns


def main(what: str = "") -> None:
    """Make what is asked for."""
    if what == "clusters":
        write_clusters()
    else:
        write_taggers()


if __name__ == "__main__":
    main(*sys.argv[1:])
