import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from care.names import new_officer_id
from storage.keyfiles import KeyFile, checksum, write_key_file
from storage.keys import Keys, KeysError, create_keys, open_keys
from storage.officer_keys import NoKey
from storage.sealing import SealBroken


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    create_keys(tmp_path / "keys")
    return tmp_path / "keys"


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_keys_are_readable_by_their_owner_alone(folder: Path) -> None:
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


def test_opening_twice_gives_the_same_keys(folder: Path) -> None:
    first, again = open_keys(folder), open_keys(folder)
    assert (first.index_key, first.keks, first.transit) == (again.index_key, again.keks, again.transit)
    assert len({first.index_key, first.report_salt, *first.keks.values(), first.transit.secret}) == 4


def test_keys_are_never_written_over(folder: Path) -> None:
    before = tree(folder)
    with pytest.raises(KeysError, match="never written over"):
        create_keys(folder)
    assert tree(folder) == before


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-30])


def open_up(path: Path) -> None:
    path.chmod(0o640)


@pytest.mark.parametrize("file", ["kek-*.key", "index.key", "report-salt.key", "officer_keys.db", "tombstones"])
@pytest.mark.parametrize("harm", [Path.unlink, open_up])
def test_a_missing_or_too_open_file_stops_everything_and_is_named(
    folder: Path, file: str, harm: Callable[[Path], None]
) -> None:
    (path,) = folder.glob(file)
    harm(path)
    before = tree(folder)
    with pytest.raises(KeysError) as failure:
        open_keys(folder)
    assert str(path) in str(failure.value) or file in str(failure.value)
    assert tree(folder) == before


@pytest.mark.parametrize("file", ["", "kek-*.key", "index.key", "report-salt.key", "officer_keys.db", "tombstones"])
def test_what_its_own_user_may_not_read_is_named(folder: Path, file: str) -> None:
    (path,) = folder.glob(file) if file else (folder,)
    path.chmod(0o200)
    with pytest.raises(KeysError, match=f"{path.name}: closed to its own user"):
        open_keys(folder)
    path.chmod(0o700)


@pytest.mark.parametrize("file", ["audit", "report-ledger"])
def test_a_copy_of_a_chain_that_is_open_to_others_stops_everything_too(folder: Path, file: str) -> None:
    (folder / file).touch(0o644)
    open_up(folder / file)
    with pytest.raises(KeysError, match=f"{file}: open to others"):
        open_keys(folder)


@pytest.mark.parametrize("file", ["kek-*.key", "index.key", "report-salt.key"])
@pytest.mark.parametrize("harm", [flip, truncate, lambda path: path.write_bytes(b"")])
def test_a_truncated_or_changed_key_stops_everything_and_is_named(
    folder: Path, file: str, harm: Callable[[Path], None]
) -> None:
    (path,) = folder.glob(file)
    harm(path)
    before = tree(folder)
    with pytest.raises(KeysError, match=path.name):
        open_keys(folder)
    assert tree(folder) == before


def test_every_single_changed_byte_of_a_key_is_noticed(folder: Path) -> None:
    path = folder / "index.key"
    sound = path.read_bytes()
    for at in range(len(sound)):
        path.write_bytes(sound[:at] + bytes([sound[at] ^ 1]) + sound[at + 1 :])
        with pytest.raises(KeysError):
            open_keys(folder)


def test_a_truncated_officer_database_stops_everything(folder: Path) -> None:
    keys = open_keys(folder)
    for _ in range(60):
        keys.officers.make(new_officer_id())
    keys.close()
    path = folder / "officer_keys.db"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(KeysError, match="truncated or damaged"):
        open_keys(folder)


@pytest.mark.parametrize("file", ["index.key", "report-salt.key", "kek-*.key"])
def test_a_sound_key_of_another_system_is_refused_and_named(folder: Path, tmp_path: Path, file: str) -> None:
    open_keys(folder).officers.make(new_officer_id())
    create_keys(tmp_path / "others")
    (path,), (other,) = folder.glob(file), (tmp_path / "others").glob(file)
    text = other.read_text().replace(other.stem.removeprefix("kek-"), path.stem.removeprefix("kek-"))
    path.write_text(with_checksum(text))
    with pytest.raises(KeysError, match=path.name):
        open_keys(folder)


