"""Finds dates, places, kinds of provider and the like with the rules of language/entities."""

from datetime import datetime, timezone
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from language.entities import extract


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class Entities(EntityExtractorMixin, GraphComponent):
    """Adds entities, read at the instant, in the time zone and in the language of the message's metadata."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "Entities":
        """Make the component (Rasa's entry)."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Add what is found to each message with a text."""
        for message in messages:
            found = message.get(ENTITIES, []) + _entities(message)
            message.set(ENTITIES, found, add_to_output=True)
        return messages


def _entities(message: Message) -> list[dict[str, Any]]:
    told = message.get("metadata") or {}
    found = extract(
        message.get(TEXT) or "",
        _instant(told.get("now")),
        told.get("timezone") or "UTC",
        told.get("locale") or "en",
    )
    return [
        {
            "entity": each.entity,
            "value": each.value,
            "start": each.start,
            "end": each.end,
            "extractor": "Entities",
        }
        for each in found
    ]


def _instant(told: str | None) -> datetime:
    """Read an ISO instant (3.10 does not know the Z); without one it is now."""
    now = datetime.fromisoformat(told.replace("Z", "+00:00")) if told else datetime.now(timezone.utc)
    return now if now.tzinfo else now.replace(tzinfo=timezone.utc)
