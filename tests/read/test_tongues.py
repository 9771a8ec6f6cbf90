"""Headings and answers in other languages: the question about the proposal, the area, who responds, and why."""

from pathlib import Path

import pytest

from tests.read.test_roles import roles_of

WARUM = ["Der Bus kommt nie.", "Zu teuer für die Stadt", "Gute Idee", "Wir brauchen hier einen Arzt", "Endlich!"]


@pytest.mark.parametrize(
    ("heading", "cells", "role"),
    [
        ("Unterstützen Sie das Vorhaben?", ["Ja, auf jeden Fall", "Eher ja", "Eher nein", "Weiß nicht"], "position"),
        ("Wie stehen Sie zu der Umgehungsstraße?", ["dafür", "eher dafür", "eher dagegen", "dagegen"], "position"),
        ("Bent u voor of tegen het plan?", ["Voor", "Tegen", "Neutraal", "Weet niet"], "position"),
        (
            "Bent u het eens met het plan?",
            ["Helemaal eens", "Eens", "Niet eens, niet oneens", "Oneens"],
            "position",
        ),
        ("Êtes-vous pour ou contre la fermeture ?", ["Pour", "Contre", "Ne se prononce pas"], "position"),
        (
            "Êtes-vous favorable au projet ?",
            ["Tout à fait favorable", "Plutôt défavorable", "Sans opinion"],
            "position",
        ),
        ("¿Está usted a favor del plan?", ["A favor", "En contra", "No sé"], "position"),
        ("Ydych chi'n cefnogi'r cynnig?", ["Ydw", "Nac ydw", "Ddim yn gwybod"], "position"),
        ("Ydych chi'n cytuno? / Do you support the plan?", ["Ydw / Yes", "Nac ydw / No"], "position"),
        ("Wat vindt u van het plan voor de rondweg?", ["Zeer goed", "Goed", "Neutraal", "Slecht"], "position"),
        ("Ik vul deze vragenlijst in als", ["Bewoner", "Ondernemer"], "respondent_type"),
        ("In welchem Stadtteil wohnen Sie?", ["Nordstadt", "Altstadt"], "area"),
        ("Ihre Gemeinde", ["Altdorf", "Neudorf"], "area"),
        ("In welke wijk woont u?", ["Centrum", "Noord"], "area"),
        ("Dans quel quartier habitez-vous ?", ["Centre", "Bellevue"], "area"),
        ("Quelle est votre commune ?", ["Agneaux", "Saint-Lô"], "area"),
        ("¿En qué barrio vive?", ["Centro", "Delicias"], "area"),
        ("Ble rydych chi'n byw? / Where do you live?", ["Aberaeron", "Tregaron"], "area"),
        ("Vous répondez en tant que :", ["Habitant", "Commerçant"], "respondent_type"),
        ("Sie antworten als", ["Anwohner", "Händlerin"], "respondent_type"),
        ("Sind Sie mit dem Bus zufrieden?", ["sehr", "kaum"], "closed"),
        ("Mögen Sie Musik?", ["Ja", "Nein"], "closed"),
        ("Warum?", [f"{text} {i}" for i in range(8) for text in WARUM], "open"),
    ],
)
def test_what_a_column_is(tmp_path: Path, heading: str, cells: list[str], role: str) -> None:
    assert roles_of(tmp_path, heading, cells * 8) == role
