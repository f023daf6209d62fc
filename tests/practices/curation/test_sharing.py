"""What editors do among themselves: recall, unannounced decisions, claims, notes, looks."""

from datetime import timedelta

import pytest
from django.utils import timezone
from post_office.models import Email

from kb.mail import sending
from practices.curation import erasure, holding, notes, recall, sharing, transitions
from practices.curation.models import HeldDecision, Look, Submission, SubmissionEvent
from practices.curation.told import told_to_sender
from practices.models import PracticePage
from practices.reviews.models import Round
from tests.practices.curation.cases import (
    QUESTION,
    REASON,
    complete,
    letters,
    person,
    steps,
    waiting,
)

pytestmark = pytest.mark.django_db


def last(submission) -> SubmissionEvent:
    return submission.events.last()


def told(submission) -> list[str]:
    return [line.step for line in told_to_sender(submission).lines]


def decide(submission, editor, name):
    return {
        "accept": lambda: transitions.accept(submission, actor=editor),
        "ask": lambda: transitions.ask_for_more(submission, actor=editor, question=QUESTION),
        "refuse": lambda: transitions.refuse(submission, actor=editor, reason=REASON),
        "spam": lambda: transitions.mark_spam(submission, actor=editor, reason=REASON),
    }[name]()


@pytest.mark.parametrize("name", ["accept", "ask", "refuse", "spam"])
def test_decision_waits_ten_minutes_and_can_be_taken_back_whole(name):
    submission, editor = waiting(), person()
    sending.send_due()
    before = len(letters())
    changed = decide(submission, editor, name).submission
    event = last(submission)
    assert sending.send_due() == 0
    assert recall.recallable(changed, list(submission.events.all())) == event
    outcome = recall.recall(submission, actor=editor, event=event.pk)
    now = outcome.submission
    assert outcome.changed
    assert (now.state, now.reason, now.decided_at, now.erase_after) == ("new", "", None, None)
    assert (now.page, PracticePage.objects.count(), len(letters())) == (None, 0, before)
    assert steps(submission)[-1] == ("recall", event.after, "new", "")
    assert told(submission) == ["submit", "confirm"]
    assert not recall.recall(submission, actor=editor, event=event.pk).changed
    assert decide(now, editor, name).changed


def test_decision_whose_mail_left_stays():
    submission, editor = waiting(), person()
    transitions.refuse(submission, actor=editor, reason=REASON)
    event = last(submission)
    Email.objects.filter(pk=event.mail).update(scheduled_time=timezone.now() - timedelta(seconds=1))
    assert sending.send_due() == 3
    with pytest.raises(recall.TooLateError):
        recall.recall(submission, actor=editor, event=event.pk)
    submission.refresh_from_db()
    assert submission.state == "refused"


def test_acceptance_with_a_draft_somebody_worked_on_loses_only_its_mail():
    submission, editor = waiting(), person()
    page = PracticePage.objects.get(
        pk=transitions.accept(submission, actor=editor).submission.page_id
    )
    event = last(submission)
    complete(page)
    recall.recall(submission, actor=editor, event=event.pk)
    submission.refresh_from_db()
    assert (submission.state, submission.page_id) == ("accepted", page.pk)
    assert last(submission).step == "recall_mail"
    assert not Email.objects.filter(pk=event.mail).exists()
    assert told(submission) == ["submit", "confirm", "accept"]


def test_acceptance_is_kept_once_reviewers_were_asked_to_rate_its_draft():
    submission, editor = waiting(), person()
    page = transitions.accept(submission, actor=editor).submission.page
    Round.objects.create(page=page, kind="practice", document={}, title=page.title, wanted=2)
    recall.recall(submission, actor=editor, event=last(submission).pk)
    assert (Round.objects.count(), last(submission).step) == (1, "recall_mail")


def test_recall_of_a_release_is_spam_again_and_erased_on_time():
    submission, editor = waiting(suspicion=["too_fast"]), person()
    transitions.mark_spam(submission, actor=editor, reason=REASON)
    closed = Submission.objects.get(pk=submission.pk)
    transitions.release(submission, actor=editor, reason="Човек е.")
    recall.recall(submission, actor=editor, event=last(submission).pk)
    now = Submission.objects.get(pk=submission.pk)
    assert (now.state, now.reason, now.erase_after) == ("spam", REASON, closed.erase_after)
    assert now.is_suspicious is True
    assert erasure.erase_personal_data() == 0


def test_unannounced_decisions_tell_nobody_until_they_are_announced_together():
    first, second, third = waiting(), waiting(), waiting()
    editor, other = person(), person()
    sending.send_due()
    mails = Email.objects.count()
    holding.hold(first, actor=editor, decision="accept")
    holding.hold(second, actor=editor, decision="refuse", text=REASON)
    holding.hold(third, actor=editor, decision="refuse", text=REASON)
    assert Email.objects.count() == mails
    assert PracticePage.objects.count() == 0
    assert told(first) == told(second) == ["submit", "confirm"]
    assert set(Submission.objects.values_list("state", "reason")) == {("new", "")}
    transitions.ask_for_more(third, actor=other, question=QUESTION)
    outcome = holding.announce_held([first.pk, second.pk, third.pk], actor=other)
    assert (outcome.done, outcome.changed_since) == (2, (third,))
    assert [Submission.objects.get(pk=p.pk).state for p in (first, second, third)] == [
        "accepted", "refused", "needs_info",
    ]  # fmt: skip
    assert last(first).actor == editor
    assert HeldDecision.objects.get().submission == third
    assert holding.unhold(third, actor=other).changed
    assert holding.announce_held([third.pk], actor=other).done == 0


