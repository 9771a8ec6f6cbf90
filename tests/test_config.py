"""The consultation file: loaded whole, or every fault named."""

import re
from datetime import date
from pathlib import Path

import pytest

from feedback_nlp.config import Consultation
from feedback_nlp.errors import ConfigError

SMALL = """
[consultation]
title = "Buses"
[[sources]]
files = ["a.csv"]
[sources.questions]
why = "Why?"
"""


def load(folder: Path, text: str, encoding: str = "utf-8") -> Consultation:
    (folder / "consultation.toml").write_text(text, encoding=encoding)
    return Consultation.load(folder / "consultation.toml")


def test_the_smallest_file_has_sensible_defaults(tmp_path: Path) -> None:
    loaded = load(tmp_path, SMALL)
    assert (loaded.privacy.redact, loaded.privacy.threshold, loaded.topics.discover) == (True, 5, True)
    assert loaded.sources[0].questions == {"why": "Why?"}
    assert loaded.resolve("a.csv") == tmp_path / "a.csv"


def test_a_folder_and_notepads_byte_order_mark_will_do(tmp_path: Path) -> None:
    load(tmp_path, SMALL, encoding="utf-8-sig")
    assert Consultation.load(tmp_path).consultation.title == "Buses"


def test_the_example_loads(example: Path) -> None:
    loaded = Consultation.load(example)
    assert loaded.consultation.opened == date(2020, 2, 17)
    assert list(loaded.sources[0].questions) == ["benefits_risks", "local_focus", "anything_else"]


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    text = """
[consultation]
titel = "Buses"
[[sources]]
files = []
[sources.questions]
"what now?" = "x"
[privacy]
threshold = "five"
[theme]
frame = "x.csv"
"""
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, text)
    assert str(caught.value) == (
        "consultation.toml has 6 faults:\n"
        '  - "consultation.title" is missing.\n'
        '  - "consultation.titel" is not known here. Did you mean "title"?\n'
        "  - sources.1.files: is an empty list; name at least one.\n"
        "  - sources.1.questions: keys may hold letters, digits and _ only, not 'what now?'.\n"
        '  - privacy.threshold: must be a whole number, not "five".\n'
        '  - "theme" is not known here. Did you mean "themes"?'
    )


def test_what_contradicts_itself_is_named(tmp_path: Path) -> None:
    text = """
[consultation]
title = "Buses"
opened = 2020-03-01
closed = 2020-02-01
[[sources]]
files = ["a.csv"]
"""
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, text)
    assert str(caught.value) == (
        "consultation.toml has 2 faults:\n"
        "  - consultation: opened (2020-03-01) is later than closed (2020-02-01).\n"
        "  - sources.1: no open question: name at least one column under [sources.questions], or [sources.long] for a "
        "file with one row per question."
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfe\x00", "not saved as UTF-8"),
        (b"[consultation\ntitle=1", "not a valid TOML file"),
        (b"a = " + b"1" * 5000, "more than 4,300 digits"),
        (b"a = " + b"[" * 100_000, "brackets within brackets"),
    ],
)
def test_what_is_not_toml_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "c.toml").write_bytes(content)
    with pytest.raises(ConfigError, match=words):
        Consultation.load(tmp_path / "c.toml")


def test_a_missing_file_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="feedback-nlp init"):
        Consultation.load(tmp_path / "none.toml")


@pytest.mark.parametrize("name", ["../secret.csv", "/etc/hosts"])
def test_files_outside_the_folder_need_leave(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigError, match="outside_folder = true"):
        load(tmp_path, SMALL).resolve(name)
    allowed = load(tmp_path, SMALL + "[privacy]\noutside_folder = true\n")
    assert allowed.resolve(name) == (tmp_path / name).resolve()


def test_questions_and_long_exclude_each_other(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="not both"):
        load(tmp_path, SMALL + '[sources.long]\nquestion = "q"\nanswer = "a"\n')


def test_one_file_may_be_named_without_brackets(tmp_path: Path) -> None:
    assert load(tmp_path, SMALL.replace('["a.csv"]', '"a.csv"')).sources[0].files == ("a.csv",)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (SMALL + 'because = "Why?"\n', '"Why?" is named for why and because'),
        (
            SMALL.replace("[sources.questions]", 'area = "Why?"\n[sources.questions]'),
            '"Why?" is named for area and why',
        ),
        (SMALL + "[privacy]\nthreshold = true\n", "privacy.threshold: must be a whole number, not true"),
        (SMALL.replace("Buses", "B" * 201), "at most 200 characters"),
    ],
)
def test_what_would_mislead_is_refused(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ConfigError, match=re.escape(words)):
        load(tmp_path, text)


LONG = "r" * 300
PLAIN = [
    ("files = 3", 'files: must be a list, such as ["one", "two"], not 3.'),
    ('files = ["a.csv", "./a.csv"]', 'files: "./a.csv" is named twice: name each file once'),
    (r'files = ["a\u0000.csv"]', "files.1: holds the character U+0000"),
    (f'files = "{LONG}.csv"', "files.1: is too long for a file name (304; at most 255)"),
    ('files = [""]', "files.1: is empty"),
    ('encoding = "rot13"', "encoding: 'rot13' is no encoding of text"),
    ('encoding = "hex"', "encoding: 'hex' is no encoding of text"),
    (r'encoding = "a\u0000"', r"encoding: 'a\x00' is no encoding of text"),
    ("header_rows = 40", "header_rows: must be 10 or less, not 40."),
    ("long = 1", "long: must be a table"),
    ("questions.b = 3", "questions.b: must be text in quotation marks, or a list of such texts, not 3."),
    ("questions.b = [3]", "questions.b.1: must be text in quotation marks, not 3."),
    ("recode = []", "recode: must be a table"),
]


@pytest.mark.parametrize(("line", "words"), PLAIN)
def test_faults_of_a_source_are_said_in_plain_words(tmp_path: Path, line: str, words: str) -> None:
    files = "" if line.startswith("files") else 'files = "a.csv"\n'
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, f'[consultation]\ntitle = "Buses"\n[[sources]]\n{files}{line}\nquestions.why = "Why?"\n')
    assert f"has a fault:\n  - sources.1.{words}" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("consultation = 1\n", "consultation: must be a table"),
        (
            '[consultation]\ntitle = "Buses"\n[sources]\nfiles = "a.csv"\n',
            "sources: write [[sources]], in two brackets",
        ),
        (SMALL + '[areas]\ntable = "a\\u0000"\n', "areas.table: holds the character U+0000"),
        (SMALL + "[topics]\nseed = -1\n", "topics.seed: must be 0 or more, not -1."),
        (
            SMALL.replace('"Buses"', '"Buses"\nopened = "soon"'),
            'opened: must be a date, such as 2020-02-17, not "soon".',
        ),
        (SMALL + f"[topics]\nsize = {'9' * 4000}.5\n", "topics.size: must be a whole number, not inf."),
    ],
)
def test_faults_elsewhere_are_said_in_plain_words(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ConfigError, match=re.escape(words)):
        load(tmp_path, text)


def test_a_name_that_is_too_long_is_said() -> None:
    with pytest.raises(ConfigError, match="cannot be read: File name too long"):
        Consultation.load(LONG)
