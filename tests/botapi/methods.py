"""The methods of the Bot API that the bot uses, with Telegram's limits and refusals."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.botapi.core import BOT, BotApi, Chat, Fields, File, Refusal, read_json

TEXT, CAPTION, CALLBACK = 4_096, 1_024, 64
Method = Callable[[BotApi, Fields, Mapping[str, File]], Any]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _markup(params: Fields) -> Fields:
    markup = read_json(params.get("reply_markup")) or {}
    for row in markup.get("inline_keyboard", []):
        for button in row:
            if not button.get("text"):
                raise Refusal(400, "Bad Request: inline keyboard button text is empty")
            if not 1 <= len(button.get("callback_data", "").encode()) <= CALLBACK:
                raise Refusal(400, "Bad Request: BUTTON_DATA_INVALID")
    return {"reply_markup": markup} if markup else {}


def _checked_text(params: Fields) -> str:
    text = str(params.get("text", ""))
    if not text.strip():
        raise Refusal(400, "Bad Request: message text is empty")
    if _units(text) > TEXT:
        raise Refusal(400, "Bad Request: message is too long")
    return text


def _send(api: BotApi, params: Fields, content: Fields) -> Fields:
    chat = api.chat(int(params["chat_id"]))
    protected = str(params.get("protect_content", "")).lower() == "true"
    extra = {"has_protected_content": True} if protected else {}
    return api.new_message(chat, content | _markup(params) | extra, BOT)


def send_message(api: BotApi, params: Fields, _files: Mapping[str, File]) -> Fields:
    return _send(api, params, {"text": _checked_text(params)})


def _send_file(api: BotApi, params: Fields, files: Mapping[str, File], kind: str) -> Fields:
    caption = str(params.get("caption", ""))
    if _units(caption) > CAPTION:
        raise Refusal(400, "Bad Request: message caption is too long")
    file = _uploaded(params, files, kind)
    file_id = f"file{len(api.files)}"
    api.files[file_id] = file
    sizes = {"file_id": file_id, "file_unique_id": file_id, "file_size": len(file.content)}
    value: Any = sizes | {"file_name": file.name}
    if kind == "photo":
        value = [sizes | {"width": 1, "height": 1}]
    return _send(api, params, {kind: value} | ({"caption": caption} if caption else {}))


def _uploaded(params: Fields, files: Mapping[str, File], kind: str) -> File:
    named = str(params.get(kind, "")).removeprefix("attach://")
    file = files.get(kind) or files.get(named)
    if file is None:
        raise Refusal(400, f"Bad Request: there is no {kind} in the request")
    if not file.content:
        raise Refusal(400, "Bad Request: file must be non-empty")
    return file


def edit_text(api: BotApi, params: Fields, _files: Mapping[str, File]) -> Fields:
    message = _own(api.chat(int(params["chat_id"])), params)
    new = {"text": _checked_text(params)} | _markup(params)
    if all(message.get(key) == new.get(key) for key in ("text", "reply_markup")):
        raise Refusal(400, "Bad Request: message is not modified")
    message.update(new)
    return message


def _own(chat: Chat, params: Fields) -> Fields:
    message = chat.messages.get(int(params["message_id"]))
    if message is None or message["from"] != BOT:
        raise Refusal(400, "Bad Request: message to edit not found")
    return message


def delete_messages(api: BotApi, params: Fields, _files: Mapping[str, File]) -> bool:
    chat = api.chat(int(params["chat_id"]))
    wanted = read_json(params.get("message_ids", f"[{params.get('message_id')}]"))
    if len(wanted) > 100:
        raise Refusal(400, "Bad Request: too many messages to delete")
    for message in wanted:
        chat.messages.pop(int(message), None)
    return True


def answer_press(api: BotApi, params: Fields, _files: Mapping[str, File]) -> bool:
    press = str(params["callback_query_id"])
    if press not in api.presses:
        raise Refusal(400, "Bad Request: query is too old and response timeout expired or query id is invalid")
    api.presses[press] = True
    return True


def pin_message(api: BotApi, params: Fields, _files: Mapping[str, File]) -> bool:
    chat = api.chat(int(params["chat_id"]))
    if int(params["message_id"]) not in chat.messages:
        raise Refusal(400, "Bad Request: message to pin not found")
    chat.pinned.append(int(params["message_id"]))
    return True


def leave_chat(api: BotApi, params: Fields, _files: Mapping[str, File]) -> bool:
    chat = api.chat(int(params["chat_id"]))
    if chat.kind == "private":
        raise Refusal(400, "Bad Request: chat member status can't be changed in private chats")
    chat.left = True
    return True


async def get_updates(api: BotApi, params: Fields, _files: Mapping[str, File]) -> list[Fields]:
    limit = min(100, int(params.get("limit", 100)))
    return await api.poll(int(params.get("offset", 0)), limit, float(params.get("timeout", 0)))


def set_webhook(api: BotApi, params: Fields, _files: Mapping[str, File]) -> bool:
    if not str(params["url"]).startswith("http"):
        raise Refusal(400, "Bad Request: bad webhook: invalid URL")
    api.webhook = dict(params)
    return True


def delete_webhook(api: BotApi, _params: Fields, _files: Mapping[str, File]) -> bool:
    api.webhook = {}
    return True


def get_file(api: BotApi, params: Fields, _files: Mapping[str, File]) -> Fields:
    file = api.files.get(str(params["file_id"]))
    if file is None:
        raise Refusal(400, "Bad Request: invalid file_id")
    return {"file_id": params["file_id"], "file_unique_id": params["file_id"], "file_path": params["file_id"]}


def set_profile(name: str, length: int = 512) -> Method:
    """Return a method that keeps a part of the bot's profile by language."""

    def method(api: BotApi, params: Fields, _files: Mapping[str, File]) -> bool:
        value = read_json(params[name]) if name == "commands" else str(params[name])
        if _units(str(value)) > length:
            raise Refusal(400, "Bad Request: text is too long")
        api.profile[(name, params.get("language_code", ""))] = value
        return True

    return method


METHODS: dict[str, Method] = {
    "getMe": lambda _api, _params, _files: BOT,
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": lambda api, _params, _files: {"url": api.webhook.get("url", "")},
    "sendMessage": send_message,
    "sendDocument": lambda api, params, files: _send_file(api, params, files, "document"),
    "sendPhoto": lambda api, params, files: _send_file(api, params, files, "photo"),
    "editMessageText": edit_text,
    "deleteMessage": delete_messages,
    "deleteMessages": delete_messages,
    "answerCallbackQuery": answer_press,
    "leaveChat": leave_chat,
    "pinChatMessage": pin_message,
    "getFile": get_file,
    "setMyDescription": set_profile("description"),
    "getMyDescription": lambda api, params, _files: {
        "description": api.profile.get(("description", params.get("language_code", "")), "")
    },
    "setMyShortDescription": set_profile("short_description", 120),
    "setMyCommands": set_profile("commands", 10_000),
}
