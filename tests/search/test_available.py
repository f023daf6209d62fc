"""Elasticsearch away, in every way it can be: readers are served, told, and do not wait for ever."""

import socket
import threading
import time
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client

from search import available, sync
from search.available import Breaker, SearchUnavailable
from search.engines import chosen
from search.engines.elasticsearch import WEB_TIMEOUT, ElasticsearchEngine, web_client
from search.query import parse
from tests.practices.pages import published

pytestmark = pytest.mark.django_db

NOTICE = "Основното търсене не отговаря"


@pytest.fixture(autouse=True)
def fresh(db) -> Iterator[None]:
    cache.clear()
    yield
    for make in (chosen._web_client, chosen._worker_client):
        make.cache_clear()


@pytest.fixture
def closed_port() -> Iterator[str]:
    """An address where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{probe.getsockname()[1]}"


@pytest.fixture
def hanging_port() -> Iterator[str]:
    """An address that takes every connection and never says a word."""
    over, kept = threading.Event(), []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)

        def accept():
            while not over.is_set():
                try:
                    kept.append(server.accept()[0])
                except TimeoutError:
                    continue

        thread = threading.Thread(target=accept)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        over.set()
        thread.join()
    for connection in kept:
        connection.close()


@pytest.fixture
def nonsense_port() -> Iterator[str]:
    """An address where something else than Elasticsearch answers."""
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)

        def answer():
            while not over.is_set():
                try:
                    connection = server.accept()[0]
                except TimeoutError:
                    continue
                with connection:
                    connection.recv(65536)
                    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")

        thread = threading.Thread(target=answer)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        over.set()
        thread.join()


@pytest.mark.parametrize("port", ["closed_port", "hanging_port", "nonsense_port"])
def test_search_page_is_served_by_the_database_with_a_notice(
    request, settings, client: Client, port: str
):
    page = published(title="Осветление на селата")
    settings.ELASTICSEARCH_URL = request.getfixturevalue(port)
    response = client.get("/tarsene/?q=осветлението")
    assert response.status_code == 200
    text = response.content.decode()
    assert NOTICE in text
    assert f"/praktiki/{page.slug}/" in text
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("port", ["closed_port", "hanging_port"])
def test_publishing_succeeds_at_once_and_nothing_is_lost(request, settings, port: str):
    settings.ELASTICSEARCH_URL = request.getfixturevalue(port)
    started = time.monotonic()
    page = published(title="Чешма на площада")
    assert time.monotonic() - started < WEB_TIMEOUT  # nobody waited for the server
    row = sync.OutboxRow.objects.get(pid=page.pid)
    assert (row.engine, row.language, row.version) == ("elasticsearch", "bg", 1)
    assert [hit.pid for hit in _database(page.title).hits] == [page.pid]


def test_breaker_spares_the_third_reader_the_wait(settings, hanging_port: str):
    settings.ELASTICSEARCH_URL = hanging_port
    waits = []
    for _ in range(4):
        started = time.monotonic()
        assert available.search(parse("вода")).degraded is True
        waits.append(time.monotonic() - started)
    assert max(waits[:2]) < 5
    assert max(waits[2:]) < 0.5


def test_breaker_lets_one_reader_try_after_the_pause(db):
    breaker = Breaker()
    breaker.failed()
    assert Breaker().lets_through() is True
    Breaker().failed()
    assert Breaker().lets_through() is False
    cache.set(available.STATE, (2, time.time() - 1), 60)
    assert [Breaker().lets_through() for _ in range(3)] == [True, False, False]
    Breaker().succeeded()
    assert [Breaker().lets_through() for _ in range(3)] == [True, True, True]


def test_missing_index_means_unavailable_not_empty(
    settings, elasticsearch_url: str, elasticsearch_index: str
):
    published(title="Осветление")
    settings.ELASTICSEARCH_URL = elasticsearch_url
    settings.ELASTICSEARCH_INDEX = elasticsearch_index
    answer = available.search(parse("осветление"))
    assert answer.degraded is True
    assert answer.hits.total == 1


def test_elasticsearch_answers_when_it_is_well(
    settings, client: Client, elasticsearch_url: str, elasticsearch_index: str
):
    page = published(title="Осветление")
    settings.ELASTICSEARCH_URL = elasticsearch_url
    settings.ELASTICSEARCH_INDEX = elasticsearch_index
    sync.rebuild(chosen.elasticsearch_engine(patient=True))
    answer = available.search(parse("осветлението"))
    assert (answer.degraded, answer.hits.engine) == (False, "elasticsearch")
    text = client.get("/tarsene/?q=осветлението").content.decode()
    assert f"/praktiki/{page.slug}/" in text
    assert NOTICE not in text


def test_elasticsearch_back_again_is_used_again(
    settings, closed_port: str, elasticsearch_url: str, elasticsearch_index: str
):
    published(title="Осветление")
    settings.ELASTICSEARCH_INDEX = elasticsearch_index
    settings.ELASTICSEARCH_URL = elasticsearch_url
    sync.rebuild(chosen.elasticsearch_engine(patient=True))
    settings.ELASTICSEARCH_URL = closed_port
    for _ in range(3):
        assert available.search(parse("осветление")).degraded is True
    settings.ELASTICSEARCH_URL = elasticsearch_url
    assert available.search(parse("осветление")).degraded is True  # nobody asks yet
    failures, _until = cache.get(available.STATE)
    cache.set(available.STATE, (failures, time.time() - 1), 60)
    assert available.search(parse("осветление")).degraded is False
    assert available.search(parse("осветление")).degraded is False


def test_hit_that_is_no_longer_public_is_not_shown(
    settings, client: Client, elasticsearch_url: str, elasticsearch_index: str
):
    page = published(title="Осветление")
    settings.ELASTICSEARCH_URL = elasticsearch_url
    settings.ELASTICSEARCH_INDEX = elasticsearch_index
    engine = chosen.elasticsearch_engine(patient=True)
    sync.rebuild(engine)
    page.unpublish()
    # Elasticsearch has not heard of it yet.
    assert [hit.pid for hit in engine.search(parse("осветление")).hits] == [page.pid]
    assert f"/praktiki/{page.slug}/" not in client.get("/tarsene/?q=осветление").content.decode()


def test_translated_names_the_class_and_nothing_typed(closed_port: str):
    with web_client(closed_port) as opened:
        engine = ElasticsearchEngine(opened, "x")
        with pytest.raises(SearchUnavailable, match=r"^ConnectionError$"), available.translated():
            engine.search(parse("тайна дума"))


def _database(text: str):
    return chosen.database_engine().search(parse(text))
