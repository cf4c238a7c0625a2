"""`code4 train`: train whatever is not trained yet."""

import argparse

from cli.model import train, trained_model
from settings import ROOT, Settings


def arguments(parser: argparse.ArgumentParser) -> None:
    """No arguments: what has to be trained is known by fingerprint."""


def run(settings: Settings, given: argparse.Namespace) -> int:
    """Train, and print where the model stands."""
    logs = ROOT / ".setup"
    logs.mkdir(exist_ok=True)
    train(logs / "train.log")
    path, sha256 = trained_model()
    print(f"{path} {sha256}")
    return 0
