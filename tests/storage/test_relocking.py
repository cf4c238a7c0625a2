"""The passphrase of the key folder can be set, changed and taken away; whoever is killed leaves a whole folder."""

import shutil
import stat
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from care.names import OfficerId, new_officer_id
from settings import ROOT
from storage import passphrase as module
from storage.backup import backup_keys
from storage.database import Database
from storage.keyfiles import KeysError
from storage.keys import create_keys, open_keys
from storage.passphrase import Source
from storage.relocking import relock
from storage.restore import restore_keys
from storage.rotation import rotate
from storage.salts import salts_of
from storage.sealing import SealingKey
from storage.stretching import QUICK

FIRST, SECOND = "five words nobody would guess", "another five nobody ever said"
TYPED = Source("typed")
CHANGES = {"set": (None, SECOND), "changed": (FIRST, SECOND), "taken away": (FIRST, None)}
change = pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module.make_lock, "__defaults__", (QUICK,))


class Kept:
    """A key folder with two officers and a salt; what it held can be asked for again."""

    def __init__(self, folder: Path, passphrase: str | None) -> None:
        create_keys(folder, TYPED if passphrase else None, passphrase or "")
        self.folder = folder
        keys = open_keys(folder, passphrase)
        self.officers = [keys.officers.make(new_officer_id()) for _ in range(2)]
        keys.tombstones.add(new_officer_id())
        salts_of(keys).make("0" * 32, date(2026, 1, 1))
        self.held = self.all_that_opens(passphrase)
        keys.close()

    def all_that_opens(self, passphrase: str | None) -> tuple[object, ...]:
        keys = open_keys(self.folder, passphrase)
        officers: list[SealingKey] = [keys.officers.get(OfficerId(key.owner)) for key in self.officers]
        salt = salts_of(keys).get("0" * 32)
        keys.close()
        return keys.keks, keys.index_key, keys.report_salt, officers, keys.tombstones.all(), salt, keys.transit

    def lock(self, passphrase: str | None) -> bytes | None:
        keys = open_keys(self.folder, passphrase)
        keys.close()
        return keys.lock


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def refused(folder: Path, passphrase: str | None) -> bool:
    """Tell that neither this passphrase nor the lack of one opens a folder that has a lock."""
    with pytest.raises(KeysError, match=r"passphrase is wrong|nobody was there to type it"):
        open_keys(folder, passphrase)
    return True


@change
def test_everything_opens_with_the_new_passphrase_and_no_more_with_the_old(
    tmp_path: Path, before: str | None, after: str | None
) -> None:
    kept = Kept(tmp_path / "keys", before)
    relock(kept.folder, kept.lock(before), TYPED if after else None, after or "")
    assert kept.all_that_opens(after) == kept.held
    if after:
        assert refused(kept.folder, before)
        assert not any(b"\nkey " in content for content in tree(kept.folder).values())
    modes = {stat.S_IMODE(path.stat().st_mode) for path in kept.folder.rglob("*") if path.is_file()}
    assert (modes, stat.S_IMODE(kept.folder.stat().st_mode)) == ({0o600}, 0o700)
    assert {path.name for path in kept.folder.iterdir() if path.is_dir()} == {"salts"}


# Kills a change after each of its steps in turn, and, where a third argument says so, each opening afterwards too.
_KILLS = """
import os, shutil, sys
from itertools import count
from pathlib import Path
from storage import passphrase
from storage.keys import KeysError, open_keys
from storage.relocking import relock
from storage.stretching import QUICK

STEPS = ("open", "os.mkdir", "os.rename", "os.link", "os.remove", "os.rmdir")
passphrase.make_lock.__defaults__ = (QUICK,)
folder, before, after, often = Path(sys.argv[1]), sys.argv[2] or None, sys.argv[3] or None, sys.argv[4] == "often"
left = [0]

def at_each_step(event, about):
    left[0] -= event in STEPS
    if left[0] < 0:
        os._exit(9)

def killed_after(steps, act):
    child = os.fork()
    if child == 0:
        left[0] = steps
        sys.addaudithook(at_each_step)
        act()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9

def change(copy):
    lock = open_keys(copy, before).lock
    return lambda: relock(copy, lock, passphrase.Source("typed") if after else None, after or "")

def opening(copy):
    for words in (before, after):
        try:
            open_keys(copy, words)
        except KeysError:
            continue

for step in count():
    copy = folder.with_name(f"after-{step}")
    shutil.copytree(folder, copy)
    if not killed_after(step, change(copy)):
        break
    for again in count() if often else ():
        if not killed_after(again, lambda: opening(copy)):
            break
"""


@change
def test_a_change_that_is_killed_anywhere_leaves_the_old_passphrase_or_the_new_one(
    tmp_path: Path, before: str | None, after: str | None
) -> None:
    """Promise 1: and no key in clear lies in a folder that has a passphrase."""
    kept = Kept(tmp_path / "keys", before)
    often = "often" if before and after else "once"
    arguments = [str(kept.folder), before or "", after or "", often]
    subprocess.run([sys.executable, "-c", _KILLS, *arguments], cwd=ROOT, check=True)
    opened = [which_opens(kept, copy, before, after) for copy in sorted(tmp_path.glob("after-*"), key=step_of)]
    assert len(opened) > 40
    assert opened == sorted(opened)  # the old one up to some step, the new one from there on
    assert (opened[0], opened[-1]) == (0, 1)


