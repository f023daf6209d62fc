"""Publishing and reading at the same moment: nobody waits for ever and no text is lost."""

import pytest

from search.attachments import leases, reading
from search.attachments.models import AttachmentText
from search.engines.chosen import database_engine
from search.query import parse
from tests.search.attachments.files import DECREE, WORD, attachment, practice, read_all, states
from tests.simultaneous import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def found(text: str) -> list[str]:
    return [hit.pid for hit in database_engine().search(parse(text)).hits]


def test_ten_readers_read_a_file_once(monkeypatch):
    pages = [practice(attachment(name=f"{n}.pdf")) for n in "abc"]
    read = []
    real = reading.extract

    def counted(*args):
        read.append(args)
        return real(*args)

    monkeypatch.setattr(reading, "extract", counted)
    assert sum(at_once([lambda: reading.read_due(60)] * 10)) == 3
    assert len(read) == 3
    assert sorted(found(WORD)) == sorted(page.pid for page in pages)


def test_practice_published_while_its_file_is_read_is_found_by_both():
    page = practice(attachment())
    for number in range(5):
        AttachmentText.objects.update(state="waiting", text="", leased_until=None)
        AttachmentText.objects.update(due_at=page.last_published_at)
        row = leases.take()

        def publish(number: int = number) -> None:
            page.title = f"Чешма номер {number}"
            page.save_revision().publish()

        at_once([publish, lambda row=row: reading.read(row)])
        assert AttachmentText.objects.get().text == DECREE
        assert (found(f"номер {number}"), found(WORD)) == ([page.pid], [page.pid])


def test_records_of_one_file_written_at_once_agree_with_its_row():
    shared = attachment()
    pages = [practice(shared) for _ in range(4)]
    acts = [lambda p=page: p.unpublish() for page in pages[:3]]
    acts += [lambda p=pages[3]: p.save_revision().publish()]
    assert len(at_once(acts)) == 4
    assert states() == {"naredba.pdf": ("waiting", "")}
    uses = AttachmentText.objects.get().uses.values_list("pid", flat=True)
    assert list(uses) == [pages[3].pid]
    read_all()
    assert found(WORD) == [pages[3].pid]


def test_last_reader_of_a_file_goes_while_another_comes():
    for _ in range(5):
        shared = attachment()
        old, new = practice(shared), practice(shared, live=False)
        at_once([old.unpublish, lambda page=new: page.save_revision().publish()])
        row = AttachmentText.objects.get(path=shared.file.name)
        assert list(row.uses.values_list("pid", flat=True)) == [new.pid]
