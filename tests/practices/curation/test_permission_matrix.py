"""Every address of the desk × who may open it. The admin answers a refusal by leading home."""

import pytest
from django.urls import reverse

from practices.curation.models import Note, SavedView, Submission, SubmissionEvent
from practices.models import PracticePage
from tests.practices.curation.cases import person, waiting
from tests.practices.pages import draft

pytestmark = pytest.mark.django_db
PEOPLE = ("Редактори", "Администратори", "Рецензенти", None)
READ = {"Редактори": 200, "Администратори": 200, "Рецензенти": 200, None: 302}


def addresses(submission: Submission, page: PracticePage) -> list[tuple[str, str, dict]]:
    """(method, address, status by group) of everything the desk answers to."""
    one, acts = (
        [submission.pk],
        {**READ, "Редактори": 302, "Администратори": 302, "Рецензенти": 302},
    )
    every = {**acts, "Рецензенти": 302}
    return [
        ("get", reverse("submissions:index"), READ),
        ("get", reverse("submissions:read", args=one), READ),
        ("get", reverse("submissions:coverage"), READ),
        ("get", reverse("submissions:coverage_csv"), READ),
        ("get", reverse("byuro"), READ),
        ("get", reverse("byuro_proposal", args=one), READ),
        ("get", reverse("byuro_practice", args=[page.pk]), {**READ, "Рецензенти": 302}),
        ("post", reverse("byuro_practice", args=[page.pk]), {
            **acts, "Редактори": 422, "Администратори": 422,
        }),
        ("post", reverse("byuro_proposal", args=one), {**acts, "Редактори": 404, "Администратори": 404}),
        ("post", reverse("submissions:decide", args=one), {
            **acts, "Редактори": 404, "Администратори": 404,
        }),
        ("post", reverse("submissions:assign"), acts),
        ("post", reverse("submissions:announce"), acts),
        ("post", reverse("submissions:recall", args=one), {**acts, "Редактори": 404, "Администратори": 404}),
        ("post", reverse("submissions:unhold", args=one), acts),
        ("post", reverse("submissions:note", args=one), every),
        ("post", reverse("submissions:views"), every),
    ]  # fmt: skip


@pytest.mark.parametrize("group", [*PEOPLE, "anonymous"])
def test_who_may_open_what(client, group):
    submission, page = waiting(), draft()
    page.save_revision()
    if group != "anonymous":
        client.force_login(person(group))
    row = None if group == "anonymous" else group
    before = SubmissionEvent.objects.count()
    found = {}
    for method, address, expected in addresses(submission, page):
        data = {"step": "return", "seen": page.latest_revision_id} if method == "post" else {}
        response = getattr(client, method)(address, data)
        found[f"{method} {address}"] = (response.status_code, expected[row])
        refused = row == "Рецензенти" and response.status_code == 302
        if refused and "belezhka" not in address and "izgledi" not in address:
            assert response["Location"] == "/admin/"
        if row is None:
            assert "vhod" in response["Location"] or "login" in response["Location"]
    assert {k: v for k, v in found.items() if v[0] != v[1]} == {}
    assert SubmissionEvent.objects.count() == before
    assert (Note.objects.count(), SavedView.objects.count()) == (0, 0)
