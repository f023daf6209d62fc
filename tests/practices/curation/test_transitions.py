"""Each step of a proposal: its effects, once, and nothing when it may not be taken."""

from datetime import timedelta

import pytest
from django.utils import timezone

from practices.curation import erasure, transitions
from practices.curation.models import Submission
from practices.models import PracticePage
from tests.practices.curation.cases import (
    QUESTION,
    REASON,
    complete,
    letters,
    person,
    sent,
    steps,
    waiting,
)

pytestmark = pytest.mark.django_db


def words(mail) -> str:
    return " ".join(mail.message.split())


def test_submit_waits_for_confirmation_and_mails_the_link():
    submission = sent()
    assert submission.state == "unconfirmed"
    assert steps(submission) == [("submit", "", "unconfirmed", "")]
    (mail,) = letters()
    assert mail.subject == f"Потвърдете предложението си {submission.number}"
    assert "/potvardi/" in mail.message
    # Nobody has proved that the address is theirs: no words of a stranger reach it.
    assert submission.title not in mail.message + mail.html_message


def test_confirm_twice_is_one_step():
    submission = sent()
    first, second = transitions.confirm(submission), transitions.confirm(submission)
    assert [first.changed, second.changed] == [True, False]
    assert second.submission.state == "new"
    assert second.submission.erase_after is None
    assert len(letters()) == 2


def test_accept_makes_a_draft_in_review():
    editor = person()
    outcome = transitions.accept(waiting(), actor=editor)
    page = PracticePage.objects.get()
    assert outcome.submission.page == page
    assert page.live is False
    assert page.owner == editor
    assert page.get_latest_revision().user == editor
    assert page.current_workflow_task.name == "Преглед от редактор"
    assert letters()[-1].subject.startswith("Предложението ви")


def test_accept_again_returns_the_same_page():
    submission = waiting()
    first = transitions.accept(submission, actor=person())
    second = transitions.accept(submission, actor=person())
    assert [first.changed, second.changed] == [True, False]
    assert second.submission.page == first.submission.page
    assert PracticePage.objects.count() == 1
    assert len(letters()) == 3


def test_question_and_answer_lead_back_to_the_editor():
    submission, editor = waiting(), person()
    asked = transitions.ask_for_more(submission, actor=editor, question=QUESTION).submission
    assert (asked.state, asked.reason) == ("needs_info", QUESTION)
    assert QUESTION in letters()[-1].message
    answered = transitions.answer(submission, text="31 000 лв.").submission
    assert answered.state == "new"
    assert steps(answered)[-2:] == [
        ("ask", "new", "needs_info", QUESTION),
        ("answer", "needs_info", "new", "31 000 лв."),
    ]
    assert [event.actor for event in answered.events.all()][-2:] == [editor, None]


def test_answer_sent_twice_is_one_answer():
    submission = waiting()
    transitions.ask_for_more(submission, actor=person(), question=QUESTION)
    transitions.answer(submission, text="31 000 лв.")
    assert transitions.answer(submission, text="31 000 лв.").changed is False
    assert [step for step, *_rest in steps(submission)].count("answer") == 1


@pytest.mark.parametrize(
    "step,state", [(transitions.refuse, "refused"), (transitions.mark_spam, "spam")]
)
def test_negative_step_keeps_and_mails_its_reason(step, state):
    submission = step(waiting(), actor=person(), reason=REASON).submission
    assert (submission.state, submission.reason) == (state, REASON)
    assert REASON in words(letters()[-1])
    assert REASON in letters()[-1].html_message


@pytest.mark.parametrize("reason", ["", "  \r\n "])
@pytest.mark.parametrize(
    "step,name",
    [
        (transitions.refuse, "reason"),
        (transitions.mark_spam, "reason"),
        (transitions.ask_for_more, "question"),
        (transitions.release, "reason"),
    ],
)
def test_step_without_its_reason_is_not_taken(step, name, reason):
    submission = waiting()
    with pytest.raises(transitions.ReasonMissingError):
        step(submission, actor=person(), **{name: reason})
    submission.refresh_from_db()
    assert submission.state == "new"
    assert len(letters()) == 2


