"""Rasa's slow spots, done with less work and the same outcome."""

import copy
from collections import deque
from typing import Any

from rasa.core.policies.rule_policy import RULES, RulePolicy
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.domain import Domain
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker


class InOrder(DaskGraphRunner):
    """Runs a model's components one after the other, in an order found once for each target."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._orders: dict[tuple[str, ...], list[tuple[str, list[str]]]] = {}

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        """Return the output of each target (Rasa's entry)."""
        wanted = tuple(targets or self._graph_schema.target_names)
        if wanted not in self._orders:
            self._orders[wanted] = self._order(list(wanted))
        done: dict[str, Any] = {name: (name, value) for name, value in (inputs or {}).items()}
        for name, needs in self._orders[wanted]:
            done[name] = self._instantiated_nodes[name](*(done[need] for need in needs))
        return dict(done[name] for name in wanted)

    def _order(self, wanted: list[str]) -> list[tuple[str, list[str]]]:
        """Return the nodes that the targets need, each after those that it needs itself."""
        nodes = self._graph_schema.minimal_graph_schema(wanted).nodes
        order: dict[str, list[str]] = {}

        def visit(name: str) -> None:
            if name in nodes and name not in order:
                needs = list(nodes[name].needs.values())
                for need in needs:
                    visit(need)
                order[name] = needs

        for name in wanted:
            visit(name)
        return list(order.items())


def make_rasa_quicker() -> None:
    """Copy slots and live trackers as they are; look for rules about exact texts only when there are some."""
    Slot.__copy__ = _copy_slot
    DialogueStateTracker.copy = _copy_tracker
    RulePolicy._find_action_from_rules = _find_action_from_rules


_find_by_rules = RulePolicy._find_action_from_rules


def _find_action_from_rules(
    policy: RulePolicy, tracker: DialogueStateTracker, domain: Domain, use_text_for_last_user_input: bool
) -> tuple[str | None, str | None, bool]:
    """Rasa first looks through all rules for one about the very words that were typed; ours name intents."""
    if use_text_for_last_user_input and not any('"text"' in rule for rule in policy.lookup[RULES]):
        return None, None, False
    found: tuple[str | None, str | None, bool] = _find_by_rules(policy, tracker, domain, use_text_for_last_user_input)
    return found


def _copy_slot(slot: Slot) -> Slot:
    twin = object.__new__(type(slot))
    twin.__dict__.update(slot.__dict__)
    return twin


def _copy_tracker(tracker: DialogueStateTracker) -> DialogueStateTracker:
    """Return a tracker whose changes leave the first one alone; events are shared, as in Rasa's own copy."""
    twin = object.__new__(type(tracker))
    twin.__dict__.update(tracker.__dict__)
    twin.events = deque(tracker.events, tracker.events.maxlen)
    twin.slots = type(tracker.slots)((name, copy.copy(slot)) for name, slot in tracker.slots.items())
    twin.active_loop = copy.copy(tracker.active_loop)
    return twin
