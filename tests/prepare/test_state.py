import time

import pytest

from feedback_nlp.prepare.state import judge

NON_ANSWERS = """n/a|N/A.|N.A.|na|NA|none|None.|nil|-|.|...|?|no comment|No comment.|No comments at this time
don't know|Don’t know|dont know|I don't know
not sure|Not sure.|unsure|nothing to add|Nothing|NOTHING!|nothing at all|Nothing really.|Nothing, thank you
not applicable|Not applicable to me
can't think of anything|No opinion|no view either way|prefer not to say|see no reason to comment
I see no reason to comment|No idea|no suggestions
No. Nothing to add.|N/A - nothing|none that I can think of|pass|tbc|No further comments|Nothing further to add
I have nothing to add
No views|I have no comments to make|nothing comes to mind|too early to say|I don't understand the question
Not that I can think of"""
BLANK = """|   |Did not answer|No answer|[blank]|not answered|no response"""
ELSEWHERE = """as above|As above.|see above|See above!|same as above|as before|Same as before|ditto
see my answer to Q1|See answer to question 3 above|see attached|See attached file(s)
Please see attached.|Please find attached our response|see previous answer|As per question 2|see Q1|See Q1 and Q2
already answered|As stated above|see my previous response
please see the attached letter in response to this consultation|covered in Q1|Same answer as question 1
refer to my earlier comments|answered above|see attached document
Attached|Our response is attached|Attached are comments from the Trust|Letter enclosed|Comments in attachment
Attached, please find the response of the Chamber of Commerce"""
ANSWERS = """No comment on the merger but parking is awful|Nothing. The staff were lovely|None of this makes sense
No.|Yes|Not sure it will work|I don't know why you are doing this
See above, and also the buses|See attached. We oppose the merger|Nothing should change|As above but more beds
Everything|❤️|👍|Don't know how people will get there|Na zdrowie to all the staff|Nil by mouth was kept too long
N/A for me but my mother needs it|Pass the money to the wards|Same staff every time please|No changes please
None of the above|Attached to our GP|Keep it as before|Nothing beats local care
No comment box was big enough for what I think of this|Previous answer was cut off: I oppose it|Later appointments
The attached car park is too small|Our surgery has a pharmacy attached|My house is attached, noise is awful
My GP surgery is closing and the pharmacy attached is too|See attached - this won't work for us
Please see attached letter, the proposal doesn’t work for rural areas|Earlier|Before|Earlier please"""

TESTS = """test|Test.|test test|test test test|TEST - please ignore|Test (please disregard)|testing 123
Testing, testing, 1 2 3|testing testing|this is a test|This is just a test, please ignore.|test1|Test answer 2
Test response|ignore - test|Please ignore this, it is only a test|TESTTEST|just testing|test entry please delete"""
NO_TESTS = """The blood test was late|Test results take weeks|Testing|Testing for covid|Blood test|Test centre
This is a test of patience|Test the water first|Tests|Please ignore the critics|Test it in Thurrock first|123
Test and trace|This is a test of our patience|Ignore|Please ignore|It was a test for us all"""


def cases(block: str, state: str) -> list[tuple[str, str]]:
    return [(text, state) for line in block.split("\n") for text in line.split("|")]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        *cases(NON_ANSWERS, "non_answer"),
        *cases(BLANK, "blank"),
        *cases(ELSEWHERE, "refers_elsewhere"),
        *cases(ANSWERS, "analysed"),
        *cases(NO_TESTS, "analysed"),
        *cases(TESTS, "excluded"),
        *cases("Submitted as attachment|Please consider the attached|Attachment A", "refers_elsewhere"),
        ("[unreadable]", "unreadable"),
        ("illegible handwriting", "unreadable"),
    ],
)
def test_judge_whole_answers(text: str, state: str) -> None:
    assert judge(text)[0] == state


@pytest.mark.parametrize(
    ("wording", "state"),
    [
        ("", "analysed"),
        ("Do you support the proposal?", "analysed"),
        ("Do you have any other comments?", "non_answer"),
        ("Is there anything else you would like to tell us?", "non_answer"),
        ("9. Any further comments on the new hospital?", "non_answer"),
        ("Finally, have you any other, further or general comments?", "non_answer"),
        ("Please use this box for any other comments.", "non_answer"),
        ("How would it affect you, and is there anything else we should know?", "non_answer"),
        ("Would you like to add anything about your dentist?", "non_answer"),
        ("Is there anything more that you'd like to say?", "non_answer"),
        ("Overall, do you have any other comments?", "non_answer"),
        ("Section 5: Any other comments", "non_answer"),
        ("Your views: any other comments?", "non_answer"),
        ("Thank you. Is there anything else?", "non_answer"),
        ("Before you go, is there anything else you would like to say?", "non_answer"),
        ("Are there any other issues you would like to raise?", "non_answer"),
        ("Do you have any thoughts to add?", "non_answer"),
        ("Should it close? Please explain. Any other comments?", "analysed"),
        ("Would any of these changes make it more difficult for you to travel?", "analysed"),
        ("Do you think any of these hospitals needs more beds?", "analysed"),
        ("Do any of the options make other services worse?", "analysed"),
        ("Would anything else help you?", "analysed"),
        ("Would you like to share a GP with another practice?", "analysed"),
        ("Should the surgery close, and is there anything else you would like to say?", "analysed"),
    ],
)
def test_bare_no_depends_on_the_question(wording: str, state: str) -> None:
    assert judge("No.", wording)[0] == state


def test_a_test_says_so_in_its_reason() -> None:
    assert judge("TEST - please ignore") == ("excluded", "test row")


def test_reason_never_holds_the_answer() -> None:
    assert all("parking" not in judge(text)[1] for text in ("parking", "see attached parking letter"))


def test_long_input_is_quick() -> None:
    start = time.perf_counter()
    for unit in ("a", "no ", "nothing ", "see ", "q1 ", "- "):
        for length in (150, 100_000):
            judge((unit * length)[:length])
    assert time.perf_counter() - start < 1
