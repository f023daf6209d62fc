"""What becomes of each file, whoever dies when."""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta

import pytest
from django.conf import settings as site
from django.core.files.base import ContentFile
from django.db.models import F
from django.utils import timezone

from kb.extraction import Limits, Stopped, TooSlow
from kb.jobs.models import JobState
from search.attachments import leases, reading
from search.attachments.models import AttachmentText
from search.attachments.signals import text_read
from tests import papers
from tests.search.attachments.files import (
    DECREE,
    attachment,
    practice,
    read_all,
    replace,
    states,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def told():
    """The numbers of the practices whose text was said to be new, in order."""
    pids: list[str] = []

    def listen(pid: str, **_kwargs: object) -> None:
        pids.append(pid)

    text_read.connect(listen)
    yield pids
    text_read.disconnect(listen)


def due(**values: object) -> None:
    """Make every row due now."""
    AttachmentText.objects.update(due_at=timezone.now(), **values)


def test_file_is_read_once_and_its_practices_are_told(told):
    file = attachment()
    page = practice(file)
    assert read_all() == 1
    row = AttachmentText.objects.get()
    assert (row.text, row.state, row.attempts, row.due_at) == (DECREE, "read", 0, None)
    assert (row.size, len(row.digest)) == (file.file.size, 64)
    assert told == [page.pid]
    assert read_all() == 0


def test_practice_published_again_is_compared_and_not_read_again(told, monkeypatch):
    page = practice(attachment())
    read_all()
    page.title = "Друго име"
    page.save_revision().publish()
    monkeypatch.setattr(reading, "extract", None)
    assert (read_all(), told) == (1, [page.pid])
    assert AttachmentText.objects.get().text == DECREE


def test_file_replaced_in_its_place_is_read_again(told):
    file = attachment()
    page = practice(file)
    read_all()
    replace(file, papers.pdf("Други думи за чешми и паркове"))
    due()
    read_all()
    assert AttachmentText.objects.get().text == "Други думи за чешми и паркове"
    assert told == [page.pid, page.pid]


def test_file_replaced_by_a_scan_loses_its_text_and_says_so(told):
    file = attachment()
    page = practice(file)
    read_all()
    replace(file, papers.scan())
    due()
    read_all()
    row = AttachmentText.objects.get()
    assert (row.text, row.state, row.reason) == ("", "nothing", "no_text")
    assert told == [page.pid, page.pid]


def test_each_reason_is_kept_and_nobody_is_told(told):
    practice(
        attachment(papers.scan(), "scan.pdf"),
        attachment(papers.pdf("".join(chr(0xE100 + n) for n in range(40))), "glyphs.pdf"),
        attachment(papers.locked_pdf(DECREE, password="тайна"), "locked.pdf"),
        attachment(b"%PDF-1.7 torn", "torn.pdf"),
        attachment(papers.word("Добро"), "renamed.pdf"),
        attachment(b"a" * (16 * 1024 * 1024), "huge.txt"),
    )
    read_all()
    assert states() == {
        "scan.pdf": ("nothing", "no_text"),
        "glyphs.pdf": ("nothing", "unreadable"),
        "locked.pdf": ("refused", "encrypted"),
        "torn.pdf": ("refused", "broken"),
        "renamed.pdf": ("refused", "broken"),
        "huge.txt": ("refused", "too_large"),
    }
    assert told == []
    assert read_all() == 0


def test_slow_file_is_tried_again_later_and_then_given_up(monkeypatch):
    def slow(*_args):
        raise TooSlow

    practice(attachment())
    monkeypatch.setattr(reading, "extract", slow)
    pauses = []
    for _ in range(reading.MAX_TRIES - 1):
        assert read_all() == 1
        row = AttachmentText.objects.get()
        pauses.append(round((row.due_at - timezone.now()) / timedelta(minutes=1)))
        assert (row.state, row.reason) == ("waiting", "too_slow")
        due()
    assert pauses == [1, 2, 4]
    read_all()
    assert states() == {"naredba.pdf": ("refused", "too_slow")}
    due()
    assert read_all() == 1  # compared, not read: slow() would have been asked for ever
    assert states() == {"naredba.pdf": ("refused", "too_slow")}


def test_file_whose_reader_was_stopped_is_read_the_next_time(monkeypatch):
    def stopped(*_args):
        raise Stopped

    practice(attachment())
    with monkeypatch.context() as patch:
        patch.setattr(reading, "extract", stopped)
        read_all()
    due()
    read_all()
    assert states() == {"naredba.pdf": ("read", "")}


def test_missing_file_is_waited_for_and_its_text_is_kept(told):
    file = attachment()
    page = practice(file)
    read_all()
    raw = papers.pdf(DECREE)
    file.file.storage.delete(file.file.name)
    for _ in range(reading.MAX_TRIES + 2):
        due()
        read_all()
    assert states() == {"naredba.pdf": ("read", "missing")}
    file.file.storage.save(file.file.name, ContentFile(raw))
    due()
    read_all()
    row = AttachmentText.objects.get()
    assert (row.state, row.reason, row.text) == ("read", "", DECREE)
    assert told == [page.pid]


def test_retry_reads_what_has_no_text_and_leaves_the_rest():
    scan = attachment(papers.scan(), "scan.pdf")
    practice(scan, attachment(b"%PDF-1.7 torn", "torn.pdf"), attachment())
    read_all()
    assert leases.retry("encrypted") == 0
    assert leases.retry("no_text") == 1
    assert states()["scan.pdf"] == ("waiting", "no_text")
    assert (read_all(), leases.retry()) == (1, 2)


def test_row_taken_by_one_reader_is_not_given_to_another():
    practice(attachment())
    taken = leases.take()
    assert leases.take() is None
    AttachmentText.objects.update(leased_until=timezone.now())
    again = leases.take()
    assert (again.pk, again.attempts) == (taken.pk, 2)
    assert again.leased_by != taken.leased_by


def test_reader_that_lost_its_row_changes_nothing(told):
    practice(attachment())
    late = leases.take()
    AttachmentText.objects.update(leased_until=timezone.now())
    leases.take()
    reading.read(late)
    assert AttachmentText.objects.get().text == ""
    assert told == []


def test_request_that_comes_during_the_reading_stays(monkeypatch):
    page = practice(attachment())
    real = reading.extract

    def published_meanwhile(*args):
        page.title = "Ново име"
        page.save_revision().publish()
        return real(*args)

    monkeypatch.setattr(reading, "extract", published_meanwhile)
    reading.read(leases.take())
    assert AttachmentText.objects.get().due_at is not None


def test_practice_withdrawn_during_the_reading_keeps_no_text(monkeypatch, told):
    page = practice(attachment())
    real = reading.extract

    def withdrawn_meanwhile(*args):
        page.unpublish()
        return real(*args)

    monkeypatch.setattr(reading, "extract", withdrawn_meanwhile)
    assert read_all() == 1
    assert (AttachmentText.objects.count(), told) == (0, [])


@pytest.mark.django_db(transaction=True)
def test_text_and_what_listeners_wrote_are_kept_together_or_not_at_all(told):
    page = practice(attachment())

    def fail(**_kwargs: object) -> None:
        raise ZeroDivisionError

    text_read.connect(fail)
    with pytest.raises(ZeroDivisionError):
        read_all()
    text_read.disconnect(fail)
    assert AttachmentText.objects.get().text == ""
    AttachmentText.objects.update(leased_until=timezone.now())
    assert read_all() == 1
    assert told == [page.pid, page.pid]  # the first of them was rolled back with the text


def test_file_that_kills_its_reader_every_time_is_given_up():
    practice(attachment())
    for _ in range(reading.MAX_TRIES):
        leases.take()
        AttachmentText.objects.update(leased_until=timezone.now())
    read_all()
    assert states() == {"naredba.pdf": ("refused", "stopped")}
    assert AttachmentText.objects.filter(due_at=None, modified_at__isnull=False).count() == 1


@pytest.mark.django_db(transaction=True)
def test_worker_killed_while_it_reads_loses_nothing(database_url, tmp_path, monkeypatch, told):
    """A real worker, killed with SIGKILL; the next one finishes what it had in hand."""
    slow = papers.joined(papers.pdf(DECREE), papers.heavy_pdf(60))
    practice(attachment(slow, "slow.pdf"))
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "kb.settings.dev",
        "DATABASE_URL": database_url,
        "VAR_DIR": str(tmp_path),
        "LEXICON_DIR": str(site.LEXICON_DIR),
    }
    worker = subprocess.Popen(
        [sys.executable, "manage.py", "worker", "--interval", "0.2"],
        cwd=site.BASE_DIR,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_until(lambda: AttachmentText.objects.filter(attempts=1).exists(), worker)
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    assert AttachmentText.objects.get().text == ""
    assert read_all() == 0  # the lease of the dead still holds
    AttachmentText.objects.update(leased_until=F("leased_until") - leases.LEASE)
    monkeypatch.setattr(reading, "LIMITS", Limits(processor=2, patience=120))
    assert read_all() == 1
    row = AttachmentText.objects.get()
    assert (row.text.strip(), row.state, row.cut_by) == (DECREE, "read", "time")
    assert len(told) == 1
    assert JobState.objects.filter(name="attachments.read").exists()


def _wait_until(happened, process: subprocess.Popen) -> None:
    end = time.monotonic() + 60
    while not happened():
        assert process.poll() is None
        assert time.monotonic() < end
        threading.Event().wait(0.1)
