import copy
import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError

from feedback_nlp import columns as c
from feedback_nlp.errors import ConfigError, DataError, OutputError
from feedback_nlp.tag import store
from feedback_nlp.tag.card import as_markdown, make_card
from feedback_nlp.tag.classifier import ThemeClassifier
from feedback_nlp.tag.frame import CodeFrame
from feedback_nlp.tag.learnt import KernelAndNeighbours
from feedback_nlp.tag.material import Material
from feedback_nlp.tag.thresholds import UNSURE, fit_sure
from feedback_nlp.tag.trained import TrainedTagger, train

SAYS = {
    "LOCAL": ["The village gets forgotten", "Nobody knows our town any more", "Every place is different"],
    "TRAVEL": ["The coach stops at five", "Petrol is dear", "It is a long drive on that road"],
    "MONEY": ["Fewer chiefs cost less", "Cheaper to run one office", "Pool the budgets and spend less"],
    c.NO_THEME: ["I filled this in", "Good luck to you all", "Nothing more from me"],
}


def answers_and_codes(tables: Any, n: int) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    pool = [(text, code) for code, texts in SAYS.items() for text in texts]
    picked = [pool[(i * 7) % len(pool)] for i in range(n)]
    answers, segments = tables(*(f"{text}. My number is {i}." for i, (text, _) in enumerate(picked)))
    coded = pd.DataFrame({c.RESPONSE_ID: answers[c.RESPONSE_ID], c.CODE: [code for _, code in picked]})
    return answers, segments, coded


@pytest.fixture(scope="module")
def trained(encode: Any, nlp: Any, frame: CodeFrame, tables: Any) -> TrainedTagger:
    answers, segments, coded = answers_and_codes(tables, 96)
    return train(answers, segments, coded, frame, encode=encode, nlp=nlp, date="2020-04-11")


def test_it_learns_what_the_frame_does_not_say(trained: TrainedTagger, encode: Any, nlp: Any, tables: Any) -> None:
    answers, segments = tables(
        "Hello there. Petrol is so dear these days.", "Good luck.", "Our village gets forgotten."
    )
    labels = trained.tag(answers, segments, encode=encode, nlp=nlp)
    texts = dict(zip(answers[c.RESPONSE_ID], answers[c.TEXT], strict=True))
    got = [(r.response_id, r.code, r.source, texts[r.response_id][r.start : r.end]) for r in labels.itertuples()]
    assert got == [
        ("R0/q", "TRAVEL", "model", "Petrol is so dear these days."),
        ("R2/q", "LOCAL", "model", "Our village gets forgotten."),
    ]
    assert c.check(labels, "labels")[c.FOR_A_PERSON].dtype == bool


def test_order_of_rows_does_not_matter(encode: Any, nlp: Any, frame: CodeFrame, tables: Any) -> None:
    answers, segments, coded = answers_and_codes(tables, 24)
    one = train(answers, segments, coded, frame, encode=encode, nlp=nlp)
    mixed = [frame_.sample(frac=1, random_state=1) for frame_ in (answers, segments, coded)]
    other = train(*mixed, frame, encode=encode, nlp=nlp)
    labels = [t.tag(answers, segments, encode=encode, nlp=nlp) for t in (one, other)]
    pd.testing.assert_frame_equal(labels[0], labels[1])


def test_nothing_to_tag(trained: TrainedTagger, encode: Any, nlp: Any) -> None:
    labels = trained.tag(c.empty("prepared"), c.empty("segments"), encode=encode, nlp=nlp)
    assert labels.empty
    assert list(labels.columns) == [*c.LABELS, c.FOR_A_PERSON]


def test_too_few_and_who_wrote(encode: Any, nlp: Any, frame: CodeFrame, tables: Any) -> None:
    answers, segments, coded = answers_and_codes(tables, 9)
    with pytest.raises(DataError, match="9 coded answers"):
        train(answers, segments, coded, frame, encode=encode, nlp=nlp)
    with pytest.raises(ValueError, match="never a feature"):
        train(answers, segments, coded, frame, encode=encode, nlp=nlp, attributes=[c.RESPONDENT_ID])


