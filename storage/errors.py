"""The few errors of the storage; none carries a value of a row in its text."""


class StorageError(Exception):
    """Something the storage could not do; `worth_retrying` says whether the same call may succeed later."""

    worth_retrying = False


class DatabaseUnavailable(StorageError):
    """Locked for too long, full, restarting or out of reach: nothing was kept, and trying again may help."""

    worth_retrying = True


class DatabaseUnusable(StorageError):
    """Damaged, not a database, or without our tables: trying again does not help."""


class RuleBroken(StorageError):
    """A unique, foreign-key or check rule of the database refused the change; nothing was kept."""
