"""A lead from the form to the published practice, as each of the three people meets it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from practices.drafts.models import Draft
from practices.leads import retention, transitions
from practices.leads.models import Lead, LeadEvent, MailDomain
from practices.signals import proposal_published
from tests.practices.curation.cases import letters, person, sent
from tests.practices.leads.cases import (
    FIELDS,
    FORM,
    INFORMANT,
    REASON,
    TITLE,
    TOWN_HALL,
    Informant,
    pointed,
    trail,
    waiting,
    with_town_hall,
)
from tests.practices.submissions.cases import link_in

pytestmark = pytest.mark.django_db


def subjects(to: str) -> list[str]:
    return [mail.subject for mail in letters(to)]


def confirmed_through_the_form() -> Lead:
    informant = Informant()
    assert f'href="{FORM}"' in informant.client.get("/predlozhi/").content.decode()
    answers = [informant.send()["Location"] for _click in "ab"]
    assert answers[0].split("?")[0] == answers[1].split("?")[0] == "/predlozhi/signal/blagodarim/"
    lead = Lead.objects.get()
    (mail,) = letters(INFORMANT)
    link = link_in(mail, "/potvardi/")
    for _visit in "ab":
        assert "Ваш ли е този сигнал?" in informant.client.get(link).content.decode()
    lead.refresh_from_db()
    assert lead.state == "unconfirmed"
    for _click in "ab":
        assert informant.client.post(link).status_code == 302
    assert "Сигналът ви е потвърден" in informant.client.get(link).content.decode()
    return lead


def test_lead_becomes_a_practice_and_its_informant_hears_of_it():
    lead = confirmed_through_the_form()
    editor = Client()
    editor.force_login(person())
    read = reverse("leads:read", args=[lead.pk])
    post = {"seen": 2, "address": TOWN_HALL}

    # Nobody has said whose domain it is: the editor is asked, nothing is sent.
    asked = editor.post(reverse("leads:send", args=[lead.pk]), post)
    assert asked.status_code == 422
    assert "Официален е на Габрово" in asked.content.decode()
    assert letters(TOWN_HALL) == []
    for _click in "ab":
        answer = editor.post(reverse("leads:send", args=[lead.pk]), {**post, "standing": "GAB05"})
        assert (answer.status_code, answer["Location"]) == (302, read)
    assert list(MailDomain.objects.values_list("municipality", "domain")) == [
        ("GAB05", "gabrovo.example")
    ]

    (invitation,) = letters(TOWN_HALL)
    assert INFORMANT not in invitation.message + invitation.html_message
    town, link = Client(), link_in(invitation, "/signal/")
    page = town.get(link).content.decode()
    assert FIELDS["lead_text"] in page
    assert INFORMANT not in page
    town.post(link, {"later": "1"})
    town.post(link, {"later": "1"})
    assert town.post(link, {"decline": "1", "reason": " "}).status_code == 200
    drafts = [town.post(link, {"claim": "1"})["Location"] for _click in "ab"]
    assert drafts[0] == drafts[1]
    assert TITLE in town.get(drafts[0]).content.decode()
    draft = Draft.objects.get()
    assert draft.values == {
        **{name: FIELDS[name] for name in ("title", "municipalities", "lead_text")},
        "evidence_link": FIELDS["evidence_link"],
        "email": TOWN_HALL,
    }
    assert draft.authors.get(is_owner=True).email == TOWN_HALL
    lead.refresh_from_db()
    assert (lead.state, lead.claim_official, lead.erase_after) == (
        "claimed",
        True,
        timezone.localdate() + timedelta(days=180),
    )

    proposal = sent(form_key=draft.key)
    other = sent()
    for number in (other.number, proposal.number, proposal.number):
        proposal_published.send(sender=None, number=number, pid="ДП-2026-0147")
    assert subjects(INFORMANT) == [
        f"Потвърдете сигнала си {lead.number}",
        f"Сигналът ви {lead.number}: общината я описва",
        "Практиката, която посочихте, е публикувана",
    ]
    assert trail(lead) == ["point", "confirm", "send", "postpone", "claim", "publish"]
    assert editor.get(read).status_code == 200
    assert reverse("practice_number", args=["ДП-2026-0147"]) in town.get(link).content.decode()


def test_no_of_the_municipality_is_told_with_its_reason():
    lead = with_town_hall()
    town, link = Client(), link_in(letters(TOWN_HALL)[0], "/signal/")
    for _click in "ab":
        assert town.post(link, {"decline": "1", "reason": REASON}).status_code == 302
    assert town.post(link, {"claim": "1"}).status_code == 200
    lead.refresh_from_db()
    assert (lead.state, lead.reason, Draft.objects.count()) == ("declined", REASON, 0)
    told = letters(INFORMANT)[1:]
    assert [REASON in mail.message for mail in told] == [True]


def test_claim_by_an_unlisted_domain_is_not_official():
    MailDomain.objects.create(municipality_id="GAB05", domain="obshtina.gabrovo.example")
    MailDomain.objects.create(municipality_id="GAB12", domain="gabrovo.example")
    assert transitions.claim(with_town_hall()).lead.claim_official is False


def test_closing_needs_a_reason_and_kills_the_link(client):
    lead = with_town_hall()
    link = link_in(letters(TOWN_HALL)[0], "/signal/")
    client.force_login(person())
    address = reverse("leads:close", args=[lead.pk])
    assert client.post(address, {"seen": lead.version, "reason": " "}).status_code == 422
    # Who saw an older version changes nothing.
    client.post(address, {"seen": lead.version - 1, "reason": REASON})
    lead.refresh_from_db()
    assert lead.state == "sent"
    for _click in "ab":
        client.post(address, {"seen": lead.version, "reason": REASON})
    lead.refresh_from_db()
    assert (lead.state, client.get(link).status_code) == ("closed", 410)
    assert subjects(INFORMANT)[1:] == [f"Сигналът ви {lead.number} е затворен"]


def test_silence_is_reminded_of_once_and_then_comes_back_to_the_editors():
    lead = with_town_hall()
    assert retention.remind_due() == 0
    Lead.objects.update(remind_on=timezone.localdate())
    assert [retention.remind_due() for _run in "ab"] == [1, 0]
    assert len({link_in(mail, "/signal/") for mail in letters(TOWN_HALL)}) == 1
    assert len(letters(TOWN_HALL)) == 2
    Lead.objects.update(claim_until=timezone.now() - timedelta(seconds=1))
    assert [retention.lapse_overdue() for _run in "ab"] == [1, 0]
    lead.refresh_from_db()
    assert (lead.state, lead.claim_email) == ("new", "")


def test_personal_data_is_erased_in_time():
    now, today = timezone.now(), timezone.localdate()
    old, fresh = pointed(), pointed()
    Lead.objects.filter(pk=old.pk).update(created_at=now - timedelta(days=14, minutes=1))
    Lead.objects.filter(pk=fresh.pk).update(created_at=now - timedelta(days=13))
    assert [retention.erase_unconfirmed() for _run in "ab"] == [1, 0]
    closed = transitions.decline(with_town_hall(), reason=REASON).lead
    assert retention.erase_personal_data() == 0
    Lead.objects.filter(pk=closed.pk).update(erase_after=today - timedelta(days=1))
    assert [retention.erase_personal_data() for _run in "ab"] == [1, 0]
    closed.refresh_from_db()
    assert (closed.email, closed.claim_email, closed.reason) == ("", "", REASON)
    assert Lead.objects.filter(pk=fresh.pk, email=INFORMANT).exists()


def test_trail_is_never_edited():
    event = LeadEvent.objects.get(lead=pointed())
    with pytest.raises(TypeError):
        event.save()


@pytest.mark.parametrize("domain", ["gmail.com", "abv.bg"])
def test_domain_where_anybody_has_an_address_is_never_official(client, domain):
    client.force_login(person())
    lead = waiting()
    data = {"seen": lead.version, "address": f"kmet@{domain}", "standing": "GAB05"}
    assert client.post(reverse("leads:send", args=[lead.pk]), data).status_code == 422
    lead.refresh_from_db()
    assert (lead.state, MailDomain.objects.count()) == ("new", 0)
