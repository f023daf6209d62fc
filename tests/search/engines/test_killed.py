"""A process that is killed in the middle of a merge or a rebuild leaves a whole index behind."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from search.engines.base import ListSource
from search.query import parse
from tests.search.collection import made
from tests.search.engines.test_tail import database

ROOT = Path(__file__).resolve().parent.parent.parent.parent
PRACTICES = 1200
QUESTIONS = ("чешма", "мост 3", "„чешма и мост“", "село -мост")

# What the process does until it says so and waits for its end.
BEGIN = """
import sys, time
import django
django.setup()
from search.engines import database as module
from search.engines.base import ListSource
from search.engines.packed import writing, bulk
from tests.search.engines.test_killed import practices
from tests.search.engines.test_tail import database
engine = database(sys.argv[1])

def wait(*args):
    print("now", flush=True)
    time.sleep(600)
"""
MERGING = """
def stop(*args, merge=module.merge):
    merge(*args)
    wait()
module.merge = stop
engine.tidy()
"""
FILLING = """
class Slow(ListSource):
    calls = 0
    def documents(self, keys):
        self.calls += 1
        if self.calls == 4:
            wait()
        return super().documents(keys)
engine.rebuild(Slow(practices("кладенец")))
"""
SWAPPING = """
bulk_swap = bulk.swap
def stop(cursor):
    bulk_swap(cursor)
    wait()
bulk.swap = stop
engine.rebuild(ListSource(practices("кладенец")))
"""
DROPPING = """
bulk_drop = bulk.drop
def stop(cursor, suffix, calls=[]):
    bulk_drop(cursor, suffix)
    calls.append(suffix)
    if calls == ["_new", "_old", "_old"]:
        wait()
bulk.drop = stop
engine.rebuild(ListSource(practices("кладенец")))
"""


def practices(word: str) -> list:
    return [
        made(f"ДП-2026-{n:04}", title=f"{word} и мост {n % 7}", practice="<p>село</p>")
        for n in range(PRACTICES)
    ]


def answers(engine) -> list:
    found = [engine.search(parse(question)) for question in QUESTIONS]
    return [(hits.hits, hits.total) for hits in found]


@pytest.mark.parametrize(
    ("doing", "new"),
    [(MERGING, False), (FILLING, False), (SWAPPING, False), (DROPPING, True)],
    ids=["merging", "filling", "swapping", "dropping"],
)
def test_a_killed_process_leaves_a_whole_index(tmp_path, django_db_blocker, doing: str, new: bool):
    file = tmp_path / "index.sqlite3"
    with django_db_blocker.unblock():
        engine = database(file)
        engine.rebuild(ListSource(practices("чешма")))
        engine.index([made("ДП-2026-0007", title="Село на брега", version=2)])
        before = answers(engine)
        process = subprocess.Popen(
            [sys.executable, "-c", BEGIN + doing, str(file)],
            cwd=ROOT,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "kb.settings.test"},
            stdout=subprocess.PIPE,
        )
        try:
            assert process.stdout.readline() == b"now\n"
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait()
            process.stdout.close()
        expected = before
        if new:
            whole = database(tmp_path / "whole.sqlite3")
            whole.rebuild(ListSource(practices("кладенец")))
            expected = answers(whole)
            whole.connection.close()
        assert answers(engine) == expected
        with sqlite3.connect(file) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        # And it goes on from there.
        engine.index([made("ДП-2026-0008", title="Друго", version=3)])
        assert engine.search(parse("друго")).total == 1
        assert engine.rebuild(ListSource(practices("извор"))) == PRACTICES
        assert engine.search(parse("извор")).total == PRACTICES
        engine.connection.close()
