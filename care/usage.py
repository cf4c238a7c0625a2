"""What may be counted for the anonymous totals: fixed categories, and one of them an officer and period."""

from collections.abc import Mapping

from care.directory import ProviderKind as Kind

USED = ("yes",)

STATISTICS: dict[str, tuple[str, ...]] = {
    "active": USED,
    "topic": (
        "counseling",
        "peer_support",
        "substance",
        "family",
        "financial_legal",
        "sleep",
        "stress",
        "trauma",
        "other",
    ),
    "booked": USED,
    "human": USED,
    "attended": USED,
    "phq4": ("0-2", "3-5", "6-8", "9-12"),  # bands of the PHQ-4 (Kroenke 2009)
    "feedback": ("1", "2", "3", "4", "5"),
    "crisis": USED,
}

TOPIC_OF_KIND: Mapping[Kind, str] = {
    Kind.COUNSELOR: "counseling",
    Kind.PSYCHOLOGIST: "counseling",
    Kind.PSYCHIATRIST: "counseling",
    Kind.PEER_SUPPORTER: "peer_support",
    Kind.COUPLES_THERAPIST: "family",
    Kind.FAMILY_THERAPIST: "family",
    Kind.SUBSTANCE_SPECIALIST: "substance",
    Kind.TRAUMA_SPECIALIST: "trauma",
    Kind.SLEEP_SPECIALIST: "sleep",
    Kind.FINANCIAL_COUNSELOR: "financial_legal",
    Kind.LEGAL: "financial_legal",
}


def topic_of(kind: Kind) -> str:
    """Return the topic of who books this kind of helper without having asked about one."""
    return TOPIC_OF_KIND.get(kind, "other")


def phq4_band(score: int) -> str:
    """Return the category of a PHQ-4 score from 0 to 12 (Kroenke 2009); raises ValueError for another."""
    for band in STATISTICS["phq4"]:
        low, _, high = band.partition("-")
        if int(low) <= score <= int(high):
            return band
    raise ValueError("a PHQ-4 score is 0 to 12")


def check_category(statistic: str, category: str) -> None:
    """Raise ValueError for what is no category of a statistic: nothing else may ever be counted."""
    if category not in STATISTICS.get(statistic, ()):
        raise ValueError("this is not one of the fixed categories")
