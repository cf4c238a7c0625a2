"""The trainer: a model from exactly these inputs, and nothing when it is there."""

import shutil
import time
from pathlib import Path

from engine.fingerprint import fingerprint, is_trained
from settings import ROOT
from tests.engine.conftest import train
from tests.engine.running import milliseconds


def test_nothing_is_done_when_nothing_has_changed(tiny_project: Path) -> None:
    model = tiny_project / "models" / "code4.tar.gz"
    trained = model.stat().st_mtime_ns
    started = time.perf_counter()
    assert train(tiny_project) == [{"step": "Nothing has changed", "done": 1.0}]
    assert milliseconds(started) < 3000
    assert model.stat().st_mtime_ns == trained


def test_any_change_of_data_means_training_again(tiny_project: Path, tmp_path: Path) -> None:
    changed = tmp_path / "changed"
    shutil.copytree(tiny_project, changed)
    assert fingerprint(changed, ROOT) == fingerprint(tiny_project, ROOT)
    with (changed / "data" / "nlu.yml").open("a") as data:
        data.write("# one line more\n")
    assert fingerprint(changed, ROOT) != fingerprint(tiny_project, ROOT)


def test_a_damaged_model_is_no_model(tiny_project: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged"
    shutil.copytree(tiny_project, damaged)
    record, wanted = damaged / "models" / "code4.json", fingerprint(damaged, ROOT)
    assert is_trained(record, damaged, wanted)
    (damaged / "models" / "code4.tar.gz").write_bytes(b"half")
    assert not is_trained(record, damaged, wanted)
