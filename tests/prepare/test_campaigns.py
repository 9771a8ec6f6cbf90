import pandas as pd
import pytest

from feedback_nlp.prepare.campaigns import campaigns, own_words

LETTER = (
    "I am writing to object to the closure of the minor injuries unit. It has served our town for forty years, it is "
    "the only place we can reach without a car, and the nearest emergency department is full every day of the week."
)
OTHER = (
    "The buses stop at six and I do not drive, so please think about how older people will get to a clinic at night."
)
UNLIKE = (
    "Whoever drew up this timetable has never waited in the rain at Hope Farm with two children and a pushchair, nor "
    "paid nine pounds for a taxi when the last service left before the shops and the college had closed their doors."
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


@pytest.mark.parametrize("seed", range(4))
def test_row_order_does_not_matter(seed: int) -> None:
    second = LETTER.replace("minor injuries unit", "library").replace("full", "shut").replace("forty years", "a while")
    table = answers(
        LETTER,
        f"{LETTER} And I agree with my neighbour here.",
        OTHER,
        f"I was born there, as it happens. {LETTER} I will not move.",
        LETTER[10:],
        LETTER.upper(),  # the same words: which of the two is shown must not hang on the order
        *(f"{UNLIKE} {end}" for end in ("", "My bus stops at six.", "Please think of us.")),
        second,
    )
    ids, found, own = campaigns(table)
    assert found["copies"].to_list() == [6, 3]
    assert len(own) == 5
    again, found2, own2 = campaigns(table.sample(frac=1, random_state=seed))
    assert again.reindex(table.index).equals(ids)
    assert found2.equals(found)
    assert own2.equals(own)


def test_the_largest_comes_first_whoever_sent_it() -> None:
    for many, few in ((LETTER, UNLIKE), (UNLIKE, LETTER)):
        found = campaigns(answers(*[few] * 3, *[many] * 4))[1]
        assert found[["wording", "copies"]].to_numpy().tolist() == [[many, 4], [few, 3]]
    # Of the larger, no wording was sent as often as the other's.
    edited = [LETTER.replace("our town", town) for town in ("Rayleigh", "Laindon", "Wickford")]
    found = campaigns(answers(*[UNLIKE] * 4, *[LETTER] * 3, *edited))[1]
    assert found[["wording", "copies"]].to_numpy().tolist() == [[LETTER, 6], [UNLIKE, 4]]


def test_copies_are_counted_by_people() -> None:
    table = answers(LETTER, LETTER, LETTER, LETTER)
    table["respondent_id"] = ["p0", "p1", "p2", "p2"]  # under two questions
    assert campaigns(table)[1]["copies"].to_list() == [3]


def test_two_wordings_of_one_letter_are_one_campaign() -> None:
    table = answers(*[LETTER] * 4, *[LETTER.replace("our town", "Rayleigh")] * 3)
    assert campaigns(table)[1]["copies"].to_list() == [7]


def test_an_edit_in_every_line_hides_no_copy() -> None:
    words = LETTER.split()
    edited = [
        " ".join(town if i % 8 == 7 else word for i, word in enumerate(words)) for town in ("Rayleigh", "Laindon")
    ]
    assert campaigns(answers(LETTER, *edited))[0].notna().all()  # no eight words in a row are shared


def test_much_added_around_hides_no_copy() -> None:
    own = [" ".join(f"{word}{i}" for i in range(200)) for word in ("ward", "bus")]
    table = answers(LETTER, f"{own[0]} {LETTER}", f"{LETTER} {own[1]}")
    assert campaigns(table)[1]["copies"].to_list() == [3]


def test_a_long_answer_that_quotes_a_letter_is_no_copy() -> None:
    own = [" ".join(f"{word}{i}" for i in range(300)) for word in ("ward", "bus")]
    assert campaigns(answers(LETTER, f"{own[0]} {LETTER}", f"{LETTER} {own[1]}"))[1].empty


def test_half_a_letter_is_no_copy() -> None:
    half = " ".join(LETTER.split()[:27])
    ends = [" ".join(f"{word}{i}" for i in range(25)) for word in ("ward", "bus", "road")]
    assert campaigns(answers(*(f"{half} {end}" for end in ends)))[1].empty
    assert campaigns(answers(*(f"{half} {' '.join(end.split()[:12])}" for end in ends)))[1]["copies"].to_list() == [3]


def test_an_id_says_nothing_of_the_wording() -> None:
    def ids_of(*letters: str) -> list[str]:
        return campaigns(answers(*letters))[0].to_list()

    other = LETTER.replace("minor injuries unit", "library")
    assert ids_of(LETTER, LETTER, LETTER) == ids_of(other, other, other) == ["C1"] * 3
    # The same people, the same ids, whoever of them sent which of two letters.
    second = f"{OTHER} And do not tell me that there is a taxi, for I have asked and there is none in our village."
    assert ids_of(*[LETTER] * 3, *[second] * 5) == ids_of(*[second] * 3, *[LETTER] * 5)
    # Nor does the first id say which letter more people sent.
    sent = [([LETTER] * 3, [UNLIKE] * n) for n in range(4, 8)]
    tables = [answers(*one, *other) for few, many in sent for one, other in ((few, many), (many, few))]
    assert {campaigns(table)[1]["campaign_id"].iloc[0] for table in tables} == {"C1", "C2"}


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
