"""Files that hold no responses, as data: what they are, how to know them, and what to ask for instead."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class NotResponses:
    """A kind of file that holds no responses, told by cells that only it has (folded, whole cells).

    With `figures`, most of its other cells are figures; with `headings`, those cells stand together in one row.
    """

    what: str
    cells: tuple[str, ...]
    need: int
    instead: str
    figures: bool = True
    headings: bool = False


NOT_RESPONSES: Final = (
    NotResponses(
        what="a summary of the questions (counts and percentages)",
        cells=(
            "answer choices?|answer options?|options?|answers?|choices?", "(response )?percent(age)?|per cent|%",
            "response(s| count| total)|counts?|number of responses|frequency", "answered( question)?",
            "skipped( question)?", "(rating|weighted) average",
        ),
        need=3,
        instead='Export the individual responses instead (in SurveyMonkey: "All individual responses", xlsx or csv).',
    ),
    NotResponses(
        what="the answers to single questions, with nothing to tell who gave them",
        cells=("answered", "skipped", "respondents", "response date", "responses", "tags"),
        need=5,
        instead='Export the individual responses instead (in SurveyMonkey: "All individual responses", xlsx or csv).',
        figures=False,
    ),
    NotResponses(
        what="a crosstab (tables of counts by group)",
        cells=(
            "weighted (base|total|sample)s?( size)?", "unweighted (base|total|sample)s?( size)?",
            "base( size)?s?(: .*)?",
            "row labels",
            "col(umn)? ?%",
            "row ?%", "banner.*", "net", "sig(nificance)?( test)?.*", "column n ?%", "(grand )?total( n)?",
            "sample size",
            "total respondents", r"answered: ?\d.*", r"skipped: ?\d.*", "chi-square.*",
        ),
        need=2,
        instead="Export the individual responses, one row a respondent, instead.",
    ),
    NotResponses(
        what="a list of the questions (a codebook)",
        cells=(
            "variable( name)?|field( name)?|column( name)?|question (no\\.?|number|code|id)",
            "(variable )?labels?|description|question( text| wording)?",
            "values?( labels?)?|(answer |response )?(codes?|options|choices)|type|coding|format",
        ),
        need=3,
        instead="Name the file with the responses.",
        figures=False,
        headings=True,
    ),
    NotResponses(
        what="a code frame (themes with their definitions)",
        cells=(
            "codes?", "themes?", "parent", "kind", "definition", "include", "exclude", "cues", "examples?",
        ),
        need=4,
        instead="Name the file with the responses; the code frame is named in the consultation file, under [themes].",
        figures=False,
        headings=True,
    ),
    NotResponses(
        what="a frequency table",
        cells=("frequency", "percent", "valid percent", "cumulative percent", "valid", "std\\. deviation"),
        need=3,
        instead="Export the individual responses, one row a respondent, instead.",
    ),
)  # fmt: skip
