"""The status page: place, pace, what is open; never what an editor can still take back."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from practices.curation import filters, holding, notes, order, pace, recall, tokens, transitions
from practices.curation.models import Submission, SubmissionEvent
from practices.curation.personal import proposals_of
from practices.curation.term import due_from
from practices.curation.told import told_to_sender
from practices.curation.workdays import add_working_days
from tests.practices.curation.cases import (
    QUESTION,
    REASON,
    SENDER,
    letters,
    person,
    ten_minutes_pass,
    waiting,
)

pytestmark = pytest.mark.django_db
BUSY = "Нищо не е изпратено: в момента редактор работи по предложението ви."


def read(client, submission) -> str:
    """The words of the status page."""
    page = client.get(tokens.status_path(submission)).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    main = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", main)
    return re.sub(r"/predlozhenie/[^\"]*", "", " ".join(main.split()))


DECISIONS = {
    "accept": lambda s, who: transitions.accept(s, actor=who),
    "ask": lambda s, who: transitions.ask_for_more(s, actor=who, question=QUESTION),
    "refuse": lambda s, who: transitions.refuse(s, actor=who, reason=REASON),
    "spam": lambda s, who: transitions.mark_spam(s, actor=who, reason=REASON),
}
TOLD = {
    "accept": "Прието",
    "ask": "Чака отговора ви",
    "refuse": "Отказано",
    "spam": "Отказано",
}


@pytest.mark.parametrize("name", DECISIONS)
def test_nothing_of_a_decision_shows_while_it_can_be_taken_back(client, name):
    submission, editor = waiting(), person()
    before, exported = read(client, submission), proposals_of(SENDER)
    event = DECISIONS[name](submission, editor).submission.events.last()
    assert read(client, submission) == before
    assert proposals_of(SENDER) == exported
    if name != "ask":  # to whom the entry is still open, whoever is deciding
        answer = client.post(tokens.status_path(submission), {"withdraw": "1"}).content.decode()
        assert BUSY in answer
        assert TOLD[name] not in answer
    recall.recall(submission, actor=editor, event=event.pk)
    assert read(client, submission) == before
    DECISIONS[name](submission, editor)
    ten_minutes_pass()
    after = read(client, submission)
    assert f'<h2 id="where">{TOLD[name]}</h2>' in after
    with pytest.raises(recall.TooLateError):
        recall.recall(submission, actor=editor, event=submission.events.last().pk)


def test_answer_to_a_question_is_kept_while_somebody_decides(client):
    submission, editor = waiting(), person()
    transitions.ask_for_more(submission, actor=editor, question=QUESTION)
    ten_minutes_pass()
    transitions.refuse(submission, actor=editor, reason=REASON)
    page = client.post(tokens.status_path(submission), {"text": "31 000 лв."}).content.decode()
    assert BUSY in page
    assert "31 000 лв.</textarea>" in page
    assert REASON not in page
    assert (told_to_sender(submission).state, told_to_sender(submission).reason) == (
        "needs_info",
        QUESTION,
    )


def test_held_decisions_notes_and_inner_reasons_stay_inside(client):
    submission = waiting()
    editor = person(first_name="Мария", last_name="Иванова")
    transitions.mark_spam(submission, actor=editor, reason=REASON)
    transitions.release(submission, actor=editor, reason="Познавам подателя.")
    ten_minutes_pass()
    before = read(client, submission)
    notes.write(submission, author=editor, text="Да питаме кмета.")
    holding.hold(submission, actor=editor, decision="refuse", text="Тайна причина")
    assert read(client, submission) == before
    for inner in ("Иванова", "Познавам", "кмета", "Тайна"):
        assert inner not in before


def test_withdrawing_keeps_a_question_from_leaving():
    submission = waiting()
    before = len(letters())
    transitions.ask_for_more(submission, actor=person(), question=QUESTION)
    transitions.withdraw(submission)
    assert len(letters()) == before


def test_place_is_that_of_the_queue_and_costs_one_query(client):
    rows = [waiting(title=f"Предложение {n}") for n in range(4)]
    Submission.objects.filter(pk=rows[3].pk).update(due_on=date(2026, 1, 5))
    request = RequestFactory().get("/")
    request.user = person()
    queue = filters.filtered_keys(request)
    for row in rows:
        row.refresh_from_db()
    assert [order.ahead_of(row) for row in rows] == [queue.index(row.pk) for row in rows]
    assert "Пред вашето има 3 предложения." in read(client, rows[2])
    assert "Вашето е следващото." in read(client, rows[3])
    assert "закъсняваме" in read(client, rows[3])
    path = tokens.status_path(rows[0])
    costs = []
    for more in (0, 30):
        for number in range(more):
            waiting(title=f"Още {number}")
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        costs.append(len(captured))
    assert costs == [6, 6]


@pytest.mark.parametrize("name", DECISIONS)
def test_place_does_not_tell_of_a_decision_that_can_be_taken_back(name):
    first, second, editor = waiting(), waiting(), person()
    event = DECISIONS[name](first, editor).submission.events.last()
    assert order.ahead_of(second) == 1
    recall.recall(first, actor=editor, event=event.pk)
    assert order.ahead_of(second) == 1
    DECISIONS[name](first, editor)
    ten_minutes_pass()
    assert order.ahead_of(second) == 0


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([], None),
        ([3] * 9, None),
        ([3] * 10, pace.Pace(3, 3)),
        ([0] * 10, pace.Pace(1, 1)),
        ([10, 9, 8, 7, 6, 5, 4, 3, 2, 1], pace.Pace(5, 8)),
        ([1] * 7 + [40] * 4, pace.Pace(1, 40)),
    ],
)
def test_pace_is_the_median_and_the_eightieth_percentile(days, expected):
    assert pace.pace(days) == expected


def test_usual_pace_comes_from_real_answers_of_the_last_year(client):
    first, editor = waiting(), person()
    assert "Обещаваме отговор в срок от 15 работни дни" in read(client, first)
    for count in range(1, 11):
        _answered(count, editor)
    _answered(60, editor, years=2)
    taken_back = waiting()
    event = transitions.refuse(taken_back, actor=editor, reason=REASON).submission.events.last()
    recall.recall(taken_back, actor=editor, event=event.pk)
    assert pace.usual_pace() == pace.Pace(5, 8)
    assert (
        "Обикновено отговаряме до 8 работни дни; половината предложения чакат най-много 5."
        in read(client, first)
    )


def test_pace_survives_spam_that_was_taken_back(client):
    editor, other = person(), waiting()
    for _number in range(10):
        submission = waiting()
        for _again in "ab":
            marked = transitions.mark_spam(submission, actor=editor, reason=REASON).submission
            recall.recall(marked, actor=editor, event=marked.events.last().pk)
        transitions.accept(submission, actor=editor)
    ten_minutes_pass()
    assert pace.usual_pace() == pace.Pace(1, 1)
    assert "Обикновено отговаряме до 1 работен ден" in read(client, other)


def _answered(days: int, editor, years: int = 0) -> None:
    """A proposal refused `days` working days after it was confirmed."""
    submission = waiting()
    transitions.refuse(submission, actor=editor, reason=REASON)
    begun = timezone.now() - timedelta(days=90 + 365 * years)
    answered = add_working_days(timezone.localdate(begun), days) - timezone.localdate(begun)
    Submission.objects.filter(pk=submission.pk).update(confirmed_at=begun)
    submission.events.filter(step="confirm").update(at=begun)
    SubmissionEvent.objects.filter(submission=submission, step="refuse").update(
        at=begun + answered, mail_due=begun + answered
    )


def test_what_is_open_is_said_while_something_can_be_added(client):
    submission, editor = waiting(results="140 души се хранят топло."), person()
    page = read(client, submission)
    assert "Пълнота: 8 от 100" in page
    assert f"до {due_from(timezone.localdate()).day} " in page
    transitions.refuse(submission, actor=editor, reason=REASON)
    ten_minutes_pass()
    assert "Какво още е отворено" not in read(client, submission)
