"""Each instrument against its published scoring: every sum, every band, every cut-off."""

from itertools import product

import pytest

from care.instruments.instrument import Instrument, InstrumentError, instrument, instruments, read
from care.instruments.scoring import Answers, BadAnswers, Result, next_item, score

PHQ4, PCPTSD5 = instrument("phq4"), instrument("pcptsd5")
AUDITC, BURNOUT, QUICK = instrument("auditc"), instrument("burnout"), instrument("quick")
# Kroenke 2009: the four bands of the PHQ-4.
PHQ4_BANDS = {"0-2": {0, 1, 2}, "3-5": {3, 4, 5}, "6-8": {6, 7, 8}, "9-12": {9, 10, 11, 12}}


def band_of(of: Instrument, answers: Answers) -> str:
    result = score(of, answers)
    return result.band.id if result.band else ""


def test_phq4_adds_up_four_answers_of_nought_to_three_into_the_bands_of_kroenke() -> None:
    assert PHQ4.range == (0, 12)
    for answers in product(range(4), repeat=4):
        result = score(PHQ4, answers)
        assert result.score == sum(answers)
        assert result.score in PHQ4_BANDS[band_of(PHQ4, answers)]


def test_phq4_subscales_are_positive_from_three() -> None:
    for answers in product(range(4), repeat=4):
        anxiety, depression = score(PHQ4, answers).subscales
        assert (anxiety.score, anxiety.is_positive) == (sum(answers[:2]), sum(answers[:2]) >= 3)
        assert (depression.score, depression.is_positive) == (sum(answers[2:]), sum(answers[2:]) >= 3)
    assert [sub.subscale.id for sub in score(PHQ4, [0, 0, 0, 0]).subscales] == ["anxiety", "depression"]


def test_pcptsd5_counts_the_yes_after_the_gate() -> None:
    assert PCPTSD5.range == (0, 5)
    for answers in product(range(2), repeat=5):
        result = score(PCPTSD5, (1, 1, *answers))
        assert result.score == sum(answers)
        assert result.is_top == (sum(answers) >= 4)


def test_pcptsd5_without_such_an_event_is_nought_and_ends() -> None:
    assert next_item(PCPTSD5, [0]) is None
    assert score(PCPTSD5, [0]).score == 0


def test_pcptsd5_less_than_a_month_after_an_event_has_no_result() -> None:
    result = score(PCPTSD5, [1, 0])
    assert result.too_early
    assert (result.score, result.band) == (None, None)


def test_pcptsd5_shows_both_cutoffs() -> None:
    for answers in ([1, 1, 0, 0, 0, 0, 0], [1, 1, 1, 1, 1, 0, 0], [1, 1, 1, 1, 1, 1, 0]):
        band = score(PCPTSD5, answers).band
        assert band is not None
        assert all(cut in band.name.say(locale) for cut in ("3", "4") for locale in ("en", "es"))
    assert band_of(PCPTSD5, [1, 1, 1, 1, 1, 0, 0]) == "3-3"


def test_auditc_adds_up_three_answers_of_nought_to_four() -> None:
    assert AUDITC.range == (0, 12)
    for answers in product(range(1, 5), range(5), range(5)):
        assert score(AUDITC, answers).score == sum(answers)


@pytest.mark.parametrize(
    ("total", "band"), [(2, "0-2"), (3, "3-3"), (4, "4-4"), (5, "5-7"), (7, "5-7"), (8, "8-12"), (12, "8-12")]
)
def test_auditc_cutoffs_are_three_for_women_four_for_men_and_advice_from_five(total: int, band: str) -> None:
    first = min(total, 4)
    second = min(total - first, 4)
    result = score(AUDITC, (first, second, total - first - second))
    assert result.band is not None
    assert result.band.id == band
    assert all(word in result.band.name.en for word in ("men", "women", "3", "4"))


def test_auditc_of_somebody_who_never_drinks_ends_at_nought() -> None:
    assert next_item(AUDITC, [0]) is None
    assert score(AUDITC, [0]).score == 0


