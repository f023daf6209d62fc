"""The form in Word goes down and comes back through the site, without scripts; nothing is lost."""

import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from practices.drafts import saving
from practices.drafts.entries import values_from
from practices.drafts.models import Draft
from practices.drafts.tokens import draft_path
from practices.entry import ROWS
from tests import papers
from tests.practices.drafts.cases import ENTRY, START, Writer, typed
from tests.practices.submissions.cases import pdf

pytestmark = pytest.mark.django_db


def upload(raw: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("формуляр.docx", raw)


def changed(raw: bytes, answers: dict[str, str]) -> bytes:
    """The form with other answers, by the beginnings of their labels."""
    document = docx.Document(io.BytesIO(raw))
    for table in (one for one in document.tables if len(one.columns) == 2):
        for row in table.rows:
            for label, answer in answers.items():
                if row.cells[0].text.split("\n")[0] == label:
                    row.cells[1].text = answer
    return papers.saved(document)


def states(response) -> dict[str, str]:
    return {item.name: item.state for item in response.context["review"].items}


def values() -> dict:
    return Draft.objects.get().values


def test_empty_form_begins_a_draft_that_holds_only_what_was_clicked():
    writer = Writer()
    Draft.objects.all().delete()
    response = writer.client.get(f"{START}formulyar.docx")
    assert "filename*=UTF-8''%D1%84" in response["Content-Disposition"]
    raw = changed(
        response.content,
        {"Заглавие": "Топъл обяд", "Предистория": "Нямаше кой.", "Лиценз": "какъвто искате"},
    )
    shown = writer.client.post(START, {"word": upload(raw)})
    page = shown.content.decode()
    assert states(shown) == {"title": "new", "background": "new"}
    assert "Прочетохме 2 полета и редове." in " ".join(page.split())
    assert "какъвто искате" in page
    assert values() == {}
    form = {"read": shown.context["payload"], "take": "1", "take-title": "file"}
    address = f"{START}{shown.context['token']}/word/"
    done = writer.client.post(address, form)
    assert (done.context["taken"], values()) == (1, {"title": "Топъл обяд"})
    assert "какъвто искате" in done.content.decode()
    # The same click again changes nothing; a reading of another draft or an altered one is refused.
    writer.client.post(address, form)
    assert values() == {"title": "Топъл обяд"}
    other = Writer()
    for read in (form["read"], form["read"] + "x", ""):
        refused = other.client.post(f"{other.root}word/", form | {"read": read})
        assert "Качете файла още веднъж." in refused.content.decode()
    assert [draft.values for draft in Draft.objects.order_by("pk")] == [{"title": "Топъл обяд"}, {}]


def test_form_of_a_draft_comes_back_and_both_words_are_asked_about():
    writer = Writer()
    for number in range(1, 6):
        extra = {"files": [pdf()]} if number == 5 else {}
        writer.post(number, **typed(number), **extra, go="next")
    raw = writer.client.get(f"{writer.root}formulyar.docx").content
    before = values()
    address = f"{writer.root}word/"
    nothing = writer.client.post(address, {"word": upload(raw)})
    assert (nothing.context["review"].items, nothing.context["read"].unread) == ([], [])

    answers = {"Заглавие": "Обяд за всички", "Практика": "Наехме двама готвачи.", "Резултати": ""}
    raw = changed(raw, answers)
    # Meanwhile a colleague saved the second step on the site.
    writer.open(2)
    writer.post(2, **typed(2) | {"practice": "Колежка добави това."}, go="next")
    shown = writer.client.post(address, {"word": upload(raw)})
    assert states(shown) == {"title": "later", "practice": "both"}
    form = {"read": shown.context["payload"], "take": "1", "take-title": "file"}
    asked = writer.client.post(address, form)
    assert "Изберете кой да остане." in asked.content.decode()
    assert values()["title"] == before["title"]

    # And once more while the page was open: everything is shown anew, nothing is written.
    writer.open(1)
    writer.post(1, **typed(1) | {"title": "Трето заглавие"}, go="next")
    again = writer.client.post(address, form | {"take-practice": "both"})
    assert "Докато избирахте" in again.content.decode()
    assert states(again) == {"title": "both", "practice": "both"}
    chosen = {"take-title": "site", "take-practice": "both", "take": "1"}
    done = writer.client.post(address, {"read": again.context["payload"], **chosen})
    assert done.context["taken"] == 1
    assert values() == before | {
        "title": "Трето заглавие",
        "practice": "Колежка добави това.\n\nНаехме двама готвачи.",
    }


def test_rows_from_the_file_never_take_a_file_away():
    writer = Writer()
    writer.post(5, files=[pdf()], go="next")
    key = values()["documents"][0]["file"]
    raw = writer.client.get(f"{writer.root}formulyar.docx").content
    document = docx.Document(io.BytesIO(raw))
    wide = [one for one in document.tables if len(one.columns) > 5]
    table = next(one for one in wide if one.rows[0].cells[2].text.startswith("Приет от"))
    assert table.rows[1].cells[-1].text.endswith(".pdf")
    table.rows[2].cells[0].text = "Наредба без файл"
    for cell in table.rows[1].cells:
        cell.text = ""
    address = f"{writer.root}word/"
    shown = writer.client.post(address, {"word": upload(papers.saved(document))})
    assert states(shown) == {"documents": "later"}
    form = {"read": shown.context["payload"], "take": "1", "take-documents": "file"}
    writer.client.post(address, form)
    rows = [(row["title"], row["file"]) for row in values()["documents"]]
    assert rows == [("Наредба без файл", ""), (values()["documents"][1]["title"], key)]


def test_wrong_files_are_told_and_begin_no_draft():
    writer = Writer()
    count = Draft.objects.count()
    for file in (upload(papers.word("Новина")), pdf()):
        response = writer.client.post(START, {"word": file})
        assert 'role="alert"' in response.content.decode()
    assert "Първо изберете файл" in writer.client.post(START, {"word": "1"}).content.decode()
    assert Draft.objects.count() == count


def test_reading_costs_the_same_however_much_is_in_the_form():
    costs = []
    for times in (1, 12):
        more = {name: ENTRY[name] * times for name in ROWS if ENTRY.get(name)}
        root = draft_path(saving.start("bg", values_from(ENTRY | more)))
        client = Client()
        with CaptureQueriesContext(connection) as captured:
            raw = client.get(f"{root}formulyar.docx").content
        costs.append(len(captured))
        with CaptureQueriesContext(connection) as captured:
            shown = client.post(f"{root}word/", {"word": upload(raw)})
        costs.append(len(captured))
        assert shown.context["review"].items == []
    assert costs[:2] == costs[2:] == [9, 22]
