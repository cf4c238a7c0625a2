"""The screen with its weights: the named phrases, noise, long messages, and what happens when a layer breaks."""

import random
import shutil
from functools import lru_cache
from pathlib import Path

import pytest

from language.classifier import Classifier, Opinion, Window
from language.screen import Screen
from language.training.sentences import risk_sentences
from settings import ROOT
from tests.language.noise import NOISES
from tests.language.phrases import ALARMS, CONCERN, CRISIS, HARMLESS

WEIGHTS = ROOT / "language" / "weights"
ALARM = ("possible", "crisis")


@lru_cache(maxsize=1)
def whole() -> Screen:
    return Screen.open(WEIGHTS)


def test_the_committed_weights_open_and_are_small() -> None:
    assert whole().layers == ("patterns", "classifier")
    assert sum(path.stat().st_size for path in WEIGHTS.iterdir()) < 30_000_000


@pytest.mark.parametrize("name", CRISIS)
def test_what_is_said_plainly_is_a_crisis(name: str) -> None:
    assert whole().read(CRISIS[name]).risk == "crisis"


@pytest.mark.parametrize("name", ALARMS)
def test_what_is_implied_is_an_alarm(name: str) -> None:
    assert whole().read(ALARMS[name]).risk in ALARM


@pytest.mark.parametrize("name", CONCERN)
def test_worry_for_somebody_else_is_told_apart(name: str) -> None:
    assert whole().read(CONCERN[name]).risk == "concern_for_other"


@pytest.mark.parametrize("name", HARMLESS)
def test_it_does_not_cry_wolf(name: str) -> None:
    assert whole().read(HARMLESS[name]).risk == "none"


@lru_cache(maxsize=1)
def crises() -> tuple[tuple[str, ...], int]:
    """Return written crisis sentences, and how many of them are found as they stand."""
    texts = tuple(s.text for s in risk_sentences(ROOT / "language" / "data" / "risk") if s.risk == "crisis")[::40]
    return texts, sum(whole().read(text).risk in ALARM for text in texts)


@pytest.mark.parametrize("noise", NOISES)
def test_crisis_phrases_under_unicode_noise_are_found_as_often_as_plain_ones(noise: str) -> None:
    texts, plain = crises()
    chance = random.Random(noise)
    found = sum(whole().read(NOISES[noise](text, chance)).risk in ALARM for text in texts)
    assert len(texts) > 60
    assert abs(plain - found) <= len(texts) / 100


@pytest.mark.parametrize("place", ["start", "middle", "end"])
def test_a_crisis_is_found_wherever_it_stands_in_a_long_message(place: str) -> None:
    filler = "We had a long briefing about the new radios and the parking at the courthouse. " * 12
    crisis = "I can't keep going, I want to be dead. "
    parts = {"start": crisis + filler + filler, "middle": filler + crisis + filler, "end": filler + filler + crisis}
    assert whole().read(parts[place]).risk == "crisis"


def windows_judged(text: str, monkeypatch: pytest.MonkeyPatch, *, alone: bool = False) -> int:
    """Return how many windows the classifier judges for a text, within the screen or `alone`."""
    counted: list[int] = []
    judge = Classifier._judge

    def counts(self: Classifier, window: Window) -> Opinion:
        counted.append(len(window.ids))
        return judge(self, window)

    monkeypatch.setattr(Classifier, "_judge", counts)
    classifier = whole().classifier
    assert classifier
    classifier.opinion(text) if alone else whole().read(text)
    assert max(counted, default=0) <= 96
    return len(counted)


def test_the_longest_message_is_judged_in_twelve_windows_at_the_most(monkeypatch: pytest.MonkeyPatch) -> None:
    words = ["briefing", "radio", "parking", "courthouse", "overtime", "paperwork", "sergeant", "locker"]
    chance = random.Random(4)
    assert windows_judged(" ".join(chance.choices(words, k=1_500)), monkeypatch) <= 12


def test_windows_that_say_the_same_are_judged_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert windows_judged("a " * 2_048, monkeypatch) <= 2


def test_no_window_is_judged_after_one_without_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    crisis = "i am going to kill myself tonight, i have the gun in my mouth. " * 6
    assert windows_judged(crisis + "briefing radio parking courthouse " * 100, monkeypatch, alone=True) == 1


def test_a_long_message_that_the_patterns_hold_for_a_crisis_waits_for_no_window(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chance = random.Random(4)
    filler = " ".join(chance.choices(["briefing", "radio", "parking", "courthouse", "overtime"], k=300))
    assert windows_judged(f"{filler}. i want to kill myself. {filler}", monkeypatch) == 0


@pytest.mark.parametrize("name", ["Leave nothing", "Skip", "No gun here", "Saltar", "Ya me alejé", "Aquí no hay arma"])
def test_names_of_buttons_that_sound_like_danger_are_none(name: str) -> None:
    assert whole().read(name).risk == "none"


def test_the_score_is_a_share_and_higher_for_a_crisis() -> None:
    calm, crisis = whole().read(HARMLESS["book"]).score, whole().read(CRISIS["die"]).score
    assert 0 <= calm < 0.3 < crisis <= 1


def test_a_classifier_that_breaks_does_not_silence_the_patterns(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(self: Classifier, text: str) -> None:
        raise RuntimeError

    monkeypatch.setattr(Classifier, "opinion", breaks)
    assert whole().read(CRISIS["die"]).risk == "crisis"
    assert whole().read(HARMLESS["hello"]).risk == "none"


def test_weights_cut_short_are_not_used(tmp_path: Path) -> None:
    for path in WEIGHTS.iterdir():
        shutil.copy(path, tmp_path)
    graph = tmp_path / "encoder.onnx"
    graph.write_bytes(graph.read_bytes()[:1_000_000])
    screen = Screen.open(tmp_path)
    assert (screen.layers, screen.trouble) == (("patterns",), "the weights are damaged")
