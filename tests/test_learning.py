"""Learned decisions: the model, its learning, and the switch."""

from __future__ import annotations

from pathlib import Path

import pytest

from musnad.evaluate.learning import FOLDS, Choice, Recipe, best, fold_of, learn, table_text, yes_or_no
from musnad.find.name_tagger import tagger_key
from musnad.link.weighing import names_of, weigh
from musnad.page.article import make_article
from musnad.reading import made_by, read
from musnad.settings import Settings
from musnad.text.linear import Linear, chance, load_models, read_models

RAIN = [yes_or_no(f"d{day}", ["clouds", f"day={day}"] if day % 3 else ["sun"], bool(day % 3)) for day in range(60)]


def learned(choices: list[Choice]) -> dict[str, float]:
    pytest.importorskip("scipy", reason="scipy is of the extra `train`")
    return learn(choices, Recipe(penalty=0.1))


def test_it_learns_what_tells() -> None:
    weights = learned(RAIN)
    assert weights["clouds"] > 1 > -1 > weights["sun"]
    assert "day=1" not in weights, "in one document only"
    assert all(best(weights, one) == one.right for one in RAIN)


def test_the_best_of_several_is_learned_too() -> None:
    choices = [Choice(f"d{n}", (("far",), ("near", "big"), ("near",)), 2) for n in range(20)]
    weights = learned(choices)
    assert best(weights, choices[0]) == 2


def test_the_same_choices_give_the_same_table() -> None:
    assert table_text(learned(RAIN), ["by a test"]) == table_text(learned(list(RAIN)), ["by a test"])


def test_folds_hang_on_the_id_alone() -> None:
    folds = [fold_of(f"ant-{number}") for number in range(500)]
    assert set(folds) == set(range(FOLDS))
    assert folds == [fold_of(f"ant-{number}") for number in range(500)]


def test_a_model_says_what_weighed() -> None:
    model = Linear("rain", {"clouds": 1.5, "sun": -2.0})
    assert model.score(["clouds", "sun", "wind"]) == -0.5
    assert [one.feature for one in model.weighed(["clouds", "wind", "sun"])] == ["sun", "clouds"]
    assert chance(model.score(["sun"])) < 0.5
    assert model.key != Linear("rain", {"clouds": 1.5}).key


def test_scores_are_whole_thousandths_in_any_order() -> None:
    model = Linear("rain", {"a": 0.1, "b": 0.2, "c": 0.3})
    assert {model.score(one) for one in ("abc", "cba", "bca")} == {0.6}
    assert model.behind["a"] == {"": 100}
    assert model.behind[""] == {"a": 100, "b": 200, "c": 300}


def test_blocks_weigh_what_their_names_do() -> None:
    model = Linear("speaker", {"told": 1.0, "told: head a": 0.5, "cut: head a": 0.25, "cut: head b": 8.0})
    blocks = [("", ["told", "new"]), ("told: ", ["head a"]), ("cut: ", ["head a"]), ("told: ", ["head a", "far"])]
    assert names_of(blocks) == ("told", "new", "told: head a", "cut: head a", "told: far")
    assert weigh(model, blocks) == 1750 == 1000 * model.score(names_of(blocks))


def test_models_that_are_not_there_are_left_out(tmp_path: Path) -> None:
    assert read_models(tmp_path) == {}


def test_learned_decisions_can_be_switched_off() -> None:
    alone = Settings(learned=False)
    reading = read(make_article("قال الوزير إن المدارس ستفتح الأحد."), settings=alone)
    assert not any(model.key in reading.made_by for model in load_models().values())
    assert tagger_key() in reading.made_by  # names have no rules to fall back on
    assert len(reading.statements) == 1
    assert all(model.key in made_by(Settings()) for model in load_models().values())
