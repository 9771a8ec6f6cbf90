import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from feedback_nlp.prepare.normalise import normalise

# Every escape of a character that is hard to see is written out; what must stay stands beside what must change.
CASES = [
    ("£60 ’ ŵ / 😀 é naïve", "£60 ’ ŵ / 😀 é naïve"),  # right text is never touched
    ("“É” and “café”…", "“É” and “café”…"),  # valid UTF-8 byte for byte, and yet right as it is
    ("São Ângela Ã", "São Ângela Ã"),
    ("=SUM(A1) +1 -1 @x", "=SUM(A1) +1 -1 @x"),
    ("Iâ€™ve paid Â£60 at the cafÃ©", "I’ve paid £60 at the café"),
    ("couldnÃ¢â‚¬â„¢t", "couldn’t"),  # broken twice
    ("ðŸ˜€ great", "😀 great"),
    ("a\x92s \x85", "a’s …"),  # Windows-1252 read as Latin-1
    ("Cafe\u0301", "Café"),
    ("a\u00a0b\u2009c\u3000d\te", "a b c d e"),
    ("one_x000D_\r\ntwo\rthree\u2028four", "one\n\ntwo\nthree\nfour"),
    ("file_x00e9_2", "file_x00e9_2"),
    ("\ufeffim\u00adproved\u200b", "improved"),
    ("\u202a07700\u202c", "07700"),
    ("👩\u200d👧", "👩\u200d👧"),  # a family is one emoji
    ("it\x00s", "its"),
    ("\ud83d\ude00 and \ud83d alone", "😀 and \ufffd alone"),
    ("  \n ", ""),
    ("", ""),
]


@pytest.mark.parametrize(("raw", "clean"), CASES)
def test_normalise_cases(raw: str, clean: str) -> None:
    assert normalise(raw) == clean


@settings(max_examples=200, deadline=None)
@given(
    st.text(
        alphabet=st.characters(
            min_codepoint=32, max_codepoint=0x1FAFF, blacklist_categories=("Cs", "Cc", "Cf", "Zs", "Zl", "Zp", "Cn")
        )
    )
)
def test_normalise_loses_no_visible_character(text: str) -> None:
    from feedback_nlp.prepare.normalise import _broken

    if not _broken().search(text) and "_x00" not in text:
        assert normalise(text) == unicodedata.normalize("NFC", text).strip()


@settings(max_examples=200, deadline=None)
@given(st.text())
@example("Ä\x1f\x98")
def test_normalise_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    if "Ã" not in once and "â" not in once and "Â" not in once:
        assert normalise(once) == once


def test_joiners_hide_no_address_and_emoji_stay() -> None:
    assert normalise("jane.doe\u200d@exam\u200cple.com, Ma\u00adry") == "jane.doe@example.com, Mary"
    assert normalise("👩\u200d⚕️") == "👩\u200d⚕️"
