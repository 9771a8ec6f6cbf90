"""A code frame for the NHS Friends and Family labels, written from the label names alone.

Nobody looked at the comments for it: it is what an officer could write on the first day.
"""

from typing import Final

FFT_FRAME: Final = {
    "Organisation & efficiency": (
        "The service is well or badly organised, efficient or chaotic.",
        "organised | disorganised | efficient | efficiently | inefficient | chaotic | well run | smoothly",
    ),
    "Staff manner & personal attributes": (
        "How staff behave: kind, friendly, polite, caring, helpful and professional, or rude and uncaring.",
        "kind | friendly | polite | caring | rude | helpful | compassionate | pleasant | attitude | professional"
        " | lovely | respectful | cheerful | courteous",
    ),
    "Number & deployment of staff": (
        "There are enough or too few staff, and whether they are in the right place; staff shortages and agency staff.",
        "short staffed | understaffed | more staff | not enough staff | staff shortage | agency staff | enough staff",
    ),
    "Staff responsiveness": (
        "Staff respond, or do not respond, quickly when asked for help or when a call bell rings.",
        "responsive | respond | responded | call bell | attentive | ignored | came straight away",
    ),
    "Staff continuity": (
        "Seeing the same member of staff each time, or different people at each visit; staff changes.",
        "same person | different people | same nurse | different nurse | continuity | same staff | staff turnover",
    ),
    "Competence & training": (
        "Staff are skilled, knowledgeable and well trained, or lack skill, knowledge or training.",
        "knowledgeable | competent | incompetent | training | trained | skilled | experienced | expertise | knowledge",
    ),
    "Staff listening, understanding & involving patients": (
        "Staff listen to patients, understand them, take time and involve them in decisions.",
        "listen | listened to | understanding | understood | involved | took the time | heard | empathy | decision",
    ),
    "Information directly from staff during care": (
        "Staff explain the treatment, condition or procedure and answer questions while giving care.",
        "explain | explained everything | explanation | answered my questions | advice | informed me",
    ),
    "Information provision & guidance": (
        "Written or general information, leaflets, websites and guidance about conditions or services.",
        "leaflet | information | guidance | website | booklet | written information | signposting",
    ),
    "Being kept informed, clarity & consistency of information": (
        "Being kept up to date about what happens and when; clear, consistent communication, or conflicting messages.",
        "kept informed | kept up to date | conflicting information | unclear | updates | let me know | told different"
        " | keep me informed",
    ),
    "Contacting services": (
        "Getting in touch with the service by telephone, text or e-mail; calls answered or not; calling back.",
        "phone | telephone | answer the phone | call back | get through | email | contact | on hold | ring",
    ),
    "Appointment arrangements": (
        "Booking, changing, cancelling and frequency of appointments; convenience of appointment times.",
        "appointment | cancelled appointment | booking | reschedule | appointment time | rebook",
    ),
    "Timeliness of care": (
        "Waiting times, delays and punctuality: being seen or collected on time, promptly, or waiting too long.",
        "wait | waiting time | waiting list | on time | prompt | promptly | late | delay | quick | quickly | punctual"
        " | long time",
    ),
    "Diagnosis & triage": (
        "Assessment, tests and diagnosis, and being directed to the right care; missed or wrong diagnosis.",
        "diagnosis | diagnose | triage | assessment | misdiagnosed | tests | assessed",
    ),
    "Referals & continuity of care": (
        "Being referred or passed on to other services, follow-up, and services working together over time.",
        "referral | refer | referred | follow up | passed from | aftercare | handover | transferred",
    ),
    "Cleanliness, tidiness & infection control": (
        "Places and vehicles are clean, tidy and hygienic, or dirty; masks and protection against infection.",
        "clean | dirty | tidy | hygiene | infection | mask | PPE | cleanliness | sanitiser",
    ),
    "Transport to/ from services": (
        "Ambulance and patient transport to and from appointments: drivers, vehicles, pick-up and journeys.",
        "transport | driver | pick up | picked me up | ambulance | vehicle | journey | taxi | collected | drive",
    ),
    "Mental Health Act": (
        "Being detained or sectioned, rights, tribunals and leave under the Mental Health Act.",
        "section | sectioned | Mental Health Act | detained | tribunal | section 17 | leave | discharge me | freedom",
    ),
    "Equality, Diversity & Inclusion": (
        "Fair treatment of everyone: disability, race, religion, language, gender; discrimination or respect for it.",
        "disability | discrimination | racist | diversity | inclusive | equality | accessible | disabled | wheelchair",
    ),
    "Environment & Facilities": (
        "Buildings, rooms, wards, beds, toilets, heating, comfort and other facilities.",
        "building | room | facilities | toilet | bed | ward environment | heating | waiting room | shower",
    ),
    "Supplying & understanding medication": (
        "Getting medicines and prescriptions, medication being explained, changed or wrong.",
        "medication | medicine | prescription | tablets | pharmacy | side effects | meds | dose",
    ),
    "Activities & access to fresh air": (
        "Things to do on the ward, groups, exercise, trips out, gardens and getting outside.",
        "activity | activities | fresh air | garden | gym | bored | walks | go outside | art | games | outings",
    ),
    "Food & drink provision & facilities": (
        "Meals, food choice and quality, snacks, hot and cold drinks.",
        "food | meal | drink | tea | coffee | menu | breakfast | lunch | snack | hungry | vegetarian",
    ),
    "Impact of treatment/ care": (
        "What the treatment did for the patient: recovery, improvement, feeling better or worse, changed life.",
        "feel better | helped me | improved | improvement | recovery | saved my life | made a difference"
        " | life changing | coping | confidence",
    ),
    "Interaction with family/ carers": (
        "How staff involve, inform and treat relatives and carers; visits by family.",
        "family | relative | carer | visitor | visiting | my husband | my wife | parents | visits",
    ),
    "Negative experience & dissatisfaction": (
        "General dissatisfaction with the service without any particular reason.",
        "terrible | awful | poor service | dissatisfied | bad experience | disappointed | useless"
        " | disgusting | rubbish",
    ),
    "Positive experience & gratitude": (
        "General praise and thanks for a good service without any particular reason.",
        "thank you | thanks | excellent | brilliant | great service | grateful | fantastic | amazing | very good | good"
        " service | happy with | excellent service",
    ),
}
"""Label -> (definition, cues)."""
