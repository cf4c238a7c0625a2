"""`code4 keys`, and what every command does when the keys are not as they should be."""

from pathlib import Path

import pytest

from care.names import new_officer_id
from cli.failure import DONE, KEYS
from cli.main import main
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


@pytest.mark.parametrize("command", [["serve"], ["tick"], ["keys", "list"], ["keys", "rotate"]])
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
