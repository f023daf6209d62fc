"""The listing in the admin: what waits, and the editor's click."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kb.protection import human
from practices.nominations import counting
from practices.nominations.models import Nomination
from tests.practices.nominations.people import kept, support
from tests.practices.pages import published

pytestmark = pytest.mark.django_db
LIST = "/admin/nominations/"
HOSTILE = '"><script>alert("1")</script><img src=x onerror=alert(2)>'


@pytest.fixture
def editor(client, django_user_model):
    """Somebody who may enter the admin and decide about nominations."""
    user = django_user_model.objects.create_user("redaktor")
    user.user_permissions.set(
        Permission.objects.filter(codename__in=["access_admin", "change_nomination"])
    )
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return user


@pytest.fixture
def waiting() -> Nomination:
    page = published(title="Компост за училището")
    counting.nominate(support(page.pid, reason=HOSTILE, suspicion=("too_fast",)))
    return Nomination.objects.get()


def test_listing_shows_markup_in_a_reason_as_text(client, editor, waiting):
    page = client.get(f"{LIST}?state=for_review").content.decode()
    assert "Компост за училището" in page
    assert "&lt;script&gt;alert(" in page
    assert "<script>alert(" not in page
    assert "<img src=x" not in page
    assert "изпратена за по-малко от три секунди" in page or "under three seconds" in page


def test_listing_filters_by_state(client, editor, waiting):
    counting.nominate(support(waiting.pid, reason="Тази вече е преброена"))
    waits = client.get(f"{LIST}?state=for_review").content.decode()
    counted = client.get(f"{LIST}?state=counted").content.decode()
    assert ("alert(" in waits, "Тази вече е преброена" in waits) == (True, False)
    assert "Тази вече е преброена" in counted
    results = client.get(f"{LIST}results/?state=counted&has_reason=true")
    assert "Тази вече е преброена" in results.content.decode()


def test_counting_and_rejecting_by_a_click(client, editor, waiting):
    response = client.post(f"{LIST}{waiting.pk}/count/", {"next": f"{LIST}?state=for_review"})
    assert response["Location"] == f"{LIST}?state=for_review"
    assert kept(waiting.pid) == [("counted", HOSTILE)]
    assert counting.counts([waiting.pid]) == {waiting.pid: 1}
    client.post(f"{LIST}{waiting.pk}/reject/")
    assert kept(waiting.pid) == [("rejected", HOSTILE)]
    assert counting.counts([waiting.pid]) == {waiting.pid: 0}
    assert Nomination.objects.get().decided_by == editor


def test_a_link_decides_nothing(client, editor, waiting):
    assert client.get(f"{LIST}{waiting.pk}/count/").status_code == 405
    assert kept(waiting.pid) == [("for_review", HOSTILE)]


def test_deciding_never_leads_to_another_site(client, editor, waiting):
    response = client.post(f"{LIST}{waiting.pk}/count/", {"next": "https://example.org/"})
    assert response["Location"] == LIST


def test_unknown_nomination_answers_404(client, editor):
    assert client.post(f"{LIST}999/count/").status_code == 404


def test_who_may_not_decide_sees_nothing(client, django_user_model, waiting):
    user = django_user_model.objects.create_user("gost")
    user.user_permissions.set(Permission.objects.filter(codename="access_admin"))
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(LIST).status_code == 302
    assert client.post(f"{LIST}{waiting.pk}/count/").status_code == 302
    assert kept(waiting.pid) == [("for_review", HOSTILE)]


def test_listing_costs_the_same_for_more_rows(client, editor, waiting):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(LIST)
        return len(captured)

    client.get(LIST)
    few = queries()
    for _row in range(20):
        counting.nominate(support(waiting.pid, suspicion=("too_fast",)))
    assert queries() == few


@pytest.mark.parametrize("name", ["Редактори", "Администратори"])
def test_groups_that_come_with_the_site_may_decide(client, django_user_model, waiting, name):
    user = django_user_model.objects.create_user("novak")
    user.groups.add(Group.objects.get(name=name))
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(LIST).status_code == 200
    client.post(f"{LIST}{waiting.pk}/count/")
    assert kept(waiting.pid) == [("counted", HOSTILE)]


def test_request_for_help_leads_to_its_nomination(client, editor, waiting):
    """Marked as done it counts nothing; the editor is told, and stands before the very row."""
    editor.user_permissions.add(Permission.objects.get(codename="change_helprequest"))
    asked = human.take(f"nominate:{waiting.pid}", {}, [])
    Nomination.objects.filter(pk=waiting.pk).update(help_number=asked.number)
    done = client.post(f"/admin/pomosht/edit/{asked.pk}/", {"state": "done"}, follow=True)
    assert done.redirect_chain == [(f"/admin/nominations/?q={asked.number}", 302)]
    assert [row.pk for row in done.context["object_list"]] == [waiting.pk]
    assert [str(told).strip() for told in done.context["messages"]] == [
        (
            f"Молба {asked.number} е отбелязана като изпълнена. Това само по себе си не брои нищо: "
            "решете тук."
        )
    ]
    asked.refresh_from_db()
    assert asked.state == "done"
