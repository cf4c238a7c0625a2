"""The salts of running periods are keys like the others: whole, ours and private, or nothing starts."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from storage import passphrase as module
from storage.keyfiles import KeyFile, KeysError, write_key_file
from storage.keys import create_keys, open_keys
from storage.passphrase import Source
from storage.salts import KIND, Salts, salts_of
from storage.stretching import Cost
from tests.storage.test_keys import flip, open_up, tree, truncate, with_checksum

FIRST = date(2026, 10, 1)
ID, OTHER = "a" * 32, "b" * 32
WORDS = "five words nobody would guess"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A key folder while one period runs."""
    create_keys(tmp_path / "keys")
    keys = open_keys(tmp_path / "keys")
    salts_of(keys).make(ID, FIRST)
    keys.close()
    return tmp_path / "keys"


def refusal(folder: Path, words: str | None = None) -> str:
    """Return why the folder does not open, which must change nothing."""
    before = tree(folder)
    with pytest.raises(KeysError) as failure:
        open_keys(folder, words)
    assert tree(folder) == before
    return str(failure.value)


@pytest.mark.parametrize("harm", [flip, truncate, open_up, lambda path: path.write_bytes(b"")])
def test_a_salt_that_is_damaged_or_too_open_stops_everything_and_is_named(
    folder: Path, harm: Callable[[Path], None]
) -> None:
    harm(folder / "salts" / f"{ID}.key")
    assert f"salts/{ID}.key" in refusal(folder)


def test_every_single_changed_byte_of_a_salt_is_noticed(folder: Path) -> None:
    path = folder / "salts" / f"{ID}.key"
    sound, salts = path.read_bytes(), Salts(folder, open_keys(folder).report_salt)
    for at in range(len(sound)):
        path.write_bytes(sound[:at] + bytes([sound[at] ^ 1]) + sound[at + 1 :])
        with pytest.raises(KeysError):
            salts.get(ID)


def test_a_sound_salt_of_other_keys_is_refused(folder: Path) -> None:
    (folder / "salts" / f"{ID}.key").unlink()
    Salts(folder, b"o" * 32).make(ID, FIRST)
    assert "does not open under report-salt.key" in refusal(folder)


def test_a_salt_in_the_place_of_another_is_refused(folder: Path) -> None:
    (folder / "salts" / f"{ID}.key").rename(folder / "salts" / f"{OTHER}.key")
    assert "holds another salt" in refusal(folder)
    path = folder / "salts" / f"{OTHER}.key"
    path.write_text(with_checksum(path.read_text().replace(ID, OTHER)))
    assert "does not open under report-salt.key" in refusal(folder)


def test_a_salt_in_clear_is_refused(folder: Path) -> None:
    write_key_file(folder / "salts" / f"{OTHER}.key", KeyFile(KIND, OTHER, FIRST.isoformat(), b"s" * 32))
    assert "does not belong here" in refusal(folder)


def test_a_folder_of_salts_that_others_may_enter_is_refused(folder: Path) -> None:
    (folder / "salts").chmod(0o755)
    assert "0700" in refusal(folder)


def test_a_salt_that_was_destroyed_or_half_destroyed_stops_nothing(folder: Path) -> None:
    """Its period is closed, or given up: a crisis bot does not stay silent for the sake of a total."""
    salts = salts_of(open_keys(folder))
    (folder / "salts" / f"{ID}.key").rename(folder / "salts" / f".{ID}.gone")
    open_keys(folder).close()
    assert (salts.get(ID), salts.ids()) == (None, {ID})
    salts.destroy(ID)
    assert list((folder / "salts").iterdir()) == []
    open_keys(folder).close()


def test_a_salt_is_under_the_folders_passphrase_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    defaults = (*(module.make_lock.__defaults__ or ())[:-1], Cost(1, 1, 8))
    monkeypatch.setattr(module.make_lock, "__defaults__", defaults)
    create_keys(tmp_path / "keys", Source("typed"), WORDS)
    keys = open_keys(tmp_path / "keys", WORDS)
    secret = salts_of(keys).make(ID, FIRST).secret
    assert salts_of(open_keys(tmp_path / "keys", WORDS)).get(ID) is not None
    assert not any(b"\nkey " in content or secret in content for content in tree(tmp_path / "keys").values())