def test_the_classifier_can_be_cloned_and_set() -> None:
    model = ThemeClassifier(ridge=3.0, n_folds=4)
    assert clone(model).get_params() == {"width": 1.0, "ridge": 3.0, "frame": 0.05, "neighbours": 20, "n_folds": 4}
    assert model.set_params(n_folds=2).n_folds == 2
    assert clone(KernelAndNeighbours(width=0.5)).get_params()["width"] == 0.5


def test_a_clone_knows_nothing_and_learns_the_same(trained: TrainedTagger) -> None:
    rng = np.random.default_rng(0)
    truth = np.eye(3)[rng.integers(0, 3, 30)]
    texts = np.array([["bus stop", "old village", "cheap office"][row.argmax()] for row in truth], dtype=object)
    material = Material(
        texts, np.array(["question=q"] * 30, dtype=object), np.eye(30), np.zeros((30, 3)), np.zeros((30, 0))
    )
    again = clone(trained.classifier)
    with pytest.raises(NotFittedError):
        again.predict(material)
    one, other = (model.fit(material, truth).predict_proba(material) for model in (again, clone(again)))
    assert np.array_equal(one, other)
    assert (one.argmax(axis=1) == truth.argmax(axis=1)).all()


def random_material(seed: int, n: int, n_codes: int = 5) -> tuple[Material, Any]:
    rng = np.random.default_rng(seed)
    words = np.array(["bus", "train", "road", "school", "park", "shop", "bridge", "river", "house", "light"])
    texts = np.array([" ".join(rng.choice(words, 5)) for _ in range(n)], dtype=object)
    asked = np.array(["question=q"] * n, dtype=object)
    vectors, frame, deep = rng.normal(size=(n, 4)) / 3, rng.normal(size=(n, n_codes)), np.zeros((n, 0))
    return Material(texts, asked, vectors, frame, deep), (rng.random((n, n_codes)) < 0.3).astype(float)


def test_where_there_is_nothing_to_learn_the_card_does_not_say_so() -> None:
    """With stack and thresholds fitted where they are measured, .35 of these labels looked right; .30 are by chance."""
    counts = np.zeros(3)
    for seed in range(8):
        material, truth = random_material(seed, 40)
        classifier = ThemeClassifier(n_folds=3).fit(material, truth)
        said = classifier.unseen_said_
        counts += [(said * truth).sum(), said.sum(), truth.mean() * said.sum()]
    assert counts[0] / counts[1] < counts[2] / counts[1] + 0.03


def test_what_no_fold_can_show_is_not_promised() -> None:
    """Seventy right answers show it over all; the 47 that each fold knows do not."""
    rng = np.random.default_rng(0)
    truth = np.eye(2)[rng.integers(0, 2, 70)]
    texts = np.array([["bus stop", "old village"][row.argmax()] for row in truth], dtype=object)
    asked = np.array(["question=q"] * 70, dtype=object)
    material = Material(texts, asked, np.eye(70), truth * 4 - 2, np.zeros((70, 0)))
    classifier = ThemeClassifier(n_folds=3).fit(material, truth)
    assert fit_sure(classifier.unseen_, truth, classifier.unseen_said_) < 1
    assert not classifier.unseen_sure_.any()
    assert classifier.sure_ > 1


@pytest.mark.parametrize(("n", "without", "always"), [(150, 0, False), (250, 0, True), (250, 10, False)])
def test_an_answer_must_have_a_code_only_where_very_many_show_it(n: int, without: int, always: bool) -> None:
    material, truth = random_material(0, n)
    truth[:, 0] = 1 - truth[:, 1:].max(axis=1)
    truth[:without] = 0
    classifier = ThemeClassifier(n_folds=2).fit(material, truth)
    assert classifier.always_ is always
    if always:
        near = classifier.thresholds_ * [[0.6, 0.1, 0, 0, 0], [0.4, 0.1, 0, 0, 0], [0.1, 1.1, 0, 0, 0]]
        assert classifier._said(near).tolist() == [[True] + [False] * 4, [False] * 5, [False, True] + [False] * 3]


