"""Links that the worker watches, what it remembers of each, and the remark that comes of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from practices.models import PracticeSource
from practices.textcheck import field_text
from practices.textcheck.fetching import Answer
from practices.textcheck.linking import link_remarks, links_of, try_due, watch, watch_live_records
from practices.textcheck.models import Link, LinkState
from tests.practices.pages import draft, published

pytestmark = pytest.mark.django_db
GONE = "https://obshtina.example/gone"
ENTRY = {
    "practice": [f"Правилата са на {GONE}, а снимките – на http://snimki.example/a."],
    "sources": [
        {"title": "Новина", "url": "https://novini.example/1"},
        {"title": "Без", "url": ""},
    ],
    "evidence_link": GONE,
}


class Web:
    """Answers as told; remembers who was asked."""

    def __init__(self, **answers: Answer):
        self.answers = answers
        self.asked: list[str] = []

    def try_address(self, url: str) -> Answer:
        self.asked.append(url)
        return self.answers.get(url.split("//")[1].split(".")[0], Answer(200))


def try_all(web: Web) -> int:
    Link.objects.update(due_at=timezone.now())
    return try_due(web, timezone.now() + timedelta(minutes=1))


def state(url: str) -> str:
    return Link.objects.get(url=url).state


def test_links_are_tried_remembered_and_remarked(django_assert_num_queries):
    urls = [row.text for row in links_of(ENTRY)]
    assert urls == [GONE, "https://novini.example/1", "http://snimki.example/a"]
    assert (watch(urls), watch(urls)) == (3, 0)
    web = Web(obshtina=Answer(404), snimki=Answer(None, "timeout"), novini=Answer(503))
    assert try_all(web) == 3
    assert try_due(web, timezone.now() + timedelta(minutes=1)) == 0
    assert [state(url) for url in urls] == [LinkState.DEAD, LinkState.UNSURE, LinkState.UNSURE]
    with django_assert_num_queries(1):
        [remark] = link_remarks(ENTRY)
    assert (remark.code, remark.field, remark.text) == ("dead_link", "evidence_link", GONE)
    try_all(web)
    try_all(web)
    found = link_remarks(ENTRY)
    assert [remark.text for remark in found] == [GONE, "http://snimki.example/a"]
    assert [field_text(ENTRY, r.field)[r.start : r.end] for r in found][1] == found[1].text
    try_all(Web())
    assert link_remarks(ENTRY) == []
    assert {link.failures for link in Link.objects.all()} == {0}


def test_the_run_ends_in_time_and_refused_addresses_rest():
    watch([GONE, "http://10.0.0.1/"])
    assert try_due(Web(), timezone.now()) == 0
    Link.objects.exclude(url=GONE).update(due_at=timezone.now() - timedelta(days=1))
    late = Web(**{"10": Answer(None, "address", refused=True)})
    try_due(late, timezone.now() + timedelta(minutes=1), most=1)
    assert late.asked == ["http://10.0.0.1/"]
    assert state("http://10.0.0.1/") == LinkState.REFUSED
    assert state(GONE) == LinkState.UNTRIED


def test_only_what_is_public_is_watched():
    published(sources=[PracticeSource(title="Новина", url=GONE)])
    draft(sources=[PracticeSource(title="Чернова", url="https://chernova.example/")])
    assert (watch_live_records(), watch_live_records()) == (1, 0)
    assert [link.url for link in Link.objects.all()] == [GONE]
