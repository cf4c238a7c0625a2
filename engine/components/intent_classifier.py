"""Which intent a message means: logistic regression on the sentence's vector and its letters, kept as plain arrays."""

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier as RasaIntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from engine.components.letters import BUCKETS, letters
from engine.components.sentence_encoder import SentenceEncoder
from engine.components.softmax import Softmax, fit
from engine.progress import tell

Array = np.ndarray[Any, np.dtype[Any]]
FILE = "weights.npz"
OUT_OF_SCOPE = "out_of_scope"
RANKED = 10


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentClassifier(RasaIntentClassifier, GraphComponent):
    """Sets `intent` and `intent_ranking`; a message without a text is out of scope with no confidence."""

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config, self._storage, self._resource = config, storage, resource
        self._names: list[str] = []
        self._model = Softmax(np.zeros((0, 0)), np.zeros((BUCKETS, 0)), np.zeros(0))

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "IntentClassifier":
        """Make an untrained component (Rasa's entry)."""
        return cls(config, model_storage, resource)

    @classmethod
    def required_components(cls) -> list[type]:
        """Return the featurizer whose vectors it reads."""
        return [SentenceEncoder]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`penalty` and `rounds` of the fit, chosen by `make understanding`."""
        return {"penalty": 1e-6, "rounds": 100}

    def train(self, training_data: TrainingData) -> Resource:
        """Fit the weights."""
        examples = [each for each in training_data.intent_examples if each.get(INTENT) and each.get(TEXT)]
        tell("Learning intents", 0.7)
        wanted = [str(each.get(INTENT)) for each in examples]
        self._names = sorted(set(wanted))
        labels = np.array([self._names.index(name) for name in wanted])
        vectors = np.stack([_vector(each) for each in examples])
        runs = letters([each.get(TEXT) for each in examples])
        self._model = fit(vectors, runs, labels, self._config["penalty"], self._config["rounds"])
        with self._storage.write_to(self._resource) as folder:
            np.savez(folder / FILE, names=np.array(self._names), **vars(self._model))
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_named: Any,
    ) -> "IntentClassifier":
        """Read the weights back; nothing in the file can run (no pickle)."""
        classifier = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder, np.load(folder / FILE, allow_pickle=False) as kept:
            classifier._names = [str(name) for name in kept["names"]]
            classifier._model = Softmax(kept["dense"], kept["sparse"], kept["bias"])
        letters(["hello"])  # loads what it needs now, and not while the first officer waits
        return classifier

    def process(self, messages: list[Message]) -> list[Message]:
        """Rank the intents of each message."""
        for message in messages:
            ranking = self._ranking(message)
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking[:RANKED], add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave the examples as they are: no later component learns from the readings."""
        return training_data

    def _ranking(self, message: Message) -> list[dict[str, Any]]:
        if not message.get(TEXT):
            return [{"name": OUT_OF_SCOPE, "confidence": 0.0}]
        chances = self._model.chances(_vector(message)[None], letters([message.get(TEXT)]))[0]
        order = np.argsort(-chances)
        return [{"name": self._names[index], "confidence": float(chances[index])} for index in order]


def _vector(message: Message) -> Array:
    _, sentence = message.get_dense_features(TEXT, [])
    return np.asarray(sentence.features[0])
