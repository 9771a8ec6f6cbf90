from pathlib import Path

import pandas as pd
import pytest

from feedback_nlp import columns
from feedback_nlp.errors import ConfigError
from feedback_nlp.tag.frame import CodeFrame

CSV = """code,theme,parent,kind,definition,include,exclude,cues,examples
BUS,Buses,Getting there,concern,No bus goes there.,,,bus | no bus,It takes two changes. | Not everybody drives.
CLEAN,Clean wards,,,The ward is clean.,,,,
"""


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_csv_gives_the_themes_table(tmp_path: Path) -> None:
    frame = CodeFrame.read(write(tmp_path / "fråme.csv", CSV))
    assert frame.name == "fråme"
    assert frame.warnings == ()
    assert frame.codes == ("BUS", "CLEAN")
    expected = pd.DataFrame(
        [
            ["BUS", "Buses", "Getting there", "concern", "No bus goes there.", pd.NA, pd.NA, ("bus", "no bus"),
             ("It takes two changes.", "Not everybody drives.")],
            ["CLEAN", "Clean wards", pd.NA, "other", "The ward is clean.", pd.NA, pd.NA, (), ()],
        ],
        columns=list(columns.THEMES),
    )  # fmt: skip
    pd.testing.assert_frame_equal(columns.check(frame.themes, "themes"), columns.check(expected, "themes"))


def test_xlsx_and_toml_give_the_same_frame(tmp_path: Path) -> None:
    csv = CodeFrame.read(write(tmp_path / "f.csv", CSV))
    # A title above the header, another sheet before, a column that is not ours: people do that.
    with pd.ExcelWriter(tmp_path / "f.xlsx") as writer:
        pd.DataFrame([["about"]]).to_excel(writer, sheet_name="Read me", header=False, index=False)
        grid = [["Our frame"], *[line.split(",") for line in CSV.splitlines()]]
        pd.DataFrame(grid).to_excel(writer, sheet_name="Frame", header=False, index=False)
    assert CodeFrame.read(tmp_path / "f.xlsx").version == csv.version
    toml = """
[[themes]]
code = "CLEAN"
theme = "Clean wards"
definition = "The ward is clean."
[[themes]]
code = "BUS"
theme = "Buses"
parent = "Getting there"
kind = "concern"
definition = "No bus goes there."
cues = ["no bus", "bus"]
examples = "It takes two changes. | Not everybody drives."
"""
    assert CodeFrame.read(write(tmp_path / "f.toml", toml)).version == csv.version


def test_version_follows_the_content(tmp_path: Path) -> None:
    one = CodeFrame.read(write(tmp_path / "a.csv", CSV)).version
    other = CodeFrame.read(write(tmp_path / "a.csv", CSV.replace("is clean", "is very clean"))).version
    assert len(one) == 12
    assert one != other


def test_headings_in_other_words_and_numbers_as_codes(tmp_path: Path) -> None:
    table = pd.DataFrame({"Code": [7, 8], "Label": ["A", "B"], "Description": ["is a", "is b"], "Owner": ["x", "y"]})
    table.to_excel(tmp_path / "f.xlsx", index=False)
    frame = CodeFrame.read(tmp_path / "f.xlsx")
    assert frame.codes == ("7", "8")
    assert list(frame.themes["definition"]) == ["is a", "is b"]
    assert frame.warnings == ('The column "Owner" is not used.',)


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    text = """code,theme,parent,kind,definition
A,First,Local voice,concern,Something.
a,Second,Local voice,worry,
NONE,Third,Local voise,other,Something.
,Fourth,,conern,Something.
"""
    with pytest.raises(ConfigError) as error:
        CodeFrame.read(write(tmp_path / "f.csv", text))
    assert str(error.value) == (
        "f.csv has 7 faults:\n"
        "  - row 3 (a): no definition.\n"
        "  - row 3 (a): the code is used already in row 2. Every code must be its own; capitals, spaces, hyphens and "
        "underscores make no difference.\n"
        '  - row 3 (a): the kind "worry" is not known. There are: "concern", "benefit", "suggestion", "other".\n'
        '  - row 4 (NONE): "NONE" is kept for answers without a theme. Give it another name.\n'
        "  - row 5: no code.\n"
        '  - row 5: the kind "conern" is not known. Did you mean "concern"?\n'
        '  - row 4 (NONE): the parent "Local voise" is not known. Did you mean "Local voice"?'
    )


def test_codes_that_a_coded_sheet_could_not_tell_apart() -> None:
    rows = [{"code": code, "theme": code, "definition": "x"} for code in ("BUS_FARES", "Bus-fares", "A|B")]
    with pytest.raises(ConfigError) as error:
        CodeFrame.from_rows(rows)
    assert str(error.value).split("\n")[1:] == [
        "  - row 2 (Bus-fares): the code is used already in row 1. Every code must be its own; capitals, spaces, "
        "hyphens and underscores make no difference.",
        '  - row 3 (A|B): ";", "|" and line breaks part codes in a cell, so that no code can hold one.',
    ]


