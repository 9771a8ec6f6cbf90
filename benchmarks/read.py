"""How fast are exports read? 200,000 rows x 60 columns of csv, and the same rows of xlsx beside pandas in the same run.

    python benchmarks/read.py [--rows 200000] [--xlsx-rows 20000]

Writes out/read.md. Each reading runs in a process of its own, so that its peak memory is its own.
"""

import argparse
import csv
import multiprocessing
import os
import random
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

N_COLUMNS = 60
TEXT = (
    "the hospital is too far for people who do not drive and buses are few so please keep the local unit open we need "
    "more doctors nurses and time for patients with complex needs because waiting lists are long £ “quality” don’t café"
)
WORDS = TEXT.split()


def make_rows(n_rows: int) -> list[list[str]]:
    """Invent an export: an id, a date, closed questions, and ten open ones that about half answer."""
    chance = random.Random(0)
    answers = [" ".join(chance.choices(WORDS, k=chance.randint(5, 60))) for _ in range(2_000)]
    closed = ["Strongly agree", "Agree", "Disagree", "", "Yes", "No"]
    head = [
        "Response ID",
        "Submitted",
        *[f"Closed question {j}" for j in range(48)],
        *[f"What about {j}?" for j in range(10)],
    ]
    rows = [head]
    for i in range(n_rows):
        opened = [chance.choice(answers) if chance.random() < 0.5 else "" for _ in range(10)]
        rows.append([f"R{i}", "2020-02-17 09:30:00", *chance.choices(closed, k=48), *opened])
    return rows


def ours(path: Path) -> tuple[int, int]:
    from feedback_nlp.read import read_export

    return read_export(path).rows.shape


def ours_whole(path: Path) -> tuple[int, int]:
    from feedback_nlp.read import read_source

    reading = read_source(
        [path], respondent_id="Response ID", questions={f"q{j}": f"What about {j}?" for j in range(10)}
    )
    return len(reading.ledger), len(reading.responses)


def ours_init(path: Path) -> tuple[int, int]:
    from feedback_nlp.read import draft_consultation

    drafted = draft_consultation([path]).splitlines()
    return len(drafted), sum("What about" in line for line in drafted)


def pandas_csv(path: Path) -> tuple[int, int]:
    import pandas as pd

    return pd.read_csv(path, dtype="string", keep_default_na=False).shape


def pandas_excel(path: Path) -> tuple[int, int]:
    import pandas as pd

    return pd.read_excel(path, dtype=str, keep_default_na=False).shape


def pandas_calamine(path: Path) -> tuple[int, int]:
    import pandas as pd

    return pd.read_excel(path, dtype=str, keep_default_na=False, engine="calamine").shape


def measure(read: Callable[[Path], tuple[int, int]], path: Path) -> tuple[float, float, float, tuple[int, int]]:
    """Return seconds, seconds of processor, peak GB and shape of one reading in a fresh process, imports included."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_measured, (read, path))


def _measured(read: Callable[[Path], tuple[int, int]], path: Path) -> tuple[float, float, float, tuple[int, int]]:
    start = time.perf_counter()
    shape = read(path)
    passed, spent = time.perf_counter() - start, time.process_time()
    return passed, spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2, shape


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--xlsx-rows", type=int, default=20_000)
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "out" / "read.md")
    asked = parser.parse_args()
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        table, book = Path(folder) / "export.csv", Path(folder) / "export.xlsx"
        rows = make_rows(asked.rows)
        with table.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(rows)
        write_book(book, rows[: asked.xlsx_rows + 1])
        del rows
        for what, path, read in (
            ("csv, read_export", table, ours),
            ("csv, read_source with 10 questions", table, ours_whole),
            ("csv, draft_consultation", table, ours_init),
            ("csv, pandas.read_csv", table, pandas_csv),
            ("xlsx, read_export", book, ours),
            ("xlsx, pandas.read_excel (openpyxl)", book, pandas_excel),
            ("xlsx, pandas.read_excel (calamine)", book, pandas_calamine),
        ):
            seconds, spent, memory, shape = measure(read, path)
            size = path.stat().st_size / 1024**2
            lines.append(
                f"| {what} | {size:,.0f} | {shape[0]:,} x {shape[1]:,} | {seconds:.1f} | {spent:.1f} | {memory:.2f} |"
            )
            print(lines[-1], flush=True)
    load = os.getloadavg()[0]
    text = "\n".join(
        [
            "| what | file, MB | result | seconds | of processor | peak GB |",
            "|---|---|---|---|---|---|",
            *lines,
            "",
            f"`python benchmarks/read.py`, {asked.rows:,} rows of csv and {asked.xlsx_rows:,} of xlsx, {N_COLUMNS} "
            f"columns, "
            f"{os.cpu_count()} cores, load {load:.1f} at the end. Each in a fresh process, imports included.",
            "`read_source` gives a row for each respondent and open question (ledger x answers), `draft_consultation` "
            "lines of the draft x those that name an open question.",
        ]
    )
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_text(text + "\n", encoding="utf-8")


def write_book(path: Path, rows: list[list[str]]) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("Responses")
    for i, row in enumerate(rows):
        sheet.write_row(i, 0, row)
    book.close()


if __name__ == "__main__":
    main()
