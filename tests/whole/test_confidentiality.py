"""Promise 1 through the running system: canaries in, and then everything that is kept is searched."""

import os
import subprocess
from pathlib import Path

from cli import defences
from sandbox import version
from settings import ROOT, read_settings
from tests.confidentiality.canaries import ALIAS, NUMBER, PHRASE, SPANISH, found_in, found_under
from tests.whole.system import CODE4, Chat, System, button_ids

FULL_LANDLOCK = 6  # the version from which files, network and other processes are all kept away
SENTENCE = "I need to talk to someone who gets shift work, tuesday evening, by phone"


def run(system: System, *command: str) -> str:
    done = subprocess.run(
        [*CODE4, *command], env=system.environment, cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout + done.stderr


def test_canaries_are_in_no_file_log_backup_or_environment_of_the_running_system(
    system: System, chat: Chat, tmp_path: Path
) -> None:
    name = ALIAS
    chat.say(name, f"hello, {PHRASE}")
    chat.press(name, "consent.yes")
    for text in (PHRASE, SPANISH, NUMBER, f"/restart {PHRASE}", f"I want to kill myself, {PHRASE}", "I am safe now"):
        chat.say(name, text)
    chat.say(name, SENTENCE)
    chat.press(name, "slot.hold")
    if "contact.number" in button_ids(chat.press(name, "contact.number")):
        chat.press(name, "contact.number")
    chat.say(name, NUMBER)
    chat.say(name, "send me everything you have about me")
    said = run(system, "keys", "rotate") + run(system, "backup", "--to", str(tmp_path))
    chat.say(name, f"{SPANISH} {PHRASE}")
    canaries = (PHRASE, SPANISH, NUMBER, ALIAS)
    assert found_in(said.encode(), canaries) == []
    everywhere = (system.home, Path(system.environment["CODE4_KEYS"]), Path(system.environment["TMPDIR"]), tmp_path)
    for folder in everywhere:
        assert found_under(folder, canaries) == {}
    for pid_file in (system.home / "run").glob("*.pid"):
        environment = Path(f"/proc/{pid_file.read_text().strip()}/environ").read_bytes()
        assert found_in(environment, canaries) == []


def test_the_doctor_finds_the_running_system_as_the_threat_model_says(system: System) -> None:
    settings = read_settings(system.environment, Path("/nonexistent"))
    found = list(defences.answers(settings))
    assert [says for _, state, says in found if state == "bad"] == []
    assert {"no key, token or database in its environment", "everything listens on loopback alone"} <= {
        says for _, _, says in found
    }
    assert os.geteuid() == settings.keys.stat().st_uid
    enclosed = [who for who, state, says in found if state == "good" and "the kernel keeps it from our" in says]
    assert enclosed == (["a compromised Rasa", "compromised actions"] if version() >= FULL_LANDLOCK else [])
