"""A copy of the key folder alone opens nothing when its keys are under a passphrase."""

import stat
import sys
from pathlib import Path

import pytest

from care.names import new_officer_id
from storage import passphrase as module
from storage.keyfiles import KeysError
from storage.keys import create_keys, open_keys
from storage.passphrase import Source, needs_typing
from storage.stretching import Cost

WORDS = "five words nobody would guess"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    defaults = (*(module.make_lock.__defaults__ or ())[:-1], Cost(1, 1, 8))
    monkeypatch.setattr(module.make_lock, "__defaults__", defaults)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    create_keys(tmp_path / "keys", Source("typed"), WORDS)
    return tmp_path / "keys"


def test_keys_under_a_passphrase_open_with_it_alone(folder: Path) -> None:
    assert needs_typing(folder)
    officer = new_officer_id()
    key = open_keys(folder, WORDS).officers.make(officer)
    assert open_keys(folder, WORDS).officers.get(officer) == key
    with pytest.raises(KeysError, match="passphrase is wrong"):
        open_keys(folder, "four words")
    with pytest.raises(KeysError, match="nobody was there to type it"):
        open_keys(folder)


def test_no_secret_stands_in_the_folder_in_clear(folder: Path) -> None:
    assert not any(b"\nkey " in path.read_bytes() for path in folder.glob("*.key"))
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_the_same_letters_typed_on_another_keyboard_are_the_same_passphrase(tmp_path: Path) -> None:
    create_keys(tmp_path / "keys", Source("typed"), "contraseña larguísima")
    open_keys(tmp_path / "keys", "contrasen\u0303a larguísima")


@pytest.mark.parametrize("way", ["file", "command"])
def test_a_file_or_a_command_gives_the_passphrase_at_each_start(tmp_path: Path, way: str) -> None:
    secret = tmp_path / "secret"
    secret.write_text(WORDS + "\n")
    secret.chmod(0o600)
    command = (sys.executable, "-c", f"print(open({str(secret)!r}).read())")
    source = Source("file", (str(secret),)) if way == "file" else Source("command", command)
    create_keys(tmp_path / "keys", source, source.passphrase())
    open_keys(tmp_path / "keys").close()
    secret.unlink()
    with pytest.raises(KeysError) as failure:
        open_keys(tmp_path / "keys")
    assert WORDS not in str(failure.value)


def test_a_file_that_others_may_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(WORDS)
    (tmp_path / "secret").chmod(0o644)
    with pytest.raises(KeysError, match="0600"):
        Source("file", (str(tmp_path / "secret"),)).passphrase()


def test_a_command_that_hangs_or_says_nothing_stops_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "COMMAND_SECONDS", 0.2)
    for program in ("import time; time.sleep(60)", "pass", "raise SystemExit(1)"):
        with pytest.raises(KeysError):
            Source("command", (sys.executable, "-c", program)).passphrase()


@pytest.mark.parametrize("harm", ["missing", "truncated", "flipped"])
def test_a_lock_that_is_missing_or_damaged_is_named(folder: Path, harm: str) -> None:
    path = folder / "lock"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes({"missing": b"", "truncated": bytes(content[:40]), "flipped": bytes(content)}[harm])
    if harm == "missing":
        path.unlink()
    with pytest.raises(KeysError, match="lock"):
        open_keys(folder, WORDS)


def test_a_clear_key_that_was_put_into_a_locked_folder_is_refused(folder: Path, tmp_path: Path) -> None:
    create_keys(tmp_path / "others")
    (other,) = (tmp_path / "others").glob("kek-*.key")
    other.rename(folder / other.name)
    with pytest.raises(KeysError, match="does not belong here"):
        open_keys(folder, WORDS)
