"""Filling Elasticsearch with generated practices from several processes.

A load that was stopped goes on where it ended: what the index lacks is asked of it, chunk by chunk.
"""

import gc
import multiprocessing
from collections.abc import Iterator
from functools import cache

from benchmarks import bodies
from benchmarks.corpus import Corpus
from benchmarks.engines import client
from benchmarks.timing import say

CHUNK = 500
PROCESSES = 2
SAID = 20_000  # practices after which a line is printed
# While an index is filled: nobody asks it, and what a crash loses is found missing and sent again.
LOADING = {"refresh_interval": "-1", "translog.durability": "async"}
AT_REST = {"refresh_interval": None, "translog.durability": None}

_corpus: Corpus
_index: str
_client = cache(client)  # one in every process


def fill(engine, corpus: Corpus, processes: int = PROCESSES) -> int:
    """Write what an index lacks of a corpus; return how many practices were written.

    Raises RuntimeError where the server refused one or does not hold them all afterwards.
    """
    global _corpus, _index
    _corpus, _index = corpus, engine.alias
    engine.client.indices.put_settings(index=_index, settings=LOADING)
    engine.refresh()
    missing = list(_missing(engine, corpus.size))
    gc.collect()
    gc.freeze()  # millions of words that no child need count
    written = 0
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        for count in pool.imap_unordered(_send, missing):
            if (written + count) // SAID > written // SAID:
                say(f"{written + count} practices written of {corpus.size}")
            written += count
    engine.client.indices.put_settings(index=_index, settings=AT_REST)
    engine.refresh()
    if (held := engine.health().documents) != corpus.size:
        raise RuntimeError(f"{_index} holds {held} practices of {corpus.size}")
    return written


def _missing(engine, size: int) -> Iterator[tuple[int, int]]:
    """Yield the first numbers, and those behind the last, of the chunks that are not all there."""
    empty = not engine.health().documents
    for first in range(1, size + 1, CHUNK):
        behind = min(first + CHUNK, size + 1)
        keys = [f"ДП-2026-{number:07}.bg" for number in range(first, behind)]
        if empty or _held(engine, keys) != len(keys):
            yield first, behind


def _held(engine, keys: list[str]) -> int:
    return engine.client.count(index=engine.alias, query={"ids": {"values": keys}})["count"]


def _send(numbers: tuple[int, int]) -> int:
    """Write some practices, in a process of its own."""
    practices = [_corpus.practice(number) for number in range(*numbers)]
    answer = _client().bulk(index=_index, body=bodies.lines(practices), filter_path="errors")
    if answer["errors"]:
        raise RuntimeError(f"the server refused some of {numbers}")
    return len(practices)
