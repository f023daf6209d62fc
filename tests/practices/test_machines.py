"""What machines read: sitemap, feed, JSON-LD, link previews."""

import re
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from django.utils.translation import override
from wagtail.models import Locale

from practices import structured_data
from practices.models import Municipality, PracticeRecord, PracticeSource
from tests.practices.pages import published

pytestmark = pytest.mark.django_db
SPACES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
}


def sitemap(client, section: str) -> dict[str, dict[str, str]]:
    """Return {path: {language: path}} of a section."""
    root = ElementTree.fromstring(client.get(f"/sitemap-{section}.xml").content)
    strip = len("http://testserver")
    return {
        url.find("s:loc", SPACES).text[strip:]: {
            link.get("hreflang"): link.get("href")[strip:] for link in url.findall("x:link", SPACES)
        }
        for url in root.findall("s:url", SPACES)
    }


def translated(page, **fields):
    english = page.copy_for_translation(Locale.objects.get(language_code="en"))
    for name, value in fields.items():
        setattr(english, name, value)
    english.save_revision().publish()
    return english


def test_sitemap_index_names_its_sections(client):
    text = client.get("/sitemap.xml").content.decode()
    assert re.findall(r"sitemap-(\w+)\.xml", text) == ["practices", "lists", "texts", "wanted"]


def test_sitemap_has_live_records_with_their_translations(client):
    page, alone, gone = published(slug="gishe"), published(slug="sama"), published(slug="svalena")
    translated(page, slug="counter")
    gone.unpublish()
    both = {"bg": "/praktiki/gishe/", "en": "/en/praktiki/counter/"}
    assert sitemap(client, "practices") == {
        "/praktiki/gishe/": both,
        "/en/praktiki/counter/": both,
        f"/praktiki/{alone.slug}/": {},
    }


def test_sitemap_lists_only_places_and_themes_with_practices(client):
    published(municipalities=[Municipality.objects.get(code="GAB05")], start_year=2016)
    found = sitemap(client, "lists")
    assert "/mesta/gabrovo/gabrovo/" in found
    assert "/mesta/varna/" not in found
    assert found["/godini/2016/"] == {"bg": "/godini/2016/", "en": "/en/godini/2016/"}
    assert not [path for path in found if "?" in path]


def test_feed_has_the_newest_first_and_no_withdrawn(client, settings):
    settings.SITE_URL = "https://example.bg"
    old = published(title="Стара", legacy_source="П", legacy_published_on="2010-01-01")
    new, gone = published(title="Нова & <b>"), published(title="Свалена")
    gone.unpublish()
    root = ElementTree.fromstring(client.get("/praktiki.rss").content)
    items = root.findall("channel/item")
    assert [item.find("title").text for item in items] == ["Нова & <b>", "Стара"]
    latin = [f"https://example.bg/nomer/{page.pid.replace('ДП', 'DP')}/" for page in (new, old)]
    assert [item.find("guid").text for item in items] == latin
    assert items[0].find("link").text.endswith(f"/praktiki/{new.slug}/")


def test_english_feed_leads_to_english_addresses(client):
    page = published()
    root = ElementTree.fromstring(client.get("/en/praktiki.rss").content)
    assert root.find("channel/item/link").text.endswith(f"/en/praktiki/{page.slug}/")


def test_json_ld_of_a_practice_says_only_what_the_record_says():
    page = published(
        title="Ново гише",
        start_year=2016,
        end_year=2018,
        sources=[PracticeSource(title="А", url="https://example.org/a"), PracticeSource(title="Б")],
    )
    document = PracticeRecord.objects.get(pid=page.pid).document
    with override("bg"):
        data = structured_data.of_practice(document, datetime(2026, 11, 21, tzinfo=UTC))
    assert data["@type"] == "Article"
    assert data["headline"] == "Ново гише"
    assert data["identifier"] == page.pid
    assert data["temporalCoverage"] == "2016/2018"
    assert data["isBasedOn"] == ["https://example.org/a"]
    assert data["dateModified"] == "2026-11-21"
    assert data["spatialCoverage"][0]["name"] == "Габрово"
    # The record names no innovator and no picture, so neither does the data.
    assert {"author", "image", "publisher"} & set(data) == set()


def test_link_preview_has_a_title_a_sentence_and_a_picture(client, settings):
    settings.SITE_URL = "https://example.bg"
    page = published(title="Ново гише")
    html = client.get(f"/praktiki/{page.slug}/").content.decode()
    found = dict(re.findall(r'<meta property="(og:[a-z:_]+)" content="([^"]*)"', html))
    assert found["og:title"] == "Ново гише"
    assert found["og:description"] == page.summary
    assert found["og:image"].startswith("https://example.bg/static/icons/open-graph")
    assert found["og:url"] == f"https://example.bg/praktiki/{page.slug}/"
