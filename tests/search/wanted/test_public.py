"""What everybody sees of calls, and what nobody may see."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from practices.models import Theme
from search.wanted import transitions
from search.wanted.models import Call
from tests.practices.pages import published
from tests.search.wanted.cases import (
    LIST,
    REASON,
    Visitor,
    follower_of,
    letters,
    opened,
    sent,
    subjects,
    waiting,
)

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script>"
# Everything that is public or leads there.
PLACES = (LIST, f"{LIST}?sastoyanie=namereni", "/tarsim-praktika.rss", "/sitemap-wanted.xml", "/")
SECRET = "Таен асансьор за хората"


def text(client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return " ".join(response.content.decode().split())


def made(state: str, title: str = SECRET) -> Call:
    """A call in a state that was reached as in life."""
    if state == "unconfirmed":
        return sent(title=title)
    if state == "waiting":
        return waiting(title=title)
    if state == "joined":
        call = waiting(title=title)
        return transitions.join(call, actor=None, into=opened(email="b@example.org")).call
    if state == "refused":
        return transitions.refuse(waiting(title=title), actor=None, reason=REASON).call
    call = opened(title=title)
    if state == "taken down":
        return transitions.refuse(call, actor=None, reason=REASON).call
    if state == "withdrawn":
        return transitions.withdraw(call).call
    if state == "closed":
        return transitions.close(call, actor=None, reason=REASON).call
    if state == "answered":
        return transitions.answer(call, pids=[published(title="Отговорът").pid]).call
    return call


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("unconfirmed", 404),
        ("waiting", 404),
        ("refused", 404),
        ("joined", 404),
        ("taken down", 410),
        ("withdrawn", 410),
    ],
)
def test_what_is_not_public_is_nowhere(client, state, status):
    call = made(state)
    shown = opened(title="Лекар за селата", email="c@example.org")
    for path in PLACES:
        page = text(client, path)
        assert SECRET not in page, path
        assert call.number not in page, path
    assert shown.title in text(client, LIST)
    response = client.get(f"{LIST}{call.number}/")
    assert response.status_code == status
    assert SECRET not in response.content.decode()
    assert SECRET not in text(client, "/tarsene/?q=библиотека")
    assert client.get(f"{LIST}{call.number}/i-az/").status_code == 302


@pytest.mark.parametrize(
    ("state", "seen"),
    [
        ("open", [True, False, True, True, True]),
        ("answered", [False, True, False, True, False]),
        ("closed", [False, False, False, False, False]),
    ],
)
def test_what_is_public_is_where_it_belongs(client, state, seen):
    call = made(state)
    assert [call.number in text(client, path) for path in PLACES] == seen
    assert SECRET in text(client, f"{LIST}{call.number}/")


def test_no_address_is_on_any_page(client):
    call = opened()
    follower_of(call)
    for path in (*PLACES, f"{LIST}{call.number}/", f"{LIST}{call.number}/i-az/"):
        assert "@example.org" not in text(client, path), path


def test_page_of_an_open_call_invites(client):
    call = opened()
    follower_of(call)
    page = text(client, f"{LIST}{call.number}/")
    assert f'href="/predlozhi/?za={call.number}">Предложете я</a>' in page
    assert f'href="{LIST}{call.number}/i-az/"' in page
    assert "<dt>Още търсят същото</dt><dd>1</dd>" in page
    assert "<dt>Кой търси</dt>" not in page


def test_page_of_an_answered_call_shows_the_practices(client):
    call = made("answered")
    page = text(client, f"{LIST}{call.number}/")
    assert ">Отговорът</a>" in page
    assert "Търся и аз същото" not in page


def test_page_of_a_closed_call_says_why_and_is_not_indexed(client):
    page = text(client, f"{LIST}{made('closed').number}/")
    assert REASON in page
    assert '<meta name="robots" content="noindex">' in page


def test_wording_as_typed_is_not_public(client):
    call = waiting(text="Звънете на Иван, 0888 123 456")
    wording = {"title": "Лекар", "text": "", "words": "лекар", "theme": None}
    transitions.reword(call, actor=None, wording=wording, municipalities=[])
    transitions.approve(call, actor=None)
    for path in (*PLACES, f"{LIST}{call.number}/"):
        assert "0888" not in text(client, path), path


def test_list_is_narrowed_by_place_and_theme(client):
    theme = Theme.objects.filter(parent=None).first()
    here = opened(title="Тук", theme=theme)
    there = opened(title="Там", places=("VAR06",), email="d@example.org")
    for query, expected in (
        ("?oblast=GAB", [here]),
        ("?oblast=VAR", [there]),
        ("?municipality=VAR06", [there]),
        (f"?theme={theme.slug}", [here]),
        (f"?oblast=VAR&theme={theme.slug}", []),
    ):
        response = client.get(f"{LIST}{query}")
        assert response.context["listing"].calls == expected, query
    page = text(client, LIST)
    assert 'href="/tarsim-praktika/?oblast=GAB"' in page
    assert f'href="/tarsim-praktika/?theme={theme.slug}"' in page


@pytest.mark.parametrize(
    "query", ["?page=0", "?page=2", "?page=x", "?oblast=%00", "?theme='", "?sastoyanie=waiting"]
)
def test_nonsense_in_the_address_is_not_found(client, query):
    opened()
    assert client.get(f"{LIST}{query}").status_code == 404


def test_second_page_has_the_rest_the_oldest(client):
    calls = [opened(title=f"Обява {n}", email=f"p{n}@example.org") for n in range(22)]
    response = client.get(f"{LIST}?page=2")
    assert response.context["listing"].calls == [calls[1], calls[0]]
    assert 'rel="prev" href="?"' in response.content.decode() or response.status_code == 200


def cost(client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_pages_cost_the_same_for_one_call_and_for_ten(client):
    call = opened()
    paths = (LIST, f"{LIST}{call.number}/", "/tarsim-praktika.rss", "/")
    few = [cost(client, path) for path in paths]
    for number in range(9):
        other = opened(email=f"q{number}@example.org", places=("GAB05", "VAR06"))
        follower_of(other, f"r{number}@example.org")
        follower_of(call, f"s{number}@example.org")
    assert [cost(client, path) for path in paths] == few
    assert few[:2] == [6, 3]


def test_pages_are_cacheable_and_set_no_cookie(client):
    call = opened()
    for path in (LIST, f"{LIST}{call.number}/"):
        response = client.get(path)
        assert response.headers["Cache-Control"] == "public, max-age=0, s-maxage=60"
        assert not response.cookies


def test_markup_is_text_everywhere(client):
    call = opened(title=HOSTILE, text=HOSTILE)
    for path in (*PLACES, f"{LIST}{call.number}/", f"{LIST}{call.number}/i-az/"):
        assert "<script>alert" not in text(client, path), path


def test_structured_data_say_what_the_page_says(client):
    call = opened(title=f"Лекар {HOSTILE}")
    page = client.get(f"{LIST}{call.number}/").content.decode()
    data = json.loads(re.search(r'application/ld\+json">(.+?)</script>', page)[1])
    assert (data["@type"], data["name"], data["identifier"]) == ("Demand", call.title, call.number)
    assert [place["name"] for place in data["areaServed"]] == ["Габрово"]


def test_call_in_another_language_has_one_address_for_search_engines(client):
    call = opened(language="en", title="A doctor for the villages")
    page = text(client, f"{LIST}{call.number}/")
    assert f'rel="canonical" href="http://127.0.0.1:8000/en{LIST}{call.number}/"' in page
    assert 'hreflang="bg" href="http://127.0.0.1:8000/tarsim' not in page
    assert "<h1>A doctor for the villages</h1>" in page
    sitemap = text(client, "/sitemap-wanted.xml")
    assert f"/en{LIST}{call.number}/" in sitemap
    assert f"8000{LIST}{call.number}/" not in sitemap


def test_home_shows_the_three_newest_open_calls(client):
    assert "Търсят практика" not in text(client, "/")
    calls = [opened(title=f"Обява {n}.", email=f"h{n}@example.org") for n in range(4)]
    page = text(client, "/")
    assert [call.title in page for call in calls] == [False, True, True, True]


def test_form_for_proposals_says_what_it_is_for_and_keeps_it(client):
    call = opened()
    page = text(client, f"/predlozhi/?za={call.number}")
    assert f'Някой я търси: <a href="{LIST}{call.number}/">{call.title}</a>' in page
    assert f'name="za" value="{call.number}"' in page
    assert "Някой я търси" not in text(client, "/predlozhi/?za=999999")


def test_follower_is_asked_to_confirm():
    call = opened()
    visitor = Visitor(f"{LIST}{call.number}/i-az/")
    response = visitor.send(email="NOVA@example.org")
    assert response["Location"].startswith("/tarsim-praktika/blagodarim/")
    assert call.seekers.get(email="nova@example.org").confirmed_at is None
    assert subjects("nova@example.org") == [f"И вие ли търсите тази практика? ({call.number})"]


def test_page_after_following_does_not_tell_who_follows_already():
    call = opened()
    follower_of(call)
    path = f"{LIST}{call.number}/i-az/"
    pages = []
    for email in ("chitalishte@example.org", "nov@example.org"):
        visitor = Visitor(path)
        response = visitor.send(email=email)
        page = visitor.client.get(response["Location"]).content.decode()
        pages.append((response.status_code, page))
    assert pages[0] == pages[1]
    assert len(letters("chitalishte@example.org")) == 2


def test_follower_form_that_is_wrong_is_shown_again():
    call = opened()
    visitor = Visitor(f"{LIST}{call.number}/i-az/")
    response = visitor.send(email="x", consent=None)
    assert sorted(response.context["form"].errors) == ["consent", "email"]
    assert call.seekers.count() == 1
