"""Long work, such as an import: done in a thread of this process, one for each person, looked at from page to page."""

import shutil
import threading
import traceback
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

import structlog

from storage.editing import EditedMeanwhile
from storage.errors import StorageError
from storage.hsds.rows import UnreadablePackage

log = structlog.get_logger()


class Stage(StrEnum):
    """How far a job is."""

    READING = "reading"
    READY = "ready"  # waits for a yes
    WRITING = "writing"
    DONE = "done"
    FAILED = "failed"


@dataclass
class Job:
    """What somebody has under way; `part` goes from 0 to 1, `found` is what waits for a yes."""

    stage: Stage = Stage.READING
    part: float = 0.0
    found: Any = field(default=None, repr=False)
    why: str = ""  # of a failure: `unreadable`, `meanwhile`, `storage`, `broken`
    says: str = ""  # what the file's reader says of an unreadable file

    @property
    def is_running(self) -> bool:
        """Whether a thread works on it."""
        return self.stage in (Stage.READING, Stage.WRITING)

    def tell(self, part: float) -> None:
        """Note how much is done."""
        self.part = part


class Jobs:
    """Everybody's jobs; safe to share between threads."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()

    def of(self, who: str) -> Job | None:
        """Return somebody's job as it stands now."""
        job = self._jobs.get(who)
        return copy(job) if job else None

    def begin(self, who: str, work: Callable[[Job], None]) -> bool:
        """Start a new job in the place of an earlier one; False while that one still runs."""
        with self._lock:
            earlier = self._jobs.get(who)
            if earlier is not None and earlier.is_running:
                return False
            self._jobs[who] = job = Job()
        _run(job, work)
        return True

    def go_on(self, who: str, work: Callable[[Job], None]) -> bool:
        """Carry out what was found, once; False when nothing waits for it."""
        with self._lock:
            job = self._jobs.get(who)
            if job is None or job.stage is not Stage.READY:
                return False
            job.stage, job.part = Stage.WRITING, 0.0
        _run(job, work)
        return True

    def hold(self, who: str, found: Any) -> None:
        """Keep what was found without a thread, until somebody says yes."""
        with self._lock:
            self._jobs[who] = Job(Stage.READY, 1.0, found)

    def take(self, who: str) -> Any:
        """Hand over what was held, once; None when there is nothing."""
        with self._lock:
            job = self._jobs.pop(who, None)
            return job.found if job is not None and job.stage is Stage.READY else None

    def drop(self, who: str) -> None:
        """Forget a job that does not run."""
        with self._lock:
            job = self._jobs.get(who)
            if job is not None and not job.is_running:
                del self._jobs[who]


def discard(folder: Path) -> None:
    """Delete what was sent."""
    shutil.rmtree(folder, ignore_errors=True)


def _run(job: Job, work: Callable[[Job], None]) -> None:
    threading.Thread(target=_guarded, args=(job, work), daemon=True).start()


def _guarded(job: Job, work: Callable[[Job], None]) -> None:
    """Work; a failure is named on the page, and in the log without its text."""
    try:
        work(job)
    except UnreadablePackage as error:
        job.why, job.says = "unreadable", str(error)
    except EditedMeanwhile:
        job.why = "meanwhile"
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        log.error("job_broke", error=type(error).__name__, file=Path(place.filename).name, line=place.lineno)
        job.why = "storage" if isinstance(error, StorageError) else "broken"
    if job.why:
        job.found, job.stage = None, Stage.FAILED
