"""From asking for a list to a common page of drafts, proposals and practices."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from practices.curation import transitions
from practices.drafts import handing, saving
from practices.drafts.models import Author, Draft
from practices.drafts.tokens import draft_path, token_for
from practices.organisations import accounts, jobs, personal
from practices.organisations.models import Account, Invitation, Item, Member
from practices.upkeep.models import Standing
from tests.practices.curation.cases import QUESTION, REASON, person, sent, ten_minutes_pass
from tests.practices.organisations.cases import (
    CLERK,
    LIST,
    MAYOR,
    PASSWORD,
    STRANGER,
    association,
    browser,
    colleague,
    listed,
    mails,
    municipality,
    official,
    published,
)
from tests.practices.submissions.cases import Proposer, link_in

pytestmark = pytest.mark.django_db
FORM = "/organizatsiya/"


def words(response) -> str:
    return " ".join(response.content.decode().split())


def asked(email: str, **fields) -> str:
    """Ask for a list by the form; return the link of the mail."""
    asking = Proposer(form=FORM)
    carried = {k: v for k, v in asking.hidden().items() if k.startswith("code")}
    fields = {"name": "Община Габрово", "municipality": "GAB05", "email": email} | fields
    response = asking.client.post(FORM, fields | carried)
    assert "Отворете писмото" in words(response)
    return link_in(mails(email)[-1], "/nova/")


def test_municipality_opens_its_list_by_its_official_mail():
    official()
    assert f'href="{FORM}"' in words(Client().get("/predlozhi/"))
    link = asked(MAYOR)
    assert (Account.objects.count(), get_user_model().objects.count()) == (0, 0)
    client = Client()
    assert MAYOR in words(client.get(link))
    assert "Изберете друга парола" in words(client.post(link, {"password": "къса"}))
    assert Member.objects.count() == 0
    answer = client.post(link, {"password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, LIST)
    page = words(client.get(LIST))
    assert "<h1>Нашите практики</h1>" in page
    member = Member.objects.get()
    assert (member.email, member.is_owner, member.account.municipality_id) == (MAYOR, True, "GAB05")
    # Once more, in another browser: the login first, then the same list.
    other = Client()
    assert other.post(link, {"password": PASSWORD})["Location"].startswith("/vhod/?next=")
    login = {"login": MAYOR, "password": PASSWORD}
    assert other.post("/vhod/", login)["Location"] == LIST
    assert other.post(link)["Location"] == LIST
    assert (Account.objects.count(), other.get("/admin/").status_code) == (1, 302)


@pytest.mark.parametrize("take", ["confirm", "refuse"])
def test_another_organisation_waits_for_an_editor(take):
    link = asked(STRANGER, name="Сдружение „Зелено“", municipality="")
    client = Client()
    client.post(link, {"password": PASSWORD})
    assert "Чака редактор" in words(client.get(LIST))
    assert client.post(LIST, {"invite": "1", "email": CLERK}).status_code == 404
    account = Account.objects.get()
    desk = Client()
    desk.force_login(person())
    listed_there = words(desk.get(reverse("organizatsii:index")))
    assert STRANGER in listed_there
    decide = reverse("organizatsii:decide", args=[account.pk])
    if take == "confirm":
        for _click in "ab":
            assert desk.post(decide, {"confirm": "1"}).status_code == 302
        assert "<h1>Нашите практики</h1>" in words(client.get(LIST))
        assert "отворен" in mails(STRANGER)[-1].subject
    else:
        assert desk.post(decide, {"refuse": "1", "reason": " "}).status_code == 422
        desk.post(decide, {"refuse": "1", "reason": REASON})
        assert REASON in mails(STRANGER)[-1].message
        assert (Account.objects.count(), Member.objects.count()) == (0, 0)
        assert get_user_model().objects.filter(email=STRANGER).count() == 0
    assert len(mails(STRANGER)) == 2


def test_only_editors_confirm():
    member = association(confirmed=False)
    decide = reverse("organizatsii:decide", args=[member.account.pk])
    for client in (Client(), browser(member)):
        assert client.post(decide, {"confirm": "1"}).status_code == 302  # to the login
    reviewer = Client()
    reviewer.force_login(person("Рецензенти"))
    assert reviewer.post(decide, {"confirm": "1"}).status_code in (302, 403)
    member.account.refresh_from_db()
    assert member.account.confirmed_at is None


def test_municipality_has_one_list():
    municipality()
    with pytest.raises(accounts.RefusedError, match="Габрово вече има списък"):
        municipality(CLERK)
    link = asked("other@gabrovo.example")
    page = words(Client().post(link, {"password": PASSWORD}))
    assert "Помолете колега да ви покани." in page
    assert Member.objects.count() == 1


def test_colleague_joins_writes_and_is_removed():
    owner = municipality()
    client = browser(owner)
    client.post(LIST, {"begin": "1"})
    draft = Draft.objects.get()
    client.post(LIST, {"invite": "1", "email": CLERK})
    link = link_in(mails(CLERK)[0], "/pokana/")
    assert "Това не е имейл адрес" in words(client.post(LIST, {"invite": "1", "email": "x"}))
    newcomer = Client()
    assert newcomer.get(link).status_code == 200
    assert "влезли с друг адрес" in words(client.post(link, {"password": PASSWORD}))
    assert newcomer.post(link, {"password": PASSWORD})["Location"] == LIST
    assert Client().get(link).status_code == 410

    own_link = newcomer.post(LIST, {"open": draft.key})["Location"]
    assert newcomer.get(own_link).status_code == 200
    assert newcomer.post(LIST, {"open": draft.key})["Location"] == own_link
    assert "Само който води списъка" in words(newcomer.post(LIST, {"remove": str(owner.pk)}))

    clerk = Member.objects.get(email=CLERK)
    client.post(LIST, {"remove": str(clerk.pk)})
    assert Client().get(own_link).status_code == 410
    assert newcomer.get(LIST)["Location"].startswith("/vhod/")
    assert not get_user_model().objects.filter(email=CLERK).exists()
    assert [author.email for author in draft.authors.all()] == [MAYOR]


def test_who_leaves_takes_no_key_along():
    owner = municipality()
    clerk = colleague(owner)
    client = browser(owner)
    client.post(LIST, {"begin": "1"})
    author = Author.objects.get()
    old = draft_path(author)
    handing.author_for(author.draft.key, clerk.email)
    client.post(LIST, {"leave": "1"})
    assert Client().get(old).status_code == 404
    clerk.refresh_from_db()
    assert (clerk.is_owner, Author.objects.get().email) == (True, CLERK)
    browser(clerk).post(LIST, {"leave": "1"})
    assert (Account.objects.count(), Item.objects.count(), Draft.objects.count()) == (0, 0, 1)
    assert Client().get(draft_path(Author.objects.get())).status_code == 200


def test_what_is_begun_while_logged_in_stands_on_the_list():
    owner = municipality()
    browser(owner).post("/predlozhi/palno/")
    draft = Draft.objects.get()
    assert (Item.objects.get().key, draft.authors.get().email) == (draft.key, MAYOR)
    Client().post("/predlozhi/palno/")
    saving.start("bg")
    assert (Draft.objects.count(), Item.objects.count()) == (3, 1)


def test_only_what_came_from_the_proved_address_can_be_claimed():
    owner = municipality()
    client = browser(owner)
    mine = transitions.confirm(sent(form_key="a" * 32, email=MAYOR, title="Моя")).submission
    sent(form_key="b" * 32, email=MAYOR, title="Непотвърдена")
    foreign = transitions.confirm(sent(form_key="c" * 32, email=CLERK, title="Чужда")).submission
    near = f"x{MAYOR}"
    transitions.confirm(sent(form_key="d" * 32, email=near, title="Подобна"))
    draft = saving.start("bg", {"title": "Моя чернова"})
    saving.remember_email(draft, MAYOR)
    invited = saving.start("bg", {"title": "Чужда чернова"})
    saving.remember_email(invited, CLERK)
    saving.invite(invited, MAYOR)

    page = words(client.get(LIST))
    offered = {
        title: title in page
        for title in ("Моя", "Непотвърдена", "Чужда", "Подобна", "Моя чернова", "Чужда чернова")
    }
    assert offered == {
        "Моя": True,
        "Непотвърдена": False,
        "Чужда": False,
        "Подобна": False,
        "Моя чернова": True,
        "Чужда чернова": False,
    }
    for key in (mine.form_key, foreign.form_key, invited.draft.key, draft.draft.key, "b" * 32):
        client.post(LIST, {"claim": key})
    assert set(Item.objects.values_list("key", flat=True)) == {mine.form_key, draft.draft.key}
    # On one list only: the same address elsewhere gets nothing of it.
    other = association()
    Member.objects.filter(pk=other.pk).update(email=MAYOR)
    browser(other).post(LIST, {"claim": mine.form_key})
    assert Item.objects.get(key=mine.form_key).account_id == owner.account_id


def test_list_of_another_organisation_is_not_there():
    owner, other = municipality(), association()
    submission = listed(owner, title="Тайна на Габрово")
    draft = saving.start("bg", {"title": "Чернова на Габрово"}).draft
    Item.objects.create(account=owner.account, key=draft.key)
    clerk = colleague(owner)
    foreign = browser(other)
    assert "Габрово" not in words(foreign.get(LIST)).split("</header>")[1].split("<footer")[0]
    for post in ({"open": draft.key}, {"drop": submission.form_key}, {"open": "x"}, {"drop": ""}):
        assert foreign.post(LIST, post).status_code == 404
    foreign.post(LIST, {"remove": str(clerk.pk)})
    accounts.invite(owner, "third@gabrovo.example")
    foreign.post(LIST, {"uninvite": str(Invitation.objects.get().pk)})
    assert (Item.objects.count(), Member.objects.count(), Invitation.objects.count()) == (2, 3, 1)
    assert Client().get(LIST)["Location"] == f"/vhod/?next={LIST}"
    editor = Client()
    editor.force_login(person())
    assert editor.get(LIST)["Location"] == FORM
    # The same post by whom it belongs to.
    assert browser(clerk).post(LIST, {"drop": submission.form_key}).status_code == 200
    assert Item.objects.count() == 1


def test_list_tells_what_senders_may_know_and_costs_the_same_for_thirty():
    owner = municipality()
    client = browser(owner)
    live = published(listed(owner, title="Публична"))
    standing = Standing.objects.create(pid=live.page.pid, is_waiting=True)
    waiting = listed(owner, title="Чакаща")
    transitions.ask_for_more(waiting, actor=person(), question=QUESTION)
    Item.objects.create(account=owner.account, key=saving.start("bg").draft.key)
    page = words(client.get(LIST))
    assert QUESTION not in page
    assert "<strong>Чака редактор</strong>" in page
    ten_minutes_pass()
    page = words(client.get(LIST))
    assert QUESTION in page
    assert "<strong>Чака отговор</strong>" in page
    assert "Пълнота: 24 от 100. Най-много би помогнало: измерен резултат, цена" in page
    assert "Отговорете на годишния въпрос" in page
    Standing.objects.filter(pk=standing.pk).update(is_waiting=False)
    assert "Отговорете на годишния въпрос" not in words(client.get(LIST))

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(LIST)
        return len(captured)

    before = cost()
    for number in range(29):
        listed(owner, title=f"Още {number}")
        Item.objects.create(account=owner.account, key=saving.start("bg").draft.key)
    assert (before, cost()) == (13, 13)


def test_expired_foreign_and_altered_links_say_what_to_do():
    owner = municipality()
    accounts.invite(owner, CLERK)
    link = link_in(mails(CLERK)[0], "/pokana/")
    accounts.invite(owner, CLERK)
    assert Client().get(link).status_code == 410  # a newer one was sent
    link = link_in(mails(CLERK)[1], "/pokana/")
    for address in (f"{FORM}pokana/x/", f"{FORM}nova/x/", link.replace("/pokana/", "/nova/")):
        response = Client().post(address, {"password": PASSWORD})
        assert response.status_code == 404
        assert "Тази връзка не работи" in words(response)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert "Тази връзка вече не важи" in words(Client().get(link))
    assert (jobs.erase(), Invitation.objects.count(), Member.objects.count()) == (1, 0, 1)


def test_person_reads_and_erases_their_membership():
    owner = municipality()
    colleague(owner)
    accounts.invite(owner, STRANGER)
    (row,) = personal.memberships_of(CLERK.upper())
    assert (row["organisation"], row["email"]) == ("Община Габрово", CLERK)
    assert "invited_to" in personal.memberships_of(STRANGER)[0]
    assert len(personal.erase_person(CLERK)) == 1
    assert len(personal.erase_person(STRANGER)) == 1
    assert personal.erase_person(CLERK) == []
    assert personal.memberships_of(CLERK) == personal.memberships_of(STRANGER) == []
    assert list(get_user_model().objects.values_list("email", flat=True)) == [MAYOR]


def test_line_of_which_nothing_is_left_goes_from_the_list():
    owner = municipality()
    kept = listed(owner)
    gone = saving.start("bg")
    Item.objects.create(account=owner.account, key=gone.draft.key)
    assert jobs.erase() == 0
    saving.discard(gone)
    assert jobs.erase() == 1
    assert Item.objects.get().key == kept.form_key


def test_deleted_logins_block_nobody():
    owner = municipality()
    clerk = colleague(owner)
    owner.user.delete()
    assert jobs.erase() == 1
    clerk.refresh_from_db()
    assert clerk.is_owner
    clerk.user.delete()
    assert municipality("other@gabrovo.example").account.confirmed_at
    assert (Account.objects.count(), jobs.erase()) == (1, 0)


def test_editor_with_the_same_address_keeps_the_login():
    editor = person(email=CLERK)
    owner = municipality()
    accounts.invite(owner, CLERK)
    client = Client()
    link = link_in(mails(CLERK)[-1], "/pokana/")
    assert client.get(link)["Location"].startswith("/vhod/?next=")
    client.force_login(editor)
    assert client.post(link)["Location"] == LIST
    client.post(LIST, {"leave": "1"})
    editor.refresh_from_db()
    assert Member.objects.count() == 1
    assert token_for(saving.start("bg"))  # the trail of the request has no list any more
    assert Item.objects.count() == 0
