"""What may be counted for the anonymous totals: fixed categories, and one of them an officer and period."""

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


def check_category(statistic: str, category: str) -> None:
    """Raise ValueError for what is no category of a statistic: nothing else may ever be counted."""
    if category not in STATISTICS.get(statistic, ()):
        raise ValueError("this is not one of the fixed categories")
