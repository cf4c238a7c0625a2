"""What stands in deploy/ fits the program and keeps the sandbox on."""

import configparser
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from cli.main import COMMANDS
from settings import ROOT

DEPLOY = ROOT / "deploy"
SHUT = {
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "ProtectProc": "invisible",
    "CapabilityBoundingSet": "",
    "RestrictNamespaces": "yes",
    "LimitCORE": "0",
    "UMask": "0077",
    "SystemCallErrorNumber": "EPERM",  # not the end of the process: what is refused is asked for and done without
}


def unit(name: str) -> tuple[dict[str, str], str]:
    text = (DEPLOY / name).read_text()
    parser = configparser.RawConfigParser(strict=False)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_string(text)
    return dict(parser["Service"]), text


@pytest.mark.parametrize("name", ["code4.service", "code4-backup.service"])
def test_each_unit_is_shut_in_and_runs_a_command_that_exists(name: str) -> None:
    service, _ = unit(name)
    assert {key: service.get(key) for key in SHUT} == SHUT
    assert service["ExecStart"].split()[1] in COMMANDS
    assert service["User"] == "code4"


def test_the_unit_lets_rasas_process_shut_itself_in() -> None:
    """Systemd 252 counts Landlock's calls among no service's: a filter without them leaves Rasa with our files."""
    _, text = unit("code4.service")
    for call in ("landlock_create_ruleset", "landlock_add_rule", "landlock_restrict_self"):
        assert re.search(rf"^SystemCallFilter=@system-service.*\b{call}\b", text, re.M)


def test_every_unit_and_the_operators_script_hand_over_the_same_passphrase() -> None:
    handed = "LoadCredentialEncrypted=passphrase:/etc/code4/passphrase.cred"
    for path in (*DEPLOY.glob("*.service"), DEPLOY / "operate"):
        assert handed in path.read_text()


def test_the_operators_script_gives_a_pipe_what_is_printed_as_it_is(tmp_path: Path) -> None:
    """Through a terminal of its own, `report show --format csv > FILE` would get a terminal's line ends."""
    (tmp_path / "systemd-run").write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    (tmp_path / "systemd-run").chmod(0o755)
    command = [str(DEPLOY / "operate"), "report", "show"]
    done = subprocess.run(command, env={"PATH": f"{tmp_path}:/usr/bin:/bin"}, capture_output=True, text=True)
    told = done.stdout.splitlines()
    assert ("--pipe" in told, "--pty" in told) == (True, False)
    assert told[-2:] == ["report", "show"]


def test_the_image_gets_no_settings_homes_or_keys_of_who_builds_it() -> None:
    left_out = (ROOT / ".dockerignore").read_text().splitlines()
    assert {".env", ".code4", ".git", ".venv", "engine/.venv"} <= set(left_out)


def test_systemd_where_it_is_installed_finds_the_units_sound(tmp_path: Path) -> None:
    tool = shutil.which("systemd-analyze")
    for name in ("code4.service", "code4-backup.service", "code4-backup.timer") if tool else ():
        text = (DEPLOY / name).read_text().replace("/opt/code4/.venv/bin/code4", "/bin/true")
        (tmp_path / name).write_text(text)
        done = subprocess.run([str(tool), "verify", tmp_path / name], capture_output=True, text=True)
        assert [line for line in done.stderr.splitlines() if name in line] == []
