"""The light desk, four eyes, later edits and hiding: the same rules by every door."""

import pytest
from django.urls import reverse
from post_office.models import Email
from wagtail.models import PageLogEntry

from practices.curation import publishing, transitions
from practices.curation.models import Override, Submission
from practices.models import PracticePage, PracticeRecord
from tests.practices.curation.cases import QUESTION, REASON, complete, letters, person, waiting
from tests.practices.pages import draft, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = person(first_name="Мария")
    client.force_login(user)
    return user


def live() -> int:
    return PracticeRecord.objects.live().count()


def written_by(user, page: PracticePage, **fields) -> PracticePage:
    text = page.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(text, name, value)
    text.save_revision(user=user, clean=False)
    return PracticePage.objects.get(pk=page.pk)


def practice(page) -> str:
    return reverse("byuro_practice", args=[page.pk])


def step(client, page, name: str, **data):
    seen = PracticePage.objects.get(pk=page.pk).latest_revision_id
    return client.post(practice(page), {"step": name, "seen": seen, **data})


def test_a_proposal_is_read_and_decided_without_script_or_admin_styles(client, editor):
    submission = waiting(title="Топъл обяд")
    text = client.get(reverse("byuro")).content.decode()
    assert "Топъл обяд" in text
    page = client.get(reverse("byuro_proposal", args=[submission.pk])).content.decode()
    assert (page + text).count("<script") == (page + text).count("wagtailadmin/css") == 0
    address = reverse("byuro_proposal", args=[submission.pk])
    empty = client.post(address, {"decision": "refuse", "seen": submission.version, "text": " "})
    assert empty.status_code == 422
    transitions.ask_for_more(submission, actor=person(), question=QUESTION)
    stale = client.post(address, {"decision": "refuse", "seen": submission.version, "text": REASON})
    assert (stale.status_code, stale.content.decode().count(REASON)) == (422, 1)
    now = Submission.objects.get()
    done = client.post(address, {"decision": "refuse", "seen": now.version, "text": REASON})
    assert done.status_code == 302
    now.refresh_from_db()
    assert (now.state, now.reason) == ("refused", REASON)
    assert f'href="{address}"' in client.get(done["Location"]).content.decode()
    event = client.get(address).context["recallable"]
    back = {"event": event.pk, "byuro": "1"}
    assert client.post(reverse("submissions:recall", args=[now.pk]), back)["Location"] == address
    now.refresh_from_db()
    assert now.state == "needs_info"


def test_last_author_does_not_publish_but_a_colleague_does(client, editor):
    page = written_by(editor, draft(), summary=draft().summary + " Вече и в Трявна.")
    response = step(client, page, "publish")
    assert (response.status_code, live()) == (422, 0)
    client.force_login(person())
    assert step(client, page, "publish").status_code == 302
    assert (live(), Override.objects.count()) == (1, 0)


def test_publishing_alone_needs_a_reason_that_stays(client, editor):
    page = written_by(editor, draft())
    step(client, page, "publish", reason="Колегата е в отпуск до петък.")
    assert live() == 1
    row = Override.objects.get()
    assert (row.actor, row.actor_name, row.reason) == (
        editor, "Мария", "Колегата е в отпуск до петък.",
    )  # fmt: skip
    with pytest.raises(TypeError):
        row.save()
    assert PageLogEntry.objects.filter(page=page.pk, action="curation.override").count() == 1


def test_draft_as_its_sender_wrote_it_may_be_published_by_who_accepted_it(editor):
    submission = transitions.accept(waiting(), actor=editor).submission
    page = PracticePage.objects.get(pk=submission.page_id)
    assert publishing.last_author(page) is None
    page = written_by(editor, page)
    assert publishing.last_author(page) is None
    page = written_by(editor, page, results="<p>140 души се хранят топло.</p>")
    assert publishing.last_author(page) == editor.pk
    page = written_by(
        person(), page, results='<p data-block-key="a1">140 души се хранят топло.</p>'
    )
    assert publishing.last_author(page) == editor.pk


def test_review_and_admin_button_keep_to_four_eyes(client, editor):
    submission = transitions.accept(waiting(), actor=editor).submission
    page = PracticePage.objects.get(pk=submission.page_id)
    complete(page)
    page = PracticePage.objects.get(pk=page.pk)
    page = written_by(editor, page, results="<p>140 души се хранят топло всеки ден.</p>")
    names = {name for name, *_rest in page.current_workflow_task.get_actions(page, editor)}
    assert names == {"reject"}
    page.current_workflow_task.on_action(page.current_workflow_task_state, editor, "approve")
    assert live() == 0
    colleague = person()
    names = {name for name, *_rest in page.current_workflow_task.get_actions(page, colleague)}
    assert names == {"reject", "approve"}
    client.force_login(colleague)
    step(client, page, "publish")
    assert live() == 1
    assert [mail.to for mail in Email.objects.order_by("pk")][-1] == letters()[-1].to


def test_small_correction_goes_live_with_a_log_line_a_number_waits(client, editor):
    page = published(results="<p>Депото преима 140 тона по-малко.</p>")
    page = written_by(editor, page, results="<p>Депото приема 140 тона по-малко.</p>")
    assert step(client, page, "publish").status_code == 302
    assert "приема" in PracticeRecord.objects.live().get().document["results"]
    assert PageLogEntry.objects.filter(action="curation.small_change").count() == 1
    page = written_by(editor, page, results="<p>Депото приема 240 тона по-малко.</p>")
    refused = step(client, page, "publish").content.decode()
    assert '<del class="claim">140</del><ins class="claim">240</ins>' in refused
    assert "140" in PracticeRecord.objects.live().get().document["results"]


def test_change_of_anything_but_text_waits(editor):
    page = written_by(editor, published(), cost_note="с ДДС")
    assert publishing.pending_edit(page).is_small is False
    assert [change.field for change in publishing.pending_edit(page).changes] == ["cost_note"]


def test_giving_back_needs_words_and_ends_the_review(client, editor):
    submission = transitions.accept(waiting(), actor=editor).submission
    page = PracticePage.objects.get(pk=submission.page_id)
    assert step(client, page, "return", reason=" ").status_code == 422
    assert step(client, page, "return", reason="Няма цена.").status_code == 302
    page = PracticePage.objects.get(pk=page.pk)
    assert page.current_workflow_task_state is None
    assert live() == 0


def test_hiding_takes_a_practice_down_and_says_why(client, editor):
    page = published()
    address = page.url
    assert step(client, page, "hide", reason=" ").status_code == 422
    assert live() == 1
    assert step(client, page, "hide", reason="Снимката показва дете.").status_code == 302
    assert live() == 0
    gone = client.get(address)
    assert (gone.status_code, gone.content.decode().count("Снимката показва дете.")) == (410, 1)


def test_nothing_is_done_to_a_text_that_changed_meanwhile(client, editor):
    page = draft()
    page.save_revision()
    response = client.post(practice(page), {"step": "publish", "seen": "0", "reason": "Бързо."})
    assert (response.status_code, live()) == (422, 0)
    assert client.post(practice(page), {"step": "x"}).status_code == 404
