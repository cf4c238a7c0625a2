"""What Telegram shows of the bot even when nothing of ours runs: a number to call comes first."""

import asyncio
import re

import structlog
from telegram import Bot, BotCommand

from bot.doors import DoorError
from bot.telegram.errors import named_errors
from words import Words

COMMANDS = {"start": "button_start", "help": "button_menu", "crisis": "button_crisis", "hide": "button_hide"}
DESCRIPTION_LENGTH = 512
LANGUAGES = {"en": "", "es": "es"}  # words of ours, language code of Telegram ("": everyone else)
TRY_AGAIN = 60.0
# What a name must not say: whoever looks at a locked phone reads it.
_TELLING = re.compile(
    r"polic|\bcops?\b|officer|sheriff|wellness|mental|therap|counsel|crisis|suicid|help|peer|salud|ayuda|terap|agente",
    re.I,
)

log = structlog.get_logger()


async def keep_profile(bot: Bot, words: Words) -> None:
    """Set description and commands, again until Telegram has taken them."""
    while True:
        try:
            with named_errors():
                await set_profile(bot, words)
            return
        except DoorError as error:
            log.warning("profile_delayed", error=type(error).__name__)
            await asyncio.sleep(TRY_AGAIN)


async def numbers_shown(bot: Bot, words: Words) -> bool:
    """Tell whether the description that Telegram shows now carries the number to call."""
    shown = [await bot.get_my_description(language_code=language) for language in LANGUAGES.values()]
    wanted = words.standing("en")
    return all(wanted[name] in each.description for each in shown for name in ("line", "emergency"))


def tells_too_much(name: str) -> bool:
    """Tell whether a bot's name says who uses it or what for."""
    return _TELLING.search(name) is not None


async def set_profile(bot: Bot, words: Words) -> None:
    """Set description and commands in both languages."""
    for locale, language in LANGUAGES.items():
        description = words.text("utter_bot_description", locale)[:DESCRIPTION_LENGTH]
        commands = [BotCommand(name, words.text(title, locale)) for name, title in COMMANDS.items()]
        await bot.set_my_description(description, language_code=language)
        await bot.set_my_commands(commands, language_code=language)
