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


def pinned(name: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", (ROOT / "requirements" / name).read_text(), re.M))


def test_every_exception_is_of_rasas_environment_and_has_its_reason(audit: ModuleType) -> None:
    assert audit.exceptions(LIST) <= pinned("engine.txt").keys()
    with pytest.raises(ValueError, match="no reason"):
        audit.exceptions("sanic:")


def test_an_exception_holds_for_rasas_environment_alone(audit: ModuleType) -> None:
    assert audit.findings(REPORT, set()) == ["Sanic 21.12: CVE-1 (22)"]
    assert audit.findings(REPORT, audit.exceptions(LIST)) == []


def test_what_could_be_kept_up_to_date_is_no_exception(audit: ModuleType) -> None:
    app, engine = pinned("app.txt"), pinned("engine.txt")
    assert [name for name in audit.exceptions(LIST) if app.get(name) == engine[name]] == []


def test_silence_is_no_answer(audit: ModuleType) -> None:
    """Where nobody can be asked pip-audit skips every package and says that all is well."""
    skipped = {"name": "sanic", "skip_reason": "not found"}
    assert not audit.is_answer({"dependencies": [skipped]})
    assert audit.is_answer(REPORT)
    assert audit.findings({"dependencies": [skipped]}, {"sanic"}) == ["sanic: could not be looked up"]


@pytest.mark.parametrize(("answer", "status"), [(None, 3), ({"dependencies": []}, 0), (REPORT, 1)])
def test_three_statuses_tell_nobody_asked_from_nothing_found_and_something(
    audit: ModuleType, answer: dict[str, object] | None, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "audit", lambda *_: answer)
    assert audit.main() == status


def test_the_check_of_every_commit_audits_and_fails_on_findings_alone() -> None:
    line = next(line for line in (ROOT / ".ci" / "run").read_text().splitlines() if "audit.py" in line)
    assert line.endswith("requirements/audit.py || [ $? -eq 3 ]")
