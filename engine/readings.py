"""What the model made of a text, without the name of its fallback."""

from typing import Any, TypedDict

FALLBACK = "nlu_fallback"
RANKED = 5


class Understood(TypedDict):
    """An intent with its rivals, and what was found in the text (`start` and `end` in characters)."""

    intent: str
    confidence: float
    ranking: list[dict[str, Any]]
    entities: list[dict[str, Any]]


def understood(parsed: dict[str, Any]) -> Understood:
    """Turn Rasa's reading into ours: the likeliest real intent first, five at most."""
    ranking: list[dict[str, Any]] = [
        {"intent": each["name"], "confidence": round(float(each["confidence"]), 4)}
        for each in parsed.get("intent_ranking") or []
        if each["name"] != FALLBACK
    ][:RANKED]
    best: dict[str, Any] = ranking[0] if ranking else {"intent": "out_of_scope", "confidence": 0.0}
    entities = [
        {name: each.get(name) for name in ("entity", "value", "start", "end")} for each in parsed.get("entities") or []
    ]
    return {
        "intent": best["intent"],
        "confidence": best["confidence"],
        "ranking": ranking,
        "entities": entities,
    }
