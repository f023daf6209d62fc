"""Times, their spread, and the lines that benchmarks print."""

import gc
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence


def milliseconds(call: Callable[[], object]) -> float:
    """Return how many milliseconds a call took."""
    started = time.perf_counter()
    call()
    return (time.perf_counter() - started) * 1000


def in_turns(
    pairs: Sequence[tuple[Callable[[], object], Callable[[], object]]],
) -> tuple[list[float], list[float]]:
    """Return the times of two calls that are made in turns, each pair in the other order than the
    one before: what the machine does meanwhile happens to both."""
    ours: list[float] = []
    theirs: list[float] = []
    for number, (one, other) in enumerate(pairs):
        gc.collect(0)
        if number % 2:
            theirs.append(milliseconds(other))
            ours.append(milliseconds(one))
        else:
            ours.append(milliseconds(one))
            theirs.append(milliseconds(other))
    return ours, theirs


def quantile(times: Iterable[float], share: float) -> float:
    """Return the time that a share of all times do not exceed."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def spread(name: str, times: Sequence[float]) -> None:
    """Print the spread of some times in milliseconds."""
    figures = (
        ("median", statistics.median(times)),
        ("p95", quantile(times, 0.95)),
        ("p99", quantile(times, 0.99)),
        ("max", max(times)),
    )
    said = "   ".join(f"{label} {value:8.2f}" for label, value in figures)
    say(f"{name:<44} {said}   ms")


def figure(name: str, value: float, unit: str = "") -> None:
    """Print one figure."""
    say(f"{name:<44} {value:12,.2f} {unit}")


def say(line: str) -> None:
    """Print a line at once, though a benchmark may run for an hour."""
    sys.stdout.write(line.rstrip() + "\n")
    sys.stdout.flush()
