"""Write the next migration: what the tables have that the migrations do not. Read it before you keep it."""

import sys
import tempfile
from pathlib import Path

from alembic import command

from storage.database import open_database
from storage.migrations import FOLDER, HEAD, configuration


def main(words: list[str]) -> None:
    """Compare a fresh database after all migrations with the tables, and write a file into versions/."""
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{Path(folder) / 'draft.db'}")
        with database.write() as connection:
            config = configuration(connection)
            if any((FOLDER / "versions").glob("*.py")):
                command.upgrade(config, "head")
            number = f"{int(HEAD) + 1:04}" if any((FOLDER / "versions").glob("*.py")) else HEAD
            command.revision(config, " ".join(words), autogenerate=True, rev_id=number)
        database.close()
    sys.stdout.write(f"Set HEAD in storage/migrations/__init__.py to {number}.\n")


if __name__ == "__main__":
    main(sys.argv[1:])
