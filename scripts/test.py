"""Run every test: first those that need PostgreSQL on it, then all the others on SQLite.

    python -m scripts.test [pytest's arguments]              both passes
    python -m scripts.test --postgres [pytest's arguments]   everything on PostgreSQL, one pass

The last line counts both passes together. With CI=true a missing server is a failure.
"""

import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

from scripts import environment

NOTHING_COLLECTED = 5  # pytest's exit status; fine for one pass of two
WORKERS = "2"


def main(arguments: list[str]) -> int:
    missing = environment.ensure_system()
    if missing and os.environ.get("CI") == "true":
        return 1
    python = str(environment.ensure(development=True))
    if python != sys.executable:
        return subprocess.run([python, "-m", "scripts.test", *arguments], check=False).returncode
    if arguments[:1] == ["--postgres"]:
        return _run(arguments[1:], [["on PostgreSQL"]])
    return _run(
        arguments, [["on PostgreSQL", "-m", "postgres"], ["on SQLite", "-m", "not postgres"]]
    )


def _run(arguments: list[str], passes: list[list[str]]) -> int:
    """Run the passes one after the other within one run of servers; return the worst status."""
    from tests import servers

    total: Counter[str] = Counter()
    statuses = []
    with servers.run(), tempfile.TemporaryDirectory() as folder:
        for title, *selection in passes:
            print(f"\nTests {title}", flush=True)
            report = Path(folder) / "report.xml"
            report.unlink(missing_ok=True)
            command = [sys.executable, "-m", "pytest", "-n", WORKERS, f"--junitxml={report}"]
            environ = dict(os.environ)
            if title == "on PostgreSQL" and "DATABASE_URL" not in environ:
                try:
                    environ["DATABASE_URL"] = servers.postgres()
                except servers.Unavailable as reason:
                    print(reason, flush=True)
                    statuses.append(int(servers.required()))
                    continue
            done = subprocess.run([*command, *selection, *arguments], env=environ, check=False)
            statuses.append(done.returncode)
            if report.exists():
                total += _counts(report)
    print(
        f"total: {total['passed']} passed, {total['failed']} failed, {total['skipped']} skipped",
        flush=True,
    )
    ran = [status for status in statuses if status != NOTHING_COLLECTED]
    return max(ran, default=NOTHING_COLLECTED)


def _counts(report: Path) -> Counter[str]:
    counts: Counter[str] = Counter()
    for case in ElementTree.parse(report).iter("testcase"):  # noqa: S314 - pytest wrote it just now
        kinds = {child.tag for child in case}
        if kinds & {"failure", "error"}:
            counts["failed"] += 1
        elif "skipped" in kinds:
            counts["skipped"] += 1
        else:
            counts["passed"] += 1
    return counts


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
