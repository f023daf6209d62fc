"""Limits are exact, also when many ask at once."""

import threading

import pytest
from django.core.cache import cache, caches
from django.core.management import call_command
from django.db import connection
from django.test import RequestFactory

from kb.protection import rate


def test_allow_counts_up_to_the_limit():
    assert [rate.allow("letters", "somebody", 3, 60) for _ in range(5)] == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_allow_counts_scopes_and_keys_apart():
    assert rate.allow("letters", "somebody", 1, 60)
    assert rate.allow("letters", "somebody else", 1, 60)
    assert rate.allow("pictures", "somebody", 1, 60)
    assert not rate.allow("letters", "somebody", 1, 60)


def test_allow_counts_one_address_in_all_its_requests():
    first = RequestFactory().get("/", REMOTE_ADDR="203.0.113.7")
    again = RequestFactory().post("/other", REMOTE_ADDR="203.0.113.7")
    other = RequestFactory().get("/", REMOTE_ADDR="203.0.113.8")
    assert rate.allow("letters", first, 1, 60)
    assert not rate.allow("letters", again, 1, 60)
    assert rate.allow("letters", other, 1, 60)


def test_allow_begins_anew_in_the_next_window(monkeypatch):
    now = 1_000_000.0
    monkeypatch.setattr(rate.time, "time", lambda: now)
    assert rate.allow("letters", "somebody", 1, 60)
    assert not rate.allow("letters", "somebody", 1, 60)
    now += 60
    assert rate.allow("letters", "somebody", 1, 60)


def test_allow_stores_nothing_readable():
    request = RequestFactory().get("/", REMOTE_ADDR="203.0.113.7")
    rate.allow("letters", request, 1, 60)
    rate.allow("letters", "ivan@example.bg", 1, 60)
    stored = " ".join(cache._cache)
    assert "203.0.113.7" not in stored
    assert "ivan" not in stored


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres
def test_allow_is_exact_for_threads_on_the_database_cache(settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "kb_cache",
        }
    }
    call_command("createcachetable", verbosity=0)
    answers: list[bool] = []
    start = threading.Barrier(8)

    def ask() -> None:
        start.wait()
        answers.extend(rate.allow("letters", "somebody", 10, 600) for _ in range(4))
        connection.close()
        caches.close_all()

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(answers), sum(answers)) == (32, 10)
