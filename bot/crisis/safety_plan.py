"""A safety plan as its officer reads it: put together here, so that the dialogue never sees a word of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from care.names import OfficerId
from care.safety_plan import STEPS
from storage import private, safety_plans
from storage.database import Database
from storage.keys import Keys
from words import Words

KINDS = frozenset({"safety_plan", "plan_draft"})


@dataclass(frozen=True)
class PlanReader:
    """Reads the kept plan, or the answers given so far."""

    words: Words
    database: Database
    keys: Keys

    def text(self, wanted: Mapping[str, Any], officer: OfficerId, locale: str) -> str:
        """Return each written step under its heading; nothing when there is none."""
        steps = self._kept(officer) if wanted["kind"] == "safety_plan" else self._draft(wanted, officer)
        return "\n\n".join(self._row(step, steps[step], locale) for step in STEPS if steps.get(step))

    def _row(self, step: str, written: str, locale: str) -> str:
        heading = self.words.text(f"word_plan_{step}", locale)
        return f"{heading}\n{written}"

    def _kept(self, officer: OfficerId) -> Mapping[str, str]:
        with self.database.read() as connection:
            plan = safety_plans.read(connection, self.keys, officer)
        return plan.steps if plan else {}

    def _draft(self, wanted: Mapping[str, Any], officer: OfficerId) -> Mapping[str, str]:
        tokens = {step: str(wanted[step]) for step in STEPS if wanted.get(step)}
        with self.database.read() as connection:
            read = {step: private.read(connection, self.keys, officer, token) for step, token in tokens.items()}
        return {step: answer.strip() for step, answer in read.items() if answer}
