"""Collects what the dialogue says in one turn, in the form that the gateway reads."""

from typing import Any

from rasa.core.channels.channel import OutputChannel


class Replies(OutputChannel):
    """An output channel for one turn: replies with their buttons and extras, in order."""

    def __init__(self) -> None:
        self.said: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        """Return the channel's name, by which responses can be chosen."""
        return "signed"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Take one of Rasa's messages; extras without a text belong to the reply before them."""
        extras = message.get("custom") or {}
        if not message.get("text") and not message.get("buttons") and not message.get("image") and self.said:
            self.said[-1].update(extras)
            return
        self.said.append(
            {
                "text": message.get("text") or "",
                "buttons": [_button(each) for each in message.get("buttons") or []],
                "document": None,
                "image": message.get("image"),
                "personal": False,
                **extras,
            }
        )


def _button(given: dict[str, Any]) -> dict[str, str]:
    payload = given.get("payload", "")
    return {"id": given.get("id", payload), "title": given.get("title", ""), "payload": payload}
