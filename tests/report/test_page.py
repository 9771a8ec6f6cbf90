import re
from dataclasses import replace
from itertools import pairwise

import pandas as pd
import pytest
from lxml import html

from feedback_nlp.aggregate.compare import NOTABLE_POINTS
from feedback_nlp.report.page import write_page
from feedback_nlp.summary import Summary, SummaryTable
from tests.report.hostile import HOSTILE


@pytest.fixture
def page(summary, about, tmp_path):
    write_page(summary, tmp_path / "report.html", about)
    return (tmp_path / "report.html").read_text(encoding="utf-8")


def test_nothing_leaves_the_page(page):
    tree = html.fromstring(page)
    assert all(link.startswith("#") for _, _, link, _ in tree.iterlinks())
    assert not tree.xpath("//script | //link | //img | //iframe | //@onload | //@onclick")
    assert not re.search(r"https?:|url\((?!#)|@import", page)
    assert "default-src 'none'" in tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]


def test_structure_for_screen_readers(page):
    tree = html.fromstring(page)
    assert tree.get("lang") == "en-GB"
    assert len(tree.xpath("//h1")) == 1
    levels = [int(heading.tag[1]) for heading in tree.xpath("//h1 | //h2 | //h3 | //h4")]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert tree.xpath("//body/*[1][self::a]/@href") == ["#main"]
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    for link in tree.xpath("//a/@href"):
        assert link[1:] in ids
    for table in tree.xpath("//table"):
        assert table.xpath("./caption")
        assert table.xpath("./thead/tr/th[@scope='col']")
        assert all(row.xpath("./th[@scope='row']") for row in table.xpath("./tbody/tr"))


def test_every_chart_has_words_and_its_table(page):
    tree = html.fromstring(page)
    charts = tree.xpath("//figure[@class='chart']")
    assert len(charts) == 1 + 1 + 5
    for chart in charts:
        (svg,) = chart.xpath("./svg")
        assert svg.get("role") == "img"
        assert chart.xpath(f".//*[@id='{svg.get('aria-labelledby')}']")[0].text
        assert chart.xpath(f".//*[@id='{svg.get('aria-describedby')}']")[0].text
        assert chart.xpath("./details//table")
    assert "hidden for confidentiality" in page
    assert "null" not in page


def test_what_it_says(page):
    text = re.sub(r"\s+", " ", html.fromstring(page).text_content())
    assert "Travel and transport: raised by 100 of 300 respondents (33%, interval 20% to 40%)." in text
    assert "Thurrock: Travel and transport is higher (53% against 33%)." in text
    assert "This is not a vote and not a representative survey" in text
    assert "Areas differ by more than chance (p = 0.01)." in text
    assert "=The bus costs £4 & takes “an hour”." in text


def test_that_the_area_of_many_is_not_known_comes_before_areas_are_compared(summary, tmp_path):
    facts = summary.facts | {"areas_not_known": "The area of 31% of the respondents is not known."}
    write_page(replace(summary, facts=facts), tmp_path / "a.html", {})
    found = html.fromstring((tmp_path / "a.html").read_text(encoding="utf-8")).xpath("//*[@id='differ']//li/text()")
    assert found[:2] == [
        "The area of 31% of the respondents is not known.",
        "Areas differ by more than chance (p = 0.01).",
    ]


def test_two_writes_give_the_same_bytes(page, summary, about, tmp_path):
    write_page(summary, tmp_path / "two.html", about)
    assert (tmp_path / "two.html").read_text(encoding="utf-8") == page


def test_hostile_texts_are_only_text(summary, tmp_path):
    words = pd.DataFrame({"theme": HOSTILE[9:14], "definition": HOSTILE[14:19]}, dtype=object)
    frame = pd.concat([summary.tables["themes"].frame.drop(columns=words.columns), words], axis=1)
    table = SummaryTable("themes", HOSTILE[9], "", "", frame, {"share": HOSTILE[10]})
    hostile = Summary({"areas_differ": HOSTILE[9]}, {**summary.tables, "themes": table}, {"n": HOSTILE[9]})
    topics = pd.DataFrame(
        {"code": ["T1"], "title": [HOSTILE[9]], "words": [HOSTILE[10]], "overlap": [pd.NA], "answers": [1]}
    )
    write_page(hostile, tmp_path / "a.html", {"title": HOSTILE[9], "about": HOSTILE[10]}, topics)
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    tree = html.fromstring(page)
    assert not tree.xpath("//script")
    assert tree.xpath("//h1")[0].text == HOSTILE[9]
    assert "{{ 7 * 7 }}" in page


