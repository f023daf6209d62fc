"""A practice is published: rows at once, one mail a day, each practice once, and who is not told."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from practices.curation import transitions as curation
from practices.curation.models import Submission
from practices.models import Municipality, PracticePage
from search.wanted import digests, following, matches, transitions
from search.wanted.models import Call, Match, Notice, Publication, Seeker
from tests.practices.curation.cases import complete, person
from tests.practices.pages import published
from tests.search.wanted.cases import (
    AUTHOR,
    OTHER,
    author_of,
    follower_of,
    letters,
    matched,
    opened,
    subjects,
    waiting,
)

pytestmark = pytest.mark.django_db
TITLE = "Лекар обикаля селата с микробус"
FOUND = "Практика, която може да е търсената от вас"


def doctor(**fields) -> PracticePage:
    return published(**{"title": TITLE, "slug": "lekar-s-mikrobus", **fields})


def proposed(reference: str) -> Submission:
    """A confirmed proposal that was sent for something."""
    submission = curation.submit(
        values={
            "title": "Топъл обяд за единайсет села",
            "lead_text": "Микробус носи обяд на хора, които живеят сами.",
            "email": "obyad@example.org",
            "language": "bg",
            "consent_version": "2026-11",
            "consent_at": timezone.now(),
        },
        municipalities=Municipality.objects.filter(code="GAB05"),
        reference=reference,
    )
    return curation.confirm(submission).submission


def a_day_later() -> None:
    """Nothing was told today."""
    Seeker.objects.update(told_at=timezone.now() - timedelta(days=1, minutes=1))


def test_publication_leaves_a_row_in_its_own_transaction():
    with transaction.atomic():
        doctor()
        assert Publication.objects.count() == 1
        transaction.set_rollback(True)
    assert Publication.objects.count() == 0


def test_author_and_followers_are_told_with_the_reason_and_links():
    call = opened()
    follower_of(call)
    doctor()
    assert (matched(), Publication.objects.count()) == (1, 0)
    assert digests.send_due() == 2
    for address in (AUTHOR, OTHER):
        mail = letters(address)[-1]
        assert mail.subject == FOUND
        assert f"Търсите: „{call.title}“ (№ {call.number})" in mail.message
        assert f"{TITLE}\nhttp://127.0.0.1:8000/praktiki/lekar-s-mikrobus/" in mail.message
        assert "В нея са думите ви: селата, лекар" in mail.message
        for line in ("Това е отговорът: http", "Не е това: http", "можете да спрете писмата"):
            assert line in mail.message


def test_practice_that_does_not_match_is_told_to_nobody():
    opened()
    published(title="Фестивал на розата", results="<p>Дойдоха гости от селата и един лекар.</p>")
    assert matched() == 1
    assert digests.send_due() == 0
    assert Match.objects.count() == 0


@pytest.mark.parametrize("state", ["unconfirmed", "waiting", "refused", "withdrawn", "closed"])
def test_call_that_is_not_open_is_not_matched(state):
    call = waiting() if state == "waiting" else opened()
    Call.objects.filter(pk=call.pk).update(state=state)
    doctor()
    matched()
    assert Match.objects.count() == 0


def test_practice_is_told_once_however_often_it_is_published():
    opened()
    page = doctor()
    matched()
    digests.send_due()
    a_day_later()
    page.title = f"{TITLE} и медицинска сестра"
    page.save_revision().publish()
    assert matched() == 1
    assert digests.send_due() == 0
    assert subjects().count(FOUND) == 1


def test_changed_practice_that_matches_only_now_is_told():
    opened()
    page = published(title="Микробус за селата")
    matched()
    assert Match.objects.count() == 0
    page.title = TITLE
    page.save_revision().publish()
    matched()
    assert digests.send_due() == 1


def test_address_gets_one_mail_a_day_for_all_its_calls():
    opened()
    opened(title="Училищен автобус за малко деца", email=AUTHOR)
    doctor()
    published(title="Училищен автобус на повикване")
    matched()
    assert digests.send_due() == 1
    mail = letters()[-1]
    assert mail.subject == "2 практики, които може да са търсеното от вас"
    assert mail.message.count("Търсите: ") == 2
    published(title="Още един лекар за селата")
    matched()
    assert digests.send_due() == 0
    a_day_later()
    assert digests.send_due() == 1
    assert "Още един лекар за селата" in letters()[-1].message


def test_practice_that_is_withdrawn_before_the_mail_is_not_told():
    opened()
    page = doctor()
    matched()
    page.unpublish()
    assert digests.send_due() == 0
    assert subjects().count(FOUND) == 0


def test_call_that_is_closed_before_the_mail_is_not_told():
    call = opened()
    doctor()
    matched()
    transitions.close(call, actor=None, reason="Няма нужда.")
    assert digests.send_due() == 0


def test_who_is_not_told():
    call = opened()
    unproved = follower_of(call, "neproveren@example.org", confirmed=False)
    left = follower_of(call, "otkazal@example.org")
    following.leave(left)
    following.mute(author_of(call))
    told = follower_of(call)
    doctor()
    matched()
    assert [notice.seeker for notice in Notice.objects.all()] == [told]
    assert digests.send_due() == 1
    assert letters(unproved.email)[-1].subject.startswith("И вие ли")


def test_author_who_stops_the_mails_after_the_match_is_not_told():
    call = opened()
    doctor()
    matched()
    following.mute(author_of(call))
    assert digests.send_due() == 0


def test_author_who_wants_mails_again_hears_of_the_next():
    call = opened()
    following.mute(author_of(call))
    following.unmute(author_of(call))
    doctor()
    matched()
    assert digests.send_due() == 1


def test_practice_shown_before_sending_is_not_told_when_it_changes():
    page = doctor()
    opened(shown=[page.pid])
    page.save_revision().publish()
    matched()
    assert digests.send_due() == 0


def test_english_text_of_a_practice_is_compared_too():
    opened(title="Village doctor on wheels", words="village doctor wheels", language="en")
    published(title="A village doctor on wheels", language="en", slug="doctor-on-wheels")
    matched()
    assert Match.objects.count() == 1


def test_proposal_sent_for_a_call_is_told_whatever_its_words():
    call = opened()
    submission = proposed(call.number)
    assert [offer.proposal for offer in call.offers.all()] == [submission.number]
    curation.accept(submission, actor=person())
    complete(PracticePage.objects.get()).get_latest_revision().publish()
    matched()
    assert digests.send_due() == 1
    assert "Предложена е точно по тази обява." in letters()[-1].message


@pytest.mark.parametrize("reference", ["", "999999", "12", "a" * 40, "%00", "１２３４５６"])
def test_reference_that_names_no_open_call_is_nothing(reference):
    opened()
    proposed(reference)
    assert Match.objects.count() == 0
    assert Call.objects.filter(offers__isnull=False).count() == 0


def test_row_that_is_written_again_meanwhile_is_kept(monkeypatch):
    opened()
    page = doctor()
    texts = matches._texts

    def published_again(pid):
        matches.note(page.pid)
        return texts(pid)

    monkeypatch.setattr(matches, "_texts", published_again)
    matched()
    assert Publication.objects.count() == 1


def cost(calls: int) -> int:
    """How many queries one publication costs with so many open calls that do not match."""
    for number in range(calls):
        opened(title=f"Библиотека за {number} деца", email=f"x{number}@example.org")
    Publication.objects.all().delete()
    matches.note(PracticePage.objects.get().pid)
    with CaptureQueriesContext(connection) as queries:
        matches.match_due()
    return len(queries)


def test_matching_costs_the_same_for_one_call_and_for_ten():
    doctor()
    cost(1)
    assert cost(0) == cost(9)
