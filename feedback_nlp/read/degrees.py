"""Which answers are degrees: of agreement or support, or of anything at all?"""

import re
from typing import Final

from feedback_nlp.read import tongues

_ENGLISH: Final = re.compile(
    r"(?:(?:strongly|completely|totally|definitely|somewhat|slightly|mostly|partly|tend to|partially|fully|generally"
    r"|very|muy) )*"
    r"(?:agree|disagree|neither agree n?or disagree|neutral|support\w*|oppose\w*|object\w*"
    r"|do not support|don't support|in favou?r|for|against|y|n|in part|partly|partially|not answered|prefer not to say"
    r"|neither|unsure|undecided|don't know|not sure|no opinion|neither support nor oppose|yes|no|maybe|de acuerdo|en "
    r"desacuerdo"
    r"|no views?|agree(?: or disagree)?|approve|disapprove|no responde)"
    r"(?: (?:strongly|in part|with (?:it|reservations|conditions)|.{0,3}not sure))?(?: .*de acuerdo.*)?"
)
_SUPPORT: Final = re.compile(r"\b(?:support|oppose|object|in favou?r|against|disagree)\b")
_SCALE: Final = re.compile(
    r"(?:(?:very|not|fairly|quite|extremely|somewhat|slightly|not at all|rather|neither|a little|more|less|much"
    r"|about|moderately|mostly) )*"
    r"(?:satisfied|dissatisfied|happy|unhappy|likely|unlikely|important|unimportant|useful|good|poor|bad|excellent|fair|often"
    r"|always|never|sometimes"
    r"|rarely|y|n|high|low|medium|yes|no|unsure|true|false|male|female|positive|negative|easy|difficult|well|same|better"
    r"|worse)"
    r"(?: (?:nor|or) \w+)*"
)
_TONGUES: Final = re.compile("|".join(f"(?:{pattern})" for pattern in tongues.AGREEMENT))
_DEGREES: Final = re.compile("|".join(tongues.SCALE))
_LONGEST: Final = 200


def agrees(answer: str) -> bool:
    """Say whether a folded answer is a degree of agreement or support, in any of the languages.

    >>> agrees("tend to disagree"), agrees("eher nein"), agrees("ydw / yes"), agrees("swale")
    (True, True, True, False)
    """
    # Forms in two languages give an option in both.
    return any(_ENGLISH.fullmatch(one) or _TONGUES.fullmatch(one) for one in _readings(answer))


def supports(answer: str) -> bool:
    """Say whether a folded answer is for or against something in so many words, not "yes" or "no" alone."""
    return any(_SUPPORT.search(one) and _ENGLISH.fullmatch(one) for one in _readings(answer))


def is_degree(answer: str) -> bool:
    """Say whether a folded answer is a degree of anything: "very poor", "often", "yes"."""
    return agrees(answer) or any(_SCALE.fullmatch(one) or _DEGREES.fullmatch(one) for one in _readings(answer))


def _readings(answer: str) -> tuple[str, ...]:
    if len(answer) > _LONGEST:
        return ()
    return (answer, *answer.split(" / ")) if " / " in answer else (answer,)
