"""`code4 doctor`: what an operator should know before officers rely on this system, as a table."""

import argparse
import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from rich.console import Console
from rich.table import Table

from bot.doors import DoorError
from bot.telegram.door import open_bot
from bot.telegram.errors import named_errors
from bot.telegram.profile import numbers_shown, tells_too_much
from cli.defences import answers
from cli.failure import DONE, FAILED, Failure
from cli.model import trained_model
from cli.unlocking import the_keys
from language.screen import Screen
from lines import LinesError, OwnLines, load_lines
from settings import ROOT, Settings, SettingsError
from storage import directory
from storage.database import open_database
from storage.errors import StorageError
from words import MissingWords, Words, load_words

STALE = timedelta(days=90)
State = Literal["good", "look", "bad"]
COLOURS: dict[State, str] = {"good": "green", "look": "yellow", "bad": "red"}


@dataclass(frozen=True)
class Finding:
    """One thing that was checked, how it is, and what to do about it."""

    what: str
    state: State
    says: str


def arguments(parser: argparse.ArgumentParser) -> None:
    """No arguments: everything is checked."""


def run(settings: Settings, given: argparse.Namespace) -> int:
    """Check everything and print a table; fails when something is bad."""
    findings = [finding for check in CHECKS for finding in _safely(check, settings)]
    table = Table("", "what", "says", box=None, pad_edge=False)
    for finding in findings:
        table.add_row(f"[{COLOURS[finding.state]}]{finding.state}", finding.what, finding.says)
    Console(highlight=False).print(table)
    return FAILED if any(finding.state == "bad" for finding in findings) else DONE


def _safely(check: Callable[[Settings], Iterator[Finding]], settings: Settings) -> Iterator[Finding]:
    try:
        yield from check(settings)
    except (Failure, StorageError, MissingWords, SettingsError, OSError) as error:
        yield Finding(check.__name__.removeprefix("_"), "bad", str(error) or type(error).__name__)


def _keys(settings: Settings) -> Iterator[Finding]:
    the_keys(settings).close()
    yield Finding("keys", "good", "all keys open, and nobody else may read them")


def _model(settings: Settings) -> Iterator[Finding]:
    trained_model()
    yield Finding("model", "good", "trained")


def _screen(settings: Settings) -> Iterator[Finding]:
    screen = Screen.open(ROOT / "language" / "weights")
    says = f"layers: {', '.join(screen.layers)}"
    if screen.trouble:
        yield Finding("crisis screen", "look", f"{says}; {screen.trouble}")
    else:
        yield Finding("crisis screen", "good", says)


def _words(settings: Settings) -> Iterator[Finding]:
    words = load_words(ROOT / "domain.yml", settings.country, settings.operator, settings.own_lines)
    altered, unsigned = words.altered(), words.unsigned()
    if altered:
        yield Finding("crisis texts", "bad", f"changed after review: {', '.join(altered)}")
    if unsigned:
        yield Finding("crisis texts", "look", f"no clinician has signed: {', '.join(unsigned)}")
    if not altered and not unsigned:
        yield Finding("crisis texts", "good", "all signed and unchanged")


def _helplines(settings: Settings) -> Iterator[Finding]:
    known = load_lines(ROOT / "helplines", settings.country)
    if settings.own_lines.exists():
        try:
            known = OwnLines(known, settings.own_lines).read()
        except LinesError as error:
            yield Finding("helplines", "bad", f"{error}: the lines that came with the program are said")
    for line in (*known.shown, *known.hidden):
        old = date.today() - date.fromisoformat(line.verified) > STALE
        if old or not line.confirmed:
            says = "verified over 90 days ago" if old else "hidden until a coordinator confirms it"
            yield Finding(f"helpline {line.id}", "look", says)
    yield Finding("helplines", "good", f"for {settings.country}")


def _directory(settings: Settings) -> Iterator[Finding]:
    database = open_database(settings.database_url)
    with database.read() as connection:
        services = directory.all_services(connection, samples=not settings.is_live)
    stale = [service for service in services if service.is_stale(date.today())]
    yield Finding("directory", "good" if services else "look", f"{len(services)} services")
    if stale:
        yield Finding("directory", "look", f"{len(stale)} services were verified over 90 days ago")


def _telegram(settings: Settings) -> Iterator[Finding]:
    """Compare what Telegram shows of the bot, which is all that is seen while nothing of ours runs."""
    if not settings.telegram_token:
        yield Finding("telegram", "look", "no bot token: only the terminal door opens")
        return
    words = load_words(ROOT / "domain.yml", settings.country, settings.operator, settings.own_lines)
    try:
        carries, name = asyncio.run(_shown(settings, words))
    except DoorError as error:
        yield Finding("telegram", "look", f"not reached: {type(error).__name__}")
        return
    if carries:
        yield Finding("telegram", "good", "the bot's description carries the number to call")
    else:
        yield Finding("telegram", "bad", "the bot's description lacks the number to call: start `code4 serve` once")
    if tells_too_much(name):
        yield Finding("telegram", "look", "its name tells a locked phone what it is for: change it with @BotFather")


async def _shown(settings: Settings, words: Words) -> tuple[bool, str]:
    """Return whether the description carries the numbers, and the bot's name."""
    with named_errors():
        async with open_bot(settings) as bot:
            return await numbers_shown(bot, words), bot.first_name


def _defences(settings: Settings) -> Iterator[Finding]:
    """Check this system against docs/threat-model.md, adversary by adversary."""
    for adversary, state, says in answers(settings):
        yield Finding(adversary, state, says)


CHECKS: tuple[Callable[[Settings], Iterator[Finding]], ...] = (
    _keys,
    _model,
    _screen,
    _words,
    _helplines,
    _directory,
    _telegram,
    _defences,
)
