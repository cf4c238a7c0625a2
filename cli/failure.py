"""Which exit status each failure has; docs: design.md, "Commands"."""

DONE, FAILED, USAGE, KEYS, DATABASE, ENGINE = range(6)


class Failure(Exception):
    """A command ends here: one line that says what is wrong and its mend, and the exit status."""

    def __init__(self, line: str, code: int = FAILED) -> None:
        super().__init__(line)
        self.code = code


def exit_code(error: Exception) -> int | None:
    """Return the exit status of an error that a room raised, or None when it is a defect of ours."""
    from settings import SettingsError
    from storage.errors import DatabaseUnavailable, DatabaseUnusable, StorageError
    from storage.keys import KeysError

    known: tuple[tuple[type[Exception], int], ...] = (
        (SettingsError, USAGE),
        (KeysError, KEYS),
        (DatabaseUnavailable, DATABASE),
        (DatabaseUnusable, DATABASE),
        (StorageError, FAILED),
    )
    return next((code for kind, code in known if isinstance(error, kind)), None)
