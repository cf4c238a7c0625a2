"""People on the tests' Telegram: they see what the bot sent, and can tap only buttons that are there."""

from typing import Any

from tests.botapi.core import BOT, BotApi, Chat, Fields

Message = dict[str, Any]


class Person:
    """Somebody with a private chat."""

    def __init__(self, api: BotApi, number: int, language: str = "en") -> None:
        self.api = api
        self.chat = api.chats.setdefault(number, Chat(number))
        self.user = {"id": number, "is_bot": False, "first_name": "Somebody", "language_code": language}

    @property
    def received(self) -> list[Message]:
        """Every message of the bot in this chat."""
        return [message for message in self.chat.messages.values() if message["from"] == BOT]

    @property
    def texts(self) -> list[str]:
        """The text or caption of each."""
        return [str(message.get("text", message.get("caption", ""))) for message in self.received]

    def types(self, text: str) -> int:
        """Send a text; returns the update's id."""
        return self.sends({"text": text})

    def sends(self, content: Fields) -> int:
        """Send a message with any content."""
        message = self.api.new_message(self.chat, content, self.user)
        return self.api.update({"message": message})

    def edits(self, text: str) -> int:
        """Change the last message."""
        mine = [message for message in self.chat.messages.values() if message["from"] == self.user]
        mine[-1]["text"] = text
        return self.api.update({"edited_message": mine[-1] | {"edit_date": 1_795_000_001}})

    def buttons(self) -> list[str]:
        """Return the titles of the last message that has buttons."""
        return [button["text"] for _, button in self._buttons(self._last_with_buttons())]

    def taps(self, title: str, message: Message | None = None) -> int:
        """Tap a button by its title, on the last message that has buttons or on a given one."""
        message = message or self._last_with_buttons()
        found = [button for _, button in self._buttons(message) if button["text"] == title]
        assert found, f"there is no such button, only {self.buttons()}"
        press = f"press{len(self.api.presses)}"
        self.api.presses[press] = False
        query = {"id": press, "from": self.user, "chat_instance": "1", "message": message}
        return self.api.update({"callback_query": query | {"data": found[0]["callback_data"]}})

    def blocks(self) -> None:
        """Block the bot."""
        self.chat.blocked = True

    def unblocks(self) -> None:
        """Unblock the bot."""
        self.chat.blocked = False

    def _last_with_buttons(self) -> Message:
        found = [message for message in self.received if "reply_markup" in message]
        assert found, "the bot has shown no buttons"
        return found[-1]

    def _buttons(self, message: Message) -> list[tuple[int, Fields]]:
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        return [(place, button) for place, row in enumerate(rows) for button in row]


def add_to_group(api: BotApi, number: int, person: Person) -> Chat:
    """Let somebody add the bot to a group."""
    group = api.chats.setdefault(number, Chat(number, "group"))
    member = {"user": BOT, "status": "member"}
    change = {"chat": group.fields, "from": person.user, "date": 1_795_000_000}
    before = {"old_chat_member": {"user": BOT, "status": "left"}, "new_chat_member": member}
    api.update({"my_chat_member": change | before})
    return group


def say_in_group(api: BotApi, group: Chat, person: Person, text: str) -> None:
    """Let somebody write in a group."""
    message = api.new_message(group, {"text": text}, person.user)
    api.update({"message": message})
