"""The one call: every entity in a text."""

from collections.abc import Iterable
from datetime import datetime
from datetime import timezone as utc
from zoneinfo import ZoneInfo

from language.entities import datetimes, kinds, modality, places, tongues, wishes
from language.entities.entity import Entity
from language.entities.folded import fold


def extract(text: str, now: datetime, timezone: str, locale: str, places_known: Iterable[str] = ()) -> list[Entity]:
    """Find the entities of `text`, in its order; positions are characters of `text` itself.

    `now` is an instant (naive means UTC), `timezone` the officer's IANA zone, `locale`
        "en" or "es" (it decides only
    whether 3/12 is March or December: both languages are read), `places_known` names of the directory.
    Raises ZoneInfoNotFoundError for a zone that does not exist, and nothing for any text.
    """
    instant = now if now.tzinfo else now.replace(tzinfo=utc.utc)
    folded = fold(text)
    found = [
        *datetimes.find(folded, instant.astimezone(ZoneInfo(timezone)), locale),
        *modality.find(folded),
        *tongues.find(folded),
        *kinds.find(folded),
        *wishes.find(folded),
    ]
    located = [each for each in places.find(folded, text, places_known) if not _taken(each, found)]
    return sorted([*found, *located], key=lambda each: (each.start, each.end, each.entity))


def _taken(place: Entity, found: list[Entity]) -> bool:
    return any(place.start < other.end and place.end > other.start for other in found)
