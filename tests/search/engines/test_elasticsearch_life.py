"""The life of an Elasticsearch index: built beside the old one, swapped once, never half there."""

import threading
from collections.abc import Iterator

import pytest
from elasticsearch import BadRequestError, Elasticsearch, NotFoundError

from search.bulgarian import normaliser_version
from search.engines.base import Key, ListSource
from search.engines.elasticsearch import BulkWriteError, ElasticsearchEngine, deletion, source
from search.fields import SCHEMA_VERSION
from search.query import parse
from tests.search.collection import made

A, B, C = "ДП-2026-0001", "ДП-2026-0002", "ДП-2026-0003"


@pytest.fixture
def client(elasticsearch_url: str) -> Iterator[Elasticsearch]:
    with Elasticsearch(elasticsearch_url) as opened:
        yield opened


@pytest.fixture
def engine(client: Elasticsearch, elasticsearch_index: str) -> ElasticsearchEngine:
    return ElasticsearchEngine(client, elasticsearch_index, replicas="false")


def titles(engine: ElasticsearchEngine, text: str) -> list[str]:
    return [hit.pid for hit in engine.search(parse(text)).hits]


def indices(engine: ElasticsearchEngine) -> list[str]:
    return sorted(engine.client.indices.get(index=f"{engine.prefix}*"))


class Moving:
    """A source whose records change while they are read."""

    def __init__(self, documents, changes=()):
        self.now = {Key(d.pid, d.language): d for d in documents}
        self.changes = list(changes)

    def stamps(self):
        return ListSource(list(self.now.values())).stamps()

    def documents(self, keys):
        found = [self.now[key] for key in keys if key in self.now]
        if self.changes:
            self.changes.pop(0)(self)
        yield from found

    def put(self, document):
        self.now[Key(document.pid, document.language)] = document


def test_rebuild_takes_along_what_changes_meanwhile(engine: ElasticsearchEngine):
    engine.rebuild(ListSource([made(A, title="вода"), made(B, title="улица")]))

    def change(moving):
        # As the worker does it: the record moves, and the old index hears of it.
        newer = made(A, title="осветление", version=2)
        moving.put(newer)
        moving.put(made(C, title="училище"))
        del moving.now[Key(B, "bg")]
        engine.index([newer, made(C, title="училище")])
        engine.delete({Key(B, "bg"): 2})

    engine.rebuild(Moving([made(A, title="вода"), made(B, title="улица")], [change]))
    engine.refresh()
    assert titles(engine, "осветление") == [A]
    assert titles(engine, "училище") == [C]
    assert titles(engine, "улица") == []
    assert engine.health().documents == 2


def test_rebuild_takes_along_what_changes_just_before_the_swap(
    client: Elasticsearch, elasticsearch_index: str
):
    moving = Moving([made(A, title="вода")])

    class Late(ElasticsearchEngine):
        def _swap(self, new):
            newer = made(A, title="осветление", version=2)
            moving.put(newer)
            if self._behind():
                self.index([newer])
            super()._swap(new)

    engine = Late(client, elasticsearch_index, replicas="false")
    engine.rebuild(moving)
    engine.refresh()
    assert titles(engine, "осветление") == [A]


def test_rebuild_readers_always_find_everything_once(engine: ElasticsearchEngine):
    documents = [made(f"ДП-2026-{n:04}", title="вода") for n in range(1, 61)]
    engine.rebuild(ListSource(documents))
    totals, behind, over = set(), set(), threading.Event()

    def read():
        while not over.is_set():
            totals.add(engine.search(parse("вода")).total)
            behind.add(len(engine.client.indices.get_alias(name=engine.alias)))

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for _ in range(3):
            engine.rebuild(ListSource(documents))
    finally:
        over.set()
        reader.join()
    assert totals == {60}
    assert behind == {1}


def test_rebuild_leaves_one_index(engine: ElasticsearchEngine):
    for _ in range(3):
        engine.rebuild(ListSource([made(A)]))
    (name,) = indices(engine)
    assert list(engine.client.indices.get_alias(name=engine.alias)) == [name]


def test_rebuild_that_fails_leaves_the_old_index_as_it_was(engine: ElasticsearchEngine):
    engine.rebuild(ListSource([made(A, title="вода")]))
    before = indices(engine)

    def fail(_moving):
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError, match="went away"):
        engine.rebuild(Moving([made(B, title="улица")], [fail]))
    assert indices(engine) == before
    assert titles(engine, "вода") == [A]


def test_write_before_the_first_rebuild_makes_no_index(engine: ElasticsearchEngine):
    with pytest.raises(NotFoundError):
        engine.index([made(A)])
    with pytest.raises(NotFoundError):
        engine.delete({Key(A, "bg"): 1})
    assert indices(engine) == []


def test_write_after_the_index_was_deleted_meanwhile_makes_no_index(engine, monkeypatch):
    monkeypatch.setattr(engine, "_insist", lambda: None)
    with pytest.raises(BulkWriteError):
        engine.index([made(A)])
    assert indices(engine) == []


def test_mapping_refuses_what_it_does_not_know(engine: ElasticsearchEngine):
    engine.rebuild(ListSource([]))
    with pytest.raises(BadRequestError, match="strict_dynamic_mapping"):
        engine.client.index(index=engine.alias, document={"pid": A, "surprise": "1"})


def test_mapping_says_what_made_it(engine: ElasticsearchEngine):
    engine.rebuild(ListSource([]))
    (mapping,) = engine.client.indices.get_mapping(index=engine.alias).values()
    assert mapping["mappings"]["_meta"] == {
        "normaliser_version": normaliser_version(),
        "schema_version": SCHEMA_VERSION,
    }
    assert mapping["mappings"]["dynamic"] == "strict"


def test_index_of_another_normaliser_is_never_asked(client: Elasticsearch, engine):
    old = ElasticsearchEngine(client, engine.prefix, replicas="false", version=lambda: "old" * 5)
    old.rebuild(ListSource([made(A, title="вода")]))
    assert engine.health().ready is False
    with pytest.raises(NotFoundError):
        engine.search(parse("вода"))
    engine.rebuild(ListSource([made(A, title="вода")]))
    assert titles(engine, "вода") == [A]
    assert len(indices(engine)) == 1


def test_rebuild_leaves_other_sites_alone(client: Elasticsearch, engine):
    other = ElasticsearchEngine(client, f"{engine.prefix}-other", replicas="false")
    other.rebuild(ListSource([made(A, title="вода")]))
    engine.rebuild(ListSource([]))
    engine.rebuild(ListSource([]))
    assert titles(other, "вода") == [A]


def test_replays_are_harmless(engine: ElasticsearchEngine):
    engine.rebuild(ListSource([made(A, title="вода", version=3)]))
    for _ in range(2):
        engine.index([made(A, title="вода", version=3)])
        assert engine.index([made(A, title="старо", version=2)]) == 0
    engine.refresh()
    assert titles(engine, "вода") == [A]


def test_bulk_actions_are_plain_data():
    action = source(made(A, title="Вода", version=7))
    assert action["_id"] == f"{A}.bg"
    assert (action["version"], action["version_type"]) == (7, "external_gte")
    assert action["_source"]["all"]["exact"][:3] == ["вода", "вода", "вода"]
    assert deletion(Key(A, "bg"), 7) == {
        "_op_type": "delete",
        "_id": f"{A}.bg",
        "version": 7,
        "version_type": "external_gte",
    }
