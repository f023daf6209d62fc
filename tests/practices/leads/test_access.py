"""Who gets in: signed links, and the addresses of the admin by group."""

from datetime import timedelta

import pytest
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from practices.curation import groups
from practices.leads import tokens, transitions
from practices.leads.models import Lead
from tests.practices.curation.cases import person
from tests.practices.leads.cases import REASON, TOWN_HALL, pointed, waiting, with_town_hall

pytestmark = pytest.mark.django_db
BUTTONS = ({"claim": "1"}, {"decline": "1", "reason": REASON}, {"later": "1"})


def test_link_of_a_municipality_opens_one_lead_until_its_day(client):
    lead, other = with_town_hall(), with_town_hall()
    good = tokens.claim_path(lead)
    token = good.split("/")[2]
    foreign = signing.Signer(salt="practices.leads.claim").sign_object(
        [other.pk, lead.claim_secret]
    )
    confirming = tokens.confirm_path(lead).split("/")[2]
    dead = {
        f"/signal/{token[:-2]}xx/": 404,
        f"/signal/{foreign}/": 410,
        f"/signal/{confirming}/": 404,
        "/signal/x/": 404,
        tokens.confirm_path(lead).replace(confirming, token): 404,
    }
    found = {path: client.get(path).status_code for path in dead}
    assert found == dead
    assert client.get(good).status_code == 200

    # A link to another address replaces it; its time ends with its day.
    transitions.send_link(lead, actor=person(), address=f"x{TOWN_HALL}", unofficial=True)
    lead.refresh_from_db()
    new = tokens.claim_path(lead)
    assert [client.get(path).status_code for path in (good, new)] == [410, 200]
    Lead.objects.filter(pk=lead.pk).update(claim_until=timezone.now() - timedelta(seconds=1))
    answers = [
        client.get(new),
        *(client.post(path, data) for path in (new, good) for data in BUTTONS),
    ]
    assert {answer.status_code for answer in answers} == {410}
    assert set(Lead.objects.values_list("state", flat=True)) == {"sent"}


def test_confirming_link_ends_after_14_days(client, monkeypatch):
    path = tokens.confirm_path(pointed())
    monkeypatch.setattr(tokens, "CONFIRM_LIFE", timedelta(seconds=-1))
    assert (client.get(path).status_code, client.post(path).status_code) == (410, 410)
    assert Lead.objects.get().state == "unconfirmed"


EVERYBODY = (groups.EDITORS, groups.ADMINISTRATORS, groups.REVIEWERS, None)


@pytest.mark.parametrize("group", [*EVERYBODY, "anonymous"])
def test_admin_addresses_are_for_editors_and_administrators(client, group):
    lead = waiting()
    if group != "anonymous":
        client.force_login(person(group))
    allowed = group in (groups.EDITORS, groups.ADMINISTRATORS)
    pages = [
        reverse("leads:index"),
        reverse("leads:index_results"),
        reverse("leads:read", args=[lead.pk]),
        "/admin/snippets/leads/maildomain/",
        "/admin/snippets/leads/maildomain/add/",
    ]
    assert [client.get(path).status_code for path in pages] == [200 if allowed else 302] * 5
    # Without the fields an editor's post is shown again; nobody else's gets as far.
    posts = [reverse(name, args=[lead.pk]) for name in ("leads:send", "leads:close")]
    assert [client.post(path).status_code for path in posts] == [422 if allowed else 302] * 2
    assert client.get("/admin/signali-za-praktiki/new/").status_code != 200
    lead.refresh_from_db()
    assert lead.state == "new"


def test_pages_cost_as_many_queries_for_many_leads(client):
    client.force_login(person())
    counts = []
    for _more in "ab":
        waiting()
        with_town_hall()
        client.get(reverse("leads:index"))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("leads:index"))
        counts.append(len(captured))
    assert counts[0] == counts[1]
    with CaptureQueriesContext(connection) as captured:
        Client().get("/predlozhi/signal/")
    assert len(captured) == 2
