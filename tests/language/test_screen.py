"""What the crisis screen reads with the patterns alone, and what it says when a layer is missing."""

import json
from functools import lru_cache
from pathlib import Path

import pytest
import yaml

from language.screen import Screen
from settings import ROOT
from tests.language.phrases import ALARMS, CONCERN, CRISIS, HARMLESS


@lru_cache(maxsize=1)
def patterns_alone() -> Screen:
    return Screen.open(None)


@pytest.mark.parametrize("name", CRISIS)
def test_the_patterns_alone_find_what_is_said_plainly(name: str) -> None:
    assert patterns_alone().read(CRISIS[name]).risk == "crisis"


@pytest.mark.parametrize("name", ALARMS)
def test_the_patterns_alone_ask_where_it_is_implied(name: str) -> None:
    assert patterns_alone().read(ALARMS[name]).risk in ("possible", "crisis")


@pytest.mark.parametrize("name", CONCERN)
def test_the_patterns_alone_tell_somebody_else_from_the_writer(name: str) -> None:
    assert patterns_alone().read(CONCERN[name]).risk == "concern_for_other"


@pytest.mark.parametrize("name", HARMLESS)
def test_the_patterns_alone_do_not_cry_wolf(name: str) -> None:
    assert patterns_alone().read(HARMLESS[name]).risk == "none"


@pytest.mark.parametrize(
    ("name", "kind"),
    [("die", "self"), ("overdose", "attempt_now"), ("harm", "harm_other"), ("withdrawal", "withdrawal")],
)
def test_a_crisis_says_of_which_kind_it_is(name: str, kind: str) -> None:
    assert patterns_alone().read(CRISIS[name]).kind == kind


def test_a_reading_names_its_layer_and_nothing_of_the_message() -> None:
    reading = patterns_alone().read(CRISIS["gun"])
    assert reading.because.startswith("patterns: ")
    assert 0.5 < reading.score <= 1


@pytest.mark.parametrize(
    "text", ["", " ", "\x00", "\ud800", "🙂" * 50, "a" * 30_000, "( ( ( " * 3_000, "kill " * 4_000]
)
def test_no_text_breaks_it(text: str) -> None:
    assert patterns_alone().read(text).risk in ("none", "concern_for_other", "possible", "crisis")


def test_without_weights_it_reads_on_and_says_so(tmp_path: Path) -> None:
    screen = Screen.open(tmp_path)
    assert screen.layers == ("patterns",)
    assert screen.trouble == "the weights are missing"
    assert screen.read(CRISIS["die"]).risk == "crisis"


def test_with_damaged_weights_it_reads_on_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "encoder.onnx").write_bytes(b"no graph")
    (tmp_path / "tokenizer.json").write_text("{}")
    note = {"risks": ["none", "concern_for_other", "possible", "crisis"], "sha256": {"encoder.onnx": "0"}}
    kinds = {"kinds": ["self", "attempt_now", "harm_other", "withdrawal"]}
    (tmp_path / "about.json").write_text(json.dumps({**note, **kinds}))
    screen = Screen.open(tmp_path)
    assert screen.layers == ("patterns",)
    assert screen.trouble == "the weights are damaged"
    assert screen.read(CRISIS["die"]).risk == "crisis"


def test_a_note_that_is_no_note_is_damage_too(tmp_path: Path) -> None:
    (tmp_path / "about.json").write_text("[]")
    assert Screen.open(tmp_path).trouble == "the weights are damaged"


@lru_cache(maxsize=1)
def button_names() -> tuple[str, ...]:
    """Return the names of all buttons, in both languages."""
    responses = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["responses"]
    own = [each["text"] for name, variants in responses.items() if name.startswith("button_") for each in variants]
    return (
        *own,
        *(b["title"] for variants in responses.values() for each in variants for b in each.get("buttons", ())),
    )


def test_the_name_of_a_button_typed_as_text_is_no_alarm() -> None:
    assert len(button_names()) > 150
    assert sum(patterns_alone().read(name).risk != "none" for name in button_names()) == 0


def test_hints_far_apart_in_a_long_message_do_not_add_up() -> None:
    near, far = "i cannot sleep. i keep crying. ", "we had a briefing about radios and parking. " * 20
    whole = patterns_alone().read(near + "alone with my gun at night. ").risk
    assert whole in ("possible", "crisis")
    looked = patterns_alone().matcher.look(patterns_alone().reader.words(f"i cannot sleep. {far} i keep crying. {far}"))
    assert looked.sums == ()
