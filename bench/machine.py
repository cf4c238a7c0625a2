"""What the figures were measured on."""

import os
import platform

import psutil


def describe() -> str:
    """Return processor cores, memory, system and Python in one line."""
    cores = f"{os.cpu_count()} cores ({platform.machine()})"
    memory = round(psutil.virtual_memory().total / 2**30)
    return f"{cores}, {memory} GiB, {platform.system()}, Python {platform.python_version()}"


def memory_of(pids: list[int]) -> float:
    """Return the memory that processes hold together, in MB (shared pages counted once: PSS)."""
    return sum(psutil.Process(pid).memory_full_info().pss for pid in pids) / 1e6


def family(pid: int) -> list[int]:
    """Return a process and all that it started."""
    process = psutil.Process(pid)
    return [pid, *(child.pid for child in process.children(recursive=True))]
