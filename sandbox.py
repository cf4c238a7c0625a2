"""Take from this process what it does not need of files and network, for ever; needs Linux, and no rights of its own.

Landlock (https://docs.kernel.org/userspace-api/landlock.html) keeps it to the files and TCP ports that are named, and
from reaching or signalling other processes; a seccomp filter leaves no sockets but TCP. Both are asked of the kernel
by number, so that nothing has to be installed. Where the kernel has neither, nothing is taken and the answer says so.
"""

import ctypes
import os
import platform
import struct
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

# linux/landlock.h; the three calls have the same numbers on every machine that Python 3.10 runs on.
_CREATE, _ADD, _RESTRICT = 444, 445, 446
_UNDER_PATH, _PORT = 1, 2
_VERSION = 1
_READ_FILE, _READ_FOLDER = 1 << 2, 1 << 3
_WRITE_FILE, _TRUNCATE = 1 << 1, 1 << 14
_EXECUTE, _DEVICE_COMMANDS = 1 << 0, 1 << 15
_BIND, _CONNECT = 1, 2
_OF_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _DEVICE_COMMANDS
_KNOWN_FILES = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1}  # by version; later: all 16
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2
# AUDIT_ARCH of linux/audit.h; the numbers of socket, sendto, sendmsg and sendmmsg.
_MACHINES = {"x86_64": (0xC000003E, 41, 44, 46, 307), "aarch64": (0xC00000B7, 198, 206, 211, 269)}
_IO_URING_SETUP, _X32, _FAST_OPEN = 425, 0x40000000, 0x20000000
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _AND, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x54, 0x06
_ALLOW, _DENY = 0x7FFF0000, 0x00050000 | 13  # EACCES
_CALL, _MACHINE, _FIRST, _SECOND, _THIRD, _FOURTH = 0, 4, 16, 24, 32, 40  # where seccomp_data has what

_SYSTEM = (
    *("/usr/lib", "/usr/lib64", "/usr/local/lib", "/lib", "/lib64", "/usr/share/zoneinfo", "/etc/ld.so.cache"),
    *("/etc/localtime", "/etc/timezone", "/etc/mime.types", "/etc/nsswitch.conf", "/etc/hosts"),
    *("/sys/devices/system/cpu", "/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/dev/urandom"),
)


@dataclass(frozen=True)
class Sandbox:
    """What a process may still open: folders with all in them, or files; those that are not there are passed over."""

    reads: tuple[Path, ...]
    writes: tuple[Path, ...] = ()
    binds: tuple[int, ...] = ()
    connects: tuple[int, ...] = ()


def version() -> int:
    """Return the version of Landlock that the kernel offers, 0 for none."""
    return max(_call(_CREATE, None, 0, _VERSION), 0) if sys.platform == "linux" else 0


def libraries(*others: Path) -> tuple[Path, ...]:
    """Return what every Python program reads, but for a place that holds one of `others`: that is no library."""
    places = (*map(Path, _SYSTEM), *(Path(place, "lib") for place in (sys.prefix, sys.base_prefix)))
    around = {folder for other in others for folder in (other, *other.parents)}
    return (*(place for place in places if place not in around), Path(f"/proc/{os.getpid()}"))


def enclose(sandbox: Sandbox) -> tuple[str, ...]:
    """Keep this process, and all it starts, to `sandbox`; return which of files, network, processes, sockets is held.

    To be called before the first thread is started: those that run already stay free.
    """
    if sys.platform != "linux" or _control(_NO_NEW_PRIVILEGES, 1) != 0:
        return ()
    known = version()
    held: tuple[str, ...] = ()
    if known and _landlock(sandbox, known):
        held = ("files", *(("network",) if known >= 4 else ()), *(("processes",) if known >= 6 else ()))
    return (*held, "sockets") if _tcp_alone() else held


