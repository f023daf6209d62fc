"""The editors' queue of calls: what is there, what a decision does, who may, what it costs."""

import json
import re

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from practices.models import Theme
from search.wanted import digests, transitions
from search.wanted.models import Call, Notice
from tests.practices.curation.cases import waiting as proposal
from tests.practices.pages import published
from tests.search.wanted.cases import (
    AUTHOR,
    REASON,
    follower_of,
    letters,
    matched,
    opened,
    person,
    sent,
    steps,
    waiting,
)

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script><b onclick=x>"
INDEX = "/admin/tarsim-praktika/"


@pytest.fixture(autouse=True)
def editor(client):
    user = person(first_name="Мария", last_name="Иванова")
    client.force_login(user)
    return user


def listed(client, query: str = "") -> list[str]:
    return [call.title for call in client.get(f"{INDEX}{query}").context["object_list"]]


def read(client, call: Call) -> str:
    page = client.get(reverse("calls:read", args=[call.pk])).content.decode()
    return " ".join(page.split())


def decide(client, call: Call, decision: str, text: str = "", **more):
    call.refresh_from_db()
    data = {"decision": decision, "seen": call.version, "text": text, **more}
    return client.post(reverse("calls:decide", args=[call.pk]), data)


def menu_label(client) -> str:
    """The words of our entry in the menu, which Wagtail draws from JSON."""
    page = client.get("/admin/").content.decode()
    props = re.search(r'id="wagtail-sidebar-props"[^>]*>(.+?)</script>', page)[1]
    return re.search(r'"(Търсят се[^"]*)"', json.dumps(json.loads(props), ensure_ascii=False))[1]


def state_of(call: Call) -> str:
    call.refresh_from_db()
    return call.state


def test_queue_shows_what_waits_for_an_editor(client):
    waiting(title="Чакаща")
    sent(title="Непотвърдена", email="a@example.org")
    opened(title="Отворена", email="b@example.org")
    assert listed(client) == ["Чакаща"]
    assert listed(client, "?state=open") == ["Отворена"]
    assert sorted(listed(client, "?state=all")) == ["Непотвърдена", "Отворена", "Чакаща"]
    assert listed(client, "?state=all&municipalities=VAR06") == []
    assert listed(client, "?q=Чакаща") == ["Чакаща"]


def test_menu_tells_how_many_wait(client):
    assert menu_label(client) == "Търсят се"
    waiting()
    waiting(email="a@example.org")
    sent(email="b@example.org")
    assert menu_label(client) == "Търсят се (2)"


def test_way_from_waiting_to_answered(client, editor):
    call = waiting()
    assert decide(client, call, "approve").status_code == 302
    assert state_of(call) == "open"
    practice = published(title="Лекар на колела")
    typed = practice.pid.replace("ДП", "dp")
    decide(client, call, "answer", "Питайте ги.", numbers=f"{typed}, ")
    assert state_of(call) == "answered"
    event = call.events.last()
    assert (event.actor, event.actor_name) == (editor, "Мария Иванова")
    assert event.text == f"{practice.pid}\nПитайте ги."
    page = read(client, call)
    assert "Лекар на колела" in page
    assert "Отвори обявата отново" in page


def test_ticked_practices_answer_it(client):
    call = opened()
    first, second = published(title="Лекар за селата"), published(title="Друга")
    matched()
    assert f'name="pid" value="{first.pid}"' in read(client, call)
    decide(client, call, "answer", pid=[first.pid, second.pid])
    assert [answer.pid for answer in call.answers.all()] == [first.pid, second.pid]


def test_refusal_without_a_reason_is_not_taken_and_nothing_typed_is_lost(client):
    call = waiting()
    response = decide(client, call, "refuse", "  ")
    assert response.status_code == 422
    assert "Напишете причина" in response.content.decode()
    decide(client, call, "refuse", REASON)
    assert REASON in letters()[-1].message


def test_unknown_number_of_a_practice_is_told_and_kept(client):
    call = opened()
    response = decide(client, call, "answer", "Моите думи", numbers="ДП-1999-0001")
    page = response.content.decode()
    assert response.status_code == 422
    assert "Няма такава публична практика: ДП-1999-0001." in page
    assert 'value="ДП-1999-0001"' in page
    assert "Моите думи" in page
    assert state_of(call) == "open"


def test_decision_after_somebody_elses_is_not_taken_and_says_who(client):
    call = waiting()
    seen = call.version
    transitions.refuse(call, actor=person(first_name="Петър"), reason=REASON)
    response = decide(client, call, "approve", seen=seen)
    assert response.status_code == 422
    assert "Отказана, от Петър" in response.content.decode()


