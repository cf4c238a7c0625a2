"""What both layers come to together: rules that hold whatever the classifier says."""

from functools import lru_cache

from hypothesis import given
from hypothesis import strategies as st

from language.classifier import Opinion
from language.patterns.matcher import Seen
from language.reading import Reading
from language.screen import Screen

shares = st.floats(0, 1).flatmap(
    lambda alarm: st.tuples(st.floats(0, alarm), st.floats(0, 1 - alarm)).map(
        lambda parts: Opinion(concern=parts[1], possible=alarm - parts[0], crisis=parts[0], kind="self")
    )
)


@lru_cache(maxsize=1)
def screen() -> Screen:
    return Screen.open(None)


def seen(*readings: Reading) -> Seen:
    return Seen(readings, (), (), talk=False)


CRISIS = Reading("crisis", "self", 0.95, "patterns: said plainly")
POSSIBLE = Reading("possible", "self", 0.55, "patterns: implied")
CONCERN = Reading("concern_for_other", None, 0.3, "patterns: somebody else")


@given(shares)
def test_what_the_patterns_hold_for_a_crisis_is_never_silenced(opinion: Opinion) -> None:
    assert screen().weigh(seen(CRISIS), opinion).risk != "none"


@given(shares)
def test_what_the_classifier_holds_for_a_crisis_stands_where_the_patterns_see_nothing(opinion: Opinion) -> None:
    reading = screen().weigh(seen(), opinion)
    assert (reading.risk == "crisis") == (opinion.crisis >= screen().limits.crisis)
    assert (reading.risk in ("crisis", "possible")) == (
        opinion.crisis >= screen().limits.crisis or opinion.alarm >= screen().limits.alarm
    )


@given(shares)
def test_a_phrase_of_the_patterns_yields_only_to_a_classifier_that_is_sure(opinion: Opinion) -> None:
    limits = screen().limits
    if screen().weigh(seen(POSSIBLE), opinion).risk == "none":
        assert opinion.alarm < limits.harmless
    if screen().weigh(seen(CONCERN), opinion).risk == "none":
        assert opinion.concern + opinion.alarm < limits.harmless


@given(shares)
def test_a_reading_never_falls_when_the_classifier_sees_more_danger(opinion: Opinion) -> None:
    more = Opinion(0.0, 0.0, 1.0, "self")
    assert screen().weigh(seen(CRISIS), more).weight >= screen().weigh(seen(CRISIS), opinion).weight
