"""A double click on a slow connection: the same form twice at the same moment."""

from collections import Counter

import pytest
from django.test import Client

from practices.curation.models import Submission
from practices.submissions.models import HeldFile
from tests.practices.curation.cases import letters
from tests.practices.curation.test_simultaneous import at_once
from tests.practices.submissions.cases import FIELDS, Proposer, pdf

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_ten_posts_of_one_form_are_one_proposal_and_all_are_thanked():
    proposer = Proposer()
    data = {**FIELDS, **proposer.hidden()}

    def post() -> tuple[int, str]:
        response = Client(REMOTE_ADDR="192.0.2.7").post(proposer.form, {**data, "files": [pdf()]})
        return response.status_code, response.get("Location", "").partition("?")[0]

    assert Counter(at_once([post] * 10)) == {(302, "/predlozhi/blagodarim/"): 10}
    submission = Submission.objects.get()
    assert submission.files.count() == 1
    assert HeldFile.objects.count() == 9
    assert len(letters()) == 1
