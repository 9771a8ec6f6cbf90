"""Parse, call, print. What is done is done elsewhere; here it is said.

Exit codes: 0 done, 1 the data or a file is wrong (the message says what, where and what to do), 2 wrong usage.
Heavy packages are imported inside the commands, so that ``--help`` answers at once.
"""

import errno
import hashlib
import os
import re
import signal
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from feedback_nlp import __version__
from feedback_nlp.errors import FeedbackError

if TYPE_CHECKING:
    from feedback_nlp.config import Consultation

REPRODUCIBLE = "This run can be made again from what is here: every input is the same."

app = typer.Typer(
    name="feedback-nlp",
    help="Turn free-text consultation responses into themes by area. Everything stays on this machine.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

ConsultationFile = Annotated[Path, typer.Argument(help="The consultation file (TOML), or the folder it is in.")]
Out = Annotated[Path | None, typer.Option("--out", help="Folder for the results. Left out: out/ and the title.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]
Coded = Annotated[
    Path, typer.Option("--coded", help="Coded answers: coding.xlsx with verdicts, or a sheet with ids and codes.")
]
Model = Annotated[Path | None, typer.Option("--model", help="Folder of a model that train made.")]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Keep no vectors of texts on disk between runs.")]


@app.command()
def init(
    exports: Annotated[list[Path], typer.Argument(help="One or more survey exports of the consultation.")],
    out: Annotated[Path, typer.Option("--out", help="Where the draft goes.")] = Path("consultation.toml"),
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there already.")] = False,
) -> None:
    """Draft a consultation file from your export, for you to look over."""
    from feedback_nlp.drafting import draft
    from feedback_nlp.errors import DataError, OutputError
    from feedback_nlp.output import saying_why

    missing = [str(path) for path in exports if not path.exists()]
    if missing:
        raise DataError(f"There is no {' and no '.join(missing)}. Check the name, and put names with spaces in quotes.")
    if out.exists() and not force:
        raise OutputError(f'"{out}" is there already. Choose another name with --out, or replace it with --force.')
    drafted = draft(exports, out)
    with saying_why(out):
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(drafted, encoding="utf-8")
    typer.echo(f"Drafted {out}. Look it over, then: feedback-nlp check {out}")


@app.command()
def check(
    consultation: ConsultationFile,
    against: Annotated[
        Path | None,
        typer.Option("--against", help="run.json of a finished run: can it be made again from what is here?"),
    ] = None,
    model: Model = None,
) -> None:
    """Validate the file and the data; print layout, columns and ledger. Writes nothing."""
    from feedback_nlp import console
    from feedback_nlp.config import Consultation

    loaded = Consultation.load(consultation)
    if against is None:
        typer.echo(console.describe_consultation(loaded))
        if model is not None:
            from feedback_nlp.networks import networks_for
            from feedback_nlp.training import open_model

            open_model(model, loaded, networks_for(loaded))
            typer.echo(f"Model: {model} fits this code frame and what is installed here.")
        return
    from feedback_nlp.pipeline import compare

    found = compare(loaded, against, model=model)
    typer.echo("\n".join(["This run cannot be made again from what is here:", *found]) if found else REPRODUCIBLE)
    raise typer.Exit(1 if found else 0)


@app.command()
def run(
    consultation: ConsultationFile,
    out: Out = None,
    model: Model = None,
    no_cache: NoCache = False,
    quiet: Quiet = False,
) -> None:
    """Do everything: from the exports to workbook, page and tables."""
    _run(consultation, out, model=model, cache=not no_cache, quiet=quiet)


@app.command()
def train(
    consultation: ConsultationFile,
    coded: Coded,
    out: Annotated[
        Path | None, typer.Option("--out", help="Folder for the model. Left out: models/ and the title.")
    ] = None,
    deep: Annotated[bool, typer.Option("--deep", help="Fine-tune a network too: slow; needs the extra deep.")] = False,
    no_cache: NoCache = False,
    quiet: Quiet = False,
) -> None:
    """Learn to tag from answers that people have coded; say how well it does."""
    from feedback_nlp import accuracy, training
    from feedback_nlp.config import Consultation
    from feedback_nlp.progress import Progress

    loaded = Consultation.load(consultation)
    folder = out or Path("models") / _slug(loaded)
    with Progress(quiet=quiet) as progress:
        tagger, found = training.train(loaded, coded, folder, deep=deep, cache=not no_cache, progress=progress)
    if not quiet:
        typer.echo(accuracy.describe_training(tagger, found, folder))


@app.command()
def evaluate(
    consultation: ConsultationFile,
    coded: Coded,
    model: Model = None,
    out: Annotated[Path | None, typer.Option("--out", help="A csv file for the figures.")] = None,
    no_cache: NoCache = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="No progress; with --out, print nothing but errors.")
    ] = False,
) -> None:
    """Measure tags against answers that people have coded: of a trained model, or of the code frame alone."""
    from feedback_nlp import accuracy, evaluation, training
    from feedback_nlp.config import Consultation
    from feedback_nlp.progress import Progress

    loaded = Consultation.load(consultation)
    if out is not None:
        accuracy.check_place(out)
    with Progress(quiet=quiet) as progress:
        found = evaluation.evaluate(loaded, coded, model, cache=not no_cache, progress=progress)
    if not quiet or out is None:
        tagger = "the code frame alone" if model is None else f"the model in {model}"
        typer.echo(accuracy.describe_evaluation(found, training.framed(loaded).themes, tagger))
    if out is not None:
        accuracy.write_figures(found, out)


@app.command()
def discover(consultation: ConsultationFile, out: Out = None, no_cache: NoCache = False, quiet: Quiet = False) -> None:
    """Find topics that have no name yet; propose themes as a code frame for you to edit."""
    from feedback_nlp import console
    from feedback_nlp.config import Consultation
    from feedback_nlp.progress import Progress

    loaded = Consultation.load(consultation)
    folder = out or results_folder(loaded, "-topics")
    with Progress(quiet=quiet) as progress:
        from feedback_nlp.pipeline import discover_only

        found = discover_only(loaded, folder, cache=not no_cache, progress=progress)
    if not quiet:
        typer.echo(console.describe_topics(found, folder))


@app.command()
def report(
    results: Annotated[Path, typer.Argument(help="The folder of a finished run.")],
    quiet: Quiet = False,
) -> None:
    """Render a finished run again: workbook, page and document."""
    from feedback_nlp.pipeline import report_again

    report_again(results)
    if not quiet:
        typer.echo(f"Rendered again: {results}")


@app.command()
def demo(out: Out = None, no_cache: NoCache = False, quiet: Quiet = False) -> None:
    """Run the example that ships: invented answers on merging five CCGs."""
    from feedback_nlp.places import example_folder

    _run(example_folder(), out, model=None, cache=not no_cache, quiet=quiet)


def _run(consultation: Path, out: Path | None, *, model: Path | None, cache: bool, quiet: bool) -> None:
    from feedback_nlp import console
    from feedback_nlp.config import Consultation
    from feedback_nlp.progress import Progress

    loaded = Consultation.load(consultation)
    with Progress(quiet=quiet) as progress:
        from feedback_nlp.pipeline import run as run_all

        found = run_all(loaded, out or results_folder(loaded), model=model, cache=cache, progress=progress)
    if not quiet:
        typer.echo(console.describe_run(found))


def results_folder(consultation: "Consultation", ending: str = "") -> Path:
    """Return where results go when nobody says: out/ and the title, in letters that every file system takes."""
    return Path("out") / (_slug(consultation) + ending)


def _slug(consultation: "Consultation") -> str:
    title = consultation.consultation.title
    plain = "".join(one for one in unicodedata.normalize("NFKD", title.casefold()) if not unicodedata.combining(one))
    words = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    short = words[:60].rstrip("_") or "consultation"
    # Two titles that differ only in what is left out here must not share a folder.
    lost = short != words or any(one.isalpha() and not one.isascii() for one in plain)
    return f"{short}_{hashlib.sha256(title.encode()).hexdigest()[:6]}" if lost else short


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"feedback-nlp {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


def main() -> None:
    """Run the command line; turn errors that a person can mend into a message and exit code 1."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console that is not set to UTF-8 must not stop a run over an arrow or a £.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    signal.signal(signal.SIGINT, _stop)
    try:
        app()
    except FeedbackError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(1)
    except _Stopped:
        sys.stderr.write("Stopped. Earlier results are as they were.\n")
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(0)  # the reader of our output (head, say) has seen enough
    except MemoryError:
        sys.stderr.write(
            "This machine has too little memory for this consultation. Close other programs, or split it.\n"
        )
        sys.exit(1)
    except OSError as error:
        if error.errno != errno.ENAMETOOLONG:
            _stop_over(error)
        sys.stderr.write(f'The name "{str(error.filename)[:60]}…" is too long for a file. Give a shorter one.\n')
        sys.exit(1)
    except Exception as error:
        _stop_over(error)


def _stop_over(error: Exception) -> NoReturn:
    """Say that it is our fault; with FEEDBACK_DEBUG, show all of it."""
    if os.environ.get("FEEDBACK_DEBUG"):
        raise error
    sys.stderr.write(_fault_of_ours(error))
    sys.exit(1)


class _Stopped(BaseException):
    """Somebody pressed Ctrl-C. Not KeyboardInterrupt: the library under the command line swallows that wordlessly."""


def _stop(number: int, frame: object) -> None:
    raise _Stopped


def _fault_of_ours(error: Exception) -> str:
    """Say where the software failed. The error's own words are left out: they may quote what somebody wrote."""
    import traceback

    last = traceback.extract_tb(error.__traceback__)[-1]
    return (
        f"Something went wrong inside feedback_nlp: {type(error).__name__} in {Path(last.filename).name}, "
        f"line {last.lineno}. This is a fault of the software, not yours; earlier results are as they were.\n"
        "Please report this line and your version (feedback-nlp --version). To see all of it, which may show words of "
        "answers, set FEEDBACK_DEBUG=1 and run again.\n"
    )
