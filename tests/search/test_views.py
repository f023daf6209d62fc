"""The search page as a reader meets it."""

import html
import re
from dataclasses import replace

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from practices.models import Municipality, Theme
from practices.ports import related
from search import available, facet_names, index_words
from search.checks import index_is_current
from search.engines.chosen import database_engine
from search.query import MAX_PAGE, parse
from search.sync import rebuild_outdated
from tests.practices.pages import published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def database_only(settings):
    settings.ELASTICSEARCH_URL = ""
    cache.clear()
    index_words.forget()


@pytest.fixture
def three() -> dict:
    """Two practices of Gabrovo, one of Burgas."""
    gabrovo = Municipality.objects.get(code="GAB05")
    burgas = Municipality.objects.get(code="BGS04")
    theme, other = Theme.objects.filter(parent=None)[:2]
    return {
        "light": published(
            title="Осветление на селата",
            municipalities=[gabrovo],
            themes=[theme],
            background="<p>Крушките горяха. Селата бяха тъмни, а улиците – опасни.</p>",
            practice="<p>Сменени са лампите.</p>",
            results="<p>Селата светят.</p>",
        ),
        "school": published(title="Училище със слънце", municipalities=[gabrovo], themes=[other]),
        "sea": published(title="Чисто море", municipalities=[burgas], themes=[theme]),
        "theme": theme,
        "other": other,
    }


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def found(text: str) -> list[str]:
    return re.findall(r'<h3 class="result-title"[^>]*><a href="([^"]+)"', text)


def url(practice) -> str:
    return f"/praktiki/{practice.slug}/"


def test_search_address_is_the_contract():
    assert reverse("search") == "/tarsene/"
    with override("en"):
        assert reverse("search") == "/en/tarsene/"


def test_search_inflected_word_shows_a_marked_sentence_of_each_section(client: Client, three):
    text = page(client, "/tarsene/?q=село")
    assert found(text) == [url(three["light"])]
    snips = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", text)
    assert snips == [
        ("Предистория", "<mark>Селата</mark> бяха тъмни, а улиците – опасни."),
        ("Резултати", "<mark>Селата</mark> светят."),
    ]


def test_search_section_shows_only_its_sentence(client: Client, three):
    text = page(client, "/tarsene/?q=село&section=results")
    assert re.findall(r"<dt>(.*?)</dt>", text) == ["Резултати"]
    assert 'aria-current="page">Резултати' in text
    assert found(page(client, "/tarsene/?q=село&section=practice")) == []


def test_search_facets_are_checkboxes_of_the_form_with_counts(client: Client, three):
    text = page(client, "/tarsene/?oblast=GAB")
    boxes = re.findall(
        r'name="oblast" value="(\w+)" form="search-form"( checked)?>'
        r' <span>(.*?)</span> <span class="count">(\d+)',
        text,
    )
    assert sorted(boxes) == [("BGS", "", "Бургас", "1"), ("GAB", " checked", "Габрово", "2")]
    assert set(found(text)) == {url(three["light"]), url(three["school"])}


def test_search_two_values_of_a_facet_are_either_or(client: Client, three):
    assert len(found(page(client, "/tarsene/?oblast=GAB&oblast=BGS"))) == 3
    theme = three["theme"].slug
    assert found(page(client, f"/tarsene/?oblast=GAB&theme={theme}")) == [url(three["light"])]


def test_search_chip_takes_its_filter_off(client: Client, three):
    text = page(client, "/tarsene/?q=село&oblast=GAB")
    (address,) = re.findall(r'class="chip chip-remove" rel="nofollow" href="([^"]+)"', text)
    assert address == "/tarsene/?q=%D1%81%D0%B5%D0%BB%D0%BE"


def test_search_deep_choices_are_no_links(client: Client, three):
    address = f"/tarsene/?oblast=GAB&oblast=BGS&theme={three['theme'].slug}&year=2016"
    text = page(client, address)
    assert re.findall(r'class="chip chip-remove" rel', text) == []
    drops = re.findall(r'name="drop" value="([^"]+)"', text)
    assert f"theme:{three['theme'].slug}" in drops
    response = client.get(f"{address}&drop=oblast:BGS")
    assert response.status_code == 302
    assert response["Location"] == f"/tarsene/?theme={three['theme'].slug}&oblast=GAB&year=2016"


