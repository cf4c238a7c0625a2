"""The process of the actions, turned bad: it has data and keys, and nowhere to carry them."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

from sandbox import version
from settings import ROOT
from storage.database import open_database
from storage.keys import create_keys
from storage.migrations import migrate
from wiring import Wiring

TURNED = """
import json, socket, sys
import actions.__main__ as real

def tried(attempt, *given):
    try:
        attempt(*given).close()
    except OSError as error:
        return type(error).__name__
    return "opened"

async def turned(*_):
    port, *paths = json.loads(sys.argv[1])
    results = [tried(socket.create_connection, ("127.0.0.1", port), 2)]
    results += [tried(socket.socket, socket.AF_INET, socket.SOCK_DGRAM)]
    print(json.dumps(results + [tried(open, path, "rb") for path in paths]))

real._serve = turned
sys.exit(real.main())
"""


def test_the_actions_reach_no_other_file_and_call_nobody(tmp_path: Path) -> None:
    home, keys, elsewhere = tmp_path / "home", tmp_path / "keys", tmp_path / "settings"
    home.mkdir()
    create_keys(keys)
    database = open_database(f"sqlite:///{home / 'code4.db'}")
    migrate(database)
    database.close()
    elsewhere.write_text("TELEGRAM_BOT_TOKEN=12:token")
    with socket.create_server(("127.0.0.1", 0)) as outside:
        tries = [outside.getsockname()[1], str(elsewhere), str(ROOT / "Makefile"), str(home / "code4.db")]
        done = subprocess.run(
            [sys.executable, "-c", TURNED, json.dumps(tries)],
            input=Wiring(0, 1, 0, b"c", b"a", b"d", "", "", "").line(),
            env=os.environ | {"CODE4_HOME": str(home), "CODE4_KEYS": str(keys), "PYTHONPATH": str(ROOT)},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
    network, datagram, *files, data = json.loads(done.stdout)
    assert data == "opened"
    assert (network == "PermissionError") == (version() >= 4)
    assert datagram == ("PermissionError" if "sockets" in done.stderr else "opened")
    assert files == ["PermissionError" if version() else "opened"] * 2
