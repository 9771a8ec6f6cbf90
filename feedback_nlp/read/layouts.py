"""The layouts that survey platforms export, as data: one short description each, tried in turn.

A description holds patterns for folded headings (lower case, single spaces), never code. Where none fits, the general
layout does: it knows nothing of platforms and works from the cells alone. Sources: what each platform's files and
public code show; a layout without a public file rests on its documentation and says so in `seen`. Survey tools stand
here, what public bodies consult on in `layouts_public`.
"""

from typing import Final

from feedback_nlp.read.layout import Layout, TestRows
from feedback_nlp.read.layouts_public import CITIZEN_SPACE, COMMONPLACE, ENGAGEMENTHQ, GOVUK_FORMS, NHS_FFT

QUALTRICS: Final = Layout(
    name="qualtrics",
    title="Qualtrics",
    headings=(
        "startdate", "enddate", "responseid", "recordeddate", "ipaddress", "distributionchannel", "userlanguage",
        r"duration \(in seconds\)", "recipientemail", "externalreference", "externaldatareference", "locationlatitude",
        "responseset", "recorded date", "response type", "distribution channel", "user language",
        "progress", "finished", "external data reference", "recipient (last name|first name|email)",
    ),
    need=3,
    cells=(r"\{\s*[\"']importid[\"'].*",),
    ids=("response ?id",),
    # With spaces, the words of the second row: all there is where somebody took out the first.
    dates=("recorded ?date", "end ?date", "start ?date"),
    metadata=(
        "status", "response type", "progress", "distribution channel", "user language", "location (latitude|longitude)",
        "external (data )?reference", r"duration \(in seconds\)", "finished", "distributionchannel", "userlanguage",
        "responseset",
        "locationlatitude", "locationlongitude", "locationaccuracy", "externalreference", "externaldatareference",
        r".* - topics", r".* - parent topics", r".* - sentiment.*", "q_.*", r".*_(first|last) click", r".*_page submit",
        r".*_click count", "v[1-9]|v10",
    ),
    personal=("ip ?address", "recipient ?(last|first) ?name", "recipient ?email", "name", "emailaddress"),
    tests=(
        TestRows("status", ("1", "survey preview"), "survey preview"),
        TestRows("status", ("2", "survey test"), "survey test"),
        TestRows("status", ("8", "spam"), "marked as spam"),
        TestRows("distributionchannel", ("preview",), "survey preview"),
        # With the row of tags taken out by hand, the words below it are the headings.
        TestRows("response type", ("1", "survey preview"), "survey preview"),
        TestRows("response type", ("2", "survey test"), "survey test"),
    ),
)  # fmt: skip

SURVEYMONKEY: Final = Layout(
    name="surveymonkey",
    title="SurveyMonkey",
    headings=("respondent ?id", "collector ?id", "start ?date", "end ?date", "ip address", "custom data( 1)?"),
    need=2,
    cells=("open-ended response", "response"),
    cells_need=2,
    ids=("respondent ?id",),
    dates=("end ?date", "start ?date", "date created", "date modified"),
    metadata=("collector ?id", r"custom data( \d+)?", "start ?date", "end ?date", "date (created|modified)"),
    personal=("ip address", "email address", "first name", "last name"),
    month_first=True,
)

SMARTSURVEY: Final = Layout(
    name="smartsurvey",
    title="SmartSurvey",
    headings=("user ?id", "user ?no", "unique ?id", "started", "ended", "tracking link", "completed"),
    need=3,
    ids=("user ?id", "unique ?id", "user ?no"),
    dates=("ended", "completed", "started"),
    metadata=("user ?no", "unique ?id", "tracking link", "language", "page path", "device", "status", "collector"),
    personal=("name", "email", "ip address"),
    tests=(TestRows("status", ("preview", "test"), "survey preview"),),
    unanswered=("-", "."),
    replace=(("@SQ@", "'"),),
    month_first=False,
    seen=False,
)

MICROSOFT_FORMS: Final = Layout(
    name="microsoft_forms",
    title="Microsoft Forms",
    headings=("start time", "completion time", "email", "name", "last modified time", "id"),
    need=3,
    header_rows=1,
    ids=("id",),
    dates=("completion time", "start time"),
    metadata=(
        "start time",
        "last modified time",
        "total points",
        "quiz feedback",
        "points - .*",
        "feedback - .*",
        "language",
    ),
    personal=("email", "name"),
)

GOOGLE_FORMS: Final = Layout(
    name="google_forms",
    title="Google Forms",
    headings=("timestamp|zeitstempel|horodateur|marca temporal",),
    need=1,
    lacks=("id", ".*[-_ ]id", "datetime", "collector id"),
    header_rows=1,
    dates=("timestamp|zeitstempel|horodateur|marca temporal",),
    metadata=("score",),
    personal=("email address", "username"),
)

