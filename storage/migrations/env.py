"""What Alembic runs: in the transaction that `storage.migrations` opened."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from storage.tables.types import Digest, Instant, Sealed


def _render(kind: str, thing: Any, _: AutogenContext) -> str | Literal[False]:
    """Write our column types as what they are in the database: a migration must not change with the code."""
    if kind == "type" and isinstance(thing, Instant):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(thing, Sealed | Digest):
        return "sa.LargeBinary()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes["metadata"],
    transactional_ddl=True,
    render_item=_render,
)
context.run_migrations()