def test_search_sort_shows_the_date_it_sorts_by(client: Client, three):
    assert "публикувана на" not in page(client, "/tarsene/?q=село")
    assert "публикувана на" in page(client, "/tarsene/?q=село&sort=newest")
    assert "0 номинации" in page(client, "/tarsene/?q=село&sort=nominated")


def test_search_pages_keep_the_question(client: Client, monkeypatch):
    for number in range(12):
        published(title=f"Чешма {number}")
    text = page(client, "/tarsene/?q=чешма")
    assert "12 практики" in text.replace("\u00a0", " ")
    assert len(found(text)) == 10
    assert len(found(page(client, "/tarsene/?q=чешма&page=2"))) == 2
    assert 'href="?q=%D1%87%D0%B5%D1%88%D0%BC%D0%B0&page=2"' in text
    assert "Към първата страница" in page(client, "/tarsene/?q=чешма&page=9")


def ways(text: str) -> list[tuple[str, str]]:
    """The ways on from an empty answer, each with what it finds."""
    found = re.findall(r'<li><a rel="nofollow" href="[^"]+">(.*?)</a>(?: <span class="soft">(.*?)</span>)?', text)  # fmt: skip
    return [(name, count.replace("\u00a0", " ")) for name, count in found]


def test_search_without_an_answer_offers_what_is_less_narrow_with_counts(client: Client, three):
    text = page(client, "/tarsene/?q=тъмни&section=results&oblast=BGS&year=1990")
    assert found(text) == []
    assert "Няма нищо за „тъмни“" in text
    assert ways(text) == [("В целия текст, без филтри", "1 практика")]
    text = page(client, "/tarsene/?q=тъмни&oblast=GAB&year=1990")
    assert ways(text) == [("Без „1990“", "1 практика"), ("Без филтри", "1 практика")]
    assert reverse("propose") in text


def test_search_filters_without_a_practice_offer_what_is_less_narrow(client: Client, three):
    text = page(client, "/tarsene/?oblast=BGS&year=1990")
    assert "Няма практика, която отговаря на всичко избрано" in text
    assert ways(text) == [("Без „1990“", "1 практика"), ("Без филтри", "3 практики")]


def test_search_nonsense_says_what_was_tried_and_offers_to_ask_for_it(client: Client, three):
    text = page(client, "/tarsene/?q=хщщрюк")
    assert "Търсихме във всички форми на думата." in text
    assert ways(text) == []
    assert 'href="/tarsim-praktika/nova/?q=%D1%85%D1%89%D1%89%D1%80%D1%8E%D0%BA">Търсим практика: публикувай това търсене като обява</a>' in text  # fmt: skip


def test_search_short_answer_offers_to_ask_for_more_long_one_does_not(client: Client):
    for number in range(3):
        published(title=f"Чешма {number}")
    assert "Публикувайте търсенето като обява" in page(client, "/tarsene/?q=чешма")
    assert "Публикувайте търсенето като обява" not in page(client, "/tarsene/")
    published(title="Чешма в парка")
    assert "Публикувайте търсенето като обява" not in page(client, "/tarsene/?q=чешма")


def test_search_of_very_many_says_that_there_are_more_and_that_counts_are_estimates(
    client: Client, three, monkeypatch
):
    approximate = "че числата до филтрите са приблизителни"
    exact = page(client, "/tarsene/?q=село")
    assert "<h2>1 практика</h2>" in exact
    assert approximate not in exact
    ask = available.search

    def of_many(query, facets=()):
        answer = ask(query, facets)
        return replace(answer, hits=replace(answer.hits, total=10_000, at_least=True))

    monkeypatch.setattr(available, "search", of_many)
    text = page(client, "/tarsene/?q=село")
    assert "<h2>Над 10 000 практики</h2>" in text.replace("\xa0", " ").replace("\u202f", " ")
    assert approximate in text


def test_search_withdrawn_practice_is_gone_at_once(client: Client, three):
    three["light"].unpublish()
    assert found(page(client, "/tarsene/?q=село")) == []
    assert len(found(page(client, "/tarsene/"))) == 2


def test_search_draft_changes_are_not_found(client: Client, three):
    three["light"].title = "Тайна чернова"
    three["light"].save_revision()
    assert found(page(client, "/tarsene/?q=чернова")) == []


def test_search_is_not_for_robots(client: Client, three):
    assert '<meta name="robots" content="noindex">' in page(client, "/tarsene/")
    assert '<link rel="canonical"' not in page(client, "/tarsene/?q=село")


