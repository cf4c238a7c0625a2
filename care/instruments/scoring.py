"""What answers add up to: the published sums and bands, and nothing where an answer is missing."""

from collections.abc import Sequence
from dataclasses import dataclass

from care.instruments.instrument import Band, Instrument, Item, Subscale

Answers = Sequence[int | None]  # a score an item, in order; None was skipped; those after an end are missing


class BadAnswers(ValueError):
    """These cannot be answers of this instrument."""


@dataclass(frozen=True)
class SubResult:
    """A subscale's sum; none when one of its items was skipped."""

    subscale: Subscale
    score: int | None

    @property
    def is_positive(self) -> bool:
        """Whether the sum reaches the published cut-off."""
        return self.score is not None and self.score >= self.subscale.positive


@dataclass(frozen=True)
class Result:
    """A finished check: the sum and its band, none when it does not add up; `too_early` after an unscored end."""

    instrument: Instrument
    answers: tuple[int | None, ...]
    score: int | None
    band: Band | None
    subscales: tuple[SubResult, ...]
    too_early: bool = False

    def answer(self, item: str) -> int | None:
        """Return one item's score; none when it was skipped or never came up."""
        place = [each.id for each in self.instrument.items].index(item)
        return self.answers[place] if place < len(self.answers) else None

    @property
    def skipped(self) -> int:
        """How many questions were skipped."""
        return sum(answer is None for answer in self.answers)

    @property
    def reached(self) -> Band | None:
        """The band of the sum, or of what is known of it when a question was skipped; none where none adds up."""
        if self.too_early or not self.instrument.adds_up:
            return None
        pairs = zip(self.instrument.items, self.answers, strict=False)
        least = max(sum(answer or 0 for item, answer in pairs if item.counts), self.instrument.range[0])
        return _band(self.instrument, least)

    @property
    def is_top(self) -> bool:
        """Whether the highest band is reached, even with a question skipped."""
        return self.reached is not None and self.reached == self.instrument.bands[-1]


def next_item(instrument: Instrument, answers: Answers) -> Item | None:
    """Return what is to be asked next; none when the check is finished. Raises BadAnswers."""
    if len(answers) > len(instrument.items):
        raise BadAnswers("more answers than questions")
    for number, (item, answer) in enumerate(zip(instrument.items, answers, strict=False), 1):
        _check(item, answer)
        if item.ends_at is not None and answer == item.ends_at:
            if number < len(answers):
                raise BadAnswers("answers after the last question")
            return None
    return instrument.items[len(answers)] if len(answers) < len(instrument.items) else None


def score(instrument: Instrument, answers: Answers) -> Result:
    """Return the result of a finished check; raises BadAnswers. What an early end left open counts nothing."""
    if next_item(instrument, answers) is not None:
        raise BadAnswers("the check is not finished")
    given = tuple(answers)
    last = instrument.items[len(given) - 1]
    ended = last.ends_at is not None and given[-1] == last.ends_at
    if ended and last.unscored:
        return Result(instrument, given, None, None, (), too_early=True)
    gates_open = all(
        answer is not None for item, answer in zip(instrument.items, given, strict=False) if not item.counts
    )
    total = _sum(instrument, given, [item.id for item in instrument.items if item.counts])
    if not instrument.adds_up or not gates_open:
        total = None
    band = _band(instrument, total) if total is not None else None
    parts = tuple(SubResult(each, _sum(instrument, given, each.items)) for each in instrument.subscales)
    return Result(instrument, given, total, band, parts)


def _band(instrument: Instrument, total: int) -> Band | None:
    return next((each for each in instrument.bands if each.lowest <= total <= each.highest), None)


def _sum(instrument: Instrument, answers: Answers, wanted: Sequence[str]) -> int | None:
    """Add up the wanted items; those that never came up after an end add nothing, a skipped one spoils it."""
    total = 0
    for item, answer in zip(instrument.items, answers, strict=False):
        if item.id in wanted:
            if answer is None:
                return None
            total += answer
    return total


def _check(item: Item, answer: int | None) -> None:
    if answer is not None and (isinstance(answer, bool) or answer not in [option.score for option in item.options]):
        raise BadAnswers("a score that this question does not have")