def test_wording_is_edited_and_the_original_is_kept(client):
    theme = Theme.objects.filter(parent=None).first()
    call = waiting(text="Питайте Иван, ivan@example.org")
    page = read(client, call)
    assert "Лични данни в текста" in page
    data = {
        "seen": call.version,
        "title": "Лекар за село",
        "text": "Кабинетът затвори.",
        "words": "лекар село",
        "theme": theme.pk,
        "municipalities": ["GAB35"],
    }
    assert client.post(reverse("calls:reword", args=[call.pk]), data).status_code == 302
    call.refresh_from_db()
    assert (call.title, call.text, call.words, call.theme) == (
        "Лекар за село",
        "Кабинетът затвори.",
        "лекар село",
        theme,
    )
    page = read(client, call)
    assert "Лични данни в текста" not in page
    assert "Както я е написал авторът" in page
    assert "Питайте Иван, ivan@example.org" in page
    assert [step for step, *_rest in steps(call)] == ["submit", "confirm", "reword"]


def test_wording_that_is_wrong_or_late_is_shown_again(client):
    call = waiting()
    path = reverse("calls:reword", args=[call.pk])
    data = {"seen": call.version, "title": "", "text": "Моят текст", "words": "", "theme": ""}
    response = client.post(path, data)
    assert response.status_code == 422
    assert "Моят текст" in response.content.decode()
    response = client.post(path, {**data, "title": "Лекар", "seen": 1})
    assert "някой работи по тази обява" in response.content.decode()
    assert state_of(call) == "waiting"


def test_likely_double_is_offered_and_joined(client):
    target = opened(title="Лекарите в малките села", email="first@example.org")
    call = waiting(title="Търсим лекар за малко село")
    assert f'name="into" value="{target.number}"' in read(client, call)
    decide(client, call, "join", into=target.number)
    assert state_of(call) == "joined"
    assert target.seekers.filter(email=AUTHOR, is_author=False).count() == 1
    assert str(target) in read(client, call)


def test_call_without_a_double_offers_no_joining(client):
    opened(title="Училищен автобус", email="first@example.org")
    assert "Обединяване" not in read(client, waiting())


def test_editors_see_matches_opinions_and_proposals(client):
    call = opened()
    published(title="Лекар обикаля селата")
    matched()
    digests.send_due()
    Notice.objects.update(verdict="no")
    call.offers.create(proposal="П-7KQ4M2")
    page = read(client, call)
    assert "Лекар обикаля селата" in page
    assert "„Това е отговорът“: 0, „не е това“: 1" in page
    assert "П-7KQ4M2" in page


def test_editor_of_a_proposal_sees_the_call(client):
    call = opened()
    submission = proposal()
    call.offers.create(proposal=submission.number)
    page = client.get(reverse("submissions:read", args=[submission.pk])).content.decode()
    assert f'<a href="/tarsim-praktika/{call.number}/">№ {call.number} {call.title}</a>' in page


def test_markup_in_every_field_is_text(client):
    call = opened(title=HOSTILE, text=HOSTILE, asked=HOSTILE)
    published(title=f"Лекар {HOSTILE}")
    matched()
    transitions.close(call, actor=person(first_name=HOSTILE), reason=HOSTILE)
    for page in (read(client, call), client.get(f"{INDEX}?state=all").content.decode()):
        assert "<script>alert" not in page
        assert "<b onclick" not in page


@pytest.mark.parametrize("data", [{}, {"decision": "x"}, {"decision": "join", "into": "x"}])
def test_nonsense_is_refused(client, data):
    call = waiting()
    path = reverse("calls:decide", args=[call.pk])
    assert client.post(path, {"seen": call.version, **data}).status_code in (404, 422)
    assert client.get(path).status_code == 405
    assert state_of(call) == "waiting"


@pytest.mark.parametrize(
    ("group", "sees", "decides"),
    [("Рецензенти", True, False), ("Редактори", True, True), ("Администратори", True, True)],
)
def test_who_may_read_and_who_may_decide(client, group, sees, decides):
    call = waiting()
    client.force_login(person(group))
    assert (client.get(reverse("calls:read", args=[call.pk])).status_code == 200) == sees
    assert (client.get(INDEX).status_code == 200) == sees
    decide(client, call, "approve")
    assert state_of(call) == ("open" if decides else "waiting")


def test_stranger_sees_nothing(client):
    call = waiting()
    client.force_login(person(None))
    assert client.get(reverse("calls:read", args=[call.pk])).status_code == 302
    client.logout()
    assert client.get(INDEX).status_code == 302
    assert Group.objects.count() == 3


def cost(client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_queue_costs_the_same_for_one_row_and_for_ten(client):
    waiting()
    one = cost(client, INDEX)
    for number in range(9):
        waiting(email=f"k{number}@example.org", places=("GAB05", "VAR06"))
    assert cost(client, INDEX) == one


def test_reading_view_costs_the_same_for_a_long_story(client):
    call = opened()
    published(title="Лекар за селата")
    matched()
    path = reverse("calls:read", args=[call.pk])
    one = cost(client, path)
    for number in range(4):
        follower_of(call, f"l{number}@example.org")
        published(title=f"Лекар за селата {number}")
    matched()
    assert cost(client, path) == one
