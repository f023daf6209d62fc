"""Colleagues who share one link, at the same moment."""

from collections import Counter

import pytest
from django.test import Client

from practices.drafts.models import Draft
from practices.leads import tokens
from practices.leads.models import Lead
from tests.practices.curation.cases import letters
from tests.practices.leads.cases import INFORMANT, REASON, Informant, with_town_hall
from tests.simultaneous import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_five_claims_make_one_draft_and_a_claim_beside_a_no_has_one_outcome():
    town = tokens.claim_path(with_town_hall())
    answers = at_once([lambda: Client().post(town, {"claim": "1"})["Location"]] * 5)
    assert [len(answers), len(set(answers)), Draft.objects.count()] == [5, 1, 1]

    town = tokens.claim_path(with_town_hall())
    posts = [{"claim": "1"}, {"decline": "1", "reason": REASON}]
    statuses = at_once([lambda post=post: Client().post(town, post).status_code for post in posts])
    state = Lead.objects.latest("pk").state
    assert Counter(statuses) == {302: 1, 200: 1}
    assert Draft.objects.count() == {"claimed": 2, "declined": 1}[state]
    # Two leads: one mail to confirm and one outcome each.
    assert len(letters(INFORMANT)) == 4


def test_five_clicks_on_send_are_one_lead():
    informant = Informant()
    places = at_once([lambda: informant.send()["Location"].split("?")[0]] * 5)
    assert Counter(places) == {"/predlozhi/signal/blagodarim/": 5}
    assert (Lead.objects.count(), len(letters(INFORMANT))) == (1, 1)
