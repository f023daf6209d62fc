"""Who may open and who may do what in the admin: each address, each group."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page, Workflow

from practices.curation import groups, transitions
from practices.curation.models import EditorReview
from practices.models import HomePage, PracticeIndexPage, StandardPage
from tests.practices.curation.cases import REASON, attached, person, waiting
from tests.practices.pages import draft

pytestmark = pytest.mark.django_db
ANONYMOUS, STRANGER = "anonymous", "stranger"
LOGIN, HOME, OPEN, MISSING = "login", "home", "open", "missing"
EVERY_GROUP = [groups.REVIEWERS, groups.EDITORS, groups.ADMINISTRATORS]


def visit(client, who: str, path: str, data: dict | None = None) -> str:
    """Where somebody ends who opens (or posts to) an address of the admin."""
    if who == STRANGER:
        client.force_login(person(None))
    elif who != ANONYMOUS:
        client.force_login(person(who))
    response = client.get(path) if data is None else client.post(path, data)
    if response.status_code == 302:
        location = response["Location"]
        return {reverse("wagtailadmin_home"): HOME}.get(
            location, LOGIN if location.startswith("/vhod/") else OPEN
        )
    if response.streaming:
        for close in response._resource_closers:
            close()
    return {200: OPEN, 404: MISSING, 403: HOME}[response.status_code]


def seen_by(client, path: str) -> list[str]:
    return [visit(client, who, path) for who in (ANONYMOUS, STRANGER, *EVERY_GROUP)]


def test_migrations_make_three_groups_and_no_others():
    assert sorted(Group.objects.values_list("name", flat=True)) == sorted(EVERY_GROUP)


def test_migrations_make_one_workflow_of_one_review():
    (workflow,) = Workflow.objects.filter(active=True)
    (task,) = workflow.tasks
    assert (workflow.name, task.name) == (groups.WORKFLOW, groups.TASK)
    assert isinstance(task.specific, EditorReview)
    assert set(task.specific.groups.values_list("name", flat=True)) == {
        groups.EDITORS,
        groups.ADMINISTRATORS,
    }
    shelves = set(PracticeIndexPage.objects.values_list("pk", flat=True))
    assert {page.pk for page in workflow.all_pages()} >= shelves


def test_editors_work_under_the_shelves_only():
    paths = {
        row.page.specific_class
        for row in GroupPagePermission.objects.filter(group__name=groups.EDITORS)
    }
    assert paths == {PracticeIndexPage}


@pytest.mark.parametrize("address", ["submissions:index", "submissions:index_results"])
def test_queue_opens_to_every_group(client, address):
    waiting()
    assert seen_by(client, reverse(address)) == [LOGIN, LOGIN, OPEN, OPEN, OPEN]


def test_reading_view_opens_to_every_group(client):
    path = reverse("submissions:read", args=[waiting().pk])
    assert seen_by(client, path) == [LOGIN, LOGIN, OPEN, OPEN, OPEN]


def test_file_opens_to_every_group(client):
    row = attached("a.pdf", b"%PDF-1.7", "application/pdf")
    submission = waiting(files=[row])
    path = reverse("submissions:file", args=[submission.pk, row.pk])
    assert seen_by(client, path) == [LOGIN, LOGIN, OPEN, OPEN, OPEN]


@pytest.mark.parametrize(
    "who,expected,state",
    [
        (ANONYMOUS, LOGIN, "new"),
        (STRANGER, LOGIN, "new"),
        (groups.REVIEWERS, HOME, "new"),
        (groups.EDITORS, OPEN, "refused"),
        (groups.ADMINISTRATORS, OPEN, "refused"),
    ],
)
def test_decision_is_for_editors_and_administrators(client, who, expected, state):
    submission = waiting()
    data = {"decision": "refuse", "seen": submission.version, "text": REASON}
    path = reverse("submissions:decide", args=[submission.pk])
    assert visit(client, who, path, data) == expected
    submission.refresh_from_db()
    assert submission.state == state


def test_reviewer_sees_no_buttons(client):
    client.force_login(person(groups.REVIEWERS))
    response = client.get(reverse("submissions:read", args=[waiting().pk]))
    assert response.context["decisions"] == []


@pytest.mark.parametrize("address", ["add", "edit", "delete"])
def test_nothing_is_added_edited_or_deleted_by_hand(client, address):
    client.force_login(person(is_superuser=True))
    listing = reverse("submissions:index")
    tail = {"add": "new/", "edit": "edit/1/", "delete": "delete/1/"}[address]
    assert client.get(f"{listing}{tail}").status_code == 404


@pytest.mark.parametrize(
    "path,expected",
    [
        ("/admin/snippets/practices/theme/", [LOGIN, LOGIN, HOME, OPEN, OPEN]),
        ("/admin/snippets/practices/theme/add/", [LOGIN, LOGIN, HOME, HOME, OPEN]),
        ("/admin/snippets/practices/municipality/add/", [LOGIN, LOGIN, HOME, HOME, OPEN]),
        ("/admin/snippets/practices/organisation/add/", [LOGIN, LOGIN, HOME, OPEN, OPEN]),
        ("/admin/snippets/practices/featuredpractice/add/", [LOGIN, LOGIN, HOME, OPEN, OPEN]),
        ("/admin/images/", [LOGIN, LOGIN, HOME, OPEN, OPEN]),
        ("/admin/documents/", [LOGIN, LOGIN, HOME, OPEN, OPEN]),
        ("/admin/users/", [LOGIN, LOGIN, HOME, HOME, OPEN]),
        ("/admin/promeni/", [LOGIN, LOGIN, OPEN, OPEN, OPEN]),
        ("/admin/", [LOGIN, LOGIN, OPEN, OPEN, OPEN]),
    ],
)
def test_addresses_of_the_admin_open_by_group(client, path, expected):
    assert seen_by(client, path) == expected


def test_draft_opens_to_those_who_edit(client):
    path = reverse("wagtailadmin_pages:edit", args=[draft().pk])
    assert seen_by(client, path) == [LOGIN, LOGIN, HOME, OPEN, OPEN]


def test_page_of_text_is_for_administrators(client):
    home = HomePage.objects.get(locale__language_code="bg")
    page = home.add_child(instance=StandardPage(title="За сайта", slug="proba"))
    path = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert seen_by(client, path) == [LOGIN, LOGIN, HOME, HOME, OPEN]


def test_editor_may_publish_a_practice_but_not_delete_the_shelf():
    editor, page = person(), draft()
    assert page.permissions_for_user(editor).can_publish() is True
    shelf = Page.objects.get(pk=page.get_parent().pk)
    assert shelf.permissions_for_user(editor).can_delete() is False


def test_reviewer_cannot_publish():
    page = transitions.accept(waiting(), actor=person()).submission.page
    assert page.permissions_for_user(person(groups.REVIEWERS)).can_publish() is False
