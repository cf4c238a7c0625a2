"""`make audit`: known vulnerabilities of the pinned packages, apart from listed ones of Rasa's own environment.

Exit status 0: nothing that is not on the list; 1: something is; 3: nobody could be asked from here.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
OWN_UVX = HERE.parent / ".setup" / "uv" / "bin" / "uvx"
TOOL = ["pip-audit@2.10.1", "--disable-pip", "--require-hashes", "--progress-spinner", "off", "--format", "json"]
SERVICES = ("pypi", "osv")  # the same advisories at two addresses
LISTS = ("uv.txt", "app.txt", "engine.txt")  # the shortest first: it shows soon whether anybody answers
MINUTES = 10
NOBODY = 3


def exceptions(text: str) -> set[str]:
    """Return the packages of exceptions.txt; raises ValueError for one without its reason."""
    found = set()
    for line in filter(None, (line.partition("#")[0].strip() for line in text.splitlines())):
        package, _, reason = line.partition(":")
        if not reason.strip():
            raise ValueError(f"{package} has no reason")
        found.add(package.strip())
    return found


def findings(report: dict[str, Any], excepted: set[str]) -> list[str]:
    """Return what is wrong in a report of pip-audit, but for packages that are excepted.

    A package that was not looked up, while others were, is wrong too: silence is no answer.
    """
    wrong = []
    for package in report["dependencies"]:
        if "skip_reason" in package:
            wrong.append(f"{package['name']}: could not be looked up")
        for each in package.get("vulns", []):
            if package["name"].lower() not in excepted:
                mends = ", ".join(each.get("fix_versions", [])) or "no mend yet"
                wrong.append(f"{package['name']} {package['version']}: {each['id']} ({mends})")
    return wrong


def is_answer(report: dict[str, Any]) -> bool:
    """Tell whether any package was looked up: pip-audit calls a list on which it found nobody to ask clean."""
    return any("vulns" in package for package in report["dependencies"])


def audit(uvx: str, name: str) -> "dict[str, Any] | None":
    """Return the report on a list from the first service that answers, or None."""
    for service in SERVICES:
        command = [uvx, *TOOL, "--vulnerability-service", service, "-r", str(HERE / name)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=MINUTES * 60)  # noqa: S603
            report: dict[str, Any] = json.loads(done.stdout)
        except (OSError, ValueError, subprocess.TimeoutExpired):
            continue
        if is_answer(report):
            return report
    return None


def main() -> int:
    """Audit every list and print what is wrong."""
    uvx = shutil.which("uvx") or str(OWN_UVX)
    allowed = {"engine.txt": exceptions((HERE / "exceptions.txt").read_text())}
    wrong = []
    for name in LISTS:
        report = audit(uvx, name)
        if report is None:
            sys.stderr.write(f"{name} was not audited: no database of vulnerabilities answers from here.\n")
            return NOBODY
        wrong += [f"{name}: {each}" for each in findings(report, allowed.get(name, set()))]
    sys.stdout.write("".join(f"{each}\n" for each in wrong) or "No finding that is not on the list.\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
