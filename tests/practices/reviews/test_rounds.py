"""Rounds from opening to decision, each step by the function that owns it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from practices.curation.workdays import add_working_days
from practices.reviews import announcing, rounds, terms
from practices.reviews.models import Mark, Review, Round
from practices.reviews.rounds import RoundError
from tests.practices.pages import draft, organisation, published
from tests.practices.reviews.cases import (
    asked,
    marks,
    person,
    rate_anchors,
    review_of,
    reviewer,
    with_anchors,
)

pytestmark = pytest.mark.django_db


def code_of(call, *args, **kwargs) -> str:
    with pytest.raises(RoundError) as caught:
        call(*args, **kwargs)
    return caught.value.code


def subjects(user) -> list[str]:
    return [mail.subject for mail in Email.objects.order_by("pk") if mail.to == [user.email]]


def test_whole_way_with_a_third_reviewer():
    editor, page = person("Редактори"), published()
    assert code_of(rounds.open_round, page, actor=editor) == "anchors"
    first, second = with_anchors(editor)
    assert rounds.choose_anchor(first.page, actor=editor) == first
    assert code_of(rounds.choose_anchor, page, actor=editor) == "anchors"
    assert code_of(rounds.open_round, first.page, actor=editor) == "is_anchor"
    people = [reviewer("VTR04") for _number in range(4)]
    opened = rounds.open_round(page, actor=editor, seed="една")
    assert rounds.open_round(page, actor=editor) == opened
    one, two = asked(opened)
    assert subjects(one.user) == ["Една практика чака вашата оценка"]

    review = review_of(opened, one)
    assert code_of(rounds.answer, review, marks()) == "anchors"
    rate_anchors(one, two)
    assert code_of(rounds.answer, review, {**marks(), "impact": (3, " ")}) == "marks"
    assert code_of(rounds.answer, review, {**marks(), "impact": (6, "много")}) == "marks"
    rounds.answer(review, marks(2))
    rounds.answer(review, marks(2))
    assert code_of(rounds.answer, review, marks(5)) == "again"
    assert code_of(rounds.close, opened) == "waiting"
    assert code_of(rounds.replace, review) == "over"
    rounds.answer(review_of(opened, two), marks(5))

    (third,) = asked(opened)
    assert third not in (one, two)
    assert subjects(editor) == []
    rate_anchors(third)
    assert code_of(rounds.decide, opened, actor=editor, level=1, badge="", reason="Да") == "open"
    rounds.answer(review_of(opened, third), marks(4))
    assert subjects(editor) == ["Всички рецензенти отговориха"]
    closed = rounds.close(opened)
    assert rounds.close(opened).closed_at == closed.closed_at
    assert (closed.proposed_level, closed.proposed_badge) == (1, "promising")

    decision = {"level": 4, "badge": "good", "reason": "Има независима оценка."}
    assert code_of(rounds.decide, opened, actor=one.user, **decision) == "self"
    assert code_of(rounds.decide, opened, actor=editor, **{**decision, "reason": " "}) == "reason"
    decided = rounds.decide(opened, actor=editor, **decision)
    assert rounds.decide(opened, actor=editor, **decision).decided_at == decided.decided_at
    other = {**decision, "badge": "proven"}
    assert code_of(rounds.decide, opened, actor=editor, **other) == "decided"
    assert (decided.evidence_level, decided.badge) == (4, "good")
    assert Mark.objects.filter(review__round=opened).count() == 12
    assert [len(asked(anchor, "answered")) for anchor in (first, second)] == [3, 3]
    assert rounds.open_round(page, actor=editor) != opened
    assert len(people) == 4


def test_ties_block_and_move_the_practice_to_others():
    editor = person("Редактори")
    lead = organisation("Читалище „Надежда“", "chitalishte")
    page = published(lead_organisation=lead)
    with_anchors(editor)
    tied = [reviewer("GAB05"), reviewer("GAB29"), reviewer("VTR04", [lead])]
    free = reviewer("VTR04")
    opened = rounds.open_round(page, actor=editor)
    assert asked(opened) == [free]

    later = reviewer("VTR04")
    assert asked(opened) == [free, later]
    rounds.declare(later.user, municipality=None, organisations=[lead])
    spare = reviewer()
    assert asked(opened) == [free, spare]
    assert asked(opened, "conflict") == [later]

    review = review_of(opened, spare)
    assert code_of(rounds.declare_conflict, review, " ") == "reason"
    rounds.declare_conflict(review, "Съпругът ми работи там.")
    rounds.declare_conflict(review, "Съпругът ми работи там.")
    review.refresh_from_db()
    assert (review.state, review.conflict) == ("conflict", "declared")
    assert code_of(rounds.answer, review, marks()) == "over"
    last = reviewer()
    assert asked(opened) == [free, last]

    rounds.set_active(free, False)
    assert subjects(free.user)[-1] == "Оценка вече не се чака"
    assert asked(opened, "released") == [free]
    assert {row.reviewer for row in opened.reviews.all()}.isdisjoint(tied)


def test_a_tie_that_appears_after_the_asking_is_seen_at_the_answer():
    editor, page = person("Редактори"), published()
    with_anchors(editor)
    one = reviewer("VTR04")
    rounds.open_round(page, actor=editor)
    rate_anchors(one)
    changed = page.get_latest_revision_as_object()
    changed.lead_organisation = organisation("Фирма за отпадъци", "company")
    changed.save_revision().publish()
    one.organisations.add(changed.lead_organisation)
    review = Review.objects.get(round__page=page)
    assert rounds.answer(review, marks()).state == "conflict"
    assert Mark.objects.filter(review=review).count() == 0


def test_who_wrote_an_earlier_version_does_not_rate_the_next():
    editor, page = person("Редактори"), published()
    with_anchors(editor)
    wrote, free = reviewer("VTR04"), reviewer("VTR04")
    for writer in (wrote.user, editor):
        changed = page.get_latest_revision_as_object()
        changed.save_revision(user=writer)
    assert asked(rounds.open_round(page, actor=editor)) == [free]


def test_first_gate_and_the_text_that_is_rated():
    editor = person("Редактори")
    anchors = with_anchors(editor)
    assert code_of(rounds.open_round, draft(background=""), actor=editor) == "incomplete"
    page = draft()
    opened = rounds.open_round(page, actor=editor)
    page.title = "Друго заглавие"
    page.save_revision()
    assert Round.objects.get(pk=opened.pk).document["title"] == opened.title != page.title
    assert code_of(rounds.choose_anchor, page, actor=editor) == "anchors"
    rounds.drop_anchor(anchors[0])
    rounds.drop_anchor(anchors[0])
    assert code_of(rounds.choose_anchor, page, actor=editor) == "live"
    assert code_of(rounds.close, opened) == "few"


def days_back(review: Review, days: int) -> None:
    """Move what happened to a review into the past."""
    for name in ("asked_at", "reminded_at"):
        if value := getattr(review, name):
            setattr(review, name, value - timedelta(days=days))
    review.save()


def run() -> tuple[int, int]:
    """Half a day of the worker: reminded, released."""
    return terms.remind_due(), terms.release_due()


def test_a_late_reviewer_is_reminded_once_and_then_released_and_another_is_asked(client):
    editor, page = person("Редактори"), published()
    with_anchors(editor)
    for _number in range(3):
        reviewer("VTR04")
    opened = rounds.open_round(page, actor=editor, seed="срок")
    one, two = asked(opened)
    rate_anchors(one, two)
    rounds.answer(review_of(opened, two), marks())
    slow = review_of(opened, one)
    assert run() == (0, 0)
    days_back(slow, 40)
    # However late the worker is: first the reminder, with three working days after it.
    assert [run(), run()] == [(1, 0), (0, 0)]
    slow.refresh_from_db()
    assert terms.due(slow) == add_working_days(timezone.localdate(), 3)
    client.force_login(editor)
    shown = client.get(reverse("reviews_index")).content.decode()
    assert "Напомнено им е и още не са отговорили" in shown
    assert shown.count(str(one)) > shown.count(str(two))
    days_back(slow, 12)
    assert [run(), run()] == [(0, 1), (0, 0)]
    (third,) = asked(opened)
    assert third not in (one, two)
    assert asked(opened, "expired") == [one]
    assert subjects(one.user)[1:] == [
        "Една практика още чака вашата оценка",
        "Вместо вас питаме друг рецензент",
    ]
    assert code_of(rounds.answer, slow, marks()) == "over"
    assert len(subjects(two.user)) == 1


def test_level_and_badge_are_public_once_announced_and_never_before(client):
    editor, page = person("Редактори"), published()
    with_anchors(editor)
    people = [reviewer("VTR04"), reviewer("VTR04")]
    opened = rounds.open_round(page, actor=editor)
    rate_anchors(*people)
    for one in people:
        rounds.answer(review_of(opened, one), marks())
    address = f"/praktiki/{page.slug}/"

    def told() -> tuple[bool, dict | None]:
        html = client.get(address).content.decode()
        return "Какво показа оценката" in html, client.get(f"{address}zapis.json").json()[
            "assessment"
        ]

    rounds.close(opened)
    assert code_of(announcing.announce, opened, actor=editor) == "undecided"
    decision = {"level": 2, "badge": "good", "reason": "Тайна на редактора"}
    rounds.decide(opened, actor=editor, **decision)
    assert told() == (False, None)
    client.force_login(editor)
    panel = reverse("reviews_panel", args=[page.pk])
    for _click in range(2):
        client.post(panel, {"step": "announce", "round": opened.pk})
    client.logout()
    today = timezone.localdate().isoformat()
    assert told() == (
        True,
        {"evidence_level": 2, "badge": "good", "announced_on": today, "text_of": today},
    )
    html = client.get(address).content.decode()
    assert "добра практика" in html
    assert "измерено (ниво 2 от 4)" in html
    assert "Тайна на редактора" not in html
    # A later round that is decided and not announced takes nothing away.
    again = rounds.open_round(page, actor=editor)
    for one in people:
        rounds.answer(review_of(again, one), marks(1))
    rounds.close(again)
    rounds.decide(again, actor=editor, level=1, badge="", reason="Не се потвърди")
    assert told()[1]["badge"] == "good"
    announcing.announce(again, actor=editor)
    assert told()[1]["evidence_level"] == 1
    assert Round.objects.get(pk=opened.pk).announced_by == editor
