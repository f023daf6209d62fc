"""The page of a practice: what it says, what it admits, what it costs the database."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django.utils.html import escape

from practices import ports
from practices.models import (
    Municipality,
    PracticeEvent,
    PracticeMeasure,
    PracticePage,
    PracticePartner,
    PracticeRecord,
    PracticeSource,
    PracticeStep,
)
from tests.practices.pages import draft, organisation, published

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12  # six of them ask for practices like this one


def rich(number: int, **fields) -> PracticePage:
    """A practice with `number` rows of everything that can have many."""
    return published(
        steps=[PracticeStep(action=f"стъпка {n}") for n in range(number)],
        measures=[
            PracticeMeasure(indicator=f"показател {n}", after="5", nature="outcome")
            for n in range(number)
        ],
        events=[PracticeEvent(name=f"събитие {n}") for n in range(number)],
        sources=[PracticeSource(title=f"източник {n}") for n in range(number)],
        partners=[
            PracticePartner(organisation=organisation(f"партньор {n}", "ngo"))
            for n in range(number)
        ],
        municipalities=list(Municipality.objects.all()[:number]),
        **fields,
    )


def html_of(client, page, tail: str = "") -> str:
    response = client.get(f"/praktiki/{page.slug}/{tail}")
    assert response.status_code == 200
    return response.content.decode()


def text_of(html: str) -> str:
    """The visible words, one space between them."""
    main = html[html.index("<main") : html.index("</main>")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)).replace("\u00a0", " ")


def queries(client, address: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def test_page_costs_the_same_queries_with_one_row_or_twenty_of_everything(client):
    small, large = rich(1), rich(20)
    for _number in range(5):
        published()
    spent = [queries(client, f"/praktiki/{page.slug}/") for page in (small, large)]
    assert spent[0] == spent[1]
    assert spent[0] <= MOST_QUERIES


def test_print_costs_one_query_and_json_two_more_for_what_others_say(client):
    page = rich(3)
    assert queries(client, f"/praktiki/{page.slug}/pechat/") == 1
    assert queries(client, f"/praktiki/{page.slug}/zapis.json") == 3


def test_anonymous_reader_gets_a_cacheable_page_without_cookies(client):
    response = client.get(f"/praktiki/{published().slug}/")
    assert response.headers["Cache-Control"] == "public, max-age=0, s-maxage=60"
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_empty_practice_says_its_gaps_in_words(client):
    text = text_of(html_of(client, published()))
    assert text.count("няма данни") == 8
    assert "Промяната не е измерена" in text
    assert "Няма данни: източникът не посочва телефон, факс или човек" in text
    assert "Източниците не дават:" in text
    for absent in ("Документи за ползване", "Снимки", "Събития", "Какво не проработи"):
        assert f"{absent} " not in text.replace("документи за ползване", "")


def test_work_done_stands_apart_from_change(client):
    page = published(
        measures=[
            PracticeMeasure(indicator="обучени служители", after="40", nature="output"),
            PracticeMeasure(
                indicator="време за отговор", before="9", after="3", unit="дни", nature="outcome"
            ),
        ]
    )
    html = html_of(client, page)
    change = html[html.index('id="promyana"') : html.index('id="svarshena-rabota"')]
    done = html[html.index('id="svarshena-rabota"') :]
    assert "време за отговор" in change
    assert "обучени служители" not in change
    assert "обучени служители" in done
    assert "време за отговор" not in done


def test_steps_events_partners_and_municipalities_are_listed(client):
    text = text_of(html_of(client, rich(2)))
    for words in ("стъпка 1", "събитие 1", "партньор 1", "източник 1"):
        assert words in text


def test_markup_in_every_text_field_comes_out_as_text(client):
    attack = "<img src=x onerror=alert(1)>\"'</script>"
    page = published(
        title=f"Т {attack}"[:120],
        summary=(attack * 6)[:300],
        problem_line=attack,
        innovator_name=attack,
        editor_note=attack,
        municipalities_note=attack,
        target_groups_note=attack,
        contact_organisation=attack,
        legacy_source=attack,
        cost_amount=5,
        cost_currency="EUR",
        cost_note=attack,
        staff_roles=attack,
        steps=[PracticeStep(action=attack, term=attack, responsible=attack)],
        measures=[
            PracticeMeasure(
                indicator=attack,
                before=attack,
                after=attack,
                unit=attack,
                period=attack,
                nature="outcome",
            )
        ],
        events=[PracticeEvent(name=attack, note=attack)],
        sources=[PracticeSource(title=attack, publisher=attack)],
        partners=[PracticePartner(organisation=organisation(attack, "ngo"), role=attack)],
        background=f"<p>{escape(attack)}</p><script>alert(2)</script>",
    )
    for tail in ("", "pechat/"):
        html = html_of(client, page, tail)
        assert "<img src=x" not in html
        assert "alert(2)" not in html
    lists = client.get("/praktiki/").content.decode() + client.get("/").content.decode()
    assert "<img src=x" not in lists


def test_json_ld_survives_a_title_that_closes_the_script(client):
    page = published(title="Край </script><b>")
    html = html_of(client, page)
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[1]
    assert json.loads(data)["headline"] == "Край </script><b>"


def test_record_address_gives_the_stored_document_and_what_others_say(client):
    page = rich(2)
    response = client.get(f"/praktiki/{page.slug}/zapis.json")
    stored = PracticeRecord.objects.get(pid=page.pid).document
    assert response.json() == stored | {"standing": None, "assessment": None, "archived": None}
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_print_view_has_number_address_date_and_qr_but_no_navigation(client, settings):
    settings.SITE_URL = "https://example.bg"
    page = published()
    html = html_of(client, page, "pechat/")
    assert f"https://example.bg/nomer/{page.pid.replace('ДП', 'DP')}/" in html
    assert page.pid in html
    assert 'aria-label="QR код с адреса на практиката"' in html
    assert "<nav" not in html


def test_citation_names_author_title_number_date_and_lasting_address(client, settings):
    settings.SITE_URL = "https://example.bg"
    page = published(
        innovator_name="Община Габрово",
        legacy_source="Портал",
        legacy_published_on="2016-06-09",
        title="Ново гише",
    )
    latin = page.pid.replace("ДП", "DP")
    assert (
        f"Община Габрово. „Ново гише“. Опитът на общините, № {page.pid}. 9 юни 2016 г. "
        f"https://example.bg/nomer/{latin}/"
    ) in text_of(html_of(client, page))


def test_nominations_come_through_the_port_and_stay_apart_from_earlier_ones(client, monkeypatch):
    page = published(legacy_source="Портал", legacy_nominations=7)
    monkeypatch.setattr(ports._counter, "function", lambda pids: dict.fromkeys(pids, 12))
    text = text_of(html_of(client, page))
    assert "12 номинации" in text
    assert "Там: 7 (Портал)" in text
    assert "19" not in re.findall(r"\d+(?= номинаци)", text)


def test_related_practices_are_shown_in_the_order_of_the_port(client, monkeypatch):
    page, first, second = published(), published(title="Първа"), published(title="Втора")
    gone = published(title="Свалена")
    gone.unpublish()
    order = [second.pid, gone.pid, first.pid]
    monkeypatch.setattr(ports._related, "function", lambda pid, language, limit: order)
    html = html_of(client, page)
    aside = html[html.index("Подобни практики") : html.index("</main>")]
    assert re.findall(r'href="/praktiki/([^"]+)/"', aside) == [second.slug, first.slug]
    assert "Свалена" not in html


def test_what_failed_for_municipalities_only_is_announced_but_not_told(client):
    page = published(what_failed="<p>тайна</p>", what_failed_visible_to="municipalities")
    html = html_of(client, page)
    assert "само за други общини" in html
    assert "тайна" not in html


def test_english_reader_of_a_bulgarian_text_is_told_so(client):
    page = published(title="Ново гише")
    html = client.get(f"/en/praktiki/{page.slug}/").content.decode()
    assert '<html lang="en">' in html
    assert "This practice is written in Bulgarian" in html
    assert re.search(r'<header lang="bg">\s*<h1[^>]*>Ново гише</h1>', html)
    assert f'<link rel="canonical" href="http://127.0.0.1:8000/praktiki/{page.slug}/">' in html
    assert 'hreflang="bg" href="http' in html
    assert 'hreflang="en" href="http' not in html


def test_translation_with_its_own_address_is_where_the_switch_leads(client):
    page = published(slug="novo-gishe")
    english = page.copy_for_translation(page.locale.__class__.objects.get(language_code="en"))
    english.title, english.slug = "New counter", "new-counter"
    english.save_revision().publish()
    html = html_of(client, page)
    assert 'href="/en/praktiki/new-counter/" hreflang="en"' in html
    response = client.get("/en/praktiki/novo-gishe/")
    assert (response.status_code, response["Location"]) == (301, "/en/praktiki/new-counter/")


def test_preview_of_a_draft_is_the_page_to_come_and_says_so():
    page = draft(title="Чернова", what_failed="<p>Кофите бяха малки.</p>")
    with translation.override("bg"):
        html = page.make_preview_request().render().content.decode()
    text = text_of(html)
    assert "Това е преглед" in text
    assert "Чернова" in text
    assert "Кофите бяха малки." in text
    assert "/nominirai/" not in html
    assert '<meta name="robots" content="noindex">' in html
