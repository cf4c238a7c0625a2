"""Keeps a conversation short: old turns become the state they led to, so that each turn costs the same."""

from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

# Above MOST turns the oldest are folded away until FEWEST are left; Rasa's policies look back five steps.
MOST, FEWEST = 5, 2


def trimmed(tracker: DialogueStateTracker, domain: Domain) -> DialogueStateTracker:
    """Return the same tracker, or one with the same slots, form and last turns and fewer events."""
    events = list(tracker.events)
    cut = _cut(events)
    if cut is None:
        return tracker
    before = DialogueStateTracker.from_events(tracker.sender_id, events[:cut], domain.slots)
    short = DialogueStateTracker.from_events(
        tracker.sender_id, [*_preface(before), *events[cut:]], domain.slots, domain=domain
    )
    short.model_id, short.assistant_id = tracker.model_id, tracker.assistant_id
    return short


def _cut(events: list[Event]) -> int | None:
    """Return the index after the `action_listen` that the kept turns begin with, or None if all are kept."""
    turns = [index for index, event in enumerate(events) if isinstance(event, UserUttered)]
    if len(turns) <= MOST:
        return None
    for index in range(turns[-FEWEST], 0, -1):
        event = events[index]
        if isinstance(event, ActionExecuted) and event.action_name == ACTION_LISTEN_NAME:
            return index + 1
    return None


def _preface(before: DialogueStateTracker) -> list[Event]:
    """Return the events that lead straight to the state the folded turns led to."""
    events: list[Event] = [ActionExecuted(ACTION_SESSION_START_NAME), SessionStarted()]
    loop = before.active_loop
    if loop is not None and loop.name:
        events += [ActionExecuted(loop.name), ActiveLoop(loop.name)]
    events += [SlotSet(slot.name, slot.value) for slot in before.slots.values() if slot.value != slot.initial_value]
    if loop is not None and loop.rejected:
        events.append(ActionExecutionRejected(loop.name))
    return [*events, ActionExecuted(ACTION_LISTEN_NAME)]
