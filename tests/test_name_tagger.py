"""The tagger of names: its sums are those of the named features, and its paths those of a search of all paths."""

from itertools import pairwise, product

from hypothesis import given, settings
from hypothesis import strategies as st

from musnad.find.name_features import NameFeatures, Token, around, at_distance, in_row, known_marks
from musnad.find.name_paths import Paths
from musnad.find.name_scores import LABELS, Scores, pack, unpack, whole
from musnad.find.name_tagger import NameTagger
from musnad.find.scene import Tables, set_scene
from musnad.text.lexicon import table
from musnad.text.memo import Memo
from musnad.text.view import look

TEXT = "وقال وزير الخارجية المصري سامح شكري لرويترز في لندن إن 3 وفود من باريس وBBC زارت وزارة الدفاع."
SCORES = {row["feature"]: tuple(map(float, row["scores"].split(" "))) for row in table("models/names")}
rows = st.lists(st.tuples(*[st.sampled_from([-6.0, -2.0, -1.0, -0.5, 0.0, 0.5, 3.0, 9.0])] * len(LABELS)), min_size=1, max_size=4)


def named_features(features: NameFeatures, tokens: list[Token], known: dict[int, str], at: int) -> list[str]:
    """The features of one word, by name, as the model is learned from them."""
    behind = tokens[at + 1].letters if at + 1 < len(tokens) else ""
    found = around(tokens[at].letters, behind, *(known.get(one, "") for one in (at - 1, at, at + 1)))
    for step in (-2, -1, 0, 1, 2):
        if 0 <= at + step < len(tokens):
            token = tokens[at + step]
            found += at_distance(features.of_word(token.base) if token.arabic else (), token.base, step)
        elif abs(step) == 1:
            found.append(f"{step:+}END")
    seen_as = ["", *map(features.seen_as, tokens), ""]
    return [*found, *in_row(*seen_as[at : at + 3])]


def test_a_row_is_the_sum_of_the_scores_of_its_named_features() -> None:
    tagger, scene = NameTagger.load(), set_scene(look(TEXT), Tables.load())
    tokens = tagger.features.tokens(scene)
    summed = list(enumerate(tagger.sums(scene, tokens)))
    assert sum(row is not None for _, row in summed) > len(tokens) // 3
    for at, row in summed:
        if row is None:  # outside whatever stands around it
            continue
        names = named_features(tagger.features, tokens, dict(known_marks(scene)), at)
        sums = [sum(whole(SCORES[name][label]) for name in names if name in SCORES) for label in range(len(LABELS))]
        assert unpack(row) == tuple(score - sums[0] for score in sums[1:]), scene.words[at].norm


def score_of(path: tuple[int, ...], scores: list[Scores], opens: bool, ends: bool) -> float:
    """The score of a path that stands behind and before words outside of names, unless it opens or ends the text."""
    moved = [*(() if opens else (0,)), *path, *(() if ends else (0,))]
    total = sum(whole(row[label] - row[0]) for row, label in zip(scores, path))
    for old, new in pairwise(moved):
        legal = not LABELS[new].startswith("I") or LABELS[old][1:] == LABELS[new][1:]
        total += whole(SCORES[f"move {LABELS[old]}"][new]) if legal else -(10**9)
    return total - (10**9 if opens and LABELS[path[0]].startswith("I") else 0)


@settings(max_examples=60, deadline=None)
@given(rows, st.booleans(), st.booleans())
def test_the_path_found_is_as_good_as_any(scores: list[Scores], opens: bool, ends: bool) -> None:
    paths = Paths.of(SCORES)
    packed = [pack(row) for row in scores]
    whole_path = paths.best(packed, opens, ends)
    best = max(score_of(path, scores, opens, ends) for path in product(range(len(LABELS)), repeat=len(scores)))
    assert score_of(tuple(whole_path), scores, opens, ends) == best
    parted = [0] * len(scores)
    for first, stop in paths.doubtful(packed, opens, ends):
        parted[first:stop] = paths.best(packed[first:stop], opens and first == 0, ends and stop == len(scores))
    assert parted == whole_path, "outside everywhere but in the doubtful runs"


def test_what_is_remembered_is_bounded() -> None:
    asked = []
    memo: Memo[int, int] = Memo(lambda key: asked.append(key) or key, most=3)
    for key in (1, 2, 3, 1, 4, 1, 2, 5, 6, 1):
        assert memo[key] == key
        assert len(memo) <= 3
    assert asked == [1, 2, 3, 4, 5, 6], "those asked for often are still known"
