"""Home and the lists: what stands in them, in what order, at what cost."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from practices import featured, listing
from practices.models import FeaturedPractice, Municipality, PracticeMeasure, Theme
from tests.practices.pages import published

pytestmark = pytest.mark.django_db
MOST_QUERIES = 5
WASTE = "otpadatsi"


def titles(response) -> list[str]:
    html = response.content.decode()
    found = re.findall(r'class="result-title"[^>]*><a [^>]*>([^<]+)</a>', html)
    return [title.replace("\u2011", "-") for title in found]


def theme(slug: str) -> list[Theme]:
    return [Theme.objects.get(slug=slug)]


def place(code: str) -> list[Municipality]:
    return [Municipality.objects.get(code=code)]


def queries(client, address: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


LISTS = (
    "/praktiki/",
    f"/praktiki/?theme={WASTE}",
    f"/praktiki/?theme={WASTE}&oblast=GAB",
    f"/praktiki/?theme={WASTE}&municipality=GAB05&year=2016",
    "/temi/",
    f"/temi/{WASTE}/",
    "/mesta/",
    "/mesta/gabrovo/",
    "/mesta/gabrovo/gabrovo/",
    "/godini/",
    "/godini/2016/",
)


def test_lists_cost_the_same_queries_with_one_practice_or_many(client):
    def add():
        published(themes=theme(WASTE), start_year=2016)

    add()
    few = {address: queries(client, address) for address in LISTS}
    for _number in range(listing.PER_PAGE + 5):
        add()
    assert {address: queries(client, address) for address in LISTS} == few
    assert [address for address in LISTS if few[address] > MOST_QUERIES] == []


def test_home_costs_the_same_queries_whatever_is_there(client):
    published()
    few = queries(client, "/")
    for _number in range(10):
        published()
    assert queries(client, "/") == few


@pytest.mark.parametrize("address", ["/", "/praktiki/", "/temi/", "/mesta/", "/godini/", "/en/"])
def test_lists_are_cacheable_and_set_no_cookie(client, address):
    published()
    response = client.get(address)
    assert response.headers["Cache-Control"] == "public, max-age=0, s-maxage=60"
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_list_narrows_by_every_facet_and_by_two_at_once(client):
    published(title="А", themes=theme(WASTE), municipalities=place("GAB05"), start_year=2016)
    published(title="Б", themes=theme("vodi"), municipalities=place("GAB05"), start_year=2018)
    published(title="В", themes=theme(WASTE), municipalities=place("VAR06"), start_year=2018)
    found = {
        query: sorted(titles(client.get(f"/praktiki/?{query}")))
        for query in (
            f"theme={WASTE}",
            "oblast=GAB",
            "municipality=VAR06",
            "year=2018",
            f"theme={WASTE}&year=2018",
            "oblast=GAB&year=2030",
        )
    }
    assert list(found.values()) == [["А", "В"], ["А", "Б"], ["В"], ["Б", "В"], ["В"], []]


def test_two_facets_are_links_and_a_third_is_not(client):
    published(themes=theme(WASTE), start_year=2016)
    one = client.get(f"/praktiki/?theme={WASTE}").content.decode()
    two = client.get(f"/praktiki/?oblast=GAB&theme={WASTE}").content.decode()
    assert f"/praktiki/?oblast=GAB&amp;theme={WASTE}" in one
    assert re.findall(r"/praktiki/\?[^\"]*(?:&amp;[^\"]*){2}", two) == []
    three = client.get(f"/praktiki/?oblast=GAB&theme={WASTE}&year=2016").content.decode()
    assert '<meta name="robots" content="noindex">' in three
    assert '<meta name="robots" content="noindex">' not in two


def test_chip_shows_the_name_and_takes_its_facet_off(client):
    published(themes=theme(WASTE))
    html = client.get(f"/praktiki/?municipality=GAB05&theme={WASTE}").content.decode()
    chips = re.findall(r'chip-remove" href="([^"]+)"><span[^>]*>[^<]*</span>([^<]+)', html)
    assert sorted(chips) == [
        ("/praktiki/?municipality=GAB05", "Отпадъци"),
        (f"/praktiki/?theme={WASTE}", "Габрово"),
    ]


def test_sorts_order_as_they_say(client):
    for title, day in (("Б", "2020-01-01"), ("А", "2010-01-01"), ("В", "2015-01-01")):
        published(title=title, legacy_source="Портал", legacy_published_on=day)
    assert titles(client.get("/praktiki/")) == ["Б", "В", "А"]
    assert titles(client.get("/praktiki/?sort=title")) == ["А", "Б", "В"]
    assert titles(client.get("/praktiki/?sort=updated")) == ["В", "А", "Б"]


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=2",
        "page=-1",
        "page=x",
        "page=999999999",
        "page=²",
        "sort=random",
        "theme=" + "a" * 61,
        "year=%00",
    ],
)
def test_nonsense_in_the_address_is_404(client, query):
    published()
    assert client.get(f"/praktiki/?{query}").status_code == 404


def test_pages_hold_everything_once(client):
    pages = [published() for _number in range(listing.PER_PAGE + 3)]
    first, second = titles(client.get("/praktiki/")), titles(client.get("/praktiki/?page=2"))
    assert (len(first), len(second)) == (listing.PER_PAGE, 3)
    assert sorted(first + second) == sorted(page.title for page in pages)


def test_withdrawn_practice_leaves_every_list(client):
    page = published(title="Свалена", themes=theme(WASTE), start_year=2016)
    published(title="Остава", themes=theme(WASTE), start_year=2016)
    page.unpublish()
    for address in ("/praktiki/", f"/temi/{WASTE}/", "/mesta/gabrovo/", "/godini/2016/"):
        assert titles(client.get(address)) == ["Остава"]


def test_narrower_theme_is_counted_in_the_broader(client):
    child = Theme.objects.filter(parent__slug=WASTE).first()
    published(title="Компост", themes=[child])
    assert titles(client.get(f"/temi/{WASTE}/")) == ["Компост"]
    assert titles(client.get(f"/temi/{child.slug}/")) == ["Компост"]


def test_empty_municipality_invites_to_propose(client):
    published()
    html = client.get("/mesta/varna/varna/").content.decode()
    assert "Тук още няма практика" in html
    assert 'href="/predlozhi/"' in html


@pytest.mark.parametrize(
    "address", ["/temi/nyama/", "/mesta/nyama/", "/mesta/varna/gabrovo/", "/godini/1850/"]
)
def test_unknown_theme_place_or_year_is_404(client, address):
    published()
    assert client.get(address).status_code == 404


def test_two_municipalities_of_one_name_have_two_pages(client):
    ruse, varna = Municipality.objects.filter(name_bg="Бяла").order_by("code")
    published(title="В Бяла", municipalities=[ruse])
    found = {
        row.oblast.slug: titles(client.get(f"/mesta/{row.oblast.slug}/{row.slug}/"))
        for row in (ruse, varna)
    }
    assert found[ruse.oblast.slug] == ["В Бяла"]
    assert found[varna.oblast.slug] == []


def test_map_links_28_oblasti_with_their_counts_said(client):
    published(municipalities=place("GAB05"))
    html = client.get("/").content.decode()
    drawn = html[html.index('<svg class="map"') : html.index("map-legend")]
    assert len(re.findall(r"<a ", drawn)) == 28
    assert 'href="/mesta/gabrovo/" class="level-1" aria-label="Габрово: 1 практика"' in drawn
    assert 'aria-label="Варна: 0 практики"' in drawn


def test_search_box_is_where_the_keyboard_starts_on_the_home_page(client):
    html = client.get("/").content.decode()
    assert re.findall(r"<input[^>]* autofocus", html) == re.findall(
        r'<input id="q"[^>]*autofocus', html
    )
    assert len(re.findall(r"autofocus", html)) == 1


def test_practice_in_both_languages_is_listed_once_in_the_readers(client):
    page = published(title="Ново гише")
    english = page.copy_for_translation(page.locale.__class__.objects.get(language_code="en"))
    english.title = "New counter"
    english.save_revision().publish()
    published(title="Само на български")
    assert sorted(titles(client.get("/praktiki/"))) == ["Ново гише", "Само на български"]
    assert sorted(titles(client.get("/en/praktiki/"))) == ["New counter", "Само на български"]


def monday(weeks: int = 0) -> date:
    today = timezone.localdate()
    return today - timedelta(days=today.weekday()) + timedelta(weeks=weeks)


def test_week_shows_the_editors_choice_with_its_reason(client):
    published()
    chosen = published(title="Избрана")
    FeaturedPractice.objects.create(practice=chosen, week=monday(), reason="Защото работи.")
    html = client.get("/").content.decode()
    week = html[html.index('class="week"') : html.index("</article>")]
    assert "Избрана" in week
    assert "Защото работи." in week


def test_week_ignores_a_choice_that_is_no_longer_public():
    other = published()
    chosen = published()
    FeaturedPractice.objects.create(practice=chosen, week=monday())
    chosen.unpublish()
    assert featured.of_the_week("bg", monday()).card.pid == other.pid


def test_week_picks_the_same_from_monday_to_sunday_and_another_each_week():
    pages = [published(legacy_source="Портал", legacy_published_on="2015-01-01") for _n in range(5)]
    day = monday()
    picks = {featured.of_the_week("bg", day + timedelta(days=n)).card.pid for n in range(7)}
    published()
    assert picks == {featured.of_the_week("bg", day).card.pid}
    weeks = {featured.of_the_week("bg", monday(-n)).card.pid for n in range(5)}
    assert weeks == {page.pid for page in pages}


def test_week_prefers_what_was_measured():
    for _number in range(3):
        published()
    measured = published(
        measures=[PracticeMeasure(indicator="смет", after="5", nature="outcome", kind="measured")]
    )
    assert featured.of_the_week("bg", monday()).card.pid == measured.pid


def test_week_of_an_empty_site_is_nothing(client):
    assert featured.of_the_week("bg", monday()) is None
    assert client.get("/").status_code == 200
