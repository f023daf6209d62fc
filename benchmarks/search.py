"""How fast the search is: our own call against a raw `_search`, engine against engine.

python -m tests.servers python -m benchmarks.search --documents 10000 --questions 300
"""

import argparse
import os
import secrets
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.settings.dev")
django.setup()

from django.db.utils import ConnectionHandler  # noqa: E402
from elasticsearch import Elasticsearch  # noqa: E402
from elasticsearch.helpers import streaming_bulk  # noqa: E402

from benchmarks.corpus import Corpus  # noqa: E402
from search.engines.base import ListSource  # noqa: E402
from search.engines.elasticsearch import MAPPING, ElasticsearchEngine, source, worker_client  # noqa: E402
from search.engines.elasticsearch_query import body  # noqa: E402
from search.engines.sqlite import SQLiteEngine  # noqa: E402
from search.forms import SHOWN  # noqa: E402
from search.query import parse  # noqa: E402


def timed(call: Callable[[], object]) -> float:
    """Return how many milliseconds a call took."""
    started = time.perf_counter()
    call()
    return (time.perf_counter() - started) * 1000


def line(name: str, times: Iterable[float]) -> None:
    """Print the spread of some times."""
    ordered = sorted(times)
    p95 = ordered[int(len(ordered) * 0.95)]
    print(
        f"{name:<34} median {statistics.median(ordered):8.1f} ms   p95 {p95:8.1f} ms"
        f"   max {ordered[-1]:8.1f} ms"
    )


def p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def bench_query(questions: list[str]) -> None:
    """Understanding a question, without any engine."""
    line("understand a question", [timed(lambda q=q: parse(q)) for q in questions])


def bench_elasticsearch(documents: list, questions: list[str], url: str) -> None:
    """Our engine's call against the same body sent by hand, in turns; rebuild against raw bulk."""
    client = worker_client(url)
    engine = ElasticsearchEngine(client, f"bench-{secrets.token_hex(4)}", replicas="false")
    raw_index = f"{engine.prefix}-raw"
    try:
        raw_load = timed(lambda: _raw_load(client, raw_index, documents))
        rebuild = timed(lambda: engine.rebuild(ListSource(documents)))
        print(f"elasticsearch rebuild / raw bulk      {rebuild / raw_load:.2f} × the time of raw")
        client.indices.forcemerge(index=engine.alias, max_num_segments=1)
        ours: list[float] = []
        raw: list[float] = []
        for number, text in enumerate(questions):
            query = parse(text)
            request = body(query, SHOWN)
            calls = [
                (ours, lambda text=text: engine.search(parse(text), SHOWN)),
                (raw, lambda request=request: client.search(index=engine.alias, **request)),
            ]
            for times, call in calls if number % 2 else reversed(calls):
                times.append(timed(call))
        line("elasticsearch, our call", ours)
        line("elasticsearch, raw _search", raw)
        print(f"elasticsearch p95, ours / raw         {p95(ours) / p95(raw):.2f}")
    finally:
        for name in client.indices.get(index=f"{engine.prefix}*"):
            client.indices.delete(index=name)
        client.close()


def _raw_load(client: Elasticsearch, name: str, documents: list) -> None:
    client.indices.create(
        index=name,
        mappings=MAPPING,
        settings={"number_of_replicas": 0, "refresh_interval": "-1"},
    )
    for _ in streaming_bulk(client, map(source, documents), index=name, chunk_size=500):
        pass
    client.indices.refresh(index=name)


def bench_sqlite(documents: list, questions: list[str]) -> None:
    """The embedded engine in a file of its own."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "index.sqlite3"
        config = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(file)}
        connection = ConnectionHandler({"default": config})["default"]
        engine = SQLiteEngine(connection)
        seconds = timed(lambda: engine.rebuild(ListSource(documents))) / 1000
        size = file.stat().st_size / len(documents) / 1024
        print(f"sqlite rebuild                        {len(documents) / seconds:.0f} documents/s")
        print(f"sqlite file                           {size:.1f} KiB a document")
        line("sqlite", [timed(lambda q=q: engine.search(parse(q), SHOWN)) for q in questions])
        connection.close()


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument("--engines", default="sqlite,elasticsearch")
    options = parser.parse_args(arguments)
    corpus = Corpus()
    started = time.perf_counter()
    documents = list(corpus.documents(options.documents))
    seconds = time.perf_counter() - started
    print(f"{options.documents} documents made and analysed in {seconds:.0f} s")
    questions = corpus.questions(options.questions)
    bench_query(questions)
    if "sqlite" in options.engines:
        bench_sqlite(documents, questions)
    if "elasticsearch" in options.engines and os.environ.get("ELASTICSEARCH_URL"):
        bench_elasticsearch(documents, questions, os.environ["ELASTICSEARCH_URL"])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
