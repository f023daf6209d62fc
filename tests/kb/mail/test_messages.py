"""A message is written with what causes it, in the reader's language."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from post_office.models import STATUS, Email

from kb.mail import absolute


def test_queue_writes_subject_text_and_html_in_the_language(letter):
    bulgarian, english = letter(), letter(language="en")
    assert bulgarian.subject == "Нова парола: Чешма"
    assert bulgarian.message.startswith(
        "Здравейте,\n\nЧешма\nhttps://opit.example/predlozhenie/abc/"
    )
    assert '<html lang="bg">' in bulgarian.html_message
    assert english.subject == "A new password: Чешма"
    assert english.message.startswith("Hello,\n")
    assert (bulgarian.status, bulgarian.to) == (STATUS.queued, ["ivan@example.bg"])


def test_queue_escapes_what_people_wrote_in_html_only(letter):
    row = letter("<b>Чешма</b> & „извор“")
    assert "<b>Чешма</b> & „извор“" in row.message
    assert row.subject == "Нова парола: <b>Чешма</b> & „извор“"
    assert "<p>&lt;b&gt;Чешма&lt;/b&gt; &amp; „извор“</p>" in row.html_message


def test_queue_lets_nobody_write_a_header(letter):
    row = letter("Чешма\r\nBcc: all@example.bg")
    assert row.subject == "Нова парола: Чешма Bcc: all@example.bg"
    assert row.email_message().message()["Bcc"] is None


@pytest.mark.parametrize("address", ["ivan", "ivan@example.bg\nBcc: all@example.bg", ""])
def test_queue_refuses_what_is_no_address(letter, address):
    with pytest.raises(ValidationError):
        letter(to=address)
    assert Email.objects.count() == 0


def test_queue_tells_machines_not_to_answer_and_people_where(letter):
    message = letter().email_message().message()
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Reply-To"] == "pishete@opit.example"


@pytest.mark.django_db(transaction=True)
def test_queue_is_undone_with_its_cause(letter):
    with transaction.atomic():
        letter()
        transaction.set_rollback(True)
    assert Email.objects.count() == 0


@pytest.mark.parametrize("site", ["https://opit.example", "https://opit.example/"])
def test_absolute_joins_site_and_path(settings, site):
    settings.SITE_URL = site
    assert absolute("/temi/") == absolute("temi/") == "https://opit.example/temi/"
