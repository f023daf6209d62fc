"""What each step does and tells, and that a second call of it does nothing."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from practices.models import Municipality
from search.wanted import following, transitions
from search.wanted.models import Call, Match
from tests.practices.pages import published
from tests.search.wanted.cases import (
    AUTHOR,
    OTHER,
    REASON,
    author_of,
    follower_of,
    letters,
    opened,
    person,
    sent,
    steps,
    subjects,
    waiting,
)

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script><b onclick=x>"


def fresh(call: Call) -> Call:
    return Call.objects.get(pk=call.pk)


def test_way_from_the_form_to_the_public():
    call = opened()
    assert steps(call) == [
        ("submit", "", "unconfirmed", ""),
        ("confirm", "unconfirmed", "waiting", ""),
        ("approve", "waiting", "open", ""),
    ]
    assert subjects() == [
        f"Потвърдете обявата си {call.number}",
        f"Обявата ви {call.number} е при редактор",
        f"Обявата ви {call.number} е публична",
    ]
    assert f"/tarsim-praktika/{call.number}/" in letters()[-1].message


@pytest.mark.parametrize(
    "step",
    [
        lambda call: transitions.refuse(call, actor=None, reason=REASON),
        lambda call: transitions.close(call, actor=None, reason=REASON),
        transitions.withdraw,
    ],
    ids=["refuse", "close", "withdraw"],
)
def test_step_taken_twice_is_taken_once(step):
    call = opened()
    outcomes = [step(call).changed, step(call).changed]
    assert outcomes == [True, False]
    assert len(steps(call)) == 4


@pytest.mark.parametrize(
    "step",
    [
        lambda call: transitions.refuse(call, actor=None, reason=" \r\n"),
        lambda call: transitions.close(call, actor=None, reason=""),
        lambda call: transitions.reopen(call, actor=None, reason=""),
    ],
    ids=["refuse", "close", "reopen"],
)
def test_step_against_somebody_needs_a_reason(step):
    call = opened()
    with pytest.raises(transitions.ReasonMissingError):
        step(call)
    assert fresh(call).state == "open"


def test_decision_on_an_older_version_is_not_taken():
    call = waiting()
    wording = {"title": "Друго", "text": "", "words": "друго", "theme": None}
    transitions.reword(call, actor=None, wording=wording, municipalities=[])
    with pytest.raises(transitions.StaleError):
        transitions.approve(call, actor=None, seen=call.version)
    assert fresh(call).state == "waiting"


def test_edited_wording_keeps_what_was_typed_and_repeats_it_nowhere():
    call = waiting(text="Звънете на 0888 123 456")
    wording = {"title": "Лекар за село", "text": "", "words": "лекар", "theme": None}
    places = Municipality.objects.filter(code="GAB35")
    assert transitions.reword(call, actor=None, wording=wording, municipalities=places).changed
    assert not transitions.reword(call, actor=None, wording=wording, municipalities=places).changed
    now = fresh(call)
    assert (now.title, now.text, now.words) == ("Лекар за село", "", "лекар")
    assert (now.typed_title, now.typed_text) == (call.title, "Звънете на 0888 123 456")
    assert [place.code for place in now.municipalities.all()] == ["GAB35"]
    assert [text for *_rest, text in steps(call)] == ["", "", ""]


def test_refusal_reaches_the_author_word_for_word():
    call = waiting()
    transitions.refuse(call, actor=person(), reason=REASON)
    assert REASON in letters()[-1].message
    assert REASON in letters()[-1].html_message


def test_answer_reaches_everybody_with_the_practices():
    call = opened()
    follower_of(call)
    practice = published(title="Лекар на колела", slug="lekar-na-kolela")
    transitions.answer(call, pids=[practice.pid], actor=person(), text="Питайте ги направо.")
    for address in (AUTHOR, OTHER):
        mail = letters(address)[-1]
        assert mail.subject == f"Намери се отговор на обява {call.number}"
        assert "Лекар на колела\nhttp" in mail.message
        assert "/praktiki/lekar-na-kolela/" in mail.message
        assert "Питайте ги направо." in mail.message


def test_second_answer_is_added_and_told_alone():
    call = opened()
    first, second = published(title="Първа"), published(title="Втора")
    transitions.answer(call, pids=[first.pid])
    transitions.answer(call, pids=[first.pid, second.pid])
    assert not transitions.answer(call, pids=[second.pid, first.pid]).changed
    assert [answer.pid for answer in call.answers.all()] == [first.pid, second.pid]
    assert "Втора" in letters()[-1].message
    assert "Първа" not in letters()[-1].message


def test_answer_is_a_practice_that_everybody_can_read():
    call, practice = opened(), published()
    practice.unpublish()
    for pids in ([practice.pid], ["ДП-1999-0001"], []):
        with pytest.raises(transitions.NotPublicError):
            transitions.answer(call, pids=pids)
    assert fresh(call).state == "open"


def test_joined_author_follows_the_other_call():
    target = opened(email="first@example.org")
    call = waiting(title="Лекар за села")
    transitions.join(call, actor=person(), into=target)
    assert not transitions.join(call, actor=person(), into=target).changed
    now = fresh(call)
    assert (now.state, now.joined_to) == ("joined", target)
    seeker = target.seekers.get(email=AUTHOR)
    assert (seeker.is_author, seeker.confirmed_at is None) == (False, False)
    mail = letters()[-1]
    assert mail.subject == f"Обявата ви е обединена с № {target.number}"
    assert "„Лекар за села“" in mail.message
    assert target.title in mail.message


@pytest.mark.parametrize("confirmed", [True, False])
def test_author_who_follows_the_other_call_already_is_counted_once(confirmed):
    target = opened(email="first@example.org")
    follower_of(target, AUTHOR, confirmed=confirmed)
    transitions.join(waiting(), actor=person(), into=target)
    seekers = target.seekers.filter(email=AUTHOR)
    assert [seeker.confirmed_at is None for seeker in seekers] == [False]


def test_joining_with_what_is_not_open_is_refused():
    call = waiting()
    for other in (waiting(email=OTHER), call):
        with pytest.raises(transitions.WrongStateError):
            transitions.join(call, actor=None, into=other)
    assert fresh(call).state == "waiting"


def test_withdrawal_tells_followers_and_erases_every_address():
    call = opened()
    follower_of(call)
    transitions.withdraw(call)
    assert subjects(OTHER)[-1] == f"Обява {call.number} е оттеглена"
    assert [seeker.email for seeker in call.seekers.all()] == ["", ""]


def test_withdrawal_of_what_nobody_saw_tells_nobody():
    call = waiting()
    transitions.withdraw(call)
    assert len(letters()) == 2


def test_reopened_call_has_no_answers_and_is_kept_on():
    call = opened()
    transitions.answer(call, pids=[published().pid])
    transitions.reopen(call, actor=person(), reason="Не е това.")
    now = fresh(call)
    assert (now.state, now.answers.count(), now.erase_after) == ("open", 0, None)
    assert subjects()[-1] == f"Обява {call.number} отново е отворена"


def test_call_whose_addresses_are_erased_is_not_opened_again():
    call = opened()
    transitions.close(call, actor=None, reason=REASON)
    Call.objects.filter(pk=call.pk).update(erased_at=timezone.now())
    with pytest.raises(transitions.WrongStateError):
        transitions.reopen(call, actor=None, reason="Пак.")


def test_call_expires_after_its_time_only():
    call = opened()
    assert not transitions.expire(call).changed
    long_ago = timezone.now() - transitions.OPEN_LIFE - timedelta(days=1)
    Call.objects.filter(pk=call.pk).update(published_at=long_ago)
    assert transitions.expire(call).changed
    assert subjects()[-1] == f"Обява {call.number} е затворена"


def test_practices_that_were_shown_before_sending_are_no_news():
    pid = published(title="Лекар за селата").pid
    call = opened(shown=[pid])
    assert list(Match.objects.values_list("call", "pid")) == [(call.pk, pid)]


def test_known_address_that_follows_again_gets_a_mail_and_is_counted_once():
    call = opened()
    follower_of(call)
    follower_of(call)
    assert call.seekers.filter(email=OTHER).count() == 1
    assert subjects(OTHER) == [
        f"И вие ли търсите тази практика? ({call.number})",
        f"Вече сте преброени ({call.number})",
    ]


def test_nobody_follows_what_is_not_open():
    call = waiting()
    following.follow(call, email=OTHER, language="bg", consent={})
    assert call.seekers.count() == 1
    assert letters(OTHER) == []


def test_follower_who_leaves_is_erased_and_the_author_is_not():
    call = opened()
    following.leave(follower_of(call))
    following.leave(author_of(call))
    assert [seeker.email for seeker in call.seekers.all()] == [AUTHOR]


def test_markup_is_text_in_every_mail():
    call = opened(title=HOSTILE, text=HOSTILE)
    follower_of(call)
    transitions.answer(call, pids=[published(title=f"Лекар {HOSTILE}").pid], text=HOSTILE)
    transitions.reopen(call, actor=None, reason=HOSTILE)
    transitions.close(call, actor=None, reason=HOSTILE)
    for mail in [*letters(), *letters(OTHER)]:
        assert "<script>" not in mail.html_message
        assert "<b onclick" not in mail.html_message
        assert HOSTILE not in mail.subject
    assert all(HOSTILE in mail.message for mail in letters())


def test_every_mail_leads_to_the_page_where_it_can_be_stopped(client):
    call = opened()
    follower_of(call)
    transitions.close(call, actor=None, reason=REASON)
    mails = [*letters(), *letters(OTHER)]
    assert len(mails) == 6
    for mail in mails:
        path = re.search(r"(/tarsim-praktika/[^/\s]*:[^/\s]*/)(?:\s|$)", mail.message)[1]
        assert "Писма</h2>" in client.get(path).content.decode()


@pytest.mark.parametrize(("language", "word"), [("bg", "Обявата ви"), ("en", "Your call")])
def test_mails_are_in_the_language_of_the_form(language, word):
    opened(language=language)
    assert letters()[-1].subject.startswith(word)


def test_unconfirmed_call_is_told_to_nobody_but_its_author():
    sent()
    assert len(letters()) == 1
