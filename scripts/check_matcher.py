"""Check the invented consultations that the matcher learns from: spans, repeated phrases, and what the cues give away.

    python scripts/check_matcher.py [folder ...]      (none: all of data/matcher)

Exit code 1 where a consultation fails, with every fault of it.
"""

import json
import re
import sys
import tomllib
from collections import Counter
from pathlib import Path

from feedback_nlp.errors import FeedbackError
from feedback_nlp.tag import CodeFrame

HOME = Path(__file__).resolve().parents[1] / "data" / "matcher"
N_ANSWERS = 150
N_THEMES = range(10, 26)
PHRASE = 6
"""Words in a row that two answers of one consultation should not share."""
MOST_SHARED = 0.05
MOST_WITH_CUE = 0.5
NO_THEME = (0.08, 0.25)
LEAST_A_THEME = 3


def faults_of(folder: Path) -> tuple[list[str], str]:
    """Return what is wrong with one consultation, and its figures in a line."""
    try:
        frame = CodeFrame.read(folder / "frame.toml")
        about = tomllib.loads((folder / "about.toml").read_text(encoding="utf-8"))
        other = folder / "reworded.toml"
        reworded = tomllib.loads(other.read_text(encoding="utf-8")) if other.exists() else None
    except (FeedbackError, OSError, tomllib.TOMLDecodeError) as error:
        return [str(error)], ""
    faults = [] if about.get("invented") is True else ["about.toml does not say invented = true"]
    if len(frame) not in N_THEMES:
        faults.append(f"{len(frame)} themes; 10 to 25 are asked for")
    cues = {row.code: [_plain(cue) for cue in row.cues] for row in frame.themes.itertuples()}
    if reworded is not None and [theme.get("code") for theme in reworded.get("themes", [])] != list(frame.codes):
        faults.append("reworded.toml has not the codes of frame.toml, in its order")
    answers, seen = [], set()
    for number, line in enumerate((folder / "answers.jsonl").read_text(encoding="utf-8").splitlines(), start=1):
        try:
            answer = json.loads(line)
            missing = {"id", "q", "who", "text", "themes"} - set(answer)
        except (ValueError, TypeError) as error:
            faults.append(f"line {number}: not a JSON object ({error})")
            continue
        if missing:
            faults.append(f"line {number}: {', '.join(sorted(missing))} missing")
            continue
        if answer["id"] in seen:
            faults.append(f"line {number}: id {answer['id']} is there twice")
        if answer["q"] not in about.get("questions", {}):
            faults.append(f'line {number}: question "{answer["q"]}" is not in about.toml')
        seen.add(answer["id"])
        answers.append(answer)
    n_spans = n_with_cue = 0
    used: Counter[str] = Counter()
    for answer in answers:
        for code, evidence in answer["themes"].items():
            if code not in cues:
                faults.append(f"answer {answer['id']}: no theme {code} in the frame")
                continue
            used[code] += 1
            for span in [evidence] if isinstance(evidence, str) else evidence:
                if not span or span not in answer["text"]:
                    faults.append(f'answer {answer["id"]}: evidence of {code} is not in the text: "{span}"')
                n_spans += 1
                n_with_cue += any(f" {cue} " in f" {_plain(span)} " for cue in cues[code])
    rare = [f"{code} ({used[code]})" for code in cues if used[code] < LEAST_A_THEME]
    shared = _shared([answer["text"] for answer in answers])
    none = sum(not answer["themes"] for answer in answers) / max(len(answers), 1)
    with_cue = n_with_cue / max(n_spans, 1)
    if len(answers) < N_ANSWERS:
        faults.append(f"{len(answers)} answers; {N_ANSWERS} are asked for")
    if rare:
        faults.append(f"themes with fewer than {LEAST_A_THEME} answers: {', '.join(rare)}")
    if with_cue > MOST_WITH_CUE:
        faults.append(f"{with_cue:.0%} of the evidence holds a cue of its theme; at most {MOST_WITH_CUE:.0%}")
    if not NO_THEME[0] <= none <= NO_THEME[1]:
        faults.append(f"{none:.0%} of the answers have no theme; {NO_THEME[0]:.0%} to {NO_THEME[1]:.0%} are asked for")
    if len(shared) > MOST_SHARED * len(answers):
        faults.append(f"{len(shared)} phrases of {PHRASE} words stand in two answers, e.g. {'; '.join(shared[:5])}")
    words = sum(len(answer["text"].split()) for answer in answers)
    figures = (
        f"{len(answers)} answers, {len(frame)} themes, {words / max(len(answers), 1):.0f} words and "
        f"{n_spans / max(len(answers), 1):.2f} labels an answer, {none:.0%} without a theme, {with_cue:.0%} of "
        f"evidence with a cue, {len(shared)} shared phrases"
    )
    return faults, figures


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _shared(texts: list[str]) -> list[str]:
    """Return the phrases of `PHRASE` words that stand in more than one text."""
    found: Counter[str] = Counter()
    for text in texts:
        words = _plain(text).split()
        found.update({" ".join(words[i : i + PHRASE]) for i in range(len(words) - PHRASE + 1)})
    return sorted(phrase for phrase, n in found.items() if n > 1)


def main() -> int:
    """Check the folders that the command names."""
    folders = [Path(name) for name in sys.argv[1:]] or sorted(path for path in HOME.iterdir() if path.is_dir())
    failed = 0
    for folder in folders:
        faults, figures = faults_of(folder)
        failed += bool(faults)
        print(f"{folder.name}: {'; '.join([figures] if figures else [])}{' - FAULTS:' if faults else ''}")
        for fault in faults[:40]:
            print(f"    {fault}")
    print(f"{len(folders)} consultations, {failed} with faults")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
