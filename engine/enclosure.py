"""What Rasa's process may open, and nothing else: its own code, its model, its sessions, and two ports."""

from pathlib import Path

import language  # noqa: F401 -- found now: inside, the project's folder can no longer be looked through
from sandbox import Sandbox, enclose, libraries
from wiring import Wiring

ROOT = Path(__file__).resolve().parent.parent
OURS = ("engine", "language", "config.yml", "credentials.yml", "domain.yml", "endpoints.yml")


def settle(wiring: Wiring, folder: Path) -> tuple[str, ...]:
    """Enclose this process, with `folder` as all that it may write; return what is held."""
    return enclose(
        Sandbox(
            reads=(*map(ROOT.joinpath, OURS), Path(wiring.model_path), *libraries(ROOT, folder)),
            writes=(folder, Path("/dev/null")),
            binds=(wiring.engine_port,),
            connects=(wiring.actions_port,),
        )
    )
