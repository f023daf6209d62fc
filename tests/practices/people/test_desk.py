"""„Лични данни“ in the admin: look, take it as a file, erase exactly what was shown."""

import json
import logging

import pytest
from django.urls import reverse

from practices.curation import groups
from practices.curation.models import Submission
from practices.people import forms
from practices.people.models import Erasure
from tests.practices.curation.cases import person, sent, waiting

pytestmark = pytest.mark.django_db
MINE = "ana@example.org"
INDEX, FILE = "/admin/lichni-danni/", "/admin/lichni-danni/fayl/"
ERASE = "/admin/lichni-danni/iztriy/"


def test_walk_from_the_address_to_the_record(client, caplog):
    editor = person(groups.EDITORS, first_name="Мария")
    client.force_login(editor)
    submission = waiting(email=MINE)
    waiting(email="banana@example.org", title="Чужда")
    empty = client.post(INDEX, {"mail": "anna@example.org"})
    assert (empty.status_code, empty.context["fates"]) == (200, [])
    assert client.post(INDEX, {"mail": "ана"}).status_code == 422

    caplog.set_level(logging.INFO)
    page = client.post(INDEX, {"mail": MINE})
    assert "no-store" in page["Cache-Control"].split(", ")
    items = [fate.item for fate in page.context["fates"]]
    assert items[0] == f"Предложение {submission.number} „{submission.title}“"
    assert "Чужда" not in page.content.decode()
    export = client.post(FILE, {"mail": MINE})
    assert export["Content-Disposition"].startswith('attachment; filename="lichni-danni-')
    assert [row["number"] for row in json.loads(export.content)["proposals"]] == [submission.number]
    assert Submission.objects.filter(email=MINE).count() == 1

    shown = (
        page.context["erase_form"]["shown"].initial or page.context["erase_form"]["shown"].value()
    )
    kept = client.post(ERASE, {"shown": shown, "request": MINE})
    assert (kept.status_code, Submission.objects.filter(email=MINE).count()) == (422, 1)
    # What came meanwhile was not shown: nothing is erased unseen.
    sent(email=MINE, title="Нова")
    moved = client.post(ERASE, {"shown": shown, "request": "Вх. 12"})
    assert (moved.status_code, Submission.objects.filter(email=MINE).count()) == (409, 2)
    shown = moved.context["erase_form"]["shown"].value()
    done = client.post(ERASE, {"shown": shown, "request": "Вх. 12"})
    assert (done.status_code, done["Location"]) == (302, reverse("lichni_danni:index"))
    assert Submission.objects.filter(email=MINE).count() == 0
    row = Erasure.objects.get()
    assert (row.actor, row.actor_name, row.request) == (editor, "Мария", "Вх. 12")
    assert MINE not in client.get(INDEX).content.decode() + caplog.text + json.dumps(row.counts)
    assert "Вх. 12" in client.get(INDEX).content.decode()


@pytest.mark.parametrize("change", ["", "x", "old"])
def test_what_was_not_shown_is_not_erased(client, monkeypatch, change):
    client.force_login(person(groups.EDITORS))
    waiting(email=MINE)
    shown = forms.seal(MINE, "0" * 64)
    if change == "old":
        monkeypatch.setattr(forms, "LIFE", -forms.LIFE)
    else:
        shown = change and shown + change
    response = client.post(ERASE, {"shown": shown})
    assert (response.status_code, Submission.objects.filter(email=MINE).count()) == (302, 1)


def test_each_of_the_two_has_a_permission_of_its_own(client):
    user = person(groups.EDITORS)
    client.force_login(user)
    waiting(email=MINE)
    editors = user.groups.get()
    erases = editors.permissions.get(codename="erase_person")
    editors.permissions.remove(erases)
    page = client.post(INDEX, {"mail": MINE})
    assert ('action="/admin/lichni-danni/fayl/"' in page.content.decode()) is True
    assert ('action="/admin/lichni-danni/iztriy/"' in page.content.decode()) is False
    assert client.post(ERASE, {}).status_code == 302
    editors.permissions.set([erases, editors.permissions.get(codename="access_admin")])
    assert [client.post(path, {"mail": MINE}).status_code for path in (INDEX, FILE)] == [200, 302]
    assert Submission.objects.filter(email=MINE).count() == 1
