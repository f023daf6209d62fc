"""How long the database engines take for mixed questions, very frequent words among them, by kind
(see `Corpus._question`), and for one practice that is written.

python -m benchmarks.database --size 100000 [--engine sqlite|postgresql] [--questions 1000]
"""

import argparse
import sys
import time
from collections.abc import Callable, Sequence

from benchmarks import engines
from benchmarks.corpus import Corpus
from benchmarks.timing import figure, milliseconds, spread
from benchmarks.words import folder

KINDS = 10  # of questions, in turns
WRITTEN = 200  # practices


def measure(engine, corpus: Corpus, questions: int) -> list[float]:
    """Print the spread of the answers of an engine, by the clock and in processor time of this
    process (SQLite runs in it), and return the former."""
    engines.filled(engine, corpus)
    calls = engines.asking(engine, corpus, questions)
    for call in calls[:20]:
        call()
    times, processor = timed(calls)
    spread(f"{engine.name}, {corpus.size} practices", times)
    spread(f"{engine.name}, {corpus.size}, processor", processor)
    for kind in range(min(KINDS, questions)):
        spread(f"… number % {KINDS} = {kind}, processor", processor[kind::KINDS])
    write(engine, corpus, calls)
    return times


def timed(calls: Sequence[Callable[[], object]]) -> tuple[list[float], list[float]]:
    """Return how many milliseconds each call took, by the clock and of this process."""
    times, processor = [], []
    for call in calls:
        started = time.process_time()
        times.append(milliseconds(call))
        processor.append((time.process_time() - started) * 1000)
    return times, processor


def write(engine, corpus: Corpus, calls: Sequence[Callable[[], object]]) -> None:
    """Write some practices one by one as they are, ask while they wait for the merge, and merge."""
    documents = [corpus.practice(number).document() for number in range(1, WRITTEN + 1)]
    times, processor = timed([lambda some=some: engine.index([some]) for some in documents])
    spread("one practice written", times)
    spread("one practice written, processor", processor)
    spread(f"questions, {len(documents)} practices not merged, processor", timed(calls)[1])
    _, (merging,) = timed([engine.tidy])
    figure("merge, processor", merging, "ms")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=10_000)
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--questions", type=int, default=1000)
    options = parser.parse_args(arguments)
    engines.set_up()
    corpus = Corpus(options.size)
    if options.engine == "postgresql":
        with engines.postgresql() as engine:
            measure(engine, corpus, options.questions)
        return 0
    name = f"index-{options.size}"
    measure(engines.sqlite(name), corpus, options.questions)
    size = (folder() / f"{name}.sqlite3").stat().st_size / options.size / 1024
    figure(f"sqlite, {options.size}: file", size, "KiB a practice")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
