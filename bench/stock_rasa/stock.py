"""Stock Rasa beside ours: `rasa init`'s pipeline and policies, its REST channel, the same domain and data."""

import os
import shutil
import subprocess
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from bench.talk import Arrive
from settings import ROOT

HERE = Path(__file__).parent
RASA = ROOT / "engine" / ".venv" / "bin" / "rasa"
STARTING_SECONDS = 180
ANSWER_SECONDS = 60.0


@dataclass(frozen=True)
class AtRest:
    """One person at stock Rasa's REST channel."""

    name: str
    client: httpx.AsyncClient

    async def say(self, text: str) -> float:
        """Send a line and return the milliseconds until its whole answer; raises when there was none."""
        started = time.perf_counter()
        answer = await self.client.post("/webhooks/rest/webhook", json={"sender": self.name, "message": text})
        if not answer.raise_for_status().json():
            raise RuntimeError("stock Rasa did not answer")
        return (time.perf_counter() - started) * 1000


def arrive_at(url: str) -> Arrive:
    """Return how somebody begins to talk to stock Rasa; there is no Start to press."""

    @asynccontextmanager
    async def arrive(name: str) -> AsyncIterator[AtRest]:
        async with httpx.AsyncClient(base_url=url, timeout=ANSWER_SECONDS, trust_env=False) as client:
            officer = AtRest(name, client)
            await officer.say("hello")
            yield officer

    return arrive


DEFAULT_EPOCHS = 100


def prepare(project: Path, folder: Path, actions_url: str, epochs: int = DEFAULT_EPOCHS) -> None:
    """Put domain and data of `project` into `folder`, with a stock configuration; actions go unsigned.

    Fewer epochs make a worse model that answers as fast: enough where only speed is measured.
    """
    folder.mkdir(parents=True)
    shutil.copyfile(project / "domain.yml", folder / "domain.yml")
    shutil.copytree(project / "data", folder / "data")
    for name in ("config.yml", "credentials.yml"):
        shutil.copyfile(HERE / name, folder / name)
    config = (folder / "config.yml").read_text().replace(f"epochs: {DEFAULT_EPOCHS}", f"epochs: {epochs}")
    (folder / "config.yml").write_text(config)
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
def running(folder: Path, port: int) -> Iterator[int]:
    """Run the trained model until the block ends; yields its process id; TimeoutError when it does not start."""
    with (folder / "run.log").open("w") as log:
        command = [str(RASA), "run", "-i", "127.0.0.1", "-p", str(port), "--model", "models/stock.tar.gz"]
        process = subprocess.Popen(command, cwd=folder, env=_environment(folder), stdout=log, stderr=log)  # noqa: S603
    try:
        _wait(f"http://127.0.0.1:{port}/", process)
        yield process.pid
    finally:
        process.kill()
        process.wait()


def _wait(url: str, process: "subprocess.Popen[bytes]") -> None:
    ends = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < ends and process.poll() is None:
        try:
            if httpx.get(url, trust_env=False).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise TimeoutError


def _environment(folder: Path) -> dict[str, str]:
    quiet = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONWARNINGS": "ignore"}
    return {"PATH": os.environ["PATH"], "HOME": str(folder), **quiet}
