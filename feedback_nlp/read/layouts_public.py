"""The layouts of platforms that public bodies consult on, and of the NHS Friends and Family Test; see `layouts`."""

from typing import Final

from feedback_nlp.read.layout import Layout

CITIZEN_SPACE: Final = Layout(
    name="citizen_space",
    title="Citizen Space",
    headings=("response id", r".+ - .+", "date submitted|submitted( date| on)?", "analyst notes?|.* analyst .*"),
    need=3,
    lacks=("time started", ".*write[- ]in:.*", "collector id"),
    cells=(r"anon-\w{4}-\w{4}-\w", r"bhlf-\w{4}-\w{4}-\w"),
    header_rows=1,
    ids=("response id",),
    dates=("date submitted", "submitted( date| on| at)?"),
    metadata=("status", "created( by| on)?", "response (status|type|method)", "source"),
    personal=("ip address", r"(what is your )?name\b.*", r".*e-?mail.*"),
    staff=(r".*\banalyst\b.*", r".* - (notes?|tags?|coding|themes?)", "tags?", "notes?", "coding", "redact(ed|ion).*"),
    seen=False,
)

ENGAGEMENTHQ: Final = Layout(
    name="engagementhq",
    title="EngagementHQ",
    headings=(
        "date of contribution", r"login( \(screen name\))?", "contributor summary.*", "response id", "usertype",
        "contribution id",
    ),
    need=2,
    ids=("response id", "contribution id"),
    dates=("date of contribution", "created at"),
    metadata=("usertype", "contributor summary.*", "contribution id", "project.*", "survey name"),
    personal=(r"login( \(screen name\))?", "email", "screen name", "username"),
    month_first=False,
    seen=False,
)  # fmt: skip

COMMONPLACE: Final = Layout(
    name="commonplace",
    title="Commonplace",
    headings=(
        "feeling",
        "agree\\.number|agreements?",
        r"(geometry\.)?coordinates|longitude",
        "any ?other ?comments",
        "comment ?id",
        "latitude",
    ),
    need=3,
    header_rows=1,
    ids=("id|comment ?id|contribution ?id",),
    dates=("date|created( at)?",),
    metadata=(
        r"(geometry\.)?(coordinates|type)",
        "longitude|latitude",
        "agree\\.number|agreements?",
        "url",
        "schemaname",
        "consent",
    ),
)

GOVUK_FORMS: Final = Layout(
    name="govuk_forms",
    title="GOV.UK Forms",
    headings=("reference", "submitted at", "language"),
    need=2,
    header_rows=1,
    ids=("reference",),
    dates=("submitted at",),
    metadata=("language",),
    personal=(r".* - (first|last|middle) names?", r".* - (address line \d|town or city|county)", r".*name\?? - .*"),
    month_first=False,
    seen=False,
)

NHS_FFT: Final = Layout(
    name="nhs_fft",
    title="NHS Friends and Family Test",
    headings=("fft question", "fft answer", "fft categorical answer", "comment id", "service type( 1)?", "trust"),
    need=3,
    header_rows=1,
    ids=("respondent id",),
    dates=("date",),
    metadata=("comment id", "comment sentiment", "not assigned", "labelling not possible"),
    personal=("person identifiable info.*",),
    month_first=False,
)
