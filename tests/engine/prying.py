"""An engine that turns bad the moment it is ready: it tries doors from inside, and tells its parent which opened."""

import json
import platform

from sandbox import version

TURNED = """
import json, os, socket, subprocess, sys
from engine.events import Voice

doors = {
    "read": lambda path: open(path, "rb").close(),
    "write": lambda path: open(path, "ab").close(),
    "list": os.listdir,
    "connect": lambda port: socket.create_connection(("127.0.0.1", port), timeout=2).close(),
    "send at once": lambda port: socket.socket().sendto(b"x", 0x20000000, ("127.0.0.1", port)),
    "listen": lambda port: socket.create_server(("0.0.0.0", port)).close(),
    "local socket": lambda _: socket.socket(socket.AF_UNIX).close(),
    "datagram": lambda _: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close(),
    "signal": lambda pid: os.kill(pid, 0),
    "run": lambda path: subprocess.run([path], check=True),
}

def tried(door, what):
    try:
        doors[door](what)
    except OSError as error:
        return type(error).__name__
    return "opened"

tell = Voice.tell_parent

def pry(self, **fields):
    pried = [tried(*each) for each in json.loads(sys.argv[1])]
    tell(self, **fields, pried=pried, environment=dict(os.environ))

Voice.tell_parent = pry
from engine.__main__ import main
os._exit(main())
"""
# Which version of Landlock shuts a door; the filter of system calls shuts the others.
SINCE = {"read": 1, "write": 1, "list": 1, "run": 1, "connect": 4, "listen": 4, "signal": 6}

Try = tuple[str, str | int]


def program(tries: list[Try]) -> tuple[str, ...]:
    """Return the arguments of an interpreter that starts the real engine and then pries."""
    return ("-c", TURNED, json.dumps(tries))


def shut_here(tries: list[Try]) -> list[Try]:
    """Return the doors that this machine's kernel is able to shut."""
    filters = platform.system() == "Linux" and platform.machine() in ("x86_64", "aarch64")
    return [each for each in tries if (version() >= SINCE[each[0]] if each[0] in SINCE else filters)]
