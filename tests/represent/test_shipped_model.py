"""What is committed under models/, and the script that makes it."""

import json
import re

from feedback_nlp.represent.load import shipped_model

FOLDER = shipped_model()


def test_it_is_small_enough_for_git_and_a_wheel() -> None:
    assert 40e6 < sum(path.stat().st_size for path in FOLDER.iterdir()) < 50e6


def test_licence_and_model_card_go_with_it() -> None:
    licence = (FOLDER / "LICENSE").read_text(encoding="utf-8")
    card = (FOLDER / "README.md").read_text(encoding="utf-8")
    source = json.loads((FOLDER / "config.json").read_text(encoding="utf-8"))["source"]
    assert "Apache License" in licence
    assert "sentence-transformers/all-MiniLM-L6-v2" in licence
    assert source["sha256"]["model.safetensors"] in card


def test_the_exporter_left_no_path_and_no_code_of_its_machine_in_it() -> None:
    content = (FOLDER / "model.onnx").read_bytes()
    assert re.findall(rb"/(?:home|root|tmp|usr|work|Users)/|\.py\b|Traceback|stack_trace", content) == []


def test_the_tokeniser_cuts_where_the_config_says_and_pads_nothing() -> None:
    config = json.loads((FOLDER / "config.json").read_text(encoding="utf-8"))
    tokeniser = json.loads((FOLDER / "tokenizer.json").read_text(encoding="utf-8"))
    assert config["max_length"] == tokeniser["truncation"]["max_length"] == 256
    assert tokeniser["padding"] is None
