"""In Rasa's own environment: train its default pipeline on FOLDER/task.json and write what it reads to read.json."""

import asyncio
import json
import sys
from pathlib import Path

import yaml
from rasa.core.agent import Agent
from rasa.model_training import train_nlu


def main() -> int:
    """Train for as many epochs as the task says, then read each text."""
    folder = Path(sys.argv[1])
    task = json.loads((folder / "task.json").read_text())
    config = yaml.safe_load((Path(__file__).parent / "config.yml").read_text())
    config.pop("policies")
    for part in config["pipeline"]:
        if "epochs" in part:
            part["epochs"] = task["epochs"]
    (folder / "config.yml").write_text(yaml.safe_dump(config))
    blocks = [
        {"intent": name, "examples": "".join(f"- {text}\n" for text in texts)}
        for name, texts in task["examples"].items()
    ]
    (folder / "nlu.yml").write_text(yaml.safe_dump({"version": "3.1", "nlu": blocks}, allow_unicode=True))
    model = train_nlu(str(folder / "config.yml"), str(folder / "nlu.yml"), str(folder))
    read = asyncio.run(_read(str(model), task["asked"]))
    (folder / "read.json").write_text(json.dumps(read))
    return 0


async def _read(model: str, texts: list[str]) -> dict[str, dict[str, float]]:
    agent = Agent.load(model)
    read = {}
    for text in texts:
        ranking = (await agent.parse_message(text))["intent_ranking"]
        read[text] = {each["name"]: float(each["confidence"]) for each in ranking}
    return read


if __name__ == "__main__":
    sys.exit(main())
