"""Plays conversation tests (Rasa's end-to-end format) through the trained model, one JSON line for each.

    engine/.venv/bin/python -m engine.conversation_tests tests/dialogue [--only WORDS]

With a wiring line on standard input the real actions of that wiring are called, signed; the session of a
conversation is `session_of(name)`. Without one (or with a terminal) each action does what the file says
that it did: it sets the slots that the conversation names. A step that equals a button's id or title
presses it; one that names only an intent presses the first button that sends it. `- bot:` is a part of what
must be said, in order; with pretended actions nothing is said, and none is looked for. Besides, no answer may
repeat a message of the one before it, ask two questions in one message, or use more than 60 words for it.
"""

import argparse
import asyncio
import hashlib
import os
import re
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.conversations import Conversation, Step, read_conversations
from engine.events import Voice, claim_output, silence_libraries
from engine.failures import TurnFailed
from engine.stage import prepare
from wiring import Wiring, read_wiring

if TYPE_CHECKING:
    from engine.playing import Player

MOST_WORDS = 60
ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Play all conversations found; exit 1 when one of them went another way."""
    given = _arguments()
    os.chdir(ROOT)
    line = "" if sys.stdin.isatty() else sys.stdin.readline()
    conversations = [each for path in given.paths for file in _files(path) for each in read_conversations(file)]
    for each in conversations if given.now else ():
        each.about.setdefault("now", given.now)
    chosen = [each for each in conversations if given.only.lower() in each.name.lower()]
    voice = claim_output()
    with tempfile.TemporaryDirectory() as home:
        prepare(Path(home))
        silence_libraries()
        wiring = read_wiring(line) if line.strip() else None
        return asyncio.run(_play(chosen, wiring, given.model, voice, given.paced))


def session_of(name: str) -> str:
    """Return the session pseudonym under which the conversation of that name is played."""
    return hashlib.sha256(name.encode()).hexdigest()[:32]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="engine.conversation_tests")
    parser.add_argument("paths", type=Path, nargs="+", help="files or folders of conversations")
    parser.add_argument("--only", default="", help="play only those whose name has these words")
    parser.add_argument("--now", help="the instant of every message, ISO 8601 (default: the real one)")
    parser.add_argument("--paced", action="store_true", help="after each one, wait for a line on standard input")
    parser.add_argument("--model", type=Path, default=ROOT / "models" / "code4.json", help="the trainer's record")
    return parser.parse_args()


def _files(path: Path) -> list[Path]:
    return sorted(path.glob("**/*.yml")) if path.is_dir() else [path]


async def _play(
    chosen: list[Conversation], wiring: Wiring | None, record: Path, voice: Voice, paced: bool = False
) -> int:
    from engine.playing import open_player

    silence_libraries()
    failed = 0
    player = open_player(record, wiring, voice)
    for each in chosen:
        differs = await _differs(player, each)
        failed += bool(differs)
        told = {"conversation": each.name, "file": each.file, "passed": not differs, **differs}
        voice.tell_parent(**told)
        if paced:
            sys.stdin.readline()
    voice.tell_parent(conversations=len(chosen), failed=failed)
    await player.close()
    return 1 if failed or not chosen else 0


async def _differs(player: "Player", conversation: Conversation) -> dict[str, Any]:
    """Return where the conversation went another way or said something badly, or nothing."""
    session, before = session_of(conversation.name), set()
    for step in conversation.steps:
        try:
            happened = await player.say(session, step, conversation.about)
        except TurnFailed as failed:
            return {"at": step.text, "failed": failed.who, **failed.fault}
        if (wanted := _wanted(step)) != (got := {name: happened.get(name) for name in wanted}):
            return {"at": step.text, "wanted": wanted, "got": got, "said": happened["said"]}
        if player.speaks and not _says("\n".join(happened["said"]), step.said):
            return {"at": step.text, "wanted": {"said": step.said}, "said": happened["said"]}
        if ill_said := [text for text in happened["said"] if text in before or not _is_well_said(text)]:
            return {"at": step.text, "ill_said": ill_said}
        before = set(happened["said"])
    return {}


def _is_well_said(text: str) -> bool:
    """Tell whether a message is short enough and asks one question at most."""
    return len(text.split()) <= MOST_WORDS and re.sub(r'"[^"]*"', "", text).count("?") <= 1


def _says(answer: str, wanted: list[str]) -> bool:
    """Tell whether the parts stand in the answer, one after the other."""
    at = 0
    for part in wanted:
        found = answer.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return True


def _wanted(step: Step) -> dict[str, Any]:
    wanted: dict[str, Any] = {"actions": step.actions}
    if step.intent and not step.text.startswith("/"):
        wanted["intent"] = step.intent
    if step.loop:
        wanted["loop"] = step.loop[0]
    return {**wanted, **{f"slot {name}": value for name, value in step.slots.items() if value is not ...}}


if __name__ == "__main__":
    sys.exit(main())
