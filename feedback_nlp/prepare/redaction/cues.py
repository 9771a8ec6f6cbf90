"""Words around a name that show that it is one: titles, roles, kin, introductions, signatures.

The words are data, in ``lists/cues.toml``, each list with what it is for.
"""

import tomllib
from importlib import resources
from typing import Final

_LISTS: Final = {
    name: frozenset(words.split())
    for name, words in tomllib.loads(
        resources.files("feedback_nlp.prepare.redaction").joinpath("lists", "cues.toml").read_text(encoding="utf-8")
    ).items()
}

TITLES: Final = _LISTS["titles"]
SOFT_TITLES: Final = _LISTS["soft_titles"]
LONG_TITLES: Final = _LISTS["long_titles"]
ROLES: Final = _LISTS["roles"]
KIN: Final = _LISTS["kin"]
POSSESSIVES: Final = _LISTS["possessives"]
ADDRESSING: Final = _LISTS["addressing"]
PERSON_VERBS: Final = _LISTS["person_verbs"]
HEADS: Final = _LISTS["heads"]
LOWER_HEADS: Final = _LISTS["lower_heads"]
PLACE_BEFORE: Final = _LISTS["place_before"]
FUNCTION: Final = _LISTS["function"]
EXTRA_NON_NAMES: Final = _LISTS["extra_non_names"]
PARTICLES: Final = _LISTS["particles"]
DOES: Final = _LISTS["does"]
VERBS: Final = _LISTS["verbs"]
MOSTLY_WORDS: Final = _LISTS["mostly_words"]
COMMON_LOWER: Final = _LISTS["common_lower"]
LOWER_WITH_CUE: Final = _LISTS["lower_with_cue"]
NOT_STREETS: Final = _LISTS["not_streets"]
GREETING: Final = _LISTS["greeting"]
TOWARDS: Final = _LISTS["towards"]
ARTICLES: Final = _LISTS["articles"]
APPOSITIONS: Final = _LISTS["appositions"]
FOND: Final = _LISTS["fond"]
SUBJECT_NEXT: Final = _LISTS["subject_next"]
UNITS: Final = _LISTS["units"]
PLAINLY: Final = _LISTS["plainly"]
VERBS_OF_MEETING: Final = _LISTS["verbs_of_meeting"]
CALENDAR: Final = _LISTS["calendar"]
SURNAME_HEADS: Final = _LISTS["surname_heads"]
CROWNS: Final = _LISTS["crowns"]
PLACE_PREFIXES: Final = _LISTS["place_prefixes"]
GOING: Final = _LISTS["going"]
OF_BODIES: Final = _LISTS["of_bodies"]
TAKING: Final = _LISTS["taking"]
LANDSCAPE: Final = _LISTS["landscape"]
OF_PLACES_TOO: Final = _LISTS["of_places_too"]
TIMES: Final = _LISTS["times"]
OF_PERSONS: Final = _LISTS["of_persons"]
MANY: Final = _LISTS["many"]
OF_ROOMS: Final = _LISTS["of_rooms"]
DONE_BY: Final = _LISTS["done_by"]
COMING: Final = _LISTS["coming"]
LIVING: Final = _LISTS["living"]
LAWS: Final = _LISTS["laws"]
PEERS: Final = _LISTS["peers"]
FOREIGN_PREFIXES: Final = _LISTS["foreign_prefixes"]
FAMILIES: Final = _LISTS["families"]
TWO_LETTERS: Final = _LISTS["two_letters"]
IMPERSONAL: Final = _LISTS["impersonal"]
SIGN_OFFS: Final = (
    r"(?:(?:kind(?:est)?|best|warm(?:est)?|many|with(?: kind)?) )*regards|yours(?: (?:in \w+|sincerely|faithfully|"
    r"truly|gratefully|respectfully|etc|ever))?|(?:sincerely|faithfully)(?: yours)?|(?:with )?(?:very )?(?:best|good|"
    r"kind|warm(?:est)?) wishes|all the best|many thanks|(?:with )?thanks(?: (?:again|so much|very much))?|"
    r"thank you(?: (?:again|so much|very much))?|cheers|ta|in hope|love(?: from)?|lots of love|signed(?: by)?|"
    r"respectfully|god bless|take care|br|rgds|kr"
)
LABELS: Final = (
    r"name badge|badge|"
    r"name|full name|patient|patient's name|patient name|signed|signature|contact|contact name|from|respondent|"
    r"completed by|on behalf of|submitted by|author"
)
