"""Stock Rasa beside ours: `rasa init`'s pipeline and policies, its REST channel, the same domain and data."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil

from settings import ROOT

HERE = Path(__file__).parent
RASA = ROOT / "engine" / ".venv" / "bin" / "rasa"
STARTING_SECONDS = 180


@dataclass(frozen=True)
class StockRasa:
    """A running stock Rasa."""

    url: str
    pid: int

    def say(self, client: httpx.Client, sender: str, text: str) -> list[dict[str, object]]:
        """Send a text over the REST channel and return the replies."""
        answer = client.post(f"{self.url}/webhooks/rest/webhook", json={"sender": sender, "message": text})
        return list(answer.raise_for_status().json())

    @property
    def megabytes(self) -> float:
        """Resident memory of the process."""
        return float(psutil.Process(self.pid).memory_info().rss / 2**20)


def prepare(project: Path, folder: Path, actions_url: str) -> None:
    """Put domain and data of `project` into `folder`, with a stock configuration; actions go unsigned."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copyfile(project / "domain.yml", folder / "domain.yml")
    shutil.copytree(project / "data", folder / "data")
    for name in ("config.yml", "credentials.yml"):
        shutil.copyfile(HERE / name, folder / name)
    (folder / "endpoints.yml").write_text(f'action_endpoint:\n  url: "{actions_url}"\n')
    settings = folder / ".config" / "rasa"
    settings.mkdir(parents=True)
    (settings / "global.yml").write_text('metrics:\n  enabled: false\n  rasa_user_id: ""\n')


def train(folder: Path) -> float:
    """Train in `folder` (minutes); returns seconds; raises CalledProcessError (its log is in the folder)."""
    started = time.perf_counter()
    with (folder / "train.log").open("w") as log:
        command = [str(RASA), "train", "--out", "models", "--fixed-model-name", "stock"]
        subprocess.run(command, cwd=folder, env=_environment(folder), stdout=log, stderr=log, check=True)  # noqa: S603
    return time.perf_counter() - started


@contextmanager
def running(folder: Path, port: int) -> Iterator[StockRasa]:
    """Run the trained model until the block ends; raises TimeoutError when it does not start."""
    with (folder / "run.log").open("w") as log:
        command = [str(RASA), "run", "-i", "127.0.0.1", "-p", str(port), "--model", "models/stock.tar.gz"]
        process = subprocess.Popen(command, cwd=folder, env=_environment(folder), stdout=log, stderr=log)  # noqa: S603
    try:
        _wait(f"http://127.0.0.1:{port}/", process)
        yield StockRasa(f"http://127.0.0.1:{port}", process.pid)
    finally:
        process.kill()
        process.wait()


def _wait(url: str, process: "subprocess.Popen[bytes]") -> None:
    ends = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < ends and process.poll() is None:
        try:
            if httpx.get(url).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise TimeoutError


def _environment(folder: Path) -> dict[str, str]:
    quiet = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONWARNINGS": "ignore"}
    return {"PATH": os.environ["PATH"], "HOME": str(folder), **quiet}