def test_it_knows_the_answers_that_it_learnt_from(trained: TrainedTagger, tables: Any) -> None:
    answers, _, _ = answers_and_codes(tables, 97)
    assert trained.has_seen(answers).tolist() == [True] * 96 + [False]
    answers.loc[0, c.TEXT] = "Another answer."
    assert trained.has_seen(answers).tolist() == [False] + [True] * 95 + [False]
    answers.loc[0, c.RESPONDENT_ID] = answers.loc[1, c.RESPONDENT_ID]
    assert trained.has_seen(answers).tolist() == [True] * 96 + [False], "another answer of one who is known"


def test_saved_and_opened_it_says_the_same(
    trained: TrainedTagger, encode: Any, nlp: Any, frame: CodeFrame, tables: Any, tmp_path: Path
) -> None:
    answers, segments, _ = answers_and_codes(tables, 12)
    before = trained.tag(answers, segments, encode=encode, nlp=nlp)
    store.save(trained, tmp_path / "m", encoder="hashed")
    again = store.load(tmp_path / "m", frame, encoder="hashed")
    pd.testing.assert_frame_equal(again.tag(answers, segments, encode=encode, nlp=nlp), before)
    assert sorted(p.name for p in (tmp_path / "m").iterdir()) == ["card.json", "card.md", "frame.json", "tagger.skops"]
    card = json.loads((tmp_path / "m" / "card.json").read_text(encoding="utf-8"))
    assert (card["date"], card["answers"], card["without_theme"]) == ("2020-04-11", 96, 24)
    assert [row["code"] for row in card["figures"]] == ["LOCAL", "TRAVEL", "MONEY", "all themes", "mean of themes"]
    assert [row["code"] for row in card["frame_alone"]] == [row["code"] for row in card["figures"]]
    assert card["gain"]["f1_low"] <= card["gain"]["f1"] <= card["gain"]["f1_high"]
    assert "| TRAVEL | 24 |" in (tmp_path / "m" / "card.md").read_text(encoding="utf-8")
    assert len(trained.classifier.unseen_) == 96, "saving takes nothing from the tagger in hand"


