"""Pages of text, pages that say something went wrong, and what robots are told."""

import re

import pytest
from django.db import OperationalError
from django.test import RequestFactory, override_settings
from django.urls import path
from django.utils.translation import override
from wagtail.models import Locale

from kb import views
from kb.templatetags.page_text import anchored, headings, with_operator
from practices import first_texts as texts
from practices.models import StandardPage

SLUGS = ["dostapnost", "kriterii", "lichni-danni", "za-sayta"]


def fail(request):
    raise ValueError("kaboom")


def without_database(request):
    raise OperationalError("no connection")


def broken_urls():
    from kb import urls

    return [path("bum/", fail), path("baza/", without_database), *urls.urlpatterns]


class Broken:
    """The site's addresses and two that fail."""

    handler404 = "kb.views.page_not_found"
    handler500 = "kb.views.server_error"


@pytest.fixture
def broken_site(client):
    Broken.urlpatterns = broken_urls()
    client.raise_request_exception = False
    with override_settings(ROOT_URLCONF=Broken):
        yield client


@pytest.fixture
def standard_pages(db):
    return [texts.load_text(text) for text in texts.texts()]


def test_failing_page_is_a_500_that_says_what_to_do_and_not_why(broken_site):
    response = broken_site.get("/bum/")
    html = response.content.decode()
    assert response.status_code == 500
    assert "Нещо се счупи при нас" in html
    assert "kaboom" not in html


def test_missing_database_is_a_503_that_comes_back(broken_site):
    response = broken_site.get("/baza/")
    assert response.status_code == 503
    assert response["Retry-After"] == "60"
    assert "не може да стигне до данните си" in response.content.decode()


def test_error_pages_need_no_database(django_assert_num_queries, db):
    request = RequestFactory().get("/")
    with django_assert_num_queries(0):
        for answer in (views.server_error, views.page_not_found, views.bad_request):
            assert answer(request).status_code >= 400


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["//[", "//[a]b/", "//example.com/", "///x"])
def test_unknown_address_of_two_slashes_links_to_no_other_host(client, path):
    response = client.get(f"http://testserver{path}")
    assert response.status_code == 404
    assert re.findall(r'href="(//[^"]*)"', response.content.decode()) == []


@pytest.mark.django_db
def test_unknown_page_is_a_404_that_helps_in_both_languages(client):
    bulgarian = client.get("/nyama/")
    english = client.get("/en/nyama/")
    assert (bulgarian.status_code, english.status_code) == (404, 404)
    assert "Няма такава страница" in bulgarian.content.decode()
    assert "There is no such page" in english.content.decode()
    assert 'action="/en/tarsene/"' in english.content.decode()
    assert 'rel="canonical"' not in bulgarian.content.decode()


def test_forbidden_page_tells_editors_from_a_form_left_open():
    request = RequestFactory().get("/")
    with override("bg"):
        assert "за редактори" in views.permission_denied(request).content.decode()
        assert "твърде дълго" in views.csrf_failure(request).content.decode()


@pytest.mark.django_db
def test_health_says_whether_the_database_answers(client):
    response = client.get("/zdrave/")
    assert (response.status_code, response.json()) == (200, {"database": "up"})


def test_robots_keep_out_of_queries_and_forms_and_find_the_sitemap(client, settings):
    settings.SITE_URL = "https://example.bg"
    text = client.get("/robots.txt").content.decode()
    refused = re.findall(r"^Disallow: (.+)$", text, re.MULTILINE)
    assert {"/tarsene/?", "/admin/", "/kod/", "/*?*&*&", "/*/nominirai/"} <= set(refused)
    assert "Sitemap: https://example.bg/sitemap.xml" in text


def test_texts_stand_in_both_languages_as_translations_of_each_other(standard_pages):
    assert standard_pages == [True] * 8
    for slug in SLUGS:
        pages = StandardPage.objects.filter(slug=slug)
        assert sorted(pages.values_list("locale__language_code", flat=True)) == ["bg", "en"]
        assert pages.values("translation_key").distinct().count() == 1


def test_text_that_an_editor_changed_is_left_alone(standard_pages):
    page = StandardPage.objects.get(slug="kriterii", locale=Locale.objects.get(language_code="bg"))
    page.title = "Наши критерии"
    page.save_revision().publish()
    assert [texts.load_text(text) for text in texts.texts()] == [False] * 8
    page.refresh_from_db()
    assert page.title == "Наши критерии"


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("slug", SLUGS)
def test_every_text_opens_and_is_linked_from_the_footer(client, standard_pages, prefix, slug):
    response = client.get(f"{prefix}/{slug}/")
    html = response.content.decode()
    assert response.status_code == 200
    assert f'href="{prefix}/{slug}/"' in html[html.index("<footer") :]
    assert "[[" not in html


def test_counting_rule_has_the_address_that_practices_link_to(client, standard_pages):
    for prefix in ("", "/en"):
        assert 'id="kak-broim"' in client.get(f"{prefix}/kriterii/").content.decode()


def test_operator_stands_in_the_texts_and_cannot_bring_markup(settings):
    settings.SITE_OPERATOR = "Фондация <b>"
    settings.SITE_EMAIL = "pishete@example.bg"
    html = with_operator("<p>[[operator]] отговаря: [[email]].</p>")
    assert html == (
        "<p>Фондация &lt;b&gt; отговаря: "
        '<a href="mailto:pishete@example.bg">pishete@example.bg</a>.</p>'
    )


def test_without_an_operator_the_sentence_still_stands(settings):
    settings.SITE_OPERATOR = settings.SITE_EMAIL = ""
    with override("bg"):
        html = with_operator("<p>[[operator]] отговаря: [[email]].</p>")
    assert html == (
        '<p>Екипът на сайта отговаря: <a href="/predlozhi/">формулярът за предложения</a>.</p>'
    )


def test_headings_get_addresses_and_keep_those_they_have():
    assert anchored("<h2>Как <b>броим</b></h2>") == '<h2 id="как-броим">Как <b>броим</b></h2>'
    assert anchored('<h2 id="x">А</h2>') == '<h2 id="x">А</h2>'


def test_contents_name_every_heading_that_can_be_linked_to():
    html = anchored("<h2>Какво &amp; как</h2><h3>по-малко</h3><h2>Как <b>броим</b></h2>")
    assert headings(html) == [("какво-как", "Какво & как"), ("как-броим", "Как броим")]
