"""An operator's night: the host is gone, and the last backups are all there is."""

import json
import shutil
from pathlib import Path

import pytest

from cli.failure import DONE, FAILED, KEYS
from cli.main import main


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CODE4_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CODE4_KEYS", str(tmp_path / "keys"))
    (tmp_path / "secret").write_text("five words nobody would guess")
    (tmp_path / "secret").chmod(0o600)
    main(["keys", "init"])
    main(["purge"])
    return tmp_path


def printed(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out.strip().splitlines()[-1]


def test_an_empty_host_is_brought_back_keys_first(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    secret = ["--passphrase-file", str(folder / "secret")]
    assert main(["backup", "--to", str(folder / "apart")]) == DONE
    data = printed(capsys)
    assert main(["backup", "--keys", *secret, "--to", str(folder / "safe")]) == DONE
    keys = printed(capsys)
    shutil.rmtree(folder / "home")
    shutil.rmtree(folder / "keys")
    assert main(["restore", data]) == KEYS
    assert not (folder / "home").exists()
    assert main(["restore", "--keys", *secret, keys]) == DONE
    assert main(["restore", data]) == DONE
    assert (folder / "home" / "code4.db").stat().st_mode & 0o077 == 0
    assert main(["restore", data]) == FAILED
    assert "--replace" in capsys.readouterr().err
    assert main(["restore", "--replace", data]) == DONE


def test_what_is_no_backup_is_refused_in_one_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in (folder / "secret", folder / "nothing"):
        assert main(["restore", "--replace", str(path)]) == FAILED
        assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_key_backups_past_their_week_are_destroyed_by_the_next(folder: Path) -> None:
    safe = folder / "safe"
    safe.mkdir()
    (safe / "code4-keys-20200101-000000.backup").write_text("old")
    main(["backup", "--keys", "--passphrase-file", str(folder / "secret"), "--to", str(safe)])
    assert len(list(safe.iterdir())) == 1


def test_a_purge_says_what_it_deleted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["purge"]) == DONE
    assert set(json.loads(printed(capsys))) == {"officers", "updates", "sessions", "answers", "others"}
