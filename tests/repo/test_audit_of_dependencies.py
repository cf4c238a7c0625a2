"""What the audit of dependencies lets pass, and what it does not."""

import importlib.util
import re
from types import ModuleType

import pytest

from settings import ROOT

LIST = (ROOT / "requirements" / "exceptions.txt").read_text()
REPORT = {
    "dependencies": [
        {"name": "Sanic", "version": "21.12", "vulns": [{"id": "CVE-1", "fix_versions": ["22"]}]},
        {"name": "httpx", "version": "0.1", "vulns": []},
    ]
}


@pytest.fixture(scope="module")
def audit() -> ModuleType:
    spec = importlib.util.spec_from_file_location("audit", ROOT / "requirements" / "audit.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pinned(name: str) -> set[str]:
    return set(re.findall(r"^([a-z0-9._-]+)==", (ROOT / "requirements" / name).read_text(), re.M))


def test_every_exception_is_of_rasas_environment_and_has_its_reason(audit: ModuleType) -> None:
    assert audit.exceptions(LIST) <= pinned("engine.txt")
    with pytest.raises(ValueError, match="no reason"):
        audit.exceptions("sanic:")


def test_an_exception_holds_for_rasas_environment_alone(audit: ModuleType) -> None:
    assert audit.findings(REPORT, set()) == ["Sanic 21.12: CVE-1 (22)"]
    assert audit.findings(REPORT, audit.exceptions(LIST)) == []
