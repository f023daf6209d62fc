"""Queued mail goes out once, or is tried again until it does."""

import logging
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from post_office.models import STATUS, Email

from kb.mail import sending
from tests.kb.mail import transports


@pytest.fixture
def transport(settings):
    """Choose the class that delivers."""

    def choose(name: str) -> None:
        backends = {"default": f"tests.kb.mail.transports.{name}"}
        settings.POST_OFFICE = {**settings.POST_OFFICE, "BACKENDS": backends}

    transports.PickyBackend.delivered.clear()
    return choose


def status_of(row: Email) -> int:
    return Email.objects.get(pk=row.pk).status


def test_send_due_sends_each_mail_once(letter):
    row = letter()
    assert (sending.send_due(), sending.send_due()) == (1, 0)
    assert [message.subject for message in mail.outbox] == ["Нова парола: Чешма"]
    assert status_of(row) == STATUS.sent


def test_send_due_leaves_a_mail_that_another_worker_holds(letter):
    row = letter()
    assert sending._claim(row.pk)
    assert not sending._claim(row.pk)
    assert sending.send_due() == 0
    assert mail.outbox == []


def test_a_mail_of_a_killed_worker_goes_out_later_under_the_same_identity(letter):
    row = letter()
    sending._claim(row.pk)
    Email.objects.update(scheduled_time=timezone.now())
    assert sending.send_due() == 1
    assert mail.outbox[0].extra_headers["Message-ID"] == row.message_id
    assert row.message_id


def test_a_refused_mail_waits_and_goes_out_later(letter, transport):
    row = letter()
    transport("RefusingBackend")
    assert sending.send_due() == 0
    waiting = Email.objects.get(pk=row.pk)
    assert (waiting.status, waiting.number_of_retries) == (STATUS.requeued, 1)
    pause = waiting.scheduled_time - timezone.now()
    assert timedelta(seconds=50) < pause <= timedelta(minutes=1)
    transport("PickyBackend")
    assert sending.send_due() == 0
    Email.objects.update(scheduled_time=timezone.now())
    assert sending.send_due() == 1
    assert transports.PickyBackend.delivered == ["ivan@example.bg"]


def test_one_refused_mail_does_not_hold_up_the_others(letter, transport):
    transport("PickyBackend")
    bad = letter(to="bad@example.bg")
    letter(to="good@example.bg")
    assert sending.send_due() == 1
    assert transports.PickyBackend.delivered == ["good@example.bg"]
    assert status_of(bad) == STATUS.requeued


def test_a_mail_is_given_up_after_the_last_try(letter, transport):
    row = letter()
    transport("RefusingBackend")
    for _ in range(sending.TRIES):
        Email.objects.update(scheduled_time=timezone.now())
        sending.send_due()
    assert status_of(row) == STATUS.failed
    Email.objects.update(scheduled_time=timezone.now())
    assert sending.send_due() == 0


def test_a_failure_is_logged_without_the_person(letter, transport, caplog):
    letter()
    transport("RefusingBackend")
    with caplog.at_level(logging.DEBUG):
        sending.send_due()
    assert "not sent (ConnectionRefusedError)" in caplog.text
    assert "ivan@example.bg" not in caplog.text


def test_a_mail_that_came_too_late_is_not_sent(letter):
    row = letter()
    Email.objects.update(expires_at=timezone.now())
    assert sending.send_due() == 0
    assert status_of(row) == STATUS.failed


def test_erase_old_deletes_what_was_kept_long_enough(letter, settings):
    settings.MAIL_RETENTION_DAYS = 60
    old, young = letter(), letter()
    now = timezone.now()
    Email.objects.filter(pk=old.pk).update(created=now - timedelta(days=61))
    Email.objects.filter(pk=young.pk).update(created=now - timedelta(days=59))
    assert sending.erase_old() == 1
    assert list(Email.objects.all()) == [young]
