"""How the engine starts and ends."""

import signal
from pathlib import Path

from tests.engine.actions import FakeActions
from tests.engine.running import new_wiring, running


def test_a_model_that_is_not_the_trained_one_is_never_loaded(
    model: tuple[Path, str], actions: FakeActions, tmp_path: Path
) -> None:
    other = tmp_path / "other.tar.gz"
    other.write_bytes(model[0].read_bytes() + b"more")
    with running(new_wiring(tmp_path, other, model[1], actions), tmp_path / "log") as engine:
        assert engine.process.wait(timeout=20) == 5
    assert "WrongModel" in (tmp_path / "log").read_text()


def test_it_ends_when_it_is_told_to(model: tuple[Path, str], actions: FakeActions, tmp_path: Path) -> None:
    with running(new_wiring(tmp_path, *model, actions), tmp_path / "log") as engine:
        engine.process.send_signal(signal.SIGTERM)
        assert engine.process.wait(timeout=5) == 0
    assert '"stopping"' in (tmp_path / "log").read_text()