def test_release_takes_it_back_from_spam():
    submission = waiting(suspicion=["too_fast"])
    assert submission.is_suspicious is True
    transitions.mark_spam(submission, actor=person(), reason=REASON)
    released = transitions.release(submission, actor=person(), reason="Истински е.").submission
    assert (released.state, released.is_suspicious, released.erase_after) == ("new", False, None)
    assert letters()[-1].subject == f"Предложението ви {submission.number} отново е при редакторите"


def test_withdraw_closes_it_for_editors():
    submission = waiting()
    assert transitions.withdraw(submission).submission.state == "withdrawn"
    assert transitions.withdraw(submission).changed is False
    with pytest.raises(transitions.WrongStateError) as caught:
        transitions.accept(submission, actor=person())
    assert caught.value.submission.state == "withdrawn"
    assert PracticePage.objects.count() == 0


@pytest.mark.parametrize("state", ["refused", "spam", "withdrawn", "unconfirmed", "accepted"])
def test_step_from_a_state_it_does_not_leave_changes_nothing(state):
    submission = sent()
    Submission.objects.filter(pk=submission.pk).update(state=state)
    with pytest.raises(transitions.WrongStateError):
        transitions.ask_for_more(submission, actor=person(), question=QUESTION)
    submission.refresh_from_db()
    assert (submission.state, submission.version) == (state, 1)


def test_decision_on_an_older_version_is_not_taken():
    submission = waiting()
    transitions.ask_for_more(submission, actor=person(), question=QUESTION)
    with pytest.raises(transitions.StaleError) as caught:
        transitions.refuse(submission, actor=person(), reason=REASON, seen=submission.version)
    assert caught.value.submission.state == "needs_info"


def test_publication_is_announced_once_with_its_address():
    editor = person()
    page = transitions.accept(waiting(), actor=editor).submission.page
    draft = complete(page)
    draft.get_latest_revision().publish()
    page.refresh_from_db()
    page.save_revision().publish()
    published = [mail for mail in letters() if "/praktiki/" in mail.message]
    assert len(published) == 1
    assert f"/praktiki/{page.slug}/" in published[0].message
    submission = Submission.objects.get()
    assert [step for step, *_rest in steps(submission)].count("publish") == 1


def test_event_of_the_trail_cannot_be_edited():
    event = sent().events.get()
    event.text = "друго"
    with pytest.raises(TypeError):
        event.save()


def test_trail_remembers_an_editor_whose_account_is_gone():
    editor = person(first_name="Мария", last_name="Иванова")
    submission = transitions.refuse(waiting(), actor=editor, reason=REASON).submission
    editor.delete()
    assert submission.events.last().actor_name == "Мария Иванова"


def test_mails_are_in_the_language_of_the_form():
    submission = waiting(language="en")
    transitions.refuse(submission, actor=person(), reason="Not yet.")
    assert letters()[-1].subject == f"Your proposal {submission.number} is not accepted"
    assert "/en/predlozhenie/" in letters()[-1].message


def test_step_that_fails_half_way_leaves_nothing(monkeypatch):
    submission = waiting()
    monkeypatch.setattr(transitions.letters, "write", lambda *args, **more: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        transitions.accept(submission, actor=person())
    submission.refresh_from_db()
    assert submission.state == "new"
    assert PracticePage.objects.count() == 0
    assert steps(submission)[-1][0] == "confirm"


def test_personal_data_goes_when_its_time_is_over():
    submission = transitions.refuse(
        waiting(innovator_name="Мария"), actor=person(), reason=REASON
    ).submission
    assert erasure.erase_personal_data() == 0
    Submission.objects.update(erase_after=timezone.localdate() - timedelta(days=1))
    assert erasure.erase_personal_data() == 1
    submission.refresh_from_db()
    assert (submission.email, submission.innovator_name) == ("", "")
    assert submission.reason == REASON
    assert erasure.erase_personal_data() == 0
