"""Telegram's door: private chats only."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import structlog
from telegram import Bot, InputFile, LinkPreviewOptions, Update
from telegram.request import HTTPXRequest

from bot.doors import DoorError, Letter
from bot.messages import DoorName, Incoming, Outgoing
from bot.telegram import hiding
from bot.telegram.errors import named_errors
from bot.telegram.hiding import Hiding
from bot.telegram.polling import Polling
from bot.telegram.profile import keep_profile
from bot.telegram.shape import fit, keyboard
from bot.telegram.updates import read_update
from bot.telegram.webhook import Webhook
from care.clock import Clock
from settings import OFFICIAL_TELEGRAM, Settings
from storage.database import Database
from storage.keys import Keys
from words import Words

AT_ONCE = 40  # connections for sending
WEBHOOK_PORT = 8443
AFTER_THE_OTHERS = 4  # engine, actions, terminal door and console have the first ports
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

log = structlog.get_logger()

Receive = Callable[[Incoming], Awaitable[None]]


class TelegramDoor:
    """Fetches updates, sends letters, leaves groups."""

    name: DoorName = "telegram"
    is_paced = True

    def __init__(self, bot: Bot, words: Words, clock: Clock, webhook: tuple[str, int] | None = None) -> None:
        self._bot, self._words, self._clock = bot, words, clock
        self._polling = Polling(bot, self._take)
        self._webhook = Webhook(bot, self._take, *webhook) if webhook else None
        self._receive: Receive | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._loop: asyncio.Task[None] | None = None
        self._groups: set[str] = set()
        self._hiding: Hiding | None = None

    def can_hide(self, database: Database, keys: Keys) -> None:
        """Remember which messages stand in each chat, so that `/hide` can delete them."""
        self._words.require(hiding.SAID)
        self._hiding = Hiding(database, keys, self._words, self._clock, self._bot)

    async def start(self, receive: Receive) -> None:
        """Begin to fetch updates, or to be called with them."""
        self._receive = receive
        self._loop = asyncio.create_task(self._run())
        self._begin(keep_profile(self._bot, self._words))
        if self._hiding is not None:
            self._begin(self._hiding.run())

    async def stop(self) -> None:
        """Take no more updates."""
        if self._loop is not None:
            self._loop.cancel()
            await asyncio.gather(self._loop, return_exceptions=True)
        if self._webhook is not None:
            await self._webhook.stop()
        else:
            await self._polling.stop()
        for task in self._tasks:
            task.cancel()

    def fit(self, message: Outgoing) -> list[Outgoing]:
        """Return the message in pieces that Telegram takes."""
        return fit(message)

    async def send(self, letter: Letter) -> None:
        """Send one piece; raises a DoorError."""
        message = letter.message
        common: dict[str, Any] = {"chat_id": int(letter.chat), "reply_markup": keyboard(message)}
        with named_errors():
            if message.document is not None:  # never protected: the person is to keep it
                file = InputFile(message.document.content, filename=message.document.name)
                sent = await self._bot.send_document(document=file, caption=message.text or None, **common)
            elif message.image is not None:
                protected = common | {"protect_content": message.personal}
                sent = await self._bot.send_photo(photo=message.image, caption=message.text or None, **protected)
            else:
                sent = await self._bot.send_message(
                    text=message.text,
                    protect_content=message.personal,
                    link_preview_options=NO_PREVIEW,
                    **common,
                )
                if message.pinned:
                    self._begin(self._pin(int(letter.chat), sent.message_id))

        self._saw(letter.chat, sent.message_id)

    def finished(self, incoming: Incoming, risk: str) -> None:
        """Do nothing: a chat does not wait."""

    async def _run(self) -> None:
        """Get updates one way or the other, whatever it takes to begin."""
        while True:
            try:
                if self._webhook is not None:
                    await self._webhook.start()
                    return
                with named_errors():
                    await self._bot.delete_webhook()
                return await self._polling.run()
            except DoorError as error:
                log.warning("telegram_not_reached", error=type(error).__name__)
                await asyncio.sleep(1.0)

    async def _take(self, update: Update) -> None:
        if update.callback_query is not None:
            self._begin(self._stop_spinner(update.callback_query.id))
        incoming = read_update(update, self._clock.now())
        if incoming is None or self._receive is None:
            return
        if incoming.kind == "group":
            return await self._leave(incoming)
        if update.message is not None:
            self._saw(incoming.chat, update.message.message_id)
        if not self._is_about_hiding(incoming):
            await self._receive(incoming)

    def _is_about_hiding(self, incoming: Incoming) -> bool:
        """Begin to delete what the person wants deleted, and tell whether that was what they wanted."""
        if self._hiding is None:
            return False
        if incoming.kind == "press" and incoming.text in hiding.CHOICES:
            self._begin(self._hiding.choose(incoming.chat, incoming.text, incoming.language))
            return True
        is_command = incoming.kind == "text" and hiding.is_command(incoming.text)
        if is_command:
            self._begin(self._hiding.hide(incoming.chat, incoming.language))
        return is_command

    def _saw(self, chat: str, message: int) -> None:
        if self._hiding is not None:
            self._hiding.saw(chat, message)

    async def _leave(self, incoming: Incoming) -> None:
        """Say once that this is for private chats, and go; nothing of a group is kept."""
        with contextlib.suppress(DoorError), named_errors():
            if incoming.chat not in self._groups:
                self._groups.add(incoming.chat)
                text = self._words.text("utter_group", incoming.language)
                await self._bot.send_message(int(incoming.chat), text)
            await self._bot.leave_chat(int(incoming.chat))

    async def _stop_spinner(self, press: str) -> None:
        with contextlib.suppress(DoorError), named_errors():
            await self._bot.answer_callback_query(press)

    async def _pin(self, chat: int, message: int) -> None:
        """Keep a sent message in sight; where that cannot be, it is there all the same."""
        with contextlib.suppress(DoorError), named_errors():
            await self._bot.pin_chat_message(chat, message, disable_notification=True)

    def _begin(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def open_telegram(
    settings: Settings, words: Words, clock: Clock, transport: httpx.AsyncBaseTransport | None = None
) -> TelegramDoor:
    """Return the door for the settings' bot; `transport` replaces the network in tests."""
    url = settings.telegram_webhook_url
    port = settings.port_base + AFTER_THE_OTHERS if settings.port_base else WEBHOOK_PORT
    return TelegramDoor(open_bot(settings, transport), words, clock, (url, port) if url else None)


def open_bot(settings: Settings, transport: httpx.AsyncBaseTransport | None = None) -> Bot:
    """Return the settings' bot."""
    extra: dict[str, Any] = {"trust_env": settings.telegram_api_base == OFFICIAL_TELEGRAM}
    if transport is not None:
        extra["transport"] = transport
    sending = HTTPXRequest(AT_ONCE, read_timeout=10, write_timeout=10, httpx_kwargs=extra)
    fetching = HTTPXRequest(2, httpx_kwargs=dict(extra))
    return Bot(
        settings.telegram_token or "",
        base_url=f"{settings.telegram_api_base}/bot",
        base_file_url=f"{settings.telegram_api_base}/file/bot",
        request=sending,
        get_updates_request=fetching,
    )
