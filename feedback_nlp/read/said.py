"""What the heading of a column says, taken apart: whole, without its number, each language, the last sentence."""

import re
from typing import Final

from feedback_nlp.read.headings import Column, fold

_NUMBER_BEFORE: Final = re.compile(
    r"(?:q(?:uestion)?[ _]?)?\d{1,9}(?:[._]?[a-z](?![a-z])|[._]\d{1,4}){0,3}[ _.:)-]{1,4}(?=\D)"
)
_NUMBER_ALONE: Final = re.compile(r"q\d{1,3}[a-z]? (?=\w)")
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_CHAT: Final = re.compile(r".*[!.,:] (?=(?:so,? )?(?:(?:in )?(?:where|which|what|who)|do you|are you|how)\b)")


def wordings(column: Column) -> set[str]:
    """Return the folded wordings in which a heading may be known.

    >>> sorted(wordings(Column("Q2. Hi! Where do you live?", "Q2. Hi! Where do you live?", "", "", 0)))
    ['hi! where do you live?', 'q2. hi! where do you live?', 'where do you live?']
    """
    said = {fold(column.name), fold(column.tag), fold(column.question)} - {""}
    # Typeform keeps the marks of bold and italic type: "are you *for* or *against* it?"
    said |= {words.replace("*", "") for words in tuple(said) if words.count("*") >= 2}
    if " " not in column.name:
        said.add(fold(_CAMEL.sub(" ", column.name)))  # "RespondentType"
    # Citizen Space and GOV.UK Forms write "Title - label", or "Title - question - kind of box".
    said |= {words.replace("_", " ") for words in tuple(said) if "_" in words and " " not in words}
    said |= {label for words in tuple(said) for label in words.split(" - ")[1:] if len(label) >= 4}
    for before in (_NUMBER_BEFORE, _NUMBER_ALONE):
        said |= {words[number.end() :] for words in tuple(said) if (number := before.match(words))}
    # In Wales, forms ask everything in both languages: "Ble rydych chi'n byw? / Where do you live?"
    for words in tuple(said):
        halves = words.split(" / ")
        if len(halves) == 2 and all(half.count(" ") >= 2 for half in halves):
            said |= set(halves)
    said |= {words[chat.end() :] for words in tuple(said) if (chat := _CHAT.match(words))}
    return said
