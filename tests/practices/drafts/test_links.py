"""Links, co-authors, two people at once, the file to take away, and the end of a draft."""

from datetime import timedelta

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from practices.curation.storage import PrivateStorage
from practices.drafts import jobs, saving, takeaway
from practices.drafts.entries import values_from
from practices.drafts.models import Author, Draft, DraftFile
from practices.drafts.tokens import draft_path, token_for
from tests.practices.curation.cases import letters
from tests.practices.drafts.cases import ENTRY, START, Writer
from tests.practices.submissions.cases import link_in, pdf

pytestmark = pytest.mark.django_db


def test_link_from_a_mail_opens_the_draft_elsewhere_and_changes_nothing(client):
    writer = Writer()
    writer.post(1, title="Топъл обяд", go="overview")
    response = writer.client.post(writer.root, {"email": "a@example.org", "link": "1"})
    assert response.context["told"] == "Връзката пътува към a@example.org."
    (mail,) = letters("a@example.org")
    before = Draft.objects.values().get()
    page = client.get(link_in(mail, "palno")).content.decode()
    assert "<h1>Топъл обяд</h1>" in page
    assert Draft.objects.values().get() == before
    assert Author.objects.get().email == "a@example.org"


def test_link_that_is_wrong_opens_nothing(client):
    owner = saving.start("bg")
    other = signing.Signer(salt="practices.drafts.author").sign_object([owner.pk, "x"])
    foreign = signing.dumps([owner.pk, owner.secret], salt="practices.curation.status")
    altered = token_for(owner)[:-1] + ("A" if token_for(owner)[-1] != "A" else "B")
    for token in ("x", other, foreign, altered):
        assert client.get(f"{START}{token}/").status_code == 404
        assert client.post(f"{START}{token}/1/", {"title": "чуждо"}).status_code == 404
    assert Draft.objects.get().values == {}


def test_form_opened_a_day_ago_saves_and_one_of_an_erased_draft_shows_what_was_typed():
    writer = Writer()  # enforces CSRF, keeps no cookie and sends no token
    assert writer.post(2, background="Преди", go="next").status_code == 302
    owner = Author.objects.get()
    saving.discard(owner)
    response = writer.client.post(f"{writer.root}2/", {"background": "Дълго писане", "go": "next"})
    assert response.status_code == 410
    assert "Дълго писане" in response.content.decode()


def test_co_authors_have_links_of_their_own_up_to_five():
    writer = Writer()
    for number in range(6):
        response = writer.client.post(
            writer.root, {"email": f"{number}@example.org", "invite": "1"}
        )
    assert response.context["fault"].startswith("С вас могат да пишат до 5 души")
    assert Author.objects.filter(is_owner=False).count() == 5
    guest = Writer(link_in(letters("0@example.org")[0], "palno"))
    assert guest.root != writer.root
    guest.post(2, background="От колега", go="next")
    overview = writer.client.get(writer.root)
    assert overview.context["steps"][1][1]["by"] == "0@example.org"
    # Neither may a guest send it, nor invite, nor erase it.
    guest.open(6)
    assert guest.post(6, go="send").context["faults"]
    guest.client.post(guest.root, {"discard": "1"})
    assert Draft.objects.count() == 1
    writer.client.post(writer.root, {"remove": Author.objects.get(email="0@example.org").pk})
    assert guest.client.get(guest.root).status_code == 410


def test_two_tabs_do_not_overwrite_one_another():
    first = Writer()
    second = Writer(first.root)
    other_step = Writer(first.root)
    first.post(2, background="Първи текст", go="next")
    response = second.post(2, background="Втори текст", go="next")
    assert response.status_code == 200
    assert [(row["label"], row["stored"]) for row in response.context["differences"]] == [
        ("Предистория", "Първи текст")
    ]
    assert "Втори текст</textarea>" in second.page
    assert Draft.objects.get().values["background"] == "Първи текст"
    # Another step is no clash; the same step is saved once both texts were seen.
    assert other_step.post(3, results="Резултат", go="next").status_code == 302
    second.page = second.page.replace(
        f'value="{second.version}"', f'value="{Draft.objects.get().version}"'
    )
    assert second.post(2, background="И двата", go="next").status_code == 302
    assert Draft.objects.get().values["background"] == "И двата"


