import pandas as pd

from feedback_nlp.report.content import columns_of, labels_of, note_numbers, sheets_of, shorthand_used
from feedback_nlp.summary import Summary, SummaryTable


def table(frame, **more):
    return SummaryTable("a_table", "A table", "Scope", "people", frame, **more)


def test_sheets_have_fixed_numbers_and_absent_ones_are_skipped(summary):
    assert list(labels_of(summary).values()) == [
        "1_Responses", "2_Areas", "4_Themes", "5_Themes_by_area", "9_Campaigns", "11_Suggestions", "13_Quotes",
        "14_Codebook", "16_QA_log",
    ]  # fmt: skip


def test_a_table_that_nobody_foresaw_becomes_a_sheet_with_a_short_name():
    name = "themes_by_something_with_a_very_long_name"
    label = labels_of(Summary({}, {name: table(pd.DataFrame({"a": [1]}))}, {}))[name]
    assert label == "18_Themes_by_something_with_a_v"
    assert len(label) <= 31


def test_notes_are_marked_in_the_order_of_the_notes_sheet(summary):
    assert note_numbers(summary) == {"coding": 1, "bases": 2, "suppression": 3}
    sheets = {sheet.label: sheet for sheet in sheets_of(summary)}
    assert sheets["4_Themes"].title == "Themes [note 1][note 2]"


def test_the_lines_above_a_table_say_scope_units_shorthand(summary):
    sheet = next(sheet for sheet in sheets_of(summary) if sheet.label == "5_Themes_by_area")
    assert sheet.lines == (
        "All respondents with at least one answer that could be analysed.",
        "Units: number and share of respondents.",
        "Differences are in percentage points.",
        "[c] means hidden for confidentiality.",
        "[z] means not applicable.",
        "[ns] means no clear difference.",
        "[ss] means significant at the 0.01 level.",
    )


def test_headings_are_never_empty_and_differ_whatever_the_case():
    frame = pd.DataFrame([[1, 2, 3, 4]], columns=["a", "b", "c", "_"])
    found = columns_of(table(frame, headers={"a": "Share", "b": "SHARE", "c": "share (b)"}))
    assert [column.header for column in found] == ["Share", "SHARE (b)", "share (b) (c)", "Column 4"]


def test_kinds_are_given_or_seen():
    frame = pd.DataFrame({"theme": ["x"], "share": [0.5], "difference": [0.1], "decision": [pd.NA], "parent": [pd.NA]})
    found = columns_of(table(frame, formats={"share": "share", "difference": "share"}))
    assert [(c.key, c.kind, c.to_fill) for c in found] == [
        ("theme", "text", False),
        ("share", "share", False),
        ("difference", "points", False),
        ("decision", "text", True),
        ("parent", "text", False),
    ]


def test_missing_cells_and_empty_tables_say_so():
    frame = pd.DataFrame({"a": ["x", pd.NA], "n": [1.0, float("nan")], "decision": [pd.NA, ""]}, dtype=object)
    assert sheets_of(Summary({}, {"a": table(frame)}, {}))[0].rows == (("x", 1.0, ""), ("[z]", "[z]", ""))
    nothing = table(pd.DataFrame(columns=["a", "n"]))
    assert sheets_of(Summary({}, {"a": nothing}, {}))[0].rows == (("Nothing to report", "[z]"),)


def test_shorthand_behind_other_words_is_explained_too():
    assert shorthand_used([["North; (others hidden [c])", "It says [u] here.", 3]]) == {
        "[c]": "hidden for confidentiality"
    }


def test_columns_that_are_not_available_are_not_printed_and_it_says_so():
    frame = pd.DataFrame({"theme": ["x", "y"], "n": [1, "[x]"], "grade": ["[x]", "[x]"]}, dtype=object)
    (sheet,) = sheets_of(Summary({}, {"a": table(frame)}, {}))
    assert [column.key for column in sheet.columns] == ["theme", "n"]
    assert sheet.rows == (("x", 1.0), ("y", "[x]"))
    assert sheet.lines[2:] == ("Not available for this run, and left out here: Grade.", "[x] means not available.")
    assert [column.key for column in columns_of(table(frame))] == ["theme", "n", "grade"]  # tables/ keeps it
    (only,) = sheets_of(Summary({}, {"a": table(frame[["grade"]])}, {}))
    assert only.rows == (("[x]",), ("[x]",))