def test_the_same_answers_give_the_same_file(
    encode: Any, nlp: Any, frame: CodeFrame, tables: Any, tmp_path: Path
) -> None:
    answers, segments, coded = answers_and_codes(tables, 24)
    for name in "ab":
        tagger = train(answers, segments, coded, frame, encode=encode, nlp=nlp)
        store.save(tagger, tmp_path / name)
    for name in ("tagger.skops", "card.json", "card.md", "frame.json"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name
    with ZipFile(tmp_path / "a" / "tagger.skops") as archive:
        assert {item.date_time[0] for item in archive.infolist()} == {1980}


def test_a_model_that_does_not_fit_is_refused(trained: TrainedTagger, frame: CodeFrame, tmp_path: Path) -> None:
    folder = store.save(trained, tmp_path / "m", encoder="hashed")
    rows = frame.themes.to_dict("records")
    changed = CodeFrame.from_rows([*rows[:2], {**rows[2], c.CODE: "CASH"}])
    with pytest.raises(ConfigError) as error:
        store.load(folder, changed, encoder="another")
    assert "no longer there: MONEY; new: CASH" in str(error.value)
    assert "other networks (hashed; this is another)" in str(error.value)
    card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    card["versions"]["scikit-learn"] = "0.1"
    (folder / "card.json").write_text(json.dumps(card), encoding="utf-8")
    card["versions"]["feedback-nlp"] = "0.0.9"
    (folder / "card.json").write_text(json.dumps(card), encoding="utf-8")
    with pytest.raises(ConfigError, match=r"trained with feedback-nlp 0\.0\.9.*\n.*trained with scikit-learn 0\.1"):
        store.load(folder, frame)
    with (folder / "tagger.skops").open("ab") as file:
        file.write(b"x")
    with pytest.raises(ConfigError, match="not the file that was saved"):
        store.load(folder, frame)
    with pytest.raises(ConfigError, match="holds no trained tagger"):
        store.load(tmp_path, frame)


@pytest.mark.parametrize(("code", "said"), [("LOCAL", "the same codes (LOCAL)"), (c.NO_THEME, "no theme")])
def test_codes_that_tell_nothing_apart(
    encode: Any, nlp: Any, frame: CodeFrame, tables: Any, code: str, said: str
) -> None:
    answers, segments, coded = answers_and_codes(tables, 24)
    with pytest.raises(DataError) as error:
        train(answers, segments, coded.assign(code=code), frame, encode=encode, nlp=nlp)
    assert str(error.value).startswith(f"All 24 coded answers have {said}, so that there is nothing to learn")


def test_what_one_person_wrote_measures_nothing(encode: Any, nlp: Any, frame: CodeFrame, tables: Any) -> None:
    answers, segments, coded = answers_and_codes(tables, 24)
    with pytest.raises(DataError, match=r"^All 24 coded answers are of one respondent, or copies of one letter"):
        train(answers.assign(respondent_id="R0"), segments, coded, frame, encode=encode, nlp=nlp)


def test_a_code_that_no_answer_had_is_never_sure(encode: Any, nlp: Any, frame: CodeFrame, tables: Any) -> None:
    answers, segments, coded = answers_and_codes(tables, 96)
    coded = coded.assign(code=coded[c.CODE].replace("MONEY", c.NO_THEME))
    tagger = train(answers, segments, coded, frame, encode=encode, nlp=nlp)
    assert tagger.card["codes_never_coded"] == ["MONEY"]
    tagger.classifier.sure_, tagger.classifier.thresholds_ = 0.0, np.zeros(3)
    labels = tagger.tag(answers, segments, encode=encode, nlp=nlp)
    assert labels.groupby(c.CODE)[c.FOR_A_PERSON].mean().to_dict() == {"LOCAL": 0, "MONEY": 1, "TRAVEL": 0}


def test_certainty_that_all_answers_together_do_not_show_is_none(trained: TrainedTagger) -> None:
    folds, groups = trained.classifier.unseen_sure_, np.arange(96).astype(object)
    assert folds.any()
    cards = []
    for sure in (0.9, UNSURE):
        classifier = copy.copy(trained.classifier)
        classifier.sure_ = sure
        truth = np.zeros((96, 3))
        cards.append(
            make_card(
                classifier,
                truth,
                truth > 0,
                trained.frame,
                groups,
                measured=np.ones(96, dtype=bool),
                questions=np.full(96, "q", dtype=object),
                asked=["q"],
                date="",
                respondents=96,
            )["sure_precision"]
        )
    assert cards == [0.0, None]


def test_a_key_that_now_stands_for_another_question(
    trained: TrainedTagger, encode: Any, nlp: Any, frame: CodeFrame, tables: Any
) -> None:
    answers, segments, coded = answers_and_codes(tables, 24)
    tagger = train(answers, segments, coded, frame, encode=encode, nlp=nlp, wording={"q": "What do you think?"})
    for wording, uncoded in (({"q": "what do you THINK?"}, []), ({}, []), ({"q": "Which songs?"}, ["q"])):
        assert tagger.for_questions(wording).uncoded(answers) == uncoded
    tagger.classifier.sure_ = 0.0
    for asked, marked in (("What do you think?", False), ("Which songs?", True)):
        labels = tagger.for_questions({"q": asked}).tag(answers, segments, encode=encode, nlp=nlp)
        assert set(labels[c.FOR_A_PERSON]) == {marked}


def test_material_that_does_not_fit_is_refused(trained: TrainedTagger) -> None:
    nothing = np.array([], dtype=object)
    empty = Material(nothing, nothing, np.zeros((0, 4)), np.zeros((0, 3)), np.zeros((0, 0)))
    one = Material(*[np.array(["x", "y"], dtype=object)] * 2, np.zeros((2, 4)), np.zeros((2, 3)), np.zeros((2, 0)))
    with pytest.raises(ValueError, match="there must be texts"):
        ThemeClassifier().fit(empty, np.zeros((0, 3)))
    for truth, groups, n_folds in (
        (np.full((2, 3), 5.0), None, 5),
        (np.zeros((2, 3)), None, 1),
        (np.zeros((2, 3)), np.array(["a"], dtype=object), 5),
        (np.zeros(2), None, 5),
    ):
        with pytest.raises(ValueError, match=r"there must be|groups are 1|truth is"):
            ThemeClassifier(n_folds=n_folds).fit(one, truth, groups)


def test_a_foreign_type_is_refused(trained: TrainedTagger, frame: CodeFrame, tmp_path: Path, monkeypatch: Any) -> None:
    folder = store.save(trained, tmp_path / "m")
    monkeypatch.setattr(store, "TRUSTED", store.TRUSTED[1:])
    with pytest.raises(ConfigError, match=r"not on the reviewed list: .*ThemeClassifier"):
        store.load(folder, frame)


def test_other_files_are_left_alone(trained: TrainedTagger, tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_bytes(b"years of work")
    with pytest.raises(OutputError, match=r"thesis\.docx"):
        store.save(trained, tmp_path)


def test_predictions_are_shares(trained: TrainedTagger, encode: Any, nlp: Any, tables: Any) -> None:
    answers, segments, _ = answers_and_codes(tables, 12)
    labels = trained.tag(answers, segments, encode=encode, nlp=nlp)
    assert np.isfinite(labels[c.SCORE]).all()
    assert labels[c.SCORE].between(0, 1).all()


def test_at_a_question_that_nobody_coded_a_person_must_look(
    trained: TrainedTagger, encode: Any, nlp: Any, tables: Any
) -> None:
    answers, segments = tables("Petrol is so dear these days.", "Our village gets forgotten.")
    answers[c.QUESTION] = ["q", "other"]
    certain = copy.copy(trained.classifier)
    certain.sure_ = 0.0
    tagger = replace(trained, classifier=certain)
    labels = tagger.tag(answers, segments, encode=encode, nlp=nlp)
    assert labels[[c.CODE, c.FOR_A_PERSON]].to_numpy().tolist() == [["TRAVEL", False], ["LOCAL", True]]
    assert tagger.uncoded(answers) == ["other"]
    older = replace(tagger, card={name: said for name, said in tagger.card.items() if name != "questions"})
    labels = older.tag(answers, segments, encode=encode, nlp=nlp)
    assert labels[[c.CODE, c.FOR_A_PERSON]].to_numpy().tolist() == [["TRAVEL", False], ["LOCAL", False]]


def test_the_card_says_which_questions_were_coded_and_how_it_does_there(
    trained: TrainedTagger, encode: Any, nlp: Any, frame: CodeFrame, tables: Any
) -> None:
    answers, segments, coded = answers_and_codes(tables, 60)
    answers[c.QUESTION] = ["q"] * 42 + ["few"] * 10 + ["none"] * 8
    coded = coded.iloc[:52]
    tagger = train(answers, segments, coded, frame, encode=encode, nlp=nlp, wording={"q": "What?", "few": "Why?"})
    asked = tagger.card["questions"]
    assert [(row["question"], row["answers"], row["f1"] is None) for row in asked] == [
        ("q", 42, False),
        ("few", 10, True),
        ("none", 0, True),
    ]
    here = answers.iloc[:52].sort_values(c.RESPONSE_ID)[c.QUESTION].eq("q").to_numpy(bool)
    said = tagger.classifier.unseen_said_[here]
    code_of = dict(zip(coded[c.RESPONSE_ID], coded[c.CODE], strict=True))
    truth = np.array([[code_of[r] == code for code in frame.codes] for r in sorted(code_of)])[here]
    assert asked[0]["given"] == said.sum() > 0
    assert asked[0]["f1"] == pytest.approx(2 * (said & truth).sum() / (said.sum() + truth.sum()))
    assert asked[0]["f1_low"] <= asked[0]["f1"] <= asked[0]["f1_high"]
    page = as_markdown(tagger.card)
    assert "## Questions without coded answers\n\nNo answer to none was coded: tags there rest on" in page
    assert f"| q | 42 | {asked[0]['precision']:.2f} (" in page
    assert "| few | 10 | - | - | - |\n| none | 0 | - | - | - |\n" in page
    assert [row["question"] for row in trained.card["questions"]] == ["q"]
    assert "uestion" not in as_markdown(dict(trained.card)), "where all were coded there is nothing to tell apart"