@pytest.mark.parametrize("tables", [(), ("themes",), ("quotes",), ("areas",), ("campaigns",)])
def test_it_makes_do_with_what_there_is(summary, tables, tmp_path):
    few = Summary({}, {name: summary.tables[name] for name in tables}, {})
    write_page(few, tmp_path / "a.html", {})
    assert "<h1>Consultation responses</h1>" in (tmp_path / "a.html").read_text(encoding="utf-8")


def test_the_findings_come_before_the_contents(page):
    assert page.index('id="summary"') < page.index('id="contents"') < page.index('id="consultation"')


def test_states_that_no_answer_had_are_a_sentence_not_columns(summary, tmp_path):
    frame = pd.DataFrame({"channel": ["web", "paper"], "received": [9, 1], "blank": [0, 0], "excluded": ["[c]", 0],
                          "unreadable": [0, 0], "analysed": [0, 0]}, dtype=object)  # fmt: skip
    table = SummaryTable("responses", "Responses", "", "", frame)
    write_page(Summary({}, {"responses": table}, {}), tmp_path / "a.html", {})
    tree = html.fromstring((tmp_path / "a.html").read_text(encoding="utf-8"))
    part = tree.xpath("//section[@id='who-responses']")[0]
    assert part.xpath(".//th[@scope='col']/text()") == ["Channel", "Received", "Excluded", "Analysed"]
    assert part.xpath("./p/text()") == ["No answers are counted under: Blank; Unreadable."]


def test_a_finding_on_few_people_says_so_beside_it(summary, tmp_path):
    frame = summary.tables["themes_by_area"].frame
    frame.loc[frame["finding"] == "higher", "reliability"] = "[u]"
    write_page(summary, tmp_path / "a.html", {})
    found = html.fromstring((tmp_path / "a.html").read_text(encoding="utf-8")).xpath("//*[@id='differ']//li/text()")
    assert "Thurrock: Travel and transport is higher (53% against 33%; few people: [u])." in found


@pytest.mark.parametrize("other", ["Mid Essex", "Area not known"])
def test_what_one_of_two_areas_raises_more_is_said_once(summary, tmp_path, other):
    table = summary.tables["themes_by_area"]
    two = table.frame[(table.frame["code"] == "travel") & table.frame["area"].isin(["Mid Essex", "Thurrock"])]
    two = two.assign(area=two["area"].replace("Mid Essex", other))
    # Thurrock is lower in one more theme, of which the rows of the other area say nothing: rounding may do that.
    lower = two[two["area"] == "Thurrock"].assign(finding="lower", code="local", theme="Loss of local voice")
    mirrored = two[two["area"] == other].assign(finding="lower")
    frame = pd.concat([two[two["area"] == "Thurrock"], mirrored, lower])
    summary.tables["themes_by_area"] = replace(table, frame=frame)
    write_page(summary, tmp_path / "a.html", {})
    found = html.fromstring((tmp_path / "a.html").read_text(encoding="utf-8")).xpath("//*[@id='differ']//li/text()")
    assert [line for line in found if line.startswith(("Thurrock: ", "Mid Essex: "))] == [
        "Thurrock: Loss of local voice is lower (53% against 33%).",
        "Thurrock: Travel and transport is higher (53% against 33%).",
    ]


def test_small_differences_are_not_called_chance(summary, about, tmp_path):
    by_area = summary.tables["themes_by_area"]
    certain = by_area.frame.assign(finding="no clear difference", significance="[sss]")
    write_page(replace(summary, tables={**summary.tables, "themes_by_area": replace(by_area, frame=certain)}),
               tmp_path / "a.html", about)  # fmt: skip
    text = re.sub(r"\s+", " ", html.fromstring((tmp_path / "a.html").read_text(encoding="utf-8")).text_content())
    enough = f"by at least {100 * NOTABLE_POINTS:.0f} percentage points and by more than chance would give."
    assert f"No single theme stands out in any area {enough}" in text
    assert text.count(f"No theme differs from the other areas {enough}") == 5


