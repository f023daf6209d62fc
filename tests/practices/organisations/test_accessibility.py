"""Every page of an organisation, at three widths, for axe."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from practices.drafts import saving
from practices.organisations import accounts
from practices.organisations.models import Invitation, Item
from practices.organisations.tokens import Wish, join_path, open_path
from tests.practices.organisations.cases import (
    CLERK,
    LIST,
    MAYOR,
    PASSWORD,
    association,
    colleague,
    listed,
    municipality,
    published,
)


def full_list():
    owner = municipality()
    published(listed(owner, title="Публична"))
    listed(owner, title="Чакаща")
    draft = saving.start("bg", {"title": "Чернова"}).draft
    Item.objects.create(account=owner.account, key=draft.key)
    saving.remember_email(saving.start("bg", {"title": "Незаявена"}), MAYOR)
    colleague(owner)
    accounts.invite(owner, "treti@gabrovo.example")
    return owner


def invited() -> str:
    accounts.invite(municipality(), CLERK)
    return join_path(Invitation.objects.get())


OPEN = {
    "start": lambda: "/organizatsiya/",
    "dead": lambda: "/organizatsiya/nova/x/",
    "enter": lambda: open_path(Wish(MAYOR, "Община Габрово", None, "bg")),
    "join": invited,
}
OWN = {"list": full_list, "waiting": lambda: association(confirmed=False)}


def check(page) -> None:
    for width in (375, 768, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", OPEN)
def test_page_has_no_faults_for_axe(page, name):
    page.goto(OPEN[name]())
    check(page)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", OWN)
def test_own_page_has_no_faults_for_axe(page, name):
    member = OWN[name]()
    page.goto(LIST)
    page.get_by_label("Потребителско име").fill(member.email)
    page.get_by_label("Парола").fill(PASSWORD)
    page.get_by_role("button", name="Влез").click()
    page.wait_for_url(f"**{LIST}")
    check(page)
