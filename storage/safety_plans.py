"""Safety plans, sealed under the officer's own key: nobody else's program path opens one."""

import json

from sqlalchemy import Connection, delete, insert, select

from care.names import OfficerId
from care.safety_plan import SafetyPlan
from storage.envelopes import open_for, seal_for
from storage.keys import Keys
from storage.tables.safety_plans import safety_plans


def keep(connection: Connection, keys: Keys, officer: OfficerId, plan: SafetyPlan) -> None:
    """Keep a plan in the place of an earlier one; raises NoKey for an officer who was forgotten."""
    drop(connection, officer)
    sealed = seal_for(keys, officer, json.dumps(dict(plan.steps)).encode(), safety_plans, officer)
    connection.execute(insert(safety_plans).values(officer=officer, sealed=sealed))


def read(connection: Connection, keys: Keys, officer: OfficerId) -> SafetyPlan | None:
    """Return an officer's plan; raises SealBroken when its row was changed."""
    query = select(safety_plans.c.sealed).where(safety_plans.c.officer == officer)
    sealed = connection.execute(query).scalar()
    if sealed is None:
        return None
    return SafetyPlan(json.loads(open_for(keys, officer, sealed, safety_plans, officer)))


def is_kept(connection: Connection, officer: OfficerId) -> bool:
    """Tell whether an officer has a plan, without opening it."""
    query = select(safety_plans.c.officer).where(safety_plans.c.officer == officer)
    return connection.execute(query).first() is not None


def drop(connection: Connection, officer: OfficerId) -> bool:
    """Delete an officer's plan; tell whether there was one."""
    return connection.execute(delete(safety_plans).where(safety_plans.c.officer == officer)).rowcount == 1
