"""How fast an index is made anew, against a raw bulk load of the same finished documents.

python -m tests.servers python -m benchmarks.rebuild --size 10000 [--engines sqlite,postgresql,elasticsearch]

Raw is what anybody would write who only wants the documents in: Elasticsearch's bulk helper into an
index with the same mapping, one FTS5 table with a column per field and stream, one table with a
tsvector under a GIN index; each in batches of 500, nothing compared, counted, or put in the place
of anything.
"""

import argparse
import os
import sys
import time
from collections.abc import Sequence
from itertools import islice

from benchmarks import engines
from benchmarks.corpus import Corpus
from benchmarks.timing import figure, milliseconds

BATCH = 500


def report(name: str, count: int, ours: float, raw: float) -> float:
    """Print both rates (from milliseconds) and return ours over the raw one."""
    figure(f"{name}: rebuild", count / ours * 1000, "practices a second")
    figure(f"{name}: raw bulk load", count / raw * 1000, "practices a second")
    figure(f"{name}: rebuild / raw", raw / ours, "of its rate")
    return raw / ours


def batches(rows: Sequence) -> list[list]:
    remaining = iter(rows)
    return [chunk for _ in range(0, len(rows), BATCH) if (chunk := list(islice(remaining, BATCH)))]


def in_elasticsearch(documents: list, prefix: str = "rebuild") -> float:
    from elasticsearch.helpers import streaming_bulk

    from search.engines.base import ListSource
    from search.engines.elasticsearch import MAPPING, source

    engine = engines.elasticsearch(prefix)
    client, name = engine.client, f"{prefix}-raw"

    def raw() -> None:
        settings = {"number_of_replicas": 0, "refresh_interval": "-1"}
        client.indices.create(index=name, mappings=MAPPING, settings=settings)
        actions = ({**source(document), "_index": name} for document in documents)
        for _ in streaming_bulk(client, actions, chunk_size=BATCH):
            pass
        client.indices.refresh(index=name)

    try:
        engine.rebuild(ListSource(documents[: len(documents) // 10]))  # the server is warm for both
        spent = milliseconds(raw)
        ours = milliseconds(lambda: engine.rebuild(ListSource(documents)))
    finally:
        engines.drop(engine)
    return report("elasticsearch", len(documents), ours, spent)


def in_sqlite(documents: list) -> float:
    from search.engines.base import ListSource
    from search.fields import FIELDS, STREAMS

    engine = engines.sqlite("rebuild")
    own, raw_into = engine.connection, engines.sqlite("rebuild-raw").connection
    columns = [(field.name, stream) for stream in STREAMS for field in FIELDS]
    names = ", ".join(f"{name}_{stream}" for name, stream in columns)
    marks = ", ".join("%s" for _ in range(len(columns) + 1))

    def raw() -> None:
        with raw_into.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS raw")
            cursor.execute(f"CREATE VIRTUAL TABLE raw USING fts5({names}, codes)")
            for some in batches(documents):
                cursor.execute("BEGIN")
                cursor.executemany(f"INSERT INTO raw VALUES ({marks})", map(_columns, some))
                cursor.execute("COMMIT")

    def _columns(document) -> list[str]:
        values = [getattr(document.fields[name], stream) for name, stream in columns]
        return [*values, document.codes]

    engine.rebuild(ListSource([]))
    started = time.process_time()
    spent = milliseconds(raw)
    between = time.process_time()
    ours = milliseconds(lambda: engine.rebuild(ListSource(documents)))
    own.close()
    share = (between - started) / (time.process_time() - between)
    figure("sqlite: rebuild / raw, processor time", share, "of its rate")
    return report("sqlite", len(documents), ours, spent)


def in_postgresql(documents: list) -> float:
    from search.engines.base import ListSource

    with engines.postgresql() as engine:
        own = engine.connection

        def raw() -> None:
            with own.cursor() as cursor:
                cursor.execute("CREATE TABLE raw (key text PRIMARY KEY, tokens tsvector)")
                cursor.execute("CREATE INDEX raw_tokens ON raw USING gin (tokens)")
                for some in batches(documents):
                    cursor.execute("BEGIN")
                    cursor.executemany(
                        "INSERT INTO raw VALUES (%s, to_tsvector('simple', %s))",
                        [(document.key, _joined(document)) for document in some],
                    )
                    cursor.execute("COMMIT")

        spent = milliseconds(raw)
        ours = milliseconds(lambda: engine.rebuild(ListSource(documents)))
    return report("postgresql", len(documents), ours, spent)


def _joined(document) -> str:
    return " ".join(
        stream for streams in document.fields.values() for stream in streams[:3] if stream
    )


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=10_000)
    parser.add_argument("--engines", default="sqlite,postgresql,elasticsearch")
    options = parser.parse_args(arguments)
    engines.set_up()
    documents = [practice.document() for practice in Corpus(options.size).practices()]
    measures = {"sqlite": in_sqlite, "postgresql": in_postgresql}
    if os.environ.get("ELASTICSEARCH_URL"):
        measures["elasticsearch"] = in_elasticsearch
    for name in options.engines.split(","):
        if name in measures:
            measures[name](documents)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
