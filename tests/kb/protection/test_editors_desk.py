"""Editors read requests for help and mark them as done."""

import pytest

from kb.protection import human
from kb.protection.models import HelpRequest


@pytest.fixture
def asked(db) -> HelpRequest:
    return human.take("letter", {"text": ["<b>Дълъг</b> текст"], "kinds": ["a", "b"]}, ["too_fast"])


@pytest.fixture
def desk(admin_client):
    return admin_client


def test_the_list_shows_number_and_form(desk, asked):
    page = desk.get("/admin/pomosht/").content.decode()
    assert asked.number in page
    assert "letter" in page


def test_the_text_is_shown_as_text(desk, asked):
    page = desk.get(f"/admin/pomosht/inspect/{asked.pk}/").content.decode()
    assert "<li>text: &lt;b&gt;Дълъг&lt;/b&gt; текст</li>" in page
    assert "<li>kinds: a; b</li>" in page


def test_a_request_is_marked_as_done(desk, asked):
    desk.post(f"/admin/pomosht/edit/{asked.pk}/", {"state": "done"})
    asked.refresh_from_db()
    assert (asked.state, asked.payload["kinds"]) == ("done", ["a", "b"])


def test_without_permission_nothing_is_shown(client, asked, django_user_model):
    from django.contrib.auth.models import Permission

    user = django_user_model.objects.create_user("petar", password="x")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    assert client.get(f"/admin/pomosht/inspect/{asked.pk}/").status_code == 302
    assert "/admin/pomosht/" not in client.get("/admin/").content.decode()