def test_many_areas_of_which_nothing_can_be_said_are_named_once(summary, about, tmp_path):
    shown = summary.tables["themes_by_area"].frame
    hidden = shown[shown["area"] == "Mid Essex"].assign(respondents="[c]", share="[c]", lower="[c]", upper="[c]")
    hidden = hidden.assign(difference="[c]", finding="[c]")
    more = [hidden.assign(area=f"Parish {i:02}") for i in range(1, 19)]
    tables = {
        **summary.tables,
        "themes_by_area": replace(summary.tables["themes_by_area"], frame=pd.concat([shown, *more], ignore_index=True)),
    }
    del tables["areas"]
    write_page(replace(summary, tables=tables), tmp_path / "many.html", about)
    tree = html.fromstring((tmp_path / "many.html").read_text(encoding="utf-8"))
    assert [heading.text for heading in tree.xpath("//h2[.='Areas']/following::h3")][:6] == [
        "Basildon and Brentwood",
        "Castle Point and Rochford",
        "Mid Essex",
        "Southend",
        "Thurrock",
        "Areas of which nothing can be given",
    ]
    text = re.sub(r"\s+", " ", tree.text_content())
    assert text.count("Parish 07") == 1
    assert text.count("By area: 18 areas are left out here, as no share can be given there.") == 4
    assert text.count("By area: 19 areas are left out here, as no share can be given there.") == 1


def test_areas_that_were_not_compared_are_not_said_to_be_alike(summary, about, tmp_path):
    by_area = summary.tables["themes_by_area"]
    hidden = by_area.frame.assign(difference="[c]", finding="[c]")
    tables = {**summary.tables, "themes_by_area": replace(by_area, frame=hidden)}
    write_page(replace(summary, tables=tables), tmp_path / "hidden.html", about)
    text = html.fromstring((tmp_path / "hidden.html").read_text(encoding="utf-8")).text_content()
    assert "No area is compared with the others: too few responded, or the figures are hidden." in text
    assert "stands out in any area" not in text


def by_type(summary, finding="lower than among others"):
    """Return the summary with themes by respondent type in place of areas."""
    of_area = summary.tables["themes_by_area"]
    rows = of_area.frame[of_area.frame["area"].isin(["Mid Essex", "Southend", "Thurrock"])]
    names = {"Mid Essex": "GP", "Southend": "Carer", "Thurrock": "Type not given"}
    frame = rows.assign(respondent_type=rows["area"].map(names)).drop(columns="area").reset_index(drop=True)
    frame.loc[frame["respondent_type"] == "GP", "finding"] = frame["code"].map({"travel": finding}).fillna("[c]")
    table = replace(of_area, name="themes_by_type", title="Themes by type", frame=frame)
    kept = {name: t for name, t in summary.tables.items() if name not in ("areas", "themes_by_area")}
    said = "Taken together, respondent types differ."
    return replace(summary, facts={"types_differ": said}, tables={**kept, "themes_by_type": table})


def test_what_stands_out_by_type_is_said_where_there_are_no_areas(summary, tmp_path):
    write_page(by_type(summary), tmp_path / "a.html", {})
    tree = html.fromstring((tmp_path / "a.html").read_text(encoding="utf-8"))
    assert tree.xpath("//*[@id='differ-types']/*[self::h3 or self::h4]/text()") == ["Where respondent types differ"]
    assert tree.xpath("//*[@id='differ-types']//li/text()") == [
        "Taken together, respondent types differ.",
        "GP: Travel and transport is lower than among others (37% against 33%).",
    ]
    assert not tree.xpath("//*[@id='differ']")
    assert tree.xpath("//*[@id='theme-travel']/ul/li/text()") == ["GP: lower than among others (37% against 33%)."]
    assert (
        "Where two respondent types do not clearly differ, that does not show that they are the same: small numbers "
        "hide real differences."
    ) in tree.xpath("//*[@id='cannot']//li/text()")


def test_areas_and_types_are_told_in_turn_and_none_once(summary, tmp_path):
    both = replace(summary, tables={**summary.tables, **by_type(summary).tables})
    write_page(both, tmp_path / "a.html", {})
    text = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert text.index("Where areas differ") < text.index("Where respondent types differ")
    assert "Where two areas or respondent types do not clearly differ" in text
    write_page(Summary({}, {"themes": summary.tables["themes"]}, {}), tmp_path / "none.html", {})
    tree = html.fromstring((tmp_path / "none.html").read_text(encoding="utf-8"))
    assert tree.xpath("//*[@id='differ']//li/text()") == ["There are no areas or respondent types to compare."]


def test_who_may_be_counted_twice_is_said_in_the_summary(summary, tmp_path):
    write_page(replace(summary, facts={"counted_twice": "Some <may> be."}), tmp_path / "a.html", {})
    tree = html.fromstring((tmp_path / "a.html").read_text(encoding="utf-8"))
    assert tree.xpath("//*[@id='cannot']//li/text()")[1] == "Some <may> be."
