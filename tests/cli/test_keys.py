"""`code4 keys`, and what every command does when the keys are not as they should be."""

from collections.abc import Callable
from pathlib import Path

import pytest

from care.names import new_officer_id
from cli import keys as the_command
from cli import unlocking
from cli.failure import DONE, FAILED, KEYS
from cli.main import main
from cli.supervisor import only_one
from settings import read_settings
from storage.keys import open_keys


@pytest.fixture
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CODE4_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CODE4_KEYS", str(tmp_path / "keys"))
    return tmp_path / "keys"


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_keys_are_made_once(keys: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["keys", "init"]) == DONE
    before = tree(keys)
    assert main(["keys", "init"]) == KEYS
    assert "never written over" in capsys.readouterr().err
    assert main(["keys", "init", "--if-missing"]) == DONE
    assert tree(keys) == before


def test_a_rotation_leaves_the_old_key_unused_and_removable(keys: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["keys", "init"])
    opened = open_keys(keys)
    old, officer = opened.current, new_officer_id()
    secret = opened.officers.make(officer)
    assert main(["keys", "remove", old]) == KEYS
    assert main(["keys", "rotate"]) == DONE
    capsys.readouterr()
    assert main(["keys", "list"]) == DONE
    listed = {line.split()[0]: line for line in capsys.readouterr().out.splitlines()}
    assert "unused" in listed[old]
    assert main(["keys", "remove", old]) == DONE
    assert open_keys(keys).officers.get(officer) == secret


def test_keys_can_be_under_a_passphrase_from_a_file(keys: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("five words nobody would guess")
    secret.chmod(0o600)
    assert main(["keys", "init", "--passphrase-file", str(secret)]) == DONE
    assert main(["keys", "list"]) == DONE
    secret.write_text("another")
    assert main(["keys", "list"]) == KEYS


def test_a_passphrase_that_nobody_can_type_is_not_waited_for(keys: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["keys", "init", "--passphrase"]) == KEYS
    assert "no terminal" in capsys.readouterr().err
    assert not keys.exists()


Typing = Callable[..., None]


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch) -> Typing:
    """Sit at the terminal, ready to type what comes; each call is for one command."""

    def ready(*words: str) -> None:
        waiting = list(words)
        unlocking.typed_passphrase.cache_clear()
        for module in (the_command, unlocking):
            monkeypatch.setattr(module, "ask", lambda _prompt: waiting.pop(0))

    return ready


def test_a_passphrase_is_set_changed_and_taken_away(keys: Path, typing: Typing) -> None:
    main(["keys", "init"])
    officer = new_officer_id()
    secret = open_keys(keys).officers.make(officer)
    typing("the first five words", "the first five words")
    assert main(["keys", "passphrase"]) == DONE
    typing("the first five words", "the second five words", "the second five words")
    assert main(["keys", "passphrase"]) == DONE
    assert open_keys(keys, "the second five words").officers.get(officer) == secret
    typing("the second five words")
    assert main(["keys", "passphrase", "--none"]) == DONE
    assert open_keys(keys).officers.get(officer) == secret


@pytest.mark.parametrize(
    "typed",
    [
        ["wrong, all five of them"],
        ["the first five words", "short"],
        ["the first five words", "one and the same", "another"],
    ],
)
def test_a_wrong_or_poor_passphrase_changes_nothing(keys: Path, typing: Typing, typed: list[str]) -> None:
    typing("the first five words", "the first five words")
    main(["keys", "init", "--passphrase"])
    before = tree(keys)
    typing(*typed)
    assert main(["keys", "passphrase"]) == KEYS
    assert tree(keys) == before


def test_the_old_passphrase_can_be_given_where_its_file_says_the_new_one(keys: Path, tmp_path: Path) -> None:
    """As with a credential of the system, which has one place and one value."""
    place, old = tmp_path / "place", tmp_path / "old"
    for path in (place, old):
        path.write_text("the first five words")
        path.chmod(0o600)
    main(["keys", "init", "--passphrase-file", str(place)])
    place.write_text("the second five words")
    again = ["keys", "passphrase", "--passphrase-command", f"cat {place}"]
    assert main(again) == KEYS
    assert main([*again, "--old-file", str(old)]) == DONE
    assert main(["keys", "list"]) == DONE
    assert main([*again, "--old-file", str(old)]) == KEYS


def test_the_passphrase_is_left_alone_while_the_system_runs(
    keys: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["keys", "init"])
    settings = read_settings({"CODE4_HOME": str(tmp_path / "home")}, Path("/nonexistent"))
    before = tree(keys)
    with only_one(settings):
        assert main(["keys", "passphrase", "--passphrase-command", "echo the first five words"]) == FAILED
    assert "served already" in capsys.readouterr().err
    assert tree(keys) == before


@pytest.mark.parametrize("command", [["serve"], ["tick"], ["keys", "list"], ["keys", "rotate"], ["keys", "passphrase"]])
def test_without_keys_nothing_starts_and_nothing_is_made(
    keys: Path, tmp_path: Path, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Promise 1: no command but `keys init` ever makes a key."""
    assert main(command) == KEYS
    assert str(keys) in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [["serve"], ["tick"], ["keys", "rotate"]])
@pytest.mark.parametrize("file", ["index.key", "kek-*.key", "report-salt.key", "tombstones", "officer_keys.db"])
def test_with_a_key_that_is_too_open_nothing_starts_and_nothing_is_written(
    keys: Path, command: list[str], file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["keys", "init"])
    (path,) = keys.glob(file)
    path.chmod(0o644)
    before = tree(keys.parent)
    assert main(command) == KEYS
    assert path.name in capsys.readouterr().err
    assert tree(keys.parent) == before
