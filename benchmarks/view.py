"""Our search page against raw searches with the same bodies, in turns, in one run.

python -m tests.servers python -m benchmarks.view --size 100000

The page goes through Django's handler with all its middleware and is rendered; the raw calls are
the official client's, with the finished bodies, as many to a request as the engine sends.
`ELASTICSEARCH_URL` names the server. The records of all practices lie in a SQLite database, whose
own index has the words of the first 10,000.
"""

import argparse
import os
import sys

from benchmarks.corpus import Corpus
from benchmarks.engines import filled, merged
from benchmarks.site import fill, open_site
from benchmarks.timing import figure, in_turns, quantile, say, spread


def measure(corpus: Corpus, engine, questions: int) -> float:
    """Print the spreads and return p95 of the page over p95 of the raw call."""
    from django.test import Client

    from search import index_words
    from search.asking import ask
    from search.engines.elasticsearch_asking import answer
    from search.forms import SHOWN
    from search.query import parse

    known = index_words.knowledge()
    known.prepare()
    client = Client(headers={"host": "localhost"})
    pairs = []
    for text in corpus.questions(questions):
        asked, _ = ask(
            engine.search, parse(text, knowledge=known), SHOWN, lambda found: found.total
        )
        rounds = []

        def recorded(searches, rounds=rounds):
            rounds.append(searches)
            return engine.ask(searches)

        answer(recorded, asked, SHOWN, engine.name)
        pairs.append(
            (
                lambda text=text: _page(client, text),
                lambda rounds=rounds: _raw(engine, rounds),
            )
        )
    for ours, raw in pairs[:40]:
        ours(), raw()
    ours, raw = in_turns(pairs)
    spread(f"search page on Elasticsearch, {corpus.size}", ours)
    spread(f"raw searches, the same bodies, {corpus.size}", raw)
    ratio = quantile(ours, 0.95) / quantile(raw, 0.95)
    figure("p95 of the page / p95 of the raw call", ratio, "×")
    return ratio


def _raw(engine, rounds) -> None:
    for searches in rounds:
        lines = [line for search in searches for line in ({"index": engine.alias}, search)]
        engine.client.msearch(searches=lines)


def _page(client, text: str) -> None:
    answer = client.get("/tarsene/", {"q": text})
    if answer.status_code != 200 or "no-store" in answer.get("Cache-Control", ""):
        raise RuntimeError(f"{text}: {answer.status_code}, {answer.get('Cache-Control')}")


def load(corpus: Corpus):
    """Return the site's Elasticsearch engine with an index of all practices, merged to rest."""
    from search.engines.chosen import elasticsearch_engine

    return merged(filled(elasticsearch_engine(patient=True), corpus))


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=10_000)
    parser.add_argument("--questions", type=int, default=400)
    options = parser.parse_args(arguments)
    if not os.environ.get("ELASTICSEARCH_URL"):
        say("ELASTICSEARCH_URL names no server: python -m tests.servers python -m benchmarks.view")
        return 1
    open_site(options.size, os.environ["ELASTICSEARCH_URL"])
    corpus = Corpus(options.size)
    fill(corpus)
    measure(corpus, load(corpus), options.questions)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
