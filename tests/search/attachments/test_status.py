"""What the one who runs the site, and the one who edits it, learn of files without text."""

from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from search.attachments import status
from tests import papers
from tests.search.attachments.files import attachment, practice, read_all, states

pytestmark = pytest.mark.django_db
SCAN = "Във файла няма текст: сигурно е сканиран. Приложете самия документ."


def said(command: str, *arguments: str) -> list[str]:
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue().splitlines()


@pytest.fixture
def three():
    page = practice(
        attachment(papers.scan(), "scan.pdf"), attachment(name="a.pdf"), attachment(name="b.pdf")
    )
    read_all()
    practice(attachment(name="later.pdf"))
    return page


def test_command_counts_by_state_and_reason(three):
    assert said("attachments_status") == [
        "read     -            2",
        "nothing  no_text      1",
        "waiting  -            1",
    ]


def test_command_names_what_has_no_text(three):
    assert said("attachments_status", "--list")[3:] == [
        "documents/scan.pdf: nothing no_text",
        "documents/later.pdf: waiting",
    ]


def test_command_reads_again_what_it_is_told_to(three):
    assert said("attachments_status", "--retry", "broken")[0] == "to be read again: 0"
    assert said("attachments_status", "--retry")[0] == "to be read again: 2"
    assert states()["scan.pdf"] == ("waiting", "no_text")
    assert said("attachments_status", "--now") == [
        "read     -            3",
        "nothing  no_text      1",
    ]
    with pytest.raises(CommandError):
        call_command("attachments_status", retry="nonsense")


def test_status_of_the_search_has_a_line(three):
    lines = said("search_status")
    assert lines[-1] == "documents' text: read 2 · nothing (no_text) 1 · waiting 1"


def test_status_without_files_says_none():
    assert said("search_status")[-1] == "documents' text: none"


def test_file_that_waits_for_its_first_reading_is_no_fault(three):
    other = practice(attachment(papers.scan(), "c.pdf"))
    assert status.without_text(other.records.get().document) == {}
    assert status.without_text(three.records.get().document) == {"Документ 1": SCAN}


def test_text_of_a_kind_that_is_not_read_is_named_and_a_table_is_not():
    old, table = attachment(b"text", "old.odt"), attachment(b"table", "t.xlsx")
    page = practice(table, old)
    said = "Такива файлове не четем. Запишете го като PDF или DOCX."
    assert status.without_text(page.records.get().document) == {"Документ 2": said}


def test_missing_file_has_a_sentence_of_its_own():
    assert status.sentence("missing") == "Файла го няма в хранилището. Приложете го отново."


def test_editor_is_told_above_the_form_which_document_is_a_scan(client, three):
    client.force_login(get_user_model().objects.create_superuser("editor", password="x"))
    shown = client.get(f"/admin/pages/{three.pk}/edit/").content.decode()
    assert f"Търсенето не може да прочете тези документи. <b>Документ 1</b>: {SCAN}" in shown
    fine = practice(attachment(name="fine.pdf"))
    read_all()
    shown = client.get(f"/admin/pages/{fine.pk}/edit/").content.decode()
    assert "Търсенето не може да прочете" not in shown
