"""Addresses that were public once: 200, 301 or 410 with a reason, never 404."""

import pytest

from practices import records
from practices.models import PracticePage, PracticeRecord
from tests.practices.pages import draft, published

pytestmark = pytest.mark.django_db


def location(response) -> tuple[int, str]:
    return response.status_code, response.get("Location", "")


def renamed(page: PracticePage, slug: str) -> PracticePage:
    page.slug = slug
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def test_address_before_a_renaming_leads_to_the_new_one(client):
    page = renamed(published(slug="staro"), "novo")
    assert location(client.get("/praktiki/staro/")) == (301, "/praktiki/novo/")
    assert location(client.get("/praktiki/staro/pechat/")) == (301, "/praktiki/novo/pechat/")
    assert location(client.get("/praktiki/staro/zapis.json")) == (301, "/praktiki/novo/zapis.json")
    assert client.get(f"/praktiki/{page.slug}/").status_code == 200


def test_withdrawn_practice_answers_410_with_its_reason_and_not_its_title(client):
    page = published(title="Лично име", withdrawal_reason="Общината помоли да я свалим.")
    page.unpublish()
    for address in (f"/praktiki/{page.slug}/", f"/nomer/{page.pid}/"):
        response = client.get(address)
        html = response.content.decode()
        assert response.status_code == 410
        assert "Общината помоли да я свалим." in html
        assert page.pid in html
        assert "Лично име" not in html


def test_withdrawn_record_says_so_as_data(client):
    page = published(withdrawal_reason="Повторена.")
    page.unpublish()
    response = client.get(f"/praktiki/{page.slug}/zapis.json")
    assert response.status_code == 410
    assert response.json() == {"pid": page.pid, "state": "withdrawn", "reason": "Повторена."}


def test_moved_practice_leads_to_where_it_moved(client):
    old, new = published(), published()
    records.move(old.pid, "bg", new.pid)
    assert location(client.get(f"/praktiki/{old.slug}/")) == (301, f"/praktiki/{new.slug}/")
    assert location(client.get(f"/nomer/{old.pid}/")) == (301, f"/praktiki/{new.slug}/")


def test_moved_twice_leads_to_the_last_place(client):
    first, second, third = published(), published(), published()
    records.move(first.pid, "bg", second.pid)
    records.move(second.pid, "bg", third.pid)
    assert location(client.get(f"/praktiki/{first.slug}/")) == (301, f"/praktiki/{third.slug}/")


def test_moved_in_a_circle_is_gone_not_an_endless_loop(client):
    first, second = published(), published()
    records.move(first.pid, "bg", second.pid)
    records.move(second.pid, "bg", first.pid)
    assert client.get(f"/praktiki/{first.slug}/").status_code == 410


def test_moved_to_a_withdrawn_practice_is_gone(client):
    first, second = published(), published()
    records.move(first.pid, "bg", second.pid)
    second.unpublish()
    assert client.get(f"/praktiki/{first.slug}/").status_code == 410


@pytest.mark.parametrize("spell", [str, lambda pid: pid.replace("ДП", "DP"), str.lower])
def test_number_in_any_spelling_leads_to_the_practice(client, spell):
    page = published()
    assert location(client.get(f"/nomer/{spell(page.pid)}/")) == (301, f"/praktiki/{page.slug}/")


@pytest.mark.parametrize("number", ["ДП-2026-999999", "ДП-2026", "nishto", "ДП-२०२६-0001"])
def test_unknown_number_is_404(client, number):
    published()
    assert client.get(f"/nomer/{number}/").status_code == 404


def test_draft_is_404_until_it_is_published(client):
    page = draft()
    assert client.get(f"/praktiki/{page.slug}/").status_code == 404
    assert not PracticeRecord.objects.filter(pid=page.pid).exists()


def test_unknown_practice_is_a_404_that_offers_search_and_themes(client):
    response = client.get("/praktiki/nyama-takava/")
    html = response.content.decode()
    assert response.status_code == 404
    assert 'action="/tarsene/"' in html
    assert 'href="/temi/"' in html
