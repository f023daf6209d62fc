"""The archive: the page goes on answering, everything that lists forgets it, and back again."""

import io
import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from kb.jobs.jobs import publish_scheduled_pages
from practices import files, listing, ports, records, signal_handlers
from practices.archiving import archive, restore
from practices.choices import RecordState
from practices.curation import groups, publishing
from practices.doubles import merging
from practices.models import PracticeRecord, RecordChange
from search.engines.chosen import database_engine
from search.query import parse
from tests.practices.curation.cases import person
from tests.practices.pages import published

pytestmark = pytest.mark.django_db


def lists(client, page) -> list[bool]:
    """Whether each thing that lists practices has this one."""
    pages = [
        client.get(path).content.decode()
        for path in ("/", "/praktiki/", "/sitemap-practices.xml", "/praktiki.rss")
    ]
    found = [hit.pid for hit in database_engine().search(parse("чешма")).hits]
    address = f"/praktiki/{page.slug}/"
    return [*(address in html for html in pages), page.pid in found]


def test_archived_practice_answers_and_is_in_no_list_and_comes_back_word_for_word(client):
    editor, page = person(groups.EDITORS), published(title="Чешма на площада", slug="cheshma")
    child = published(inspiration="inspired", inspired_by=page, inspired_by_text="")
    merged = published()
    merging.merge(merged, page.pid, actor=editor, reason="Същата е")
    before = PracticeRecord.objects.get(pid=page.pid)
    public = lists(client, page)
    assert public[1:] == [True] * 4 or public.count(True) >= 3
    client.force_login(editor)
    desk = reverse("practice_archive", args=[page.pk])
    assert client.post(desk, {"reason": " "}).status_code == 422
    assert client.post(desk, {"reason": "Стара е", "on": "вчера"}).status_code == 422
    assert lists(client, page) == public
    for _click in range(2):
        assert client.post(desk, {"reason": "Чешмата е махната."}).status_code == 302
    client.logout()

    assert not any(lists(client, page))
    shown = client.get("/praktiki/cheshma/")
    html = shown.content.decode()
    assert (shown.status_code, html.count('<meta name="robots" content="noindex">')) == (200, 1)
    assert "Архив: " in html
    assert "Чешмата е махната." in html
    assert "Раздадени бяха кофи" in html
    assert not re.search("nominirai/|lipsva/|ld\\+json", html)
    assert "Чешмата е махната." in client.get("/praktiki/cheshma/pechat/").content.decode()
    data = client.get("/praktiki/cheshma/zapis.json").json()
    assert data["archived"] == {
        "on": timezone.localdate().isoformat(),
        "reason": "Чешмата е махната.",
    }
    for path in (f"/nomer/{page.pid}/", f"/nomer/{merged.pid}/", f"/praktiki/{merged.slug}/"):
        assert client.get(path)["Location"] == "/praktiki/cheshma/"
    for path in ("nominirai/", "lipsva/"):
        assert client.get(f"/praktiki/cheshma/{path}")["Location"] == "/praktiki/cheshma/"
    assert ports.nomination_counts([page.pid]) == {page.pid: 0}
    # Lineage stays, what is archived can be rewritten for a person's sake, merging into it cannot.
    child.refresh_from_db()
    assert records.build_record(child)["inspired_by"]["url"] == "/praktiki/cheshma/"
    with pytest.raises(merging.MergeError):
        merging.merge(published(), page.pid, actor=editor, reason="Същата е")
    page.refresh_from_db()
    page.innovator_name = "Без име"
    page.save()
    assert PracticeRecord.objects.get(pid=page.pid).document["innovator_name"] == "Без име"
    page.innovator_name = ""
    page.save()
    assert client.get("/praktiki/cheshma/zapis.json").json()["archived"] == data["archived"]
    assert records.differences() == []

    client.force_login(editor)
    for _click in range(2):
        client.post(desk, {"restore": "1"})
    client.logout()
    assert lists(client, page) == public
    after = PracticeRecord.objects.get(pid=page.pid)
    assert (after.state, after.document) == (RecordState.LIVE, before.document)
    assert "Архив: " not in client.get("/praktiki/cheshma/").content.decode()
    told = PageLogEntry.objects.filter(page=page.pk, action__startswith="practices.")
    assert [(row.action, row.user) for row in told.order_by("timestamp")] == [
        ("practices.archive", editor),
        ("practices.restore", editor),
    ]
    whats = RecordChange.objects.filter(pid=page.pid).order_by("id").values_list("what", flat=True)
    assert [what for what in whats if what == "archived"] == ["archived"] * 3


def test_scheduled_end_leads_to_the_archive_and_a_hidden_practice_does_not(client):
    editor, page = person(groups.EDITORS), published(slug="do-kraya")
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert archive(page, actor=editor, reason="Проектът свърши.", on=tomorrow) is True
    assert archive(page, actor=editor, reason="Проектът свърши.", on=tomorrow) is False
    # A later edit that is published keeps the day.
    page.refresh_from_db()
    draft = page.get_latest_revision_as_object()
    draft.results = "<p>Поправено.</p>"
    draft.save_revision().publish()
    page.refresh_from_db()
    assert timezone.localdate(page.expire_at) == tomorrow
    call_command("publish_scheduled", stdout=io.StringIO())
    assert PracticeRecord.objects.get(pid=page.pid).state == RecordState.LIVE
    type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled", stdout=io.StringIO())
    shown = client.get("/praktiki/do-kraya/")
    assert shown.status_code == 200
    assert "Проектът свърши." in shown.content.decode()
    assert listing.visible("bg").count() == 0
    page.refresh_from_db()
    assert restore(page, actor=editor) is True
    assert listing.visible("bg").count() == 1
    page.refresh_from_db()
    assert page.expire_at is None
    # What harms is hidden from the archive too.
    archive(page, actor=editor, reason="Стара е.")
    assert publishing.hide(page, actor=editor, reason="Лични данни.") is True
    assert client.get("/praktiki/do-kraya/").status_code == 410
    assert files.is_public_file("няма.pdf") is False


def test_what_fails_while_a_day_passes_is_done_in_the_next_minute(monkeypatch):
    page = published()
    type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))

    def full_disk(page) -> None:
        raise OperationalError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(signal_handlers, "bring_in_line", full_disk)
        with pytest.raises(OperationalError):
            publish_scheduled_pages()
    assert PracticeRecord.objects.get(pid=page.pid).state == RecordState.LIVE
    publish_scheduled_pages()
    assert PracticeRecord.objects.get(pid=page.pid).state == RecordState.ARCHIVED


def test_a_text_that_waits_for_its_day_keeps_the_day_of_the_archive():
    editor, page = person(groups.EDITORS), published()
    soon, end = timezone.now() + timedelta(days=1), timezone.localdate() + timedelta(days=9)
    planned = page.save_revision(approved_go_live_at=soon)
    page.save_revision()  # a newer draft
    archive(page, actor=editor, reason="Проектът свършва.", on=end)
    planned.refresh_from_db()
    planned.publish()
    page.refresh_from_db()
    assert (page.withdrawal_reason, page.live) == ("Проектът свършва.", True)
    assert timezone.localdate(page.expire_at) == end
