"""How much slower Elasticsearch answers when there is a hundred times as much.

python -m tests.servers python -m benchmarks.growth --sizes 10000,1000000 [--load-only | --as-it-is]

Both indices are filled first, then each question is put to both in turns. With
TEST_ELASTICSEARCH_DATA=FOLDER the indices are kept, and a load that was stopped goes on; with
`--as-it-is` a load that has not ended is asked as far as it came.
"""

import argparse
import sys

from benchmarks import engines
from benchmarks.corpus import Corpus
from benchmarks.loading import fill
from benchmarks.timing import figure, in_turns, milliseconds, quantile, spread
from benchmarks.words import Words

PREFIX = "growth"
# A load of hours outlives changes of the language's rules; other tokens would take no other time.
KEPT = "growth"


def measure(small: int, large: int, questions: int, *, as_it_is: bool = False) -> float:
    """Print both spreads and return p95 of the large index over that of the small one."""
    words = Words(version=KEPT)
    corpus = Corpus(small, words)  # its practices are among those of the large one
    two = filled(corpus), filled(Corpus(large, words), as_it_is=as_it_is)
    two[1].refresh()
    large = two[1].health().documents
    made = [engines.asking(engine, corpus, questions) for engine in two]
    for one, other in list(zip(*made, strict=True))[: questions // 10]:
        one(), other()
    ours, theirs = in_turns(list(zip(*made, strict=True)))
    spread(f"elasticsearch, {small} practices", ours)
    spread(f"elasticsearch, {large} practices", theirs)
    ratio = quantile(theirs, 0.95) / quantile(ours, 0.95)
    figure(f"p95, {large} practices / {small}", ratio, "×")
    return ratio


def filled(corpus: Corpus, *, as_it_is: bool = False):
    """Return an engine that holds the practices; what an earlier run wrote is kept."""
    from search.engines.base import ListSource
    from search.engines.elasticsearch import MAPPING

    engine = _kept(f"{PREFIX}-{corpus.size}")
    if not engine.health().current:
        engine.rebuild(ListSource([]))
    # A facet that came later is one more field, empty in what is there.
    facets = {"facets": MAPPING["properties"]["facets"]}
    engine.client.indices.put_mapping(index=engine.alias, properties=facets)
    if engine.health().documents != corpus.size and not as_it_is:
        written: list[int] = []
        spent = milliseconds(lambda: written.append(fill(engine, corpus))) / 1000
        figure(f"{corpus.size}: loaded", written[0] / spent, "practices a second")
    return engine


def _kept(prefix: str):
    """Return an engine whose index outlives changes of the rules and of the schema."""
    from search.engines.elasticsearch import ElasticsearchEngine

    class Kept(ElasticsearchEngine):
        alias = f"{prefix}-s3-{KEPT}"  # as it was called when the first of them was filled

    return Kept(engines.client(), prefix, replicas="false", version=lambda: KEPT)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="10000,1000000")
    parser.add_argument("--questions", type=int, default=500)
    parser.add_argument("--load-only", action="store_true", help="fill the indices, ask nothing")
    parser.add_argument("--as-it-is", action="store_true", help="ask what the large one has")
    options = parser.parse_args(arguments)
    engines.set_up()
    small, large = map(int, options.sizes.split(","))
    if options.load_only:
        words = Words(version=KEPT)
        for size in (small, large):
            filled(Corpus(size, words))
    else:
        measure(small, large, options.questions, as_it_is=options.as_it_is)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