def step_of(copy: Path) -> int:
    return int(copy.name.removeprefix("after-"))


def which_opens(kept: Kept, copy: Path, before: str | None, after: str | None) -> int:
    """Return 0 for the old passphrase, 1 for the new, when that one alone opens and everything is there."""
    kept.folder = copy
    works = [passphrase for passphrase in (before, after) if opens(copy, passphrase)]
    if None in works:
        works = [None] if not (copy / "lock").exists() else [words for words in works if words]
    assert len(works) == 1
    assert kept.all_that_opens(works[0]) == kept.held
    assert {path.name for path in copy.iterdir() if path.is_dir()} == {"salts"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in copy.rglob("*") if path.is_file()} == {0o600}
    if works[0]:
        assert not any(b"\nkey " in content for content in tree(copy).values())
    return [before, after].index(works[0])


def opens(folder: Path, passphrase: str | None) -> bool:
    try:
        open_keys(folder, passphrase).close()
    except KeysError:
        return False
    return True


def test_after_a_kill_the_same_command_again_does_it(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "keys", None)
    (kept.folder / ".change").mkdir(mode=0o700)  # a draft that was cut short
    shutil.copy(kept.folder / "index.key", kept.folder / ".change")
    relock(kept.folder, None, TYPED, SECOND)
    assert kept.all_that_opens(SECOND) == kept.held


def test_a_lock_that_was_changed_meanwhile_is_not_changed_again(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "keys", FIRST)
    lock = kept.lock(FIRST)
    relock(kept.folder, lock, TYPED, SECOND)
    before = tree(kept.folder)
    with pytest.raises(KeysError, match="changed meanwhile"):
        relock(kept.folder, lock, None)
    assert tree(kept.folder) == before


def test_a_rotation_that_opened_the_keys_before_makes_no_key_that_nobody_can_open(
    sqlite_database: Database, tmp_path: Path
) -> None:
    kept = Kept(tmp_path / "keys", FIRST)
    running = open_keys(kept.folder, FIRST)
    relock(kept.folder, running.lock, TYPED, SECOND)
    with pytest.raises(KeysError, match="changed meanwhile"):
        rotate(running, sqlite_database)
    assert kept.all_that_opens(SECOND) == kept.held


@pytest.mark.parametrize("way", ["file", "command"])
def test_the_new_passphrase_may_come_from_a_file_or_a_command(tmp_path: Path, way: str) -> None:
    secret = tmp_path / "secret"
    secret.write_text(SECOND)
    secret.chmod(0o600)
    command = (sys.executable, "-c", f"print(open({str(secret)!r}).read())")
    source = Source("file", (str(secret),)) if way == "file" else Source("command", command)
    kept = Kept(tmp_path / "keys", FIRST)
    relock(kept.folder, kept.lock(FIRST), source, source.passphrase())
    assert kept.all_that_opens(None) == kept.held
    secret.write_text(FIRST)
    assert refused(kept.folder, None)
    relock(kept.folder, kept.lock(SECOND), None)  # the old one typed, where its file has another already
    assert kept.all_that_opens(None) == kept.held


def test_a_command_that_does_not_say_it_twice_changes_nothing(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "keys", None)
    before = tree(kept.folder)
    with pytest.raises(KeysError, match="passphrase is wrong"):
        relock(kept.folder, None, Source("command", random_words()), "what it said once")
    assert tree(kept.folder) == before
    assert kept.all_that_opens(None) == kept.held


def random_words() -> tuple[str, ...]:
    return sys.executable, "-c", "import os; print(os.urandom(9).hex())"


def test_a_backup_of_the_keys_after_a_change_opens_with_the_new_passphrase(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "keys", FIRST)
    running = open_keys(kept.folder, FIRST)
    relock(kept.folder, running.lock, TYPED, SECOND)
    backup_keys(running, tmp_path / "copy", "a third", datetime.now(UTC), QUICK)
    restore_keys(tmp_path / "copy", "a third", tmp_path / "elsewhere")
    assert opens(tmp_path / "elsewhere", SECOND)
    assert refused(tmp_path / "elsewhere", FIRST)


def test_a_full_disk_leaves_the_folder_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    kept = Kept(tmp_path / "keys", FIRST)
    lock, before = kept.lock(FIRST), tree(kept.folder)
    monkeypatch.setattr("storage.keyfiles.os.link", full)
    with pytest.raises(KeysError, match="cannot be written to"):
        relock(kept.folder, lock, None)
    assert tree(kept.folder) == before
    assert not (kept.folder / ".change").exists()


def test_a_decided_change_that_is_open_to_others_is_refused_and_named(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "keys", None)
    (kept.folder / "change").mkdir()
    (kept.folder / "change").chmod(0o755)
    before = tree(kept.folder)
    with pytest.raises(KeysError, match="change: open to others"):
        open_keys(kept.folder)
    assert tree(kept.folder) == before
