"""Promise 1, against a compromised Rasa: from inside its process neither data nor keys can be reached."""

import os
import socket
from pathlib import Path

import pytest

from settings import ROOT
from storage.database import open_database
from storage.keys import create_keys
from storage.migrations import migrate
from tests.engine.actions import FakeActions
from tests.engine.prying import Try, program, shut_here
from tests.engine.running import Person, new_wiring, running, texts

SECRETS = {
    "TELEGRAM_BOT_TOKEN": "12:token-of-the-bot",
    "CODE4_KEYS": "/where/keys/are",
    "PGPASSWORD": "word-of-postgres",
}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A data folder with a database, in which the engine's own folder will stand."""
    (tmp_path / "run").mkdir(parents=True)
    database = open_database(f"sqlite:///{tmp_path / 'code4.db'}")
    migrate(database)
    database.close()
    (tmp_path / "run" / "serve.json").write_text("the door's secret")
    create_keys(tmp_path.parent / f"{tmp_path.name}-keys")
    return tmp_path


def doors(home: Path, open_port: int) -> list[Try]:
    keys = home.parent / f"{home.name}-keys"
    files = [home / "code4.db", home / "run" / "serve.json", *sorted(keys.iterdir()), ROOT / "Makefile"]
    tries: list[Try] = [("read", str(path)) for path in files]
    tries += [("list", str(path)) for path in (home, keys, ROOT, Path.home(), Path("/etc"), Path("/tmp"))]  # noqa: S108
    tries += [("read", f"/proc/{os.getpid()}/environ"), ("signal", os.getpid()), ("run", "/bin/true")]
    tries += [("write", str(path)) for path in (home / "new", ROOT / "engine" / "__main__.py", ROOT / "domain.yml")]
    return [
        *tries,
        ("connect", open_port),
        ("send at once", open_port),
        ("listen", 0),
        ("local socket", ""),
        ("datagram", ""),
    ]


def test_from_inside_rasas_process_data_keys_and_other_processes_are_out_of_reach(
    model: tuple[Path, str], actions: FakeActions, home: Path
) -> None:
    """Given the real engine at work, when its code turns bad, then no door opens and no turn suffers."""
    with socket.create_server(("127.0.0.1", 0)) as console:
        tries = doors(home, console.getsockname()[1])
        with running(new_wiring(home, *model, actions), home / "log", program(tries), **SECRETS) as engine:
            results = dict(zip(tries, engine.told["pried"], strict=True))
            assert texts(Person(engine).press("/look_closer"))
    opened = [each for each in shut_here(tries) if results[each] != "PermissionError"]
    assert opened == []
    told = repr(engine.told["environment"])
    assert not any(word in told for words in SECRETS.items() for word in words)


def test_what_it_may_write_is_its_own_folder(model: tuple[Path, str], actions: FakeActions, home: Path) -> None:
    own = home / "run" / "engine"
    tries: list[Try] = [
        ("write", str(own / "sessions" / "one")),
        ("list", str(own)),
        ("read", str(ROOT / "domain.yml")),
    ]
    with running(new_wiring(home, *model, actions), home / "log", program(tries)) as engine:
        assert engine.told["pried"] == ["opened"] * 3
        assert engine.told["environment"]["TMPDIR"] == str(own / "tmp")
