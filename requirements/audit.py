"""`make audit`: known vulnerabilities of the pinned packages, apart from listed ones of Rasa's own environment."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
TOOL = ["uvx", "pip-audit", "--disable-pip", "--require-hashes", "--progress-spinner", "off", "--format", "json"]


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
    """Return what is wrong in a report of pip-audit, but for packages that are excepted."""
    wrong = []
    for package in report["dependencies"]:
        for each in package.get("vulns", []):
            if package["name"].lower() not in excepted:
                mends = ", ".join(each.get("fix_versions", [])) or "no mend yet"
                wrong.append(f"{package['name']} {package['version']}: {each['id']} ({mends})")
    return wrong


def main() -> int:
    """Audit both lists and print what is wrong; 2 when the tool cannot be run."""
    wrong = []
    excepted = exceptions((HERE / "exceptions.txt").read_text())
    for name, allowed in (("app.txt", set()), ("engine.txt", excepted)):
        done = subprocess.run([*TOOL, "-r", str(HERE / name)], capture_output=True, text=True)  # noqa: S603
        try:
            wrong += [f"{name}: {each}" for each in findings(json.loads(done.stdout), allowed)]
        except ValueError:
            sys.stderr.write(f"pip-audit gave no report on {name}: is uv on the PATH, and the network there?\n")
            return 2
    sys.stdout.write("".join(f"{each}\n" for each in wrong) or "No finding that is not on the list.\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
