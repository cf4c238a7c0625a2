"""One thread that writes: what is asked for while a transaction runs goes into the next one together."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from sqlalchemy import Connection

from storage.database import Database
from storage.errors import DatabaseUnavailable

T = TypeVar("T")


class NotWritten(Exception):
    """It did not come to be written in time, and will not be."""


@dataclass
class _Job:
    """Something to write; `begun` and `withdrawn` exclude each other."""

    act: Callable[[Connection], Any]
    future: asyncio.Future[Any]
    lock: threading.Lock = field(default_factory=threading.Lock)
    begun: bool = False
    withdrawn: bool = False

    def begin(self) -> bool:
        """Say that the transaction is open; false when nobody wants the job any more."""
        with self.lock:
            self.begun = not self.withdrawn
            return self.begun

    def withdraw(self) -> bool:
        """Take the job back; false when it is being written."""
        with self.lock:
            self.withdrawn = not self.begun
            return self.withdrawn


@dataclass(frozen=True)
class _Result:
    """What a job came to."""

    value: Any = None
    error: Exception | None = None


class Writer:
    """Runs short write jobs durably and in order; a job is whole or not at all, a batch shares one commit."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._thread = ThreadPoolExecutor(1, "writer")
        self._jobs: list[_Job] = []
        self._running = False

    async def do(self, act: Callable[[Connection], T], patience: float | None = None) -> T:
        """Return what `act` returns, once it is durable.

        Raises NotWritten when that did not begin within `patience` seconds, else what `act` or the database
        raises. `act` may run again when another job of its batch broke: it must change the database alone.
        """
        job = _Job(act, asyncio.get_running_loop().create_future())
        self._jobs.append(job)
        if not self._running:
            self._start()
        try:
            return cast(T, await asyncio.wait_for(asyncio.shield(job.future), patience))
        except TimeoutError:
            if job.future.done() or not job.withdraw():
                return cast(T, await job.future)
            raise NotWritten from None

    def close(self) -> None:
        """Finish what runs."""
        self._thread.shutdown()

    def _start(self) -> None:
        batch, self._jobs = self._jobs, []
        self._running = True
        loop = asyncio.get_running_loop()
        run = loop.run_in_executor(self._thread, self._run, batch)
        run.add_done_callback(lambda done: self._settle(batch, done.result()))

    def _settle(self, batch: list[_Job], results: list[_Result]) -> None:
        for job, result in zip(batch, results, strict=True):
            if job.future.done():
                continue
            if result.error is not None:
                job.future.set_exception(result.error)
                job.future.exception()  # a withdrawn job's error interests nobody
            else:
                job.future.set_result(result.value)
        self._running = False
        if self._jobs:
            self._start()

    def _run(self, batch: list[_Job]) -> list[_Result]:
        try:
            with self._database.write() as connection:
                return [_Result(job.act(connection)) if job.begin() else _Result(error=NotWritten()) for job in batch]
        except Exception as error:
            if len(batch) == 1 or isinstance(error, DatabaseUnavailable):
                return [_Result(error=error) for _ in batch]
            return [self._run([job])[0] for job in batch]
