"""What a round of agreement does with answers, changes and time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from practices.signoff import jobs, rounds
from practices.signoff.models import Answer, Person, Revision, Round
from tests.practices.curation.cases import letters

pytestmark = pytest.mark.django_db
PEOPLE = [("кмет", "kmet@example.org"), ("юрист", "law@example.org"), ("PR", "pr@example.org")]
AUTHOR = "author@example.org"


def asked(order: str = "in_turn", about: str = "a" * 32) -> Round:
    return rounds.open_round(
        about=about,
        subject="Топъл обяд",
        link="/predlozhi/palno/x/",
        author_email=AUTHOR,
        language="bg",
        content={"title": "Топъл обяд", "practice": "<p>Първи текст</p>"},
        people=[{"role": role, "name": "", "email": email} for role, email in PEOPLE],
        order=order,
    )


def say(round_: Round, place: int, verdict: str, comment: str = "", seen: str = "") -> Answer:
    round_.refresh_from_db()
    person = round_.people.get(position=place)
    return rounds.answer(person, verdict, {"practice": comment}, seen or round_.sha256)


def mailed() -> list[int]:
    return [len(letters(email)) for _role, email in PEOPLE]


def refused(code: str, act, *args, **more) -> bool:
    with pytest.raises(rounds.RoundError) as error:
        act(*args, **more)
    return error.value.code == code


def test_in_turn_the_next_is_mailed_after_a_good_answer_and_returning_stops():
    round_ = asked()
    assert mailed() == [1, 0, 0]
    assert refused("closed", say, round_, 1, "agreed")
    assert refused("words", say, round_, 0, "notes", "  ")
    first = say(round_, 0, "notes", "Сумата е друга.")
    assert say(round_, 0, "notes", "Сумата е друга.") == first
    assert refused("again", say, round_, 0, "agreed")
    assert mailed() == [1, 1, 0]
    say(round_, 1, "returned", "Няма договор.")
    round_.refresh_from_db()
    assert (round_.state, mailed()) == ("returned", [1, 1, 0])
    assert [mail.subject for mail in letters(AUTHOR)] == [
        "Съгласувано с бележки: кмет",
        "Върнато: юрист",
    ]
    assert "Няма договор." in letters(AUTHOR)[1].message
    rounds.content_changed(round_, {"title": "Топъл обяд", "practice": "<p>Втори текст</p>"})
    say(round_, 1, "agreed")
    assert mailed() == [1, 1, 1]
    say(round_, 2, "agreed")
    round_.refresh_from_db()
    assert (round_.state, round_.closed_at is None) == ("done", False)
    assert letters(AUTHOR)[-1].subject == "Всички съгласуваха"
    assert [row.is_old for row in rounds.standing(round_)] == [True, False, False]


def test_side_by_side_all_are_mailed_at_once_and_one_round_is_open_at_a_time():
    round_ = asked("together")
    assert mailed() == [1, 1, 1]
    assert refused("live", asked, "together")
    say(round_, 2, "agreed")
    rounds.withdraw(round_)
    assert refused("closed", say, round_, 0, "agreed")
    assert asked("together").pk != round_.pk
    assert refused(
        "people",
        rounds.open_round,
        **dict.fromkeys(
            ("about", "subject", "link", "author_email", "language", "content", "order"), "x"
        ),
        people=[{}] * 6,
    )


def test_a_changed_text_keeps_what_was_answered_to_and_nothing_else():
    round_ = asked("together")
    first = round_.sha256
    texts = [{"title": "Топъл обяд", "practice": f"<p>{n}</p>"} for n in range(3)]
    assert rounds.content_changed(round_, texts[0])
    assert Revision.objects.count() == 1  # nobody answered to the first
    assert refused("changed", say, round_, 0, "agreed", seen=first)
    say(round_, 0, "agreed")
    assert rounds.content_changed(round_, texts[1])
    assert rounds.content_changed(round_, texts[2])
    assert [row.content for row in Revision.objects.all()] == [texts[0], texts[2]]
    # The same words with keys in another order are the same text; back again is no new text.
    assert not rounds.content_changed(round_, dict(reversed(texts[2].items())))
    assert rounds.content_changed(round_, texts[0])
    assert rounds.standing(Round.objects.get())[0].is_old is False


def test_reminding_is_for_those_who_owe_an_answer_once_a_day():
    round_ = asked()
    first, second, _third = round_.people.all()
    assert refused("early", rounds.remind, round_, first.pk)
    assert refused("closed", rounds.remind, round_, second.pk)
    Person.objects.update(mailed_at=timezone.now() - timedelta(days=1, minutes=1))
    assert [row.can_remind for row in rounds.standing(round_)] == [True, False, False]
    rounds.remind(round_, first.pk)
    assert refused("early", rounds.remind, round_, first.pk)
    say(round_, 0, "agreed")
    assert refused("again", rounds.remind, round_, first.pk)
    assert mailed() == [2, 1, 0]


def test_rounds_end_after_their_links_and_lose_people_180_days_later():
    round_, other = asked("together"), asked("together", about="b" * 32)
    say(round_, 0, "notes", "Тайна")
    assert (jobs.close_overdue(), jobs.erase_personal()) == (0, 0)
    Round.objects.filter(pk=round_.pk).update(expires_at=timezone.now() - timedelta(minutes=1))
    assert (jobs.close_overdue(), jobs.close_overdue()) == (1, 0)
    assert jobs.erase_personal() == 0
    Round.objects.filter(pk=round_.pk).update(closed_at=timezone.now() - timedelta(days=181))
    assert (jobs.erase_personal(), jobs.erase_personal()) == (1, 0)
    round_.refresh_from_db()
    assert (round_.state, round_.author_email, round_.link) == ("expired", "", "")
    assert set(round_.people.values_list("name", "email")) == {("", "")}
    kept = Answer.objects.get()
    assert (kept.verdict, kept.comments) == ("notes", {})
    assert set(other.people.values_list("email", flat=True)) == {email for _role, email in PEOPLE}
    rounds.erase(other.about)
    assert list(Round.objects.all()) == [round_]
