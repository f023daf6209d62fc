"""From a press release to a draft: nothing enters but what was ticked, as it was mended."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from practices.drafts.models import Draft
from tests.papers import word
from tests.practices.drafts.cases import START, Writer

pytestmark = pytest.mark.django_db
TEXT = """Топъл обяд за единайсет села

В единайсет села на община Габрово нямаше кой да готви на самотните хора.

Общината купи микробус и нае готвач. На 12 март 2019 г. се проведе обучение с 25 участници.

Проектът е на стойност 12 500 лв. и се финансира по договор BG05SFOP001-2.009-0012.
"""


def offered(page) -> dict[str, list]:
    found: dict[str, list] = {}
    for offer in page.context["offers"]:
        found.setdefault(offer.field, []).append(offer)
    return found


def begun() -> Writer:
    writer = Writer()
    answer = writer.client.post(START, {"ready_text": "1"})
    assert answer["Location"].endswith("/tekst/")
    Draft.objects.order_by("pk").first().delete()
    return Writer(answer["Location"])


def test_only_what_was_ticked_enters_as_it_was_mended():
    writer = begun()
    path = f"{writer.root}tekst/"
    page = writer.client.post(path, {"text": TEXT})
    found = offered(page)
    (place,), (code,) = found["municipalities"], found["project_codes"]
    assert (place.words, code.form.initial["raw"]) == ("Габрово", "BG05SFOP001-2.009-0012")
    assert "община Габрово" in place.sentence
    assert Draft.objects.get().values == {}
    fields = dict(re.findall(r'name="(field-\d+)" value="(\w+)"', page.content.decode()))
    assert len(fields) == len(page.context["offers"])
    mended = {
        f"p-{place.index}-municipalities": "GAB05",
        f"take-{place.index}": "on",
        f"p-{code.index}-raw": "BG05SFOP001-2.009-0013",
        f"take-{code.index}": "on",
        "take-999": "on",
    }
    answer = writer.client.post(path, {"take": "1", **fields, **mended})
    assert answer["Location"].endswith("/1/")
    assert Draft.objects.get().values == {
        "municipalities": ["GAB05"],
        "project_codes": [{"raw": "BG05SFOP001-2.009-0013"}],
    }
    # Twice is once.
    writer.client.post(path, {"take": "1", **fields, **mended})
    assert Draft.objects.get().values["project_codes"] == [{"raw": "BG05SFOP001-2.009-0013"}]


def test_a_sentence_that_names_several_is_shown_once_with_a_box_for_each():
    writer = begun()
    sentence = "Общините Девин, Доспат и Борино откриха обща служба."
    path = f"{writer.root}tekst/"
    page = writer.client.post(path, {"text": f"Обща служба за трима\n\n{sentence}"})
    found = offered(page)["municipalities"]
    assert [offer.words for offer in found] == ["Девин", "Доспат", "Борино"]
    panels = [
        panel
        for panel in re.findall(r"<fieldset.*?</fieldset>", page.content.decode(), re.S)
        if f'id="take-{found[0].index}"' in panel
    ]
    (panel,) = panels
    assert panel.count(sentence) == 1
    assert re.findall(r'name="(take-\d+)"', panel) == [f"take-{o.index}" for o in found]
    assert Draft.objects.get().values == {}
    fields = dict(re.findall(r'name="(field-\d+)" value="(\w+)"', page.content.decode()))
    codes = {f"p-{o.index}-municipalities": o.form.initial["municipalities"] for o in found}
    writer.client.post(path, {"take": "1", **fields, **codes, f"take-{found[1].index}": "on"})
    assert Draft.objects.get().values == {"municipalities": ["SML10"]}


def test_file_is_read_and_one_that_cannot_be_read_says_why():
    writer = begun()
    path = f"{writer.root}tekst/"
    release = SimpleUploadedFile("съобщение.docx", word(*TEXT.split("\n\n")))
    assert "project_codes" in offered(writer.client.post(path, {"file": release}))
    for file in (
        SimpleUploadedFile("x.exe", b"MZ"),
        SimpleUploadedFile("x.pdf", b"no pdf"),
    ):
        answer = writer.client.post(path, {"file": file, "text": "Мой текст"})
        assert answer.context["fault"]
        assert "Мой текст</textarea>" in answer.content.decode()
    assert writer.client.post(path, {"text": " "}).context["fault"] == (
        "Първо поставете текста или изберете файл."
    )
    assert Draft.objects.get().values == {}
