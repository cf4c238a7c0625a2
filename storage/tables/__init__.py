"""Every table of the data; each topic has a file here that registers on `metadata`.

Rules for a new table: no clear column holds text, names, numbers, chat ids or update ids, nor an instant that
is not needed. A sealed column has the type `Sealed`, a keyed digest the type `Digest`. A column that says
whose the row is carries `info=OF_OFFICER` (the officer id) or `info=OF_CHAT` (the keyed chat index): "forget
me" and "what is stored" find the rows of a person by it.
"""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from sqlalchemy import MetaData

metadata = MetaData(
    naming_convention={
        "pk": "%(table_name)s_pk",
        "uq": "%(table_name)s_%(column_0_N_name)s_once",
        "ix": "%(table_name)s_by_%(column_0_N_name)s",
        "fk": "%(table_name)s_%(column_0_N_name)s_of",
        "ck": "%(table_name)s_%(constraint_name)s",
    }
)

OF_OFFICER: dict[Any, Any] = {"belongs_to": "officer"}
OF_CHAT: dict[Any, Any] = {"belongs_to": "chat"}
UNDER_TRANSIT: dict[Any, Any] = {"sealed_by": "transit"}  # a rotation of keys seals the column anew


@cache
def load_tables() -> MetaData:
    """Import every file of this folder and return the metadata that then holds all tables."""
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
    return metadata
