"""Runs conversation tests in Rasa's own format: `engine/.venv/bin/python -m tests.dialogue.run_stories MODEL FILE...`.

For each message the intent that is read, for each step the action that the policies choose, as `rasa test`
does; entities have tests of their own. Prints one line of JSON: how many stories, and what went wrong in each.
"""

import asyncio
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from engine.events import silence_libraries
from engine.light import without_tensorflow
from engine.stage import prepare

METADATA = {"now": "2026-11-16T18:00:00+00:00", "timezone": "America/New_York", "locale": "en"}


async def run(model: str, files: list[str]) -> dict[str, Any]:
    """Return the number of stories and the faults by story."""
    from rasa.core.agent import Agent
    from rasa.core.test import _create_data_generator

    agent = Agent.load(model)
    faults: dict[str, list[str]] = {}
    count = 0
    for file in files:
        generator = _create_data_generator(file, agent, use_conversation_test_files=True)
        for tracker in generator.generate_story_trackers():
            count += 1
            found = await _faults(agent, tracker)
            if found:
                faults[f"{Path(file).stem}: {tracker.sender_id}"] = found
    return {"stories": count, "faults": faults}


async def _faults(agent: Any, tracker: Any) -> list[str]:
    from rasa.core.channels.channel import UserMessage
    from rasa.core.test import _collect_action_executed_predictions
    from rasa.shared.core.events import ActionExecuted, UserUttered
    from rasa.shared.core.trackers import DialogueStateTracker

    events = list(tracker.events)
    partial = DialogueStateTracker.from_events(tracker.sender_id, events[:1], agent.domain.slots)
    faults = []
    for event in events[1:]:
        if isinstance(event, ActionExecuted):
            result, _, _ = await _collect_action_executed_predictions(agent.processor, partial, event, False)
            if result.action_targets != result.action_predictions:
                faults.append(f"{result.action_targets[0]} expected, {result.action_predictions[0]} chosen")
            continue
        if isinstance(event, UserUttered) and event.text:
            parsed = await agent.processor.parse_message(UserMessage(event.text, metadata=METADATA))
            if parsed["intent"]["name"] != event.intent["name"]:
                faults.append(f"{event.intent['name']} expected, {parsed['intent']['name']} read")
        partial.update(event)
    return faults


def main() -> int:
    """Run the files and print the result alone."""
    answer = os.fdopen(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    with tempfile.TemporaryDirectory() as home:
        prepare(Path(home))
        without_tensorflow()
        silence_libraries()
        result = asyncio.run(run(sys.argv[1], sys.argv[2:]))
    answer.write(json.dumps(result) + "\n")
    answer.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
