"""What Rasa's process may open, and nothing else: its own code, its model, its sessions, and two ports of loopback."""

import os
import sys
from pathlib import Path

import language  # noqa: F401 -- found now: inside, the project's folder can no longer be looked through
from sandbox import Sandbox, enclose
from wiring import Wiring

ROOT = Path(__file__).resolve().parent.parent
OURS = ("engine", "language", "config.yml", "credentials.yml", "domain.yml", "endpoints.yml")
SYSTEM = (
    *("/usr/lib", "/usr/lib64", "/usr/local/lib", "/lib", "/lib64", "/usr/share/zoneinfo", "/etc/ld.so.cache"),
    *("/etc/localtime", "/etc/timezone", "/etc/mime.types", "/etc/nsswitch.conf", "/etc/hosts"),
    *("/sys/devices/system/cpu", "/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/dev/urandom"),
)
DEVICES = ("/dev/null",)


def settle(wiring: Wiring, folder: Path) -> tuple[str, ...]:
    """Enclose this process, with `folder` as all that it may write; return what is held."""
    ours = (*map(ROOT.joinpath, OURS), Path(wiring.model_path), Path(f"/proc/{os.getpid()}"))
    places = (*map(Path, SYSTEM), *(Path(place, "lib") for place in (sys.prefix, sys.base_prefix)))
    around = {*ROOT.parents, *folder.parents}  # a whole system below /usr/lib is no library
    return enclose(
        Sandbox(
            reads=(*ours, *(place for place in places if place not in around)),
            writes=(folder, *map(Path, DEVICES)),
            binds=(wiring.engine_port,),
            connects=(wiring.actions_port,),
        )
    )