def with_checksum(text: str) -> str:
    body = text.rpartition("sum ")[0]
    return f"{body}sum {checksum(body)}\n"


def test_a_missing_or_open_folder_is_refused(folder: Path) -> None:
    with pytest.raises(KeysError, match="missing"):
        open_keys(folder / "elsewhere")
    folder.chmod(0o755)
    with pytest.raises(KeysError, match="0700"):
        open_keys(folder)


def test_a_key_encryption_key_that_officers_need_cannot_go_missing(folder: Path) -> None:
    keys = open_keys(folder)
    first = keys.current
    keys.officers.make(new_officer_id())
    newer = KeyFile("kek", "0badcafe", "2999-01-01T00:00:00+00:00", os.urandom(32))
    write_key_file(folder / "kek-0badcafe.key", newer)
    (folder / f"kek-{first}.key").unlink()
    with pytest.raises(KeysError, match=f"kek-{first}.key is missing; 1 officer"):
        open_keys(folder)


def test_several_key_encryption_keys_live_side_by_side(folder: Path) -> None:
    old = open_keys(folder)
    first = old.current
    officer = new_officer_id()
    secret = old.officers.make(officer)
    sealed = old.transit.seal(b"in transit", "inbox", "text", "1")
    newer = KeyFile("kek", "0badcafe", "2999-01-01T00:00:00+00:00", os.urandom(32))
    write_key_file(folder / "kek-0badcafe.key", newer)
    keys = open_keys(folder)
    assert keys.current == "0badcafe"
    assert keys.officers.get(officer) == secret
    assert keys.open_transit(sealed, "inbox", "text", "1") == b"in transit"
    assert keys.officers.used_keks() == {first: 1}


def test_transit_values_are_bound_to_their_place(keys: Keys) -> None:
    sealed = keys.transit.seal(b"in transit", "inbox", "text", "1")
    with pytest.raises(SealBroken):
        keys.open_transit(sealed, "inbox", "text", "2")


def test_a_deleted_officer_key_is_gone_from_the_file(folder: Path) -> None:
    keys = open_keys(folder)
    officer = new_officer_id()
    keys.officers.make(officer)
    assert keys.officers.delete(officer)
    assert not keys.officers.delete(officer)
    with pytest.raises(NoKey):
        keys.officers.get(officer)
    keys.close()
    assert all(officer.encode() not in content for content in tree(folder).values())


def test_wrapped_keys_cannot_be_swapped_between_officers(folder: Path) -> None:
    keys = open_keys(folder)
    one, two = new_officer_id(), new_officer_id()
    keys.officers.make(one)
    keys.officers.make(two)
    with sqlite3.connect(folder / "officer_keys.db") as database:
        wrapped = database.execute("SELECT wrapped FROM officer_key WHERE officer = ?", (one,)).fetchone()
        database.execute("UPDATE officer_key SET wrapped = ? WHERE officer = ?", (*wrapped, two))
    with pytest.raises(KeysError, match="changed"):
        keys.officers.get(two)


def test_one_officer_never_gets_two_keys(keys: Keys) -> None:
    officer = new_officer_id()
    keys.officers.make(officer)
    with pytest.raises(KeysError, match="already"):
        keys.officers.make(officer)


def test_no_key_shows_itself(keys: Keys) -> None:
    shown = repr(keys) + repr(keys.transit) + repr(keys.officers.make(new_officer_id()))
    assert not any(repr(secret)[2:-1] in shown for secret in (keys.index_key, *keys.keks.values()))


def test_tombstones_are_seen_by_every_process(folder: Path) -> None:
    one, two = open_keys(folder), open_keys(folder)
    officer, other = new_officer_id(), new_officer_id()
    one.tombstones.add(officer)
    assert officer in two.tombstones
    assert two.tombstones.among([other, officer]) == [officer]
    assert officer.encode() not in (folder / "tombstones").read_bytes()
