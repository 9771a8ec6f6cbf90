"""Letters that many people sent: found, counted, and read for what each signer added.

A campaign is one wording sent by at least three respondents. Copies are seldom exact: people put in their town, take
out a sentence, write a paragraph of their own before or after. So answers that may be copies are proposed by MinHash
LSH over three-word shingles (edits inside) and by shared runs of eight words (much added around), and each proposal
is checked exactly, word by word, against the wording.

The thresholds, by example. "Very good service, no complaints" comes in hundreds and is no campaign: under `LEAST_WORDS`
words a wording is what people happen to say. In a US call for views many answers open with "Thank you for the
opportunity to comment on the Request for Information ...": seventeen words that any two share, so copies that differ
share at least `LEAST_SHARED_WORDS`. A letter with one sentence cut and a town put in keeps nine tenths of the shorter
one's words, independent answers to one question under three tenths: `LEAST_SHARE` lies between. Of fourteen answers
that .4 would have added in that call for views, eleven were covering notes ("On behalf of ... we appreciate the
opportunity to respond to ...") and three the letter's points put in other words; see docs/benchmarks.md. And a long
answer of one's own that quotes a paragraph of a letter is no copy of it: `LEAST_SHARE_OF_LONGER`.
"""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd

from feedback_nlp.columns import CAMPAIGN_ID, END, KIND, RESPONDENT_ID, RESPONSE_ID, START, TEXT

if TYPE_CHECKING:
    from datasketch import MinHash

LEAST_WORDS: Final = 12
LEAST_COPIES: Final = 3
LEAST_SHARED_WORDS: Final = 25
LEAST_SHARE: Final = 0.6
LEAST_SHARE_OF_LONGER: Final = 0.15
OWN_WORDS: Final = 4
"""Fewer added words than this are a slot filled in ("in Rayleigh"), not words of one's own."""
COLUMNS: Final = {CAMPAIGN_ID: "string", KIND: "string", "copies": "int64", "own_words": "int64", "wording": "string"}
OWN_COLUMNS: Final = {CAMPAIGN_ID: "string", RESPONSE_ID: "string", START: "int64", END: "int64"}
_WORD: Final = re.compile(r"\[[A-Za-z ]{2,20}\]|\w+(?:['’]\w+)?")
_SHINGLE: Final = 3
_RUN: Final = 8
_LEAST_BLOCK: Final = 3
_PERMUTATIONS: Final = 64
_PROPOSE: Final = 0.3


class _Wording(NamedTuple):
    """A distinct sequence of words, and which answers consist of it."""

    words: tuple[str, ...]
    places: list[int]
    respondents: frozenset[str]


def campaigns(answers: pd.DataFrame) -> tuple[pd.Series, pd.DataFrame, pd.DataFrame]:
    """Find letters sent by several respondents.

    Parameters
    ----------
    answers
        The prepared table; its `campaign_id` is not read. The order of its rows does not matter.

    Returns
    -------
    ids : Series
        The campaign_id of each answer, on the index of `answers`; NA for an answer of no campaign. They are published,
        so they are numbers ("C1") in an order that says nothing of the wording or of how many sent it.
    campaigns : DataFrame
        campaign_id, kind ("identical", "personalised"), copies (respondents), own_words (copies to which the signer
        added words), wording (redacted; of the copy that is sent most often, else of the shortest). Largest first.
    own : DataFrame
        campaign_id, response_id, start, end: what the signers wrote themselves.
    """
    wordings = _distinct(answers)
    ids = pd.Series(pd.NA, index=answers.index, dtype="string")
    rows, own = [], []
    found_letters = list(_clusters(wordings))
    names = _names([members for _, members in found_letters], answers[RESPONSE_ID])
    for campaign, (leader, members) in zip(names, found_letters, strict=True):
        places = sorted(place for member in members for place in member.places)
        ids.iloc[places] = campaign
        with_own = set()
        wording = min(answers[TEXT].iloc[leader.places])
        for place in places:
            row = answers.iloc[place]
            spans = own_words(row[TEXT], wording)
            own += [(campaign, row[RESPONSE_ID], start, end) for start, end in spans]
            if spans:
                with_own.add(row[RESPONDENT_ID])
        kind = "identical" if len(members) == 1 else "personalised"
        rows.append((campaign, kind, len(_respondents(members)), len(with_own), wording))
    rows.sort(key=lambda row: (-row[2], row[0]))
    found = pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)
    added = pd.DataFrame(own, columns=list(OWN_COLUMNS)).astype(OWN_COLUMNS)
    return ids, found, added.sort_values(list(OWN_COLUMNS), ignore_index=True)