def test_search_in_english_shows_the_bulgarian_text_where_there_is_no_other(client: Client, three):
    text = page(client, "/en/tarsene/?q=село")
    assert found(text) == [f"/en/praktiki/{three['light'].slug}/"]
    assert "<span>Gabrovo</span>" in text
    assert "Sorted:" in text
    assert '<dd lang="bg"><mark>Селата</mark>' in text


def test_search_language_link_keeps_the_question(client: Client, three):
    assert 'href="/en/tarsene/?q=sea&oblast=BGS"' in page(client, "/tarsene/?q=sea&oblast=BGS")


def test_search_narrower_themes_are_folded_under_their_own(client: Client):
    child = Theme.objects.exclude(parent=None).select_related("parent").first()
    for theme in (child, *Theme.objects.filter(parent=None).exclude(pk=child.parent_id)[:9]):
        published(themes=[theme])
    box = rf'<input type="checkbox" name="theme" value="{child.slug}"'
    folded = re.compile(
        rf"<details>\s*<summary>[^/]*„{child.parent.name_bg}“</span></summary>\s*<label>{box}"
    )
    unfolded = re.compile(rf"<details open>\s*<summary>[^/]*</span></summary>\s*<label>{box}")
    assert folded.search(page(client, "/tarsene/"))
    assert unfolded.search(page(client, f"/tarsene/?theme={child.slug}"))


def test_search_markup_in_the_question_comes_out_as_text(client: Client, three):
    evil = '"><script>alert(1)</script>'
    raw = client.get("/tarsene/", {"q": f"село {evil}", "theme": evil}).content.decode()
    assert "<script>alert" not in raw
    assert 'value="село &quot;&gt;&lt;script&gt;' in raw


def test_search_markup_in_a_practice_comes_out_as_text(client: Client):
    published(
        title="<b>Вода</b> & <script>x</script>",
        background="<p>Вода &lt;script&gt;alert(1)&lt;/script&gt; тече.</p>",
    )
    raw = client.get("/tarsene/?q=вода").content.decode()
    assert "<script>" not in raw.split("<main", 1)[1].split("</main")[0]
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in raw
    assert "&lt;b&gt;<mark>Вода</mark>&lt;/b&gt;" in raw


@pytest.mark.parametrize("practices", [1, 6])
def test_search_page_asks_three_questions_beside_the_engines(
    client: Client, django_assert_num_queries, practices: int
):
    for number in range(practices):
        published(title=f"Чешма {number}")
    chosen, sorted_ = "/tarsene/?q=чешма&oblast=GAB", "/tarsene/?q=чешма&sort=nominated"
    for address in (chosen, sorted_):  # what a process keeps of the index is read once
        client.get(address)
    # The engine's own, however many practices: it reads its packed tables one by one, and counts
    # a facet with a choice of its own apart.
    own, listing = 8, 7
    with django_assert_num_queries(own + 3):
        client.get(chosen)
    with django_assert_num_queries(listing + 4):
        client.get(sorted_)


def test_search_answers_belong_to_one_reader_lists_to_all(client: Client, three):
    answer = client.get("/tarsene/?q=село")
    assert answer["Cache-Control"] == "private, max-age=0"
    listed = client.get("/tarsene/?oblast=GAB")
    assert listed["Cache-Control"] == "public, max-age=0, s-maxage=60"
    for response in (answer, listed):
        assert response.cookies == {}
        assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_search_only_reads(client: Client, method: str):
    assert getattr(client, method)("/tarsene/").status_code == 405


@hypothesis_settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    data=st.dictionaries(
        st.sampled_from(["q", "section", "sort", "page", "theme", "year", "drop", "has", "x"]),
        st.lists(st.text(max_size=40), max_size=3),
        max_size=6,
    )
)
def test_search_any_parameters_give_a_page(client: Client, data: dict):
    assert client.get("/tarsene/", data).status_code in (200, 302)


def test_search_any_bytes_give_a_page(client: Client):
    for raw in (
        b"q=%ff%fe",
        b"q=%00",
        b"q=%ED%A0%80",
        b"theme=%ff&page=%ff",
        b"&&==&q",
        b"q" * 9000,
    ):
        response = client.get("/tarsene/", QUERY_STRING=raw.decode("latin-1"))
        assert response.status_code == 200
    assert client.get("/tarsene/", {"page": str(MAX_PAGE + 1)}).status_code == 200