LIMESURVEY: Final = Layout(
    name="limesurvey",
    title="LimeSurvey",
    headings=(
        r"(id\. )?response id", r"submitdate(\. .+)?|date submitted", r"lastpage(\. .+)?|last page",
        r"startlanguage(\. .+)?|start language", r"seed(\. .+)?", r"[a-z]\w*\[\w+\](\.|\[).*",
        r"[a-z]\w*\[(sq\w+|other|\d+)\]", "refurl", "datestamp", r"[a-z]+\w*\d\w*\. .+",
    ),
    need=2,
    header_rows=1,
    # Behind the code stands the name in the language of the survey: "id. ID de la réponse".
    ids=(r"id(\. .+)?", "response id"),
    dates=(r"submitdate(\. .+)?", "date submitted", r"datestamp(\. .+)?", r"startdate(\. .+)?"),
    metadata=(
        r"last ?page|lastpage\. .+", r"start ?language|startlanguage\. .+", r"seed(\. .+)?", "refurl.*",
        "datestamp.*",
        "startdate.*", r".*(group|question)time\d*.*", "interviewtime.*", r"\w+time",
    ),
    personal=("ipaddr.*", r"token(\..*)?", "firstname", "lastname", "email"),
    unanswered=("{question_not_shown}",),
)  # fmt: skip

JISC: Final = Layout(
    name="jisc",
    title="Jisc Online Surveys",
    headings=(
        "urn|unique response number",
        "completiondate|completion date",
        "startdate|start date",
        r"q\d+(_\d+)?(_[a-z])?",
    ),
    need=2,
    cells=(r"\d{6}-\d{6}-\d{6,9}",),
    ids=("urn|unique response number.*",),
    dates=("completion ?date.*", "submitted", "start ?date.*"),
    metadata=("start ?date.*", "completion ?date.*"),
)

ALCHEMER: Final = Layout(
    name="alchemer",
    title="Alchemer",
    headings=(
        "time started", "date submitted", "status", "response id", "contact id", "legacy comments", "sessionid",
        "link name", "referer", "user agent",
    ),
    need=2,
    header_rows=1,
    ids=("response id",),
    dates=("date submitted", "time started"),
    metadata=(
        "time started", "status", "contact id", "legacy comments", "comments", "language", "sessionid", "tags",
        "extended referer",
        "link name", "referer", "user agent", "longitude", "latitude", "country", "city", "state/region", "postal",
    ),
    personal=("ip address", "email", "first name", "last name"),
    staff=("legacy comments", "tags"),
    tests=(TestRows("status", ("deleted", "disqualified"), "disqualified"),),
)  # fmt: skip

TYPEFORM: Final = Layout(
    name="typeform",
    title="Typeform",
    headings=("#", r"start date \(utc\)", r"submit date \(utc\)", "network id", r"stage date \(utc\)", "response type"),
    need=2,
    header_rows=1,
    ids=("#",),
    dates=(r"submit date \(utc\)", r"start date \(utc\)"),
    metadata=("network id", "response type", r"stage date \(utc\)", r"start date \(utc\)", "tags", "ending", "score"),
)

REDCAP: Final = Layout(
    name="redcap",
    title="REDCap",
    headings=(
        r"\w+___\w+", r"\w+_complete", "record_id|study_id|participant_id", "redcap_survey_identifier",
        "redcap_event_name",
        "redcap_repeat_(instrument|instance)", r"\w+_timestamp", "redcap_data_access_group", "survey identifier",
        "survey timestamp", r".+ \(choice=.+\)", r"complete\?", "event name", "record id|study id|participant id",
    ),
    need=2,
    header_rows=1,
    ids=("record_id", "study_id", "participant_id", "record id", "study id", "participant id", "subject_id"),
    dates=(r"\w+_timestamp", "survey timestamp"),
    metadata=(
        r"\w+_complete", r"\w+_timestamp", "redcap_(?!data_access_group).*", r"complete\?.*", "survey identifier",
        "survey timestamp", "event name",
        "mugshot|.*_(upload|file|signature|image)",
    ),
    personal=("name_(first|last)|(first|last)_name", r"telephone\w*|phone\w*", r"e?mail\w*", "dob|date_of_birth",
    r"address\w*"),
    unanswered=("[document]", "[not completed]"),
    events=("redcap_event_name", "redcap_repeat_instrument", "redcap_repeat_instance", "event name"),
)  # fmt: skip

SNAP: Final = Layout(
    name="snap",
    title="Snap",
    headings=(r"id\.(name|format|completed|date|start|end|time|interviewtime|site|version)",),
    need=1,
    ids=("case(no|id)?", "respondent", "id.uniqueid"),
    dates=(r"id\.(endday|date|completed|end)", r"id\.start\w*"),
    metadata=(r"id\.\w+",),
    month_first=False,
    seen=False,
)

GENERAL: Final = Layout(name="general", title="a general table")

LAYOUTS: Final = (
    QUALTRICS, NHS_FFT, TYPEFORM, MICROSOFT_FORMS, SMARTSURVEY, CITIZEN_SPACE, ALCHEMER, REDCAP, GOVUK_FORMS,
    ENGAGEMENTHQ, COMMONPLACE,
    SURVEYMONKEY, LIMESURVEY, JISC, SNAP, GOOGLE_FORMS, GENERAL,
)  # fmt: skip
"""In the order in which they are tried: the most telling headings first."""
