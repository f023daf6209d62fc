"""An address is counted, not kept."""

from datetime import UTC, datetime

import pytest
from django.test import RequestFactory, override_settings
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from kb.protection import address

REAL = "203.0.113.7"


def request(forwarded: str | None = None, peer: str = "10.0.0.1"):
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    return RequestFactory().get("/", REMOTE_ADDR=peer, headers=headers)


@pytest.mark.parametrize(
    "proxies, forwarded, expected",
    [
        (0, None, "10.0.0.1"),
        (0, REAL, "10.0.0.1"),  # anybody can write the header
        (1, REAL, REAL),
        (1, f"198.51.100.1, {REAL}", REAL),  # the part before was written by the client
        (2, f"198.51.100.1, {REAL}, 10.0.0.9", REAL),
        (2, REAL, "10.0.0.1"),  # did not come through both proxies
        (1, "rubbish", "unknown"),
        (1, None, "10.0.0.1"),  # came past the proxy
    ],
)
def test_client_address_believes_only_our_own_proxies(settings, proxies, forwarded, expected):
    settings.TRUSTED_PROXIES = proxies
    assert address.client_address(request(forwarded)) == expected


def test_client_address_takes_an_ipv6_network_for_one_client():
    first = address.client_address(request(peer="2001:db8:1:2::1"))
    second = address.client_address(request(peer="2001:db8:1:2:ffff::9"))
    other = address.client_address(request(peer="2001:db8:1:3::1"))
    assert first == second
    assert first != other


def test_client_address_reads_ipv4_written_as_ipv6():
    assert address.client_address(request(peer=f"::ffff:{REAL}")) == REAL


@given(st.text(max_size=60))
def test_client_address_survives_any_header(text):
    with override_settings(TRUSTED_PROXIES=1):
        made = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1")
        made.META["HTTP_X_FORWARDED_FOR"] = text
        assert address.client_address(made)


def test_hashed_address_changes_every_day(monkeypatch):
    days = []
    for day in (1, 2):
        monkeypatch.setattr(timezone, "now", lambda day=day: datetime(2026, 3, day, tzinfo=UTC))
        days.append(address.hashed_address(request(peer=REAL)))
    assert days[0] != days[1]


def test_hashed_address_depends_on_the_secret(settings):
    first = address.hashed_address(request(peer=REAL))
    settings.SECRET_KEY = "another"
    assert address.hashed_address(request(peer=REAL)) != first


def test_hashed_address_does_not_contain_the_address():
    assert REAL not in address.hashed_address(request(peer=REAL))
