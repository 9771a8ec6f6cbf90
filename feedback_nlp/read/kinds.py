"""Do the answers say who responds: "Resident", "A carer", "On behalf of an organisation"?"""

import re
from collections.abc import Iterable
from typing import Final

from feedback_nlp.read.headings import fold

_KIND: Final = re.compile(
    r"(?:(?:i am|i'm|as|an?|the|on behalf of|member of|local|nhs|other|private|current|former|parish|town|county"
    r"|district|responding|service|community|public|retired|someone|who) )*"
    r"(?:residents?|individuals?|public|members?|patients?|carers?|service users?|users?|parents?|guardians?|children"
    r"|young (?:person|people)|students?|pupils?|visitors?|business(?:es)?|traders?|organi[sz]ations?|charit(?:y|ies)"
    r"|councillors?|councils?|staff|employees?|volunteers?|nurses?|gps?|doctors?|clinicians?|managers?|teachers?"
    r"|governors?|professionals?|providers?|developers?|landowners?|landlords?|tenants?|agents?|consultees?|commuters?"
    r"|workers?|survivors?|families|family members?|relatives?|partners?"
    r"|groups?|societ(?:y|ies)|mp|academics?|customers?|stakeholders?|officers?|midwife|midwives|pensioners?"
    r"|(?:i )?(?:live|work|study|visit|shop|own|run|am visiting)\b.{0,40})(?:[ /,(].{0,60})?"
)
_LIST: Final = re.compile(r"[a-z ]{3,30}(?: ?/ ?| or |, ?)[a-z /,]{3,60}\??")


def is_kind(option: str) -> bool:
    """Say whether an option is a kind of respondent: "A carer", "I live in Swale"."""
    return bool(_KIND.fullmatch(fold(option)[:200]))


def say_who_responds(values: Iterable[str]) -> bool:
    """Say whether most of the different answers are kinds of respondents; "Other" and "Not answered" are left out.

    >>> say_who_responds(["Parent", "Young person", "Other"]), say_who_responds(["Hub", "Market stall", "Library"])
    (True, False)
    """
    kinds = {fold(value)[:200] for value in values} - {"other", "not answered", "prefer not to say", "n/a"}
    return len(kinds) >= 2 and sum(bool(_KIND.fullmatch(one)) for one in kinds) >= 0.6 * len(kinds)


def lists_kinds(heading: str) -> bool:
    """Say whether a folded heading is itself a list of them, as on paper forms.

    >>> lists_kinds("resident / business / visitor"), lists_kinds("age / gender")
    (True, False)
    """
    if not _LIST.fullmatch(heading):
        return False
    parts = re.split(r" ?/ ?| or |, ?", heading.rstrip("?"))
    return len(parts) >= 2 and all(_KIND.fullmatch(part) for part in parts)
