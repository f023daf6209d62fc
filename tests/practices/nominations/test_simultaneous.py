"""However many come at the same moment: one code counts once, a full connection stays full."""

from collections import Counter
from collections.abc import Callable
from http.client import HTTPConnection
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.test import Client

from practices.nominations import counting
from practices.nominations.models import Nomination, NominationState
from tests.practices.nominations.people import Person, address_of, kept, support
from tests.practices.pages import published
from tests.simultaneous import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def ready_to_post(server: str, url: str, client: Client, fields: dict) -> Callable[[], str]:
    """Connect as that browser; return what sends the form and tells what the redirect says.

    The connection stands before the moment comes: a server accepts only so many new ones at once.
    """
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookies}
    wire = HTTPConnection(urlsplit(server).netloc, timeout=60)
    wire.connect()

    def post() -> str:
        try:
            wire.request("POST", url, urlencode(fields), headers)
            answer = wire.getresponse()
            answer.read()
        finally:
            wire.close()
        location = urlsplit(answer.getheader("Location", ""))
        return parse_qs(location.query).get("result", [str(answer.status)])[0]

    return post


def opened(url: str) -> tuple[Client, dict]:
    """A browser that has opened the form, and what it posts when the picture is read rightly."""
    person = Person(check_csrf=True)
    person.open(url)
    token = person.page.split('name="csrfmiddlewaretoken" value="')[1][:64]
    return person.client, person.answers(csrfmiddlewaretoken=token)


def test_fifty_posts_of_one_solved_code_count_once(live_server):
    practice = published()
    url = address_of(practice)
    client, fields = opened(url)
    acts = [ready_to_post(live_server.url, url, client, fields) for _post in range(50)]
    assert Counter(at_once(acts)) == {"counted": 1, "already": 49}
    assert kept(practice.pid) == [("counted", "")]
    assert counting.counts([practice.pid]) == {practice.pid: 1}


def test_one_solved_code_posted_by_many_browsers_counts_once(live_server):
    practice = published()
    url = address_of(practice)
    _reader, solved = opened(url)
    acts = []
    for _browser in range(20):
        client, own = opened(url)
        fields = solved | {"csrfmiddlewaretoken": own["csrfmiddlewaretoken"]}
        acts.append(ready_to_post(live_server.url, url, client, fields))
    assert Counter(at_once(acts)) == {"counted": 1, "already": 19}
    assert counting.counts([practice.pid]) == {practice.pid: 1}


def test_one_browser_with_many_solved_codes_counts_once(live_server):
    practice = published()
    url = address_of(practice)
    person = Person(check_csrf=True)
    acts = []
    for _tab in range(10):
        person.open(url)
        token = person.page.split('name="csrfmiddlewaretoken" value="')[1][:64]
        fields = person.answers(csrfmiddlewaretoken=token)
        acts.append(ready_to_post(live_server.url, url, person.client, fields))
    assert Counter(at_once(acts)) == {"counted": 1, "already": 9}
    assert counting.counts([practice.pid]) == {practice.pid: 1}


def test_a_whole_office_at_once_counts_exactly_the_printed_number(live_server):
    practice = published()
    url = address_of(practice)
    acts = [
        ready_to_post(live_server.url, url, client, fields)
        for client, fields in (opened(url) for _colleague in range(20))
    ]
    waiting = 20 - counting.PER_PLACE
    assert Counter(at_once(acts)) == {"counted": counting.PER_PLACE, "review": waiting}
    assert len(kept(practice.pid)) == 20
    assert counting.differences() == []


def test_people_and_editors_at_once_leave_the_number_equal_to_the_rows():
    pid = "ДП-2026-0001"
    for _odd in range(10):
        counting.nominate(support(pid, suspicion=("too_fast",)))
    waiting = list(Nomination.objects.values_list("pk", flat=True))
    acts = [lambda pk=pk: counting.approve(pk, None) for pk in waiting]
    acts += [lambda pk=pk: counting.reject(pk, None) for pk in waiting]
    acts += [lambda: counting.nominate(support(pid)) for _person in range(10)]
    acts += [lambda: counting.repair(pid)] * 5
    assert len(at_once(acts)) == len(acts)
    assert counting.differences() == []
    assert not Nomination.objects.filter(state=NominationState.FOR_REVIEW).exists()
