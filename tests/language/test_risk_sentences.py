"""The written sentences: how many, in both languages, and no family on both sides of a split."""

from collections import Counter

from language.training.sentences import risk_sentences
from settings import ROOT

SENTENCES = risk_sentences(ROOT / "language" / "data" / "risk")


def test_there_are_enough_of_each_reading() -> None:
    count = Counter(sentence.risk for sentence in SENTENCES)
    assert count["crisis"] + count["possible"] >= 2500
    assert count["concern_for_other"] >= 600
    assert count["none"] >= 5000


def test_both_languages_have_every_reading() -> None:
    count = Counter((sentence.risk, sentence.language) for sentence in SENTENCES)
    assert min(count[risk, "es"] for risk in ("none", "concern_for_other", "possible", "crisis")) >= 200


def test_a_family_means_one_thing_and_is_for_one_use() -> None:
    meanings = {(sentence.family, sentence.risk, sentence.kind) for sentence in SENTENCES}
    assert len(meanings) == len({sentence.family for sentence in SENTENCES})


def test_a_sentence_stands_on_one_side_of_the_split_only() -> None:
    uses: dict[str, set[str]] = {}
    for sentence in SENTENCES:
        uses.setdefault(sentence.text.casefold().strip(" .!?"), set()).add(sentence.use)
    both = sum(len(found) > 1 for found in uses.values())
    assert both == 0, f"{both} sentences are on both sides"