@pytest.mark.parametrize(
    ("one", "other", "meant"),
    [
        ("Phase 1", "Phase 2", True),
        ("Option A for wards", "Option B for wards", True),
        ("Agree with the plan", "Disagree with the plan", True),
        ("Local voice", "Local voise", False),
        ("Getting there", "Gettingthere", False),
    ],
)
def test_headings_that_are_almost_alike(one: str, other: str, meant: bool) -> None:
    rows = [{"code": "A", "theme": "a", "definition": "x", "parent": one}]
    rows.append({"code": "B", "theme": "b", "definition": "x", "parent": other})
    if meant:
        assert list(CodeFrame.from_rows(rows).themes["parent"]) == [one, other]
    else:
        with pytest.raises(ConfigError, match=r"is not known\. Did you mean"):
            CodeFrame.from_rows(rows)


def test_parents_that_are_codes_must_be_codes() -> None:
    rows = [
        {"code": "A", "theme": "a", "definition": "x", "parent": "B"},
        {"code": "B", "theme": "b", "definition": "x", "parent": "A"},
        {"code": "CC", "theme": "c", "definition": "x", "parent": "Bee"},
        {"code": "D", "theme": "d", "definition": "x", "parent": "D"},
    ]
    with pytest.raises(ConfigError) as error:
        CodeFrame.from_rows(rows)
    assert [line[4:] for line in str(error.value).splitlines()[1:]] == [
        "row 1 (A): its parents lead back to itself.",
        "row 2 (B): its parents lead back to itself.",
        'row 3 (CC): the parent "Bee" is not a code of the frame. There are: "A", "B", "CC", "D".',
        "row 4 (D): the code is its own parent.",
    ]


def test_missing_columns_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as error:
        CodeFrame.read(write(tmp_path / "f.csv", "coed,theme,defintion\nA,b,c\n"))
    assert str(error.value) == (
        "f.csv has 2 faults:\n"
        '  - The column "code" is missing. Did you mean "coed"?\n'
        '  - The column "definition" is missing. Did you mean "defintion"?'
    )


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("no.csv", None, 'There is no file "'),
        ("f.csv", b"", '"f.csv" is empty'),
        ("f.csv", b"code,theme,definition\n", "no theme: give at least one row"),
        ("f.toml", b"", "no theme: give at least one row"),
        ("f.toml", b"themes = 3", '"themes" is not a list of tables'),
        ("f.toml", b"[[themes]]\ncode = 'A'\ntheme='a'\ndefintion='x'", 'Did you mean "definition"?'),
        ("f.toml", b"[[themes]", "is not a TOML file"),
        ("f.toml", b"\xff\xfe\x00", "is not a TOML file in UTF-8"),
        ("f.toml", b"a = " + b"1" * 5000, '"f.toml" holds a number with more than 4,300 digits'),
        ("f.toml", b"a = " + b"[" * 100_000, '"f.toml" has brackets within brackets'),
        ("f.xlsx", b"PK not really", "cannot be opened as a workbook"),
        ("f.docx", b"x", "Save it as xlsx or csv"),
    ],
)
def test_files_that_cannot_be_used(tmp_path: Path, name: str, content: bytes | None, says: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(ConfigError) as error:
        CodeFrame.read(tmp_path / name)
    assert says in str(error.value)


def test_a_cue_under_two_codes_is_a_warning() -> None:
    rows = [
        {"code": "A", "theme": "a", "definition": "x", "cues": "Bus | x"},
        {"code": "B", "theme": "b", "definition": "x", "cues": "bus"},
    ]
    assert CodeFrame.from_rows(rows).warnings == (
        'A: the cue "x" is a single character and is not used.',
        'The cue "bus" stands under A and B: it cannot tell them apart.',
    )


def test_cues_that_are_no_cues_are_a_warning() -> None:
    long = "we had to wait for a very long time that day and nobody told us why it was"
    rows = [{"code": "A", "theme": "a", "definition": "x", "cues": f"bus; fare; stop | {long} | on the bus"}]
    assert CodeFrame.from_rows(rows).warnings == (
        'A: the cue "bus; fare; stop" is read as one phrase. Part cues with " | ".',
        f'A: the cue "{long[:40]}…" is read as one phrase. Part cues with " | ".',
    )


@pytest.mark.parametrize(
    ("code", "theme", "said"),
    [
        ("all themes", "One", '"all themes" is kept for figures of all codes'),
        ("ONE", "Mean of themes", '"Mean of themes" is kept for figures of all codes'),
        ("ONE", "None", '"None" is kept for answers without a theme'),
        ("ONE", "two", 'the theme is named "two", which is the code of another'),
        ("ONE", "One", ""),
        ("ONE", "The other", ""),
    ],
)
def test_names_that_mean_something_else(code: str, theme: str, said: str) -> None:
    rows = [{"code": code, "theme": theme, "definition": "x"}, {"code": "TWO", "theme": "The other", "definition": "x"}]
    if said:
        with pytest.raises(ConfigError) as error:
            CodeFrame.from_rows(rows)
        assert said in str(error.value)
    else:
        assert len(CodeFrame.from_rows(rows)) == 2


def test_windows_csv_with_semicolons(tmp_path: Path) -> None:
    (tmp_path / "f.csv").write_bytes("code;theme;definition\r\nA;Café’s;It’s £5\r\n".encode("cp1252"))
    frame = CodeFrame.read(tmp_path / "f.csv")
    assert list(frame.themes.iloc[0][["theme", "definition"]]) == ["Café’s", "It’s £5"]


def test_the_shipped_frame_has_no_fault(example: Path) -> None:
    frame = CodeFrame.read(example / "codeframe.csv")
    assert 20 <= len(frame) <= 32
    assert frame.warnings == ()
