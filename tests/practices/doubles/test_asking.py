"""From a published practice to what a sender and an editor see of it, and what becomes of the answer."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from practices import ports
from practices.curation import erasure, transitions
from practices.curation.models import Submission
from practices.doubles import choosing
from practices.doubles.finding import likely
from practices.doubles.models import Choice
from practices.drafts import saving
from practices.drafts.models import Draft
from tests.practices.curation.cases import complete, person, waiting
from tests.practices.drafts.cases import ENTRY, Writer, typed
from tests.practices.pages import published

pytestmark = pytest.mark.django_db
LEAD = "Микробус носи обяд на хора, които живеят сами."
TITLE = "Топъл обяд за единайсет села в общината"


@pytest.fixture
def lunch():
    return published(
        title=TITLE,
        summary=f"{LEAD} Готви кухнята на градината, а шофьорът кара. " + "Така е. " * 10,
        slug="obyad",
    )


@pytest.fixture
def other():
    return published(title="Компостиране за училища", slug="kompost")


def at_last_step() -> Writer:
    writer = Writer()
    for number in range(1, 6):
        writer.post(number, **typed(number), go="next")
    writer.open(6)
    return writer


def test_finding_with_the_index_and_without(lunch, other, monkeypatch):
    entry = {"title": ENTRY["title"], "lead_text": LEAD, "municipalities": ["GAB05"]}
    with CaptureQueriesContext(connection) as captured:
        found = likely(entry, "bg")
    assert [(one.pid, one.title, one.url, one.likeness.reasons) for one in found] == [
        (lunch.pid, TITLE, "/praktiki/obyad/", ("text", "title", "municipality"))
    ]
    cost = len(captured)
    with CaptureQueriesContext(connection) as captured:
        likely(entry | {"background": [ENTRY["title"]] * 30}, "bg")
    assert len(captured) == cost
    assert likely(entry, "bg", without=[lunch.pid]) == []
    assert likely({"title": "", "lead_text": ""}, "bg") == []
    monkeypatch.setattr(ports._near, "function", None)
    assert [one.pid for one in likely(entry, "bg")] == [lunch.pid]
    # The index is silent and the place is another one: nobody is looked at.
    assert likely(entry | {"municipalities": ["VAR06"]}, "bg") == []


def test_sender_says_transferred_and_the_page_leads_to_its_origin(lunch, other):
    writer = at_last_step()
    assert [double.pid for double in writer.client.get(writer.path).context["doubles"]] == [
        lunch.pid
    ]
    for nonsense in ("transfer:ДП-1999-9999", "transfer", "x:y", "other"):
        writer.post(6, **typed(6), double=nonsense)
    assert Choice.objects.count() == 0
    writer.post(6, **typed(6), double=f"transfer:{lunch.pid}")
    values = Draft.objects.get().values
    assert (values["inspiration"], values["inspired_by_text"]) == (
        *("transferred", f"{TITLE} ({lunch.pid})"),
    )
    writer.post(6, **typed(6), **writer.code(), go="send")
    submission = Submission.objects.get()
    transitions.confirm(submission)
    page = transitions.accept(submission, actor=person()).submission.page
    assert (page.inspiration, page.inspired_by_id) == ("transferred", lunch.pk)


def test_a_sentence_is_kept_without_a_button_and_takes_the_origin_back(lunch):
    writer = at_last_step()
    writer.post(6, **typed(6), double=f"transfer:{lunch.pid}")
    said = {"double_why": "При нас  готвят учениците."}
    writer.post(6, **typed(6), **said, **writer.code(), go="send")
    assert Draft.objects.get().values["inspired_by_text"] == ""
    submission = Submission.objects.get()
    choice = choosing.chosen(submission.form_key)
    assert (choice.way, choice.pid, choice.why) == ("other", "", "При нас готвят учениците.")
    assert choosing.origin(submission.form_key) is None
    # What was never confirmed goes, and the sentence with it.
    Submission.objects.update(created_at=timezone.now() - timedelta(days=60))
    assert (erasure.erase_unconfirmed(), Choice.objects.count()) == (1, 0)


def test_draft_that_is_discarded_takes_the_answer_along(lunch):
    writer = at_last_step()
    writer.post(6, **typed(6), double=f"same:{lunch.pid}")
    assert f"({lunch.pid})" in writer.page
    assert Choice.objects.get().way == "same"
    saving.discard(Draft.objects.get().authors.get())
    assert Choice.objects.count() == 0


def test_editor_sees_doubles_of_a_short_proposal_but_not_its_own_page(client, lunch, other):
    client.force_login(person())
    words = dict.fromkeys(("lead_text", "background", "practice", "results"), LEAD)
    submission = waiting(title=ENTRY["title"], form_key="a" * 32, **words)
    choosing.choose("a" * 32, "other", why="Готвят учениците.")
    address = reverse("submissions:read", args=[submission.pk])
    context = client.get(address).context
    assert [double.pid for double in context["doubles"]] == [lunch.pid]
    assert context["said"].why == "Готвят учениците."
    page = transitions.accept(submission, actor=person()).submission.page
    complete(page).get_latest_revision().publish()
    assert [double.pid for double in client.get(address).context["doubles"]] == [lunch.pid]
