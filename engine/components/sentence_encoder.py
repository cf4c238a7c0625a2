"""Turns each message into the vector of language/encoder.py."""

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from engine.progress import tell
from language.encoder import NAME, encode

BATCH = 128


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoder(DenseFeaturizer, GraphComponent):
    """Sets one dense feature a message: the sentence's vector."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SentenceEncoder":
        """Make the component (Rasa's entry) and load the encoder now, not while the first officer waits."""
        encode(["hello"])
        return cls(execution_context.node_name, config)

    @classmethod
    def required_components(cls) -> list[type]:
        """Return nothing: the encoder reads the text itself."""
        return []

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Accept any configuration: there is nothing to configure."""

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Return the encoder's name, so that another encoder means training again."""
        return NAME

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the vector of each message that has a text."""
        spoken = [message for message in messages if message.get(TEXT)]
        vectors = encode([message.get(TEXT) for message in spoken])
        for message, vector in zip(spoken, vectors, strict=True):
            message.add_features(Features(np.atleast_2d(vector), FEATURE_TYPE_SENTENCE, TEXT, type(self).__name__))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Set the vectors of all examples, telling how far it is."""
        examples = training_data.training_examples
        for start in range(0, len(examples), BATCH):
            self.process(examples[start : start + BATCH])
            tell("Reading examples", 0.3 + 0.4 * min(1.0, (start + BATCH) / len(examples)))
        return training_data