def _names(letters: Sequence[Sequence[_Wording]], responses: pd.Series) -> list[str]:
    """Return "C1", "C2" ... for the letters, with as many digits each, in the order of a hash of who sent them.

    A hash of the wording would confirm a guess at one that is withheld, an order by size or by the first copy would
    say which of two letters more people sent, or likely did.
    """
    senders = [
        "\0".join(sorted(responses.iloc[place] for one in members for place in one.places)) for members in letters
    ]
    keys = [hashlib.sha256(sender.encode()).hexdigest() for sender in senders]
    rank = {key: number for number, key in enumerate(sorted(keys), start=1)}
    return [f"C{rank[key]:0{len(str(len(keys)))}}" for key in keys]


def own_words(text: str, wording: str) -> list[tuple[int, int]]:
    """Return the parts of a copy that are not in the wording, from `OWN_WORDS` words on.

    Parameters
    ----------
    text, wording
        The copy and the wording of its campaign.

    Returns
    -------
    list of (start, end)
        Offsets in `text`, in order; empty for an exact copy.

    >>> own_words("Keep our hospital open. I was born there myself.", "Keep our hospital open.")
    [(24, 47)]
    """
    found = list(_WORD.finditer(text))
    words, model = [m[0].casefold() for m in found], [m[0].casefold() for m in _WORD.finditer(wording)]
    shared = {i for first, _, length in _blocks(words, model) for i in range(first, first + length)}
    spans, run = [], []
    for i in range(len(found) + 1):
        if i < len(found) and i not in shared:
            run.append(i)
        elif run:
            if len(run) >= OWN_WORDS:
                spans.append((found[run[0]].start(), found[run[-1]].end()))
            run = []
    return spans


def _distinct(answers: pd.DataFrame) -> list[_Wording]:
    """Return the distinct long wordings, those sent most often first, then the shortest."""
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, text in enumerate(answers[TEXT]):
        words = tuple(word.casefold() for word in _WORD.findall(text))
        if len(words) >= LEAST_WORDS:
            groups[words].append(place)
    who = answers[RESPONDENT_ID].to_list()
    wordings = [_Wording(words, places, frozenset(who[p] for p in places)) for words, places in groups.items()]
    return sorted(wordings, key=lambda w: (-len(w.respondents), len(w.words), w.words))


def _clusters(wordings: Sequence[_Wording]) -> Iterable[tuple[_Wording, list[_Wording]]]:
    """Yield each campaign's leading wording and all its wordings, the leading one first.

    Each wording is compared with the leader only, so that a chain of half-alike answers never becomes one campaign,
    and a campaign of thousands costs no more than its number.
    """
    propose = _Proposals(wordings)
    bags = [Counter(wording.words) for wording in wordings]
    taken: set[int] = set()
    alike: dict[int, set[int]] = {}  # of earlier leaders that had too few copies: what was found then holds now
    for i, leader in enumerate(wordings):
        if i in taken:
            continue
        free = [j for j in propose(i) if j not in taken and j != i]
        others = [
            j
            for j in free
            if (
                i in alike[j] if j < i else _may_be_copy(bags[i], bags[j]) and _is_copy(leader.words, wordings[j].words)
            )
        ]
        alike[i] = set(others)
        members = [leader, *(wordings[j] for j in others)]
        if len(_respondents(members)) >= LEAST_COPIES:
            taken.update((i, *others))
            yield leader, members


