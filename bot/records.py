"""What an officer kept of check-ins, as files for them and as a picture."""

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from bot.messages import Document
from bot.pictures import draw
from care.checkins import Checkin
from care.names import OfficerId
from storage import checkins
from storage.keys import Keys
from storage.officers import Officers

PICTURE = "image/png"
KINDS = frozenset({"trend", "checkins_json", "checkins_csv"})
HEAD = ("at", "check", "score", "band", "answers", "note")


def make(connection: Connection, keys: Keys, officer: OfficerId, wanted: Mapping[str, Any]) -> Document | None:
    """Return the picture of one check, or a file of all; none when nothing is kept of it."""
    kept = checkins.all_of(connection, keys, officer)
    if wanted.get("kind") == "trend":
        own = [each for each in kept if each.instrument == wanted.get("check")]
        preferences = Officers(keys).preferences_of(connection, officer)
        if not own:
            return None
        picture = draw(own[0].instrument, own, preferences.locale, preferences.timezone)
        return Document("code4-trend.png", PICTURE, picture)
    if wanted.get("kind") == "checkins_csv":
        return Document("code4-check-ins.csv", "text/csv", as_csv(kept))
    content = json.dumps([fields_of(each) for each in kept], ensure_ascii=False, indent=2).encode()
    return Document("code4-check-ins.json", "application/json", content)


def fields_of(checkin: Checkin) -> dict[str, Any]:
    """Return a check-in with its result as JSON values."""
    result = checkin.result
    items = zip(result.instrument.items, checkin.answers, strict=False)
    return {
        "at": checkin.at.isoformat(),
        "check": result.instrument.name.en,
        "score": result.score,
        "band": result.band.id if result.band else None,
        "answers": {item.id: answer for item, answer in items},
        "note": checkin.note,
    }


def as_csv(kept: tuple[Checkin, ...]) -> bytes:
    """Return the check-ins as RFC 4180, a row each; a note that begins like a formula is quoted by a mark."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(HEAD)
    for checkin in kept:
        fields = fields_of(checkin)
        answers = " ".join(f"{name}={'' if value is None else value}" for name, value in fields["answers"].items())
        note = f"'{checkin.note}" if checkin.note[:1] in ("=", "+", "-", "@", "\t") else checkin.note
        writer.writerow([fields["at"], fields["check"], fields["score"], fields["band"], answers, note])
    return written.getvalue().encode("utf-8-sig")
