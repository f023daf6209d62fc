"""What an editor decides about a proposed change, and what the public sees before and after."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from practices.changes import deciding
from practices.changes.applying import apply
from practices.changes.page_entry import entry_of
from practices.curation.steps import (
    ReasonMissingError,
    StaleError,
    TransitionError,
    WrongStateError,
)
from practices.models import PracticeRecord, PracticeSource
from tests.practices.changes.cases import CONTACT, practice, proposed
from tests.practices.curation.cases import letters, person
from tests.practices.pages import SUMMARY

pytestmark = pytest.mark.django_db
OLD, NEW = "Кофите замръзват през януари.", "Вече няма прекъсване на извозването."
NEW_SUMMARY = SUMMARY.replace("училищата ползват", "читалищата ползват")


def everywhere(page, client) -> list[tuple[bool, bool]]:
    """Whether page, public page, JSON, feed and search say (the old text, the new one)."""
    page.refresh_from_db()
    record = PracticeRecord.objects.get(pid=page.pid)
    places = [page.results, *(_read(client, path) for path in (
        record.document["url"], reverse("practice_record", args=[page.slug])
    ))]  # fmt: skip
    said = [(OLD in text, NEW in text) for text in places]
    feed = _read(client, reverse("practice_feed"))
    said.append(("училищата ползват" in feed, "читалищата ползват" in feed))
    found = [_read(client, f"{reverse('search')}?q={word}") for word in ("януари", "прекъсване")]
    return [*said, tuple(page.title in text for text in found)]


def _read(client, path: str) -> str:
    return client.get(path).content.decode()


def test_public_text_is_the_old_one_until_somebody_accepts(client):
    page = practice(results=f"<p>{OLD}</p>", title="Компост от дома")
    before = PracticeRecord.objects.get(pid=page.pid).version
    change = proposed(page, results=[NEW], summary=NEW_SUMMARY, title="Компост от всеки дом")
    assert everywhere(page, client) == [(True, False)] * 5
    editor = person()
    outcome = deciding.accept(
        change,
        actor=editor,
        keys=["results", "summary"],
        reason="Заглавието е вярно.",
        seen=1,
        public=page.live_revision_id,
    )
    assert outcome.changed
    assert everywhere(page, client) == [(False, True)] * 5
    page.refresh_from_db()
    assert page.title == "Компост от дома"
    assert page.live_revision.user is None
    assert PracticeRecord.objects.get(pid=page.pid).version == before + 1
    assert outcome.change.granted == ["results", "summary"]
    (mail,) = letters(CONTACT)
    assert "Заглавието е вярно." in mail.message
    again = deciding.accept(change, actor=person(), keys=["results"], seen=1)
    assert (again.changed, len(letters(CONTACT)), page.revisions.count()) == (False, 1, 2)


def test_only_what_was_granted_moves_and_files_and_readings_stay():
    page = practice(
        background="<p>Преди <a href='https://example.org/a'>имаше</a>.</p><ul><li>едно</li></ul>",
        sources=[PracticeSource(title="Отчет", url="https://example.org/", read="whole")],
    )
    draft = page.get_latest_revision_as_object()
    sources = [*entry_of(page)["sources"], {"title": "Решение", "publisher": "ОбС", "url": ""}]
    apply(draft, {"background": ["Преди имаше.", "Нов ред."], "sources": sources})
    assert draft.background == (
        "<p>Преди <a href='https://example.org/a'>имаше</a>.</p><p>Нов ред.</p>"
    )
    assert [(row.title, row.read) for row in draft.sources.all()] == [
        ("Отчет", "whole"),
        ("Решение", "unknown"),
    ]
    assert (draft.contact_email, draft.practice) == (CONTACT, page.practice)


def test_an_editor_is_stopped_where_the_decision_would_be_blind():
    page = practice(results=f"<p>{OLD}</p>")
    change = proposed(page, results=[NEW])
    editor = person()

    def attempt(**more):
        values = {"actor": editor, "keys": ["results"], "seen": 1, **more}
        return deciding.accept(change, **values)

    with pytest.raises(StaleError):
        attempt(seen=0)
    with pytest.raises(StaleError):
        attempt(public=page.live_revision_id - 1)
    with pytest.raises(ReasonMissingError):
        attempt(keys=[])
    # The proposer cannot be the second pair of eyes.
    with pytest.raises(TransitionError):
        attempt(actor=person(email=CONTACT.upper()))
    page.problem_line = "Чернова на друг редактор."
    page.save_revision(user=editor)
    with pytest.raises(WrongStateError):
        attempt()
    page.refresh_from_db()
    assert (page.problem_line, OLD in page.results, letters(CONTACT)) == ("", True, [])
    assert get_user_model().objects.filter(email__iexact=CONTACT).count() == 1


def test_question_answer_and_refusal_are_each_mailed_once_and_change_nothing_public():
    page = practice(results=f"<p>{OLD}</p>")
    change, editor = proposed(page, results=[NEW]), person()
    for _twice in range(2):
        deciding.ask(change, actor=editor, question="Откъде са 37 %?")
    for _twice in range(2):
        deciding.answer(change, text="От отчета на депото.")
    assert deciding.refuse(change, actor=editor, reason="Отчетът казва 27 %.").changed
    assert not deciding.refuse(change, actor=editor, reason="Отчетът казва 27 %.").changed
    with pytest.raises(WrongStateError):
        deciding.accept(change, actor=editor, keys=["results"])
    change.refresh_from_db()
    page.refresh_from_db()
    assert (change.state, OLD in page.results) == ("refused", True)
    assert [mail.subject for mail in letters(CONTACT)] == [
        f"Въпрос за промяната, която предложихте на {page.pid}",
        f"Промяната, която предложихте на {page.pid}, не е приета",
    ]
    assert list(change.events.values_list("step", flat=True)) == ["send", "ask", "answer", "refuse"]