@pytest.mark.parametrize(("answer", "band"), [(1, "1-2"), (2, "1-2"), (3, "3-4"), (4, "3-4"), (5, "5-5")])
def test_burnout_counts_from_three(answer: int, band: str) -> None:
    assert BURNOUT.range == (1, 5)
    assert band_of(BURNOUT, [answer]) == band


def test_the_quick_check_adds_nothing_up() -> None:
    result = score(QUICK, [1, 2, 5])
    assert (result.score, result.band) == (None, None)
    assert [result.answer(item) for item in ("mood", "sleep", "stress")] == [1, 2, 5]


@pytest.mark.parametrize("of", [PHQ4, AUDITC, BURNOUT], ids=lambda of: of.id)
def test_a_skipped_answer_leaves_no_sum(of: Instrument) -> None:
    answers: list[int | None] = [item.range[1] for item in of.items]
    answers[-1] = None
    result = score(of, answers)
    assert (result.score, result.band, result.skipped) == (None, None, 1)


def test_a_skipped_gate_leaves_no_sum() -> None:
    assert score(PCPTSD5, [None, 1, 1, 1, 1, 1, 1]).score is None


def test_a_subscale_without_a_skipped_item_still_counts() -> None:
    anxiety, depression = score(PHQ4, [3, 3, None, 0]).subscales
    assert (anxiety.score, depression.score) == (6, None)


@pytest.mark.parametrize("answers", [[4, 0, 0, 0], [-1, 0, 0, 0], [True, 0, 0, 0], [0, 0, 0], [0] * 5])
def test_what_cannot_be_answered_is_refused(answers: list[int | None]) -> None:
    with pytest.raises(BadAnswers):
        score(PHQ4, answers)


def test_nothing_follows_an_answer_that_ends_the_check() -> None:
    with pytest.raises(BadAnswers):
        score(AUDITC, [0, 1, 1])


@pytest.mark.parametrize("of", instruments(), ids=lambda of: of.id)
def test_each_instrument_names_source_and_licence_and_speaks_both_languages(of: Instrument) -> None:
    assert of.source
    assert of.licence
    texts = [of.title, of.name, of.lead, *(band.name for band in of.bands), *(sub.name for sub in of.subscales)]
    texts += [text for item in of.items for text in (item.short, *([] if item.listed else [item.text]))]
    texts += [option.label for item in of.items for option in item.options]
    assert all(text.en and text.es for text in texts)


@pytest.mark.parametrize("of", instruments(), ids=lambda of: of.id)
def test_no_instrument_asks_about_suicide_or_sex(of: Instrument) -> None:
    asked = " ".join(text for item in of.items for text in (item.text.en, of.lead.en)).lower()
    for word in ("kill yourself", "better off dead", "hurting yourself", "are you a man", "are you a woman"):
        assert word not in asked


def test_the_highest_bands_are_those_that_lead_to_the_direct_question() -> None:
    def is_top(result: Result) -> bool:
        return result.is_top

    assert [n for n in range(13) if is_top(score(PHQ4, _spread(n, 3, 4)))] == [9, 10, 11, 12]
    assert [n for n in range(1, 6) if is_top(score(BURNOUT, [n]))] == [5]
    assert not score(QUICK, [1, 1, 5]).is_top


def _spread(total: int, most: int, items: int) -> list[int]:
    return [max(0, min(most, total - most * place)) for place in range(items)]


def test_bands_with_a_gap_are_refused() -> None:
    given = {
        "id": "x",
        "title": {"en": "X"},
        "name": {"en": "X"},
        "lead": {"en": "X"},
        "source": "none",
        "licence": "none",
        "adds_up": True,
        "note": False,
        "scales": {"two": [{"score": 0, "label": {"en": "No"}}, {"score": 1, "label": {"en": "Yes"}}]},
        "items": [{"id": "a", "text": {"en": "A"}, "short": {"en": "A"}, "scale": "two"}],
        "bands": [{"id": "0-0", "name": {"en": "low"}}],
    }
    with pytest.raises(InstrumentError):
        read(given)