class _Proposals:
    """Which wordings may be copies of a wording: by MinHash, and by a shared run of words."""

    def __init__(self, wordings: Sequence[_Wording]) -> None:
        from datasketch import MinHashLSH

        self.hashes = [_minhash(wording.words) for wording in wordings]
        self.near = MinHashLSH(threshold=_PROPOSE, num_perm=_PERMUTATIONS)
        self.runs: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self.wordings = wordings
        for i, wording in enumerate(wordings):
            self.near.insert(i, self.hashes[i])
            for run in set(_shingles(wording.words, _RUN)):
                self.runs[run].append(i)

    def __call__(self, i: int) -> list[int]:
        found = set(self.near.query(self.hashes[i]))
        for run in _shingles(self.wordings[i].words, _RUN):
            found.update(self.runs[run])
        return sorted(found)


def _minhash(words: Sequence[str]) -> "MinHash":
    from datasketch import MinHash

    sketch = MinHash(num_perm=_PERMUTATIONS, seed=1)
    sketch.update_batch([" ".join(shingle).encode() for shingle in _shingles(words, _SHINGLE)])
    return sketch


def _shingles(words: Sequence[str], length: int) -> list[tuple[str, ...]]:
    return [tuple(words[i : i + length]) for i in range(len(words) - length + 1)]


def _may_be_copy(one: Counter[str], other: Counter[str]) -> bool:
    """Say whether they hold enough of the same words in whatever order; quick, for an opening may be everybody's."""
    if len(one) > len(other):
        one, other = other, one
    shared = sum(min(count, other[word]) for word, count in one.items() if word in other)
    return shared >= LEAST_SHARED_WORDS and shared >= LEAST_SHARE * min(one.total(), other.total())


def _is_copy(one: Sequence[str], other: Sequence[str]) -> bool:
    shared = sum(length for _, _, length in _blocks(one, other))
    shorter, longer = sorted((len(one), len(other)))
    return shared >= LEAST_SHARED_WORDS and shared >= LEAST_SHARE * shorter and shared >= LEAST_SHARE_OF_LONGER * longer


def _blocks(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int, int]]:
    """Return the runs of words that both share: in the same order without the chance "of the", and moved ones."""
    from rapidfuzz.distance import Indel

    blocks = Indel.opcodes(one, other).as_matching_blocks()
    in_order = [(b.a, b.b, b.size) for b in blocks if b.size >= _LEAST_BLOCK]
    return in_order + _moved(one, other, in_order)


def _moved(
    one: Sequence[str], other: Sequence[str], blocks: Sequence[tuple[int, int, int]]
) -> list[tuple[int, int, int]]:
    """Return runs that stand elsewhere in the other: people put the points of a letter in their own order."""
    held = {a + k for a, _, size in blocks for k in range(size)}
    taken = {b + k for _, b, size in blocks for k in range(size)}
    starts: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for j, run in reversed(list(enumerate(_shingles(other, _RUN)))):
        if taken.isdisjoint(range(j, j + _RUN)):
            starts[run].append(j)
    moved: list[tuple[int, int, int]] = []
    i = 0
    while starts and i + _RUN <= len(one):
        places = starts.get(tuple(one[i : i + _RUN]), []) if held.isdisjoint(range(i, i + _RUN)) else []
        while places and not taken.isdisjoint(range(places[-1], places[-1] + _RUN)):
            places.pop()
        if not places:
            i += 1
            continue
        j, size = places.pop(), 0
        while i + size < len(one) and j + size < len(other) and one[i + size] == other[j + size]:
            if i + size in held or j + size in taken:
                break
            size += 1
        moved.append((i, j, size))
        taken.update(range(j, j + size))
        i += size
    return moved


def _respondents(members: Iterable[_Wording]) -> frozenset[str]:
    return frozenset().union(*(member.respondents for member in members))
