"""A signed link opens one row for one purpose, and for as long as was said."""

import time
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core import signing
from hypothesis import given
from hypothesis import strategies as st

from kb.links import EXPIRED, UNKNOWN, row_of, token_of

DAY = timedelta(days=1)


@pytest.fixture
def rows(db):
    users = get_user_model().objects
    return [users.create_user(name) for name in ("edin", "dvama")]


def opened(token: str, salt: str = "a", life: timedelta | None = DAY, **options):
    return row_of(token, salt, get_user_model().objects, life=life, column="username", **options)


def test_link_opens_its_row_and_nothing_else(rows):
    one, two = rows
    token = token_of(one, "a", column="username")
    assert opened(token) == (one, "")
    assert opened(token, "b") == (None, UNKNOWN)
    assert opened(token, life=None) == (None, UNKNOWN)
    assert opened(token_of(one, "a", dated=False, column="username")) == (None, UNKNOWN)
    assert opened(token_of(one, "a", dated=False, column="username"), life=None) == (one, "")
    forged = signing.dumps([two.pk, one.username], salt="a")
    assert opened(forged) == (None, UNKNOWN)


def test_link_is_over_by_its_age_its_row_or_a_newer_one(rows, monkeypatch):
    one, two = rows
    old = token_of(one, "a", column="username")
    in_two_days = time.time() + 2 * DAY.total_seconds()
    monkeypatch.setattr(signing.time, "time", lambda: in_two_days)
    assert (opened(old), opened(old, life=3 * DAY)) == ((None, EXPIRED), (one, ""))
    token = token_of(two, "a", column="username")
    two.username = "drug"
    two.save()
    assert opened(token) == (None, UNKNOWN)
    assert opened(token, renewed=True) == (None, EXPIRED)
    two.delete()
    assert opened(token) == (None, EXPIRED)


def test_row_without_a_secret_is_opened_by_no_link(rows):
    one, _two = rows
    token = token_of(one, "a", column="first_name")
    assert row_of(token, "a", get_user_model().objects, life=DAY, column="first_name") == (
        None,
        UNKNOWN,
    )


@given(st.one_of(st.text(max_size=60), st.lists(st.integers() | st.text(), max_size=4)))
def test_any_token_of_any_shape_is_a_plain_no(typed):
    token = typed if isinstance(typed, str) else signing.dumps(typed, salt="a")
    nobody = get_user_model().objects.none()
    assert row_of(token, "a", nobody, life=DAY)[0] is None
