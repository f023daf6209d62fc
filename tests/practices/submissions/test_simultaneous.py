"""A double click on a slow connection: the same form twice at the same moment."""

from collections import Counter

import pytest
from django.test import Client

from practices.curation.models import Submission
from practices.submissions.models import HeldFile
from tests.practices.curation.cases import letters
from tests.practices.submissions.cases import FIELDS, Proposer, pdf
from tests.simultaneous import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def post():
    """Return what posts one form with a file, as often as it is called."""
    proposer = Proposer()
    data = {**FIELDS, **proposer.hidden()}

    def post(**more) -> tuple[int, str]:
        fields = {**data, "files": [pdf()], **more}
        response = Client(REMOTE_ADDR="192.0.2.7").post(proposer.form, fields)
        return response.status_code, response.get("Location", "").partition("?")[0]

    return post


def test_ten_posts_of_one_form_are_one_proposal_and_all_are_thanked(post):
    assert Counter(at_once([post] * 10)) == {(302, "/predlozhi/blagodarim/"): 10}
    submission = Submission.objects.get()
    assert submission.files.count() == 1
    assert HeldFile.objects.count() == 9
    assert len(letters()) == 1


def test_five_posts_without_a_code_are_one_proposal_too(post):
    answers = at_once([lambda: post(ask_person="1", code_answer="")] * 5)
    assert Counter(answers) == {(302, "/predlozhi/blagodarim/"): 5}
    assert Submission.objects.count() == 1
