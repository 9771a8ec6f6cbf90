import re

import numpy as np
import pandas as pd
import pytest

from feedback_nlp.represent.encoder import as_texts


def test_lists_tuples_and_series_become_a_list() -> None:
    assert as_texts(["a", ""]) == ["a", ""]
    assert as_texts(("a",)) == ["a"]
    assert as_texts(pd.Series(["a", "b"], index=[7, 9], dtype="string")) == ["a", "b"]
    assert as_texts([]) == []


def test_a_single_string_is_not_a_list_of_letters() -> None:
    with pytest.raises(TypeError, match="texts is a single string"):
        as_texts("parking")


@pytest.mark.parametrize(("missing", "name"), [(None, "NoneType"), (pd.NA, "NAType"), (np.nan, "float")])
def test_a_missing_text_is_named_by_its_place_and_no_text_is_shown(missing: object, name: str) -> None:
    message = f"Every text must be a string; the one at position 1 is {name}."
    with pytest.raises(TypeError, match=f"^{re.escape(message)}$"):
        as_texts(["secret", missing])  # type: ignore[list-item]
