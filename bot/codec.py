"""Messages as bytes, for sealed rows."""

import base64
import json
from datetime import datetime
from typing import Any

from bot.doors import Letter
from bot.messages import Button, Document, Incoming, Outgoing


def pack_incoming(incoming: Incoming, risk: str, risk_kind: str | None) -> bytes:
    """Return an accepted message with its reading as bytes."""
    fields = vars(incoming) | {"at": incoming.at.isoformat(), "risk": risk, "risk_kind": risk_kind}
    return json.dumps(fields).encode()


def unpack_incoming(plain: bytes) -> tuple[Incoming, str, str | None]:
    """Return what `pack_incoming` was given."""
    fields = json.loads(plain)
    risk, kind = fields.pop("risk"), fields.pop("risk_kind")
    return Incoming(**fields | {"at": datetime.fromisoformat(fields["at"])}), risk, kind


def pack_letter(letter: Letter) -> bytes:
    """Return a letter as bytes, without its row."""
    fields = {"door": letter.door, "chat": letter.chat, "update": letter.update}
    return json.dumps(fields | {"message": outgoing_fields(letter.message)}).encode()


def unpack_letter(plain: bytes, row: str) -> Letter:
    """Return what `pack_letter` was given, with its row."""
    fields = json.loads(plain)
    message = read_outgoing(fields["message"])
    return Letter(fields["door"], fields["chat"], message, fields["update"], row)


def pack_outgoing(message: Outgoing) -> bytes:
    """Return a message as bytes."""
    return json.dumps(outgoing_fields(message)).encode()


def unpack_outgoing(plain: bytes) -> Outgoing:
    """Return what `pack_outgoing` was given."""
    return read_outgoing(json.loads(plain))


def outgoing_fields(message: Outgoing) -> dict[str, Any]:
    """Return a message as JSON values."""
    document = message.document
    return vars(message) | {
        "buttons": [button_fields(button) for button in message.buttons],
        "image": _text(message.image) if message.image else None,
        "document": vars(document) | {"content": _text(document.content)} if document else None,
    }


def read_outgoing(fields: dict[str, Any]) -> Outgoing:
    """Return the message of `outgoing_fields`."""
    document = fields["document"]
    read = {
        "buttons": tuple(Button(**button) for button in fields["buttons"]),
        "image": base64.b64decode(fields["image"]) if fields["image"] else None,
        "document": Document(**document | {"content": base64.b64decode(document["content"])}) if document else None,
    }
    return Outgoing(**fields | read)


def button_fields(button: Button) -> dict[str, str]:
    """Return a button as JSON values."""
    return {"id": button.id, "title": button.title, "payload": button.payload}


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()
