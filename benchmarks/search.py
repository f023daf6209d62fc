"""All rows of the table of speed and size, one after the other, each in a process of its own.

python -m tests.servers python -m benchmarks.search --size 10000

`--size` is the number of practices that engines are measured with; `--growth` the two sizes that
Elasticsearch is measured with against one another. README.md names the command of every row.
"""

import argparse
import subprocess
import sys

from benchmarks.timing import say


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=10_000)
    parser.add_argument("--growth", default="1000,10000")
    options = parser.parse_args(arguments)
    size = str(options.size)
    rows = [
        ["analyse"],
        ["understand", "--sizes", f"98,{size}"],
        ["database", "--engine", "sqlite", "--size", size],
        ["database", "--engine", "postgresql", "--size", size],
        ["rebuild", "--size", str(min(options.size, 10_000))],
        ["view", "--size", size],
        ["growth", "--sizes", options.growth],
    ]
    failed = 0
    for name, *rest in rows:
        say(f"\n{name} {' '.join(rest)}")
        command = [sys.executable, "-W", "ignore", "-m", f"benchmarks.{name}", *rest]
        failed |= subprocess.run(command, check=False).returncode
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
