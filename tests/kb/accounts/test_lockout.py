"""Guessing is stopped; the page says what to do; no log says who."""

import logging

import pytest
from axes.models import AccessAttempt

from tests.kb.accounts.conftest import PASSWORD

ADDRESS = "203.0.113.7"


def try_in(client, password, name="maria", address=ADDRESS):
    return client.post("/vhod/", {"login": name, "password": password}, REMOTE_ADDR=address)


@pytest.fixture
def locked_out(client, editor):
    """The answers to five wrong passwords."""
    return [try_in(client, "wrong").status_code for _ in range(5)]


def test_five_wrong_passwords_close_the_entrance(client, locked_out):
    assert locked_out == [200, 200, 200, 200, 429]
    answer = try_in(client, PASSWORD)
    assert (answer.status_code, answer["Retry-After"]) == (429, "900")
    page = answer.content.decode()
    assert "<h1>Входът е затворен за малко</h1>" in page
    assert "Изчакайте 15 минути и опитайте пак." in page
    assert "_auth_user_id" not in client.session


def test_another_address_and_another_name_stay_open(client, locked_out, stranger):
    assert try_in(client, "wrong", name="petar").status_code == 200
    assert try_in(client, PASSWORD, address="203.0.113.8").status_code == 302


def test_a_right_password_forgives_the_wrong_ones_before(client, editor):
    for _ in range(2):
        statuses = [try_in(client, "wrong").status_code for _ in range(4)]
        assert statuses == [200] * 4
        assert try_in(client, PASSWORD).status_code == 302
        client.post("/vhod/izhod/")


def test_capital_letters_do_not_give_more_tries(client, editor):
    for name in ("maria", "MARIA", "Maria", "mAria"):
        try_in(client, "wrong", name=name)
    assert try_in(client, "wrong", name="mariA").status_code == 429


def test_one_address_cannot_try_many_names(client, db):
    statuses = [try_in(client, "wrong", name=f"name{number}").status_code for number in range(21)]
    assert statuses.count(429) == 0
    page = try_in(client, "wrong", name="one-more").content.decode()
    assert "Твърде много опити." in page


def test_neither_log_nor_database_learns_who_or_where(client, editor, caplog):
    with caplog.at_level(logging.DEBUG):
        for _ in range(6):
            try_in(client, "wrong")
    assert ADDRESS not in caplog.text
    assert "maria" not in caplog.text
    assert AccessAttempt.objects.count() == 0