def _landlock(sandbox: Sandbox, known: int) -> bool:
    rights = _KNOWN_FILES.get(known, (1 << 16) - 1)
    network = _BIND | _CONNECT if known >= 4 else 0
    asked = struct.pack("=QQQ", rights, network, 3 if known >= 6 else 0)
    asked = asked[: 8 if known < 4 else 16 if known < 6 else 24]
    ruleset = _call(_CREATE, asked, len(asked), 0)
    if ruleset < 0:
        return False
    try:
        reading = _READ_FILE | _READ_FOLDER
        writing = rights & ~(_EXECUTE | _DEVICE_COMMANDS)
        _allow_paths(ruleset, sandbox.reads, reading)
        _allow_paths(ruleset, sandbox.writes, writing)
        for port, right in [(port, _BIND) for port in sandbox.binds] + [(port, _CONNECT) for port in sandbox.connects]:
            if network:
                _call(_ADD, ruleset, _PORT, struct.pack("=QQ", right, port), 0)
        return _call(_RESTRICT, ruleset, 0) == 0
    finally:
        os.close(ruleset)


def _allow_paths(ruleset: int, paths: Iterable[Path], rights: int) -> None:
    for path in paths:
        try:
            place = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except OSError:
            continue
        try:
            allowed = rights if path.is_dir() else rights & _OF_FILES
            _call(_ADD, ruleset, _UNDER_PATH, struct.pack("=Qi", allowed, place), 0)
        finally:
            os.close(place)


def _tcp_alone() -> bool:
    """Refuse sockets of any other kind, so that no local database, no name server and no agent can be spoken to."""
    if platform.machine() not in _MACHINES:
        return False
    lines = _filter(*_MACHINES[platform.machine()])
    program = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", op, a, b, value) for op, value, a, b in lines))
    given = struct.pack("@HP", len(lines), ctypes.addressof(program))
    return _control(_SECCOMP, _FILTER, given) == 0


def _filter(machine: int, socket: int, sendto: int, sendmsg: int, sendmmsg: int) -> "list[tuple[int, int, int, int]]":
    """Return the filter's lines: operation, value, how many lines to leave out when it holds, and when it does not."""
    yes, no = -1, -2  # to the last lines
    lines = [(_LOAD, _MACHINE, 0, 0), (_EQUAL, machine, 0, no)]
    lines += [(_LOAD, _CALL, 0, 0), (_AT_LEAST, _X32, no, 0), (_EQUAL, _IO_URING_SETUP, no, 0)]
    for call, flags in ((sendto, _FOURTH), (sendmsg, _THIRD), (sendmmsg, _FOURTH)):
        # A connection that begins with data is no connect(2) to Landlock.
        lines += [(_EQUAL, call, 0, 2), (_LOAD, flags, 0, 0), (_ANY_BIT, _FAST_OPEN, no, yes)]
    lines += [(_EQUAL, socket, 0, yes)]
    lines += [(_LOAD, _FIRST, 0, 0), (_EQUAL, 2, 1, 0), (_EQUAL, 10, 0, no)]  # the Internet's addresses, old and new
    lines += [(_LOAD, _SECOND, 0, 0), (_AND, 15, 0, 0), (_EQUAL, 1, 0, no)]  # a stream, whatever its flags
    lines += [(_LOAD, _THIRD, 0, 0), (_EQUAL, 0, yes, 0), (_EQUAL, 6, yes, no)]  # the usual protocol, or TCP by name
    ends = {yes: len(lines), no: len(lines) + 1}
    far = [
        (op, value, *(ends[way] - at - 1 if way in ends else way for way in ways))
        for at, (op, value, *ways) in enumerate(lines)
    ]
    return [*far, (_RETURN, _ALLOW, 0, 0), (_RETURN, _DENY, 0, 0)]  # type: ignore[list-item]


def _call(*given: "int | bytes | None") -> int:
    """Call the kernel by number; -1 where it refuses."""
    library = ctypes.CDLL(None, use_errno=True)
    library.syscall.restype = ctypes.c_long
    return int(library.syscall(*(ctypes.c_long(each) if isinstance(each, int) else each for each in given)))


def _control(*given: "int | bytes") -> int:
    library = ctypes.CDLL(None, use_errno=True)
    wanted = [ctypes.c_ulong(each) if isinstance(each, int) else each for each in given]
    return int(library.prctl(*wanted, *[ctypes.c_ulong(0)] * (5 - len(wanted))))
