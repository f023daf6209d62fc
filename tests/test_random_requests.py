"""A thousand requests that nobody would make on purpose: none of them may break the site."""

import string

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.practices.pages import published

PLACES = (
    *("", "praktiki/", "praktiki/{}/", "praktiki/{}/pechat/", "praktiki/{}/zapis.json"),
    *("praktiki/{}/nominirai/", "nomer/{}/", "temi/", "temi/{}/", "mesta/", "mesta/{}/"),
    *("mesta/{}/{}/", "godini/", "godini/{}/", "tarsene/", "predlozhi/", "predlozhi/blagodarim/"),
    *("predlozhenie/{}/", "predlozhenie/{}/potvardi/", "praktiki.rss", "sitemap.xml", "robots.txt"),
    *(
        "kriterii/",
        "media/{}",
        "documents/{}/{}",
        "kod/nov/",
        "kod/kartinka/{}/",
        "kod/zvuk/{}.wav",
    ),
    *("tarsene/predlozheniya/", "tarsene/izbran/", "tarsim-praktika/", "tarsim-praktika/nova/"),
    *("tarsim-praktika/{}/", "tarsim-praktika/{}/i-az/", "tarsim-praktika/{}/potvardi/"),
    *("tarsim-praktika/blagodarim/", "tarsim-praktika.rss"),
    *("saglasuvane/{}/", "saglasuvane/protokol/{}/", "praktiki/{}/lipsva/", "zhiva-li-e/{}/"),
    *("predlozhi/signal/", "signal/{}/", "signal/{}/potvardi/", "predlozhi/palno/"),
    *("predlozhi/palno/{}/", "predlozhi/palno/{}/1/", "predlozhi/palno/{}/fayl/{}/"),
    *("{}", "{}/{}", "zdrave/"),
)
PARAMETERS = (
    *("q", "page", "sort", "section", "theme", "oblast", "municipality", "year", "funding", "has"),
    *(
        "region",
        "size_band",
        "fragment",
        "csrfmiddlewaretoken",
        "code_answer",
        "code_key",
        "code_opened",
        "email",
        "za",
        "cost",
        "x",
    ),
)
# Known words reach deeper than noise, so both are drawn; so are the bytes that trip parsers.
WORDS = st.one_of(
    st.sampled_from(
        [
            *("kompostirane-1", "GAB", "gabrovo", "GAB05", "2016", "-1", "0", "999999999999999999"),
            *("ДП-2026-0001", "DP-2026-0001", "отпадъци", '"', "“", "'", "*", "\\", "AND", "NEAR("),
            *("%00", "%ff", "..", "../..", "newest", "нещо" * 400, "<script>", "{{7*7}}", "\u202e"),
        ]
    ),
    st.text(max_size=60),
    st.text(alphabet=string.printable, max_size=60),
)


@st.composite
def requests(draw) -> tuple[str, str, list[tuple[str, str]], bytes]:
    place = draw(st.sampled_from(PLACES))
    language = draw(st.sampled_from(["", "en/"]))
    path = "/" + language + place.format(*(draw(WORDS) for _ in range(place.count("{}"))))
    if path.startswith("//"):  # the client would take what follows for a host
        path = f"http://testserver{path}"
    parameters = draw(st.lists(st.tuples(st.sampled_from(PARAMETERS), WORDS), max_size=6))
    method = draw(st.sampled_from(["get", "get", "get", "head", "post", "options", "put"]))
    return method, path, parameters, draw(st.binary(max_size=40))


@pytest.fixture
def practice(db):
    return published(slug="kompostirane-1")


@settings(
    max_examples=1000,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(request=requests())
def test_no_request_ends_in_an_error_of_the_server(practice, request):
    method, path, parameters, body = request
    client = Client(raise_request_exception=False, enforce_csrf_checks=body.startswith(b"\0"))
    data: dict[str, list[str]] = {}
    for name, value in parameters:
        data.setdefault(name, []).append(value)
    if method == "put":
        response = client.put(path, body)
    elif method == "post" and len(body) % 2:
        response = client.generic(
            "POST", path, body, content_type="multipart/form-data; boundary=x"
        )
    else:
        response = getattr(client, method)(path, data)
    assert response.status_code < 500, (method, path, parameters)
