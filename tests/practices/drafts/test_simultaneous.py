"""A double click, and two authors, at the same moment."""

from collections import Counter

import pytest
from django.test import Client

from practices.curation.models import Submission
from practices.drafts import saving
from practices.drafts.entries import values_from
from practices.drafts.models import Draft
from practices.drafts.tokens import draft_path
from tests.practices.curation.cases import letters
from tests.practices.drafts.cases import ENTRY, SENDER, Writer, typed
from tests.simultaneous import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_ten_clicks_on_send_are_one_proposal_and_all_are_thanked():
    writer = Writer(draft_path(saving.start("bg", values_from(ENTRY) | {"email": SENDER})))
    writer.open(6)
    fields = {**typed(6), **writer.code(), "version": writer.version, "go": "send"}

    def click() -> tuple[int, str]:
        response = Client(REMOTE_ADDR="192.0.2.9").post(f"{writer.root}6/", fields)
        return response.status_code, response.get("Location", "").partition("?")[0]

    assert Counter(at_once([click] * 10)) == {(302, "/predlozhi/blagodarim/"): 10}
    assert Submission.objects.count() == 1
    assert len(letters()) == 1


def test_five_authors_of_five_steps_lose_nothing_and_of_one_step_only_the_first_is_kept():
    author = saving.start("bg")
    steps = [
        *((1, "title"), (2, "background"), (3, "results"), (4, "staff_roles")),
        (5, "evidence_link"),
    ]
    at_once(
        [lambda s=step, n=name: saving.save_step(author, s, {n: n}, seen=1) for step, name in steps]
    )
    assert Draft.objects.get().values == {name: name for _step, name in steps}
    seen = Draft.objects.get().version
    saved = at_once(
        [lambda n=n: saving.save_step(author, 2, {"background": n}, seen=seen) for n in "абвгд"]
    )
    assert Counter((s.changed, s.clash) for s in saved) == {(True, False): 1, (False, True): 4}
