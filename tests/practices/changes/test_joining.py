"""„Същата практика“: the words of a proposal wait at the practice there is, and can come back."""

import pytest
from django.urls import reverse

from practices.changes import deciding
from practices.changes.joining import additions
from practices.changes.merging import Wish
from practices.changes.models import ProposedChange
from practices.curation import transitions
from practices.curation.steps import WrongStateError
from practices.curation.tokens import status_path
from practices.doubles import choosing
from practices.doubles.models import Choice
from practices.models import PracticePage
from tests.practices.changes.cases import practice
from tests.practices.curation.cases import SENDER, letters, person, sent, steps

pytestmark = pytest.mark.django_db
KEY = "a" * 32


def same_as(page: PracticePage, **values):
    """A proposal whose sender says that it is the same as `page`, confirmed."""
    submission = sent(form_key=KEY, results="Отпадъкът намаля с 12 %.", **values)
    choosing.choose(KEY, "same", page.pid)
    transitions.confirm(submission)
    submission.refresh_from_db()
    return submission


def told(client, path: str) -> str:
    return client.get(path).content.decode()


def test_words_of_the_same_practice_are_added_below_and_the_proposal_is_closed(client):
    page = practice()
    submission = same_as(page, places=("GAB05", "VAR06"))
    assert submission.state == "joined"
    assert [step for step, *_rest in steps(submission)] == ["submit", "confirm", "join"]
    assert f"{page.title} ({page.pid})" in letters()[-1].message
    change = ProposedChange.objects.get()
    assert (change.role, change.email, change.submission) == ("double", SENDER, submission)
    assert "Чака да допълни друга практика" in told(client, status_path(submission))
    editor = person()
    client.force_login(editor)
    read = told(client, reverse("submissions:read", args=[submission.pk]))
    assert reverse("changes:read", args=[change.pk]) in read
    outcome = deciding.accept(change, actor=editor, keys=list(change.fields))
    assert outcome.changed
    page.refresh_from_db()
    assert page.results.startswith("<p>Депото приема с една пета по-малко.</p><p>Допълнение, ")
    assert page.results.endswith("<p>Отпадъкът намаля с 12 %.</p>")
    assert sorted(place.code for place in page.municipalities.all()) == ["GAB05", "VAR06"]
    assert page.title.startswith("Компостиране")
    assert len(letters()) == 4
    submission.refresh_from_db()
    assert (submission.state, submission.page) == ("joined", None)
    assert PracticePage.objects.count() == 1


def test_refused_words_go_back_to_the_queue_as_they_were():
    page = practice()
    before = page.results
    submission = same_as(page)
    change = ProposedChange.objects.get()
    editor = person()
    deciding.refuse(change, actor=editor, reason="Това е друго училище.")
    submission.refresh_from_db()
    page.refresh_from_db()
    assert (submission.state, submission.erase_after, page.results) == ("new", None, before)
    assert "Това е друго училище." in letters()[-1].message
    # Confirmed, received, joined, parted: the change itself writes no fifth mail.
    assert len(letters()) == 4
    assert transitions.accept(submission, actor=editor).submission.page is not None
    with pytest.raises(WrongStateError):
        deciding.accept(change, actor=editor, keys=list(change.fields))


def test_a_deleted_practice_gives_its_proposals_back():
    page = practice()
    submission = same_as(page)
    page.delete()
    submission.refresh_from_db()
    assert submission.state == "new"


@pytest.mark.parametrize("way", ["other", "odd", "hidden"])
def test_what_is_not_surely_the_same_stays_in_the_queue(way):
    page = practice()
    submission = sent(form_key=KEY, suspicion=["too_fast"] if way == "odd" else [])
    if way == "other":
        choosing.choose(KEY, "other", why="Друг град.")
    else:
        choosing.choose(KEY, "same", page.pid)
    if way == "hidden":
        page.unpublish()
    transitions.confirm(submission)
    submission.refresh_from_db()
    assert (submission.state, ProposedChange.objects.count()) == ("new", 0)
    assert Choice.objects.count() == 1


def test_single_facts_fill_gaps_and_replace_nothing():
    now = {"kind": "", "stage": "pilot", "results": [], "steps": [{"action": "а"}], "title": "А"}
    entry = now | {
        "kind": "project",
        "stage": "scaled",
        "results": ["б"],
        "steps": [{"action": "а"}, {"action": "б"}],
        "title": "Б",
    }
    assert additions(entry, now, list(now), "Допълнение:") == {
        "kind": Wish("", "project"),
        "results": Wish([], ["б"], add=True),
        "steps": Wish([{"action": "а"}], [{"action": "б"}], add=True),
    }
