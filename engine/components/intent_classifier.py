"""Which intent a message means: logistic regression on the sentence's vector, its weights plain arrays."""

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

from engine.components.sentence_encoder import SentenceEncoder
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
        self._weights: Array = np.zeros((0, 0), dtype=np.float32)
        self._bias: Array = np.zeros(0, dtype=np.float32)

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
        """`C` is the inverse strength of regularisation, chosen by cross-validation."""
        return {"C": 20.0}

    def train(self, training_data: TrainingData) -> Resource:
        """Fit the weights, each intent counting the same however many examples it has."""
        from sklearn.linear_model import LogisticRegression

        examples = [each for each in training_data.intent_examples if each.get(INTENT) and each.get(TEXT)]
        tell("Learning intents", 0.7)
        model = LogisticRegression(C=self._config["C"], class_weight="balanced", max_iter=1000)
        model.fit(np.stack([_vector(each) for each in examples]), [each.get(INTENT) for each in examples])
        self._names = [str(name) for name in model.classes_]
        weights, bias = model.coef_, model.intercept_
        if len(self._names) == 2:  # scikit-learn keeps one row for two classes
            weights, bias = np.vstack([-weights, weights]) / 2, np.concatenate([-bias, bias]) / 2
        self._weights, self._bias = weights.astype(np.float32), bias.astype(np.float32)
        with self._storage.write_to(self._resource) as folder:
            np.savez(folder / FILE, names=np.array(self._names), weights=self._weights, bias=self._bias)
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
            classifier._weights, classifier._bias = kept["weights"], kept["bias"]
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
        scores = self._weights @ _vector(message) + self._bias
        odds = np.exp(scores - scores.max())
        chances = odds / odds.sum()
        order = np.argsort(-chances)
        return [{"name": self._names[index], "confidence": float(chances[index])} for index in order]


def _vector(message: Message) -> Array:
    _, sentence = message.get_dense_features(TEXT, [])
    return np.asarray(sentence.features[0])
