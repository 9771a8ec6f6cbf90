"""E-mail, telephone, numbers, postcodes, addresses, birth dates and registrations: what needs only the characters."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback_nlp.prepare import redact
from feedback_nlp.prepare.redaction.numbers import has_check_digit

# All numbers are of the ranges kept for drama and tests.
CASES = [
    ("write to jo.bloggs@example.org.", "write to [email]."),
    ("jo dot bloggs at example dot org", "[email]"),
    ("jo (at) example.org or sunita[at]example[dot]org", "[email] or [email]"),
    ("call 07700 900123 or 07700900123", "call [phone] or [phone]"),
    ("+44 (0)7700 900 123", "[phone]"),
    ("0044 7700 900123", "[phone]"),
    ("(01632) 960 001 ext 12", "[phone]"),
    ("Tel.01632-960001", "Tel.[phone]"),
    ("tel: 960123", "tel: [phone]"),
    ("oh seven seven oh oh nine double oh one two three", "[phone]"),
    ("(07700 900163) I had texts", "([phone]) I had texts"),
    ("[name]\n01632 960001\n07700 900123", "[name]\n[phone]\n[phone]"),
    ("Contact me: [name] 01632 960001 07700 900123", "Contact me: [name] [phone] [phone]"),
    ("Ring 01632 960001 / 07700 900123", "Ring [phone] / [phone]"),
    ("07700 900123/07700 900456", "[phone]/[phone]"),
    ("07700900123/07700900456", "[phone]/[phone]"),
    ("07700900123,07700900456", "[phone],[phone]"),
    ("07700900123/07700900456Thanks", "[phone]/[phone]Thanks"),
    ("447700900123 / 447700900456", "[phone] / [phone]"),
    ("0770 090012 / 07700 900456", "0770 090012 / [phone]"),
    ("+44 (0)7700 900123 / +44 (0)1632 960002", "[phone] / [phone]"),
    ("Call 07700 900123 - 07700 900456", "Call [phone] - [phone]"),
    ("(01632) 960001 (07700) 900123", "[phone] [phone]"),
    ("1. 07700 900123\n2. 020 7946 0001\n3. +44 (0)7700 900456", "1. [phone]\n2. [phone]\n3. [phone]"),
    ("07700 900123 - 45 years in Southend", "[phone] - 45 years in Southend"),
    ("01632 960001 (24 hours)", "[phone] (24 hours)"),
    ("01632 960001 12 High Street", "[phone] [address]"),
    ("0800 1111 2 days and 07700 900123 2018 2019", "0800 1111 2 days and [phone] 2018 2019"),
    ("ring 07700 900123\n\n2 things: parking", "ring [phone]\n\n2 things: parking"),
    ("ring 01632 96000\n\n2 things: parking", "ring [phone]\n\n2 things: parking"),
    ("phone me on 07700 900123.\n2. Parking is bad", "phone me on [phone].\n2. Parking is bad"),
    ("phone me on 01632 96000.\n2. Parking is bad", "phone me on [phone].\n2. Parking is bad"),
    ("07911 012345 3 times", "[phone] 3 times"),
    ("I rang 07700 900123 3 times", "I rang [phone] 3 times"),
    ("I rang 7700 900123 3 times", "I rang [phone] 3 times"),
    ("my nhs no is 999 000 0018", "my nhs no is [NHS number]"),
    ("9990000018", "[NHS number]"),
    ("my NI is AB 12 34 56 C", "my NI is [NI number]"),
    ("ni number qq123456c", "ni number [NI number]"),
    ("SS1 1AA, ss11aa and SS1", "SS1, SS1 and SS1"),
    ("my postcode is ss1 2an", "my postcode is SS1"),
    ("postcode ss1 2nd but I work away", "postcode SS1 but I work away"),
    ("i live at cm1 4he near the park", "i live at CM1 near the park"),
    ("ss0 7ed", "SS0"),
    ("ss1 2nd", "SS1"),
    ("we are by ss12 0ad, behind the shops", "we are by SS12, behind the shops"),
    ("14 marigold close grays ss1 2an near the park", "[address] grays SS1 near the park"),
    ("hospital number X123456", "hospital number [hospital number]"),
    ("my dob is 3/4/1952", "my dob is [date of birth]"),
    ("born on 5th July 1948 in Kent", "born on [date of birth] in Kent"),
    ("at 14 Marigold Close, Grays", "at [address], Grays"),
    ("my car LX12 ABC", "my car [registration]"),
    ("see https://example.org/me?x=1.", "see [link]."),
    ("Call me on 020 79460958 79460959", "Call me on [phone] [phone]"),
    ("I am @jobloggs", "I am [handle]"),
    ("card 4111 1111 1111 1111", "card [account]"),
    ("my passport number is 123456789", "my passport number is [passport number]"),
    ("passport no: 533 401 234, Irish PB1234567", "passport no: [passport number], Irish [passport number]"),
    ("533401234 is my passport number", "[passport number] is my passport number"),
    ("WHITL653124SJ9XY", "[driving licence]"),
    ("licence lee99 810155 m99tr", "licence [driving licence]"),
    ("driving licence no. 12345678", "driving licence no. [driving licence]"),
    ("from 203.0.113.47 at noon", "from [IP address] at noon"),
    ("my IP is 192.0.2.9", "my IP is [IP address]"),
    ("blocked 2001:db8:85a3::8a2e:370:7334", "blocked [IP address]"),
    ("s/c 40-47-84 a/c 44001122", "s/c [account] a/c [account]"),
    ("pay it to 123456 12345678", "pay it to [account] [account]"),
    ("sort code 12/34/56", "sort code [account]"),
    ("iban: de89 3704 0044 0532 0130 00", "iban: [account]"),
    ("nhs no.999/000/0018, N.H.S. no is 999_000_0018", "nhs no.[NHS number], N.H.S. no is [NHS number]"),
    ("eo68 fgh was there, and i drive p123 xyz", "[registration] was there, and i drive [registration]"),
    ("born on the third of May 1957", "born on the [date of birth]"),
    ("i live at 22, high street and", "i live at [address] and"),
    ("22, high street", "[address]"),
    ("first floor flat, 18 cambridge gardens", "[address]"),
    ("flat 9 the maltings, 2 quay street", "[address]"),
    ("find me at @olu@example.org", "find me at [email]"),
]
KEPT = [
    "In 2019/20 there were 18,742 responses from 10.15 to 16.45 on 03/04/2020 10:30.",
    "The budget is £1,250,000,000 and 1.2 million people, or 45000000 over 10 years.",
    "I waited 10 minutes down the road at Station Road, a 20 minute drive from SS1.",
    "Call 999 or 111 in the end. The A127 and the M25. Room 101, band 5, CM1 and SS17 NHS.",
    "born in 1948 and the clinic on 14/03/2020 was cancelled",
    "Help is at www.nhs.uk and nhs.uk. The Facebook group. We do it for 45p a mile by car.",
    "Local Care Network @ home",
    "Planning application 21/02345/678901 and document number 2025-01234-567890",
    "From 2019 2020 2021 to £1,500 12 months, 10,012 2019 2020, 01/02/2019 12 500 30 and 01 02 03 04 05 06.",
    "You need a passport, 2 bills and 3 hours. Passport applications rose to 6800000.",
    "My driving licence took 16 weeks, and licence 19/00412 was refused.",
    "Section 4.2.1.3, version 10.0.0.122 and 10.02.2020.1; open 08:30:00, 12:05::12:15 or 1:2:3.",
    "The revenue account 2020-21, on account of 2019 20, and 12,345,678 in the accounts.",
    "The bank closed on 12-03-19 and my appointment was on 03.05.19.",
    "The charity is number 1123456, company number 04512345.",
    "i drive m25 jam, to 20 mph, st14 shy people, in my car a12 jct",
    "The NHS was born on 5 July 1948. He was born of her second marriage.",
    "On 22, High Street shops closed; 3 mill lane residents came. Room 3, 14 beds.",
    "NHS number one, NHS numbers 2019, 2020 and 2021.",
    "what b1 2be or not and e3 4us all, the ss1 2 as well, off the m25 1st. Then ss1",
]


@pytest.mark.parametrize(("text", "redacted"), CASES)
def test_found(text: str, redacted: str) -> None:
    assert redact(text).text == redacted


@pytest.mark.parametrize("text", KEPT)
def test_kept(text: str) -> None:
    assert redact(text).text.replace("[link]", "www.nhs.uk") == text


def test_spans_lie_in_the_redacted_text() -> None:
    done = redact("ring 07700 900123 at SS1 1AA now")
    assert [(done.text[s.start : s.end], s.kind) for s in done.spans] == [("[phone]", "phone"), ("SS1", "postcode")]


def test_check_digit() -> None:
    assert has_check_digit("9990000018")
    assert not has_check_digit("9990000019")
    assert not has_check_digit("0000000000")


def test_hide_and_keep() -> None:
    done = redact("Operation Falcon at 14 Rose Lane, 07700 900123", hide=["falcon"], keep=["14 Rose Lane"])
    assert done.text == "Operation [hidden] at 14 Rose Lane, [phone]"


def test_keep_is_for_names_and_addresses() -> None:
    text = "14 Southend Road, jo.bloggs@southend.gov.uk, press@southend.gov.uk"
    done = redact(text, keep=["Southend", "press@southend.gov.uk"])
    assert done.text == "14 Southend Road, [email], press@southend.gov.uk"


@pytest.mark.parametrize("term", ["Zog O'Neill", "zog  O’Neill"])
def test_hide_in_any_quotes_and_spacing(term: str) -> None:
    done = redact("Zog O'Neill, Zog O’Neill, Zog  O‘Neill, Zog\nO'Neill, Zog O'Neills", hide=[term])
    assert done.text == "[hidden], [hidden], [hidden], [hidden], Zog O'Neills"


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_nothing_is_lost_outside_spans_and_twice_is_once(text: str) -> None:
    done = redact(text)
    rest, at = [], 0
    for span in done.spans:
        rest.append(done.text[at : span.start])
        at = span.end
    rest.append(done.text[at:])
    position = 0
    for part in rest:
        position = text.index(part, position) + len(part)
    assert redact(done.text).text == done.text


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "@",
        "1",
        "1 ",
        "a@",
        "a.a",
        "one ",
        "07 ",
        "A1",
        "x at ",
        "(+",
        " ",
        "\n",
        "Aa 1 ",
        "http://",
        "born 1/",
        "a:",
        "1.1.",
        "12 34 56 ",
        "passport ",
        "AB12 ",
        "nhs no ",
        "1 the road\n",
    ],
)
def test_long_input_is_quick(unit: str) -> None:
    text = (unit * 100_000)[:100_000]
    redact(text[:100])
    start = time.process_time()
    redact(text)
    assert time.process_time() - start < 5  # linear; a quadratic pattern takes minutes