def test_facet_names_follow_the_records(three):
    theme = three["theme"]
    assert facet_names.names({"theme": [theme.slug]})["theme", theme.slug][0] == theme.name_bg
    with override("en"):
        assert facet_names.names({"oblast": ["GAB"]})["oblast", "GAB"] == ("Gabrovo", "")
    municipality = facet_names.names({"municipality": ["GAB05"], "oblast": ["GAB"]})
    assert municipality["municipality", "GAB05"] == ("Габрово", "GAB")


def test_related_finds_practices_that_share_rare_words(three, django_assert_num_queries):
    like = published(title="Осветление на улици и села")
    with django_assert_num_queries(7):  # its strong words, then what any question costs
        assert related(like.pid, "bg", 1) == [three["light"].pid]
    assert like.pid not in related(like.pid, "bg", 10)
    assert related("ДП-1999-0001", "bg", 3) == []


def test_check_warns_of_an_index_made_by_other_rules(three):
    assert index_is_current(databases=["default"]) == []
    database_engine()._remember("normaliser", "older rules")
    (warning,) = index_is_current(databases=["default"])
    assert warning.id == "search.W001"
    assert rebuild_outdated() == 1
    assert index_is_current(databases=["default"]) == []
    assert database_engine().search(parse("село")).total == 1


def told(text: str) -> list[str]:
    """What the page says was looked for besides what was typed."""
    _before, _mark, rest = text.partition('id="understood"')
    return re.findall(r"<b>(.*?)</b>", rest.partition("</div>")[0])


def test_search_says_what_else_it_looked_for_and_offers_only_the_typed(client: Client, three):
    text = page(client, "/tarsene/?q=selata")
    assert found(text) == [url(three["light"])]
    assert told(text) == ["селата"]
    assert "написано е на латиница" in text
    assert 'href="/tarsene/?q=selata&exact=1">Търси само каквото написах</a>' in text
    only = page(client, "/tarsene/?q=selata&exact=1")
    assert found(only) == []
    assert told(only) == []
    assert 'href="/tarsene/?q=selata">' in only
    assert '<input type="hidden" name="exact" value="1">' in only


def test_search_says_nothing_of_a_plain_question(client: Client, three):
    assert 'id="understood"' not in page(client, "/tarsene/?q=село")


def test_search_speaks_of_what_it_assumed_in_english(client: Client, three):
    text = page(client, "/en/tarsene/?q=selata")
    assert "We also looked for:" in text
    assert "written in Latin letters" in text


def test_search_offers_the_place_as_a_filter_and_hides_no_other(client: Client, three):
    text = page(client, "/tarsene/?q=море Габрово")
    assert url(three["sea"]) in found(text)
    assert 'href="/tarsene/?q=%D0%BC%D0%BE%D1%80%D0%B5+%D0%93%D0%B0%D0%B1%D1%80%D0%BE%D0%B2%D0%BE&municipality=GAB05">Само община Габрово</a>' in text  # fmt: skip
    assert "Само община" not in page(client, "/tarsene/?q=море Габрово&municipality=GAB05")


def test_search_few_with_all_words_are_followed_by_those_with_some(client: Client, three):
    text = page(client, "/tarsene/?q=чисто осветление")
    assert set(found(text)) == {url(three["light"]), url(three["sea"])}
    assert "Малко практики имат всичките ви думи" in text


def test_search_says_which_words_a_practice_does_not_have(client: Client, three):
    text = page(client, "/tarsene/?q=море хеликоптер")
    assert found(text) == [url(three["sea"])]
    assert re.findall("Не споменава: (.*?)</p>", text) == ["<s>хеликоптер</s>"]
    assert "Не споменава" not in page(client, "/tarsene/?q=чисто море")


def test_search_phrase_that_is_nowhere_may_be_left_out(client: Client, three):
    text = page(client, "/tarsene/?q=море „зелена чешма“")
    assert found(text) == []
    assert ways(text) == [
        ("Търси само думите", "1 практика"),
        ("море", "1 практика"),
    ]


def test_search_markup_in_an_assumed_word_comes_out_as_text(client: Client, three):
    raw = client.get(
        "/tarsene/", {"q": "selata<script>alert(1)</script> 'onx=\"1"}
    ).content.decode()
    assert "<script>alert" not in raw
    assert "'onx=\"1" not in raw
