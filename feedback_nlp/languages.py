"""What the language of the answers changes: the models that ship know English alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from feedback_nlp.errors import DataError

if TYPE_CHECKING:
    from feedback_nlp.config import Consultation

ENGLISH: Final = "en"
_LANGUAGES: Final = {
    "cy": "Welsh", "de": "German", "en": "English", "es": "Spanish", "fr": "French", "it": "Italian", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian",
}  # fmt: skip


def say_if_another_language(texts: list[str], consultation: Consultation) -> None:
    """Refuse to read answers with an English model that are not English, unless the file names their language.

    Raises
    ------
    DataError
        Most answers are in another language than the file says.
    """
    from feedback_nlp.represent import guess_language

    said, found = consultation.consultation.language, guess_language(texts)
    if found not in ("unknown", said) and ENGLISH in (found, said):
        name = _LANGUAGES.get(found, found)
        raise DataError(
            f'Most answers seem to be in {name}, but the consultation file says language = "{said}".\n'
            f'Write language = "{found}" under [consultation] to go on. '
            + (
                "Without an English model, themes are then found by the cues of a code frame in that language alone "
                "(word for word), topics by shared words, and people's names are not redacted."
                if said == ENGLISH
                else ""
            ).rstrip()
        )


def needs_english(consultation: Consultation) -> None:
    """Refuse to learn from answers, or tag with what was learnt, in a language that the models do not know.

    Raises
    ------
    DataError
        The consultation file names another language than English.
    """
    language = consultation.consultation.language
    if language != ENGLISH:
        raise DataError(
            f'The consultation file says language = "{language}", and a model can be trained on English answers only. '
            "Go on with the cues of the code frame: run and evaluate without --model."
        )


def limits_of(consultation: Consultation | None) -> tuple[str, ...]:
    """Return what a reader has to know about answers that are not in English."""
    language = consultation.consultation.language if consultation else ENGLISH
    if language == ENGLISH:
        return ()
    return (
        f"The answers are in {_LANGUAGES.get(language, language)}. The models that ship know English alone: themes "
        "were found only where a cue of the code frame stands in the answer word for word, topics only by words that "
        "answers share, and people's names were not looked for. Read every quote before publishing it.",
    )
