import pandas as pd

from feedback_nlp.prepare.campaigns import campaigns, own_words

LETTER = (
    "I am writing to object to the closure of the minor injuries unit. It has served our town for forty years, it is "
    "the only place we can reach without a car, and the nearest emergency department is full every day of the week."
)
OTHER = (
    "The buses stop at six and I do not drive, so please think about how older people will get to a clinic at night."
)


def answers(*texts: str) -> pd.DataFrame:
    ids = [f"p{i}" for i in range(len(texts))]
    return pd.DataFrame(
        {"response_id": [f"{i}/q" for i in ids], "respondent_id": ids, "text": list(texts)}, dtype="string"
    )


def test_identical_and_personalised_copies_and_own_words() -> None:
    mine = "My mother was treated there last winter and they saved her leg."
    table = answers(LETTER, LETTER, f"{mine} {LETTER}", LETTER.replace("our town", "Rayleigh"), OTHER, "good service")
    ids, found, own = campaigns(table)
    assert ids.notna().to_list() == [True, True, True, True, False, False]
    assert found.drop(columns="campaign_id").to_dict("records") == [
        {"kind": "personalised", "copies": 4, "own_words": 1, "wording": LETTER}
    ]
    assert own[["response_id", "start", "end"]].to_numpy().tolist() == [["p2/q", 0, len(mine) - 1]]


def test_identical_only() -> None:
    assert campaigns(answers(LETTER, LETTER, LETTER))[1]["kind"].to_list() == ["identical"]


def test_short_common_answers_are_no_campaign() -> None:
    assert campaigns(answers(*["Very good service, no complaints at all"] * 50))[1].empty


def test_two_copies_are_no_campaign() -> None:
    assert campaigns(answers(LETTER, LETTER, OTHER))[1].empty


def test_one_respondent_is_no_campaign() -> None:
    table = answers(LETTER, LETTER, LETTER)
    table["respondent_id"] = "p0"
    assert campaigns(table)[1].empty


def test_a_shared_opening_is_no_campaign() -> None:
    opening = (
        "Thank you for the opportunity to comment on the Request for Information about the Health Technology Ecosystem."
    )
    endings = (
        "We make software for wards.",
        "Our members are nurses and they are tired of passwords.",
        "Please think of patients first.",
    )
    assert campaigns(answers(*(f"{opening} {ending}" for ending in endings)))[1].empty


def test_row_order_does_not_matter() -> None:
    table = answers(LETTER, f"{LETTER} And I agree with my neighbour here.", OTHER, LETTER, LETTER[10:])
    ids, found, own = campaigns(table)
    shuffled = table.sample(frac=1, random_state=3)
    again, found2, own2 = campaigns(shuffled)
    assert again.reindex(table.index).equals(ids)
    assert found2.equals(found)
    assert own2.equals(own)


def test_an_id_says_nothing_of_the_wording() -> None:
    def ids_of(*letters: str) -> list[str]:
        return campaigns(answers(*letters))[0].to_list()

    other = LETTER.replace("minor injuries unit", "library")
    assert ids_of(LETTER, LETTER, LETTER) == ids_of(other, other, other) == ["C1"] * 3
    # The same people, the same ids, whoever of them sent which of two letters.
    second = f"{OTHER} And do not tell me that there is a taxi, for I have asked and there is none in our village."
    assert ids_of(*[LETTER] * 3, *[second] * 5) == ids_of(*[second] * 3, *[LETTER] * 5)


def test_ids_of_many_letters_sort_as_numbers() -> None:
    letters = [" ".join(f"word{i}{chr(97 + k)}" for k in range(20)) for i in range(10)]
    found = campaigns(answers(*(letter for letter in letters for _ in range(3))))[1]
    assert sorted(found["campaign_id"]) == [f"C{n:02}" for n in range(1, 11)]


def test_points_in_another_order_are_a_copy_and_nobodys_own_words() -> None:
    points = [
        "First, the minor injuries unit must stay open seven days a week for everybody in our town.",
        "Second, nobody should have to take two buses to have a wound stitched or an arm set.",
        "Third, the money that was promised for a new X-ray machine must be spent here, and soon.",
    ]
    turned = " ".join(points[::-1])
    ids, found, own = campaigns(answers(" ".join(points), " ".join(points), turned, OTHER))
    assert ids.notna().to_list() == [True, True, True, False]
    assert found["own_words"].to_list() == [0]
    assert own.empty


def test_no_answers() -> None:
    ids, found, own = campaigns(answers())
    assert (len(ids), len(found), len(own)) == (0, 0, 0)


def test_own_words_of_an_exact_copy() -> None:
    assert own_words(LETTER, LETTER) == []
