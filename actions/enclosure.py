"""What the process of the actions may open: its own code, the data, the keys, and one port to be called on.

With SQLite it needs nothing of the network. PostgreSQL's client reads passwords and certificates where its user put
them, and calls wherever the server is: there the process is left as it is, and `code4 doctor` says so.
"""

from pathlib import Path

from sqlalchemy.engine import make_url

from sandbox import Sandbox, enclose, libraries
from settings import ROOT, Settings

OURS = ("actions", "care", "confidentiality", "domain.yml", "reports", "storage")


def settle(settings: Settings, port: int) -> tuple[str, ...]:
    """Enclose this process once database and keys are open; return what is held."""
    address = make_url(settings.database_url)
    if address.get_backend_name() != "sqlite" or not address.database:
        return ()
    clock = (settings.clock_file.parent,) if settings.clock_file else ()
    data = (settings.home, Path(address.database).parent, settings.keys)
    return enclose(
        Sandbox(
            reads=(*map(ROOT.joinpath, OURS), *clock, *libraries(ROOT, *data)),
            writes=(*data, Path("/dev/null")),
            binds=(port,),
        )
    )
