"""The invented consultations that the matcher learns from, and which of them it never sees while it learns."""

import hashlib
import json
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from tagging_data import LabelledSet

from feedback_nlp.prepare.segments import segment
from feedback_nlp.tag import CodeFrame

CORPUS: Final = Path(__file__).parents[1] / "data" / "matcher"
HELD_OUT: Final = (
    "bus_network",
    "cycle_lane",
    "dog_control",
    "housing_allocations",
    "museum_admission",
    "national_park_parking",
    "school_merger",
    "town_centre_plan",
)
CHOOSE: Final = (
    "care_charges",
    "council_tax_support",
    "gp_opening_hours",
    "late_licences",
    "parks_charges",
    "taxi_fares",
)
"""Of the first forty: the first eight names by their SHA-256, and the next six, drawn when not all were written yet. Of
those that came later the SHA-256 of the name decides (`part_of`), so that nobody chose."""
FIRST: Final = frozenset(
    [
        "adult_learning",
        "ambulance_feedback",
        "children_centres",
        "clean_air_zone",
        "council_merger",
        "digital_by_default",
        "fire_station",
        "flood_defence",
        "hospital_ward",
        "leisure_centre",
        "low_traffic",
        "market_move",
        "maternity_unit",
        "mental_health_crisis",
        "police_front_desks",
        "rail_ticket_offices",
        "rural_broadband",
        "school_streets_uniform",
        "social_landlord_survey",
        "staff_survey",
        "student_housing",
        "village_library",
        "waste_three_weekly",
        "water_company",
        "wind_farm",
        "youth_clubs",
    ]
)
"""The others of the first forty."""
PARTS: Final = ("learn", "choose", "held out")


@dataclass(frozen=True)
class Consultation:
    """An invented consultation: a frame, and answers with the words that carry each of its codes.

    Parameters
    ----------
    name
        The name of its folder.
    frame
        n_codes codes.
    texts
        n_answers answers.
    evidence
        For each answer code -> (start, end) of the words that carry it.
    questions
        The question that each answer answers.
    reworded
        Code -> its name and definition in other words, where somebody wrote them; only learning reads it.
    """

    name: str
    frame: CodeFrame
    texts: list[str]
    evidence: list[dict[str, list[tuple[int, int]]]]
    questions: list[str]
    reworded: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def truth(self) -> NDArray[np.float64]:
        """1 where an answer carries a code, (n_answers, n_codes)."""
        return np.array([[float(code in found) for code in self.frame.codes] for found in self.evidence])

    def as_set(self) -> LabelledSet:
        """Return it in the shape of the other labelled sets."""
        return LabelledSet(self.name, self.texts, self.frame, self.truth, self.questions)

    def pieces(self) -> tuple[list[str], NDArray[np.float64], list[int], list[tuple[int, int]]]:
        """Return answers and, of longer ones, their segments; what each carries; the answer that each is of, and where.

        A segment carries a code whose evidence touches it by half or more; of the other codes of its answer nothing is
        known (NaN); the codes that the answer does not carry, it does not carry either.
        """
        texts, rows, owners = list(self.texts), list(self.truth), list(range(len(self.texts)))
        places = [(0, len(text)) for text in texts]
        for owner, (text, found) in enumerate(zip(self.texts, self.evidence, strict=True)):
            spans = segment(text)
            if len(spans) < 2:
                continue
            for start, end in spans:
                row = np.zeros(len(self.frame))
                for j, code in enumerate(self.frame.codes):
                    if code in found:
                        near = [_shared((start, end), span) for span in found[code]]
                        row[j] = 1.0 if max(near) >= 0.5 else np.nan
                texts.append(text[start:end])
                rows.append(row)
                owners.append(owner)
                places.append((start, end))
        return texts, np.array(rows), owners, places


def _shared(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Return the share of `other` that lies in `one`."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0])) / max(other[1] - other[0], 1)


def read(folder: Path) -> Consultation:
    """Read one consultation."""
    frame = CodeFrame.read(folder / "frame.toml")
    texts, evidence, questions = [], [], []
    for line in (folder / "answers.jsonl").read_text(encoding="utf-8").splitlines():
        answer = json.loads(line)
        texts.append(answer["text"])
        questions.append(answer["q"])
        found: dict[str, list[tuple[int, int]]] = {}
        for code, spans in answer["themes"].items():
            for span in [spans] if isinstance(spans, str) else spans:
                at = answer["text"].index(span)
                found.setdefault(code, []).append((at, at + len(span)))
        evidence.append(found)
    return Consultation(folder.name, frame, texts, evidence, questions, read_reworded(folder))


def read_reworded(folder: Path) -> dict[str, dict[str, str]]:
    """Return code -> its name and definition in other words; {} where nobody wrote any."""
    path = folder / "reworded.toml"
    themes = tomllib.loads(path.read_text(encoding="utf-8"))["themes"] if path.exists() else []
    return {theme["code"]: {"theme": theme["theme"], "definition": theme["definition"]} for theme in themes}


def part_of(folder: Path) -> str:
    """Return the part of the corpus that a consultation belongs to.

    Of those after the first forty an eighth each goes to two of the parts; the last 398 say it themselves, in
    about.toml: 66 are all learnt from, the 35 after them were drawn by their names again, of the 80 after these every
    fifth is chosen by, the 128 after these are all
    learnt from, the eight after these are held out, and the last 81 are all learnt from.
    """
    if folder.name in HELD_OUT:
        return "held out"
    if folder.name in CHOOSE:
        return "choose"
    if folder.name in FIRST:
        return "learn"
    said = told_part(folder.name)
    if said:
        return said
    draw = int(hashlib.sha256(folder.name.encode()).hexdigest()[:8], 16) % 8
    return {0: "held out", 1: "choose"}.get(draw, "learn")


def told_part(name: str) -> str:
    """Return the part that a consultation names itself; empty for those that came before the last 398."""
    about = tomllib.loads((CORPUS / name / "about.toml").read_text(encoding="utf-8"))
    return str(about.get("part", ""))


def consultations() -> dict[str, list[Consultation]]:
    """Return the corpus in three parts: to learn from, to choose by, and held out.

    Whole consultations are held out; no one chose them.
    """
    folders = sorted(path for path in CORPUS.iterdir() if (path / "answers.jsonl").exists())
    parts = {part: [folder for folder in folders if part_of(folder) == part] for part in PARTS}
    return {part: [read(folder) for folder in chosen] for part, chosen in parts.items()}