def test_autosave_tells_the_version_and_a_clash():
    writer = Writer()
    path = f"{writer.root}2/"
    first = writer.client.post(path, {"version": 1, "background": "А", "autosave": "1"})
    again = writer.client.post(path, {"version": 1, "background": "А", "autosave": "1"})
    late = writer.client.post(path, {"version": 1, "background": "Б", "autosave": "1"})
    assert [first.status_code, again.status_code, late.status_code] == [200, 200, 409]
    assert [first.json()["version"], again.json()["version"]] == [2, 2]
    assert Draft.objects.get().values["background"] == "А"


def brought_back(content: str):
    writer = Writer()
    file = SimpleUploadedFile("чернова.html", content.encode(), content_type="text/html")
    return writer.client.post(START, {"takeaway": file})


def test_file_can_be_taken_away_read_and_brought_back():
    author = saving.start("bg", values_from(ENTRY) | {"title": "<b>Обяд</b>"})
    writer = Writer(draft_path(author))
    response = writer.client.get(f"{writer.root}chernova.html")
    content = response.content.decode()
    assert "attachment" in response["Content-Disposition"]
    assert "&lt;b&gt;Обяд&lt;/b&gt;" in content
    assert "Магазинът затвори." in content
    assert "Мярка: души" in content
    assert brought_back(content).status_code == 302
    newest = Draft.objects.order_by("-pk")[0]
    assert newest.pk != author.draft_id
    assert newest.values["measures"] == author.draft.values["measures"]
    assert newest.values["title"] == "<b>Обяд</b>"


def test_file_that_was_altered_is_refused_and_an_older_one_is_taken():
    author = saving.start("bg", {"title": "Обяд"})
    content = takeaway.write(author.draft)
    payload = content.partition('id="chernova">"')[2].partition('"')[0]
    altered = content.replace(
        payload, payload[:5] + ("A" if payload[5] != "A" else "B") + payload[6:]
    )
    for wrong, said in (
        (altered, "Черновата в този файл е променена"),
        ("<html>Здравейте</html>", "Това не е чернова от нашия сайт."),
    ):
        assert brought_back(wrong).context["fault"].startswith(said)
    assert Draft.objects.exclude(pk=author.draft_id).filter(values__has_key="title").count() == 0
    older = signing.dumps(
        {
            "form": 0,
            "values": {"title": "Стар", "gone": "x", "steps": [{"action": "А", "gone": 1}]},
        },
        salt="practices.drafts.takeaway",
    )
    assert brought_back(content.replace(payload, older)).status_code == 302
    values = Draft.objects.order_by("-pk")[0].values
    assert (values["title"], values["steps"]) == ("Стар", [{"action": "А"}])
    assert "gone" not in values


def test_owner_is_warned_once_and_then_everything_is_erased(django_capture_on_commit_callbacks):
    writer = Writer()
    writer.post(5, evidence_link="https://example.org/x", files=[pdf()], go="next")
    writer.client.post(writer.root, {"email": "a@example.org", "link": "1"})
    name = DraftFile.objects.get().file.name
    kept = saving.start("bg")
    assert jobs.warn_owners() == 0
    draft = Draft.objects.exclude(pk=kept.draft_id).get()
    Draft.objects.filter(pk=draft.pk).update(expires_at=timezone.now() + timedelta(days=13))
    assert [jobs.warn_owners(), jobs.warn_owners()] == [1, 0]
    assert [m.subject[:16] for m in letters("a@example.org")][1] == "Черновата ви ще "
    Draft.objects.filter(pk=draft.pk).update(expires_at=timezone.now() - timedelta(minutes=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert jobs.erase_overdue() == 1
    assert list(Draft.objects.values_list("pk", flat=True)) == [kept.draft_id]
    assert (Author.objects.count(), DraftFile.objects.count()) == (1, 0)
    assert not PrivateStorage().exists(name)
