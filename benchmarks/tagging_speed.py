"""How many answers a second are tagged with a code frame alone: cut, encoded, matched and weighed, nothing kept before.

    python benchmarks/tagging_speed.py

The consultations to choose by with the largest frames. By the clock with all processors that there are, and by
processor time, which does not depend on what else the machine does; with the matcher and without it.
"""

import time

from matcher_data import consultations
from tagging_data import tables

from feedback_nlp import columns as c
from feedback_nlp.networks import networks_for
from feedback_nlp.represent import load_language
from feedback_nlp.tag.scorer import FrameScorer

N_SETS = 5


def main() -> None:
    """Print the table."""
    nlp = load_language()
    ones = sorted(consultations()["choose"], key=lambda one: (-len(one.frame), one.name))[:N_SETS]
    print("| tagger | answers | codes a frame | answers a second | answers a processor second |\n|---|---|---|---|---|")
    for name in ("with the matcher", "without it"):
        networks = networks_for(cache=False)
        match = networks.match if name == "with the matcher" else None
        clock, processor = time.perf_counter(), time.process_time()
        for one in ones:
            answers, segments = tables(one.texts)
            whole = dict(zip(answers[c.RESPONSE_ID], answers[c.TEXT], strict=True))
            scorer = FrameScorer(one.frame, encode=networks.encoder.encode, match=match, nlp=nlp)
            scorer.score(list(segments[c.TEXT]), [whole[response] for response in segments[c.RESPONSE_ID]])
        clock, processor = time.perf_counter() - clock, time.process_time() - processor
        n, codes = sum(len(one.texts) for one in ones), sorted({len(one.frame) for one in ones})
        print(f"| {name} | {n} | {codes[0]} to {codes[-1]} | {n / clock:.0f} | {n / processor:.0f} |", flush=True)


if __name__ == "__main__":
    main()
