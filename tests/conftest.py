"""What every test may ask for: servers, databases, a browser, and folders of the test's own."""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import TransactionTestCase, override_settings
from django.utils import translation
from elasticsearch import Elasticsearch
from playwright.sync_api import Browser, Page

from scripts import messages
from search.bulgarian import use_lexicon
from search.bulgarian.build import build as build_lexicon
from tests import browsers, databases, servers

RUN = pytest.StashKey()


def pytest_configure(config: pytest.Config) -> None:
    """Make what all tests need and open the run, before any worker starts."""
    if not hasattr(config, "workerinput"):
        messages.compile_catalogues(list(messages.ROOMS))
        build_lexicon(settings.LEXICON_DIR)
        use_lexicon(settings.LEXICON_DIR)
        config.stash[RUN] = run = servers.run()
        run.__enter__()


def pytest_unconfigure(config: pytest.Config) -> None:
    if run := config.stash.get(RUN, None):
        run.__exit__(None, None, None)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what asks for a server or a browser, so that `-m` finds it."""
    marks = {
        "elasticsearch_url": pytest.mark.es,
        "postgres_url": pytest.mark.postgres,
        "browser": pytest.mark.browser,
    }
    for item in items:
        for fixture in marks.keys() & set(getattr(item, "fixturenames", ())):
            item.add_marker(marks[fixture])
        if item.get_closest_marker("postgres") and "postgres_url" not in item.fixturenames:
            item.fixturenames.insert(0, "postgres_url")


def _absent(reason: object) -> None:
    """Skip a test for want of a server, or fail it where it must not be wanting."""
    if servers.required():
        pytest.fail(str(reason), pytrace=False)
    pytest.skip(str(reason))


@pytest.fixture(scope="session")
def worker(request: pytest.FixtureRequest) -> str:
    """The name of this test process: gw0, gw1 …, or "main" where there is only one."""
    return getattr(request.config, "workerinput", {}).get("workerid", "main")


@pytest.fixture(scope="session", autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what tests write out of the checkout's var/."""
    folder = tmp_path_factory.mktemp("var")
    for name in ("media", "static"):
        (folder / name).mkdir()
    with override_settings(MEDIA_ROOT=folder / "media", STATIC_ROOT=folder / "static"):
        yield


@pytest.fixture(autouse=True)
def nothing_is_remembered() -> None:
    """Begin every test with no rate limit used up, and in Bulgarian.

    A request in English, like any other, leaves its language to the thread it ran in.
    """
    cache.clear()
    translation.activate(settings.LANGUAGE_CODE)


# --- Databases ---------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def database(worker: str) -> databases.Sqlite | databases.Postgres:
    """This process's database; `restore()` brings back what the migrations made."""
    is_sqlite = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
    kind = databases.Sqlite if is_sqlite else databases.Postgres
    return kind(worker, Path(os.environ[servers.RUN]))


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, database) -> Iterator[None]:
    """Instead of pytest-django's: a copy of the template, see tests/databases.py."""
    patch = pytest.MonkeyPatch()
    # Django would empty every table after a test that commits, and with them what migrations made.
    patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: database.restore())
    with django_db_blocker.unblock():
        database.prepare()
    yield
    patch.undo()
    with django_db_blocker.unblock():
        database.remove()


@pytest.fixture
def database_url(database, django_db_setup) -> str:
    """The DATABASE_URL with which another process reaches this test's database."""
    return database.url


@pytest.fixture
def postgres_url(database, django_db_setup) -> str:
    """The address of this process's PostgreSQL database, which is Django's default one."""
    if not isinstance(database, databases.Postgres):
        _absent("runs on PostgreSQL: make test-postgres ARGS=tests/…")
    return database.url


# --- Elasticsearch -----------------------------------------------------------------------------


@pytest.fixture(scope="session")
def elasticsearch_url() -> str:
    """The address of a real Elasticsearch, one for the whole run."""
    try:
        return servers.elasticsearch()
    except servers.Unavailable as reason:
        _absent(reason)


@pytest.fixture
def elasticsearch_index(elasticsearch_url: str, worker: str) -> Iterator[str]:
    """A name that no other test uses; whatever begins with it is deleted afterwards."""
    name = f"test-{worker}-{uuid.uuid4().hex[:8]}"
    yield name
    with Elasticsearch(elasticsearch_url) as client:
        found = client.indices.get(index=f"{name}*", expand_wildcards="all")
        for index in found:
            client.indices.delete(index=index)


# --- Browser -----------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium, one for each test process."""
    try:
        with browsers.chromium() as started:
            yield started
    except servers.Unavailable as reason:
        _absent(reason)


@pytest.fixture
def page(browser: Browser, live_server) -> Iterator[Page]:
    """A visitor's page on the running site; `page.goto("/")` opens the home page."""
    with browsers.open_page(browser, live_server.url) as opened:
        yield opened


@pytest.fixture
def page_without_javascript(browser: Browser, live_server) -> Iterator[Page]:
    """The same for a visitor whose browser runs no scripts."""
    with browsers.open_page(browser, live_server.url, javascript=False) as opened:
        yield opened
