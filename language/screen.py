"""The crisis screen: patterns over cleaned text, and a trained classifier where its weights are there.

Each layer is enough to raise the alarm. Where they disagree, only a layer in doubt yields: the classifier where the
patterns found a phrase of danger and know that it means none (a denial, a quotation, a call on duty), and what the
patterns hold for possible, or say of somebody else's danger, where the classifier is sure of the opposite. What they
hold for a crisis is never silenced: at the least it is asked about, unless only hints add up to it. Only a message made
up wholly of known ordinary phrases, word for word, raises no alarm whatever either layer says.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from language.classifier import Classifier, Opinion, WeightsError
from language.patterns.lexicon import open_patterns
from language.patterns.matcher import Matcher, Seen
from language.patterns.words import Reader
from language.reading import Reading, strongest

# Characters; a longer message costs the classifier more than three windows of about 25 ms.
LONG: Final = 1_200


@dataclass(frozen=True)
class Limits:
    """Probabilities of the classifier; chosen on strangers' messages and families for choices (`bench.limits`).

    From `crisis`, `alarm` and `concern` on it says so. Below `sure` it yields to a guard of the patterns; below
    `certain` it asks at the most, and yields to mere talk. From `sure_of_concern` on it is sure that somebody else is
    in danger; below `harmless` and `wholly_harmless`, that nobody is.
    """

    crisis: float = 0.65
    alarm: float = 0.45
    concern: float = 0.40
    sure: float = 0.80
    certain: float = 0.95
    sure_of_concern: float = 0.80
    harmless: float = 0.05
    wholly_harmless: float = 0.01


@dataclass(frozen=True)
class Screen:
    """Reads the risk in a message; `layers` names what it reads with, `trouble` why a layer is missing."""

    reader: Reader
    matcher: Matcher
    classifier: Classifier | None = None
    trouble: str | None = None
    limits: Limits = Limits()

    @classmethod
    def open(cls, weights: Path | None) -> "Screen":
        """Open the screen; without weights, or with damaged ones, it reads with the patterns alone."""
        reader, matcher = open_patterns()
        if weights is None:
            return cls(reader, matcher, None, "no weights were asked for")
        try:
            return cls(reader, matcher, Classifier.open(weights))
        except WeightsError as error:
            return cls(reader, matcher, None, str(error))

    @property
    def layers(self) -> tuple[str, ...]:
        """The layers that read each message."""
        return ("patterns", "classifier") if self.classifier else ("patterns",)

    def read(self, text: str) -> Reading:
        """Return the strongest reading of any layer; never raises, whatever the text."""
        seen = self.matcher.look(self.reader.words(text))
        if seen.calm == "ordinary":
            return Reading("none", None, 0.0, "patterns: ordinary talk")
        return self.weigh(seen, None if self._settled(text, seen) else self.opinion(text))

    def weigh(self, seen: Seen, opinion: Opinion | None) -> Reading:
        """Return what both layers come to; `opinion` is None where the classifier says nothing."""
        reading = self._strongest(seen, opinion)
        if seen.calm == "asked" and reading.risk == "crisis":
            return replace(reading, risk="possible", score=0.5, because=f"{reading.because}, plainly said")
        return reading

    @staticmethod
    def _settled(text: str, seen: Seen) -> bool:
        """Return whether the answer to a long message need not wait for a classifier that could hardly change it."""
        return len(text) > LONG and any(reading.risk == "crisis" for reading in seen.readings)

    def _strongest(self, seen: Seen, opinion: Opinion | None) -> Reading:
        if opinion is None:
            return strongest([_nothing(0.0), *seen.readings, *seen.sums])
        held = [_weighed(reading, opinion, self.limits) for reading in seen.readings]
        once = (_weighed(reading, opinion, self.limits) for reading in seen.sums)
        held += [_weighed(reading, opinion, self.limits) for reading in once]
        return strongest([_nothing(opinion.alarm), *held, *_of(opinion, seen, self.limits)])

    def opinion(self, text: str) -> Opinion | None:
        """Return what the classifier holds of a message; None where it is missing or breaks."""
        if self.classifier is None:
            return None
        try:
            return self.classifier.opinion(text)
        except Exception:  # the patterns still read: a layer that breaks must not silence the other one
            return None


def _nothing(score: float) -> Reading:
    return Reading("none", None, round(score, 4), "nothing found")


def _weighed(reading: Reading, opinion: Opinion, limits: Limits) -> Reading:
    """Return a reading of the patterns as it stands beside a classifier that may be sure of the opposite."""
    if reading.risk in ("crisis", "possible") and opinion.concern >= limits.sure_of_concern:
        return replace(reading, risk="concern_for_other", kind=None, because=f"{reading.because}, classifier")
    if reading.risk == "crisis" and opinion.alarm < limits.wholly_harmless:
        return replace(reading, risk="possible", score=0.5, because=f"{reading.because}, classifier")
    if reading.risk == "concern_for_other" and opinion.concern + opinion.alarm < limits.harmless:
        return replace(reading, risk="none", score=opinion.alarm, because=f"{reading.because}, classifier")
    if reading.risk == "possible" and opinion.alarm < limits.harmless:
        return replace(reading, risk="none", kind=None, score=opinion.alarm, because=f"{reading.because}, classifier")
    return reading


def _of(opinion: Opinion, seen: Seen, limits: Limits) -> list[Reading]:
    """Return what the classifier's opinion comes to."""
    score = round(opinion.alarm, 4)
    doubt = limits.certain if seen.talk else limits.sure
    doubted = seen.dismissed and not seen.readings and not seen.sums
    if doubted and opinion.alarm < doubt:
        return [Reading("none", None, score, f"classifier in doubt, patterns: {seen.dismissed[0]}")]
    if doubted and opinion.alarm < limits.certain:
        return [Reading("possible", opinion.kind, score, f"classifier, patterns: {seen.dismissed[0]}")]
    if opinion.crisis >= limits.crisis:
        return [Reading("crisis", opinion.kind, score, "classifier")]
    if opinion.alarm >= limits.alarm:
        return [Reading("possible", opinion.kind, score, "classifier")]
    if opinion.concern >= limits.concern:
        return [Reading("concern_for_other", None, score, "classifier")]
    return []
