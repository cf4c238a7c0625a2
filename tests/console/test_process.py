"""The console as `code4 serve` starts it, and the account that `code4 user add` makes."""

import json
import re
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from cli.main import main
from cli.supervisor import free_ports
from settings import ROOT
from wiring import Wiring


def test_a_first_account_is_made_and_the_console_lets_it_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CODE4_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CODE4_KEYS", str(tmp_path / "keys"))
    assert main(["keys", "init"]) == 0
    capsys.readouterr()
    assert main(["user", "add", "Maria"]) == 0
    password = capsys.readouterr().out.strip()
    assert main(["user", "add", "maria"]) == 1
    (port,) = free_ports(1)
    wiring = Wiring(0, 0, 0, b"", b"", b"", "", "", str(tmp_path), console_port=port)
    console = subprocess.Popen(
        [sys.executable, "-m", "console"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert console.stdin is not None
    assert console.stdout is not None
    with console:
        console.stdin.write(wiring.line())
        console.stdin.flush()
        assert json.loads(console.stdout.readline()) == {"ready": True, "ports": {"console": port}}
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", follow_redirects=True) as browser:
            page = browser.get("/").text
            token = re.findall(r'name="token" value="([0-9a-f]+)"', page)[0]
            answer = browser.post("/login", data={"token": token, "login": "maria", "password": password})
            assert answer.url.path == "/login/start"
        console.stdin.close()
        assert console.wait(10) == 0
