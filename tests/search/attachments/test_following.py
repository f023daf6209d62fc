"""There is a row for every public file that can be read, and for no other."""

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.management import call_command
from django.db import transaction

from practices.models import PracticeDocument, PracticeRecord
from search.attachments import following
from search.attachments.models import AttachmentText, AttachmentUse
from tests import papers
from tests.search.attachments.files import (
    attachment,
    practice,
    publication,
    read_all,
    replace,
    states,
)

pytestmark = pytest.mark.django_db
WAITING, READ = ("waiting", ""), ("read", "")


def uses() -> set[tuple[str, str]]:
    return set(AttachmentUse.objects.values_list("pid", "language"))


def test_public_files_of_readable_kinds_wait_to_be_read():
    practice(attachment(), attachment(papers.word("Текст"), "b.docx"), attachment(b"x", "c.xlsx"))
    publication(attachment(b"text", "d.TXT"))
    assert states() == {"naredba.pdf": WAITING, "b.docx": WAITING, "d.TXT": WAITING}


def test_file_of_a_draft_is_not_touched_until_it_is_published():
    page = practice(attachment(), live=False)
    assert (states(), read_all()) == ({}, 0)
    page.save_revision().publish()
    assert states() == {"naredba.pdf": WAITING}


def test_file_added_in_a_draft_of_a_live_practice_is_not_touched():
    page = practice(attachment())
    page.documents = [
        *page.documents.all(),
        PracticeDocument(title="Б", file=attachment(name="b.pdf")),
    ]
    page.save_revision()
    assert states() == {"naredba.pdf": WAITING}


def test_row_that_was_forged_for_a_private_file_is_deleted_unread():
    hidden = attachment()
    practice(hidden, live=False)
    AttachmentText.objects.create(path=hidden.file.name)
    AttachmentText.objects.create(path="private/proposal.pdf")
    assert read_all() == 2
    assert states() == {}


def test_file_taken_out_is_forgotten_and_the_others_stay():
    page = practice(attachment(name="a.pdf"), attachment(name="b.pdf"))
    read_all()
    page.documents = [row for row in page.documents.all() if "a.pdf" in row.file.file.name]
    page.save_revision().publish()
    assert states() == {"a.pdf": READ}


def test_withdrawn_practice_leaves_no_text_behind():
    page = practice(attachment())
    read_all()
    page.unpublish()
    assert AttachmentText.objects.count() == AttachmentUse.objects.count() == 0


def test_file_of_two_practices_stays_until_both_have_gone():
    shared = attachment()
    first, second = practice(shared), practice(shared)
    read_all()
    assert uses() == {(first.pid, "bg"), (second.pid, "bg")}
    first.unpublish()
    assert states() == {"naredba.pdf": READ}
    second.unpublish()
    assert states() == {}


def test_row_is_written_with_the_record_or_not_at_all():
    def publish_and_fail() -> None:
        with transaction.atomic():
            practice(attachment())
            assert AttachmentText.objects.count() == 1
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        publish_and_fail()
    assert (PracticeRecord.objects.count(), AttachmentText.objects.count()) == (0, 0)


def test_publishing_opens_no_file(monkeypatch):
    def refuse(*_args):
        raise AssertionError("a file was opened")

    file = attachment()
    monkeypatch.setattr(FileSystemStorage, "open", refuse)
    practice(file)
    assert states() == {"naredba.pdf": WAITING}


def test_record_without_files_costs_one_question(django_assert_num_queries):
    record = practice().records.get()
    with django_assert_num_queries(1):
        following.follow(record)


def test_compare_finds_what_nobody_told_of():
    page = practice(attachment())
    AttachmentText.objects.all().delete()  # as before there was this table
    forgotten = AttachmentText.objects.create(path="documents/forgotten.pdf")
    gone = AttachmentUse.objects.create(attachment=forgotten, pid="ДП-1990-0001", language="bg")
    assert following.compare() == 3  # two records and a file
    assert states() == {"naredba.pdf": WAITING}
    assert uses() == {(page.pid, "bg")}
    assert not AttachmentUse.objects.filter(pk=gone.pk).exists()
    read_all()
    assert following.compare() == 0


def test_compare_has_a_replaced_file_read_again():
    file = attachment()
    practice(file, attachment(name="b.pdf"))
    read_all()
    replace(file, papers.pdf("Съвсем друг текст за чешми"))
    assert following.compare() == 1
    assert read_all() == 1
    texts = set(AttachmentText.objects.values_list("text", flat=True))
    assert "Съвсем друг текст за чешми" in texts


def test_records_of_before_are_found_by_the_command():
    practice(attachment())
    AttachmentText.objects.all().delete()
    call_command("worker", once=True)
    call_command("attachments_status", now=True)
    assert states() == {"naredba.pdf": READ}
