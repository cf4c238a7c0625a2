"""What an update of the Bot API says, in the gateway's terms."""

from datetime import datetime

from telegram import Chat, ChatMember, Message, Update

from bot.messages import Incoming, Kind

WANTED = (Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER)

_KINDS: tuple[tuple[str, Kind], ...] = (
    ("sticker", "sticker"),
    ("voice", "voice"),
    ("audio", "voice"),
    ("video_note", "voice"),
    ("location", "location"),
    ("venue", "location"),
    ("contact", "contact"),
    ("photo", "photo"),
    ("video", "photo"),
    ("animation", "photo"),
    ("document", "photo"),
)
_IN = (ChatMember.MEMBER, ChatMember.ADMINISTRATOR, ChatMember.OWNER, ChatMember.RESTRICTED)


def read_update(update: Update, at: datetime) -> Incoming | None:
    """Return the message that an update brings; none for what needs no answer."""
    chat = update.effective_chat
    if chat is None:
        return None
    if chat.type != Chat.PRIVATE:
        return _incoming(update, chat, "group", "", at) if _is_inside(update) else None
    if (press := update.callback_query) is not None:
        return _incoming(update, chat, "press", press.data or "", at)
    if (edited := update.edited_message) is not None:
        return _incoming(update, chat, "edited", _text(edited), at)
    if (message := update.message) is not None:
        return _incoming(update, chat, _kind(message), _text(message), at)
    return None


def _incoming(update: Update, chat: Chat, kind: Kind, text: str, at: datetime) -> Incoming:
    user = update.effective_user
    language = (user.language_code or "")[:2] if user else ""
    return Incoming("telegram", str(chat.id), str(update.update_id), kind, text, at, language)


def _kind(message: Message) -> Kind:
    if message.text is not None:
        return "text"
    return next((kind for name, kind in _KINDS if getattr(message, name)), "other")


def _text(message: Message) -> str:
    return message.text or message.caption or ""


def _is_inside(update: Update) -> bool:
    """Tell whether the bot is in that group now, so that it has to leave."""
    change = update.my_chat_member
    return change is None or change.new_chat_member.status in _IN
