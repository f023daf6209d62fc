"""Nothing incomplete becomes public, by whatever door, and the editor reads what is missing."""

import io
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from kb.jobs.registry import all_jobs
from practices.curation import readiness, transitions
from practices.curation.models import EditorReview
from practices.models import PracticePage, PracticeRecord
from tests.practices.curation.cases import attached, complete, person, waiting
from tests.practices.pages import draft, published
from tests.practices.test_uploads import photograph

pytestmark = pytest.mark.django_db
NO_THEME = "Изберете поне една тема."


def accepted(editor, **values) -> PracticePage:
    submission = transitions.accept(waiting(**values), actor=editor).submission
    return PracticePage.objects.get(pk=submission.page_id)


def live() -> int:
    return PracticeRecord.objects.live().count()


def actions(page: PracticePage, user) -> set[str]:
    return {name for name, _words, _modal in page.current_workflow_task.get_actions(page, user)}


@pytest.fixture
def editor(client):
    user = person()
    client.force_login(user)
    return user


def told(response) -> str:
    """What the admin says above the page that a post leads to."""
    return " ".join(str(message) for message in response.context["messages"])


def test_review_cannot_approve_what_lacks_something(editor):
    page = accepted(editor)
    assert actions(page, editor) == {"reject"}
    complete(page)
    assert actions(PracticePage.objects.get(pk=page.pk), editor) == {"reject", "approve"}


def test_review_asks_the_latest_revision_not_the_stored_page(editor):
    page = accepted(editor)
    lacking = complete(page)
    lacking.themes.clear()
    lacking.save_revision(clean=False)
    assert actions(PracticePage.objects.get(pk=page.pk), editor) == {"reject"}


def test_nobody_else_may_approve(editor):
    page = accepted(editor)
    complete(page)
    assert actions(page, person("Рецензенти")) == set()


def test_approval_in_the_admin_publishes_a_complete_practice(client, editor):
    page = accepted(editor)
    complete(page)
    state = page.current_workflow_task_state
    response = client.post(
        reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk]),
        {"comment": ""},
    )
    assert response.status_code == 302
    assert live() == 1


def test_forged_approval_of_an_incomplete_practice_is_refused(client, editor):
    page = accepted(editor)
    state = page.current_workflow_task_state
    response = client.post(
        reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk]),
        {"comment": ""},
    )
    assert response.status_code == 302
    state.refresh_from_db()
    assert state.status == "in_progress"
    assert live() == 0


def test_task_approved_past_its_actions_publishes_nothing(editor):
    page = accepted(editor)
    lacking = complete(page)
    lacking.themes.clear()
    state = page.current_workflow_task_state
    state.revision = lacking.save_revision(clean=False)
    state.save()
    with pytest.raises(readiness.NotReadyError):
        state.approve(user=editor)
    assert live() == 0


def test_workflow_without_a_step_does_not_publish(editor):
    EditorReview.objects.update(active=False)
    page = accepted(editor)
    assert page.live is False
    assert page.current_workflow_state is None


def test_shell_cannot_publish_an_incomplete_practice():
    page = draft(themes=[])
    with pytest.raises(readiness.NotReadyError) as caught:
        page.save_revision().publish()
    assert "themes" in caught.value.missing
    assert NO_THEME in str(caught.value)
    assert live() == 0


def test_saving_a_page_as_live_does_not_get_round_it():
    page = draft(lead_organisation=None)
    page.live = True
    with pytest.raises(readiness.NotReadyError):
        page.save()


def test_live_practice_cannot_be_made_incomplete():
    page = published()
    page.themes.clear()
    with pytest.raises(readiness.NotReadyError):
        page.save_revision().publish()
    assert PracticeRecord.objects.live().get().document["themes"] != []


def test_draft_of_a_live_practice_may_be_incomplete():
    page = published()
    page.summary = "Къс"
    page.save_revision(clean=False)
    assert live() == 1


def test_facts_of_public_sources_may_have_gaps():
    page = draft(lead_organisation=None, consent=False, import_key="demo/x")
    page.save_revision().publish()
    assert live() == 1


def test_picture_without_a_text_alternative_keeps_a_practice_back(editor):
    page = accepted(editor, files=[attached("кухня.jpg", photograph(), "image/jpeg")])
    lacking = complete(page)
    assert list(readiness.missing_in(lacking)) == ["gallery"]
    picture = lacking.gallery.get()
    picture.alt = "Готвачи пълнят кутии с обяд."
    lacking.gallery = [picture]
    assert readiness.missing_in(lacking) == {}


def test_bulk_publishing_names_what_is_missing(client, editor):
    whole, lacking = draft(), draft(themes=[])
    response = client.post(
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        + f"?id={whole.pk}&id={lacking.pk}",
        follow=True,
    )
    assert NO_THEME in told(response)
    assert lacking.title in told(response)
    assert live() == 0


def test_bulk_publishing_of_the_shelf_asks_its_drafts_too(client):
    client.force_login(person(is_superuser=True))
    lacking = draft(themes=[])
    shelf = lacking.get_parent()
    response = client.post(
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={shelf.pk}",
        {"include_descendants": "on"},
        follow=True,
    )
    assert NO_THEME in told(response)
    assert live() == 0


def test_bulk_publishing_of_complete_practices_goes_on(client, editor):
    pages = [draft(), draft()]
    client.post(
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        + "?"
        + "&".join(f"id={page.pk}" for page in pages)
    )
    assert live() == 2


def test_editing_screen_says_what_is_missing(client, editor):
    page = accepted(editor)
    response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert NO_THEME in told(response)
    complete(page)
    response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert told(response) == ""


def test_editing_screen_leads_back_to_the_proposal(client, editor):
    page = accepted(editor)
    response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    link = reverse("submissions:read", args=[page.submission.pk])
    assert f'href="{link}"' in response.content.decode()


def scheduled(**fields) -> PracticePage:
    """A practice whose hour came a minute ago."""
    page = draft(**fields)
    revision = page.save_revision(clean=False)
    past = timezone.now() - timedelta(minutes=1)
    revision.content["go_live_at"] = past.isoformat()
    revision.approved_go_live_at = past
    revision.save()
    return page


def test_scheduled_practice_that_became_incomplete_does_not_hold_up_the_others():
    lacking, whole = scheduled(themes=[]), scheduled()
    assert all_jobs()["curation.hold_back_scheduled"].run() == 1
    call_command("publish_scheduled", stdout=io.StringIO())
    assert list(PracticeRecord.objects.live().values_list("page", flat=True)) == [whole.pk]
    lacking.refresh_from_db()
    assert lacking.live is False