def test_same_decision_held_again_after_a_change_is_the_one_announced():
    submission, editor = waiting(), person()
    holding.hold(submission, actor=editor, decision="accept")
    asked = transitions.ask_for_more(submission, actor=editor, question=QUESTION).submission
    transitions.answer(asked, text="31 000 лв.")
    assert holding.announce_held([submission.pk], actor=editor).done == 0
    read = Submission.objects.get(pk=submission.pk).version
    assert holding.hold(submission, actor=editor, decision="accept", seen=read).changed
    assert not holding.hold(submission, actor=editor, decision="accept").changed
    assert holding.announce_held([submission.pk], actor=editor).done == 1


def test_held_decision_needs_a_reason_and_falls_with_the_proposal():
    submission, editor = waiting(), person()
    with pytest.raises(transitions.ReasonMissingError):
        holding.hold(submission, actor=editor, decision="refuse", text=" ")
    holding.hold(submission, actor=editor, decision="accept")
    assert not holding.hold(submission, actor=editor, decision="accept").changed
    transitions.withdraw(submission)
    assert HeldDecision.objects.count() == 0


def test_claim_tells_the_second_and_ends_after_a_quarter_of_an_hour():
    submission, first, second = waiting(), person(first_name="Мария"), person()
    assert sharing.claim(submission, first) is None
    other = sharing.claim(submission, second)
    assert other.who == "Мария"
    assert sharing.claim(submission, first) is None
    Submission.objects.update(claimed_at=timezone.now() - timedelta(minutes=16))
    assert sharing.claim(submission, second) is None
    assert sharing.claim(submission, first) is not None
    sharing.let_go(submission, second)
    assert sharing.claim(submission, first) is None
    assert Submission.objects.get().version == submission.version


def test_notes_mail_whom_they_name_and_whom_they_answer():
    submission = waiting()
    maria = person(email="maria@example.org")
    ivan = person(email="ivan@example.org")
    person(None, email="nobody@example.org")
    text = f"@{ivan.username}, а @{maria.username.upper()}? @user-0 не знаем."
    note = notes.write(submission, author=maria, text=text)
    assert notes.write(submission, author=maria, text=text) == note
    reply = notes.write(submission, author=ivan, text="Да.", parent=note.pk)
    assert len(letters("ivan@example.org")) == 1
    assert text in letters("ivan@example.org")[0].message
    assert [mail.message.count("Да.") for mail in letters("maria@example.org")] == [1]
    assert notes.threads(submission) == [(note, [reply])]
    with pytest.raises(transitions.ReasonMissingError):
        notes.write(submission, author=maria, text="  ")


def test_reply_is_not_mailed_to_who_may_not_read_proposals_any_more():
    submission, editor = waiting(), person()
    gone, moved = person(email="gone@example.org"), person(email="moved@example.org")
    first = notes.write(submission, author=gone, text="Първа.")
    second = notes.write(submission, author=moved, text="Втора.")
    gone.is_active = False
    gone.save()
    moved.groups.clear()
    for note in (first, second):
        notes.write(submission, author=editor, text="Само между нас.", parent=note.pk)
    assert letters("gone@example.org") == letters("moved@example.org") == []


def test_same_words_written_later_are_a_note_of_their_own():
    submission, maria, ivan = waiting(), person(), person()
    for author in (maria, ivan, maria):
        notes.write(submission, author=author, text="Още чакаме.")
    assert submission.notes.count() == 3


def test_what_is_new_stays_new_through_one_visit():
    submission, editor = waiting(), person()
    assert sharing.look(submission, editor) is None
    assert sharing.look(submission, editor) is None
    earlier = timezone.now() - timedelta(hours=2)
    Look.objects.update(at=earlier)
    assert sharing.look(submission, editor) == earlier
    assert sharing.look(submission, editor) == earlier


def test_assigning_is_noted_once_and_changes_no_version():
    submission, editor = waiting(), person(first_name="Мария")
    assert sharing.assign([submission.pk], to=editor, actor=editor) == 1
    assert sharing.assign([submission.pk], to=editor, actor=editor) == 0
    assert sharing.assign([submission.pk], to=None, actor=editor) == 1
    assert [s[0] for s in steps(submission)][-2:] == ["assign", "assign"]
    assert told(submission) == ["submit", "confirm"]
    assert Submission.objects.get().version == submission.version


def test_term_begins_with_the_confirmation_and_stands_while_the_sender_is_asked():
    submission = waiting()
    full = submission.due_on
    asked = transitions.ask_for_more(submission, actor=person(), question=QUESTION).submission
    SubmissionEvent.objects.filter(step="ask").update(at=timezone.now() - timedelta(days=30))
    answered = transitions.answer(asked, text="31 000 лв.").submission
    assert answered.due_on > full
