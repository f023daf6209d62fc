"""How much slower Elasticsearch answers when there is a hundred times as much.

python -m tests.servers python -m benchmarks.growth --sizes 10000,1000000

Both indices are filled first, then each question is put to both in turns.
"""

import argparse
import sys

from benchmarks import engines
from benchmarks.corpus import Corpus
from benchmarks.timing import figure, in_turns, quantile, say, spread

CHUNK = 1000
PREFIX = "growth"


def measure(small: int, large: int, questions: int) -> float:
    """Print both spreads and return p95 of the large index over that of the small one."""
    made = []
    for size in (small, large):
        corpus = Corpus(size)
        engine = engines.elasticsearch(f"{PREFIX}-{size}")
        engines.merged(_filled(engine, corpus))
        made.append(engines.asking(engine, corpus, questions))
    for one, other in list(zip(*made, strict=True))[:50]:
        one(), other()
    ours, theirs = in_turns(list(zip(*made, strict=True)))
    spread(f"elasticsearch, {small} practices", ours)
    spread(f"elasticsearch, {large} practices", theirs)
    ratio = quantile(theirs, 0.95) / quantile(ours, 0.95)
    figure(f"p95, {large} practices / {small}", ratio, "×")
    return ratio


def _filled(engine, corpus: Corpus):
    """Return an engine that holds the practices; what an earlier run wrote is kept."""
    from search.engines.base import ListSource

    if not engine.health().current:
        engine.rebuild(ListSource([]))
    client = engine.client
    client.indices.put_settings(index=engine.alias, settings={"refresh_interval": "-1"})
    engine.refresh()
    held = engine.health().documents
    for first in range(held + 1, corpus.size + 1, CHUNK):
        last = min(first + CHUNK, corpus.size + 1)
        engine.index(corpus.practice(number).document() for number in range(first, last))
        if first // CHUNK % 20 == 0:
            say(f"{last - 1} practices of {corpus.size} written")
    engine.refresh()
    return engine


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="10000,1000000")
    parser.add_argument("--questions", type=int, default=500)
    options = parser.parse_args(arguments)
    engines.set_up()
    small, large = map(int, options.sizes.split(","))
    measure(small, large, options.questions)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
