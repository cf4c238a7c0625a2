"""`engine/.venv/bin/python -m engine.validate`: Rasa's own checks of domain.yml and data/, without its noise.

Prints what is wrong, a line each; exit 1 when something is. Some complaints are no faults here: intents
that only buttons send have no examples, and many texts are said by actions and by the gateway. Nor is a
reminder of Rasa 3.0 that it shows whenever there are slots.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from engine.events import silence_libraries
from engine.stage import prepare

ROOT = Path(__file__).resolve().parent.parent
NO_FAULT = ("is not used in any story or rule", "is not found in the NLU training data", "Slot auto-fill")
LOOKED_BACK = 5  # config.yml: MemoizationPolicy, max_history


def main() -> int:
    """Run all checks; nothing is written but the faults found."""
    os.chdir(ROOT)
    answer = os.fdopen(os.dup(1), "w")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    with tempfile.TemporaryDirectory() as home:
        prepare(Path(home))
        silence_libraries()
        faults = _faults()
    answer.writelines(f"{fault}\n" for fault in faults)
    answer.close()
    return 1 if faults else 0


def _faults() -> list[str]:
    from rasa.shared.importers.importer import TrainingDataImporter
    from rasa.validator import Validator

    said = _listen_to_warnings()
    validator = Validator.from_importer(TrainingDataImporter.load_from_config("config.yml", "domain.yml", ["data"]))
    checks: dict[str, Callable[[], bool]] = {
        "the domain": validator.verify_domain_validity,
        "actions in rules and stories": validator.verify_actions_in_stories_rules,
        "forms in rules and stories": validator.verify_forms_in_stories_rules,
        "slots of forms": validator.verify_form_slots,
        "slot mappings": validator.verify_slot_mappings,
        "intents, examples and responses": lambda: validator.verify_nlu(ignore_warnings=False),
        "stories that contradict each other": lambda: validator.verify_story_structure(False, LOOKED_BACK),
    }
    failed = [f"Rasa finds a fault in {name}." for name, check in checks.items() if not check()]
    return [each for each in said if not any(harmless in each for harmless in NO_FAULT)] + failed


def _listen_to_warnings() -> list[str]:
    """Collect what Rasa warns of, in the list that is returned."""
    import rasa.shared.utils.io

    said: list[str] = []

    def hear(message: str, *_given: Any, **_named: Any) -> None:
        if message not in said:
            said.append(" ".join(message.split()))

    rasa.shared.utils.io.raise_warning = hear
    return said


if __name__ == "__main__":
    sys.exit(main())
