"""The set-up finds what the machine has, and is not misled by what does not start."""

import hashlib
import sys
from pathlib import Path

import pytest

from cli import bootstrap


def make_program(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)
    return path


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "setup").mkdir()
    monkeypatch.setattr(bootstrap, "SETUP", tmp_path / "setup")
    monkeypatch.setattr(bootstrap, "LOG", tmp_path / "setup" / "setup.log")


def test_a_shim_that_refuses_to_start_is_passed_over_for_the_real_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_program(tmp_path / "shims" / "python3.12", "#!/bin/sh\necho 'not selected' >&2\nexit 127\n")
    versions = tmp_path / "pyenv" / "versions" / "3.12.9" / "bin"
    real = make_program(versions / "python3.12", "#!/bin/sh\necho 3.12\n")
    monkeypatch.setenv("PATH", str(tmp_path / "shims"))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    assert bootstrap.find_python("no-uv", ("3.12",)) == str(real)


def test_uv_on_the_path_that_does_not_run_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_program(tmp_path / "shims" / "uv", "#!/bin/sh\nexit 127\n")
    own = make_program(tmp_path / "setup" / "uv" / "bin" / "uv", "#!/bin/sh\necho uv 0.13.9\n")
    monkeypatch.setenv("PATH", str(tmp_path / "shims"))
    assert bootstrap.find_uv() == str(own)


def test_what_uv_keeps_stays_inside_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("UV_CACHE_DIR", raising=False)
    environment = bootstrap.environment()
    inside = {environment[name] for name in ("UV_CACHE_DIR", "UV_PYTHON_INSTALL_DIR")}
    assert all(Path(folder).is_relative_to(bootstrap.SETUP) for folder in inside)


def test_nothing_is_installed_again_when_the_list_did_not_change(tmp_path: Path) -> None:
    folder = tmp_path / "environment"
    folder.mkdir()
    pinned = bootstrap.ROOT / "requirements" / "app.txt"
    (folder / "installed").write_text(hashlib.sha256(pinned.read_bytes()).hexdigest())
    bootstrap.install("uv-that-is-not-there", folder, "app.txt", ("3.12",), compiled=False)


def test_a_failing_step_says_its_mend_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    with pytest.raises(bootstrap.SetupError, match="check the network") as failure:
        bootstrap.run([sys.executable, "-c", "raise SystemExit(1)"], "Fetching", "check the network")
    assert "\n" not in str(failure.value)


def test_what_is_set_up_is_not_written_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that `make chat` runs where the project's folder may only be read."""
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "lib" / "python3.12" / "site-packages").mkdir(parents=True)
    bootstrap.link_project()
    written = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert {"code4.pth", "code4"} <= {path.name for path in written}
    bootstrap.link_project()
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == written
