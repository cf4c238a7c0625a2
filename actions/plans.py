"""What the safety plan's actions ask of storage/, each in a transaction of its own; tests hand in a fake."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from care.names import OfficerId
from care.safety_plan import LONGEST, SafetyPlan
from storage import private, safety_plans
from storage.database import Database
from storage.keys import Keys


class Plans(Protocol):
    """An officer's safety plan, and the sealed answers it is made of."""

    def is_kept(self, officer: OfficerId) -> bool:
        """Tell whether the officer has a plan."""
        ...

    def length_of(self, officer: OfficerId, token: str) -> int | None:
        """Return how long a sealed answer is; none when it has expired."""
        ...

    def keep(self, officer: OfficerId, tokens: Mapping[str, str]) -> str | None:
        """Keep the answers as the officer's plan, and delete them; returns a step whose answer has expired."""
        ...

    def discard(self, tokens: Mapping[str, str]) -> None:
        """Delete sealed answers."""
        ...

    def drop(self, officer: OfficerId) -> None:
        """Delete the officer's plan."""
        ...


@dataclass(frozen=True)
class StoredPlans:
    """Satisfies `Plans`; safe to share between threads."""

    database: Database
    keys: Keys = field(repr=False)

    def is_kept(self, officer: OfficerId) -> bool:
        """Tell whether the officer has a plan."""
        with self.database.read() as connection:
            return safety_plans.is_kept(connection, officer)

    def length_of(self, officer: OfficerId, token: str) -> int | None:
        """Return how long a sealed answer is; none when it has expired."""
        with self.database.read() as connection:
            answer = private.read(connection, self.keys, officer, token)
        return None if answer is None else len(answer.strip())

    def keep(self, officer: OfficerId, tokens: Mapping[str, str]) -> str | None:
        """Keep the answers as the officer's plan, and delete them; returns a step whose answer has expired.

        A message that comes again finds the answers gone and the plan kept: nothing is missing then.
        """
        with self.database.write() as connection:
            read = {step: private.read(connection, self.keys, officer, token) for step, token in tokens.items()}
            if read and not any(read.values()) and safety_plans.is_kept(connection, officer):
                return None
            steps = {step: answer.strip()[:LONGEST] for step, answer in read.items() if answer and answer.strip()}
            if expired := next((step for step in tokens if step not in steps), None):
                return expired
            safety_plans.keep(connection, self.keys, officer, SafetyPlan(steps))
            for token in tokens.values():
                private.discard(connection, token)
        return None

    def discard(self, tokens: Mapping[str, str]) -> None:
        """Delete sealed answers."""
        with self.database.write() as connection:
            for token in tokens.values():
                private.discard(connection, token)

    def drop(self, officer: OfficerId) -> None:
        """Delete the officer's plan."""
        with self.database.write() as connection:
            safety_plans.drop(connection, officer)
