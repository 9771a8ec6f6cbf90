"""The one file that knows the order: `run` calls the steps, tables cross between them, and results are written."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from feedback_nlp import __version__, columns
from feedback_nlp.aggregate.topic_words import publishable_topics
from feedback_nlp.config import Consultation
from feedback_nlp.languages import say_if_another_language
from feedback_nlp.manifest import TAGGER, Inputs, differences, inputs_of, read_manifest, rewrite_outputs, write_manifest
from feedback_nlp.networks import Networks, networks_for
from feedback_nlp.output import MANIFEST, fresh_folder, outputs, refuse_other_folders
from feedback_nlp.steps import discover, prepare, read_frame, read_responses, summarise, tag
from feedback_nlp.summary import Summary
from feedback_nlp.training import open_model
from feedback_nlp.typed import unmatched_areas

if TYPE_CHECKING:
    from feedback_nlp.discover import Discovery
    from feedback_nlp.prepare import Prepared
    from feedback_nlp.read import Reading
    from feedback_nlp.tag import CodeFrame, TrainedTagger

STEPS: Final = ("read", "prepare", "represent", "tag", "discover", "aggregate", "report")

Progress = Callable[[str, int, int], None]
"""Called with the step, how much of it is done and how much there is."""


@dataclass(frozen=True)
class Run:
    """All that a run found, for an analyst; `folder` is where it was written, if it was.

    Where a trained model tagged, `card` is its card, and `uncoded` are the questions of which no answer was coded when
    it learnt.
    """

    consultation: Consultation
    reading: Reading
    prepared: Prepared
    frame: CodeFrame | None
    labels: pd.DataFrame
    discovery: Discovery | None
    summary: Summary
    inputs: Inputs
    seconds: dict[str, float]
    folder: Path | None
    uncoded: tuple[str, ...] = ()
    card: Mapping[str, Any] | None = None


def run(
    consultation: Consultation | str | Path,
    out: str | Path | None = None,
    *,
    model: str | Path | None = None,
    cache: bool = True,
    progress: Progress | None = None,
) -> Run:
    """Take a consultation from its exports to its published results.

    Parameters
    ----------
    consultation
        A consultation file, or one that is loaded already.
    out
        Folder for the results: the earlier results in it are replaced, whole, at the very end. None writes nothing.
    model
        Folder of a model that `training.train` made: it tags instead of the code frame alone. It is refused where the
        code frame, the encoder or a library is not the one that it was trained with.
    cache
        Keep the vectors of texts on this machine's disk between runs (never the texts).
    progress
        Called as the run goes on.

    Raises
    ------
    FeedbackError
        Something that a person can mend; nothing is written, earlier results stay.
    """
    if not isinstance(consultation, Consultation):
        consultation = Consultation.load(consultation)
    seconds: dict[str, float] = {}
    tell = progress or (lambda step, done, total: None)

    @contextmanager
    def step(name: str) -> Iterator[Callable[[int, int], None]]:
        start = time.perf_counter()
        tell(name, 0, 0)
        yield lambda done, total: tell(name, done, total)
        seconds[name] = time.perf_counter() - start

    from feedback_nlp import report
    from feedback_nlp.aggregate.summaries import ROUNDED
    from feedback_nlp.tag.questions import named

    if out is not None:
        refuse_other_folders(Path(out))
    frame = read_frame(consultation)
    networks = networks_for(consultation, cache=cache)
    tagger = open_model(model, consultation, networks) if model is not None else None
    with step("read"):
        reading = read_responses(consultation)
        tagger = tagger.for_questions(reading.wording) if tagger else None
    with step("prepare"):
        prepared = prepare(reading, consultation)
        say_if_another_language(prepared.answers[columns.TEXT].tolist(), consultation)
    with step("represent") as told:
        embeddings = networks.encoder.encode(prepared.segments[columns.TEXT].tolist(), progress=told)
    with step("tag") as told:
        language = consultation.consultation.language
        labels = tag(prepared, frame, model=tagger, language=language, networks=networks, progress=told)
    with step("discover") as told:
        discovery = discover(prepared, consultation, labels=labels, frame=frame, embeddings=embeddings, progress=told)
    inputs = inputs_of(consultation, _models(networks, tagger))
    with step("aggregate") as told:
        summary = summarise(
            prepared, labels, frame, consultation, model=tagger, reading=reading, inputs=inputs, progress=told
        )
    uncoded = named(tagger.uncoded(prepared.answers), tagger.reworded) if tagger else ()
    card = tagger.card if tagger else None
    found = Run(
        consultation, reading, prepared, frame, labels, discovery, summary, inputs, seconds, None, tuple(uncoded), card
    )
    if out is None:
        return found
    with step("report"), fresh_folder(Path(out)) as fresh:
        about = about_of(consultation, inputs)
        topics = None
        if discovery is not None:
            privacy = consultation.privacy
            least = ROUNDED.threshold if privacy.rounding else max(privacy.threshold, 5)
            topics = publishable_topics(discovery.topics, prepared.answers, threshold=least)
        _save_published(fresh, summary, about, topics)
        with report.rendering(fresh):
            _write_internal(fresh, found)
        write_manifest(
            fresh / MANIFEST,
            inputs,
            about=about,
            outputs=outputs(fresh),
            counts=_counts(prepared.ledger, labels),
            seconds=seconds,
        )
    return replace(found, folder=Path(out))


def write_report(summary: Summary, folder: str | Path, consultation: Consultation | None = None) -> Path:
    """Write workbook, page, document and tables of a summary into `folder`, whole or not at all.

    Parameters
    ----------
    folder
        Replaced at the end; see `run`.
    consultation
        Gives title, dates and contact; None leaves them out.
    """
    from feedback_nlp import report

    about = about_of(consultation) if consultation else {"title": "Consultation", "version": __version__}
    with fresh_folder(Path(folder)) as fresh:
        _save_published(fresh, summary, about, None)
        report.render(fresh)
        write_manifest(fresh / MANIFEST, None, about=about, outputs=outputs(fresh))
    return Path(folder)


def report_again(folder: Path) -> None:
    """Render a finished run again from its own summary: nothing is counted anew.

    Raises
    ------
    DataError
        The folder does not hold a finished run.
    """
    from feedback_nlp import report

    manifest = read_manifest(folder / MANIFEST)
    report.load_summary(folder)
    with fresh_folder(folder) as fresh:
        shutil.copytree(folder, fresh, dirs_exist_ok=True)
        before = outputs(fresh)
        report.render(fresh)
        # What people changed or added stays theirs: a later run keeps it.
        ours = {
            name: found if found != before.get(name) else manifest["outputs"].get(name)
            for name, found in outputs(fresh).items()
        }
        rewrite_outputs(fresh / MANIFEST, manifest, {name: digest for name, digest in ours.items() if digest})


def discover_only(
    consultation: Consultation, out: Path, *, cache: bool = True, progress: Progress | None = None
) -> Discovery | None:
    """Find topics, and write them with the draft of a code frame into `out`, whole or not at all."""
    from feedback_nlp import report

    tell = progress or (lambda step, done, total: None)
    frame = read_frame(consultation)
    for name in ("read", "prepare"):
        tell(name, 0, 0)
    prepared = prepare(read_responses(consultation), consultation)
    say_if_another_language(prepared.answers[columns.TEXT].tolist(), consultation)
    tell("represent", 0, 0)
    networks = networks_for(consultation, cache=cache)
    embeddings = networks.encoder.encode(prepared.segments[columns.TEXT].tolist(), progress=partial(tell, "represent"))
    labels = tag(prepared, frame, language=consultation.consultation.language, networks=networks)
    found = discover(
        prepared, consultation, labels=labels, frame=frame, embeddings=embeddings, progress=partial(tell, "discover")
    )
    if found is not None:
        with fresh_folder(out) as fresh:
            report.write_coding(prepared.answers, found.labels, found.proposed, found.topics, fresh / "coding.xlsx")
            report.write_csv(_frame_sheet(found.proposed), fresh / "codeframe.csv")
            inputs = inputs_of(consultation, _models(networks))
            write_manifest(fresh / MANIFEST, inputs, about=about_of(consultation, inputs), outputs=outputs(fresh))
    return found


def compare(consultation: Consultation, manifest: Path, *, model: Path | None = None) -> list[str]:
    """Say what differs between a finished run and what is here; nothing means that it can be made again.

    `model` is the folder of the trained model, for a run that was made with one.
    """
    path = manifest / MANIFEST if manifest.is_dir() else manifest
    networks = networks_for(consultation, cache=False)
    tagger = open_model(model, consultation, networks) if model is not None else None
    return differences(read_manifest(path), inputs_of(consultation, _models(networks, tagger)))


def about_of(consultation: Consultation, inputs: Inputs | None = None) -> dict[str, str]:
    """Return what the cover of a report says: title, dates, contact, version and run."""
    about = consultation.consultation
    return {
        "title": about.title,
        "asked_by": about.asked_by,
        "about": about.about,
        "opened": str(about.opened or ""),
        "closed": str(about.closed or ""),
        "contact": about.contact,
        "version": __version__,
        "run_id": inputs.run_id if inputs else "",
        "language": "en-GB",
    }


def _save_published(folder: Path, summary: Summary, about: Mapping[str, str], topics: pd.DataFrame | None) -> None:
    """Write the tables of what may be published, from which the rest is rendered: it is suppressed already."""
    from feedback_nlp import report

    report.write_tables(summary, folder / "tables")
    report.save_summary(summary, folder, about, topics)


def _write_internal(folder: Path, found: Run) -> None:
    """Write what stays inside the team: it names respondents by their id, and its counts are not suppressed."""
    from feedback_nlp import report
    from feedback_nlp.tag import coinciding
    from feedback_nlp.tag.questions import said_of_uncoded

    answers = found.prepared.answers
    topics = found.discovery.topics if found.discovery else columns.empty("topics")
    labels = pd.concat([found.labels, found.discovery.labels]) if found.discovery else found.labels
    themes = found.frame.themes if found.frame else columns.empty("themes")
    further = said_of_uncoded(found.uncoded)
    lists = {"same_people": found.prepared.alike, "overlaps": coinciding(found.labels, answers, themes)}
    report.write_coding(answers, labels, themes, topics, folder / "coding.xlsx", further=further, lists=lists)
    keys = answers[[columns.RESPONSE_ID, columns.RESPONDENT_ID, columns.QUESTION]]
    report.write_csv(labels.merge(keys, on=columns.RESPONSE_ID, how="left"), folder / "tables" / "labels.csv")
    report.write_csv(found.prepared.ledger, folder / "ledger.csv")
    unmatched = unmatched_areas(found.reading, found.consultation)
    if unmatched is not None:
        report.write_csv(unmatched, folder / "unmatched.csv")


def _frame_sheet(themes: pd.DataFrame) -> pd.DataFrame:
    """Return a themes table as people keep it: several cues or examples in one cell, " | " between."""
    return themes.assign(**{name: themes[name].map(" | ".join) for name in (columns.CUES, columns.EXAMPLES)})


def _models(networks: Networks, tagger: TrainedTagger | None = None) -> dict[str, str]:
    return networks.names | ({TAGGER: str(tagger.card["model_sha256"])} if tagger else {})


def _counts(ledger: pd.DataFrame, labels: pd.DataFrame) -> dict[str, object]:
    counts: dict[str, object] = {"ledger": ledger[columns.STATE].value_counts().sort_index().to_dict()}
    if columns.FOR_A_PERSON in labels:
        counts |= {"tags": len(labels), "tags_for_a_person": int(labels[columns.FOR_A_PERSON].sum())}
    return counts
